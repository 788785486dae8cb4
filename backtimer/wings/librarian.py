"""Looks after the library: shows what is known at once, reads what is new a little at a time, and watches for changes.

Knows the routine files and the window that shows them. Leaves playing to the workshop.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from backtimer.core.handbook import Handbook
from backtimer.core.likes import Likes, after_playing
from backtimer.core.shelf import Entry
from backtimer.desktop.folder_watch import FEW, FolderWatch
from backtimer.files import paths
from backtimer.files.library import Library
from backtimer.files.likes_file import read_likes, write_likes
from backtimer.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE: Final = 0.008
"""Seconds in which files are looked at before the window gets its turn."""


Write = Callable[[str, Callable[[], object], str], None]


class Librarian(QObject):
    """Keeps the shelf of a window as the files are, and does with files what the window asks for.

    `locked` carries an entry that was to be edited and that its teacher has locked.
    """

    locked = Signal(object)

    def __init__(self, window: Window, handbook: Handbook, write: Write) -> None:
        """`write` has a job done soon in another thread: its name, the job, and what is said where it fails."""
        super().__init__(window)
        self._window, self._handbook, self._write = window, handbook, write
        self._shipped, self._own = paths.shipped("routines"), paths.own_routines()
        self._likes, self.likes_trouble = read_likes(paths.likes_file())
        window.library.like(self._likes)
        index, edition = paths.index_file(), paths.edition()
        self._library = Library(
            self._shipped, self._own, handbook, index, edition, window.library.first, self._write_index
        )
        self._looking: Iterator[object] | None = None
        self._preparing: Iterator[None] | None = None
        self._slices = QTimer(self)
        self._slices.timeout.connect(self._look_on)
        self.watch = FolderWatch(self)
        self.watch.changed.connect(self.look_again)
        window.file_dropped.connect(lambda file: self.add_file(Path(file)))
        window.folder_asked.connect(self._show_folder)
        window.edit_asked.connect(lambda file: QDesktopServices.openUrl(QUrl.fromLocalFile(file)))
        window.copy_asked.connect(self.edit_copy)
        window.likes_changed.connect(self._keep_likes)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    @property
    def entries(self) -> "list[Entry]":
        """All that is known of the library by now, whatever the window shows of it."""
        return self._library.entries

    def open_library(self) -> None:
        """Show at once what is known of the library, and look at its files when the first frame is there."""
        self._window.show_entries(self._library.front())
        self.look_again()

    def look_again(self) -> None:
        """Look at all routine files again, a little at a time."""
        self._looking, self._preparing = self._library.refresh(), None
        self._slices.start(0)

    def read_library(self) -> None:
        """Look at all routine files now, show them, and watch them from now on."""
        self.look_again()
        while self._slices.isActive():
            self._look_on()

    def played(self, entry: Entry) -> None:
        """Remember that a routine was begun just now."""
        self._keep_likes(after_playing(self._likes, entry.id))
        self._window.library.like(self._likes)

    def add_file(self, file: Path) -> None:
        """Add a file from anywhere to one's own routines; or show what is wrong with it."""
        from backtimer.files.adopt import Refused, adopt  # noqa: PLC0415  # seldom needed

        try:
            added = adopt(file, self._own, self._handbook, {entry.id for entry in self._library.entries})
        except OSError as error:
            self._window.say(f"{file.name} could not be added: {error.strerror}")
            return
        if isinstance(added, Refused):
            self._window.show_problems(Entry(file.stem, str(file), "own", None, added.problems))
            return
        self.read_library()
        self._window.library.choose(str(added.file))
        there = "is now among your routines" if added.new else "was there already"
        self._window.say(f"{added.file.name} {there}")

    def edit_copy(self, entry: Entry) -> None:
        """Open a routine for editing; of a shipped one, a copy among one's own; never one that its teacher locked."""
        from backtimer.files.adopt import copy_to_edit  # noqa: PLC0415  # seldom needed
        from backtimer.files.text_file import UnreadableError  # noqa: PLC0415

        file = Path(entry.file)
        if self._is_locked(file):
            self.locked.emit(entry)
            return
        try:
            if entry.origin == "shipped":
                file = copy_to_edit(file, self._own)
                self.read_library()
                self._window.library.choose(str(file))
        except (OSError, UnreadableError) as error:
            self._window.say(f"{file.name} could not be copied: {error}")
            return
        self._window.say(f"Edit {file}: it is read again whenever you save it")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def _is_locked(self, file: Path) -> bool:
        """Whether a routine wants to be played as it is; one that cannot be read can be mended."""
        from backtimer.files.routine_file import read_routine  # noqa: PLC0415  # seldom needed

        routine = read_routine(file, self._handbook).routine
        return routine is not None and routine.locked

    def _look_on(self) -> None:
        """Look at some more files; show what is new, and when all were seen, watch them."""
        before = self._library.entries
        until = monotonic() + SLICE
        while self._looking is not None and monotonic() < until:
            if next(self._looking, None) is None:
                self._looking = None
        if self._library.entries is not before:
            self._window.show_entries(self._library.entries)
        if self._looking is None and self._preparing is None:
            self.watch.watch([self._shipped, self._own], self._library.newest(FEW))
            self._preparing = self._window.library.prepare()
        elif self._looking is None and self._preparing is not None and next(self._preparing, self) is self:
            self._preparing = None
            self._slices.stop()
            gc.freeze()  # thousands of cards need not be gone through again at every collection

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Look at the files again when the person comes back: not all of them are watched."""
        if state == Qt.ApplicationState.ApplicationActive and not self._slices.isActive():
            self.look_again()

    def _keep_likes(self, likes: Likes) -> None:
        self._likes = likes
        file = paths.likes_file()
        self._write("likes", lambda: write_likes(likes, file), "Favourites could not be saved")

    def _write_index(self, name: str, job: Callable[[], object]) -> None:
        self._write(name, job, "The library's index could not be saved")

    def _show_folder(self) -> None:
        try:
            self._own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            print(f"backtimer: {self._own}: {error.strerror}", file=sys.stderr)  # noqa: T201
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._own)))
        self.read_library()
