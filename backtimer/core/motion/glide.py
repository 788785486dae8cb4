"""Long glides: round, in fans, hand over hand, in eights. Each function gives one hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand.
"""

import math
from dataclasses import replace
from functools import lru_cache
from typing import Final

from backtimer.core.hand import Hand, Point, distance_mm
from backtimer.core.motion.body import bears, skin_at, with_room
from backtimer.core.motion.move import Motion, after, reach
from backtimer.core.motion.pace import bump, eased, eased_in, eased_out, span
from backtimer.core.motion.track import Track, smooth
from backtimer.core.motion.way import Way, along, width_at

BACK_WEIGHT: Final = 0.45
"""The way home is light: a level or two below the way up."""

ELBOWS: Final = 6.0
"""A giver's elbows are apart: so many degrees the fingers point inward where both hands glide beside each other."""

OPENS: Final = 16.0
"""So many degrees they turn outward as a glide opens to the side: more, and both forearms would come from one point."""

_EIGHT: Final = (
    (0.28, 0.97), (0.2, 0.85), (0.18, 0.6), (0.18, 0.3), (0.24, 0.14), (0.42, 0.09), (0.58, 0.17), (0.56, 0.28),
    (0.34, 0.33), (0.0, 0.4), (-0.3, 0.5), (-0.44, 0.66), (-0.42, 0.78), (-0.26, 0.87), (0.0, 0.94), (0.28, 1.0),
    (0.46, 1.06), (0.42, 1.1), (0.33, 1.06),
)  # fmt: skip


