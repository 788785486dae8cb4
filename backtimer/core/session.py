"""What was done, gathered from the events and moments of one playing. Knows no clock and no disk.

Events tell what ran and what was skipped; how long hands stayed while time stood is told by the moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from backtimer.core.events import Answered, Event, Extended, Paced, Passed, Paused, Repeated, Sought, Started
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan, Span
from backtimer.core.practice import AS_PLANNED, Pace
from backtimer.core.timing import Ms


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of one step.

    `planned` is its time when it began, as written; `ran` how long it ran, each time that it was played and at the
    pace of that time, `held` how long the hands stayed beside that while
    time stood (a hold, or a step that waits); `more` what it was extended by. `answers` are what the receiver said of
    the pressure: softer (−1), good (0) or firmer (1). `skipped` says that it was left before its end, or not begun,
    for a later one.
    """

    planned: Ms = Ms(0)
    ran: Ms = Ms(0)
    held: Ms = Ms(0)
    more: Ms = Ms(0)
    pauses: int = 0
    check_ins: int = 0
    answers: tuple[int, ...] = ()
    skipped: bool = False

    @property
    def actual(self) -> Ms:
        """How long the hands were at it."""
        return Ms(self.ran + self.held)


_NOTHING: Final[Mapping[int, Done]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Session:
    """`steps` are the numbers of the steps that began, `worked` the time that ran, without pauses and holds.

    `done` holds each step of which there is something to tell, by its number. `stayed` is how much of the stay at the
    span `index` has been counted. `pace` is how the clock of the plan runs now.
    """

    steps: frozenset[int] = frozenset()
    worked: Ms = Ms(0)
    pauses: int = 0
    at: Ms = Ms(0)
    done: Mapping[int, Done] = field(default_factory=lambda: _NOTHING, compare=False)
    index: int = field(default=0, compare=False)
    stayed: Ms = field(default=Ms(0), compare=False)
    pace: Pace = field(default=AS_PLANNED, compare=False)


def after(session: Session, event: Event, plan: Plan) -> Session:  # noqa: PLR0911  # one for each kind of event
    """The session after one more event of this plan."""
    match event:
        case Started(at=at):  # what lies before was sought, not worked
            return replace(session, at=at)
        case Sought(at=at, since=since):
            session = _skipped(_ran(session, since, plan), at, since, plan)
            return replace(session, at=at, stayed=Ms(0))
        case Repeated(at=at, since=since):  # nobody skipped anything
            return replace(_ran(session, since, plan), at=at, stayed=Ms(0))
        case Passed(at=at, mark=mark):
            return _told(_ran(session, at, plan), plan.spans[mark.span], mark.kind)
    session = _ran(session, event.at, plan)
    if isinstance(event, Paced):
        return replace(session, pace=event.pace)
    number = _at_hand(session, event.at, plan).number
    done = _of(session, number)
    match event:
        case Paused():
            session, done = replace(session, pauses=session.pauses + 1), replace(done, pauses=done.pauses + 1)
        case Extended(more=more):
            done = replace(done, more=Ms(done.more + more))
        case Answered(change=change):
            done = replace(done, answers=(*done.answers, change))
        case _:
            return session
    return _with(session, number, done)


def seen(session: Session, moment: Moment) -> Session:
    """The session up to a moment that came after all its events: what ran since, and how long the hands stayed."""
    if moment.position > session.at:
        session = _ran(session, moment.position, moment.plan)
    counted = session.stayed if moment.index == session.index and moment.stayed >= session.stayed else 0
    held = moment.stayed - counted
    session = replace(session, index=moment.index, stayed=moment.stayed)
    if held <= 0 or moment.span.kind != "step":
        return session
    before = _begun(session, moment.span)
    return _with(session, moment.span.number, replace(before, held=Ms(before.held + held)))


def _at_hand(session: Session, at: Ms, plan: Plan) -> Span:
    """The span that is being done: where a step waits, the one that ends here, not the one that begins."""
    last = plan.spans[min(session.index, len(plan.spans) - 1)]
    return last if session.stayed and last.end == at else plan.spans[plan.index_at(at)]


def _of(session: Session, number: int) -> Done:
    return session.done.get(number, Done())


def _with(session: Session, number: int, done: Done) -> Session:
    return replace(session, done=MappingProxyType({**session.done, number: done}))


def _begun(session: Session, span: Span) -> Done:
    """What is known of a step that is being done: from now on its planned time stands."""
    done = _of(session, span.number)
    return done if done.planned else replace(done, planned=Ms(span.length - done.more))


def _ran(session: Session, until: Ms, plan: Plan) -> Session:
    """The session after time ran on to a position."""
    for span in plan.spans[plan.index_at(session.at) :]:
        if span.start >= until:
            break
        ran = min(until, span.end) - max(session.at, span.start)
        if span.kind == "step" and ran > 0:
            before = _begun(session, span)
            session = _with(session, span.number, replace(before, ran=Ms(before.ran + session.pace.ours(ran))))
    return replace(session, worked=Ms(session.worked + session.pace.ours(max(until - session.at, 0))), at=until)


def _told(session: Session, span: Span, kind: str) -> Session:
    """The session after a mark of that span."""
    if kind == "begin":
        session = replace(session, steps=session.steps | {span.number})
        return _with(session, span.number, replace(_begun(session, span), skipped=False))
    if kind == "check_in":
        done = _of(session, span.number)
        return _with(session, span.number, replace(done, check_ins=done.check_ins + 1))
    return session


def _skipped(session: Session, at: Ms, since: Ms, plan: Plan) -> Session:
    """The session after a leap: each step that has something of it behind the leap, and its end too, was skipped."""
    if at <= since:
        return session
    for span in plan.spans[plan.index_at(since) :]:
        if span.end > at:
            break
        if span.kind == "step" and span.end > since:
            session = _with(session, span.number, replace(_of(session, span.number), skipped=True))
    return session
