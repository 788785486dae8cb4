"""One's own notes on a routine, laid over its page: one on the whole, and one on each step.

Knows names and texts. Leaves keeping them to who listens; what is written is handed on as soon as one goes elsewhere.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QPlainTextEdit, QWidget

from backtimer.core.notes import LONGEST, WHOLE
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, draw_line, face, fitted
from backtimer.ui.look import Look

THE_WHOLE: Final = "The whole routine"
LOCKED: Final = "Its teacher wants this routine as it is: your notes lie beside it"
FREE: Final = "Only you can see them: they lie in a file of their own"


class NotesSheet(QWidget):
    """Takes notes. `noted` carries the name of a step (empty for the whole) and its text; `closed` that it is over."""

    noted = Signal(str, str)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._title = self._under = ""
        self._names: list[str] = []
        self._notes: dict[str, str] = {}
        self._at = 0
        self.steps = QListView(self)
        self.steps.setAccessibleName("Steps to take notes on")
        self.steps.setFrameShape(QFrame.Shape.NoFrame)
        self.steps.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = QStringListModel(self)
        self.steps.setModel(self._lines)
        self.steps.selectionModel().currentChanged.connect(lambda now, _: self._go(now.row()))
        self.text = QPlainTextEdit(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("Write here.")
        self.done = FlatButton("Done", first=True, parent=self)
        self.done.set_theme(look.theme)
        self.done.clicked.connect(self.close_sheet)
        self._round: tuple[QWidget, ...] = (self.text, self.done, self.steps)
        for part in self._round:
            part.installEventFilter(self)
        self.setFocusProxy(self.text)
        self.hide()

    def show_notes(
        self, title: str, names: Sequence[str], notes: Mapping[str, str], *, locked: bool, at: int = 0
    ) -> None:
        """Take notes on a routine with steps of these names; `at` is the name to begin with, 0 for the whole."""
        self._title, self._under = title, LOCKED if locked else FREE
        self._names, self._notes = [WHOLE, *dict.fromkeys(names)], dict(notes)
        self._at = min(max(at, 0), len(self._names) - 1)
        self._lines.setStringList([self._line(name) for name in self._names])
        self.steps.setCurrentIndex(self._lines.index(self._at))
        self._fill()
        self.setAccessibleName(f"Your notes on {title}. {self._under}")
        self.show()
        self.raise_()
        self.text.setFocus()

    def close_sheet(self) -> None:
        """Keep what is written, and go."""
        self._take()
        self.hide()
        self.closed.emit()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.done.set_theme(look.theme)
        self._lay_out()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys go to what is written, and are no commands; Escape closes."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.close_sheet()
                return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  # Qt's own name
        """Tab goes round within the sheet."""
        at = next_at(self._round, self.focusWidget(), 1 if next else -1)
        self._round[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody here needs is not for the page below either."""
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever hides it, nothing is lost."""
        self._take()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # painted whole
        """Paint the veil, the sheet, its title and frames."""
        unit, theme = self._unit(), self._look.theme
        sheet = QRectF(self._sheet())
        with QPainter(self) as painter:
            veil = QColor(theme.ground)
            veil.setAlphaF(0.86)
            painter.fillRect(self.rect(), veil)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.line), 1.2))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(sheet, 18 * unit, 18 * unit)
            inner = sheet.adjusted(36 * unit, 0, -36 * unit, 0)
            title = f"Your notes: {self._title}"
            painter.setPen(QColor(theme.ink))
            painter.setFont(fitted(title, 26 * unit, inner.width(), SEMIBOLD, least=0.7))
            draw_line(painter, QRectF(inner.left(), sheet.top() + 22 * unit, inner.width(), 38 * unit), title)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(15.5 * unit))
            draw_line(painter, QRectF(inner.left(), sheet.top() + 60 * unit, inner.width(), 24 * unit), self._under)
            painter.setBrush(QColor(theme.ground))
            for part in (self.steps, self.text):
                edge = theme.accent if part.hasFocus() else theme.line
                painter.setPen(QPen(QColor(edge), 2.0 if part.hasFocus() else 1.2))
                painter.drawRoundedRect(QRectF(part.geometry()).adjusted(-8, -8, 8, 8), 12 * unit, 12 * unit)

    def _go(self, row: int) -> None:
        """Look at the note on another step."""
        if 0 <= row < len(self._names) and row != self._at:
            self._take()
            self._at = row
            self._fill()

    def _take(self) -> None:
        """Hand on what is written, where it has changed."""
        if not self._names:
            return
        name = self._names[self._at]
        text = self.text.toPlainText().strip()[:LONGEST]
        if text != self._notes.get(name, ""):
            self._notes[name] = text
            self._lines.setData(self._lines.index(self._at), self._line(name))
            self.noted.emit(name, text)

    def _fill(self) -> None:
        name = self._names[self._at]
        self.text.setPlainText(self._notes.get(name, ""))
        self.text.setAccessibleName(f"Your note on {name or THE_WHOLE}")

    def _line(self, name: str) -> str:
        return f"{name or THE_WHOLE}{'  ✎' if self._notes.get(name) else ''}"

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _sheet(self) -> QRect:
        unit = self._unit()
        sheet = QRect(0, 0, round(960 * unit), round(560 * unit))
        sheet.moveCenter(self.rect().center())
        return sheet

    def _lay_out(self) -> None:
        unit, theme, sheet = self._unit(), self._look.theme, self._sheet()
        inner = sheet.adjusted(round(44 * unit), round(108 * unit), -round(44 * unit), -round(106 * unit))
        left = round(inner.width() * 0.36)
        self.steps.setGeometry(inner.left(), inner.top(), left, inner.height())
        beside = inner.left() + left + round(36 * unit)
        self.text.setGeometry(beside, inner.top(), inner.right() - beside, inner.height())
        self.steps.setFont(face(16 * unit))
        self.text.setFont(face(17 * unit))
        self.done.setFont(face(19 * unit, SEMIBOLD))
        self.done.setGeometry(
            sheet.right() - round(36 * unit) - round(150 * unit), sheet.bottom() - round(78 * unit),
            round(150 * unit), round(56 * unit),
        )  # fmt: skip
        gap = round(6 * unit)
        ground, ink = theme.ground, theme.ink
        self.setStyleSheet(
            f"QListView, QPlainTextEdit {{ background: {ground}; color: {ink}; border: none; outline: none; }}"
            f"QListView::item {{ padding: {gap}px; border-radius: {gap}px; color: {theme.ink}; }}"
            f"QListView::item:selected {{ background: {theme.off}; }}"
            "QScrollBar:vertical { width: 10px; background: transparent; border: none; margin: 0; }"
            f"QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 5px; min-height: 48px; }}"
            "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; border: none; }"
            "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }"
        )


def next_at(parts: Sequence[QWidget], now: QWidget | None, way: int) -> int:
    """Which part comes after the one that has the keyboard, round and round."""
    places = [at for at, part in enumerate(parts) if part is now]
    return (places[0] + way) % len(parts) if places else 0
