"""Hands that glide or rest: the effleurage family and holds. Each function gives one hand of the right side.

`cycles` are the cycles since the step began; `second` asks for the other hand of an alternating pair.
"""

import math
from functools import lru_cache

from backtimer.core.hand import Hand, Point, distance_mm
from backtimer.core.motion.body import skin_at, with_room
from backtimer.core.motion.track import Track, smooth
from backtimer.core.motion.way import Way, along, there_and_back, width_at

BACK_WEIGHT = 0.45
"""The way home is light: a level or two below the way up."""


def still(way: Way, cycles: float, *, second: bool) -> Hand:
    """Rest and breathe: on the midline one hand lies high and one low, else both lie side by side."""
    breath = 0.5 - 0.5 * math.cos(2 * math.pi * cycles)
    at = way.track.at(0.04 if second else 0.86) if way.middle else way.track.at(0.5)
    turn = -76.0 if way.middle else -6.0
    return Hand(at, turn=turn, thumb=-1, shape=way.shape, weight=0.85 + 0.15 * breath, grip=0.04 * breath)


def loop(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # both hands do the same
    """Firm up beside the spine, out at the top, light home along the side: 45, 10 and 45 % of the cycle."""
    return _round(way.loop, way, cycles % 1.0)


def fan(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # both hands do the same
    """Up and open to the side, home again: a third of the way, two thirds, the whole."""
    return _round(_fan_track(way.track, int(cycles) % 3), way, cycles % 1.0)


def alternate(way: Way, cycles: float, *, second: bool) -> Hand:
    """Hand over hand: one pushes on while the other lifts and overtakes. A cycle is one push of either hand."""
    pushes = max(6, round(way.track.length / (way.reach or 180.0) * 3.2))
    done = cycles % (pushes + 2)
    base = done / pushes if done < pushes else 1.0 - (done - pushes) / 2
    phase = ((cycles + (1.0 if second else 0.0)) / 2) % 1.0
    size = (way.reach or 180.0) / way.track.length
    homeward = _eased((1 - abs(done - pushes - 1)) / 0.4)
    gone, lift = _push(phase)
    share = base * (1 - 0.7 * size) + size * 0.7 * gone * (1 - 0.7 * homeward)
    at, apart = with_room(way.track.at(share), 22.0)
    return Hand(
        along(at, way.track.heading(share) + 90, way.aside(apart, second=second)),
        turn=way.track.heading(share),
        thumb=-1,
        shape=way.shape,
        weight=(1.0 - lift) * (1 - homeward) + 0.3 * homeward,
        lift=lift * 0.7 * (1 - homeward),
    )


def eight(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # both hands do the same
    """Round two circles that cross in the middle: small where the stroke has a size, else over the whole back."""
    phase = cycles % 1.0
    if not way.reach:
        track = smooth(_WHOLE_BACK_EIGHT, closed=True)
        at, heading = track.at(phase), track.heading(phase)
        return Hand(at, turn=0.6 * _fingers(heading), thumb=-1, shape=way.shape, weight=_off_spine(at))
    angle = 2 * math.pi * phase
    centre, half = with_room(way.track.at(0.5), way.reach / 2)
    at = along(along(centre, 90, half * math.sin(angle)), 0, half * math.sin(2 * angle) * 0.7)
    return Hand(at, turn=-20.0, thumb=-1, shape=way.shape)


def passing(way: Way, cycles: float, *, second: bool) -> Hand:
    """One way only, away from the head or outward; the next hand starts as the first arrives."""
    phase = ((cycles + (1.0 if second else 0.0)) / 2) % 1.0
    share, lift = (phase / 0.54, 0.0) if phase < 0.54 else (1 - _eased((phase - 0.54) / 0.46), 1.0)
    rising = math.sin(math.pi * min(max((phase - 0.54) / 0.46, 0.0), 1.0))
    at, heading = way.downward(_eased(share) if not lift else share)
    return Hand(at, turn=_fingers(heading), thumb=-1, shape=way.shape, weight=1.0 - rising, lift=rising,
                seen=1.0 - 0.55 * rising)  # fmt: skip


def stroking(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # both hands do the same
    """Both hands brush one way together, lift, and begin again."""
    phase = cycles % 1.0
    glides = phase < 0.68
    share = _eased(phase / 0.68) if glides else 1 - _eased((phase - 0.68) / 0.32)
    rising = 0.0 if glides else math.sin(math.pi * (phase - 0.68) / 0.32)
    at, heading = way.downward(share)
    return Hand(at, turn=_fingers(heading), thumb=-1, shape=way.shape, weight=1.0 - rising, lift=rising)


def feather(way: Way, cycles: float, *, second: bool) -> Hand:
    """Short strokes that overlap on the way down, each fading off."""
    strokes = max(4, round(way.track.length / 60))
    base = (cycles % strokes) / strokes
    fade = min(base, 1 - base) * strokes
    phase = ((cycles + (1.0 if second else 0.0)) / 2) % 1.0
    gone, lift = _push(phase)
    size = (way.reach or 200.0) / way.track.length
    share = min(max(base * (1 - size * 0.5) + size * gone * 0.5, 0.0), 1.0)
    at, heading = way.downward(share)
    rising = max(lift, 1.0 - min(fade, 1.0))
    at, aside = with_room(at, 28.0)
    return Hand(along(at, 90, aside * math.sin(6.0 * base) ** 2), turn=_fingers(heading), thumb=-1, shape=way.shape,
                weight=1.0 - rising, lift=rising * 0.8)  # fmt: skip


def spread(way: Way, cycles: float, *, second: bool) -> Hand:  # noqa: ARG001  # both hands do the same
    """From the middle out to the side, again and again, a little further along each time."""
    phase = cycles % 1.0
    home = _eased((phase - 0.7) / 0.3)
    x, y = way.track.at(there_and_back(int(cycles) + home, 3))
    out = _eased(phase / 0.7) - home
    rising = 0.0 if phase < 0.7 else math.sin(math.pi * (phase - 0.7) / 0.3)
    return Hand((x + (_outward((x, y)) - x) * out, y), turn=60.0, thumb=-1, shape=way.shape,
                weight=1.0 - rising, lift=rising * 0.6)  # fmt: skip


_WHOLE_BACK_EIGHT = (
    (0.28, 0.95), (0.2, 0.8), (0.18, 0.5), (0.18, 0.22), (0.27, 0.1), (0.43, 0.1), (0.55, 0.2), (0.46, 0.33),
    (0.25, 0.42), (0.0, 0.5), (-0.25, 0.58), (-0.4, 0.7), (-0.37, 0.82), (-0.2, 0.9), (0.0, 0.96), (0.18, 1.04),
    (0.31, 1.04),
)  # fmt: skip


@lru_cache(maxsize=64)
def _fan_track(track: Track, size: int) -> Track:
    """The closed way of a fan that goes up a third, two thirds, or all of the line."""
    top = track.at((size + 1) / 3)
    up = [track.at((size + 1) / 3 * i / 3) for i in range(4)]
    out = [(_outward((top[0], y)), y) for y in (top[1] + 0.06, (top[1] + up[0][1]) / 2 + 0.03)]
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
        leaning_in = BACK_WEIGHT + (1 - BACK_WEIGHT) * _eased(phase / 0.05)
        share, weight, turn = top * _eased_out(phase / 0.45), leaning_in, 8.0 * phase
    elif phase < 0.55:
        part = (phase - 0.45) / 0.1
        share, weight, turn = top + (wide - top) * part, 1.0 - (1 - BACK_WEIGHT) * part, 4.0 + 28.0 * _eased(part)
    else:
        part = (phase - 0.55) / 0.45
        share, weight, turn = wide + (1 - wide) * _eased_in(part), BACK_WEIGHT, 32.0 * (1 - _eased(part))
    return Hand(track.at(share), turn=turn, thumb=-1, shape=way.shape, weight=weight)


def _push(phase: float) -> tuple[float, float]:
    """How far a push has gone (−½ … ½) and how high the hand is on its way back."""
    if phase < 0.55:
        return phase / 0.55 - 0.5, 0.0
    back = (phase - 0.55) / 0.45
    return 0.5 - _eased(back), math.sin(math.pi * back)


def _fingers(heading: float) -> float:
    """Fingers lead upward and outward; on the way down the giver's fingers still point to the head."""
    heading = (heading + 180.0) % 360.0 - 180.0
    return heading if abs(heading) <= 90.0 else math.copysign(180.0 - abs(heading), heading)


def _outward(at: Point) -> float:
    """How far out from a point a palm may glide: to the side of the back; on neck and arms, to their edge."""
    edge = skin_at(at)[1] - 0.03
    return max(min(max(width_at(at[1]), at[0] + 0.12), edge), at[0])


def _off_spine(at: Point) -> float:
    """No weight while crossing the spine; full weight a hand's breadth beside it."""
    return min(max((abs(at[0]) - 0.07) / 0.1, 0.0), 1.0)


def _eased(part: float) -> float:
    """Slow, fast, slow."""
    return 0.5 - 0.5 * math.cos(math.pi * min(max(part, 0.0), 1.0))


def _eased_out(part: float) -> float:
    """A slow beginning, then even."""
    return part * part * (2 - part) if part < 1 else 1.0


def _eased_in(part: float) -> float:
    """Even, then a slow end."""
    return 1 - _eased_out(1 - part)
