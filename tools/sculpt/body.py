"""The person's back: two builds, arms beside the body or gone forward, all round the same bones.

Knows the body: its forms come from `assets/landmarks.json` (outline, bones, muscles), their heights from anatomy.
Leaves head and hair, cloth and light to others.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from backtimer.core.kinds import Build
from tools.sculpt.block import X_MM, Y_MM, Block, both, coarse_grain, mound, plate, ridge
from tools.sculpt.relief import Field, blurred, coverage, grain, inflated, smooth_outline, smooth_step

Arms = Literal["beside", "leaning", "away", "lap", "nape", "waist"]
"""Beside the body; forward on a cushion, elbows out; or laid forward, away from us.

Of who works on the own back: in the lap, the elbow bent; up to the nape, the elbow high; or back round the waist.
"""

AWAY: Final[tuple[Arms, ...]] = ("leaning", "away")
"""Here the upper arm leads away from us."""

Line = list[list[float]]


@dataclass(frozen=True)
class Person:
    """What is not alike in two people."""

    wide: tuple[tuple[float, float], ...]
    """At which y the outline is how many times as wide as the reference figure's."""
    arm_mm: float
    """By how much each arm is thicker."""
    apart_mm: float
    """By how much further from the body an arm lies."""
    relief: float
    """How much of bones and muscles shows: 1 in a lean person."""
    soft_mm: float
    folds_mm: float
    """How deep the folds at the waist are."""


PEOPLE: Final[dict[Build, Person]] = {
    "slender": Person(wide=((0.0, 1.0), (1.0, 1.0)), arm_mm=0.0, apart_mm=0.0, relief=1.0, soft_mm=4.5, folds_mm=0.0),
    "sturdy": Person(
        wide=(
            (-0.25, 1.0), (-0.15, 1.12), (-0.05, 1.16), (0.03, 1.08), (0.14, 1.02), (0.30, 1.02), (0.42, 1.01),
            (0.50, 1.035), (0.58, 1.085), (0.68, 1.16), (0.76, 1.215), (0.82, 1.24), (0.90, 1.22), (1.00, 1.17),
            (1.15, 1.12), (1.40, 1.10),
        ),
        arm_mm=11.0, apart_mm=11.0, relief=0.62, soft_mm=8.0, folds_mm=5.0,
    ),
}  # fmt: skip

SHOULDER: Final[dict[Arms, Line]] = {
    "leaning": [
        [1.045, 0.365], [1.085, 0.435], [1.110, 0.510], [1.100, 0.575], [1.045, 0.612], [0.965, 0.602], [0.885, 0.550],
        [0.81, 0.485], [0.757, 0.435],
    ],
    "away": [
        [1.006, 0.405], [0.966, 0.447], [0.908, 0.470], [0.840, 0.482], [0.778, 0.502],
    ],
    "lap": [
        [1.032, 0.45], [1.046, 0.56], [1.060, 0.67], [1.058, 0.750], [1.032, 0.815], [0.985, 0.842], [0.935, 0.828],
        [0.897, 0.780], [0.868, 0.705], [0.842, 0.600], [0.810, 0.505], [0.768, 0.438],
    ],
    "nape": [
        [0.60, 0.080], [0.70, 0.046], [0.800, -0.008], [0.890, -0.075], [0.975, -0.137], [1.050, -0.172],
        [1.130, -0.185], [1.205, -0.172], [1.252, -0.130], [1.258, -0.070], [1.226, 0.000], [1.150, 0.095],
        [1.055, 0.205], [0.965, 0.300], [0.885, 0.380], [0.828, 0.435], [0.790, 0.472], [0.766, 0.510],
    ],
    "waist": [
        [1.025, 0.250], [1.095, 0.335], [1.150, 0.425], [1.203, 0.535], [1.240, 0.635], [1.245, 0.705], [1.205, 0.755],
        [1.130, 0.790], [1.050, 0.822], [0.980, 0.842], [0.915, 0.840], [0.860, 0.805], [0.835, 0.755], [0.835, 0.705],
        [0.868, 0.655], [0.885, 0.610], [0.868, 0.545], [0.825, 0.480], [0.768, 0.436],
    ],
}  # fmt: skip
"""From the round of the shoulder to the armpit: round what is seen of the arm where it is not beside the body."""

LEAVES: Final[dict[Arms, float]] = {"nape": 0.6, "waist": 0.95}
"""Where (x) an arm that is lifted leaves the outline of the shoulder."""


