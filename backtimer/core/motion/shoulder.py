"""Hands on a shoulder and its arm: they carry it round, draw it out, ease it down. One hand of the right side.

`cycles` are the cycles since the step began, of a stretch breaths; `second` asks for the other hand. On one side the
first hand lies from the back over the shoulder, the second holds the arm from outside.
"""

import math
from typing import Final

from backtimer.core.hand import Hand, Point, mirrored
from backtimer.core.motion.body import kept
from backtimer.core.motion.grasp import CLOSED, OPEN
from backtimer.core.motion.move import Motion, after
from backtimer.core.motion.pace import bump, held
from backtimer.core.motion.way import Way, along

STRETCH: Final = 6
"""Breaths of a stretch: half a minute."""

SHORT: Final = 200.0
"""On a way shorter than so many mm the second hand takes hold a little farther along than it leads."""

FROM_BACK: Final = 42.0
FROM_OUTSIDE: Final = -52.0
FROM_BELOW: Final = -10.0
"""Where the fingers point of a hand over the shoulder, of one on the arm, and of one for each side."""

BOTH_SHOULDERS: Final = (0.74, 0.2)
"""Where palms lie on the tops of both shoulders, and no farther out."""

INWARD: Final = 0.08
"""So much nearer to the spine (x) takes hold a hand that comes from outside: its fingers lie on skin."""


def carried(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """The relaxed arm goes round in an easy circle, and the hands with it."""
    angle = 2 * math.pi * cycles
    radius = (way.reach or 40.0) / 2
    away = -radius * math.cos(angle), radius * math.sin(angle)
    return _holding(way, away, 6.0 * math.sin(angle), weight=0.8 + 0.2 * math.sin(angle),
                    grip=0.45 + 0.06 * math.cos(angle), second=second)  # fmt: skip


def stretch(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Draw slowly apart to the first stretch, wait there and breathe, and let go as slowly."""
    drawn = held(cycles % STRETCH, 0.0, 1.4, STRETCH - 1.2, STRETCH)
    down = second or way.both
    away = 20.0 * drawn * (0.3 if down else -0.2), -20.0 * drawn if down else 20.0 * drawn
    return _holding(way, away, 0.0, weight=0.4 + 0.5 * drawn + 0.1 * bump(cycles % 1.0), grip=0.35 + 0.25 * drawn,
                    second=second)  # fmt: skip


def pulled(way: Way) -> tuple[Hand, ...]:
    """The trace of a stretch: an arrow from the shoulder away to the spine, and one down the arm."""
    drawn: list[Hand] = []
    for share, heading in ((0.0, -70.0), (1.0, 180.0)):
        at = way.track.at(share)
        drawn += [Hand(kept(along(at, heading, 20.0 + 110.0 * part / 16)), weight=0.8) for part in range(17)]
        drawn.append(Hand(drawn[-1].at, lift=1.0))
    return tuple(drawn)


def eased_down(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Palms on both shoulders, from the head: ease them toward the feet, stay for ten seconds, and come back."""
    if second and not way.both:
        return mirrored(hand) if way.middle and (hand := eased_down(way, cycles, second=False)) else None
    eases = held(cycles % 1.0, 0.0, 0.17, 0.83, 1.0)
    x, y = BOTH_SHOULDERS if way.middle else way.track.at(0.1)
    at = along((min(x, BOTH_SHOULDERS[0]), y), 180.0, 18.0 * eases - 4.0)
    return Hand(at, turn=164.0, thumb=1, shape=way.shape, weight=0.25 + 0.75 * eases)


def _holding(way: Way, away: Point, turned: float, *, weight: float, grip: float, second: bool) -> Hand | None:
    """A hand that has the shoulder or the arm in its C, moved so many mm to the right and up."""
    if way.both:
        place, turn, thumb = _inward(way.track.at(0.5)), FROM_BELOW, -1
    elif second:
        place, turn, thumb = _inward(_farther(way)), FROM_OUTSIDE, -1
    elif way.middle:
        place, turn, thumb = way.track.at(0.8), FROM_BACK, 1
    else:
        place, turn, thumb = way.track.at(_upper(way)), FROM_BACK, 1
    turn += turned
    x, y = kept(along(place, turn - 90.0 * thumb, (OPEN + CLOSED) / 2))
    return Hand(kept(along(along((x, y), 90.0, away[0]), 0.0, away[1])), turn=turn, thumb=thumb, shape=way.shape,
                weight=weight, grip=grip)  # fmt: skip


def _inward(at: Point) -> Point:
    """A place a little nearer to the spine, so that fingers which come from outside lie on skin."""
    return at[0] - INWARD, at[1]


def _farther(way: Way) -> Point:
    """Where the second hand takes hold: the lower one."""
    if way.track.length > SHORT or way.middle:
        return way.track.at(0.2 if way.leads_up else 0.8)
    x, y = way.track.at(_upper(way))
    return kept((x + 0.12, y + 0.14))


def _upper(way: Way) -> float:
    """The share at which the first hand lies: near the upper end, on a short way nearly half-way."""
    share = 0.2 if way.track.length > SHORT else 0.4
    return 1.0 - share if way.leads_up else share


MOTIONS: Final = {
    "carry": Motion(carried, travel=lambda way: math.pi * (way.reach or 40.0), draws="cycle"),
    "stretch": Motion(stretch, rounds=after(STRETCH), travel=lambda _: 0.0, curve=pulled),
    "shoulders": Motion(eased_down, travel=lambda _: 40.0, draws=""),
}