def loop(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Firm up beside the spine, out at the top, light home along the side: 45, 10 and 45 % of the cycle."""
    return None if second and not way.both else _round(way.loop, way, cycles % 1.0)


def fan(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Up and open to the side, home again: a third of the way, two thirds, the whole."""
    return None if second and not way.both else _round(_fan_track(way.track, int(cycles) % 3), way, cycles % 1.0)


def alternate(way: Way, cycles: float, *, second: bool) -> Hand:
    """Hand over hand: one pushes on while the other lifts and overtakes. A cycle is one push of either hand."""
    pushes = _pushes(way) - 2
    done = cycles % (pushes + 2)
    base = done / pushes if done < pushes else 1.0 - eased((done - pushes) / 2)
    phase = ((cycles + (1.0 if second else 0.0)) / 2) % 1.0
    size = min((way.reach or 180.0) / way.track.length, 1.0)
    homeward = eased((1 - abs(done - pushes - 1)) / 0.4)
    gone, lift = _push(phase)
    share = base * (1 - 0.7 * size) + size * 0.7 * gone * (1 - 0.7 * homeward)
    at, apart = with_room(way.track.at(share), 27.0)
    heading = way.track.heading(share)
    return Hand(
        along(at, heading + 90, way.aside(apart + 26.0 * lift, second=second)),
        turn=heading - way.aside(ELBOWS, second=second),
        thumb=-1 if second or not way.pair else 1,
        shape=way.shape,
        weight=(1.0 - lift) * (1 - homeward) + 0.3 * homeward,
        lift=lift * 0.85 * (1 - homeward),
    )


def eight(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Up, round the shoulder, over to the other side, round the waist and home round the hip: both hands, crossing."""
    phase = (cycles - (0.03 if second else 0.0)) % 1.0  # one goes before: they would meet where they cross
    track = smooth(_EIGHT, closed=True)
    at, heading = track.at(phase), track.heading(phase)
    over = bump(span(abs(at[0]), -0.22, 0.22)) if second else 0.0
    turn = 8.0 * math.sin(math.radians(heading)) - ELBOWS - 18.0 * eased(span(-at[0], -0.1, 0.4))
    hand = Hand(at, turn=turn, thumb=-1, shape=way.shape, weight=bears(at), lift=0.4 * over)
    return replace(hand, at=(-at[0], at[1]), turn=-hand.turn, thumb=1) if second else hand


def blade_eight(way: Way, cycles: float, *, second: bool) -> Hand | None:
    """Hand on hand an eight round the shoulder blade; over both sides a lying one round both blades."""
    if second:
        return None
    angle = 2 * math.pi * cycles
    size = way.reach or 130.0
    (x, y), turn = way.track.at(0.5), -20.0
    if way.pair:
        (x, y), half = with_room((x, y), size / 2)
        at = along(along((x, y), 90, half * math.sin(2 * angle) * 0.8), 0, size * 0.52 * math.sin(angle))
        turn += 14.0 * math.cos(2 * angle)
    else:
        at = along((0.43 * math.sin(angle), y), 0, size * 0.36 * math.sin(2 * angle))
    return Hand(at, turn=turn, thumb=-1, shape=way.shape, weight=bears(at))


def fingers(heading: float) -> float:
    """Fingers lead upward and outward; on the way down the giver's fingers still point to the head."""
    heading = (heading + 180.0) % 360.0 - 180.0
    return heading if abs(heading) <= 90.0 else math.copysign(180.0 - abs(heading), heading)


def outward(at: Point) -> float:
    """How far out from a point a palm may glide: to the side of the back; on neck and arms, to their edge."""
    edge = skin_at(at)[1] - 0.03
    return max(min(max(width_at(at[1]), at[0] + 0.12), edge), at[0])


@lru_cache(maxsize=64)
def _fan_track(track: Track, size: int) -> Track:
    """The closed way of a fan that goes up a third, two thirds, or all of the line."""
    top = track.at((size + 1) / 3)
    up = [track.at((size + 1) / 3 * i / 3) for i in range(4)]
    out = [(outward((top[0], y)), y) for y in (top[1] + 0.06, (top[1] + up[0][1]) / 2 + 0.03)]
    return smooth((*up, *out), closed=True)


@lru_cache(maxsize=64)
def _bends(track: Track) -> tuple[float, float]:
    """The shares at which a closed way is at its far end, and at its widest after that."""
    top = track.share_where(lambda at: -distance_mm(at, track.points[0]))
    wide = track.share_where(lambda at: at[1] - at[0] * 0.6)
    return top, min(max(wide, top + 0.05), top + 0.18)


def _round(track: Track, way: Way, phase: float) -> Hand:
    """A hand on a closed way: up to its far end in 45 % of the cycle, out to its widest in 10 %, home in 45 %."""
    top, wide = _bends(track)
    if phase < 0.45:
        leaning_in = BACK_WEIGHT + (1 - BACK_WEIGHT) * eased(phase / 0.05)
        share, weight, turn = top * eased_out(phase / 0.45), leaning_in, -ELBOWS
    elif phase < 0.55:
        part = (phase - 0.45) / 0.1
        share, weight, turn = top + (wide - top) * part, 1.0 - (1 - BACK_WEIGHT) * part, OPENS * eased(part) - ELBOWS
    else:
        part = (phase - 0.55) / 0.45
        share, weight, turn = wide + (1 - wide) * eased_in(part), BACK_WEIGHT, OPENS * (1 - eased(part)) - ELBOWS
    return Hand(track.at(share), turn=turn, thumb=-1, shape=way.shape, weight=weight)


def _pushes(way: Way) -> float:
    """Pushes on the way up, about a dozen on the whole back, and two to glide home. Even, so that both hands close."""
    return 2.0 + max(4, 2 * round(way.track.length / (way.reach or 180.0) * 1.8))


def _push(phase: float) -> tuple[float, float]:
    """How far a push has gone (−½ … ½) and how high the hand is on its way back."""
    if phase < 0.55:
        return phase / 0.55 - 0.5, 0.0
    back = (phase - 0.55) / 0.45
    return 0.5 - eased(back), math.sin(math.pi * back)


def _closed(way: Way) -> float:
    return way.loop.length


def _eights(_: Way) -> float:
    return smooth(_EIGHT, closed=True).length


MOTIONS: Final = {
    "loop": Motion(loop, travel=_closed, glides=True, draws="cycle"),
    "fan": Motion(fan, rounds=after(3), travel=_closed, glides=True, draws="cycle"),
    "alternate": Motion(alternate, rounds=_pushes, travel=reach, glides=True, draws="line"),
    "eight": Motion(eight, travel=_eights, across=True, glides=True, draws="cycle"),
    "blade_eight": Motion(
        blade_eight, travel=lambda way: 4 * (way.reach or 130.0), across=True, glides=True, draws="cycle"
    ),
}
