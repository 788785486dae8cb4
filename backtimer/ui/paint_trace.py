"""The way of a stroke on the back: wide where it is firm, thin where it is light, with arrows for its direction.

Knows the poses of a movement. Leaves the hands themselves to `paint_hands`.
"""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from backtimer.core.bearing import inside
from backtimer.core.hand import X_MM, Hand, Point
from backtimer.core.handbook import Region
from backtimer.core.motion.track import smooth
from backtimer.core.routine import Step
from backtimer.ui.theme import Theme

LIFTED = 0.25
"""A hand higher than this leaves no trace."""


def paint_trace(
    painter: QPainter, traces: tuple[tuple[Hand, ...], ...], to_box: QTransform, theme: Theme, pressure: float
) -> None:
    """Paint the traces of all hands; `pressure` is the level of the step, `to_box` maps the back to pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = math.hypot(to_box.m11(), to_box.m12()) / X_MM
    colour = theme.level(pressure)
    casing = QColor(theme.skin.deep)
    for trace in traces:
        points = [(to_box.map(QPointF(*hand.at)), hand.weight, hand.lift) for hand in trace]
        _ribbon(painter, points, casing, unit, ((8.5, 90),))
        _ribbon(painter, points, colour, unit, ((44.0, 38), (5.0, 230)))
        _arrows(painter, points, colour, unit)


def paint_places(
    painter: QPainter, step: Step, body: QPainterPath, to_box: QTransform, theme: Theme, pressure: float
) -> None:
    """The regions of a step as a quiet tint on the body (its outline in back coordinates), on the sides that it works.

    Of a region with several places only the one where the hands are: the others would lead the eye away.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    signs = {"left": (-1,), "right": (1,), "middle": (1,)}.get(step.side, (1, -1))
    layer = QPainterPath()
    for region in step.regions:
        for shape in () if region.id in ALL_OVER else _worked(region):
            for sign in signs:
                curve = smooth(shape, closed=True).points
                part = QPainterPath()
                part.addPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in curve])))
                layer |= part
    layer &= to_box.map(body)
    tint = theme.level(pressure)
    tint.setAlpha(46)
    painter.fillPath(layer, tint)
    tint.setAlpha(90)
    painter.strokePath(layer, QPen(tint, 1.4))


def _worked(region: Region) -> tuple[tuple[Point, ...], ...]:
    """The shapes of a region through which its way leads; all of them where it leads through none."""
    middle = smooth(region.line).at(0.5)
    return tuple(shape for shape in region.shape if inside(middle, shape)) or region.shape


def paint_spots(painter: QPainter, spots: tuple[Point, ...], to_box: QTransform, theme: Theme, pressure: float) -> None:
    """Paint the spots at which the hands stop, as small rings."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = math.hypot(to_box.m11(), to_box.m12()) / X_MM
    ring = theme.level(pressure)
    ring.setAlpha(210)
    casing = QColor(theme.skin.deep)
    casing.setAlpha(110)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for spot in spots:
        for colour, width in ((casing, 4.4), (ring, 2.4)):
            painter.setPen(QPen(colour, max(1.0, width * unit)))
            painter.drawEllipse(to_box.map(QPointF(*spot)), 5.5 * unit, 5.5 * unit)


ALL_OVER = ("whole_back", "back_half", "head_to_sacrum")
"""Where all of the back is worked, a tint would say nothing."""

Strip = tuple[float, int]
"""A width in mm and how opaque it is, 0 to 255."""


def _ribbon(
    painter: QPainter,
    points: list[tuple[QPointF, float, float]],
    colour: QColor,
    unit: float,
    strips: tuple[Strip, ...],
) -> None:
    """Lines along the way, one upon the other, each as wide as the stroke is firm; dotted where it is light."""
    for wide, alpha in strips:
        for firm in (False, True):
            path = QPainterPath()
            for (a, weight, lift), (b, *_) in pairwise(points):
                if lift > LIFTED or (weight > 0.6) is not firm:
                    continue
                if path.currentPosition() != a or path.isEmpty():
                    path.moveTo(a)
                path.lineTo(b)
            if path.isEmpty():  # on paper even nothing would leave its mark
                continue
            shown = QColor(colour)
            shown.setAlpha(alpha if firm else round(alpha * 0.8))
            thickness = max(2.2 if wide < 10 else 6.0, wide * unit * (1.0 if firm else 0.6))
            pen = QPen(shown, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            if not firm and wide < 10:
                pen.setDashPattern([0.1, 3.0 * 5.0 / wide])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawPath(path)


def _arrows(painter: QPainter, points: list[tuple[QPointF, float, float]], colour: QColor, unit: float) -> None:
    """Small arrowheads along the way, evenly spaced."""
    size = max(5.0, 9.0 * unit)
    since = size * 6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for (a, weight, lift), (b, *_) in pairwise(points):
        step = math.hypot(b.x() - a.x(), b.y() - a.y())
        since += step
        if lift > LIFTED or step < 1e-3 or since < size * 11:
            continue
        since = 0.0
        scale = size * (1.0 if weight > 0.6 else 0.75)
        painter.save()
        painter.translate(b)
        painter.rotate(math.degrees(math.atan2(b.y() - a.y(), b.x() - a.x())))
        painter.drawPolygon(
            [QPointF(scale, 0), QPointF(-scale * 0.7, -scale * 0.8), QPointF(-scale * 0.7, scale * 0.8)]
        )
        painter.restore()
