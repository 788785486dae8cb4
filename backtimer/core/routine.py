"""What an author wrote, already valid: a routine of steps and repeated groups.

Knows nothing of files or of the time at which a step is played. A step holds its stroke and regions themselves,
so nothing has to be looked up later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from backtimer.core.hand import Point, Shape
from backtimer.core.handbook import Region, Stroke, Tempo
from backtimer.core.kinds import Audience, Goal, Level, Position, Posture, Side, posture_of
from backtimer.core.shelf import Card
from backtimer.core.timing import Ms

FORMAT: Final = 1
"""The version of the routine file that this program reads."""

Place = tuple[int, int]
"""Line and column in the author's file, both from 1."""

_NO_PLACES: Final[Mapping[str, Place]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. Sides are the receiver's; `time` of an `each` step is for both sides together.

    `pressure` holds levels 1–5 spread evenly over the step (none where no hand touches). `path` is for the right side.
    `tolerance` is how far its time may be missed, in percent; None leaves that to the routine.
    `posture` is how the person is drawn; the routine decides it when it is unrolled.
    `places` tells where in the file each key stands (`""` is the step itself).
    """

    stroke: Stroke
    time: Ms
    regions: tuple[Region, ...] = ()
    side: Side = "both"
    least: Ms | None = None
    most: Ms | None = None
    optional: bool = False
    pressure: tuple[int, ...] = ()
    tempo: Tempo = Tempo()
    hands: Shape = "palm"
    path: tuple[Point, ...] = ()
    name: str = ""
    cue: str = ""
    say: str = ""
    note: str = ""
    waits: bool = False
    check_in: bool = False
    tolerance: int | None = None
    section: str = ""
    posture: Posture = "prone"
    places: Mapping[str, Place] = field(default_factory=lambda: _NO_PLACES, compare=False, repr=False)

    def place(self, key: str) -> Place:
        """Where the key stands in the file; where it is left out, the step."""
        return self.places.get(key, self.places.get("", (1, 1)))


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that are done several times over."""

    repeat: int
    steps: tuple["Step | Group", ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """An examiner's item; `step` is the name of the step it belongs to, empty for the whole routine."""

    text: str
    points: int
    step: str = ""


@dataclass(frozen=True, slots=True)
class Routine:
    """A whole routine, as its author wrote it. `id` is the file's name without its ending.

    `language` is a tag as in BCP 47; empty where the author names none. `tolerance` is how far the time of a step may
    be missed, in percent. `rubric` is what an examiner looks at. `locked`: its teacher wants it as it is. `extends` is
    the id of the routine that this one changes; empty where it stands by itself.
    """

    id: str
    title: str
    steps: tuple[Step | Group, ...]
    summary: str = ""
    audience: tuple[Audience, ...] = ()
    goals: tuple[Goal, ...] = ()
    position: tuple[Position, ...] = ()
    level: Level | None = None
    needs: tuple[str, ...] = ()
    prepare: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    author: str = ""
    licence: str = ""
    source: str = ""
    language: str = ""
    tolerance: int = 20
    rubric: tuple[Criterion, ...] = ()
    locked: bool = False
    extends: str = ""

    @property
    def time(self) -> Ms:
        """The sum of all steps, without lead-ins and change-overs."""
        return Ms(sum(step.time for step in unrolled(self.steps)))

    def in_order(self) -> Iterator[Step]:
        """Give all steps as they are done, each with its posture: every `turn` leads to the next position."""
        turned = 0
        for step in unrolled(self.steps):
            turned += step.stroke.id == "turn"
            worked = [region.id for region in step.regions]
            yield replace(step, posture=posture_of(self.audience, self.position, turned, worked))


def unrolled(steps: tuple[Step | Group, ...], section: str = "") -> Iterator[Step]:
    """All steps in the order in which they are done, repeats written out, each with the title of its group."""
    for item in steps:
        if isinstance(item, Group):
            for _ in range(item.repeat):
                yield from unrolled(item.steps, item.title or section)
        else:
            yield replace(item, section=section) if section else item


def card_of(routine: Routine) -> Card:
    """What is said of the routine in the library."""
    from backtimer.core.cards import card_of as made  # noqa: PLC0415  # it sees lengths, and they see routines

    return made(routine)
