"""Sculpts the back of a person lying prone, lights it once and writes what the program colours.

Knows the body: its forms come from `assets/landmarks.json` (outline, bones, muscles), their heights from anatomy.
Leaves light and pictures to `relief` and every colour to the program. Run it with `python -m tools.sculpt.figure`.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.sculpt.relief import (
    Field,
    blurred,
    cast,
    coverage,
    grain,
    inflated,
    lit,
    normals,
    openness,
    save_gray,
    shifted,
    smooth_max,
    smooth_outline,
    smooth_step,
    spread,
)

ASSETS = Path(__file__).parents[2] / "assets"

X_MM, Y_MM = 240.0, 480.0
LEFT, TOP, RIGHT, BOTTOM = -1.32, -0.58, 1.32, 1.30
BELOW = 1.46
"""The sculpture goes on below the picture, so that nothing that is cut off there shows at its lower edge."""

COARSE_MM = 2.0
"""Soft forms are computed on this grid and refined: none of them is narrower than 4 mm."""

Knot = tuple[float, float, float, float]
"""A place of a ridge: x and y in back coordinates, height and width (standard deviation) in mm."""


@dataclass(frozen=True)
class Block:
    """The block that is sculpted: its resolution and the place of each pixel in mm."""

    px: float
    x: Field
    y: Field
    landmarks: dict[str, Any]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.x.shape[0], self.x.shape[1]

    def pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map back coordinates to pixels of this block."""
        return (points - (LEFT, TOP)) * (X_MM * self.px, Y_MM * self.px)


def block(px: float, landmarks: dict[str, Any]) -> Block:
    """Set up a block with so many pixels per mm."""
    columns = 2 * round(RIGHT * X_MM * px)
    rows = round((BELOW - TOP) * Y_MM * px)
    x = (np.arange(columns, dtype=np.float32) + 0.5 - columns / 2) / px
    y = (np.arange(rows, dtype=np.float32) + 0.5) / px + TOP * Y_MM
    return Block(px, *np.meshgrid(x, y), landmarks)  # type: ignore[call-arg]


# --- chisels: each gives a field of mm -----------------------------------------------------------------------


def both(field: Field) -> Field:
    """The right side and its mirror image on the left."""
    return field + field[:, ::-1]


def refined(field: Field, at: Block) -> Field:
    """Bring a field of the coarse grid to the grid of the block."""
    rows, columns = at.shape
    big = Image.fromarray(np.ascontiguousarray(field, np.float32))
    return np.asarray(big.resize((columns, rows), Image.Resampling.BICUBIC))


def ridge(at: Block, *knots: Knot) -> Field:
    """A soft ridge (or, below zero, a groove) through the knots."""
    coarse = block(1.0 / COARSE_MM, {})
    rows = np.asarray(knots, np.float64)
    places = rows[:, :2] * (X_MM, Y_MM)
    path = smooth_outline(places, 110)
    gaps = np.hypot(*np.diff(places, axis=0).T)
    stops = np.concatenate([[0.0], np.cumsum(gaps)]) / gaps.sum()
    along = np.linspace(0, 1, len(path))
    heights, widths = np.interp(along, stops, rows[:, 2]), np.interp(along, stops, rows[:, 3])
    high = np.zeros(coarse.shape, np.float32)
    for (x, y), height, width in zip(path, heights, widths, strict=True):
        bell = height * np.exp(-((coarse.x - x) ** 2 + (coarse.y - y) ** 2) / (2 * width * width))
        high = np.where(np.abs(bell) > np.abs(high), bell, high)
    return refined(blurred(high, 1.2), at)


def plate(at: Block, outline: list[list[float]], height: float, soft_mm: float) -> Field:
    """A flat form with so soft an edge."""
    edge = at.pixels(smooth_outline(np.asarray(outline), 160, closed=True))
    return height * blurred(coverage(edge, at.shape, 1), soft_mm * at.px)


