"""Sheets of paper for a routine: cue card, poster and exam sheet. Pure painting, in the units of `paper`.

Knows lines of a plan and where they stand on a page. Leaves the drawings to `paint_paper_back` and paper sizes to
`paper`. A sheet says nothing by colour alone.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from backtimer import words
from backtimer.core.cue_card import Line, lines_of
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan
from backtimer.core.routine import Criterion
from backtimer.core.timing import Ms, clock_text
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_line, draw_lines, face, fitted, lines_in, plain
from backtimer.ui.look import Look
from backtimer.ui.paint_pressure import paint_gauge
from backtimer.ui.paint_timeline import paint_timeline
from backtimer.ui.paper.paint_back import paint_paper_step
from backtimer.ui.paper.pdf import MARGIN, PER_POINT, Page

Kind = Literal["card", "exam", "poster"]
KINDS: Final[tuple[Kind, ...]] = ("card", "exam", "poster")

P: Final = PER_POINT
PICTURE: Final = 0.34
"""The share of a cell's width that its picture may take."""

TALL: Final = 1.08
"""A picture is at most so many times as high as wide: the back fills no more."""

GAP: Final = 7.0
"""Points between two cells, on A5."""

LARGEST: Final = 12.0
LEAST: Final = 7.0
"""Points: in smaller type nothing can be read at arm's length; before that, cues are left out."""

NARROWEST: Final = 11.5
"""A column of words is at least so many times as wide as its type is high: the longest words stand whole."""

LEADING: Final = 1.24
ROW: Final = 1.55
"""Heights, in sizes of the type: of a line of words, and of the row with pressure and time."""

MANY: Final = 21
"""More steps than so many leave no room on A5 for what to mind."""

CRITERIA: Final = "What the examiner looks for"


def is_wide(kind: Kind) -> bool:
    """Whether a sheet lies on its side."""
    return kind == "poster"


def pages_of(kind: Kind, plan: Plan, look: Look, width: float, height: float) -> list[Page]:
    """The pages of a sheet for paper of that size (units)."""
    lines = lines_of(plan)
    if kind == "exam":
        return _exam_pages(plan, lines, look, width, height)
    return [partial(_paint_cells, plan=plan, lines=lines, look=look, poster=kind == "poster")]


# --- cue card and poster ---


