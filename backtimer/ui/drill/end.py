"""What one go of a drill was: how much was right, what to look at again, and when to come back. Knows results only."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer import words
from backtimer.core.drill.question import Question
from backtimer.core.drill.today import Deck
from backtimer.ui.drill.paint_drill import paint_deck_bar
from backtimer.ui.drill.words import about_question, ahead_text, minutes_text
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_digits, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look

MOST = 6
"""So many questions to look at again are named, and as many decks."""


@dataclass(frozen=True, slots=True)
class Result:
    """One go: how many `questions`, how many right the first time, those to look at again, the decks as they stand now.

    `tomorrow` and `week` are how many questions will be due then; `more` is how many a further go would have.
    """

    questions: int
    right: int
    again: tuple[Question, ...] = ()
    decks: tuple[Deck, ...] = ()
    tomorrow: int = 0
    week: int = 0
    more: int = 0


class DrillEnd(QWidget):
    """Shows a result, and offers to stop or to go on."""

    home_asked = Signal()
    more_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._result = Result(0, 0)
        self.home = FlatButton("Done", first=True, parent=self)
        self.more = FlatButton("More", parent=self)
        self.home.clicked.connect(self.home_asked)
        self.more.clicked.connect(self.more_asked)
        self.setFocusProxy(self.home)

    def show_result(self, result: Result) -> None:
        """Show what the go was."""
        self._result = result
        self.more.setVisible(bool(result.more))
        self.more.setText(f"More, {minutes_text(result.more)}")
        self.setAccessibleName(f"{self._said()} {ahead_text(result.tomorrow, result.week)}")
        self.update()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.home.set_theme(look.theme)
        self.more.set_theme(look.theme)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons at the foot."""
        super().resizeEvent(event)
        unit = self._unit()
        left = round(96 * unit) - 3
        for button, wide in ((self.home, 200), (self.more, 260)):
            button.setFont(face(20 * unit, SEMIBOLD))
            button.setFixedSize(QSize(round(wide * unit), round(62 * unit)))
            button.move(left, self.height() - round(110 * unit))
            left += round((wide + 16) * unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure of the go at the left, what to look at again and the decks at the right."""
        unit, theme, result = self._unit(), self._look.theme, self._result
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            left, wide = 96 * unit, self.width() * 0.5 - 130 * unit
            line = "All of it right" if result.right == result.questions else "Enough for now"
            painter.setPen(QColor(theme.ink))
            painter.setFont(fitted(line, 46 * unit, wide, SEMIBOLD))
            draw_line(painter, QRectF(left, 120 * unit, wide, 64 * unit), line)
            painter.setFont(face(110 * unit, LIGHT))
            digits = QRectF(left - 4 * unit, 210 * unit, wide, 110 * unit)
            taken = draw_digits(painter, digits, str(result.right))
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(22 * unit))
            draw_line(
                painter, digits.adjusted(taken + 22 * unit, 46 * unit, 0, 0), f"of {result.questions} right at first"
            )
            box = QRectF(left, 360 * unit, wide, 0)
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(22 * unit))
            draw_lines(painter, box, ahead_text(result.tomorrow, result.week), 3, 1.4)
            right = QRectF(self.width() * 0.53, 130 * unit, self.width() * 0.47 - 72 * unit, 0)
            right = self._paint_again(painter, right, unit)
            self._paint_decks(painter, right, unit)

    def _paint_again(self, painter: QPainter, box: QRectF, unit: float) -> QRectF:
        """Name what was not right at first; gives where the next part begins."""
        if not self._result.again:
            return box
        theme, look = self._look.theme, self._look
        _heading(painter, box, "To look at again", look, unit)
        box = box.translated(0, 38 * unit)
        painter.setPen(QColor(theme.ink))
        named = (about_question(question, look.handbook, terms=look.terms) for question in self._result.again)
        for text in list(dict.fromkeys(named))[:MOST]:
            painter.setFont(fitted(text, 18 * unit, box.width(), least=0.8))
            draw_line(painter, QRectF(box.left(), box.top(), box.width(), 30 * unit), text)
            box = box.translated(0, 33 * unit)
        return box.translated(0, 30 * unit)

    def _paint_decks(self, painter: QPainter, box: QRectF, unit: float) -> None:
        """How much of each deck is known by now."""
        theme = self._look.theme
        _heading(painter, box, "Known by now", self._look, unit)
        box = box.translated(0, 38 * unit)
        for deck in self._result.decks[:MOST]:
            painter.setPen(QColor(theme.ink))
            painter.setFont(fitted(deck.title, 18 * unit, box.width() * 0.5, least=0.75))
            draw_line(painter, QRectF(box.left(), box.top(), box.width() * 0.52, 30 * unit), deck.title)
            bar = QRectF(box.left() + box.width() * 0.55, box.top() + 11 * unit, box.width() * 0.45, 8 * unit)
            paint_deck_bar(painter, bar, deck, theme)
            box = box.translated(0, 36 * unit)

    def _said(self) -> str:
        return f"{self._result.right} of {words.counted(self._result.questions, 'question')} right at first."

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)


def _heading(painter: QPainter, box: QRectF, text: str, look: Look, unit: float) -> None:
    painter.setPen(QColor(look.theme.accent))
    painter.setFont(face(16 * unit, SEMIBOLD))
    draw_line(painter, QRectF(box.left(), box.top(), box.width(), 26 * unit), text)
