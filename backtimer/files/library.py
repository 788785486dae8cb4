"""The library: which routine files there are, and what is said of them.

Knows folders and files, and remembers what it read in an index, so that a start need not read every file again. What
the first frame shows is kept by itself: however many files there are, a start reads no more than that. Leaves reading
a file to `routine_file` (loaded only when a file must be read) and watching folders to the desktop.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from heapq import nlargest
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from backtimer.core.handbook import Handbook
from backtimer.core.shelf import Entry, Origin
from backtimer.files.index_file import Known, Stamp, add_to_index, read_index, stamp_of, write_index

ENDINGS: Final = (".yaml", ".yml")

FRONT: Final = 64
"""So many entries are kept for the first frame: more than a large screen shows."""

_LINES: Final = 16
_NAMES: Final = 500
_STAMPS: Final = 100
"""So many lines of the index, names in a folder and stamps of files are read at a time: a millisecond or less."""

_SAVED: Final = 250
"""The index is saved after so many files, so that a long first reading can be interrupted."""

_WASTE: Final = 200
"""So many lines of the index may be out of date, and as many as there are files, before it is written anew."""


class Progress(NamedTuple):
    """How far a look at the library has come: so many files read `of` those that had to be."""

    read: int
    of: int


class Library:
    """All routines of a person. `entries` are those that are known by now: a new list whenever there is news."""

    def __init__(
        self,
        shipped: Path,
        own: Path,
        handbook: Handbook,
        index_file: Path,
        version: str,
        order: Callable[[list[Entry]], Iterable[Entry]] = iter,
        write: Callable[[str, Callable[[], object]], object] = lambda _, job: job(),
    ) -> None:
        """`order` says which entries the next first frame will show; an index of another `version` is not read.

        `write` has the index written: it takes a job and its name, and of two with one name needs only the later one.
        """
        self.entries: list[Entry] = []
        self._shipped, self._own, self._handbook = shipped, own, handbook
        self._index, self._version, self._order, self._write = index_file, version, order, write
        self._front_index = index_file.with_name(f"front-{index_file.name}")
        self._front: list[Known] | None = None
        self._known: dict[str, Known] = {}
        self._unsaved: list[str] = []
        self._lines = 0
        self._index_was_read = False

    def front(self) -> list[Entry]:
        """Give at once what the first frame shows: as it was when it was read last, not yet looked at again.

        Where nothing was kept, the shipped routines are read.
        """
        front = self._kept_front()
        if not front:
            for file in files_in(self._shipped)[:FRONT]:
                self._read(str(file), "shipped", stamp_of(file))
        self.entries = [known.entry for known in front or self._known.values()]
        return self.entries

    def refresh(self) -> Iterator[Progress]:
        """Look at all files, and read those that are new or changed: in slices of about a millisecond, or of one file.

        May be given up at any time and begun again.
        """
        if not self._index_was_read:
            yield from self._read_index()
        there = yield from self._look()
        unread = [(file, origin) for file, (origin, stamp) in there.items() if not self._is_fresh(file, origin, stamp)]
        self._show(there)
        shown = 0
        for count, (file, origin) in enumerate(unread, start=1):
            self._read(file, origin, there[file][1])
            if len(self._unsaved) >= _SAVED:
                self._save()
            if count >= shown * 5 // 4 + FRONT:  # ever fewer news: each costs those who show them the more
                shown = count
                self._show(there)
            yield Progress(count, len(unread))
        self._known = {file: self._known[file] for file in there}
        self._save()
        if unread:
            self._show(there)
        self._keep_front()
        yield Progress(len(unread), len(unread))

    def newest(self, count: int) -> list[Path]:
        """The files that changed last, the newest first: those are the ones that are being worked on."""
        newest = nlargest(count, self._known.values(), key=lambda known: known.stamp)
        return [Path(known.entry.file) for known in newest]

    def _read_index(self) -> Iterator[Progress]:
        lines = 0
        for lines, known in enumerate(read_index(self._index, self._version), start=1):
            if known is not None:
                self._known[known.entry.file] = known
            if lines % _LINES == 0:
                yield Progress(0, 0)
        self._lines = lines
        self._index_was_read = True

    def _look(self) -> Generator[Progress, None, dict[str, tuple[Origin, Stamp]]]:
        """Find all files of the library, in the order of the shelf, each with its stamp."""
        mine = yield from _names_in(self._own)
        theirs = yield from _names_in(self._shipped)
        hidden = {_stem(file.name) for file in mine}
        there: dict[str, tuple[Origin, Stamp]] = {}
        for count, file in enumerate(mine, start=1):
            there[file.path] = ("own", stamp_of(file))
            if count % _STAMPS == 0:
                yield Progress(0, 0)
        there |= {file.path: ("shipped", stamp_of(file)) for file in theirs if _stem(file.name) not in hidden}
        return there

    def _is_fresh(self, file: str, origin: Origin, stamp: Stamp) -> bool:
        known = self._known.get(file)
        if known is None or known.stamp != stamp or known.entry.origin != origin:
            return False
        return all(stamp_of(Path(base)) == of_base for base, of_base in known.bases)

    def _show(self, there: dict[str, tuple[Origin, Stamp]]) -> None:
        """What is known of the files that are there; an old reading until there is a new one."""
        now = [self._known[file].entry for file in there if file in self._known]
        if now != self.entries:
            self.entries = now

    def _read(self, file: str, origin: Origin, stamp: Stamp) -> None:
        entry, bases = _looked_at(Path(file), origin, self._handbook)
        self._known[file] = Known(stamp, entry, bases)
        self._unsaved.append(file)

    def _save(self) -> None:
        """Add what was read to the index; where too much of it is out of date, write it anew."""
        self._lines += len(self._unsaved)
        if self._lines > 2 * len(self._known) + _WASTE:
            self._lines = len(self._known)
            known = list(self._known.values())
            self._write("index", lambda: write_index(known, self._index, self._version))
        elif self._unsaved:
            news = [self._known[file] for file in self._unsaved if file in self._known]
            self._write(f"index to {self._lines}", lambda: add_to_index(news, self._index, self._version))
        self._unsaved.clear()

    def _kept_front(self) -> list[Known]:
        if self._front is None:
            self._front = [known for known in read_index(self._front_index, self._version) if known]
        return self._front

    def _keep_front(self) -> None:
        front = [self._known[entry.file] for entry in islice(self._order(self.entries), FRONT)]
        if front != self._kept_front():
            self._front = front
            self._write("front", lambda: write_index(front, self._front_index, self._version))


def entries(shipped: Path, own: Path, handbook: Handbook, index_file: Path, version: str) -> list[Entry]:
    """The whole library. Files that did not change since the index was written (by this version) are not read."""
    library = Library(shipped, own, handbook, index_file, version)
    for _ in library.refresh():
        pass
    return library.entries


def files_in(folder: Path) -> list[Path]:
    """The routine files of a folder in the order of their names; none where there is no such folder."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []
    return [folder / name for name in names if _is_routine(name)]


