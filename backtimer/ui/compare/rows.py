"""Two routines row by row, scrolled by keys and wheel: their steps, or the times of what they have in them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QWidget

from backtimer.core.compare import Row
from backtimer.core.timing import Ms, clock_text
from backtimer.ui.compare.paint_compare import Line, paint_ground, paint_line, paint_row
from backtimer.ui.compare.words import row_words, spoken
from backtimer.ui.look import Look
from backtimer.ui.painted_list import PaintedList, Rows, Things

HIGH: Final = 70
LOW: Final = 52
"""Heights of a row of steps and of a total, in pixels of the 800-pixel sketch."""

BAR: Final = 14
"""Pixels at the right that are kept free for the scroll bar, so that the columns stand still when it comes and goes."""

_UP_AND_DOWN: Final = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip

Item = Row | Line


class _Items(Things):
    """The rows."""

    terms = False

    def spoken(self, thing: Item) -> str:
        """A row in words."""
        if isinstance(thing, Row):
            return spoken(thing, terms=self.terms)
        return f"{thing.name}: {clock_text(thing.left)} and {clock_text(thing.right)}, {thing.words}"


class _Painted(Rows):
    """Paints rows; the longest time is as wide as its column."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(look, view, HIGH)
        self.most = Ms(1)

    def paint_row(self, painter: QPainter, box: QRectF, thing: Item, *, chosen: bool, focused: bool) -> None:
        """Paint one row."""
        box.setWidth(self.view.width() - BAR)
        paint_ground(painter, box, self.look.theme, self.unit, chosen=chosen, focused=focused)
        if isinstance(thing, Row):
            paint_row(painter, box, thing, self.most, self.look, self.unit)
        else:
            paint_line(painter, box, thing, self.most, self.look, self.unit)


class CompareList(PaintedList):
    """The rows. `looked` carries all that is to be said of the one that is looked at."""

    looked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items, self._painted = _Items(self), _Painted(look, self)
        self.join(self._items, self._painted)
        self.selectionModel().currentChanged.connect(lambda now, _: self.looked.emit(self._said(now)))

    @property
    def items(self) -> Sequence[Item]:
        """What is shown."""
        return self._items.things

    def show_items(self, items: Sequence[Item], name: str) -> None:
        """Show these rows; `name` is what they are called."""
        self.setAccessibleName(name)
        self._painted.most = max((_longest(item) for item in items), default=Ms(1))
        self._painted.high = HIGH if items and isinstance(items[0], Row) else LOW
        self._items.put(items)
        self.scheduleDelayedItemsLayout()
        self.looked.emit("")

    def set_look(self, look: Look, unit: float) -> None:
        """Show them in another look, and in its words."""
        self._items.terms = look.terms
        super().set_look(look, unit)

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
