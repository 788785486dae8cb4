"""Where no hand works: the one who receives moves, and only the way of it is drawn."""

import math
from typing import Final

from backtimer.core.hand import Hand
from backtimer.core.motion.move import Motion, after
from backtimer.core.motion.way import Way, along

LOIN: Final = 0.6
HAND: Final = 1.2
"""From these heights (y) down it is the low back that sways, or a hand that shakes; above, the shoulders that roll."""

WRIST: Final = 1.41
FINGERS_MM: Final = 140.0


def curve(way: Way) -> tuple[Hand, ...]:
    """Round the shoulder, three quarters of a circle up and back; from the middle of the low back to the side.

    Of a hand that shakes: to either side about the wrist.
    """
    x, y = way.track.at(0.5)
    if y > HAND:
        swing = (math.radians(22.0 - 44.0 * i / 40) for i in range(41))
        return tuple(
            Hand(along(along((x, WRIST), 180, FINGERS_MM * math.cos(a)), 90, FINGERS_MM * math.sin(a))) for a in swing
        )
    if y < LOIN:
        centre = (min(x, 0.72), y)
        angles = (math.radians(-70.0 + 290.0 * i / 40) for i in range(41))
        return tuple(Hand(along(along(centre, 90, -46.0 * math.cos(a)), 0, 46.0 * math.sin(a))) for a in angles)
    arc = (i / 40 for i in range(41))
    return tuple(Hand((0.1 + 0.42 * part, y - 0.03 - 0.08 * math.sin(math.pi * part))) for part in arc)


MOTIONS: Final = {"none": Motion(None, rounds=after(1), curve=curve)}
