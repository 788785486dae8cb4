"""The library: which routine files there are, and what is said of them.

Knows folders and files, and remembers what it read in an index, so that a start need not read every file again. Leaves
reading a file to `routine_file` (loaded only when a file must be read) and watching folders to the desktop.
"""

import os
from pathlib import Path
from typing import Final

from backtimer.core.handbook import Handbook
from backtimer.core.shelf import Entry, Origin
from backtimer.files.index_file import Index, Stamp, read_index, write_index

ENDINGS: Final = (".yaml", ".yml")


def files_in(folder: Path) -> list[Path]:
    """The routine files of a folder in the order of their names; none where there is no such folder."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []
    return [folder / name for name in names if name.endswith(ENDINGS) and not name.startswith(".")]


def read_entry(file: Path, origin: Origin, handbook: Handbook) -> Entry:
    """One file as it stands on the shelf. Never raises: what is wrong with it is among its problems."""
    from backtimer.core.routine import card_of  # noqa: PLC0415  # a start with a fresh index needs no parser
    from backtimer.files.routine_file import read_routine  # noqa: PLC0415

    reading = read_routine(file, handbook)
    card = card_of(reading.routine) if reading.routine else None
    return Entry(file.stem, str(file), origin, card, reading.problems)


def shelf(shipped: Path, own: Path) -> list[tuple[Path, Origin]]:
    """All files of the library: a person's own ones first. One with the name of a shipped file takes its place."""
    mine = files_in(own)
    names = {file.stem for file in mine}
    theirs = [file for file in files_in(shipped) if file.stem not in names]
    return [*((file, "own") for file in mine), *((file, "shipped") for file in theirs)]


def entries(shipped: Path, own: Path, handbook: Handbook, index_file: Path, version: str) -> list[Entry]:
    """The whole library. Files that did not change since the index was written (by this version) are not read."""
    before = read_index(index_file, version)
    now: Index = {}
    for file, origin in shelf(shipped, own):
        stamp = _stamp(file)
        known = before.get(str(file))
        fresh = known is not None and known[0] == stamp and known[1].origin == origin
        now[str(file)] = known if known is not None and fresh else (stamp, read_entry(file, origin, handbook))
    if now != before:
        write_index(now, index_file, version)
    return [entry for _, entry in now.values()]


def find(routine: str, shipped: Path, own: Path) -> Path:
    """The file that a person means by an id of the library or a path; the path itself where there is no such id."""
    given = Path(routine)
    if "/" in routine or given.is_file():
        return given
    name = given.stem if given.suffix in ENDINGS else routine
    files = (folder / f"{name}{ending}" for folder in (own, shipped) for ending in ENDINGS)
    return next((file for file in files if file.is_file()), given)


def _stamp(file: Path) -> Stamp:
    """What changes when a file or its permissions do: time of change, size, place on the disk; zeros without a look."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ctime_ns, found.st_size, found.st_ino
