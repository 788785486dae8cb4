"""Lists whose rows are painted: the model, the look of the view, and what all rows have in common.

Knows Qt's lists and nothing of what stands in them: each list brings its things, the words for a screen reader, and the
painting of one row. Thousands of things cost no more than those that are seen.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

THING: Final = Qt.ItemDataRole.UserRole
"""The role under which a row's thing is found."""

LOT: Final = 120
"""So many things the view gets at a time, because it lays out all that it has: more than a large screen shows."""

Index = QModelIndex | QPersistentModelIndex


class Things(QAbstractListModel):
    """Things in their order, given to the view a lot at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.things: Sequence[Any] = ()
        self._given = 0

    def put(self, things: Sequence[Any]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.things = things
        self._given = min(len(things), LOT)
        self.endResetModel()

    def at(self, row: int) -> QModelIndex:
        """The index of a thing, for which the view gets all up to it."""
        while row >= self._given and self.canFetchMore():
            self.fetchMore()
        return self.index(row)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many the view has got."""
        return 0 if parent is not None and parent.isValid() else self._given

    def canFetchMore(self, parent: Index | None = None) -> bool:
        """Whether there are more: the view asks when one has scrolled to the end."""
        return not (parent is not None and parent.isValid()) and self._given < len(self.things)

    def fetchMore(self, parent: Index | None = None) -> None:  # noqa: ARG002  # there is one list only
        """Give the view one lot more."""
        more = min(self._given + LOT, len(self.things))
        self.beginInsertRows(QModelIndex(), self._given, more - 1)
        self._given = more
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's signature
        """A thing, or what a screen reader says of it."""
        thing = self.things[index.row()]
        if role == THING:
            return thing
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(thing)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(thing)
        return None

    def spoken(self, thing: Any) -> str:  # noqa: ANN401  # what a list is made for, its own model knows
        """Put a thing in words."""
        raise NotImplementedError

    def title(self, thing: Any) -> str:  # noqa: ANN401
        """What is looked for when somebody types; in most lists all of the words."""
        return self.spoken(thing)


class Rows(QStyledItemDelegate):
    """Paints the rows of a list, `high` pixels of the 800-pixel sketch each; `unit` is one of those pixels."""

    def __init__(self, look: Look, view: QListView, high: int) -> None:
        super().__init__(view)
        self.view, self.look, self.high = view, look, high
        self.unit = 1.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        chosen = self.view.currentIndex().row() == index.row()
        thing = index.data(THING)
        self.paint_row(painter, QRectF(option.rect), thing, chosen=chosen, focused=self.view.hasFocus())

    def paint_row(self, painter: QPainter, box: QRectF, thing: Any, *, chosen: bool, focused: bool) -> None:  # noqa: ANN401
        """Paint a thing into its box."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # all rows are alike
        """As high as the list says."""
        return QSize(100, round(self.high * self.unit))


class PaintedList(QListView):
    """A list that scrolls by pixels, without frames, and edits nothing. It is given its model and its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def join(self, things: Things, rows: Rows) -> None:
        """Show these things in these rows."""
        self.setModel(things)
        self.setItemDelegate(rows)
        self._rows = rows

    def set_look(self, look: Look, unit: float) -> None:
        """Show them in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._rows.look, self._rows.unit = look, unit
        self.setStyleSheet(scrolling(look.theme, "QListView"))
        self.scheduleDelayedItemsLayout()