def _paint_cells(
    painter: QPainter, page: QRectF, *, plan: Plan, lines: tuple[Line, ...], look: Look, poster: bool
) -> None:
    """The whole routine on one page: a cell for each step."""
    inner = page.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    unit = min(page.width(), page.height()) / (420 * P)  # A5 is 1
    top = _paint_head(painter, inner, plan, look, unit)
    foot = 0.0 if poster else _foot_height(plan, inner.width(), unit)
    body = QRectF(inner.left(), top, inner.width(), inner.bottom() - top - foot)
    gap = GAP * P * unit
    grid = _grid(lines, body, look, unit, poster=poster)
    rows = -(-len(lines) // grid.columns)
    wide, high = (body.width() + gap) / grid.columns - gap, (body.height() + gap) / rows - gap
    for number, line in enumerate(lines):
        down, along = divmod(number, grid.columns) if poster else reversed(divmod(number, rows))
        box = QRectF(body.left() + along * (wide + gap), body.top() + down * (high + gap), wide, high)
        picture = QRectF(box.left(), box.top(), grid.picture.width(), grid.picture.height())
        words_box = box.adjusted(0, picture.height() + gap * 0.5, 0, 0)
        if not poster:
            words_box = box.adjusted(picture.width() + gap * 0.7, 0, 0, 0)
        _paint_picture(painter, picture, plan, line, look)
        _paint_words(painter, words_box, line, look, grid)
    if foot:
        _paint_foot(painter, QRectF(inner.left(), inner.bottom() - foot, inner.width(), foot), plan, look, unit)


@dataclass(frozen=True, slots=True)
class Grid:
    """How the cells of a page are divided: columns, the size of each picture and of the type, and whether cues fit."""

    columns: int
    picture: QSizeF
    type: float
    cues: bool


def _grid(lines: tuple[Line, ...], body: QRectF, look: Look, unit: float, *, poster: bool) -> Grid:
    """The division in which all words stand whole and the type, or on a poster the picture, is largest."""
    for least in (LEAST, LEAST * 0.85, LEAST * 0.7):
        found = list(_grids(lines, body, look, unit, least * P, poster=poster))
        if found:
            return max(found, key=lambda grid: _worth(grid, poster=poster))
    # More steps than anybody puts on one page: they overlap rather than are left out.
    return Grid(4, QSizeF(body.width() / 12, body.width() / 12), LEAST * P * 0.6, cues=False)


def _grids(
    lines: tuple[Line, ...], body: QRectF, look: Look, unit: float, least: float, *, poster: bool
) -> Iterator[Grid]:
    """All divisions in which the type is no smaller than `least` (units)."""
    gap = GAP * P * unit
    sizes = [float(size) for size in range(round(LARGEST * P * unit * (1.5 if poster else 1.0)), round(least) - 1, -2)]
    for columns in range(1, min(len(lines), 9) + 1):
        rows = -(-len(lines) // columns)
        wide, high = (body.width() + gap) / columns - gap, (body.height() + gap) / rows - gap
        if wide <= 0 or high <= 0:
            continue
        for cues in (True, False):
            grid = (_below if poster else _beside)(lines, look, columns, QSizeF(wide, high), gap, sizes, cues=cues)
            if grid is not None:
                yield grid


def _worth(grid: Grid, *, poster: bool) -> tuple[float, ...]:
    picture = grid.picture.width() * grid.picture.height()
    return (grid.cues, picture) if poster else (grid.cues, grid.type, picture)


def _beside(
    lines: tuple[Line, ...], look: Look, columns: int, cell: QSizeF, gap: float, sizes: Sequence[float], *, cues: bool
) -> Grid | None:
    """Cells of a card, words beside the picture, in the largest of these sizes that fits; None where none does."""
    wide, high = cell.width() * PICTURE, cell.height()
    room = cell.width() - min(wide, high) - gap * 0.7

    def fits(size: float) -> bool:
        return room >= size * NARROWEST and _words_high(lines, look, size, room, cues=cues) <= high

    at = bisect_left(sizes, True, key=fits)  # noqa: FBT003  # from the first that fits on, all smaller ones do
    if at == len(sizes):
        return None
    return Grid(columns, QSizeF(min(wide, high), min(high, wide * TALL * 1.3)), sizes[at], cues)


def _below(
    lines: tuple[Line, ...], look: Look, columns: int, cell: QSizeF, gap: float, sizes: Sequence[float], *, cues: bool
) -> Grid | None:
    """Cells of a poster: the same with the words below the picture."""
    wide = cell.width()

    @cache
    def left(size: float) -> float:
        """What the words leave for the picture."""
        if wide < size * NARROWEST:
            return 0.0
        return cell.height() - gap * 0.5 - _words_high(lines, look, size, wide, cues=cues)

    for share in (0.95, 0.78, 0.6):  # rather smaller words than a small picture
        at = bisect_left(sizes, wide * share, key=left)
        if at < len(sizes):
            return Grid(columns, QSizeF(wide, min(left(sizes[at]), wide * TALL)), sizes[at], cues)
    return None


def _words_high(lines: tuple[Line, ...], look: Look, size: float, width: float, *, cues: bool) -> float:
    """How high the words of the longest step become."""
    return max(sum(high for *_, high in _texts(line, look, size, width, cues=cues)) for line in lines) + size * ROW


def _texts(line: Line, look: Look, size: float, width: float, *, cues: bool) -> list[tuple[str, QFont, float]]:
    """What is said of a step: name, place, and cue; each with its type and how high it becomes."""
    step = line.step
    where = ", ".join(filter(None, (_side(line), words.places_of(step, terms=look.terms))))
    name = f"{_numbers(line)}  {words.name_of(step, terms=look.terms)}"
    rows = [(name, plain(face(size, SEMIBOLD))), (where, plain(face(size * 0.86)))]
    if cues:
        rows.append((step.cue or step.stroke.line, plain(face(size * 0.86))))
    return [
        (text, font, lines_in(text, font, width) * font.pixelSize() * LEADING if text else 0.0) for text, font in rows
    ]


def _paint_head(painter: QPainter, inner: QRectF, plan: Plan, look: Look, unit: float) -> float:
    """Title, for whom, how long, and the timeline; returns where the body may begin."""
    theme, routine = look.theme, plan.routine
    total = clock_text(plan.total)
    painter.setPen(QColor(theme.ink))
    painter.setFont(plain(face(26 * P * unit, LIGHT)))
    figure = painter.fontMetrics().horizontalAdvance(total)
    row = QRectF(inner.left(), inner.top() - 4 * P * unit, inner.width(), 30 * P * unit)
    draw_line(painter, row, total, Qt.AlignmentFlag.AlignRight)
    room = inner.width() - figure - 16 * P * unit
    painter.setFont(plain(fitted(routine.title, 19 * P * unit, room, SEMIBOLD)))
    draw_line(painter, QRectF(row.left(), row.top(), room, 22 * P * unit), routine.title)
    painter.setPen(QColor(theme.quiet))
    about = f"{words.counted(plan.steps, 'step')}  ·  {words.audience_line(routine)}"
    painter.setFont(plain(fitted(about, 9 * P * unit, room)))
    draw_line(painter, QRectF(row.left(), row.top() + 24 * P * unit, room, 12 * P * unit), about)
    strip = QRectF(inner.left(), row.top() + 40 * P * unit, inner.width(), 20 * P * unit)
    paint_timeline(painter, strip, Moment(plan, Ms(0), 0, "finished"), theme)
    return strip.bottom() + 12 * P * unit


def _foot_lines(plan: Plan, unit: float) -> list[tuple[str, str]]:
    """What to have ready and to mind; on small paper with many steps only the first."""
    routine = plan.routine
    lists = [("Have ready", routine.needs), ("Before", routine.prepare), ("Take care", routine.cautions)]
    if plan.steps > MANY * unit:
        lists = lists[:1]
    return [(name, " · ".join(text.rstrip(".") for text in texts)) for name, texts in lists if texts]


def _foot_size(unit: float) -> float:
    return 7 * P * min(unit, 1.12)


def _foot_height(plan: Plan, width: float, unit: float) -> float:
    size = _foot_size(unit)
    rows = sum(lines_in(f"{name}: {text}", plain(face(size)), width) for name, text in _foot_lines(plan, unit))
    return rows * size * 1.35 + (14 * P * unit if rows else 0)


def _paint_foot(painter: QPainter, box: QRectF, plan: Plan, look: Look, unit: float) -> None:
    """What to have ready and to mind, below a line."""
    size = _foot_size(unit)
    painter.setPen(QPen(QColor(look.theme.line), P * 0.6))
    painter.drawLine(box.topLeft() + QPointF(0, 5 * P * unit), box.topRight() + QPointF(0, 5 * P * unit))
    top = box.top() + 10 * P * unit
    painter.setFont(plain(face(size)))
    for name, text in _foot_lines(plan, unit):
        painter.setPen(QColor(look.theme.quiet))
        top += draw_lines(painter, QRectF(box.left(), top, box.width(), 0), f"{name}: {text}", 9, 1.35)


def _paint_picture(painter: QPainter, box: QRectF, plan: Plan, line: Line, look: Look) -> None:
    paint_paper_step(painter, box, plan, line.index, look)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.theme.line), P * 0.5))
    painter.drawRect(box)


