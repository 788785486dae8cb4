"""The list from which somebody says what was done in a part of an exam. Knows tasks and how they look as lines."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from backtimer.core.exam.reading import Piece
from backtimer.core.exam.run import ELSE, Paper
from backtimer.core.exam.words import Naming, sided
from backtimer.ui.lettering import face
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

CLAIM: Final = Qt.ItemDataRole.UserRole

AS_READ: Final = "As the marks are read"
SOMETHING: Final = "Something else"


class ClaimList(QListWidget):
    """The tasks, something else, and taking one's word back. `chosen` carries a claim, or None to take it back.

    Left and Right ask for the part before and after: `moved` carries −1 or 1.
    """

    chosen = Signal(object)
    moved = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName("What was done in this part")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._choose)

    def show_piece(self, paper: Paper, piece: Piece | None, naming: Naming) -> None:
        """Offer what a piece may have been; the present reading is marked."""
        self.clear()
        if piece is None:
            return
        lines: list[tuple[str, int | None]] = [
            ("  ·  ".join(filter(None, (f"{task.number:\u2007>2}   {sided(task, naming)}", task.place))), task.number)
            for task in paper.tasks
        ]
        lines += [(SOMETHING, ELSE), (AS_READ, None)]
        now = piece.number if piece.said or piece.number > ELSE else None
        for text, claim in lines:
            held = claim is not None and claim == now
            said = f"{text.split('  ·  ')[0]}  ·  you said so" if held and piece.said else text
            item = QListWidgetItem(said, self)
            item.setData(CLAIM, claim)
            if held:
                self.setCurrentItem(item)
        if self.currentRow() < 0:
            self.setCurrentRow(self.count() - 1)
        self.scrollToItem(self.currentItem(), QListWidget.ScrollHint.PositionAtCenter)

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look = look
        theme = look.theme
        self.setFont(face(16 * unit))
        self.setStyleSheet(
            scrolling(theme, "QListWidget")
            + f"QListWidget {{ color: {theme.ink}; outline: none; }}"
            + f"QListWidget::item {{ padding: {round(6 * unit)}px {round(10 * unit)}px; "
            + f"border: 2px solid transparent; border-radius: {round(9 * unit)}px; }}"
            + f"QListWidget::item:selected {{ background: {theme.off}; color: {theme.ink}; }}"
            + f"QListWidget::item:selected:active:focus {{ border: 2px solid {theme.accent}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space choose, Left and Right go to the part before and after; the rest is Qt's."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self._choose(item)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(CLAIM))
