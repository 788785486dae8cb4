"""A line at the top of the window in which something is said in passing. It stays until it is clicked away.

Knows plain text only. Leaves what is said to others.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.lettering import face
from backtimer.ui.look import Look


class Notice(QFrame):
    """One sentence, a button to close it, and where there are details one to copy them."""

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
        self.raise_()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        theme = look.theme
        self.setStyleSheet(
            f"#notice {{ background: {theme.raised}; border: 1px solid {theme.accent}; border-radius: 12px; }}"
        )
        self._text.setFont(face(17))
        for button in (self.copy, self.done):
            button.set_look(look)
            button.setFont(face(16))
            button.setFixedSize(QSize(button.fontMetrics().horizontalAdvance(button.text()) + 40, 46))

    def place(self, window: QRect) -> None:
        """Lie at the top of a window of this size, where no page has its words or its buttons."""
        wide = min(round(window.width() * 0.47), 900)
        high = max(self.heightForWidth(wide), self.sizeHint().height())
        self.setGeometry(92, 14, wide, high)
