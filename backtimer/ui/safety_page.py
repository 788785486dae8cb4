"""The questions before a massage, one group after the other on one calm page. Every group waits for an answer.

Knows the questions and their sentences. Leaves what follows from the answers to `core.safety`, and when to ask to the
window. Nothing is kept: with the page its answers are gone.
"""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from backtimer import safety_words
from backtimer.core.places import PLACES, regions_of
from backtimer.core.safety import (
    BY_ID,
    QUESTIONS,
    Answer,
    Due,
    Kind,
    QuestionId,
    Verdict,
    none_of,
    overlapping,
    verdict,
)
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.body_picker import BodyPicker
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.palette import scrolling
from backtimer.ui.tick import Tick

KINDS: Final[tuple[Kind, ...]] = ("stop", "flag", "ask", "area")


class SafetyPage(Page):
    """Asks. `answered` carries the verdict when all is answered and nothing forbids a massage."""

    name = "safety"
    answered = Signal(object)
    back_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._answers: dict[QuestionId, Answer] = {}
        self._due: Due = "first_today"
        self._alone = False
        self.groups = {kind: _Group(kind) for kind in KINDS}
        self.picker = BodyPicker(look, more=False, parent=self)
        self.picker.hide()
        self.picker.changed.connect(self._judge)
        self._title = _text(safety_words.TITLE)
        self._intro = _text("")
        self._outcome = _text("")
        self._promise = _text("")
        self._promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.begin = FlatButton("We agree", first=True)
        self.leave = FlatButton("Back")
        self.begin.clicked.connect(lambda: self.answered.emit(self.verdict))
        self.leave.clicked.connect(self.back_asked)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        for group in self.groups.values():
            group.answered.connect(self._on_answered)
            group.opened.connect(self._open)
            self._column.addWidget(group)
        self._column.addWidget(self._outcome)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inner)
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addWidget(self._promise, 1)
        foot.addWidget(self.begin)
        self._page = QVBoxLayout(self)
        for part in (self._title, self._intro, self._scroll):
            self._page.addWidget(part)
        self._page.setStretch(2, 1)
        self._page.addLayout(foot)
        self.picker.raise_()
        self.setFocusProxy(self.leave)  # nobody hurries past by a key that was pressed for something else

    @property
    def verdict(self) -> Verdict:
        """What follows from the answers so far."""
        marked = overlapping(regions_of(self.picker.out), self._look.handbook.regions, wide=False)
        return verdict(self._answers, marked)

    def ask(self, due: Due, *, alone: bool) -> None:
        """Ask anew; `alone` speaks to somebody who works on the own back."""
        self._due, self._alone = due, alone
        self._answers = {}
        self.picker.put(frozenset())
        for group in self.groups.values():
            group.reset()
        intro = safety_words.INTRO_ALONE if alone and due == "first_today" else safety_words.WHY_NOW[due]
        self._intro.setText(intro)
        self.begin.setText("I agree" if alone else "We agree")
        self._open("stop")
        self._judge()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.picker.set_look(look)
        for group in self.groups.values():
            group.set_look(look, self._unit())
        for button in (self.begin, self.leave):
            button.set_theme(look.theme)
        self._intro.setStyleSheet(f"color: {look.theme.quiet}")
        self._scroll.setStyleSheet(scrolling(look.theme, "QScrollArea, QScrollArea > QWidget > QWidget"))
        self._judge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Type and margins grow with the page."""
        super().resizeEvent(event)
        unit = self._unit()
        margin = round(56 * unit)
        self._page.setContentsMargins(margin, round(30 * unit), margin, round(24 * unit))
        self._page.setSpacing(round(12 * unit))
        self._make_room()
        self._column.setSpacing(round(10 * unit))
        self._title.setFont(face(34 * unit, SEMIBOLD))
        self._intro.setFont(face(17 * unit))
        self._outcome.setFont(face(19 * unit, SEMIBOLD))
        self._promise.setFont(face(16 * unit))
        for button in (self.begin, self.leave):
            button.setFont(face(20 * unit, SEMIBOLD))
            button.setFixedSize(QSize(round(220 * unit), round(58 * unit)))
        for group in self.groups.values():
            group.set_look(self._look, unit)
        wide = round(self.width() * 0.33)
        self.picker.setGeometry(
            self.width() - margin - wide, round(150 * unit), wide, self.height() - round(260 * unit)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._look.theme.ground))

    def _open(self, kind: Kind) -> None:
        """Show the questions of one group; the others show only how they were answered."""
        for group in self.groups.values():
            group.open(shown=group.kind == kind)
        self._judge()
        self._scroll.verticalScrollBar().setValue(0)

    def _on_answered(self, kind: Kind) -> None:
        """Take a group's answers, and go on to the next one that waits."""
        self._answers |= self.groups[kind].answers
        waiting = [other for other in KINDS if not self.groups[other].done]
        needs_place = kind == "area" and any(answer == "yes" for answer in self.groups[kind].answers.values())
        if waiting and not self.verdict.locked:
            self._open(waiting[0])
        elif not needs_place:
            self._open_none()
        self._judge()

    def _make_room(self) -> None:
        """Leave a third of the page to the back while places are asked for."""
        beside = self.picker.isVisible() or self.groups["area"].is_open
        self._column.setContentsMargins(0, 0, round(self.width() * 0.335) if beside else 14, 0)

    def _open_none(self) -> None:
        for group in self.groups.values():
            group.open(shown=False)

    def _judge(self) -> None:
        """Say what follows, and let begin only who may."""
        now = self.verdict
        marks = any(BY_ID[id_].kind == "area" for id_, answer in self._answers.items() if answer == "yes")
        self.picker.setVisible(marks and not now.locked)
        self._make_room()
        said = ""
        if now.locked:
            said = safety_words.TO_ASK if set(now.locked) == set(now.to_ask) else safety_words.LOCKED[now.urgent]
        elif now.unmarked:
            said = safety_words.UNMARKED
        elif now.passed:
            out = [place.name for place in PLACES if place.id in self.picker.out]
            places = f"Left out today: {', '.join(out)}. Long strokes go round them." if out else ""
            said = " ".join(filter(None, (safety_words.GENTLE if now.gentle else "", places)))
        self._outcome.setText(said)
        self._outcome.setVisible(bool(said))
        theme = self._look.theme
        self._outcome.setStyleSheet(f"color: {theme.warning if now.locked else theme.accent}")
        both = f"Receiver: “{safety_words.PROMISE_RECEIVER}”\nGiver: “{safety_words.PROMISE_GIVER}”"
        self._promise.setText(both if now.passed and not self._alone else "")
        self.begin.setVisible(not now.locked)
        self.begin.setEnabled(now.passed)
        self.update()

    def _unit(self) -> float:
        return min(max(min(self.height() / 800, self.width() / 1280), 0.7), 2.0)


