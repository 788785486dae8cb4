"""Paints the journal: the calendar with its weeks, the rows of sessions, the bars of a chart, and one session.

Knows sums and where they lie. Leaves choosing and scrolling to the widgets, and the heat on the back to `paint_heat`.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from backtimer.core.history import WEEK, Sides, time_of, week_of
from backtimer.core.journal_entry import SessionEntry
from backtimer.core.timing import Ms
from backtimer.ui.journal.sums import (
    DAYS,
    MONTHS,
    Sum,
    Sums,
    capital,
    clock_of,
    date_of,
    day_text,
    done_text,
    felt_text,
    month_text,
    time_text,
)
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_line, face, fitted
from backtimer.ui.theme import Theme, mixed

RIGHT = Qt.AlignmentFlag.AlignRight


class Sheet(NamedTuple):
    """A piece of calendar in a box (pixels): a column for each week, above it the bar of its minutes.

    `week` is the Monday of the last column, as a day; `unit` one pixel of the 800-pixel sketch.
    """

    box: QRectF
    week: int
    unit: float

    @property
    def pitch(self) -> float:
        """From one day to the next."""
        return 20.0 * self.unit

    @property
    def columns(self) -> int:
        """How many weeks there is room for."""
        return max(1, int((self.box.width() - 36 * self.unit) / self.pitch))

    @property
    def first(self) -> int:
        """The Monday of the first column."""
        return self.week - (self.columns - 1) * WEEK

    @property
    def left(self) -> float:
        """Where the first column begins: the last one ends with the box."""
        return self.box.right() - self.columns * self.pitch

    @property
    def top(self) -> float:
        """Where the Mondays begin."""
        return self.box.bottom() - WEEK * self.pitch

    def column(self, day: int) -> float:
        """The left edge of a day's week."""
        return self.left + (day - self.first) // WEEK * self.pitch

    def cell(self, day: int) -> QRectF:
        """Where a day is painted."""
        gap = 2.0 * self.unit
        top = self.top + (day - self.first) % WEEK * self.pitch
        return QRectF(self.column(day), top, self.pitch, self.pitch).adjusted(gap, gap, -gap, -gap)

    def day_at(self, at: QPointF) -> int | None:
        """The day under a pixel; under a bar, the Monday of its week."""
        column = int((at.x() - self.left) // self.pitch)
        if not (0 <= column < self.columns and self.box.contains(at)):
            return None
        row = int((at.y() - self.top) // self.pitch)
        return self.first + column * WEEK + max(0, min(row, WEEK - 1))


def paint_calendar(painter: QPainter, sheet: Sheet, sums: Sums, day: int, today: int, theme: Theme) -> None:
    """The days as cells, the more minutes the stronger; their weeks as bars; `day` is the one that is looked at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_caption(painter, sheet, sums, day, theme)
    _paint_weeks(painter, sheet, sums, day, theme)
    _paint_months(painter, sheet, theme)
    most = max(sums.days.values(), default=Ms(1))
    painter.setPen(Qt.PenStyle.NoPen)
    for at in range(sheet.first, min(sheet.week + WEEK, today + 1)):
        painter.setBrush(strength(sums.days.get(at, Ms(0)), most, theme))
        painter.drawRoundedRect(sheet.cell(at), 4 * sheet.unit, 4 * sheet.unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for at, colour, wide in ((today, theme.quiet, 1.2), (day, theme.ink, 2.0)):
        if sheet.first <= at < sheet.week + WEEK:
            painter.setPen(QPen(QColor(colour), wide * sheet.unit))
            painter.drawRoundedRect(sheet.cell(at).adjusted(-1, -1, 1, 1), 5 * sheet.unit, 5 * sheet.unit)


def strength(time: Ms, most: Ms, theme: Theme) -> QColor:
    """The colour of a day: nothing is the ground of an empty field, the longest day the full accent."""
    if not time:
        return mixed(QColor(theme.ground), QColor(theme.off), 0.75)
    share = (time / max(most, 1)) ** 0.6
    return mixed(QColor(theme.off), QColor(theme.accent), 0.22 + 0.78 * share)


def _paint_caption(painter: QPainter, sheet: Sheet, sums: Sums, day: int, theme: Theme) -> None:
    """What the day that is looked at, and its week, amount to."""
    unit, week = sheet.unit, week_of(day)
    row = QRectF(sheet.left, sheet.box.top(), sheet.box.right() - sheet.left, 24 * unit)
    painter.setFont(face(16 * unit, SEMIBOLD))
    painter.setPen(QColor(theme.ink))
    draw_line(painter, row, f"{day_text(day)}  ·  {time_text(sums.days.get(day, Ms(0)))}")
    painter.setFont(face(15 * unit))
    painter.setPen(QColor(theme.quiet))
    draw_line(painter, row, f"{time_text(sums.weeks.get(week, Ms(0)))} in the week of {day_text(week)[4:]}", RIGHT)


def _paint_weeks(painter: QPainter, sheet: Sheet, sums: Sums, day: int, theme: Theme) -> None:
    """The bars of the weeks, with the minutes of the longest one above it."""
    unit = sheet.unit
    floor, high = sheet.top - 26 * unit, sheet.top - 26 * unit - sheet.box.top() - 46 * unit
    weeks = range(sheet.first, sheet.week + 1, WEEK)
    most = max((sums.weeks.get(week, Ms(0)) for week in weeks), default=Ms(0))
    painter.setPen(QPen(QColor(theme.line), unit))
    painter.drawLine(QPointF(sheet.left, floor + unit), QPointF(sheet.box.right(), floor + unit))
    for week in weeks:
        time = sums.weeks.get(week, Ms(0))
        if not time:
            continue
        tall = max(2 * unit, high * time / most)
        bar = QRectF(sheet.column(week), floor - tall, sheet.pitch, tall).adjusted(3 * unit, 0, -3 * unit, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = week == week_of(day)
        painter.setBrush(QColor(theme.accent) if chosen else mixed(QColor(theme.off), QColor(theme.accent), 0.6))
        painter.drawRoundedRect(bar, 3 * unit, 3 * unit)
        if time == most:
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(12.5 * unit))
            wide = 90 * unit
            middle = min(max(bar.center().x() - wide / 2, sheet.left), sheet.box.right() - wide)
            near = (
                Qt.AlignmentFlag.AlignLeft
                if middle == sheet.left
                else RIGHT
                if middle < bar.center().x() - wide / 2
                else Qt.AlignmentFlag.AlignHCenter
            )
            draw_line(painter, QRectF(middle, bar.top() - 18 * unit, wide, 16 * unit), time_text(time), near)
            most = Ms(most + 1)  # only above the first of two that are equal


def _paint_months(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    """The names of the months above their first weeks, and of three days at the left."""
    unit = sheet.unit
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(12.5 * unit))
    for row in (0, 2, 4):
        line = QRectF(sheet.box.left(), sheet.top + row * sheet.pitch, sheet.left - sheet.box.left(), sheet.pitch)
        draw_line(painter, line, DAYS[row][:3])
    for week in range(sheet.first, sheet.week + 1, WEEK):
        sunday = date_of(week + WEEK - 1)
        if sunday.day <= WEEK and (week < sheet.week or sunday.day == WEEK):
            line = QRectF(sheet.column(week) + 2 * unit, sheet.top - 21 * unit, 60 * unit, 18 * unit)
            name = MONTHS[sunday.month - 1][:3]
            draw_line(painter, line, f"{name} {sunday.year}" if sunday.month == 1 else name)


def paint_session_row(
    painter: QPainter, box: QRectF, entry: SessionEntry, theme: Theme, unit: float, *, chosen: bool, focused: bool
) -> None:
    """One session: its day at the left, routine and receiver in the middle, minutes and rating at the right."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(QPen(QColor(theme.accent if focused else theme.quiet), (2.2 if focused else 1.2) * unit))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(box.adjusted(2, 2, -3, -2), 12 * unit, 12 * unit)
    else:
        painter.setPen(QPen(QColor(theme.line), unit))
        painter.drawLine(box.bottomLeft() + QPointF(12 * unit, 0), box.bottomRight() - QPointF(12 * unit, 0))
    day, middle = date_of(entry.started.day), box.center().y()
    left = box.left() + 16 * unit
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(24 * unit, LIGHT))
    draw_line(painter, QRectF(left, middle - 17 * unit, 36 * unit, 34 * unit), str(day.day), RIGHT)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(13 * unit))
    draw_line(painter, QRectF(left + 44 * unit, middle - 19 * unit, 64 * unit, 19 * unit), DAYS[day.weekday()][:3])
    draw_line(painter, QRectF(left + 44 * unit, middle + 1 * unit, 64 * unit, 19 * unit), month_text(entry.started.day))
    left, right = left + 122 * unit, box.right() - 112 * unit
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(entry.title, 17 * unit, right - left, SEMIBOLD, least=0.85))
    draw_line(painter, QRectF(left, middle - 23 * unit, right - left, 24 * unit), entry.title)
    said = "finished" if entry.finished else f"ended early, {done_text(entry)}"
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(14.5 * unit))
    line = capital("  ·  ".join(filter(None, (entry.person, "exam" * (entry.guidance == "exam"), said))))
    draw_line(painter, QRectF(left, middle + 2 * unit, right - left, 21 * unit), line)
    felt = felt_text(entry)
    end = QRectF(right + 4 * unit, middle - (23 if felt else 12) * unit, 92 * unit, 24 * unit)
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(17 * unit))
    draw_line(painter, end, time_text(time_of(entry)), RIGHT)
    if felt:
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(14.5 * unit))
        draw_line(painter, end.translated(0, 25 * unit), felt, RIGHT)


