"""How the routine file writes tempo and hands.

Knows the words and their meaning. Leaves durations to `timing`, and to the reader of the file what to say when a word
is none of these.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from backtimer.core.hand import SHAPES, Shape
from backtimer.core.handbook import Tempo

STILL: Final = "still"

FASTEST_PER_MINUTE: Final = 900.0
"""Fifteen a second: nobody's hands are faster, and nothing on screen should be."""

FASTEST_CM: Final = 100.0
"""One metre a second along the skin."""

_TEMPO: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)\s*(/\s*min|/\s*s|cm\s*/\s*s)")

HANDS: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        **{shape: shape for shape in SHAPES},
        "palms": "palm",
        "fingertip": "fingertips",
        "thumbs": "thumb",
        "fists": "fist",
        "knuckle": "knuckles",
        "forearms": "forearm",
        "heels": "heel",
        "edges": "edge",
        "cups": "cup",
        "grips": "grip",
        "balls": "ball",
        "towels": "towel",
        "pinches": "pinch",
        "claws": "claw",
    }
)
"""The part of the hand that works, in singular and plural."""


def parse_tempo(text: str) -> Tempo | None:
    """Read `6/min`, `5/s`, `3 cm/s` or `still`; None for anything else, and for what no hand can do."""
    text = text.strip()
    if text == STILL:
        return Tempo()
    match = _TEMPO.fullmatch(text)
    if not match:
        return None
    number, unit = float(match[1]), match[2]
    if unit.startswith("cm"):
        return Tempo(cm_per_second=number) if 0 < number <= FASTEST_CM else None
    per_minute = number * 60 if unit.endswith("s") else number
    return Tempo(per_minute=per_minute) if 0 < per_minute <= FASTEST_PER_MINUTE else None


def tempo_text(tempo: Tempo) -> str:
    """Write a tempo the way an author does; from 3 a second on as so many a second."""
    if tempo.still:
        return STILL
    if tempo.cm_per_second:
        return f"{tempo.cm_per_second:g} cm/s"
    fast = tempo.per_minute >= 180 and tempo.per_minute % 30 == 0  # noqa: PLR2004  # 3/s, and no odd fractions
    return f"{tempo.per_minute / 60:g}/s" if fast else f"{tempo.per_minute:g}/min"
