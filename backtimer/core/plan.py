"""When everything happens: a routine laid out in time, as plain data that can be printed, sought and tested.

Knows the order and the instants. Leaves to the player what time it is now, and to the ear and the eye what is said
and drawn. Spans [start, end) cover 0 … total without a gap; marks lie inside them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from backtimer.core.fit import fit, refit
from backtimer.core.lint import is_firm
from backtimer.core.routine import Routine, Step
from backtimer.core.sequence import lead, pressed
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
    wishes: Wishes = AS_WRITTEN

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


@dataclass(frozen=True, slots=True)
class Refitted:
    """A plan whose rest was fitted again while it is played, and by how much it still ends too `late`.

    `dropped` and `shortened` are the steps of which that is true, as they were before.
    """

    plan: Plan
    late: Ms
    dropped: tuple[Step, ...] = ()
    shortened: tuple[Step, ...] = ()


class NothingLeftError(ValueError):
    """Every step of the routine was left out."""


def make_plan(routine: Routine, wishes: Wishes = AS_WRITTEN) -> Plan:
    """Lay the routine out in time.

    Raises NothingLeftError when the wishes leave no step, LengthError when they ask for a length out of reach.
    """
    steps = fit(routine, wishes).steps
    if not steps:
        raise NothingLeftError(routine.id)
    spans = _laid_out(steps, wishes)
    return Plan(routine, tuple(spans), tuple(_marks(spans)), wishes)


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
    return replace(plan, spans=tuple(spans), marks=_marks_but_told(spans, index, told))


def pressed_from(plan: Plan, index: int, change: int) -> Plan:
    """Give the plan with all levels from that span on softer or firmer by `change`, within what each place bears."""
    firm = is_firm(plan.routine.level)
    number = plan.spans[index].number
    spans = tuple(
        replace(span, step=pressed(span.step, change, plan.wishes, firm=firm)) if span.number >= number else span
        for span in plan.spans
    )
    return replace(plan, spans=spans, wishes=replace(plan.wishes, pressure=plan.wishes.pressure + change))


def refitted(plan: Plan, index: int, late: Ms, told: tuple[Mark, ...] = ()) -> Refitted:
    """Give the plan with what follows that span made shorter by `late`, so that the end comes when it should.

    For a span that was extended, hand in the extended plan and the time that it got; for one that was held, the plan
    and how long it was held. What was `told` stays told, as in `extended`: a step that was announced is not left out,
    nor is one that asks the receiver. What cannot be made up within the bounds of the steps is `late` in the answer.
    """
    current = plan.spans[index]
    steps = tuple(replace(span.step, time=span.length) for span in plan.spans if span.kind == "step")
    done = current.number - (current.kind != "step")
    keep = {plan.spans[mark.span].number - 1 for mark in told} | {current.number - 1}
    keep |= {place for place, step in enumerate(steps) if step.check_in}
    fitted = refit(plan.routine, steps, late, plan.wishes, done=done, keep=keep)
    begun = [*plan.spans[:index], replace(current, step=fitted.steps[current.number - 1])]
    spans = _laid_out(fitted.steps, plan.wishes, begun)
    shorter = replace(plan, spans=tuple(spans), marks=_marks_but_told(spans, index, told))
    return Refitted(shorter, Ms(max(late - (plan.total - shorter.total), 0)), fitted.dropped, fitted.shortened)


def _laid_out(steps: Sequence[Step], wishes: Wishes, begun: Sequence[Span] = ()) -> list[Span]:
    """Give the spans of all steps, one after the other. The first spans may have `begun` already: they stay."""
    spans = list(begun)
    ready = spans[-1].number if spans else 0  # the lead-in of this step is there
    done = ready if spans and spans[-1].kind == "step" else ready - 1
    now = spans[-1].end if spans else Ms(0)
    for number, (before, step) in enumerate(zip([None, *steps], steps, strict=False), 1):
        if number > ready and (ahead := lead(before, step, wishes)):
            spans.append(Span("change" if before else "ready", now, Ms(now + ahead), number, step))
            now = Ms(now + ahead)
        if number > done:
            spans.append(Span("step", now, Ms(now + step.time), number, step))
            now = Ms(now + step.time)
    return spans


def _order(mark: Mark) -> tuple[Ms, int]:
    """By time; at the same instant what leads on comes first."""
    return mark.at, _KINDS.index(mark.kind)


def _marks_but_told(spans: list[Span], index: int, told: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Give the marks of the spans, but what was told of the one with that index where it was."""
    kept = {mark.kind: mark for mark in told if mark.span == index}
    marks = [kept.get(mark.kind, mark) if mark.span == index else mark for mark in _marks(spans)]
    return tuple(sorted(marks, key=_order))


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
