"""The page on which a routine is chosen: cards in a grid, by keyboard and mouse. Broken files stand there too.

Knows entries of the shelf. Leaves reading files to the disk and playing to the window.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from backtimer import words
from backtimer.core.handbook import Region
from backtimer.core.settings import Settings
from backtimer.core.shelf import Entry
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.page import Page
from backtimer.ui.paint_card import paint_card, paint_card_ground, paint_thumbnail
from backtimer.ui.round_button import RoundButton
from backtimer.ui.theme import Theme

ENTRY: Final = Qt.ItemDataRole.UserRole

GRID_STYLE: Final = (
    "QListView {{ background: {ground}; border: none; }}"
    "QScrollBar:vertical {{ width: 10px; background: transparent; }}"
    "QScrollBar::handle:vertical {{ background: {line}; border-radius: 5px; min-height: 48px; }}"
    "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}"
)

Index = QModelIndex | QPersistentModelIndex


class Shelf(QAbstractListModel):
    """The entries of the library in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def put(self, entries: list[Entry]) -> None:
        """Show these entries and no others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's signature
        """An entry, or what a screen reader says of it."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        return None


def spoken(entry: Entry) -> str:
    """A card in words."""
    if entry.card is None:
        return f"{entry.title}: cannot be played, {len(entry.problems)} problems"
    minutes = words.minutes_text(entry.card.time)
    return f"{entry.title}, {minutes} minutes, {words.audience_line(entry.card)}"


