"""Circles: up beside the spine and away, small ones that walk and big ones that stay. One hand of the right side.

`cycles` are the cycles since the step began, a cycle is once round; `second` asks for the other hand.
"""

import math
from functools import lru_cache
from typing import Final, NamedTuple

from backtimer.core.hand import X_MM, Y_MM, Fold, Hand, Point, mirrored
from backtimer.core.motion.body import placed, skin_at, top_at
from backtimer.core.motion.move import Motion, after
from backtimer.core.motion.pace import bump, eased, span, stops
from backtimer.core.motion.walk import among, stops_on
from backtimer.core.motion.way import BESIDE, ROOM, Way, along

ROUNDS: Final = 3
"""Circles in one place; then the hand slides on."""

RUBS: Final = 16
"""Circles without sliding in one place; then it is lifted and placed anew."""

SMALL: Final = 60.0
"""Circles less than so many mm across are made by fingers, one hand on each side even of the midline."""


class Ring(NamedTuple):
    """A circle that is gone round: its centre, and how many mm it reaches across and along the body."""

    centre: Point
    across: float
    height: float


def circles(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Even circles, three in one place. Two thumbs on one side take turns; one hand is enough for all else."""
    small = way.reach < SMALL
    if second and way.middle and small:
        return mirrored(_circling(way, cycles, second=False))
    thumbs = way.pair and way.shape == "thumb"
    return _circling(way, cycles, second=second) if not second or way.both or thumbs else None


def heel(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Circles with the heel: it leans in on the way outward, and the hand rocks with it."""
    if second and not way.both:
        return None
    hand = _circling(way, cycles, second=False)
    lean = 0.5 + 0.5 * math.sin(2 * math.pi * cycles)
    return Hand(hand.at, turn=hand.turn + 16.0 * lean, thumb=-1, shape=way.shape, weight=0.35 + 0.65 * lean)


def friction(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Tiny circles on one spot, sunk in, skin and fingers as one; then lifted and placed anew."""
    if second and not way.both:
        return None
    place = stops(cycles, RUBS)
    centre, radius = among(spots(way), place), way.reach / 2
    moving = bump(place % 1.0) ** 0.5
    at = _round(centre, radius, radius, 2 * math.pi * cycles)
    return Hand(at, turn=_turn(way, centre), thumb=-1, shape=way.shape, weight=1.0 - moving, lift=0.5 * moving)


def big(way: Way, cycles: float, *, second: bool) -> Hand:
    """Big circles on one side: one hand draws them whole, the other half of each, lifting over the first."""
    centre, wide, height = _ring(way, stops(cycles, 2))
    phase = (cycles + (0.5 if second else 0.0)) % 1.0
    angle, lift = 2 * math.pi * phase, 0.0
    if second and way.pair:  # down on the upper half only; over the other hand it comes straight back
        over = span(phase, 0.5, 1.0)
        lift = bump(over) ** 0.5
        angle = 2 * math.pi * min(phase, 0.5)
        across = -math.cos(angle) if not over else math.cos(math.pi * eased(over))
        at = along(along(centre, 90, wide * across), 0, height * (math.sin(angle) + 0.25 * bump(over)))
    else:
        at = _round(centre, wide, height, angle)
    weight = (0.75 + 0.25 * math.sin(angle)) * (1 - lift)
    elbow = 0.0 if way.both else 8.0 if second else -8.0  # else one forearm would lie in the other
    return Hand(at, turn=6.0 * (at[0] - centre[0]) / 0.4 - elbow,
                thumb=-1 if second or not way.pair else 1, shape=way.shape, weight=weight,
                lift=0.95 * lift)  # fmt: skip


def skin_along(_way: Way, cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """The skin that moves with fingers that do not slide: a low ridge ahead of them, going round."""
    heading = 360.0 * cycles % 360.0
    return tuple(
        Fold(along(hand.at, heading, 13.0), heading + 90.0, long=34.0, wide=9.0, height=0.4 * hand.weight)
        for hand in hands
    )


def coil(way: Way) -> tuple[Hand, ...]:
    """The trace of circles that slide on: round a place, then on to the next; small ones would lie too close."""
    rings = _rings(way)[:: 2 if way.reach < SMALL else 1]
    return tuple(Hand(_round(*ring, 2 * math.pi * i / 24)) for ring in rings for i in range(25))


def separate(way: Way) -> tuple[Hand, ...]:
    """The trace of circles that do not slide: one for each place, nothing between."""
    drawn = []
    for centre in spots(way):
        ring = [_round(centre, way.reach / 2, way.reach / 2, 2 * math.pi * i / 16) for i in range(17)]
        drawn += [*(Hand(at) for at in ring), Hand(ring[-1], lift=1.0)]
    return tuple(drawn)


@lru_cache(maxsize=256)
def spots(way: Way) -> tuple[Point, ...]:
    """Where circles that do not slide are made, each clear of the next."""
    return tuple(placed(at, way.reach / 2)[0] for at in stops_on(way, 2.2 * way.reach))


def centres(way: Way) -> tuple[Point, ...]:
    """Where circles stop."""
    return tuple(ring.centre for ring in _rings(way))


def _round(centre: Point, across: float, height: float, angle: float) -> Point:
    """A point of a circle: from beside the spine up and away from it."""
    return along(along(centre, 90, -across * math.cos(angle)), 0, height * math.sin(angle))


def _ring(way: Way, place: float) -> Ring:
    """The circle at a place, or on the way from one to the next."""
    rings = _rings(way)
    centre = among(tuple(ring.centre for ring in rings), place)
    across, height = among(tuple((ring.across, ring.height) for ring in rings), place)
    return Ring(centre, across, height)


def _circling(way: Way, cycles: float, *, second: bool) -> Hand:
    thumbs = way.pair and way.shape == "thumb"
    centre, across, height = _ring(way, stops(cycles, ROUNDS))
    angle = 2 * math.pi * (cycles + (0.5 if second and thumbs else 0.0))
    if thumbs:  # one thumb a little ahead of the other
        centre = along(centre, way.run, 15.0 if second else -15.0)
    at = _round(centre, across, height, angle)
    inner = thumbs and not second
    return Hand(at, turn=_turn(way, centre) + 24.0 * inner, thumb=1 if inner else -1, shape=way.shape,
                weight=0.8 + 0.2 * math.sin(angle))  # fmt: skip


@lru_cache(maxsize=256)
def _rings(way: Way) -> tuple[Ring, ...]:
    """Where circles stop on the way, each with the room it has there."""
    small, radius = way.reach < SMALL, way.reach / 2
    apart = 25.0 if small else way.reach * 0.8
    if way.middle and not small:
        x, y = way.track.at(0.5)
        radius = min(radius, skin_at((x, y))[1] * X_MM * 0.9, (y - top_at(x)) * Y_MM)
        return (Ring((x, y), radius, radius),)
    rings = []
    for x, y in stops_on(way, apart, 0.0 if small else radius * 0.6):
        at, across = (x, y), radius
        if way.middle:
            rings.append(Ring((BESIDE + across / X_MM, y), across, across))
            continue
        if way.both:  # the other side's hand circles too: both keep off the midline
            at = max(x, 0.8 * ROOM.get(way.shape, 0.0) + across / X_MM), y
        at, across = placed(at, across)
        height = min(radius, 2.2 * across)
        rings.append(Ring((at[0], max(at[1], top_at(at[0]) + height / Y_MM)), across, height))
    return tuple(rings)


def _turn(way: Way, centre: Point) -> float:
    """The turn of a hand that circles: fingers to the head, a little outward where the back widens."""
    if way.shape == "thumb":
        return -14.0 if way.pair else -26.0
    if way.middle and way.reach >= SMALL:
        return -60.0
    apart = eased(span(abs(centre[0]), 0.24, 0.6))
    return 18.0 * min(abs(centre[0]), 1.0) if way.pair else 12.0 * apart - 30.0 * (1.0 - apart)


def _once(way: Way) -> float:
    ring = _rings(way)[0]
    return math.pi * (ring.across + ring.height)


MOTIONS: Final = {
    "circles": Motion(circles, travel=_once, curve=coil, places=centres),
    "heel_circles": Motion(heel, travel=_once, curve=coil, places=centres),
    "friction": Motion(
        friction, travel=lambda way: math.pi * way.reach, rounds=after(2), folds=skin_along, curve=separate
    ),
    "big_circles": Motion(big, travel=_once, glides=True, draws="cycle"),
}
