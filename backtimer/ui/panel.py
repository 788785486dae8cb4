"""The widget beside the figure: countdown, name, place, pressure and cue. Knows which part of it has changed.

Leaves the painting to `paint_panel`. A screen reader is told the step when it changes, and is left alone by the digits.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from backtimer.core.moment import Moment
from backtimer.ui.paint_panel import (
    countdown_box,
    countdown_text,
    cue_box,
    head_box,
    paint_countdown,
    paint_cue,
    paint_far,
    paint_head,
    paint_pressure,
    paint_welcome,
    pressure_box,
)
from backtimer.ui.theme import Theme


class Panel(QWidget):
    """The right half of the player page, or (far) all of it."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._moment: Moment | None = None
        self._shown: tuple[object, ...] = ()
        self.unit = 1.0
        self.terms = False
        self.learning = False
        self.far = False

    def show_moment(self, moment: Moment) -> None:
        """Show another instant: only what reads differently is painted again."""
        shown = (moment.index, moment.state, id(moment.plan))
        digits, level = countdown_text(moment), round(moment.pressure, 1)
        before, self._moment = self._shown, moment
        self._shown = (shown, digits, level)
        if not before or before[0] != shown:
            self.update()
            return
        if before[1] != digits:
            self.update(self.rect() if self.far else countdown_box(self._box(), self.unit).toAlignedRect())
        if before[2] != level and not self.far:
            self.update(pressure_box(self._box(), self.unit).adjusted(0, -8, 0, 8).toAlignedRect())

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts that are asked for."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.ground))
            moment, theme, unit, box = self._moment, self._theme, self.unit, self._box()
            if moment is None:
                return
            if self.far:
                paint_far(painter, box, moment, theme, terms=self.terms)
                return
            if moment.state == "ready" and not moment.position:
                paint_welcome(painter, box, unit, moment, theme)
                return
            asked = QRectF(event.rect())
            if head_box(box, unit).intersects(asked):
                paint_head(painter, head_box(box, unit), unit, moment, theme, terms=self.terms)
            if countdown_box(box, unit).intersects(asked):
                paint_countdown(painter, countdown_box(box, unit), unit, moment, theme)
            if pressure_box(box, unit).adjusted(0, -8, 0, 8).intersects(asked):
                paint_pressure(painter, pressure_box(box, unit), unit, moment, theme)
            if cue_box(box, unit).intersects(asked):
                paint_cue(painter, cue_box(box, unit), unit, moment, theme, notes=self.terms, rule=self.learning)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the words counts like one on the figure."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def _box(self) -> QRectF:
        return QRectF(self.rect())
