"""Height fields: building blocks to sculpt one, the light that falls on it, and the picture it leaves.

Knows arrays of heights in pixels (as high as wide: one unit up is one pixel across), the same light for all that is
sculpted, and grey pictures. Leaves every shape to the sculptors of the figure and of the hands.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Field = NDArray[np.float32]
"""Rows × columns; the first row is the top of the picture."""

Vector = tuple[float, float, float]

KEY: Vector = (-0.52, -0.56, 0.645)
"""Where the soft main light comes from: upper left, in front of the picture. x to the right, y down, z to the eye."""

FILL: Vector = (0.62, 0.35, 0.70)
"""Where the room gives a little light back."""


# --- shaping -------------------------------------------------------------------------------------------------


def blurred(height: Field, sigma_px: float) -> Field:
    """Blur with a Gaussian of so many pixels; beyond its edge the field goes on as it ends."""
    if sigma_px <= 0:
        return height.astype(np.float32)
    reach = int(np.ceil(3.2 * sigma_px))
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma_px) ** 2)
    bell /= bell.sum()
    out = np.asarray(height, np.float64)
    for axis in (0, 1):
        margin = [(0, 0), (0, 0)]
        margin[axis] = (reach, reach)
        wide = np.pad(out, margin, mode="edge")
        length = wide.shape[axis]
        size = 1 << (length + 2 * reach).bit_length()
        shape = [1, 1]
        shape[axis] = -1
        spectrum = np.fft.rfft(wide, size, axis=axis) * np.fft.rfft(bell, size).reshape(shape)
        back = np.fft.irfft(spectrum, size, axis=axis)
        keep = [slice(None), slice(None)]
        keep[axis] = slice(2 * reach, 2 * reach + out.shape[axis])
        out = back[tuple(keep)]
    return out.astype(np.float32)


def smooth_max(one: Field, other: Field, soft: float) -> Field:
    """Take the higher of two fields; where they meet within `soft` (same unit) they flow into one another."""
    share = np.clip(0.5 + 0.5 * (one - other) / soft, 0.0, 1.0)
    return (other + (one - other) * share + soft * share * (1.0 - share)).astype(np.float32)


def smooth_min(one: Field, other: Field, soft: float) -> Field:
    """Take the lower of two fields, with the same soft meeting as `smooth_max`."""
    return -smooth_max(-one, -other, soft)


def smooth_step(low: float, high: float, value: Field) -> Field:
    """Rise from 0 at `low` to 1 at `high` without a corner."""
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    return (share * share * (3.0 - 2.0 * share)).astype(np.float32)


def smooth_outline(
    points: Sequence[Sequence[float]] | NDArray[np.float64], n: int, *, closed: bool = False
) -> NDArray[np.float64]:
    """Lay a smooth curve through the points and give `n` points of it, evenly spaced along its length."""
    given = np.asarray(points, np.float64)
    ring = (
        np.vstack([given[-1:], given, given[:2]])
        if closed
        else np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    )
    steps = np.linspace(0.0, 1.0, 24, endpoint=False)[:, None]
    pieces = [_between(*ring[at : at + 4], steps) for at in range(len(ring) - 3)]
    fine = np.vstack([*pieces, ring[-2:-1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(fine, axis=0).T))])
    wanted = np.linspace(0.0, along[-1], n, endpoint=not closed)
    return np.column_stack([np.interp(wanted, along, fine[:, 0]), np.interp(wanted, along, fine[:, 1])])


def _between(
    before: NDArray[np.float64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    after: NDArray[np.float64],
    share: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give the points of a centripetal Catmull-Rom curve between start and end: it never overshoots into a loop."""
    knots = np.cumsum(
        [
            0.0,
            *(max(float(np.hypot(*gap)) ** 0.5, 1e-6) for gap in (start - before, end - start, after - end)),
        ]
    )
    at = knots[1] + share * (knots[2] - knots[1])

    def mix(one: NDArray[np.float64], other: NDArray[np.float64], low: int, high: int) -> NDArray[np.float64]:
        return one + (other - one) * (at - knots[low]) / (knots[high] - knots[low])

    first, second, third = mix(before, start, 0, 1), mix(start, end, 1, 2), mix(end, after, 2, 3)
    return mix(mix(first, second, 0, 2), mix(second, third, 1, 3), 1, 2)


