"""Where skin is: how far a hand may go before it leaves the body. Knows no strokes and no time.

The numbers are the outline of assets/landmarks.json, right half.
"""

from bisect import bisect_right
from typing import Final

from backtimer.core.hand import X_MM, Point

SPINE: Final = 0.07
"""So far beside the midline begins what a hand may work on."""

Line = tuple[tuple[float, ...], tuple[float, ...]]
"""A line that leads downward: its heights (y), and how far from the midline it is at each (x)."""


def _line(*points: Point) -> Line:
    across, heights = zip(*points, strict=True)
    return heights, across


# From the crown over the shoulder and down the outside of the arm; then back under it.
_EDGE: Final = _line(
    (0.0, -0.49), (0.17, -0.475), (0.285, -0.42), (0.335, -0.34), (0.33, -0.26), (0.29, -0.19), (0.245, -0.13),
    (0.235, -0.07), (0.26, -0.025), (0.33, 0.012), (0.46, 0.055), (0.62, 0.10), (0.81, 0.142), (0.93, 0.185),
    (1.0, 0.27), (1.02, 0.36), (1.02, 0.50), (1.035, 0.70), (1.055, 0.87), (1.06, 1.0), (1.03, 1.2), (1.0, 1.4),
    (1.02, 1.5), (1.01, 1.65), (0.97, 1.78),
)  # fmt: skip

_LEAST: Final = 0.07
"""So far a hand may always swing, though it gets to the edge."""

# How far up it goes, with y and x exchanged: the nape is open to the head.
_TOP: Final = _line(
    (-0.49, 0.1), (-0.025, 0.26), (0.012, 0.33), (0.055, 0.46), (0.10, 0.62), (0.142, 0.81), (0.185, 0.93), (0.27, 1.0),
)  # fmt: skip

_ARMPIT: Final = 0.385
_TORSO: Final = _line(
    (0.81, 0.142), (0.74, _ARMPIT), (0.735, 0.45), (0.70, 0.55), (0.655, 0.66), (0.62, 0.75), (0.615, 0.80),
    (0.635, 0.88), (0.68, 1.0), (0.72, 1.1), (0.735, 1.22), (0.735, 1.32), (0.715, 1.5), (0.665, 1.75),
)  # fmt: skip
_ARM_INNER: Final = _line(
    (0.74, _ARMPIT), (0.745, 0.48), (0.77, 0.65), (0.80, 0.87), (0.81, 1.0), (0.84, 1.15), (0.885, 1.4), (0.88, 1.5),
    (0.90, 1.66), (0.97, 1.78),
)  # fmt: skip


def skin_at(at: Point) -> tuple[float, float]:
    """From where to where (x) the right side's skin reaches around a point, at its height: torso and head, or arm."""
    x, y = at
    if y <= _ARMPIT:
        back, shoulder = min(_across(_EDGE, y), _across(_TORSO, y)), _across(_EDGE, y)
        return SPINE, back + (shoulder - back) * min(max((x - 0.62) / 0.2, 0.0), 1.0)
    torso, inner = _across(_TORSO, y), _across(_ARM_INNER, y)
    return (SPINE, torso) if x < (torso + inner) / 2 else (inner, _across(_EDGE, y))


def with_room(at: Point, mm: float) -> tuple[Point, float]:
    """The point, moved off the spine so that a hand may swing about it to either side; and how far: `mm`, or less."""
    inner, outer = skin_at(at)
    half = min(mm / X_MM, max(outer - at[0], _LEAST), (outer - inner) / 2)
    return (min(max(at[0], inner + half), outer - half), at[1]), half * X_MM


def placed(at: Point, mm: float) -> tuple[Point, float]:
    """The point, moved so that as much as possible of `mm` lies on skin to either side; and how much does."""
    inner, outer = skin_at(at)
    half = min(mm / X_MM, (outer - inner) / 2)
    return (min(max(at[0], inner + half), outer - half), at[1]), half * X_MM


def top_at(x: float) -> float:
    """How far up a hand may go so far from the midline: to the crown, and further out to the top of the shoulder."""
    return _across(_TOP, x)


UPRIGHT: Final = 18.0
"""So an arm is turned that lies over the top of the shoulder, from back to front, clear of the head."""


REST: Final = 30.0
"""So many mm of it lie on the back rather than beyond the edge."""


def on_shoulder(at: Point) -> bool:
    """Whether a point lies on the top of the shoulder: what reaches beyond its edge is not seen from behind."""
    x, y = abs(at[0]), at[1]
    return 0.25 < x < 0.76 and y < top_at(x) + 0.085


def bears(at: Point) -> float:
    """The share of its weight that a moving hand may give at a point: none on the spine, all of it a finger beside."""
    x, y = abs(at[0]), at[1]
    beside = (x - 0.06) / 0.06
    beyond = max(y - 1.05, -0.1 - y) / 0.03
    return min(max(beside, beyond, 0.0), 1.0)


def kept(at: Point) -> Point:
    """The point, or beside it the edge of the body."""
    y = min(max(at[1], _EDGE[0][0] + 0.01), _EDGE[0][-1] - 0.01)
    outer = _across(_EDGE, y)
    return min(max(at[0], -outer), outer), y


def _across(line: Line, y: float) -> float:
    """The x of a line that leads downward, at a height."""
    heights, across = line
    i = min(max(bisect_right(heights, y), 1), len(heights) - 1)
    above, below = heights[i - 1], heights[i]
    return across[i - 1] + (across[i] - across[i - 1]) * min(max((y - above) / (below - above), 0.0), 1.0)
