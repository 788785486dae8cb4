"""The soft question about pressure while a massage runs, with its four answers. Knows no player and no time."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.lettering import SEMIBOLD, draw_line, face
from backtimer.ui.look import Look

ANSWERS: Final = (("softer", "Softer"), ("good", "Good"), ("firmer", "Firmer"), ("stop", "Stop"))
"""Commands of the table of keys, and their words."""


class CheckInBar(QWidget):
    """Asks how the pressure is. `answered` carries the command of the answer."""

    answered = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName("How is the pressure?")
        self.buttons = {command: AnswerButton(words, parent=self) for command, words in ANSWERS}
        for command, button in self.buttons.items():
            button.setCheckable(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Space belongs to the page
            button.set_look(look)
            button.clicked.connect(lambda _=False, command=command: self.answered.emit(command))
        self.hide()

    def set_look(self, look: Look) -> None:
        """Paint in another look."""
        self._look = look
        for button in self.buttons.values():
            button.set_look(look)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The question above, its answers in a row below."""
        super().resizeEvent(event)
        high = round(self.height() * 0.6)
        gap = round(high * 0.16)
        wide = (self.width() - gap * (len(self.buttons) - 1)) // len(self.buttons)
        for index, button in enumerate(self.buttons.values()):
            button.setFont(face(high * 0.36))
            button.setGeometry(index * (wide + gap), self.height() - high, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the question."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._look.theme.ground))
            painter.setPen(QColor(self._look.theme.accent))
            painter.setFont(face(self.height() * 0.2, SEMIBOLD))
            row = QRectF(4, 0, self.width(), self.height() * 0.32)
            draw_line(painter, row, "How is the pressure?  1 softer · 2 good · 3 firmer")
