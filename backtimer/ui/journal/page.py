"""The page of the journal: a calendar, the sessions, and what they add up to by person, routine, place and stroke.

Knows entries, and shows them at once as they were changed. Leaves keeping, exporting and deleting to whoever listens:
nothing here touches a disk.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Literal

from PySide6.QtCore import QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from backtimer.core.journal_entry import SessionEntry
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.journal.bar_list import BarList
from backtimer.ui.journal.foot import JournalFoot
from backtimer.ui.journal.heat_map import HeatMap
from backtimer.ui.journal.month import JournalCalendar
from backtimer.ui.journal.session_list import SessionList
from backtimer.ui.journal.session_panel import SessionPanel
from backtimer.ui.journal.sums import NOBODY, Sums, day_of, summary, sums_of
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.paint_figure import Figure, paint_figure
from backtimer.ui.paint_stage import fading_edge, paint_glow
from backtimer.ui.round_button import RoundButton

View = Literal["session", "person", "routine", "region", "stroke"]

VIEWS: Final[tuple[tuple[View, str], ...]] = (
    ("session", "Session"),
    ("person", "People"),
    ("routine", "Routines"),
    ("region", "Places"),
    ("stroke", "Strokes"),
)
"""What the right side can show, with the words on its buttons."""

GRACE: Final = 8_000
"""Milliseconds in which a deleted session can be brought back."""

HINT: Final = "Enter shows a session  ·  Delete removes it"
HINTS: Final[dict[View, str]] = {
    "session": "Delete removes the session  ·  Tab leads to its rating",
    "person": "Enter shows one person alone",
}
"""What the keys do, where it is not the usual."""

EMPTY: Final = "Your first massage will be the first line here."


class JournalPage(Page):
    """Shows sessions. `rate_asked` carries a session's key, how the receiver felt before and after, and the note.

    `delete_asked` carries the key of a session that is to go, once it can no longer be brought back; `export_asked`
    carries "csv" or "json". `report_asked` carries the key of a session that was an exam.
    """

    name = "journal"
    back_asked = Signal()
    delete_asked = Signal(str)
    delete_all_asked = Signal()
    export_asked = Signal(str)
    rate_asked = Signal(str, object, object, str)
    report_asked = Signal(str)

    def __init__(self, look: Look, wall: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wall = wall
        self._all = self._sums = Sums(())
        self._person: str | None = None
        self._view: View = "stroke" if look.terms else "region"
        self._gone: SessionEntry | None = None
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.everybody = FlatButton("Everybody", parent=self)
        self.calendar = JournalCalendar(look.theme, self)
        self.sessions = SessionList(look, self)
        self.views: dict[View, AnswerButton] = {shown: AnswerButton(text, parent=self) for shown, text in VIEWS}
        self._group = QButtonGroup(self)
        self.panel = SessionPanel(look, self)
        self.heat = HeatMap(look, self)
        self.bars = BarList(look, self)
        self.foot = JournalFoot(look, self)
        self.start = FlatButton("Choose a massage", first=True, parent=self)
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(GRACE)
        self._join()
        self._refresh()

    def show_entries(self, entries: Iterable[SessionEntry]) -> None:
        """Show these sessions, in any order. One that is being deleted stays away."""
        self._all = sums_of(entries, without=self._gone.key if self._gone else "")
        self._refresh()

    def show_view(self, view: View) -> None:
        """Show this at the right."""
        if view != "session":
            self.panel.take()
        self._view = view
        self.views[view].setChecked(True)
        self._fill_view()
        self._show_parts()
        self._lay_out()
        self.update()

    def show_person(self, person: str | None) -> None:
        """Show the sessions of one receiver only; None shows all."""
        self._person = person
        self._refresh()

    def say(self, text: str) -> None:
        """Say something at the foot: where an export lies, or why there is none."""
        self.foot.say(text)

    def delete(self, row: int) -> None:
        """Take a session away; for a while it can be brought back."""
        if 0 <= row < len(self._sums.entries):
            self._let_go()
            self._gone = self._sums.entries[row]
            self._grace.start()
            self.show_entries(self._all.entries)

    def bring_back(self) -> None:
        """Show again what was taken away last."""
        entry, self._gone = self._gone, None
        if entry is None:
            return
        self._grace.stop()
        self.show_entries((*self._all.entries, entry))
        rows = (row for row, shown in enumerate(self._sums.entries) if shown.key == entry.key)
        self.sessions.look_at(next(rows, 0))
        self.sessions.setFocus()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        for flat in (self.everybody, self.start):
            flat.set_theme(look.theme)
        for answer in self.views.values():
            answer.set_look(look)
        self.back.set_theme(look.theme)
        self._fill_view()
        self._lay_out()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo brings back what was deleted last."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.bring_back()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys belong to the sessions. A focus proxy would do the same, but Tab would go round without the rest."""
        super().focusInEvent(event)
        (self.sessions if self._all.entries else self.start).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page means what was done on it."""
        super().hideEvent(event)
        self.panel.take()
        self._let_go()
        self.foot.ask(asks=False)
        self.foot.say("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title and the figures of all, or what is said of an empty journal."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            left = 96 * unit
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(34 * unit, SEMIBOLD))
            draw_line(painter, QRectF(left, 22 * unit, self.width() - left, 46 * unit), "Journal")
            if not self._all.entries:
                self._paint_empty(painter, unit)
                return
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            only = "" if self._person is None else f"Only {self._person or NOBODY.lower()}  ·  "
            draw_line(painter, QRectF(left, 68 * unit, self.width() * 0.75, 26 * unit), only + summary(self._sums))

    def _paint_empty(self, painter: QPainter, unit: float) -> None:
        """One sentence beside a back that waits."""
        look = self._look
        half = QRectF(0, 100 * unit, self.width() * 0.5, self.height() - 150 * unit)
        paint_glow(painter, half, look.theme)
        paint_figure(painter, half, Figure("prone", look.build), look.theme, look.assets)
        half.setBottom(half.bottom() - 0.028 * half.height())  # where the cloth ends
        painter.fillRect(*fading_edge(half, "prone", look.theme))
        box = QRectF(self.width() * 0.53, self.height() * 0.5 - 100 * unit, self.width() * 0.40, 140 * unit)
        painter.setPen(QColor(look.theme.ink))
        painter.setFont(face(34 * unit, SEMIBOLD))
        draw_lines(painter, box, EMPTY, 3, 1.3)

    def _join(self) -> None:
        """Let the parts hear of one another."""
        self.back.clicked.connect(self.back_asked)
        self.start.clicked.connect(self.back_asked)
        self.everybody.clicked.connect(lambda: self.show_person(None))
        self.calendar.looked.connect(self._on_day)
        self.calendar.opened.connect(self._on_day_opened)
        self.sessions.chosen.connect(self._on_chosen)
        self.sessions.opened.connect(lambda _: self.show_view("session"))
        self.sessions.delete_asked.connect(self.delete)
        for shown, button in self.views.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, shown=shown: self.show_view(shown))
        self.panel.noted.connect(self._on_noted)
        self.panel.report_asked.connect(self.report_asked)
        self.panel.delete_asked.connect(lambda: self.delete(self.sessions.currentIndex().row()))
        self.bars.looked.connect(self.heat.point_at)
        self.bars.opened.connect(self._on_bar)
        self.foot.undo_asked.connect(self.bring_back)
        self.foot.export_asked.connect(self.export_asked)
        self.foot.delete_all_asked.connect(self._on_delete_all)
        self._grace.timeout.connect(self._let_go)

    def _refresh(self) -> None:
        """Show the sums of now in all parts."""
        if self._person is not None and all(entry.person != self._person for entry in self._all.entries):
            self._person = None
        self._sums = self._all if self._person is None else sums_of(self._all.entries, person=self._person)
        self.calendar.show_sums(self._sums, day_of(self._wall().date()))
        self.sessions.show_entries(self._sums.entries)
        self.setAccessibleName(f"Journal. {summary(self._sums) or EMPTY}")
        self.show_view(self._view)

    def _fill_view(self) -> None:
        """Fill what is at the right; of people, always all."""
        if self._view == "session":
            self.panel.show_entry(self.sessions.current())
            return
        sums = self._all if self._view == "person" else self._sums
        self.bars.show_lines(sums.by(self._view, self._look), f"Minutes by {self._view}")
        if self._view == "region":
            self.heat.show_regions(sums.regions)

    def _show_parts(self) -> None:
        """Show what belongs to this view, and hide the rest."""
        some = bool(self._all.entries)
        for part in (self.calendar, self.sessions, *self.views.values()):
            part.setVisible(some)
        self.panel.setVisible(some and self._view == "session")
        self.bars.setVisible(some and self._view != "session")
        self.heat.setVisible(some and self._view == "region")
        self.everybody.setVisible(some and self._person is not None)
        self.start.setVisible(not some)
        self.foot.show_state(len(self._all.entries), self._gone, HINTS.get(self._view, HINT))

    def _on_day(self, day: int) -> None:
        """Look at the newest session of a day."""
        if day in self._sums.firsts:
            self.sessions.look_at(self._sums.firsts[day])

    def _on_day_opened(self, day: int) -> None:
        if day in self._sums.firsts:
            self._on_day(day)
            self.sessions.setFocus()
            self.show_view("session")

    def _on_chosen(self, row: int) -> None:
        if 0 <= row < len(self._sums.entries):
            self.calendar.look_at(self._sums.entries[row].started.day)
            if self._view == "session":
                self.panel.show_entry(self._sums.entries[row])

    def _on_bar(self, key: str) -> None:
        """Of people, show one alone, or all again."""
        if self._view == "person":
            self.show_person(None if key == self._person else key)

    def _on_noted(self, entry: SessionEntry) -> None:
        """Show a rating or a note where the session stands, and have it kept."""
        one = self._person is not None
        self._sums = self._sums.noted(entry)
        self._all = self._all.noted(entry) if one else self._sums
        rows = (row for row, shown in enumerate(self._sums.entries) if shown.key == entry.key)
        self.sessions.show_entry(next(rows, -1), entry)
        self.rate_asked.emit(entry.key, entry.before, entry.after, entry.note)

    def _let_go(self) -> None:
        """Have deleted for good what was taken away."""
        entry, self._gone = self._gone, None
        self._grace.stop()
        if entry is not None:
            self._show_parts()
            self.delete_asked.emit(entry.key)

    def _on_delete_all(self) -> None:
        """Have all deleted; what was taken away before goes with them."""
        self._gone = self._person = None
        self._grace.stop()
        self.show_entries(())
        self.start.setFocus()
        self.delete_all_asked.emit()

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _lay_out(self) -> None:
        unit, wide, high = self._unit(), self.width(), self.height()
        margin, size, pad = round(56 * unit), round(58 * unit), round(10 * unit)
        right = round(wide * 0.535)
        left = QRect(margin - pad, 0, right - margin - round(34 * unit) + 2 * pad, 0)
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        self.calendar.setGeometry(left.x(), round(106 * unit), left.width(), round(282 * unit))
        self.calendar.set_theme(self._look.theme, unit)
        top, foot = round(396 * unit), high - round(84 * unit)
        self.sessions.setGeometry(left.x(), top, left.width(), foot - top)
        self.sessions.set_look(self._look, unit)
        content = QRect(right, round(176 * unit), wide - right - margin, foot - round(176 * unit))
        step = (content.width() + 8) / len(self.views)
        for at, answer in enumerate(self.views.values()):
            answer.setFont(face(16 * unit))
            answer.setGeometry(right - 3 + round(at * step), round(110 * unit), round(step - 2), round(52 * unit))
        self.panel.setGeometry(content)
        self.panel.set_look(self._look, unit)
        half = round(content.width() * 0.5)
        self.heat.setGeometry(content.left(), content.top(), half, content.height())
        self.heat.set_look(self._look, unit)
        inset = half + round(14 * unit) if self._view == "region" else -pad
        self.bars.setGeometry(content.adjusted(inset, 0, 0, 0))
        self.bars.set_look(self._look, unit)
        self.foot.setGeometry(margin, high - round(68 * unit), wide - 2 * margin, round(52 * unit))
        self.foot.set_look(self._look, unit)
        self.everybody.setFont(face(16 * unit))
        self.everybody.setGeometry(wide - margin - round(140 * unit), round(46 * unit), round(143 * unit), size - pad)
        self.start.setFont(face(19 * unit, SEMIBOLD))
        self.start.setGeometry(
            round(wide * 0.53) - 3, high // 2 + round(50 * unit), round(230 * unit), round(62 * unit)
        )
