"""The hands of one step: how a side is played, both sides at once, two hands on one side, or on the midline.

Knows the table of movements and keeps every hand on the body and off the spine. Leaves what the hands raise to `skin`,
their way to `trace`, and the going over from step to step to `over`.
"""

from dataclasses import replace
from functools import lru_cache

from backtimer.core.hand import Hand, mirrored
from backtimer.core.kinds import OWN, Side
from backtimer.core.motion.body import bears, kept
from backtimer.core.motion.hold import BREATH
from backtimer.core.motion.move import Motion
from backtimer.core.motion.oneself import Reach, holders, own, reach_to
from backtimer.core.motion.table import motion_of
from backtimer.core.motion.way import Way, way_of
from backtimer.core.routine import Step
from backtimer.core.timing import Ms

Half = tuple[tuple[Hand, ...], bool]
"""Hands as they would lie on the right side, and whether they lie on the left."""


def cycle_of(step: Step) -> Ms:
    """How long one cycle of the step's movement takes: from its tempo, or a breath where the hands rest."""
    return beat(step, way_of(step), motion_of(step))


def round_of(step: Step) -> Ms:
    """How long until the hands have shown all that the stroke is. Nearly all are then where they began."""
    way, motion = way_of(step), motion_of(step)
    return Ms(round(motion.rounds(way) * beat(step, way, motion)))


def hands_of(step: Step, time: Ms) -> tuple[Hand, ...]:
    """The hands of a step whose side is decided, so long after it began; empty where no hand is shown."""
    return tuple(mirrored(hand) if left else hand for hands, left in halves(step, time) for hand in hands)


def sway_of(step: Step, time: Ms) -> float:
    """How many mm the hips lie to the right at this instant; 0 where the body is not rocked. The hands go along."""
    motion = motion_of(step)
    if motion.sway is None:
        return 0.0
    sway = motion.sway(time / cycle_of(step))
    return -sway if step.side == "left" else sway


def beat(step: Step, way: Way, motion: Motion) -> Ms:
    """How long one cycle takes on a way."""
    return motion.lasts or step.tempo.cycle(motion.travel(way)) or BREATH


def halves(step: Step, time: Ms) -> tuple[Half, ...]:
    """The hands of each side that is worked, the left one first, as they would lie on the right."""
    if step.posture == "oneself-lying":  # one sees who lies from the side
        return ()
    way, motion = way_of(step), motion_of(step)
    return _played(way, motion, time / beat(step, way, motion), step.side, reached=_reached(step, way))


def _reached(step: Step, way: Way) -> Reach | None:
    """From where one's own hands come to the way; None where somebody else's do."""
    if step.posture not in OWN:
        return None
    if step.posture == "forearms":
        return "arm"
    start, *_, end = way.track.points
    return reach_to(start[1], end[1], middle=way.middle)


@lru_cache(maxsize=8)  # within one frame the same instant is asked for more than once: for hands, folds, a trace
def _played(way: Way, motion: Motion, cycles: float, side: Side, *, reached: Reach | None) -> tuple[Half, ...]:
    if motion.movement is None:
        return ()
    first, second = (motion.movement(way, cycles, second=second) for second in (False, True))
    if way.both and not motion.across:
        pair = ((second, True), (first, False))
        return tuple(((_laid(motion, hand, reached),), left) for hand, left in pair if hand is not None)
    hands = [_laid(motion, first, reached)] if first is not None else []
    if reached and hands and hands[0].shape == "towel":
        hands += holders(hands[0])
    if second is not None and reached and not way.pair:
        hands.append(mirrored(_laid(motion, mirrored(second), reached)))  # it is one's left hand
    elif second is not None and not reached:  # the other hand of one's own could not reach that side
        hands.append(_laid(motion, second, None))
    return ((tuple(hands), side == "left"),)


def _laid(motion: Motion, hand: Hand, reached: Reach | None) -> Hand:
    """A hand on the skin: kept from the edge of the body, without weight on the spine, one's own as it comes round."""
    at = kept(hand.at)
    weight = hand.weight if motion.rests else hand.weight * bears(at)
    if at != hand.at or weight != hand.weight:
        hand = replace(hand, at=at, weight=weight)
    return own(hand, reached) if reached else hand
