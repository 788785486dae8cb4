"""The index of the book: families with their strokes, groups with their places, led by keys and mouse. Knows rows."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from backtimer.core.learning import Heading, Row, Topic, name_of
from backtimer.ui.lettering import REGULAR, SEMIBOLD, draw_line, draw_lines, face, fitted, lines_in
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

TOPIC: Final = 34
HEADING: Final = 50
SECOND: Final = 18
"""Heights of the rows, and of a long name's second line, in pixels of the 800-pixel sketch."""

ROW: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """The lines of the index; headings cannot be chosen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows: list[Row] = []

    def put(self, rows: list[Row]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is only read."""
        if index.isValid() and isinstance(self.rows[index.row()], Topic):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's signature
        """A line, or what it is called."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return called(row, self.look)
        return None


def called(row: Row, look: Look) -> str:
    """What a line of the index says."""
    if isinstance(row, Topic):
        return name_of(row, look.handbook, terms=look.terms)
    return row.term if look.terms else row.name


class _Line(QStyledItemDelegate):
    """Paints a line of the index."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.look = look
        self.unit = 1.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line; the one that is open has a mark at its left."""
        theme, unit, row = self.look.theme, self.unit, index.data(ROW)
        box, text = QRectF(option.rect), called(row, self.look)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(18 * unit, 0, -8 * unit, 0)
        if isinstance(row, Heading):
            painter.setPen(QColor(theme.accent))
            painter.setFont(fitted(text, 14 * unit, inner.width(), SEMIBOLD, least=0.8))
            draw_line(painter, inner.adjusted(0, 20 * unit, 0, 0), text)
            return
        is_open = self._view.currentIndex().row() == index.row()
        if is_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.off))
            painter.drawRoundedRect(box.adjusted(6 * unit, 1, -4 * unit, -1), 9 * unit, 9 * unit)
        painter.setPen(QColor(theme.ink if is_open else theme.quiet))
        painter.setFont(face(16 * unit, SEMIBOLD if is_open else REGULAR))
        draw_lines(painter, inner.adjusted(0, 7 * unit, 0, 0), text, 2, SECOND / 16)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # the view says it
        """As high as its name is long."""
        row, unit = index.data(ROW), self.unit
        if isinstance(row, Heading):
            return QSize(100, round(HEADING * unit))
        font, wide = face(16 * unit, SEMIBOLD), self._view.viewport().width() - 26 * unit
        lines = min(lines_in(called(row, self.look), font, wide), 2)
        return QSize(100, round((TOPIC + SECOND * (lines - 1)) * unit))


class LearningIndex(QListView):
    """The index. `browsed` carries a topic that the keys came to, `opened` one that was clicked."""

    browsed = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(look, self)
        self._line = _Line(look, self)
        self._told = True
        self._clicks = False
        self.setModel(self._rows)
        self.setItemDelegate(self._line)
        self.setAccessibleName("Strokes and places")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now))

    @property
    def rows(self) -> list[Row]:
        """The lines that are shown."""
        return self._rows.rows

    def put(self, rows: list[Row], topic: Topic | None) -> None:
        """Show these lines, this one open."""
        self._told = False
        self._rows.put(rows)
        self._told = True
        self.look_at(topic)

    def look_at(self, topic: Topic | None) -> None:
        """Show this topic as the open one, and have it in sight."""
        self._told = False
        row = self.rows.index(topic) if topic in self.rows else -1
        self.setCurrentIndex(self._rows.index(row, 0))
        near = round(2 * TOPIC * self._line.unit)
        if row >= 0 and not self.viewport().rect().adjusted(0, near, 0, -near).contains(
            self.visualRect(self.currentIndex())
        ):
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._told = True

    def step(self, by: int) -> None:
        """Go on by so many topics, as the arrow keys do; at the ends it stays."""
        topics = [row for row, what in enumerate(self.rows) if isinstance(what, Topic)]
        if not topics:
            return
        row = self.currentIndex().row()
        at = topics.index(row) if row in topics else -1 if by > 0 else len(topics)
        self.setCurrentIndex(self._rows.index(topics[min(max(at + by, 0), len(topics) - 1)], 0))

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._rows.look = self._line.look = look
        self._line.unit = unit
        self.setStyleSheet(scrolling(look.theme, "QListView"))
        self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What a click comes to is opened, and not only browsed."""
        self._clicks = True
        super().mousePressEvent(event)
        self._clicks = False

    def _on_current(self, now: QModelIndex) -> None:
        topic = self.rows[now.row()] if 0 <= now.row() < len(self.rows) else None
        if self._told and isinstance(topic, Topic):
            (self.opened if self._clicks else self.browsed).emit(topic)
