"""Practising: how much the program guides, and the beat, from the page of a routine to page and ear while it plays.

Knows the window, the ear and the journal, and joins them. What each level means is `core.guidance`; repeating a
passage, the pace and the rehearsal are the player's own.
"""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from backtimer import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from backtimer.attending import Attendants
    from backtimer.core.beat import Beat
    from backtimer.core.guidance import Guidance
    from backtimer.core.routine import Routine
    from backtimer.files.journal import Journal
    from backtimer.recording import Archive, Recording
    from backtimer.ui.conductor import Conductor
    from backtimer.ui.window import Window

# What the library does not need is loaded when it is first asked for.


class Practising(QObject):
    """Does what the commands of practice ask for, with what plays now.

    `kept` gives the archive, `attendants` those who attend, None as long as nothing has played.
    """

    _found = Signal(str, object)  # from the thread of the journal

    def __init__(
        self, window: "Window", kept: "Callable[[], Archive]", attendants: "Callable[[], Attendants | None]"
    ) -> None:
        super().__init__(window)
        self._window, self._kept, self._attendants = window, kept, attendants
        self._conductor: Conductor | None = None
        self._guided: WeakKeyDictionary[Conductor, Guidance] = WeakKeyDictionary()
        self._beaten: WeakKeyDictionary[Conductor, Beat] = WeakKeyDictionary()
        self._recordings: WeakKeyDictionary[Conductor, Recording] = WeakKeyDictionary()
        self._routine: Routine | None = None
        self._found.connect(self._on_found)
        window.conducted.connect(self._attend)
        window.offer("guide", self._guide_less)
        window.offer("guide_more", self._guide_more)
        window.offer("beat", self._beat)

    @property
    def guidance(self) -> "Guidance":
        """How much what plays now is guided."""
        return "full" if self._conductor is None else self._guided.get(self._conductor, "full")

    def look_at(self, routine: "Routine") -> None:
        """Suggest a level of guidance on the page of a routine, as soon as the journal has been read."""
        page = self._window.routine
        known = {command for command, action in self._window.actions_by_id.items() if action.isVisible()}
        page.guide.offer(known)
        if self._routine is None:
            page.shown.connect(self._suggest)
        self._routine = routine
        self._suggest()

    def begin(self, conductor: "Conductor", recording: "Recording | None", guidance: "Guidance") -> None:
        """Guide a playing that is about to begin."""
        self._guided[conductor] = guidance
        if recording is not None:
            self._recordings[conductor] = recording
        self._attend(conductor)

    def _suggest(self) -> None:
        """Have the journal read for the routine that is looked at; after an exam or a massage it says more."""
        routine = self._routine
        if routine is not None and self._window.routine.guide.opened and self._window.settings.journal:
            self._kept().tell("suggest", lambda journal: self._read(journal, routine.id))

    def _read(self, journal: "Journal", routine: str) -> None:
        """In the thread of the journal: find the runs of one routine."""
        self._found.emit(routine, [run for run in journal.sessions() if run.routine == routine])

    def _on_found(self, routine: str, runs: object) -> None:
        from backtimer.core.guidance import suggested  # noqa: PLC0415

        if self._routine is not None and self._routine.id == routine and isinstance(runs, list):
            self._window.routine.guide.suggest(suggested(runs))

    def _attend(self, conductor: "Conductor") -> None:
        """Guide what is shown from now on, as it was guided before."""
        self._conductor = conductor
        self._window.player.exam_there = self._window.actions_by_id["exam"].isVisible()
        self._settle(self.guidance)
        self._keep_beat(self._beaten.get(conductor, "none"))

    def _guide_less(self) -> None:
        from backtimer.core.guidance import less  # noqa: PLC0415

        self._guide(less(self.guidance))

    def _guide_more(self) -> None:
        from backtimer.core.guidance import more  # noqa: PLC0415

        self._guide(more(self.guidance))

    def _guide(self, guidance: "Guidance") -> None:
        from backtimer.core.guidance import RULES  # noqa: PLC0415

        if self._conductor is None:
            return
        self._guided[self._conductor] = guidance
        self._settle(guidance)
        line, silent = words.GUIDES[guidance][1], self._window.settings.sound.hearing == "silent"
        if not RULES[guidance].bells and (more := self._key("guide_more")):
            line += f"  ·  {more} guides more"
        elif guidance == "bells" and silent and (sound := self._key("hearing")):
            line += f"  ·  all is silent, {sound} changes that"
        self._window.player.word.show_text(line)

    def _key(self, command: str) -> str:
        """The first key of a command; empty where a person has taken all of them away."""
        return next((key for row in self._window.rows if row.id == command for key in row.keys), "")

    def _settle(self, guidance: "Guidance") -> None:
        """Let everybody know how much is guided: the page, the clock, the ear, and the journal."""
        from backtimer.core.guidance import RULES  # noqa: PLC0415

        conductor, attendants = self._conductor, self._attendants()
        self._window.player.guide(guidance)
        if conductor is None:
            return
        recording = self._recordings.get(conductor)
        if recording is not None:
            recording.guide(guidance)
        if attendants is not None:
            attendants.ear.guide(guidance)
        conductor.tell(lambda: conductor.player.ease(RULES[guidance].ease))

    def _beat(self) -> None:
        from backtimer.core.beat import next_beat  # noqa: PLC0415

        if self._conductor is None:
            return
        beat = self._beaten[self._conductor] = next_beat(self._beaten.get(self._conductor, "none"))
        self._keep_beat(beat)
        silent = beat != "none" and (self._window.settings.sound.hearing == "silent" or self.guidance == "exam")
        word = words.BEAT_WORDS[beat] or "No beat"
        self._window.player.word.show_text(f"{word}  ·  not to be heard now: all is silent" if silent else word)

    def _keep_beat(self, beat: "Beat") -> None:
        attendants = self._attendants()
        self._window.player.keep_beat(beat)
        if attendants is not None:
            attendants.ear.keep_beat(beat)
