"""The lock: keeps drops of water and elbows from the keyboard, the mouse and the screen. Two keys open it again.

Knows keys only. A media key, a headset or a phone can still pause.
"""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.theme import EVENING, Theme

OPENING: Final = Qt.Key.Key_U, Qt.Key.Key_L
"""The two keys, one after the other, with no other between them."""

TEXTS: Final = ("Locked.  To unlock: U, then L", "Now L")

PAUSING: Final = (
    Qt.Key.Key_MediaPlay, Qt.Key.Key_MediaPause, Qt.Key.Key_MediaTogglePlayPause, Qt.Key.Key_MediaStop,
)  # fmt: skip

SWALLOWED: Final = frozenset({
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel, QEvent.Type.ContextMenu,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.ShortcutOverride,
})  # fmt: skip
"""What goes no further."""


class LockSheet(QWidget):
    """Lies over the whole window and lets everything be seen."""

    unlocked = Signal()
    toggle_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = EVENING
        self._pressed = 0  # so many of the two keys
        self._touched = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName(TEXTS[0])
        self.hide()

    @property
    def text(self) -> str:
        """What stands on it now."""
        return TEXTS[self._pressed]

    def show_over(self, box: QRect, theme: Theme) -> None:
        """Lock, in these colours."""
        self._theme, self._pressed, self._touched = theme, 0, False
        self.setGeometry(box)
        self.show()
        self.raise_()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Let no touch, click or shortcut through; what was tried makes the way out stand out."""
        if event.type() in SWALLOWED:
            event.accept()
            if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
                self._stand_out(0)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Two keys unlock, media keys pause, all others do nothing."""
        event.accept()
        if event.isAutoRepeat():
            return
        if event.key() in PAUSING:
            self.toggle_asked.emit()
        elif event.key() != OPENING[self._pressed]:
            self._stand_out(int(event.key() == OPENING[0]))
        elif self._pressed + 1 < len(OPENING):
            self._stand_out(self._pressed + 1)
        else:
            self.unlocked.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing comes of it."""
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002, FBT001  # Qt's own names
        """Tab leads nowhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the way out at the top, where nothing else is said."""
        unit = min(self.height() / 800, self.width() / 1180)
        box = QRectF(0, 0, 310 * unit, 36 * unit)
        box.moveCenter(QRectF(self.rect()).center())
        box.moveTop(5 * unit)
        if not box.adjusted(-2, -2, 2, 2).intersects(QRectF(event.rect())):
            return
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent if self._touched else theme.line), 2 * unit))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setFont(face(16 * unit, SEMIBOLD))
            painter.setPen(QColor(theme.accent if self._touched else theme.ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text)

    def _stand_out(self, pressed: int) -> None:
        self._pressed, self._touched = pressed, True
        self.setAccessibleName(self.text)
        self.update()
