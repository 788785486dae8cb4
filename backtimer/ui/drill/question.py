"""One question of a drill and, after the answer, what is right and why; beside it hands that move, or a back.

Knows the question and how long the answer took. Leaves what follows from it to whoever listens.
"""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from backtimer.core.drill.question import (
    Answer,
    Measure,
    Name,
    Next,
    Order,
    Question,
    Where,
    back_of,
    is_right,
    lone_plan,
)
from backtimer.core.moment import Moment
from backtimer.core.routine import Step
from backtimer.core.timing import Clock, Ms
from backtimer.ui.drill import words as drill_words
from backtimer.ui.drill.choice_row import ChoiceRow, Mark
from backtimer.ui.drill.paint_drill import paint_dots, paint_part_asks, paint_verdict
from backtimer.ui.drill.show_where import ShowWhere
from backtimer.ui.drill.words import Choice, Said
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.stage import Stage

if TYPE_CHECKING:
    from backtimer.core.plan import Plan

FRAME: Final = 33
"""Milliseconds between two pictures of moving hands."""

POSE: Final = 250
"""The same where somebody wants no gliding hands."""

ROW: Final = 74
SMALL: Final = 54
"""Heights of a choice and of a small one, in pixels of the 800-pixel sketch."""

TOP: Final = 262
"""Where the choices begin."""

MODIFIERS: Final = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)

ARROWS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
"""The way that each of them leads through the choices."""

HINTS: Final[dict[type[Question], str]] = {
    Next: "Keys 1 to {}, or click",
    Order: "Keys 1 to {} in turn  ·  Backspace takes the last one back",
    Measure: "Keys 1 to 4 for each line, or click",
    Name: "Keys 1 to {}, or click",
    Where: "Click on the back  ·  or arrow keys and Enter",
}


