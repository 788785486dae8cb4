"""A way over the back, smooth and measured: the ground on which movements move. Knows no hands and no time."""

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from backtimer.core.hand import X_MM, Y_MM, Point, distance_mm

FINE: Final = 16
"""Points between two that the author gave."""


@dataclass(frozen=True, slots=True, eq=False)  # a track is itself: comparing hundreds of points would cost each frame
class Track:
    """A curve through given points; `lengths` are the millimetres from its start to each of its points."""

    points: tuple[Point, ...]
    lengths: tuple[float, ...]

    @property
    def length(self) -> float:
        """Millimetres from start to end, on the reference body."""
        return self.lengths[-1]

    def at(self, share: float) -> Point:
        """The point at a share 0…1 of the length."""
        goal = min(max(share, 0.0), 1.0) * self.length
        i = min(max(bisect_right(self.lengths, goal), 1), len(self.points) - 1)
        before, after = self.lengths[i - 1], self.lengths[i]
        part = (goal - before) / (after - before) if after > before else 0.0
        (ax, ay), (bx, by) = self.points[i - 1], self.points[i]
        return ax + (bx - ax) * part, ay + (by - ay) * part

    def heading(self, share: float) -> float:
        """Where it leads there: degrees, 0 to the head, clockwise on screen."""
        closed = self.points[0] == self.points[-1]
        before, after = (
            ((share - 0.02) % 1.0, (share + 0.02) % 1.0)
            if closed
            else (min(share, 0.98) - 0.02, max(share, 0.02) + 0.02)
        )
        (ax, ay), (bx, by) = self.at(before), self.at(after)
        return math.degrees(math.atan2((bx - ax) * X_MM, (ay - by) * Y_MM))

    def share_where(self, measure: Callable[[Point], float]) -> float:
        """The share at which the measure of a point is least."""
        best = min(range(len(self.points)), key=lambda i: measure(self.points[i]))
        return self.lengths[best] / self.length if self.length else 0.0


@lru_cache(maxsize=256)
def smooth(points: tuple[Point, ...], *, closed: bool = False) -> Track:
    """A Catmull-Rom curve through the points; closed, it comes back to the first. Two points give a straight line."""
    if len(points) == 1:
        points = points * 2
    ring = (points[-1], *points, points[0], points[1]) if closed else (points[0], *points, points[-1])
    curve = [_between(ring[i : i + 4], step / FINE) for i in range(len(ring) - 3) for step in range(FINE)]
    curve.append(ring[-2])
    lengths = accumulate((distance_mm(a, b) for a, b in pairwise(curve)), initial=0.0)
    return Track(tuple(curve), tuple(lengths))


def _between(four: tuple[Point, ...], t: float) -> Point:
    """The Catmull-Rom point at t between the second and the third of four points."""
    x, y = (
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(*four, strict=True)
    )
    return x, y
