"""Two routines row by row, scrolled by keys and wheel: their steps, or the times of what they have in them."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from backtimer.core.compare import Row
from backtimer.core.timing import Ms, clock_text
from backtimer.ui.compare.paint_compare import Line, paint_ground, paint_line, paint_row
from backtimer.ui.compare.words import row_words, spoken
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

HIGH: Final = 70
LOW: Final = 52
"""Heights of a row of steps and of a total, in pixels of the 800-pixel sketch."""

BAR: Final = 14
"""Pixels at the right that are kept free for the scroll bar, so that the columns stand still when it comes and goes."""

ITEM: Final = Qt.ItemDataRole.UserRole

_UP_AND_DOWN: Final = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip

Index = QModelIndex | QPersistentModelIndex
Item = Row | Line


class _Items(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: Sequence[Item] = ()
        self.terms = False

    def put(self, items: Sequence[Item]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's signature
        """A row, or what a screen reader says of it."""
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(item, Row):
                return spoken(item, terms=self.terms)
            return f"{item.name}: {clock_text(item.left)} and {clock_text(item.right)}, {item.words}"
        return None


class _Painted(QStyledItemDelegate):
    """Paints a row; the longest time is as wide as its column."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.look = look
        self.unit = 1.0
        self.most = Ms(1)
        self.high = HIGH

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        item, box = index.data(ITEM), QRectF(option.rect)
        box.setWidth(self._view.width() - BAR)
        chosen, focused = self._view.currentIndex().row() == index.row(), self._view.hasFocus()
        paint_ground(painter, box, self.look.theme, self.unit, chosen=chosen, focused=focused)
        paint = paint_row if isinstance(item, Row) else paint_line
        paint(painter, box, item, self.most, self.look, self.unit)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # all rows are alike
        """As high as the rows ask for."""
        return QSize(100, round(self.high * self.unit))


class CompareList(QListView):
    """The rows. `looked` carries all that is to be said of the one that is looked at."""

    looked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = _Items(self)
        self._painted = _Painted(look, self)
        self.setModel(self._items)
        self.setItemDelegate(self._painted)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.looked.emit(self._said(now)))

    @property
    def items(self) -> Sequence[Item]:
        """What is shown."""
        return self._items.items

    def show_items(self, items: Sequence[Item], name: str) -> None:
        """Show these rows; `name` is what they are called."""
        self.setAccessibleName(name)
        self._painted.most = max((_longest(item) for item in items), default=Ms(1))
        self._painted.high = HIGH if items and isinstance(items[0], Row) else LOW
        self._items.put(items)
        self.scheduleDelayedItemsLayout()
        self.looked.emit("")

    def set_look(self, look: Look, unit: float) -> None:
        """Show them in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._painted.look, self._painted.unit, self._items.terms = look, unit, look.terms
        self.setStyleSheet(scrolling(look.theme, "QListView"))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are for the rows; all else is for the page, and no letter searches for a row."""
        if event.key() in _UP_AND_DOWN:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _said(self, index: QModelIndex) -> str:
        item = self.items[index.row()] if index.isValid() else None
        if isinstance(item, Row):
            return row_words(item, terms=self._painted.look.terms)
        return ""


def _longest(item: Item) -> Ms:
    if isinstance(item, Line):
        return max(item.left, item.right)
    return max(step.time for step in (item.left, item.right) if step is not None)
