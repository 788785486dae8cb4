"""Hands that sink in, wait and ease off: with palms, thumbs, a forearm. One hand of the right side.

`cycles` are the cycles since the step began, a cycle is one press; `second` asks for the other hand.
"""

from functools import lru_cache
from typing import Final

from backtimer.core.hand import Hand, Point
from backtimer.core.motion.body import REST, UPRIGHT, on_shoulder, with_room
from backtimer.core.motion.move import Motion
from backtimer.core.motion.pace import bump, eased, held, span
from backtimer.core.motion.walk import among, stops_on
from backtimer.core.motion.way import Way, along

LIGHT: Final = 0.1
"""The weight with which a hand lies before and after it presses."""

THUMB: Final = 22.0
"""A thumb's width in mm, by which thumbs walk on."""

MOST: Final = 16
"""Of a longer walk than so many presses a few are enough to show what it is."""

FEW: Final = 4


def press(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Sink for half of the cycle, ease for the rest of it, move on."""
    if second and not way.both:
        return None
    at, phase, moving = _at(way, cycles)
    weight = held(phase, 0.0, 0.42, 0.5, 0.84)
    turn = -60.0 if way.middle else -6.0 - 6.0 * weight  # the elbows straighten
    at = along(at, turn, 9.0 * weight)  # and the body leans over the hands
    return Hand(at, turn=turn, thumb=-1, shape=way.shape,
                weight=LIGHT + (1 - LIGHT) * weight, lift=0.5 * moving)  # fmt: skip


def thumbs(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Press for three seconds of five, let go, move on by a thumb's width; on one side both thumbs, tip by tip."""
    if second and way.middle:
        return None
    at, phase, moving = _at(way, cycles)
    weight = held(phase, 0.0, 0.16, 0.62, 0.78)
    splay = way.aside(-20.0, second=second)
    at = along(at, way.run + 90, way.aside(8.0, second=second))
    return Hand(at, turn=-14.0 + splay, thumb=-1 if second or not way.pair else 1, shape=way.shape,
                weight=LIGHT + (1 - LIGHT) * weight, lift=0.4 * moving)  # fmt: skip


def spot(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """One thumb, on one side the other on top of it: sink slowly on one spot and stay, until it is time to ease off."""
    if second and way.middle:
        return None
    weight = held(cycles % 1.0, 0.0, 0.3, 0.9, 1.0)
    at = way.track.at(0.5)
    behind = way.pair and second
    return Hand(along(at, 150.0, 7.0) if behind else at, turn=(-38.0 if behind else 12.0) if way.pair else -14.0,
                thumb=1 if way.pair and not second else -1, shape=way.shape,
                weight=LIGHT + (1 - LIGHT) * weight)  # fmt: skip


def forearm(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """The forearm lies across, leans in, rolls a little outward and eases off."""
    if second and not way.both:
        return None
    at, phase, moving = _at(way, cycles)
    weight = held(phase, 0.0, 0.35, 0.55, 0.84)
    at, room = with_room(at, 12.0)
    at = along(at, 90, room * eased(span(phase, 0.1, 0.6)) - room * eased(span(phase, 0.8, 1.0)))
    over = on_shoulder(way.track.at(0.5))
    at = along(at, UPRIGHT + 180.0, REST) if over else at
    lies = UPRIGHT if over else way.run - 68.0
    return Hand(at, turn=lies + 6.0 * bump(span(phase, 0.05, 0.9)), thumb=-1, shape=way.shape,
                weight=LIGHT + (1 - LIGHT) * weight, lift=0.35 * moving, from_front=over)  # fmt: skip


def stops(way: Way) -> tuple[Point, ...]:
    """Where presses stop."""
    apart, edge = _spacing(way)
    return stops_on(way, apart, edge)


def one_spot(way: Way) -> tuple[Point, ...]:
    """The one spot of a long press."""
    return (way.track.at(0.5),)


def _at(way: Way, cycles: float) -> tuple[Point, float, float]:
    """Where a press is, the phase of it, and how far the hand is off the skin as it moves on."""
    done, phase = divmod(cycles, 1.0)
    on = span(phase, 0.82, 1.0)
    return among(stops(way), done + eased(on)), phase, bump(on)


@lru_cache(maxsize=256)
def _spacing(way: Way) -> tuple[float, float]:
    """How far apart presses are, and how far from the ends of the way, mm."""
    match way.shape:
        case "thumb" | "fingertips" | "knuckles":
            apart, edge = THUMB, 0.0
        case "forearm":
            apart, edge = 70.0, 20.0
        case _:
            apart, edge = 80.0, min(24.0, way.track.length / 4)
    walk = way.track.length - 2 * edge
    steps = round(walk / apart)
    # Else eight pictures of a walk would show eight times the same phase of a press.
    return (walk / (steps + 1) if steps and steps % 4 == 0 else apart), edge


def _walk(way: Way) -> float:
    """Presses up to the end and back; of a long walk a few."""
    presses = 2.0 * (len(stops(way)) - 1)
    return max(presses, 1.0) if presses <= MOST else float(FEW)


MOTIONS: Final = {
    "press": Motion(press, rounds=_walk, travel=lambda _: 80.0, places=stops),
    "thumb_walk": Motion(thumbs, rounds=_walk, travel=lambda _: THUMB, places=stops),
    "spot": Motion(spot, travel=lambda _: THUMB, places=one_spot),
    "forearm_press": Motion(forearm, rounds=_walk, travel=lambda _: 70.0, places=stops),
}
