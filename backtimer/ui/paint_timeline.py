"""The routine at a glance: width is time, height and colour are pressure, what is done is faded. Pure painting.

A passage that is repeated has a bracket below it; where only its beginning is marked, half of one.

Knows a plan and a position. Leaves clicks to the widget.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from backtimer.core.moment import Moment, pressure_at
from backtimer.core.plan import Plan, Span
from backtimer.core.practice import Passage
from backtimer.core.timing import Ms
from backtimer.ui.theme import Theme, mixed


def x_of(plan: Plan, position: Ms, box: QRectF) -> float:
    """Where on the timeline a position lies, in pixels."""
    return box.left() + box.width() * position / max(plan.total, 1)


def position_at(plan: Plan, x: float, box: QRectF) -> Ms:
    """The position that lies at a pixel of the timeline."""
    return Ms(round(min(max((x - box.left()) / max(box.width(), 1), 0.0), 1.0) * plan.total))


def paint_timeline(painter: QPainter, box: QRectF, moment: Moment, theme: Theme) -> None:
    """All steps as bars, the present one outlined, and the line of the present."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plan = moment.plan
    present = moment.span.number
    gap = 2.0 if box.width() > 600 else 1.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.off))
    low = box.height() * 0.1
    for span in plan.spans:
        if span.kind != "step":  # getting ready and changing over: a low line between the bars
            left, right = x_of(plan, span.start, box), x_of(plan, span.end, box)
            painter.drawRect(QRectF(left, box.bottom() - low, right - left, low))
    for span in plan.spans:
        if span.kind != "step":
            continue
        bar = _bar(plan, span, box, gap)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_fill(span, bar, theme, done=span.number < present, now=span.number == present))
        painter.drawRoundedRect(bar, 3.5, 3.5)
        if span.number == present and moment.state not in ("finished", "stopped"):
            frame = QRectF(bar.left() - 3, box.bottom() - box.height() * 0.86, bar.width() + 6, box.height() * 0.86 + 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.ink), 1.6))
            painter.drawRoundedRect(frame, 5, 5)
    if moment.passage is not None:
        _paint_passage(painter, plan, moment.passage, box, theme)
    if moment.state == "finished":
        return
    x = x_of(plan, moment.position, box)
    painter.setPen(QPen(QColor(theme.ink), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom() + 5))


def _paint_passage(painter: QPainter, plan: Plan, passage: Passage, box: QRectF, theme: Theme) -> None:
    """The bracket of a passage, below its bars, and its ends up to where the highest bar could reach."""
    first = x_of(plan, plan.spans[plan.step_index(passage.first)].start, box)
    end = passage.end(plan)
    last = x_of(plan, end, box) if end is not None else first + box.width() * 0.02
    low, high = box.bottom() + 5, box.top() + 2
    painter.setPen(QPen(QColor(theme.accent), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(first, low), QPointF(last, low))
    painter.drawLine(QPointF(first, low), QPointF(first, high))
    if end is not None:
        painter.drawLine(QPointF(last, low), QPointF(last, high))


def _bar(plan: Plan, span: Span, box: QRectF, gap: float) -> QRectF:
    """The bar of a step: as high as its highest pressure."""
    left, right = x_of(plan, span.start, box), x_of(plan, span.end, box)
    height = box.height() * (0.14 + 0.17 * max(span.step.pressure, default=0))
    return QRectF(left + gap / 2, box.bottom() - height, max(right - left - gap, 1.5), height)


def _fill(span: Span, bar: QRectF, theme: Theme, *, done: bool, now: bool) -> QLinearGradient:
    """The colours of the pressure along the step; faded where it is done, full where it is now."""
    shade = QLinearGradient(bar.topLeft(), bar.topRight())
    strength = 1.0 if now else 0.3 if done else 0.62
    ground = QColor(theme.ground)
    for stop in (0.0, 0.25, 0.5, 0.75, 1.0):
        level = pressure_at(span.step.pressure, stop)
        colour = theme.level(level) if level else QColor(theme.quiet)
        shade.setColorAt(stop, mixed(ground, colour, strength))
    return shade
