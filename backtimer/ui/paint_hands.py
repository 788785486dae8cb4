"""The masseur's hands: ready-sculpted reliefs, lit from the upper left, coloured with the theme and laid on the back.

Knows the pictures in assets/hands (see tools/sculpt/hands.py, which makes them to the measures given here) and how
shadow, glow and dent tell lift and pressure. Leaves where a hand is to the movements and the back to its own painter.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen, QPixmap, QTransform

from backtimer.core.hand import X_MM, Hand, Shape
from backtimer.ui.theme import Skin, Theme, mixed

PX_PER_MM: Final = 1.25
SOFT_PX_PER_MM: Final = PX_PER_MM / 5
"""Shadows and glow are blurred, so a fifth of the pixels is enough for them."""

SOFT_MARGIN_MM: Final = 28.0
"""So far shadow and glow reach beyond a hand's own picture."""

LIGHTS: Final = (0.0, 120.0, 240.0)
"""Each relief is lit from these sides (degrees clockwise from the fingers); any other side is a mixture of them."""

SHADOW_SIDES: Final = (0.0, 60.0, 120.0, 180.0, 240.0, 300.0)
"""From these sides each shape throws its shadow; between two of them both are mixed."""

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

LIFTED_MM: Final = QPointF(12.0, 17.0)
"""How far the shadow of a lifted hand moves away from the lamp."""

RESTING_MM: Final = QPointF(2.2, 3.2)
DENT_MM: Final = QPointF(4.6, 5.2)
"""How far the two walls of a dent are seen beside what presses: the one toward the lamp is in shade."""

LIFTED_TILE: Final = len(SHADOW_SIDES)
GLOW_TILE: Final = LIFTED_TILE + 1
DENT_TILE: Final = GLOW_TILE + 1
"""The places of three soft pictures, below the shadows from all sides."""

SHIMMER: Final = ((-3.4, 0.22), (3.4, 0.22), (-1.8, 0.45), (1.8, 0.45))
"""Faint copies of a hand that trembles: how many times its trembling aside, and how strong."""

LEAST_SHAKE: Final = 1.2
"""Pixels."""

SAME_SKIN: Final = 60
"""Two skins whose red, green and blue differ by less in all would be taken for one."""

WRIST_MM: Final = 244.0
"""So many mm before its end an arm's picture may be made shorter: behind the wrist. What is left fades at the elbow."""

ARM_SHADE: Final = 0.40
"""So much of its light an arm has lost where its picture ends."""

OVER_ELBOW_MM: Final = 10.0
"""So far it fades beyond the elbow."""

SHORTEST_ARM_MM: Final = 28.0

ARM_STEP_MM: Final = 12

FELT: Final = "#c9cf4f"
"""A tennis ball."""

BALL_MM: Final = 33.0
"""Its radius."""

ROLLS: Final = 36
SEAM_STEPS: Final = 120
SEAM_EDGE: Final = 0.12
"""In how many steps a ball turns round, the pieces of its seam, and how near the edge that is seen no more."""

FAINT: Final = 0.01
"""What is laid down more faintly is not seen."""


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
    "palm": Extent(56, 76, 144, 320),
    "fingertips": Extent(60, 80, 40, 414),
    "thumb": Extent(136, 60, 90, 384, veil=0.12),
    "fist": Extent(60, 70, 60, 374, veil=0.15),
    "knuckles": Extent(66, 80, 60, 374, veil=0.12),
    "forearm": Extent(56, 76, 270, 180, veil=0.04),
    "heel": Extent(60, 100, 170, 280, veil=0.3),
    "edge": Extent(70, 70, 130, 354, veil=0.06),
    "cup": Extent(60, 70, 120, 346, veil=0.05),
    "grip": Extent(104, 118, 80, 400, stages=6),
    "stacked": Extent(100, 156, 140, 320),
    "ball": Extent(38, 38, 38, 38, veil=0.2),
    "towel": Extent(224, 224, 60, 180),
    "pinch": Extent(110, 90, 90, 384),
    "claw": Extent(90, 90, 60, 400),
}


