"""The index of the library on disk: what was read of each file, one line each. Damage costs another reading.

The first line says which version of the program wrote the file; of several lines for one file the last one holds, so
that news is only added at the end. Each line begins with a sum that tells when a byte has changed. Knows lines and
JSON. Leaves deciding whether an entry is still fresh to the library.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backtimer.core.problem import Problem
from backtimer.core.shelf import Card, Entry
from backtimer.files.whole_file import write_whole_bytes

if TYPE_CHECKING:
    import os

Stamp = tuple[int, int, int, int]
"""When the file was written and when it changed in any way (nanoseconds), its size in bytes, its place on the disk."""


class Known(NamedTuple):
    """An entry, and the stamp of its file when it was read; `bases` are the files that it extends, with theirs."""

    stamp: Stamp
    entry: Entry
    bases: tuple[tuple[str, Stamp], ...] = ()


def stamp_of(file: "Path | os.DirEntry[str]") -> Stamp:
    """What changes when a file or its permissions do: time of change, size, place on the disk; zeros without a look."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return 0, 0, 0, 0
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


_card_values: Final = attrgetter(*(field.name for field in fields(Card)))

_SUM: Final = 9
"""The letters of a sum and the space after it."""


def read_index(file: Path, version: str) -> Iterator[Known | None]:
    """Give what stands in an index of this version, line by line; None for a line that is damaged.

    Nothing at all where there is no index, or one of another version.
    """
    with suppress(OSError), file.open("rb") as lines:
        if lines.readline() == _head(version):
            yield from map(_read_line, lines)


def write_index(known: Iterable[Known], file: Path, version: str) -> None:
    """Write a new index whole. Where that cannot be done the next start reads the files again."""
    with suppress(OSError):
        write_whole_bytes(file, _head(version) + b"".join(map(_line, known)))


def add_to_index(known: Iterable[Known], file: Path, version: str) -> None:
    """Add lines to an index; where there is none of this version, begin one. Failing has no other cost than above."""
    with suppress(OSError):
        if not _is_ours(file, version):
            write_index(known, file, version)
            return
        news = b"".join(map(_line, known))
        with file.open("r+b") as lines:
            end = lines.seek(0, 2)
            lines.seek(end - 1)
            whole = lines.read(1) == b"\n"  # a crash may have cut the last line short
            lines.write(news if whole else b"\n" + news)


def _is_ours(file: Path, version: str) -> bool:
    try:
        with file.open("rb") as lines:
            return lines.readline() == _head(version)
    except OSError:
        return False


def _head(version: str) -> bytes:
    return f"backtimer {version}\n".encode()


def _line(known: Known) -> bytes:
    entry = known.entry
    problems = [(each.file, each.line, each.column, each.severity, each.text) for each in entry.problems]
    card = None if entry.card is None else _card_values(entry.card)
    saved = (known.stamp, entry.id, entry.file, entry.origin, card, problems, known.bases)
    body = json.dumps(saved, separators=(",", ":")).encode()
    return b"%08x %b\n" % (zlib.crc32(body), body)


def _read_line(line: bytes) -> Known | None:
    body = line[_SUM:].removesuffix(b"\n")
    if line[:_SUM] != b"%08x " % zlib.crc32(body):
        return None
    try:
        stamp, id_, file, origin, card, problems, bases = json.loads(body)
        if not (type(id_) is type(file) is str and len(stamp) > 0):
            return None
        entry = Entry(id_, file, origin, _card(card), tuple(Problem(*each) for each in problems))
        return Known(tuple(stamp), entry, tuple((base, tuple(of_base)) for base, of_base in bases))
    except (ValueError, TypeError, RecursionError):
        return None


def _card(saved: list[Any] | None) -> Card | None:
    """A card; what was a tuple is one again."""
    if saved is None:
        return None
    values: list[Any] = [_tuple(value) if type(value) is list else value for value in saved]
    return Card(*values)


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if type(value) is list else value for value in values)
