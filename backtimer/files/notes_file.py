"""A student's own notes on disk: a private file in the data folder, beside no routine and never inside one."""

from pathlib import Path
from types import MappingProxyType
from typing import Final

from backtimer.core.notes import LONGEST, NO_NOTES, Notes
from backtimer.files.private_file import Trouble, read_private, write_private

_VERSION: Final = 1


def read_notes(file: Path) -> tuple[Notes, Trouble | None]:
    """Read the notes, and why not all of them could be read. Never raises, and changes nothing on the disk."""
    private = read_private(file, _VERSION)
    saved = private.values.get("notes", {})
    if not isinstance(saved, dict) or not private.values.keys() <= {"notes"}:
        return NO_NOTES, "damaged"
    whole = True
    found = {}
    for routine, steps in saved.items():
        sound = isinstance(steps, dict) and all(_is_note(text) for text in steps.values())
        whole = whole and sound
        if isinstance(steps, dict):
            kept = {step: text for step, text in steps.items() if _is_note(text)}
            if kept:
                found[routine] = MappingProxyType(kept)
    return Notes(MappingProxyType(found)), private.trouble if whole else "damaged"


def write_notes(notes: Notes, file: Path) -> Path | None:
    """Write the notes whole; gives where a file that could not be read in full was set aside. Raises OSError."""
    values = {routine: dict(sorted(steps.items())) for routine, steps in sorted(notes.by_routine.items())}
    return write_private({"notes": values}, file, _VERSION, read_notes(file)[1])


def _is_note(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip()) and len(text) <= LONGEST
