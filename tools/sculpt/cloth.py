"""The sheet over the hips of who lies prone or on the side.

Knows how cloth lies on what is under it. Leaves the body to `body` and the light to `figure`.
"""

import numpy as np

from tools.sculpt.block import X_MM, Block, coarse_grain, combed, distance, ridge
from tools.sculpt.body import Line, Person, widened
from tools.sculpt.relief import Field, blurred, coverage, grain, smooth_max, smooth_outline, smooth_step

SHEET = [
    (-1.275, 1.60), (-1.268, 1.40), (-1.255, 1.26), (-1.235, 1.16), (-1.20, 1.108), (-1.13, 1.088), (-0.98, 1.066),
    (-0.86, 1.064), (-0.76, 1.076), (-0.66, 1.068), (-0.50, 1.062), (-0.25, 1.068), (0.0, 1.077), (0.25, 1.071),
    (0.50, 1.058), (0.66, 1.055), (0.76, 1.063), (0.86, 1.049), (0.98, 1.044), (1.12, 1.060), (1.19, 1.082),
    (1.23, 1.14), (1.25, 1.24), (1.27, 1.40), (1.27, 1.60),
]  # fmt: skip
"""The sheet's outline: along the hips, over the forearms, down beside them."""

TURNED = [
    (-1.40, 1.60), (-1.40, 1.188), (-1.12, 1.176), (-0.97, 1.158), (-0.80, 1.168), (-0.60, 1.157), (-0.30, 1.152),
    (0.05, 1.163), (0.35, 1.150), (0.62, 1.135), (0.80, 1.146), (0.98, 1.126), (1.15, 1.140), (1.40, 1.160),
    (1.40, 1.60),
]  # fmt: skip
"""Below this line the sheet is single; above it, turned over."""


SIDE_SHEET = [
    (0.72, 1.62), (0.80, 1.40), (0.815, 1.25), (0.79, 1.14), (0.745, 1.075), (0.66, 1.050), (0.45, 1.058), (0.2, 1.068),
    (-0.1, 1.058), (-0.4, 1.066), (-0.62, 1.056), (-0.74, 1.062), (-0.86, 1.085), (-0.99, 1.098), (-1.09, 1.13),
    (-1.125, 1.20), (-1.135, 1.40), (-1.135, 1.62),
]  # fmt: skip
"""Of who lies on the side: over the upper hip, down the back, out over the mattress."""

SIDE_TURNED = [
    (1.2, 1.62), (1.2, 1.16), (0.80, 1.158), (0.60, 1.138), (0.3, 1.152), (0.0, 1.150), (-0.35, 1.155), (-0.62, 1.142),
    (-0.80, 1.160), (-1.0, 1.186), (-1.4, 1.20), (-1.4, 1.62),
]  # fmt: skip


def side_drape(at: Block, body: Field, person: Person) -> tuple[Field, Field]:
    """Lay the sheet over who lies on the side: its height (mm) and its coverage."""
    line = [[x, y] for x, y in SIDE_SHEET]
    sheet = [wide if wide[0] > 0 else as_is for as_is, wide in zip(line, widened(line, person), strict=True)]
    folds = (
        ridge(at, (0.74, 1.10, 2, 6), (0.62, 1.20, 5, 9), (0.40, 1.30, 6, 11), (0.1, 1.42, 5, 12))
        + ridge(at, (0.78, 1.22, 2, 7), (0.66, 1.32, 5, 10), (0.45, 1.44, 5, 12))
        + ridge(at, (0.30, 1.16, 1, 7), (0.0, 1.22, 3.5, 9), (-0.30, 1.32, 5, 11), (-0.5, 1.44, 5, 12))
        + ridge(at, (0.1, 1.12, 0.5, 6), (-0.25, 1.17, 3, 8), (-0.5, 1.24, 5, 10), (-0.72, 1.36, 5, 11))
        + ridge(at, (-0.35, 1.11, 0.5, 6), (-0.60, 1.15, 4, 7), (-0.80, 1.20, 6, 9), (-1.05, 1.28, 5, 10))
        + ridge(at, (-0.70, 1.09, 3, 6), (-0.88, 1.14, 6, 8), (-1.08, 1.18, 5, 9))
        + ridge(at, (-0.82, 1.30, 2, 8), (-1.0, 1.36, 6, 10), (-1.12, 1.42, 5, 11))
    )
    return _sheet(at, body, sheet, SIDE_TURNED, folds, np.full(at.shape, -0.9, np.float32))


