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
from backtimer.files.bases import Beside, extended_in
from backtimer.files.library import ENDINGS
from backtimer.files.routine_file import parse_routine
from backtimer.files.text_file import UnreadableError, read_text
from backtimer.files.yaml_tree import shortened

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
    """Add a file from anywhere to the own folder, and with it the routines that it extends.

    One that has an error is refused. A name that is there already, or is among the ids `taken` (those of the shipped
    routines: a file with such a name would hide one), gets a number. The same file a second time changes nothing.
    Raises OSError where the folder cannot be written.
    """
    try:
        text = read_text(file)
    except UnreadableError as reason:
        return Refused((Problem(str(file), *reason.place, "error", reason.words),))
    reading = parse_routine(text, str(file), file.stem, handbook, Beside(file))
    if reading.routine is None:
        return Refused(reading.problems)
    if _lies_in(file, own):
        return Adopted(file, new=False, problems=reading.problems)
    known = {folded(name) for name in taken}
    under = ""
    try:
        for name, of_base in reversed(reading.bases):
            path, _ = _written(_extending(of_base, under), own, tidy_name(name), lambda free: folded(free) in known)
            under = path.stem
        path, new = _written(_extending(text, under), own, tidy_name(file.stem), lambda free: folded(free) in known)
    except UnreadableError as reason:
        return Refused((Problem(str(file), *reason.place, "error", reason.words),))
    return Adopted(path, new, reading.problems)


def copy_to_edit(file: Path, own: Path) -> Path:
    """Copy a shipped routine to the own folder under its own name, where it takes the place of the shipped one.

    So is what it extends, where no own file is called so. Where there is one of its own name already it is given,
    unchanged. Raises OSError and UnreadableError.
    """
    if (mine := _own_file(file.stem, own)) is not None:
        return mine
    text = read_text(file)
    beside, under = Beside(file), extended_in(text)
    while under is not None and _own_file(under.text.strip(), own) is None:
        of_base = beside(under.text.strip())
        _written(of_base, own, under.text.strip(), lambda _: False)
        under = extended_in(of_base)
    return _written(text, own, file.stem, lambda _: False)[0]


def _own_file(name: str, own: Path) -> Path | None:
    """The own file with this name; a link that leads nowhere counts too."""
    there = (own / f"{name}{ending}" for ending in ENDINGS)
    return next((path for path in there if os.path.lexists(path)), None)


def _extending(text: str, name: str) -> str:
    """The text, with this name for the routine that it extends; unchanged without one. Raises UnreadableError.

    Only the old name is written over, as far as it stands on one line.
    """
    old = extended_in(text)
    if not name or old is None or old.text.strip() == name:
        return text
    lines = text.splitlines(keepends=True)
    before, line = lines[old.line - 1][: old.column - 1], lines[old.line - 1][old.column - 1 :]
    for written in (old.text, f"'{old.text}'", f'"{old.text}"'):
        if line.startswith(written):
            lines[old.line - 1] = f"{before}{name}{line[len(written) :]}"
            return "".join(lines)
    words = f"a routine called `{shortened(old.text)}` is here already: write that name on one line, after `extend:`"
    raise UnreadableError(words, *old.place)


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
