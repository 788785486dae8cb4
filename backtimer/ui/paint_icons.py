"""The signs on the buttons, drawn in a square of 24 units. Knows shapes only; the pen comes with the painter."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


def paint_icon(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """The sign of that name, as large as the box allows."""
    size = min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.scale(size / 24, size / 24)
    painter.translate(-12, -12)
    pen = QPen(colour, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ICONS[name](painter)
    painter.restore()


def _lines(painter: QPainter, *strokes: tuple[tuple[float, float], ...]) -> None:
    for stroke in strokes:
        painter.drawPolyline([QPointF(x, y) for x, y in stroke])


def _play(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon([QPointF(8, 5), QPointF(8, 19), QPointF(19, 12)])


def _pause(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawRoundedRect(QRectF(6.5, 5, 3.4, 14), 0.8, 0.8)
    painter.drawRoundedRect(QRectF(14.1, 5, 3.4, 14), 0.8, 0.8)


def _next(painter: QPainter) -> None:
    _lines(painter, ((6, 5.5), (6, 18.5), (15.5, 12), (6, 5.5)), ((18.5, 5.5), (18.5, 18.5)))


def _previous(painter: QPainter) -> None:
    _lines(painter, ((18, 5.5), (18, 18.5), (8.5, 12), (18, 5.5)), ((5.5, 5.5), (5.5, 18.5)))


def _hold(painter: QPainter) -> None:
    """An open palm: stay here."""
    path = QPainterPath(QPointF(7.4, 13.2))
    path.cubicTo(5.6, 10.9, 3.6, 11.4, 4.5, 13.2)
    path.cubicTo(6.2, 16.6, 7.6, 21.2, 12.6, 21.2)
    path.cubicTo(17.4, 21.2, 18.8, 17.6, 18.8, 14.2)
    path.lineTo(18.8, 8.2)
    path.cubicTo(18.8, 6.4, 16.2, 6.4, 16.2, 8.2)
    path.lineTo(16.2, 5.4)
    path.cubicTo(16.2, 3.6, 13.4, 3.6, 13.4, 5.4)
    path.lineTo(13.4, 4.3)
    path.cubicTo(13.4, 2.5, 10.5, 2.5, 10.5, 4.3)
    path.lineTo(10.5, 5.7)
    path.cubicTo(10.5, 4.0, 7.4, 4.0, 7.4, 5.8)
    path.closeSubpath()
    painter.drawPath(path)
    _lines(painter, ((10.5, 5.8), (10.5, 11)), ((13.4, 5.4), (13.4, 11)), ((16.2, 8.2), (16.2, 11.6)))


def _more(painter: QPainter) -> None:
    """Half a minute more."""
    painter.drawArc(QRectF(3.5, 3.5, 17, 17), 60 * 16, 300 * 16)
    _lines(painter, ((12, 8.4), (12, 15.6)), ((8.4, 12), (15.6, 12)))


def _plus(painter: QPainter) -> None:
    _lines(painter, ((12, 5), (12, 19)), ((5, 12), (19, 12)))


def _minus(painter: QPainter) -> None:
    _lines(painter, ((5, 12), (19, 12)))


def _layers(painter: QPainter) -> None:
    """Sheets over one another: what can be laid over the back."""
    _lines(painter, ((12, 4), (20.5, 8.8), (12, 13.6), (3.5, 8.8), (12, 4)))
    _lines(painter, ((3.5, 12.6), (12, 17.4), (20.5, 12.6)), ((3.5, 16.2), (12, 21), (20.5, 16.2)))


def _back(painter: QPainter) -> None:
    _lines(painter, ((14.5, 5), (7.5, 12), (14.5, 19)))


def _full(painter: QPainter) -> None:
    _lines(
        painter,
        ((4.5, 9), (4.5, 4.5), (9, 4.5)),
        ((15, 4.5), (19.5, 4.5), (19.5, 9)),
        ((19.5, 15), (19.5, 19.5), (15, 19.5)),
        ((9, 19.5), (4.5, 19.5), (4.5, 15)),
    )


def _help(painter: QPainter) -> None:
    path = QPainterPath(QPointF(8.6, 9))
    path.cubicTo(8.8, 4.6, 15.6, 4.8, 15.4, 9)
    path.cubicTo(15.3, 11.6, 12, 11.4, 12, 14.6)
    painter.drawPath(path)
    painter.drawPoint(QPointF(12, 18.6))


def _light(painter: QPainter) -> None:
    """A candle's flame: the theme."""
    path = QPainterPath(QPointF(12, 2.8))
    path.cubicTo(16.8, 8, 18, 10.6, 18, 13.6)
    path.cubicTo(18, 18.4, 15.4, 20.8, 12, 20.8)
    path.cubicTo(8.6, 20.8, 6, 18.4, 6, 13.8)
    path.cubicTo(6, 11.6, 7, 9.8, 8.8, 8.2)
    path.cubicTo(9.4, 10, 10.2, 10.8, 11.2, 10.8)
    path.cubicTo(13, 10.6, 12.8, 6.4, 12, 2.8)
    painter.drawPath(path)


def _far(painter: QPainter) -> None:
    """An eye: the view from far away."""
    path = QPainterPath(QPointF(2.8, 12))
    path.cubicTo(6.4, 5, 17.6, 5, 21.2, 12)
    path.cubicTo(17.6, 19, 6.4, 19, 2.8, 12)
    painter.drawPath(path)
    painter.drawEllipse(QPointF(12, 12), 3.1, 3.1)


ICONS: Final[dict[str, Callable[[QPainter], None]]] = {
    "play": _play,
    "pause": _pause,
    "next": _next,
    "previous": _previous,
    "hold": _hold,
    "more": _more,
    "plus": _plus,
    "minus": _minus,
    "layers": _layers,
    "back": _back,
    "full": _full,
    "help": _help,
    "light": _light,
    "far": _far,
}
