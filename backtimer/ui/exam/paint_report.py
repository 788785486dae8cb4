"""Paints an exam's report: the plan above, what was done below it, and what leads from one to the other.

The bars speak the language of the timeline: width is time, height and colour are pressure. What was wrong is in the
colour of warning and says so by shape as well: an empty frame was left out, crossing bands changed places, a hatched
end is too much or too little, a hatched bar is no step of the plan. The same painters serve the window and the page.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPen

from backtimer.core.exam.reading import Piece
from backtimer.core.exam.report import Finding, Kind, Report
from backtimer.core.exam.run import ELSE, Task
from backtimer.core.exam.words import (
    Naming,
    asked_line,
    ending_line,
    gap_lines,
    plain_name,
    points_line,
    sentence,
    sides_line,
    total_line,
    whole,
)
from backtimer.core.moment import pressure_at
from backtimer.core.timing import MINUTE, Ms
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face, lines_in
from backtimer.ui.theme import Theme, mixed

RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter

WRONG_PLACE: Final[frozenset[Kind]] = frozenset({"swapped", "moved"})
WRONG_TIME: Final[frozenset[Kind]] = frozenset({"long", "short"})


Letters = Callable[..., QFont]
"""Gives a font by its size in pixels and its weight, as `lettering.face` does."""


class Rows(NamedTuple):
    """Where the two timelines lie in a box (pixels), and how long all of it is; `unit` is one pixel of the sketch."""

    box: QRectF
    length: Ms
    unit: float
    letters: Letters = face

    @property
    def left(self) -> float:
        """Where time begins: before it stand the names of the rows."""
        return self.box.left() + 54 * self.unit

    @property
    def bar(self) -> float:
        """How high a row is."""
        return (self.box.height() - 22 * self.unit) * 0.36

    @property
    def plan(self) -> QRectF:
        """The row of the plan."""
        return QRectF(self.left, self.box.top(), self.box.right() - self.left, self.bar)

    @property
    def done(self) -> QRectF:
        """The row of what was done: it hangs upside down, so that both stand on the bands between them."""
        return QRectF(self.left, self.box.bottom() - 22 * self.unit - self.bar, self.plan.width(), self.bar)

    def x(self, time: Ms) -> float:
        """Where an instant lies."""
        return self.left + self.plan.width() * time / max(self.length, 1)

    def piece_at(self, at: QPointF, report: Report) -> Piece | None:
        """What was done under a pixel; also where one points above or below the bar."""
        if at.y() < self.plan.bottom() or at.x() < self.left:
            return None
        time = (at.x() - self.left) / max(self.plan.width(), 1) * self.length
        return next((piece for piece in report.pieces if piece.start <= time < piece.end), None)


def rows_in(box: QRectF, report: Report, unit: float, letters: Letters = face) -> Rows:
    """The rows for a report."""
    return Rows(box, Ms(max(report.total, report.end, 1)), unit, letters)


def paint_timelines(
    painter: QPainter,
    box: QRectF,
    report: Report,
    theme: Theme,
    unit: float,
    chosen: Piece | None = None,
    letters: Letters = face,
) -> None:
    """Both rows, the bands between them, the marks, and a scale of minutes; one piece may be framed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rows = rows_in(box, report, unit, letters)
    faults = {number: finding for finding in report.findings for number in finding.numbers}
    _paint_names(painter, rows, theme)
    _paint_scale(painter, rows, theme)
    for number, piece in report.places.items():
        _paint_band(painter, rows, report.exam.paper.task(number), piece, faults.get(number), theme)
    for task in report.exam.paper.tasks:
        gone = task.number not in report.places
        _paint_task(painter, rows, task, theme, gone=gone, wrong=gone and task.number in faults)
    for piece in report.pieces:
        _paint_piece(painter, rows, report, piece, faults.get(piece.number), theme)
    for gap in report.gaps:
        start, end = rows.x(gap.start), rows.x(min(gap.end, report.end))
        painter.fillRect(QRectF(start, rows.done.top(), end - start, rows.bar), _hatch(theme.quiet))
    for asked in report.asked:
        _paint_asked(painter, QPointF(rows.x(asked.at), rows.done.bottom() + 1.8 * unit), theme, unit)
    if chosen is not None:
        frame = _piece_box(rows, chosen).adjusted(-3 * unit, -3 * unit, 3 * unit, 0)
        high = _height(rows, report.exam.paper.task(chosen.number)) if chosen.number > ELSE else rows.bar * 0.44
        frame.setHeight(high + 22 * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.ink), 2.0 * unit))
        painter.drawRoundedRect(frame, 5 * unit, 5 * unit)


def _paint_names(painter: QPainter, rows: Rows, theme: Theme) -> None:
    painter.setPen(QColor(theme.quiet))
    painter.setFont(rows.letters(15 * rows.unit))
    for row, name, edge in (
        (rows.plan, "Plan", rows.plan.bottom() - 24 * rows.unit),
        (rows.done, "Done", rows.done.top()),
    ):
        draw_line(painter, QRectF(rows.box.left(), edge, row.left() - rows.box.left(), 24 * rows.unit), name)