def _paint_words(painter: QPainter, box: QRectF, line: Line, look: Look, grid: Grid) -> None:
    """The step's number and name, side and place, pressure and time, and its cue."""
    theme, top = look.theme, box.top()
    colours = (theme.ink, theme.quiet, theme.ink)
    texts = _texts(line, look, grid.type, box.width(), cues=grid.cues)
    for at, ((text, font, high), colour) in enumerate(zip(texts, colours, strict=False)):
        if at == 2:  # the cue comes last
            _paint_pressure_and_time(
                painter, QRectF(box.left(), top, box.width(), grid.type * 1.2), line, look, grid.type
            )
            top += grid.type * ROW
        painter.setFont(font)
        painter.setPen(QColor(colour))
        draw_lines(painter, QRectF(box.left(), top, box.width(), 0), text, 9, LEADING)
        top += high
    if len(texts) < len(colours):
        _paint_pressure_and_time(painter, QRectF(box.left(), top, box.width(), grid.type * 1.2), line, look, grid.type)


def _paint_pressure_and_time(painter: QPainter, row: QRectF, line: Line, look: Look, size: float) -> None:
    """The gauge with its number, and the time; in one row."""
    step, theme = line.step, look.theme
    left = row.left()
    levels = _levels(step.pressure)
    if levels:
        gauge = QRectF(left, row.top() + size * 0.14, size * 2.3, size * 0.85)
        paint_gauge(painter, gauge, float(max(step.pressure)), theme)
        painter.setPen(QColor(theme.ink))
        painter.setFont(plain(face(size * 0.9, SEMIBOLD)))
        draw_line(painter, row.adjusted(size * 2.7, 0, 0, 0), levels)
        left += size * 2.7 + painter.fontMetrics().horizontalAdvance(levels) + size * 0.6
    time = _time(line)
    painter.setPen(QColor(theme.ink))
    painter.setFont(plain(face(size * 0.95)))
    draw_line(painter, QRectF(left, row.top(), row.right() - left, row.height()), time)
    if step.check_in:
        left += painter.fontMetrics().horizontalAdvance(time) + size * 0.6
        painter.setPen(QColor(theme.accent))
        painter.setFont(plain(face(size * 0.84, SEMIBOLD)))
        ask = "Ask" if left + painter.fontMetrics().horizontalAdvance("Ask") <= row.right() else "?"
        draw_line(painter, QRectF(left, row.top(), row.right() - left, row.height()), ask)


