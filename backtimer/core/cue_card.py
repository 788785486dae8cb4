"""A plan as the lines of a sheet of paper: one line for each step, both sides of it together.

Knows plans. Leaves to the painters how a line looks.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from backtimer.core.plan import Plan, Span
from backtimer.core.routine import Step
from backtimer.core.timing import Ms


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: the steps `first` to `last` of the plan, which are one step, or its two sides.

    `time` is that of each side; `start` is when it begins; `index` is the place of its first span in the plan.
    """

    first: int
    last: int
    step: Step
    time: Ms
    start: Ms
    index: int

    @property
    def twice(self) -> bool:
        """Whether it is done on one side, and then on the other."""
        return self.last > self.first

    @property
    def whole(self) -> Ms:
        """The time of both sides together."""
        return Ms(self.time * (self.last - self.first + 1))


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """All steps of a plan in their order; the second side of a step is told with its first."""
    steps = [(index, span) for index, span in enumerate(plan.spans) if span.kind == "step"]
    seconds = {other.number for (_, one), (_, other) in pairwise(steps) if _is_second(one, other)}
    return tuple(
        Line(
            span.number,
            span.number + (span.number + 1 in seconds),
            span.step,
            span.length,
            span.start,
            index,
        )
        for index, span in steps
        if span.number not in seconds
    )


def _is_second(one: Span, other: Span) -> bool:
    """Whether a step is the one before it again, on the right side after the left, for the same time."""
    sides = (one.step.side, other.step.side) == ("left", "right")
    return sides and one.length == other.length and _sideless(one.step) == _sideless(other.step)


def _sideless(step: Step) -> Step:
    return replace(step, side="both", check_in=False)
