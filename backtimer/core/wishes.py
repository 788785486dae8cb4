"""What this receiver and this giver wish of a routine that others wrote. Knows nothing of plans."""

from dataclasses import dataclass

from backtimer.core.handbook import Family
from backtimer.core.timing import SECOND, Ms


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a routine is bent for today.

    `length` is when it ends, lead-ins and change-overs counted; None leaves the steps as long as they are written.
    `pressure` is added to every level (never above what the place bears, never below 1); no level is above `cap`.
    Steps that were written for more than `deepest` go, and are not only made lighter.
    Steps on the `leave_out` regions go, and so do those of the families `without`. Steps on the `more_here` regions
    get twice their share of the time.
    `ready` is the time before the first step; `change` the time in which hands or sides change, `walk_round` the time
    for walking to the other side with one hand on the back (facts: 3–5 s, and 10 s).
    """

    pressure: int = 0
    leave_out: frozenset[str] = frozenset()
    ready: Ms = Ms(8 * SECOND)
    change: Ms = Ms(4 * SECOND)
    walk_round: Ms = Ms(10 * SECOND)
    length: Ms | None = None
    more_here: frozenset[str] = frozenset()
    cap: int | None = None
    deepest: int | None = None
    without: frozenset[Family] = frozenset()


AS_WRITTEN = Wishes()
