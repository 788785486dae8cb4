"""What the person rests on: the cushion and the chair of who sits, the bed of who lies on the side.

Knows furniture and cushions. Leaves the person to the others.
"""

from typing import NamedTuple

import numpy as np

from tools.sculpt.block import X_MM, Y_MM, Block, both, coarse_grain, combed, distance, mound, ridge
from tools.sculpt.relief import Field, blurred, coverage, grain, inflated, smooth_outline, smooth_step

Line = list[tuple[float, float]]

CUSHION: Line = [
    (-0.02, -0.560), (0.30, -0.565), (0.58, -0.578), (0.80, -0.600), (0.885, -0.598), (0.895, -0.555), (0.880, -0.46),
    (0.872, -0.33), (0.885, -0.18), (0.905, -0.05), (0.90, 0.06), (0.8, 0.2), (0.0, 0.25), (-0.8, 0.2), (-0.90, 0.06),
    (-0.908, -0.05), (-0.885, -0.18), (-0.870, -0.33), (-0.882, -0.46), (-0.903, -0.56), (-0.885, -0.604),
    (-0.80, -0.602), (-0.58, -0.576), (-0.30, -0.560),
]  # fmt: skip
"""The cushion on the back of the chair, behind head and arms."""


def cushion(at: Block) -> tuple[Field, Field]:
    """A full cushion with drawn-out corners, pressed in where the head rests: height (mm) and coverage."""
    cover = coverage(at.pixels(smooth_outline(CUSHION, 500, closed=True)), at.shape)
    high = 1.1 * inflated(cover, 60.0 * at.px) / at.px - 62.0
    pressed = mound(at, 0.0, -0.30, -26.0, 92, 100) + mound(at, 0.0, 0.1, -20.0, 200, 40)
    folds = (
        ridge(at, (-0.85, -0.565, 3, 5), (-0.74, -0.52, 4, 8), (-0.55, -0.44, 0, 10))
        + ridge(at, (0.85, -0.565, 3, 5), (0.75, -0.51, 4, 8), (0.58, -0.42, 0, 10))
        + ridge(at, (-0.38, -0.40, 0, 8), (-0.52, -0.36, 4.5, 8), (-0.74, -0.34, 0, 10))
        + ridge(at, (0.38, -0.22, 0, 8), (0.52, -0.19, 4.5, 8), (0.74, -0.17, 0, 10))
        + ridge(at, (0.38, -0.40, 0, 8), (0.52, -0.36, 3.6, 8), (0.76, -0.33, 0, 10))
        + ridge(at, (-0.38, -0.20, 0, 8), (-0.54, -0.16, 4.5, 8), (-0.76, -0.13, 0, 10))
        + ridge(at, (-0.40, -0.06, 0, 8), (-0.60, -0.03, 4.5, 8), (-0.84, 0.0, 0, 10))
        + ridge(at, (0.44, -0.04, 0, 8), (0.62, -0.02, 4.5, 8), (0.84, -0.02, 0, 10))
    )
    return _piped(at, cover, high + pressed + folds + 0.9 * coarse_grain(at, 8.0, 81)), cover


def _piped(at: Block, cover: Field, high: Field) -> Field:
    """Put a corded seam round the edge of a cushion."""
    inside = distance(cover, 16.0 * at.px) / at.px
    level = float(np.median(high[(inside > 5.5) & (inside < 7.5)]))
    cord = level - 4.0 + 5.0 * np.sqrt(np.clip(1.0 - ((inside - 2.6) / 3.4) ** 2, 0.0, 1.0))
    return np.where(inside < 5.6, cord, np.maximum(high, level - 4.0)).astype(np.float32)


def chair(at: Block) -> tuple[Field, Field]:
    """A wooden chair turned round: the posts of its back beside the waist, below the edge of its seat."""
    post: Line = [(0.80, 0.2), (0.925, 0.2), (0.93, 0.6), (0.94, 1.31), (0.80, 1.31), (0.795, 0.6)]
    rail: Line = [(-0.9, 0.955), (0.9, 0.955), (0.9, 1.045), (-0.9, 1.045)]
    board: Line = [
        (-1.02, 1.292), (-0.7, 1.286), (0.0, 1.284), (0.7, 1.286), (1.02, 1.292), (1.065, 1.305), (1.07, 1.345),
        (1.05, 1.372), (0.0, 1.376), (-1.05, 1.372), (-1.07, 1.345), (-1.065, 1.305),
    ]  # fmt: skip
    return _joined(at, ((rail, -78.0, False), (post, -66.0, True), (board, -20.0, False)), round_=board)


