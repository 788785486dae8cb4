"""What the craft knows: strokes, regions, landmarks, and how much pressure each place bears.

Pure data, filled from the files in assets/. Leaves movement to `motion` and the author's choices to `routine`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from backtimer.core.hand import Point, Shape
from backtimer.core.timing import MINUTE, Ms

Family = Literal[
    "effleurage",
    "petrissage",
    "friction",
    "tapotement",
    "vibration",
    "hold",
    "lomi",
    "movement",
    "tool",
    "setting",
]


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast a stroke goes: so many cycles a minute, or so many cm along the skin a second, or still."""

    per_minute: float = 0.0
    cm_per_second: float = 0.0

    @property
    def still(self) -> bool:
        """Whether nothing moves."""
        return not (self.per_minute or self.cm_per_second)

    def cycle(self, path_mm: float) -> Ms:
        """How long one cycle takes along a path of so many millimetres; 0 when still."""
        if self.per_minute:
            return Ms(max(1, round(MINUTE / self.per_minute)))
        if self.cm_per_second:
            return Ms(max(1, round(path_mm * 100 / self.cm_per_second)))
        return Ms(0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A word of the vocabulary. Texts are for people; `motion` names the movement that draws it.

    `reach` is the size of the small movement in mm: the diameter of a circle, the length of a push.
    `only` are the regions where alone it is harmless (empty: anywhere); `longest_hold` is the longest cycle allowed.
    """

    id: str
    name: str
    term: str
    synonyms: tuple[str, ...]
    family: Family
    hands: Shape
    tempo: Tempo
    counts: str
    pressure: int
    motion: str
    reach: float
    direction: str
    line: str
    touches: bool
    walks_round: bool = False
    only: tuple[str, ...] = ()
    longest_hold: Ms | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A place of the back, drawn for the right side.

    `shape` are its polygons, `line` the way that strokes follow through it from the hip end to the head end (or from
    the neck outward), `loop` the way of long closed strokes. `cap` is the highest pressure, `firmest` the same
    for people with experience.
    """

    id: str
    name: str
    one: str
    term: str
    cap: int
    firmest: int
    shape: tuple[tuple[Point, ...], ...]
    line: tuple[Point, ...]
    loop: tuple[Point, ...] = ()
    neck: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True, eq=False)  # a zone is itself: what is worked out of its shape is kept by it
class Zone:
    """A place that bears less than what lies around it, and why."""

    id: str
    name: str
    cap: int
    why: str
    shape: tuple[Point, ...]
    both_sides: bool


@dataclass(frozen=True, slots=True)
class Muscle:
    """What lies under the hands, for who learns: its name at home and in class, one sentence, and its right half."""

    id: str
    name: str
    term: str
    line: str
    bone: bool
    shape: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """All that the program knows about massage, by id."""

    strokes: Mapping[str, Stroke]
    regions: Mapping[str, Region]
    zones: tuple[Zone, ...]
    landmarks: Mapping[str, Point]
    muscles: tuple[Muscle, ...] = ()
