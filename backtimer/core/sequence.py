"""What is done one after the other: the steps that the wishes leave, each side by itself, and the time between two.

Leaves how long a step is to `fit`, and when it comes to `plan`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from backtimer.core.lint import is_firm
from backtimer.core.routine import Routine, Step
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes


def played_steps(routine: Routine, wishes: Wishes) -> tuple[Step, ...]:
    """Give the steps in the order in which they are done, never with the side `each`; none where all is left out."""
    return tuple(
        _for_receiver(half, wishes, firm=is_firm(routine.level))
        for step in routine.in_order()
        if max(step.pressure, default=0) <= (wishes.deepest or 5)
        and step.stroke.family not in wishes.without
        and not wishes.leave_out & {region.id for region in step.regions}
        for half in _halves(step)
    )


def lead(before: Step | None, step: Step, wishes: Wishes) -> Ms:
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


def leads(steps: Iterable[Step], wishes: Wishes) -> Ms:
    """The time before all of the steps together."""
    return Ms(sum(lead(before, step, wishes) for before, step in pairwise((None, *steps)) if step))


def _halves(step: Step) -> Iterator[Step]:
    """An `each` step as left, then right, with equal times and bounds; any other as it is."""
    if step.side != "each":
        yield step
        return
    least = None if step.least is None else Ms(step.least // 2)
    most = None if step.most is None else Ms(step.most // 2)
    left = replace(step, side="left", time=Ms(step.time // 2), least=least, most=most)
    yield left
    yield replace(left, side="right", check_in=False)


def pressed(step: Step, change: int, wishes: Wishes, *, firm: bool) -> Step:
    """The step softer or firmer by so many levels, within what its place bears and the wishes allow."""
    return _for_receiver(step, replace(wishes, pressure=change), firm=firm)


def _for_receiver(step: Step, wishes: Wishes, *, firm: bool) -> Step:
    """The step with the receiver's pressure: never below 1, never above what the place bears or the wishes allow."""
    if not step.pressure or (not wishes.pressure and wishes.cap is None):
        return step
    levels = step.pressure
    if wishes.pressure:
        bears = min((region.firmest if firm else region.cap for region in step.regions), default=max(levels))
        levels = tuple(min(level + wishes.pressure, bears) for level in levels)
    if wishes.cap is not None:
        levels = tuple(min(level, wishes.cap) for level in levels)
    return replace(step, pressure=tuple(max(1, level) for level in levels))
