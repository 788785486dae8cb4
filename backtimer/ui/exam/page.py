"""The page of an exam run: what will happen, then almost nothing at all: a small clock, and a sign for each press.

Knows keys and pixels. Each press goes to the run of `core.exam`; what becomes of its marks is left to whoever listens.
"""

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QButtonGroup, QWidget

from backtimer.core.exam.run import ExamRun, Paper, Sign
from backtimer.core.exam.words import whole
from backtimer.core.timing import Clock, Ms
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.hands_free import COMBINED, ELSEWHERE, MACHINE, SETTLED
from backtimer.ui.lettering import LIGHT, SEMIBOLD, digits_width, draw_digits, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.round_button import RoundButton
from backtimer.ui.theme import mixed

HOLD: Final = Ms(2_000)
"""So long a press is held to end the run."""

TICK: Final = 100
"""Milliseconds between two looks at the clock."""

SEEN: Final = Ms(900)
"""So long the sign of a press is seen."""

MARKS: Final = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
"""Keys that mean something to other pages, and nothing here."""

ASKS: Final = Qt.Key.Key_P

MOUSE: Final = -1
"""A button of the mouse, among the keys that are down."""

Shown = Literal["clock", "nothing"]

LINES: Final = (
    ("Do the whole sequence from memory.", "No picture, no voice, no bell. It should take {total}."),
    (
        "Press anything at each change: a key, a pedal, the mouse.",
        (
            "First when your hands lie on, then whenever the next step begins.\n"
            "Two unhurried presses (or the key P) say that you asked about the pressure."
        ),
    ),
    ("Hold for two seconds to end.", "Then what you did is laid beside the plan. Esc breaks off; nothing is lost."),
)
"""What will happen."""