class QuestionView(QWidget):
    """Asks one question at a time. `answered` carries it, whether it was right, and how long that took (ms).

    `next_asked` comes when the answer has been looked at.
    """

    answered = Signal(object, bool, int)
    next_asked = Signal()

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self._question: Question | None = None
        self._deck = ""
        self._place = (0, 1)
        self._asked_at = Ms(0)
        self._picked: list[int] = []  # of an order the indexes in turn, of a measure one for each part or −1
        self._answer: Answer | None = None
        self._plan: Plan | None = None
        self._since = Ms(0)
        self.rows: list[ChoiceRow] = []
        self.groups: list[list[ChoiceRow]] = []
        self.stage = Stage(look, self)
        self.where = ShowWhere(look, self)
        self.where.pointed.connect(lambda x, y: self._settle((x, y)))
        self.onward = FlatButton("Next", first=True, parent=self)
        self.onward.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.onward.clicked.connect(self.next_asked)
        self.stage.pressed.connect(self._on_click)
        self.stage.setCursor(Qt.CursorShape.ArrowCursor)
        self._frames = QTimer(self)
        self._frames.timeout.connect(self._show_hands)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def question(self) -> Question | None:
        """What is asked, or was just answered."""
        return self._question

    @property
    def over(self) -> bool:
        """Whether it has been answered."""
        return self._answer is not None

    def ask(self, question: Question, deck: str, place: tuple[int, int]) -> None:
        """Ask a question of the deck with that title; `place` is which one of how many it is, from 0."""
        self._question, self._deck, self._place = question, deck, place
        self._answer, self._asked_at = None, self._clock()
        self._picked = [-1] * len(question.parts) if isinstance(question, Measure) else []
        for row in (*self.rows, *(row for group in self.groups for row in group)):
            row.hide()  # at once: the rest comes when Qt has time
            row.deleteLater()
        self._make_choices(question)
        self._show_beside(question)
        self.onward.hide()
        self._lay_out()
        self.show_focus()
        self._tell()

    def show_focus(self) -> None:
        """Give the keys to what takes them now."""
        asks = isinstance(self._question, Where) and not self.over
        (self.where if asks else self).setFocus()

    def choose(self, index: int, group: int | None = None) -> None:
        """Take the choice with that index; of a measure the one in that line, or in the first that is open."""
        question = self._question
        if question is None or self.over:
            return
        if isinstance(question, Measure):
            at = self._open_line() if group is None else group
            if 0 <= index < len(question.parts[at].choices):
                self._picked[at] = index
                self._mark_parts(at)
                if -1 not in self._picked:
                    self._settle(tuple(self._picked))
        elif isinstance(question, Order):
            if index < len(self.rows):
                self._take_in_turn(question, index)
        elif index < len(self.rows):
            self._settle(index)

    def set_look(self, look: Look) -> None:
        """Show it in another look, and in other words."""
        self._look = look
        self.stage.set_look(look)
        self.where.set_look(look)
        self.onward.set_theme(look.theme)
        self._name_choices()
        self._lay_out()
        self._tick(runs=self._frames.isActive())
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows go from choice to choice; after the answer every other key goes on."""
        code = Qt.Key(event.key())
        if event.isAutoRepeat() or code in MODIFIERS:
            event.ignore()
        elif Qt.Key.Key_1 <= code <= Qt.Key.Key_9:  # one digit too many must not turn the page over what is right
            self.choose(code - Qt.Key.Key_1)
        elif self.over:
            self.next_asked.emit()
        elif code in ARROWS:
            self._walk(ARROWS[code], by_line=code in (Qt.Key.Key_Down, Qt.Key.Key_Up))
        elif code == Qt.Key.Key_Backspace and isinstance(self._question, Order) and self._picked:
            self._picked.pop()
            self._mark_order(self._question)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys belong to the back while one has to point at it."""
        super().focusInEvent(event)
        if isinstance(self._question, Where) and not self.over:
            self.where.setFocus()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """After the answer a click anywhere goes on."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._on_click()

    def showEvent(self, event: QShowEvent) -> None:
        """Hands move again."""
        super().showEvent(event)
        self._tick(runs=self._plan is not None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._tick(runs=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the question, how far one is, and after the answer what is right."""
        unit, theme, question = self._unit(), self._look.theme, self._question
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            if question is None:
                return
            said = drill_words.asked(question, self._deck, self._look.handbook, terms=self._look.terms)
            left, wide = self._left(), self._wide()
            paint_dots(painter, QRectF(left, 44 * unit, wide, 10 * unit), self._place, theme)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(fitted(said.deck, 17 * unit, wide, least=0.75))
            draw_line(painter, QRectF(left, 84 * unit, wide, 26 * unit), said.deck)
            painter.setPen(QColor(theme.ink))
            painter.setFont(fitted(said.asks, 36 * unit, wide, SEMIBOLD, least=0.6))
            draw_line(painter, QRectF(left, 116 * unit, wide, 50 * unit), said.asks)
            painter.setPen(QColor(theme.accent))
            painter.setFont(face(22 * unit))
            draw_lines(painter, QRectF(left, 178 * unit, wide, 0), said.of, 2, 1.35)
            if isinstance(question, Measure):
                for line, (part, group) in enumerate(zip(question.parts, self.groups, strict=True)):
                    at, now = QPointF(left, group[0].geometry().top() - 27 * unit), line == self._open_line()
                    text = drill_words.part_asks(part, question.step)
                    paint_part_asks(painter, at, text, theme, unit, now=now and not self.over)
            if self._answer is not None:
                box = QRectF(left, self._below() + 12 * unit, wide, 150 * unit)
                paint_verdict(painter, box, self._why(question, self._answer), theme, unit, right=self._is_right())
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(16 * unit))
            hint = "Space goes on" if self.over else HINTS[type(question)].format(len(self.rows))
            draw_line(painter, QRectF(left, self.height() - 64 * unit, wide, 40 * unit), hint)

    def _walk(self, way: int, *, by_line: bool) -> None:
        """Bring the keys to another choice, or from line to line of those that lie beside one another."""
        choices = [*self.rows, *(row for group in self.groups for row in group)]
        at = next((at for at, row in enumerate(choices) if row.hasFocus()), None)
        by = way * (len(self.groups[0]) if self.groups and by_line else 1)
        to = 0 if at is None else at + by
        if 0 <= to < len(choices):
            choices[to].setFocus()

    def _make_choices(self, question: Question) -> None:
        """Make the buttons that the question needs."""
        self.rows, self.groups = [], []
        for index, choice in enumerate(drill_words.choices(question, terms=self._look.terms)):
            row = ChoiceRow(choice, str(index + 1), self._look, self)
            row.clicked.connect(partial(self._on_row, index, None))
            row.looked.connect(partial(self._on_looked, index))
            self.rows.append(row)
        for at, part in enumerate(question.parts if isinstance(question, Measure) else ()):
            group = []
            for index, text in enumerate(drill_words.part_choices(part)):
                row = ChoiceRow(Choice(text), str(index + 1), self._look, self, small=True)
                row.clicked.connect(partial(self._on_row, index, at))
                group.append(row)
            self.groups.append(group)
        for row in (*self.rows, *(row for group in self.groups for row in group)):
            row.show()

    def _name_choices(self) -> None:
        """Say the choices in the words of now."""
        question = self._question
        if question is None:
            return
        named = drill_words.choices(question, terms=self._look.terms)
        if isinstance(question, Order) and self.over:  # they lie in order by now
            named = tuple(drill_words.step_choice(step, terms=self._look.terms) for step in question.steps)
        for row, choice in zip(self.rows, named, strict=True):
            row.put(choice)

    def _show_beside(self, question: Question) -> None:
        """Show what stands beside an open question, and nothing that would give it away."""
        match question:
            case Next() | Name():
                self._move(question.step)
            case Order():
                self._move(question.steps[question.shown[0]])
            case Measure():
                step = question.step
                self._move(None)
                self.where.show_places(
                    back_of(step.posture), (shape for region in step.regions for shape in region.shape)
                )
            case Where():
                self._move(None)
                self.where.ask(question.posture)

    def _move(self, step: Step | None) -> None:
        """Let hands do a step; None shows the back to point at instead."""
        self._plan = None if step is None else lone_plan(step)
        self._since = self._clock()
        self.stage.setVisible(step is not None)
        self.where.setVisible(step is None)
        self._show_hands()
        self._tick(runs=step is not None and self.isVisible())

    def _tick(self, *, runs: bool) -> None:
        if runs:
            self._frames.start(POSE if self._look.still else FRAME)
        else:
            self._frames.stop()

    def _show_hands(self) -> None:
        if self._plan is not None:
            hands = Ms(self._clock() - self._since)
            self.stage.show_moment(Moment(self._plan, Ms(self._plan.total // 2), 0, hands=hands))

    def _on_row(self, index: int, group: int | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  # Qt's own
        if self.over:
            self.next_asked.emit()
        else:
            self.choose(index, group)

    def _on_looked(self, index: int) -> None:
        """Of steps to be put in order, the one that is pointed at is shown."""
        question = self._question
        if isinstance(question, Order) and not self.over:
            step = question.steps[question.shown[index]]
            if self._plan is None or self._plan.routine.steps != lone_plan(step).routine.steps:
                self._move(step)

    def _on_click(self) -> None:
        if self.over:
            self.next_asked.emit()

    def _take_in_turn(self, question: Order, index: int) -> None:
        """Put a step behind those that were taken; the last one falls into its place by itself."""
        if index in self._picked:
            return
        self._picked.append(index)
        self._on_looked(index)
        if len(self._picked) == len(self.rows) - 1:
            self._picked.append(next(at for at in range(len(self.rows)) if at not in self._picked))
        self._mark_order(question)
        if len(self._picked) == len(self.rows):
            self._settle(tuple(question.shown[at] for at in self._picked))

    def _mark_order(self, question: Order) -> None:  # noqa: ARG002  # whose rows these are
        for at, row in enumerate(self.rows):
            taken = at in self._picked
            row.put_mark("taken" if taken else "open", str(self._picked.index(at) + 1 if taken else at + 1))

    def _mark_parts(self, at: int) -> None:
        for index, row in enumerate(self.groups[at]):
            row.put_mark("taken" if index == self._picked[at] else "open", str(index + 1))
        self.update()

    def _open_line(self) -> int:
        return next((at for at, picked in enumerate(self._picked) if picked < 0), 0)

    def _settle(self, answer: Answer) -> None:
        """The question is answered: show what is right."""
        question = self._question
        if question is None or self.over:
            return
        took = Ms(self._clock() - self._asked_at)
        self._answer = answer
        self._show_right(question, answer)
        self.onward.show()
        self.show_focus()
        self._tell()
        self.answered.emit(question, self._is_right(), took)

    def _show_right(self, question: Question, answer: Answer) -> None:
        """Mark what is right, and what was chosen instead; show the right hands, or the right place."""
        if isinstance(question, Where) and isinstance(answer, tuple):
            self.where.show_right(question, (float(answer[0]), float(answer[1])), hit=self._is_right())
        elif isinstance(question, Order) and isinstance(answer, tuple):
            for index, row in enumerate(self.rows):
                row.put_mark("right" if answer[index] == index else "wrong", str(index + 1))
            self._name_choices()
        elif isinstance(question, Measure) and isinstance(answer, tuple):
            for part, group, picked in zip(question.parts, self.groups, answer, strict=True):
                _mark(group, part.right, int(picked), tick=False)
            self._move(question.step)
        elif isinstance(question, Next | Name) and isinstance(answer, int):
            _mark(self.rows, question.right, answer, tick=True)
            if isinstance(question, Next):
                self._move(question.choices[question.right])

    def _is_right(self) -> bool:
        return self._question is not None and self._answer is not None and is_right(self._question, self._answer)

    def _why(self, question: Question, answer: Answer) -> Said:
        return drill_words.why(question, answer, self._look.handbook, terms=self._look.terms)

    def _tell(self) -> None:
        """Let a screen reader say it, and paint it."""
        if self._question is not None:
            said = drill_words.asked(self._question, self._deck, self._look.handbook, terms=self._look.terms)
            if self._answer is not None:
                said = self._why(self._question, self._answer)
            self.setAccessibleName(". ".join(filter(None, said)))
        self.update()

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _left(self) -> float:
        """Where the right column begins."""
        return self.width() * 0.53

    def _wide(self) -> float:
        return self.width() - self._left() - 56 * self._unit()

    def _below(self) -> float:
        """Where the choices end."""
        last = [*self.rows[-1:], *(group[-1] for group in self.groups[-1:])]
        return float(max((row.geometry().bottom() for row in last), default=TOP * self._unit()))

    def _lay_out(self) -> None:
        unit, left, wide = self._unit(), round(self._left()), round(self._wide())
        half = QRect(0, 0, round(self.width() * 0.5), self.height())
        self.stage.setGeometry(half)
        self.where.setGeometry(half)
        for at, row in enumerate(self.rows):
            row.set_look(self._look, unit)
            row.setGeometry(left - 3, round((TOP + at * (ROW + 4)) * unit), wide + 6, round(ROW * unit))
        for at, group in enumerate(self.groups):
            step = (wide + 6) / len(group)
            top = round((TOP + 18 + at * (SMALL + 44)) * unit)
            for index, row in enumerate(group):
                row.set_look(self._look, unit)
                row.setGeometry(round(left - 3 + index * step), top, round(step - 2), round(SMALL * unit))
        self.onward.setFont(face(19 * unit, SEMIBOLD))
        self.onward.setGeometry(
            left + wide - round(150 * unit), self.height() - round(76 * unit), round(153 * unit), round(56 * unit)
        )


def _mark(rows: list[ChoiceRow], right: int, picked: int, *, tick: bool) -> None:
    """Mark the right choice (with a tick instead of its number), and the one that was taken."""
    for index, row in enumerate(rows):
        mark: Mark = "right" if index == right else "wrong" if index == picked else "past"
        row.put_mark(mark, "" if tick and mark == "right" else str(index + 1))
