"""The widget that shows a moment on the back: figure, trace and moving hands.

Knows what has to be painted again: the figure once per size and theme, the trace once per step, and each frame only the
places where a hand was or is. Leaves the painting to the painters.
"""

from itertools import zip_longest
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRadialGradient,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from backtimer.core.bearing import borne
from backtimer.core.handbook import Zone
from backtimer.core.moment import Moment
from backtimer.core.motion import cycle_of, hands_at, trace_of
from backtimer.core.plan import Span
from backtimer.core.timing import Ms
from backtimer.ui.paint_figure import back_to_box, paint_figure
from backtimer.ui.paint_hands import LaidHand, lay_hand, paint_hand
from backtimer.ui.paint_trace import paint_places, paint_trace
from backtimer.ui.theme import Theme


class Stage(QWidget):
    """Half of the player page, and one large button."""

    pressed = Signal()

    def __init__(self, assets: Path, zones: tuple[Zone, ...], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("The back")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._assets = assets
        self._zones = zones
        self._theme = theme
        self._moment: Moment | None = None
        self._hands: tuple[LaidHand, ...] = ()
        self._to_box = QTransform()
        self._edge = QRectF()
        self._fading = QLinearGradient()
        self._figure = QPixmap()
        self._still = QPixmap()
        self._traced: tuple[Span, int, float] | None = None
        self.resting = False
        """Reduced motion: hands are shown in four poses of each cycle instead of gliding."""

    def show_moment(self, moment: Moment) -> None:
        """Show another instant: only what moved is painted again."""
        self._moment = moment
        before, self._hands = self._hands, self._laid(moment)
        if not _same(self._trace_key(moment), self._traced):
            self._still = QPixmap()
            self.update()
            return
        changed = QRect()
        for was, now in zip_longest(before, self._hands):
            if was is None or now is None:
                changed |= (was or now).rect()
            elif not was.same_as(now):
                changed |= was.rect() | now.rect()
        # One rectangle, even where two hands lie apart: Qt clips to a single one in no time, to several pixel by pixel.
        if not changed.isEmpty():
            self.update(changed)

    def set_theme(self, theme: Theme) -> None:
        """Paint everything anew in other colours."""
        self._theme = theme
        self._figure = QPixmap()
        self._lay_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the still picture down where it is asked for, and the hands on it."""
        if self._still.isNull():
            self._compose()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._still)
            for hand in self._hands:
                paint_hand(painter, hand)
            if event.rect().bottom() > self._edge.top():
                painter.fillRect(self._edge, self._fading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new size wants a new figure."""
        super().resizeEvent(event)
        self._figure = QPixmap()
        self._lay_anew()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the figure."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def _figure_box(self) -> QRectF:
        return QRectF(self.rect())

    def _hands_time(self, moment: Moment) -> Ms:
        if not self.resting:
            return moment.hands
        quarter = max(cycle_of(moment.span.step) // 4, 1_000)
        return Ms(moment.hands // quarter * quarter)

    def _lower_edge(self) -> tuple[QRectF, QLinearGradient]:
        """Where forearms that come from below fade into the ground, and how."""
        box = self._figure_box()
        edge = QRectF(box.left(), box.bottom() - box.height() * 0.09, box.width(), box.height() * 0.09)
        clear = QColor(self._theme.ground)
        clear.setAlpha(0)
        fading = QLinearGradient(edge.topLeft(), edge.bottomLeft())
        fading.setColorAt(0.0, clear)
        fading.setColorAt(1.0, QColor(self._theme.ground))
        return edge, fading

    def _trace_key(self, moment: Moment) -> tuple[Span, int, float]:
        """What the trace depends on: the span, the round within it, and the level in halves."""
        span = moment.span
        fans = span.kind == "step" and span.step.stroke.motion == "fan"  # three in turn, each larger
        cycle = moment.hands // cycle_of(span.step) % 3 if fans else 0
        return span, cycle, round(moment.pressure * 2) / 2

    def _compose(self) -> None:
        """Paint all that stands still for a while into one picture."""
        ratio = self.devicePixelRatioF()
        box = self._figure_box()
        if self._figure.isNull():
            self._figure = QPixmap(self.size() * ratio)
            self._figure.setDevicePixelRatio(ratio)
            self._figure.fill(QColor(self._theme.ground))
            with QPainter(self._figure) as painter:
                paint_glow(painter, box, self._theme)
                paint_figure(painter, box, self._theme, self._assets)
        self._still = QPixmap(self._figure)
        if self._moment is None:
            return
        self._traced = self._trace_key(self._moment)
        step = self._moment.span.step
        level = self._moment.pressure or float(max(step.pressure, default=0))
        if level:
            with QPainter(self._still) as painter:
                painter.setOpacity(1.0 if self._moment.span.kind == "step" else 0.55)
                paint_places(painter, step, self._to_box, self._theme, level)
                paint_trace(painter, trace_of(step, self._traced[1]), self._to_box, self._theme, level)

    def _laid(self, moment: Moment) -> tuple[LaidHand, ...]:
        """The hands of a moment, each with what the place under it bears, ready to be drawn."""
        to_box, ratio, pressure = self._to_box, self.devicePixelRatioF(), moment.pressure
        laid = []
        for hand in hands_at(moment.plan, moment.index, self._hands_time(moment), moment.came):
            level = borne(pressure, hand, moment.span.step, self._zones)
            laid.append(lay_hand(hand, level, to_box, self._theme, pressure, self._assets, ratio))
        return tuple(laid)

    def _lay_anew(self) -> None:
        """Forget what was painted, and lay the hands for this size and theme."""
        self._to_box = back_to_box(self._figure_box())
        self._edge, self._fading = self._lower_edge()
        self._still = QPixmap()
        if self._moment is not None:
            self._hands = self._laid(self._moment)
        self.update()


def _same(one: tuple[Span, int, float], other: tuple[Span, int, float] | None) -> bool:
    """Whether two keys of a trace are the same: of the same span itself, not of one that looks like it."""
    return other is not None and one[0] is other[0] and one[1:] == other[1:]


def paint_glow(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A soft light behind the figure that is gone before the box ends."""
    middle = QPointF(box.center().x(), box.top() + box.height() * 0.46)
    glow = QRadialGradient(middle, min(box.width() * 0.5, box.height() * 0.62))
    glow.setColorAt(0.0, QColor(theme.glow))
    clear = QColor(theme.glow)
    clear.setAlpha(0)
    glow.setColorAt(1.0, clear)
    painter.fillRect(box, glow)
