"""A chart of bars, one line for each person, routine, place or stroke, scrolled by keys and wheel. Knows sums."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from backtimer.core.timing import Ms
from backtimer.ui.journal.paint_journal import halves, paint_bar_row
from backtimer.ui.journal.sums import Sum, time_text
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

LOW: Final = 46
HIGH: Final = 68
"""Heights of rows without and with a note, in pixels of the 800-pixel sketch."""

SUM: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class _Lines(QAbstractListModel):
    """The lines of a chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Sum] = []

    def put(self, lines: list[Sum]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's signature
        """A line, or what a screen reader says of it."""
        line = self.lines[index.row()]
        if role == SUM:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(line)
        return None


def spoken(line: Sum) -> str:
    """A line in words."""
    sides = ""
    if line.sides is not None:
        left, right = halves(line.sides)
        sides = f"left {time_text(Ms(round(left)))}, right {time_text(Ms(round(right)))}"
    return ", ".join(filter(None, (line.name, time_text(line.time), sides, line.note)))


class _Row(QStyledItemDelegate):
    """Paints a line of the chart; the longest bar is the length of all."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.look = look
        self.unit = 1.0
        self.most = Ms(1)
        self.high = LOW

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        chosen = self._view.currentIndex().row() == index.row()
        box, focused = QRectF(option.rect), self._view.hasFocus()
        paint_bar_row(
            painter, box, index.data(SUM), self.most, self.look.theme, self.unit, chosen=chosen, focused=focused
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # all rows are alike
        """As high as the lines ask for."""
        return QSize(100, round(self.high * self.unit))


class BarList(QListView):
    """The lines of a chart. `looked` carries the key of the line that is looked at, `opened` of one that is chosen."""

    looked = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self._row = _Row(look, self)
        self.setModel(self._lines)
        self.setItemDelegate(self._row)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.looked.emit(self._key(now)))
        self.clicked.connect(lambda index: self.opened.emit(self._key(index)))

    @property
    def lines(self) -> list[Sum]:
        """What is shown."""
        return self._lines.lines

    def show_lines(self, lines: list[Sum], name: str) -> None:
        """Show these lines; `name` is what the chart is called."""
        self.setAccessibleName(name)
        self._row.most = max((line.time for line in lines), default=Ms(1))
        self._row.high = HIGH if any(line.note for line in lines) else LOW
        self._lines.put(lines)
        self.scheduleDelayedItemsLayout()

    def set_look(self, look: Look, unit: float) -> None:
        """Show them in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._row.look, self._row.unit = look, unit
        self.setStyleSheet(scrolling(look.theme, "QListView"))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses a line; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.opened.emit(self._key(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def _key(self, index: QModelIndex) -> str:
        return self.lines[index.row()].key if index.isValid() else ""
