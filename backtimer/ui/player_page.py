"""The page on which a routine plays: figure, words, timeline and controls together; with less guidance, less of them.

Knows where they lie. Leaves the time to the conductor and what is shown to each part. Where there is no picture the
page is quiet: while time runs, there are no controls either, and they come back as soon as it stands.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
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
from backtimer.core.beat import Beat
from backtimer.core.events import Answered, Event, Finished, Passed, Sought, Stopped
from backtimer.core.guidance import RULES, Guidance
from backtimer.core.moment import Moment
from backtimer.core.session import Session, after
from backtimer.ui.check_in_bar import CheckInBar
from backtimer.ui.conductor import Conductor
from backtimer.ui.keys import key
from backtimer.ui.lettering import face
from backtimer.ui.look import Layer, Look
from backtimer.ui.page import Page
from backtimer.ui.paint_panel import paint_footer
from backtimer.ui.panel import Panel
from backtimer.ui.passing_word import PassingWord
from backtimer.ui.round_button import RoundButton
from backtimer.ui.stage import Stage
from backtimer.ui.timeline import Timeline
from backtimer.ui.word_link import WordLink

# The button that is pressed most lies in the middle, and is the largest.
CONTROLS = (("hold", "hold"), ("previous", "previous"), ("toggle", "play"), ("next", "next"), ("more", "more"))


RUNNING = ("running", "leading")
"""While one of these is true, who works looks at nothing but what the guidance shows."""


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
        self._beat: Beat = "none"
        self._layer: Layer = look.layer  # the one that was chosen here: to look first has its own
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
        self.clock = WordLink("Without the clock", self)
        self.clock.clicked.connect(self._switch_clock)
        self.exam = WordLink("Exam run: with marks and a report", self)
        self.exam.clicked.connect(lambda: self.command_asked.emit("exam"))
        self.exam_there = False
        """Whether an exam run can be asked for."""
        for link in (self.clock, self.exam):
            link.set_theme(theme)
            link.hide()
        self.word = PassingWord(theme, self)
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
        if not self.panel.far and RULES[self.guidance].picture:
            self.stage.show_moment(moment)
        self.panel.practice = words.practice_line(moment, self._beat)
        self.panel.show_moment(moment)
        if RULES[self.guidance].picture:
            self.timeline.show_moment(moment)
        runs = moment.state in RUNNING
        self.buttons["toggle"].set_icon("pause" if runs else "play", "Pause" if runs else "Go on")
        if before is None or (before.state in RUNNING) is not runs:
            self._show_parts()
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
        self.word.set_theme(theme)
        for link in (self.clock, self.exam):
            link.set_theme(theme)
        for part in (self.panel, self.timeline):
            part.set_theme(theme)
        self.check_in.set_look(look)
        for button in (self.back, self.layers, *self.buttons.values()):
            button.set_theme(theme)
        self.panel.terms = look.terms
        self.panel.update()
        self.update()

    @property
    def guidance(self) -> Guidance:
        """How much the page guides."""
        return self.panel.guidance

    def guide(self, guidance: Guidance) -> None:
        """Show what this level of guidance shows."""
        self.panel.guidance = guidance
        self._lay_layer()
        self._show_parts()
        self._lay_out()
        if self._moment is not None:
            self.show_moment(self._moment)
            self._announce(self._moment)
        if not self._says_all:
            self.check_in.hide()
        self.panel.update()
        self.update()

    def keep_beat(self, beat: Beat) -> None:
        """Say which beat sounds."""
        self._beat = beat
        if self._moment is not None:
            self.panel.practice = words.practice_line(self._moment, beat)

    def switch_layer(self, layer: Layer) -> None:
        """Lay this over the back, or take it away again."""
        self._layer = "none" if self.stage.look.layer == layer else layer
        self._lay_layer(chosen=True)

    def _lay_layer(self, *, chosen: bool = False) -> None:
        """Lay over the back what was chosen, or what belongs to looking first."""
        layer = "learn" if RULES[self.guidance].notes and not chosen else self._layer
        if layer != self.stage.look.layer:
            self.stage.set_look(replace(self.stage.look, layer=layer))
        self.panel.learning = layer == "learn"
        self.panel.update()

    def _next_layer(self) -> None:
        """From nothing to the places to leave alone, to what one learns, to nothing."""
        following: dict[Layer, Layer] = {"none": "care", "care": "learn", "learn": "learn"}
        self.switch_layer(following[self.stage.look.layer])

    def set_far(self, far: bool) -> None:  # noqa: FBT001  # one switch
        """Show four things as large as they go, or the whole page."""
        self.panel.far = far
        self._show_parts()
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
            if self._moment is not None and not self.panel.far and RULES[self.guidance].picture:
                foot, ends = QRectF(self._footer_box()), self._ends(self._moment)
                paint_footer(painter, foot, self.unit, self._moment, self._theme, ends, terms=self.panel.terms)

    @property
    def unit(self) -> float:
        """One pixel of the sketch of 1280 × 800, in pixels of this page."""
        return min(self.height() / 800, self.width() / 1180)

    def _lay_out(self) -> None:
        unit, wide, high = self.unit, self.width(), self.height()
        self.panel.unit = unit
        picture = RULES[self.guidance].picture
        across = round(wide * 0.275) if picture and not self.panel.far else wide // 2
        down = high - 92 * unit if picture and self.panel.far else 40 * unit  # where no words are
        self.word.place(unit, QPoint(across, round(down)))
        if self.panel.far:
            self.panel.setGeometry(0, 0, wide, high)
            return
        foot = round(150 * unit)
        margin = round(56 * unit)
        half = round(wide * 0.55)
        self.stage.setGeometry(0, 0, half, high - foot)
        left = round(wide * 0.569)
        if picture:
            self.panel.setGeometry(left, 0, wide - left - margin, high - foot)
        else:
            self.panel.setGeometry(0, 0, wide, high)
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
        below = high - foot - round(30 * unit)
        for link in (self.clock, self.exam):
            link.setFont(face(18 * unit))
            size = link.sizeHint().width() + round(24 * unit)
            link.setGeometry((wide - size) // 2, below, size, round(40 * unit))
            below += round(40 * unit)

    @property
    def _says_all(self) -> bool:
        return RULES[self.guidance].says == "everything"

    def _show_parts(self) -> None:
        """Let be seen what belongs to this level of guidance, from near or far, while time runs or stands."""
        far, picture = self.panel.far, RULES[self.guidance].picture
        stands = self._moment is None or self._moment.state not in RUNNING
        for part in (self.stage, self.timeline, self.layers):
            part.setVisible(picture and not far)
        for button in (self.back, *self.buttons.values()):
            button.setVisible((picture or stands) and not far)
        blank = self.guidance == "exam" and stands and not far
        self.clock.setVisible(blank)
        self.exam.setVisible(blank and self.exam_there)

    def _switch_clock(self) -> None:
        """Have a small clock on the blank page, or nothing at all."""
        self.panel.clock = not self.panel.clock
        self.clock.setText("Without the clock" if self.panel.clock else "With a small clock")
        self._lay_out()
        self.panel.update()

    def _footer_box(self) -> QRect:
        unit = self.unit
        margin = round(56 * unit)
        return QRect(margin, self.height() - round(62 * unit), self.width() - 2 * margin, round(40 * unit))

    def _ends(self, moment: Moment) -> str:
        """The clock time of the end, while time runs on to it as fast as ever."""
        if moment.state not in RUNNING or moment.turn is not None or moment.pace.hurries:
            return ""
        return (self._wall() + timedelta(milliseconds=moment.total_left + moment.lead)).strftime("%H:%M")

    def _announce(self, moment: Moment) -> None:
        """Tell a screen reader what is new; the digits keep silent."""
        span, says = moment.span, RULES[self.guidance].says
        said = {
            "everything": (words.heading(span), words.sided(span.step), words.place_line(span.step)),
            "names": (words.heading(span), words.sided(span.step, terms=True)),
            "nothing": (words.GUIDES[self.guidance][1],),
        }[says]
        text = ". ".join(filter(None, said))
        if moment.state == "paused":
            text = "Paused. " + text
        self.panel.setAccessibleName(text)
        self.panel.setAccessibleDescription(span.step.cue if says == "everything" else "")
        if self.isVisible() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.panel, text))

    def _ask(self, event: Event) -> None:
        """Ask how the pressure is when it is time to; until there is an answer, or another step begins."""
        match event:
            case Passed(mark=mark) if mark.kind == "check_in":
                self.check_in.setVisible(not self.panel.far and self._says_all)
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
