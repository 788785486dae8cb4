"""The log of faults on disk: a text file of bounded size, for nobody else's eyes.

Knows how a fault is written down. Leaves to others where faults come from and how they are told. Needs no Qt.
"""

import os
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final

LARGEST: Final = 262_144
"""Bytes of the log; a fuller one becomes the older of two."""

LONGEST: Final = 16_384
"""Characters of one fault: a recursion without end is told by its beginning and its end."""

SENTENCE: Final = "Something went wrong inside backtimer. The massage goes on."
"""What is told of a fault while a routine plays."""


def now() -> str:
    """The time of day as it is written into the log."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def told_fault(head: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """A fault as it is written down: a line that says when and where, and the trace."""
    return f"{head}\n{_shortened(''.join(traceback.format_exception(kind, error, trace)))}"


def write_fault(file: Path, details: str) -> bool:
    """Add a fault to the log; say whether that could be written."""
    try:
        with open_log(file) as log:
            log.write(f"{details.rstrip()}\n\n")
    except (OSError, ValueError):
        return False
    return True


def open_log(file: Path) -> IO[str]:
    """The log, to be added to. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".older.log"))
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o600)
    return os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace")


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return f"{text[:half]}\n  …\n{text[-half:]}"