def _paint_scale(painter: QPainter, rows: Rows, theme: Theme) -> None:
    """A tick for each minute or so, and where the total lies."""
    unit = rows.unit
    every = next(
        (step for step in (1, 2, 5, 10, 20) if rows.plan.width() * step * MINUTE / rows.length > 44 * unit), 30
    )
    base = rows.box.bottom() - 18 * unit
    painter.setFont(rows.letters(13 * unit))
    painter.setPen(QColor(theme.quiet))
    for minute in range(0, rows.length // MINUTE + 1, every):
        x = rows.x(Ms(minute * MINUTE))
        wide = 60 * unit
        left = min(max(x - wide / 2, rows.left), rows.box.right() - wide)
        align = CENTRE if left == x - wide / 2 else RIGHT if left < x - wide / 2 else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, QRectF(left, base, wide, 18 * unit), f"{minute}:00", align)


def _piece_box(rows: Rows, piece: Piece) -> QRectF:
    left, right = rows.x(piece.start), rows.x(piece.end)
    return QRectF(left, rows.done.top(), max(right - left, 1.0), rows.bar)


def _paint_band(painter: QPainter, rows: Rows, task: Task, piece: Piece, fault: Finding | None, theme: Theme) -> None:
    """What leads from a step of the plan to where it was done."""
    above, below = rows.plan.bottom(), rows.done.top()
    half = (above + below) / 2
    gap = min(1.0 * rows.unit, (rows.x(task.end) - rows.x(task.start)) / 4)
    path = QPainterPath(QPointF(rows.x(task.start) + gap, above))
    path.lineTo(rows.x(task.end) - gap, above)
    right, left = rows.x(piece.end) - gap, rows.x(piece.start) + gap
    path.cubicTo(QPointF(rows.x(task.end) - gap, half), QPointF(right, half), QPointF(right, below))
    path.lineTo(left, below)
    path.cubicTo(QPointF(left, half), QPointF(rows.x(task.start) + gap, half), QPointF(rows.x(task.start) + gap, above))
    wrong = fault is not None and fault.kind in WRONG_PLACE
    colour = QColor(theme.warning if wrong else theme.quiet)
    colour.setAlphaF(0.42 if wrong else 0.16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(path)


def _height(rows: Rows, task: Task) -> float:
    """As high as its highest pressure, as in the timeline of the player."""
    return rows.bar * (0.30 + 0.14 * max(task.pressure, default=0))


def _paint_task(painter: QPainter, rows: Rows, task: Task, theme: Theme, *, gone: bool, wrong: bool) -> None:
    """A step of the plan; one that was not done is an empty frame."""
    left, right, high = rows.x(task.start), rows.x(task.end), _height(rows, task)
    bar = QRectF(left + 0.8 * rows.unit, rows.plan.bottom() - high, max(right - left - 1.6 * rows.unit, 1.0), high)
    if gone:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dashes = QPen(QColor(theme.warning if wrong else theme.quiet), 1.8 * rows.unit, Qt.PenStyle.DashLine)
        painter.setPen(dashes)
        painter.drawRoundedRect(bar.adjusted(1, 1, -1, -1), 3 * rows.unit, 3 * rows.unit)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_fill(task, bar, theme, 0.62))
        painter.drawRoundedRect(bar, 3 * rows.unit, 3 * rows.unit)
    _paint_number(painter, rows, bar, task.number, theme.warning if gone and wrong else theme.ink, above=True)


def _paint_piece(
    painter: QPainter, rows: Rows, report: Report, piece: Piece, fault: Finding | None, theme: Theme
) -> None:
    """A piece of what was done; hatched where it is no step, or where it is too long or too short."""
    box, unit = _piece_box(rows, piece), rows.unit
    if piece.number <= ELSE:
        painter.setPen(QPen(QColor(theme.line), unit))
        painter.setBrush(_hatch(theme.warning) if piece.number == ELSE else QBrush(Qt.BrushStyle.NoBrush))
        painter.drawRoundedRect(
            QRectF(box.left() + unit, box.top(), box.width() - 2 * unit, rows.bar * 0.44), 3 * unit, 3 * unit
        )
        return
    task = report.exam.paper.task(piece.number)
    high = _height(rows, task)
    bar = QRectF(box.left() + 0.8 * unit, box.top(), max(box.width() - 1.6 * unit, 1.0), high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_fill(task, bar, theme, 0.62))
    painter.drawRoundedRect(bar, 3 * unit, 3 * unit)
    repeated = report.places.get(piece.number) is not piece
    if repeated:
        painter.setBrush(_hatch(theme.warning))
        painter.drawRoundedRect(bar, 3 * unit, 3 * unit)
    elif fault is not None and fault.kind in WRONG_TIME:
        _paint_missed(painter, rows, bar, task, piece, theme)
    wrong = fault is not None or repeated
    _paint_number(painter, rows, bar, piece.number, theme.warning if wrong else theme.ink, above=False)


