"""What is heard, and when: the bells of a plan, the sentences between them, and the beat below them.

Knows the plan and how long each sound lasts. Leaves the words to `cues.sentences`, and sounding to the caller.

A sentence is placed so that it has ended before its step begins, while the hands still work; where it is too
long for that, a shorter one may fit; where none fits, nothing is said: never late. No two sounds overlap, but for the
beat: it goes on under a sentence, as quiet as it is, and leaves its place to a bell.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from backtimer.core.beat import Beat, meter_of, sounds
from backtimer.core.motion import cycle_of
from backtimer.core.plan import Mark, Plan, Span
from backtimer.core.timing import SECOND, Ms

BellName = Literal["begin", "half", "change", "end", "tick", "wood"]
BELLS: Final[tuple[BellName, ...]] = ("begin", "half", "change", "end", "tick", "wood")

BREATH: Final = Ms(400)
"""Between the end of a sentence and what it speaks of."""

APART: Final = Ms(150)
"""At least this much silence between two sounds."""

COUNTDOWN: Final = Ms(3 * SECOND)
"""The last seconds of a step, where they are asked for."""

TICK_LEAST: Final = Ms(600)
"""Ticks are never closer: of a faster stroke every second or third cycle ticks."""

CUTS: Final = 3
"""So many versions there are of an announcement, each shorter than the one before."""

ASKING: Final = Ms(15 * SECOND)
"""A question to the receiver comes at most so much later than it should."""

PAN: Final = 0.7
"""How far to one side a tick is heard for a step on that side; 1 would be one ear alone."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """Something to be said of the span with that index: what comes, what is here (after a jump), or a question.

    `cut` is how much of it is left out for want of time: nothing (0), all but the words of its author or what, where
    and side (1), all but what and side (2).
    """

    kind: Literal["announce", "arrive", "check_in"]
    span: int
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, from `at` on."""

    at: Ms
    line: Line
    length: Ms


@dataclass(frozen=True, slots=True)
class Rung:
    """A bell, struck at `at`."""

    at: Ms
    bell: BellName


@dataclass(frozen=True, slots=True)
class Ticked:
    """A tick at `at`, heard from the left (-1) to the right (1)."""

    at: Ms
    pan: float


@dataclass(frozen=True, slots=True)
class Beaten:
    """A beat at `at`; `strong` where a bar begins."""

    at: Ms
    strong: bool


Cue = Spoken | Rung | Ticked | Beaten


@dataclass(frozen=True, slots=True)
class Ears:
    """What can be heard, and what is wanted.

    `spoken` gives the length of a line in the plan's time, None where nobody can say it. `rings` are the lengths of
    the bells, in the plan's time too. `rate` says how much of that passes while the hands count one.
    """

    spoken: Callable[[Line], Ms | None]
    rings: Mapping[BellName, Ms]
    tick: bool = False
    countdown: bool = False
    beat: Beat = "none"
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Visit:
    """From where on the plan is played: a position, the lines said before, and whether one has just jumped there.

    `hands` is the position at which the hands of the span there would have begun: they may have stayed, or be slower
    than the plan. None where they began with it.
    """

    since: Ms = Ms(0)
    told: frozenset[Line] = frozenset()
    arrives: bool = False
    hands: Ms | None = None


@dataclass(slots=True)
class _Taken:
    """The stretches of time in which something sounds: they do not overlap, and lie in the order of time."""

    stretches: list[tuple[int, int]] = field(default_factory=list)

    def add(self, start: int, end: int) -> None:
        insort(self.stretches, (start, end))

    def clashes(self, start: int, end: int) -> bool:
        """Whether something sounds in that time, or too close to it."""
        before = bisect_left(self.stretches, (end + APART, 0)) - 1
        return before >= 0 and self.stretches[before][1] > start - APART

    def place(self, length: int, wanted: int, earliest: int, until: int) -> int | None:
        """Give the free start nearest to the one that is wanted, in [earliest, until - length]; None where none is."""
        latest = until - length
        wanted = min(max(wanted, earliest), latest)
        first = max(bisect_left(self.stretches, (earliest, 0)) - 1, 0)
        tries = [wanted]
        for start, end in self.stretches[first:]:
            if start > until + APART:
                break
            tries += [start - APART - length, end + APART]
        free = [at for at in tries if earliest <= at <= latest and not self.clashes(at, at + length)]
        return min(free, key=lambda at: abs(at - wanted), default=None)


def cue_sheet(plan: Plan, ears: Ears, visit: Visit = Visit()) -> tuple[Cue, ...]:
    """Give all that is heard from a position on, in the order of time."""
    taken = _Taken()
    bells = _bells(plan, ears, visit.since)
    for rung in bells:
        taken.add(rung.at, rung.at + ears.rings[rung.bell])
    counted = tuple(_countdown(plan, visit.since, ears, taken)) if ears.countdown else ()
    lines = tuple(_lines(plan, ears, visit, taken))
    ticks = tuple(_ticks(plan, visit, ears, taken)) if ears.tick and ears.beat == "none" else ()
    beats = tuple(_beats(plan, visit, ears, (*bells, *counted))) if ears.beat != "none" else ()
    return tuple(sorted((*bells, *counted, *lines, *ticks, *beats), key=lambda cue: cue.at))


def lines_of(plan: Plan) -> Iterator[Line]:
    """All that may have to be said, in the order in which it will: what a voice must make ready."""
    for mark in plan.marks:
        if mark.kind == "announce":
            index = _announced(plan, mark)
            yield Line("arrive", index)
            yield from (Line("announce", index, cut) for cut in range(CUTS))
        elif mark.kind == "check_in":
            yield Line("check_in", mark.span)