def mound(at: Block, x: float, y: float, height: float, wide: float, long: float, turn: float = 0.0) -> Field:
    """A soft oval mound, sizes in mm (standard deviations), turned clockwise by degrees."""
    right, down = at.x - x * X_MM, at.y - y * Y_MM
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    across, along = c * right + s * down, c * down - s * right
    return (height * np.exp(-0.5 * ((across / wide) ** 2 + (along / long) ** 2))).astype(np.float32)


# --- the body ------------------------------------------------------------------------------------------------


def half_outline(landmarks: dict[str, Any]) -> NDArray[np.float64]:
    """The right half of the body's outline from the crown to the armpit and down the side."""
    given = landmarks["outline_right"]
    outer = smooth_outline(given["head_neck_shoulder"] + given["arm_outer"], 500)
    inner = smooth_outline(given["arm_inner"] + [[0.738, 0.4]], 200)
    side = smooth_outline([[0.738, 0.4], *given["torso_side"]], 240)
    return np.vstack([outer, inner, side])


def body_mask(at: Block) -> Field:
    """How much of each pixel is body."""
    half = half_outline(at.landmarks)
    whole = np.vstack([half, [[0.0, 1.9]], half[::-1] * (-1, 1)])
    apart = coverage(at.pixels(whole), at.shape)
    # Where upper arm and side all but touch, they do touch: a crease, not a slit that the ground shines through.
    return np.maximum(apart, smooth_step(0.55, 0.66, blurred(apart, 3.2 * at.px)))


def body_height(at: Block, mask: Field) -> Field:
    """Sculpt the skin, mm above the widest plane of the body."""
    cushion = inflated(mask, 66.0 * at.px) / at.px
    inland = blurred(mask, 16.0 * at.px) ** 2 * smooth_step(0.0, 34.0, cushion)
    arm = smooth_step(0.50 * X_MM, 1.0 * X_MM, np.abs(at.x))
    forms = blurred(_bones(at) + _muscles(at), 4.5 * at.px)
    high = cushion + inland * (_posture(at) * (1 - arm) + forms)
    return (high + _uneven(at) * inland).astype(np.float32)


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


def _muscles(at: Block) -> Field:
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
    armpit = ridge(
        at,
        (0.80, 0.27, 0.0, 7),
        (0.765, 0.33, -3.5, 6),
        (0.742, 0.39, -11.0, 5),
        (0.738, 0.45, -20.0, 5),
        (0.742, 0.52, -26.0, 6),
    )
    return cleft_of_seat + both(
        armpit + columns + edge + nape + trapezius + lower + below_crest + above_crest + deltoid + cleft + teres
        + latissimus + flank + seat + triceps + elbow
    )  # fmt: skip


def coarse_grain(at: Block, sigma: float, seed: int) -> Field:
    """Slow noise, made on the coarse grid so that it is the same at every resolution; `sigma` counts its cells."""
    return refined(grain(block(1.0 / COARSE_MM, {}).shape, sigma, seed), at)


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


# --- the head ------------------------------------------------------------------------------------------------


def head_height(at: Block) -> Field:
    """The skull with its hair, mm on the same plane as the body; far below it where there is no head."""
    right, down = at.x / 86.0, (at.y + 0.325 * Y_MM) / 90.0
    down = np.where(down > 0, down * 0.86, down)
    round_ = 1.0 - (np.abs(right) ** 2.25 + np.abs(down) ** 2.25)
    return np.where(round_ > 0, 76.0 * np.sqrt(np.maximum(round_, 0)), -60.0).astype(np.float32) - 2.0


