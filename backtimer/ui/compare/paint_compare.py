"""Paints two routines side by side, row by row: width is time, colour is pressure, and what differs is marked.

Knows rows, totals and where they lie. Leaves scrolling to the list.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from backtimer import words
from backtimer.core.compare import Kind, Row
from backtimer.core.moment import pressure_at
from backtimer.core.routine import Step
from backtimer.core.timing import Ms, clock_text
from backtimer.ui.compare.words import row_words
from backtimer.ui.journal.sums import capital
from backtimer.ui.lettering import SEMIBOLD, digits_width, draw_digits, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.theme import Theme, mixed


class Line(NamedTuple):
    """A total as a line: its name, and the time on each hand."""

    name: str
    left: Ms
    right: Ms
    words: str


class Columns(NamedTuple):
    """Where left, mark, right and words stand in a row (pixels); the list and its heading share them."""

    left: QRectF
    mark: QRectF
    right: QRectF
    words: QRectF


def columns(box: QRectF, unit: float) -> Columns:
    """Divide a row."""
    inner = box.adjusted(14 * unit, 0, -14 * unit, 0)
    wide, gap = inner.width() * 0.335, 44 * unit
    left = QRectF(inner.left(), inner.top(), wide, inner.height())
    mark = QRectF(left.right(), inner.top(), gap, inner.height())
    right = QRectF(mark.right(), inner.top(), wide, inner.height())
    beside = right.right() + 28 * unit
    return Columns(left, mark, right, QRectF(beside, inner.top(), inner.right() - beside, inner.height()))


def paint_ground(painter: QPainter, box: QRectF, theme: Theme, unit: float, *, chosen: bool, focused: bool) -> None:
    """The ground of a row, raised where it is looked at, and a fine line below."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(QPen(QColor(theme.accent), 1.6) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), 10 * unit, 10 * unit)
        return
    painter.setPen(QColor(theme.line))
    painter.drawLine(QPointF(box.left() + 14 * unit, box.bottom()), QPointF(box.right() - 14 * unit, box.bottom()))


def paint_row(painter: QPainter, box: QRectF, row: Row, most: Ms, look: Look, unit: float) -> None:
    """Two steps beside each other, and in words what the right one has instead."""
    at, theme = columns(box, unit), look.theme
    quiet = row.kind == "same"
    for column, step in ((at.left, row.left), (at.right, row.right)):
        if step is None:
            _paint_gap(painter, column, theme, unit)
        else:
            _paint_step(painter, column, step, most, look, unit, quiet=quiet)
    paint_mark(painter, at.mark, row.kind, theme, unit)
    said = row_words(row, terms=look.terms)
    if said:
        _paint_words(painter, at.words, capital(said), theme, unit)


def paint_line(painter: QPainter, box: QRectF, line: Line, most: Ms, look: Look, unit: float) -> None:
    """The time of one place, side or family on both hands."""
    at, theme = columns(box, unit), look.theme
    same = line.left == line.right
    for column, time in ((at.left, line.left), (at.right, line.right)):
        if not time:
            _paint_gap(painter, column, theme, unit)
            continue
        _paint_name(painter, column, capital(line.name), time, theme, unit, quiet=same)
        bar = _bar(column, time, most, unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(QColor(theme.ground), QColor(theme.accent), 0.4 if same else 0.85))
        painter.drawRoundedRect(bar, bar.height() / 2.6, bar.height() / 2.6)
    kind: Kind = "same" if same else "left" if not line.right else "right" if not line.left else "changed"
    paint_mark(painter, at.mark, kind, theme, unit)
    if not same:
        _paint_words(painter, at.words, capital(line.words), theme, unit)


def paint_mark(painter: QPainter, box: QRectF, kind: Kind, theme: Theme, unit: float) -> None:
    """Two strokes for alike; struck through for changed; an arrow to the one that has the step alone."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, half = box.center(), 7 * unit
    painter.setPen(_pen(theme.line if kind == "same" else theme.accent, 2.2 * unit))
    if kind in ("same", "changed"):
        for dy in (-3.5 * unit, 3.5 * unit):
            painter.drawLine(middle + QPointF(-half, dy), middle + QPointF(half, dy))
        if kind == "changed":
            painter.drawLine(middle + QPointF(-4 * unit, 9 * unit), middle + QPointF(4 * unit, -9 * unit))
        return
    way = -1 if kind == "left" else 1
    tip = middle + QPointF(way * half, 0)
    painter.drawLine(middle - QPointF(way * half, 0), tip)
    for dy in (-5 * unit, 5 * unit):
        painter.drawLine(tip, tip + QPointF(-way * 5 * unit, dy))


def _paint_step(painter: QPainter, box: QRectF, step: Step, most: Ms, look: Look, unit: float, *, quiet: bool) -> None:
    theme = look.theme
    _paint_name(painter, box, words.sided(step, terms=look.terms), step.time, theme, unit, quiet=quiet)
    bar = _bar(box, step.time, most, unit)
    shade = QLinearGradient(bar.topLeft(), bar.topRight())
    for stop in (0.0, 0.25, 0.5, 0.75, 1.0):
        level = pressure_at(step.pressure, stop)
        colour = theme.level(level) if level else QColor(theme.quiet)
        shade.setColorAt(stop, mixed(QColor(theme.ground), colour, 0.5 if quiet else 1.0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(bar, bar.height() / 2.6, bar.height() / 2.6)
    place = capital(words.places_of(step, terms=look.terms))
    painter.setPen(QColor(theme.quiet))
    painter.setFont(fitted(place, 14 * unit, box.width(), least=0.85))
    draw_line(painter, QRectF(box.left(), box.top() + 44 * unit, box.width(), 20 * unit), place)


def _paint_name(painter: QPainter, box: QRectF, name: str, time: Ms, theme: Theme, unit: float, *, quiet: bool) -> None:
    clock = face(16 * unit)
    wide = digits_width(clock, clock_text(time))
    painter.setPen(QColor(theme.quiet if quiet else theme.ink))
    room = box.width() - wide - 12 * unit
    painter.setFont(fitted(name, 16.5 * unit, room, face(1).weight() if quiet else SEMIBOLD, least=0.85))
    draw_line(painter, QRectF(box.left(), box.top() + 5 * unit, room, 24 * unit), name)
    painter.setFont(clock)
    draw_digits(painter, QRectF(box.right() - wide, box.top() + 5 * unit, wide, 24 * unit), clock_text(time))


def _paint_words(painter: QPainter, box: QRectF, said: str, theme: Theme, unit: float) -> None:
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(15 * unit))
    lines = 3 if box.height() >= 64 * unit else 2
    draw_lines(painter, box.adjusted(0, 7 * unit, 0, -4 * unit), said, lines, 1.28)


def _paint_gap(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """Nothing stands here: a dotted line."""
    painter.setPen(QPen(QColor(theme.line), 2 * unit, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
    y = box.top() + 36 * unit
    painter.drawLine(QPointF(box.left() + 2, y), QPointF(box.right() - 2, y))


def _bar(box: QRectF, time: Ms, most: Ms, unit: float) -> QRectF:
    return QRectF(box.left(), box.top() + 31 * unit, max(box.width() * time / max(most, 1), 3 * unit), 10 * unit)


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
