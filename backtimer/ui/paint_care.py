"""The places to leave alone: quietly under every stroke, clearly when somebody asks for them.

Knows zones and regions by their shapes. Leaves the stroke, the hands and the figure to their painters.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from backtimer.core.hand import Point
from backtimer.core.handbook import Region, Zone
from backtimer.core.kinds import Posture
from backtimer.ui.paint_callouts import EDGES, Callout, paint_callouts
from backtimer.ui.theme import Theme

QUIET: Final = ("spine_strip", "kidney_zone")
"""What is shown under every stroke: where people most often press without knowing better."""


def paint_care(painter: QPainter, zones: Iterable[Zone], to_box: QTransform, theme: Theme, unit: float) -> None:
    """Paint spine and kidneys as faint dotted outlines."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    faint = QColor(theme.skin.deep)
    faint.setAlpha(105)
    pen = QPen(faint, 1.3 * unit, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.1, 3.4])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    for zone in zones:
        if zone.id in QUIET:
            for path in _paths(zone, to_box):
                painter.drawPath(path)


def paint_care_strongly(
    painter: QPainter,
    box: QRectF,
    zones: Iterable[Zone],
    to_box: QTransform,
    theme: Theme,
    unit: float,
    posture: Posture,
) -> None:
    """Paint every zone hatched, with its name, the level that it bears, and why."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left: list[Callout] = []
    right: list[Callout] = []
    for zone in sorted(zones, key=lambda zone: -zone.cap):
        colour = QColor(theme.warning)
        for path in _paths(zone, to_box):
            hatched(painter, path, colour, 120 if zone.cap == 0 else 70, unit)
        names = left if len(left) <= len(right) else right
        names.append(Callout(_middle(zone, to_box, left=names is left), zone.name.capitalize(), _bears(zone)))
    for names, edge in zip((left, right), EDGES[posture], strict=True):
        paint_callouts(painter, box, names, theme, unit, edge)


def paint_left_out(painter: QPainter, regions: Iterable[Region], to_box: QTransform, theme: Theme, unit: float) -> None:
    """Hatch the regions that are to be left out today."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for region in regions:
        for shape in region.shape:
            for sign in (1, -1):
                hatched(painter, _path(shape, sign, to_box), QColor(theme.warning), 90, unit)


def _bears(zone: Zone) -> str:
    return "leave alone" if zone.cap == 0 else f"at most {zone.cap} · {zone.why.partition(';')[0]}"


def hatched(painter: QPainter, path: QPainterPath, colour: QColor, strength: int, unit: float) -> None:
    """Fill an outline with fine slanting lines, so strongly (0 to 255)."""
    edge, lines = QColor(colour), QColor(colour)
    edge.setAlpha(min(255, strength + 80))
    lines.setAlpha(strength)
    painter.setPen(QPen(edge, 1.4 * unit))
    painter.setBrush(QBrush(lines, Qt.BrushStyle.BDiagPattern))
    painter.drawPath(path)


def _paths(zone: Zone, to_box: QTransform) -> list[QPainterPath]:
    signs = (1, -1) if zone.both_sides else (1,)
    return [_path(zone.shape, sign, to_box) for sign in signs]


def _path(shape: tuple[Point, ...], sign: int, to_box: QTransform) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in _rounded(shape)])))
    path.closeSubpath()
    return path


def _rounded(shape: tuple[Point, ...]) -> tuple[Point, ...]:
    """A polygon with its corners cut off again and again (Chaikin): round, and nowhere outside of what it was."""
    for _ in range(3):
        shape = tuple(
            (ax + (bx - ax) * share, ay + (by - ay) * share)
            for (ax, ay), (bx, by) in zip(shape, (*shape[1:], shape[0]), strict=True)
            for share in (0.25, 0.75)
        )
    return shape


def _middle(zone: Zone, to_box: QTransform, *, left: bool) -> QPointF:
    """The point that the line to the zone's name begins at: on its own side of the body."""
    xs, ys = zip(*zone.shape, strict=True)
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return to_box.map(QPointF(-x if left and zone.both_sides else x, y))
