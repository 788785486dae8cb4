"""Hands that knead: circles that walk, scoops, wringing, rolling. Each function gives one hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand of an alternating pair.
"""

import math

from backtimer.core.hand import X_MM, Y_MM, Hand, Point
from backtimer.core.motion.body import top_at, with_room
from backtimer.core.motion.way import ROOM, Way, along, there_and_back


def circles(way: Way, cycles: float, *, second: bool) -> Hand:
    """Circles that walk along the line: up beside the spine and away, firm outward, lighter on the way back.

    Small ones stay for three rounds before they slide on; of big ones the second hand follows half a round behind.
    """
    small = way.reach < 60
    travel = 25.0 if small else way.reach * 0.3
    places = max(2, round(way.track.length / travel))
    rounds = cycles / 3 if small else cycles
    place = int(rounds) + _slide(rounds % 1.0) if small else rounds
    centre = way.track.at(there_and_back(place, places))
    if way.middle and not small:
        centre = way.track.at(0.5)
    angle = 2 * math.pi * (cycles + (0.5 if second else 0.0))
    across = height = way.reach / 2
    if not way.middle:
        if not way.pair:  # the other side's hand circles too: both keep off the midline
            centre = max(centre[0], 0.8 * ROOM.get(way.shape, 0.0) + across / X_MM), centre[1]
        centre, across = with_room(centre, across)
        height = min(height, 2.2 * across)
        centre = (centre[0], max(centre[1], top_at(centre[0]) + height / Y_MM))
    at = along(along(centre, 90, -across * math.cos(angle)), 0, height * math.sin(angle))
    weight = 0.8 + 0.2 * math.sin(angle)
    return Hand(at, turn=_at_work(way, centre), thumb=-1, shape=way.shape, weight=weight)


def scoop(way: Way, cycles: float, *, second: bool) -> Hand:
    """Close, lift, open: the hands take turns and walk along the muscle."""
    own = cycles / 2 + (0.5 if second else 0.0)
    grip = 0.5 - 0.5 * math.cos(2 * math.pi * own)
    apart = min(92.0, max(78.0, way.track.length * 0.62))  # the hands lie beside each other, and both on the muscle
    edge = min(apart / 2 / max(way.track.length, 1.0), 0.5) if way.pair else 0.1
    share = edge + (1 - 2 * edge) * there_and_back(cycles, max(8, round(way.track.length / 18)))
    at = along(way.track.at(share), way.track.heading(share), way.aside(apart / 2, second=second))
    # Two hands on one side reach across it; one on each side comes from below, or the arms would cross.
    turn = _across(way.track.heading(share)) * (1.0 if way.pair else 0.2)
    return Hand(at, turn=turn, thumb=-1, shape=way.shape, weight=0.45 + 0.55 * grip,
                lift=0.12 * grip, grip=grip)  # fmt: skip


def squeeze(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # each hand squeezes its own side
    """Close, keep, open, move on."""
    phase = cycles % 1.0
    grip = math.sin(math.pi * phase) ** 2
    places = max(3, round(way.track.length / 45))
    share = 0.1 + 0.8 * there_and_back(int(cycles) + _slide(phase), places)
    turn = _across(way.track.heading(share)) * (1.0 if way.pair else 0.5)  # one hand on each side comes from below
    return Hand(way.track.at(share), turn=turn, thumb=-1, shape=way.shape,
                weight=0.4 + 0.6 * grip, grip=grip)  # fmt: skip


def wring(way: Way, cycles: float, *, second: bool) -> Hand:
    """Two hands across the side: one pulls while the other pushes, then they change. A cycle is one change."""
    swing = math.cos(math.pi * cycles) * (-1 if second else 1)
    share = 0.14 + 0.72 * there_and_back(cycles, max(10, round(way.track.length / 14)))
    at = along(way.track.at(share), way.track.heading(share), way.aside(56.0, second=second))
    return Hand(
        along(at, 90, (way.reach or 70.0) / 2 * swing),
        turn=96.0 if second else 84.0,
        thumb=-1,
        shape=way.shape,
        weight=0.65 + 0.35 * abs(swing),
        grip=0.35,
    )


def roll(way: Way, cycles: float, *, second: bool) -> Hand:
    """A fold of skin rolls along: thumbs push, fingers feed."""
    share = there_and_back(cycles, 1)
    ripple = 0.5 + 0.5 * math.sin(2 * math.pi * cycles * 14)
    centre, apart = with_room(way.track.at(share), 40.0)
    at = along(centre, way.track.heading(share) + 90, way.aside(apart, second=second))
    return Hand(at, turn=way.track.heading(share), thumb=-1, shape=way.shape,
                weight=0.8, grip=0.55 + 0.3 * ripple)  # fmt: skip


def _slide(phase: float) -> float:
    """Stay, and slide on only in the last part."""
    part = max((phase - 0.86) / 0.14, 0.0)
    return 0.5 - 0.5 * math.cos(math.pi * part)


def _across(heading: float) -> float:
    """The turn of a hand that takes hold across a muscle: outward over the side, or up over the shoulder."""
    return 90.0 * math.cos(math.radians(heading)) ** 2


def _at_work(way: Way, centre: Point) -> float:
    """The turn of a hand that circles: fingers to the head, a little outward where the back widens."""
    if way.shape == "thumb":
        return -14.0
    return -60.0 if way.middle else 18.0 * min(abs(centre[0]), 1.0)
