"""Chooses one of many routines: a field to type in, and the titles that it finds. Knows entries and a finder."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from backtimer import words
from backtimer.core.finder import Finder, Wish
from backtimer.core.handbook import Handbook
from backtimer.core.shelf import Entry
from backtimer.ui.lettering import face
from backtimer.ui.look import Look

_MANY = 200
"""So many titles are shown: nobody reads more."""


class RoutineChooser(QWidget):
    """A field and a list. `chosen` carries an entry; `given_up` says that it is to be none."""

    chosen = Signal(object)
    given_up = Signal()

    def __init__(self, handbook: Handbook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = Finder((), handbook)
        self._handbook = handbook
        self._offered: list[Entry] = []
        self._entries: list[Entry] = []
        self._unit = 1.0
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Which routine?")
        self.field.setAccessibleName("Which routine to lay beside it")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list = QListView(self)
        self.list.setAccessibleName("Routines")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._titles = QStringListModel(self)
        self.list.setModel(self._titles)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.setFocusProxy(self.field)

    @property
    def entries(self) -> list[Entry]:
        """Those that are offered now, in their order."""
        return self._entries

    def offer(self, entries: Sequence[Entry]) -> None:
        """Offer these entries in their order; those that cannot be played are left out."""
        self._offered = [entry for entry in entries if entry.card is not None]
        self._finder = Finder(self._offered, self._handbook)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Offer all of them, and look at the first."""
        self.field.clear()
        self._find("")

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        theme, self._unit = look.theme, unit
        round_ = round(14 * unit)
        self.field.setFont(face(16 * unit))
        self.list.setFont(face(16.5 * unit))
        self.setStyleSheet(
            f"QLineEdit {{ background: {theme.ground}; color: {theme.ink}; border: 1px solid {theme.line};"
            f" border-radius: {round_}px; padding: 0 {round_}px; }}"
            f"QLineEdit:focus {{ border: 2px solid {theme.accent}; }}"
            f"QListView {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};"
            f" border-radius: {round_}px; padding: {round(8 * unit)}px; outline: none; }}"
            f"QListView::item {{ padding: {round(7 * unit)}px {round(10 * unit)}px; border-radius: {round(8 * unit)}px;"
            f" color: {theme.ink}; }}"
            f"QListView::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}"
            "QScrollBar:vertical { width: 10px; background: transparent; border: none; margin: 0; }"
            f"QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 5px; min-height: 48px; }}"
            "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; border: none; }"
            "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }"
            f"QListView::item:hover:!selected {{ background: {theme.off}; }}"
        )
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field, the arrows go through the list, Return chooses, and Escape gives up."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # it is ours, and not the window's
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        row = self.list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down:
                self._look_at(row + 1)
            case Qt.Key.Key_Up:
                self._look_at(row - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(row)
            case Qt.Key.Key_Escape:
                self.given_up.emit()
            case _:
                return super().eventFilter(watched, event)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay field and list out."""
        super().resizeEvent(event)
        self._lay_out()

    def _find(self, text: str) -> None:
        if text.strip():
            found = self._finder.found(Wish(text=text))
            self._entries = [found[at].entry for at in range(min(len(found), _MANY))]
        else:
            self._entries = self._offered[:_MANY]
        self._titles.setStringList([_line(entry) for entry in self._entries])
        self._look_at(0)
        self._lay_out()

    def _look_at(self, row: int) -> None:
        if self._entries:
            index = self._titles.index(min(max(row, 0), len(self._entries) - 1))
            self.list.setCurrentIndex(index)
            self.field.setAccessibleDescription(index.data())

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            self.chosen.emit(self._entries[row])

    def _lay_out(self) -> None:
        high, gap = round(48 * self._unit), round(8 * self._unit)
        self.field.setGeometry(0, 0, self.width(), high)
        rows = len(self._entries) * max(self.list.sizeHintForRow(0), 0) + round(20 * self._unit)
        self.list.setVisible(bool(self._entries))
        self.list.setGeometry(0, high + gap, self.width(), min(rows, self.height() - high - gap))


def _line(entry: Entry) -> str:
    """An entry on one line."""
    time = f"{words.minutes_text(entry.card.time)} min" if entry.card else ""
    return f"{entry.title}   {time}"