def _paint_missed(painter: QPainter, rows: Rows, bar: QRectF, task: Task, piece: Piece, theme: Theme) -> None:
    """By how much a time was missed: hatched where it was too long, an empty frame where it was too short."""
    missed = rows.x(Ms(abs(piece.done - task.time))) - rows.left
    if piece.done > task.time:
        painter.setPen(Qt.PenStyle.NoPen)
        part = QRectF(max(bar.right() - missed, bar.left()), bar.top(), min(missed, bar.width()), bar.height())
        painter.setBrush(QColor(theme.ground))
        painter.drawRect(part)
        painter.setBrush(_hatch(theme.warning))
    else:
        part = QRectF(bar.right(), bar.top(), missed, bar.height())
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.warning), 1.6 * rows.unit, Qt.PenStyle.DashLine))
    painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_number(painter: QPainter, rows: Rows, bar: QRectF, number: int, colour: str, *, above: bool) -> None:
    """The step's number beside its bar, smaller where the next one is near, where there is room at all."""
    unit, text = rows.unit, str(number)
    for size in (13, 11, 10):
        painter.setFont(rows.letters(size * unit, SEMIBOLD))
        if painter.fontMetrics().horizontalAdvance(text) <= bar.width() - unit:
            break
    else:
        return
    painter.setPen(QColor(colour))
    high = 17 * unit
    top = bar.top() - high if above else bar.bottom() + 1 * unit
    draw_line(painter, QRectF(bar.center().x() - 20 * unit, top, 40 * unit, high), text, CENTRE)


def _paint_asked(painter: QPainter, at: QPointF, theme: Theme, unit: float) -> None:
    """The student asked about the pressure: a small ring below the row."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.accent), 2.2 * unit))
    painter.drawEllipse(at, 3.4 * unit, 3.4 * unit)


def _fill(task: Task, bar: QRectF, theme: Theme, strength: float) -> QLinearGradient:
    """The colours of the pressure along the step."""
    shade = QLinearGradient(bar.topLeft(), bar.topRight())
    for stop in (0.0, 0.25, 0.5, 0.75, 1.0):
        level = pressure_at(task.pressure, stop)
        colour = theme.level(level) if level else QColor(theme.quiet)
        shade.setColorAt(stop, mixed(QColor(theme.ground), colour, strength))
    return shade


def _hatch(colour: str) -> QBrush:
    return QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern)


# --- words ---


def figures(report: Report) -> list[tuple[str, str]]:
    """The lines of the report that are no faults, by their names."""
    lines = [("Total", total_line(report)), ("Sides", sides_line(report)), ("Pressure asked", asked_line(report))]
    return [(name, line) for name, line in [*lines, ("Rubric", points_line(report))] if line]


def paint_words(
    painter: QPainter,
    box: QRectF,
    report: Report,
    theme: Theme,
    unit: float,
    naming: Naming = plain_name,
    letters: Letters = face,
) -> float:
    """What was wrong, the worst first, then what nobody knows, then the figures; returns where it ends."""
    left, top, wide = box.left(), box.top(), box.width()
    painter.setPen(QColor(theme.ink))
    painter.setFont(letters(24 * unit, SEMIBOLD))
    top += draw_lines(painter, QRectF(left, top, wide, 0), ending_line(report), 2, 1.3) + 8 * unit
    said = [(sentence(finding, report.exam.paper, naming), theme.warning) for finding in report.findings]
    for text, colour in [*said, *((line, theme.quiet) for line in gap_lines(report))]:
        painter.fillRect(QRectF(left, top + 7 * unit, 7 * unit, 7 * unit), QColor(colour))
        painter.setFont(letters(17 * unit))
        top += draw_lines(painter, QRectF(left + 20 * unit, top, wide - 20 * unit, 0), text, 6, 1.36) + 5 * unit
    top += 10 * unit
    painter.setFont(letters(15.5 * unit))
    inset = 130 * unit
    for name, line in figures(report):
        painter.setPen(QColor(theme.quiet))
        draw_lines(painter, QRectF(left, top, inset, 0), name, 1, 1.4)
        painter.setPen(QColor(theme.ink))
        top += draw_lines(painter, QRectF(left + inset, top, wide - inset, 0), line, 3, 1.4) + 3 * unit
    return top


def words_height(report: Report, width: float, unit: float, naming: Naming = plain_name) -> float:
    """How high `paint_words` is in a width."""
    size = 17.0 * unit
    head, lines = face(24 * unit, SEMIBOLD), face(size)
    said = [*(sentence(each, report.exam.paper, naming) for each in report.findings), *gap_lines(report)]
    high = lines_in(ending_line(report), head, width) * head.pixelSize() * 1.3 + 18 * unit
    high += sum(lines_in(line, lines, width - 20 * unit) * lines.pixelSize() * 1.36 + 5 * unit for line in said)
    small = face(15.5 * unit)
    return high + sum(
        min(lines_in(line, small, width - 130 * unit), 3) * small.pixelSize() * 1.4 + 3 * unit
        for _, line in figures(report)
    )


def time_of_piece(piece: Piece) -> str:
    """From when to when, for people."""
    return f"{whole(piece.start)} to {whole(piece.end)}"
