"""A word that is shown for a moment and goes by itself: what a key has just changed. It takes no click and no focus."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from backtimer.ui.lettering import draw_line, face
from backtimer.ui.theme import Theme

STAYS: Final = 2_800
"""Milliseconds: long enough to read it twice."""


class PassingWord(QWidget):
    """One line in a rounded frame."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme, self._page = theme, parent
        self._unit = 1.0
        self._middle = QPoint()
        self.text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show this now, instead of what is still there."""
        self.text = text
        self.setAccessibleName(text)
        self.place(self._unit)
        self.show()
        self.raise_()
        self.update()
        self._timer.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def place(self, unit: float, middle: QPoint | None = None) -> None:
        """Lie around that point of the page, or the one of before; `unit` is a pixel of the page's sketch."""
        self._unit, self._middle = unit, middle or self._middle
        font = face(19 * unit)
        wide = min(round(QFontMetricsF(font).horizontalAdvance(self.text) + 56 * unit), self._page.width())
        high = round(48 * unit)
        self.setGeometry(self._middle.x() - wide // 2, self._middle.y() - high // 2, wide, high)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: nothing need be waited for."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the frame and the line."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setBrush(QColor(theme.raised))
            painter.setPen(QPen(QColor(theme.accent), 1.2))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(19 * self._unit))
            draw_line(painter, box, self.text, Qt.AlignmentFlag.AlignHCenter)