class _Group(QFrame):
    """One group of questions: closed a line, open a list to mark what applies, and the buttons that answer it."""

    answered = Signal(str)
    opened = Signal(str)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.kind = kind
        self.answers: dict[QuestionId, Answer] = {}
        self.done = False
        self._heading = _text(safety_words.HEADINGS[kind])
        self._state = _text("")
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._note = _text(safety_words.NOTES[kind])
        self._ticks = {
            question.id: Tick(safety_words.QUESTIONS[question.id]) for question in QUESTIONS if question.kind == kind
        }
        self.none = AnswerButton(safety_words.NONE_OF_THESE)
        self.some = AnswerButton("What is ticked applies")
        self.cleared = AnswerButton(safety_words.CLEARED)
        for button in (self.none, self.some, self.cleared):
            button.setCheckable(False)
        self.none.clicked.connect(lambda: self._answer(none=True))
        self.some.clicked.connect(lambda: self._answer(none=False))
        self.cleared.clicked.connect(lambda: self._answer(none=False, cleared=True))
        self._body = QWidget()
        grid = QGridLayout()
        columns = 1 if kind == "area" else 2  # beside the places the back is shown
        rows = -(-len(self._ticks) // columns)
        for index, tick in enumerate(self._ticks.values()):
            tick.toggled.connect(self._on_ticked)
            grid.addWidget(tick, index % rows, index // rows, Qt.AlignmentFlag.AlignTop)
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        grid.setHorizontalSpacing(40)
        self._grid = grid
        row = QHBoxLayout()
        for button in (self.none, self.some, self.cleared):
            row.addWidget(button)
        row.addStretch(1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._note)
        body.addLayout(grid)
        body.addLayout(row)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._state)
        column = self._column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self._body)
        self._on_ticked()

    @property
    def is_open(self) -> bool:
        """Whether the questions are shown."""
        return not self._body.isHidden()

    def reset(self) -> None:
        """Ask anew."""
        self.done, self.answers = False, {}
        self._state.setText("")
        for tick in self._ticks.values():
            tick.set_ticked(ticked=False)

    def open(self, *, shown: bool) -> None:
        """Show the questions, or only the heading."""
        self._body.setVisible(shown)

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        theme = look.theme
        self._heading.setFont(face(18 * unit, SEMIBOLD))
        self._state.setFont(face(16 * unit))
        self._note.setFont(face(15 * unit))
        self._state.setStyleSheet(f"color: {theme.accent}")
        self._note.setStyleSheet(f"color: {theme.quiet}")
        for tick in self._ticks.values():
            tick.dress(theme, unit, 15.5)
        for button in (self.none, self.some, self.cleared):
            button.set_look(look)
            button.setFont(face(16 * unit))
            wide = button.fontMetrics().horizontalAdvance(button.text()) + round(44 * unit)
            button.setFixedSize(QSize(wide, round(46 * unit)))
        self._grid.setVerticalSpacing(round(5 * unit))
        self._column.setContentsMargins(*(round(side * unit) for side in (18, 12, 18, 12)))
        self.setObjectName("group")
        self.setStyleSheet(f"#group {{ background: {theme.raised}; border-radius: {round(14 * unit)}px; }}")

    def mouseReleaseEvent(self, event: object) -> None:  # noqa: ARG002  # a click anywhere on a closed group
        """Open the group again."""
        if not self._body.isVisible():
            self.opened.emit(self.kind)

    def _on_ticked(self) -> None:
        """With something ticked, `none of these` is no answer any more."""
        some = any(tick.ticked for tick in self._ticks.values())
        self.none.setEnabled(not some)
        self.some.setVisible(some)
        clears = some and all(BY_ID[id_].clears for id_, tick in self._ticks.items() if tick.ticked)
        self.cleared.setVisible(clears)
        self.some.setText(safety_words.NOT_YET if clears else "What is ticked applies")

    def _answer(self, *, none: bool, cleared: bool = False) -> None:
        self.done = True
        self.answers = none_of(self.kind)
        ticked = [id_ for id_, tick in self._ticks.items() if tick.ticked] if not none else []
        for id_ in ticked:
            self.answers[id_] = "cleared" if cleared else "yes"
        self._state.setText(
            "✓  none" if not ticked else "✓  they have said yes" if cleared else f"{len(ticked)} ticked"
        )
        self.answered.emit(self.kind)


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
