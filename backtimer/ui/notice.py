"""A line at the top of the window in which something is said in passing. It stays until it is clicked away.

Knows plain text only. Leaves what is said to others.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.lettering import face
from backtimer.ui.look import Look


class Notice(QFrame):
    """One sentence, a button to close it, and where there are details one to copy them. `closed` comes when it goes."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._details = ""
        self.here = False
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self.copy = AnswerButton("Copy details", parent=self)
        self.done = AnswerButton("Close", parent=self)
        for button in (self.copy, self.done):
            button.setCheckable(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        self.done.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self.copy)
        row.addWidget(self.done)
        self.setObjectName("notice")
        self.hide()

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def show_text(self, text: str, details: str = "", *, here: bool = False) -> None:
        """Say this instead of what was said before; `here`: it belongs to the page that is shown."""
        self._text.setText(text)
        self._details, self.here = details, here
        self.copy.setVisible(bool(details))
        self.setAccessibleName(text)
        self.show()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        theme = look.theme
        self.setStyleSheet(
            f"#notice {{ background: {theme.raised}; border: 1px solid {theme.accent}; border-radius: 12px; }}"
        )
        for button in (self.copy, self.done):
            button.set_look(look)

    def hideEvent(self, event: QHideEvent) -> None:
        """It is gone."""
        super().hideEvent(event)
        self.closed.emit()

    def place(self, pages: QSize) -> int:
        """Lie at the top of the pages, over them; give the height that it takes from them, in pixels."""
        unit = min(max(min(pages.height() / 800, pages.width() / 1180), 0.8), 2.0)
        self._text.setFont(face(17 * unit))
        for button in (self.copy, self.done):
            button.setFont(face(16 * unit))
            wide = button.fontMetrics().horizontalAdvance(button.text()) + round(40 * unit)
            button.setFixedSize(QSize(wide, round(46 * unit)))
        wide = round(pages.width() * 0.47)
        high = max(self.heightForWidth(wide), self.sizeHint().height())
        top = round(14 * unit)
        self.setGeometry(round(92 * unit), top, wide, high)
        self.raise_()
        return top + high
