"""Those who attend a playing: the ear, the screen that stays on, and the desktop with its keys and its other players.

Joins them to a conductor, for the window. Made with the window, but nobody begins to work before something plays.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from backtimer import words
from backtimer.core.events import Event
from backtimer.core.guidance import RULES
from backtimer.core.moment import Moment
from backtimer.core.sound import Sound
from backtimer.core.timing import Clock, Ms
from backtimer.cues.ear import Ear
from backtimer.cues.process import now
from backtimer.cues.speaker import Speaker, SpeakerProcess
from backtimer.cues.voice import Voice
from backtimer.desktop.keep_awake import KeepAwake, ScreenInhibitor
from backtimer.desktop.media_keys import Asked, MediaKeys, Wish, media_keys, track_of
from backtimer.desktop.other_players import OtherPlayers
from backtimer.files.whole_file import write_whole_bytes

if TYPE_CHECKING:
    from backtimer.core.plan import Plan
    from backtimer.ui.conductor import Conductor

ENGLISH = "en-GB"
"""The language of the program's own words."""

PICTURES = 24
"""So many pictures of steps are kept."""

PACE = 50
"""Milliseconds between two looks at the ear while nothing plays and something is on its way."""

SEARCH = 100
"""So many looks the machine is given to tell where sound can come out."""


