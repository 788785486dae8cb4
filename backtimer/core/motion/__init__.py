"""Where the hands are: a pure function of the step and of the time since it began.

Knows which movement belongs to which name of the vocabulary, and how a side is played: both hands mirrored, two hands
on one side, or on the midline. Leaves the movements to the families: glide, knead, press.
"""

import math
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final, Protocol

from backtimer.core.hand import Hand, between, mirrored
from backtimer.core.motion import glide, knead, press
from backtimer.core.motion.body import kept
from backtimer.core.motion.way import Way, way_of
from backtimer.core.plan import Plan, Span
from backtimer.core.routine import Step
from backtimer.core.timing import Ms

BREATH: Final = Ms(5_000)
"""The cycle of hands that rest."""

GO_OVER: Final = Ms(900)
"""How long the hands take from one step to the next where no change-over lies between."""

ALONG: Final = 45.0
"""A hand that is turned less than this points along the body, one that is turned more lies across it."""

SPLAY: Final = 22.0
"""A hand that takes hold is turned so much to its thumb: so its arm keeps clear of the other one."""

SAMPLES: Final = 96
"""Poses of one round in a trace."""


class Movement(Protocol):
    """One hand of the right side, so many cycles after the step began."""

    def __call__(self, way: Way, cycles: float, *, second: bool) -> Hand:
        """The hand, or its partner where the two take turns."""
        ...


@dataclass(frozen=True, slots=True)
class Motion:
    """A movement and how two hands share it.

    `turns`: the hands take turns, and both work even on one side. `apart`: on the midline they lie high and low.
    `downward`: it leads away from the head. `rounds`: after how many cycles the drawn trace repeats; 0 where the trace
    is the line along which it walks. `opposed`: by how many cycles the other hand is ahead when each works on its own
    side, so that they go in opposite directions. `reaches`: how often the stroke's reach is travelled in one cycle; 0
    where a cycle goes along the whole way.
    """

    movement: Movement
    turns: bool = False
    apart: bool = False
    rounds: int = 0
    downward: bool = False
    opposed: float = 0.0
    reaches: float = 0.0


MOTIONS: Final[dict[str, Motion | None]] = {
    "still": Motion(glide.still, apart=True),
    "loop": Motion(glide.loop, rounds=1),
    "fan": Motion(glide.fan, rounds=3),
    "alternate": Motion(glide.alternate, turns=True, reaches=1.0),
    "eight": Motion(glide.eight, rounds=1),
    "pass": Motion(glide.passing, downward=True, turns=True),
    "stroke": Motion(glide.stroking, downward=True),
    "feather": Motion(glide.feather, downward=True, turns=True, reaches=1.0),
    "spread": Motion(glide.spread),
    "circles": Motion(knead.circles, reaches=math.pi),
    "big_circles": Motion(knead.circles, turns=True, reaches=math.pi),
    "scoop": Motion(knead.scoop, turns=True),
    "squeeze": Motion(knead.squeeze),
    "wring": Motion(knead.wring, turns=True, opposed=1.0, reaches=1.0),
    "roll": Motion(knead.roll, turns=True),
    "press": Motion(press.press),
    "rub": Motion(press.rub, turns=True, opposed=0.5, reaches=2.0),
    "tap": Motion(press.tap, turns=True),
    "tremble": Motion(press.tremble),
    "rock": Motion(press.rock, turns=True, apart=True),
    "none": None,
}
"""Every movement that the vocabulary may name. `none` shows no hands."""


def cycle_of(step: Step) -> Ms:
    """How long one cycle of the step's movement takes: from its tempo, or a breath where the hands rest."""
    return _cycle(step, way_of(step), MOTIONS[step.stroke.motion])


def _cycle(step: Step, way: Way, motion: Motion | None) -> Ms:
    length = way.loop.length if motion is not None and motion.rounds else way.track.length
    if motion is not None and motion.reaches and way.reach:
        length = motion.reaches * way.reach
    return step.tempo.cycle(length) or BREATH


def hands_of(step: Step, time: Ms) -> tuple[Hand, ...]:
    """The hands of a step whose side is decided, so long after it began; empty where no hand is shown."""
    motion = MOTIONS[step.stroke.motion]
    if motion is None:
        return ()
    way = way_of(step)
    cycles = time / _cycle(step, way, motion)
    hands = [motion.movement(way, cycles, second=False)]
    if step.side == "both":
        alike = not (motion.turns or motion.opposed)
        other = hands[0] if alike else motion.movement(way, cycles + motion.opposed, second=motion.turns)
        hands.insert(0, mirrored(other))
    elif motion.turns or (motion.apart and way.middle):
        hands = _pair(hands[0], motion.movement(way, cycles, second=True))
    if way.shape == "grip" and not way.middle:
        hands = [replace(hand, turn=hand.turn + SPLAY * hand.thumb) for hand in hands]
    on_skin = [_on_skin(hand) for hand in hands]
    return tuple(mirrored(hand) for hand in on_skin) if step.side == "left" else tuple(on_skin)


def _pair(first: Hand, second: Hand) -> list[Hand]:
    """Two hands on the right side, their thumbs toward each other: the first is the inner one, or the lower one."""
    if abs(first.turn) < ALONG:
        return [replace(first, thumb=-first.thumb), second]
    return [first, replace(second, thumb=-second.thumb)]


def _on_skin(hand: Hand) -> Hand:
    """The hand where it is; one that a movement would carry off the body, at its edge."""
    at = kept(hand.at)
    return hand if at == hand.at else replace(hand, at=at)


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


def trace_of(step: Step, cycle: int = 0) -> tuple[tuple[Hand, ...], ...]:
    """The way of each hand, as poses in the order of time: one round, or the line on which a small movement walks.

    `cycle` chooses which of several rounds (a fan has three).
    """
    motion = MOTIONS[step.stroke.motion]
    if motion is None or step.tempo.still or step.stroke.motion in ("still", "tremble", "rock"):
        return ()
    if not motion.rounds:
        way = way_of(step)
        line = way.track.points
        if motion.downward and way.leads_up:
            line = line[::-1]
        right = tuple(Hand(point) for point in line)
        left = tuple(mirrored(hand) for hand in right)
        return {"both": (left, right), "left": (left,)}.get(step.side, (right,))
    start = cycle % motion.rounds
    length = cycle_of(step)
    poses = [hands_of(step, Ms(length * start + length * i // SAMPLES)) for i in range(SAMPLES + 1)]
    return tuple(zip(*poses, strict=True))


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