def half_outline(at: Block, person: Person, arms: Arms) -> NDArray[np.float64]:
    """The right half of the body's outline from the crown to the armpit and down the side."""
    given = at.landmarks["outline_right"]
    shoulder, side = widened(given["head_neck_shoulder"], person), widened(given["torso_side"], person)
    pit = widened([[0.738, 0.4]], person)
    if arms == "beside":
        # The arm hangs off the shoulder: the thicker it is and the wider the body, the further out it lies.
        near, far = person.apart_mm / X_MM, (person.apart_mm + person.arm_mm) / X_MM
        outer = [[x + far * min(1.0, max(0.2, 3 * (y - 0.2))), y] for x, y in given["arm_outer"]]
        inner = [[x + near * min(1.0, max(0.0, 3 * (y - 0.3))), y] for x, y in given["arm_inner"]]
        rows = [smooth_outline(shoulder + outer, 500), smooth_outline(inner + pit, 200)]
    else:
        out = 0.5 * person.arm_mm / X_MM
        rounding = [[x + out * (1 if x > 0.9 else 0), y + 0.4 * out] for x, y in SHOULDER[arms]]
        shoulder = [at for at in shoulder if at[0] < LEAVES.get(arms, 2.0) or at[1] < -0.2]
        if arms == "away":
            return smooth_outline(shoulder + rounding + side[1:], 900)
        rows = [smooth_outline(shoulder + rounding + pit, 600)]
    return np.vstack([*rows, smooth_outline(pit + side, 240)])


def widened(line: Line, person: Person) -> Line:
    """Give a line of the reference figure as wide as this person is there."""
    at, factor = np.asarray(person.wide).T
    return [[x * float(np.interp(y, at, factor)), y] for x, y in line]


def body_mask(at: Block, person: Person, arms: Arms) -> Field:
    """How much of each pixel is body."""
    half = half_outline(at, person, arms)
    whole = np.vstack([half, [[0.0, 1.9]], half[::-1] * (-1, 1)])
    apart = coverage(at.pixels(whole), at.shape)
    # Where upper arm and side all but touch, they do touch: a crease, not a slit that the ground shines through.
    return np.maximum(apart, smooth_step(0.55, 0.66, blurred(apart, 3.2 * at.px)))


def grown(at: Block, mask: Field) -> Field:
    """The mask, a millimetre larger: a form that goes on under its own edge has no steps of pixels there."""
    return (blurred(mask, 0.9 * at.px) > 0.12).astype(np.float32)


def body_height(at: Block, mask: Field, person: Person, arms: Arms) -> Field:
    """Sculpt the skin, mm above the widest plane of the body."""
    cushion = inflated(grown(at, mask), 66.0 * at.px) / at.px
    inland = blurred(mask, 16.0 * at.px) ** 2 * smooth_step(0.0, 34.0, cushion)
    arm = smooth_step(0.50 * X_MM, 1.0 * X_MM, np.abs(at.x))
    forms = blurred(_bones(at) + _muscles(at, person, arms), person.soft_mm * at.px) * person.relief
    if person.folds_mm > 0:
        forms = forms + blurred(_folds(at), 3.0 * at.px) * person.folds_mm
    high = cushion + inland * (_posture(at) * (1 - arm) + forms)
    if arms in AWAY:
        beyond = (
            smooth_step(0.72 * X_MM, 0.98 * X_MM, np.abs(at.x)) * 30.0 * np.logaddexp(0.0, (at.y - 0.29 * Y_MM) / 30.0)
        )
        high = high - 0.30 * beyond * (1.0 - smooth_step(0.62 * Y_MM, 0.74 * Y_MM, at.y))
    return (high + _uneven(at) * inland).astype(np.float32)


def _folds(at: Block) -> Field:
    """Soft folds of a full waist, 1 deep: from the flank inwards, with a swelling above and below."""
    crease = ridge(at, (0.80, 0.70, -1.0, 5), (0.60, 0.735, -1.0, 6), (0.44, 0.755, -0.5, 8), (0.30, 0.76, 0.0, 9))
    lower = ridge(at, (0.82, 0.90, -0.9, 5), (0.62, 0.915, -0.7, 6), (0.46, 0.92, -0.3, 8), (0.36, 0.92, 0.0, 9))
    swell = mound(at, 0.60, 0.83, 1.1, 34, 22) + mound(at, 0.60, 0.64, 0.7, 34, 22) + mound(at, 0.62, 1.0, 0.8, 34, 22)
    back = ridge(at, (0.74, 0.50, -0.5, 6), (0.62, 0.53, -0.5, 7), (0.48, 0.545, 0.0, 9))
    uneven = 1.0 + 0.22 * np.sign(at.x) * smooth_step(0.0, 60.0, np.abs(at.x))
    return (both(crease + lower + swell) * uneven + both(back)).astype(np.float32)