def ear_mask(at: Block) -> tuple[Field, Field]:
    """Both ears seen from behind: coverage and height (mm)."""
    outline = [
        (0.29, -0.335), (0.335, -0.345), (0.372, -0.325), (0.378, -0.29), (0.36, -0.25), (0.335, -0.222),
        (0.305, -0.215), (0.285, -0.25),
    ]  # fmt: skip
    edge = at.pixels(smooth_outline(outline, 120, closed=True))
    mask = coverage(edge, at.shape)
    high = inflated(mask, 9.0 * at.px) / at.px
    rim = ridge(
        at, (0.345, -0.335, 3.0, 3.2), (0.368, -0.305, 3.5, 3.2), (0.355, -0.26, 3.0, 3.2), (0.33, -0.228, 3.5, 4)
    )
    stands = 14.0 * smooth_step(0.0, 5.0, high)
    return both(mask), both(high * 1.1 + rim * smooth_step(0.0, 4.0, high) + stands)


@dataclass(frozen=True)
class Hair:
    """What the hair leaves: luminance and coverage."""

    light: Field
    cover: Field


def hair(at: Block, skull: Field, surroundings: Field) -> Hair:
    """Short hair that grows from a whorl at the crown and thins out at the nape."""
    x, y = at.x - 6.0, at.y + 0.37 * Y_MM
    away = np.hypot(x, y) + 1e-3
    flow_x, flow_y = x / away, y / away
    # Round the whorl the hair turns; further out it grows away from it, and at the back of the head down.
    turn = 1.1 * np.exp(-((away / 22.0) ** 2))
    flow_x, flow_y = flow_x * np.cos(turn) - flow_y * np.sin(turn), flow_x * np.sin(turn) + flow_y * np.cos(turn)
    fall = 0.75 * smooth_step(10.0, 90.0, y)
    flow_y = flow_y + fall
    sway = 0.22 * coarse_grain(at, 6.0, 31)
    flow_x, flow_y = flow_x * np.cos(sway) - flow_y * np.sin(sway), flow_x * np.sin(sway) + flow_y * np.cos(sway)
    size = np.hypot(flow_x, flow_y)
    flow_x, flow_y = flow_x / size, flow_y / size
    thin = combed(grain(at.shape, 0.30 * at.px, 32), flow_x, flow_y, 16.0 * at.px)
    lock = combed(grain(at.shape, 0.95 * at.px, 33), flow_x, flow_y, 24.0 * at.px)
    patch = combed(grain(at.shape, 2.6 * at.px, 34), flow_x, flow_y, 20.0 * at.px)
    outline = at.pixels(smooth_outline(HAIRLINE, 400, closed=True))
    inside = _distance(coverage(outline, at.shape), 14.0 * at.px) / at.px
    nape = smooth_step(-0.30 * Y_MM, -0.19 * Y_MM, at.y)
    # Above, the hair ends in single tips; at the nape it is cropped shorter and shorter until the skin shows.
    ragged = inside + (0.5 + 0.7 * nape) * thin + (0.35 + 1.6 * nape) * lock
    dense = smooth_step(-0.3, 1.1, ragged)
    cropped = smooth_step(-2.5, 13.0, inside + 1.5 * lock) * (1.0 + 0.25 * thin)
    cover = np.clip(dense * (1.0 - nape) + np.clip(1.25 * cropped, 0, 1) * nape, 0, 1)
    shaped = skull + 2.6 * lock + 1.0 * thin + 1.6 * patch
    light = _hair_light(at, shaped, skull, (flow_x, flow_y), (thin, lock))
    shade = openness(np.maximum(surroundings, skull) * at.px, 12.0 * at.px)
    return Hair(np.clip(light * (0.45 + 0.55 * shade), 0, 1), cover)


HAIRLINE = [
    (0.0, -0.503), (0.10, -0.499), (0.19, -0.482), (0.275, -0.441), (0.334, -0.386), (0.350, -0.335), (0.338, -0.29),
    (0.308, -0.25), (0.283, -0.212), (0.25, -0.175), (0.205, -0.150), (0.15, -0.137), (0.09, -0.128), (0.05, -0.118),
    (0.0, -0.112), (-0.06, -0.120), (-0.10, -0.130), (-0.15, -0.137), (-0.205, -0.150), (-0.25, -0.175),
    (-0.283, -0.212), (-0.308, -0.25), (-0.338, -0.29), (-0.350, -0.335), (-0.334, -0.386), (-0.275, -0.441),
    (-0.19, -0.482), (-0.10, -0.499),
]  # fmt: skip
"""Where hair grows, in back coordinates: round the crown, behind the ears, to the nape."""


