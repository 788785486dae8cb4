"""Puts routine files into a person's own folder: one from anywhere, or a shipped one to be changed.

What is added is read and checked first, and written as a new file: nothing that is there is ever overwritten, no link
is followed there, and no name leads out of the folder. Leaves reading to `text_file` and checking to `routine_file`.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from backtimer.core.folding import folded
from backtimer.core.handbook import Handbook
from backtimer.core.problem import Problem
from backtimer.files.library import ENDINGS
from backtimer.files.routine_file import parse_routine
from backtimer.files.text_file import UnreadableError, read_text

_LONGEST_NAME: Final = 60
"""Letters of a name, without its ending: every disk takes that, and a number after it."""

_NOT_IN_NAMES: Final = re.compile(r"[^\w\- ().+]+")

_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
"""Names that some systems keep for devices."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """`file` is now in the own folder; `new` says that it was not before. Problems are warnings only."""

    file: Path
    new: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written, because of these problems."""

    problems: tuple[Problem, ...]


def adopt(file: Path, own: Path, handbook: Handbook, taken: Collection[str] = ()) -> Adopted | Refused:
    """Add a file from anywhere to the own folder.

    One that has an error is refused. A name that is there already, or is among the ids `taken` (those of the shipped
    routines: a file with such a name would hide one), gets a number. The same file a second time changes nothing.
    Raises OSError where the folder cannot be written.
    """
    try:
        text = read_text(file)
    except UnreadableError as reason:
        return Refused((Problem(str(file), *reason.place, "error", reason.words),))
    reading = parse_routine(text, str(file), file.stem, handbook)
    if reading.routine is None:
        return Refused(reading.problems)
    if _lies_in(file, own):
        return Adopted(file, new=False, problems=reading.problems)
    known = {folded(name) for name in taken}
    path, new = _written(text, own, tidy_name(file.stem), lambda name: folded(name) in known)
    return Adopted(path, new, reading.problems)


def copy_to_edit(file: Path, own: Path) -> Path:
    """Copy a shipped routine to the own folder under its own name, where it takes the place of the shipped one.

    Where there is one of that name already it is given, unchanged. Raises OSError and UnreadableError.
    """
    there = (own / f"{file.stem}{ending}" for ending in ENDINGS)
    mine = next((path for path in there if os.path.lexists(path)), None)  # a dangling link counts too
    if mine is not None:
        return mine
    return _written(read_text(file), own, file.stem, lambda _: False)[0]


def tidy_name(name: str) -> str:
    """A file's name without what a disk, a command line or a list of files could take for something else."""
    plain = _NOT_IN_NAMES.sub("-", name).strip(" .-")[:_LONGEST_NAME].rstrip(" .-")
    if not plain or _DEVICES.match(plain):
        return f"routine-{plain}" if plain else "routine"
    return plain


def _lies_in(file: Path, own: Path) -> bool:
    """Whether a file is one of the own folder already, and would be shown from there."""
    try:
        inside = file.resolve().parent == own.resolve()
    except OSError:
        return False
    return inside and file.suffix in ENDINGS and not file.name.startswith(".")


def _written(text: str, own: Path, name: str, is_taken: Callable[[str], bool]) -> tuple[Path, bool]:
    """Write the text under the first free name; a file that says the same already is given instead."""
    own.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    for free in _numbered(name):
        path = own / f"{free}{ENDINGS[0]}"
        if _says(path, data):
            return path, False
        if is_taken(free) or any(os.path.lexists(own / f"{free}{ending}") for ending in ENDINGS):
            continue
        with suppress(FileExistsError):
            _create(path, data)
            return path, True
    raise AssertionError  # there is always another number


def _numbered(name: str) -> Iterator[str]:
    """The name, then with a number: `back`, `back-2`, `back-3`, …."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _says(path: Path, data: bytes) -> bool:
    """Whether an ordinary file is there that says exactly this."""
    try:
        return not path.is_symlink() and path.is_file() and read_text(path).encode("utf-8") == data
    except (OSError, UnreadableError):
        return False


def _create(path: Path, data: bytes) -> None:
    """Write a file that is not there yet: raises FileExistsError where anything is, a dangling link too."""
    with path.open("xb") as out:
        try:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
