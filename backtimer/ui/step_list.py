"""The steps of a plan one under the other, each with a small picture of its hands. Knows a plan; plays nothing.

Leaves what is to be learned about a step to whoever listens.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from backtimer import words
from backtimer.core.moment import pressure_at
from backtimer.core.plan import Plan, Span
from backtimer.core.routine import Step
from backtimer.core.timing import clock_text
from backtimer.ui.lettering import SEMIBOLD, draw_digits, draw_line, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.paint_pressure import paint_gauge
from backtimer.ui.paint_stage import paint_step
from backtimer.ui.painted_list import PaintedList, Rows, Things

ROW: Final = 92
"""Height of a row, in pixels of the 800-pixel sketch."""


class _Steps(Things):
    """The steps of a plan: of each its index among the spans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None

    def put_plan(self, plan: Plan | None) -> None:
        """Show the steps of this plan and no others."""
        self.plan = plan
        spans = plan.spans if plan is not None else ()
        self.put([index for index, span in enumerate(spans) if span.kind == "step"])

    def spoken(self, thing: int) -> str:
        """A step in words."""
        if self.plan is None:
            return ""
        span = self.plan.spans[thing]
        return f"{span.number}, {words.sided(span.step)}, {words.places_of(span.step)}, {clock_text(span.length)}"


class _Rows(Rows):
    """Paints steps as rows, and keeps the pictures that it has painted."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(look, view, ROW)
        self.notes: Mapping[str, str] = {}
        self._pictures: dict[tuple[object, ...], QPixmap] = {}

    def paint_row(self, painter: QPainter, box: QRectF, thing: int, *, chosen: bool, focused: bool) -> None:
        """Paint one step."""
        model = self.view.model()
        if not isinstance(model, _Steps) or model.plan is None:
            return
        unit = self.unit
        if chosen and focused:
            mark = QRectF(box.left(), box.top() + 8 * unit, 4 * unit, box.height() - 16 * unit)
            painter.fillRect(mark, QColor(self.look.theme.accent))
        picture = QRectF(box.left() + 44 * unit, box.top() + 4 * unit, 106 * unit, box.height() - 8 * unit)
        if not picture.isEmpty():  # a window that is just becoming another size may be smaller than any picture
            painter.drawPixmap(picture.topLeft(), self._picture(model.plan, thing, picture, painter))
        span = model.plan.spans[thing]
        note = self.notes.get(words.name_of(span.step), "")
        _paint_words(painter, box, picture, span, self.look, unit, note)

    def _picture(self, plan: Plan, index: int, box: QRectF, painter: QPainter) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        step = plan.spans[index].step
        size = box.size().toSize()
        key = (step.stroke.id, step.regions, step.side, step.path, step.hands, step.posture, step.pressure,
               id(self.look), size.width(), size.height(), ratio)  # fmt: skip
        if key not in self._pictures:
            if len(self._pictures) > 120:  # noqa: PLR2004  # two long routines
                self._pictures.clear()
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(self.look.theme.ground))
            with QPainter(pixmap) as inner:
                paint_step(inner, QRectF(0, 0, size.width(), size.height()), plan, index, self.look)
            self._pictures[key] = pixmap
        return self._pictures[key]


def _paint_words(
    painter: QPainter, box: QRectF, picture: QRectF, span: Span, look: Look, unit: float, note: str = ""
) -> None:
    """Number at the left, name and place beside the picture, time and pressure at the right; a fine line below.

    One's own note stands under name and place, on one line.
    """
    theme, step = look.theme, span.step
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.line))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    middle = box.center().y()
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(16 * unit))
    draw_line(painter, QRectF(box.left() + 6 * unit, middle - 14 * unit, 34 * unit, 28 * unit), str(span.number))
    left, right = picture.right() + 14 * unit, box.right() - 104 * unit
    if note:
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(14.5 * unit))
        draw_line(painter, QRectF(left, middle + 15 * unit, right - left, 22 * unit), f"✎  {' '.join(note.split())}")
        middle -= 10 * unit
    name = words.sided(step, terms=look.terms)
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(name, 18 * unit, right - left, SEMIBOLD, least=0.8))
    draw_line(painter, QRectF(left, middle - 27 * unit, right - left, 26 * unit), name)
    painter.setPen(QColor(theme.quiet))
    place = words.places_of(step, terms=look.terms)
    painter.setFont(fitted(place, 15 * unit, right - left, least=0.85))
    draw_line(painter, QRectF(left, middle + 1 * unit, right - left, 24 * unit), place)
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(18 * unit))
    draw_digits(painter, QRectF(right + 14 * unit, middle - 28 * unit, 80 * unit, 26 * unit), clock_text(span.length))
    if step.pressure:
        gauge = QRectF(right + 14 * unit, middle + 4 * unit, 62 * unit, 18 * unit)
        paint_gauge(painter, gauge, max(pressure_at(step.pressure, share) for share in (0.0, 0.5, 1.0)), theme)


class StepList(PaintedList):
    """The steps, scrolled by keys and wheel. `about_asked` comes when somebody wants to know about the current one."""

    about_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._row = _Steps(self), _Rows(look, self)
        self.join(self._steps, self._row)
        self.setAccessibleName("Steps")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    def show_plan(self, plan: Plan | None) -> None:
        """Show the steps of a plan; None shows nothing. The list stays where it was scrolled to, and on its row."""
        place, row = self.verticalScrollBar().value(), self.currentIndex().row()
        self._steps.put_plan(plan)
        if row >= 0:
            self.setCurrentIndex(self._steps.at(min(row, len(self._steps.things) - 1)))
        self.verticalScrollBar().setValue(place)

    @property
    def current_step(self) -> Step | None:
        """The step that was clicked or that the keys came to; before that, the first."""
        row = max(self.currentIndex().row(), 0)
        plan = self._steps.plan
        return plan.spans[self._steps.things[row]].step if plan and self._steps.things else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The other button asks what a step is."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.about_asked.emit()

    def show_notes(self, notes: Mapping[str, str]) -> None:
        """Show these notes of one's own, by the names of their steps."""
        self._row.notes = notes
        self.viewport().update()
