"""A back to point at: places to leave out today, and places that shall get more time.

Knows the places and what has been chosen. Leaves what follows from it to whoever listens.
"""

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from backtimer.core.motion.track import smooth
from backtimer.core.places import PLACES, Place
from backtimer.ui.lettering import SEMIBOLD, draw_line, face
from backtimer.ui.look import Look
from backtimer.ui.paint_callouts import Callout, paint_callouts
from backtimer.ui.paint_care import hatched
from backtimer.ui.paint_figure import Figure, back_to_box, paint_figure

Choice = Literal["out", "more"]

NEXT: Final[dict[Choice | None, Choice | None]] = {None: "out", "out": "more", "more": None}
"""What a click makes of a place: left out, then more time, then as written."""

SAID: Final[dict[Choice, str]] = {"out": "left out today", "more": "more time here"}


class BodyPicker(QWidget):
    """The back with its places; `changed` tells that another choice was made. Arrow keys and Space work as well."""

    changed = Signal()

    def __init__(self, look: Look, *, more: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._more = more
        self.choices: dict[str, Choice] = {}
        self._at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Places of the back")

    @property
    def out(self) -> frozenset[str]:
        """The ids of the places that are left out."""
        return frozenset(id_ for id_, choice in self.choices.items() if choice == "out")

    @property
    def more(self) -> frozenset[str]:
        """The ids of the places that get more time."""
        return frozenset(id_ for id_, choice in self.choices.items() if choice == "more")

    def put(self, out: frozenset[str], more: frozenset[str] = frozenset()) -> None:
        """Show these choices."""
        left_out: dict[str, Choice] = dict.fromkeys(out, "out")
        longer: dict[str, Choice] = dict.fromkeys(more - out, "more")
        self.choices = left_out | longer
        self.update()

    def set_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the back, its places, and the names of those that are chosen or pointed at."""
        look, theme = self._look, self._look.theme
        box = QRectF(self.rect())
        unit = max(box.height() / 650, 0.5)
        with QPainter(self) as painter:
            painter.fillRect(box, QColor(theme.ground))
            paint_figure(painter, self._back_box(), Figure("prone", look.build), theme, look.assets)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            names: list[Callout] = []
            for index, place in enumerate(PLACES):
                choice, pointed = self.choices.get(place.id), index == self._at
                for path in self._paths(place):
                    self._paint_place(painter, path, choice, pointed=pointed, unit=unit)
                if choice is not None or pointed:
                    heart = self._paths(place)[0].boundingRect().center()
                    said = SAID[choice] if choice else "as written"
                    names.append(Callout(heart, place.name.capitalize(), said))
            paint_callouts(painter, box.adjusted(0, 20 * unit, 0, -50 * unit), names, theme, unit, "right")
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(14 * unit, SEMIBOLD))
            hint = "Click: leave out  ·  again: more time  ·  again: as written" if self._more else "Click a sore place"
            foot = QRectF(box.left(), box.bottom() - 30 * unit, box.width(), 26 * unit)
            draw_line(painter, foot, hint, Qt.AlignmentFlag.AlignHCenter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the place under the pointer."""
        at = self._place_at(event.position())
        if at != self._at:
            self._at = at
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self._at = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the place under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._at = self._place_at(event.position())
            self._switch()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from place to place, Space chooses."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._at = (self._at + step) % len(PLACES) if self._at >= 0 else 0
            self.update()
        elif event.key() == Qt.Key.Key_Space:
            self._switch()
        else:
            super().keyPressEvent(event)

    def _back_box(self) -> QRectF:
        """Where the back is painted: above the line that says what a click does."""
        return QRectF(self.rect()).adjusted(0, 0, 0, -0.06 * self.height())

    def _switch(self) -> None:
        """Make the next choice for the place that is pointed at."""
        if self._at < 0:
            return
        id_ = PLACES[self._at].id
        choice = NEXT[self.choices.get(id_)]
        if choice == "more" and not self._more:
            choice = None
        if choice is None:
            self.choices.pop(id_, None)
        else:
            self.choices[id_] = choice
        self.update()
        self.changed.emit()

    def _place_at(self, at: QPointF) -> int:
        """The index of the place under a pixel, or −1."""
        found = (i for i, place in enumerate(PLACES) if any(path.contains(at) for path in self._paths(place)))
        return next(found, -1)

    def _paths(self, place: Place) -> list[QPainterPath]:
        """The outlines of a place on both sides, in pixels; the right one first."""
        to_box = back_to_box(self._back_box())
        paths = []
        for region in place.drawn:
            for shape in self._look.handbook.regions[region].shape:
                curve = smooth(shape, closed=True).points
                for sign in (1, -1):
                    path = QPainterPath()
                    path.addPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in curve])))
                    path.closeSubpath()
                    paths.append(path)
        return paths

    def _paint_place(
        self, painter: QPainter, path: QPainterPath, choice: Choice | None, *, pointed: bool, unit: float
    ) -> None:
        theme = self._look.theme
        if choice == "out":
            hatched(painter, path, QColor(theme.warning), 150, unit)
        elif choice == "more":
            tint = QColor(theme.pressure[1])
            tint.setAlpha(120)
            painter.fillPath(path, tint)
        edge = QColor(theme.ink if pointed else theme.skin.deep)
        edge.setAlpha(230 if pointed else 90)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, (2.0 if pointed else 1.1) * unit))
        painter.drawPath(path)
