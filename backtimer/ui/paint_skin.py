"""Skin that gives: the soft ridge that two hands raise, lit from the upper left and laid on the back.

Knows how high a fold stands and how the lamp models it. It only lightens and darkens the skin that it lies on, so it
suits every place of the back. Leaves where a fold is to the movements and the hands that raise it to their own painter.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QTransform

from backtimer.core.hand import Fold
from backtimer.ui.paint_hands import LAMP_DEG, px_per_mm
from backtimer.ui.theme import Theme, mixed

TURN_STEP_DEG: Final = 3
SIZE_STEP_MM: Final = 2
HEIGHT_STEPS: Final = 12
"""A fold changes in steps that the eye does not see, so that its pictures come back."""

GRAIN_MM: Final = 2.0
"""The relief is this coarse: skin has no finer forms, and a fresh picture must be ready within a frame."""

FLANK: Final = 1.5
"""Skin is drawn up from beyond the fold: so many times its half width."""

STEEP: Final = 0.72
"""How high a full fold stands, as a share of half its width."""

LAMP_RISE: Final = 0.694
"""How much of the lamp's light comes straight down: the share that falls on flat skin."""

LOW_LAMP: Final = 0.42
"""How fast a shadow ends: mm of height for each mm of its length."""

FAR_MM: Final = (3, 5, 8, 12, 17, 22)
"""How far toward the lamp it is looked for what hides it."""

VEILS: Final = 200
"""Steps of lighter and of darker."""

MARGIN_MM: Final = 10.0
"""Room for the shadow around a fold."""

Grid = list[list[float]]
"""Rows of values, `GRAIN_MM` apart, the first row at the top."""


class FoldPose(NamedTuple):
    """All of a fold that changes its picture: degrees, mm, steps of height, pixels per mm, device pixels per pixel."""

    turn: int
    long: int
    wide: int
    height: int
    px: float
    ratio: float


@dataclass(frozen=True, slots=True)
class LaidFold:
    """A fold ready to be drawn: its picture and the corner of that in pixels."""

    picture: QPixmap
    corner: QPointF

    def same_as(self, other: "LaidFold") -> bool:
        """Whether drawing the other one would show the very same."""
        return self.picture is other.picture and self.corner == other.corner

    def rect(self) -> QRect:
        """The pixels that it covers."""
        return QRectF(self.corner, self.picture.deviceIndependentSize()).toAlignedRect()


def lay_fold(fold: Fold, to_box: QTransform, theme: Theme, ratio: float) -> LaidFold:
    """Give the picture of a fold and where its corner comes to lie; `ratio` are device pixels per pixel."""
    tilt = math.degrees(math.atan2(to_box.m12(), to_box.m11()))
    pose = FoldPose(
        round((fold.turn + tilt) / TURN_STEP_DEG) * TURN_STEP_DEG % 180,
        max(round(fold.long / SIZE_STEP_MM), 1) * SIZE_STEP_MM,
        max(round(fold.wide / SIZE_STEP_MM), 1) * SIZE_STEP_MM,
        round(min(max(fold.height, 0.0), 1.0) * HEIGHT_STEPS),
        round(px_per_mm(to_box), 4),
        ratio,
    )
    picture = _painted(theme, pose)
    at, size = to_box.map(QPointF(*fold.at)), picture.deviceIndependentSize()
    # On whole device pixels, like the hands.
    left = round((at.x() - size.width() / 2) * ratio) / ratio
    top = round((at.y() - size.height() / 2) * ratio) / ratio
    return LaidFold(picture, QPointF(left, top))


def paint_fold(painter: QPainter, laid: LaidFold) -> None:
    """Draw a fold that has been laid; the hands that hold it come on top."""
    painter.drawPixmap(laid.corner, laid.picture)


