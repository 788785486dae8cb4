"""Where a drill begins: what is due, how much of each deck is known, and one large button. Knows decks only."""

from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from backtimer import words
from backtimer.core.drill.question import lone_plan
from backtimer.core.drill.today import Deck
from backtimer.core.moment import Moment
from backtimer.core.motion import round_of
from backtimer.core.routine import Step
from backtimer.core.timing import Ms
from backtimer.ui.drill.paint_drill import paint_deck
from backtimer.ui.drill.words import deck_line, minutes_text
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_digits, draw_line, draw_lines, face
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling
from backtimer.ui.stage import Stage

ROW: Final = 84
"""Height of a deck, in pixels of the 800-pixel sketch."""

WHAT: Final = "What you know well comes seldom, what you forget comes soon."
RESTED: Final = "Nothing is due. Who wants to may practise ahead."
FORGET: Final = "Forget all answers"
SURE: Final = "Really forget them?"


class DeckRow(QAbstractButton):
    """A deck as a button: its title, how it stands, and its bar."""

    def __init__(self, deck: Deck, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deck, self._look, self.unit = deck, look, 1.0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        known = f"{deck.known} of {deck.total} known"
        self.setAccessibleName(f"{deck.title}. {deck_line(deck)}. {known}")
        self.setToolTip(f"{known}, {deck.begun} begun")

    def set_look(self, look: Look, unit: float) -> None:
        """Paint in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look, self.unit = look, unit
        self.setFixedHeight(round(ROW * unit))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(200, round(ROW * self.unit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the deck, and a frame where the keys are."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            painter.setBrush(QColor(theme.off if self.underMouse() else theme.raised))
            edge, wide = (theme.ink, 2.0) if self.hasFocus() else (theme.line, 1.2)
            painter.setPen(QPen(QColor(edge), wide))
            painter.drawRoundedRect(box, 14, 14)
            paint_deck(painter, box, self._deck, deck_line(self._deck), theme, self.unit)


class DrillStart(QWidget):
    """The decks. `begin_asked` carries the id of the deck that is to be drilled alone, or nothing for all."""

    begin_asked = Signal(str)
    forget_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._count = (0, 0)
        self._alone = ""
        self.rows: dict[str, DeckRow] = {}
        self.begin = FlatButton("Begin", first=True, parent=self)
        self.begin.clicked.connect(lambda: self.begin_asked.emit(self._alone))
        self.forget = FlatButton(FORGET, parent=self)
        self.forget.clicked.connect(self._on_forget)
        self.stage = Stage(look, self)
        self.stage.setCursor(Qt.CursorShape.ArrowCursor)
        self._column = QWidget()
        self._lines = QVBoxLayout(self._column)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._column)
        self.setFocusProxy(self.begin)

    def show_decks(self, decks: tuple[Deck, ...], go: tuple[int, int], shows: Step | None) -> None:
        """Show these decks. `go` are how many questions the next go has, due and new; `shows` is a step to look at."""
        self._count = go
        self._alone = decks[0].id if len(decks) == 1 else ""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # at once: the rest comes when Qt has time
                widget.deleteLater()
        self.rows = {}
        for deck in decks:
            row = self.rows[deck.id] = DeckRow(deck, self._look)
            row.clicked.connect(partial(self._on_row, deck.id))
            self._lines.addWidget(row)
        self._lines.addStretch(1)
        some = sum(go)
        self.begin.setText(f"Begin, {minutes_text(some)}" if some else "Practise ahead")
        self.begin.setEnabled(any(deck.total for deck in decks))
        self.forget.setVisible(any(deck.begun for deck in decks))
        self.forget.setText(FORGET)
        if shows is not None:
            plan = lone_plan(shows)
            hands = Ms(round_of(plan.spans[0].step) * 3 // 16)
            self.stage.show_moment(Moment(plan, Ms(plan.total // 2), 0, hands=hands))
        self.setAccessibleName(f"Drill. {self._summary()}")
        self._lay_out()
        self.update()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.stage.set_look(look)
        self.begin.set_theme(look.theme)
        self.forget.set_theme(look.theme)
        self._lay_out()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return begins, wherever the keys are."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.begin.isEnabled():
            self.begin.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title, and how many questions there are."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            left = 96 * unit
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(34 * unit, SEMIBOLD))
            draw_line(painter, QRectF(left, 22 * unit, self._middle() - left, 46 * unit), "Drill")
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            draw_lines(painter, QRectF(left, 70 * unit, self._middle() - left - 40 * unit, 0), WHAT, 2, 1.4)
            self._paint_count(painter, unit)

    def _paint_count(self, painter: QPainter, unit: float) -> None:
        """How many questions are due and how many are new, in large digits above the button."""
        theme = self._look.theme
        x, top = 56 * unit, self.height() - 178 * unit
        if not sum(self._count):
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(19 * unit))
            draw_line(painter, QRectF(x, top + 32 * unit, self._middle() - x, 30 * unit), RESTED)
            return
        for count, word in zip(self._count, ("due", "new"), strict=True):
            if not count:
                continue
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(54 * unit, LIGHT))
            wide = draw_digits(painter, QRectF(x, top, 200 * unit, 70 * unit), str(count))
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(18 * unit))
            draw_line(painter, QRectF(x + wide + 10 * unit, top + 26 * unit, 80 * unit, 30 * unit), word)
            x += wide + 96 * unit

    def _summary(self) -> str:
        due, fresh = self._count
        return f"{words.counted(due, 'question')} due, {fresh} new" if sum(self._count) else RESTED

    def _on_row(self, deck: str) -> None:
        self.begin_asked.emit(deck)

    def _on_forget(self) -> None:
        """The first press asks, the second one forgets."""
        if self.forget.text() == SURE:
            self.forget.setText(FORGET)
            self.forget_asked.emit()
        else:
            self.forget.setText(SURE)

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _middle(self) -> float:
        """Where the left half ends."""
        return self.width() * 0.53

    def _lay_out(self) -> None:
        unit, middle, high = self._unit(), round(self._middle()), self.height()
        margin = round(56 * unit)
        self.stage.setGeometry(middle, 0, self.width() - middle, high)
        top, foot = round(118 * unit), high - round(190 * unit)
        self._scroll.setGeometry(margin - 3, top, middle - margin - round(34 * unit), foot - top)
        self._scroll.setStyleSheet(scrolling(self._look.theme, "QScrollArea, QScrollArea > QWidget > QWidget"))
        self._lines.setSpacing(round(8 * unit))
        for row in self.rows.values():
            row.set_look(self._look, unit)
        for button, left, wide, size in ((self.begin, 56, 300, 20), (self.forget, 372, 190, 16)):
            button.setFont(face(size * unit, SEMIBOLD if button is self.begin else face(1).weight()))
            button.setGeometry(round(left * unit) - 3, high - round(92 * unit), round(wide * unit), round(60 * unit))