def _posture(at: Block) -> Field:
    """The long curve of the spine seen from the side: chest high, loin hollow, seat high, neck low."""
    y = at.y / Y_MM
    stops = np.array([-0.6, -0.3, -0.16, -0.05, 0.06, 0.2, 0.36, 0.55, 0.72, 0.86, 0.98, 1.1, 1.22, 1.5])
    curve = np.array([0.0, 0.0, -8.0, -1.0, 9.0, 17.0, 20.0, 15.0, 4.0, -2.0, 4.0, 18.0, 26.0, 18.0])
    fine = smooth_outline(np.column_stack([stops * 100, curve]), 400)
    return np.interp(y, fine[:, 0] / 100, fine[:, 1]).astype(np.float32)


def _bones(at: Block) -> Field:
    marks = at.landmarks["vertebral_tips_y"]
    spine = ridge(
        at,
        (0, 0.05, -1.0, 8),
        (0, 0.2, -4.4, 10),
        (0, 0.45, -6.4, 12),
        (0, 0.68, -6.6, 13),
        (0, 0.85, -7.6, 14),
        (0, 0.98, -6.0, 14),
        (0, 1.07, -2.0, 16),
    )
    nape = ridge(at, (0, -0.24, -3.0, 9), (0, -0.13, -4.5, 10), (0, -0.04, -1.5, 9))
    tips = sum(mound(at, 0, y, 0.8 if name[0] == "T" else 0.4, 5.0, 6.5) for name, y in marks.items() if y > 0.03)
    seventh = mound(at, 0, 0.005, 4.2, 9, 10) + mound(at, 0, 0.05, 2.2, 7, 8)
    blade = plate(at, at.landmarks["muscles_right"]["scapula"], 7.5, 12.0)
    medial = ridge(at, (0.30, 0.06, 0.5, 12), (0.285, 0.15, 2.0, 12), (0.30, 0.26, 3.4, 12), (0.33, 0.35, 3.4, 13))
    gully = ridge(at, (0.19, 0.02, 0.0, 16), (0.20, 0.20, -1.6, 15), (0.225, 0.33, -2.6, 15), (0.30, 0.44, -1.8, 18))
    point = mound(at, 0.345, 0.345, 2.4, 15, 14)
    crest = ridge(at, (0.30, 0.155, 0.6, 10), (0.45, 0.14, 2.6, 9), (0.62, 0.138, 3.4, 9), (0.78, 0.165, 4.0, 12))
    rim = ridge(at, (0.60, 0.96, 2.0, 14), (0.45, 0.925, 3.0, 15), (0.3, 0.97, 2.2, 14), (0.2, 1.04, 1.6, 12))
    dimple = mound(at, 0.185, 1.035, -3.6, 9, 9)
    ribs = sum(
        ridge(at, (0.36, y, 0.0, 6), (0.5, y + 0.035, 0.9, 6), (0.66, y + 0.045, 0.4, 6))
        for y in (0.47, 0.535, 0.60, 0.665)
    )
    return spine + nape + tips + seventh + both(blade + medial + gully + point + crest + rim + dimple + ribs)