class Pose(NamedTuple):  # made for every hand in every frame, and a key: a tuple is both in no time
    """All of a hand that changes its picture; where it lies does not.

    `level` is what it gives of 1 to 5, `share` that as a part of the step's; `turn` degrees, `shake` pixels, `px`
    pixels per mm.
    """

    shape: Shape
    thumb: int
    stage: int
    turn: int
    lift: float
    level: float
    share: float
    shake: float
    px: float
    ratio: float
    own: bool = False
    arm: int = 0
    """How many mm the elbow is behind what touches; 0 where the arm leads out of the picture."""


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
    mirrored = to_box.determinant() < 0  # a desk is seen from the other end
    turn = 180.0 - hand.turn if mirrored else hand.turn
    stages = ROLLS if hand.shape == "ball" else (EXTENTS[hand.shape].stages - 1) * GRIP_STEPS
    px = round(px_per_mm(to_box), 4)
    return Pose(
        hand.shape,
        -hand.thumb if mirrored else hand.thumb,
        round(min(max(hand.grip, 0.0), 1.0) * stages),
        round((turn + tilt) / TURN_STEP_DEG) * TURN_STEP_DEG % 360,
        round(min(max(hand.lift, 0.0), 1.0) * 8) / 8,
        round(level * 2) / 2,
        round(min(level / pressure, 1.0) * 4) / 4 if pressure else 0.0,
        # In a small picture a true trembling would be less than a pixel.
        round(max(hand.shake * px, LEAST_SHAKE) * 2) / 2 if hand.shake > 0 else 0.0,
        px,
        ratio,
        hand.own,
        round(hand.arm / ARM_STEP_MM) * ARM_STEP_MM,
    )


class Layer(NamedTuple):
    """A picture, how strongly it is laid down, and how far aside in pixels."""

    picture: Picture
    opacity: float
    aside: QPointF


@lru_cache(maxsize=160)  # at 960 px half a megabyte each
def _painted(assets: Path, theme: Theme, pose: Pose) -> tuple[QPixmap, QPointF]:
    """Give a hand as it lies there, shadow and glow included, and its corner in pixels from what touches."""
    sunk = _sunk(pose)
    size = pose.px * (1.0 + 0.03 * pose.lift)
    # Flesh that is pressed gets broader and a trace shorter.
    broad, short = size * (1.0 + 0.035 * sunk), size * (1.0 - 0.02 * sunk)
    placed = QTransform().rotate(pose.turn).scale(broad * pose.thumb, short)
    layers = [layer for layer in _layers(assets, theme, pose) if layer.opacity > FAINT]
    if pose.arm:
        layers = [layer._replace(picture=_to_elbow(layer.picture, pose)) for layer in layers]
    there = [placed * QTransform.fromTranslate(layer.aside.x(), layer.aside.y()) for layer in layers]
    covered = QRectF()
    for layer, place in zip(layers, there, strict=True):
        covered |= place.mapRect(layer.picture.box)
    bounds = covered.adjusted(-1, -1, 1, 1).toAlignedRect()
    whole = QPixmap(bounds.size() * pose.ratio)
    whole.setDevicePixelRatio(pose.ratio)
    whole.fill(Qt.GlobalColor.transparent)
    with QPainter(whole) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for layer, place in zip(layers, there, strict=True):
            painter.setTransform(place * QTransform.fromTranslate(-bounds.x(), -bounds.y()))
            painter.setOpacity(layer.opacity)
            picture = layer.picture
            painter.drawPixmap(picture.box, picture.pixmap, QRectF(picture.pixmap.rect()))
    return whole, QPointF(bounds.topLeft())


def _to_elbow(picture: Picture, pose: Pose) -> Picture:
    """Give a picture of hand and arm whose elbow is where it belongs: an arm that comes toward us is seen shorter."""
    end = EXTENTS[pose.shape].behind
    wrist, box = end - WRIST_MM, picture.box
    if box.bottom() <= wrist:
        return picture
    elbow = max(pose.arm + OVER_ELBOW_MM, wrist + SHORTEST_ARM_MM)
    tall = picture.pixmap.height() / box.height()
    bottom = wrist + (box.bottom() - wrist) * (elbow - wrist) / WRIST_MM
    there = QRectF(box.left(), box.top(), box.width(), bottom - box.top())
    short = QPixmap(picture.pixmap.width(), max(1, round(there.height() * tall)))
    short.fill(Qt.GlobalColor.transparent)
    fold, wide = (wrist - box.top()) * tall, float(short.width())
    with QPainter(short) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        hand = QRectF(0.0, 0.0, wide, round(max(fold, 0.0)))
        painter.drawPixmap(hand, picture.pixmap, hand)
        arm = QRectF(0.0, hand.bottom(), wide, picture.pixmap.height() - hand.bottom())
        painter.drawPixmap(QRectF(0.0, hand.bottom(), wide, short.height() - hand.bottom()), picture.pixmap, arm)
    return Picture(QPixmap(short), there)


