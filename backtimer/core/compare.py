"""Two routines side by side: which steps are the same, what differs, and what only one of them has.

Pure: knows steps and their values. Leaves the words to who shows them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Literal

from backtimer.core.plan import Plan
from backtimer.core.routine import Routine, Step
from backtimer.core.shelf import Card
from backtimer.core.timing import Ms

Kind = Literal["same", "changed", "left", "right"]

_KEYS: Final = tuple(field.name for field in fields(Step) if field.compare and field.name != "posture")
"""What an author can write of a step. How the person lies follows from the routine."""

_MOST: Final = 40_000
"""So many pairs of steps are weighed; two routines with more are laid side by side as they come."""


def in_common(one: Card, other: Card) -> float:
    """How much two routines have in common, by their strokes and their places: from 0 for nothing to 2 for all."""
    return _shared(one.strokes, other.strokes) + _shared(dict(one.levels), dict(other.levels))


@dataclass(frozen=True, slots=True)
class Difference:
    """A key of a step that is not alike, by its name in the program, with both values."""

    key: str
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Row:
    """Two steps that belong together, or one alone: then the other is None."""

    left: Step | None
    right: Step | None
    differences: tuple[Difference, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether both are there and alike."""
        if self.left is None or self.right is None:
            return "left" if self.right is None else "right"
        return "changed" if self.differences else "same"


@dataclass(frozen=True, slots=True)
class Total:
    """The time that a region, a side or a family of strokes gets on each hand; `what` is its id."""

    what: str
    left: Ms
    right: Ms


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two routines side by side. The rows hold all steps of both, in their order; the totals, the largest first."""

    rows: tuple[Row, ...]
    regions: tuple[Total, ...]
    sides: tuple[Total, ...]
    families: tuple[Total, ...]
    time: Total

    def count(self, kind: Kind) -> int:
        """How many rows are of a kind."""
        return sum(row.kind == kind for row in self.rows)


def compared(left: Routine | Plan, right: Routine | Plan) -> Comparison:
    """Compare two routines, or what is made of them, with all repeats written out."""
    ours, theirs = _steps(left), _steps(right)
    return Comparison(
        rows=tuple(aligned(ours, theirs)),
        regions=_totals(ours, theirs, _by_region),
        sides=_totals(ours, theirs, _by_side),
        families=_totals(ours, theirs, lambda step: [(step.stroke.family, step.time)]),
        time=Total("", Ms(sum(step.time for step in ours)), Ms(sum(step.time for step in theirs))),
    )


def aligned(left: Sequence[Step], right: Sequence[Step]) -> list[Row]:
    """Lay the steps side by side so that as many as possible stand beside their like; nothing changes its order."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    ours, theirs = left[start : len(left) - end], right[start : len(right) - end]
    way = _weighed if len(ours) * len(theirs) <= _MOST else _as_they_come
    rows = [_row(step, other) for step, other in zip(left[:start], right[:start], strict=True)]
    rows += way(ours, theirs)
    rows += [_row(step, other) for step, other in zip(left[len(left) - end :], right[len(right) - end :], strict=True)]
    return rows


def differences(left: Step, right: Step) -> tuple[Difference, ...]:
    """All that is not alike of two steps, in the order of the format."""
    pairs = ((key, getattr(left, key), getattr(right, key)) for key in _KEYS)
    return tuple(Difference(key, one, other) for key, one, other in pairs if one != other)


def _row(left: Step, right: Step) -> Row:
    return Row(left, right, differences(left, right))


def _steps(of: Routine | Plan) -> list[Step]:
    if isinstance(of, Plan):
        return [span.step for span in of.spans if span.kind == "step"]
    return list(of.in_order())


def _weighed(left: Sequence[Step], right: Sequence[Step]) -> list[Row]:
    """The pairing with the greatest likeness in all: the usual table of the best for every two beginnings."""
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row in range(len(left) - 1, -1, -1):
        for column in range(len(right) - 1, -1, -1):
            paired = likeness(left[row], right[column])
            best[row][column] = max(
                best[row + 1][column], best[row][column + 1], paired + best[row + 1][column + 1] if paired else 0
            )
    rows: list[Row] = []
    row = column = 0
    while row < len(left) and column < len(right):
        paired = likeness(left[row], right[column])
        if paired and best[row][column] == paired + best[row + 1][column + 1]:
            rows.append(_row(left[row], right[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            rows.append(Row(left[row], None))
            row += 1
        else:
            rows.append(Row(None, right[column]))
            column += 1
    return [*rows, *(Row(step, None) for step in left[row:]), *(Row(None, step) for step in right[column:])]


def _as_they_come(left: Sequence[Step], right: Sequence[Step]) -> list[Row]:
    rows: list[Row] = []
    for at in range(max(len(left), len(right))):
        ours, theirs = left[at : at + 1], right[at : at + 1]
        if ours and theirs and likeness(ours[0], theirs[0]):
            rows.append(_row(ours[0], theirs[0]))
        else:
            rows += [*(Row(step, None) for step in ours), *(Row(None, step) for step in theirs)]
    return rows


def likeness(left: Step, right: Step) -> int:
    """How much two steps are one another's like, from 0 (another thing) to 100 (the same in every way)."""
    if left == right:
        return 100
    stroke, family = left.stroke.id == right.stroke.id, left.stroke.family == right.stroke.family
    place = {region.id for region in left.regions} & {region.id for region in right.regions}
    place_too = left.regions == right.regions
    named = bool(left.name) and left.name == right.name
    if not (named or (stroke and (place or not left.regions)) or (family and place_too)):
        return 30 if stroke and left.side == right.side else 0
    sides = left.side == right.side
    return 40 + 20 * stroke + 10 * place_too + 10 * sides + 10 * named + 5 * (left.time == right.time)


def _by_region(step: Step) -> list[tuple[str, Ms]]:
    return [(region.id, Ms(step.time // len(step.regions))) for region in step.regions]


def _by_side(step: Step) -> list[tuple[str, Ms]]:
    if not step.stroke.touches:
        return []
    if step.side == "each":
        return [("left", Ms(step.time // 2)), ("right", Ms(step.time - step.time // 2))]
    return [(step.side, step.time)]


def _totals(
    left: Iterable[Step], right: Iterable[Step], parts: Callable[[Step], list[tuple[str, Ms]]]
) -> tuple[Total, ...]:
    ours, theirs = _spent(left, parts), _spent(right, parts)
    totals = [Total(what, ours.get(what, Ms(0)), theirs.get(what, Ms(0))) for what in dict.fromkeys([*ours, *theirs])]
    return tuple(sorted(totals, key=lambda total: -max(total.left, total.right)))


def _spent(steps: Iterable[Step], parts: Callable[[Step], list[tuple[str, Ms]]]) -> dict[str, Ms]:
    spent: dict[str, Ms] = {}
    for what, time in _each(steps, parts):
        spent[what] = Ms(spent.get(what, 0) + time)
    return spent


def _each(steps: Iterable[Step], parts: Callable[[Step], list[tuple[str, Ms]]]) -> Iterator[tuple[str, Ms]]:
    for step in steps:
        yield from parts(step)


def _shared(some: Iterable[str], others: Iterable[str]) -> float:
    """Which share of two sets of ids is in both of them."""
    one, other = set(some), set(others)
    return len(one & other) / max(len(one | other), 1)
