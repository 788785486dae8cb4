"""Names beside a picture, each with a fine line to what it names. Knows where there is room; paints plain text only."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from backtimer.core.kinds import Posture
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face, fitted, lines_in
from backtimer.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Callout:
    """What is named (a point in pixels), its name, and a second quieter line."""

    at: QPointF
    name: str
    more: str = ""


Edge = Literal["left", "right", "top", "bottom"]
"""Along which edge of the picture the names stand."""

EDGES: Final[dict[Posture, tuple[Edge, Edge]]] = {
    "prone": ("left", "right"),
    "seated": ("left", "right"),
    "oneself": ("left", "right"),
    "oneself-seated": ("left", "right"),
    "oneself-lying": ("left", "right"),
    "forearms": ("left", "right"),
    "side-lying": ("bottom", "top"),
}
"""Where there is room beside the body: for what lies on its left side, and for what lies on its right one."""

WIDE: Final = 168.0
HIGH: Final = 58.0
SECOND: Final = 16.0
"""The size of a callout's words, and a long name's second line, in pixels of a picture that is 650 pixels high."""

AROUND: Final = tuple(QPointF(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)
"""Where words are painted in the colour of the ground first, as on a map: so they can be read on whatever they lie."""


def paint_callouts(
    painter: QPainter, box: QRectF, callouts: list[Callout], theme: Theme, unit: float, edge: Edge
) -> None:
    """Set the callouts along an edge of the box in the order in which they lie, none over another."""
    wide, high = WIDE * unit, HIGH * unit
    if edge in ("left", "right"):
        ordered = sorted(callouts, key=lambda callout: callout.at.y())
        tops = _spread([callout.at.y() - 0.36 * high for callout in ordered], high, box.top(), box.bottom())
        x = box.left() + 14 * unit if edge == "left" else box.right() - 14 * unit - wide
        places = [QPointF(x, top) for top in tops]
    else:
        ordered = sorted(callouts, key=lambda callout: callout.at.x())
        start = box.left() + (90 * unit if edge == "top" else 14 * unit)  # the buttons stand at the upper left
        wide = min(wide, (box.right() - 40 * unit - start) / max(len(ordered), 1))
        lefts = _spread([callout.at.x() - wide / 2 for callout in ordered], wide, start, box.right() - 40 * unit)
        y = box.top() + 12 * unit if edge == "top" else box.bottom() - high - 8 * unit
        places = [QPointF(left, y) for left in lefts]
    for callout, place in zip(ordered, places, strict=True):
        _paint_callout(painter, callout, QRectF(place, QSizeF(wide - 8 * unit, 21 * unit)), theme, unit, edge)


def _paint_callout(painter: QPainter, callout: Callout, row: QRectF, theme: Theme, unit: float, edge: Edge) -> None:
    align = Qt.AlignmentFlag.AlignRight if edge == "right" else Qt.AlignmentFlag.AlignLeft
    bold = fitted(callout.name, 14 * unit, row.width(), SEMIBOLD, least=0.85)
    wraps = lines_in(callout.name, bold, row.width()) > 1 == lines_in(callout.more, face(12.5 * unit), row.width())
    if wraps:
        bold = face(14 * unit, SEMIBOLD)
        row = row.translated(0, SECOND * unit)
    under = {"top": row.top() + (HIGH + 3) * unit, "bottom": row.top() - 3 * unit}.get(edge, row.bottom() + 1)
    short = row.left() + row.width() * (1.0 if edge in ("left", "right") else 0.6)
    ends = [QPointF(row.left(), under), QPointF(short, under)]
    if edge == "right" or (edge in ("top", "bottom") and callout.at.x() < row.center().x()):
        ends.reverse()  # on to what is named from the nearer end
    _line(painter, (*ends, callout.at), theme, unit)
    below = QRectF(row.left(), row.bottom() + 4 * unit, row.width(), 0)
    halo = ((theme.ground, theme.ground, by * 1.3 * unit) for by in AROUND)
    for ink, quiet, by in (*halo, (theme.ink, theme.quiet, QPointF())):
        painter.setPen(QColor(ink))
        if wraps:
            painter.setFont(bold)
            draw_lines(painter, row.translated(by).adjusted(0, -14 * unit, 0, 0), callout.name, 2, SECOND / 14, align)
        else:
            painter.setFont(fitted(callout.name, 14 * unit, row.width(), SEMIBOLD, least=0.7))
            draw_line(painter, row.translated(by), callout.name, align)
        painter.setPen(QColor(quiet))
        painter.setFont(face(12.5 * unit))
        draw_lines(painter, below.translated(by), callout.more, 2, 1.22, align)


def _spread(wanted: list[float], size: float, first: float, last: float) -> list[float]:
    """Where things of a size begin in a row: near where they are wanted, none over another, all between two ends."""
    starts: list[float] = []
    for at in wanted:
        starts.append(max(at, starts[-1] + size if starts else first))
    end = last
    for index in range(len(starts) - 1, -1, -1):
        starts[index] = min(starts[index], end - size)
        end = starts[index]
    return starts


def _line(painter: QPainter, points: tuple[QPointF, ...], theme: Theme, unit: float) -> None:
    """A fine line under the name and on to what it names, with a point at its end; readable on skin and ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(theme.ground), 3.2 * unit), (QColor(theme.ink), 1.2 * unit)):
        colour.setAlpha(120 if width > 2 * unit else 190)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(list(points))
    painter.setPen(QPen(QColor(theme.ground), 1.2 * unit))
    painter.setBrush(QColor(theme.ink))
    painter.drawEllipse(points[-1], 3.4 * unit, 3.4 * unit)
