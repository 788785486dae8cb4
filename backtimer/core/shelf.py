"""What stands on the library's shelf: a card for each routine, or the problems that keep a file from being one.

Pure data, small enough to be kept for thousands of files. Leaves making a card of a routine to `cards`.
"""

from dataclasses import dataclass
from typing import Literal

from backtimer.core.kinds import Audience, Goal, Level, Position
from backtimer.core.problem import Problem
from backtimer.core.timing import Ms

Origin = Literal["shipped", "own"]

Tool = Literal["oil", "ball", "chair", "table"]
"""What not everybody has at hand. Towels, cushions and something to lie on are found in every home."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is said of a routine before it is opened.

    `time` is the sum of its steps, `least` and `most` are the lengths to which it can be fitted (with all that lies
    between the steps; 0 where that is not known). `levels` are its region ids with their firmest pressure, `spent` the
    same ids with the time that they get. `strokes` are ids. `clothed` says that clothes may stay on. The folded texts
    are what a search goes through: words without capitals and accents, each once, with a space between two.
    """

    title: str
    time: Ms
    audience: tuple[Audience, ...]
    position: tuple[Position, ...]
    level: Level | None
    goals: tuple[Goal, ...]
    levels: tuple[tuple[str, int], ...]
    summary: str = ""
    least: Ms = Ms(0)
    most: Ms = Ms(0)
    needs: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    clothed: bool = True
    strokes: tuple[str, ...] = ()
    spent: tuple[tuple[str, Ms], ...] = ()
    folded_title: str = ""
    folded_text: str = ""

    @property
    def firmest(self) -> int:
        """The highest pressure of the whole routine."""
        return max((level for _, level in self.levels), default=0)


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
