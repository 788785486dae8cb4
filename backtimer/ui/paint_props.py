"""What stands between us and who works on the own back with a ball: the wall, seen through like a pane.

Knows where the wall begins and how its boards run. Leaves the ball to the hands, chair and towel to the reliefs.
"""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QTransform

from backtimer.ui.theme import Theme, mixed

EDGE: Final = -1.13
"""Where the wall ends (x): from there it goes on to the right."""

THICK: Final = 0.055
"""How thick its cut edge is (x)."""

BOARDS: Final = (-0.43, 0.22, 0.87)
"""Where its boards meet (x): over the body too, so that one sees that the wall is nearer."""


def paint_wall(painter: QPainter, to_box: QTransform, box: QRectF, theme: Theme) -> None:
    """Paint the wall over the figure: a thin veil with an edge, joints between its boards, a shadow beside it."""
    left = to_box.map(QPointF(EDGE, 0.0)).x()
    thick = to_box.map(QPointF(EDGE + THICK, 0.0)).x() - left
    ground, ink = QColor(theme.ground), QColor(theme.quiet)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    veil = mixed(QColor(theme.cushion), ground, 0.35)
    plane = QRectF(left, box.top(), box.right() - left, box.height())
    sheen = QLinearGradient(plane.topLeft(), plane.topRight())
    for at, alpha in ((0.0, 0.40), (0.4, 0.27), (0.72, 0.36), (1.0, 0.0)):  # it goes on, and we look no further
        veil.setAlphaF(alpha)
        sheen.setColorAt(at, veil)
    painter.fillRect(plane, sheen)
    beside = QRectF(left - 2.4 * thick, box.top(), 2.4 * thick, box.height())
    shade = QLinearGradient(beside.topRight(), beside.topLeft())
    dark = mixed(ink, QColor("#000000"), 0.5)
    for at, alpha in ((0.0, 0.30), (0.4, 0.10), (1.0, 0.0)):
        dark.setAlphaF(alpha)
        shade.setColorAt(at, dark)
    painter.fillRect(beside, shade)
    cut = QLinearGradient(QPointF(left, 0.0), QPointF(left + thick, 0.0))
    cut.setColorAt(0.0, mixed(veil, QColor(theme.drape_light), 0.75))
    cut.setColorAt(1.0, mixed(veil, QColor(theme.drape_shade), 0.6))
    painter.fillRect(QRectF(left, box.top(), thick, box.height()), cut)
    for x, strength in ((EDGE + THICK, 0.5), *((x, 0.22) for x in BOARDS)):
        _paint_joint(painter, to_box.map(QPointF(x, 0.0)).x(), box, theme, strength, thick)
    painter.restore()


def _paint_joint(painter: QPainter, at: float, box: QRectF, theme: Theme, strength: float, thick: float) -> None:
    """A groove from top to bottom: dark, and light where the lamp meets its other side."""
    wide = max(thick * 0.09, 0.8)
    for aside, name in ((0.0, theme.quiet), (wide, theme.drape_light)):
        colour = QColor(name)
        colour.setAlphaF(strength)
        painter.setPen(QPen(colour, wide))
        painter.drawLine(QLineF(at + aside, box.top(), at + aside, box.bottom()))
