"""Two routines side by side: what is alike, what differs, what only one of them has, and where their time goes.

The routine one comes from is at the right, the other one at the left: what is said is what the right one has instead.
Knows routines. Leaves reading the other one to the window's owner.
"""

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from backtimer import words
from backtimer.core.compare import Comparison, Total, compared
from backtimer.core.routine import Routine
from backtimer.core.shelf import Entry
from backtimer.core.timing import clock_text
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.compare.paint_compare import Line, columns
from backtimer.ui.compare.routine_chooser import RoutineChooser
from backtimer.ui.compare.rows import BAR, CompareList
from backtimer.ui.compare.words import summary, total_name, total_words
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.round_button import RoundButton

View = Literal["steps", "regions", "sides", "families"]

VIEWS: Final[dict[View, str]] = {"steps": "Steps", "regions": "Places", "sides": "Sides", "families": "Strokes"}

EMPTY: Final = "Choose a routine to lay beside this one."


class ComparePage(Page):
    """Shows two routines. `other_asked` carries the entry that is to be laid beside the one that is shown."""

    name = "compare"
    back_asked = Signal()
    other_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._mine: Routine | None = None
        self._other: Routine | None = None
        self._found: Comparison | None = None
        self._view: View = "steps"
        self._said = ""
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.another = AnswerButton("Another routine …", parent=self)
        self.another.setAccessibleName("Another routine to lay beside this one")
        self.views = {view: AnswerButton(text, parent=self) for view, text in VIEWS.items()}
        self._group = QButtonGroup(self)
        self.rows = CompareList(look, self)
        self.chooser = RoutineChooser(look.handbook, self)
        self.chooser.hide()
        self._join()

    def show_routine(self, routine: Routine, entries: Sequence[Entry]) -> None:
        """Show this routine, and offer these entries to lay beside it."""
        self._mine, self._other, self._found = routine, None, None
        self.chooser.offer(entries)
        self.show_view("steps")
        self._show_chooser(shown=True)

    def show_other(self, routine: Routine) -> None:
        """Lay this one beside it."""
        self._other = routine
        if self._mine is not None:
            self._found = compared(routine, self._mine)
        self._show_chooser(shown=False)
        self.show_view(self._view)
        self._lay_out()

    def show_view(self, view: View) -> None:
        """Show the steps, or where the time goes."""
        self._view = view
        self.views[view].setChecked(True)
        found = self._found
        if found is None:
            self.rows.show_items((), "Steps")
        elif view == "steps":
            self.rows.show_items(found.rows, f"Steps. {summary(found)}")
        else:
            totals: dict[View, tuple[Total, ...]] = {
                "regions": found.regions, "sides": found.sides, "families": found.families
            }  # fmt: skip
            self.rows.show_items([self._line(total) for total in totals[view]], VIEWS[view])
        title = self._mine.title if self._mine else ""
        beside = f" beside {self._other.title}. {summary(found)}" if self._other and found else f". {EMPTY}"
        self.setAccessibleName(f"{title}{beside}")
        self.update()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.back.set_theme(look.theme)
        for answer in (self.another, *self.views.values()):
            answer.set_look(look)
        self.show_view(self._view)
        self._lay_out()
        self.update()

    def go_back(self) -> bool:
        """From choosing back to the rows; from these to the page of the routine."""
        if self._chooses and self._found is not None:
            self._show_chooser(shown=False)
        else:
            self.back_asked.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """C again chooses another routine; left and right go through the views."""
        order = list(self.views)
        if event.key() == Qt.Key.Key_C and not event.modifiers():
            self._show_chooser(shown=True)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._found is not None:
            way = 1 if event.key() == Qt.Key.Key_Right else -1
            self.show_view(order[(order.index(self._view) + way) % len(order)])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys belong to the rows, or to the field in which one chooses."""
        super().focusInEvent(event)
        (self.chooser if self._chooses else self.rows).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title, how much is alike, what stands over the columns, and the row that is looked at in words."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            left, right = 96 * unit, self.width() - 56 * unit
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(34 * unit, SEMIBOLD))
            draw_line(painter, QRectF(left, 22 * unit, right - left, 46 * unit), "Side by side")
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            under = QRectF(left, 68 * unit, right - left, 26 * unit)
            draw_line(painter, under, summary(self._found) if self._found else EMPTY)
            if self._mine is not None:
                self._paint_headings(painter, unit)
            foot = QRectF(
                self.rows.x() + 14 * unit, self.height() - 60 * unit, self.rows.width() - 28 * unit, 44 * unit
            )
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(15.5 * unit))
            rests = self._found is not None and not self._chooses
            hint = "C  another routine  ·  ← →  steps, places, sides, strokes" if rests else ""
            draw_lines(painter, foot, self._said or hint, 2, 1.3)

    def _paint_headings(self, painter: QPainter, unit: float) -> None:
        """Title, length and number of steps over each column."""
        theme = self._look.theme
        at = columns(QRectF(self.rows.x(), 168 * unit, self.rows.width() - BAR, 56 * unit), unit)
        for box, routine in ((at.left, None if self._chooses else self._other), (at.right, self._mine)):
            if routine is None:
                continue
            count = sum(1 for _ in routine.in_order())
            under = f"{clock_text(routine.time)} as written  ·  {words.counted(count, 'step')}"
            painter.setPen(QColor(theme.ink))
            painter.setFont(fitted(routine.title, 19 * unit, box.width(), SEMIBOLD, least=0.75))
            draw_line(painter, QRectF(box.left(), box.top(), box.width(), 28 * unit), routine.title)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(15 * unit))
            draw_line(painter, QRectF(box.left(), box.top() + 28 * unit, box.width(), 22 * unit), under)
        if self._found is not None and self._view == "steps" and not self._chooses:
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(15 * unit))
            words_box = QRectF(at.words.left(), at.words.top() + 28 * unit, at.words.width(), 22 * unit)
            draw_line(painter, words_box, "What the right one has instead")
        painter.setPen(QColor(theme.line))
        y = round(at.left.bottom() + 4 * unit)
        painter.drawLine(round(at.left.left()), y, round(at.words.right()), y)

    def _join(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.another.setCheckable(False)
        self.another.clicked.connect(lambda: self._show_chooser(shown=not self._chooses))
        for view, button in self.views.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, view=view: self.show_view(view))
        self.rows.looked.connect(self._on_looked)
        self.chooser.chosen.connect(self.other_asked)
        self.chooser.given_up.connect(self._on_given_up)

    def _on_looked(self, said: str) -> None:
        self._said = said[:1].upper() + said[1:]
        self.update()

    def _on_given_up(self) -> None:
        if self._found is None:
            self.back_asked.emit()
        else:
            self._show_chooser(shown=False)

    def _show_chooser(self, *, shown: bool) -> None:
        """Show the titles to choose from instead of the rows, or the rows again."""
        self.chooser.begin_anew()
        self.chooser.setVisible(shown)
        self.rows.setVisible(not shown)
        for button in self.views.values():
            button.setVisible(not shown and self._found is not None)
        self.another.setVisible(not shown or self._found is not None)
        self._lay_out()
        (self.chooser if shown else self.rows).setFocus()
        self.update()

    def _line(self, total: Total) -> Line:
        name = total_name(total.what, self._look.handbook, terms=self._look.terms)
        return Line(name, total.left, total.right, total_words(total))

    @property
    def _chooses(self) -> bool:
        """Whether the titles to choose from are shown."""
        return self.chooser.isVisibleTo(self)

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _lay_out(self) -> None:
        unit, wide, high = self._unit(), self.width(), self.height()
        margin, size, pad = round(56 * unit), round(58 * unit), round(14 * unit)
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        top = round(232 * unit)
        self.rows.setGeometry(margin - pad, top, wide - 2 * margin + 2 * pad, high - top - round(68 * unit))
        self.rows.set_look(self._look, unit)
        tab = round(118 * unit)
        for at, button in enumerate(self.views.values()):
            button.setFont(face(16 * unit))
            button.setGeometry(margin - 3 + at * tab, round(108 * unit), tab - 2, round(50 * unit))
        self.another.setFont(face(16 * unit))
        self.another.setGeometry(
            wide - margin - round(200 * unit) + 3, round(108 * unit), round(200 * unit), round(50 * unit)
        )
        at_left = columns(QRectF(self.rows.geometry()), unit).left
        self.chooser.setGeometry(
            QRect(
                round(at_left.left()),
                round(168 * unit),
                round(at_left.width()),
                high - round(168 * unit) - round(40 * unit),
            )
        )
        self.chooser.set_look(self._look, unit)