def drape(at: Block, body: Field) -> tuple[Field, Field]:
    """Lay a sheet over the hips of who lies prone: its height (mm) and its coverage."""
    folds = (
        ridge(at, (-1.12, 1.16, 4, 7), (-0.86, 1.20, 8, 9), (-0.74, 1.30, 7, 10), (-0.70, 1.44, 6, 11))
        + ridge(at, (-0.80, 1.09, 4, 5), (-0.79, 1.18, 6, 7), (-0.83, 1.30, 6, 9), (-0.86, 1.44, 5, 10))
        + ridge(at, (-0.56, 1.13, 0.5, 7), (-0.36, 1.18, 3.5, 9), (-0.14, 1.27, 5, 10), (0.0, 1.42, 5, 12))
        + ridge(at, (-0.30, 1.12, 0.5, 6), (-0.10, 1.16, 3, 8), (0.05, 1.24, 4, 9), (0.1, 1.42, 5, 10))
        + ridge(at, (0.62, 1.12, 1, 6), (0.42, 1.17, 3.0, 8), (0.22, 1.25, 4.5, 10), (0.12, 1.42, 4, 12))
        + ridge(at, (0.76, 1.08, 4, 5), (0.78, 1.17, 6.5, 7), (0.74, 1.30, 7, 9), (0.77, 1.44, 6, 10))
        + ridge(at, (1.13, 1.13, 4, 7), (0.92, 1.16, 5, 8), (0.80, 1.24, 6, 9), (0.86, 1.44, 5, 10))
        + ridge(at, (0.98, 1.24, 1, 7), (1.06, 1.30, 5, 9), (1.08, 1.44, 5, 10))
        + ridge(at, (-1.10, 1.25, 2, 7), (-1.02, 1.32, 5, 9), (-1.02, 1.44, 5, 10))
    )
    # Fine creases run down and inwards, as the cloth was drawn over the hips.
    slant = np.clip(-at.x / (0.9 * X_MM), -1, 1) * 0.75
    return _sheet(at, body, [[x, y] for x, y in SHEET], TURNED, folds, slant)


def _sheet(
    at: Block, body: Field, outline: Line, turned_at: list[tuple[float, float]], folds: Field, slant: Field
) -> tuple[Field, Field]:
    """Cloth with such an outline, turned over above a line; `slant` says how its fine creases lean (x per y)."""
    cover = coverage(at.pixels(smooth_outline(np.asarray(outline), 600)), at.shape)
    # Cloth rests on what is high and bridges what is low.
    cloth = body
    for sigma in (34.0, 20.0, 11.0, 6.0):
        cloth = blurred(smooth_max(cloth, blurred(cloth, sigma * at.px), 5.0), sigma * 0.35 * at.px)
    wavy = coarse_grain(at, 9.0, 41)
    long = np.sqrt(1.0 + slant * slant)
    crease = combed(grain(at.shape, 2.4 * at.px, 42), slant / long, 1.0 / long, 70.0 * at.px)
    gathered = smooth_step(-0.4, 1.4, coarse_grain(at, 12.0, 43))
    creases = blurred(-np.abs(crease), 0.8 * at.px) * (0.15 + 0.85 * gathered)
    inside = distance(cover, 16.0 * at.px) / at.px
    # The edge is turned over once: a round hem, then the step down to the single cloth.
    turned = coverage(at.pixels(smooth_outline(turned_at, 600)), at.shape)
    hem = 4.0 * smooth_step(-1.0, 5.0, inside) + 3.0 * (1.0 - blurred(turned, 1.3 * at.px))
    single = folds * smooth_step(4.0, 40.0, inside) + 0.95 * creases * smooth_step(2.0, 12.0, inside)
    return (cloth + single + 0.9 * wavy + hem).astype(np.float32), cover