def _distance(mask: Field, reach_px: float) -> Field:
    """How far inside (positive) or outside a mask a pixel lies, in pixels, as far as `reach_px`."""
    soft = np.clip(blurred(mask, reach_px / 2.0), 1e-4, 1 - 1e-4)
    # Across a straight edge a blurred step is the Gaussian's integral: its inverse is the distance.
    return (np.log(soft / (1 - soft)) / 1.702 * reach_px / 2.0).astype(np.float32)


def combed(noise: Field, flow_x: Field, flow_y: Field, length_px: float) -> Field:
    """Smear noise along a flow so that it becomes strands; mean 0, deviation 1."""
    rows, columns = noise.shape
    total = noise.copy()
    weight = 1.0
    step = 1.5
    for way in (-step, step):
        row, column = np.mgrid[0:rows, 0:columns].astype(np.float32)
        for at in np.arange(step, length_px / 2, step):
            r, c = np.clip(row, 0, rows - 1).astype(np.intp), np.clip(column, 0, columns - 1).astype(np.intp)
            row, column = row + way * flow_y[r, c], column + way * flow_x[r, c]
            r, c = np.clip(row, 0, rows - 1).astype(np.intp), np.clip(column, 0, columns - 1).astype(np.intp)
            share = float(np.cos(at / (length_px / 2) * np.pi / 2))
            total += share * noise[r, c]
            weight += share
    total = blurred(total / weight, 0.5)
    return ((total - total.mean()) / total.std()).astype(np.float32)


def _hair_light(at: Block, shaped: Field, skull: Field, flow: tuple[Field, Field], curl: tuple[Field, Field]) -> Field:
    """Light on strands (after Kajiya and Kay): bright where the strand lies across the light, a band of sheen."""
    thin, lock = curl
    soft = blurred(skull * at.px, 2.0 * at.px)
    normal = normals(soft)
    slope = -(normal[..., 0] * flow[0] + normal[..., 1] * flow[1]) / np.maximum(normal[..., 2], 0.15)
    lift = slope + 0.16 * lock + 0.10 * thin
    length = np.sqrt(1.0 + lift * lift)
    strand = np.stack([flow[0] / length, flow[1] / length, lift / length], axis=-1)
    toward = np.asarray(LAMP) / np.linalg.norm(LAMP)
    half = toward + np.asarray((0.0, 0.0, 1.0))
    half = half / np.linalg.norm(half)
    across = np.sqrt(np.clip(1.0 - (strand @ toward) ** 2, 0, 1))
    sheen = np.sqrt(np.clip(1.0 - (strand @ half) ** 2, 0, 1)) ** 26
    facing = np.clip((normals(shaped * at.px) @ toward + 0.35) / 1.35, 0, 1)
    broad = np.clip((normal @ toward + 0.35) / 1.35, 0, 1)
    facing = 0.35 * facing + 0.65 * broad
    depth = np.clip(0.5 + 0.22 * thin + 0.20 * lock, 0.1, 1.0)
    return (0.05 + facing * (0.50 * across * depth + 0.55 * sheen * depth * facing)).astype(np.float32)


# --- the drape -----------------------------------------------------------------------------------------------


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


