"""The page of a routine before it starts: its steps, what to prepare, what to mind, and how it is bent for today.

Knows a routine and wishes; makes the plan anew with every wish, and shows it at once. Leaves playing to the window.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from backtimer import words
from backtimer.core.cards import card_of
from backtimer.core.fit import Fitted, LengthError, bounds, fit
from backtimer.core.guidance import RULES
from backtimer.core.moment import Moment
from backtimer.core.notes import WHOLE
from backtimer.core.person import Person
from backtimer.core.places import PLACES, regions_of
from backtimer.core.plan import NothingLeftError, Plan, make_plan
from backtimer.core.routine import Routine
from backtimer.core.safety import Verdict, bent, turned_away
from backtimer.core.timing import MINUTE, Ms, clock_text
from backtimer.core.wishes import AS_WRITTEN, Wishes
from backtimer.safety_words import GENTLE, TURN
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.body_picker import BodyPicker
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.guide_row import GuideRow
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_digits, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.notes_sheet import NotesSheet
from backtimer.ui.page import Page
from backtimer.ui.palette import scrolling
from backtimer.ui.person_button import PersonButton
from backtimer.ui.round_button import RoundButton
from backtimer.ui.step_list import StepList
from backtimer.ui.tick import Tick
from backtimer.ui.timeline import Timeline

PRESSURES: Final = ((-1, "Softer"), (0, "As written"), (1, "Firmer"))


class RoutinePage(Page):
    """Shows one routine. `begin_asked` carries the plan that is to be played, `command_asked` what else is asked for.

    `shown` comes whenever somebody looks at it, also on the way back from elsewhere.
    How much it is to be guided is chosen in `guide`: shown at once for who learns, folded behind a word for others.
    """

    name = "routine"
    begin_asked = Signal(object)
    people_changed = Signal(object)
    back_asked = Signal()
    command_asked = Signal(str)
    shown = Signal()

    def __init__(self, look: Look, wall: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wall = wall
        self._routine: Routine | None = None
        self._wishes = AS_WRITTEN
        self._plan: Plan | None = None
        self._bounds = (Ms(0), Ms(0))
        self._said = ""
        self._notes: Mapping[str, str] = {}
        self._verdict = Verdict()
        self.steps = StepList(look, self)
        self.steps.about_asked.connect(lambda: self.command_asked.emit("about"))
        self.picker = BodyPicker(look, parent=self)
        self.picker.hide()
        self.picker.changed.connect(self._on_places)
        self.timeline = Timeline(look.theme, self)
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.shorter = RoundButton("minus", "A minute shorter", "-", look.theme, self)
        self.longer = RoundButton("plus", "A minute longer", "+", look.theme, self)
        self.places = AnswerButton("Places: leave out, or stay longer", parent=self)
        self.pressures = {value: AnswerButton(text, parent=self) for value, text in PRESSURES}
        self._group = QButtonGroup(self)
        for value, button in self.pressures.items():
            self._group.addButton(button)
            button.setAccessibleName(f"Pressure: {button.text()}")
            button.clicked.connect(lambda _=False, value=value: self._wish(replace(self._wishes, pressure=value)))
        self.guide = GuideRow(look, self)
        self.guide.command_asked.connect(self.command_asked)
        self.guide.changed.connect(self._on_guide)
        self.practise = AnswerButton("Practise …", parent=self)
        self.practise.setAccessibleName("Ways to practise")
        self.practise.clicked.connect(self._lay_out)
        self.person = PersonButton(self)
        self.person.chosen.connect(self._on_person)
        self.person.remember_asked.connect(self._on_remember)
        self.person.changed.connect(self.people_changed)
        self.begin = FlatButton("Begin", first=True, parent=self)
        self._text = QWidget()
        self._column = QVBoxLayout(self._text)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._text)
        self.back.clicked.connect(self.back_asked)
        self.shorter.clicked.connect(lambda: self.lengthen(-1))
        self.longer.clicked.connect(lambda: self.lengthen(1))
        self.places.clicked.connect(lambda: self._show_picker(shown=self.places.isChecked()))
        self.begin.clicked.connect(self._on_begin)
        self.setFocusProxy(self.begin)

    def show_routine(self, routine: Routine, wishes: Wishes = AS_WRITTEN) -> None:
        """Show this routine, bent in this way; a length out of its reach becomes the nearest that is possible."""
        self._routine = routine
        self._bounds = bounds(routine, replace(wishes, length=None))
        if wishes.length is not None and self._bounds[1]:
            low, high = self._bounds
            wishes = replace(wishes, length=Ms(min(max(wishes.length, low), high)))
        self.places.setChecked(False)
        self._show_picker(shown=False)
        self.person.choose(None)
        self.picker.put(_pointed(wishes.leave_out), _pointed(wishes.more_here))
        learns = "student" in routine.audience or routine.level == "student"
        self.guide.begin_anew(opened=learns)
        self.practise.setChecked(False)
        self.practise.setVisible(not learns)
        self._fill_text(routine)
        self._wish(wishes)
        self._lay_out()
        self.setAccessibleName(f"{routine.title}. {words.audience_line(routine)}")

    def know(self, people: tuple[Person, ...]) -> None:
        """Offer these people as receivers."""
        self.person.know(people)

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Show one's own notes on this routine, by the names of its steps; the empty name is for the whole."""
        changed = notes.get(WHOLE) != self._notes.get(WHOLE)
        self._notes = notes
        self.steps.show_notes(notes)
        if self._routine is not None and changed:
            self._fill_text(self._routine)

    @cached_property
    def notes_sheet(self) -> NotesSheet:
        """The sheet for one's own notes, over the page; made when it is first asked for."""
        sheet = NotesSheet(self._look, self)
        sheet.setGeometry(self.rect())
        sheet.closed.connect(self.setFocus)
        return sheet

    def go_back(self) -> bool:
        """From the notes back to the routine."""
        if "notes_sheet" not in self.__dict__ or self.notes_sheet.isHidden():
            return False
        self.notes_sheet.close_sheet()
        return True

    def bend(self, verdict: Verdict) -> None:
        """Make the routine as gentle as the answers about safety ask for, and leave out what they name."""
        self._verdict = verdict
        self._wish(self._wishes)

    def lengthen(self, minutes: int) -> None:
        """Make it so many whole minutes longer or shorter, as far as it goes."""
        if self._plan is None:
            return
        low, high = self._bounds
        now = self._plan.total
        whole = now // MINUTE + minutes if minutes > 0 or now % MINUTE == 0 else now // MINUTE + minutes + 1
        self._wish(replace(self._wishes, length=Ms(min(max(whole * MINUTE, low), high))))

    @property
    def plan(self) -> Plan | None:
        """What would be played; None where the wishes leave nothing of the routine."""
        return self._plan

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.steps.set_look(look, self._unit())
        self.picker.set_look(look)
        self.timeline.set_theme(look.theme)
        for round_button in (self.back, self.shorter, self.longer):
            round_button.set_theme(look.theme)
        for answer in (self.places, self.practise, self.person, *self.pressures.values()):
            answer.set_look(look)
        self.begin.set_theme(look.theme)
        if "notes_sheet" in self.__dict__:  # it has been made
            self.notes_sheet.set_look(look)
        self._lay_out()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus change the length; Return begins, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.lengthen(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.lengthen(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_begin()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()
        if "notes_sheet" in self.__dict__:
            self.notes_sheet.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, length, what the wishes did, and when it would end."""
        unit, theme, routine = self._unit(), self._look.theme, self._routine
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            if routine is None:
                return
            left, right = 96 * unit, self.width() - 56 * unit
            painter.setPen(QColor(theme.ink))
            painter.setFont(fitted(routine.title, 34 * unit, right - left, SEMIBOLD, least=0.6))
            draw_line(painter, QRectF(left, 22 * unit, right - left, 46 * unit), routine.title)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            draw_line(painter, QRectF(left, 68 * unit, right - left, 26 * unit), self._under_title(routine))
            self._paint_length(painter, unit)
            said = QRectF(self._right(), self._scroll.y() - 48 * unit, right - self._right(), 44 * unit)
            painter.setPen(QColor(theme.accent if self._said else theme.quiet))
            painter.setFont(face(15 * unit))
            draw_lines(painter, said, self._said, 2, 1.3)
            self._paint_foot(painter, unit)

    def _paint_length(self, painter: QPainter, unit: float) -> None:
        """The length as large digits between the buttons, and from where to where it can go."""
        theme = self._look.theme
        box = QRectF(self.shorter.geometry().right() + 12 * unit, 116 * unit, 190 * unit, 62 * unit)
        painter.setPen(QColor(theme.ink))
        painter.setFont(face(52 * unit, LIGHT))
        text = clock_text(self._plan.total) if self._plan else "–"
        draw_digits(painter, box, text)
        painter.setPen(QColor(theme.quiet))
        painter.setFont(face(15 * unit))
        low, high = self._bounds
        beside = QRectF(self.longer.geometry().right() + 16 * unit, 116 * unit, 200 * unit, 62 * unit)
        reach = f"from {clock_text(low)}\nto {clock_text(high)}" if high else ""
        draw_lines(painter, beside.adjusted(0, 12 * unit, 0, 0), reach, 2, 1.35)

    def _paint_foot(self, painter: QPainter, unit: float) -> None:
        """When it would end, and which key begins."""
        theme = self._look.theme
        foot = QRectF(56 * unit, self.height() - 66 * unit, self.width() - 112 * unit, 40 * unit)
        painter.setFont(face(18 * unit))
        painter.setPen(QColor(theme.quiet))
        if self._plan is not None:
            ease = RULES[self.guide.guidance].ease
            total = Ms(self._plan.total * ease // 100)
            ends = (self._wall() + timedelta(milliseconds=total)).strftime("%H:%M")
            lasts = f"{clock_text(total)} {'in all' if ease == 100 else 'to watch'}"  # noqa: PLR2004  # percent
            draw_line(painter, foot, f"{lasts}  ·  ends {ends}", Qt.AlignmentFlag.AlignRight)
            other = "everyday words" if self._look.terms else "the words of class"
            hint = f"W  {other}" if self.guide.opened else "+ and − change the length"
            draw_line(painter, foot, f"Space begins  ·  {hint}")

    def _under_title(self, routine: Routine) -> str:
        steps = words.counted(self._plan.steps, "step") if self._plan else ""
        level = words.LEVELS[routine.level] if routine.level else ""
        return "  ·  ".join(filter(None, (words.audience_line(routine), steps, level)))

    def _fill_text(self, routine: Routine) -> None:
        """The lists that one reads before a massage: what to have ready can be ticked off."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if routine.summary:
            self._column.addWidget(_label(routine.summary, "summary"))
        if WHOLE in self._notes:
            self._column.addWidget(_label("Your notes", "heading"))
            self._column.addWidget(_label(self._notes[WHOLE], "text"))
        ready = (*routine.needs, *routine.prepare)
        if ready:
            self._column.addWidget(_label("Have ready", "heading"))
            for line in ready:
                self._column.addWidget(Tick(line, fades=True))
        for heading, lines in (("Take care", routine.cautions), ("Where it comes from", _origin(routine))):
            if lines:
                self._column.addWidget(_label(heading, "heading"))
                for line in lines:
                    self._column.addWidget(_label(line, "quiet" if lines is not routine.cautions else "text"))
        self._column.addStretch(1)
        self._dress_text()

    def _dress_text(self) -> None:
        """Give the texts their sizes and colours."""
        unit, theme = self._unit(), self._look.theme
        sizes = {"summary": 17.0, "heading": 15.0, "text": 16.0, "quiet": 14.5}
        colours = {"summary": theme.ink, "heading": theme.accent, "text": theme.ink, "quiet": theme.quiet}
        for label in self._text.findChildren(QLabel):
            kind = label.property("kind") or "text"
            label.setFont(face(sizes[kind] * unit, SEMIBOLD if kind == "heading" else face(1).weight()))
            label.setStyleSheet(f"color: {colours[kind]}")
        self._column.setContentsMargins(0, 0, round(14 * unit), 0)
        self._column.setSpacing(round(7 * unit))
        self._scroll.setStyleSheet(scrolling(theme, "QScrollArea, QScrollArea > QWidget > QWidget"))
        for tick in self._text.findChildren(Tick):
            tick.dress(theme, unit, sizes["text"])

    def _wish(self, wishes: Wishes) -> None:
        """Bend the routine so, and show what comes of it."""
        routine = self._routine
        if routine is None:
            return
        wishes = bent(wishes, self._verdict)
        self._bounds = bounds(routine, replace(wishes, length=None))
        low, high = self._bounds
        if wishes.length is not None and high:
            wishes = replace(wishes, length=Ms(min(max(wishes.length, low), high)))
        self._wishes = wishes
        try:
            self._plan = make_plan(routine, wishes)
            self._said = _what_changed(fit(routine, wishes))
            if self._verdict.gentle:
                self._said = f"{GENTLE} {self._said}"
            if turned_away(card_of(routine), self._verdict):
                self._plan, self._said = None, TURN
        except (NothingLeftError, LengthError):
            self._plan = None
            self._said = "Every step works on a place that is to be left out today. Leave out fewer places."
        self.places.setText(self._places_words())
        self.pressures[wishes.pressure].setChecked(True)
        self.begin.setEnabled(self._plan is not None)
        self.steps.show_plan(self._plan)
        if self._plan is not None:
            self.timeline.show_moment(Moment(self._plan, Ms(0), 0, "stopped"))
        self.timeline.setVisible(self._plan is not None)
        self._lay_out()
        self.update()

    def _on_person(self, person: Person | None) -> None:
        """Bend the routine as this person likes it."""
        person = person or Person("")
        self.picker.put(_pointed(person.leave_out), _pointed(person.more_here))
        wishes = replace(self._wishes, pressure=person.pressure, leave_out=person.leave_out, more_here=person.more_here)
        self._wish(wishes)

    def _on_remember(self, name: str) -> None:
        """Keep the wishes of now for a person."""
        wishes = self._wishes
        self.person.remember(Person(name, wishes.pressure, wishes.leave_out, wishes.more_here))

    def _on_places(self) -> None:
        out, more = regions_of(self.picker.out), regions_of(self.picker.more)
        self._wish(replace(self._wishes, leave_out=out, more_here=more - out))

    def _places_words(self) -> str:
        """What the button of places says: what was chosen there, or what it is for."""
        out = [place.name for place in PLACES if place.id in self.picker.out]
        more = [place.name for place in PLACES if place.id in self.picker.more]
        said = [
            f"{text}: {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else "")
            for text, names in (("Left out", out), ("Longer", more))
            if names
        ]
        return "  ·  ".join(said) or "Places: leave out, or stay longer"

    def _show_picker(self, *, shown: bool) -> None:
        """Show the back to point at instead of the steps, or the steps again."""
        self.picker.setVisible(shown)
        self.steps.setVisible(not shown)
        if shown:
            self.picker.setFocus()

    def _on_guide(self) -> None:
        self._lay_out()
        self.update()

    def _on_begin(self) -> None:
        if self._plan is not None:
            self.begin_asked.emit(self._plan)

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _right(self) -> float:
        """Where the right column begins."""
        return self.width() * 0.535

    def _lay_out(self) -> None:
        unit, wide, high = self._unit(), self.width(), self.height()
        margin, top, foot = round(56 * unit), round(112 * unit), round(146 * unit)
        size, right = round(58 * unit), round(self._right())
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        left = QRect(margin, top, right - margin - round(40 * unit), high - top - foot)
        self.steps.setGeometry(left)
        self.picker.setGeometry(left)
        self.steps.set_look(self._look, unit)
        self.shorter.setGeometry(right, round(118 * unit), size, size)
        self.longer.setGeometry(right + size + round(176 * unit), round(118 * unit), size, size)
        answer = QSize(round(124 * unit), round(50 * unit))
        for index, button in enumerate(self.pressures.values()):
            button.setFont(face(16 * unit))
            button.setGeometry(
                right - 3 + index * (answer.width() + 8), round(194 * unit), answer.width(), answer.height()
            )
        self.person.setFont(face(16 * unit))
        beside = right - 3 + 3 * (answer.width() + 8)
        self.person.setGeometry(
            beside, round(194 * unit), min(wide - margin - beside, round(190 * unit)), answer.height()
        )
        self.places.setFont(face(16 * unit))
        end = self.person.geometry().right() + 1 if self.guide.opened else beside - 8
        self.places.setGeometry(right - 3, round(256 * unit), end - right + 3, answer.height())
        self.practise.setFont(face(16 * unit))
        self.practise.setGeometry(beside, round(256 * unit), self.person.width(), answer.height())
        text_top = round(326 * unit)
        opened = self.guide.opened or self.practise.isChecked()
        self.guide.setVisible(opened)
        if opened:
            self.guide.set_look(self._look, unit)
            row = QRect(
                right - 3, round(320 * unit), self.person.geometry().right() - right + 4, self.guide.sizeHint().height()
            )
            self.guide.setGeometry(row)
            text_top = row.bottom() + round(12 * unit)
        text_top += round((48 if self._said else 0) * unit)
        self._scroll.setGeometry(right, text_top, wide - right - margin, high - text_top - foot)
        self.timeline.setGeometry(margin - 6, high - round(134 * unit), wide - 2 * margin + 12, round(52 * unit))
        self.begin.setFont(face(21 * unit, SEMIBOLD))
        self.begin.setGeometry(
            wide // 2 - round(130 * unit), high - round(78 * unit), round(260 * unit), round(62 * unit)
        )
        self._dress_text()


def _pointed(regions: frozenset[str]) -> frozenset[str]:
    """The ids of the places that have to be pointed at to name these regions."""
    return frozenset(place.id for place in PLACES if place.worked <= regions)


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("kind", kind)
    return label


def _origin(routine: Routine) -> tuple[str, ...]:
    author = f"Written by {routine.author}." if routine.author else ""
    return tuple(filter(None, (routine.source, author)))


def _what_changed(fitted: Fitted) -> str:
    """Which steps a wish for another length has left out or made shorter, in one sentence or two."""
    dropped = list(dict.fromkeys(words.name_of(step) for step in fitted.dropped))
    said = f"Left out for this length: {', '.join(dropped)}. " if dropped else ""
    if fitted.shortened:
        said += f"{words.counted(len(fitted.shortened), 'step')} shorter than written."
    return said
