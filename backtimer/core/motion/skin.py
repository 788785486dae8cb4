"""The skin and muscle that hands raise: in their grip, between them, or before them as they glide.

Knows where the hands are. Leaves what a grip gathers to the families, and the look of a fold to its painter.
"""

import math
from dataclasses import replace
from typing import Final

from backtimer.core.hand import X_MM, Y_MM, Fold, Hand, Point, distance_mm
from backtimer.core.moment import pressure_at
from backtimer.core.motion.body import kept
from backtimer.core.motion.hands import beat, halves, hands_of
from backtimer.core.motion.table import motion_of
from backtimer.core.motion.way import along, way_of
from backtimer.core.routine import Step
from backtimer.core.timing import Ms

GATHERS: Final = 3.0
"""From this level on, skin gathers in a small fold before a hand that glides."""

INSTANT: Final = Ms(40)
"""So much later a gliding hand is looked at again, to see where it goes."""

AHEAD: Final = {
    "palm": 96.0, "heel": 24.0, "fist": 34.0, "knuckles": 34.0, "forearm": 40.0, "thumb": 12.0, "stacked": 96.0,
}  # fmt: skip
"""So far ahead of what touches skin gathers, where the hand glides the way its fingers point."""

BESIDE: Final = 30.0
"""The same where it glides another way."""


def folds_of(step: Step, time: Ms) -> tuple[Fold, ...]:
    """The skin and muscle that the hands raise at this instant."""
    motion = motion_of(step)
    if motion.folds is None:
        gathers = motion.glides and pressure_at(step.pressure, time / max(step.time, 1)) >= GATHERS
        return _gathered(step, time) if gathers else ()
    way = way_of(step)
    cycles = time / beat(step, way, motion)
    folds = ((motion.folds(way, cycles, hands), left) for hands, left in halves(step, time))
    return tuple(_raised(fold, left=left) for some, left in folds for fold in some if fold.height > 0)


def _gathered(step: Step, time: Ms) -> tuple[Fold, ...]:
    """A small fold of skin before each hand that glides on the skin."""
    folds = []
    for now, then in zip(hands_of(step, time), hands_of(step, Ms(time + INSTANT)), strict=True):
        gone = distance_mm(now.at, then.at)
        firm = min(gone / INSTANT * 100, 1.0) * max((now.weight - 0.5) / 0.5, 0.0) * (now.lift < 0.1)
        if firm > 0.05:
            heading = _heading(now.at, then.at)
            ahead = AHEAD.get(now.shape, 16.0) if _forward(now, heading) else BESIDE
            at = kept(along(now.at, heading, ahead))
            folds.append(Fold(at, heading + 90.0, long=70.0, wide=12.0, height=0.45 * firm))
    return tuple(folds)


def _heading(start: Point, end: Point) -> float:
    return math.degrees(math.atan2((end[0] - start[0]) * X_MM, (start[1] - end[1]) * Y_MM))


def _forward(hand: Hand, heading: float) -> bool:
    return abs((heading - hand.turn + 180.0) % 360.0 - 180.0) < 60.0


def _raised(fold: Fold, *, left: bool) -> Fold:
    """A fold where there is skin, on its own side."""
    x, y = kept(fold.at)
    return replace(fold, at=(-x, y), turn=-fold.turn) if left else replace(fold, at=(x, y))
