"""The end of a break: one sentence, and how tense one is now, for who likes to say. Knows nothing of what was done."""

from typing import Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face
from backtimer.ui.look import Look
from backtimer.ui.paint_stage import paint_glow
from backtimer.ui.rating_scale import RatingScale

QUESTION: Final = "How tense now? 0 is not at all."
WAY_BACK: Final = "Any other key: back to work"


class BreakEnd(QWidget):
    """Says the sentence, and asks. `rated` carries a number from 0 to 10, `done` comes when a person wants to go."""

    rated = Signal(int)
    done = Signal()

    def __init__(self, look: Look, sentence: str, before: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sentence = sentence
        self._before = "" if before is None else f"It was {before} before."
        self.scale = RatingScale("How tense now", self)
        self.scale.set_theme(look.theme)
        self.scale.changed.connect(self._on_changed)
        self.setFocusProxy(self.scale)
        self.setAccessibleName(f"{sentence} {QUESTION}")

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.scale.set_theme(look.theme)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: ARG002  # whichever it was
        """A key that is no number leads back to work."""
        self.done.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  # wherever it was
        """So does a click beside the numbers."""
        self.done.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers lie in the middle."""
        super().resizeEvent(event)
        unit = self._unit()
        wide = min(self.width() - 2 * 22 * unit, 620 * unit)
        left = (self.width() - wide) / 2
        self.scale.setGeometry(round(left), round(self.height() * 0.5 + 40 * unit), round(wide), round(36 * unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sentence, the question, and the way back."""
        unit, theme = self._unit(), self._look.theme
        box = QRectF(self.scale.x(), self.height() * 0.5 - 110 * unit, self.scale.width(), 100 * unit)
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            paint_glow(painter, QRectF(self.rect()), theme)
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(28 * unit, SEMIBOLD))
            draw_lines(painter, box, self._sentence, 3, 1.25)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(15.5 * unit))
            draw_line(painter, QRectF(box.left(), self.scale.y() - 32 * unit, box.width(), 24 * unit), QUESTION)
            under = QRectF(box.left(), self.scale.y() + 44 * unit, box.width(), 24 * unit)
            painter.setFont(face(14 * unit))
            draw_line(painter, under, self._before)
            draw_line(painter, QRectF(box.left(), self.height() - 40 * unit, box.width(), 22 * unit), WAY_BACK)

    def _on_changed(self) -> None:
        if self.scale.rating is not None:
            self.rated.emit(self.scale.rating)

    def _unit(self) -> float:
        return min(self.width() / 420, self.height() / 520)
