"""One session by itself: what was done, how the receiver felt, and a note. Knows an entry; keeps nothing."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from backtimer.core.journal_entry import SessionEntry
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.journal.paint_journal import paint_session
from backtimer.ui.lettering import draw_line, face
from backtimer.ui.look import Look
from backtimer.ui.rating_scale import RatingScale

LONGEST_NOTE: Final = 10_000

BEFORE: Final = "How did the receiver feel before?"
AFTER: Final = "And after?"


class SessionPanel(QWidget):
    """`noted` carries the session with another rating or note; `delete_asked` that it is to go.

    `report_asked` carries the key of a session that was an exam.
    """

    noted = Signal(object)
    report_asked = Signal(str)
    delete_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._unit = 1.0
        self._entry: SessionEntry | None = None
        self.before, self.after = RatingScale(BEFORE, self), RatingScale(AFTER, self)
        self.note = QLineEdit(self)
        self.note.setPlaceholderText("A note for yourself")
        self.note.setAccessibleName("Note")
        self.note.setMaxLength(LONGEST_NOTE)
        self.delete = FlatButton("Delete this session", parent=self)
        self.report = FlatButton("Exam report", parent=self)
        self.report.hide()
        for scale in (self.before, self.after):
            scale.changed.connect(self.take)
        self.note.editingFinished.connect(self.take)
        self.delete.clicked.connect(self.delete_asked)
        self.report.clicked.connect(self._on_report)
        self.setFocusProxy(self.before)

    def show_entry(self, entry: SessionEntry | None) -> None:
        """Show this session; what was written about the one before is taken first."""
        if entry == self._entry:
            return
        self.take()
        self._entry = entry
        self.report.setVisible(entry is not None and entry.guidance == "exam")
        if entry is not None:
            self.before.put(entry.before)
            self.after.put(entry.after)
            self.note.setText(entry.note)
        self.update()

    def take(self) -> None:
        """Tell what was said or written, if that is new."""
        if self._entry is None:
            return
        note = self.note.text() if self.note.isModified() else self._entry.note
        noted = replace(self._entry, before=self.before.rating, after=self.after.rating, note=note)
        if noted != self._entry:
            self._entry = noted
            self.noted.emit(noted)

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        self._look, self._unit = look, unit
        theme = look.theme
        for scale in (self.before, self.after):
            scale.set_theme(theme)
        self.delete.set_theme(theme)
        self.report.set_theme(theme)
        self.note.setStyleSheet(
            f"QLineEdit {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};"
            f" border-radius: {round(12 * unit)}px; padding: 0 {round(14 * unit)}px; }}"
            f"QLineEdit:focus {{ border: 2px solid {theme.accent}; }}"
        )
        self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the session, and what its scales ask."""
        unit, theme = self._unit, self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            if self._entry is None:
                return
            paint_session(painter, QRectF(self.rect()), self._entry, theme, unit)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(15.5 * unit))
            for scale, text in ((self.before, BEFORE), (self.after, AFTER)):
                draw_line(painter, QRectF(0, scale.y() - 30 * unit, self.width(), 26 * unit), text)
            line = QRectF(0, self.before.y() - 30 * unit, self.width(), 26 * unit)
            draw_line(painter, line, "0 not well  ·  10 very well", Qt.AlignmentFlag.AlignRight)

    def _on_report(self) -> None:
        if self._entry is not None:
            self.report_asked.emit(self._entry.key)

    def _lay_out(self) -> None:
        unit, wide, top = self._unit, self.width(), round(222 * self._unit)
        for scale in (self.before, self.after):
            scale.setGeometry(0, top, wide, round(42 * unit))
            top += round(84 * unit)
        self.note.setFont(face(16 * unit))
        self.note.setGeometry(0, top - round(16 * unit), wide, round(50 * unit))
        for button in (self.delete, self.report):
            button.setFont(face(16 * unit))
        long = round(self.delete.fontMetrics().horizontalAdvance(self.delete.text()) + 36 * unit)
        self.delete.setGeometry(wide - long + 3, top + round(46 * unit), long, round(50 * unit))
        self.report.setGeometry(-3, top + round(46 * unit), round(150 * unit), round(50 * unit))
