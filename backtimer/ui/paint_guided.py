"""The page with less guidance: a name and a side; a clock; or nothing. Pure painting, all of it in the middle.

Knows a moment. `box` is the whole page; `far` makes everything as large as it goes, to be read from three metres.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from backtimer import words
from backtimer.core.moment import Moment
from backtimer.core.timing import clock_text
from backtimer.ui.lettering import LIGHT, SEMIBOLD, digits_width, draw_digits, draw_line, face, fitted
from backtimer.ui.paint_panel import STATES, countdown_text
from backtimer.ui.theme import Theme

MIDDLE = Qt.AlignmentFlag.AlignHCenter


def unit_of(box: QRectF) -> float:
    """One pixel of the sketch of 1280 × 800."""
    return min(box.width() / 1280, box.height() / 800)


def paint_names(painter: QPainter, box: QRectF, moment: Moment, theme: Theme, *, far: bool) -> None:
    """What and on which side, large; below it the time of the step, small."""
    unit = unit_of(box)
    step = moment.span.step
    large, second, clock = (150, 76, 96) if far else (92, 40, 52)
    middle = box.center().y() - (90 if far else 46) * unit
    wide = box.width() - 160 * unit
    left = box.center().x() - wide / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_state(
        painter, box, middle - large * 1.15 * unit, STATES.get(moment.state) or words.heading(moment.span), theme
    )
    name = words.name_of(step, terms=True)
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(_first_upper(name), large * unit, wide, SEMIBOLD, least=0.3))
    draw_line(painter, QRectF(left, middle - large * 0.7 * unit, wide, large * 1.4 * unit), _first_upper(name), MIDDLE)
    one = step.side in ("left", "right")
    side = words.SIDES[step.side].capitalize() if step.regions else ""
    painter.setPen(QColor(theme.accent if one else theme.quiet))
    painter.setFont(face(second * unit, SEMIBOLD if one else face(1).weight()))
    draw_line(painter, QRectF(left, middle + large * 0.78 * unit, wide, second * 1.4 * unit), side, MIDDLE)
    below = middle + (large * 0.78 + second * 2.1) * unit
    painter.setPen(QColor(theme.quiet))
    _paint_clock(painter, QRectF(left, below, wide, clock * 1.3 * unit), clock * unit, countdown_text(moment))


def paint_bells(painter: QPainter, box: QRectF, moment: Moment, theme: Theme, *, far: bool) -> None:
    """The time that is left of the whole, and how much of it is done."""
    unit = unit_of(box)
    size = (300 if far else 150) * unit
    middle = box.center().y() - 30 * unit
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_state(painter, box, middle - size * 0.9, STATES.get(moment.state, ""), theme)
    leads = moment.state == "leading"
    painter.setPen(QColor(theme.accent if leads else theme.ink if moment.state == "running" else theme.quiet))
    text = countdown_text(moment) if leads else clock_text(moment.total_left)
    _paint_clock(painter, QRectF(box.left(), middle - size * 0.6, box.width(), size * 1.2), size, text)
    wide = digits_width(face(size, LIGHT), text) * 0.96
    bar = QRectF(box.center().x() - wide / 2, middle + size * 0.72, wide, 3 * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.off))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.setBrush(QColor(theme.quiet))
    bar.setWidth(bar.width() * min(moment.position / max(moment.plan.total, 1), 1.0))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)


def paint_exam(painter: QPainter, box: QRectF, moment: Moment, theme: Theme, *, far: bool, clock: bool) -> None:
    """Nothing, but for a small clock where one is wanted, and for a word while time stands."""
    unit = unit_of(box)
    state = STATES.get(moment.state, "")
    _paint_state(painter, box, box.center().y() - 46 * unit, state, theme)
    if clock:
        size = (64 if far else 30) * unit
        text = countdown_text(moment) if moment.state == "leading" else clock_text(moment.total_left)
        painter.setPen(QColor(theme.quiet))
        row = box.center().y() + (-14 if state else -20) * unit
        _paint_clock(painter, QRectF(box.left(), row, box.width(), size * 1.3), size, text)


def _paint_state(painter: QPainter, box: QRectF, bottom: float, text: str, theme: Theme) -> None:
    """What kind of moment this is, in one line that ends above the rest."""
    unit = unit_of(box)
    painter.setPen(QColor(theme.accent))
    painter.setFont(face(22 * unit, SEMIBOLD))
    draw_line(painter, QRectF(box.left(), bottom - 20 * unit, box.width(), 34 * unit), text, MIDDLE)


def _paint_clock(painter: QPainter, box: QRectF, size: float, text: str) -> None:
    """Digits in the middle of a box, in the painter's pen."""
    font = face(size, LIGHT)
    painter.setFont(font)
    wide = digits_width(font, text)
    draw_digits(painter, QRectF(box.center().x() - wide / 2, box.top(), wide, box.height()), text)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
