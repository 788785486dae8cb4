"""Questions one below the other, each answer a button, made from a table.

Knows tables and how answers are laid out. Leaves to its page what is asked, and what becomes of an answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QWidget

from backtimer.ui.answer_button import AnswerButton, Picture
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.look import Look


@dataclass(frozen=True, slots=True)
class Question:
    """A setting: its name, how it is asked, a hint, and its answers with their words.

    `trial` is what its "Try it" button lets one try; empty where nothing can be tried.
    """

    setting: str
    text: str
    hint: str
    answers: tuple[tuple[object, str], ...]
    trial: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Sizes of the rows in the sketch of 1280 × 800: a word, a picture, and the space between rows."""

    word: tuple[int, int] = (172, 54)
    picture: tuple[int, int] = (132, 138)
    gap: int = 14
    question: int = 130


class Questionnaire(QWidget):
    """All questions of one table. `chosen` carries a setting's name and its new value, `tried` what is to be tried."""

    chosen = Signal(str, object)
    tried = Signal(str)

    def __init__(
        self,
        questions: tuple[Question, ...],
        measure: Measure,
        pictured: Callable[[str, object], Picture | None] = lambda _setting, _value: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._measure = measure
        self._pictured = pictured
        self._labels: list[QLabel] = []
        self._hints: list[QLabel] = []
        self._groups: list[QButtonGroup] = []
        self._pictures: set[AnswerButton] = set()
        self.answers: dict[tuple[str, object], AnswerButton] = {}
        self.trials: dict[str, FlatButton] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        for row, question in enumerate(questions):
            self._ask(row, question)
        self.grid.setColumnStretch(1, 1)
        self.grid.setRowStretch(len(questions) + 1, 1)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Mark what is chosen now, by the names of the settings."""
        for (setting, value), answer in self.answers.items():
            answer.setChecked(values[setting] == value)

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        for answer in self.answers.values():
            answer.set_look(look)
        for trial in self.trials.values():
            trial.set_theme(look.theme)
        for hint in self._hints:
            hint.setStyleSheet(f"color: {look.theme.quiet}")

    def set_unit(self, unit: float) -> None:
        """Let type and pictures grow: one pixel of the sketch of 1280 × 800 is so many."""
        measure = self._measure
        for label in self._labels:
            label.setFont(face(20 * unit, SEMIBOLD))
            label.setMinimumWidth(round(measure.question * unit))
        for label in self._hints:
            label.setFont(face(15 * unit))
        for answer in self.answers.values():
            answer.setFont(face(17 * unit))
            wide, high = measure.picture if answer in self._pictures else measure.word
            answer.setFixedSize(QSize(round(wide * unit), round(high * unit)))
        for trial in self.trials.values():
            trial.setFont(face(16 * unit, SEMIBOLD))
            trial.setFixedSize(QSize(round(104 * unit), round(measure.word[1] * unit)))
        self.grid.setVerticalSpacing(round(measure.gap * unit))
        self.grid.setHorizontalSpacing(round(20 * unit))

    def add_row(self, row: int, text: str, line: QHBoxLayout) -> None:
        """Lay out a row that is no table's: what it is about, and what stands there."""
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._labels.append(label)
        self.grid.addWidget(label, row, 0)
        self.grid.addLayout(line, row, 1)

    def _ask(self, row: int, question: Question) -> None:
        """Lay out one question with its answers and its hint."""
        hint = QLabel(question.hint)
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        self._hints.append(hint)
        group = QButtonGroup(self)
        self._groups.append(group)
        line = QHBoxLayout()
        line.setSpacing(10)
        for value, words in question.answers:
            picture = self._pictured(question.setting, value)
            answer = AnswerButton(words, picture, self)
            answer.setAccessibleName(f"{question.text}: {words}")
            answer.clicked.connect(
                lambda _=False, setting=question.setting, value=value: self.chosen.emit(setting, value)
            )
            group.addButton(answer)
            self.answers[question.setting, value] = answer
            if picture is not None:
                self._pictures.add(answer)
            line.addWidget(answer)
        if question.trial:
            trial = self.trials[question.trial] = FlatButton("Try it")
            trial.setAccessibleName(f"Try the {question.trial}")
            trial.clicked.connect(lambda _=False, what=question.trial: self.tried.emit(what))
            line.addSpacing(6)
            line.addWidget(trial)
        line.addSpacing(14)
        line.addWidget(hint, 1)
        self.add_row(row, question.text, line)
