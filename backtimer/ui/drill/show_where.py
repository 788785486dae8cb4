"""A back to point at, for a question that asks where: by click, or by arrow keys and Enter.

Knows the back and a point on it. Leaves what is right to the view, which says it afterwards with shapes and spots.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from backtimer.core.drill.question import NEAR, Where, drawn
from backtimer.core.hand import X_MM, Point
from backtimer.core.kinds import Posture
from backtimer.ui.look import Look
from backtimer.ui.on_screen import still_fits
from backtimer.ui.paint_figure import Figure, back_to_box, view
from backtimer.ui.paint_hands import px_per_mm
from backtimer.ui.paint_stage import fading_edge, figure_picture

STEP: Final = 12.0
"""So many mm one press of an arrow key goes; with Shift, a quarter."""

CHOOSE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

START: Final = (0.0, 0.5)


class ShowWhere(QWidget):
    """The back. `pointed` carries the point (back coordinates) that was clicked or chosen by keys."""

    pointed = Signal(float, float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._posture: Posture = "prone"
        self._picture = QPixmap()
        self._shapes: tuple[tuple[Point, ...], ...] = ()
        self._spots: tuple[Point, ...] = ()
        self._signs: tuple[int, ...] = (1, -1)
        self._asks = False
        self._at: Point | None = None
        self._hit = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The back")
        self.setAccessibleDescription("Click a place, or move the ring by arrow keys and press Enter.")

    def ask(self, posture: Posture) -> None:
        """Let somebody point at a person who is drawn so."""
        self._show(posture, (), ())
        self._asks, self._at = True, None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_places(self, posture: Posture, shapes: Iterable[tuple[Point, ...]]) -> None:
        """Show places on both sides, and ask nothing."""
        self._show(posture, tuple(shapes), ())
        self._asks, self._at = False, None
        self.unsetCursor()

    def show_right(self, where: Where, at: Point | None, *, hit: bool) -> None:
        """Show what was asked for on the sides that are right, and where somebody pointed."""
        self._signs = {"left": (-1,), "right": (1,)}.get(where.side, (1, -1))
        self._shapes, self._spots = where.shapes, where.spots
        self._asks, self._at, self._hit = False, at, hit
        self.unsetCursor()
        self.update()

    def set_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        self._picture = QPixmap()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click points at a place; where nothing is asked it belongs to the view."""
        if self._asks and event.button() == Qt.MouseButton.LeftButton:
            back, _ = self._to_box().inverted()
            at = back.map(event.position())
            if view(self._posture).contains(at):
                self.pointed.emit(at.x(), at.y())
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken, so that the release comes here as well."""
        if not self._asks:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move a ring over the back, Enter points; the rest belongs to the view."""
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        way = ways.get(Qt.Key(event.key()))
        if self._asks and way is not None:
            self._move(way, STEP / 4 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP)
        elif self._asks and self._at is not None and event.key() in CHOOSE:
            self.pointed.emit(*self._at)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new size wants a new figure."""
        super().resizeEvent(event)
        self._picture = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the back, the places, and the ring."""
        theme, to_box = self._look.theme, self._to_box()
        if not still_fits(self._picture, self):
            figure = Figure(self._posture, self._look.build)
            self._picture = figure_picture(self.size(), self.devicePixelRatioF(), figure, self._look)
            with QPainter(self._picture) as painter:
                painter.fillRect(*fading_edge(QRectF(self.rect()), self._posture, theme))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._picture)
            tint, edge = QColor(theme.accent), QColor(theme.accent)
            tint.setAlpha(78)
            edge.setAlpha(235)
            painter.setPen(QPen(edge, 2.0))
            painter.setBrush(tint)
            painter.drawPath(self._places())
            if self._at is not None:
                self._paint_ring(painter, to_box.map(QPointF(*self._at)))

    def _show(self, posture: Posture, shapes: tuple[tuple[Point, ...], ...], spots: tuple[Point, ...]) -> None:
        if posture != self._posture:
            self._posture, self._picture = posture, QPixmap()
        self._shapes, self._spots, self._signs = shapes, spots, (1, -1)
        self.update()

    def _places(self) -> QPainterPath:
        """What is shown, in pixels; where two shapes lie on one another, their outer edge."""
        to_box, path = self._to_box(), QPainterPath()
        radius = NEAR / X_MM
        for sign in self._signs:
            for shape in self._shapes:
                part = QPainterPath()
                part.addPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in drawn(shape)])))
                part.closeSubpath()
                path |= part
            for x, y in self._spots:
                part = QPainterPath()
                part.addEllipse(QPointF(sign * x, y), radius, radius / 2)
                path |= to_box.map(part)
        return path

    def _paint_ring(self, painter: QPainter, at: QPointF) -> None:
        """Where somebody points: a ring that is seen on skin and on ground."""
        theme = self._look.theme
        size = max(9.0, 7.0 * px_per_mm(self._to_box()))
        inner = QColor(theme.ink if self._asks or self._hit else theme.warning)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in ((QColor(theme.ground), 5.0), (inner, 2.4)):
            painter.setPen(QPen(colour, wide))
            painter.drawEllipse(at, size, size)
        painter.setBrush(inner)
        painter.setPen(QPen(QColor(theme.ground), 1.0))
        painter.drawEllipse(at, 3.5, 3.5)

    def _move(self, way: tuple[int, int], mm: float) -> None:
        """Move the ring as it is seen on the screen."""
        to_box = self._to_box()
        back, _ = to_box.inverted()
        far = mm * px_per_mm(to_box)
        now = to_box.map(QPointF(*(self._at or START)))
        new = back.map(now + QPointF(way[0] * far, way[1] * far)) if self._at is not None else QPointF(*START)
        shown = view(self._posture)
        self._at = (
            min(max(new.x(), shown.left()), shown.right()),
            min(max(new.y(), shown.top()), shown.bottom()),
        )
        self.update()

    def _to_box(self) -> QTransform:
        return back_to_box(QRectF(self.rect()), self._posture)
