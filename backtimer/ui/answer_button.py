"""A button that is one answer among several: a word, or a small picture with a word under it.

Knows how it looks. Leaves what the answer means to its page.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from backtimer.ui.look import Look

Picture = Callable[[QPainter, QRectF, Look], None]
"""Paints an answer's picture into a box (pixels)."""


class AnswerButton(QPushButton):
    """One answer; checked when it is the chosen one."""

    def __init__(self, text: str, picture: Picture | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = picture
        self._look: Look | None = None

    def set_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the ground, the frames of choice and focus, the picture, and the word."""
        if self._look is None:
            return
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            chosen = self.isChecked()
            painter.setOpacity(1.0 if self.isEnabled() else 0.45)
            painter.setBrush(QColor(theme.off if self.underMouse() and not chosen else theme.raised))
            painter.setPen(QPen(QColor(theme.accent if chosen else theme.line), 2.4 if chosen else 1.2))
            painter.drawRoundedRect(box, 14, 14)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.ink), 1.4, Qt.PenStyle.DotLine))
                painter.drawRoundedRect(box.adjusted(5, 5, -5, -5), 10, 10)
            words = box
            if self._picture is not None:
                high = self.fontMetrics().height() * 1.5
                words = QRectF(box.left(), box.bottom() - high, box.width(), high - 4)
                self._picture(
                    painter, QRectF(box.left(), box.top() + 6, box.width(), words.top() - box.top() - 8), self._look
                )
            painter.setPen(QColor(theme.ink if chosen or not self.isCheckable() else theme.quiet))
            painter.setFont(self.font())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())
