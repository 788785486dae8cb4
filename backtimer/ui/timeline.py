"""The widget of the timeline: shows where in the routine we are, and jumps where it is clicked.

Knows pixels. Leaves the painting to `paint_timeline` and the jump to whoever listens.
"""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from backtimer import words
from backtimer.core.moment import Moment
from backtimer.core.plan import Span
from backtimer.core.timing import clock_text
from backtimer.ui.paint_timeline import paint_timeline, position_at, x_of
from backtimer.ui.theme import Theme


class Timeline(QWidget):
    """All steps of a plan in a row. `step_asked` carries the number of the step that was clicked."""

    step_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription("All steps of the routine; click one to go there")
        self._theme = theme
        self._moment: Moment | None = None
        self._shown: tuple[tuple[object, ...], int] | None = None

    def show_moment(self, moment: Moment) -> None:
        """Show another instant: the line moves by whole pixels only."""
        x = round(x_of(moment.plan, moment.position, self._box()) * self.devicePixelRatioF())
        shown = (moment.span.number, moment.state == "finished", id(moment.plan), self.size(), moment.passage)
        before, self._moment = self._shown, moment
        self._shown = (shown, x)
        if before is None or before[0] != shown:
            self.update()
        elif before[1] != x:
            for at in (before[1], x):  # of a late look the two may lie far apart
                self.update(int(at / self.devicePixelRatioF()) - 8, 0, 16, self.height())

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def span_at(self, at: QPoint) -> Span | None:
        """The step that lies under a pixel, or the one to which the change-over there leads."""
        if self._moment is None:
            return None
        plan = self._moment.plan
        return plan.spans[plan.index_at(position_at(plan, at.x(), self._box()))]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.ground))
            if self._moment is not None:
                painter.setClipRect(event.rect())
                paint_timeline(painter, self._box(), self._moment, self._theme)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the step under the pointer."""
        span = self.span_at(event.position().toPoint())
        if span is not None and event.button() == Qt.MouseButton.LeftButton:
            self.step_asked.emit(span.number)

    def event(self, event: QEvent) -> bool:
        """Tell by a tool tip which step lies under the pointer."""
        if isinstance(event, QHelpEvent):
            span = self.span_at(event.pos())
            if span is not None:
                name = f"{span.number}  {words.sided(span.step)} · {clock_text(span.length)}"
                QToolTip.showText(event.globalPos(), name.replace("<", "‹"), self)
            return True
        return super().event(event)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(6, 4, -6, -8)
