"""Comparing: lays the routine that is looked at beside another one. Knows the window, its shelf, and the files."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backtimer.core.handbook import Handbook
from backtimer.core.shelf import Entry
from backtimer.ui.window import Window

if TYPE_CHECKING:
    from backtimer.core.routine import Routine
    from backtimer.ui.compare.page import ComparePage


class Comparing(QObject):
    """Offers to compare; the page is made when it is first asked for."""

    def __init__(self, window: Window, handbook: Handbook, entries: Callable[[], list[Entry]]) -> None:
        """`entries` gives all that is known of the library."""
        super().__init__(window)
        self._window, self._handbook, self._entries = window, handbook, entries
        window.offer("compare", self.open)

    @cached_property
    def page(self) -> "ComparePage":
        """The page; made when it is first shown."""
        from backtimer.files import paths  # noqa: PLC0415  # the library needs none of these
        from backtimer.ui.compare.page import ComparePage  # noqa: PLC0415
        from backtimer.ui.look import Look  # noqa: PLC0415
        from backtimer.ui.theme import THEMES  # noqa: PLC0415

        look = Look(paths.shipped("assets"), self._handbook, THEMES["evening"])
        page = self._window.add_page(ComparePage(look))  # which gives it the look of now
        page.other_asked.connect(self._lay_beside)
        page.back_asked.connect(lambda: self._window.show_page(self._window.routine))
        return page

    def open(self) -> None:
        """Show the routine that is looked at; beside it the one that it extends, where there is one."""
        entry = self._window.chosen
        routine = self._read(entry) if entry is not None else None
        if entry is None or routine is None:
            return
        others = [each for each in self._entries() if each.file != entry.file]
        self.page.show_routine(routine, sorted(others, key=lambda each: -_in_common(entry, each)))
        self._window.show_page(self.page)
        base = self._base(entry, routine)
        if base is not None:
            self.page.show_other(base)

    def _lay_beside(self, entry: Entry) -> None:
        routine = self._read(entry)
        if routine is not None:
            self.page.show_other(routine)

    def _base(self, entry: Entry, routine: "Routine") -> "Routine | None":
        """The routine that this one extends, from its own folder."""
        from backtimer.files.library import ENDINGS  # noqa: PLC0415
        from backtimer.files.routine_file import read_routine  # noqa: PLC0415

        if not routine.extends:
            return None
        files = (Path(entry.file).with_name(f"{routine.extends}{ending}") for ending in ENDINGS)
        file = next((file for file in files if file.is_file()), None)
        return read_routine(file, self._handbook).routine if file is not None else None

    def _read(self, entry: Entry) -> "Routine | None":
        """The routine of an entry; where there is none any more, that is said."""
        from backtimer.files.routine_file import read_routine  # noqa: PLC0415

        routine = read_routine(Path(entry.file), self._handbook).routine
        if routine is None:
            self._window.say(f"{entry.title} has changed and cannot be read any more")
        return routine


def _in_common(entry: Entry, other: Entry) -> float:
    """How much two entries have in common; nothing where one of them cannot be played."""
    from backtimer.core.compare import in_common  # noqa: PLC0415  # the library needs none of it

    return in_common(entry.card, other.card) if entry.card is not None and other.card is not None else 0.0
