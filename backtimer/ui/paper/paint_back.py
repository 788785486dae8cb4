"""The back on paper: outline, the way of the stroke and the hands, all in lines that stay sharp at any size.

Knows the same moment as the stage. Leaves colours to the theme and the page to its own painter.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBitmap, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QRegion, QTransform

from backtimer.core.hand import Hand, Shape
from backtimer.core.kinds import Posture
from backtimer.core.motion import hands_at, places_of, round_of, trace_of
from backtimer.core.plan import Plan
from backtimer.core.timing import Ms
from backtimer.ui.look import Look
from backtimer.ui.paint_figure import Figure, back_to_box, outline, pieces, view
from backtimer.ui.paint_hands import EXTENTS, PX_PER_MM, px_per_mm
from backtimer.ui.paint_stage import figure_at
from backtimer.ui.paint_trace import paint_places, paint_spots, paint_trace

THIN: Final = 4.0
"""A line of the body, in units of the paper."""

SHRUNK: Final = 3
"""A figure is traced in a picture so many times smaller: finer than paper shows, and quick."""

COARSE: Final = 3
"""Every so many corners of a hand's picture are enough for its outline."""


FILLS: Final = {
    "hair": "#e3dcd3",
    "shirt": "#eef2f1",
    "trousers": "#dde3e6",
    "drape": "#f5f3ee",
    "cushion": "#edf1ef",
    "chair": "#ece2d6",
    "keyboard": "#f1f1ee",
}
"""What a thing is filled with; skin has the theme's colour. All so pale that a hand and its way stand out."""

UPRIGHT: Final[frozenset[Posture]] = frozenset({"prone", "side-lying", "seated", "oneself", "oneself-seated"})
"""Of these the back is seen, and with it where the bones lie."""


def paint_paper_step(painter: QPainter, box: QRectF, plan: Plan, index: int, look: Look) -> None:
    """Paint a step as a drawing: where it works, its way and its hands, at an instant when they are under way."""
    span, theme = plan.spans[index], look.theme
    step = span.step
    figure = figure_at(step, look)
    to_box = back_to_box(box, figure.posture)
    body = outline(figure, look.assets)
    level = float(max(step.pressure, default=0)) or 1.0
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _figure(painter, to_box.mapRect(view(figure.posture)), figure, look)
    if figure.posture in UPRIGHT:
        _bones(painter, to_box, look)
    paint_places(painter, step, body, to_box, theme, level)
    paint_trace(painter, trace_of(step, 0), to_box, theme, level)
    paint_spots(painter, places_of(step), to_box, theme, level)
    hands = hands_at(plan, index, Ms(round_of(step) * 3 // 16), Ms(0))
    if any(hand.from_front for hand in hands):
        painter.setClipPath(to_box.map(body), Qt.ClipOperation.IntersectClip)
    for hand in hands:
        _hand(painter, hand, to_box, look)
    painter.restore()


def _figure(painter: QPainter, place: QRectF, figure: Figure, look: Look) -> None:
    """The person and all that belongs to the posture, each piece as its outline, filled a little."""
    size, found = pieces(figure, look.assets)
    onto = QTransform.fromTranslate(place.left(), place.top())
    onto.scale(place.width() / size.width(), place.height() / size.height())
    painter.setPen(QPen(QColor(look.theme.skin.deep), THIN))
    for kind, corner, cover in found:
        painter.setBrush(QColor(FILLS.get(kind, look.theme.skin.light)))
        painter.drawPath(onto.map(_piece(cover).translated(corner)))


@lru_cache(maxsize=256)
def _piece(cover: Path) -> QPainterPath:
    """The edge of a piece of a figure, in pixels of its picture."""
    whole = QImage(str(cover))
    small = whole.scaled(whole.size() / SHRUNK, mode=Qt.TransformationMode.SmoothTransformation)
    return QTransform.fromScale(SHRUNK, SHRUNK).map(_traced(small))


def _bones(painter: QPainter, to_box: QTransform, look: Look) -> None:
    """The line of the spine and the shoulder blades, which tell where on the back one is."""
    marks = look.handbook.landmarks
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.theme.skin.shade), THIN * 0.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(*(to_box.map(QPointF(*marks[name])) for name in ("C7", "sacrum_tip")))
    for bone in (muscle.shape for muscle in look.handbook.muscles if muscle.bone):
        for sign in (1, -1):
            painter.drawPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in bone])))


def _hand(painter: QPainter, hand: Hand, to_box: QTransform, look: Look) -> None:
    at, px = to_box.map(QPointF(*hand.at)), px_per_mm(to_box)
    lean = to_box.map(QPointF(1.0, 0.0)) - to_box.map(QPointF(0.0, 0.0))
    tilt = 0.0 if abs(lean.x()) >= abs(lean.y()) else (90.0 if lean.y() > 0 else -90.0)
    place = QTransform().translate(at.x(), at.y()).rotate(hand.turn + tilt).scale(px * hand.thumb, px)
    edge, inside = QColor(look.theme.ink), QColor(look.theme.raised)
    inside.setAlphaF(0.82 * hand.seen)
    edge.setAlphaF(hand.seen * (1.0 - 0.5 * hand.lift))
    pen = QPen(edge, THIN * 1.1)
    if hand.lift > 0.25:  # it is in the air
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(inside)
    painter.drawPath(place.map(hand_outline(hand.shape, _stage(hand), look.assets)))


def _stage(hand: Hand) -> int:
    """Which of the sculpted stages of closing is nearest."""
    return round(min(max(hand.grip, 0.0), 1.0) * (EXTENTS[hand.shape].stages - 1))


@lru_cache(maxsize=64)
def hand_outline(shape: Shape, stage: int, assets: Path) -> QPainterPath:
    """The silhouette of a hand around what touches, in mm, with the thumb to the right: traced from its picture."""
    extent = EXTENTS[shape]
    path = QPainterPath()
    for name in (f"{shape}{stage or ''}", f"{shape}-hands"):
        file = assets / "hands" / f"{name}-{'edge' if extent.stages > 1 else 'cover'}.png"
        if file.is_file():
            path.addPath(_traced(QImage(str(file))))
    scale = 1.0 / PX_PER_MM
    return QTransform().translate(-extent.left, -extent.ahead).scale(scale, scale).map(path)


def _traced(cover: QImage) -> QPainterPath:
    """The edge of what a picture covers by more than half, in its pixels."""
    inverted = cover.convertToFormat(QImage.Format.Format_Grayscale8)
    inverted.invertPixels()  # a bitmap's region is what is black
    mono = inverted.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
    region = QPainterPath()
    region.addRegion(QRegion(QBitmap.fromImage(mono)))
    path = QPainterPath()
    for loop in region.simplified().toSubpathPolygons():
        corners = [loop.at(at) for at in range(0, loop.count(), COARSE)]
        if len(corners) > 8:  # a speck
            middles = [(a + b) / 2.0 for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
            path.addPolygon(QPolygonF(middles))
            path.closeSubpath()
    return path
