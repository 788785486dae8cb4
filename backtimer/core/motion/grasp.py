"""Hands that take hold: scoop with thumb and fingers, pick up and hand over, squeeze. One hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand. Two hands stay in one place for a
while, in turn, before they move on. What a hand holds lies in its C, beside the tips of the fingers.
"""

import math
from dataclasses import replace
from functools import lru_cache
from typing import Final

from backtimer.core.hand import Fold, Hand, Point, between, mirrored
from backtimer.core.motion.body import kept, placed
from backtimer.core.motion.move import Motion, after
from backtimer.core.motion.pace import bump, eased, held, stops
from backtimer.core.motion.walk import among, stops_on, walked
from backtimer.core.motion.way import Way, along

LIFTS: Final = 0.62
"""How high a roll of muscle is picked up."""

STAY: Final = 4
"""Squeezes in one place: two with each hand."""

SPLAY: Final = 12.0
"""A hand that takes hold is turned so much to its thumb: so its arm keeps clear of the other one."""

ALONG: Final = 0.7
"""The cosine from which on a way leads along the body rather than across it."""

OPEN: Final = 34.0
CLOSED: Final = 24.0
"""So far beside the tips of the fingers lies the middle of the C, mm."""

BESIDE: Final = 50.0
"""Half of the mm between two hands of which each scoops its own roll."""

NEAREST: Final = 12.0
CARRIES: Final = 28.0
"""Half of the mm between two hands as they hand over, and how much farther each goes out from there."""

FLESH: Final = 26.0
"""So many mm to either side of it there is something to take hold of."""

NAPE_TURN: Final = -14.0
"""Where the fingers point of the hand that comes from below to the nape."""

CROSSES: Final = 1.3
"""Cycles in which two hands go over to the other side of the back."""


def scoop(way: Way, cycles: float, *, second: bool) -> Hand:
    """Each hand in its own C: it closes, scoops and lifts a little, opens: in turn. A cycle is one of either hand."""
    own = (cycles / 2 + (0.5 if second else 0.0)) % 1.0
    grip = held(own, 0.02, 0.3, 0.46, 0.74)
    seat, heading = _seat(way, stops(cycles, STAY), BESIDE, second=second)
    thumb = _thumb(way, second=second)
    turn = _across(way, heading, thumb)
    at = along(_taken(seat, turn, thumb), turn, 18.0 * (grip - 0.5))
    return Hand(kept(at), turn=turn, thumb=thumb, shape=way.shape,
                weight=0.35 + 0.65 * grip, lift=0.22 * grip, grip=grip)  # fmt: skip


def pick_up(way: Way, cycles: float, *, second: bool) -> Hand:
    """Lift a roll straight up, carry it to the other hand, let go. Of both sides one is worked after the other."""
    if not way.both:
        return _picking(way, cycles, stops(cycles, STAY), second=second)
    one = _one_side(way)
    place, phase = divmod(cycles / STAY, 1.0)
    over = eased((phase * STAY - STAY + CROSSES) / CROSSES)
    share = over if place % 2 == 0 else 1.0 - over
    right = _picking(one, cycles, place + over, second=second)
    left = mirrored(_picking(one, cycles, place + over, second=not second))
    rise = bump(over) ** 0.5
    hand = between(right, left, share)
    return replace(hand, turn=right.turn + (left.turn - right.turn) * share, lift=max(hand.lift, 0.7 * rise),
                   weight=hand.weight * (1 - rise), grip=hand.grip * (1 - rise))  # fmt: skip


