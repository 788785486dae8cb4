"""A player of a plan in real time, for window and terminal alike: the only place that reads the machine's clock."""

import time

from backtimer.core.plan import Plan
from backtimer.core.player import GAP, Player
from backtimer.core.timing import Ms


def player_of(plan: Plan, speed: float = 1.0) -> Player:
    """A player of the plan, so many times as fast as the machine's monotonic clock."""
    return Player(plan, lambda: Ms(int(time.monotonic_ns() * speed) // 1_000_000), gap=Ms(round(GAP * speed)))