def coverage(outline_px: NDArray[np.float64], shape: tuple[int, int], fine: int = 4) -> Field:
    """Give how much of each pixel lies inside a closed outline (pixels), 0 to 1."""
    rows, columns = shape
    canvas = Image.new("L", (columns * fine, rows * fine), 0)
    ImageDraw.Draw(canvas).polygon([(float(x) * fine, float(y) * fine) for x, y in outline_px], fill=255)
    return np.asarray(canvas.reduce(fine), np.float32) / 255.0


def inflated(mask: Field, reach_px: float) -> Field:
    """Blow a flat mask up like a cushion: round at its edge, level further inside than `reach_px`; height in pixels.

    It is the root of a screened Poisson equation, solved from coarse to fine.
    """
    inside = mask > 0.5
    levels = [inside]
    while min(levels[-1].shape) > 96:
        levels.append(_halved(levels[-1]))
    square = np.zeros(levels[-1].shape, np.float32)
    for depth in range(len(levels) - 1, -1, -1):
        here = levels[depth].astype(np.float32)
        pixel = float(2**depth)
        if square.shape != here.shape:
            big = np.asarray(Image.fromarray(square).resize(here.shape[::-1], Image.Resampling.BILINEAR))
            square = big * here
        rounds = 900 if depth == len(levels) - 1 else 60 + 40 * depth
        damping = 4.0 + (pixel / reach_px) ** 2
        for _ in range(rounds):
            wide = np.pad(square, 1)
            around = wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]
            square = (around + 2.0 * pixel * pixel) / damping * here
    return np.sqrt(np.maximum(square, 0.0)).astype(np.float32)


