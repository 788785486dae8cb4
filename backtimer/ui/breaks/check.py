"""The questions about safety before the first break of a day, as one list and one answer. Knows no routine.

Who has to say yes to one of them is led to the page that asks each by itself; here only a whole no leads on.
"""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from backtimer import safety_words
from backtimer.core.safety import QUESTIONS, Kind
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

COLUMNS: Final[tuple[tuple[Kind, ...], ...]] = (("stop", "area"), ("flag",), ("ask",))

TITLE: Final = "Once a day: is any of this true?"

SIZE: Final = QSize(1220, 770)
"""So much room the whole list wants."""

SOON: Final = 700
"""Milliseconds after which it can be answered: who has pressed Enter twice has not read it."""


class BreakCheck(QWidget):
    """Asks. `passed` says that nothing of it is true, `other` that something is."""

    passed = Signal()
    other = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._title = _label(TITLE)
        self._intro = _label(safety_words.INTRO_ALONE)
        inner = QWidget()
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(32)
        self._headings: list[QLabel] = []
        self._lines: list[QLabel] = []
        for kinds in COLUMNS:
            columns.addLayout(self._column(kinds), 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self.begin = FlatButton("None of these: begin", first=True)
        self.ask = FlatButton("Something is …")
        self.begin.clicked.connect(self.passed)
        self.ask.clicked.connect(self.other)
        foot = QHBoxLayout()
        foot.addWidget(self.ask)
        foot.addStretch(1)
        foot.addWidget(self.begin)
        page = QVBoxLayout(self)
        page.setContentsMargins(26, 22, 20, 18)
        page.setSpacing(10)
        for part in (self._title, self._intro, self._scroll):
            page.addWidget(part)
        page.setStretch(2, 1)
        page.addLayout(foot)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.let_answer)
        self.begin.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_look(look)

    def let_answer(self) -> None:
        """It has been there for long enough to be seen."""
        self.begin.setEnabled(True)
        self.begin.setFocus()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        theme = look.theme
        self._title.setFont(face(24, SEMIBOLD))
        self._intro.setFont(face(14))
        self._title.setStyleSheet(f"color: {theme.ink}")
        self._intro.setStyleSheet(f"color: {theme.quiet}")
        for heading in self._headings:
            heading.setFont(face(14.5, SEMIBOLD))
            heading.setStyleSheet(f"color: {theme.accent}")
        for line in self._lines:
            line.setFont(face(14))
            line.setStyleSheet(f"color: {theme.ink}")
        self._scroll.setStyleSheet(scrolling(theme, "QScrollArea, QScrollArea > QWidget > QWidget"))
        for button, wide in ((self.begin, 230), (self.ask, 160)):
            button.set_theme(theme)
            button.setFont(face(16, SEMIBOLD))
            button.setFixedSize(wide, 48)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that turn pages go down the list."""
        bar = self._scroll.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40, Qt.Key.Key_PageDown: 320, Qt.Key.Key_PageUp: -320}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def showEvent(self, event: QShowEvent) -> None:
        """It is there from now on."""
        super().showEvent(event)
        self._soon.start(SOON)

    def hideEvent(self, event: QHideEvent) -> None:
        """It is there no longer."""
        super().hideEvent(event)
        self._soon.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._look.theme.ground))

    def _column(self, kinds: tuple[Kind, ...]) -> QVBoxLayout:
        """The questions of some kinds, one below the other."""
        column = QVBoxLayout()
        column.setSpacing(5)
        for kind in kinds:
            self._headings.append(_label(safety_words.HEADINGS[kind]))
            column.addWidget(self._headings[-1])
            for question in QUESTIONS:
                if question.kind == kind:
                    self._lines.append(_label(safety_words.QUESTIONS[question.id]))
                    column.addWidget(self._lines[-1])
        column.addStretch(1)
        return column


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
