"""Walking along a way from stop to stop, forth and back again. Knows no movement."""

from functools import lru_cache

from backtimer.core.hand import Point
from backtimer.core.motion.pace import there_and_back
from backtimer.core.motion.way import Way


@lru_cache(maxsize=256)
def stops_on(way: Way, apart: float, edge: float = 0.0) -> tuple[Point, ...]:
    """Points on the way about so many mm apart, from end to end, or so many mm short of the ends; at least one."""
    short, steps = _steps(way, apart, edge)
    return tuple(way.track.at(short + (1 - 2 * short) * (i / steps if steps else 0.5)) for i in range(steps + 1))


def walked(way: Way, apart: float, edge: float, stop: float) -> float:
    """The share of the way at which one is after so many such stops, forth and back again between the ends."""
    short, steps = _steps(way, apart, edge)
    return short + (1 - 2 * short) * (there_and_back(stop, steps) if steps else 0.5)


@lru_cache(maxsize=256)
def _steps(way: Way, apart: float, edge: float) -> tuple[float, int]:
    """The share of the way to leave out at each end, and the steps that the rest is divided into."""
    length = max(way.track.length, 1.0)
    short = min(edge / length, 0.5)
    return short, round(length * (1 - 2 * short) / apart)


def among(stops: tuple[Point, ...], walked: float) -> Point:
    """Where one is who has walked so many stops forth and back again."""
    last = len(stops) - 1
    if not last:
        return stops[0]
    place = walked % (2 * last)
    place = place if place <= last else 2 * last - place
    i = min(int(place), last - 1)
    (ax, ay), (bx, by), part = stops[i], stops[i + 1], place - i
    return ax + (bx - ax) * part, ay + (by - ay) * part
