"""What one learns about a step: the muscles under the hands, and the landmarks that fingers find.

Knows the handbook's muscles and landmarks. Leaves the stroke and the hands to their painters.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from backtimer.core.bearing import inside
from backtimer.core.hand import Point
from backtimer.core.handbook import Muscle
from backtimer.core.motion.track import smooth
from backtimer.core.routine import Step
from backtimer.ui.paint_callouts import EDGES, Callout, paint_callouts
from backtimer.ui.theme import Theme, mixed

LANDMARKS: Final = {
    "C7": ("C7", "last bone of the neck"),
    "acromion": ("Acromion", "tip of the shoulder"),
    "scapula_inferior_angle": ("T7", "lower tip of the blade"),
    "rib12_tip": ("Twelfth rib", "free end, nothing firm here"),
    "iliac_crest_top": ("Iliac crest", "hip rim, level with L4"),
    "PSIS": ("PSIS", "dimple, level with S2"),
}
"""The landmarks that a student finds with the fingers, by term and by place."""


HAIRLINE: Final = -0.13
"""Above this height hair covers what lies under it."""


def paint_learning(
    painter: QPainter,
    names: QRectF,
    step: Step,
    muscles: tuple[Muscle, ...],
    landmarks: Mapping[str, Point],
    to_box: QTransform,
    theme: Theme,
    unit: float,
) -> None:
    """Paint the muscles, those under the step filled; set their names and the landmarks into the box `names`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    worked = [muscle for muscle in muscles if _under(step, muscle)]
    painter.save()
    skin = QPainterPath()
    skin.addPolygon(to_box.map(QPolygonF(QRectF(-1.4, HAIRLINE, 2.8, 2.0))))
    painter.setClipPath(skin, Qt.ClipOperation.IntersectClip)
    for muscle in muscles:
        _muscle(painter, muscle, to_box, theme, unit, worked=muscle in worked)
    painter.restore()
    left, right = EDGES[step.posture]
    beside = [Callout(_heart(muscle, to_box), muscle.term, muscle.name) for muscle in worked or muscles]
    paint_callouts(painter, names, beside, theme, unit, right)
    marks = []
    for id_, (term, place) in LANDMARKS.items():
        x, y = landmarks[id_]
        marks.append(Callout(to_box.map(QPointF(-x, y)), term, place))
    paint_callouts(painter, names, marks, theme, unit, left)


def _under(step: Step, muscle: Muscle) -> bool:
    """Whether the step's way, or a corner of its regions, lies on the muscle."""
    points = step.path or tuple(
        point for region in step.regions for point in (*region.line, *(p for shape in region.shape for p in shape))
    )
    return any(inside((abs(x), y), muscle.shape) for x, y in points)


def _muscle(painter: QPainter, muscle: Muscle, to_box: QTransform, theme: Theme, unit: float, *, worked: bool) -> None:
    """One muscle on both sides: filled where it is worked, else only its outline; a bone is dashed."""
    colour = mixed(QColor(theme.warning), QColor(theme.skin.deep), 0.25)
    curve = smooth(muscle.shape, closed=True).points
    for sign in (1, -1):
        path = QPainterPath()
        path.addPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in curve])))
        path.closeSubpath()
        fill, edge = QColor(colour), QColor(colour)
        fill.setAlpha(70 if worked and not muscle.bone else 0)
        edge.setAlpha(200 if worked else 90)
        painter.setBrush(fill)
        style = Qt.PenStyle.DashLine if muscle.bone else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, (1.8 if worked else 1.1) * unit, style))
        painter.drawPath(path)


def _heart(muscle: Muscle, to_box: QTransform) -> QPointF:
    """A point inside the muscle on the right side, for the line to its name."""
    xs, ys = zip(*muscle.shape, strict=True)
    middle = sum(xs) / len(xs), sum(ys) / len(ys)
    return to_box.map(QPointF(*middle))
