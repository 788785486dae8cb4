"""The foot of the journal's page: what was just deleted and can come back, saving all of it, deleting all of it.

Knows buttons and sentences. Leaves the deeds to the page.
"""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer import words
from backtimer.core.journal_entry import SessionEntry
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.journal.sums import day_text
from backtimer.ui.lettering import draw_line, face, fitted
from backtimer.ui.look import Look


class JournalFoot(QWidget):
    """`export_asked` carries "csv" or "json". Whether all is to be deleted is asked once, here."""

    undo_asked = Signal()
    export_asked = Signal(str)
    delete_all_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._unit = 1.0
        self._count = 0
        self._gone: SessionEntry | None = None
        self._said = self._hint = ""
        self._asks = False
        self.undo = FlatButton("Undo", parent=self)
        self.csv, self.json = FlatButton("Save as CSV", parent=self), FlatButton("Save as JSON", parent=self)
        self.all = FlatButton("Delete all", parent=self)
        self.surely = FlatButton("Delete all for good", parent=self)
        self.keep = FlatButton("Keep them", first=True, parent=self)
        self.undo.clicked.connect(self.undo_asked)
        self.csv.clicked.connect(lambda: self.export_asked.emit("csv"))
        self.json.clicked.connect(lambda: self.export_asked.emit("json"))
        self.all.clicked.connect(lambda: self.ask(asks=True))
        self.keep.clicked.connect(lambda: self.ask(asks=False))
        self.surely.clicked.connect(self._on_surely)

    def show_state(self, count: int, gone: SessionEntry | None, hint: str) -> None:
        """So many sessions are there; this one was just taken away; else the hint is shown."""
        self._count, self._gone, self._hint = count, gone, hint
        self._show_buttons()

    def say(self, text: str) -> None:
        """Say something in passing."""
        self._said = text
        self.update()

    def ask(self, *, asks: bool) -> None:
        """Ask whether all is to be deleted, or no longer."""
        if asks != self._asks:
            self._asks = asks
            self._show_buttons()
            (self.keep if asks else self.all).setFocus()

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look, self._unit = look, unit
        for button in (self.undo, self.csv, self.json, self.all, self.surely, self.keep):
            button.set_theme(look.theme)
            button.setFont(face(16 * unit))
        self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the buttons out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sentence between the buttons."""
        unit, theme = self._unit, self._look.theme
        said, colour = self._sentence()
        left = self.undo.geometry().right() + 16 * unit if not self.undo.isHidden() else 0.0
        right = (self.keep if self._asks else self.csv).x() - 16 * unit if self._count else self.width()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            painter.setPen(QColor(colour))
            painter.setFont(fitted(said, 17 * unit, right - left, least=0.85))
            draw_line(painter, QRectF(left, 0, right - left, self.height()), said)

    def _sentence(self) -> tuple[str, str]:
        """What is to be said, and in which colour."""
        theme = self._look.theme
        if self._asks:
            return f"Delete all {words.counted(self._count, 'session')}? Nobody can bring them back.", theme.warning
        if self._gone is not None:
            return f"Deleted: {day_text(self._gone.started.day)}, {self._gone.title}", theme.ink
        return (self._said, theme.ink) if self._said else (self._hint if self._count else "", theme.quiet)

    def _show_buttons(self) -> None:
        some = self._count > 0
        self.undo.setVisible(self._gone is not None and not self._asks)
        for button in (self.csv, self.json, self.all):
            button.setVisible(some and not self._asks)
        for button in (self.surely, self.keep):
            button.setVisible(self._asks)
        self.update()

    def _on_surely(self) -> None:
        self._asks = False
        self.delete_all_asked.emit()

    def _lay_out(self) -> None:
        unit, high = self._unit, self.height()
        self.undo.setGeometry(-3, 0, round(100 * unit), high)
        for row in ((self.all, self.json, self.csv), (self.surely, self.keep)):
            right = self.width() + 3
            for button in row:
                wide = round(button.fontMetrics().horizontalAdvance(button.text()) + 36 * unit)
                button.setGeometry(right - wide, 0, wide, high)
                right -= wide + round(6 * unit)