def paint_bar_row(
    painter: QPainter, box: QRectF, line: Sum, most: Ms, theme: Theme, unit: float, *, chosen: bool, focused: bool
) -> None:
    """One line of a chart: name and time above, its bar below; left against right where the sides are known."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen and focused:
        painter.setPen(QPen(QColor(theme.accent), 2.0 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2, 2, -3, -2), 10 * unit, 10 * unit)
    inner = box.adjusted(10 * unit, 0, -12 * unit, 0)
    time = time_text(line.time)
    painter.setFont(face(15.5 * unit))
    wide = painter.fontMetrics().horizontalAdvance(time) + 10 * unit
    head = QRectF(inner.left(), box.top() + 6 * unit, inner.width(), 22 * unit)
    bar = QRectF(inner.left(), head.bottom() + 4 * unit, inner.width(), 9 * unit)
    painter.setPen(QColor(theme.ink))
    if line.sides is None:
        draw_line(painter, head, time, RIGHT)
        head.setRight(head.right() - wide)
        _paint_bar(painter, bar, line.time / max(most, 1), theme, unit)
    else:  # in half the width the name needs a line of its own, and all middles lie under one another
        painter.setFont(face(14 * unit))
        draw_line(painter, QRectF(bar.left(), bar.center().y() - 11 * unit, bar.width(), 22 * unit), time, RIGHT)
        _paint_sides(painter, bar.adjusted(0, 0, -88 * unit, 0), line.sides, most, theme, unit)
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(line.name, 15.5 * unit, head.width(), SEMIBOLD, least=0.85))
    draw_line(painter, head, line.name)
    if line.note:
        painter.setPen(QColor(theme.quiet))
        painter.setFont(face(13.5 * unit))
        draw_line(painter, QRectF(inner.left(), bar.bottom() + 2 * unit, inner.width(), 20 * unit), line.note)


def _paint_bar(painter: QPainter, box: QRectF, share: float, theme: Theme, unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(QColor(theme.ground), QColor(theme.off), 0.75))
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(QRectF(box.topLeft(), box.size()).adjusted(0, 0, (max(share, 0.012) - 1) * box.width(), 0),
                            4 * unit, 4 * unit)  # fmt: skip


def halves(sides: Sides) -> tuple[float, float]:
    """How long the left and the right half were worked: what was done on both, or each, or the middle, is shared."""
    shared = (sides.both + sides.middle) / 2
    return sides.left + shared, sides.right + shared


def _paint_sides(painter: QPainter, box: QRectF, sides: Sides, most: Ms, theme: Theme, unit: float) -> None:
    """From the middle to the left what the left half got, to the right what the right half got."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(QColor(theme.ground), QColor(theme.off), 0.75))
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    middle, half = box.center().x(), box.width() / 2
    for sign, time in zip((-1, 1), halves(sides), strict=True):
        wide = max(min(half, half * time / max(most / 2, 1)), 0.0)
        part = QRectF(middle if sign > 0 else middle - wide, box.top(), wide, box.height())
        painter.setBrush(QColor(theme.accent) if sign > 0 else mixed(QColor(theme.ground), QColor(theme.accent), 0.62))
        painter.drawRoundedRect(part, 3 * unit, 3 * unit)
    painter.setPen(QPen(QColor(theme.ground), 2.0 * unit))
    painter.drawLine(QPointF(middle, box.top() - unit), QPointF(middle, box.bottom() + unit))