@lru_cache(maxsize=96)
def _painted(theme: Theme, pose: FoldPose) -> QPixmap:
    """Give a fold as light and shade to be laid over skin."""
    ridge = _ridge(pose.turn, pose.long, pose.wide, pose.height / HEIGHT_STEPS)
    shade = _shade(ridge, theme)
    across, down = shade.width() * GRAIN_MM * pose.px, shade.height() * GRAIN_MM * pose.px
    size = QSize(max(1, round(across * pose.ratio)), max(1, round(down * pose.ratio)))
    smooth = shade.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    whole = QPixmap.fromImage(smooth)
    whole.setDevicePixelRatio(pose.ratio)
    return whole


def _ridge(turn: int, long: int, wide: int, height: float) -> Grid:
    """Give the heights (mm) of a fold that runs in a direction: a rounded crest that thins out at both ends."""
    s, c = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    half_long, half_wide, top = long / 2, wide / 2, height * STEEP * wide / 2
    columns = math.ceil((abs(s) * half_long + abs(c) * FLANK * half_wide + MARGIN_MM) / GRAIN_MM)
    rows = math.ceil((abs(c) * half_long + abs(s) * FLANK * half_wide + MARGIN_MM) / GRAIN_MM)

    def rise(right: float, down: float) -> float:
        along, aside = (right * s - down * c) / half_long, (right * c + down * s) / half_wide
        thin = 1.0 - along * along
        if thin <= 0.0:
            return 0.0
        beside = 1.0 - (aside / FLANK / (0.65 + 0.35 * thin)) ** 2
        return top * thin**1.2 * beside * beside * beside if beside > 0.0 else 0.0

    return [[rise(x * GRAIN_MM, y * GRAIN_MM) for x in range(-columns, columns + 1)] for y in range(-rows, rows + 1)]


def _shade(ridge: Grid, theme: Theme) -> QImage:
    """Light a relief: brighter than flat skin becomes a veil of light, darker a veil of shade."""
    rows, columns = len(ridge), len(ridge[0])
    toward = math.sin(math.radians(LAMP_DEG)), -math.cos(math.radians(LAMP_DEG))
    side = math.sqrt(1.0 - LAMP_RISE**2) / (2 * GRAIN_MM)
    steps = [(round(toward[0] * far / GRAIN_MM), round(toward[1] * far / GRAIN_MM), far * LOW_LAMP) for far in FAR_MM]
    veils = _veils(theme)
    flat = veils[VEILS]
    pixels = bytearray()
    for y in range(rows):
        above, here, below = ridge[max(y - 1, 0)], ridge[y], ridge[min(y + 1, rows - 1)]
        # Toward the lamp lies up and to the left, where a negative index would begin at the other end.
        lampward = [(ridge[y + down], right, rise) for right, down, rise in steps if y + down >= 0]
        for x, height in enumerate(here):
            hidden = 0.0
            for row, right, rise in lampward:
                if x + right >= 0 and row[x + right] - height - rise > hidden:
                    hidden = row[x + right] - height - rise
            across, down = here[min(x + 1, columns - 1)] - here[max(x - 1, 0)], below[x] - above[x]
            if not (hidden or across or down):
                pixels += flat
                continue
            steep = (across * across + down * down) / (4 * GRAIN_MM**2)
            facing = (LAMP_RISE - side * (across * toward[0] + down * toward[1])) / math.sqrt(steep + 1.0)
            more = facing - LAMP_RISE - 0.36 * min(hidden / 4.0, 1.0)
            pixels += veils[VEILS + int(more * VEILS)]
    shade = QImage(bytes(pixels), columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied)
    return shade.copy()  # of its own, for the bytes are gone after this


@lru_cache(maxsize=8)
def _veils(theme: Theme) -> list[bytes]:
    """Give the pixels that make flat skin darker (before the middle) or lighter (after it)."""
    bright = QColor(theme.skin.light).lighter(104)
    dark = mixed(QColor(theme.skin.shade), QColor(theme.skin.deep), 0.6)
    veils = []
    for at in range(-VEILS, VEILS + 1):
        more = at / VEILS
        colour, alpha = (bright, min(more * 3.2, 0.88)) if more > 0 else (dark, min(-more * 1.8, 0.82))
        level = round(255 * alpha)
        veils.append(
            bytes((colour.blue() * level // 255, colour.green() * level // 255, colour.red() * level // 255, level))
        )
    return veils
