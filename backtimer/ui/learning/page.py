"""The page to learn from: an index of strokes and places at the left, the page of one of them at the right.

Knows the book and the way through it. Leaves the page itself to the sheet, and where one came from to whoever listens.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from backtimer.core.learning import Book, Topic, best_of, index_of
from backtimer.ui.learning.index import LearningIndex
from backtimer.ui.learning.sheet import LearningSheet
from backtimer.ui.lettering import draw_lines, face
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.round_button import RoundButton

FIRST: Final = Topic("stroke", "effleurage_long")

NOTHING: Final = "Nothing is called so. Try another word, or a shorter one."

SCROLLS: Final = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class LearningPage(Page):
    """The book. `back_asked` comes when there is no page left to go back to."""

    name = "learning"
    back_asked = Signal()

    def __init__(self, book: Book, look: Look, clock: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._look = book, look
        self._trail: list[Topic] = []
        self._browsing = False
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Stroke or place …")
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName("Find a stroke or a place")
        self.field.setMaxLength(80)
        self.field.installEventFilter(self)
        self.index = LearningIndex(look, self)
        self.sheet = LearningSheet(book, look, clock, self)
        self.back.clicked.connect(self.go_back)
        self.field.textEdited.connect(self._on_text)
        self.field.textChanged.connect(lambda text: None if text else self._on_text(""))
        self.index.browsed.connect(lambda topic: self.show_topic(topic, browsing=True))
        self.index.opened.connect(self.show_topic)
        self.sheet.asked.connect(self._on_link)

    @property
    def topic(self) -> Topic | None:
        """The topic whose page is open."""
        return self.sheet.topic

    def open(self, topic: Topic | None, routines: tuple[tuple[str, frozenset[str]], ...] = ()) -> None:
        """Open the book anew at a topic; at none, where it was open last. `routines` are titles with their regions."""
        self.sheet.routines = routines
        self.field.clear()
        self._show(topic or self.topic or FIRST)
        self._trail.clear()
        self._browsing = False

    def show_topic(self, topic: Topic, *, browsing: bool = False) -> None:
        """Open another page. A run of pages that are only browsed through is one step of the way."""
        if topic == self.topic:
            return
        if self.topic is not None and not (browsing and self._browsing):
            self._trail.append(self.topic)
        self._browsing = browsing
        self._show(topic)

    def go_back(self) -> bool:
        """One page back; from the first one, out of the book. There is always a way."""
        self._browsing = False
        if self._trail:
            self._show(self._trail.pop())
        else:
            self.back_asked.emit()
        return True

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.back.set_theme(look.theme)
        self._lay_out()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field the arrows lead through the index, and Escape first clears the words."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._leads(event):
                return True
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wherever the focus is, the same keys lead on."""
        if not self._leads(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed looks for something."""
        super().focusInEvent(event)
        self.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and where nothing is found, a word about that."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            painter.setPen(QColor(theme.line))
            x = self.index.geometry().right() + round(8 * unit)
            painter.drawLine(x, round(26 * unit), x, self.height() - round(26 * unit))
            if not self.index.rows:
                painter.setPen(QColor(theme.quiet))
                painter.setFont(face(16 * unit))
                box = QRectF(self.index.geometry()).adjusted(18 * unit, 20 * unit, -8 * unit, 0)
                draw_lines(painter, box, NOTHING, 4)

    def _leads(self, event: QKeyEvent) -> bool:
        """Do what a key asks for that leads somewhere; say whether it did."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.index.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.go_back()
        elif event.key() in SCROLLS:
            bar = self.sheet.verticalScrollBar()
            bar.setValue(bar.value() + SCROLLS[Qt.Key(event.key())] * bar.pageStep() // 2)
        else:
            return False
        return True

    def _on_link(self, topic: Topic) -> None:
        """Follow a link; the keyboard, which may have been on it, goes back to the field."""
        self.field.setFocus()
        self.show_topic(topic)

    def _on_text(self, text: str) -> None:
        """Show what is found, and open what is most likely meant."""
        handbook = self._look.handbook
        rows = index_of(self._book, handbook, text)
        best = best_of(rows, handbook, text) if text.strip() else None
        self.index.put(rows, best or self.topic)
        self.index.setVisible(bool(rows))
        self.update()
        if best is not None:
            self.show_topic(best, browsing=True)

    def _show(self, topic: Topic) -> None:
        """Open a page; the index shows where one is."""
        self.sheet.show_topic(topic)
        if topic not in self.index.rows:
            self.field.clear()
            self.index.put(index_of(self._book, self._look.handbook), topic)
            self.index.show()
        self.index.look_at(topic)
        self.setAccessibleName(f"Learn: {self.sheet.name.text()}")

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _lay_out(self) -> None:
        unit, wide, high, look = self._unit(), self.width(), self.height(), self._look
        theme, size = look.theme, round(58 * unit)
        column = round(264 * unit)
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        left = round(84 * unit)
        self.field.setFont(face(16 * unit))
        self.field.setStyleSheet(
            f"QLineEdit {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};"
            f" border-radius: {round(14 * unit)}px; padding: 0 {round(12 * unit)}px; }}"
            f"QLineEdit:focus {{ border: 2px solid {theme.accent}; }}"
        )
        self.field.setGeometry(left, round(24 * unit), column - left, round(46 * unit))
        top = round(84 * unit)
        self.index.setGeometry(round(10 * unit), top, column - round(10 * unit), high - top - round(14 * unit))
        self.index.set_look(look, unit)
        self.index.look_at(self.topic)
        right = column + round(40 * unit)
        self.sheet.setGeometry(right, 0, wide - right - round(20 * unit), high)
        self.sheet.set_look(look, unit)
