"""Hands that rub to and fro: warming, across the fibres, with a towel. One hand of the right side.

`cycles` are the cycles since the step began, a cycle is one rub one way, or one short stroke to and fro.
"""

import math
from functools import partial
from itertools import pairwise
from typing import Final

from backtimer.core.hand import Y_MM, Fold, Hand, Point, distance_mm
from backtimer.core.motion.body import top_at, with_room
from backtimer.core.motion.glide import fingers
from backtimer.core.motion.move import Motion, after, reach
from backtimer.core.motion.pace import bump, eased, span, stops
from backtimer.core.motion.walk import stops_on, walked
from backtimer.core.motion.way import BELOW_NAPE, NECK, Way, along

RUBS: Final = 10
"""Rubs in one place. Even, so that both palms are where they began."""

MOVES_ON: Final = 2.5
"""Rubs in which they move on from there."""

SWEEPS: Final = 8
"""Short strokes in one place; then the fingers are lifted and placed anew."""

SIDE_BY_SIDE: Final = 46.0
"""Half of the mm between two palms."""

ANEW: Final = 34.0
"""So many mm on."""


def warm(way: Way, cycles: float, *, second: bool) -> Hand:
    """Both palms rub briskly from side to side, against each other, again and again in one place; then a little on."""
    place, phase = divmod(cycles / RUBS, 1.0)
    apart, half = _sawing(way)
    share = walked(way, apart, half, place + eased((phase * RUBS - RUBS + MOVES_ON) / MOVES_ON))
    swing = math.cos(math.pi * cycles) * (-1 if second else 1)
    at, room = _beside(way, share, half, second=second)
    side = not second and (way.pair or way.middle)
    turn = 84.0 if way.pair or way.middle else -6.0  # two on one side lie across it, one above the other
    return Hand(along(at, 90.0, room * swing), turn=turn, thumb=1 if side else -1, shape=way.shape, weight=0.8)


def to_and_fro(way: Way) -> tuple[Hand, ...]:
    """The trace of sawing: a short line for each hand and place, with an arrow each way."""
    apart, half = _sawing(way)
    drawn = []
    for place in range(_saws(way)):
        share = walked(way, apart, half, place)
        for second in (False, True)[: 2 if way.pair or way.middle else 1]:
            at, room = _beside(way, share, 1.3 * half, second=second)
            ends = (0.0, room, -room, 0.0) if second else (0.0, -room, room, 0.0)
            for a, b in pairwise(ends):
                drawn += [Hand(along(at, 90.0, a + (b - a) * i / 8), weight=0.8) for i in range(9)]
            drawn.append(Hand(at, lift=1.0))
    return tuple(drawn)


def up_and_down(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """By oneself: both palms rub up and down beside the spine, one up while the other goes down."""
    if second and not way.both:
        return None
    swing = math.cos(math.pi * cycles) * (-1 if second else 1)
    return Hand(_up(way, swing), turn=-6.0, thumb=-1, shape=way.shape, weight=0.8)


def forth_and_back(way: Way) -> tuple[Hand, ...]:
    """The trace of it: a line with an arrow each way."""
    return tuple(
        Hand(_up(way, swing), weight=0.8) for swing in (*(0.1 * i for i in range(-10, 11)), 0.5, 0.0, -0.5, -1.0)
    )


def _up(way: Way, swing: float) -> Point:
    room = min((way.reach or 120.0) / 2, 0.4 * way.track.length)
    return along(way.track.at(0.5), way.run, room * swing)


def _sawing(way: Way) -> tuple[float, float]:
    """How far apart two places are, and how far palms saw to either side, mm."""
    half = min((way.reach or 120.0) / 2, max(way.track.length / 2, 36.0))
    return 1.8 * half, half


def _saws(way: Way) -> int:
    """In how many places palms saw."""
    return len(stops_on(way, *_sawing(way)))


def _beside(way: Way, share: float, half: float, *, second: bool) -> tuple[Point, float]:
    """The middle of a palm's rubbing, and how far it goes to either side: two on one side lie above each other."""
    x, y = way.track.at(share)
    if way.pair or way.middle:
        y += (SIDE_BY_SIDE if second else -SIDE_BY_SIDE) / Y_MM
    y = max(y, BELOW_NAPE + SIDE_BY_SIDE / Y_MM) if y > NECK else y
    if way.middle:
        return (0.0, y), half
    return with_room((x, y), half)


def across(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Short sweeps at right angles to the fibres; skin and fingers as one."""
    if second and not way.both:
        return None
    place = stops(cycles, SWEEPS)
    share = walked(way, ANEW, 0.0, place)
    moving = bump(place % 1.0) ** 0.5
    heading = way.track.heading(share)
    at, room = with_room(way.track.at(share), (way.reach or 20.0) / 2)
    swing = math.sin(2 * math.pi * cycles)
    at = along(at, heading + 90, room * swing)
    return Hand((at[0], max(at[1], top_at(at[0]))), turn=fingers(heading) * 0.2 + 6.0, thumb=-1, shape=way.shape,
                weight=1.0 - moving, lift=0.5 * moving)  # fmt: skip


def skin_aside(way: Way, cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """Skin that gathers before fingers that sweep across."""
    swing = math.cos(2 * math.pi * cycles)
    return tuple(
        Fold(along(hand.at, way.run + 90, 15.0 * swing), way.run, long=40.0, wide=9.0,
             height=0.45 * hand.weight * abs(swing))
        for hand in hands
    )  # fmt: skip


def bars(way: Way) -> tuple[Hand, ...]:
    """The trace of short sweeps: a short line across for each place."""
    drawn = []
    for x, y in stops_on(way, ANEW):
        heading = way.track.heading(way.track.share_where(partial(distance_mm, (x, y))))
        at, room = with_room((x, y), 0.85 * (way.reach or 20.0))  # longer than the sweep, or the hand would hide it
        swings = (math.sin(math.pi * i / 8) for i in range(17))  # out, back and over, so that both ends get arrows
        ends = [along(at, heading + 90, room * swing) for swing in swings]
        drawn += [*(Hand(end) for end in ends), Hand(ends[-1], lift=1.0)]
    return tuple(drawn)


def saw(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """A towel behind the waist, to and fro, its ends see-sawing."""
    if second:
        return None
    swing = math.sin(math.pi * cycles)
    at = along((0.0, way.track.at(0.5)[1]), 90, (way.reach or 150.0) / 2 * swing)
    at = at[0], at[1] - 14.0 / Y_MM * swing
    return Hand(
        at, turn=-9.0 * math.cos(math.pi * cycles), thumb=-1, shape=way.shape, weight=span(abs(at[0]), 0.06, 0.26)
    )


def _rounds(way: Way) -> float:
    """Rubs until both palms have gone along the muscle and back."""
    return float(RUBS * max(2 * (_saws(way) - 1), 1))


MOTIONS: Final = {
    "rub": Motion(warm, rounds=_rounds, travel=reach, curve=to_and_fro),
    "rub_oneself": Motion(up_and_down, rounds=after(2), travel=reach, curve=forth_and_back),
    "across": Motion(across, travel=lambda way: 2 * way.reach, folds=skin_aside, curve=bars),
    "saw": Motion(saw, rounds=after(2), travel=reach, across=True, draws="round"),
}
