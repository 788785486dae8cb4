"""Reads a small text file that anybody may have written: never hangs on it, and never reads more than its limit."""

import os
import stat
from codecs import BOM_UTF8
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 1_048_576

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)  # a FIFO would wait for ever


class UnreadableError(Exception):
    """Says in plain words why a file cannot be read, and where in it: line and column from 1."""

    def __init__(self, words: str, line: int = 1, column: int = 1) -> None:
        super().__init__(words)
        self.words = words
        self.place = (line, column)


def read_text(path: Path) -> str:
    """Give the text of a regular UTF-8 file of at most 1 MiB, without its byte order mark. Raises UnreadableError."""
    try:
        handle = os.open(path, _FLAGS)
        try:
            data = _read(handle)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UnreadableError(_reason(error)) from None
    return decoded(data)


def _reason(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case PermissionError():
            return "this file may not be read: change its permissions"
        case OSError():
            return f"this file cannot be read: {error.strerror}"
        case _:
            return f"this is no name of a file: {error}"


def _read(handle: int) -> bytes:
    state = os.fstat(handle)
    if stat.S_ISDIR(state.st_mode):
        words = "this is a folder: name a file in it"
        raise UnreadableError(words)
    if not stat.S_ISREG(state.st_mode):
        words = "this is no ordinary file"
        raise UnreadableError(words)
    parts: list[bytes] = []
    left = MAX_BYTES + 1 if state.st_size <= MAX_BYTES else 0
    while left and (part := os.read(handle, left)):
        parts.append(part)
        left -= len(part)
    if not left:
        words = "this file is larger than 1 MiB, far more than a routine needs"
        raise UnreadableError(words)
    return b"".join(parts)


def decoded(data: bytes) -> str:
    """Give the text of UTF-8 bytes, without a byte order mark. Raises UnreadableError."""
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            words = "this file is saved as UTF-16: save it as UTF-8"
            raise UnreadableError(words) from None
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode()) + 1
        words = "a character here is not UTF-8: save the file as UTF-8"
        raise UnreadableError(words, before.count(b"\n") + 1, column) from None
