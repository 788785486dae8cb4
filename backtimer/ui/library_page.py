"""The page on which a routine is chosen: cards in a grid, by keyboard and mouse. Broken files stand there too.

Knows entries of the shelf. Leaves reading files to the disk and playing to the window.
"""

from collections.abc import Iterator, Sequence
from typing import Final, cast

from PySide6.QtCore import (
    QModelIndex,
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
from backtimer.core.finder import ANYTHING, Field, Find, Finder, Wish, loosened
from backtimer.core.likes import NO_LIKES, Likes
from backtimer.core.shelf import Entry
from backtimer.core.timing import MINUTE
from backtimer.ui.finder_bar import FinderBar
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.paint_card import paint_card, paint_card_ground, paint_thumbnail
from backtimer.ui.painted_list import THING, Index, Things
from backtimer.ui.palette import scrolling
from backtimer.ui.resume_bar import ResumeBar
from backtimer.ui.round_button import RoundButton

HINT: Final = "Enter opens the chosen routine  ·  / searches  ·  ? shows the keys"


class Shelf(Things):
    """The entries of the library in their order."""

    @property
    def entries(self) -> list[Entry]:
        """All of them, seen or not."""
        return cast("list[Entry]", self.things)

    def title(self, thing: Entry) -> str:
        """What it is called."""
        return thing.title

    def spoken(self, thing: Entry) -> str:
        """A card in words."""
        return spoken(thing)


def spoken(entry: Entry) -> str:
    """A card in words."""
    if entry.card is None:
        return f"{entry.title}: cannot be played, {len(entry.problems)} problems"
    minutes = words.minutes_text(entry.card.time)
    return f"{entry.title}, {minutes} minutes, {words.audience_line(entry.card)}"


class CardDelegate(QStyledItemDelegate):
    """Paints entries as cards, and keeps the pictures that it has painted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self.look = look
        self.unit = 1.0
        self.size = QSize(360, 236)
        self.chosen = -1
        self.hovered = -1
        self.notes: dict[str, str] = {}
        self.finds: Sequence[Find] = ()  # in the order of the rows; the reasons of those that are seen are asked for
        self.favourites: frozenset[str] = frozenset()
        self.length = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        entry: Entry = index.data(THING)
        gap = 10 * self.unit
        box = QRectF(option.rect).adjusted(gap, gap, -gap, -gap)
        picture = paint_card(
            painter,
            box,
            entry,
            self.look.theme,
            self.unit,
            chosen=index.row() == self.chosen,
            hovered=index.row() == self.hovered,
            liked=entry.id in self.favourites,
            length=self.length if entry.card and entry.card.least <= self.length <= entry.card.most else 0,
            note=self.notes.get(entry.file, "") or self._why(index.row()),
        )
        if entry.card is not None:
            paint_card_ground(painter, picture, self.look.theme, self.unit)
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(picture.topLeft(), self._picture(entry, picture.size().toSize(), ratio))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # all cards are alike
        """As large as the page says."""
        return self.size

    def _why(self, row: int) -> str:
        return words.why(self.finds[row].reasons) if row < len(self.finds) else ""

    def _picture(self, entry: Entry, size: QSize, ratio: float) -> QPixmap:
        key = (entry.file, entry.card, self.look.theme, self.look.build, size.width(), size.height(), ratio)
        if key not in self._pictures:
            if len(self._pictures) > 200:  # noqa: PLR2004  # some screens full
                self._pictures.clear()
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                assert entry.card is not None  # noqa: S101  # asked only for what plays
                box = QRectF(0, 0, size.width(), size.height())
                paint_thumbnail(painter, box, entry.card, self.look)
            self._pictures[key] = pixmap
        return self._pictures[key]


class LibraryPage(Page):
    """All routines as cards. `chosen` carries the entry that was opened, `command_asked` the id of a command."""

    name = "library"
    chosen = Signal(object)
    command_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shelf = Shelf(self)
        self._all: list[Entry] = []
        self._finder: Finder | None = None
        self._likes = NO_LIKES
        self._cards = CardDelegate(look, self)
        self._title = QLabel("What would feel good?")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = QLabel(HINT)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = [
            RoundButton("light", "Day, evening, candle", "T", look.theme),
            RoundButton("full", "Full screen", "F11", look.theme),
            RoundButton("help", "Keys", "?", look.theme),
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
        self.resume = ResumeBar(self)
        self.finder = FinderBar(self)
        self.finder.wished.connect(lambda _: self._find())
        self.finder.left.connect(self.grid.setFocus)
        self.finder.entered.connect(lambda: self._on_activated(self.grid.currentIndex()))
        self._none = QLabel("")
        self._none.setTextFormat(Qt.TextFormat.PlainText)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        self._none.hide()
        self._column.addLayout(head)
        self._column.addWidget(self.resume)
        self._column.addWidget(self.finder)
        self._column.addWidget(self.grid, 1)
        self._column.addWidget(self._none, 1)
        self._column.addWidget(self._hint)

    def put(self, entries: list[Entry]) -> None:
        """Show these entries; the one that was chosen stays chosen where it is still there."""
        self._all = entries
        self._finder = None
        self._find()

    def like(self, likes: Likes) -> None:
        """Mark the favourites, and let them and what was played last rise."""
        self._likes = likes
        self._cards.favourites = likes.favourites
        self._find()

    @property
    def likes(self) -> Likes:
        """What is liked and was played."""
        return self._likes

    def choose(self, file: str) -> None:
        """Choose the routine of a file, where it is shown."""
        row = next((at for at, entry in enumerate(self.shelf.entries) if entry.file == file), None)
        if row is not None:
            self.grid.setCurrentIndex(self.shelf.at(row))

    def first(self, entries: list[Entry]) -> list[Entry]:
        """The entries in the order in which they stand here when nothing is asked for."""
        return Finder(entries, self._cards.look.handbook).found(ANYTHING, self._likes).entries

    def prepare(self) -> Iterator[None]:
        """Read the words of all entries, a little at a time, so that the first letter typed need not wait for it."""
        if self._finder is not None:
            yield from self._finder.prepare()

    def _find(self) -> None:
        """Show what fits the wish, the best first; the one that was chosen stays chosen where nothing was asked."""
        if self._finder is None:
            self._finder = Finder(self._all, self._cards.look.handbook)
        wish = self.finder.wish
        finds = self._finder.found(wish, self._likes)
        before = self.current()
        entries = finds.entries
        self._cards.finds = finds if wish != ANYTHING else ()
        self._cards.length = (wish.minutes or 0) * MINUTE
        self.shelf.put(entries)
        row = 0
        if wish == ANYTHING and before is not None:
            row = next((at for at, entry in enumerate(entries) if entry.file == before.file), 0)
        few = wish != ANYTHING and 0 < len(entries) < FEW
        self._hint.setText(_more(self._finder, wish) if few else HINT)
        self.grid.setVisible(bool(entries))
        self._none.setVisible(not entries)
        if entries:
            self.grid.setCurrentIndex(self.shelf.at(row))
            self._show_state(chosen=row)
        else:
            self._none.setText(_nothing(self._finder, wish))

    def current(self) -> Entry | None:
        """The entry that is chosen now."""
        index = self.grid.currentIndex()
        return self.shelf.entries[index.row()] if index.isValid() else None

    def note(self, file: str, text: str) -> None:
        """Say something on the card of a file; an empty text says nothing."""
        self._cards.notes[file] = text
        self._paint_again()

    def set_look(self, look: Look) -> None:
        """Show all in another look."""
        self._cards.look, theme = look, look.theme
        for button in self.buttons:
            button.set_theme(theme)
        self.grid.setStyleSheet(scrolling(theme, "QListView"))
        self.finder.set_look(look, self._cards.unit)
        self._none.setStyleSheet(f"color: {theme.quiet}")
        self.resume.set_look(theme, self._cards.unit)
        self._paint_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit, and type that grows with the page."""
        super().resizeEvent(event)
        unit = min(max(min(self.height() / 800, self.width() / 1280), 0.8), 2.0)
        self._cards.unit = unit
        self.finder.set_look(self._cards.look, unit)
        self.finder.setContentsMargins(round(10 * unit), 0, round(10 * unit), 0)
        self._none.setFont(face(20 * unit))
        self.resume.set_look(self._cards.look.theme, unit)
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
            self.shelf.dataChanged.emit(self.shelf.index(0), self.shelf.index(self.shelf.rowCount() - 1))

    def _on_activated(self, index: QModelIndex) -> None:
        self._hint.setText(HINT)
        if not index.isValid():
            return
        self.chosen.emit(self.shelf.entries[index.row()])


FEW: Final = 4
"""With fewer finds than this it is said which condition could be given up."""


def _more(finder: Finder, wish: Wish) -> str:
    """What to say where little is found: which condition to give up for more."""
    ways = loosened(finder, wish)[:2]
    said = " or ".join(f"{ASKED[field]} ({words.counted(count, 'routine')})" for field, count in ways)
    return f"For more, give up {said}" if said else HINT


ASKED: Final[dict[Field, str]] = {
    "minutes": "the length",
    "who": "with whom",
    "positions": "the position",
    "tools": "what is at hand",
    "clothed": "the clothes",
    "goal": "what it is for",
    "more_here": "the place",
    "sore": "the sore places",
    "text": "the words",
}


def _nothing(finder: Finder, wish: Wish) -> str:
    """What to say where nothing is found: which condition to give up."""
    ways = loosened(finder, wish)[:2]
    said = " or ".join(f"{ASKED[field]} ({words.counted(count, 'routine')})" for field, count in ways)
    return f"Nothing fits all of that. Give up {said}." if said else "Nothing fits all of that."
