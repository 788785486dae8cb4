"""The page on which a break plays in a small window: the figure above, the words below it, three buttons.

Knows one conductor's moments. Leaves time to the conductor, and what a key or a button means to its window.
"""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from backtimer import words
from backtimer.core.moment import Moment
from backtimer.ui.breaks.paint_break import boxes_of, paint_words
from backtimer.ui.conductor import Conductor
from backtimer.ui.keys import key
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.paint_panel import countdown_text
from backtimer.ui.round_button import RoundButton
from backtimer.ui.stage import Stage

CONTROLS: Final = (("previous", "previous"), ("toggle", "pause"), ("next", "next"))

RUNNING: Final = ("running", "leading")


class BreakPage(Page):
    """Shows one break. `command_asked` carries the id of a command of the table of keys."""

    name = "break"
    command_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hearing = ""
        self._moment: Moment | None = None
        self._shown: tuple[object, ...] = ()
        self._conductor: Conductor | None = None
        self.stage = Stage(look, self)
        self.stage.pressed.connect(lambda: self.command_asked.emit("toggle"))
        self.buttons = {
            command: RoundButton(icon, key(command).name, key(command).keys[0], look.theme, self)
            for command, icon in CONTROLS
        }
        self.back = RoundButton("back", "End the break", "Esc", look.theme, self)
        self.back.clicked.connect(lambda: self.command_asked.emit("back"))
        for command, button in self.buttons.items():
            button.clicked.connect(lambda _=False, command=command: self.command_asked.emit(command))

    def conduct(self, conductor: Conductor) -> None:
        """Show this conductor's moments from now on."""
        self._conductor = conductor
        conductor.moved.connect(self.show_moment)
        self.show_moment(conductor.moment)

    def hear(self, text: str) -> None:
        """Say what is to be heard."""
        self._hearing = text
        self.update()

    def show_moment(self, moment: Moment) -> None:
        """Show another instant: only what reads differently is painted again."""
        before, self._moment = self._moment, moment
        self.stage.show_moment(moment)
        line = round(self.width() * moment.position / max(moment.plan.total, 1))
        shown = (moment.index, moment.state, countdown_text(moment), round(moment.pressure, 1), line)
        if shown != self._shown:
            self._shown = shown
            self.update(0, self.stage.height(), self.width(), self.height() - self.stage.height())
        runs = moment.state in RUNNING
        self.buttons["toggle"].set_icon("pause" if runs else "play", "Pause" if runs else "Go on")
        if before is None or before.span is not moment.span:
            self._announce(moment)

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.stage.set_look(look)
        for button in (self.back, *self.buttons.values()):
            button.set_theme(look.theme)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        boxes = boxes_of(self.width(), self.height())
        unit, foot = boxes.unit, boxes.foot
        self.stage.setGeometry(boxes.stage.toRect())
        size, gap = round(40 * unit), round(8 * unit)
        left = round(foot.right()) - 3 * size - 2 * gap
        for button in self.buttons.values():
            button.setGeometry(QRect(left, round(foot.center().y()) - size // 2, size, size))
            left += size + gap
        self.back.setGeometry(round(12 * unit), round(12 * unit), size, size)
        self.back.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: look at the clock often."""
        super().showEvent(event)
        if self._conductor is not None:
            self._conductor.watch(seen=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        if self._conductor is not None:
            self._conductor.watch(seen=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere pauses, and goes on."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.command_asked.emit("toggle")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words."""
        look = self._look
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(look.theme.ground))
            if self._moment is not None and QRectF(event.rect()).bottom() > self.stage.height():
                boxes = boxes_of(self.width(), self.height())
                paint_words(painter, boxes, self._moment, look.theme, self._hearing, terms=look.terms)

    def _announce(self, moment: Moment) -> None:
        """Tell a screen reader what is new; the digits keep silent."""
        said = ". ".join(
            filter(None, (words.heading(moment.span), words.sided(moment.span.step), moment.span.step.cue))
        )
        self.setAccessibleName(said)
        if self.isVisible() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