def _halved(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    rows, columns = inside.shape
    whole = np.pad(inside, ((0, rows % 2), (0, columns % 2)))
    return whole.reshape(whole.shape[0] // 2, 2, whole.shape[1] // 2, 2).mean((1, 3)) > 0.5


def spread(values: Field, mask: Field, sigma_px: float = 3.0) -> Field:
    """Carry what is inside the mask outwards, so that cutting along the mask's edge shows no fringe."""
    solid = (mask > 0.99).astype(np.float32)
    out = values * solid
    known = solid.copy()
    for sigma in (sigma_px, 3 * sigma_px, 9 * sigma_px, 27 * sigma_px):
        weight = blurred(solid, sigma)
        guess = blurred(values * solid, sigma) / np.maximum(weight, 1e-6)
        fresh = (1.0 - known) * np.clip(weight * 40.0, 0.0, 1.0)
        out, known = out + guess * fresh, known + fresh
    return (out / np.maximum(known, 1e-6)).astype(np.float32)


def grain(shape: tuple[int, int], sigma_px: float, seed: int) -> Field:
    """Give smooth noise, mean 0 and deviation 1, the same for the same seed."""
    rough = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    soft = blurred(rough, sigma_px)
    return ((soft - soft.mean()) / soft.std()).astype(np.float32)


# --- light ---------------------------------------------------------------------------------------------------


def lit(
    height: Field,
    mask: Field,
    *,
    key: Vector = KEY,
    room: Vector = FILL,
    wrap: float = 0.30,
    strength: float = 0.86,
    fill: float = 0.16,
    ambient: float = 0.12,
    occlusion: float = 0.55,
    reach_px: float = 24.0,
    shine: float = 0.06,
    gloss: float = 9.0,
    shadow: float = 0.5,
    soften_px: float = 1.5,
) -> Field:
    """Give the luminance 0 to 1 of a height field (pixels) under the soft light from the upper left.

    `key` is the direction of the lamp, `room` that from which the room gives some light back. `wrap` lets light creep
    round a form as it does in skin; `occlusion` darkens what lies lower than its surroundings within `reach_px`;
    `shadow` is how deep a cast shadow gets; `shine` and `gloss` make a broad sheen.
    """
    normal = normals(height)
    toward = np.asarray(key) / np.linalg.norm(key)
    back = np.asarray(room) / np.linalg.norm(room)
    facing = normal @ toward
    direct = np.clip((facing + wrap) / (1.0 + wrap), 0.0, None)
    if shadow > 0:
        direct = direct * (1.0 - shadow * cast(height, key))
    half = toward + np.asarray((0.0, 0.0, 1.0))
    sheen = np.clip(normal @ (half / np.linalg.norm(half)), 0.0, None) ** gloss
    around = fill * np.clip(normal @ back, 0.0, None) + ambient * (0.4 + 0.6 * normal[..., 2])
    open_sky = openness(height, reach_px) ** (2.0 * occlusion)
    light = (strength * direct + around) * open_sky + shine * sheen * open_sky
    return np.clip(softened(light.astype(np.float32), mask, soften_px), 0.0, 1.0)


def normals(height: Field) -> Field:
    """Give the unit normal of every pixel, rows × columns × (x, y, z)."""
    down, right = np.gradient(height)
    length = np.sqrt(down * down + right * right + 1.0)
    return np.stack([-right / length, -down / length, 1.0 / length], axis=-1).astype(np.float32)


def openness(height: Field, reach_px: float) -> Field:
    """Give how much of the sky a point sees, near 1 on open ground and less in hollows, at three scales."""
    seen = np.zeros_like(height)
    for share in (0.3, 1.0, 3.0):
        sigma = reach_px * share
        deep = (blurred(height, sigma) - height) / sigma
        seen += np.exp(-1.6 * np.clip(deep, -0.12, None))
    return np.clip(seen / 3.0, 0.0, 1.15).astype(np.float32)


def cast(height: Field, key: Vector = KEY, spread_deg: float = 16.0, reach_px: int = 220) -> Field:
    """Give how much of a broad lamp is hidden behind the relief itself, 0 to 1 (half a lamp is half a shadow)."""
    side = float(np.hypot(key[0], key[1]))
    across, down = key[0] / side, key[1] / side
    middle = float(np.degrees(np.arctan2(key[2], side)))
    rise = np.tan(np.radians(middle + spread_deg * np.linspace(-1.0, 1.0, 7)))
    blocked = np.zeros((len(rise), *height.shape), np.float32)
    distance = 2.0
    while distance < reach_px:
        ahead = shifted(height, across * distance, down * distance)
        for at, slope in enumerate(rise):
            over = (ahead - height - slope * distance) / (0.08 * distance + 0.6)
            np.maximum(blocked[at], np.clip(over, 0.0, 1.0), out=blocked[at])
        distance *= 1.13
    return blocked.mean(0)


def shifted(field: Field, right: float, down: float) -> Field:
    """Give at each place what lies so many pixels to its right and below it."""
    rows, columns = field.shape
    at_row = np.clip(np.arange(rows) + round(down), 0, rows - 1)
    at_column = np.clip(np.arange(columns) + round(right), 0, columns - 1)
    return field[np.ix_(at_row, at_column)]


def softened(light: Field, mask: Field, sigma_px: float) -> Field:
    """Let light seep sideways as under skin, without leaking over the mask's edge."""
    if sigma_px <= 0:
        return light
    weight = blurred(mask, sigma_px)
    seeped = blurred(light * mask, sigma_px) / np.maximum(weight, 1e-4)
    return np.where(weight > 0.02, seeped, light).astype(np.float32)


# --- pictures ------------------------------------------------------------------------------------------------


def save_gray(path: Path, luminance: Field, quality: int = 92, dither: Field | float = 0.8) -> None:
    """Write a luminance 0 to 1 as an 8-bit grey picture; a fixed faint dither keeps slow gradients from banding."""
    noise = np.random.default_rng(1).random(luminance.shape, np.float32) - 0.5
    levels = np.clip(np.rint(luminance * 255.0 + dither * noise), 0, 255).astype(np.uint8)
    picture = Image.fromarray(levels)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".jpg":
        picture.save(path, quality=quality, optimize=True)
    else:
        picture.save(path, optimize=True)