def drape(at: Block, body: Field) -> tuple[Field, Field]:
    """Lay a sheet over the hips: its height (mm) and its coverage."""
    cover = coverage(at.pixels(smooth_outline(SHEET, 600)), at.shape)
    # Cloth rests on what is high and bridges what is low.
    cloth = body
    for sigma in (34.0, 20.0, 11.0, 6.0):
        cloth = blurred(smooth_max(cloth, blurred(cloth, sigma * at.px), 5.0), sigma * 0.35 * at.px)
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
    wavy = coarse_grain(at, 9.0, 41)
    # Fine creases run down and inwards, as the cloth was drawn over the hips.
    slant = np.clip(-at.x / (0.9 * X_MM), -1, 1) * 0.75
    long = np.sqrt(1.0 + slant * slant)
    crease = combed(grain(at.shape, 2.4 * at.px, 42), slant / long, 1.0 / long, 70.0 * at.px)
    gathered = smooth_step(-0.4, 1.4, coarse_grain(at, 12.0, 43))
    creases = blurred(-np.abs(crease), 0.8 * at.px) * (0.15 + 0.85 * gathered)
    inside = _distance(cover, 16.0 * at.px) / at.px
    # The edge is turned over once: a round hem, then the step down to the single cloth.
    turned = coverage(at.pixels(smooth_outline(TURNED, 600)), at.shape)
    hem = 4.0 * smooth_step(-1.0, 5.0, inside) + 3.0 * (1.0 - blurred(turned, 1.3 * at.px))
    single = folds * smooth_step(4.0, 40.0, inside) + 0.95 * creases * smooth_step(2.0, 12.0, inside)
    return (cloth + single + 0.9 * wavy + hem).astype(np.float32), cover


# --- the light and the pictures ------------------------------------------------------------------------------

LAMP = (-0.58, -0.60, 0.55)
"""The lamp of this scene stands lower than usual, so that it models the flat forms of the back."""

TABLE_MM = -34.0
"""How far the table lies below the widest plane of the body."""


@dataclass(frozen=True)
class Scene:
    """Everything that lies on the table: heights in mm, coverages 0 to 1."""

    skin: Field
    skin_cover: Field
    skull: Field
    cloth: Field
    cloth_cover: Field
    top: Field
    """The highest of them all: it throws the shadows."""


def scene(at: Block) -> Scene:
    """Lay the person on the table, with hair and under the sheet."""
    mask = body_mask(at)
    ears, ear_high = ear_mask(at)
    body = np.where(mask > 0.5, body_height(at, mask), TABLE_MM)
    cloth, cloth_cover = drape(at, body)
    skin = np.where(ears > 0.5, np.maximum(ear_high, body), body)
    skin = np.where((ears > 0.5) & (mask > 0.5), smooth_max(body, ear_high, 2.0), skin)
    skull = head_height(at)
    top = np.maximum(skin, np.where(mask > 0.5, skull, TABLE_MM))
    top = np.where(cloth_cover > 0.5, np.maximum(cloth, skin), top)
    return Scene(skin, np.maximum(mask, ears), skull, cloth, cloth_cover, top)


def skin_light(at: Block, lying: Scene, strands: Hair) -> Field:
    """The light on the skin: its own forms first, then the shade that head and sheet throw on it."""
    px = at.px
    own = lit(
        lying.skin * px, lying.skin_cover, key=LAMP, wrap=0.28, strength=0.76, fill=0.14, ambient=0.06, occlusion=0.6,
        reach_px=18.0 * px, shine=0.05, gloss=14.0, shadow=0.0, soften_px=1.6 * px,
    )  # fmt: skip
    # Skin that turns away from the eye loses light, on the bright side too: that rounds the limbs.
    turned = 0.70 + 0.30 * smooth_step(0.05, 0.85, normals(lying.skin * px)[..., 2])
    shade = 1.0 - 0.55 * blurred(cast(lying.top * px, LAMP, 24.0, round(150 * px)), 3.0 * px)
    contact = openness(lying.top * px, 9.0 * px) / np.maximum(openness(lying.skin * px, 9.0 * px), 1e-3)
    under_hair = 1.0 - 0.62 * blurred(strands.cover, 1.2 * px)
    return own * turned * shade * np.clip(contact, 0, 1) ** 0.8 * under_hair * skin_texture(at) * falloff(at)


