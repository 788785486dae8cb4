"""How much pressure a place bears: the level that a hand really gives where it is.

Knows the caps of places. Leaves the author's levels to the routine and the movement to `motion`.
"""

from functools import lru_cache
from typing import Final

from backtimer.core.hand import Hand, Point
from backtimer.core.handbook import Zone
from backtimer.core.routine import Step

T12: Final = 0.605
"""Below this height no rib protects what lies under the muscle."""

BELOW_T12: Final = 2
"""The level to which a stroke drops by itself when it passes T12 (facts: paraspinal 3 above, 2 below)."""


def borne(level: float, hand: Hand, step: Step, zones: tuple[Zone, ...]) -> float:
    """The level that this hand gives: its share of the step's level, never more than the place under it bears.

    Hands that rest may lie on the spine: there they weigh no more than a hand.
    """
    if level <= 0 or hand.lift >= 1:
        return 0.0
    given = max(level * hand.weight, min(level, 1.0) * (hand.weight > 0))
    if step.stroke.motion == "still":
        return min(given, max(cap_at(hand.at, _spans_t12(step), zones, middle=step.side == "middle"), 1.0))
    return min(given, cap_at(hand.at, _spans_t12(step), zones, middle=step.side == "middle"))


def cap_at(at: Point, passes_t12: bool, zones: tuple[Zone, ...], *, middle: bool = False) -> float:  # noqa: FBT001
    """The highest level at a point. On the midline of a step that lies in the middle the spine strip is not counted."""
    cap = float(BELOW_T12) if passes_t12 and at[1] > T12 else 5.0
    x = abs(at[0])
    for zone in zones:
        left, right, top, bottom = _frame(zone)
        if not (zone.cap < cap and left <= x <= right and top <= at[1] <= bottom):
            continue
        if not (middle and zone.id == "spine_strip") and inside((x, at[1]), zone.shape):
            cap = float(zone.cap)
    return cap


@lru_cache(maxsize=64)
def _frame(zone: Zone) -> tuple[float, float, float, float]:
    """A zone's least and greatest x and y: most hands are outside of that, and it is soon said."""
    xs, ys = zip(*zone.shape, strict=True)
    return min(xs), max(xs), min(ys), max(ys)


def inside(at: Point, shape: tuple[Point, ...]) -> bool:
    """Whether a point lies inside a polygon."""
    x, y = at
    crossings = 0
    for (ax, ay), (bx, by) in zip(shape, (*shape[1:], shape[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def _spans_t12(step: Step) -> bool:
    """Whether the step's way leads past T12."""
    return _passes(step.path or tuple(point for region in step.regions for point in region.line))


@lru_cache(maxsize=256)
def _passes(points: tuple[Point, ...]) -> bool:
    heights = [y for _, y in points]
    return bool(heights) and min(heights) < T12 < max(heights)