class ExamPage(Page):
    """One exam after the other. `changed` carries the Exam as it stands after each press, `ended` when it is over.

    `broken_off` carries one that ended because something else was shown. `examined` says whether somebody ticks the
    rubric afterwards.
    """

    name = "exam"
    begun = Signal()
    changed = Signal(object)
    ended = Signal(object)
    broken_off = Signal(object)
    back_asked = Signal()

    def __init__(self, look: Look, clock: Clock, gap: Ms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock, self._gap = clock, gap
        self._title = ""
        self._paper: Paper | None = None
        self._run: ExamRun | None = None
        self._sign: Sign | None = None
        self._signed = Ms(0)
        self._down: dict[int, Ms] = {}
        self._up: int | None = None
        self._second = -1
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.begin = FlatButton("Begin", first=True, parent=self)
        self.clock, self.nothing = AnswerButton("A small clock", parent=self), AnswerButton("Nothing", parent=self)
        self.nobody, self.examiner = AnswerButton("Nobody", parent=self), AnswerButton("An examiner", parent=self)
        self._groups = (QButtonGroup(self), QButtonGroup(self))
        for group, pair in zip(self._groups, ((self.clock, self.nothing), (self.nobody, self.examiner)), strict=True):
            for button in pair:
                group.addButton(button)
            pair[0].setChecked(True)
        self.clock.setAccessibleName("On the screen: a small clock")
        self.nothing.setAccessibleName("On the screen: nothing")
        self.nobody.setAccessibleName("The rubric is ticked by nobody")
        self.examiner.setAccessibleName("The rubric is ticked by an examiner, afterwards")
        self.back.clicked.connect(self.back_asked)
        self.begin.clicked.connect(self._begin)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.tick)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self._settle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def run(self) -> ExamRun | None:
        """The run that goes on, or waits for its first press."""
        return self._run

    @property
    def examined(self) -> bool:
        """Whether somebody ticks the rubric afterwards."""
        return self.examiner.isChecked() and self._has_rubric()

    def show_paper(self, paper: Paper, title: str) -> None:
        """Offer an exam on this paper."""
        self._paper, self._title = paper, title
        self._stop()
        self.setAccessibleName(f"Exam: {title}. " + " ".join(f"{line} {more}" for line, more in self._lines()))

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.back.set_theme(look.theme)
        self.begin.set_theme(look.theme)
        for answer in (self.clock, self.nothing, self.nobody, self.examiner):
            answer.set_look(look)
        self.update()

    def go_back(self) -> bool:
        """Break off what goes on and keep it; before that, back to where the exam was asked for."""
        run = self._run
        if run is not None and run.begun:
            run.leave()
            self._end(run)
        elif run is not None:
            self._stop()
        else:
            self.back_asked.emit()
        return True

    # --- a run ---

    def tick(self) -> None:
        """Look at the clock."""
        run = self._run
        if run is None:
            return
        run.tick()
        now = self._clock()
        if any(now - since >= HOLD for since in self._down.values()) and run.begun:
            run.hold()
        if run.over:
            self._end(run)
            return
        if self._sign is not None and now - self._signed >= SEEN:
            self._sign = None
            self.update(self._middle())
        if self._down:
            self.update(self._middle())
        second = run.exam.until // 1000
        if second != self._second and self.clock.isChecked():
            self._second = second
            self.update(self._clock_box().toAlignedRect())

    def event(self, event: QEvent) -> bool:
        """While a run goes on no key is a shortcut but Esc."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            self.keyPressEvent(event)  # Tab too
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key but Esc."""
        if not self._takes(event):
            super().keyPressEvent(event)
            return
        event.accept()
        key = event.key()
        held_on = event.isAutoRepeat() or key == self._up
        if key == self._up:
            self._up = None
        if not held_on:
            self._settle()
            self._press(key)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The key may be up: X11 lets one that is held come up and go down all the time."""
        if not self._takes(event):
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._settle()
            self._up = event.key()
            self._settling.start() if event.timestamp() else self._settle()  # without a time it is from no keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere counts like a key."""
        if self._run is not None:
            self._press(MOUSE)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks are two presses."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The button is up."""
        super().mouseReleaseEvent(event)
        self._down.pop(MOUSE, None)
        self.update(self._middle())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Before a run the keys belong to the button that begins it."""
        super().focusInEvent(event)
        if self._run is None:
            self.begin.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes elsewhere breaks off; a window that is only made small goes on."""
        super().hideEvent(event)
        run = self._run
        if run is not None and not event.spontaneous():
            run.leave()
            self._stop()
            if run.begun:
                self.broken_off.emit(run.exam)

    def _takes(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self._run is None or key == Qt.Key.Key_Escape or event.modifiers() & COMBINED:
            return False
        return 0 < key < MACHINE and (key not in ELSEWHERE or key in MARKS)

    def _press(self, key: int) -> None:
        run = self._run
        if run is None:
            return
        fresh = not run.begun
        sign = run.ask() if key == ASKS and run.begun else run.press()
        if key != ASKS:
            self._down[key] = self._clock()
        if sign is not None:
            self._sign, self._signed = sign, self._clock()
            self.update()
            if fresh:
                self.begun.emit()
            self.changed.emit(run.exam)

    def _settle(self) -> None:
        """What came up is up."""
        self._settling.stop()
        if self._up is not None:
            self._down.pop(self._up, None)
            self._up = None
            self.update(self._middle())

    def _begin(self) -> None:
        if self._paper is not None:
            self._run = ExamRun(self._paper, self._clock, self._gap)
            self._show_parts()
            self.setFocus()
            self._timer.start()

    def _end(self, run: ExamRun) -> None:
        self._stop()
        self.ended.emit(run.exam)

    def _stop(self) -> None:
        self._timer.stop()
        self._settling.stop()
        self._run, self._sign, self._up, self._second = None, None, None, -1
        self._down.clear()
        self._show_parts()

    def _show_parts(self) -> None:
        waits = self._run is None
        for part in (self.back, self.begin, self.clock, self.nothing):
            part.setVisible(waits)
        for part in (self.nobody, self.examiner):
            part.setVisible(waits and self._has_rubric())
        self._lay_out()
        self.setCursor(Qt.CursorShape.ArrowCursor if waits else Qt.CursorShape.BlankCursor)
        self.update()

    # --- the picture ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        unit, left = self._unit(), round(self._column().left())
        size = round(58 * unit)
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        high, top = round(54 * unit), round(self._column().top())
        for row, pair in ((406, (self.clock, self.nothing)), (476, (self.nobody, self.examiner))):
            for place, button in enumerate(pair):
                button.setFont(face(17 * unit))
                at = left + round((178 + place * 196) * unit)
                button.setGeometry(at, top + round(row * unit), round(190 * unit), high)
        self.begin.setFont(face(21 * unit, SEMIBOLD))
        self.begin.setGeometry(
            left - 3, top + round((576 if self._has_rubric() else 506) * unit), round(210 * unit), round(66 * unit)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what will happen, or almost nothing."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(theme.ground))
            if self._run is None:
                self._paint_before(painter, unit)
            else:
                self._paint_run(painter, self._run, unit)

    def _paint_before(self, painter: QPainter, unit: float) -> None:
        theme, box = self._look.theme, self._column()
        painter.setPen(QColor(theme.quiet))
        painter.setFont(face(19 * unit))
        draw_line(painter, QRectF(box.left(), box.top(), box.width(), 28 * unit), self._title)
        painter.setPen(QColor(theme.ink))
        painter.setFont(face(46 * unit, SEMIBOLD))
        draw_line(painter, QRectF(box.left(), box.top() + 28 * unit, box.width(), 64 * unit), "Exam")
        top = box.top() + 116 * unit
        for number, (line, more) in enumerate(self._lines(), 1):
            painter.setPen(QColor(theme.accent))
            painter.setFont(face(30 * unit, LIGHT))
            draw_line(painter, QRectF(box.left(), top, 40 * unit, 52 * unit), str(number))
            painter.setPen(QColor(theme.ink))
            text = QRectF(box.left() + 44 * unit, top, box.width() - 44 * unit, 28 * unit)
            painter.setFont(fitted(line, 20 * unit, text.width(), SEMIBOLD))
            draw_line(painter, text, line)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            top += draw_lines(painter, text.translated(0, 30 * unit), more, 3, 1.4) + 62 * unit
        painter.setFont(face(17 * unit))
        rows = [("On the screen", self.clock)] + ([] if self.nobody.isHidden() else [("Rubric ticked by", self.nobody)])
        for name, button in rows:
            draw_line(painter, QRectF(box.left(), button.y(), 176 * unit, button.height()), name)

    def _paint_run(self, painter: QPainter, run: ExamRun, unit: float) -> None:
        theme, middle = self._look.theme, QPointF(self._middle().center())
        faint = mixed(QColor(theme.ground), QColor(theme.quiet), 0.85)
        if not run.begun:
            painter.setPen(faint)
            painter.setFont(face(22 * unit))
            box = QRectF(0, middle.y() - 40 * unit, self.width(), 80 * unit)
            draw_line(painter, box, "Press anything when your hands lie on.", Qt.AlignmentFlag.AlignHCenter)
            return
        if self._sign is not None and self._sign != "asked":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(middle, 5 * unit, 5 * unit)
        elif self._sign == "asked":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2.4 * unit))
            painter.drawEllipse(middle, 7 * unit, 7 * unit)
        self._paint_hold(painter, middle, unit)
        if self.clock.isChecked():
            painter.setPen(QColor(theme.accent) if run.exam.until > run.exam.paper.total else faint)
            painter.setFont(face(40 * unit, LIGHT))
            text = whole(Ms(run.exam.until // 1000 * 1000))
            wide = digits_width(painter.font(), text)
            box = self._clock_box()
            draw_digits(painter, QRectF(box.center().x() - wide / 2, box.top(), wide, box.height()), text)

    def _paint_hold(self, painter: QPainter, middle: QPointF, unit: float) -> None:
        """How long a press has been held already, from a third of the time on."""
        held = max((self._clock() - since for since in self._down.values()), default=0)
        share = (held / HOLD - 1 / 3) * 1.5
        if share <= 0:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._look.theme.quiet), 2.4 * unit, c=Qt.PenCapStyle.RoundCap))
        side = 44 * unit
        ring = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.drawArc(ring, 90 * 16, -round(min(share, 1.0) * 360 * 16))

    def _has_rubric(self) -> bool:
        return self._paper is not None and bool(self._paper.rubric)

    def _lines(self) -> list[tuple[str, str]]:
        total = whole(self._paper.total) if self._paper is not None else ""
        return [(line, more.format(total=total)) for line, more in LINES]

    def _middle(self) -> QRect:
        """Where signs are shown."""
        side = round(90 * self._unit())
        return QRect(self.width() // 2 - side // 2, self.height() // 2 - side // 2, side, side)

    def _clock_box(self) -> QRectF:
        unit = self._unit()
        return QRectF(self.width() / 2 - 120 * unit, self.height() - 110 * unit, 240 * unit, 60 * unit)

    def _column(self) -> QRectF:
        unit = self._unit()
        wide = 760 * unit
        high = (642 if self._has_rubric() else 572) * unit
        return QRectF((self.width() - wide) / 2, max((self.height() - high) / 2, 24 * unit), wide, high)

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)