class Attendants(QObject):
    """Attends one conductor at a time.

    `told` carries one plain line for whoever looks, `raise_asked` and `quit_asked` what the desktop asks of the window,
    `devices_found` where sound can come out, each by the machine's id and what people call it.
    """

    told = Signal(str)
    raise_asked = Signal()
    quit_asked = Signal()
    devices_found = Signal(object)
    _wished = Signal(str, int)  # these come from other threads, and are heard in ours
    _drawn = Signal(str)

    def __init__(
        self,
        sounds: Path,
        cache: Path,
        sound: Sound,
        parent: QObject | None = None,
        *,
        speaker: Speaker | None = None,
        voice: Voice | None = None,
        screen: ScreenInhibitor | None = None,
        keys: Callable[[Asked, Clock], MediaKeys] = media_keys,
        paint: "Callable[[Plan, int], bytes] | None" = None,
        write: Callable[[str, Callable[[], object], str], object] = lambda _, job, __: job(),
    ) -> None:
        """`write` has a file written soon, and not by our thread: its name, the job, and what is said of a failure."""
        super().__init__(parent)
        self.others = OtherPlayers(cache / "lowered.json")
        self.others.mend()
        self._speaker = speaker or SpeakerProcess(now)
        self.ear = Ear(
            sounds, cache / "voice", sound, self.told.emit, lower=self.others.lower, speaker=self._speaker, voice=voice
        )
        self._screen = screen or ScreenInhibitor()
        self._make_keys = keys
        self._paint, self._write, self._pictures = paint, write, cache / "steps"
        self._art = ("", "")  # a step, by the name of its picture's file without the ending, and where the file is
        self._awake = KeepAwake(self._screen, self)
        self._keys: MediaKeys | None = None
        self._conductor: Conductor | None = None
        self._speed = 1.0
        self._looks = 0  # so many more are given to the search for devices
        self._pace = QTimer(self)
        self._pace.setInterval(PACE)
        self._pace.timeout.connect(self._on_pace)
        self._wished.connect(self._on_wish)
        self._drawn.connect(self._on_drawn)

    def attend(self, conductor: "Conductor", speed: float = 1.0, language: str = "") -> None:
        """Attend this conductor from now on, and no other; in the language of its routine where none is asked for."""
        if self._conductor is not None:
            self._conductor.happened.disconnect(self._on_happened)
            self._conductor.moved.disconnect(self._on_moved)
        self._conductor, self._speed = conductor, speed
        conductor.destroyed.connect(lambda: self._forget(conductor))
        conductor.happened.connect(self._on_happened)
        conductor.moved.connect(self._on_moved)
        plan = conductor.player.plan
        self.ear.follow(plan, speed, language or plan.routine.language or ENGLISH)
        if self._keys is None:
            self._keys = self._make_keys(self._wished.emit, now)
        self._show()
        self._pace.start()

    def take(self, sound: Sound) -> None:
        """Do from now on as a person has chosen."""
        self.ear.take(sound)
        self._pace.start()

    def try_voice(self) -> None:
        """Let the voice be heard as it is chosen."""
        self.ear.try_voice()
        self._pace.start()

    def try_bell(self) -> None:
        """Let a bell be heard as it is chosen."""
        self.ear.try_bell()
        self._pace.start()

    def find_devices(self) -> None:
        """Look where sound can come out; the answer comes by itself, and at once where it is known."""
        self._speaker.warm_up()
        self._looks = SEARCH
        self._pace.start()
        self._on_pace()

    def close(self) -> None:
        """Be silent, and let go of the machine."""
        self._pace.stop()
        self._awake.release()
        self._screen.close()
        self.ear.close()
        self.others.close()
        if self._keys is not None:
            self._keys.close()

    def _on_happened(self, event: Event) -> None:
        self.ear.happened(event)
        self._awake.happened(event)
        self._show()

    def _on_moved(self, moment: Moment) -> None:
        self.ear.attend(moment)

    def _on_pace(self) -> None:
        """See to the ear while nothing else does; rest as soon as nothing is on its way."""
        self.ear.look()
        self._looks = max(self._looks - 1, 0)
        if self._looks and self.ear.devices:
            self._looks = 0
            self.devices_found.emit(tuple((device.id, device.name) for device in self.ear.devices))
        if not self.ear.waits and not self._looks:
            self._pace.stop()

    @Slot(str, int)
    def _on_wish(self, wish: Wish, position: int) -> None:
        """Do what the desktop asks. Stop only pauses: a thumb on a headset must not end a massage for good."""
        if wish == "raise":
            self.raise_asked.emit()
        elif wish == "quit":
            self.quit_asked.emit()
        elif self._conductor is not None:
            player = self._conductor.player
            self._conductor.tell({
                "play": player.play, "pause": player.pause, "stop": player.pause, "toggle": player.toggle,
                "next": player.next, "previous": player.previous, "seek": lambda: player.seek(Ms(position)),
            }[wish])  # fmt: skip

    def _show(self) -> None:
        """Let the desktop see what plays."""
        if self._conductor is not None and self._keys is not None:
            moment = self._conductor.moment
            rules = RULES[self.ear.caller.guidance]  # what the page does not tell, the desktop does not tell either
            title = moment.plan.routine.title if rules.says == "nothing" else words.sided(moment.span.step)
            art = self._picture(moment) if rules.picture and not self._keys.trouble else ""
            rate = self._speed * moment.pace.rate
            self._keys.show(track_of(moment, title, now(), rate=rate, art=art))

    def _picture(self, moment: Moment) -> str:
        """The URL of a picture of this step, painted when it is first needed; empty while there is none."""
        if self._paint is None:
            return ""
        step, spans = moment.span.step, moment.plan.spans
        shown = (step.stroke.id, [region.id for region in step.regions], step.side, step.posture, step.hands, step.path)
        name = sha256(repr(shown).encode()).hexdigest()[:16]
        if name == self._art[0]:
            return self._art[1]
        file = self._pictures / f"{name}.png"
        self._art = (name, file.resolve().as_uri() if file.is_file() else "")
        if not self._art[1]:
            index = next((at for at in range(moment.index, len(spans)) if spans[at].kind == "step"), moment.index)
            picture = self._paint(moment.plan, index)
            self._write("picture", lambda: self._keep_picture(name, file, picture), "")
        return self._art[1]

    def _keep_picture(self, name: str, file: Path, picture: bytes) -> None:
        """Write a picture, in whatever thread that is done."""
        with suppress(OSError, RuntimeError):  # without a picture all else is still told; or we have gone meanwhile
            write_whole_bytes(file, picture)
            self._tidy(file)
            self._drawn.emit(name)

    def _on_drawn(self, name: str) -> None:
        """A picture is there: show it where its step still plays."""
        if name == self._art[0]:
            self._art = (name, (self._pictures / f"{name}.png").resolve().as_uri())
            self._show()

    def _tidy(self, newest: Path) -> None:
        """Keep few pictures: the oldest go."""
        others = sorted(self._pictures.glob("*.png"), key=lambda file: file.stat().st_mtime)
        for file in [file for file in others if file != newest][: max(len(others) - PICTURES, 0)]:
            file.unlink()

    def _forget(self, conductor: "Conductor") -> None:
        """Let go of a conductor that has gone."""
        if self._conductor is conductor:
            self._conductor = None
