"""The long stroke of Lomi: one forearm from the shoulder to the hip and home round the side. The right side's forearm.

`cycles` are the cycles since the step began, a cycle is once round.
"""

from typing import Final

from backtimer.core.hand import Hand, Point
from backtimer.core.motion.body import bears
from backtimer.core.motion.move import Motion
from backtimer.core.motion.pace import bump, eased, span
from backtimer.core.motion.track import Track, smooth
from backtimer.core.motion.way import Way

OFF: Final = 0.52
HOME: Final = 0.62
TURNS: Final = 0.95
"""Shares of the cycle: there the arm slides off at the hip; there its palm is turned up and it sets off for home; and
there, at the shoulder, the palm turns down again."""

_DOWN: Final = (
    (0.27, 0.06), (0.215, 0.14), (0.2, 0.25), (0.2, 0.38), (0.215, 0.52), (0.24, 0.66), (0.29, 0.79), (0.38, 0.89),
    (0.52, 0.96), (0.63, 0.99),
)  # fmt: skip
_HOME: Final = (
    (0.63, 0.99), (0.6, 0.9), (0.57, 0.78), (0.58, 0.66), (0.61, 0.54), (0.62, 0.42), (0.6, 0.3), (0.54, 0.2),
    (0.42, 0.12), (0.27, 0.06),
)  # fmt: skip


def long_stroke(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """The forearm along the spine, pivots across, down to the hip and off; the palm turns up and goes home."""
    if second and not way.both:
        return None
    phase = cycles % 1.0
    down, home = _tracks(way)
    off = max(bump(span(phase, OFF - 0.03, HOME)), bump(span(phase, TURNS - 0.06, 1.0))) ** 0.5
    if phase < OFF:
        part = phase / OFF
        at = down.at(part * 0.92 + 0.08 * eased(part))
        weight = 0.4 + 0.6 * eased(span(part, 0.0, 0.08)) * (1 - eased(span(part, 0.9, 1.0)))
        turn = 180.0 + 78.0 * eased(span(part, 0.3, 0.62)) - 20.0 * eased(span(part, 0.8, 1.0))
    else:
        back = eased(span(phase, HOME, 1.0))
        at, weight = home.at(back), 0.3
        turn = 238.0 - 58.0 * eased(span(phase, HOME, 0.9))
    return Hand(at, turn=turn, thumb=-1 if (OFF + HOME) / 2 < phase < TURNS else 1, shape=way.shape,
                weight=weight * bears(at) * (1 - 0.8 * off), lift=0.55 * off)  # fmt: skip


def _tracks(way: Way) -> tuple[Track, Track]:
    return smooth(_stretched(_DOWN, way)), smooth(_stretched(_HOME, way))


def _stretched(points: tuple[Point, ...], _way: Way) -> tuple[Point, ...]:
    return points


MOTIONS: Final = {
    "lomi": Motion(long_stroke, travel=lambda _: 1300.0, glides=True, draws="cycle"),
}
