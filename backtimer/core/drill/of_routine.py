"""The questions about a routine: what comes next, in which order, where, which side, how long, how firmly.

Asks nothing to which two answers could be given: steps that read the same are never choices beside one another, and
what a step that comes twice has in two ways is not asked of it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Final
from zlib import crc32

from backtimer.core.drill.question import (
    Measure,
    Next,
    OneSide,
    Order,
    Part,
    PressurePart,
    Question,
    SidePart,
    TimePart,
    Where,
    alike,
    content,
    distinct,
    extent,
    key_of,
)
from backtimer.core.kinds import Side
from backtimer.core.routine import Routine, Step
from backtimer.core.timing import SECOND, Ms

CHOICES: Final = 4
IN_ORDER: Final = 4
"""So many steps are put in order at a time."""

EVERY: Final = 3
"""The first step begins a row to be put in order, and about every third: which, its own content says.

So an edit elsewhere moves no row.
"""

LARGE: Final = 0.25
"""A place larger than this (square units of the back) is hit by any click: it is not asked for."""

LOWEST: Final = 1.25
"""What reaches below this height is not in the picture."""

TIMES: Final = tuple(
    Ms(seconds * SECOND) for seconds in (5, 10, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200)
)
"""What is offered beside the right time. Written times are such round ones too."""

TOLERANCE: Final = 1.6
"""A wrong time is longer or shorter than the right one by this factor at least."""

SIDES: Final[tuple[Side, ...]] = ("both", "each", "left", "right")


def routine_questions(routine: Routine, random: Random) -> tuple[Question, ...]:
    """All questions about a routine, in the order of its steps, each key once. Chance decides only about choices."""
    steps = tuple(routine.in_order())
    found: dict[str, Question] = {}
    for at in range(len(steps)):
        for question in _about(routine.id, steps, at, random):
            found.setdefault(question.key, question)
    return tuple(found.values())


def _about(deck: str, steps: Sequence[Step], at: int, random: Random) -> Iterator[Question]:
    makers = (_next, _where, _measure, _order)
    return (question for make in makers if (question := make(deck, steps, at, random)) is not None)


def _next(deck: str, steps: Sequence[Step], at: int, random: Random) -> Next | None:
    """What comes after that step: other steps of the routine as choices, but none that ever comes after such a one."""
    if at + 1 == len(steps) or alike(steps[at], steps[at + 1]):
        return None
    step, right = steps[at], steps[at + 1]
    followers = [after for before, after in pairwise(steps) if alike(before, step)]
    wrong: list[Step] = []
    for other in _nearest(steps, at + 1, random):
        if len(wrong) == CHOICES - 1:
            break
        if not any(alike(other, taken) for taken in (step, *followers, *wrong)):
            wrong.append(other)
    if len(wrong) < 2:  # noqa: PLR2004  # of two choices one is soon guessed
        return None
    choices = [right, *wrong]
    random.shuffle(choices)
    key = key_of("next", deck, content(step), content(right))
    return Next(key, deck, at + 1, step, tuple(choices), choices.index(right))


def _nearest(steps: Sequence[Step], at: int, random: Random) -> list[Step]:
    """The other steps, those first that one could take for that one: near it, of its family, on its place."""
    right = steps[at]

    def apart(place: int) -> float:
        other = steps[place]
        same = (other.stroke.family == right.stroke.family) + bool({*other.regions} & {*right.regions})
        return abs(place - at) - 2 * same + random.uniform(0, 4)

    return [steps[place] for place in sorted((place for place in range(len(steps)) if place != at), key=apart)]


def _order(deck: str, steps: Sequence[Step], at: int, random: Random) -> Order | None:
    """That step and those after it, to be put in order."""
    row = tuple(steps[at : at + IN_ORDER])
    begins = at == 0 or crc32(repr(content(steps[at])).encode()) % EVERY == 0
    if not begins or len(row) < IN_ORDER or not distinct(row):
        return None
    shown = list(range(IN_ORDER))
    while shown == sorted(shown):
        random.shuffle(shown)
    return Order(key_of("order", deck, *map(content, row)), deck, at + 1, row, tuple(shown))


def _where(deck: str, steps: Sequence[Step], at: int, random: Random) -> Where | None:  # noqa: ARG001  # as the others
    """Where that step works; the same stroke elsewhere in the routine would make it a riddle."""
    step = steps[at]
    shapes = tuple(shape for region in step.regions for shape in region.shape)
    lowest = max((y for shape in shapes for _, y in shape), default=LOWEST)
    if not step.stroke.touches or extent(shapes) > LARGE or lowest >= LOWEST or not shapes:
        return None
    places = {(other.regions, _asked(other)) for other in steps if _called(other) & _called(step)}
    if len(places) > 1:
        return None
    return Where(
        key_of("where", deck, *content(step)[:3], _asked(step)), deck, "step", step.stroke.id, shapes,
        side=_asked(step), step=step, number=at + 1,
    )  # fmt: skip


def _asked(step: Step) -> OneSide:
    """On which side one has to point; both: on either."""
    return step.side if step.side == "left" or step.side == "right" else "both"  # noqa: PLR1714  # mypy reads this


def _called(step: Step) -> set[tuple[int, str]]:
    """A step's names, at home (0) and in class (1)."""
    return {(0, step.name or step.stroke.name), (1, step.name or step.stroke.term)}