def stool(at: Block) -> tuple[Field, Field]:
    """The seat of a chair, seen from behind: its edge below who sits on it, and the legs that go down from there."""
    board: Line = [
        (-0.98, 1.290), (-0.6, 1.284), (0.0, 1.282), (0.6, 1.284), (0.98, 1.290), (1.02, 1.302), (1.025, 1.340),
        (1.0, 1.362), (0.0, 1.366), (-1.0, 1.362), (-1.025, 1.340), (-1.02, 1.302),
    ]  # fmt: skip
    leg: Line = [(0.80, 1.33), (0.93, 1.33), (0.955, 1.6), (0.835, 1.6)]
    return _joined(at, ((leg, -50.0, True), (board, -20.0, False)), round_=board)


def chair_back(at: Block) -> tuple[Field, Field]:
    """The back of the same chair, nearer to us than who sits on it: two posts and two bent rails."""
    post: Line = [(0.585, 0.70), (0.672, 0.70), (0.705, 1.0), (0.75, 1.33), (0.65, 1.33), (0.61, 1.0)]
    upper: Line = [
        (-0.70, 0.690), (-0.45, 0.668), (0.0, 0.657), (0.45, 0.668), (0.70, 0.690), (0.715, 0.72), (0.712, 0.778),
        (0.69, 0.792), (0.45, 0.772), (0.0, 0.762), (-0.45, 0.772), (-0.69, 0.792), (-0.712, 0.778), (-0.715, 0.72),
    ]  # fmt: skip
    lower: Line = [
        (-0.66, 0.965), (-0.4, 0.950), (0.0, 0.944), (0.4, 0.950), (0.66, 0.965), (0.665, 1.032), (0.4, 1.018),
        (0.0, 1.012), (-0.4, 1.018), (-0.665, 1.032),
    ]  # fmt: skip
    return _joined(at, ((lower, 96.0, False), (post, 98.0, True), (upper, 100.0, False)), round_=upper)


def _joined(at: Block, parts: tuple[tuple[Line, float, bool], ...], round_: Line) -> tuple[Field, Field]:
    """Pieces of wood with rounded edges, each given by its outline, its height, and whether there are two of it."""
    high, cover = np.full(at.shape, -80.0, np.float32), np.zeros(at.shape, np.float32)
    for outline, base, two in parts:
        edge = smooth_outline(outline, 300, closed=True) if outline is round_ else np.asarray(outline)
        part = coverage(at.pixels(edge), at.shape)
        part = both(part) if two else part
        form = base + 1.2 * inflated(part, 11.0 * at.px) / at.px
        high, cover = np.where(part > 0.5, np.maximum(form, high), high), np.maximum(part, cover)
    return high.astype(np.float32), cover


def wood(at: Block) -> Field:
    """The grain of the wood, a factor near 1; it runs along posts and seat."""
    down = (np.abs(at.y) < 1.27 * Y_MM).astype(np.float32)
    fibres = combed(grain(at.shape, 0.7 * at.px, 91), 1.0 - down, down, 120.0 * at.px)
    return 1.0 + 0.045 * fibres


# --- the couch -----------------------------------------------------------------------------------------------

COUCH: Line = [
    (0.0, -0.075),
    (0.6, -0.075),
    (1.02, -0.07),
    (1.16, -0.045),
    (1.225, 0.01),
    (1.24, 0.09),
    (1.24, 0.5),
    (1.24, 1.6),
]
RING: Line = [
    (0.0, -0.553), (0.22, -0.543), (0.40, -0.495), (0.505, -0.410), (0.530, -0.310), (0.500, -0.210), (0.43, -0.135),
    (0.30, -0.11), (0.0, -0.11),
]  # fmt: skip


def couch(at: Block) -> tuple[Field, Field]:
    """The massage couch of who lies prone, with the padded ring that holds the face: height (mm) and coverage."""
    high, cover = np.full(at.shape, -120.0, np.float32), np.zeros(at.shape, np.float32)
    for line, base, reach in ((RING, -62.0, 26.0), (COUCH, -58.0, 22.0)):
        half = smooth_outline(line, 300)
        part = coverage(at.pixels(np.vstack([half, half[::-1] * (-1, 1)])), at.shape)
        form = base + inflated(part, reach * at.px) / at.px
        inside = distance(part, 16.0 * at.px) / at.px
        form = form - 2.0 * np.exp(-(((inside - 9.0) / 1.3) ** 2))
        high, cover = np.where(part > 0.5, form, high), np.maximum(cover, part)
    return (high + 0.8 * coarse_grain(at, 12.0, 83)).astype(np.float32), cover


# --- the bed -------------------------------------------------------------------------------------------------

