"""What can be asked, and which answers are right. Knows no words: a question holds steps and strokes, not sentences.

Every question has a key that says what it is about: deck, kind, and a sum of its content. A routine that is edited
keeps the keys of all that still holds.
"""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Literal

from backtimer.core.bearing import inside
from backtimer.core.hand import X_MM, Y_MM, Point, distance_mm
from backtimer.core.handbook import Stroke
from backtimer.core.kinds import Posture, Side
from backtimer.core.motion.track import smooth
from backtimer.core.plan import Plan, Span
from backtimer.core.routine import Routine, Step
from backtimer.core.timing import Ms

Kind = Literal["next", "order", "measure", "name", "where"]

VOCABULARY: Final = "vocabulary"
"""The deck of what belongs to no routine."""

SLACK: Final = 8.0
"""So many mm beside a place a fingertip still points at it."""

NEAR: Final = 28.0
"""The same of a landmark, which is a point."""

BACKS: Final[tuple[Posture, ...]] = ("prone", "side-lying", "seated", "oneself", "oneself-seated")
"""In these postures the back is seen whole, with nothing before it."""

Label = tuple[tuple[str, ...], tuple[str, ...]]
"""How a step reads at home and in class: name, places, and the side where it has one."""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes after a step? `right` is the index of the one right choice; `number` counts the routine's steps."""

    key: str
    deck: str
    number: int
    step: Step
    choices: tuple[Step, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Order:
    """Put steps in order. `steps` lie in theirs, `shown` gives their indexes in the order in which they are shown."""

    key: str
    deck: str
    number: int
    steps: tuple[Step, ...]
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SidePart:
    """Which side is worked."""

    choices: tuple[Side, ...]
    right: int


@dataclass(frozen=True, slots=True)
class TimePart:
    """How long, as written. No wrong choice is near the right one: that is the tolerance."""

    choices: tuple[Ms, ...]
    right: int


@dataclass(frozen=True, slots=True)
class PressurePart:
    """How firmly, from the beginning of the step to its end."""

    choices: tuple[tuple[int, ...], ...]
    right: int


Part = SidePart | TimePart | PressurePart


@dataclass(frozen=True, slots=True)
class Measure:
    """Which side, how long, how firmly? Two or three small questions about one step."""

    key: str
    deck: str
    number: int
    step: Step
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """What is this stroke called? `step` shows it."""

    key: str
    deck: str
    step: Step
    choices: tuple[Stroke, ...]
    right: int


OneSide = Literal["both", "left", "right"]
"""The side to point at; both: either is right."""

Thing = Literal["step", "region", "muscle", "zone", "landmark"]


@dataclass(frozen=True, slots=True)
class Where:
    """Show the place of a thing, named by its id. Shapes and spots are drawn for the right side."""

    key: str
    deck: str
    thing: Thing
    id: str
    shapes: tuple[tuple[Point, ...], ...] = ()
    spots: tuple[Point, ...] = ()
    side: OneSide = "both"
    step: Step | None = None
    number: int = 0

    @property
    def posture(self) -> Posture:
        """How the person is drawn on whom one points."""
        return back_of(self.step.posture) if self.step is not None else "prone"


Question = Next | Order | Measure | Name | Where

Answer = int | tuple[int, ...] | Point
"""Of Next and Name the index of a choice; of Order and Measure indexes; of Where a point in back coordinates."""

_KINDS: Final[dict[type[Question], Kind]] = {
    Next: "next",
    Order: "order",
    Measure: "measure",
    Name: "name",
    Where: "where",
}


def kind_of(question: Question) -> Kind:
    """What is asked."""
    return _KINDS[type(question)]


def is_right(question: Question, answer: Answer) -> bool:
    """Whether the answer is right. Raises TypeError where it is no answer to such a question."""
    match question, answer:
        case ((Next() | Name()), int()):
            return answer == question.right
        case Order(), tuple():
            return tuple(answer) == tuple(range(len(question.steps)))
        case Measure(), tuple():
            return tuple(answer) == tuple(part.right for part in question.parts)
        case Where(), (x, y):
            return _hits(question, (float(x), float(y)))
    raise TypeError(f"{answer!r} does not answer a question of kind {kind_of(question)}")


def middle_of(where: Where) -> Point:
    """A point that is a right answer: the middle of the place, on the side that is asked for."""
    if where.spots:
        found = where.spots[0]
    else:
        shape = max(where.shapes, key=_extent)
        xs, ys = zip(*shape, strict=True)
        wanted = sum(xs) / len(xs), sum(ys) / len(ys)
        grid = [
            (min(xs) + (max(xs) - min(xs)) * across / 12, min(ys) + (max(ys) - min(ys)) * down / 12)
            for across in range(1, 12)
            for down in range(1, 12)
        ]
        within = [at for at in (wanted, *grid) if inside(at, shape)]
        found = min(within or shape, key=lambda at: distance_mm(at, wanted))
    return (-found[0], found[1]) if where.side == "left" else found


def back_of(posture: Posture) -> Posture:
    """The posture in which somebody's back is seen whole: this one, or else prone."""
    return posture if posture in BACKS else "prone"


def drawn(shape: tuple[Point, ...]) -> tuple[Point, ...]:
    """A shape as it is painted, its corners rounded."""
    return smooth(shape, closed=True).points


def label(step: Step) -> Label:
    """How a step reads, at home and in class."""
    one = step.side in ("left", "right")
    side = (step.side,) if one or step.side == "each" else ()
    home = step.name or step.stroke.name, *(region.one if one else region.name for region in step.regions), *side
    term = step.name or step.stroke.term, *(region.term for region in step.regions), *side
    return home, term


def alike(one: Step, other: Step) -> bool:
    """Whether two steps read the same, at home or in class: nobody could tell them apart."""
    return any(mine == yours for mine, yours in zip(label(one), label(other), strict=True))


def distinct(steps: Iterable[Step]) -> bool:
    """Whether no two of the steps read the same."""
    seen: list[Step] = []
    for step in steps:
        if any(alike(step, other) for other in seen):
            return False
        seen.append(step)
    return True


def content(step: Step) -> tuple[Hashable, ...]:
    """What a step is, apart from how long and how firm: by this its questions are known again."""
    return step.stroke.id, step.name, tuple(region.id for region in step.regions), step.side


def key_of(kind: Kind, deck: str, *about: Hashable) -> str:
    """The key of a question of that kind about these things: `next/first-back-10/1f0c…`."""
    return f"{kind}/{deck}/{blake2b(repr(about).encode(), digest_size=8).hexdigest()}"


def lone_plan(step: Step) -> Plan:
    """A plan of nothing but this step, to show it moving; of a step for each side, the left one."""
    step = replace(step, side="left") if step.side == "each" else step
    span = Span("step", Ms(0), max(step.time, Ms(1)), 1, step)
    return Plan(Routine("drill", "Drill", (step,)), (span,), ())


def _hits(where: Where, at: Point) -> bool:
    """Whether a point lies on the place: in a shape, or as near as a fingertip; on the side that is asked for."""
    x, y = at
    sides = {"both": ((x, y), (-x, y)), "right": ((x, y),), "left": ((-x, y),)}[where.side]
    return any(
        inside(point, drawn(shape)) or _gap(point, drawn(shape)) <= SLACK for point in sides for shape in where.shapes
    ) or any(distance_mm(point, spot) <= NEAR for point in sides for spot in where.spots)


def _gap(at: Point, shape: tuple[Point, ...]) -> float:
    """How many mm a point lies from the edge of a shape."""
    return min(_to_line(at, a, b) for a, b in zip(shape, (*shape[1:], shape[0]), strict=True))


def _to_line(at: Point, a: Point, b: Point) -> float:
    """How many mm a point lies from a straight line between two others."""
    (px, py), (ax, ay), (bx, by) = ((x * X_MM, y * Y_MM) for x, y in (at, a, b))
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    part = min(max(((px - ax) * dx + (py - ay) * dy) / length, 0.0), 1.0) if length else 0.0
    return math.hypot(px - ax - part * dx, py - ay - part * dy)


@lru_cache(maxsize=256)
def _extent(shape: tuple[Point, ...]) -> float:
    """How large a shape is, in square units of the back."""
    crossed = ((a[0] * b[1] - b[0] * a[1]) for a, b in zip(shape, (*shape[1:], shape[0]), strict=True))
    return abs(sum(crossed)) / 2


def extent(shapes: Iterable[tuple[Point, ...]]) -> float:
    """How large shapes are together, in square units of the back."""
    return sum(_extent(shape) for shape in shapes)
