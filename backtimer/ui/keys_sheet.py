"""The sheet of keys, laid over the window by `?`. Any key or click takes it away.

Knows the table of keys only.
"""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from backtimer.ui.keys import KEYS, Key
from backtimer.ui.lettering import SEMIBOLD, draw_line, face, fitted
from backtimer.ui.theme import EVENING, Theme

COLUMNS: Final = (
    (("player", "While a routine plays"),),
    (("everywhere", "Everywhere"), ("library", "In the library"), ("routine", "Before a routine")),
)
SHOWN: Final = {
    "Esc": "Escape", "PgDown": "Page Down", "PgUp": "Page Up", "Right": "→", "Left": "←", "Up": "↑", "Down": "↓",
}  # fmt: skip
ROW, HEADING = 27, 42
"""Heights in the sketch of 1280 × 800."""


class KeysSheet(QWidget):
    """All keys on one sheet."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = EVENING
        self._rows = KEYS
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Keys")
        self._describe()
        self.hide()

    def show_over(self, box: QRect, theme: Theme, rows: tuple[Key, ...] = KEYS) -> None:
        """Lay it over the box, in these colours, with these keys, and take the keyboard."""
        self._theme, self._rows = theme, rows
        self._describe()
        self.setGeometry(box)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key takes the sheet away."""
        event.accept()
        self.closed.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002, FBT001  # Qt's own names
        """Tab is a key like any other."""
        self.closed.emit()
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """So does a click."""
        event.accept()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # painted whole
        """Paint the veil, the sheet, and its rows in two columns."""
        unit = min(self.height() / 800, self.width() / 1280)
        theme = self._theme
        high = max(sum(HEADING + ROW * len(self._of(where)) for where, _ in column) for column in COLUMNS)
        sheet = QRectF(0, 0, 1220 * unit, (high + 44) * unit)
        sheet.moveCenter(QRectF(self.rect()).center())
        with QPainter(self) as painter:
            veil = QColor(theme.ground)
            veil.setAlphaF(0.95)
            painter.fillRect(self.rect(), veil)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.line), 1.2))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(sheet, 18 * unit, 18 * unit)
            for number, column in enumerate(COLUMNS):
                left = sheet.left() + (44 + 600 * number) * unit
                top = sheet.top() + 16 * unit
                for where, heading in column:
                    painter.setPen(QColor(theme.accent))
                    painter.setFont(face(16 * unit, SEMIBOLD))
                    draw_line(painter, QRectF(left, top + 10 * unit, 540 * unit, 28 * unit), heading)
                    top += HEADING * unit
                    for row in self._of(where):
                        self._paint_row(painter, QRectF(left, top, 540 * unit, ROW * unit), unit, row)
                        top += ROW * unit

    def _describe(self) -> None:
        self.setAccessibleDescription(". ".join(f"{keys_text(row)}: {row.name}" for row in self._rows))

    def _paint_row(self, painter: QPainter, box: QRectF, unit: float, row: Key) -> None:
        keys = QRectF(box.left(), box.top(), 176 * unit, box.height())
        text, name = keys_text(row), row.name + (", or click anywhere" if row.id == "toggle" else "")
        painter.setPen(QColor(self._theme.ink))
        painter.setFont(fitted(text, 16 * unit, keys.width(), SEMIBOLD))
        draw_line(painter, keys, text)
        words = QRectF(keys.right() + 12 * unit, box.top(), box.width() - keys.width() - 12 * unit, box.height())
        painter.setFont(fitted(name, 16 * unit, words.width()))
        painter.setPen(QColor(self._theme.quiet))
        draw_line(painter, words, name)

    def _of(self, where: str) -> tuple[Key, ...]:
        return tuple(row for row in self._rows if row.where == where)


def keys_text(key: Key) -> str:
    """The keys of a command as they are printed on a keyboard; media keys go without saying."""
    return "   ".join(SHOWN.get(name, name) for name in key.keys if "Media" not in name)