def _side(line: Line) -> str:
    side = words.SIDES[line.step.side] if line.step.side in ("left", "right") else ""
    return "left, then right" if line.twice else side


def _levels(levels: Sequence[int]) -> str:
    """The levels of a step: `2`, or `1–3–2` where they change."""
    changes = [level for at, level in enumerate(levels) if at == 0 or level != levels[at - 1]]
    return "–".join(map(str, changes[:4]))


# --- exam sheet ---


class Column(NamedTuple):
    """A column of a table: its heading, its share of the width, and whether numbers stand in it."""

    heading: str
    share: float
    right: bool = False


STEP_COLUMNS: Final = (
    Column("", 0.07, right=True), Column("Step", 0.37), Column("Side", 0.11), Column("Level", 0.08, right=True),
    Column("Time", 0.10, right=True), Column("Done in", 0.11), Column("Remarks", 0.16),
)  # fmt: skip
CRITERION_COLUMNS: Final = (
    Column(CRITERIA, 0.60), Column("Points", 0.10, right=True), Column("Given", 0.10), Column("Remarks", 0.20),
)  # fmt: skip

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a row of one text is a heading over the rows below it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def _exam_pages(plan: Plan, lines: tuple[Line, ...], look: Look, width: float, height: float) -> list[Page]:
    """The steps in their order with cells to be filled in, then what the examiner looks for."""
    unit = min(width, height) / (420 * P)
    size = 8.2 * P * max(unit * 0.86, 0.92)
    tables = [Table(STEP_COLUMNS, tuple(_step_row(line) for line in lines))]
    if plan.routine.rubric:
        rows = [_criterion_row(item, plan) for item in plan.routine.rubric]
        total = sum(item.points for item in plan.routine.rubric)
        tables.append(Table(CRITERION_COLUMNS, (*rows, ("All together", str(total), "", ""))))
    room = width - 2 * MARGIN
    pages: list[list[tuple[Table, tuple[Row, ...]]]] = [[]]
    left = height - 2 * MARGIN - 108 * P * unit - 16 * P
    for table in tables:
        rows, kept = list(table.rows), 0
        while rows:
            tall = [_row_height(row, table.columns, room, size) for row in rows]
            space = left - size * 3.4
            kept, used = 0, 0.0
            while kept < len(rows) and used + tall[kept] <= space:
                used += tall[kept]
                kept += 1
            if kept < min(3, len(rows)) and pages[-1]:
                pages.append([])
                left = height - 2 * MARGIN - 24 * P * unit - 16 * P
                continue
            kept = max(kept, 1)
            pages[-1].append((table, tuple(rows[:kept])))
            left -= used + size * 3.4
            rows = rows[kept:]
            if rows:
                pages.append([])
                left = height - 2 * MARGIN - 24 * P * unit - 16 * P
    return [
        partial(_paint_exam, plan=plan, look=look, tables=tables_here, number=number, count=len(pages), size=size)
        for number, tables_here in enumerate(pages)
    ]


def _step_row(line: Line) -> Row:
    step = line.step
    name, place = words.name_of(step, terms=True), words.places_of(step, terms=True)
    what = f"{name} – {place}" if place else name
    side = "left, right" if line.twice else step.side
    return _numbers(line), what, side, _levels(step.pressure), _time(line), "", ""


def _numbers(line: Line) -> str:
    return f"{line.first}, {line.last}" if line.twice else f"{line.first}"


def _time(line: Line) -> str:
    return f"2 × {clock_text(line.time)}" if line.twice else clock_text(line.time)


def _criterion_row(item: Criterion, plan: Plan) -> Row:
    """What is looked for; where it belongs to a step, with the name that the step has in class."""
    named = (words.name_of(span.step, terms=True) for span in plan.spans if words.name_of(span.step) == item.step)
    text = f"{next(named, item.step)}: {item.text}" if item.step else item.text
    return text, str(item.points), "", ""


