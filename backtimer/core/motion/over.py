"""From step to step of a plan: the hands come down, stay at their work, and move over to the next place."""

import math
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from backtimer.core.hand import Hand, between
from backtimer.core.motion.hands import hands_of
from backtimer.core.plan import Plan, Span
from backtimer.core.timing import Ms

GO_OVER: Final = Ms(900)
"""How long the hands take from one step to the next where no change-over lies between."""


def hands_at(plan: Plan, index: int, time: Ms, came: Ms = Ms(0)) -> tuple[Hand, ...]:
    """The hands so long after a span of a plan began. From step to step they move over without a jump.

    `came` is how long the span before was held beyond its time.
    """
    span = plan.spans[index]
    before = plan.spans[index - 1] if index else None
    match span.kind:
        case "step":
            now = hands_of(span.step, time)
            if before is None or before.kind != "step" or time >= GO_OVER:
                return now
            return _going_over(_left_by(before, came), now, time / GO_OVER, rise=0.15)
        case "change":
            share = min(time / max(span.length, 1), 1.0)
            came_from = _left_by(before, came) if before else ()
            moving = _going_over(came_from, hands_of(span.step, Ms(0)), share, rise=0.6)
            return tuple(replace(hand, seen=hand.seen * (1 - 0.5 * math.sin(math.pi * share))) for hand in moving)
        case "ready":
            nearing = min(max(1 - (span.length - time) / 2_000, 0.0), 1.0)
            return tuple(
                replace(
                    hand, lift=max(1 - nearing, hand.lift), weight=hand.weight * nearing, seen=0.35 + 0.65 * nearing
                )
                for hand in hands_of(span.step, Ms(0))
            )


def _left_by(span: Span, came: Ms) -> tuple[Hand, ...]:
    """Where a span's hands were when it ended."""
    return hands_of(span.step, Ms(span.length + came))


def _going_over(came_from: tuple[Hand, ...], to: tuple[Hand, ...], share: float, *, rise: float) -> tuple[Hand, ...]:
    """Hands on their way to the next step, lifted a little; one that is needed no more fades, a new one appears."""
    eased = 0.5 - 0.5 * math.cos(math.pi * share)
    height = rise * math.sin(math.pi * share)
    pairs = zip_longest(came_from, to)
    moving = (
        between(
            a if a is not None else replace(b, lift=1.0, weight=0.0, seen=0.0),
            b if b is not None else replace(a, lift=1.0, weight=0.0, seen=0.0),
            eased,
        )
        for a, b in pairs
    )
    return tuple(replace(hand, lift=max(hand.lift, height), weight=hand.weight * (1 - height)) for hand in moving)
