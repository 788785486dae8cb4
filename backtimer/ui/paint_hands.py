"""The masseur's hands: ready-sculpted reliefs, lit from the upper left, coloured with the theme and laid on the back.

Knows the pictures in assets/hands (see tools/sculpt/hands.py, which makes them to the measures given here) and how
shadow and glow tell lift and pressure. Leaves where a hand is to the movements and the back to its own painter.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QTransform

from backtimer.core.hand import X_MM, Hand, Shape
from backtimer.ui.theme import Skin, Theme, mixed

PX_PER_MM: Final = 1.25
SOFT_PX_PER_MM: Final = PX_PER_MM / 5
"""Shadows and glow are blurred, so a fifth of the pixels is enough for them."""

SOFT_MARGIN_MM: Final = 28.0
"""So far shadow and glow reach beyond a hand's own picture."""

LIGHTS: Final = (0.0, 120.0, 240.0)
"""Each relief is lit from these sides (degrees clockwise from the fingers); any other side is a mixture of them."""

LAMP_DEG: Final = -42.0
"""The lamp stands to the upper left of the screen."""

LIGHT_STEP_DEG: Final = 8
TURN_STEP_DEG: Final = 2
"""A hand turns in steps that the eye does not see, so that its pictures come back and need not be put together anew."""

GRIP_STEPS: Final = 3
"""Pictures between two sculpted stages of a closing grip."""

EDGE_MM: Final = 8.0
"""Shapes that close keep the distance to their edge, up to so many mm, as 255 inside to 0 outside: a mixture of two
distances is an edge in between, where a mixture of two hands would be a ghost."""

HEADROOM: Final = 0.70
"""Mixing may pass white on its way to the sum, so it runs at this share of the brightness."""

LIFTED_MM: Final = QPointF(9.0, 13.0)
"""How far the shadow of a lifted hand moves away from the lamp."""

RESTING_MM: Final = QPointF(1.8, 2.6)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a shape's picture reaches from what touches, in mm, thumb to the right; and its stages of closing."""

    left: float
    right: float
    ahead: float
    behind: float
    stages: int = 1
    veil: float = 0.0
    """How strongly the glow shines through the hand, where it hides the part that works."""

    @property
    def width(self) -> float:
        """Give the picture's width in mm."""
        return self.left + self.right

    @property
    def height(self) -> float:
        """Give the picture's height in mm."""
        return self.ahead + self.behind

    def rect(self, margin: float = 0.0) -> QRectF:
        """Give the picture's place around the anchor in mm, y downward."""
        return QRectF(-self.left, -self.ahead, self.width, self.height).adjusted(-margin, -margin, margin, margin)


EXTENTS: Final[dict[Shape, Extent]] = {
    "palm": Extent(56, 76, 144, 228),
    "fingertips": Extent(60, 80, 40, 320),
    "thumb": Extent(116, 70, 90, 276, veil=0.12),
    "fist": Extent(60, 70, 60, 280, veil=0.15),
    "knuckles": Extent(60, 70, 60, 280, veil=0.12),
    "forearm": Extent(56, 76, 270, 180, veil=0.12),
    "heel": Extent(60, 84, 188, 190, veil=0.3),
    "edge": Extent(70, 70, 130, 260, veil=0.15),
    "cup": Extent(60, 70, 120, 240, veil=0.12),
    "grip": Extent(104, 118, 80, 284, stages=6),
    "stacked": Extent(96, 104, 140, 220),
    "ball": Extent(38, 38, 38, 38, veil=0.2),
    "towel": Extent(132, 132, 30, 30),
}


class Pose(NamedTuple):  # made for every hand in every frame, and a key: a tuple is both in no time
    """All of a hand that changes its picture; where it lies does not. `px` are pixels per mm, `turn` degrees."""

    shape: Shape
    thumb: int
    stage: int
    turn: int
    lift: float
    weight: float
    pressure: float
    px: float
    ratio: float


@dataclass(frozen=True, slots=True)
class LaidHand:
    """A hand ready to be drawn: its picture, the corner of that in pixels, and how far it is seen."""

    picture: QPixmap
    corner: QPointF
    seen: float

    def same_as(self, other: "LaidHand") -> bool:
        """Whether drawing the other one would show the very same."""
        return self.picture is other.picture and self.corner == other.corner and self.seen == other.seen

    def rect(self) -> QRect:
        """The pixels that it covers."""
        return QRectF(self.corner, self.picture.deviceIndependentSize()).toAlignedRect()


