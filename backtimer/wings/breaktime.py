"""The quiet half of breaks at the desk: looks now and then, notices the good moment, and says so once.

Joins the rules (`core.breaks`) to the machine (`desktop.idle`, `busy`, `tray`, `autostart`) and to
what is remembered (`files.breaks_file`). Leaves the notice, the break itself and the week to the pages: they listen to
`due`, `gone`, `status` and `begin_asked`, and answer with `answer`. While reminders are off nothing of it is loaded.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.timing import MINUTE, Ms

if TYPE_CHECKING:
    from backtimer.app import Workshop
    from backtimer.core.breaks.choice import Choice
    from backtimer.core.breaks.memory import Memory
    from backtimer.core.breaks.schedule import Hold, Outlook, Said, State
    from backtimer.core.handbook import Handbook
    from backtimer.core.journal_entry import Stamp
    from backtimer.core.settings import Settings
    from backtimer.desktop.senses import Senses
    from backtimer.desktop.tray import Tray
    from backtimer.files.private_file import Trouble
    from backtimer.ui.conductor import Conductor

RUNS: Final = ("running", "leading", "holding", "waiting")
"""A player in one of these states plays."""

KEPT_EVERY: Final = Ms(5 * MINUTE)
"""So much work may be forgotten when the power goes."""

HOUR: Final = Ms(60 * MINUTE)


class Outside:
    """All that reminders need from outside, made when they are first wanted; a test hands in its own."""

    def __init__(self) -> None:
        from backtimer.desktop.senses import Aside, Machine, up_now  # noqa: PLC0415  # nobody without reminders needs it
        from backtimer.recording import wall_now  # noqa: PLC0415

        self.senses: Senses = Machine()
        self.aside: Aside = Aside()
        self.wall: Callable[[], Stamp] = wall_now
        self.up: Callable[[], Ms] = up_now


class Breaktime(QObject):
    """Reminds while a person wants to be reminded.

    `due` brings the routines to offer, a tuple of `Choice`, the best first (empty: none fits): show a small quiet
    notice with the first one, and the next at a key. `gone` takes the notice away, answered or not. `status` tells the
    `Outlook` and its sentence whenever they change. `begin_asked` brings the `Choice` of a break that begins now; until
    a page takes it, its routine is shown. `hold_back` adds what only a page can know: that a break is on.
    """

    due = Signal(object)
    gone = Signal()
    status = Signal(object, str)
    begin_asked = Signal(object)
    _looked = Signal(object)  # these come from the other thread, and are heard in ours
    _found = Signal(object, bool)

    def __init__(self, workshop: "Workshop", outside: Callable[[], Outside] = Outside) -> None:
        super().__init__(workshop.window)
        self._workshop, self._window, self._make_outside = workshop, workshop.window, outside
        self._wishes = BreakWishes()
        self._autostart = self._window.settings.breaks.autostart
        self._state: State | None = None
        self._outlook: Outlook | None = None
        self._choices: tuple[Choice, ...] = ()
        self._conductor: Conductor | None = None
        self._on_break = False
        self._trouble: Trouble | None = None
        self._kept_at = Ms(0)
        self.tray: Tray | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        # Qt would look up the types of each method that it is given.
        self._looked.connect(lambda seen: self._on_looked(seen))  # noqa: PLW0108
        self._found.connect(lambda found, begin: self._on_found(found, begin))  # noqa: PLW0108
        self._window.conducted.connect(lambda conductor: self._on_conducted(conductor))  # noqa: PLW0108
        self._window.settings_changed.connect(lambda settings: self.take(settings))  # noqa: PLW0108
        self.begin_asked.connect(self.show_routine)
        if self._window.settings.breaks.on:
            self._timer.start(0)  # when the first frame is there

    @cached_property
    def outside(self) -> Outside:
        """Clocks, senses and the other thread."""
        return self._make_outside()

    @cached_property
    def _kept(self) -> list["Memory"]:
        """What is remembered, in a list of one; read when it is first needed."""
        from backtimer.files import paths  # noqa: PLC0415  # nobody without reminders needs these
        from backtimer.files.breaks_file import read_breaks  # noqa: PLC0415
        from backtimer.files.private_file import trouble_words  # noqa: PLC0415

        memory, self._trouble = read_breaks(paths.breaks_file())
        if self._trouble is not None:
            self._window.say(trouble_words("The answers about breaks", self._trouble))
        return [memory]

    @property
    def memory(self) -> "Memory":
        """All that is remembered of breaks."""
        return self._kept[0]

    @property
    def on(self) -> bool:
        """Whether reminders are wanted."""
        return self._wishes.on

    def take(self, settings: "Settings") -> None:
        """Do from now on as a person has chosen."""
        before, self._wishes = self._wishes, settings.breaks
        if self._wishes.autostart is not self._autostart:
            self._autostart = self._wishes.autostart
            self._start_with_desktop()
        if self._wishes.on and self._state is None:
            self._begin()
        elif not self._wishes.on and self._state is not None:
            self._end()
        elif self._wishes.on and before != self._wishes:
            self.look()

    def look(self) -> None:
        """Take a reading now, in the other thread."""
        if self._state is None:
            return
        from backtimer.core.breaks.schedule import matters  # noqa: PLC0415

        self._timer.stop()
        senses, plays, looks = self.outside.senses, self._plays, matters(self._state, self._wishes)

        def looking() -> None:
            holds: frozenset[Hold] = senses.holds() if looks and not plays else frozenset()
            self._looked.emit((senses.idle(), holds | {"playing"} if plays else holds))

        self.outside.aside.do(looking)

    def answer(self, said: "Said", choice: "Choice | None" = None) -> None:
        """Take a person's answer to what was offered; `now` begins it, `never` offers the next one if there is one."""
        from backtimer.core.breaks.memory import Answer, remembered  # noqa: PLC0415
        from backtimer.core.breaks.schedule import answered, today  # noqa: PLC0415

        wall = self.outside.wall()
        self._kept[0] = remembered(self.memory, Answer(wall, said, choice.entry.id if choice else ""))
        rest = tuple(each for each in self._choices if choice is None or each.entry.id != choice.entry.id)
        goes_on = said == "never" and bool(rest)
        if self._state is not None:
            now = "later" if said == "never" and not goes_on else said  # where there is nothing else to offer
            self._state = answered(self._state, now, today(self._wishes, wall))
        self._keep()
        self._choices = rest if goes_on else ()
        if goes_on:
            self.due.emit(rest)
        else:
            self.gone.emit()
        if said == "now" and choice is not None:
            self.begin_asked.emit(choice)
        self.look()

    def now(self) -> None:
        """Begin a break now, with what suits best."""
        self._find(begin=True)

    def pause(self, time: Ms, *, until_tomorrow: bool = False) -> None:
        """Remind nobody for so long, or until tomorrow; 0: remind again."""
        if self._state is None:
            return
        from backtimer.core.breaks.schedule import Reading, outlook, paused, today  # noqa: PLC0415

        wall = self.outside.wall()
        self._state = paused(self._state, time, today(self._wishes, wall) if until_tomorrow else None)
        self._keep()
        self._choices = ()
        self.gone.emit()
        self._tell(outlook(self._state, Reading(wall, self.outside.up()), self._wishes))

    def hold_back(self, on_break: bool) -> None:  # noqa: FBT001  # a switch
        """A break is on, or over: meanwhile nobody is reminded, and the time counts as rest."""
        self._on_break = on_break
        self.look()

    def reply(self, word: str) -> tuple[int, str]:
        """Answer a word of the command line: the exit code, and a sentence."""
        from backtimer.break_words import pause_of  # noqa: PLC0415

        verb, _, rest = word.partition(" ")
        time = pause_of(rest) if verb == "pause" else Ms(0)
        if verb == "now":
            self.now()
            return 0, "A break begins."
        if verb not in ("status", "pause", "resume") or (time is None and rest != "tomorrow"):
            return 2, "The running program does not know this word."
        if verb != "status" and self.on:
            self.pause(time or Ms(0), until_tomorrow=rest == "tomorrow")
        return 0 if self.on or verb == "status" else 1, self.sentence()

    def sentence(self) -> str:
        """How things stand, in one sentence."""
        from backtimer.break_words import outlook_line  # noqa: PLC0415
        from backtimer.core.breaks.schedule import Outlook  # noqa: PLC0415

        if self.on and self._outlook is None:
            return "Reminders are on."
        return outlook_line(self._outlook or Outlook("off"))

    def come_forward(self) -> None:
        """Bring the window to the front, from wherever it is."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def begin_quietly(self) -> None:
        """Show the window minimised, or only in the tray: the desktop has started us."""
        self.take(self._window.settings)
        if self.tray is not None:
            self.tray.begin_hidden()
        else:
            self._window.showMinimized()

    def show_routine(self, choice: "Choice") -> None:
        """Show the routine of a break, ready to begin. A page that takes `begin_asked` disconnects this."""
        self.come_forward()
        self._workshop.play(choice.entry)

    def close(self) -> None:
        """Remember how things stand, and look no more."""
        self._timer.stop()
        if self._state is not None:
            self._keep()
        if "outside" in self.__dict__:  # it was made
            self.outside.aside.do(self.outside.senses.close)
            self.outside.aside.close()

    @property
    def outlook(self) -> "Outlook | None":
        """How things stood at the last reading; None while nobody is reminded."""
        return self._outlook

    @property
    def worked(self) -> Ms:
        """The work since the last break."""
        return self._state.worked if self._state is not None else Ms(0)

    @property
    def conductor(self) -> "Conductor | None":
        """What was shown last in the window, as long as it is there."""
        return self._conductor

    def pause_playing(self) -> None:
        """Let what plays in the window wait."""
        if self._conductor is not None:
            self._conductor.tell(self._conductor.player.pause)

    @property
    def _plays(self) -> bool:
        conductor = self._conductor
        plays = conductor is not None and conductor.player.state in RUNS
        return plays or self._on_break or self._workshop.examining.runs

    def _begin(self) -> None:
        """Reminders are wanted from now on."""
        from backtimer.core.breaks.schedule import restored  # noqa: PLC0415  # nobody without reminders needs these
        from backtimer.desktop.tray import Tray  # noqa: PLC0415
        from backtimer.ui.paint_tray import tray_icon  # noqa: PLC0415

        memory = self.memory
        self._state = restored(memory.state, self.outside.wall().utc - memory.kept.utc, self._wishes)
        self.tray = Tray(self._window, tray_icon(), tray_icon(paused=True))
        self.tray.asked.connect(self._on_tray)
        self.tray.hidden.connect(self._on_hidden)
        self.tray.open()
        self._window.offer("quit", self.tray.leave)
        self.look()

    def _end(self) -> None:
        """Nobody wants to be reminded any more."""
        self._timer.stop()
        self._keep()
        self._state = self._outlook = None
        self.gone.emit()
        if self.tray is not None:
            self._window.offer("quit", self._window.close)
            self.tray.close()
            self.tray.deleteLater()
            self.tray = None

    def _start_with_desktop(self) -> None:
        """Have the desktop start the program at login, or no longer."""
        from backtimer.desktop import autostart  # noqa: PLC0415  # seldom needed

        try:
            autostart.switch(self._autostart)
        except OSError as error:
            self._window.say(f"{autostart.autostart_file()} could not be changed: {error.strerror}")

    def _on_time(self) -> None:
        if self._state is None:
            self.take(self._window.settings)
        else:
            self.look()

    def _on_looked(self, seen: "tuple[Ms | None, frozenset[Hold]]") -> None:
        """Do what follows from a reading."""
        if self._state is None:
            return
        from backtimer.core.breaks.schedule import Reading, after  # noqa: PLC0415

        before = self._state
        step = after(before, Reading(self.outside.wall(), self.outside.up(), *seen), self._wishes)
        self._state = step.state
        self._tell(step.outlook)
        if step.deed == "ask":
            self._keep()
            self._find(begin=False)
        elif step.deed == "withdraw":
            self._choices = ()
            self._keep()
            self.gone.emit()
        elif self.outside.up() - self._kept_at >= KEPT_EVERY and step.state.worked != before.worked:
            self._keep()
        self._timer.start(step.pace)

    def _tell(self, outlook: "Outlook") -> None:
        """Tell how things stand, where that reads otherwise than before."""
        said = self.sentence()
        self._outlook = outlook
        now = self.sentence()
        if now != said:
            self.status.emit(outlook, now)
            if self.tray is not None:
                self.tray.tell(now, paused=outlook.kind in ("paused", "free"))

    def _find(self, *, begin: bool) -> None:
        """Find what to offer, in the other thread: it reads the library and the journal."""
        wishes, memory, handbook = self._window.settings.breaks, self.memory, self._workshop.handbook
        day = self.outside.wall().day
        self.outside.aside.do(lambda: self._found.emit(find_choices(wishes, memory, handbook, day), begin))

    def _on_found(self, found: "tuple[Choice, ...]", begin: bool) -> None:  # noqa: FBT001  # a slot
        if not begin and self._state is not None and self._state.shown:
            self._choices = found
            self.due.emit(found)
        elif begin and found:
            self.answer("now", found[0])
        elif begin:
            self.come_forward()
            self._window.say("No routine for oneself fits what you chose for breaks")

    def _on_conducted(self, conductor: "Conductor") -> None:
        self._conductor = conductor
        conductor.destroyed.connect(lambda: self._forget(conductor))

    def _forget(self, conductor: "Conductor") -> None:
        if self._conductor is conductor:
            self._conductor = None

    def _on_hidden(self) -> None:
        """The window waits in the tray: what plays in it is paused."""
        self.pause_playing()

    def _on_tray(self, asked: str) -> None:
        """Do what was chosen in the tray."""
        match asked:
            case "open" | "library":
                self.come_forward()
                if asked == "library":
                    self._window.show_page(self._window.library)
            case "now":
                self.now()
            case "hour":
                self.pause(HOUR)
            case "tomorrow":
                self.pause(Ms(0), until_tomorrow=True)
            case "go_on":
                self.pause(Ms(0))
            case "quit" if self.tray is not None:
                self.tray.leave()

    def _keep(self) -> None:
        """Have written down what is remembered."""
        from backtimer.files import paths  # noqa: PLC0415  # nobody without reminders needs these
        from backtimer.files.breaks_file import write_breaks  # noqa: PLC0415

        if self._state is not None:
            self._kept[0] = replace(self.memory, state=self._state, kept=self.outside.wall())
        self._kept_at = self.outside.up()
        memory, file, trouble, self._trouble = self.memory, paths.breaks_file(), self._trouble, None

        self._workshop.write(
            "breaks", lambda: write_breaks(memory, file, trouble), "What is remembered of breaks could not be saved"
        )


def find_choices(wishes: BreakWishes, memory: "Memory", handbook: "Handbook", day: int) -> "tuple[Choice, ...]":
    """What to offer on that day, the best first: from the library, the journal and the likes as they are on disk."""
    from backtimer.core.breaks.choice import choices  # noqa: PLC0415  # seldom needed
    from backtimer.files import paths  # noqa: PLC0415
    from backtimer.files.journal import JournalError, read_journal  # noqa: PLC0415
    from backtimer.files.library import entries  # noqa: PLC0415
    from backtimer.files.likes_file import read_likes  # noqa: PLC0415

    shelf = entries(paths.shipped("routines"), paths.own_routines(), handbook, paths.index_file(), paths.edition())
    try:
        sessions, _ = read_journal(paths.journal_file())
    except JournalError:  # the break matters more
        sessions = []
    likes, _ = read_likes(paths.likes_file())
    return choices(shelf, wishes, memory=memory, sessions=sessions, day=day, likes=likes)