def cloth_light(at: Block, lying: Scene) -> Field:
    """The light on the sheet, with a faint weave."""
    px = at.px
    light = lit(
        lying.cloth * px, lying.cloth_cover, key=LAMP, wrap=0.40, strength=0.66, fill=0.08, ambient=0.16, occlusion=0.6,
        reach_px=14.0 * px, shine=0.0, shadow=0.35, soften_px=0.7 * px,
    )  # fmt: skip
    return light * (1.0 + 0.012 * grain(at.shape, 0.4 * px, 51)) * falloff(at)


def falloff(at: Block) -> Field:
    """The lamp is near: what lies towards the upper left gets a little more light."""
    away = (at.x / 300.0 + (at.y - 150.0) / 420.0) / 2.0
    return (1.0 - 0.16 * np.tanh(away)).astype(np.float32)


def ground_shadow(at: Block, figure: Field) -> Field:
    """The soft shadow on the table, 0 to 1; it ends before the picture does."""
    px = at.px
    soft = 0.75 * blurred(shifted(figure, -7 * px, -9 * px), 15.0 * px) + 0.25 * blurred(figure, 5 * px)
    edge = np.minimum(RIGHT * X_MM - np.abs(at.x), at.y - TOP * Y_MM)
    return soft * smooth_step(0.0, 34.0, edge)


def sculpt(px: float, folder: Path) -> None:
    """Sculpt at so many pixels per mm and write the pictures into a folder."""
    at = block(px, json.loads((ASSETS / "landmarks.json").read_text("utf-8")))
    shown = round((BOTTOM - TOP) * Y_MM * px)
    lying = scene(at)
    strands = hair(at, lying.skull, lying.top)
    ending = 1.0 - smooth_step(1.185 * Y_MM, 1.30 * Y_MM, at.y)
    under_cloth = smooth_step(8.0, 12.0, _distance(lying.cloth_cover, 16.0 * px) / px)
    reliefs = {
        "body": (skin_light(at, lying, strands), lying.skin_cover, 1.0 - under_cloth),
        "hair": (strands.light, strands.cover, 1.0),
        "drape": (cloth_light(at, lying), lying.cloth_cover, ending),
    }
    for name, (light, cover, kept) in reliefs.items():
        save_gray(folder / f"{name}.jpg", spread(light, cover)[:shown])
        _picture((cover * kept)[:shown]).save(folder / f"{name}-cover.png", optimize=True)
    figure = np.maximum.reduce([lying.skin_cover, strands.cover, lying.cloth_cover])
    soft = _picture((ground_shadow(at, figure) * ending)[:shown])
    small = soft.resize((soft.width // 6, soft.height // 6), Image.Resampling.BOX)
    small.save(folder / "shadow.png", optimize=True)
    shrink(folder)
    for path in sorted(folder.rglob("*.*g")):
        print(f"{path.name}: {path.stat().st_size // 1000} kB")


def shrink(folder: Path) -> None:
    """Write the same pictures at a sixth of their size into `small/`: a card of the library needs no more."""
    (folder / "small").mkdir(exist_ok=True)
    for path in sorted(folder.glob("*.*g")):
        with Image.open(path) as whole:
            size = (round(whole.width / 6), round(whole.height / 6)) if path.stem != "shadow" else whole.size
            small = whole.resize(size, Image.Resampling.LANCZOS)
            small.save(folder / "small" / path.name, **({"quality": 92} if path.suffix == ".jpg" else {}))


def _picture(share: Field) -> Image.Image:
    return Image.fromarray(np.rint(np.clip(share, 0, 1) * 255).astype(np.uint8))


if __name__ == "__main__":
    resolution = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    sculpt(resolution, Path(sys.argv[2]) if len(sys.argv) > 2 else ASSETS / "figure")
