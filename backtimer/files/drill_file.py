"""The answers of the drill on disk: a private file with one line for each, added at once and never changed.

Every line carries a sum of itself and is on the disk before the next question is asked: a kill at any instant loses
nothing that was answered, and a last line cut short loses nothing but itself. What is due when is worked out from the
lines anew. A damaged file is set aside and what is whole in it goes on; one of a newer version is left as it is.
"""

import json
import os
import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from backtimer.core.drill.today import Reply
from backtimer.core.journal_entry import Stamp
from backtimer.files.whole_file import write_whole_bytes

VERSION: Final = 1

_HEAD: Final = b"backtimer drill %d\n"
_ANY_HEAD: Final = re.compile(rb"backtimer drill (\d{1,9})\n")

_SUM: Final = 9
"""The letters of a sum and the space after it."""

_LONGEST: Final = 1_000
"""Bytes of a line: a key is a few words."""

_YEARS: Final = range(4_102_444_800_000)
"""Milliseconds from 1970 to 2100: an answer of another time is none."""

_OFFSETS: Final = range(-1_440, 1_441)

NEWER: Final = (
    "The drill's answers were written by a newer backtimer: they stay as they are, and nothing is added to them."
)
"""Told when a file of a newer version is met."""


class DrillLog:
    """All answers, in their order. `notice` is what should be told about the file, or empty.

    Where the file may not be written (`closed`) what is answered now is not kept.
    """

    def __init__(self, file: Path, replies: Iterable[Reply] = (), notice: str = "", *, closed: bool = False) -> None:
        self.replies = list(replies)
        self.notice = notice
        self.closed = closed
        self._file = file

    def add(self, reply: Reply) -> None:
        """Keep one more answer, on the disk when this returns. Raises OSError; it then counts for this run only."""
        self.replies.append(reply)
        if self.closed:
            return
        line = _line(reply)
        try:
            with self._file.open("r+b") as lines:
                lines.seek(_whole(self._file))
                lines.truncate()
                lines.write(line)
                lines.flush()
                os.fsync(lines.fileno())
        except FileNotFoundError:
            write_whole_bytes(self._file, _HEAD % VERSION + b"".join(map(_line, self.replies)))

    def forget(self) -> None:
        """Delete every answer for good, also what was set aside. Raises OSError."""
        self.replies.clear()
        self._file.unlink(missing_ok=True)
        for file in self._file.parent.glob(f"{self._file.stem}.damaged-*{self._file.suffix}"):
            file.unlink(missing_ok=True)
        self.closed, self.notice = False, ""


def open_drill(file: Path) -> DrillLog:
    """Read all answers; of a damaged file set it aside, and go on with what is whole. Never raises."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return DrillLog(file)
    except OSError as error:
        words = f"The drill's answers cannot be read, and nothing is kept now: {error.strerror}."
        return DrillLog(file, notice=words, closed=True)
    head = _ANY_HEAD.match(data)
    if head is not None and int(head[1]) > VERSION:
        return DrillLog(file, notice=NEWER, closed=True)
    if head is None and (_HEAD % VERSION).startswith(data):  # a crash before the first answer
        with suppress(OSError):
            file.unlink()
        return DrillLog(file)
    lines = data[head.end() if head else 0 :].splitlines(keepends=True)
    read = [_read_line(line) for line in lines if line.endswith(b"\n")]
    replies = [reply for reply in read if reply is not None]
    if head is not None and len(replies) == len(read):
        return DrillLog(file, replies)
    return _mended(file, replies)


def _mended(file: Path, replies: list[Reply]) -> DrillLog:
    """Set a damaged file aside, and write what is whole in it to a new one."""
    names = (file.with_name(f"{file.stem}.damaged-{number}{file.suffix}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    try:
        file.rename(aside)
        write_whole_bytes(file, _HEAD % VERSION + b"".join(map(_line, replies)))
    except OSError as error:
        words = f"The drill's answers are damaged, and nothing is kept now: {error.strerror}."
        return DrillLog(file, replies, words, closed=True)
    return DrillLog(file, replies, f"The drill's answers were damaged: the file is kept as {aside.name}.")


def _whole(file: Path) -> int:
    """Where the last whole line of a file ends, in bytes: behind it a crash may have left half a line."""
    with file.open("rb") as lines:
        end = lines.seek(0, os.SEEK_END)
        start = max(end - 2 * _LONGEST, 0)
        lines.seek(start)
        return start + lines.read().rfind(b"\n") + 1


def _line(reply: Reply) -> bytes:
    body = json.dumps([reply.key, reply.grade, reply.at.utc, reply.at.offset], separators=(",", ":")).encode()
    return b"%08x %b\n" % (zlib.crc32(body), body)


def _read_line(line: bytes) -> Reply | None:
    """An answer; None where the line is not as it was written."""
    body = line[_SUM:].removesuffix(b"\n")
    if line[:_SUM] != b"%08x " % zlib.crc32(body) or len(line) > _LONGEST:
        return None
    try:
        key, grade, utc, offset = json.loads(body)
    except (ValueError, TypeError, RecursionError):
        return None
    sane = isinstance(key, str) and all(type(value) is int for value in (grade, utc, offset))
    if not sane or grade not in (1, 2, 3, 4) or utc not in _YEARS or offset not in _OFFSETS:
        return None
    return Reply(key, grade, Stamp(utc, offset))
