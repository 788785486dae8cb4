"""The widget that shows a moment on the back: figure, trace and moving hands.

Knows what has to be painted again: the figure once per person, size and theme, the marks once per step, and each frame
only the places where a hand was or is. Leaves the painting to `paint_stage` and its parts.
"""

from collections.abc import Iterable
from itertools import zip_longest
from typing import TypeVar

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from backtimer.core.moment import Moment
from backtimer.core.plan import Span
from backtimer.ui.look import Look
from backtimer.ui.on_screen import still_fits
from backtimer.ui.paint_figure import Figure, back_to_box
from backtimer.ui.paint_hands import LaidHand
from backtimer.ui.paint_skin import LaidFold
from backtimer.ui.paint_stage import (
    Scene,
    fading_edge,
    figure_of,
    figure_picture,
    marked,
    paint_scene,
    paint_still,
    round_at,
    scene_of,
)

Laid = TypeVar("Laid", LaidHand, LaidFold)


class Stage(QWidget):
    """Half of the player page, and one large button."""

    pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("The back")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._look = look
        self._moment: Moment | None = None
        self._scene = Scene()
        self._to_box = QTransform()
        self._edge = QRectF()
        self._fading = QLinearGradient()
        self._shown: Figure = Figure("prone", look.build)
        self._figure = QPixmap()
        self._still = QPixmap()
        self._marked: tuple[Span, int, float] | None = None

    @property
    def look(self) -> Look:
        """How the back is shown."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Paint everything anew in another look."""
        self._look = look
        self._figure = QPixmap()
        self._lay_anew()

    def show_moment(self, moment: Moment) -> None:
        """Show another instant: only what moved is painted again."""
        self._moment = moment
        if figure_of(moment, self._look) != self._shown:
            self._shown = figure_of(moment, self._look)
            self._figure = QPixmap()
            self._lay_anew()
            return
        before, self._scene = self._scene, scene_of(moment, self._to_box, self._look, self.devicePixelRatioF())
        if not _same(_marks_key(moment), self._marked):
            self._still = QPixmap()
            self.update()
        elif before.sway != self._scene.sway:
            self.update()
        else:
            # One rectangle, even where hands lie apart: Qt clips to a single one in no time, to several pixel by pixel.
            changed = _changed(before.hands, self._scene.hands) | _changed(before.folds, self._scene.folds)
            if not changed.isEmpty():
                self.update(changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the still picture down where it is asked for, and the hands on it."""
        if not still_fits(self._still, self):
            self._compose()
        with QPainter(self) as painter:
            paint_still(painter, self._still, self._scene, self._look.theme)
            paint_scene(painter, self._scene, self._shown, self._to_box, self._look)
            if self._edge.intersects(QRectF(event.rect())):
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

    def _compose(self) -> None:
        """Paint all that stands still for a while into one picture."""
        if not still_fits(self._figure, self):
            self._figure = figure_picture(self.size(), self.devicePixelRatioF(), self._shown, self._look)
        self._still = self._figure
        if self._moment is not None:
            self._marked = _marks_key(self._moment)
            self._still = marked(self._figure, self._moment, self._look)

    def _lay_anew(self) -> None:
        """Forget what was painted, and lay the hands for this size and look."""
        box = QRectF(self.rect())
        if self._moment is not None:
            self._shown = figure_of(self._moment, self._look)
        self._to_box = back_to_box(box, self._shown.posture)
        self._edge, self._fading = fading_edge(box, self._shown.posture, self._look.theme)
        self._still = QPixmap()
        if self._moment is not None:
            self._scene = scene_of(self._moment, self._to_box, self._look, self.devicePixelRatioF())
        self.update()


def _changed(before: Iterable[Laid], after: Iterable[Laid]) -> QRect:
    """The pixels in which one row of laid pictures differs from another."""
    changed = QRect()
    for was, now in zip_longest(before, after):
        if was is None or now is None:
            changed |= (was or now).rect()
        elif not was.same_as(now):
            changed |= was.rect() | now.rect()
    return changed


def _marks_key(moment: Moment) -> tuple[Span, int, float]:
    """What the marks depend on: the span, the round within it, and the level in halves."""
    return moment.span, round_at(moment), round(moment.pressure * 2) / 2


def _same(one: tuple[Span, int, float], other: tuple[Span, int, float] | None) -> bool:
    """Whether two keys of marks are the same: of the same span itself, not of one that looks like it."""
    return other is not None and one[0] is other[0] and one[1:] == other[1:]
