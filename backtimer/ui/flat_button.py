"""A wide button with a word on it, in the colours of the theme. Knows how it looks; leaves what it does to others."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from backtimer.ui.theme import EVENING, Theme


class FlatButton(QPushButton):
    """A word on a quiet ground; the first choice of a page is filled with the accent."""

    def __init__(self, word: str, *, first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self._first = first
        self._theme = EVENING
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the ground, the frame of the focus, and the word."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(1.0 if self.isEnabled() else 0.35)
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            ground = QColor(theme.accent if self._first else theme.off if self.underMouse() else theme.raised)
            painter.setBrush(ground.darker(108) if self.isDown() else ground)
            edge = theme.ink if self.hasFocus() else theme.accent if self._first else theme.line
            painter.setPen(QPen(QColor(edge), 2.0 if self.hasFocus() else 1.2))
            painter.drawRoundedRect(box, 14, 14)
            painter.setPen(QColor(theme.on_accent if self._first else theme.ink))
            painter.setFont(self.font())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())
