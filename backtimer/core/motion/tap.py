"""Hands that spring: one lands as the other bounces off, while both walk over the muscle. One hand of the right side.

`cycles` are the cycles since the step began, a cycle is one tap of either hand; `second` asks for the other hand.
"""

import math
from typing import Final

from backtimer.core.hand import Hand, Point
from backtimer.core.motion.body import kept, placed
from backtimer.core.motion.move import Motion
from backtimer.core.motion.pace import eased, span, there_and_back
from backtimer.core.motion.way import Way, along

HEIGHT: Final = {"fingertips": 1.0, "cup": 0.9, "fist": 0.85}
"""How high a hand springs; the edge of a hand nine tenths."""

BACK: Final = 26.0
"""So many mm toward the giver is a hand that is up."""

LANDS: Final = 0.3125
"""The part of a cycle at which one hand comes down and the other springs up: never at an eighth of a round."""

QUICK: Final = 0.2
"""The share of a cycle in which they do."""

ASIDE: Final = {"edge": 34.0, "cup": 44.0, "fist": 42.0}
"""Two hands on one side tap close beside each other: half of the mm between them."""

GOLDEN: Final = 2.399963
"""An angle that never comes back to itself: drops of rain fall nowhere twice."""

DROPS: Final = 15.0


def tap(way: Way, cycles: float, *, second: bool) -> Hand:
    """A light springing of the hands in turn; fingertips fall like rain, here and there."""
    own = cycles / 2 + (0.5 if second else 0.0)
    up = _up(cycles + (1.0 if second else 0.0))
    share = there_and_back(cycles % taps(way), taps(way) / 2)
    at, apart = placed(way.track.at(0.04 + 0.92 * share), ASIDE.get(way.shape, 40.0) if way.pair else DROPS)
    at = along(at, 90.0, way.aside(apart, second=second))
    splay = 4.0 if way.shape == "edge" else -8.0  # blades are parallel; else the elbows are apart
    turn = way.aside(splay, second=second) if way.pair else splay
    if way.shape == "fingertips":
        right, ahead = _drop(own % (taps(way) / 2), taps(way) / 2, 7.0 if second else 0.0)
        at = kept(along(along(at, 90, min(DROPS, apart) * right), 0, DROPS * ahead))
    return Hand(kept(along(at, turn + 180.0, BACK * up)), turn=turn, thumb=1 if way.pair and not second else -1,
                shape=way.shape, weight=(1.0 - up) ** 2, lift=HEIGHT.get(way.shape, 0.9) * up)  # fmt: skip


def _up(beats: float) -> float:
    """How far up a hand is: it lies while the other is up, and springs as that one lands."""
    beat, phase = divmod(beats - LANDS + 0.5, 1.0)
    springs = eased(span(phase, 0.5 - QUICK / 2, 0.5 + QUICK / 2))
    return springs if beat % 2 == 0 else 1.0 - springs


def _drop(drops: float, of: float, seed: float) -> Point:
    """Where, between −1 and 1 to the right and ahead, fingertips are among so many drops that come again."""
    drop, falling = divmod(drops, 1.0)
    on = eased(falling)
    here, there = GOLDEN * (drop + seed), GOLDEN * ((drop + 1) % of + seed)
    return (
        math.cos(here) + (math.cos(there) - math.cos(here)) * on,
        math.sin(here) + (math.sin(there) - math.sin(here)) * on,
    )


def taps(way: Way) -> float:
    """Taps until the hands have walked over the muscle and back, a thumb's width each.

    An eighth of them ends with the one hand down and the next eighth with the other: so eight pictures show both.
    """
    return 24.0 + 16.0 * min(max(round((2 * way.track.length / 13.0 - 24.0) / 16.0), 0), 4)


RAIN: Final = 22.0
"""Millimetres along the way from one drop to the next."""


def drops(way: Way) -> tuple[Point, ...]:
    """Where fingertips fall like rain: scattered beside the way, the same each time; no spots for whole hands."""
    if way.shape != "fingertips":
        return ()
    count = max(6, round(way.track.length / RAIN))
    scattered = (math.sin(2.4 * number) * 26.0 for number in range(count))
    return tuple(
        kept(along(way.track.at((number + 0.5) / count), way.run + 90, aside)) for number, aside in enumerate(scattered)
    )


MOTIONS: Final = {"tap": Motion(tap, rounds=taps, travel=lambda _: 13.0, places=drops)}
