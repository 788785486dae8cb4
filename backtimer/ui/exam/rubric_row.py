"""One line of an examiner's rubric: what is looked at, and the points that were given for it, from none to all.

Knows a criterion and how it looks. A click on the box, or Space, gives all of the points or takes them back; the signs
beside the points, the arrows and the digits give some.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer.core.routine import Criterion
from backtimer.ui.lettering import draw_line, draw_lines, face, lines_in
from backtimer.ui.look import Look


class RubricRow(QWidget):
    """A criterion. `given` carries the points, or None where there are none yet."""

    given = Signal(object)

    def __init__(self, criterion: Criterion, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self._look, self._unit = look, 1.0
        self._points: int | None = None
        self._typed = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()

    @property
    def points(self) -> int | None:
        """What was given."""
        return self._points

    def put(self, points: int | None) -> None:
        """Show these points."""
        self._points = points
        self._tell()

    def give(self, points: int | None) -> None:
        """Give points, held to what there is; None takes them back."""
        held = None if points is None else max(0, min(points, self.criterion.points))
        if held != self._points:
            self.put(held)
            self.given.emit(held)

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look, self._unit = look, unit
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its words wrap anew."""
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """As high as its words."""
        unit = self._unit
        lines = min(lines_in(self.criterion.text, face(16 * unit), max(width - 200 * unit, 40)), 4)
        return round(max(lines * 16 * 1.35 + (20 if self.criterion.step else 0) + 16, 46) * unit)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(round(400 * self._unit), self.heightForWidth(round(400 * self._unit)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space: all or none. Arrows: one more or less. Digits: so many; two of them make a number."""
        key, now = event.key(), self._points or 0
        if event.text().isdecimal() and event.text().isascii():
            self._typed = (self._typed + event.text())[-2:]
            self.give(int(self._typed) if int(self._typed) <= self.criterion.points else int(event.text()))
            return
        self._typed = ""
        if key == Qt.Key.Key_Space:
            self._switch()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self.give(now + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self.give(now - 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.give(None)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a sign gives one more or less, anywhere else all or none."""
        self._typed = ""
        at, less, more = event.position(), *self._signs()
        if less.contains(at):
            self.give((self._points or 0) - 1)
        elif more.contains(at):
            self.give((self._points or 0) + 1)
        elif self.rect().contains(at.toPoint()):
            self._switch()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the box, the words, and the points between their signs."""
        theme, unit, whole = self._look.theme, self._unit, self.criterion.points
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            if self.hasFocus():
                painter.setPen(QPen(QColor(theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(frame, 9 * unit, 9 * unit)
            full = self._points == whole
            box = QRectF(10 * unit, 11 * unit, 22 * unit, 22 * unit)
            painter.setPen(QPen(QColor(theme.accent if self._points else theme.quiet), 1.6))
            painter.setBrush(QColor(theme.accent if full else theme.raised))
            painter.drawRoundedRect(box, 5, 5)
            if self._points is not None:
                _paint_sign(painter, box, theme.on_accent if full else theme.accent, full=full, none=not self._points)
            text = QRectF(44 * unit, 9 * unit, self.width() - 200 * unit, self.height())
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(16 * unit))
            high = draw_lines(painter, text, self.criterion.text, 4, 1.35)
            painter.setPen(QColor(theme.quiet))
            if self.criterion.step:
                painter.setFont(face(14 * unit))
                draw_line(painter, QRectF(text.left(), text.top() + high, text.width(), 20 * unit), self.criterion.step)
            less, more = self._signs()
            painter.setFont(face(20 * unit))
            for sign, place in (("–", less), ("+", more)):
                draw_line(painter, place, sign, Qt.AlignmentFlag.AlignHCenter)
            painter.setPen(QColor(theme.ink if self._points is not None else theme.quiet))
            painter.setFont(face(16 * unit))
            between = QRectF(less.right(), less.top(), more.left() - less.right(), less.height())
            given = "–" if self._points is None else str(self._points)
            draw_line(painter, between, f"{given} of {whole}", Qt.AlignmentFlag.AlignHCenter)

    def _switch(self) -> None:
        """All of the points; where they are all given, none yet."""
        self.give(None if self._points == self.criterion.points else self.criterion.points)

    def _signs(self) -> tuple[QRectF, QRectF]:
        """Where one point less and one more can be clicked."""
        unit, right = self._unit, float(self.width())
        side, top = 34 * unit, 5 * unit
        return QRectF(right - 150 * unit, top, side, side), QRectF(right - side - 6 * unit, top, side, side)

    def _tell(self) -> None:
        given = "no points yet" if self._points is None else f"{self._points} of {self.criterion.points} points"
        self.setAccessibleName(f"{self.criterion.text}: {given}")
        self.update()


def _paint_sign(painter: QPainter, box: QRectF, colour: str, *, full: bool, none: bool) -> None:
    """A tick for all of it, a cross for nothing, a bar for something between."""
    wide = box.width()
    painter.setPen(QPen(QColor(colour), wide * 0.12, c=Qt.PenCapStyle.RoundCap))
    if full:
        strokes = [((0.24, 0.52), (0.44, 0.72)), ((0.44, 0.72), (0.78, 0.3))]
    elif none:
        strokes = [((0.3, 0.3), (0.7, 0.7)), ((0.7, 0.3), (0.3, 0.7))]
    else:
        strokes = [((0.28, 0.5), (0.72, 0.5))]
    for (x0, y0), (x1, y1) in strokes:
        start, end = QPointF(x0 * wide, y0 * wide), QPointF(x1 * wide, y1 * wide)
        painter.drawLine(box.topLeft() + start, box.topLeft() + end)
