"""What to do when a massage has to stop at once. Calm, large, and one page. Knows the signs and what follows."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer import safety_words
from backtimer.core.safety import SIGNS, what_to_do, what_to_do_alone
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face
from backtimer.ui.look import Look
from backtimer.ui.page import Page


class StopPage(Page):
    """Says what to do, and offers to end the routine or to go on with it."""

    name = "stop"
    end_asked = Signal()
    back_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, *, alone: bool = False) -> None:
        """`alone`: who works on oneself has nobody to cover."""
        super().__init__(parent)
        self._look = look
        self._actions = what_to_do_alone() if alone else what_to_do(SIGNS[0])
        self._signs = {**safety_words.SIGNS, **(safety_words.SIGNS_ALONE if alone else {})}
        self.end = FlatButton("End the break" if alone else "End the massage", first=True, parent=self)
        self.back = FlatButton("Go on", parent=self)
        self.end.clicked.connect(self.end_asked)
        self.back.clicked.connect(self.back_asked)
        self.setFocusProxy(self.end)
        steps = " ".join(safety_words.ACTIONS[action] for action in self._actions)
        self.setAccessibleName(f"Stopped. {steps}")

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        for button in (self.end, self.back):
            button.set_theme(look.theme)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons at the foot."""
        super().resizeEvent(event)
        unit = self._unit()
        left = round(72 * unit)
        for button in (self.end, self.back):
            button.setFont(face(21 * unit, SEMIBOLD))
            button.setFixedSize(QSize(round(250 * unit), round(64 * unit)))
            button.move(left, self.height() - round(110 * unit))
            left += round(270 * unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what to do at the left, and the signs that call for help at the right."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            left, wide = 72 * unit, self.width() * 0.5
            painter.setPen(QColor(theme.accent))
            painter.setFont(face(46 * unit, SEMIBOLD))
            draw_line(painter, QRectF(left, 60 * unit, wide, 64 * unit), "Stopped")
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(30 * unit))
            box = QRectF(left, 150 * unit, wide, 0)
            for action in self._actions:
                box.translate(0, draw_lines(painter, box, safety_words.ACTIONS[action], 3, 1.35) + 16 * unit)
            right = QRectF(self.width() * 0.62, 150 * unit, self.width() * 0.38 - 72 * unit, 0)
            painter.setPen(QColor(theme.warning))
            painter.setFont(face(20 * unit, SEMIBOLD))
            right.translate(0, draw_lines(painter, right, "Call your local emergency number when", 2, 1.35) + 8 * unit)
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(19 * unit))
            for sign in SIGNS:
                if sign.emergency:
                    right.translate(0, draw_lines(painter, right, self._signs[sign.id], 5, 1.35) + 10 * unit)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            right.translate(0, 18 * unit)
            draw_lines(painter, right, safety_words.AFTERWARDS, 6, 1.4)

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)
