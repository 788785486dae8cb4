"""What changes with the screens: where a window can be reached, and how many pixels a picture has.

Knows rectangles, and what Qt tells of screens. A window that fills its screen is the desktop's own business.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap, QScreen
from PySide6.QtWidgets import QWidget

GRIP: Final = QRect(0, 0, 160, 40)
"""So much of the upper edge must be seen somewhere (pixels), so that a hand can take hold of the window."""


def still_fits(picture: QPixmap, widget: QWidget) -> bool:
    """Whether a picture can be laid down as it was painted: not on a screen that shows things larger or smaller."""
    return not picture.isNull() and picture.devicePixelRatio() == widget.devicePixelRatioF()


def reachable(window: QRect, screens: Sequence[QRect]) -> QRect:
    """Where a window should lie: where it is as long as one can take hold of it, else on the first screen."""
    edge = QRect(window.left(), window.top(), window.width(), GRIP.height())
    seen = (edge & screen for screen in screens)
    if not screens or any(part.width() >= GRIP.width() and part.height() >= GRIP.height() for part in seen):
        return window
    first = screens[0]
    found = QRect(first.topLeft(), window.size().boundedTo(first.size()))
    found.moveCenter(first.center())
    return found


class Reach(QObject):
    """Looks after a window from now on, whatever becomes of the screens."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self)  # first the desktop may put it somewhere
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._come_back)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._watch)
            application.screenRemoved.connect(self._on_change)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._on_change)
        self._on_change()

    def _on_change(self, *_: object) -> None:
        self._soon.start(0)

    def _come_back(self) -> None:
        come_back(self._window)


def come_back(window: QWidget) -> None:
    """Move a window to where one can take hold of it."""
    fills = Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMaximized | Qt.WindowState.WindowMinimized
    if not window.isVisible() or window.windowState() & fills:
        return
    primary = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not primary)
    frame = window.frameGeometry()
    there = reachable(frame, [screen.availableGeometry() for screen in screens])
    if there != frame:
        window.resize(window.size() - (frame.size() - there.size()))
        window.move(there.topLeft())