def _measure(deck: str, steps: Sequence[Step], at: int, random: Random) -> Measure | None:
    """Side, time and pressure of that step, as far as all steps that are called so agree."""
    step = steps[at]
    if not step.stroke.touches or step.stroke.family == "setting":
        return None
    same = [other for other in steps if _reads_so(other, step)]
    parts: list[Part] = []
    if step.side in SIDES and all(other.side == step.side for other in same):
        parts.append(SidePart(SIDES, SIDES.index(step.side)))
    if all(other.time == step.time for other in same):
        times = _times(step.time, random)
        parts.append(TimePart(times, times.index(step.time)))
    if step.pressure and all(_levels(other) == _levels(step) for other in same):
        pressures = _pressures(_levels(step), random)
        parts.append(PressurePart(pressures, pressures.index(_levels(step))))
    if len(parts) < 2:  # noqa: PLR2004  # one small question alone is not worth a picture
        return None
    right = tuple((type(part).__name__, part.choices[part.right]) for part in parts)
    return Measure(key_of("measure", deck, *content(step)[:3], right), deck, at + 1, step, tuple(parts))


def _reads_so(one: Step, other: Step) -> bool:
    """Whether two steps read the same, were it not for their sides."""
    return bool(_called(one) & _called(other)) and one.regions == other.regions


def _levels(step: Step) -> tuple[int, ...]:
    """A step's levels, said once where all are the same."""
    return step.pressure[:1] if len(set(step.pressure)) == 1 else step.pressure


def _times(right: Ms, random: Random) -> tuple[Ms, ...]:
    """The right time among others, the shortest first; each longer than the one before by the tolerance at least."""
    shorter: list[Ms] = []
    for time in reversed(TIMES):
        if time * TOLERANCE <= (shorter[-1] if shorter else right):
            shorter.append(time)
    longer: list[Ms] = []
    for time in TIMES:
        if time >= (longer[-1] if longer else right) * TOLERANCE:
            longer.append(time)
    below = random.randint(max(0, CHOICES - 1 - len(longer)), min(CHOICES - 1, len(shorter)))
    return tuple(sorted([right, *shorter[:below], *longer[: CHOICES - 1 - below]]))


def _pressures(right: tuple[int, ...], random: Random) -> tuple[tuple[int, ...], ...]:
    """The right levels among others: the four levels; or where they change, other ways of changing."""
    if len(right) == 1:
        top = max(right[0], CHOICES)
        return tuple((level,) for level in range(top - CHOICES + 1, top + 1))
    first, last = right[0], right[-1]
    others = [right[::-1], (first,), (last,), (first, last), (last, first), (1, 2, 3), (3, 2, 1), (2, 3)]
    ways = [way for way in dict.fromkeys(others) if way != right and (len(way) == 1 or way[0] != way[-1])]
    ways = [way for way in ways if (way[0], way[-1]) != (first, last)]  # it would be right as well
    choices = [right, *ways[: CHOICES - 1]]
    random.shuffle(choices)
    return tuple(choices)
