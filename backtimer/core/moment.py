"""All that is true at one instant of a plan: what the eye shows. Knows nothing of how the instant was reached."""

from dataclasses import dataclass
from typing import Literal

from backtimer.core.plan import Plan, Span
from backtimer.core.practice import AS_PLANNED, Pace, Passage
from backtimer.core.timing import Ms

State = Literal["ready", "running", "paused", "leading", "holding", "waiting", "finished", "stopped"]
"""ready: not yet started · leading: the lead-in after a pause · holding: time stands, hands go on ·
waiting: the same at the end of a step that waits for the giver."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant. `hands` is how long the hands have been at this span: it runs on while time is held.

    It is their own time: where a step is made to last longer, they do more rounds, and none of them slower.
    """

    plan: Plan
    position: Ms
    index: int
    state: State = "running"
    hands: Ms = Ms(0)
    lead: Ms = Ms(0)
    """What is left of the lead-in."""
    stayed: Ms = Ms(0)
    """How long this span has been held, or has waited, beyond its time."""
    came: Ms = Ms(0)
    """By how much the hands were longer at the span before than its time; less than nothing where they hurried."""
    pace: Pace = AS_PLANNED
    passage: Passage | None = None
    """What is repeated, or will be."""

    @property
    def span(self) -> Span:
        """What is being done."""
        return self.plan.spans[self.index]

    @property
    def left(self) -> Ms:
        """Time to the end of the span, at this pace."""
        return self.pace.shown(self.span.end - self.position)

    @property
    def total_left(self) -> Ms:
        """Time to the end of the routine, at this pace."""
        return self.pace.shown(self.plan.total - self.position)

    @property
    def turn(self) -> Ms | None:
        """The position from which the passage begins anew; None where the plan simply goes on."""
        return None if self.passage is None else self.passage.end(self.plan)

    @property
    def pressure(self) -> float:
        """The level asked for at this instant, between 1 and 5; 0 where no hand presses."""
        if self.span.kind != "step":
            return 0.0
        return pressure_at(self.span.step.pressure, (self.position - self.span.start) / max(self.span.length, 1))

    @property
    def following(self) -> Span | None:
        """The step that comes next."""
        return self.plan.following(self.index)


def pressure_at(levels: tuple[int, ...], share: float) -> float:
    """Give the level at a share 0…1 of a step whose levels are spread evenly over it."""
    if not levels:
        return 0.0
    at = min(max(share, 0.0), 1.0) * (len(levels) - 1)
    low = min(int(at), len(levels) - 2) if len(levels) > 1 else 0
    high = min(low + 1, len(levels) - 1)
    return levels[low] + (levels[high] - levels[low]) * (at - low)


def moment_at(plan: Plan, position: Ms) -> Moment:
    """Give the instant as it is when the routine simply runs through it."""
    position = Ms(min(max(position, 0), plan.total))
    index = plan.index_at(position)
    return Moment(plan, position, index, hands=Ms(position - plan.spans[index].start))