@dataclass(frozen=True, slots=True)
class Picture:
    """A pixmap without its empty borders, and the place it takes in mm around the anchor."""

    pixmap: QPixmap
    box: QRectF


def paint_hand(painter: QPainter, laid: LaidHand) -> None:
    """Paint one hand, with its shadow and the glow of its pressure, where it was laid."""
    opacity = painter.opacity()
    painter.setOpacity(opacity * laid.seen)
    painter.drawPixmap(laid.corner, laid.picture)
    painter.setOpacity(opacity)


def lay_hand(
    hand: Hand, level: float, to_box: QTransform, theme: Theme, pressure: float, assets: Path, ratio: float
) -> LaidHand:
    """Give the picture of a hand and where its corner comes to lie.

    `pressure` is the level of the step and `level` what this hand gives of it; `ratio` are device pixels per pixel.
    """
    picture, corner = _painted(assets, theme, _pose_of(hand, level, to_box, pressure, ratio))
    at = to_box.map(QPointF(*hand.at))
    # On whole device pixels: between them every frame would have to be smoothed anew.
    left = round((at.x() + corner.x()) * ratio) / ratio
    top = round((at.y() + corner.y()) * ratio) / ratio
    return LaidHand(picture, QPointF(left, top), round(hand.seen, 2))


def _pose_of(hand: Hand, level: float, to_box: QTransform, pressure: float, ratio: float) -> Pose:
    """Give all of a hand that changes its picture, in steps too small to see."""
    tilt = math.degrees(math.atan2(to_box.m12(), to_box.m11()))
    stages = (EXTENTS[hand.shape].stages - 1) * GRIP_STEPS
    return Pose(
        hand.shape,
        hand.thumb,
        round(min(max(hand.grip, 0.0), 1.0) * stages),
        round((hand.turn + tilt) / TURN_STEP_DEG) * TURN_STEP_DEG % 360,
        round(min(max(hand.lift, 0.0), 1.0) * 8) / 8,
        round(min(level / pressure, 1.0) * 4) / 4 if pressure else 0.0,
        round(pressure * 4) / 4,
        round(_px_per_mm(to_box), 4),
        ratio,
    )


@lru_cache(maxsize=192)
def _painted(assets: Path, theme: Theme, pose: Pose) -> tuple[QPixmap, QPointF]:
    """Give a hand as it lies there, shadow and glow included, and its corner in pixels from what touches."""
    extent = EXTENTS[pose.shape]
    size = pose.px * (1.0 + 0.03 * pose.lift) * (1.0 - 0.015 * pose.weight * (1.0 - pose.lift))
    placed = QTransform().rotate(pose.turn).scale(size * pose.thumb, size)
    press = pose.weight * (1.0 - pose.lift) * (pose.pressure - 1.0) / 4.0
    dark = mixed(QColor(theme.skin.deep), QColor(theme.ground), 0.35).darker(180).name()
    glow = _soft(assets, pose.shape, pose.stage, 2, theme.level(pose.pressure).name())
    glowing = pose.weight * (1.0 - pose.lift) * (0.44 + 0.10 * pose.pressure)
    lit = _lit(
        assets,
        pose.shape,
        pose.stage,
        lamp=_lamp(pose.turn, pose.thumb),
        shrink=_shrink(pose.px * pose.ratio),
        skin=_skin(pose.shape, theme),
    )
    # Weight draws the shadow in and darkens it, lift lets it drift away from the lamp and blur.
    near = RESTING_MM * (1.0 - 0.45 * press) * (1.0 - pose.lift) + LIFTED_MM * pose.lift * 0.4
    far = LIFTED_MM * pose.lift + RESTING_MM * (1.0 - pose.lift)
    nowhere = QPointF()
    layers = [
        (picture, opacity, placed * QTransform.fromTranslate(aside.x() * pose.px, aside.y() * pose.px))
        for picture, opacity, aside in (
            (_soft(assets, pose.shape, pose.stage, 1, dark), 0.55 * pose.lift, far),
            (_soft(assets, pose.shape, pose.stage, 0, dark), (1.0 - pose.lift) * (0.5 + 0.4 * press), near),
            (glow, glowing, nowhere),
            (lit, 1.0, nowhere),
            (glow, glowing * extent.veil, nowhere),
        )
        if opacity > 0.01
    ]
    covered = QRectF()
    for picture, _, there in layers:
        covered |= there.mapRect(picture.box)
    bounds = covered.adjusted(-1, -1, 1, 1).toAlignedRect()
    whole = QPixmap(bounds.size() * pose.ratio)
    whole.setDevicePixelRatio(pose.ratio)
    whole.fill(Qt.GlobalColor.transparent)
    with QPainter(whole) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for picture, opacity, there in layers:
            painter.setTransform(there * QTransform.fromTranslate(-bounds.x(), -bounds.y()))
            painter.setOpacity(opacity)
            painter.drawPixmap(picture.box, picture.pixmap, QRectF(picture.pixmap.rect()))
    return whole, QPointF(bounds.topLeft())


