"""Hands that tremble, shake and rock. One hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand. The hands go along with a body that
sways, so what is said of it is already in where they are.
"""

import math
from itertools import pairwise
from typing import Final

from backtimer.core.hand import X_MM, Hand, Point
from backtimer.core.motion.body import kept
from backtimer.core.motion.move import Motion
from backtimer.core.motion.pace import held
from backtimer.core.motion.way import Way, along
from backtimer.core.timing import Ms

BURST: Final = Ms(10_000)
"""Five seconds of trembling and five of rest."""

SEEN_SHAKE: Final = 88.0
"""Half of the mm of the line that tells shaking: it must be seen on both sides of a palm."""

HIPS: Final = 12.0
"""Millimetres by which rocked hips go to either side: about one and a half degrees of the whole body."""


def tremble(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """A palm rests and trembles finely, five seconds on and five off."""
    if second and not way.both:
        return None
    on = held(cycles % 1.0, 0.0, 0.03, 0.47, 0.5)
    at = way.track.at(0.5)
    return Hand(at, turn=-10.0, thumb=-1, shape=way.shape, weight=0.55 + 0.3 * on,
                shake=(way.reach or 4.0) * on)  # fmt: skip


def shake(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """A palm moves what it lies on loosely from side to side."""
    if second and not way.both:
        return None
    swing = math.sin(2 * math.pi * cycles)
    at = kept(along(way.track.at(0.5), 90, (way.reach or 20.0) / 2 * swing))
    return Hand(at, turn=4.0 + 8.0 * swing, thumb=-1, shape=way.shape, weight=0.8)


def loosely(way: Way) -> tuple[Hand, ...]:
    """The trace of shaking: a line across the hand, longer than its way, with an arrow at each end."""
    at = way.track.at(0.5)
    ends = (0.0, -SEEN_SHAKE, SEEN_SHAKE, 0.0)
    return tuple(
        Hand(kept(along(at, 90, a + (b - a) * part / 12)), weight=0.8) for a, b in pairwise(ends) for part in range(13)
    )


def shaken(cycles: float) -> float:
    """The body goes along a little."""
    return 3.0 * math.sin(2 * math.pi * cycles)


def rock(way: Way, cycles: float, *, second: bool) -> Hand:
    """One palm on the sacrum, one across the mid-back: the pelvis rocks from side to side."""
    at = MID_BACK if second else SACRUM
    at = (at[0] + swayed(at, rocked(cycles)), at[1])
    pull = math.cos(2 * math.pi * cycles)
    return Hand(at, turn=-82.0 + 4.0 * pull if second else -72.0 - 4.0 * pull, thumb=1 if second else -1,
                shape=way.shape, weight=0.8 + 0.2 * pull * (-1 if second else 1))  # fmt: skip


def rocked(cycles: float) -> float:
    """Side to side."""
    return HIPS * math.sin(2 * math.pi * cycles)


def side_to_side(_way: Way) -> tuple[Hand, ...]:
    """The trace of rocking: an arrow from the loin to the side, and its mirror image."""
    return tuple(Hand((0.1 + 0.34 * part / 20, 0.8 - 0.02 * math.sin(math.pi * part / 20))) for part in range(21))


def two_points(way: Way, cycles: float, *, second: bool) -> Hand:
    """One palm on the shoulder, the other on the opposite hip: small circles against each other."""
    angle = 2 * math.pi * cycles
    radius = (way.reach or 40.0) / 2
    if second:
        at = along(along(HIP, 90, radius * math.cos(angle)), 0, radius * math.sin(angle))
        return Hand((at[0] + swayed(at, twisted(cycles)), at[1]), turn=-24.0, thumb=1, shape=way.shape,
                    weight=0.8 + 0.2 * math.sin(angle))  # fmt: skip
    at = along(along(SHOULDER, 90, -radius * math.cos(angle)), 0, radius * math.sin(angle))
    return Hand(at, turn=20.0, thumb=-1, shape=way.shape, weight=0.8 + 0.2 * math.sin(angle))


def twisted(cycles: float) -> float:
    """The hips go with the circles, less than when they are rocked."""
    return 5.0 * math.cos(2 * math.pi * cycles)


def swayed(at: Point, sway: float) -> float:
    """How far a point goes along (in x) when the hips lie so many mm to the right: nothing at the neck."""
    return sway * max(at[1], 0.0) / X_MM


SACRUM: Final = (0.0, 1.09)
MID_BACK: Final = (0.13, 0.5)
SHOULDER: Final = (0.58, 0.2)
HIP: Final = (-0.56, 1.03)


MOTIONS: Final = {
    "tremble": Motion(tremble, lasts=BURST, travel=lambda _: 8.0),
    "shake": Motion(shake, travel=lambda way: 2 * way.reach, sway=shaken, curve=loosely),
    "rock": Motion(rock, travel=lambda _: 4 * HIPS, across=True, sway=rocked, curve=side_to_side),
    "two_points": Motion(two_points, travel=lambda way: math.pi * way.reach, across=True, sway=twisted, draws="round"),
}