def _muscles(at: Block, person: Person, arms: Arms) -> Field:
    columns = ridge(
        at,
        (0.10, 0.0, 0.0, 14),
        (0.125, 0.2, 2.4, 15),
        (0.14, 0.45, 4.8, 17),
        (0.165, 0.66, 6.8, 19),
        (0.175, 0.82, 7.8, 19),
        (0.15, 0.95, 6.5, 17),
        (0.10, 1.06, 3.0, 15),
    )
    edge = ridge(at, (0.33, 0.62, -1.0, 12), (0.36, 0.76, -3.0, 13), (0.36, 0.88, -3.0, 13))
    nape = ridge(at, (0.085, -0.25, 2.0, 11), (0.10, -0.12, 4.0, 12), (0.15, -0.03, 4.0, 15), (0.3, 0.03, 3.0, 17))
    trapezius = ridge(at, (0.2, 0.0, 6.0, 18), (0.36, 0.055, 9.0, 17), (0.56, 0.105, 6.0, 14), (0.74, 0.14, 2.0, 12))
    lower = plate(at, at.landmarks["muscles_right"]["trapezius"], 1.8, 14.0)
    below_crest = mound(at, 0.50, 0.22, 3.4, 32, 20, 12)
    above_crest = mound(at, 0.42, 0.095, 1.5, 24, 9, 12)
    deltoid = mound(at, 0.885, 0.25, 8.0, 22, 38, -6)
    cleft = ridge(at, (0.66, 0.18, -1.0, 10), (0.74, 0.24, -2.6, 11), (0.80, 0.32, -2.8, 11), (0.85, 0.42, -1.0, 11))
    teres = ridge(at, (0.36, 0.37, 1.5, 18), (0.54, 0.335, 5.0, 18), (0.68, 0.315, 6.5, 17), (0.76, 0.33, 4.0, 15))
    latissimus = ridge(at, (0.66, 0.40, 6.0, 20), (0.585, 0.52, 5.5, 24), (0.50, 0.66, 3.5, 26), (0.44, 0.78, 1.5, 24))
    flank = mound(at, 0.50, 0.90, 5.0, 26, 20, -20)
    seat = mound(at, 0.37, 1.24, 30.0, 56, 62)
    cleft_of_seat = ridge(at, (0, 1.12, -3.0, 9), (0, 1.2, -16.0, 10), (0, 1.4, -22.0, 11))
    triceps = mound(at, 0.865, 0.53, 5.0, 12, 48, -5) + mound(at, 0.965, 0.50, 5.0, 10, 46, -3)
    triceps = triceps + ridge(at, (0.93, 0.58, -0.5, 6), (0.925, 0.70, -3.4, 7), (0.925, 0.80, -1.6, 8))
    elbow = (
        mound(at, 0.915, 0.865, 3.0, 9, 11) - mound(at, 0.965, 0.87, 1.5, 8, 14) - mound(at, 0.865, 0.87, 1.2, 8, 14)
    )
    elbow = elbow + mound(at, 0.985, 0.99, 4.5, 11, 34) + mound(at, 0.88, 1.02, 3.0, 10, 36)
    pit = widened([[0.742, 0.39], [0.738, 0.45], [0.742, 0.52]], person)
    armpit = ridge(
        at,
        (0.80, 0.27, 0.0, 7),
        (0.765, 0.33, -3.5, 6),
        *((x, y, deep, wide) for (x, y), deep, wide in zip(pit, (-11.0, -20.0, -26.0), (5.0, 5.0, 6.0), strict=True)),
    )
    if arms != "beside":
        # The arm leaves the body in a soft crease.
        armpit, triceps, elbow = 0.45 * armpit, 0.0 * armpit, 0.0 * armpit
    return cleft_of_seat + both(
        armpit + columns + edge + nape + trapezius + lower + below_crest + above_crest + deltoid + cleft + teres
        + latissimus + flank + seat + triceps + elbow
    )  # fmt: skip


def _uneven(at: Block) -> Field:
    """No body is a computed surface: slow unevenness of a millimetre, never the same on both sides."""
    return 0.9 * coarse_grain(at, 16.0, 11) + 0.22 * coarse_grain(at, 6.0, 12)


def skin_texture(at: Block) -> Field:
    """Pores and slight mottling, a factor near 1."""
    pores = grain(at.shape, 0.35 * at.px, 21) * 0.009
    mottled = grain(at.shape, 5.0 * at.px, 22) * 0.010 + grain(at.shape, 14.0 * at.px, 23) * 0.010
    moles = sum(mound(at, x, y, dark, wide, wide) for x, y, dark, wide in MOLES)
    return 1.0 + pores + mottled - moles


MOLES = [
    (-0.31, 0.19, 0.40, 1.0), (-0.42, 0.52, 0.30, 0.8), (0.22, 0.30, 0.32, 0.8), (0.37, 0.61, 0.42, 1.1),
    (-0.12, 0.71, 0.25, 0.7), (0.09, -0.05, 0.30, 0.8), (-0.90, 0.42, 0.30, 0.9), (0.48, 0.83, 0.28, 0.8),
]  # fmt: skip
"""A few moles: x, y, darkness 0 to 1, size in mm."""