def _px_per_mm(to_box: QTransform) -> float:
    return math.hypot(to_box.m11(), to_box.m12()) / X_MM


def _lamp(turn: float, thumb: int) -> int:
    """Give the lamp's direction as the sculpted hand sees it, in degrees clockwise from its fingers."""
    return round((LAMP_DEG - turn) * thumb / LIGHT_STEP_DEG) * LIGHT_STEP_DEG % 360


def _shrink(px_per_mm: float) -> int:
    """Give by which power of two a picture is reduced beforehand, so that small hands stay smooth."""
    return max(0, math.floor(math.log2(PX_PER_MM / max(px_per_mm, 0.01)) + 0.35))


def _skin(shape: Shape, theme: Theme) -> Skin:
    """Give the four tones of what is painted: skin, but a ball and a towel are of cloth."""
    if shape == "ball":
        felt, ground = QColor(theme.accent), QColor(theme.ground)
        light, deep = mixed(felt, QColor(theme.drape_light), 0.35), mixed(felt.darker(300), ground, 0.3)
        return Skin(light.name(), felt.darker(108).name(), felt.darker(180).name(), deep.name(), theme.hands.hair)
    if shape == "towel":
        shade = QColor(theme.drape_shade)
        base = mixed(QColor(theme.drape_light), shade, 0.35)
        return Skin(
            theme.drape_light, base.name(), shade.darker(115).name(), shade.darker(200).name(), theme.hands.hair
        )
    return theme.hands


# --- pictures, kept ready ------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _tiles(path: Path, count: int) -> tuple[QImage, ...]:
    """Cut a grey picture into the tiles that are stacked in it."""
    whole = QImage(str(path))
    if whole.isNull():
        raise FileNotFoundError(path)
    whole = whole.convertToFormat(QImage.Format.Format_Grayscale8)
    height = whole.height() // count
    return tuple(whole.copy(0, at * height, whole.width(), height) for at in range(count))


def _stages(shape: Shape, stage: int) -> tuple[tuple[str, float], ...]:
    """Give the sculpted pictures that a stage of closing lies between, with their shares."""
    first, between = divmod(stage, GRIP_STEPS)
    names = [f"{shape}{at or ''}" for at in (first, first + 1)]
    if not between:
        return ((names[0], 1.0),)
    share = between / GRIP_STEPS
    return ((names[0], 1.0 - share), (names[1], share))


def _mixture(parts: list[tuple[QImage, float]]) -> QImage:
    """Add grey pictures with their weights, which may be negative; `HEADROOM` scales the sum."""
    first = parts[0][0]
    total = QImage(first.size(), QImage.Format.Format_RGB32)
    total.fill(0)
    with QPainter(total) as p:
        p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        for tile, weight in parts:
            # A negative share adds the negative picture; the constant this leaves is taken off by the reader.
            levels = [round(abs(weight) * (i if weight > 0 else 255 - i)) for i in range(256)]
            p.drawImage(0, 0, _through(tile, levels))
    return total.convertToFormat(QImage.Format.Format_Grayscale8)