def paint_session(painter: QPainter, box: QRectF, entry: SessionEntry, theme: Theme, unit: float) -> None:
    """One session by itself: when and with whom, what it came to, and its steps as they were planned and done."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = box.width()
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(entry.title, 26 * unit, wide, SEMIBOLD, least=0.7))
    draw_line(painter, QRectF(box.left(), box.top(), wide, 38 * unit), entry.title)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(16 * unit))
    when = f"{day_text(entry.started.day, year=True)}, {clock_of(entry.started)}"
    line = f"{when}  ·  {entry.person}" if entry.person else when
    draw_line(painter, QRectF(box.left(), box.top() + 38 * unit, wide, 24 * unit), line)
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(44 * unit, LIGHT))
    time = time_text(time_of(entry))
    row = QRectF(box.left(), box.top() + 72 * unit, wide, 54 * unit)
    draw_line(painter, row, time)
    beside = painter.fontMetrics().horizontalAdvance(time) + 16 * unit
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(16 * unit))
    ended = "finished" if entry.finished else "ended early"
    exam = "exam  ·  " if entry.guidance == "exam" else ""
    draw_line(painter, row.adjusted(beside, 12 * unit, 0, 4 * unit), f"{exam}{ended}  ·  {done_text(entry)}")
    _paint_steps(painter, QRectF(box.left(), box.top() + 138 * unit, wide, 26 * unit), entry, theme, unit)


def _paint_steps(painter: QPainter, box: QRectF, entry: SessionEntry, theme: Theme, unit: float) -> None:
    """The steps side by side, each as wide as it was planned or done, and filled as far as it was done."""
    lengths = [max(step.planned, step.actual) for step in entry.steps]
    whole = sum(lengths)
    if not whole:
        return
    gap = min(2 * unit, box.width() / (3 * len(lengths)))
    left = box.left()
    painter.setPen(Qt.PenStyle.NoPen)
    for step, length in zip(entry.steps, lengths, strict=True):
        wide = box.width() * length / whole
        cell = QRectF(left, box.top(), max(wide - gap, 0.6), box.height())
        painter.setBrush(QColor(theme.off))
        painter.drawRoundedRect(cell, 3 * unit, 3 * unit)
        if step.actual:
            painter.setBrush(mixed(QColor(theme.off), QColor(theme.accent), 0.8))
            done = QRectF(cell.left(), cell.top(), cell.width() * step.actual / length, cell.height())
            painter.drawRoundedRect(done, 3 * unit, 3 * unit)
        left += wide


def paint_balance(painter: QPainter, box: QRectF, left: Ms, right: Ms, theme: Theme, unit: float) -> None:
    """All that the left half got against all that the right half got."""
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(15 * unit))
    draw_line(painter, box, f"left {time_text(left)}")
    draw_line(painter, box, f"right {time_text(right)}", RIGHT)
    bar = QRectF(box.left(), box.bottom() + 3 * unit, box.width(), 8 * unit)
    _paint_sides(painter, bar, Sides(left, right), Ms(left + right), theme, unit)
