"""How a movement spreads over its time: slow beginnings and ends, rises, stops. Numbers only: knows no hands."""

import math
from typing import Final

SLIDE: Final = 0.42
"""The share of a cycle that a hand takes to move on from one stop to the next."""


def eased(part: float) -> float:
    """Slow, fast, slow: from 0 to 1 as the part goes from 0 to 1."""
    if part <= 0.0:
        return 0.0
    return 0.5 - 0.5 * math.cos(math.pi * part) if part < 1.0 else 1.0


def eased_out(part: float) -> float:
    """A slow beginning, then even."""
    return part * part * (2 - part) if part < 1.0 else 1.0


def eased_in(part: float) -> float:
    """Even, then a slow end."""
    return 1.0 - eased_out(1.0 - part)


def bump(part: float) -> float:
    """Up and down again: 0 at both ends of the part, 1 half-way, and level where it begins and ends."""
    return 0.5 - 0.5 * math.cos(2 * math.pi * part) if 0.0 < part < 1.0 else 0.0


def span(phase: float, start: float, end: float) -> float:
    """The part of the way that a phase has gone from a start to an end, 0 to 1."""
    return min(max((phase - start) / (end - start), 0.0), 1.0)


def held(phase: float, start: float, full: float, ease: float, end: float) -> float:
    """Nothing until the start, all of it from `full` to `ease`, nothing again from the end on."""
    return eased(span(phase, start, full)) - eased(span(phase, ease, end))


def stops(cycles: float, stay: int) -> float:
    """A place that counts up by one every so many cycles, and is moved to in the last part of the last of them."""
    place, phase = divmod(cycles / stay, 1.0)
    return place + eased((phase * stay - stay + SLIDE) / SLIDE)


def there_and_back(place: float, places: float) -> float:
    """A share 0…1 that walks so many places forward and then back again."""
    walked = (place / max(places, 1)) % 2.0
    return walked if walked <= 1.0 else 2.0 - walked
