"""A choice of a question: its number, its name, and a quieter line under it. Knows how it looks before and after.

Leaves what it means, and whether it is right, to the view.
"""

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from backtimer.ui.drill.words import Choice
from backtimer.ui.lettering import SEMIBOLD, draw_line, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.theme import Theme, mixed

Mark = Literal["open", "taken", "right", "wrong", "past"]
"""Still to choose, chosen, shown to be right, chosen and wrong, or neither when all is over."""

SPOKEN: Final[dict[Mark, str]] = {"open": "", "taken": "chosen", "right": "right", "wrong": "not right", "past": ""}


class ChoiceRow(QAbstractButton):
    """One choice, as a large button. `looked` says that somebody points at it or has come to it by keys."""

    looked = Signal()

    def __init__(
        self, choice: Choice, sign: str, look: Look, parent: QWidget | None = None, *, small: bool = False
    ) -> None:
        """`small`: one of several beside one another."""
        super().__init__(parent)
        self._look = look
        self._small = small
        self._choice = choice
        self._sign = sign
        self._mark: Mark = "open"
        self.unit = 1.0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tell()

    @property
    def mark(self) -> Mark:
        """How it stands."""
        return self._mark

    def put(self, choice: Choice) -> None:
        """Show other words."""
        self._choice = choice
        self._tell()

    def put_mark(self, mark: Mark, sign: str) -> None:
        """Show how it stands, with another sign before it."""
        self._mark, self._sign = mark, sign
        self._tell()

    def set_look(self, look: Look, unit: float) -> None:
        """Paint in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look, self.unit = look, unit
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space choose; the rest belongs to the view."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Somebody points at it."""
        super().enterEvent(event)
        self.looked.emit()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nobody does any more."""
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody has come to it by keys."""
        super().focusInEvent(event)
        self.looked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the ground, the sign, the words, and the frame that says how it stands."""
        theme, unit, mark = self._look.theme, self.unit, self._mark
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            edge = {"taken": theme.accent, "right": theme.accent, "wrong": theme.warning}.get(mark, theme.line)
            ground = QColor(theme.off if self.underMouse() and mark == "open" else theme.raised)
            if mark == "right":
                ground = mixed(QColor(theme.raised), QColor(theme.accent), 0.16)
            painter.setBrush(ground if mark != "past" else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(edge), 2.4 if mark in ("taken", "right") else 1.2))
            painter.drawRoundedRect(box, 14, 14)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.ink), 1.4, Qt.PenStyle.DotLine))
                painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), 11, 11)
            ink = QColor(theme.quiet if mark in ("past", "wrong") else theme.ink)
            if self._small:
                _paint_small(painter, box, self._choice.name, ink, unit)
                return
            side = min(34 * unit, box.height() * 0.62)
            badge = QRectF(box.left() + 14 * unit, box.center().y() - side / 2, side, side)
            _paint_sign(painter, badge, self._sign, mark, theme)
            words = QRectF(badge.right() + 14 * unit, box.top(), box.right() - badge.right() - 28 * unit, box.height())
            _paint_words(painter, words, self._choice, (ink, QColor(theme.quiet)), unit)

    def _tell(self) -> None:
        said = (f"{self._sign}: {self._choice.name}", self._choice.more, SPOKEN[self._mark])
        self.setAccessibleName(", ".join(filter(None, said)))
        self.update()


def _paint_small(painter: QPainter, box: QRectF, name: str, ink: QColor, unit: float) -> None:
    """The name in the middle; a sign would be one too many."""
    words = box.adjusted(8 * unit, 0, -8 * unit, 0)
    painter.setPen(ink)
    painter.setFont(fitted(name, 16.5 * unit, words.width() - 4 * unit, SEMIBOLD, least=0.7))
    draw_line(painter, words, name, Qt.AlignmentFlag.AlignHCenter)


def _paint_words(painter: QPainter, box: QRectF, choice: Choice, inks: tuple[QColor, QColor], unit: float) -> None:
    """The name, and under it the quieter line where there is one."""
    high = 20.0 * unit
    middle = box.center().y() - (13 * unit if choice.more else 0)
    painter.setPen(inks[0])
    painter.setFont(fitted(choice.name, high, box.width(), SEMIBOLD, least=0.7))
    draw_line(painter, QRectF(box.left(), middle - 16 * unit, box.width(), 32 * unit), choice.name)
    if choice.more:
        painter.setPen(inks[1])
        painter.setFont(fitted(choice.more, 15.5 * unit, box.width(), least=0.75))
        draw_line(painter, QRectF(box.left(), middle + 14 * unit, box.width(), 24 * unit), choice.more)


def _paint_sign(painter: QPainter, box: QRectF, sign: str, mark: Mark, theme: Theme) -> None:
    """A number in a circle; a tick where it is right."""
    full = mark in ("taken", "right")
    painter.setPen(QPen(QColor(theme.warning if mark == "wrong" else theme.accent if full else theme.line), 1.4))
    painter.setBrush(QColor(theme.accent) if full else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    if mark == "right" and not sign:
        wide = box.width()
        painter.setPen(QPen(QColor(theme.on_accent), wide * 0.085, c=Qt.PenCapStyle.RoundCap))
        corners = ((0.28, 0.52), (0.44, 0.67), (0.72, 0.34))
        painter.drawPolyline([QPointF(box.left() + x * wide, box.top() + y * wide) for x, y in corners])
        return
    painter.setPen(QColor(theme.on_accent if full else theme.quiet))
    painter.setFont(face(box.height() * 0.5, SEMIBOLD))
    draw_line(painter, box, sign, Qt.AlignmentFlag.AlignHCenter)
