"""The window: its pages, its keys, and the way from one page to the other.

Knows pages and conductors. Is handed what it shows, and asks by signals for what lies outside: a routine to play, a
file to open, settings to keep.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from backtimer.core.handbook import Handbook
from backtimer.core.likes import with_favourite
from backtimer.core.settings import Settings, ThemeChoice
from backtimer.core.shelf import Entry
from backtimer.core.sound import next_hearing
from backtimer.ui.keys import KEYS, in_force, key
from backtimer.ui.library_page import LibraryPage
from backtimer.ui.look import Look
from backtimer.ui.menus import fill_menus
from backtimer.ui.page import Page
from backtimer.ui.palette import desktop_theme, palette_of
from backtimer.ui.theme import THEMES, Theme, ThemeName, in_skin

if TYPE_CHECKING:
    from backtimer.core.guidance import Guidance
    from backtimer.core.person import Person
    from backtimer.core.plan import Plan
    from backtimer.core.player import Command
    from backtimer.core.routine import Routine
    from backtimer.core.safety import Due, Verdict
    from backtimer.core.session import Session
    from backtimer.core.wishes import Wishes
    from backtimer.ui.conductor import Conductor
    from backtimer.ui.end_page import EndPage
    from backtimer.ui.journal.page import JournalPage
    from backtimer.ui.keys_sheet import KeysSheet
    from backtimer.ui.lock_sheet import LockSheet
    from backtimer.ui.notice import Notice
    from backtimer.ui.player_page import PlayerPage
    from backtimer.ui.preferences.page import PreferencesPage
    from backtimer.ui.problems_page import ProblemsPage
    from backtimer.ui.routine_page import RoutinePage
    from backtimer.ui.safety_page import SafetyPage
    from backtimer.ui.stop_page import StopPage
    from backtimer.ui.veil import Veil

NEXT_LIGHT: Final[dict[ThemeName, ThemeChoice]] = {"day": "evening", "evening": "candle", "candle": "day"}

NOT_BEGUN: Final = ("ready", "finished", "stopped")
"""A player in one of these states has nothing to go back to."""

GOES_ON: Final = ("running", "leading", "holding", "waiting")
"""A player in one of these states wants to be seen."""

AnyPage = TypeVar("AnyPage", bound=Page)


class Window(QMainWindow):
    """Library, player, end and problems, one at a time."""

    play_asked = Signal(object)
    begin_asked = Signal(object, object)
    file_asked = Signal(str)
    folder_asked = Signal()
    edit_asked = Signal(str)
    file_dropped = Signal(str)
    copy_asked = Signal(object)
    likes_changed = Signal(object)
    journal_asked = Signal()
    journal_delete_asked = Signal(str)
    journal_clear_asked = Signal()
    journal_export_asked = Signal(str)
    journal_rate_asked = Signal(str, object, object, str)
    report_asked = Signal(str)
    people_changed = Signal(object)
    settings_changed = Signal(object)
    conducted = Signal(object)
    asleep_asked = Signal()
    voice_tried = Signal()
    bell_tried = Signal()
    devices_asked = Signal()

    def __init__(self, assets: Path, handbook: Handbook, settings: Settings, wall: Callable[[], datetime]) -> None:
        super().__init__()
        self.setMinimumSize(QSize(860, 540))
        self.settings = settings
        self.rows = KEYS  # the table of keys, as a person has chosen them
        self._asleep = False
        self._devices: tuple[tuple[str, str], ...] = ()
        self._conductor: Conductor | None = None
        self._entry: Entry | None = None
        self._chosen: Entry | None = None  # the one whose page was shown last
        self._asked_on: str | None = None  # the day on which the questions about safety were answered
        self._passed: Routine | None = None  # the routine that they have just been answered for
        self._deed: Callable[[Plan], object] | None = None  # what is done once they are answered
        self._verdict: Verdict | None = None
        self._begun: dict[str, tuple[Conductor, Entry]] = {}  # by file: what was left before its end
        self._trail: list[Page] = []  # where one was before the page that is visited now
        self._assets, self._handbook, self._wall = assets, handbook, wall
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.library = self.add_page(LibraryPage(self._look()))
        self.library.chosen.connect(self._on_chosen)
        self.library.command_asked.connect(self.command)
        self._deeds = self._own_deeds()
        self.actions_by_id = {row.id: self._action(row.id) for row in KEYS}
        self._lights = fill_menus(self.menuBar(), self.actions_by_id, self.folder_asked.emit, self._choose_light)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.show_settings(self.settings))
        self.setAcceptDrops(True)
        self.show_settings(settings)
        self.show_page(self.library)

    # The other pages are made, and what they need is loaded, when they are first shown: the library is there at once.

    @cached_property
    def player(self) -> "PlayerPage":
        """The page on which a routine plays."""
        from backtimer.ui.hands_free import HandsFree  # noqa: PLC0415
        from backtimer.ui.player_page import PlayerPage  # noqa: PLC0415

        page = self.add_page(PlayerPage(self._look(), self._wall))
        page.command_asked.connect(self.command)
        page.step_asked.connect(self._on_step_asked)
        page.ended.connect(self._on_ended)
        self._hands_free = HandsFree(page)
        self._hands_free.take_keys(self._keys_of("toggle"))
        self._hands_free.asked.connect(self.command)
        return page

    @cached_property
    def routine(self) -> "RoutinePage":
        """The page of a routine before it starts."""
        from backtimer.ui.routine_page import RoutinePage  # noqa: PLC0415

        page = self.add_page(RoutinePage(self._look(), self._wall))
        page.begin_asked.connect(self._on_begin_asked)
        page.command_asked.connect(self.command)
        page.people_changed.connect(self.people_changed)
        page.back_asked.connect(self._go_back)
        return page

    @cached_property
    def journal(self) -> "JournalPage":
        """What was done, by day, person, routine, place and stroke."""
        from backtimer.ui.journal.page import JournalPage  # noqa: PLC0415

        page = self.add_page(JournalPage(self._look(), self._wall))
        page.back_asked.connect(lambda: self.show_page(self.library))
        page.delete_asked.connect(self.journal_delete_asked)
        page.delete_all_asked.connect(self.journal_clear_asked)
        page.export_asked.connect(self.journal_export_asked)
        page.rate_asked.connect(self.journal_rate_asked)
        page.report_asked.connect(self.report_asked)
        return page

    @cached_property
    def safety(self) -> "SafetyPage":
        """The questions before a massage."""
        from backtimer.ui.safety_page import SafetyPage  # noqa: PLC0415

        page = self.add_page(SafetyPage(self._look()))
        page.answered.connect(self._on_answered)
        page.back_asked.connect(lambda: self.show_page(self.routine))
        return page

    @cached_property
    def stop(self) -> "StopPage":
        """What to do when a massage has to stop at once."""
        from backtimer.ui.stop_page import StopPage  # noqa: PLC0415

        page = self.add_page(StopPage(self._look()))
        page.end_asked.connect(self._on_end_asked)
        page.back_asked.connect(lambda: self.show_page(self.player))
        return page

    @cached_property
    def end(self) -> "EndPage":
        """The page after a routine."""
        from backtimer.ui.end_page import EndPage  # noqa: PLC0415

        page = self.add_page(EndPage(self._look()))
        page.home_asked.connect(lambda: self.show_page(self.library))
        page.again_asked.connect(self._on_again_asked)
        return page

    @cached_property
    def problems(self) -> "ProblemsPage":
        """The page of a file that cannot be played."""
        from backtimer.ui.problems_page import ProblemsPage  # noqa: PLC0415

        page = self.add_page(ProblemsPage())
        page.back_asked.connect(lambda: self.show_page(self.library))
        page.edit_asked.connect(self.edit_asked)
        return page

    @cached_property
    def preferences(self) -> "PreferencesPage":
        """The page on which skin, light, words and motion are chosen."""
        from backtimer.ui.preferences.page import PreferencesPage  # noqa: PLC0415

        page = self.add_page(PreferencesPage(self._look(), self.settings))
        page.changed.connect(self._settle)
        page.back_asked.connect(self._go_back)
        page.try_voice.connect(self.voice_tried)
        page.try_bell.connect(self.bell_tried)
        page.devices_asked.connect(self.devices_asked)
        page.know_devices(self._devices)
        return page

    @cached_property
    def sheet(self) -> "KeysSheet":
        """The sheet of keys over any page."""
        from backtimer.ui.keys_sheet import KeysSheet  # noqa: PLC0415

        sheet = KeysSheet(self)
        sheet.closed.connect(self._hide_keys)
        return sheet

    @cached_property
    def lock(self) -> "LockSheet":
        """The lock over the page on which a routine plays."""
        from backtimer.ui.lock_sheet import LockSheet  # noqa: PLC0415

        lock = LockSheet(self)
        lock.unlocked.connect(self._unlock)
        lock.toggle_asked.connect(lambda: self.command("toggle"))
        return lock

    @cached_property
    def veil(self) -> "Veil":
        """The veil over everything while the receiver sleeps."""
        from backtimer.ui.veil import Veil  # noqa: PLC0415

        return Veil(self)

    @cached_property
    def notice(self) -> "Notice":
        """The line in which something is said in passing."""
        from backtimer.ui.notice import Notice  # noqa: PLC0415

        notice = Notice(self._stack)
        notice.set_look(self._look())
        notice.closed.connect(self._make_room)
        return notice

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else self.library

    def add_page(self, page: AnyPage) -> AnyPage:
        """Put a page among the others, in the look of now; give it back."""
        page.set_look(self._look())
        self._stack.addWidget(page)
        return page

    def show_page(self, page: Page) -> None:
        """Show a page; the menus stay away from a massage."""
        for sheet in self._sheets():
            sheet.hide()
        if self._asleep and page.name in ("library", "routine"):
            self._let_sleep()
        if page is not self.page:
            self._trail = []
            if "notice" in self.__dict__ and self.notice.here:
                self.notice.hide()
            if self.page.name == "player":
                self._rest()
        self._stack.setCurrentWidget(page)
        self.menuBar().setVisible(page is self.library and not self.isFullScreen())
        for row in KEYS:
            self.actions_by_id[row.id].setEnabled(row.where in ("everywhere", page.name))
        (self.library.grid if page is self.library else page).setFocus()
        self._make_room()
        shown = {"player": self._entry, "routine": self._chosen}.get(page.name)
        title = shown.title if shown is not None else ""
        self.setWindowTitle(f"{title} – backtimer" if title else "backtimer")

    def visit(self, page: Page) -> None:
        """Show a page from which `leave` leads back to where one was, in whatever order such pages are visited."""
        trail = self._trail
        trail = trail[: trail.index(page)] if page in trail else [*trail, self.page]
        self.show_page(page)
        self._trail = trail

    def leave(self) -> None:
        """Go back to where one was before the page that is visited."""
        *trail, page = self._trail or [self.library]
        self.show_page(page)
        self._trail = trail

    def show_entries(self, entries: list[Entry]) -> None:
        """Put these entries on the shelf; of a broken one that is being looked at, show what is wrong now."""
        self.library.put(entries)
        shown = self.problems.entry if self.page.name == "problems" else None
        if shown is None:
            return
        now = next((entry for entry in entries if entry.file == shown.file), shown)  # one from elsewhere stays
        if now.card is not None:
            self.show_page(self.library)
        else:
            self.problems.show_entry(now)

    def show_problems(self, entry: Entry) -> None:
        """Show what keeps an entry from being played."""
        self.problems.show_entry(entry)
        self.show_page(self.problems)

    def step_picture(self, plan: "Plan", index: int) -> bytes:
        """A small picture of a step, as it is painted here, for those outside the window: a PNG file."""
        from backtimer.ui.step_picture import step_png  # noqa: PLC0415  # seldom needed

        return step_png(plan, index, self._look())

    def know_devices(self, devices: tuple[tuple[str, str], ...]) -> None:
        """Offer these devices for sound, each by its id and what people call it."""
        self._devices = devices
        if "preferences" in self.__dict__:  # it has been made
            self.preferences.know_devices(devices)

    def say(self, text: str, details: str = "", *, here: bool = False) -> None:
        """Say something in passing, at the top of the window, until it is clicked away; `here`: or the page is left."""
        self.notice.show_text(text, details, here=here)
        self._make_room()

    def say_fault(self, sentence: str, details: str) -> None:
        """Say that something went wrong inside; the details can be copied."""
        self.say(sentence, details)

    @property
    def receiver(self) -> str:
        """The name of the person who was chosen for the routine that is shown; empty for anybody."""
        return self.routine.person.name_chosen if "routine" in self.__dict__ else ""

    @property
    def look(self) -> Look:
        """How everything is shown now."""
        return self._look()

    @property
    def chosen(self) -> Entry | None:
        """The entry whose page before the start was shown last."""
        return self._chosen

    @property
    def guidance(self) -> "Guidance":
        """How much the routine that is shown is to be guided."""
        return self.routine.guide.guidance if "routine" in self.__dict__ else "full"

    @property
    def verdict(self) -> "Verdict | None":
        """What today's answers to the questions about safety ask for; None where nobody has answered them today."""
        return self._verdict if self._asked_on == self._wall().date().isoformat() else None

    def questions_due(self, routine: "Routine") -> "Due | None":
        """Say whether and why the questions about safety come before a routine."""
        from backtimer.core.cards import card_of  # noqa: PLC0415  # the library needs none of these
        from backtimer.core.safety import due  # noqa: PLC0415

        return due(card_of(routine), self._asked_on, self._wall().date().isoformat())

    def take_verdict(self, verdict: "Verdict") -> None:
        """The questions about safety were answered just now."""
        self._asked_on, self._verdict = self._wall().date().isoformat(), verdict

    def show_routine(
        self, entry: Entry, routine: "Routine", wishes: "Wishes", people: "tuple[Person, ...]" = ()
    ) -> None:
        """Show what a routine is, ready to begin, for one of these people."""
        self.routine.know(people)
        self._chosen = entry
        if self.verdict is not None:
            self.routine.bend(self.verdict)
        self.routine.show_routine(routine, wishes)
        self.show_page(self.routine)

    def conduct(self, conductor: "Conductor", entry: Entry) -> None:
        """Show the player page with this conductor, ready to begin."""
        replaced = self._begun.pop(entry.file, (None, entry))[0]
        for old in {replaced, self._conductor}:
            if old is not None and (old is replaced or old.player.state in NOT_BEGUN):
                old.deleteLater()
        self._conductor, self._entry = conductor, entry
        conductor.happened.connect(lambda _: self._on_happened(conductor))
        self.player.conduct(conductor)
        self.conducted.emit(conductor)
        self.show_page(self.player)

    def show_settings(self, settings: Settings) -> None:
        """Let the settings be seen."""
        self.settings = settings
        self._set_keys()
        look = self._look()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette_of(look.theme))
        for page in self._made():
            page.set_look(look)
        if "notice" in self.__dict__:
            self.notice.set_look(look)
        if "preferences" in self.__dict__:  # it has been made
            self.preferences.show_settings(settings)
        self._lights[settings.theme].setChecked(True)
        self.actions_by_id["terms"].setChecked(settings.terms)

    def command(self, command: str) -> None:
        """Do what a key or a button asks for; the ids are those of the table of keys."""
        if command in self._deeds:
            self._deeds[command]()
        elif self._conductor is not None and key(command).where == "player":
            self._conductor.obey(cast("Command", command))  # a test holds the table of keys to the player's commands

    def offer(self, command: str, deed: Callable[[], object]) -> None:
        """From now on do this when a key, a menu or a button asks for that command of the table of keys."""
        self._deeds[command] = deed
        self.actions_by_id[command].setVisible(True)

    def _own_deeds(self) -> dict[str, Callable[[], object]]:
        """What the window itself can do, by the ids of the table of keys."""
        return {
            "stop": self._stop,
            "care": lambda: self.player.switch_layer("care"),
            "learn": lambda: self.player.switch_layer("learn"),
            "hearing": self._hear_otherwise,
            "asleep": self._let_sleep,
            "lock": self._lock,
            "far": lambda: self.player.set_far(not self.player.panel.far),
            "back": self._go_back,
            "theme": lambda: self._choose_light(NEXT_LIGHT[self._theme().name]),
            "terms": lambda: self._settle(replace(self.settings, terms=not self.settings.terms)),
            "full": self._toggle_full,
            "keys": self._show_keys,
            "preferences": self._show_preferences,
            "open": self._ask_for_file,
            "favourite": self._like,
            "edit": self._edit,
            "journal": self._show_journal,
            "resume": self.library.resume.accept,
            "search": self.library.finder.field.setFocus,
            "quit": self.close,
        }

    def changeEvent(self, event: QEvent) -> None:
        """Full screen hides the menus, whoever asked for it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.menuBar().setVisible(self.page is self.library and not self.isFullScreen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheets cover all of the window."""
        super().resizeEvent(event)
        for sheet in self._sheets():
            sheet.setGeometry(self.rect())
        if "veil" in self.__dict__:
            self.veil.setGeometry(self.rect())
        self._make_room()

    def _make_room(self) -> None:
        """What is said lies above the pages. Only a massage does not move for it: there it lies over the head."""
        said = "notice" in self.__dict__ and not self.notice.isHidden()
        taken = self.notice.place(self._stack.size()) if said else 0
        self._stack.setContentsMargins(0, 0 if self.page.name == "player" else taken, 0, 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing ticking."""
        if self._conductor is not None:
            self._conductor.tell(self._conductor.player.pause)
        super().closeEvent(event)

    def _made(self) -> Iterator[Page]:
        """The pages that have been made so far."""
        pages = (self._stack.widget(index) for index in range(self._stack.count()))
        return (page for page in pages if isinstance(page, Page))

    def _action(self, command: str) -> QAction:
        row = key(command)
        action = QAction(row.name, self)
        action.setCheckable(command == "terms")
        action.setAutoRepeat(False)
        action.triggered.connect(lambda: self.command(command))
        action.setVisible(command in self._deeds or row.where == "player")
        self.addAction(action)
        return action

    def _set_keys(self) -> None:
        """Give each command the keys that a person has chosen for it."""
        known = {
            command: names
            for command, names in self.settings.keys.items()
            if all(QKeySequence(name).toString() for name in names)
        }
        self.rows = in_force(known)
        for row in self.rows:
            self.actions_by_id[row.id].setShortcuts([QKeySequence(name) for name in row.keys])
        if "player" in self.__dict__:  # it has been made
            self._hands_free.take_keys(self._keys_of("toggle"))

    def _keys_of(self, command: str) -> tuple[str, ...]:
        return next(row.keys for row in self.rows if row.id == command)

    def _sheets(self) -> Iterator[QWidget]:
        """The sheets over the window that have been made so far."""
        return (self.__dict__[name] for name in ("sheet", "lock") if name in self.__dict__)

    def _theme(self) -> Theme:
        choice: ThemeChoice = "candle" if self._asleep else self.settings.theme
        return in_skin(THEMES[desktop_theme() if choice == "desktop" else choice], self.settings.skin)

    def _look(self) -> Look:
        settings = self.settings
        return Look(self._assets, self._handbook, self._theme(), settings.build, settings.still, settings.terms)

    def _settle(self, settings: Settings) -> None:
        """Take new settings, show them, and have them kept."""
        self.show_settings(settings)
        self.settings_changed.emit(settings)

    def _hear_otherwise(self) -> None:
        """Voice and bells, bells, silence, and round again."""
        sound = replace(self.settings.sound, hearing=next_hearing(self.settings.sound.hearing))
        self._settle(replace(self.settings, sound=sound))
        self.say({"voice": "Voice and bells", "bells": "Bells only", "silent": "Silent"}[sound.hearing])

    def _let_sleep(self) -> None:
        """The receiver has fallen asleep: not a sound, and no bright screen; again, and all is as before."""
        self._asleep = not self._asleep
        self.asleep_asked.emit()
        self.show_settings(self.settings)
        self.veil.setGeometry(self.rect())
        self.veil.setVisible(self._asleep)
        self.veil.raise_()

    def _choose_light(self, choice: ThemeChoice) -> None:
        self._settle(replace(self.settings, theme=choice))

    def _toggle_full(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _go_back(self) -> None:
        """One step back, asking nothing, losing nothing: a routine stays where it was paused."""
        if self.page.go_back():
            return
        if self.page is self.library:
            if self.isFullScreen():
                self._toggle_full()
            return
        if self.page.name == "preferences":
            self.leave()
            return
        if self.page.name in ("safety", "stop"):
            self.show_page(self.routine if self.page.name == "safety" else self.player)
            return
        if self.page.name == "player" and self.player.panel.far:
            self.player.set_far(far=False)
            return
        self.show_page(self.library)

    def _rest(self) -> None:
        """Pause what plays, and keep it as it is: nothing plays behind another page, and nothing of it is lost."""
        conductor, entry = self._conductor, self._entry
        if conductor is None or entry is None:
            return
        conductor.tell(conductor.player.pause)
        moment = conductor.moment
        if moment.state not in NOT_BEGUN:
            self._begun[entry.file] = conductor, entry
            self.library.note(entry.file, f"Paused at step {moment.span.number}")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A routine file may be dropped on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Have every file that was dropped added."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.file_dropped.emit(url.toLocalFile())
        event.acceptProposedAction()

    def _like(self) -> None:
        """Make the chosen routine a favourite, or no longer."""
        entry = self.library.current()
        if entry is not None:
            likes = with_favourite(self.library.likes, entry.id, liked=entry.id not in self.library.likes.favourites)
            self.library.like(likes)
            self.likes_changed.emit(likes)

    def _show_journal(self) -> None:
        self.show_page(self.journal)
        self.journal_asked.emit()

    def _edit(self) -> None:
        entry = self.library.current()
        if entry is not None:
            self.copy_asked.emit(entry)

    def _show_preferences(self) -> None:
        """Show the preferences; a routine that runs is paused, and is there again afterwards."""
        if self.page.name != "preferences":
            self.visit(self.preferences)

    def _show_keys(self) -> None:
        self.sheet.show_over(self.rect(), self._theme(), self.rows)
        self._quieten()

    def _lock(self) -> None:
        """Let nothing that falls on keys, mouse or screen do anything, until two keys unlock."""
        self.lock.show_over(self.rect(), self._theme())
        self._quieten()

    def _unlock(self) -> None:
        self.lock.hide()
        self.show_page(self.page)

    def _quieten(self) -> None:
        """Let no key be a command, until a page is shown again."""
        for action in self.actions_by_id.values():
            action.setEnabled(False)

    def _hide_keys(self) -> None:
        self.sheet.hide()
        self.show_page(self.page)

    def _ask_for_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  # seldom needed

        dialog = QFileDialog(self, "Open a routine", "", "Routines (*.yaml *.yml)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.file_asked)
        dialog.open()

    def _on_chosen(self, entry: Entry) -> None:
        begun = self._begun.get(entry.file)
        if entry.card is None:
            self.show_problems(entry)
        elif begun is not None and begun[1].card == entry.card:
            self._conductor, self._entry = begun
            self.player.conduct(self._conductor)
            self.conducted.emit(self._conductor)
            self.show_page(self.player)
        else:  # not begun, or changed since
            self.play_asked.emit(entry)

    def begin_safely(self, plan: "Plan", deed: "Callable[[Plan], object]") -> None:
        """Ask the questions about safety where it is time to; else, or once they are answered, do this with a plan."""
        why = self.questions_due(plan.routine)
        if why is not None and self._passed is not plan.routine:
            self.safety.ask(why, alone=plan.routine.audience == ("self",))
            self._deed = deed
            self.show_page(self.safety)
        else:
            self._passed = None
            deed(plan)

    def _on_begin_asked(self, plan: "Plan") -> None:
        chosen = self._chosen
        if chosen is not None:
            self.begin_safely(plan, lambda plan: self.begin_asked.emit(chosen, plan))

    def _on_answered(self, verdict: "Verdict") -> None:
        """Bend the routine as the answers ask for; begin where that changes nothing, else show what it changes."""
        self.take_verdict(verdict)
        before = self.routine.plan
        self.routine.bend(verdict)
        plan = self.routine.plan
        self._passed = plan.routine if plan is not None else None
        if plan is not None and before is not None and plan.spans == before.spans and self._deed is not None:
            self.begin_safely(plan, self._deed)
        else:
            self.show_page(self.routine)

    def _on_end_asked(self) -> None:
        if self._conductor is not None:
            self.show_page(self.player)
            self._conductor.obey("finish")

    def _stop(self) -> None:
        """Stop at once, and say what to do."""
        if self._conductor is not None:
            self._conductor.tell(self._conductor.player.pause)
            self.show_page(self.stop)

    def _on_again_asked(self) -> None:
        if self._entry is not None:
            self.play_asked.emit(self._entry)

    def _on_happened(self, conductor: "Conductor") -> None:
        """A headset or the desktop may let play what is paused behind another page: then it is shown."""
        if conductor is self._conductor and conductor.player.state in GOES_ON and self.page.name != "player":
            self.show_page(self.player)

    def _on_step_asked(self, number: int) -> None:
        if self._conductor is not None:
            player = self._conductor.player
            self._conductor.tell(lambda: player.jump(number))

    def _on_ended(self, plan: "Plan", session: "Session") -> None:
        if self._entry is not None:
            self._begun.pop(self._entry.file, None)
            self.library.note(self._entry.file, "")
        if not session.steps:  # nothing was begun: there is nothing to look back at
            self.show_page(self.library)
            return
        self.end.show_session(plan, session)
        self.show_page(self.end)
