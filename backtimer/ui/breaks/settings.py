"""What is chosen about breaks, in three groups: when to be reminded, what a break is like, and how it comes.

Knows wishes and how they are called. What is chosen is told at once; keeping it is left to whoever listens.
"""

from dataclasses import replace
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from backtimer.core.breaks.wishes import Aid, BreakWishes
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.look import Look
from backtimer.ui.round_button import RoundButton

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

AIDS: Final[tuple[tuple[Aid, str], ...]] = (("ball", "a ball"), ("wall", "a wall"), ("towel", "a towel"))

QUARTER: Final = 15
"""Minutes between two hours that can be chosen."""

DAY: Final = 24 * 60


class Row(NamedTuple):
    """One line of choices: a setting, what it is called, and its values with their words."""

    setting: str
    text: str
    values: tuple[tuple[object, str], ...]


def _minutes(*values: int) -> tuple[tuple[object, str], ...]:
    return tuple((value, f"{value} min") for value in values)


GROUPS: Final[tuple[tuple[str, tuple[Row, ...]], ...]] = (
    ("When", (
        Row("on", "Remind me", ((True, "Yes"), (False, "No"))),
        Row("every", "After so much work", _minutes(30, 45, 60, 90, 120)),
        Row("days", "On", tuple(enumerate(DAYS))),
        Row("hours", "Between", ()),
    )),
    ("A break", (
        Row("minutes", "How long", _minutes(1, 2, 3, 5, 8)),
        Row("place", "Where", (("desk", "On the chair"), ("standing", "Standing too"), ("floor", "On the floor too"))),
        Row("tools", "At hand is", tuple((aid, words) for aid, words in AIDS)),
    )),
    ("How it comes", (
        Row("silent", "To be heard", ((False, "As always"), (True, "Nothing at all"))),
        Row("full_screen", "To be seen", ((False, "Small window"), (True, "Full screen"))),
        Row("autostart", "At login", ((True, "Start by itself"), (False, "Do not"))),
    )),
)  # fmt: skip
"""All that can be chosen, in the order of the page."""

MANY: Final = ("days", "tools")
"""Of these several may be chosen."""

WIDTHS: Final = {"days": 62, "every": 84, "minutes": 84, "on": 84, "tools": 104}
"""How wide the answers of a row are in the sketch; 148 where nothing is said."""


class BreakSettings(QWidget):
    """`changed` carries the wishes with one of them changed."""

    changed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wishes = BreakWishes()
        self._headings: list[QLabel] = []
        self._labels: list[QLabel] = []
        self._and = _label("and")
        self.answers: dict[tuple[str, object], AnswerButton] = {}
        self._steps: list[RoundButton] = []
        self.hours = {name: _label("") for name in ("begin", "end")}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        at = 0
        for heading, rows in GROUPS:
            self._headings.append(_label(heading))
            self._grid.addWidget(self._headings[-1], at, 0, 1, 2)
            for place, row in enumerate(rows, at + 1):
                self._labels.append(_label(row.text))
                self._grid.addWidget(self._labels[-1], place, 0)
                self._grid.addLayout(self._hours() if row.setting == "hours" else self._choices(row), place, 1)
            at += len(rows) + 1
        self._grid.setRowStretch(at, 1)
        self.note = _label("")
        self.note.setWordWrap(True)
        self._grid.addWidget(self.note, at, 0, 1, 2, Qt.AlignmentFlag.AlignTop)

    def show_wishes(self, wishes: BreakWishes) -> None:
        """Mark what is chosen now."""
        self._wishes = wishes
        for (setting, value), answer in self.answers.items():
            chosen = getattr(wishes, setting)
            answer.setChecked(value in chosen if setting in MANY else value == chosen)
        for name, label in self.hours.items():
            label.setText(clock_of(getattr(wishes, name)))

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look = look
        for heading in self._headings:
            heading.setFont(face(15 * unit, SEMIBOLD))
            heading.setStyleSheet(f"color: {look.theme.accent}")
            heading.setFixedHeight(round(27 * unit))
            heading.setAlignment(Qt.AlignmentFlag.AlignBottom)
        for label in self._labels:
            label.setFont(face(16 * unit))
            label.setMinimumWidth(round(156 * unit))
        self._and.setFont(face(16 * unit))
        for (setting, _), answer in self.answers.items():
            answer.set_look(look)
            answer.setFont(face(15 * unit))
            answer.setFixedSize(QSize(round(WIDTHS.get(setting, 148) * unit), round(40 * unit)))
        for step in self._steps:
            step.set_theme(look.theme)
            step.setFixedSize(QSize(round(38 * unit), round(38 * unit)))
        for hour in self.hours.values():
            hour.setFont(face(19 * unit, SEMIBOLD))
            hour.setFixedWidth(round(62 * unit))
        self.note.setFont(face(13.5 * unit))
        self.note.setStyleSheet(f"color: {look.theme.quiet}")
        self._grid.setVerticalSpacing(round(4 * unit))
        self._grid.setHorizontalSpacing(round(12 * unit))

    def _choices(self, row: Row) -> QHBoxLayout:
        """The answers of one line."""
        line = QHBoxLayout()
        line.setSpacing(4)
        for value, text in row.values:
            answer = self.answers[row.setting, value] = AnswerButton(text, parent=self)
            answer.setAccessibleName(f"{row.text}: {text}")
            answer.clicked.connect(lambda _=False, name=row.setting, value=value: self._choose(name, value))
            line.addWidget(answer)
        line.addStretch(1)
        return line

    def _hours(self) -> QHBoxLayout:
        """From when to when, each with a quarter of an hour less or more."""
        line = QHBoxLayout()
        line.setSpacing(4)
        for name, text in (("begin", "Beginning"), ("end", "End")):
            for icon, step, what in (("minus", -QUARTER, "earlier"), ("plus", QUARTER, "later")):
                button = RoundButton(icon, f"{text}: a quarter of an hour {what}", "", self._look.theme, self)
                button.clicked.connect(lambda _=False, name=name, step=step: self._shift(name, step))
                self._steps.append(button)
                line.addWidget(button)
                if step < 0:
                    self.hours[name].setAlignment(Qt.AlignmentFlag.AlignCenter)
                    line.addWidget(self.hours[name])
            if name == "begin":
                line.addSpacing(12)
                line.addWidget(self._and)
                line.addSpacing(12)
        line.addStretch(1)
        return line

    def _choose(self, name: str, value: object) -> None:
        chosen: Any = value
        if name in MANY:
            before = getattr(self._wishes, name)
            order = [key for setting, key in self.answers if setting == name]
            chosen = tuple(key for key in order if (key in before) is not (key == value))
        self._tell({name: chosen})

    def _shift(self, name: str, step: int) -> None:
        self._tell({name: (getattr(self._wishes, name) + step) % DAY})

    def _tell(self, changes: dict[str, Any]) -> None:
        wishes = replace(self._wishes, **changes)
        self.show_wishes(wishes)
        self.changed.emit(wishes)


def clock_of(minute: int) -> str:
    """`09:00`, of minutes since midnight."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