class CardDelegate(QStyledItemDelegate):
    """Paints entries as cards, and keeps the pictures that it has painted."""

    def __init__(
        self, assets: Path, regions: Mapping[str, Region], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._assets = assets
        self._regions = regions
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self.theme = theme
        self.unit = 1.0
        self.size = QSize(360, 236)
        self.chosen = -1
        self.hovered = -1
        self.notes: dict[str, str] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        entry: Entry = index.data(ENTRY)
        gap = 10 * self.unit
        box = QRectF(option.rect).adjusted(gap, gap, -gap, -gap)
        picture = paint_card(
            painter,
            box,
            entry,
            self.theme,
            self.unit,
            chosen=index.row() == self.chosen,
            hovered=index.row() == self.hovered,
            note=self.notes.get(entry.file, ""),
        )
        if entry.card is not None:
            paint_card_ground(painter, picture, self.theme, self.unit)
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(picture.topLeft(), self._picture(entry, picture.size().toSize(), ratio))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # all cards are alike
        """As large as the page says."""
        return self.size

    def _picture(self, entry: Entry, size: QSize, ratio: float) -> QPixmap:
        key = (entry.file, entry.card, self.theme, size.width(), size.height(), ratio)
        if key not in self._pictures:
            if len(self._pictures) > 200:  # noqa: PLR2004  # some screens full
                self._pictures.clear()
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                assert entry.card is not None  # noqa: S101  # asked only for what plays
                box = QRectF(0, 0, size.width(), size.height())
                paint_thumbnail(painter, box, entry.card, self._regions, self.theme, self._assets)
            self._pictures[key] = pixmap
        return self._pictures[key]


class LibraryPage(Page):
    """All routines as cards. `chosen` carries the entry that was opened, `command_asked` the id of a command."""

    name = "library"
    chosen = Signal(object)
    command_asked = Signal(str)

    def __init__(
        self, assets: Path, regions: Mapping[str, Region], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.shelf = Shelf(self)
        self._cards = CardDelegate(assets, regions, theme, self)
        self._title = QLabel("What would feel good?")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = QLabel("Enter opens the chosen routine  ·  ? shows the keys")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = [
            RoundButton("light", "Day, evening, candle", "T", theme),
            RoundButton("full", "Full screen", "F11", theme),
            RoundButton("help", "Keys", "?", theme),
        ]
        for button, command in zip(self.buttons, ("theme", "full", "keys"), strict=True):
            button.clicked.connect(lambda _=False, command=command: self.command_asked.emit(command))
        self.grid = QListView(self)
        self.grid.setAccessibleName("Routines")
        self.grid.setModel(self.shelf)
        self.grid.setItemDelegate(self._cards)
        self.grid.setViewMode(QListView.ViewMode.IconMode)
        self.grid.setResizeMode(QListView.ResizeMode.Adjust)
        self.grid.setMovement(QListView.Movement.Static)
        self.grid.setUniformItemSizes(True)
        self.grid.setFrameShape(QFrame.Shape.NoFrame)
        self.grid.setMouseTracking(True)
        self.grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.entered.connect(lambda index: self._show_state(hovered=index.row()))
        self.grid.viewportEntered.connect(lambda: self._show_state(hovered=-1))
        self.grid.selectionModel().currentChanged.connect(lambda index, _: self._show_state(chosen=index.row()))
        self.grid.activated.connect(self._on_activated)
        self.grid.clicked.connect(self._on_activated)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for button in self.buttons:
            head.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.grid, 1)
        self._column.addWidget(self._hint)

    def put(self, entries: list[Entry]) -> None:
        """Show these entries; the one that was chosen stays chosen where it is still there."""
        entries = sorted(entries, key=lambda entry: entry.card is None)  # what cannot be played stands last
        before = self.current()
        self.shelf.put(entries)
        files = [entry.file for entry in entries]
        row = files.index(before.file) if before and before.file in files else 0
        if entries:
            self.grid.setCurrentIndex(self.shelf.index(row))
            self._show_state(chosen=row)

    def current(self) -> Entry | None:
        """The entry that is chosen now."""
        index = self.grid.currentIndex()
        return self.shelf.entries[index.row()] if index.isValid() else None

    def note(self, file: str, text: str) -> None:
        """Say something on the card of a file; an empty text says nothing."""
        self._cards.notes[file] = text
        self._paint_again()

    def set_look(self, theme: Theme, settings: Settings) -> None:  # noqa: ARG002  # only the colours matter here
        """Show all in other colours."""
        self._cards.theme = theme
        for button in self.buttons:
            button.set_theme(theme)
        self.grid.setStyleSheet(GRID_STYLE.format(line=theme.line, ground=theme.ground))
        self._paint_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit, and type that grows with the page."""
        super().resizeEvent(event)
        unit = min(max(min(self.height() / 800, self.width() / 1280), 0.8), 2.0)
        self._cards.unit = unit
        margin = round(56 * unit)
        self._column.setContentsMargins(margin - round(10 * unit), round(34 * unit), margin - round(10 * unit), 24)
        self._column.setSpacing(round(14 * unit))
        self._title.setFont(face(34 * unit, SEMIBOLD))
        self._title.setContentsMargins(round(10 * unit), 0, 0, 0)
        self._hint.setFont(face(16 * unit))
        self._hint.setContentsMargins(round(10 * unit), 0, 0, 0)
        for button in self.buttons:
            button.setFixedSize(QSize(round(54 * unit), round(54 * unit)))
        wide = self.width() - 2 * (margin - round(10 * unit)) - 14  # the scroll bar, and a little air
        columns = max(1, int(wide / (360 * unit)))
        self._cards.size = QSize(wide // columns, round(206 * unit))
        self.grid.setGridSize(self._cards.size)

    def _show_state(self, *, chosen: int | None = None, hovered: int | None = None) -> None:
        """Tell the cards which of them is chosen and which lies under the pointer."""
        if chosen is not None:
            self._cards.chosen = chosen
        if hovered is not None:
            self._cards.hovered = hovered
        self._paint_again()

    def _paint_again(self) -> None:
        """Have all cards painted again. To ask for the viewport itself would load every class of widget: 7 ms."""
        if self.shelf.entries:
            self.shelf.dataChanged.emit(self.shelf.index(0), self.shelf.index(len(self.shelf.entries) - 1))

    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(self.shelf.entries[index.row()])
