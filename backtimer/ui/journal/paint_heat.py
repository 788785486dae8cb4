"""Paints how long each place of the back was worked, as warmth upon the figure; left and right each by itself.

Knows sums of regions. Where regions lie over one another their times add up: a long stroke warms all that it passes.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from backtimer.core.history import Sides
from backtimer.core.motion.track import smooth
from backtimer.ui.journal.paint_journal import halves
from backtimer.ui.look import Look
from backtimer.ui.paint_figure import Figure, back_to_box, outline, paint_figure
from backtimer.ui.theme import Theme

GRAIN = 110
"""The heat is added up in a picture so many pixels wide; enlarging it makes its edges soft."""


def paint_heat(painter: QPainter, box: QRectF, regions: Mapping[str, Sides], look: Look) -> None:
    """The figure, and over it the warmth of the places that were worked."""
    figure = Figure("prone", look.build)
    paint_figure(painter, box, figure, look.theme, look.assets)
    heat = _heat(box, regions, look)
    if heat is None:
        return
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
    painter.setClipPath(back_to_box(box).map(outline(figure, look.assets)))
    painter.drawImage(box, heat, QRectF(heat.rect()))
    painter.restore()


def paint_place(painter: QPainter, box: QRectF, region: str, look: Look, unit: float) -> None:
    """A line around one region, on both sides."""
    if region not in look.handbook.regions:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.theme.ink), 1.8 * unit))
    to_box = back_to_box(box)
    for shape in look.handbook.regions[region].shape:
        curve = smooth(shape, closed=True).points
        for sign in (1, -1):
            path = QPainterPath()
            path.addPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in curve])))
            path.closeSubpath()
            painter.drawPath(path)


def paint_scale(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """What the colours of the heat mean, from the least to the most."""
    shade = QLinearGradient(box.topLeft(), box.topRight())
    for at, colour in _stops(theme):
        shade.setColorAt(at, colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(box, 3 * unit, 3 * unit)


def _heat(box: QRectF, regions: Mapping[str, Sides], look: Look) -> QImage | None:
    """The warmth as a small picture; None where there is none."""
    size = QSize(GRAIN, max(1, round(GRAIN * box.height() / max(box.width(), 1))))
    times = {region: halves(sides) for region, sides in regions.items() if region in look.handbook.regions}
    if not times:
        return None
    to_box = back_to_box(QRectF(0, 0, size.width(), size.height()))
    whole = sum(max(pair) for pair in times.values())
    amounts = QImage(size, QImage.Format.Format_RGBA32FPx4_Premultiplied)  # so many small amounts need fine steps
    amounts.fill(Qt.GlobalColor.black)
    with QPainter(amounts) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.setPen(Qt.PenStyle.NoPen)
        for region, (left, right) in times.items():
            known = look.handbook.regions[region]
            for shape in known.shape:
                for sign, time in ((-1, left), (1, right)):
                    if known.middle and sign > 0:
                        continue  # its shape spans the middle: once is enough
                    grey = (left + right if known.middle else time) / whole / (2 if known.middle else 1)
                    painter.setBrush(QColor.fromRgbF(grey, grey, grey))
                    painter.drawPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in shape])))
    return _coloured(amounts, look.theme)


def _coloured(amounts: QImage, theme: Theme) -> QImage:
    """The amounts in the colours of the heat, the greatest in the strongest."""
    grey = amounts.convertToFormat(QImage.Format.Format_Grayscale16)
    levels, line = memoryview(bytes(grey.constBits())).cast("H"), grey.bytesPerLine() // 2
    rows = [levels[y * line : y * line + grey.width()] for y in range(grey.height())]
    most = max(max(row) for row in rows)
    table = _table(theme)
    small = QImage(grey.size(), QImage.Format.Format_Indexed8)
    small.setColorTable(table)
    for y, row in enumerate(rows):
        for x, amount in enumerate(row):
            small.setPixel(x, y, round(255 * (amount / max(most, 1)) ** 1.2))
    return small.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _stops(theme: Theme) -> tuple[tuple[float, QColor], ...]:
    """The colours of the heat, from nothing to the most."""
    parts = (0.0, 1, 0.0), (0.35, 1, 0.30), (0.8, 1, 0.76), (1.0, 2, 0.88)
    stops = []
    for at, level, alpha in parts:
        colour = QColor(theme.pressure[level])
        colour.setAlphaF(alpha)
        stops.append((at, colour))
    return tuple(stops)


def _table(theme: Theme) -> list[int]:
    strip = QImage(256, 1, QImage.Format.Format_ARGB32)
    strip.fill(Qt.GlobalColor.transparent)
    shade = QLinearGradient(0.0, 0.0, 256.0, 0.0)
    for at, colour in _stops(theme):
        shade.setColorAt(at, colour)
    with QPainter(strip) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(strip.rect(), shade)
    return [0, *(strip.pixel(level, 0) for level in range(1, 256))]  # nothing is nothing
