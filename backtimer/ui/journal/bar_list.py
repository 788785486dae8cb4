"""A chart of bars, one line for each person, routine, place or stroke, scrolled by keys and wheel. Knows sums."""

from typing import Final

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QWidget

from backtimer.core.timing import Ms
from backtimer.ui.journal.paint_journal import halves, paint_bar_row
from backtimer.ui.journal.sums import Sum, time_text
from backtimer.ui.look import Look
from backtimer.ui.painted_list import PaintedList, Rows, Things

LOW: Final = 46
HIGH: Final = 68
"""Heights of rows without and with a note, in pixels of the 800-pixel sketch."""


class _Lines(Things):
    """The lines of a chart."""

    def spoken(self, thing: Sum) -> str:
        """A line in words."""
        return spoken(thing)


def spoken(line: Sum) -> str:
    """A line in words."""
    sides = ""
    if line.sides is not None:
        left, right = halves(line.sides)
        sides = f"left {time_text(Ms(round(left)))}, right {time_text(Ms(round(right)))}"
    return ", ".join(filter(None, (line.name, time_text(line.time), sides, line.note)))


class _Rows(Rows):
    """Paints lines of the chart; the longest bar is the length of all."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(look, view, LOW)
        self.most = Ms(1)

    def paint_row(self, painter: QPainter, box: QRectF, thing: Sum, *, chosen: bool, focused: bool) -> None:
        """Paint one line."""
        paint_bar_row(painter, box, thing, self.most, self.look.theme, self.unit, chosen=chosen, focused=focused)


class BarList(PaintedList):
    """The lines of a chart. `looked` carries the key of the line that is looked at, `opened` of one that is chosen."""

    looked = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._row = _Lines(self), _Rows(look, self)
        self.join(self._lines, self._row)
        self.selectionModel().currentChanged.connect(lambda now, _: self.looked.emit(self._key(now)))
        self.clicked.connect(lambda index: self.opened.emit(self._key(index)))

    @property
    def lines(self) -> list[Sum]:
        """What is shown."""
        return list(self._lines.things)

    def show_lines(self, lines: list[Sum], name: str) -> None:
        """Show these lines; `name` is what the chart is called."""
        self.setAccessibleName(name)
        self._row.most = max((line.time for line in lines), default=Ms(1))
        self._row.high = HIGH if any(line.note for line in lines) else LOW
        self._lines.put(lines)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses a line; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.opened.emit(self._key(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def _key(self, index: QModelIndex) -> str:
        return self.lines[index.row()].key if index.isValid() else ""
