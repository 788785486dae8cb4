"""An examiner's rubric: its lines with their points, and room for remarks. Knows rows; keeps nothing."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from backtimer.core.exam.run import Exam
from backtimer.ui.exam.rubric_row import RubricRow
from backtimer.ui.lettering import face
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

QUIET: Final = 700
"""Milliseconds without a key after which a remark is taken."""


class RubricList(QWidget):
    """`given` carries the place of a criterion and its points (or None), `remarked` the remarks."""

    given = Signal(int, object)
    remarked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._unit = look, 1.0
        self.rows: list[RubricRow] = []
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._inner)
        self.remarks = QPlainTextEdit(self)
        self.remarks.setPlaceholderText("The examiner’s remarks")
        self.remarks.setAccessibleName("Remarks")
        self.remarks.setTabChangesFocus(True)
        self._quiet = QTimer(self)
        self.remarks.textChanged.connect(self._quiet.start)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self.take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.remarks)

    def show_exam(self, exam: Exam) -> None:
        """Show another exam's rubric, as far as it has been given."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        points = [*exam.points, *[None] * len(exam.paper.rubric)]
        for place, criterion in enumerate(exam.paper.rubric):
            row = RubricRow(criterion, self._look, self._inner)
            row.put(points[place])
            row.given.connect(lambda given, place=place: self.given.emit(place, given))
            row.set_look(self._look, self._unit)
            self._column.insertWidget(place, row)
            self.rows.append(row)
        self.remarks.blockSignals(True)  # noqa: FBT003  # Qt's own way of saying it
        self.remarks.setPlainText(exam.remarks)
        self.remarks.blockSignals(False)  # noqa: FBT003
        self._quiet.stop()
        self._scroll.setVisible(bool(self.rows))
        self.setFocusProxy(self.rows[0] if self.rows else self.remarks)

    def take(self) -> None:
        """Tell what was written."""
        self._quiet.stop()
        self.remarked.emit(self.remarks.toPlainText())

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look, self._unit = look, unit
        theme = look.theme
        for row in self.rows:
            row.set_look(look, unit)
        self._scroll.setStyleSheet(scrolling(theme, "QScrollArea"))
        self._inner.setStyleSheet(f"background: {theme.ground};")
        self.remarks.setFont(face(16 * unit))
        self.remarks.setStyleSheet(
            scrolling(theme, "QPlainTextEdit")
            + f"QPlainTextEdit {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};"
            f" border-radius: {round(12 * unit)}px; padding: {round(6 * unit)}px {round(10 * unit)}px; }}"
            f"QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; }}"
        )
        self.remarks.setFixedHeight(round(68 * unit))
