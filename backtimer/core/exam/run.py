"""An exam: a set sequence done without a guide, while the program keeps the time and takes marks. Knows no disk.

`Paper` is what is asked for, as plain data that outlives the routine; `Exam` is what is known of one run; `ExamRun`
takes the marks by a clock that is handed in. Leaves to `exam_report` what was right and what was not.

The clock starts with the first press, when the hands lie on; the time to get ready belongs to nobody. Each further
press says that the next step begins. Two presses within a second say that the student asked about the pressure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal

from backtimer.core.kinds import Side
from backtimer.core.plan import Plan
from backtimer.core.routine import Criterion
from backtimer.core.timing import SECOND, Clock, Ms

BOUNCE: Final = Ms(250)
"""What comes so soon after a press is the same knuckle."""

TWICE: Final = Ms(1 * SECOND)
"""Two presses within this time are one thing: no step is so short."""

GAP: Final = Ms(3 * SECOND)
"""A look at the clock that comes so late means that the machine slept, and that no press was heard."""

OVER: Final = 10
"""Percent of the total by which a run may go on. Then it ends by itself."""

ELSE: Final = 0
"""The claim for what is no step of the routine; a claim for a step is its number."""

Ending = Literal["", "told", "time", "left"]
"""told: the student said when it was over · time: it ended by itself · left: somebody left the page ·
empty: it still goes on, or broke off."""

ENDINGS: Final[tuple[Ending, ...]] = ("", "told", "time", "left")

Sign = Literal["began", "mark", "asked"]
"""What a press was taken for."""


@dataclass(frozen=True, slots=True)
class Task:
    """One step as it is asked for, from `start` to `end`; what lies before it and after the last one is nobody's.

    `place` is said of people, `regions` and `stroke` are ids of the handbook. `tolerance` is in percent of its time.
    """

    number: int
    name: str
    start: Ms
    end: Ms
    tolerance: int = 20
    stroke: str = ""
    place: str = ""
    regions: tuple[str, ...] = ()
    side: Side = "both"
    pressure: tuple[int, ...] = ()
    check_in: bool = False

    @property
    def time(self) -> Ms:
        """How long it should last."""
        return Ms(self.end - self.start)

    @property
    def alike(self) -> tuple[object, ...]:
        """What two tasks have in common where nobody could tell which of them was done."""
        return self.name, self.stroke, self.place, self.regions, self.side, self.pressure, self.time


@dataclass(frozen=True, slots=True)
class Paper:
    """A routine as an exam asks for it: at least one task, in order, counted from 1; the last one ends at `total`."""

    tasks: tuple[Task, ...]
    rubric: tuple[Criterion, ...] = ()

    @property
    def total(self) -> Ms:
        """How long all of it should last, from the first touch."""
        return self.tasks[-1].end

    @property
    def limit(self) -> Ms:
        """When a run ends by itself."""
        return Ms(self.total + self.total * OVER // 100)

    def task(self, number: int) -> Task:
        """The task with that number."""
        return self.tasks[number - 1]

    def lead(self, number: int) -> Ms:
        """The time before a task that belongs to nobody."""
        return Ms(self.tasks[number - 1].start - self.tasks[number - 2].end) if number > 1 else Ms(0)


@dataclass(frozen=True, slots=True)
class Gap:
    """The machine slept from `start` on, for so long."""

    start: Ms
    length: Ms

    @property
    def end(self) -> Ms:
        """When it woke."""
        return Ms(self.start + self.length)


_NO_CLAIMS: Final[Mapping[int, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Exam:
    """One run as far as it is known. Times from the first touch, in order.

    `marks` are the changes from one step to the next, `asked` when the student asked about the pressure. `until` is
    when it ended, or was last known to go on. `claims` say what was done in a segment (counted from 0): the number of
    a task, or ELSE. `points` are the examiner's, one for each line of the rubric; None where none were given yet.
    """

    paper: Paper
    marks: tuple[Ms, ...] = ()
    asked: tuple[Ms, ...] = ()
    gaps: tuple[Gap, ...] = ()
    until: Ms = Ms(0)
    ending: Ending = ""
    claims: Mapping[int, int] = field(default_factory=lambda: _NO_CLAIMS)
    points: tuple[int | None, ...] = ()
    remarks: str = ""

    @property
    def end(self) -> Ms:
        """When the hands came to rest: where nobody said so, at the total, unless a press came later."""
        by_itself = self.ending == "time" and max(self.marks, default=Ms(0)) < self.paper.total
        return min(self.until, self.paper.total) if by_itself else self.until

    @property
    def segments(self) -> tuple[tuple[Ms, Ms], ...]:
        """From each change to the next."""
        bounds = (Ms(0), *(mark for mark in self.marks if 0 < mark < self.end), self.end)
        return tuple(pairwise(bounds)) if self.end > 0 else ()

    def claimed(self, segment: int, claim: int | None) -> "Exam":
        """The exam with somebody's word on a segment; None takes the word back."""
        claims = {at: said for at, said in self.claims.items() if at != segment}
        if claim is not None:
            claims[segment] = claim
        return replace(self, claims=MappingProxyType(claims))

    def judged(self, criterion: int, points: int | None) -> "Exam":
        """The exam with the examiner's points for a line of the rubric, held to what it can give."""
        most = self.paper.rubric[criterion].points
        given = [*self.points, *[None] * len(self.paper.rubric)][: len(self.paper.rubric)]
        given[criterion] = None if points is None else max(0, min(points, most))
        return replace(self, points=tuple(given))


