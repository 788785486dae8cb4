"""What a step leaves to be drawn on the still skin: the way of its hands, and the spots at which they stop."""

from dataclasses import replace
from typing import Final

from backtimer.core.hand import Hand, Point, mirrored
from backtimer.core.motion.body import kept
from backtimer.core.motion.hands import cycle_of, hands_of, round_of
from backtimer.core.motion.table import motion_of
from backtimer.core.motion.way import way_of
from backtimer.core.routine import Step
from backtimer.core.timing import Ms

SAMPLES: Final = 120
"""Poses in a trace."""

AIR: Final = 0.05
"""A hand higher than this leaves no trace."""


def trace_of(step: Step, cycle: int = 0) -> tuple[tuple[Hand, ...], ...]:
    """The way of each hand, as poses in the order of time: one round, or the line on which a small movement walks.

    `cycle` chooses which of several rounds (a fan has three).
    """
    motion = motion_of(step)
    if (
        motion.movement is None and step.tempo.still
    ) or step.posture == "oneself-lying":  # nothing moves, or none sees it
        return ()
    if motion.curve is not None or motion.draws == "line":
        way = way_of(step)
        right = motion.curve(way) if motion.curve else tuple(Hand(at, weight=0.8) for at in way.track.points)
        if not right:
            return ()
        if step.posture != "forearms":
            right = tuple(replace(hand, at=kept(hand.at)) for hand in right)
        left = tuple(mirrored(hand) for hand in right)
        both = step.side == "both" or motion.across or (step.side == "middle" and right[0].at[0] > 0)
        return (left, right) if both else (left,) if step.side == "left" else (right,)
    if not motion.draws or (step.tempo.still and motion.draws != "round"):
        return ()
    length = cycle_of(step)
    start, lasts = (length * (cycle % 3), length) if motion.draws == "cycle" else (0, round_of(step))
    poses = [hands_of(step, Ms(start + lasts * i // SAMPLES)) for i in range(SAMPLES + 1)]
    return tuple(
        tuple(replace(hand, lift=1.0) if hand.lift > AIR else hand for hand in one) for one in zip(*poses, strict=True)
    )


def places_of(step: Step) -> tuple[Point, ...]:
    """The spots at which presses or circles stop, on the sides that are worked."""
    motion = motion_of(step)
    if motion.places is None:
        return ()
    spots = motion.places(way_of(step))
    left = tuple((-x, y) for x, y in spots)
    if step.side == "left":
        return left
    return spots + left if step.side == "both" or (step.side == "middle" and spots != left) else spots
