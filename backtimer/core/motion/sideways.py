"""Glides from the middle to the side: raking, spreading, thumbs that part, palms across. One hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand. A hand comes home through the air.
"""

import math
from dataclasses import replace
from functools import lru_cache
from typing import Final

from backtimer.core.hand import X_MM, Hand, Point, mirrored
from backtimer.core.motion.body import bears, placed
from backtimer.core.motion.glide import outward
from backtimer.core.motion.move import Draws, Motion, after, reach
from backtimer.core.motion.pace import bump, eased, span, there_and_back
from backtimer.core.motion.way import Way, along, width_at

TENTH_RIB: Final = 0.495
"""Rakes begin no lower: below it the ribs are free."""

NAIL: Final = 9.0
"""Half of the mm between two thumbs that lie together."""

TOGETHER: Final = 0.08
"""So far beside the midline two thumbs begin."""

RIB: Final = 0.052
"""From one space between the ribs to the next, in y."""


def rake(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Hooked fingers from the spine to the side along the ribs, one rib higher each time."""
    if second and not way.both:
        return None
    ribs = _ribs(way)
    phase, last = cycles % 1.0, len(ribs) - 1
    i = int(cycles) % len(ribs)
    (ax, ay), (bx, by) = ribs[i]
    (cx, cy), _ = ribs[i + 1 if i < last else 0]
    out, home = eased(span(phase, 0.0, 0.66)), eased(span(phase, 0.66, 1.0))
    x, y = ax + (bx - ax) * out, ay + (by - ay) * out
    rising = bump(span(phase, 0.66, 1.0)) ** 0.5
    at = x + (cx - x) * home, y + (cy - y) * home
    return Hand(at, turn=-4.0 + (26.0 if way.both else 50.0) * (out - home), thumb=-1, shape=way.shape,
                weight=1.0 - rising, lift=rising * 0.7)  # fmt: skip


def spread(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """From the middle out to the side, again and again, a little further along each time."""
    if second and not way.both:
        return None
    phase = cycles % 1.0
    home = eased((phase - 0.7) / 0.3)
    x, y = way.track.at(there_and_back(int(cycles) + home, 3))
    out = eased(phase / 0.7) - home
    rising = 0.0 if phase < 0.7 else bump((phase - 0.7) / 0.3) ** 0.5
    to = outward((x, y))
    turn = 60.0 if way.pair else 16.0 * out - 8.0  # elbows apart
    return Hand((x + (to - x) * out, y), turn=turn, thumb=-1, shape=way.shape,
                weight=1.0 - rising, lift=rising * 0.6)  # fmt: skip


def part(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Two thumbs begin together and part sideways with weight, come back light, and begin the next row."""
    if second and way.middle:
        return mirrored(_parting(way, cycles))
    hand = _parting(way, cycles)
    if not (second or way.both) and way.pair:  # the inner thumb goes the other way
        (x, _), inner = _row(way, cycles)[0], mirrored(hand)
        return replace(inner, at=(2 * x + inner.at[0], hand.at[1]))
    return hand


def transverse(way: Way, cycles: float, *, second: bool) -> Hand:
    """Palms from flank to flank against each other, weightless over the spine, a little higher each time."""
    sweeps = SWEEPS - 1
    done = cycles % SWEEPS
    climbed = min(done / sweeps, 1.0)
    home = eased(done - sweeps)
    swing = -math.cos(math.pi * done) * (-1 if second else 1)
    y = way.track.at(climbed * (1 - home))[1]
    reach_x = max(width_at(y) * 0.9, 0.2)
    at = (swing * reach_x, y + (-0.095 if second else 0.095))
    rising = bump(span(done, sweeps, SWEEPS)) ** 0.5
    return Hand(at, turn=-86.0 if second else -94.0, thumb=-1 if second else 1, shape=way.shape,
                weight=bears(at) * (1 - rising), lift=rising * 0.6)  # fmt: skip


SWEEPS: Final = 6
"""Sweeps across the back on the way up, and one to come home."""


def _row(way: Way, cycles: float) -> tuple[Point, float]:
    """Where two thumbs begin, in the middle of a place or of a side; and how many mm each goes."""
    row = way.track.at(there_and_back(int(cycles) + eased((cycles % 1.0 - 0.72) / 0.28), 3))
    size = way.reach or 50.0
    if way.pair:
        return placed(row, size)
    inner = (TOGETHER if way.middle else max(row[0], 0.1), row[1])
    return inner, min(size * 1.3, (outward(inner) - inner[0]) * X_MM)


def _parting(way: Way, cycles: float) -> Hand:
    """The thumb that goes outward."""
    phase = cycles % 1.0
    begin, size = _row(way, cycles)
    home = span(phase, 0.72, 1.0)
    out = eased(span(phase, 0.06, 0.7)) - eased(home)
    rising = bump(home) ** 0.5
    gap = NAIL if way.pair else 0.0
    lean = eased(span(phase, 0.0, 0.1)) * (1 - eased(span(phase, 0.62, 0.72)))
    return Hand(along(begin, 90.0, gap + (size - gap) * out), turn=-26.0 + 10.0 * out, thumb=-1, shape=way.shape,
                weight=0.15 + 0.85 * lean, lift=0.45 * rising)  # fmt: skip


@lru_cache(maxsize=64)
def _ribs(way: Way) -> tuple[tuple[Point, Point], ...]:
    """Where each rake begins and ends, from the lowest up: outward, and down as the ribs do."""
    ys = [y for _, y in way.track.points]
    low, high = min(max(ys), TENTH_RIB), min(ys)
    count = min(max(2, round((low - high) / RIB)), 6)
    ribs = []
    for i in range(count):
        x, y = way.track.points[min(range(len(ys)), key=lambda k: abs(ys[k] - (low - (low - high) * i / (count - 1))))]
        to = outward((x, y))
        ribs.append(((x, y), (to, min(y + 0.2 * (to - x), max(y, TENTH_RIB + 0.06)))))
    return tuple(ribs)


def _across(way: Way) -> float:
    return 2 * width_at(way.track.at(0.5)[1]) * X_MM


_ONE_WAY: Final[Draws] = "round"

MOTIONS: Final = {
    "rake": Motion(rake, rounds=lambda way: float(len(_ribs(way))), travel=_across, draws=_ONE_WAY),
    "spread": Motion(spread, rounds=after(6), travel=_across, glides=True, draws=_ONE_WAY),
    "part": Motion(part, rounds=after(6), travel=reach, glides=True, draws=_ONE_WAY),
    "transverse": Motion(transverse, rounds=after(SWEEPS), travel=_across, across=True, glides=True, draws=_ONE_WAY),
}
