"""The block that is sculpted, and the chisels: ridge, plate, mound, grain, strands, and the contour that is left.

Knows back coordinates, millimetres and pixels. Leaves what is carved to the body, the head, the cloth and the seat.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.sculpt.relief import Field, blurred, coverage, grain, smooth_outline

ASSETS = Path(__file__).parents[2] / "assets"

X_MM, Y_MM = 240.0, 480.0
LEFT, TOP, RIGHT, BOTTOM = -1.32, -0.70, 1.32, 1.52
"""More than any view shows, so that nothing that is cut off at the block's edge is seen."""

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
    rows = round((BOTTOM - TOP) * Y_MM * px)
    x = (np.arange(columns, dtype=np.float32) + 0.5 - columns / 2) / px
    y = (np.arange(rows, dtype=np.float32) + 0.5) / px + TOP * Y_MM
    return Block(px, *np.meshgrid(x, y), landmarks)  # type: ignore[call-arg]


def figure_block(px: float) -> Block:
    """Set up the block for the figure, with its landmarks."""
    return block(px, json.loads((ASSETS / "landmarks.json").read_text("utf-8")))


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
    given = np.asarray(knots, np.float64)
    places = given[:, :2] * (X_MM, Y_MM)
    path = smooth_outline(places, 110)
    gaps = np.hypot(*np.diff(places, axis=0).T)
    stops = np.concatenate([[0.0], np.cumsum(gaps)]) / gaps.sum()
    along = np.linspace(0, 1, len(path))
    heights, widths = np.interp(along, stops, given[:, 2]), np.interp(along, stops, given[:, 3])
    high = np.zeros(coarse.shape, np.float32)
    for (x, y), height, width in zip(path, heights, widths, strict=True):
        # Beyond four widths a bell is nothing.
        rows, columns = (
            slice(*np.searchsorted(line, (middle - 4 * width, middle + 4 * width)))
            for line, middle in ((coarse.y[:, 0], y), (coarse.x[0], x))
        )
        near = (coarse.x[rows, columns] - x) ** 2 + (coarse.y[rows, columns] - y) ** 2
        bell = height * np.exp(-near / (2 * width * width))
        old = high[rows, columns]
        high[rows, columns] = np.where(np.abs(bell) > np.abs(old), bell, old)
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


def coarse_grain(at: Block, sigma: float, seed: int) -> Field:
    """Slow noise, made on the coarse grid so that it is the same at every resolution; `sigma` counts its cells."""
    return refined(grain(block(1.0 / COARSE_MM, {}).shape, sigma, seed), at)


def distance(mask: Field, reach_px: float) -> Field:
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


def contour(at: Block, mask: Field) -> list[list[tuple[float, float]]]:
    """Follow the edge of a mask: closed loops of points in back coordinates, about 6 mm apart."""
    step = max(1, round(2.0 * at.px))
    inside = np.pad(mask[::step, ::step] > 0.5, 1)
    onward: dict[tuple[int, int], list[tuple[int, int]]] = {}
    # Each pixel's sides that border on the outside, clockwise; end to end they make the loops.
    for down, right, start, end in (
        (-1, 0, (0, 0), (0, 1)),
        (0, 1, (0, 1), (1, 1)),
        (1, 0, (1, 1), (1, 0)),
        (0, -1, (1, 0), (0, 0)),
    ):
        for row, column in np.argwhere(inside & ~np.roll(inside, (-down, -right), (0, 1))):
            onward.setdefault((row + start[0], column + start[1]), []).append((row + end[0], column + end[1]))
    loops = []
    while onward:
        here = next(iter(onward))
        corners = []
        while here in onward:
            corners.append(here)
            ends = onward[here]
            here = ends.pop()
            if not ends:
                del onward[corners[-1]]
        if len(corners) > 60:
            loops.append(_rounded(np.asarray(corners, np.float64)[:, ::-1] - 1.0))
    scale = np.array([step / (X_MM * at.px), step / (Y_MM * at.px)])
    return [[(round(float(x), 3), round(float(y), 3)) for x, y in loop * scale + (LEFT, TOP)] for loop in loops]


def _rounded(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take the steps off a loop of pixel corners and keep every third of its points."""
    soft = sum(np.roll(corners, turn, 0) for turn in range(-3, 4)) / 7.0
    return np.asarray(soft)[::3]
