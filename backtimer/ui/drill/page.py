"""The page of the drill: where it begins, its questions one after the other, and what came of them.

Knows one go: which question is at hand, and that what was not right comes again before the end. Leaves choosing the
questions, keeping the answers and the spacing to whoever listens.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer.core.drill.question import Question, kind_of
from backtimer.core.drill.today import Deck, grade_of
from backtimer.core.routine import Step
from backtimer.core.timing import Clock, Ms
from backtimer.ui.drill.end import DrillEnd, Result
from backtimer.ui.drill.question import QuestionView
from backtimer.ui.drill.start import DrillStart
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.round_button import RoundButton


class DrillPage(Page):
    """Asks. `answered` carries the key of each question and the grade (1 to 4) of the answer, as soon as it is given.

    `begin_asked` carries the id of one deck, or nothing for all of them; `ended` comes after the last question, or when
    somebody stops after some; `more_asked` wants another go like the last one, `start_asked` the beginning.
    """

    name = "drill"
    begin_asked = Signal(str)
    answered = Signal(str, int)
    ended = Signal()
    start_asked = Signal()
    more_asked = Signal()
    back_asked = Signal()
    forget_asked = Signal()

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: list[Question] = []
        self._titles: Mapping[str, str] = {}
        self._at = 0
        self._first: dict[str, bool] = {}
        self.start = DrillStart(look, self)
        self.asking = QuestionView(look, clock, self)
        self.end = DrillEnd(look, self)
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.start.begin_asked.connect(self.begin_asked)
        self.start.forget_asked.connect(self.forget_asked)
        self.asking.answered.connect(self._on_answered)
        self.asking.next_asked.connect(self._on_next)
        self.end.home_asked.connect(self.back_asked)
        self.end.more_asked.connect(self.more_asked)
        self.back.clicked.connect(self.go_back)
        self._view: QWidget = self.start
        self._show(self.start)

    def show_start(self, decks: tuple[Deck, ...], go: tuple[int, int], shows: Step | None = None) -> None:
        """Show where it begins: the decks, and how many questions are due and new."""
        self.start.show_decks(decks, go, shows)
        self._show(self.start)

    def ask(self, questions: Sequence[Question], titles: Mapping[str, str]) -> None:
        """Ask these questions one after the other; `titles` says what their decks are called."""
        self._questions, self._titles = list(questions), titles
        self._at, self._first = 0, {}
        if self._questions:
            self._show(self.asking)
            self._ask()

    def show_end(self, result: Result) -> None:
        """Show what came of it."""
        self.end.show_result(result)
        self._show(self.end)

    @property
    def right(self) -> int:
        """How many questions of this go were right the first time."""
        return sum(self._first.values())

    @property
    def asked(self) -> int:
        """How many different questions of this go were answered."""
        return len(self._first)

    @property
    def again(self) -> tuple[Question, ...]:
        """The questions that were not right the first time."""
        return tuple(dict.fromkeys(q for q in self._questions if not self._first.get(q.key, True)))

    def go_back(self) -> bool:
        """From a question to what came of those before it or to the beginning; from there away. Nothing is lost."""
        if self._view is self.asking:
            (self.ended if self.asked else self.start_asked).emit()
        else:
            self.back_asked.emit()
        return True

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        for view in (self.start, self.asking, self.end):
            view.set_look(look)
        self.back.set_theme(look.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The views fill the page."""
        super().resizeEvent(event)
        for view in (self.start, self.asking, self.end):
            view.setGeometry(self.rect())
        unit = min(self.height() / 800, self.width() / 1180)
        self.back.setGeometry(round(18 * unit), round(18 * unit), round(58 * unit), round(58 * unit))

    def _show(self, view: QWidget) -> None:
        self._view = view
        for other in (self.start, self.asking, self.end):
            other.setVisible(other is view)
        self.back.raise_()
        self.setFocusProxy(view)
        self.setAccessibleName(view.accessibleName() or "Drill")
        if view is not self.asking:
            view.setFocus()

    def _ask(self) -> None:
        question = self._questions[self._at]
        self.asking.ask(question, self._titles.get(question.deck, ""), (self._at, len(self._questions)))

    def _on_answered(self, question: Question, right: bool, took: int) -> None:  # noqa: FBT001  # a signal's
        if question.key not in self._first:
            self._first[question.key] = right
            if not right:  # it comes again, once
                self._questions.append(question)
        self.answered.emit(question.key, grade_of(kind_of(question), Ms(took), right=right))

    def _on_next(self) -> None:
        self._at += 1
        if self._at < len(self._questions):
            self._ask()
        else:
            self.ended.emit()
