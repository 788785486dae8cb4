"""What a person likes, on disk: a private file."""

from pathlib import Path
from typing import Final

from backtimer.core.likes import NO_LIKES, REMEMBERED, Likes
from backtimer.files.private_file import Trouble, read_private, write_private

_VERSION: Final = 1


def read_likes(file: Path) -> tuple[Likes, Trouble | None]:
    """Read the likes, and why not all of them could be read. Never raises, and changes nothing on the disk."""
    private = read_private(file, _VERSION)
    favourites, played = (_ids(private.values.get(key, [])) for key in ("favourites", "played"))
    if favourites is None or played is None or not private.values.keys() <= {"favourites", "played"}:
        return NO_LIKES, "damaged"
    return Likes(frozenset(favourites), tuple(dict.fromkeys(played))[:REMEMBERED]), private.trouble


def write_likes(likes: Likes, file: Path) -> Path | None:
    """Write the likes whole; gives where a file that could not be read in full was set aside. Raises OSError."""
    values = {"favourites": sorted(likes.favourites), "played": list(likes.played)}
    return write_private(values, file, _VERSION, read_likes(file)[1])


def _ids(saved: object) -> list[str] | None:
    return saved if isinstance(saved, list) and all(isinstance(each, str) for each in saved) else None
