"""The widget beside the figure: countdown, name, place, pressure and cue. Knows which part of it has changed.

With less guidance it is all of the page. Leaves the painting to `paint_panel` and `paint_guided`. A screen reader is
told the step when it changes, and is left alone by the digits.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from backtimer.core.guidance import RULES, Guidance
from backtimer.core.moment import Moment
from backtimer.core.timing import clock_text
from backtimer.ui.paint_guided import paint_bells, paint_exam, paint_names
from backtimer.ui.paint_panel import (
    countdown_box,
    countdown_text,
    cue_box,
    head_box,
    paint_countdown,
    paint_cue,
    paint_far,
    paint_head,
    paint_practice,
    paint_pressure,
    paint_study,
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
        self.guidance: Guidance = "full"
        self.clock = True
        """Whether the level without guidance has a clock."""
        self._practice = ""

    @property
    def practice(self) -> str:
        """What helps to practise now, in a line."""
        return self._practice

    @practice.setter
    def practice(self, text: str) -> None:
        if text != self._practice:
            self._practice = text
            self.update()

    def show_moment(self, moment: Moment) -> None:
        """Show another instant: only what reads differently is painted again."""
        shown: tuple[object, ...] = (moment.index, moment.state, id(moment.plan), moment.pace.percent)
        digits, level = countdown_text(moment), round(moment.pressure, 1)
        if not RULES[self.guidance].picture:
            digits, level = f"{digits} {clock_text(moment.total_left)}", 0.0
        before, self._moment = self._shown, moment
        self._shown = (shown, digits, level)
        if not before or before[0] != shown:
            self.update()
            return
        in_parts = self.guidance == "full" and not self.far
        if before[1] != digits:
            self.update(countdown_box(self._box(), self.unit).toAlignedRect() if in_parts else self.rect())
        if before[2] != level and not self.far:
            gauge = pressure_box(self._box(), self.unit).adjusted(0, -8, 0, 8).toAlignedRect()
            self.update(gauge if in_parts else self.rect())

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
            if self._practice and (self.guidance != "exam" or moment.state == "paused"):
                margin = 56 * unit if self._alone else 0
                paint_practice(painter, box.adjusted(0, 0, -margin, 0), unit, self._practice, theme)
            if not RULES[self.guidance].picture:
                self._paint_alone(painter, box, moment)
                return
            if self.far:
                paint_far(painter, box, moment, theme, terms=self.terms)
                return
            if moment.state == "ready" and not moment.position:
                paint_welcome(painter, box, unit, moment, theme)
                return
            if self.guidance == "watch":
                paint_study(painter, box, unit, moment, theme, terms=self.terms)
                return
            self._paint_parts(painter, box, moment, QRectF(event.rect()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the words counts like one on the figure."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def _paint_parts(self, painter: QPainter, box: QRectF, moment: Moment, asked: QRectF) -> None:
        """Paint what lies in the box that is asked for."""
        unit, theme = self.unit, self._theme
        if head_box(box, unit).intersects(asked):
            paint_head(painter, head_box(box, unit), unit, moment, theme, terms=self.terms)
        if countdown_box(box, unit).intersects(asked):
            paint_countdown(painter, countdown_box(box, unit), unit, moment, theme)
        if pressure_box(box, unit).adjusted(0, -8, 0, 8).intersects(asked):
            paint_pressure(painter, pressure_box(box, unit), unit, moment, theme)
        if cue_box(box, unit).intersects(asked):
            paint_cue(painter, cue_box(box, unit), unit, moment, theme, notes=self.terms, rule=self.learning)

    @property
    def _alone(self) -> bool:
        """Whether this is all of the page."""
        return self.far or not RULES[self.guidance].picture

    def _paint_alone(self, painter: QPainter, box: QRectF, moment: Moment) -> None:
        """Paint a level that has no picture."""
        if self.guidance == "names":
            paint_names(painter, box, moment, self._theme, far=self.far)
        elif self.guidance == "bells":
            paint_bells(painter, box, moment, self._theme, far=self.far)
        else:
            paint_exam(painter, box, moment, self._theme, far=self.far, clock=self.clock)

    def _box(self) -> QRectF:
        return QRectF(self.rect())
