"""Time as whole milliseconds, and how people write it.

Knows the notations of durations. Leaves to others what the time is spent on: the plan, the player.
"""

import re
from collections.abc import Callable
from typing import NewType

Ms = NewType("Ms", int)
"""A duration or an instant, in whole milliseconds."""

Clock = Callable[[], Ms]
"""Monotonic time since anywhere. Handed in, read once per command."""

SECOND = Ms(1_000)
MINUTE = Ms(60_000)

_COLON = re.compile(r"(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-5][0-9])")
_UNITS = re.compile(
    r"(?:(?P<minutes>[0-9]{1,4}(?:\.[0-9]{1,2})?)\s*(?:min|m))?\s*(?:(?P<seconds>[0-9]{1,5}(?:\.[0-9])?)\s*(?:s|sec)?)?"
)


def seconds(value: float) -> Ms:
    """Whole milliseconds of a number of seconds."""
    return Ms(round(value * 1_000))


def parse_duration(text: str) -> Ms | None:
    """Milliseconds of `90`, `90 s`, `1:30`, `2 min`, `1 min 30 s`, `1.5 min`; None for anything else.

    Always an even number, so that it can be halved between left and right.
    """
    text = text.strip()
    match = _COLON.fullmatch(text) or _UNITS.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    return seconds(float(match["minutes"] or 0) * 60 + float(match["seconds"] or 0))


def clock_text(time: Ms) -> str:
    """`1:05` or `1:02:03`; a started second counts as a whole one, so a countdown ends at 0:00."""
    whole = -(-max(time, 0) // SECOND)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
