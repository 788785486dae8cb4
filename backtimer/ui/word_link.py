"""A quiet word that leads elsewhere. Knows how it looks; leaves where it leads to others."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from backtimer.ui.theme import EVENING, Theme


class WordLink(QPushButton):
    """A word without a frame: underlined under the pointer and with the focus."""

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self._theme = EVENING
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the word, and high enough for a finger."""
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance(self.text())) + 4, round(metrics.height() * 1.5))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the word."""
        marked = self.underMouse() or self.hasFocus() or self.isChecked()
        with QPainter(self) as painter:
            colour = QColor(self._theme.accent if marked else self._theme.quiet)
            painter.setPen(colour)
            painter.setFont(self.font())
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
            if self.underMouse() or self.hasFocus():
                wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
                left = round((self.width() - wide) / 2)
                painter.setPen(QPen(colour, 1.2))
                base = self.height() // 2 + round(QFontMetricsF(self.font()).height() * 0.48)
                painter.drawLine(left, base, left + round(wide), base)
