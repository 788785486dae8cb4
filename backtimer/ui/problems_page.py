"""The page of a file that cannot be played: all its problems, readable, with their lines. Knows no files."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from backtimer.core.shelf import Entry
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.palette import scrolling


class ProblemsPage(Page):
    """Shows what is wrong with an entry. `edit_asked` carries the path of the file."""

    name = "problems"
    back_asked = Signal()
    edit_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._title = QLabel()
        self._file = QLabel()
        for label in (self._title, self._file):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._list = QPlainTextEdit()
        self._list.setReadOnly(True)
        self._list.setAccessibleName("Problems")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.document().setDocumentMargin(18)
        self.back = FlatButton("Back")
        self.edit = FlatButton("Open the file", first=True)
        self.back.clicked.connect(self.back_asked)
        self.edit.clicked.connect(self._on_edit)
        self.setFocusProxy(self.back)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.edit)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        for part in (self._title, self._file, self._list):
            self._column.addWidget(part)
        self._column.addLayout(row)

    def set_look(self, look: Look) -> None:
        """Show the buttons and the list in these colours; the rest takes the palette of the program."""
        for button in (self.back, self.edit):
            button.set_theme(look.theme)
        plate = f"QPlainTextEdit {{ background: {look.theme.raised}; border-radius: 14px; }}"
        self._list.setStyleSheet(scrolling(look.theme, "QPlainTextEdit") + plate)

    def _on_edit(self) -> None:
        if self._entry is not None:
            self.edit_asked.emit(self._entry.file)

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown."""
        return self._entry

    def show_entry(self, entry: Entry) -> None:
        """Show all problems of this entry."""
        self._entry = entry
        count = len(entry.problems)
        self._title.setText(f"{entry.title} cannot be played yet")
        self._file.setText(f"{entry.file}\n{count} thing{'s' if count != 1 else ''} to mend:")
        self._list.setPlainText(
            "\n\n".join(
                f"Line {problem.line}, column {problem.column}"
                f"{' (a hint, not an error)' if problem.severity == 'warning' else ''}\n{problem.text}"
                for problem in entry.problems
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Type and margins grow with the page."""
        super().resizeEvent(event)
        unit = min(max(min(self.height() / 800, self.width() / 1280), 0.8), 2.0)
        self._title.setFont(face(34 * unit, SEMIBOLD))
        self._file.setFont(face(17 * unit))
        self._list.setFont(face(19 * unit))
        margin = round(56 * unit)
        self._column.setContentsMargins(margin, round(40 * unit), margin, round(40 * unit))
        self._column.setSpacing(round(18 * unit))
        for button in (self.back, self.edit):
            button.setFont(face(19 * unit, SEMIBOLD))
            button.setMinimumSize(QSize(round(150 * unit), round(56 * unit)))
