"""Hands that knead: wring, roll the skin, push. One hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand. Two hands stay in one place for a
while, in turn, before they move on.
"""

import math
from functools import lru_cache
from typing import Final

from backtimer.core.hand import X_MM, Fold, Hand, Point
from backtimer.core.motion.body import with_room
from backtimer.core.motion.move import Motion, after
from backtimer.core.motion.pace import bump, eased, held, span, stops
from backtimer.core.motion.walk import among, stops_on
from backtimer.core.motion.way import ROOM, Way, along

STAY: Final = 4
"""Squeezes in one place: two with each hand."""

ROLLED: Final = 0.8
"""The share of a cycle in which skin is rolled; in the rest the hands come home."""


def wring(way: Way, cycles: float, *, second: bool) -> Hand:
    """Two hands across the side: one pulls while the other pushes, past each other, then they change."""
    swing = math.cos(math.pi * cycles) * (-1 if second else 1)
    x, y = among(_seats(way, 60.0), stops(cycles, 2 * STAY))
    at, half = with_room((x - 0.09, y), (way.reach or 110.0) / 2)
    at = along(at, 0, 0.0 if way.both else 46.0 if second else -46.0)
    return Hand(along(at, 90, half * swing), turn=98.0 if second else 82.0, thumb=1 if second and way.pair else -1,
                shape=way.shape, weight=0.55 + 0.45 * abs(math.sin(math.pi * cycles)), grip=0.4)  # fmt: skip


def wrung(_way: Way, cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """The soft side between two hands that pull against each other: a slanting fold, highest as they pass."""
    height = 0.9 * math.sin(math.pi * cycles) ** 2
    if len(hands) == 1:
        return (Fold(along(hands[0].at, 0, -40.0), 90.0, long=80.0, wide=26.0, height=height),)
    (ax, ay), (bx, by) = hands[0].at, hands[1].at
    slant = 24.0 * math.cos(math.pi * cycles)
    return (Fold(((ax + bx) / 2, (ay + by) / 2), 90.0 + slant, long=100.0, wide=26.0, height=height),)


def roll(way: Way, cycles: float, *, second: bool) -> Hand:
    """A fold of skin rolls ahead of the thumbs: both hands side by side, one way, then lifted home."""
    phase = cycles % 1.0
    rising = bump(span(phase, ROLLED, 1.0)) ** 0.5
    share = span(phase, 0.0, ROLLED) - eased(span(phase, ROLLED, 1.0))
    feeding = 0.5 + 0.5 * math.sin(2 * math.pi * round(way.track.length / 22) * phase / ROLLED)
    heading = way.track.heading(share)
    centre, apart = with_room(way.track.at(0.9 * share), 34.0)
    at = along(centre, heading + 90, way.aside(apart, second=second))
    return Hand(at, turn=heading + way.aside(-10.0, second=second), thumb=-1 if second or not way.pair else 1,
                shape=way.shape, weight=0.8 * (1 - rising), lift=0.7 * rising,
                grip=0.5 + 0.3 * feeding * (1 - rising))  # fmt: skip


def rolling(way: Way, cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """The wave of skin between thumbs and fingers, rolling on ahead."""
    phase = cycles % 1.0
    if phase > ROLLED:
        return ()
    up = eased(span(phase, 0.0, 0.06)) * (1 - eased(span(phase, ROLLED - 0.06, ROLLED)))
    x, y = (sum(values) / len(hands) for values in zip(*(hand.at for hand in hands), strict=True))
    heading = way.track.heading(phase / ROLLED)
    feeding = 0.8 + 0.2 * math.sin(2 * math.pi * round(way.track.length / 22) * phase / ROLLED)
    return (Fold(along((x, y), heading, 12.0), heading + 90.0, long=74.0 * len(hands) + 18.0, wide=24.0,
                 height=up * feeding),)  # fmt: skip


def push(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """The palm leans in and pushes away from the spine, with a squeeze at the end; the other one begins as it ends."""
    stacked = way.shape == "stacked"
    if second and stacked and not way.both:
        return None
    own = (cycles / 2 + (0.5 if second else 0.0)) % 1.0
    out = eased(span(own, 0.0, 0.5)) - eased(span(own, 0.56, 1.0))
    weight = held(own, 0.0, 0.12, 0.46, 0.6)
    centre, half = with_room(_pushed_at(way, cycles, second=second), (way.reach or 90.0) / 2)
    at = along(along(centre, 90, half * (2 * out - 1)), 0, half * 0.5 * math.sin(2 * math.pi * own))
    turn = -12.0 + 16.0 * out if way.both else 54.0 + 18.0 * out  # elbows apart
    return Hand(at, turn=turn, thumb=1 if second and way.pair else -1, shape=way.shape,
                weight=0.2 + 0.8 * weight, lift=0.1 * bump(span(own, 0.56, 1.0)), grip=0.3 * weight)  # fmt: skip


def pushed(_way: Way, _cycles: float, hands: tuple[Hand, ...]) -> tuple[Fold, ...]:
    """The muscle that a kneading palm pushes before it."""
    return tuple(Fold(along(hand.at, 90, 42.0), 8.0, long=70.0, wide=16.0, height=0.7 * (hand.weight - 0.2))
                 for hand in hands if hand.weight > 0.25)  # fmt: skip


def _pushed_at(way: Way, cycles: float, *, second: bool) -> Point:
    x, y = among(_seats(way, 50.0), stops(cycles, STAY))
    if way.both:
        return max(x, 0.8 * ROOM.get(way.shape, 0.0) + (way.reach or 90.0) / 2 / X_MM), y
    return along((x, y), 0, 0.0 if way.shape == "stacked" or way.middle else 44.0 if second else -44.0)


@lru_cache(maxsize=256)
def _seats(way: Way, edge: float) -> tuple[Point, ...]:
    """Where kneading hands stop."""
    return stops_on(way, 42.0, edge)


MOTIONS: Final = {
    "wring": Motion(wring, rounds=after(2), travel=lambda way: way.reach or 110.0, folds=wrung, draws="round"),
    "roll": Motion(roll, travel=lambda way: max(way.track.length, 50.0) * 0.9 / ROLLED, folds=rolling, draws="line"),
    "push": Motion(push, rounds=after(2), travel=lambda way: way.reach or 90.0, folds=pushed, draws="round"),
}
