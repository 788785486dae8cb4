"""An exam's report on paper for a tutor: the two timelines, what was wrong, every step with its times, the points.

Paints with the window's own painters, in the units of `paper`. Leaves the file to others.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from backtimer.core.exam.report import Report
from backtimer.core.exam.words import Naming, sided, whole
from backtimer.ui.exam.paint_report import paint_timelines, paint_words, words_height
from backtimer.ui.exam.report_page import About
from backtimer.ui.lettering import REGULAR, SEMIBOLD, draw_line, draw_lines, face, fitted, lines_in, plain
from backtimer.ui.paper.pdf import MARGIN, PAPER, PER_POINT, Page, as_pdf, layout_of, size_of

UNIT: Final = PER_POINT * 0.62
"""One pixel of the sketch, on paper."""

SIZE: Final = 9.0 * PER_POINT
"""Of the type in tables."""

TIMELINE: Final = 200 * UNIT * 1.25

RIGHT: Final = Qt.AlignmentFlag.AlignRight


class _Row(NamedTuple):
    """A line of the table: its cells, and whether something is wrong with it. A row of one cell is a heading."""

    cells: tuple[str, ...]
    wrong: bool = False


SHARES: Final = (0.05, 0.58, 0.12, 0.12, 0.13)
"""How wide the columns are: number, what, planned or of, done or given, by how much it was missed."""


def report_pdf(report: Report, about: About, naming: Naming) -> bytes:
    """The report as a PDF of A4 pages."""
    layout = layout_of("A4")
    box = QRectF(0, 0, size_of(layout).width(), size_of(layout).height()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    first = box.height() - 62 * UNIT - TIMELINE - words_height(report, box.width(), UNIT, naming) - 60 * UNIT
    rooms = [first, *[box.height() - 30 * UNIT] * 99]
    pages: list[list[_Row]] = [[]]
    room = rooms[0]
    for row in _rows(report, naming):
        high = _height(row, box.width())
        if high > room:
            pages.append([])
            room = rooms[len(pages) - 1]
        pages[-1].append(row)
        room -= high
    painters: Sequence[Page] = [
        partial(_paint_page, report=report, about=about, naming=naming, rows=rows, at=(number, len(pages)))
        for number, rows in enumerate(pages, 1)
    ]
    return as_pdf(painters, layout, f"Exam: {about.title}")


def _letters(pixels: float, weight: QFont.Weight = REGULAR) -> QFont:
    """The face, so that all of it can be found in the file."""
    return plain(face(pixels, weight))


def _rows(report: Report, naming: Naming) -> list[_Row]:
    """All steps with their times, then the rubric, then what the examiner remarked."""
    exam = report.exam
    rows = [_Row(("", "Step", "Planned", "Done", "Missed by"))]
    wrong = {number for finding in report.findings for number in finding.numbers}
    for task in exam.paper.tasks:
        there = task.number in report.places
        done = report.time(task.number)
        percent = round(100 * (done - task.time) / max(task.time, 1))
        missed = "–" if not there else f"{percent:+d} %" if percent else "0 %"
        name = f"{sided(task, naming)}" + (f"  ·  {task.place}" if task.place else "")
        given = whole(done) if there else "–"
        rows.append(_Row((str(task.number), name, whole(task.time), given, missed), wrong=task.number in wrong))
    if exam.paper.rubric:
        rows.append(_Row(("", "What the examiner looked for", "Points", "Given", "")))
        points = [*exam.points, *[None] * len(exam.paper.rubric)]
        for criterion, given_points in zip(exam.paper.rubric, points, strict=False):
            text = f"{criterion.text}  ({criterion.step})" if criterion.step else criterion.text
            given = "–" if given_points is None else str(given_points)
            rows.append(_Row(("", text, str(criterion.points), given, "")))
        rows.append(_Row(("", "Together", str(report.most), "–" if report.given is None else str(report.given), "")))
    if exam.remarks:
        rows.append(_Row(("", "Remarks", "", "", "")))
        rows += [_Row((line,)) for line in exam.remarks.splitlines() if line.strip()]
    return rows


def _height(row: _Row, width: float) -> float:
    share = SHARES[1] if len(row.cells) > 1 else 1 - SHARES[0]
    text = row.cells[1] if len(row.cells) > 1 else row.cells[0]
    return lines_in(text, face(SIZE), width * share - SIZE) * SIZE * 1.3 + SIZE * 0.7 + (SIZE if _is_head(row) else 0)


def _is_head(row: _Row) -> bool:
    return (
        len(row.cells) > 1
        and row.cells[0] == ""
        and row.cells[1] in ("Step", "Remarks", "What the examiner looked for")
    )


def _paint_page(
    painter: QPainter,
    page: QRectF,
    *,
    report: Report,
    about: About,
    naming: Naming,
    rows: Sequence[_Row],
    at: tuple[int, int],
) -> None:
    box = page.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    number, count = at
    top = box.top()
    if number == 1:
        top = _paint_head(painter, box, report, about, naming)
    if count > 1:
        painter.setPen(QColor(PAPER.quiet))
        painter.setFont(_letters(SIZE * 0.85))
        draw_line(
            painter, QRectF(box.left(), box.bottom() - SIZE, box.width(), SIZE * 1.2), f"{number} of {count}", RIGHT
        )
    for row in rows:
        top = _paint_row(painter, QRectF(box.left(), top, box.width(), _height(row, box.width())), row)


def _paint_head(painter: QPainter, box: QRectF, report: Report, about: About, naming: Naming) -> float:
    """Title, timelines and words; returns where they end."""
    painter.setPen(QColor(PAPER.ink))
    title = f"Exam: {about.title}"
    painter.setFont(plain(fitted(title, 30 * UNIT, box.width(), SEMIBOLD, least=0.6)))
    draw_line(painter, QRectF(box.left(), box.top(), box.width(), 36 * UNIT), title)
    painter.setPen(QColor(PAPER.quiet))
    painter.setFont(_letters(16 * UNIT))
    draw_line(painter, QRectF(box.left(), box.top() + 36 * UNIT, box.width(), 22 * UNIT), about.line)
    top = box.top() + 70 * UNIT
    timelines = QRectF(box.left(), top, box.width(), TIMELINE)
    paint_timelines(painter, timelines, report, PAPER, UNIT, letters=_letters)
    top += TIMELINE + 18 * UNIT
    words = QRectF(box.left(), top, box.width(), box.bottom() - top)
    return paint_words(painter, words, report, PAPER, UNIT, naming, _letters) + 18 * UNIT


def _paint_row(painter: QPainter, box: QRectF, row: _Row) -> float:
    head = _is_head(row)
    top = box.top() + (SIZE if head else 0)
    if not head:
        painter.setPen(QPen(QColor(PAPER.line), PER_POINT * 0.5))
        painter.drawLine(QPointF(box.left(), top), QPointF(box.right(), top))
    painter.setFont(_letters(SIZE * (0.92 if head else 1.0), SEMIBOLD if head or row.wrong else REGULAR))
    painter.setPen(QColor(PAPER.accent if head else PAPER.warning if row.wrong else PAPER.ink))
    left = box.left()
    shares = SHARES if len(row.cells) > 1 else (1.0,)
    for column, (cell, share) in enumerate(zip(row.cells, shares, strict=True)):
        inset = box.width() * SHARES[0] if len(row.cells) == 1 else 0.0
        place = QRectF(left + inset, top + SIZE * 0.3, box.width() * share - SIZE - inset, box.height())
        draw_lines(painter, place, cell, 9, 1.3, RIGHT if column > 1 else Qt.AlignmentFlag.AlignLeft)
        left += box.width() * share
    return box.bottom()
