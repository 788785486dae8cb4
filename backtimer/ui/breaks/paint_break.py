"""Paints a break: the notice that offers one, the words of the small window while it plays, and its end.

Knows a card or a moment, and boxes in pixels. Leaves the figure to the stage, and buttons to their widgets.
"""

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from backtimer import words
from backtimer.core.moment import Moment
from backtimer.core.shelf import Card
from backtimer.core.timing import clock_text
from backtimer.ui.lettering import (
    LIGHT,
    SEMIBOLD,
    digits_width,
    draw_digits,
    draw_line,
    draw_lines,
    face,
    fitted,
    fitting,
)
from backtimer.ui.look import Look
from backtimer.ui.paint_card import paint_thumbnail
from backtimer.ui.paint_panel import STATES, countdown_text
from backtimer.ui.paint_pressure import paint_gauge
from backtimer.ui.paint_stage import paint_glow
from backtimer.ui.theme import Theme

RIGHT = Qt.AlignmentFlag.AlignRight

SHORT_STATES = STATES | {"paused": "Paused – Space goes on", "ready": "Space begins"}
"""The same where there is little room."""


class Offered(NamedTuple):
    """What a notice says: the sentence, what it offers, how long that is, where, why, and which of how many it is."""

    sentence: str
    title: str = ""
    time: str = ""
    why: str = ""
    which: str = ""


def offered_picture(card: Card, look: Look, box: QRectF, ratio: float) -> QPixmap:
    """The routine that is offered, as a small figure on its own ground."""
    picture = QPixmap((box.size() * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(look.theme.raised))
    inner = QRectF(0, 0, box.width(), box.height())
    with QPainter(picture) as painter:
        paint_glow(painter, inner, look.theme)
        more = inner.height() * 0.10  # nearer: of a figure so small the edge is not needed
        paint_thumbnail(painter, inner.adjusted(-more, -more * 0.4, more, more * 1.6), card, look)
    return picture


def paint_notice(painter: QPainter, box: QRectF, picture_box: QRectF, offered: Offered, theme: Theme) -> None:
    """The ground, the sentence, and beside the picture what is offered and why."""
    painter.fillRect(box, QColor(theme.ground))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), QColor(theme.accent))
    inner = box.adjusted(24, 18, -20, -16)
    painter.setPen(QColor(theme.ink))
    size = fitting(offered.sentence, (19.0, 18.0, 17.0, 18.0), inner.width(), 26, 1.3)  # in one line if it can be
    painter.setFont(face(size, SEMIBOLD))
    draw_lines(painter, QRectF(inner.left(), inner.top(), inner.width(), 50), offered.sentence, 2, 1.3)
    if not offered.title:
        painter.setPen(QColor(theme.quiet))
        painter.setFont(face(14.5))
        draw_lines(painter, QRectF(inner.left(), inner.top() + 54, inner.width(), 44), offered.why, 2, 1.3)
        return
    left = picture_box.right() + 16
    beside = QRectF(left, picture_box.top() + 2, inner.right() - left, picture_box.height())
    painter.setFont(face(17, SEMIBOLD))
    top = draw_lines(painter, beside, offered.title, 2, 1.25) + 3
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(14.5))
    draw_line(painter, QRectF(left, beside.top() + top, beside.width(), 22), offered.time)
    top += 26
    painter.setPen(QColor(theme.accent))
    painter.setFont(face(14.5))
    draw_lines(painter, beside.adjusted(0, top, 0, 0), offered.why, 2, 1.28)


def paint_key(painter: QPainter, box: QRectF, text: str, ink: QColor, edge: QColor) -> None:
    """A key as a small cap."""
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(ink)
    painter.setFont(fitted(text, 12, box.width() - 6))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


class Boxes(NamedTuple):
    """Where the parts of the small window lie; `unit` is one pixel of its sketch of 420 × 520."""

    stage: QRectF
    head: QRectF
    digits: QRectF
    pressure: QRectF
    cue: QRectF
    foot: QRectF
    line: QRectF
    unit: float


def boxes_of(wide: float, high: float) -> Boxes:
    """Lay out a window of that size: figure above, words below it."""
    unit = min(wide / 420, high / 520)
    margin = 22 * unit
    words_high = 246 * unit
    top = high - words_high
    inner = wide - 2 * margin
    return Boxes(
        stage=QRectF(0, 0, wide, top),
        head=QRectF(margin, top + 2 * unit, inner, 78 * unit),
        digits=QRectF(margin, top + 21 * unit, inner, 36 * unit),
        pressure=QRectF(margin, top + 88 * unit, inner, 28 * unit),
        cue=QRectF(margin, top + 124 * unit, inner, 66 * unit),
        foot=QRectF(margin, high - 52 * unit, inner, 36 * unit),
        line=QRectF(0, high - 4 * unit, wide, 4 * unit),
        unit=unit,
    )