@lru_cache(maxsize=72)
def _lit(assets: Path, shape: Shape, stage: int, *, lamp: int, shrink: int, skin: Skin) -> Picture:
    """Give a hand lit from `lamp` degrees (clockwise from its fingers) in the tones of a skin."""
    shares = [1 / 3 + 2 / 3 * math.cos(math.radians(lamp - side)) for side in LIGHTS]
    lights = []
    for name, part in _stages(shape, stage):
        tiles = _tiles(assets / "hands" / f"{name}-light.jpg", len(LIGHTS))
        lights += [(tile, share * part * HEADROOM) for tile, share in zip(tiles, shares, strict=True)]
    offset = round(255 * HEADROOM * sum(-share for share in shares if share < 0))
    image = _mixture(lights)
    image.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    image.setColorTable(_tones(skin, offset))
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    cover = _cover(assets, shape, stage)
    image.setAlphaChannel(cover)
    return _trimmed(image, cover, EXTENTS[shape].rect(), shrink)


@lru_cache(maxsize=32)
def _cover(assets: Path, shape: Shape, stage: int) -> QImage:
    """Give how much a hand hides, grey 0 to 255: its edge is sharp, its arm fades."""
    stages = _stages(shape, stage)
    cover = _mixture([(_tiles(assets / "hands" / f"{name}-cover.png", 1)[0], part) for name, part in stages])
    if EXTENTS[shape].stages == 1:
        return cover
    edge = _mixture([(_tiles(assets / "hands" / f"{name}-edge.png", 1)[0], part) for name, part in stages])
    pixels = [(level / 127.5 - 1.0) * EDGE_MM * PX_PER_MM for level in range(256)]
    sharp = _through(edge, [round(255 * min(max(0.5 + away, 0.0), 1.0)) for away in pixels])
    whole = cover.convertToFormat(QImage.Format.Format_RGB32)
    with QPainter(whole) as p:
        p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        p.drawImage(0, 0, sharp)
    return whole.convertToFormat(QImage.Format.Format_Grayscale8)


def _through(grey: QImage, levels: list[int]) -> QImage:
    """Give a grey picture with every level replaced by the one that the table has for it."""
    out = grey.copy()
    out.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    out.setColorTable([0xFF000000 | level * 0x010101 for level in levels])
    return out


@lru_cache(maxsize=96)
def _tones(skin: Skin, offset: int) -> list[int]:
    """Give the colour of every level of a mixture whose black lies at `offset`."""
    stops = ((0.0, skin.deep), (0.34, skin.shade), (0.74, skin.base), (1.0, skin.light))
    steps = [((low, high), QColor(dark), QColor(bright)) for (low, dark), (high, bright) in pairwise(stops)]
    tones = []
    for level in range(256):
        value = min(max((level - offset) / (255 * HEADROOM), 0.0), 1.0)
        (low, high), dark, bright = next(step for step in steps if value <= step[0][1])
        tones.append(mixed(dark, bright, (value - low) / (high - low)).rgb())
    return tones


@lru_cache(maxsize=192)
def _soft(assets: Path, shape: Shape, stage: int, tile: int, colour: str) -> Picture:
    """Give a shadow (0 resting, 1 lifted) or the glow (2) of a hand in a colour."""
    cover = _mixture(
        [(_tiles(assets / "hands" / f"{name}-soft.png", 3)[tile], part) for name, part in _stages(shape, stage)]
    )
    plain = QImage(cover.size(), QImage.Format.Format_ARGB32)
    plain.fill(QColor(colour))
    plain.setAlphaChannel(cover)
    return _trimmed(plain, cover, EXTENTS[shape].rect(SOFT_MARGIN_MM))


def _trimmed(image: QImage, cover: QImage, box: QRectF, shrink: int = 0) -> Picture:
    """Cut off the empty borders, which would cost time at every frame, and reduce by a power of two."""
    width, height, line = cover.width(), cover.height(), cover.bytesPerLine()
    levels = bytes(cover.constBits())
    rows = [at for at in range(height) if any(levels[at * line : at * line + width])] or [0]
    columns = [at for at in range(width) if any(levels[at::line])] or [0]
    kept = QRect(QPoint(columns[0], rows[0]), QPoint(columns[-1], rows[-1]))
    across, down = box.width() / width, box.height() / height
    place = QRectF(
        box.left() + kept.left() * across, box.top() + kept.top() * down, kept.width() * across, kept.height() * down
    )
    image = image.copy(kept).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    if shrink:
        small = (kept.size() / 2**shrink).expandedTo(QSize(1, 1))
        image = image.scaled(small, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return Picture(QPixmap.fromImage(image), place)
