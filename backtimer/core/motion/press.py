"""Hands that press, rub, tap, tremble and rock. Each function gives one hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand of an alternating pair.
"""

import math

from backtimer.core.hand import X_MM, Hand
from backtimer.core.motion.body import with_room
from backtimer.core.motion.way import Way, along, there_and_back, width_at


def press(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # both hands do the same
    """Sink, wait, ease, move on."""
    phase = cycles % 1.0
    apart = 24.0 if way.shape in ("thumb", "knuckles") else 55.0
    places = max(2, round(way.track.length / apart))
    moved = max((phase - 0.88) / 0.12, 0.0)
    share = there_and_back(int(cycles) + 0.5 - 0.5 * math.cos(math.pi * moved), places)
    if phase < 0.4:
        weight = 0.5 - 0.5 * math.cos(math.pi * phase / 0.4)
    elif phase < 0.6:
        weight = 1.0
    else:
        weight = 0.5 + 0.5 * math.cos(math.pi * min((phase - 0.6) / 0.28, 1.0))
    return Hand(way.track.at(share), turn=-8.0 if not way.middle else -60.0, thumb=-1, shape=way.shape,
                weight=0.15 + 0.85 * weight, lift=0.15 * math.sin(math.pi * moved))  # fmt: skip


def rub(way: Way, cycles: float, *, second: bool) -> Hand:
    """To and fro across the line, the hands in opposite directions, while they move slowly along it."""
    swing = math.sin(2 * math.pi * cycles) * (-1 if second else 1)
    share = there_and_back(cycles, max(8, round(way.track.length / 12)))
    x, y = way.track.at(share)
    size = way.reach or 60.0
    if size > 120:  # palms that glide right across the back: in turn over to the other side and home
        reach = width_at(y) * X_MM * 0.9
        at = (swing * reach / X_MM, y + (0.09 if second else -0.09))
        weight = min(max((abs(at[0]) - 0.07) / 0.1, 0.0), 1.0)
        return Hand(at, turn=90.0, thumb=-1, shape=way.shape, weight=weight)
    centre, half = ((x, y), size / 2) if way.middle else with_room((x, y), size / 2)
    return Hand(along(centre, 90, half * swing), turn=8.0, thumb=-1, shape=way.shape)


def tap(way: Way, cycles: float, *, second: bool) -> Hand:
    """A light springing of the hands in turn. A cycle is one tap of either hand."""
    own = cycles / 2 + (0.5 if second else 0.0)
    up = abs(math.sin(math.pi * own))
    share = there_and_back(cycles, max(40, round(way.track.length / 5)))
    at = along(way.track.at(share), way.track.heading(share) + 90, 0.0 if not second else 12.0)
    return Hand(at, turn=-28.0, thumb=-1, shape=way.shape, weight=1.0 - up, lift=0.55 * up)


def tremble(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # one hand trembles
    """A fine shaking in place: a few millimetres, or a loose wobble where the stroke has a size."""
    swing = math.sin(2 * math.pi * cycles)
    at = along(way.track.at(0.5), 90, (way.reach or 6.0) / 2 * swing)
    return Hand(at, turn=-10.0, thumb=-1, shape=way.shape, weight=0.8)


def rock(way: Way, cycles: float, *, second: bool) -> Hand:
    """Side to side, small and slow, one hand low and one high."""
    swing = math.sin(2 * math.pi * cycles)
    at = way.track.at(0.1 if not second else 0.9)
    return Hand(along(at, 90, 9.0 * swing), turn=-76.0 if way.middle else -10.0, thumb=-1, shape=way.shape)
