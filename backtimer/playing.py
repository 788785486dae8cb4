"""A player of a plan in real time, for window and terminal alike: the only place that reads the machine's clock."""

import time
from typing import Final

from backtimer.core.plan import Plan
from backtimer.core.player import GAP, Player
from backtimer.core.timing import Ms

_CLOCK: Final[int | None] = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""A clock that nobody can set and that goes on while the machine sleeps: only so is its sleep seen as a gap.

The one that Python takes by itself stands still in the meantime, on Linux and on a Mac.
"""


def player_of(plan: Plan, speed: float = 1.0) -> Player:
    """A player of the plan, so many times as fast as the machine's clock."""
    return Player(plan, lambda: Ms(int(_now() * speed) // 1_000_000), gap=Ms(round(GAP * speed)))


def _now() -> int:
    """Nanoseconds since anywhere."""
    return time.monotonic_ns() if _CLOCK is None else time.clock_gettime_ns(_CLOCK)
