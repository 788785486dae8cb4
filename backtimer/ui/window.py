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
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from backtimer.core.handbook import Handbook
from backtimer.core.settings import Settings, ThemeChoice
from backtimer.core.shelf import Entry
from backtimer.ui.keys import KEYS, key
from backtimer.ui.library_page import LibraryPage
from backtimer.ui.menus import fill_menus
from backtimer.ui.page import Page
from backtimer.ui.palette import desktop_theme, palette_of
from backtimer.ui.theme import SKINS, THEMES, Theme, ThemeName

if TYPE_CHECKING:
    from backtimer.core.plan import Plan
    from backtimer.core.player import Command
    from backtimer.core.session import Session
    from backtimer.ui.conductor import Conductor
    from backtimer.ui.end_page import EndPage
    from backtimer.ui.keys_sheet import KeysSheet
    from backtimer.ui.player_page import PlayerPage
    from backtimer.ui.problems_page import ProblemsPage

NEXT_LIGHT: Final[dict[ThemeName, ThemeChoice]] = {"day": "evening", "evening": "candle", "candle": "day"}

NOT_BEGUN: Final = ("ready", "finished", "stopped")
"""A player in one of these states has nothing to go back to."""

AnyPage = TypeVar("AnyPage", bound=Page)


class Window(QMainWindow):
    """Library, player, end and problems, one at a time."""

    play_asked = Signal(object)
    file_asked = Signal(str)
    folder_asked = Signal()
    edit_asked = Signal(str)
    settings_changed = Signal(object)

    def __init__(self, assets: Path, handbook: Handbook, settings: Settings, wall: Callable[[], datetime]) -> None:
        super().__init__()
        self.setMinimumSize(QSize(860, 540))
        self.settings = settings
        self._conductor: Conductor | None = None
        self._entry: Entry | None = None
        self._begun: dict[str, tuple[Conductor, Entry]] = {}  # by file: what was left before its end
        self._assets, self._handbook, self._wall = assets, handbook, wall
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.library = self._added(LibraryPage(assets, handbook.regions, self._theme()))
        self.library.chosen.connect(self._on_chosen)
        self.library.command_asked.connect(self.command)
        self.actions_by_id = {row.id: self._action(row.id) for row in KEYS}
        self._lights = fill_menus(self.menuBar(), self.actions_by_id, self.folder_asked.emit, self._choose_light)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.show_settings(self.settings))
        self.show_settings(settings)
        self.show_page(self.library)

    # The other pages are made, and what they need is loaded, when they are first shown: the library is there at once.

    @cached_property
    def player(self) -> "PlayerPage":
        """The page on which a routine plays."""
        from backtimer.ui.player_page import PlayerPage  # noqa: PLC0415

        page = self._added(PlayerPage(self._assets, self._handbook.zones, self._theme(), self._wall))
        page.command_asked.connect(self.command)
        page.step_asked.connect(self._on_step_asked)
        page.ended.connect(self._on_ended)
        return page

    @cached_property
    def end(self) -> "EndPage":
        """The page after a routine."""
        from backtimer.ui.end_page import EndPage  # noqa: PLC0415

        page = self._added(EndPage(self._assets, self._handbook.regions, self._theme()))
        page.home_asked.connect(lambda: self.show_page(self.library))
        page.again_asked.connect(self._on_again_asked)
        return page

    @cached_property
    def problems(self) -> "ProblemsPage":
        """The page of a file that cannot be played."""
        from backtimer.ui.problems_page import ProblemsPage  # noqa: PLC0415

        page = self._added(ProblemsPage())
        page.back_asked.connect(lambda: self.show_page(self.library))
        page.edit_asked.connect(self.edit_asked)
        return page

    @cached_property
    def sheet(self) -> "KeysSheet":
        """The sheet of keys over any page."""
        from backtimer.ui.keys_sheet import KeysSheet  # noqa: PLC0415

        sheet = KeysSheet(self)
        sheet.closed.connect(self._hide_keys)
        return sheet

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else self.library

    def show_page(self, page: Page) -> None:
        """Show a page; the menus stay away from a massage."""
        if "sheet" in self.__dict__:  # it has been made
            self.sheet.hide()
        self._stack.setCurrentWidget(page)
        self.menuBar().setVisible(page is self.library and not self.isFullScreen())
        for row in KEYS:
            self.actions_by_id[row.id].setEnabled(row.where in ("everywhere", page.name))
        (self.library.grid if page is self.library else page).setFocus()
        title = self._entry.title if page.name == "player" and self._entry is not None else ""
        self.setWindowTitle(f"{title} – backtimer" if title else "backtimer")

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

    def conduct(self, conductor: "Conductor", entry: Entry) -> None:
        """Show the player page with this conductor, ready to begin."""
        replaced = self._begun.pop(entry.file, (None, entry))[0]
        for old in {replaced, self._conductor}:
            if old is not None and (old is replaced or old.player.state in NOT_BEGUN):
                old.deleteLater()
        self._conductor, self._entry = conductor, entry
        self.player.conduct(conductor)
        self.show_page(self.player)

    def show_settings(self, settings: Settings) -> None:
        """Let the settings be seen."""
        self.settings = settings
        theme = self._theme()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette_of(theme))
        for page in self._made():
            page.set_look(theme, settings)
        self._lights[settings.theme].setChecked(True)
        self.actions_by_id["terms"].setChecked(settings.terms)

    def command(self, command: str) -> None:
        """Do what a key or a button asks for; the ids are those of the table of keys."""
        if key(command).where == "player" and command != "far":
            if self._conductor is not None:
                self._conductor.obey(
                    cast("Command", command)
                )  # a test holds the table of keys to the player's commands
            return
        {
            "far": lambda: self.player.set_far(not self.player.panel.far),
            "back": self._go_back,
            "theme": lambda: self._choose_light(NEXT_LIGHT[self._theme().name]),
            "terms": lambda: self._settle(replace(self.settings, terms=not self.settings.terms)),
            "full": self._toggle_full,
            "keys": self._show_keys,
            "open": self._ask_for_file,
            "quit": self.close,
        }[command]()

    def changeEvent(self, event: QEvent) -> None:
        """Full screen hides the menus, whoever asked for it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.menuBar().setVisible(self.page is self.library and not self.isFullScreen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheet of keys covers all of the window."""
        super().resizeEvent(event)
        if "sheet" in self.__dict__:  # it has been made
            self.sheet.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing ticking."""
        if self._conductor is not None:
            self._conductor.tell(self._conductor.player.pause)
        super().closeEvent(event)

    def _added(self, page: AnyPage) -> AnyPage:
        """The page, put among the others."""
        page.set_look(self._theme(), self.settings)
        self._stack.addWidget(page)
        return page

    def _made(self) -> Iterator[Page]:
        """The pages that have been made so far."""
        pages = (self._stack.widget(index) for index in range(self._stack.count()))
        return (page for page in pages if isinstance(page, Page))

    def _action(self, command: str) -> QAction:
        row = key(command)
        action = QAction(row.name, self)
        action.setShortcuts([QKeySequence(name) for name in row.keys])
        action.setCheckable(command == "terms")
        action.setAutoRepeat(False)
        action.triggered.connect(lambda: self.command(command))
        self.addAction(action)
        return action

    def _theme(self) -> Theme:
        choice = self.settings.theme
        theme = THEMES[desktop_theme() if choice == "desktop" else choice]
        return theme if theme.name == "candle" else replace(theme, skin=SKINS.get(self.settings.skin, theme.skin))

    def _settle(self, settings: Settings) -> None:
        """Take new settings, show them, and have them kept."""
        self.show_settings(settings)
        self.settings_changed.emit(settings)

    def _choose_light(self, choice: ThemeChoice) -> None:
        self._settle(replace(self.settings, theme=choice))

    def _toggle_full(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _go_back(self) -> None:
        """One step back, asking nothing, losing nothing: a routine stays where it was paused."""
        if self.page is self.library:
            if self.isFullScreen():
                self._toggle_full()
            return
        if self.page.name == "player" and self.player.panel.far:
            self.player.set_far(far=False)
            return
        if self.page.name == "player" and self._conductor is not None and self._entry is not None:
            self._conductor.tell(self._conductor.player.pause)
            moment = self._conductor.moment
            if moment.state not in NOT_BEGUN:
                self._begun[self._entry.file] = self._conductor, self._entry
                self.library.note(self._entry.file, f"Paused at step {moment.span.number}")
        self.show_page(self.library)

    def _show_keys(self) -> None:
        self.sheet.show_over(self.rect(), self._theme())
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
            self.show_page(self.player)
        else:  # not begun, or changed since
            self.play_asked.emit(entry)

    def _on_again_asked(self) -> None:
        if self._entry is not None:
            self.play_asked.emit(self._entry)

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
