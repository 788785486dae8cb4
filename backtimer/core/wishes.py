"""What this receiver and this giver wish of a routine that others wrote. Knows nothing of plans."""

from dataclasses import dataclass

from backtimer.core.timing import SECOND, Ms


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a routine is bent for today.

    `pressure` is added to every level (never above a cap, never below 1), steps on the `leave_out` regions go.
    `ready` is the time before the first step; `change` the time in which hands or sides change, `walk_round` the time
    for walking to the other side with one hand on the back (facts: 3–5 s, and 10 s).
    """

    pressure: int = 0
    leave_out: frozenset[str] = frozenset()
    ready: Ms = Ms(8 * SECOND)
    change: Ms = Ms(4 * SECOND)
    walk_round: Ms = Ms(10 * SECOND)


AS_WRITTEN = Wishes()
