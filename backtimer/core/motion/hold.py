"""Hands that rest: on the skin, crossed; and a ball that does. One hand of the right side.

`cycles` are breaths since the step began; `second` asks for the other hand.
"""

import math
from typing import Final

from backtimer.core.hand import Hand
from backtimer.core.motion.move import Motion, after
from backtimer.core.motion.pace import bump, eased, held, span
from backtimer.core.motion.way import Way, along
from backtimer.core.timing import Ms

BREATH: Final = Ms(5_000)
"""The cycle of hands that rest."""

LONG: Final = 300.0
"""From so many mm on a way has room for a hand above and a hand below."""

UPPER: Final = 0.18
"""So far from the midline lies the upper one of two hands that rest on both sides."""

ROUND_MM: Final = 2 * math.pi * 33.0
"""So far a tennis ball rolls while it turns round once."""

SLACK: Final = 24
"""Breaths of a long wait: two minutes, as long as skin takes to follow."""


def still(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Rest and breathe: one palm on the upper back and one on the sacrum; on a short way, one on each side."""
    breath = bump(cycles % 1.0)
    long = way.track.length > LONG
    if second and not way.both and not long:
        return None
    at = way.track.at(0.5)
    turn, thumb = -6.0, -1
    if long:
        low = second is not way.both  # with a hand on each side the right one lies low
        at = way.track.at(0.1 if low else 0.82)
        if way.middle:
            turn = -76.0 if low else -80.0
            thumb = -1 if low else 1
        else:
            turn, thumb = (10.0, -1) if low else (-4.0, -1)
    return Hand(at, turn=turn, thumb=thumb, shape=way.shape, weight=0.85 + 0.15 * breath,
                lift=0.03 * (1 - breath), grip=0.04 * breath)  # fmt: skip


def crossed(way: Way, cycles: float, *, second: bool) -> Hand:
    """Forearms crossed, one palm where ribs and loin meet, one on the sacrum: ease apart, then wait."""
    apart = 9.0 * held(cycles % SLACK, 0.0, 7.0, SLACK - 2.0, SLACK)
    breath = 0.08 * bump(cycles % 1.0)
    weight = 0.5 + 0.42 * apart / 9.0 + breath
    if second:
        return Hand(along((-0.06, 1.0), 180, apart), turn=106.0, thumb=-1, shape=way.shape, weight=weight)
    return Hand(along((0.0, 0.62), 0, apart), turn=42.0, thumb=1, shape=way.shape, weight=weight)


def lean(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """A ball on one spot: the body leans on it and breathes."""
    if second and not way.both:
        return None
    return Hand(way.track.at(0.5), shape=way.shape, weight=0.62 + 0.38 * bump(cycles % 1.0))


def ball(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """A ball rolls up and down over a short way, as the knees bend and stretch."""
    if second and not way.both:
        return None
    half = rolled(way) / 2 / way.track.length
    swing = -math.cos(2 * math.pi * cycles)
    share = 0.5 + half * swing
    return Hand(way.track.at(share), turn=way.track.heading(share), shape=way.shape,
                weight=0.85 + 0.15 * eased(span(abs(swing), 1.0, 0.0)),
                grip=share * way.track.length / ROUND_MM % 1.0)  # fmt: skip


def rolled(way: Way) -> float:
    """How far a ball rolls one way, mm."""
    return min(way.track.length * 0.9, 130.0)


MOTIONS: Final = {
    "still": Motion(still, travel=lambda _: 0.0, rests=True),
    "crossed": Motion(crossed, rounds=after(SLACK), travel=lambda _: 0.0, across=True, rests=True),
    "lean": Motion(lean, travel=lambda _: 0.0),
    "ball": Motion(ball, travel=lambda way: 2 * rolled(way), draws="round"),
}