def _announced(plan: Plan, mark: Mark) -> int:
    """Give the index of the step that a mark announces."""
    return mark.span + (plan.spans[mark.span].kind != "step")


def _bells(plan: Plan, ears: Ears, since: Ms) -> tuple[Rung, ...]:
    """The bells from a position on; of two that would overlap, the later one."""
    rung: list[Rung] = []
    for mark in plan.marks:
        if mark.at < since or mark.kind not in ears.rings:
            continue
        if rung and rung[-1].at + ears.rings[rung[-1].bell] + APART > mark.at:
            rung.pop()
        rung.append(Rung(mark.at, mark.kind))  # type: ignore[arg-type]  # the kinds of bells are marks' kinds
    return tuple(rung)


def _lines(plan: Plan, ears: Ears, visit: Visit, taken: _Taken) -> Iterator[Spoken]:
    """Everything said, what matters most placed first: where one has come to, what comes, what is asked."""
    here = plan.index_at(visit.since)
    if visit.arrives and plan.spans[here].kind == "step":
        span = plan.spans[here]
        yield from _said(Line("arrive", here), visit.since, visit.since, span.end - BREATH, ears, taken)
    for mark in plan.marks:
        if mark.kind == "announce":
            index = _announced(plan, mark)
            if index < here or Line("announce", index) in visit.told:
                continue
            jumped = visit.arrives and index == here + 1 and plan.spans[here].kind != "step"
            earliest, until = _before(plan, index, jumped=jumped)
            until -= COUNTDOWN + BREATH if ears.countdown else 0
            wanted = mark.at if plan.spans[index - 1].kind != "ready" else earliest + BREATH
            yield from _said(
                Line("announce", index), wanted, max(earliest, visit.since + jumped * APART), until, ears, taken
            )
    for mark in plan.marks:
        if mark.kind == "check_in" and mark.at >= visit.since:
            until = min(mark.at + ASKING, plan.spans[mark.span].end - BREATH)
            yield from _said(Line("check_in", mark.span), mark.at, mark.at, until, ears, taken)


def _before(plan: Plan, index: int, *, jumped: bool) -> tuple[int, int]:
    """The time in which a step may be announced: in the step before it, or while one gets ready.

    Who has jumped into the change of hands or sides before it hears it there.
    """
    lead = plan.spans[index - 1] if index else None
    if lead is None:
        return 0, 0
    if lead.kind == "ready" or jumped:
        return lead.start, lead.end - BREATH
    before = lead if lead.kind == "step" else plan.spans[index - 2]
    return before.start, before.end - BREATH


def _said(line: Line, wanted: int, earliest: int, until: int, ears: Ears, taken: _Taken) -> Iterator[Spoken]:
    """The line, cut as little as the time allows; nothing where there is no time for any of it."""
    for variant in [Line(line.kind, line.span, cut) for cut in range(CUTS if line.kind == "announce" else 1)]:
        length = ears.spoken(variant)
        if length is None:
            continue
        at = taken.place(length, wanted, earliest, until)
        if at is not None:
            taken.add(at, at + length)
            yield Spoken(Ms(at), variant, length)
            return


def _countdown(plan: Plan, since: Ms, ears: Ears, taken: _Taken) -> Iterator[Ticked]:
    """A tick at each of the last three seconds of each step that is long enough to need it."""
    length = ears.rings["tick"]
    for span in plan.spans:
        if span.kind == "step" and span.length >= 3 * COUNTDOWN:
            for at in range(max(span.end - COUNTDOWN, span.start), span.end, SECOND):
                if at >= since and not taken.clashes(at, at + length):
                    taken.add(at, at + length)
                    yield Ticked(Ms(at), 0.0)


def _ticks(plan: Plan, visit: Visit, ears: Ears, taken: _Taken) -> Iterator[Ticked]:
    """The tempo of each step that moves, heard from its side, wherever nothing else sounds."""
    length = ears.rings["tick"]
    for span, began in _worked(plan, visit):
        if not span.step.stroke.touches or span.step.tempo.still:
            continue
        cycle = cycle_of(span.step)
        every = cycle * max(-(-TICK_LEAST // cycle), 1)
        pan = {"left": -PAN, "right": PAN}.get(span.step.side, 0.0)
        count = max(round((visit.since - began) / ears.rate) // every, 0)
        while (at := began + round(count * every * ears.rate)) < span.end:
            if at >= visit.since and not taken.clashes(at, at + length):
                yield Ticked(Ms(at), pan)
            count += 1


def _beats(plan: Plan, visit: Visit, ears: Ears, bells: Iterable[Rung | Ticked]) -> Iterator[Beaten]:
    """The beat of each step that moves, but where a bell is struck; or only those bars that sound."""
    struck = _Taken()
    for bell in bells:
        struck.add(bell.at, bell.at)
    for span, began in _worked(plan, visit):
        meter = meter_of(span.step)
        if meter is None:
            continue
        beat = meter.first(round(max(visit.since - began, 0) / ears.rate))
        while (at := began + round(meter.at(beat) * ears.rate)) < span.end:
            bar, place = divmod(beat, meter.bar)
            if at >= visit.since and (ears.beat == "steady" or sounds(bar)) and not struck.clashes(at, at):
                yield Beaten(Ms(at), strong=place == 0)
            beat += 1


def _worked(plan: Plan, visit: Visit) -> Iterator[tuple[Span, Ms]]:
    """The steps from a position on, and where on the plan their hands begin by their own time."""
    here = plan.index_at(visit.since)
    for index, span in enumerate(plan.spans[here:], here):
        if span.kind == "step":
            yield span, visit.hands if index == here and visit.hands is not None else span.start
