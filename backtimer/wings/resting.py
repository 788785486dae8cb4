"""The half of breaks that is seen: the notice, the break in its small window, and the page about breaks.

Joins what `breaktime` says to the windows, and their answers back to it: from a notice one key leads to the first
instruction. Plays a break in a window of its own, so that the main window stays where it is, be it minimised or in the
tray. All of it is made when it is first wanted.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from backtimer.core.timing import MINUTE, Ms

if TYPE_CHECKING:
    from backtimer.app import Workshop
    from backtimer.core.breaks.choice import Choice
    from backtimer.core.breaks.schedule import Outlook
    from backtimer.core.breaks.wishes import BreakWishes
    from backtimer.core.journal_entry import SessionEntry
    from backtimer.core.plan import Plan
    from backtimer.core.routine import Routine
    from backtimer.core.safety import Verdict
    from backtimer.core.settings import Settings
    from backtimer.core.sound import Hearing
    from backtimer.files.journal import Journal
    from backtimer.files.resume_file import Source
    from backtimer.recording import Archive, Recording
    from backtimer.ui.breaks.notice import BreakNotice, Offer
    from backtimer.ui.breaks.overview import BreaksPage
    from backtimer.ui.breaks.window import BreakWindow
    from backtimer.ui.conductor import Conductor

HEARINGS: "Final[dict[Hearing, str]]" = {"voice": "Voice and bells", "bells": "Bells", "silent": "Silent"}

TELLS: Final = {
    "idle": ("When your hands rest", "When your hands rest: unknown here, the clock decides"),
    "full_screen": ("When a window fills the screen", "When a window fills the screen: unknown here"),
    "meeting": ("When a camera or a microphone is in use", "When a camera or a microphone is in use: unknown here"),
    "quiet": ("When the desktop is not to disturb", "When the desktop is not to disturb: unknown here"),
    "tray": ("There is a tray: a closed window waits there", "There is no tray: keep the window minimised"),
}
"""What is said of each thing that this machine can tell, and cannot tell."""


class Resting(QObject):
    """Shows what `breaktime` finds, and does what is answered.

    `kept` gives the archive, `wall` the time of day for people, `known` what this machine can tell (it may take
    seconds); a break plays `speed` times as fast.
    """

    _tried = Signal(object)  # these come from other threads
    _read = Signal(object)
    _told = Signal(object)

    def __init__(
        self,
        workshop: "Workshop",
        kept: "Callable[[], Archive]",
        *,
        speed: float = 1.0,
        wall: Callable[[], datetime] = datetime.now,
        known: Callable[[], dict[str, bool]] | None = None,
    ) -> None:
        super().__init__(workshop.window)
        self._workshop, self._window, self._quiet = workshop, workshop.window, workshop.breaktime
        self._kept, self._speed, self._wall, self._known = kept, speed, wall, known
        self._choices: tuple[Choice, ...] = ()
        self._choice: Choice | None = None
        self._trial = False
        self._before: int | None = None
        self.break_window: BreakWindow | None = None
        self._recording: Recording | None = None
        self._hearing: Hearing | None = None
        self._trial_ends = QTimer(self)
        self._trial_ends.setSingleShot(True)
        self._trial_ends.timeout.connect(lambda: self._withdraw())  # noqa: PLW0108  # Qt would look up its types
        quiet, window = self._quiet, self._window
        quiet.begin_asked.disconnect(quiet.show_routine)
        quiet.begin_asked.connect(lambda choice: self.begin(choice))  # noqa: PLW0108
        quiet.due.connect(lambda found: self._on_due(found))  # noqa: PLW0108
        quiet.gone.connect(lambda: self._withdraw())  # noqa: PLW0108
        quiet.status.connect(lambda outlook, text: self._on_status(outlook, text))  # noqa: PLW0108
        window.settings_changed.connect(lambda settings: self._on_settings(settings))  # noqa: PLW0108
        window.conducted.connect(lambda _: self._on_conducted())
        self._tried.connect(lambda found: self._on_tried(found))  # noqa: PLW0108
        self._read.connect(lambda sessions: self._on_read(sessions))  # noqa: PLW0108
        self._told.connect(lambda told: self._on_told(told))  # noqa: PLW0108
        window.offer("breaks", self.open)
        window.offer("break_now", self.now)

    @cached_property
    def notice(self) -> "BreakNotice":
        """The small window that offers a break."""
        from backtimer.ui.breaks.notice import BreakNotice  # noqa: PLC0415  # seldom needed, as all below

        notice = BreakNotice(self._window.look)
        notice.answered.connect(self._on_answered)
        return notice

    @cached_property
    def page(self) -> "BreaksPage":
        """The page about breaks."""
        from backtimer.ui.breaks.overview import BreaksPage  # noqa: PLC0415

        page = self._window.add_page(BreaksPage(self._window.look))
        page.changed.connect(self._on_changed)
        page.asked.connect(self._on_asked)
        page.back_asked.connect(lambda: self._window.show_page(self._window.library))
        return page

    def open(self) -> None:
        """Show the page about breaks, with the week as it is now."""
        page = self.page
        page.show_wishes(self._window.settings.breaks)
        self._on_status(self._quiet.outlook, self._quiet.sentence())
        page.show_known(self._told_lines({}), self._note())
        self._window.show_page(page)
        self._kept().tell("read week", lambda journal: self._read_journal(journal))  # noqa: PLW0108
        from backtimer.desktop.senses import known_here  # noqa: PLC0415

        known = self._known or known_here
        self._quiet.outside.aside.do(lambda: self._told.emit(known()))

    def now(self) -> None:
        """Begin a break now."""
        self._quiet.now()

    def offer_for_trial(self) -> None:
        """Show a notice, as it would come."""
        from backtimer.wings.breaktime import find_choices  # noqa: PLC0415

        wishes, memory, handbook = self._window.settings.breaks, self._quiet.memory, self._workshop.handbook
        day = self._quiet.outside.wall().day
        self._quiet.outside.aside.do(lambda: self._tried.emit(find_choices(wishes, memory, handbook, day)))

    def begin(self, choice: "Choice") -> None:
        """Begin the break that was chosen; today's questions about safety come first."""
        from backtimer.files.resume_file import Source  # noqa: PLC0415
        from backtimer.files.routine_file import read_routine  # noqa: PLC0415

        self._withdraw()
        self.leave()
        reading = read_routine(Path(choice.entry.file), self._workshop.handbook)
        if reading.routine is None:
            self._quiet.show_routine(choice)  # which says what is wrong with the file
            return
        routine, source = reading.routine, Source(Path(choice.entry.file), reading.text, reading.bases)
        why = self._window.questions_due(routine)
        if why == "firm":
            self._quiet.show_routine(choice)
            return
        window = self._make_window()
        self._choice = choice
        if why is None:
            self._play(choice, routine, source)
            return
        window.passed.connect(lambda: self._on_passed(choice, routine, source))
        window.ask()

    def leave(self) -> None:
        """End the break that is on, if one is."""
        if self.break_window is not None:
            self.break_window.close()

    def close(self) -> None:
        """Let no window be left."""
        self._trial_ends.stop()
        self.leave()
        if "notice" in self.__dict__:  # it was made
            self.notice.withdraw()
            self.notice.deleteLater()
            del self.__dict__["notice"]

    def _make_window(self) -> "BreakWindow":
        from backtimer.ui.breaks.window import BreakWindow  # noqa: PLC0415

        full = self._window.settings.breaks.full_screen
        window = self.break_window = BreakWindow(self._window.look, self._window.rows, self._wall, full_screen=full)
        window.other.connect(self._on_other)
        window.hearing_asked.connect(self._hear_otherwise)
        window.rated.connect(self._on_rated)
        window.gone.connect(self._on_gone)
        self._quiet.hold_back(on_break=True)
        return window

    def _play(self, choice: "Choice", routine: "Routine", source: "Source") -> None:
        """Make a player of the routine, and let it run in its window."""
        from backtimer.break_words import end_line  # noqa: PLC0415
        from backtimer.core.safety import Verdict  # noqa: PLC0415
        from backtimer.playing import player_of  # noqa: PLC0415
        from backtimer.recording import Recording  # noqa: PLC0415
        from backtimer.ui.conductor import Conductor  # noqa: PLC0415

        window = self.break_window
        plan = planned(routine, choice, self._window.verdict or Verdict())
        if window is None or plan is None:  # today's answers leave nothing of it
            self.leave()
            self._quiet.show_routine(choice)
            return
        self._quiet.pause_playing()
        conductor = Conductor(player_of(plan, self._speed), window)
        recording = self._recording = Recording(self._kept(), source, keeps_place=False)
        recording.before = self._before
        conductor.happened.connect(lambda event: recording.on_event(event, conductor.player.plan))
        conductor.moved.connect(lambda moment: recording.on_moment(moment))  # noqa: PLW0108  # it keeps the recording alive
        window.conduct(conductor, end_line(len(self._quiet.memory.answers)), self._before)
        self._attend(conductor)
        conductor.tell(conductor.player.play)

    def _attend(self, conductor: "Conductor") -> None:
        """Let the ear and the desktop attend, as loud as was chosen for breaks."""
        attendants, settings = self._workshop.attendants, self._window.settings
        self._hear("silent" if settings.breaks.silent else settings.sound.hearing)
        attendants.attend(conductor, self._speed)
        attendants.ear.guide("full")
        attendants.ear.keep_beat("none")

    def _hear(self, hearing: "Hearing") -> None:
        self._hearing = hearing
        self._workshop.attendants.take(replace(self._window.settings.sound, hearing=hearing))
        if self.break_window is not None:
            self.break_window.hear(HEARINGS[hearing])

    def _hear_otherwise(self) -> None:
        from backtimer.core.sound import next_hearing  # noqa: PLC0415

        if self._hearing is not None:
            self._hear(next_hearing(self._hearing))

    def _on_gone(self) -> None:
        """The break is over: all is as it was before."""
        window, self.break_window = self.break_window, None
        played, self._hearing = self._hearing is not None, None
        self._recording = self._before = None
        if window is not None:
            window.deleteLater()
        if played:
            self._workshop.attendants.take(self._window.settings.sound)
            if self._quiet.conductor is not None:
                self._window.conducted.emit(self._quiet.conductor)
        self._quiet.hold_back(on_break=False)

    def _on_conducted(self) -> None:
        """Something else is shown in the main window, ready to play: a break that is on ends."""
        if self.break_window is not None:
            self._hearing = None  # the ear attends the other by now
            self._workshop.attendants.take(self._window.settings.sound)
            self.leave()

    def _on_passed(self, choice: "Choice", routine: "Routine", source: "Source") -> None:
        """Nothing of what was asked is true."""
        from backtimer.core.safety import QUESTIONS, verdict  # noqa: PLC0415

        self._window.take_verdict(verdict({question.id: "no" for question in QUESTIONS}))
        self._play(choice, routine, source)

    def _on_other(self) -> None:
        """Something of it is true: the page in the main window asks each by itself."""
        choice = self._choice
        self.leave()
        if choice is not None:
            self._quiet.show_routine(choice)
            if self._window.page is self._window.routine:  # its file can be read
                self._window.routine.begin.click()

    def _on_rated(self, after: int) -> None:
        recording, before = self._recording, self._before
        if recording is not None and self._window.settings.journal:
            key = recording.key
            self._kept().tell(f"rate {key}", lambda journal: journal.rate(key, before, after))

    def _on_due(self, found: "tuple[Choice, ...]") -> None:
        """Offer these, the best first."""
        if self.break_window is None:
            self._trial = False
            self._trial_ends.stop()
            self._show_notice(found, self._quiet.worked)

    def _on_tried(self, found: "tuple[Choice, ...]") -> None:
        from backtimer.core.breaks.schedule import NOTICE  # noqa: PLC0415

        self._trial = True
        self._show_notice(found, Ms(0))
        self._trial_ends.start(NOTICE)

    def _show_notice(self, found: "tuple[Choice, ...]", worked: Ms) -> None:
        from backtimer.break_words import NOTHING_FITS, notice_line  # noqa: PLC0415
        from backtimer.ui.breaks.notice import Offer  # noqa: PLC0415
        from backtimer.ui.breaks.paint_break import Offered  # noqa: PLC0415

        self._choices = found
        sentence = notice_line(worked, len(self._quiet.memory.answers))
        offers = tuple(self._offer(choice, sentence, place, len(found)) for place, choice in enumerate(found, 1))
        self.notice.set_look(self._window.look)
        self.notice.offer(offers or (Offer(Offered(sentence, why=NOTHING_FITS)),))

    def _offer(self, choice: "Choice", sentence: str, place: int, count: int) -> "Offer":
        """What a notice says of one routine."""
        from backtimer.break_words import WHERE, reason_line  # noqa: PLC0415
        from backtimer.core.breaks.choice import place_of  # noqa: PLC0415
        from backtimer.ui.breaks.notice import Offer  # noqa: PLC0415
        from backtimer.ui.breaks.paint_break import Offered  # noqa: PLC0415

        card = choice.entry.card
        where = WHERE[place_of(card)] if card is not None else ""
        why = reason_line(choice.reasons[0], self._workshop.handbook) if choice.reasons else ""
        time = f"{max(round(choice.length / MINUTE), 1)} min  ·  {where}"
        which = f"{place} of {count}" if count > 1 else ""
        return Offer(Offered(sentence, choice.entry.title, time, why, which), card)

    def _withdraw(self) -> None:
        self._trial_ends.stop()
        if "notice" in self.__dict__:  # it was made
            self.notice.withdraw()

    def _on_answered(self, said: str, index: int) -> None:
        """Hand an answer on; to a trial only `now` means something."""
        choice = self._choices[index] if 0 <= index < len(self._choices) else None
        self._before = self.notice.tension.rating if said == "now" else None
        if self._trial and said != "now":
            self._withdraw()
            return
        self._trial = False
        self._quiet.answer(said, choice)  # type: ignore[arg-type]  # a test holds the notice's answers to the scheduler's

    def _on_status(self, outlook: "Outlook | None", text: str) -> None:
        if "page" in self.__dict__:  # it was made
            self.page.show_status(text, paused=outlook is not None and outlook.kind in ("paused", "free"))

    def _on_settings(self, settings: "Settings") -> None:
        """Show what was chosen elsewhere; a silent break stays silent."""
        for name in ("notice", "break_window"):
            shown = self.break_window if name == "break_window" else self.__dict__.get(name)
            if shown is not None:
                shown.set_look(self._window.look)
        if self._hearing is not None:
            self._hear(self._hearing)
        if "page" in self.__dict__:
            self.page.show_wishes(settings.breaks)

    def _on_changed(self, wishes: "BreakWishes") -> None:
        settings = replace(self._window.settings, breaks=wishes)
        self._window.show_settings(settings)
        self._window.settings_changed.emit(settings)
        self._on_status(self._quiet.outlook, self._quiet.sentence())

    def _on_asked(self, action: str) -> None:
        match action:
            case "now":
                self.now()
            case "try":
                self.offer_for_trial()
            case "hour":
                self._quiet.pause(Ms(60 * MINUTE))
            case "tomorrow":
                self._quiet.pause(Ms(0), until_tomorrow=True)
            case "go_on":
                self._quiet.pause(Ms(0))

    def _read_journal(self, journal: "Journal") -> None:
        """In the thread of the journal: read all sessions."""
        self._read.emit(journal.sessions())

    def _on_read(self, sessions: "list[SessionEntry]") -> None:
        from backtimer.core.breaks.week import week_alone  # noqa: PLC0415

        entries = self._window.library.shelf.entries
        oneself = {entry.id for entry in entries if entry.card is not None and "self" in entry.card.audience}
        self.page.show_week(week_alone(sessions, oneself, self._quiet.outside.wall().day))

    def _on_told(self, told: dict[str, bool]) -> None:
        self.page.show_known(self._told_lines(told), self._note())

    def _told_lines(self, told: dict[str, bool]) -> tuple[tuple[str, bool | None], ...]:
        """What is said of all that this machine can tell; of what nobody has looked for yet, only what it is."""
        from backtimer.desktop.tray import is_there  # noqa: PLC0415

        known = {**told, "tray": is_there()}
        return tuple((texts[not known.get(name, True)], known.get(name)) for name, texts in TELLS.items())

    def _note(self) -> str:
        """How the program starts with the desktop, and how a key of the desktop begins a break."""
        from backtimer.desktop import autostart  # noqa: PLC0415

        trouble = autostart.trouble_here()
        login = f"At login: {trouble}." if trouble else f"At login: by {autostart.autostart_file()}."
        return f"{login} A key of your desktop for `backtimer break --now` begins a break from anywhere."


def planned(routine: "Routine", choice: "Choice", verdict: "Verdict") -> "Plan | None":
    """The plan of a break, as gentle as today's answers ask for; None where they leave nothing of it."""
    from backtimer.core.cards import card_of  # noqa: PLC0415
    from backtimer.core.fit import LengthError, bounds  # noqa: PLC0415
    from backtimer.core.plan import NothingLeftError, make_plan  # noqa: PLC0415
    from backtimer.core.safety import bent, turned_away  # noqa: PLC0415
    from backtimer.core.wishes import AS_WRITTEN  # noqa: PLC0415

    if verdict.locked or turned_away(card_of(routine), verdict):
        return None
    wishes = bent(AS_WRITTEN, verdict)
    try:
        low, high = bounds(routine, wishes)
        length = Ms(min(max(choice.length, low), high))
        return make_plan(routine, replace(wishes, length=length))
    except (NothingLeftError, LengthError):
        return None
