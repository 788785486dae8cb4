"""The head from behind: skull, ears, and two ways to wear one's hair.

Knows heads only. Leaves the neck to the body and the colours to the program.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tools.sculpt.block import X_MM, Y_MM, Block, both, coarse_grain, combed, distance, ridge
from tools.sculpt.relief import (
    Field,
    Vector,
    blurred,
    coverage,
    grain,
    inflated,
    normals,
    openness,
    smooth_outline,
    smooth_step,
)

Style = Literal["crop", "bun"]


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
    """What the hair leaves: its height in mm, its luminance and its coverage."""

    high: Field
    light: Field
    cover: Field


Flow = tuple[Field, Field]
"""Which way the strands lie: right and down, together 1 long."""

BUN_X, BUN_Y, BUN_MM = 0.012, -0.385, 41.0
"""Where the bun is pinned up, and its radius."""


def hair(at: Block, style: Style, whorl_y: float, skull: Field, surroundings: Field, lamp: Vector) -> Hair:
    """Short hair that grows from a whorl at the crown and thins out at the nape, or long hair pinned up in a bun."""
    flow = _pinned(at) if style == "bun" else _cropped(at, whorl_y)
    flow = _turned(flow, (0.10 if style == "bun" else 0.22) * coarse_grain(at, 6.0, 31))
    long = 2.6 if style == "bun" else 1.0
    thin = combed(grain(at.shape, 0.30 * at.px, 32), *flow, 16.0 * long * at.px)
    lock = combed(grain(at.shape, 0.95 * at.px, 33), *flow, 24.0 * long * at.px)
    patch = combed(grain(at.shape, 2.6 * at.px, 34), *flow, 20.0 * long * at.px)
    line = PINNED_LINE if style == "bun" else HAIRLINE
    inside = distance(coverage(at.pixels(smooth_outline(line, 400, closed=True)), at.shape), 14.0 * at.px) / at.px
    if style == "bun":
        cover = smooth_step(-0.8, 1.8, inside + 0.45 * thin + 0.3 * lock)
        shaped = _with_bun(at, skull) + 1.3 * lock + 0.6 * thin + 1.4 * patch
    else:
        nape = smooth_step(-0.30 * Y_MM, -0.19 * Y_MM, at.y)
        # Above, the hair ends in single tips; at the nape it is cropped shorter and shorter until the skin shows.
        dense = smooth_step(-0.3, 1.1, inside + (0.5 + 0.7 * nape) * thin + (0.35 + 1.6 * nape) * lock)
        cropped = smooth_step(-2.5, 13.0, inside + 1.5 * lock) * (1.0 + 0.25 * thin)
        cover = np.clip(dense * (1.0 - nape) + np.clip(1.25 * cropped, 0, 1) * nape, 0, 1)
        shaped = skull + 2.6 * lock + 1.0 * thin + 1.6 * patch
    form = _with_bun(at, skull) if style == "bun" else skull
    light = _hair_light(at, shaped, form, flow, (thin, lock), lamp)
    shade = openness(np.maximum(surroundings, form) * at.px, 12.0 * at.px)
    return Hair(form, np.clip(light * (0.45 + 0.55 * shade), 0, 1).astype(np.float32), cover.astype(np.float32))


def _cropped(at: Block, whorl_y: float) -> Flow:
    x, y = at.x - 6.0, at.y - whorl_y * Y_MM
    away = np.hypot(x, y) + 1e-3
    # Round the whorl the hair turns; further out it grows away from it, and at the back of the head down.
    right, down = _turned((x / away, y / away), 1.1 * np.exp(-((away / 22.0) ** 2)))
    down = down + 0.75 * smooth_step(10.0, 90.0, y)
    size = np.hypot(right, down)
    return right / size, down / size


def _pinned(at: Block) -> Flow:
    x, y = at.x - BUN_X * X_MM, at.y - BUN_Y * Y_MM
    away = np.hypot(x, y) + 1e-3
    # From the hairline all strands run to the bun; in it they wind round its middle.
    wound = 1.0 - smooth_step(BUN_MM - 6.0, BUN_MM + 3.0, away)
    return _turned((-x / away, -y / away), 0.12 + wound * (1.25 - 0.3 * away / BUN_MM))


def _turned(flow: Flow, angle: Field) -> Flow:
    c, s = np.cos(angle), np.sin(angle)
    return flow[0] * c - flow[1] * s, flow[0] * s + flow[1] * c


def _with_bun(at: Block, skull: Field) -> Field:
    """The skull with a coil of hair on it: a dome, wound of three strands that go in to its middle."""
    x, y = at.x - BUN_X * X_MM, (at.y - BUN_Y * Y_MM) * 1.06
    away, round_ = np.hypot(x, y), np.arctan2(y, x)
    dome = np.sqrt(np.maximum(1.0 - (away / BUN_MM) ** 2.4, 0.0))
    coil = np.cos(round_ * 3.0 + away / BUN_MM * 5.2)
    rope = (np.sqrt(0.5 + 0.5 * coil + 1e-3) - 0.6) * 9.0 * smooth_step(4.0, 16.0, away) * np.minimum(1.0, 1.6 * dome)
    tie = -5.0 * np.exp(-(((away - BUN_MM - 2.0) / 4.0) ** 2))
    return (skull + 25.0 * dome + rope + tie).astype(np.float32)


PINNED_LINE = [
    (0.0, -0.512), (0.10, -0.508), (0.20, -0.488), (0.285, -0.445), (0.342, -0.39), (0.362, -0.34), (0.366, -0.30),
    (0.350, -0.272), (0.318, -0.258), (0.288, -0.235), (0.262, -0.196), (0.225, -0.165), (0.18, -0.150),
    (0.12, -0.150), (0.05, -0.160), (0.0, -0.163), (-0.05, -0.160), (-0.12, -0.149), (-0.18, -0.150),
    (-0.225, -0.165), (-0.262, -0.196), (-0.288, -0.235), (-0.318, -0.258), (-0.350, -0.272), (-0.366, -0.30),
    (-0.362, -0.34), (-0.342, -0.39), (-0.285, -0.445), (-0.20, -0.488), (-0.10, -0.508),
]  # fmt: skip
"""Where long hair is drawn up: over the upper half of the ears, and bare at the nape."""

HAIRLINE = [
    (0.0, -0.503), (0.10, -0.499), (0.19, -0.482), (0.275, -0.441), (0.334, -0.386), (0.350, -0.335), (0.338, -0.29),
    (0.308, -0.25), (0.283, -0.212), (0.25, -0.175), (0.205, -0.150), (0.15, -0.137), (0.09, -0.128), (0.05, -0.118),
    (0.0, -0.112), (-0.06, -0.120), (-0.10, -0.130), (-0.15, -0.137), (-0.205, -0.150), (-0.25, -0.175),
    (-0.283, -0.212), (-0.308, -0.25), (-0.338, -0.29), (-0.350, -0.335), (-0.334, -0.386), (-0.275, -0.441),
    (-0.19, -0.482), (-0.10, -0.499),
]  # fmt: skip
"""Where hair grows, in back coordinates: round the crown, behind the ears, to the nape."""


def _hair_light(at: Block, shaped: Field, skull: Field, flow: Flow, curl: Flow, lamp: Vector) -> Field:
    """Light on strands (after Kajiya and Kay): bright where the strand lies across the light, a band of sheen."""
    thin, lock = curl
    soft = blurred(skull * at.px, 2.0 * at.px)
    normal = normals(soft)
    slope = -(normal[..., 0] * flow[0] + normal[..., 1] * flow[1]) / np.maximum(normal[..., 2], 0.15)
    lift = slope + 0.16 * lock + 0.10 * thin
    length = np.sqrt(1.0 + lift * lift)
    strand = np.stack([flow[0] / length, flow[1] / length, lift / length], axis=-1)
    toward = np.asarray(lamp) / np.linalg.norm(lamp)
    half = toward + np.asarray((0.0, 0.0, 1.0))
    half = half / np.linalg.norm(half)
    across = np.sqrt(np.clip(1.0 - (strand @ toward) ** 2, 0, 1))
    sheen = np.sqrt(np.clip(1.0 - (strand @ half) ** 2, 0, 1)) ** 26
    facing = np.clip((normals(shaped * at.px) @ toward + 0.35) / 1.35, 0, 1)
    broad = np.clip((normal @ toward + 0.35) / 1.35, 0, 1)
    facing = 0.35 * facing + 0.65 * broad
    depth = np.clip(0.5 + 0.22 * thin + 0.20 * lock, 0.1, 1.0)
    return (0.05 + facing * (0.50 * across * depth + 0.55 * sheen * depth * facing)).astype(np.float32)
