"""What one hears, on the page of preferences: a table of questions, and where the sound comes out.

Knows the choices for the ear and how they are called. Leaves the machine's devices to whoever hands them in.
"""

from dataclasses import asdict, replace
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from backtimer.core.sound import Sound
from backtimer.ui.lettering import face
from backtimer.ui.look import Look
from backtimer.ui.preferences.questionnaire import Measure, Question, Questionnaire

HEARD: Final = (
    Question(
        "hearing", "Heard", "M changes it while a routine plays.",
        (("voice", "Voice and bells"), ("bells", "Bells only"), ("silent", "Nothing")),
    ),
    Question("voice_volume", "Voice", "", ((50, "Quiet"), (80, "Clear"), (100, "Loud")), "voice"),
    Question("rate", "Speech", "", ((115, "Slower"), (140, "Calm"), (170, "Faster"))),
    Question("timbre", "Timbre", "", (("plain", "As it is"), ("deeper", "Deeper"), ("lighter", "Lighter"))),
    Question("bell_volume", "Bells", "", ((35, "Quiet"), (60, "Clear"), (90, "Loud")), "bells"),
    Question(
        "tick", "Tempo", "A soft tick where a stroke begins, on the side where it is.",
        ((False, "Unheard"), (True, "Ticks")),
    ),
    Question(
        "countdown", "Last seconds", "The last three of each step.",
        ((False, "Unheard"), (True, "Ticks")),
    ),
    Question(
        "lower_music", "Music", "Other players, while the voice speaks.",
        ((False, "Leave it"), (True, "Lower it")),
    ),
)  # fmt: skip
"""What can be chosen for the ear, in the order of the page."""

CHANNELS: Final = (("voice_device", "Voice"), ("bell_device", "Bells"))

ANY_DEVICE: Final = "As the system"


class HearingPane(QWidget):
    """All choices for the ear. `changed` carries the sound with one of them changed, `tried` what is to be tried."""

    changed = Signal(object)
    tried = Signal(str)

    def __init__(self, sound: Sound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._known: tuple[tuple[str, str], ...] = ()
        self.questions = Questionnaire(HEARD, Measure((158, 50), gap=11, question=148))
        self.questions.chosen.connect(self._choose)
        self.questions.tried.connect(self.tried)
        self.devices: dict[str, QComboBox] = {}
        self._captions: list[QLabel] = []
        line = QHBoxLayout()
        for setting, words in CHANNELS:
            box = self.devices[setting] = QComboBox()
            box.setAccessibleName(f"{words} come out of" if setting == "bell_device" else f"{words} comes out of")
            box.setCursor(Qt.CursorShape.PointingHandCursor)
            box.activated.connect(lambda _=0, setting=setting, box=box: self._choose(setting, box.currentData()))
            caption = QLabel(words)
            self._captions.append(caption)
            line.addWidget(caption)
            line.addSpacing(8)
            line.addWidget(box)
            line.addSpacing(18)
        line.addStretch(1)
        self.questions.add_row(len(HEARD), "Device", line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.questions)
        self.show_sound(sound)

    def know_devices(self, devices: tuple[tuple[str, str], ...]) -> None:
        """Offer these devices, each by its id and what people call it."""
        self._known = devices
        self.show_sound(self._sound)

    def show_sound(self, sound: Sound) -> None:
        """Mark what is chosen now; a device that is away stays the one that is chosen."""
        self._sound = sound
        self.questions.show_values(asdict(sound))
        for setting, box in self.devices.items():
            now = getattr(sound, setting)
            away = () if now in {"", *(id_ for id_, _ in self._known)} else ((now, "Away now"),)
            box.clear()
            for id_, words in (("", ANY_DEVICE), *self._known, *away):
                box.addItem(words, id_)
            box.setCurrentIndex(box.findData(now))

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        theme = look.theme
        self.questions.set_look(look)
        for caption in self._captions:
            caption.setStyleSheet(f"color: {theme.quiet}")
        for box in self.devices.values():
            box.setStyleSheet(
                f"QComboBox {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};"
                f" border-radius: 13px; padding: 0 14px; }} QComboBox:focus {{ border: 2px solid {theme.ink}; }}"
                "QComboBox::drop-down { border: none; width: 28px; }"
                f"QComboBox QAbstractItemView {{ background: {theme.raised}; color: {theme.ink};"
                f" selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"
            )

    def set_unit(self, unit: float) -> None:
        """Let it grow with the page."""
        self.questions.set_unit(unit)
        for caption in self._captions:
            caption.setFont(face(15 * unit))
        for box in self.devices.values():
            box.setFont(face(16 * unit))
            box.setFixedSize(QSize(round(330 * unit), round(46 * unit)))

    def _choose(self, setting: str, value: object) -> None:
        changed: dict[str, Any] = {setting: value}
        self.changed.emit(replace(self._sound, **changed))