def _sunk(pose: Pose) -> float:
    """How far a hand has sunk in: 0 at level 1 or off the skin, 1 at level 4."""
    return (1.0 - pose.lift) * max(pose.level - 1.0, 0.0) / 3.0


def _layers(assets: Path, theme: Theme, pose: Pose) -> list[Layer]:
    """Give all that makes a hand's picture, from the skin upward."""
    shape, down = pose.shape, 1.0 - pose.lift
    stage = 0 if shape == "ball" else pose.stage
    sunk = _sunk(pose)
    dark = QColor(theme.skin.deep).darker(135).name()
    dented = min(max(pose.level - 2.0, 0.0) / 2.0, 1.25) * down
    hollow, rim = theme.skin.deep, QColor(theme.skin.light).lighter(106).name()
    glow = _soft(assets, shape, stage, GLOW_TILE, theme.level(max(pose.level, 1.0)).name())
    glowing = pose.share * down * min(0.5 + 0.13 * pose.level, 1.0)
    lamp = _lamp(pose.turn, pose.thumb)
    shrink = _shrink(pose.px * pose.ratio)
    lit = _lit(assets, shape, stage, "", _skin(shape, theme, own=pose.own), lamp, shrink, whole=pose.arm > 0)
    # Weight draws the shadow in and darkens it, lift lets it drift away from the lamp and blur.
    near = RESTING_MM * (1.0 - 0.7 * min(sunk, 1.0)) * down + LIFTED_MM * pose.lift * 0.4
    far = LIFTED_MM * pose.lift + RESTING_MM * down
    first, between = divmod(lamp * len(SHADOW_SIDES) / 360.0, 1.0)
    sides = ((int(first), 1.0 - between), (int(first + 1) % len(SHADOW_SIDES), between))
    resting = down * min(0.55 + 0.35 * sunk, 0.95)
    shaken = _turned(QPointF(pose.shake, 0.0), pose.turn)
    nowhere = QPointF()
    own = theme.skin if pose.own else hands_apart(theme)
    held = [_lit(assets, shape, stage, "-hands", own, lamp, shrink)] if shape == "towel" and not pose.own else []
    seam = [_seam(pose.stage, lamp, _skin(shape, theme, own=False))] if shape == "ball" else []
    return [
        Layer(_soft(assets, shape, stage, DENT_TILE, hollow), min(0.7 * dented, 0.8), -DENT_MM * dented * pose.px),
        Layer(_soft(assets, shape, stage, DENT_TILE, rim), min(0.85 * dented, 1.0), DENT_MM * 1.7 * dented * pose.px),
        Layer(_soft(assets, shape, stage, LIFTED_TILE, dark), 0.55 * pose.lift, far * pose.px),
        *(Layer(_soft(assets, shape, stage, side, dark), resting * part, near * pose.px) for side, part in sides),
        Layer(glow, glowing, nowhere),
        # In a small picture the glow is a pixel or two, and must be twice as strong to be seen.
        Layer(glow, glowing * max(1.0 - 2.0 * pose.px, 0.0), nowhere),
        *(Layer(lit, strength, shaken * by) for by, strength in SHIMMER if pose.shake),
        Layer(lit, 1.0, nowhere),
        *(Layer(lit, 0.18, shaken * by) for by in (-0.8, 0.8) if pose.shake),
        Layer(glow, glowing * EXTENTS[shape].veil, nowhere),
        *(Layer(hands, 1.0, nowhere) for hands in held),
        *(Layer(line, 1.0, nowhere) for line in seam),
    ]


