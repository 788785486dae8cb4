"""The page of preferences in three parts: what is seen, what is heard, and which key does what.

Knows settings and how they are called. What is chosen is shown at once; keeping it is left to the window.
"""

from dataclasses import asdict, replace
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from backtimer.core.settings import Settings
from backtimer.core.sound import Sound
from backtimer.ui.answer_button import AnswerButton, Picture
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.paint_figure import Figure, paint_figure
from backtimer.ui.preferences.hearing_pane import HearingPane
from backtimer.ui.preferences.keys_pane import KeysPane
from backtimer.ui.preferences.questionnaire import Measure, Question, Questionnaire
from backtimer.ui.theme import THEMES, Theme, in_skin

QUESTIONS: Final = (
    Question(
        "theme", "Light", "Candle is for a dark room: it lights nobody's face.",
        (("desktop", "As the desktop"), ("day", "Day"), ("evening", "Evening"), ("candle", "Candle")),
    ),
    Question("skin", "Skin", "", (
            ("fair", "Fair"), ("warm", "Warm"), ("tan", "Tan"), ("brown", "Brown"), ("deep", "Deep"), ("dark", "Dark"),
        )),
    Question("build", "Build", "", (("slender", "Slender"), ("sturdy", "Sturdy"))),
    Question(
        "terms", "Words", "Students see the terms of their class, and the notes of the author.",
        ((False, "Everyday words"), (True, "Words of class")),
    ),
    Question(
        "journal", "Journal", "What was done, for oneself: nothing leaves this machine.",
        ((True, "Keep it"), (False, "Keep nothing")),
    ),
    Question(
        "still", "Hands", "Four poses of each round, for who is disturbed by motion.",
        ((False, "Gliding"), (True, "Step by step")),
    ),
)  # fmt: skip
"""What can be chosen, in the order of the page."""

PARTS: Final = (("seen", "Seen"), ("heard", "Heard"), ("keys", "Keys"))
"""The parts of the page, each with its word."""


class PreferencesPage(Page):
    """All that can be chosen. `changed` carries the settings with one of them changed.

    `try_voice` and `try_bell` ask for a sound as it is chosen now, `devices_asked` for where sound can come out here.
    """

    name = "preferences"
    changed = Signal(object)
    back_asked = Signal()
    try_voice = Signal()
    try_bell = Signal()
    devices_asked = Signal()

    def __init__(self, look: Look, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._title = QLabel("Preferences")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.seen = Questionnaire(QUESTIONS, Measure(), _pictured)
        self.seen.chosen.connect(self._choose)
        self.answers = self.seen.answers
        self.heard = HearingPane(settings.sound)
        self.heard.changed.connect(self._hear)
        self.heard.tried.connect(lambda what: (self.try_voice if what == "voice" else self.try_bell).emit())
        self.keys = KeysPane(settings.keys)
        self.keys.changed.connect(lambda keys: self.changed.emit(replace(self._settings, keys=keys)))
        self._parts = QStackedWidget()
        self.parts: dict[str, AnswerButton] = {}
        self._group = QButtonGroup(self)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        for (part, words), pane in zip(PARTS, (self.seen, self.heard, self.keys), strict=True):
            button = self.parts[part] = AnswerButton(words)
            button.clicked.connect(lambda _=False, part=part: self.show_part(part))
            self._group.addButton(button)
            self._parts.addWidget(pane)
            head.addWidget(button)
        self.back = FlatButton("Done", first=True)
        self.back.clicked.connect(self.back_asked)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._parts, 1)
        self._column.addLayout(foot)
        self.setFocusProxy(self.back)
        self.set_look(look)
        self.show_settings(settings)
        self.show_part("seen")

    def show_part(self, part: str) -> None:
        """Show one part of the page, by its name in PARTS."""
        self.parts[part].setChecked(True)
        self._parts.setCurrentIndex([name for name, _ in PARTS].index(part))
        if part == "heard":
            self.devices_asked.emit()

    def know_devices(self, devices: tuple[tuple[str, str], ...]) -> None:
        """Offer these devices, each by its id and what people call it."""
        self.heard.know_devices(devices)

    def show_settings(self, settings: Settings) -> None:
        """Mark what is chosen now."""
        self._settings = settings
        self.seen.show_values(asdict(settings))
        self.heard.show_sound(settings.sound)
        self.keys.show_keys(settings.keys)

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self.seen.set_look(look)
        self.heard.set_look(look)
        self.keys.set_look(look)
        for button in self.parts.values():
            button.set_look(look)
        self.back.set_theme(look.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Type, margins and pictures grow with the page."""
        super().resizeEvent(event)
        unit = min(self.height() / 800, self.width() / 1280, 2.0)
        self._title.setFont(face(34 * unit, SEMIBOLD))
        for button in self.parts.values():
            button.setFont(face(17 * unit, SEMIBOLD))
            button.setFixedSize(QSize(round(120 * unit), round(50 * unit)))
        self.seen.set_unit(unit)
        self.heard.set_unit(unit)
        self.keys.set_unit(unit)
        self.back.setFont(face(19 * unit, SEMIBOLD))
        self.back.setFixedSize(QSize(round(150 * unit), round(56 * unit)))
        margin = round(56 * unit)
        self._column.setContentsMargins(margin, round(32 * unit), margin, round(30 * unit))
        self._column.setSpacing(round(18 * unit))

    def _choose(self, setting: str, value: object) -> None:
        changed: dict[str, Any] = {setting: value}
        self.changed.emit(replace(self._settings, **changed))

    def _hear(self, sound: Sound) -> None:
        self.changed.emit(replace(self._settings, sound=sound))


def _pictured(setting: str, value: object) -> Picture | None:
    """The small back that shows an answer; None where the answer is only a word."""
    if setting == "skin":
        return lambda painter, box, look: _back(painter, box, look, in_skin(THEMES[look.theme.name], str(value)))
    if setting == "build":
        return lambda painter, box, look: _back(
            painter, box, replace(look, build="sturdy" if value == "sturdy" else "slender"), look.theme
        )
    return None


def _back(painter: QPainter, box: QRectF, look: Look, theme: Theme) -> None:
    paint_figure(painter, box, Figure("prone", look.build), theme, look.assets)
