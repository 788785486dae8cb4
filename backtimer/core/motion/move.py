"""What belongs to a movement: the hands, what they raise, where they stop, and when all of it has been seen.

Knows no single movement: each family has a table of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from backtimer.core.hand import Fold, Hand, Point
from backtimer.core.motion.way import Way
from backtimer.core.timing import Ms


class Movement(Protocol):
    """One hand of the right side, so many cycles after the step began."""

    def __call__(self, way: Way, cycles: float, *, second: bool) -> Hand | None:
        """The hand; or its partner: the one of the other side, or the second on one side. None where there is none."""
        ...


Draws = Literal["", "round", "cycle", "line"]
"""What the trace shows: nothing, the way of a whole round, that of the cycle that is on, or the line of a walk."""


def whole(way: Way) -> float:
    """The length of the way, mm."""
    return way.track.length


def reach(way: Way) -> float:
    """The stroke's reach once, mm."""
    return way.reach


@dataclass(frozen=True, slots=True)
class Motion:
    """A movement and all that belongs to it.

    `rounds` are the cycles after which all has been seen, `travel` the millimetres that a hand goes in one cycle.
    `lasts` is how long a cycle takes where the tempo says how fast a hand trembles. `across`: the movement places both
    hands itself, whatever the side; else the second works on the left where both sides are worked. `rests`: the hands
    lie still, so they may lie on the spine. `glides`: skin gathers before the hand. `folds` are what the hands of the
    right side raise, `sway` the mm by which the hips lie to the right after so many cycles, `places` the stops on the
    right side, `curve` a trace of its own.
    """

    movement: Movement | None
    rounds: Callable[[Way], float] = lambda _: 1.0
    travel: Callable[[Way], float] = whole
    lasts: Ms = Ms(0)
    across: bool = False
    rests: bool = False
    glides: bool = False
    draws: Draws = ""
    folds: Callable[[Way, float, tuple[Hand, ...]], tuple[Fold, ...]] | None = None
    sway: Callable[[float], float] | None = None
    places: Callable[[Way], tuple[Point, ...]] | None = None
    curve: Callable[[Way], tuple[Hand, ...]] | None = None


def after(cycles: float) -> Callable[[Way], float]:
    """All has been seen after so many cycles, whatever the way."""
    return lambda _: cycles
