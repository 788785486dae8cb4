"""When everything happens: a routine laid out in time, as plain data that can be printed, sought and tested.

Knows the order and the instants. Leaves to the player what time it is now, and to the ear and the eye what is said
and drawn. Spans [start, end) cover 0 … total without a gap; marks lie inside them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from backtimer.core.routine import Routine, Step, unrolled
from backtimer.core.timing import SECOND, Ms
from backtimer.core.wishes import AS_WRITTEN, Wishes

SpanKind = Literal["ready", "change", "step"]
MarkKind = Literal["announce", "begin", "half", "change", "check_in", "end"]

_KINDS: Final[tuple[MarkKind, ...]] = ("announce", "change", "begin", "half", "check_in", "end")

ANNOUNCE_AHEAD: Final = Ms(6 * SECOND)
"""How long before a step its announcement starts, where the step before is long enough."""

HALF_FROM: Final = Ms(40 * SECOND)
"""Shorter steps have no mark at their half: it would only disturb."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with one thing to do.

    For a `ready` or `change` span, `step` is the one that follows, and so is `number` (steps count from 1).
    The step's side is never `each` here, and its time is that of this side.
    """

    kind: SpanKind
    start: Ms
    end: Ms
    number: int
    step: Step

    @property
    def length(self) -> Ms:
        """The span's time."""
        return Ms(self.end - self.start)


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant at which the ear is told something about the span with that index."""

    at: Ms
    kind: MarkKind
    span: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A routine in time. There is at least one span; the last one ends at `total`."""

    routine: Routine
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]

    @property
    def total(self) -> Ms:
        """When the routine ends."""
        return self.spans[-1].end

    @property
    def steps(self) -> int:
        """How many steps are played, each side counted."""
        return self.spans[-1].number

    def index_at(self, position: Ms) -> int:
        """Give the index of the span that holds the position; at and after the end it is the last one."""
        return max(0, min(bisect_right(self.spans, position, key=lambda span: span.start) - 1, len(self.spans) - 1))

    def step_index(self, number: int) -> int:
        """Give the index of the step with that number, held to those that exist."""
        number = min(max(number, 1), self.steps)
        return next(i for i, span in enumerate(self.spans) if span.kind == "step" and span.number == number)

    def following(self, index: int) -> Span | None:
        """Give the step after the one at hand, or after the one that a lead-in leads to; None after the last one."""
        number = self.spans[index].number
        return next((span for span in self.spans[index + 1 :] if span.kind == "step" and span.number > number), None)


class NothingLeftError(ValueError):
    """Every step of the routine was left out."""


def make_plan(routine: Routine, wishes: Wishes = AS_WRITTEN) -> Plan:
    """Lay the routine out in time. Raises NothingLeftError when the wishes leave no step."""
    experienced = routine.level in ("experienced", "student")
    steps = [
        _for_receiver(half, wishes.pressure, experienced=experienced)
        for step in unrolled(routine.steps)
        if not wishes.leave_out & {region.id for region in step.regions}
        for half in _halves(step)
    ]
    if not steps:
        raise NothingLeftError(routine.id)
    spans: list[Span] = []
    now = Ms(0)
    for number, (before, step) in enumerate(zip([None, *steps], steps, strict=False), 1):
        lead = _lead(before, step, wishes)
        if lead:
            spans.append(Span("change" if before else "ready", now, Ms(now + lead), number, step))
            now = Ms(now + lead)
        spans.append(Span("step", now, Ms(now + step.time), number, step))
        now = Ms(now + step.time)
    return Plan(routine, tuple(spans), tuple(_marks(spans)))


def extended(plan: Plan, index: int, more: Ms, told: tuple[Mark, ...] = ()) -> Plan:
    """Give the plan with more time in one span; all that follows moves.

    What was `told` of the span itself stays where it was: its half does not come twice.
    """
    spans = [
        span
        if i < index
        else replace(span, start=span.start if i == index else Ms(span.start + more), end=Ms(span.end + more))
        for i, span in enumerate(plan.spans)
    ]
    kept = {mark.kind: mark for mark in told if mark.span == index}
    marks = [kept.get(mark.kind, mark) if mark.span == index else mark for mark in _marks(spans)]
    return Plan(plan.routine, tuple(spans), tuple(sorted(marks, key=_order)))


def _order(mark: Mark) -> tuple[Ms, int]:
    """By time; at the same instant what leads on comes first."""
    return mark.at, _KINDS.index(mark.kind)


def _halves(step: Step) -> Iterator[Step]:
    """An `each` step as left, then right, with equal times; any other as it is."""
    if step.side != "each":
        yield step
        return
    left = Ms(step.time // 2)
    yield replace(step, side="left", time=left)
    yield replace(step, side="right", time=left, check_in=False)


def _for_receiver(step: Step, more: int, *, experienced: bool) -> Step:
    """The step with the receiver's pressure: never below 1, never above what the place bears."""
    if not more or not step.pressure:
        return step
    cap = min((region.firmest if experienced else region.cap for region in step.regions), default=max(step.pressure))
    return replace(step, pressure=tuple(max(1, min(level + more, cap)) for level in step.pressure))


def _lead(before: Step | None, step: Step, wishes: Wishes) -> Ms:
    """The time before a step: to get ready, to change hands or sides, to walk round; none where one flows on."""
    if before is None:
        return wishes.ready
    if before.stroke.touches and step.stroke.touches:
        other_side = before.side != step.side and "middle" not in (before.side, step.side)
        if step.stroke.walks_round and other_side and before.side in ("left", "right"):
            return wishes.walk_round
        if not other_side and before.hands == step.hands:
            return Ms(0)
    return wishes.change


def _marks(spans: list[Span]) -> Iterator[Mark]:
    """All marks in the order of time."""
    found: list[Mark] = []
    for index, span in enumerate(spans):
        if span.kind != "step":
            kind: MarkKind = "announce" if span.kind == "ready" else "change"
            found.append(Mark(span.start, kind, index))
            continue
        before = spans[index - 1] if index else None
        if before and before.kind == "step":
            ahead = min(ANNOUNCE_AHEAD, before.length // 2)
            found.append(Mark(Ms(span.start - ahead), "announce", index))
        elif before and before.kind == "change":
            earlier = spans[index - 2]
            ahead = min(max(ANNOUNCE_AHEAD - before.length, 0), earlier.length // 2)
            found.append(Mark(Ms(before.start - ahead), "announce", index))
        found.append(Mark(span.start, "begin", index))
        if span.step.check_in:
            found.append(Mark(Ms(span.start + min(5 * SECOND, span.length // 2)), "check_in", index))
        if span.length >= HALF_FROM:
            found.append(Mark(Ms(span.start + span.length // 2), "half", index))
    found.append(Mark(spans[-1].end, "end", len(spans) - 1))
    yield from sorted(found, key=_order)
