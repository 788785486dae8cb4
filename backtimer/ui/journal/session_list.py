"""The sessions of the journal one under the other, the newest first. Knows entries; thousands of them if need be."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from backtimer.core.journal_entry import SessionEntry
from backtimer.ui.journal.paint_journal import paint_session_row
from backtimer.ui.journal.sums import spoken
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

ROW: Final = 60
"""Height of a row, in pixels of the 800-pixel sketch."""

LOT: Final = 200
"""So many sessions the view gets at a time: it lays out all that it has."""

ENTRY: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class _Sessions(QAbstractListModel):
    """The sessions, given to the view a lot at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[SessionEntry, ...] = ()
        self._given = 0

    def put(self, entries: tuple[SessionEntry, ...]) -> None:
        """Show these sessions and no others."""
        self.beginResetModel()
        self.entries = entries
        self._given = min(len(entries), LOT)
        self.endResetModel()

    def put_at(self, row: int, entry: SessionEntry) -> None:
        """Show one of them as it is now."""
        self.entries = (*self.entries[:row], entry, *self.entries[row + 1 :])
        self.dataChanged.emit(self.index(row), self.index(row))

    def at(self, row: int) -> QModelIndex:
        """The index of a session, for which the view gets all up to it."""
        while row >= self._given and self.canFetchMore():
            self.fetchMore()
        return self.index(row)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many the view has got."""
        return 0 if parent is not None and parent.isValid() else self._given

    def canFetchMore(self, parent: Index | None = None) -> bool:
        """Whether there are more."""
        return not (parent is not None and parent.isValid()) and self._given < len(self.entries)

    def fetchMore(self, parent: Index | None = None) -> None:  # noqa: ARG002  # there is one list only
        """Give the view one lot more."""
        more = min(self._given + LOT, len(self.entries))
        self.beginInsertRows(QModelIndex(), self._given, more - 1)
        self._given = more
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's signature
        """A session, or what a screen reader says of it."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(entry)
        return None


class _Row(QStyledItemDelegate):
    """Paints a session as a row."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.look = look
        self.unit = 1.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        chosen = self._view.currentIndex().row() == index.row()
        box, focused = QRectF(option.rect), self._view.hasFocus()
        paint_session_row(painter, box, index.data(ENTRY), self.look.theme, self.unit, chosen=chosen, focused=focused)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # all rows are alike
        """As high as the page says."""
        return QSize(100, round(ROW * self.unit))


class SessionList(QListView):
    """The sessions. `chosen` carries the row that is looked at, `opened` one that is to be shown by itself.

    `delete_asked` carries the row that is to go.
    """

    chosen = Signal(int)
    opened = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sessions = _Sessions(self)
        self._row = _Row(look, self)
        self.setModel(self._sessions)
        self.setItemDelegate(self._row)
        self.setAccessibleName("Sessions")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.chosen.emit(now.row()))
        self.clicked.connect(lambda index: self.opened.emit(index.row()))

    @property
    def entries(self) -> tuple[SessionEntry, ...]:
        """All sessions, seen or not."""
        return self._sessions.entries

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

    def set_look(self, look: Look, unit: float) -> None:
        """Show them in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._row.look, self._row.unit = look, unit
        self.setStyleSheet(scrolling(look.theme, "QListView"))
        self.scheduleDelayedItemsLayout()

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
