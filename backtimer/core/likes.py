"""What a person likes and has played: ids of routines, and nothing else. Knows no clock and no disk."""

from dataclasses import dataclass, replace
from typing import Final

REMEMBERED: Final = 50
"""So many routines that were played are remembered."""


@dataclass(frozen=True, slots=True)
class Likes:
    """`favourites` and `played` are ids of routines; of those that were played the last one comes first."""

    favourites: frozenset[str] = frozenset()
    played: tuple[str, ...] = ()


NO_LIKES = Likes()


def with_favourite(likes: Likes, routine: str, *, liked: bool) -> Likes:
    """Make a routine a favourite, or no longer."""
    rest = likes.favourites - {routine}
    return replace(likes, favourites=rest | {routine} if liked else rest)


def after_playing(likes: Likes, routine: str) -> Likes:
    """Remember that a routine was played just now."""
    before = (other for other in likes.played if other != routine)
    return replace(likes, played=(routine, *before)[:REMEMBERED])
