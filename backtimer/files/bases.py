"""Finds the routine that another one extends: beside it, in the same folder, and nowhere else.

Knows the folder. Leaves what is made of the two to `extending`, and what else is wrong with a text to its reader.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from backtimer.files.desk import nearest
from backtimer.files.index_file import Stamp, stamp_of
from backtimer.files.library import ENDINGS, files_in
from backtimer.files.text_file import UnreadableError, read_text
from backtimer.files.yaml_tree import Mapping, Scalar, read_tree, shortened

Bases = Callable[[str], str]
"""Gives the text of the routine with this name. Raises UnreadableError."""

_COMPARED: Final = 200
"""So many names are compared with one that is not there."""


def no_bases(name: str) -> str:
    """A text by itself lies in no folder. Raises UnreadableError."""
    words = f"`{shortened(name)}` is looked for beside the file, and this text is none: save it first"
    raise UnreadableError(words)


def extended_in(text: str) -> Scalar | None:
    """What a text names as the routine that it extends, judged by nothing else; None where it names none."""
    root = read_tree(text, "").root
    found = root.get("extend") if isinstance(root, Mapping) else None
    return found if isinstance(found, Scalar) else None


class Beside:
    """The routines beside a file. `looked_at` are the files that were asked for, also those that are not there."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.looked_at: dict[str, Stamp] = {}

    def __call__(self, name: str) -> str:
        """Give the text of the routine with this name. Raises UnreadableError."""
        for ending in ENDINGS:
            path = self._file.parent / f"{name}{ending}"
            self.looked_at[str(path)] = stamp_of(path)  # before it is read: what changes meanwhile is read again
            if os.path.lexists(path):
                return self._read(path)
        near = nearest(name, [file.stem for file in files_in(self._file.parent)[:_COMPARED]], spaces=True)
        words = f"there is no `{shortened(name)}{ENDINGS[0]}` beside this file: " + (
            f"did you mean `{shortened(near)}`?" if near else "put it there, or leave `extend` out"
        )
        raise UnreadableError(words)

    def _read(self, path: Path) -> str:
        """Read a file that lies in the folder; no link leads out of it."""
        try:
            inside = path.resolve().parent == self._file.parent.resolve()
        except (OSError, RuntimeError):
            inside = False
        if not inside:
            words = f"`{shortened(path.name)}` is a link that leads out of this folder: put the file itself here"
            raise UnreadableError(words)
        try:
            return read_text(path)
        except UnreadableError as reason:
            words = f"`{shortened(path.name)}` cannot be used: {reason.words}"
            raise UnreadableError(words) from None
