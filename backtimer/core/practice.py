"""What helps to practise: steps that last longer or shorter, a rehearsal in a hurry, and a passage that is repeated.

Knows the rules. Leaves it to the player when they hold. The hands never hurry: a pace changes how long a step lasts,
and not how fast its strokes are.
"""

from dataclasses import dataclass, replace
from typing import Final

from backtimer.core.plan import Plan, Span
from backtimer.core.timing import Ms

PACES: Final = (50, 75, 100, 125, 150, 200)
"""How long a step can be made to last, in percent of its time."""

HURRY: Final = 8
"""So many times as fast the clock runs in a rehearsal."""

WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Pace:
    """How the clock of a plan runs: each step lasts `times` percent of its time, and of that `ease` percent.

    `times` is what was asked for; `ease` is what the guidance gives in addition. `hurries`: it is rehearsed.
    """

    times: int = WHOLE
    ease: int = WHOLE
    hurries: bool = False

    @property
    def percent(self) -> int:
        """How long a step lasts, in percent of its time."""
        return self.times * self.ease // WHOLE

    @property
    def rate(self) -> float:
        """How much of the plan's time passes in a unit of ours."""
        ahead, behind = self._ratio
        return ahead / behind

    def ahead(self, passed: int, rest: int = 0) -> tuple[Ms, int]:
        """Give how much of the plan passes in a time of ours, and the rest of the division, to be handed in next."""
        ahead, behind = self._ratio
        whole, rest = divmod(passed * ahead + rest, behind)
        return Ms(whole), rest

    def ours(self, planned: int) -> Ms:
        """Give how long a stretch of the plan takes."""
        ahead, behind = self._ratio
        return Ms((planned * behind + ahead // 2) // ahead)

    def shown(self, planned: int) -> Ms:
        """Give how long a stretch of the plan is called: a rehearsal hurries through it, and calls it no shorter."""
        return Ms(planned * self.percent // WHOLE)

    def longer(self) -> "Pace":
        """Have steps last longer, up to twice their time."""
        return replace(self, times=next((times for times in PACES if times > self.times), PACES[-1]))

    def shorter(self) -> "Pace":
        """Have steps last shorter, down to half their time."""
        return replace(self, times=next((times for times in reversed(PACES) if times < self.times), PACES[0]))

    @property
    def _ratio(self) -> tuple[int, int]:
        return WHOLE * (HURRY if self.hurries else 1), self.percent


AS_PLANNED: Final = Pace()


@dataclass(frozen=True, slots=True)
class Passage:
    """Some steps in a row, by their numbers, which are played again and again; now for the `time`th time.

    While only its beginning is marked, `last` is None and nothing is repeated.
    """

    first: int
    last: int | None = None
    time: int = 1

    def start(self, plan: Plan) -> Ms:
        """Where it begins: at the change-over that leads to its first step, where there is one."""
        return next(span.start for span in plan.spans if span.number == self.first)

    def end(self, plan: Plan) -> Ms | None:
        """Where it turns back; None while its end is not marked."""
        return None if self.last is None else plan.spans[plan.step_index(self.last)].end

    def turns_after(self, span: Span) -> bool:
        """Whether its beginning follows that span."""
        return span.kind == "step" and span.number == self.last