def _row_height(row: Row, columns: Sequence[Column], width: float, size: float) -> float:
    cells = zip(row, columns, strict=True)
    rows = max(lines_in(text, plain(face(size)), column.share * width - size) for text, column in cells if text)
    return max(rows * size * 1.25 + size * 0.75, size * 2.1)


def _paint_exam(
    painter: QPainter,
    page: QRectF,
    *,
    plan: Plan,
    look: Look,
    tables: list[tuple[Table, tuple[Row, ...]]],
    number: int,
    count: int,
    size: float,
) -> None:
    inner = page.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    unit = min(page.width(), page.height()) / (420 * P)
    theme = look.theme
    if number == 0:
        top = _paint_exam_head(painter, inner, plan, look, unit)
    else:
        painter.setPen(QColor(theme.quiet))
        painter.setFont(plain(face(size)))
        draw_line(painter, QRectF(inner.left(), inner.top(), inner.width(), size * 1.4), plan.routine.title)
        top = inner.top() + 24 * P * unit
    for table, rows in tables:
        top = _paint_table(painter, QRectF(inner.left(), top, inner.width(), 0), table, rows, look, size) + size * 1.6
    painter.setPen(QColor(theme.quiet))
    painter.setFont(plain(face(size * 0.86)))
    foot = QRectF(inner.left(), inner.bottom() - 11 * P, inner.width(), 12 * P)
    tolerance = plan.routine.tolerance
    draw_line(painter, foot, f"A time counts as kept within {tolerance} % of the plan.")
    if count > 1:
        draw_line(painter, foot, f"{number + 1} of {count}", Qt.AlignmentFlag.AlignRight)


def _paint_exam_head(painter: QPainter, inner: QRectF, plan: Plan, look: Look, unit: float) -> float:
    """Title, timeline, and the lines on which names and a date are written."""
    top = _paint_head(painter, inner, plan, look, unit)
    theme = look.theme
    painter.setFont(plain(face(8 * P * max(unit * 0.86, 0.92))))
    gap = 14 * P * unit
    wide = (inner.width() - 2 * gap) / 3
    base = top + 18 * P * unit
    for number, name in enumerate(("Student", "Examiner", "Date")):
        left = inner.left() + number * (wide + gap)
        painter.setPen(QColor(theme.quiet))
        draw_line(painter, QRectF(left, base - 12 * P * unit, wide, 12 * P * unit), name)
        start = left + painter.fontMetrics().horizontalAdvance(name) + 4 * P
        painter.setPen(QPen(QColor(theme.quiet), P * 0.5))
        painter.drawLine(QPointF(start, base), QPointF(left + wide, base))
    return base + 14 * P * unit


def _paint_table(painter: QPainter, box: QRectF, table: Table, rows: tuple[Row, ...], look: Look, size: float) -> float:
    """Heading and rows with thin rules; returns where it ends."""
    theme, columns = look.theme, table.columns
    painter.setFont(plain(face(size * 0.92, SEMIBOLD)))
    painter.setPen(QColor(theme.accent))
    edges = [box.left() + box.width() * sum(column.share for column in columns[:at]) for at in range(len(columns) + 1)]
    for at, column in enumerate(columns):
        cell = QRectF(edges[at] + size * 0.4, box.top(), edges[at + 1] - edges[at] - size * 0.8, size * 1.5)
        draw_line(painter, cell, column.heading, _way(column))
    top = box.top() + size * 1.7
    rule = QPen(QColor(theme.line), P * 0.6)
    for row in rows:
        painter.setPen(rule)
        painter.drawLine(QPointF(box.left(), top), QPointF(box.right(), top))
        high = _row_height(row, columns, box.width(), size)
        painter.setFont(plain(face(size)))
        painter.setPen(QColor(theme.ink))
        for at, (text, column) in enumerate(zip(row, columns, strict=True)):
            cell = QRectF(edges[at] + size * 0.4, top + size * 0.38, edges[at + 1] - edges[at] - size * 0.8, high)
            draw_lines(painter, cell, text, 4, 1.25, _way(column))
        top += high
    painter.setPen(rule)
    painter.drawLine(QPointF(box.left(), top), QPointF(box.right(), top))
    first = next(at for at, column in enumerate(columns) if column.heading in ("Done in", "Given"))
    start = box.top() + size * 1.7
    for at in range(first, len(columns) + 1):
        painter.drawLine(QPointF(edges[at], start), QPointF(edges[at], top))
    return top


def _way(column: Column) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