@lru_cache(maxsize=96)
def _seam(roll: int, lamp: int, felt: Skin) -> Picture:
    """Give the seam of a tennis ball that has rolled so many of `ROLLS` parts of a turn, lit from `lamp` degrees."""
    fine = 2.0 * PX_PER_MM
    box = EXTENTS["ball"].rect()
    pixmap = QPixmap((box.size() * fine).toSize())
    pixmap.fill(Qt.GlobalColor.transparent)
    rolled, light = math.radians(360.0 * roll / ROLLS + 38.0), math.radians(lamp)
    points = []
    for step in range(SEAM_STEPS + 1):
        t = 2 * math.pi * step / SEAM_STEPS
        x, y = 0.75 * math.cos(t) + 0.25 * math.cos(3 * t), 0.75 * math.sin(t) - 0.25 * math.sin(3 * t)
        z = 0.866 * math.sin(2 * t)
        points.append((x, y * math.cos(rolled) - z * math.sin(rolled), y * math.sin(rolled) + z * math.cos(rolled)))
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(fine, fine)
        painter.translate(-box.topLeft())
        for (ax, ay, az), (bx, by, bz) in pairwise(points):
            near = (az + bz) / 2
            if near < SEAM_EDGE:
                continue
            shone = 0.5 + 0.5 * ((ax * math.sin(light) - ay * math.cos(light)) * 0.72 + near * 0.69)
            colour = mixed(QColor(felt.shade), QColor(felt.light), min(max(shone, 0.0), 1.0))
            colour.setAlphaF(min((near - SEAM_EDGE) / 0.25, 1.0))
            pen = QPen(colour, 3.6 * (0.55 + 0.45 * near), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(ax, ay) * BALL_MM, QPointF(bx, by) * BALL_MM)
    return Picture(pixmap, box)


def _turned(point: QPointF, degrees: float) -> QPointF:
    return QTransform().rotate(degrees).map(point)


def px_per_mm(to_box: QTransform) -> float:
    """Give the pixels of the box for one mm on the back."""
    return math.hypot(to_box.m11(), to_box.m12()) / X_MM


def _lamp(turn: float, thumb: int) -> int:
    """Give the lamp's direction as the sculpted hand sees it, in degrees clockwise from its fingers."""
    return round((LAMP_DEG - turn) * thumb / LIGHT_STEP_DEG) * LIGHT_STEP_DEG % 360


def _shrink(px_per_mm: float) -> int:
    """Give by which power of two a picture is reduced beforehand, so that small hands stay smooth."""
    return max(0, math.floor(math.log2(PX_PER_MM / max(px_per_mm, 0.01)) + 0.35))


@lru_cache(maxsize=32)
def hands_apart(theme: Theme) -> Skin:
    """Give the tones of the hands: the theme's, but deeper or lighter if the skin under them has nearly the same."""
    hands = theme.hands
    if _apart(hands, theme.skin) >= SAME_SKIN:
        return hands
    steps = hands.light, hands.base, hands.shade, hands.deep
    tones = [QColor(hands.light).lighter(118), *map(QColor, steps), QColor(hands.deep).darker(150)]

    def moved(by: int) -> Skin:
        light, base, shade, deep = (mixed(tones[at], tones[at + by], 0.45).name() for at in range(1, 5))
        return Skin(light, base, shade, deep, hands.hair)

    return max(moved(1), moved(-1), key=lambda skin: _apart(skin, theme.skin))


def _apart(one: Skin, other: Skin) -> int:
    """How far two skins are apart in red, green and blue together."""
    here, there = QColor(one.base), QColor(other.base)
    return abs(here.red() - there.red()) + abs(here.green() - there.green()) + abs(here.blue() - there.blue())


