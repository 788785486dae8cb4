"""Which key does what, on the page of preferences: press a command, then the key that one wants for it.

Knows the table of keys and a person's own choices. Leaves giving the keys to the commands to the window.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from backtimer.ui.flat_button import FlatButton
from backtimer.ui.keys import KEYS, Key, in_force, taken, with_key
from backtimer.ui.keys_sheet import COLUMNS, keys_text
from backtimer.ui.lettering import SEMIBOLD, draw_line, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling
from backtimer.ui.theme import EVENING, Theme

HINT: Final = "Press a command, then the key that you want for it. Escape leaves it as it was."

ALONE: Final = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
})  # fmt: skip
"""Keys that are nothing by themselves."""


class KeyRow(QPushButton):
    """A command and its keys. Pressed, it waits for a key; `caught` carries that key in Qt's notation."""

    caught = Signal(str)

    def __init__(self, row: Key, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.unit = 1.0
        self.theme = EVENING
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_row(self, row: Key) -> None:
        """Show the keys of this row."""
        self.row = row
        self.setAccessibleName(f"{row.name}: {keys_text(row)}")
        self.update()

    def event(self, event: QEvent) -> bool:
        """While it waits, no key is a command."""
        if event.type() == QEvent.Type.ShortcutOverride and self.isChecked():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Catch the key that is wanted."""
        if not self.isChecked():
            super().keyPressEvent(event)
            return
        event.accept()
        if event.isAutoRepeat() or event.key() in ALONE:
            return
        self.setChecked(False)
        if event.key() != Qt.Key.Key_Escape:
            self.caught.emit(name_of(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A key that was caught must not press the row when it comes up."""
        if self.isDown():
            super().keyReleaseEvent(event)
        else:
            event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  # Qt's own names
        """Tab goes on to the next row, unless a key is waited for: it belongs to nobody."""
        return True if self.isChecked() else super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere wants no key any more."""
        self.setChecked(False)
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # painted whole
        """Paint the command's name, and its keys on a plate."""
        theme, unit, waits = self.theme, self.unit, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            plate = QRectF(box.right() - 178 * unit, box.top(), 178 * unit, box.height())
            edge = theme.accent if waits else theme.ink if self.hasFocus() else theme.line
            painter.setPen(QPen(QColor(edge), 2 if waits or self.hasFocus() else 1.2))
            painter.setBrush(QColor(theme.off if self.underMouse() else theme.raised))
            painter.drawRoundedRect(plate, 9, 9)
            text = "Press a key" if waits else keys_text(self.row)
            inner = plate.adjusted(10 * unit, 0, -10 * unit, 0)
            painter.setFont(fitted(text, 15 * unit, inner.width(), SEMIBOLD))
            painter.setPen(QColor(theme.accent if waits else theme.ink))
            draw_line(painter, inner, text, Qt.AlignmentFlag.AlignHCenter)
            name = QRectF(box.left(), box.top(), plate.left() - box.left() - 14 * unit, box.height())
            painter.setFont(fitted(self.row.name, 15 * unit, name.width(), least=0.85))
            painter.setPen(QColor(theme.ink))
            draw_line(painter, name, self.row.name)


class KeysPane(QWidget):
    """All commands by where they work. `changed` carries the keys that differ from the table, by command."""

    changed = Signal(object)

    def __init__(self, chosen: Mapping[str, tuple[str, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._theme = EVENING
        self.hint = QLabel(HINT)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.reset = FlatButton("All as before")
        self.reset.clicked.connect(lambda: self.changed.emit({}))
        self.rows: dict[str, KeyRow] = {}
        self._headings: list[QLabel] = []
        inner = QWidget()
        grid = self._grid = QGridLayout(inner)
        for number, column_of in enumerate(COLUMNS):
            grid.addLayout(self._column(column_of), 0, number, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number, 1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self.show_keys(chosen)

    def show_keys(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Show the keys as they are now."""
        self._chosen = chosen
        for row in in_force(chosen):
            self.rows[row.id].show_row(row)
        self.reset.setEnabled(bool(chosen))
        self._say(HINT)

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._theme = look.theme
        for row in self.rows.values():
            row.theme = look.theme
            row.update()
        for heading in self._headings:
            heading.setStyleSheet(f"color: {look.theme.accent}")
        self._scroll.setStyleSheet(scrolling(look.theme, "QScrollArea, QScrollArea > QWidget > QWidget"))
        self.reset.set_theme(look.theme)
        self._say(self.hint.text())

    def set_unit(self, unit: float) -> None:
        """Let it grow with the page."""
        for row in self.rows.values():
            row.unit = unit
            row.setMinimumWidth(round(420 * unit))
            row.setFixedHeight(round(36 * unit))
        for heading in self._headings:
            heading.setFont(face(15 * unit, SEMIBOLD))
            heading.setFixedHeight(round(38 * unit))
        self._grid.setContentsMargins(0, 0, round(14 * unit), 0)
        self._grid.setHorizontalSpacing(round(44 * unit))
        for column in self._grid.findChildren(QVBoxLayout):  # Qt does not tell them while the pane is hidden
            column.invalidate()
        self._grid.activate()
        self.hint.setFont(face(16 * unit))
        self.reset.setFont(face(16 * unit, SEMIBOLD))
        self.reset.setFixedSize(QSize(round(160 * unit), round(48 * unit)))

    def _column(self, groups: tuple[tuple[str, str], ...]) -> QVBoxLayout:
        """The commands that work in these places, under the places' names."""
        column = QVBoxLayout()
        column.setSpacing(0)
        for where, name in groups:
            heading = QLabel(name)
            heading.setTextFormat(Qt.TextFormat.PlainText)
            self._headings.append(heading)
            column.addWidget(heading)
            for row in KEYS:
                if row.where == where:
                    button = self.rows[row.id] = KeyRow(row)
                    button.caught.connect(lambda name, command=row.id: self._take(command, name))
                    column.addWidget(button)
        return column

    def _take(self, command: str, name: str) -> None:
        """Give the key to the command, or say whose it is."""
        rows = in_force(self._chosen)
        row = next(row for row in rows if row.id == command)
        other = taken(name, row, rows)
        if other is not None:
            self._say(f"{name} is already for: {other.name}. Give that another key first.", warns=True)
            return
        self.changed.emit({**self._chosen, command: with_key(name, row)})

    def _say(self, text: str, *, warns: bool = False) -> None:
        theme: Theme = self._theme
        self.hint.setText(text)
        self.hint.setStyleSheet(f"color: {theme.warning if warns else theme.quiet}")


def name_of(event: QKeyEvent) -> str:
    """A pressed key in Qt's notation. A sign that needs Shift on this keyboard is called by itself."""
    sign = event.text()
    if len(sign) == 1 and sign.isprintable() and not sign.isalnum() and sign != " ":
        return sign
    keypad = Qt.KeyboardModifier.KeypadModifier
    combination = event.keyCombination()
    plain = event.modifiers() & ~keypad
    return QKeySequence(combination.fromCombined(int(plain.value) | event.key())).toString()