def paper_of(plan: Plan) -> Paper:
    """What an exam on this plan asks for. Its clock starts with the first step."""
    spans = [span for span in plan.spans if span.kind == "step"]
    first, routine = spans[0].start, plan.routine
    tasks = []
    for span in spans:
        step = span.step
        one = step.side in ("left", "right")
        tasks.append(
            Task(
                number=span.number,
                name=step.name or step.stroke.name,
                start=Ms(span.start - first),
                end=Ms(span.end - first),
                tolerance=routine.tolerance if step.tolerance is None else step.tolerance,
                stroke=step.stroke.id,
                place=" and ".join(region.one if one else region.name for region in step.regions),
                regions=tuple(region.id for region in step.regions),
                side=step.side,
                pressure=step.pressure,
                check_in=step.check_in,
            )
        )
    return Paper(tuple(tasks), routine.rubric)


class ExamRun:
    """One run by a clock: `ready` until the first press, then it runs, then it is over. Time is real time.

    A look at the clock that comes late is kept as a gap, and the time goes on: nobody knows what the hands did.
    """

    def __init__(self, paper: Paper, clock: Clock, gap: Ms = GAP) -> None:
        self._clock, self._gap = clock, gap
        self._start: Ms | None = None
        self._pressed: Ms | None = None
        self._before = self._exam = Exam(paper)
        self._twice = False  # another press now would say that the student asked

    @property
    def exam(self) -> Exam:
        """What is known by now."""
        return self._exam

    @property
    def begun(self) -> bool:
        """Whether the clock has started."""
        return self._start is not None

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return bool(self._exam.ending)

    def tick(self) -> None:
        """Look at the clock: note a gap, and end what has gone on for too long."""
        self._look(self._clock())

    def press(self) -> Sign | None:
        """A key, a pedal or a click; None where it was only a bounce, or nothing runs any more."""
        now = self._clock()
        before, self._pressed = self._pressed, now
        if self._start is None:
            self._start = now
            self._twice = True
            return "began"
        self._look(now)
        if self.over:
            return None
        since = Ms(now - before) if before is not None else TWICE
        if since < BOUNCE:
            self._pressed = before
            return None
        at = Ms(now - self._start)
        if self._twice and since < TWICE:
            self._twice = False
            self._exam = replace(self._before, asked=(*self._before.asked, Ms(at - since)), until=at)
            return "asked"
        self._twice = True
        self._before = self._exam
        self._exam = replace(self._exam, marks=(*self._exam.marks, at))
        return "mark"

    def ask(self) -> Sign | None:
        """The key that says only that the student asked about the pressure."""
        self.tick()
        if not self.begun or self.over:
            return None
        self._twice = False
        self._exam = replace(self._exam, asked=(*self._exam.asked, self._exam.until))
        return "asked"

    def hold(self) -> None:
        """The press was held: it was no change but the end, and it came when the key went down."""
        self.tick()
        if self.over or self._start is None or self._pressed is None or self._pressed == self._start:
            return
        at = Ms(self._pressed - self._start)
        marks = tuple(mark for mark in self._exam.marks if mark < at)
        self._exam = replace(self._exam, marks=marks, until=max(at, *marks, Ms(0)), ending="told")

    def leave(self) -> None:
        """Break off."""
        self.tick()
        if self.begun and not self.over:
            self._exam = replace(self._exam, ending="left")

    def _look(self, now: Ms) -> None:
        if self._start is None or self.over:
            return
        exam, at = self._exam, Ms(now - self._start)
        if at - exam.until > self._gap:
            exam = replace(exam, gaps=(*exam.gaps, Gap(exam.until, Ms(at - exam.until))))
        limit = exam.paper.limit
        self._exam = replace(exam, until=min(at, limit), ending="time" if at >= limit else "")