PILLOW: Line = [
    (-0.13, -0.610), (-0.105, -0.565), (-0.155, -0.50), (-0.22, -0.40), (-0.24, -0.28), (-0.21, -0.14), (-0.21, -0.03),
    (-0.30, 0.045), (-0.50, 0.075), (-0.72, 0.100), (-0.87, 0.080), (-0.925, 0.02), (-0.93, -0.15), (-0.925, -0.36),
    (-0.92, -0.53), (-0.895, -0.63), (-0.83, -0.655), (-0.60, -0.640), (-0.40, -0.638), (-0.22, -0.640),
]  # fmt: skip
"""The pillow under the head, its corners drawn out a little."""

SUNK: Line = [
    (-0.20, -0.62), (-0.235, -0.52), (-0.268, -0.46), (-0.292, -0.39), (-0.300, -0.31), (-0.280, -0.23),
    (-0.240, -0.16), (-0.222, -0.10), (-0.232, -0.045), (-0.275, -0.005), (-0.36, 0.020), (-0.50, 0.03), (-0.7, 0.02),
    (-0.7, -0.62),
]  # fmt: skip
"""Where the pillow rises before the head and the neck that sink into it."""

LIP: Line = [
    (-1.25, 0.14), (-1.06, 0.17), (-1.008, 0.22), (-0.990, 0.285), (-0.986, 0.345), (-0.983, 0.40), (-0.978, 0.45),
    (-0.985, 0.49), (-1.04, 0.53), (-1.25, 0.56),
]  # fmt: skip
"""Where the mattress rises before the shoulder on which the person lies."""

FAR, NEAR, FOOT = -0.50, -1.12, -1.27
"""The mattress: its far edge, its near edge and its foot, as x."""


class Bed(NamedTuple):
    """Mattress and pillow: height (mm), coverage, what is kept of it, and what of the person is sunk into it."""

    high: Field
    cover: Field
    kept: Field
    sunk: Field


def bed(at: Block) -> Bed:
    """Make the bed of who lies on the side; it fades away at head, foot and floor."""
    x = at.x / X_MM
    rise = x + 0.018 * np.exp(-(((at.y / Y_MM - 0.30) / 0.16) ** 2)) + 0.01 * coarse_grain(at, 20.0, 95)
    # The upper side goes away from us, the front stands upright; the edge between them is rounded.
    away = np.clip((rise - NEAR) / (FAR - NEAR), 0, 1)
    high = -8.0 - 130.0 * away**1.25 - 14.0 * smooth_step(NEAR, FOOT, np.minimum(rise, NEAR))
    mattress = smooth_step(FOOT - 0.012, FOOT, x) * (1.0 - smooth_step(FAR - 0.004, FAR + 0.004, rise))
    seam = 2.2 * np.exp(-(((rise - NEAR + 0.028) / 0.009) ** 2)) - 2.2 * np.exp(-(((rise - NEAR + 0.05) / 0.008) ** 2))
    high = high + 2.0 * coarse_grain(at, 10.0, 96) + seam + mound(at, -0.98, 0.31, -10.0, 26, 62)
    pillow = coverage(at.pixels(smooth_outline(PILLOW, 500, closed=True)), at.shape)
    soft = 1.15 * inflated(pillow, 62.0 * at.px) / at.px - 40.0 + _pillow_folds(at)
    soft = _piped(at, pillow, soft)
    sunk = coverage(at.pixels(smooth_outline(SUNK, 400, closed=True)), at.shape)
    lip = coverage(at.pixels(smooth_outline(LIP, 300)), at.shape)
    whole = np.where(pillow > 0.5, np.maximum(soft, high), high).astype(np.float32)
    ends = smooth_step(-0.66 * Y_MM, -0.50 * Y_MM, at.y) * (1.0 - smooth_step(1.17 * Y_MM, 1.285 * Y_MM, at.y))
    kept = np.maximum(pillow, ends * smooth_step(FOOT, NEAR - 0.03, x))
    return Bed(
        blurred(whole, 0.5 * at.px),
        np.maximum(mattress, pillow).astype(np.float32),
        kept,
        np.maximum(sunk * pillow, lip),
    )


def _pillow_folds(at: Block) -> Field:
    return (
        ridge(at, (-0.30, -0.34, 0, 7), (-0.45, -0.40, 4, 8), (-0.62, -0.50, 3, 9), (-0.80, -0.58, 0, 9))
        + ridge(at, (-0.30, -0.24, 0, 7), (-0.45, -0.25, 4, 8), (-0.64, -0.30, 2, 9), (-0.8, -0.34, 0, 9))
        + ridge(at, (-0.27, -0.10, 0, 7), (-0.42, -0.08, 3.6, 8), (-0.60, -0.06, 2, 9), (-0.78, -0.02, 0, 9))
        + ridge(at, (-0.16, -0.58, 2, 5), (-0.28, -0.56, 2.6, 8), (-0.45, -0.57, 0, 9))
        + 0.8 * coarse_grain(at, 8.0, 97)
    )
