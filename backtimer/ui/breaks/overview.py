"""The page about breaks: how things stand, what is chosen, what this machine can tell, and the week.

Knows wishes, a week, and sentences that it is given. Leaves keeping, reminding and measuring to whoever listens.
"""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from backtimer import words
from backtimer.core.breaks.week import Week
from backtimer.core.breaks.wishes import BreakWishes
from backtimer.ui.breaks.settings import BreakSettings
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.journal.heat_map import HeatMap
from backtimer.ui.journal.sums import sums_of
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.palette import scrolling
from backtimer.ui.round_button import RoundButton

ACTIONS: Final = (
    ("now", "A break now"),
    ("try", "Show me a notice"),
    ("hour", "Quiet for an hour"),
    ("tomorrow", "Until tomorrow"),
    ("go_on", "Remind me again"),
)
"""What can be done at once."""

PRIVATE: Final = "All of it stays on this machine."

EMPTY: Final = "Nothing yet. The first break will be seen here."


class BreaksPage(Page):
    """`changed` carries other wishes; `asked` one of the actions: now, try, hour, tomorrow, go_on."""

    name = "breaks"
    changed = Signal(object)
    asked = Signal(str)
    back_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sentence = ""
        self._known: tuple[tuple[str, bool | None], ...] = ()
        self._week = Week()
        self._on = self._paused = False
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.back.clicked.connect(self.back_asked)
        self.settings = BreakSettings(look)
        self.settings.changed.connect(self._on_changed)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.settings)
        self.heat = HeatMap(look, self)
        self.buttons = {
            action: FlatButton(text, first=place == 0, parent=self) for place, (action, text) in enumerate(ACTIONS)
        }
        for action, button in self.buttons.items():
            button.clicked.connect(lambda _=False, action=action: self.asked.emit(action))
        self.setFocusProxy(self.buttons["now"])

    def show_wishes(self, wishes: BreakWishes) -> None:
        """Mark what is chosen now."""
        self._on = wishes.on
        self.settings.show_wishes(wishes)
        self._show_buttons()

    def show_status(self, sentence: str, *, paused: bool) -> None:
        """Say how things stand."""
        self._sentence, self._paused = sentence, paused
        self.setAccessibleName(f"Breaks. {sentence}")
        self._show_buttons()
        self.update()

    def show_known(self, known: tuple[tuple[str, bool | None], ...], note: str) -> None:
        """Say what this machine can tell (None: not looked yet), and what else is worth a word."""
        self._known = known
        self.settings.note.setText(note)
        self.update()

    def show_week(self, week: Week) -> None:
        """Show what was done in the last seven days."""
        self._week = week
        self.heat.show_regions(sums_of(week.sessions).regions)
        self._lay_out()
        self.update()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.back.set_theme(look.theme)
        for button in self.buttons.values():
            button.set_theme(look.theme)
        self._scroll.setStyleSheet(scrolling(look.theme, "QScrollArea, QScrollArea > QWidget > QWidget"))
        self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title, how things stand, the figures of the week, and what this machine can tell."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(theme.ground))
            left = 96 * unit
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(34 * unit, SEMIBOLD))
            draw_line(painter, QRectF(left, 22 * unit, self.width() - left, 46 * unit), "Breaks")
            painter.setPen(QColor(theme.accent if self._on else theme.quiet))
            painter.setFont(face(18 * unit))
            draw_line(painter, QRectF(left, 68 * unit, self.width() * 0.75, 28 * unit), self._sentence)
            self._paint_week(painter, unit)
            self._paint_known(painter, unit)

    def _paint_week(self, painter: QPainter, unit: float) -> None:
        """What the week amounts to, beside its map."""
        theme, week = self._look.theme, self._week
        right = QRectF(self._right(), 112 * unit, self.width() - self._right() - 56 * unit, 26 * unit)
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(15 * unit, SEMIBOLD))
        draw_line(painter, right, "The last seven days")
        box = QRectF(self.heat.geometry().right() + 28 * unit, 160 * unit, 0, 0)
        box.setRight(self.width() - 56 * unit)
        painter.setPen(QColor(theme.quiet))
        painter.setFont(face(15 * unit))
        if not week.sessions:
            draw_lines(painter, box, EMPTY, 4, 1.4)
        else:
            minutes = str(max(round(week.time / 60_000), 1))
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(64 * unit, LIGHT))
            row = QRectF(box.left() - 3 * unit, box.top(), box.width(), 68 * unit)
            draw_line(painter, row, minutes)
            wide = painter.fontMetrics().horizontalAdvance(minutes)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            draw_line(painter, row.adjusted(wide + 10 * unit, 22 * unit, 0, 0), "min")
            draw_line(painter, QRectF(box.left(), row.bottom() + 4 * unit, box.width(), 24 * unit),
                      f"in {words.counted(len(week.sessions), 'break')}")  # fmt: skip
            self._paint_tension(painter, QRectF(box.left(), row.bottom() + 50 * unit, box.width(), 100 * unit), unit)
        painter.setPen(QColor(theme.quiet))
        painter.setFont(fitted(PRIVATE, 13.5 * unit, right.width()))
        foot = QRectF(right.left(), self.heat.geometry().bottom() + 8 * unit, right.width(), 20 * unit)
        draw_line(painter, foot, PRIVATE)

    def _paint_tension(self, painter: QPainter, box: QRectF, unit: float) -> None:
        """How tense before and after, as two bars; nothing where nobody said."""
        theme, tension = self._look.theme, self._week.tension
        if tension is None:
            return
        painter.setPen(QColor(theme.quiet))
        painter.setFont(face(14 * unit))
        draw_line(painter, QRectF(box.left(), box.top(), box.width(), 20 * unit), "Tension, 0 to 10")
        for place, (text, number) in enumerate(zip(("before", "after"), tension, strict=True)):
            top = box.top() + (28 + 32 * place) * unit
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(14 * unit))
            draw_line(painter, QRectF(box.left(), top, 50 * unit, 22 * unit), text)
            bar = QRectF(box.left() + 52 * unit, top + 5 * unit, max(box.width() - 92 * unit, 30 * unit), 12 * unit)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.off))
            painter.drawRoundedRect(bar, 6 * unit, 6 * unit)
            lit = QRectF(bar)
            lit.setWidth(max(bar.width() * number / 10, bar.height()))
            painter.setBrush(QColor(theme.quiet if place == 0 else theme.accent))
            painter.drawRoundedRect(lit, 6 * unit, 6 * unit)
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(15 * unit, SEMIBOLD))
            draw_line(painter, QRectF(bar.right() + 8 * unit, top, 36 * unit, 22 * unit), f"{number:.1f}")

    def _paint_known(self, painter: QPainter, unit: float) -> None:
        """What this machine can tell, each with a sign."""
        theme = self._look.theme
        left, wide = self._right(), self.width() - self._right() - 56 * unit
        top = self.heat.geometry().bottom() + 44 * unit
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(15 * unit, SEMIBOLD))
        draw_line(painter, QRectF(left, top, wide, 24 * unit), "What this machine tells")
        top += 28 * unit
        for text, known in self._known:
            dot = QRectF(left, top + 8 * unit, 8 * unit, 8 * unit)
            painter.setPen(QColor(theme.accent if known else theme.quiet))
            painter.setBrush(QColor(theme.accent) if known else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot)
            painter.setPen(QColor(theme.ink if known else theme.quiet))
            painter.setFont(fitted(text, 14 * unit, wide - 18 * unit, least=0.8))
            draw_line(painter, QRectF(left + 18 * unit, top, wide - 18 * unit, 24 * unit), text)
            top += 24 * unit

    def _on_changed(self, wishes: BreakWishes) -> None:
        self._on = wishes.on
        self._show_buttons()
        self.changed.emit(wishes)

    def _show_buttons(self) -> None:
        for action in ("hour", "tomorrow"):
            self.buttons[action].setVisible(self._on and not self._paused)
        self.buttons["go_on"].setVisible(self._on and self._paused)
        self._lay_out()

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _right(self) -> float:
        """Where the right column begins."""
        return self.width() * 0.59

    def _lay_out(self) -> None:
        unit, high = self._unit(), self.height()
        margin, right = round(56 * unit), round(self._right())
        size = round(58 * unit)
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        self.settings.set_look(self._look, unit)
        top = round(104 * unit)
        self._scroll.setGeometry(margin, top, right - margin - round(36 * unit), high - top - round(96 * unit))
        map_high = high - round((112 + 30 + 250) * unit)
        self.heat.set_look(self._look, unit)
        wide = min(round(map_high * 0.8), round((self.width() - right - margin) * 0.64))
        self.heat.setGeometry(QRect(right, round(144 * unit), wide, map_high))
        left, row = margin, high - round(80 * unit)
        for button in self.buttons.values():
            button.setFont(face(16 * unit, SEMIBOLD))
            wide = button.fontMetrics().horizontalAdvance(button.text()) + round(44 * unit)
            button.setFixedSize(QSize(wide, round(54 * unit)))
            if not button.isHidden():
                button.move(left - 3, row)
                left += wide + round(10 * unit)
