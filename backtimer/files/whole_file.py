"""Writes a file whole or not at all: a crash at any instant leaves the old one or the new one."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, text: str, *, private: bool = True) -> None:
    """Write the text to a file, making its folder if need be. Raises OSError; the old file is then untouched.

    A private file is for its owner's eyes only, and so is a folder made for it; one that is not gets the permissions
    that new files get here.
    """
    write_whole_bytes(file, text.encode("utf-8"), private=private)


def write_whole_bytes(file: Path, data: bytes, *, private: bool = True) -> None:
    """Write bytes to a file in the same way."""
    file = file.resolve()  # a link stays, what it leads to is replaced
    make_folder(file.parent, private=private)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")  # with mode 0600
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if not private:
            Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def make_folder(folder: Path, *, private: bool = True) -> None:
    """Make a folder and those above it where they are not there. Only the last one is private. Raises OSError."""
    folder.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)


def _umask() -> int:
    """What new files may not have; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