def passed_on(way: Way, _cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """The one roll of muscle that goes from hand to hand."""
    total = sum(hand.grip for hand in hands)
    if total < 0.05:
        return ()
    held_at = [(in_grip(hand), hand.grip / total) for hand in hands]
    at = sum(x * share for (x, _), share in held_at), sum(y * share for (_, y), share in held_at)
    height = min(total, 1.0) * (0.6 + 0.4 * max(hand.lift for hand in hands) / LIFTS)
    return (Fold(at, math.copysign(way.run, at[0]) + 90.0, long=72.0, wide=42.0, height=min(height, 1.0)),)


def gripped(_way: Way, _cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """Muscle between thumb and fingers of each hand: as high as it is closed."""
    return tuple(Fold(in_grip(hand), hand.turn, long=60.0, wide=46.0 - 16.0 * hand.grip, height=hand.grip)
                 for hand in hands if hand.grip > 0.05)  # fmt: skip


def in_grip(hand: Hand) -> Point:
    """The middle of the C between thumb and fingers."""
    return along(hand.at, hand.turn + 90.0 * hand.thumb, OPEN - (OPEN - CLOSED) * hand.grip)


def squeeze(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Close, keep, open; two in one place, then on. Each hand squeezes its own side."""
    if second and not way.both:
        return None
    grip = held(cycles % 1.0, 0.05, 0.4, 0.6, 0.95)
    seat = among(_seats(way, 24.0), stops(cycles, 2))
    turn = _across(way, way.run, -1)
    return Hand(kept(_taken(seat, turn, -1)), turn=turn, thumb=-1, shape=way.shape,
                weight=0.4 + 0.6 * grip, grip=grip)  # fmt: skip


def nape(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """One hand from below round the back of the neck: thumb on one side of it, fingers on the other."""
    if second:
        return None
    grip = held(cycles % 1.0, 0.05, 0.4, 0.6, 0.95)
    y = among(_seats(way, 24.0), stops(cycles, 2))[1]
    grip = 0.15 + 0.75 * grip
    mid = OPEN - (OPEN - CLOSED) * grip
    return Hand(along((0.0, y), 90.0 + NAPE_TURN, mid), turn=NAPE_TURN, thumb=-1, shape=way.shape,
                weight=0.3 + 0.7 * grip, grip=grip)  # fmt: skip


def round_nape(_way: Way, _cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """The muscles of the nape, gathered in the hand."""
    return tuple(Fold((0.0, hand.at[1]), 0.0, long=58.0, wide=40.0, height=hand.grip - 0.15) for hand in hands)


def _picking(way: Way, cycles: float, place: float, *, second: bool) -> Hand:
    """One of two hands that meet, hand over and part again: each in turn carries the roll outward and back."""
    own = (cycles / 2 + (0.5 if second else 0.0)) % 1.0
    grip = held(own, 0.0, 0.08, 0.54, 0.64)
    out = NEAREST + CARRIES * math.sin(2 * math.pi * own) ** 2
    seat, heading = _seat(way, place, out, second=second)
    thumb = _thumb(way, second=second)
    turn = _across(way, heading, thumb)
    return Hand(kept(_taken(seat, turn, thumb)), turn=turn, thumb=thumb, shape=way.shape,
                weight=0.3 + 0.7 * grip, lift=LIFTS * held(own, 0.06, 0.2, 0.42, 0.56), grip=grip)  # fmt: skip


@lru_cache(maxsize=16)
def _one_side(way: Way) -> Way:
    """The way as two hands work on it that are both on its side."""
    return replace(way, pair=True)


def _taken(seat: Point, turn: float, thumb: int) -> Point:
    """Where the fingers of a hand are that has a place in its C."""
    return along(seat, turn - 90.0 * thumb, (OPEN + CLOSED) / 2)


def _seat(way: Way, place: float, apart: float, *, second: bool) -> tuple[Point, float]:
    """Where a hand of two takes hold, side by side on the muscle, and how the muscle runs there."""
    share = walked(way, 42.0, BESIDE if way.pair else 12.0, place)
    heading = way.track.heading(share)
    at = along(way.track.at(share), heading, way.aside(apart, second=second))
    return placed(at, FLESH)[0], heading


@lru_cache(maxsize=256)
def _seats(way: Way, edge: float) -> tuple[Point, ...]:
    """Where squeezing hands stop."""
    return stops_on(way, 42.0, edge)


def _across(way: Way, heading: float, thumb: int) -> float:
    """The turn of a hand that takes hold across a muscle: outward over the side, or up over the shoulder.

    Two hands on one side reach across it; one on each side comes from below, its elbow outward.
    """
    across = 90.0 * math.cos(math.radians(heading)) ** 2
    if way.middle:
        return across
    return across * (1.0 if way.pair else 0.0) + SPLAY * thumb


def _thumb(way: Way, *, second: bool) -> int:
    """Two hands on one side have their thumbs toward each other: the first is the lower one, or the inner one."""
    if not way.pair:
        return -1
    lower = abs(math.cos(math.radians(way.run))) > ALONG
    return (1 if second else -1) if lower else (-1 if second else 1)


MOTIONS: Final = {
    "scoop": Motion(scoop, rounds=after(2), folds=gripped),
    "pick_up": Motion(pick_up, rounds=after(2), across=True, folds=passed_on),
    "squeeze": Motion(squeeze, folds=gripped),
    "nape": Motion(nape, across=True, folds=round_nape),
}
