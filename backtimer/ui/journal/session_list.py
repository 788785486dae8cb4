"""The sessions of the journal one under the other, the newest first. Knows entries; thousands of them if need be."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from backtimer.core.journal_entry import SessionEntry
from backtimer.ui.journal.paint_journal import paint_session_row
from backtimer.ui.journal.sums import spoken
from backtimer.ui.look import Look
from backtimer.ui.painted_list import PaintedList, Rows, Things

ROW: Final = 60
"""Height of a row, in pixels of the 800-pixel sketch."""


class _Sessions(Things):
    """The sessions."""

    def put_at(self, row: int, entry: SessionEntry) -> None:
        """Show one of them as it is now."""
        self.things = (*self.things[:row], entry, *self.things[row + 1 :])
        self.dataChanged.emit(self.index(row), self.index(row))

    def spoken(self, thing: SessionEntry) -> str:
        """A session in words."""
        return spoken(thing)


class _Rows(Rows):
    """Paints sessions as rows."""

    def paint_row(self, painter: QPainter, box: QRectF, thing: SessionEntry, *, chosen: bool, focused: bool) -> None:
        """Paint one session."""
        paint_session_row(painter, box, thing, self.look.theme, self.unit, chosen=chosen, focused=focused)


class SessionList(PaintedList):
    """The sessions. `chosen` carries the row that is looked at, `opened` one that is to be shown by itself.

    `delete_asked` carries the row that is to go.
    """

    chosen = Signal(int)
    opened = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sessions = _Sessions(self)
        self.join(self._sessions, _Rows(look, self, ROW))
        self.setAccessibleName("Sessions")
        self.selectionModel().currentChanged.connect(lambda now, _: self.chosen.emit(now.row()))
        self.clicked.connect(lambda index: self.opened.emit(index.row()))

    @property
    def entries(self) -> tuple[SessionEntry, ...]:
        """All sessions, seen or not."""
        return tuple(self._sessions.things)

    def show_entries(self, entries: tuple[SessionEntry, ...]) -> None:
        """Show these sessions; what was looked at stays so, and where it is gone, its place."""
        row, place = max(self.currentIndex().row(), 0), self.verticalScrollBar().value()
        key = self.entries[row].key if row < len(self.entries) else ""
        self._sessions.put(entries)
        found = next((at for at, entry in enumerate(entries) if entry.key == key), min(row, len(entries) - 1))
        if entries:
            self.look_at(found)
            self.verticalScrollBar().setValue(place)
            self.scrollTo(self.currentIndex())

    def show_entry(self, row: int, entry: SessionEntry) -> None:
        """Show one of them as it is now."""
        self._sessions.put_at(row, entry)

    def look_at(self, row: int) -> None:
        """Make this the one that is looked at, and have it in sight."""
        self.setCurrentIndex(self._sessions.at(row))

    def current(self) -> SessionEntry | None:
        """The session that is looked at."""
        row = self.currentIndex().row()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return shows a session by itself, Delete takes it out; the rest is Qt's."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row >= 0:
            self.opened.emit(row)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.delete_asked.emit(row)
        elif event.key() == Qt.Key.Key_End:
            self.look_at(len(self.entries) - 1)
        else:
            super().keyPressEvent(event)
