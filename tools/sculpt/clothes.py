"""Clothes on the body: a thin T-shirt and soft trousers.

Knows how they are cut and where they fold. Leaves the body to `body` and the light to `figure`.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tools.sculpt.block import X_MM, Y_MM, Block, both, coarse_grain, combed, distance, ridge
from tools.sculpt.body import Arms, Line, Person, body_height, widened
from tools.sculpt.relief import Field, blurred, coverage, grain, smooth_outline, smooth_step

NECK: Final[Line] = [[0.0, 0.054], [0.09, 0.051], [0.165, 0.041], [0.225, 0.024], [0.268, 0.003], [0.310, -0.022]]
"""The neckline, from the middle to the right: below the tip of C7, so that the nape is bare."""

SLEEVE: Final[dict[Arms, Line]] = {
    "leaning": [
        [1.30, -0.04],
        [1.30, 0.40],
        [1.10, 0.452],
        [0.98, 0.492],
        [0.87, 0.492],
        [0.80, 0.472],
        [0.772, 0.445],
    ],
    "beside": [[1.30, -0.04], [1.30, 0.44], [1.12, 0.470], [1.02, 0.486], [0.93, 0.490], [0.83, 0.478], [0.772, 0.438]],
    "lap": [[1.30, -0.04], [1.30, 0.44], [1.12, 0.470], [1.02, 0.486], [0.93, 0.490], [0.83, 0.478], [0.772, 0.438]],
    "nape": [
        [0.58, -0.10], [0.655, -0.085], [0.74, -0.055], [0.84, -0.012], [0.95, 0.024], [1.06, 0.054], [1.16, 0.080],
        [1.27, 0.13], [1.22, 0.25], [1.0, 0.40], [0.84, 0.465], [0.775, 0.49],
    ],
    "waist": [
        [1.30, -0.04], [1.30, 0.39], [1.20, 0.435], [1.11, 0.470], [1.01, 0.495], [0.92, 0.505], [0.84, 0.495],
        [0.772, 0.450],
    ],
}  # fmt: skip
"""The hem of the right sleeve."""

SIDE: Final[Line] = [
    [0.766, 0.46], [0.746, 0.52], [0.722, 0.62], [0.704, 0.72], [0.697, 0.82], [0.706, 0.92], [0.726, 1.0],
    [0.748, 1.075],
]  # fmt: skip
"""The loose side of a T-shirt on the reference figure, from the armpit to the hem."""

HEM: Final[Line] = [[0.60, 1.092], [0.40, 1.088], [0.20, 1.096], [0.0, 1.098]]


def shirt(at: Block, body_cover: Field, person: Person, arms: Arms) -> tuple[Field, Field]:
    """A thin T-shirt on a body that still shows through it softly: its height (mm) and its coverage."""
    body_side = widened(at.landmarks["outline_right"]["torso_side"], person)
    tight = np.interp([y for _, y in SIDE], [y for _, y in body_side], [x for x, _ in body_side])
    side = [[max(x, near + 0.022), y] for (x, y), near in zip(SIDE, tight, strict=True)]
    hem = [[x * side[-1][0] / 0.748, y] for x, y in HEM]
    down = smooth_outline(np.asarray([*side, *hem]), 300)
    half = np.vstack([smooth_outline(np.asarray(NECK), 120), _sleeve(arms), down])
    area = coverage(at.pixels(np.vstack([half, half[::-1] * (-1, 1)])), at.shape)
    loose = np.vstack([[[0.5, 0.2], [0.765, 0.36], [0.772, 0.44]], down])
    trunk = coverage(at.pixels(np.vstack([loose, loose[::-1] * (-1, 1)])), at.shape)
    # At the collar the cloth lies close, further out it stands off the skin.
    off = 1.0 + 2.7 * smooth_step(0.30 * X_MM, 0.46 * X_MM, np.abs(at.x))
    around = smooth_step(-0.5, 0.5, distance(body_cover, 12.0 * at.px) / at.px + off)
    cover = (area * np.maximum(around, trunk)).astype(np.float32)
    thin = replace(person, relief=0.70 * person.relief, soft_mm=person.soft_mm + 5.0, folds_mm=0.45 * person.folds_mm)
    under = body_height(at, np.maximum(body_cover, cover), thin, arms)
    inside = distance(cover, 16.0 * at.px) / at.px
    folds = _shirt_folds(at, arms) * smooth_step(1.0, 22.0, inside)
    return (under + 2.0 + folds + _seams(at, area, hem, arms)).astype(np.float32), cover


def _sleeve(arms: Arms) -> NDArray[np.float64]:
    """From above the shoulder, out and down, and along the hem to the armpit."""
    corner, *hem = SLEEVE[arms]
    return np.vstack([[corner], smooth_outline(np.asarray(hem), 120)])


def _shirt_folds(at: Block, arms: Arms) -> Field:
    """Where the cloth is drawn from the armpits and gathers at the waist; no two sides are alike."""
    drawn = (
        ridge(at, (-0.77, 0.40, 3.0, 5), (-0.62, 0.46, 3.6, 7), (-0.45, 0.55, 2.2, 9), (-0.34, 0.66, 0.0, 11))
        + ridge(at, (-0.75, 0.47, 3.0, 5), (-0.64, 0.57, 3.4, 7), (-0.54, 0.70, 1.6, 9), (-0.50, 0.78, 0.0, 10))
        + ridge(at, (-0.78, 0.36, 2.4, 5), (-0.60, 0.375, 2.4, 7), (-0.40, 0.41, 0.8, 9), (-0.3, 0.43, 0.0, 9))
        + ridge(at, (0.77, 0.40, 3.0, 5), (0.65, 0.48, 4.0, 7), (0.52, 0.60, 2.4, 9), (0.44, 0.72, 0.0, 11))
        + ridge(at, (0.78, 0.37, 2.6, 5), (0.62, 0.40, 2.8, 7), (0.42, 0.46, 1.2, 9), (0.30, 0.50, 0.0, 9))
        + ridge(at, (0.74, 0.50, 2.6, 5), (0.68, 0.62, 3.0, 7), (0.62, 0.74, 1.2, 8), (0.6, 0.8, 0.0, 9))
        + ridge(at, (-0.92, 0.23, 0.0, 8), (-0.86, 0.32, 2.4, 8), (-0.82, 0.42, 3.0, 7))
        + ridge(at, (0.92, 0.24, 0.0, 8), (0.88, 0.33, 2.6, 8), (0.85, 0.43, 3.0, 7))
    )
    gathered = (
        ridge(at, (-0.72, 0.77, 2.6, 6), (-0.56, 0.84, 4.0, 8), (-0.34, 0.90, 3.2, 9), (-0.12, 0.925, 0.0, 10))
        + ridge(at, (-0.72, 0.89, 3.0, 6), (-0.58, 0.915, 3.6, 7), (-0.40, 0.90, 2.0, 8), (-0.25, 0.87, 0.0, 9))
        + ridge(at, (-0.73, 0.985, 3.0, 6), (-0.52, 0.99, 4.0, 8), (-0.26, 0.985, 2.4, 9), (0.02, 0.96, 0.0, 10))
        + ridge(at, (-0.50, 1.045, 0.0, 6), (-0.30, 1.04, 2.2, 7), (-0.06, 1.025, 2.0, 8), (0.12, 1.0, 0.0, 9))
        + ridge(at, (0.71, 0.70, 2.0, 6), (0.58, 0.78, 3.6, 8), (0.42, 0.85, 2.8, 9), (0.24, 0.90, 0.0, 10))
        + ridge(at, (0.72, 0.84, 3.0, 6), (0.55, 0.91, 4.4, 8), (0.30, 0.955, 3.4, 9), (0.02, 0.945, 0.0, 10))
        + ridge(at, (0.73, 0.955, 3.0, 6), (0.60, 0.975, 3.2, 7), (0.44, 0.96, 1.6, 8), (0.30, 0.94, 0.0, 9))
        + ridge(at, (0.73, 1.03, 2.0, 6), (0.52, 1.025, 3.0, 8), (0.26, 1.035, 1.8, 9), (0.08, 1.045, 0.0, 9))
    )
    # Who leans forward draws the cloth smooth over the loin; who is upright lets it hang and gather.
    slack = 0.55 if arms == "leaning" else 1.0
    slant = 0.55 * np.sign(at.x) * smooth_step(0.0, 60.0, np.abs(at.x))
    long = np.sqrt(1.0 + slant * slant)
    crease = combed(grain(at.shape, 4.2 * at.px, 62), -slant / long, 1.0 / long, 80.0 * at.px)
    often = smooth_step(-0.2, 1.6, coarse_grain(at, 13.0, 63)) * smooth_step(0.25 * Y_MM, 0.55 * Y_MM, at.y)
    fine = blurred(np.abs(crease), 0.8 * at.px) * often
    return (2.3 * drawn + 1.7 * slack * gathered + 0.6 * coarse_grain(at, 9.0, 61) - 0.25 * fine).astype(np.float32)


def _seams(at: Block, area: Field, lower: Line, arms: Arms) -> Field:
    """Ribbed collar, the seams of shoulder and sleeve, and the hems."""
    line = smooth_outline(np.asarray(NECK), 160)
    hole = np.vstack([line, [[0.3, -0.6], [-0.3, -0.6]], line[::-1] * (-1, 1)])
    below = -distance(coverage(at.pixels(hole), at.shape), 20.0 * at.px) / at.px
    collar = 1.7 * smooth_step(-0.5, 1.5, below) * (1.0 - smooth_step(10.0, 11.2, below))
    collar = collar - 0.7 * np.exp(-(((below - 12.2) / 0.8) ** 2))
    sewn = ridge(
        at, (0.815, 0.135, -1.2, 2.6), (0.785, 0.24, -1.5, 2.6), (0.768, 0.34, -1.6, 2.8), (0.77, 0.44, -1.5, 3)
    )
    sewn = sewn + ridge(at, (0.30, 0.035, -0.7, 2.4), (0.55, 0.105, -0.9, 2.4), (0.81, 0.165, -0.9, 2.4))
    arm = smooth_step(0.80 * X_MM, 0.83 * X_MM, np.abs(at.x)) * smooth_step(0.36 * Y_MM, 0.40 * Y_MM, at.y)
    arm = arm * (at.y < 0.6 * Y_MM)
    line = smooth_outline(np.asarray([[1.4, lower[0][1] - 0.016], *lower]), 160)
    above = np.vstack([[[1.4, 0.5]], line, line[::-1] * (-1, 1), [[-1.4, 0.5]]])
    hem = arm * _hem(distance(area, 40.0 * at.px) / at.px)
    if arms == "nape":
        upper = (np.abs(at.x) > 0.7 * X_MM) & (at.y < 0.1 * Y_MM)
        hem = upper * _hem(distance(area, 40.0 * at.px) / at.px)
    hem = hem + (at.y > 0.9 * Y_MM) * _hem(distance(coverage(at.pixels(above), at.shape), 40.0 * at.px) / at.px)
    return (collar + both(sewn) + hem).astype(np.float32)


def _hem(inside: Field) -> Field:
    """Cloth that is turned in and stitched, so many mm from its edge."""
    return 0.9 * (1.0 - smooth_step(13.0, 14.2, inside)) - 0.7 * np.exp(-(((inside - 15.2) / 0.9) ** 2))


STANDING: Final[Line] = [[0.62, 0.97], [0.685, 1.04], [0.738, 1.11], [0.768, 1.20], [0.772, 1.32], [0.745, 1.62]]
SITTING: Final[Line] = [
    [0.62, 0.97], [0.705, 1.05], [0.805, 1.12], [0.915, 1.175], [0.985, 1.225], [0.995, 1.27], [0.93, 1.305],
    [0.75, 1.315],
]  # fmt: skip


def trousers(at: Block, body_cover: Field, person: Person, arms: Arms, *, sitting: bool) -> tuple[Field, Field]:
    """Soft trousers on hips and seat: their height (mm) and their coverage."""
    side = smooth_outline(np.asarray(widened(SITTING if sitting else STANDING, person)), 240)
    half = np.vstack([side, [[0.3, 1.318]]]) if sitting else side
    cover = coverage(at.pixels(np.vstack([half, half[::-1] * (-1, 1)])), at.shape)
    upper = body_cover * (1.0 - smooth_step(1.0 * Y_MM, 1.04 * Y_MM, at.y))
    under = body_height(at, np.maximum(upper, cover), person, arms)
    inside = distance(cover, 16.0 * at.px) / at.px
    folds = _trouser_folds(at, sitting=sitting) * smooth_step(0.0, 14.0, inside)
    return (under + 2.5 + folds).astype(np.float32), cover


def _trouser_folds(at: Block, *, sitting: bool) -> Field:
    seam = ridge(at, (0.0, 1.0, 0.6, 3), (0.0, 1.1, 1.0, 3), (0.0, 1.2, 1.4, 3), (0.0, 1.36, 1.6, 3))
    pocket = both(
        ridge(at, (0.16, 1.165, 1.2, 2.4), (0.34, 1.150, 1.4, 2.4), (0.52, 1.16, 1.2, 2.4))
        + ridge(at, (0.16, 1.165, 0.8, 2.4), (0.175, 1.24, 0.8, 2.4), (0.19, 1.32, 0.8, 2.4))
        + ridge(at, (0.52, 1.16, 0.8, 2.4), (0.53, 1.24, 0.8, 2.4), (0.52, 1.32, 0.8, 2.4))
    )
    drawn = (
        ridge(at, (0.05, 1.20, 2.0, 6), (0.28, 1.235, 2.6, 8), (0.55, 1.22, 2.2, 9), (0.76, 1.18, 1.0, 9))
        + ridge(at, (-0.05, 1.22, 2.0, 6), (-0.30, 1.25, 2.6, 8), (-0.56, 1.235, 2.2, 9), (-0.76, 1.20, 1.0, 9))
        + ridge(at, (0.60, 1.10, 1.0, 7), (0.76, 1.17, 3.0, 8), (0.90, 1.25, 4.0, 9))
        + ridge(at, (-0.58, 1.11, 1.0, 7), (-0.75, 1.18, 3.0, 8), (-0.90, 1.255, 4.0, 9))
    )
    wavy = 0.9 * coarse_grain(at, 8.0, 71)
    return seam + wavy + (1.6 * drawn if sitting else drawn + pocket)
