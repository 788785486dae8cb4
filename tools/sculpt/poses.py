"""How the masseur's hands are held, shape by shape.

Knows degrees: of spread, bend, tilt and turn. Leaves what bends to `bones`.
"""

from typing import Final

import numpy as np

from backtimer.ui.paint_hands import EXTENTS
from tools.sculpt.bones import Pose

FLAT: Final = ((-1.0, 4, 7, 4), (0.0, 3, 8, 5), (2.0, 4, 9, 6), (5.5, 5, 10, 7))

POINTING: Final = ((1.0, 12, 22, 9), (0.0, 11, 25, 10), (0.0, 12, 26, 10), (1.0, 14, 22, 9))
FANNED: Final = ((9.0, 16, 26, 12), (1.0, 14, 30, 14), (-7.0, 17, 31, 14), (-16.0, 22, 28, 14))
CLENCHED: Final = ((1.5, 82, 98, 60), (0.5, 82, 100, 60), (-0.5, 84, 100, 60), (-1.5, 84, 98, 60))
BY_THE_MIDDLE: Final = ((6.0, 20, 112, 70), (1.0, 20, 114, 70), (-4.0, 21, 114, 70), (-10.0, 23, 110, 70))
RAISED: Final = ((-0.5, -12, 9, 5), (0.0, -13, 10, 5), (1.5, -12, 11, 6), (4.0, -9, 12, 7))
HOLLOW: Final = ((-5.0, 50, 22, 12), (-1.0, 50, 24, 13), (3.6, 50, 25, 14), (8.4, 47, 26, 15))
SIDEWAYS: Final = ((1.0, 5, 10, 6), (0.0, 3, 9, 6), (-0.5, 1, 8, 6), (-1.0, 0, 7, 6))
RESTING: Final = ((1.0, 12, 24, 12), (0.0, 14, 28, 14), (0.0, 18, 30, 15), (2.0, 22, 30, 16))
NIPPING: Final = ((3.0, 36, 34, 18), (0.0, 36, 38, 20), (-1.0, 74, 84, 50), (-3.0, 78, 84, 50))
HOOKED: Final = ((13.0, 4, 44, 30), (4.0, 2, 46, 32), (-6.0, 4, 46, 32), (-17.0, 8, 44, 30))


def gripping(share: float) -> Pose:
    """Give the C of thumb and fingers, from open (0) to closed (1)."""

    def between(open_: float, closed: float) -> float:
        return open_ + (closed - open_) * share

    bends = [(1 - at, between(30, 50), between(24, 40) + 2 * at, between(14, 24)) for at in range(4)]
    return Pose(
        tuple(bends),
        thumb=(
            (between(66, 48), between(22, 34)),
            (between(54, 22), between(26, 38)),
            (between(36, -16), between(24, 34)),
        ),
        tilt=between(-4, -8),
        roll=22.0,
        yaw=-30.0,
        arm=(6.0, 14.0),
        touch=("thumb", "tips"),
    )


POSES: Final[dict[str, tuple[Pose, ...]]] = {
    "palm": (Pose(FLAT, anchor=(0.0, 56.0), thumb=((36, 8), (22, 6), (12, 2))),),
    "fingertips": (Pose(POINTING, tilt=14.0, thumb=((34, 14), (20, 16), (10, 14)), arm=(0.0, 2.0), touch=("tips",)),),
    "thumb": (Pose(FANNED, tilt=4.0, yaw=-40.0, thumb=((46, 10), (42, 8), (40, 0)), arm=(4.0, 8.0), touch=("thumb",)),),
    "fist": (Pose(CLENCHED, tilt=-2.0, thumb=((38, 14), (16, 20), (-34, 14)), arm=(0.0, 4.0), touch=("phalanges",)),),
    "knuckles": (Pose(BY_THE_MIDDLE, tilt=22.0, thumb=((24, 22), (-4, 34), (-30, 30)), touch=("middle joints",)),),
    "forearm": (Pose(RESTING, thumb=((34, 12), (20, 14), (10, 12)), touch=("arm",), fade_mm=(176.0, 262.0)),),
    "heel": (Pose(RAISED, tilt=-30.0, thumb=((46, -2), (34, -6), (24, -10)), arm=(0.0, 30.0), touch=("heel",)),),
    "edge": (Pose(SIDEWAYS, roll=84.0, thumb=((22, 16), (8, 8), (2, 2)), arm=(0.0, 10.0), touch=("edge",)),),
    "cup": (Pose(HOLLOW, tilt=-25.0, anchor=(0.0, 74.0), thumb=((25, 14), (8, 22), (-4, 28)), touch=("rim",)),),
    "pinch": (
        Pose(NIPPING, tilt=0.0, yaw=-14.0, thumb=((38, 24), (22, 26), (-4, 24)), arm=(4.0, 10.0), touch=("pinch",)),
    ),
    "claw": (Pose(HOOKED, tilt=20.0, thumb=((44, 16), (34, 26), (20, 30)), arm=(0.0, 6.0), touch=("tips",)),),
    "grip": tuple(gripping(share) for share in np.linspace(0.0, 1.0, EXTENTS["grip"].stages)),
}


STACK: Final = (
    Pose(FLAT, anchor=(0.0, 56.0), yaw=6.0, thumb=((40, 8), (26, 6), (14, 2)), arm=(-9.0, 5.0)),
    Pose(FLAT, anchor=(-6.0, 50.0), yaw=24.0, tilt=2.0, thumb=((28, 12), (14, 12), (6, 10)), arm=(-20.0, 8.0)),
)
"""The hand below, and the other hand on it (as a mirror image of this one)."""


WRAPPED: Final = ((1.0, 40, 70, 45), (0.0, 42, 74, 45), (-1.0, 44, 74, 45), (-2.0, 46, 70, 45))

HELD_AT: Final = 140.0
"""Where a towel is held: mm to either side of its middle."""

HOLDING: Final = Pose(
    WRAPPED,
    anchor=(HELD_AT, 92.0),
    tilt=-4.0,
    thumb=((30, 14), (6, 26), (-20, 26)),
    arm=(-22.0, 10.0),
    fade_mm=(12.0, 84.0),
    touch=(),
)
"""The hand at one end of a towel; the other is its mirror image."""
