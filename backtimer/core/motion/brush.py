"""Glides along the back that go one way: slow strips, slow lines, brushing, feathering. One hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand. A hand comes home through the air.
"""

import math
from dataclasses import replace
from typing import Final

from backtimer.core.hand import Hand
from backtimer.core.motion.body import REST, UPRIGHT, on_shoulder, with_room
from backtimer.core.motion.glide import fingers
from backtimer.core.motion.move import Draws, Motion, after, reach
from backtimer.core.motion.pace import bump, eased, span
from backtimer.core.motion.way import Way, along

GLIDES: Final = 0.76
"""The share of a slow glide's cycle in which the hand is on the skin."""

SHORTEST: Final = 50.0
"""A glide over fewer mm takes as long as one over these: else the hand would flutter."""


def passing(way: Way, cycles: float, *, second: bool) -> Hand:
    """Down one strip, while the other hand comes home: the next sets off as the first arrives."""
    phase = ((cycles + (1.0 if second else 0.0)) / 2) % 1.0
    gone, back = span(phase, 0.0, 0.53), span(phase, 0.53, 1.0)
    rising = bump(back) ** 0.5
    at, heading = way.downward(eased(gone) if not back else 1 - eased(back))
    at = along(at, heading - 90, 26.0 * rising if way.pair else 0.0)
    return Hand(at, turn=fingers(heading), thumb=-1 if second or not way.pair else 1, shape=way.shape,
                weight=1.0 - rising, lift=rising, seen=1.0 - 0.6 * rising)  # fmt: skip


def stroking(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Both hands brush one way together, lift, and begin again."""
    if second and not way.both:
        return None
    phase = cycles % 1.0
    gone, back = span(phase, 0.0, 0.68), span(phase, 0.68, 1.0)
    rising = bump(back) ** 0.5
    at, heading = way.downward(eased(gone) if not back else 1 - eased(back))
    return Hand(at, turn=fingers(heading), thumb=-1, shape=way.shape, weight=1.0 - rising, lift=rising)


def line(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Slowly along the muscle, one way; then lifted home. A forearm lies slantwise over its muscle."""
    if second and not way.both:
        return None
    if way.shape != "forearm":
        return _drawn(way, cycles, 0.0)
    if on_shoulder(way.track.at(0.5)):
        arm = _drawn(way, cycles, 0.0)
        return replace(arm, at=along(arm.at, UPRIGHT + 180.0, REST), turn=UPRIGHT, from_front=True)
    return _drawn(way, cycles, -66.0)


def reinforced_line(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """One thumb, and on one side the other hand's thumb on it, along the fibres, one way; then lifted home."""
    if not (second and way.pair):
        return _drawn(way, cycles, 16.0 if way.pair else 0.0, thumb=1 if way.pair else -1)
    hand = _drawn(way, cycles, -30.0)
    behind = along(hand.at, hand.turn + 190.0, 9.0)
    return Hand(behind, hand.turn, -1, hand.shape, hand.weight, hand.lift, seen=hand.seen)


def feather(way: Way, cycles: float, *, second: bool) -> Hand:
    """Short strokes that overlap on the way down, each fading off."""
    strokes = _feathers(way)
    base = (cycles % strokes) / strokes
    fade = min(base, 1 - base) * strokes
    phase = ((cycles + (1.0 if second else 0.0)) / 2) % 1.0
    size = min((way.reach or 200.0) / way.track.length, 1.0)
    gone, back = span(phase, 0.0, 0.58), span(phase, 0.58, 1.0)
    begun = eased(base * strokes * 2)
    fading = gone if not back else 1 - eased(back)
    share = base * (1 - size * 0.4) + size * 0.5 * fading * begun
    at, heading = way.downward(min(share * (1 - eased((base - 1) * strokes + 1)), 1.0))
    rising = max(bump(back) ** 0.5, 1.0 - min(fade, 1.0))
    at, aside = with_room(at, 16.0)
    at = along(at, 90, aside * math.sin(math.pi * base * 3) * (-1 if second else 1))
    return Hand(at, turn=fingers(heading), thumb=-1 if second or not way.pair else 1, shape=way.shape,
                weight=(1.0 - rising) * (1 - 0.6 * fading), lift=max(0.9 * rising, 0.14 * fading**3))  # fmt: skip


def _drawn(way: Way, cycles: float, aslant: float, thumb: int = -1) -> Hand:
    phase = cycles % 1.0
    rising = bump(span(phase, GLIDES, 1.0)) ** 0.5
    share = _share(phase)
    lean = 0.3 + 0.7 * eased(span(phase, 0.0, 0.08)) * (1 - eased(span(phase, GLIDES - 0.08, GLIDES)))
    return Hand(way.track.at(share), turn=fingers(way.track.heading(share)) + aslant, thumb=thumb, shape=way.shape,
                weight=lean * (1.0 - rising), lift=rising, seen=1.0 - 0.4 * rising)  # fmt: skip


def _share(phase: float) -> float:
    """Even along the line, and home."""
    return span(phase, 0.0, GLIDES) - eased(span(phase, GLIDES, 1.0))


def _feathers(way: Way) -> float:
    """Strokes from the top to the bottom. Even, so that both hands close."""
    return max(6.0, 2.0 * round(way.track.length / 96))


def _glide(way: Way) -> float:
    return max(way.track.length, SHORTEST) / GLIDES


_ONE_WAY: Final[Draws] = "round"

MOTIONS: Final = {
    "pass": Motion(passing, rounds=after(2), glides=True, draws=_ONE_WAY),
    "stroke": Motion(stroking, travel=lambda way: way.track.length / 0.68, draws=_ONE_WAY),
    "line": Motion(line, travel=_glide, glides=True, draws=_ONE_WAY),
    "reinforced_line": Motion(reinforced_line, travel=_glide, glides=True, draws=_ONE_WAY),
    "feather": Motion(feather, rounds=_feathers, travel=reach, draws=_ONE_WAY),
}
