"""The sheet of keys, laid over the window by `?`. Any key or click takes it away. Knows the table of keys only."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from backtimer.ui.keys import KEYS, Key
from backtimer.ui.lettering import SEMIBOLD, draw_line, face
from backtimer.ui.theme import EVENING, Theme

HEADINGS = (("player", "While a routine plays"), ("everywhere", "Everywhere"), ("library", "In the library"))
SHOWN = {"Esc": "Escape", "PgDown": "Page Down", "PgUp": "Page Up", "Right": "→", "Left": "←"}


class KeysSheet(QWidget):
    """All keys on one sheet."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = EVENING
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Keys")
        self.setAccessibleDescription(". ".join(f"{keys_text(row)}: {row.name}" for row in KEYS))
        self.hide()

    def show_over(self, box: QRect, theme: Theme) -> None:
        """Lay it over the box, in these colours, and take the keyboard."""
        self._theme = theme
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
        """Paint the veil, the sheet and its rows."""
        unit = min(self.height() / 800, self.width() / 1180)
        theme = self._theme
        row = 33 * unit
        high = row * len(KEYS) + 50 * unit * len(HEADINGS) + 60 * unit
        sheet = QRectF(0, 0, min(860 * unit, self.width() - 20), min(high, self.height() - 20.0))
        sheet.moveCenter(QRectF(self.rect()).center())
        with QPainter(self) as painter:
            veil = QColor(theme.ground)
            veil.setAlphaF(0.95)
            painter.fillRect(self.rect(), veil)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.line), 1.2))
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(sheet, 18 * unit, 18 * unit)
            left, top, wide = sheet.left() + 44 * unit, sheet.top() + 22 * unit, sheet.width() - 88 * unit
            for where, heading in HEADINGS:
                painter.setPen(QColor(theme.accent))
                painter.setFont(face(16 * unit, SEMIBOLD))
                draw_line(painter, QRectF(left, top + 14 * unit, wide, 30 * unit), heading)
                top += 48 * unit
                for key in (each for each in KEYS if each.where == where):
                    painter.setPen(QColor(theme.ink))
                    painter.setFont(face(17 * unit, SEMIBOLD))
                    draw_line(painter, QRectF(left, top, 240 * unit, row), keys_text(key))
                    painter.setFont(face(17 * unit))
                    painter.setPen(QColor(theme.quiet))
                    name = key.name + (", or click anywhere" if key.id == "toggle" else "")
                    draw_line(painter, QRectF(left + 250 * unit, top, wide - 250 * unit, row), name)
                    top += row


def keys_text(key: Key) -> str:
    """The keys of a command as they are printed on a keyboard; media keys go without saying."""
    return "   ".join(SHOWN.get(name, name) for name in key.keys if "Media" not in name)
