"""What was done, gathered from the events of one playing. Knows no clock and no disk."""

from dataclasses import dataclass, replace

from backtimer.core.events import Event, Passed, Paused, Sought
from backtimer.core.plan import Plan
from backtimer.core.timing import Ms


@dataclass(frozen=True, slots=True)
class Session:
    """`steps` are the numbers of the steps that began, `worked` the time that ran, without pauses and holds."""

    steps: frozenset[int] = frozenset()
    worked: Ms = Ms(0)
    pauses: int = 0
    at: Ms = Ms(0)


def after(session: Session, event: Event, plan: Plan) -> Session:
    """The session after one more event of this plan."""
    since = event.since if isinstance(event, Sought) else event.at
    session = replace(session, worked=Ms(session.worked + max(since - session.at, 0)), at=event.at)
    match event:
        case Passed(mark=mark) if mark.kind == "begin":
            return replace(session, steps=session.steps | {plan.spans[mark.span].number})
        case Paused():
            return replace(session, pauses=session.pauses + 1)
        case _:
            return session
