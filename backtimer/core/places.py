"""The places of the back that a person can point at, to have them left out or worked for longer.

Knows which regions of the vocabulary each of them touches. Strokes over the whole back pass them all, and stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A place as one points at it: its name, the regions that are drawn for it, and all those that work on it."""

    id: str
    name: str
    drawn: tuple[str, ...]
    worked: frozenset[str]


def _place(name: str, drawn: str, also: str = "") -> Place:
    shapes = tuple(drawn.split())
    return Place(shapes[0], name, shapes, frozenset((*shapes, *also.split())))


PLACES: Final = (
    _place("neck", "neck_back suboccipital", "neck_to_arm scalp"),
    _place("tops of the shoulders", "upper_trap", "neck_to_arm upper_back_muscle"),
    _place("shoulders and arms", "shoulder upper_arm", "back_of_shoulder arm hand neck_to_arm"),
    _place("shoulder blades", "scapula", "back_of_shoulder"),
    _place("between the blades", "medial_scapula", "upper_paraspinal upper_back_muscle paraspinal"),
    _place("sides", "flank", "waist"),
    _place("low back", "lower_paraspinal", "low_back paraspinal waist"),
    _place("hips and sacrum", "glute_upper sacrum", "hip iliac_crest"),
)
"""From the head downward. Where two lie on one another the first is meant."""


def regions_of(chosen: Iterable[str]) -> frozenset[str]:
    """Give all regions that work on the places with these ids."""
    ids = set(chosen)
    return frozenset(region for place in PLACES if place.id in ids for region in place.worked)
