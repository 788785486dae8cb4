"""What stands on the library's shelf: a card for each routine, or the problems that keep a file from being one."""

from dataclasses import dataclass
from typing import Literal

from backtimer.core.kinds import Audience, Goal, Level, Position
from backtimer.core.problem import Problem
from backtimer.core.timing import Ms

Origin = Literal["shipped", "own"]


@dataclass(frozen=True, slots=True)
class Card:
    """What is said of a routine before it is opened. `levels` are its region ids with their firmest pressure."""

    title: str
    time: Ms
    audience: tuple[Audience, ...]
    position: tuple[Position, ...]
    level: Level | None
    goals: tuple[Goal, ...]
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the library. `card` is None when there is an error among the problems."""

    id: str
    file: str
    origin: Origin
    card: Card | None
    problems: tuple[Problem, ...] = ()

    @property
    def title(self) -> str:
        """The routine's title; of a broken file its name."""
        return self.card.title if self.card else self.id