def _skin(shape: Shape, theme: Theme, *, own: bool) -> Skin:
    """Give the four tones of what is painted: skin, one's own or not, but a ball and a towel are of cloth."""
    if shape == "ball":
        felt, ground, kept = QColor(FELT), QColor(theme.ground), theme.dim
        # A weak light has hardly any blue.
        felt = QColor.fromRgbF(felt.redF() * kept, felt.greenF() * kept * (0.55 + 0.45 * kept), felt.blueF() * kept**2)
        light, deep = mixed(felt, QColor("#ffffff"), 0.8 * kept), mixed(felt.darker(330), ground, 0.3)
        return Skin(light.name(), felt.name(), felt.darker(180).name(), deep.name(), theme.hands.hair)
    if shape == "towel":
        shade = QColor(theme.drape_shade)
        base = mixed(QColor(theme.drape_light), shade, 0.35)
        return Skin(
            theme.drape_light, base.name(), shade.darker(115).name(), shade.darker(200).name(), theme.hands.hair
        )
    return theme.skin if own else hands_apart(theme)


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
def _lit(
    assets: Path, shape: Shape, stage: int, part: str, skin: Skin, lamp: int, shrink: int, *, whole: bool = False
) -> Picture:
    """Give a hand (or `part` of a shape) lit from `lamp` degrees (clockwise from its fingers) in a skin's tones.

    `whole`: its arm is seen to the elbow.
    """
    shares = [1 / 3 + 2 / 3 * math.cos(math.radians(lamp - side)) for side in LIGHTS]
    lights = []
    for name, much in _stages(shape, stage):
        tiles = _tiles(assets / "hands" / f"{name}{part}-light.jpg", len(LIGHTS))
        lights += [(tile, share * much * HEADROOM) for tile, share in zip(tiles, shares, strict=True)]
    offset = round(255 * HEADROOM * sum(-share for share in shares if share < 0))
    image = _lightened(_mixture(lights), EXTENTS[shape]) if whole else _mixture(lights)
    image.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    image.setColorTable(_tones(skin, offset))
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    cover = _cover(assets, shape, stage, part)
    image.setAlphaChannel(cover)
    return _trimmed(image, cover, EXTENTS[shape].rect(), shrink)


def _lightened(grey: QImage, extent: Extent) -> QImage:
    """Give a hand's light with the arm in full light to its end: as sculpted it falls into shade as it leaves."""
    first, last = ((extent.height - WRIST_MM + by) * PX_PER_MM for by in (0.0, WRIST_MM))
    gain = QLinearGradient(0.0, first, 0.0, last)
    for at in (0.0, 0.25, 0.5, 0.75, 1.0):
        lost = ARM_SHADE * at * at * (3.0 - 2.0 * at)
        gain.setColorAt(at, QColor.fromRgbF(lost, lost, lost))
    whole = grey.convertToFormat(QImage.Format.Format_RGB32)
    with QPainter(whole) as p:
        p.setCompositionMode(QPainter.CompositionMode.CompositionMode_ColorDodge)
        p.fillRect(QRectF(0.0, first, whole.width(), last - first), gain)
    return whole.convertToFormat(QImage.Format.Format_Grayscale8)


@lru_cache(maxsize=32)
def _cover(assets: Path, shape: Shape, stage: int, part: str) -> QImage:
    """Give how much a hand hides, grey 0 to 255: its edge is sharp, its arm fades."""
    stages = _stages(shape, stage)
    cover = _mixture([(_tiles(assets / "hands" / f"{name}{part}-cover.png", 1)[0], much) for name, much in stages])
    if EXTENTS[shape].stages == 1:
        return cover
    edge = _mixture([(_tiles(assets / "hands" / f"{name}-edge.png", 1)[0], much) for name, much in stages])
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
    stops = ((0.0, skin.deep), (0.38, skin.shade), (0.80, skin.base), (1.0, skin.light))
    steps = [((low, high), QColor(dark), QColor(bright)) for (low, dark), (high, bright) in pairwise(stops)]
    tones = []
    for level in range(256):
        value = min(max((level - offset) / (255 * HEADROOM), 0.0), 1.0)
        (low, high), dark, bright = next(step for step in steps if value <= step[0][1])
        tones.append(mixed(dark, bright, (value - low) / (high - low)).rgb())
    return tones


@lru_cache(maxsize=192)
def _soft(assets: Path, shape: Shape, stage: int, tile: int, colour: str) -> Picture:
    """Give in a colour a hand's shadow (from one of `SHADOW_SIDES`, or lifted) or its glow."""
    count = DENT_TILE + 1
    cover = _mixture(
        [(_tiles(assets / "hands" / f"{name}-soft.png", count)[tile], part) for name, part in _stages(shape, stage)]
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