def paint_words(painter: QPainter, boxes: Boxes, moment: Moment, theme: Theme, hearing: str, *, terms: bool) -> None:
    """All words of a moment in the small window."""
    unit, span, step = boxes.unit, moment.span, moment.span.step
    text = countdown_text(moment)
    font = face(46 * unit, LIGHT)
    wide = digits_width(font, text)
    head, room = boxes.head, boxes.head.width() - wide - 16 * unit
    state = SHORT_STATES.get(moment.state, "") or words.heading(span)
    painter.setPen(QColor(theme.accent if state else theme.quiet))
    painter.setFont(face(13.5 * unit, SEMIBOLD if state else face(1).weight()))
    top = QRectF(head.left(), head.top(), room, 20 * unit)
    draw_line(painter, top, state or f"Step {span.number} of {moment.plan.steps}")
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(13.5 * unit))
    draw_line(painter, QRectF(head.left(), head.top(), head.width(), 20 * unit), hearing, RIGHT)
    name = words.name_of(step, terms=terms)
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(name, 26 * unit, room, SEMIBOLD, least=0.7))
    draw_line(painter, QRectF(head.left(), head.top() + 20 * unit, room, 34 * unit), name)
    _paint_place(painter, QRectF(head.left(), head.top() + 58 * unit, head.width(), 22 * unit), moment, theme, unit)
    quiet = moment.state in ("paused", "holding", "ready")
    lead = moment.state == "leading" or span.kind != "step"
    painter.setPen(QColor(theme.quiet if quiet else theme.accent if lead else theme.ink))
    painter.setFont(font)
    draw_digits(painter, boxes.digits.adjusted(boxes.digits.width() - wide, 0, 0, 0), text)
    if step.pressure:
        _paint_pressure(painter, boxes.pressure, moment, theme, unit)
    painter.setPen(QColor(theme.ink))
    cue = step.cue or step.stroke.line
    box = boxes.cue if step.pressure else boxes.cue.translated(0, -30 * unit)
    painter.setFont(face(fitting(cue, (19 * unit, 17.5 * unit, 16 * unit), box.width(), 52 * unit, 1.34)))
    draw_lines(painter, box, cue, 3, 1.34)
    _paint_next(painter, boxes, moment, theme, terms=terms)
    share = moment.position / max(moment.plan.total, 1)
    painter.fillRect(boxes.line, QColor(theme.off))
    painter.fillRect(QRectF(boxes.line.left(), boxes.line.top(), boxes.line.width() * share, boxes.line.height()),
                     QColor(theme.accent))  # fmt: skip


def _paint_place(painter: QPainter, box: QRectF, moment: Moment, theme: Theme, unit: float) -> None:
    """The side, and where."""
    step, left = moment.span.step, box.left()
    if step.side in ("left", "right"):
        side = words.SIDES[step.side].capitalize()
        painter.setPen(QColor(theme.ink))
        painter.setFont(face(15 * unit, SEMIBOLD))
        draw_line(painter, box, side)
        left += painter.fontMetrics().horizontalAdvance(side) + 9 * unit
    place = words.places_of(step)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(fitted(place, 15 * unit, box.right() - left, least=0.85))
    draw_line(painter, QRectF(left, box.top(), box.right() - left, box.height()), place)


def _paint_pressure(painter: QPainter, box: QRectF, moment: Moment, theme: Theme, unit: float) -> None:
    """Gauge, number, word and tempo in one row."""
    step = moment.span.step
    level = moment.pressure or float(step.pressure[0])
    paint_gauge(painter, QRectF(box.left(), box.top(), 100 * unit, 26 * unit), level, theme)
    left = box.left() + 116 * unit
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(16 * unit, SEMIBOLD))
    said = f"{round(level)}  {words.pressure_word(level)}"
    row = QRectF(left, box.top() + 3 * unit, box.right() - left, 24 * unit)
    draw_line(painter, row, said)
    left += QFontMetricsF(painter.font()).horizontalAdvance(said) + 14 * unit
    painter.setPen(QColor(theme.quiet))
    tempo = words.tempo_words(step)
    painter.setFont(fitted(tempo, 14 * unit, box.right() - left, least=0.8))
    draw_line(painter, QRectF(left, row.top(), box.right() - left, row.height()), tempo)


def _paint_next(painter: QPainter, boxes: Boxes, moment: Moment, theme: Theme, *, terms: bool) -> None:
    """What comes next, and what is left of the whole; the buttons stand beside it."""
    unit, foot = boxes.unit, boxes.foot
    wide = foot.width() - 152 * unit
    following = moment.following
    painter.setFont(face(13.5 * unit))
    painter.setPen(QColor(theme.quiet))
    draw_line(painter, QRectF(foot.left(), foot.top(), wide, 18 * unit), f"{clock_text(moment.total_left)} left")
    painter.setPen(QColor(theme.ink if following else theme.quiet))
    said = f"Then: {words.sided(following.step, terms=terms)}" if following else "The last step"
    painter.setFont(fitted(said, 14.5 * unit, wide, least=0.85))
    draw_line(painter, QRectF(foot.left(), foot.top() + 18 * unit, wide, 20 * unit), said)