def read_entry(file: Path, origin: Origin, handbook: Handbook) -> Entry:
    """One file as it stands on the shelf. Never raises: what is wrong with it is among its problems."""
    return _looked_at(file, origin, handbook)[0]


def _looked_at(file: Path, origin: Origin, handbook: Handbook) -> tuple[Entry, tuple[tuple[str, Stamp], ...]]:
    """A file as it stands on the shelf, and the stamps of the files from which it takes what it leaves out."""
    from backtimer.core.cards import card_of  # noqa: PLC0415  # a start with a fresh index needs no parser
    from backtimer.files.routine_file import read_routine  # noqa: PLC0415

    reading = read_routine(file, handbook)
    card = card_of(reading.routine) if reading.routine else None
    return Entry(file.stem, str(file), origin, card, reading.problems), reading.looked_at


def shelf(shipped: Path, own: Path) -> list[tuple[Path, Origin]]:
    """All files of the library: a person's own ones first. One with the name of a shipped file takes its place."""
    mine = files_in(own)
    names = {file.stem for file in mine}
    theirs = [file for file in files_in(shipped) if file.stem not in names]
    return [*((file, "own") for file in mine), *((file, "shipped") for file in theirs)]


def find(routine: str, shipped: Path, own: Path) -> Path:
    """The file that a person means by an id of the library or a path; the path itself where there is no such id."""
    given = Path(routine)
    if "/" in routine or given.is_file():
        return given
    name = given.stem if given.suffix in ENDINGS else routine
    files = (folder / f"{name}{ending}" for folder in (own, shipped) for ending in ENDINGS)
    return next((file for file in files if file.is_file()), given)


def _names_in(folder: Path) -> Generator[Progress, None, list["os.DirEntry[str]"]]:
    """The routine files of a folder by name, read in slices."""
    found: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as names:
            while some := list(islice(names, _NAMES)):
                found += [entry for entry in some if _is_routine(entry.name)]
                yield Progress(0, 0)
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def _is_routine(name: str) -> bool:
    return name.endswith(ENDINGS) and not name.startswith(".")


def _stem(name: str) -> str:
    return name.rpartition(".")[0]
