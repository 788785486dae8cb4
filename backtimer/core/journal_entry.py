"""What the journal holds: one entry for each session, one line for each of its steps. Plain data.

Knows no disk, no calendar and no clock. An instant is told twice over: in the world's time, and by how much the clock
on the wall differed from it then; so a change of zone or of summer time moves nothing.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from backtimer.core.kinds import Side
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan
from backtimer.core.session import Done, Session
from backtimer.core.timing import MINUTE, Ms
from backtimer.core.wishes import AS_WRITTEN, Wishes

DAY: Final = 86_400_000

RATINGS: Final = range(11)
"""A rating goes from 0 to 10."""


class Stamp(NamedTuple):
    """An instant: milliseconds since 1970-01-01 in UTC, and the minutes by which the wall's clock was ahead of it."""

    utc: int
    offset: int = 0

    @property
    def day(self) -> int:
        """The day on the wall's calendar: 0 is 1970-01-01."""
        return (self.utc + self.offset * MINUTE) // DAY


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One step as it was planned and done. Times in milliseconds; `regions` and `stroke` are ids of the handbook.

    `actual` is how long the hands were at it; `held` of that while time stood. What was not reached has 0. `answers`
    are what the receiver said of the pressure: softer (−1), good (0) or firmer (1).
    """

    number: int
    name: str
    stroke: str
    regions: tuple[str, ...]
    side: Side
    planned: Ms
    actual: Ms = Ms(0)
    held: Ms = Ms(0)
    more: Ms = Ms(0)
    pauses: int = 0
    check_ins: int = 0
    answers: tuple[int, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One session. `key` is its own for ever; `ended` is when it was last known to go on, also where it broke off.

    `worked` is the time that ran, pauses and holds left out; `position` of `total` is where in the routine it stands.
    `guidance` is how much the program helped: a level of `core.guidance`; `exam` is none at all.
    """

    key: str
    routine: str
    title: str
    text_hash: str
    started: Stamp
    ended: Stamp
    person: str = ""
    wishes: Wishes = AS_WRITTEN
    finished: bool = False
    position: Ms = Ms(0)
    total: Ms = Ms(0)
    worked: Ms = Ms(0)
    pauses: int = 0
    steps: tuple[StepEntry, ...] = ()
    before: int | None = None
    """How the receiver felt before, from 0 to 10; None where nobody asked."""
    after: int | None = None
    note: str = ""
    guidance: str = "full"


def step_entries(session: Session, plan: Plan) -> tuple[StepEntry, ...]:
    """All steps of a plan, with what was done of each."""
    found = []
    for span in plan.spans:
        if span.kind != "step":
            continue
        step, done = span.step, session.done.get(span.number, Done())
        found.append(
            StepEntry(
                number=span.number,
                name=step.name or step.stroke.name,
                stroke=step.stroke.id,
                regions=tuple(region.id for region in step.regions),
                side=step.side,
                planned=done.planned or Ms(span.length - done.more),
                actual=done.actual,
                held=done.held,
                more=done.more,
                pauses=done.pauses,
                check_ins=done.check_ins,
                answers=done.answers,
                skipped=done.skipped,
            )
        )
    return tuple(found)


def session_of(entry: SessionEntry, moment: Moment) -> Session:
    """The session that an entry tells of, to be gone on with at a moment."""
    done = {
        step.number: Done(
            planned=step.planned,
            ran=Ms(step.actual - step.held),
            held=step.held,
            more=step.more,
            pauses=step.pauses,
            check_ins=step.check_ins,
            answers=step.answers,
            skipped=step.skipped,
        )
        for step in entry.steps
        if step.actual or step.more or step.pauses or step.check_ins or step.answers or step.skipped
    }
    begun = frozenset(step.number for step in entry.steps if step.actual)
    return Session(begun, entry.worked, entry.pauses, moment.position, done, moment.index)
