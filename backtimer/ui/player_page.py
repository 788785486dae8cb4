"""The page on which a routine plays: figure, words, timeline and controls together.

Knows where they lie. Leaves the time to the conductor and what is shown to each part.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

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
from backtimer.core.events import Answered, Event, Finished, Passed, Sought, Stopped
from backtimer.core.moment import Moment
from backtimer.core.session import Session, after
from backtimer.ui.check_in_bar import CheckInBar
from backtimer.ui.conductor import Conductor
from backtimer.ui.keys import key
from backtimer.ui.look import Layer, Look
from backtimer.ui.page import Page
from backtimer.ui.paint_panel import paint_footer
from backtimer.ui.panel import Panel
from backtimer.ui.round_button import RoundButton
from backtimer.ui.stage import Stage
from backtimer.ui.timeline import Timeline

# The button that is pressed most lies in the middle, and is the largest.
CONTROLS = (("hold", "hold"), ("previous", "previous"), ("toggle", "play"), ("next", "next"), ("more", "more"))


class PlayerPage(Page):
    """Shows one conductor's moments. `command_asked` carries the id of a command of the table of keys.

    `ended` comes when the routine is over or was stopped, with its plan and the session: what was done.
    """

    name = "player"
    command_asked = Signal(str)
    step_asked = Signal(int)
    ended = Signal(object, object)

    def __init__(
        self,
        look: Look,
        wall: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = self._theme = look.theme
        self._wall = wall
        self._moment: Moment | None = None
        self._foot: tuple[object, ...] = ()
        self._conductor: Conductor | None = None
        self._session = Session()
        self._sessions: WeakKeyDictionary[Conductor, Session] = WeakKeyDictionary()
        self.stage = Stage(look, self)
        self.panel = Panel(theme, self)
        self.panel.terms, self.panel.learning = look.terms, look.layer == "learn"
        self.timeline = Timeline(theme, self)
        self.check_in = CheckInBar(look, self)
        self.check_in.answered.connect(self.command_asked)
        self.buttons = {
            command: RoundButton(icon, key(command).name, key(command).keys[0], theme, self)
            for command, icon in CONTROLS
        }
        self.buttons["toggle"].strong = True
        for command, button in self.buttons.items():
            button.clicked.connect(lambda _=False, command=command: self.command_asked.emit(command))
        self.back = RoundButton("back", key("back").name, "Esc", theme, self)
        self.back.clicked.connect(lambda: self.command_asked.emit("back"))
        self.layers = RoundButton("layers", "Places to leave alone; muscles and landmarks", "X, L", theme, self)
        self.layers.clicked.connect(self._next_layer)
        self.stage.pressed.connect(lambda: self.command_asked.emit("toggle"))
        self.panel.pressed.connect(lambda: self.command_asked.emit("toggle"))
        self.timeline.step_asked.connect(self.step_asked)

    def conduct(self, conductor: Conductor) -> None:
        """Show this conductor's moments from now on."""
        if self._conductor is not None:
            self._conductor.moved.disconnect(self.show_moment)
            self._conductor.happened.disconnect(self._on_happened)
        self._conductor = conductor
        self._session = self._sessions.setdefault(conductor, Session())
        conductor.moved.connect(self.show_moment)
        conductor.happened.connect(self._on_happened)
        self.show_moment(conductor.moment)

    def carry_on(self, conductor: Conductor, session: Session) -> None:
        """Count what was done before this start too."""
        self._sessions[conductor] = session

    def show_moment(self, moment: Moment) -> None:
        """Show another instant in all parts."""
        before, self._moment = self._moment, moment
        if not self.panel.far:
            self.stage.show_moment(moment)
        self.panel.show_moment(moment)
        self.timeline.show_moment(moment)
        runs = moment.state in ("running", "leading")
        self.buttons["toggle"].set_icon("pause" if runs else "play", "Pause" if runs else "Go on")
        foot = (moment.total_left // 1000, self._ends(moment), moment.index, id(moment.plan))
        if foot != self._foot:
            self._foot = foot
            self.update(self._footer_box())
        if before is None or before.span is not moment.span or before.state != moment.state:
            self._announce(moment)

    def set_look(self, look: Look) -> None:
        """Show all parts in this look; the layer over the back stays as it was chosen here."""
        theme = self._theme = look.theme
        self.stage.set_look(replace(look, layer=self.stage.look.layer))
        for part in (self.panel, self.timeline):
            part.set_theme(theme)
        self.check_in.set_look(look)
        for button in (self.back, self.layers, *self.buttons.values()):
            button.set_theme(theme)
        self.panel.terms = look.terms
        self.panel.update()
        self.update()

    def switch_layer(self, layer: Layer) -> None:
        """Lay this over the back, or take it away again."""
        now = self.stage.look.layer
        self.stage.set_look(replace(self.stage.look, layer="none" if now == layer else layer))
        self.panel.learning = self.stage.look.layer == "learn"
        self.panel.update()

    def _next_layer(self) -> None:
        """From nothing to the places to leave alone, to what one learns, to nothing."""
        following: dict[Layer, Layer] = {"none": "care", "care": "learn", "learn": "learn"}
        self.switch_layer(following[self.stage.look.layer])

    def set_far(self, far: bool) -> None:  # noqa: FBT001  # one switch
        """Show four things as large as they go, or the whole page."""
        self.panel.far = far
        for part in (self.stage, self.timeline, self.back, self.layers, *self.buttons.values()):
            part.setVisible(not far)
        self._lay_out()
        if self._moment is not None:
            self.show_moment(self._moment)
        self.panel.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

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
        """The margins count like the figure and the words."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.command_asked.emit("toggle")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the words at the foot."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.ground))
            if self._moment is not None and not self.panel.far:
                foot, ends = QRectF(self._footer_box()), self._ends(self._moment)
                paint_footer(painter, foot, self.unit, self._moment, self._theme, ends, terms=self.panel.terms)

    @property
    def unit(self) -> float:
        """One pixel of the sketch of 1280 × 800, in pixels of this page."""
        return min(self.height() / 800, self.width() / 1180)

    def _lay_out(self) -> None:
        unit, wide, high = self.unit, self.width(), self.height()
        self.panel.unit = unit
        if self.panel.far:
            self.panel.setGeometry(0, 0, wide, high)
            return
        foot = round(150 * unit)
        margin = round(56 * unit)
        half = round(wide * 0.55)
        self.stage.setGeometry(0, 0, half, high - foot)
        left = round(wide * 0.569)
        self.panel.setGeometry(left, 0, wide - left - margin, high - foot)
        self.check_in.setGeometry(left - 3, high - foot - round(58 * unit), wide - left - margin, round(78 * unit))
        self.timeline.setGeometry(margin - 6, high - foot + round(22 * unit), wide - 2 * margin + 12, round(52 * unit))
        size, large, gap = round(58 * unit), round(74 * unit), round(16 * unit)
        row = high - round(76 * unit) + round(34 * unit)
        sizes = [large if command == "toggle" else size for command in self.buttons]
        x = (wide - sum(sizes) - gap * (len(sizes) - 1)) // 2
        for button, side in zip(self.buttons.values(), sizes, strict=True):
            button.setGeometry(QRect(x, row - side // 2, side, side))
            x += side + gap
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        self.layers.setGeometry(round(18 * unit), round(88 * unit), size, size)
        self.back.raise_()
        self.layers.raise_()

    def _footer_box(self) -> QRect:
        unit = self.unit
        margin = round(56 * unit)
        return QRect(margin, self.height() - round(62 * unit), self.width() - 2 * margin, round(40 * unit))

    def _ends(self, moment: Moment) -> str:
        """The clock time of the end, while time runs."""
        if moment.state not in ("running", "leading"):
            return ""
        return (self._wall() + timedelta(milliseconds=moment.total_left + moment.lead)).strftime("%H:%M")

    def _announce(self, moment: Moment) -> None:
        """Tell a screen reader what is new; the digits keep silent."""
        span = moment.span
        text = ". ".join(filter(None, (words.heading(span), words.sided(span.step), words.place_line(span.step))))
        if moment.state == "paused":
            text = "Paused. " + text
        self.panel.setAccessibleName(text)
        self.panel.setAccessibleDescription(span.step.cue)
        if self.isVisible() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.panel, text))

    def _ask(self, event: Event) -> None:
        """Ask how the pressure is when it is time to; until there is an answer, or another step begins."""
        match event:
            case Passed(mark=mark) if mark.kind == "check_in":
                self.check_in.setVisible(not self.panel.far)
            case Passed(mark=mark) if mark.kind == "begin":
                self.check_in.hide()
            case Answered() | Sought() | Finished() | Stopped():
                self.check_in.hide()

    def _on_happened(self, event: Event) -> None:
        if self._conductor is None:
            return
        plan = self._conductor.player.plan
        self._session = self._sessions[self._conductor] = after(self._session, event, plan)
        self._ask(event)
        if isinstance(event, Finished | Stopped):
            self.set_far(far=False)
            self.ended.emit(plan, self._session)
