"""Every movement that the vocabulary may name, from the tables of the families."""

from typing import Final

from backtimer.core.kinds import OWN
from backtimer.core.motion import (
    brush,
    circle,
    glide,
    grasp,
    hold,
    knead,
    lomi,
    own_movement,
    press,
    rub,
    shoulder,
    sideways,
    tap,
    tremble,
)
from backtimer.core.motion.move import Motion
from backtimer.core.routine import Step

MOTIONS: Final[dict[str, Motion]] = {
    **glide.MOTIONS,
    **brush.MOTIONS,
    **sideways.MOTIONS,
    **circle.MOTIONS,
    **grasp.MOTIONS,
    **knead.MOTIONS,
    **rub.MOTIONS,
    **press.MOTIONS,
    **tap.MOTIONS,
    **tremble.MOTIONS,
    **hold.MOTIONS,
    **shoulder.MOTIONS,
    **lomi.MOTIONS,
    **own_movement.MOTIONS,
}
"""`none` shows no hands."""

BY_ONESELF: Final = {"rub": "rub_oneself"}
"""What is done in another way by oneself."""


def motion_of(step: Step) -> Motion:
    """How a step's stroke moves."""
    name = step.stroke.motion
    return MOTIONS[BY_ONESELF.get(name, name) if step.posture in OWN else name]
