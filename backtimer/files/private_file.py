"""Small private files: JSON with a version, readable by their owner only, written whole. None of them is ever lost.

What cannot be read in full (damaged, or written by a later version) stays where it is as long as it is only read.
Before another one takes its place it is set aside under a new name. Leaves the meaning to its callers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final, Literal

from backtimer.files.text_file import UnreadableError, read_text
from backtimer.files.whole_file import write_whole

Trouble = Literal["damaged", "newer"]
"""Why a file cannot be read in full: it is not as we wrote it, or a later version of the program wrote it."""

VERSION: Final = "backtimer"
"""The key of the version."""


@dataclass(frozen=True, slots=True)
class Private:
    """What stands in a file. `values` is empty where there is none, or none that can be read."""

    values: Mapping[str, Any]
    trouble: Trouble | None = None


def read_private(file: Path, version: int) -> Private:
    """Read a file. Never raises, and changes nothing on the disk."""
    try:
        if not file.exists():
            return Private({})
        saved = json.loads(read_text(file))
    except (OSError, UnreadableError, ValueError, RecursionError):
        return Private({}, "damaged")
    if not isinstance(saved, dict) or type(saved.get(VERSION)) is not int:
        return Private({}, "damaged")
    if saved[VERSION] > version:
        return Private({}, "newer")
    return Private({key: value for key, value in saved.items() if key != VERSION})


def write_private(values: Mapping[str, Any], file: Path, version: int, trouble: Trouble | None) -> Path | None:
    """Write a file whole. `trouble` is what `read_private` (or who made sense of it) said of the one that is there.

    Where there was trouble, the old file is set aside first, and its new name is given. Raises OSError; the old file is
    then still there, under its own name or the new one.
    """
    aside = set_aside(file, trouble) if trouble is not None and file.exists() else None
    write_whole(file, json.dumps({VERSION: version, **values}, indent=2) + "\n")
    return aside


def trouble_words(what: str, trouble: Trouble) -> str:
    """One plain sentence on things (`The settings`) that could not be read in full."""
    why = "the file is damaged" if trouble == "damaged" else "a newer backtimer wrote them"
    return f"{what} could not all be read: {why}. The file is kept, under another name as soon as there is a new one."


def set_aside(file: Path, trouble: Trouble) -> Path:
    """Give a file with trouble a new name, and say which. Raises OSError."""
    names = (file.with_name(f"{file.stem}.{trouble}-{number}{file.suffix}") for number in count(1))
    free = next(name for name in names if not name.exists() and not name.is_symlink())
    return file.rename(free)
