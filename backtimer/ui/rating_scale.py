"""A row of numbers from 0 to 10, of which one or none is chosen. Knows how it looks and what was chosen."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from backtimer.core.journal_entry import RATINGS
from backtimer.ui.lettering import SEMIBOLD, draw_line, face
from backtimer.ui.theme import EVENING, Theme


class RatingScale(QWidget):
    """`changed` tells that another number was chosen, or none. Arrows, digits, Delete and the mouse choose."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = EVENING
        self._rating: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.put(None)

    @property
    def rating(self) -> int | None:
        """The number that was chosen; None for none."""
        return self._rating

    def put(self, rating: int | None) -> None:
        """Show this number, telling nobody."""
        self._rating = rating
        said = "not said" if rating is None else f"{rating} of {RATINGS[-1]}"
        self.setAccessibleName(f"{self._name}: {said}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from number to number, a digit is that number, Delete is none."""
        now = self._rating
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._choose(RATINGS[len(RATINGS) // 2] if now is None else min(max(now + step, RATINGS[0]), RATINGS[-1]))
        elif event.text().isascii() and event.text().isdigit():
            self._choose(RATINGS[-1] if (now, event.text()) == (1, "0") else int(event.text()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the number under the pointer; once more, none."""
        at = int(event.position().x() // (self.width() / len(RATINGS)))
        number = RATINGS[min(max(at, 0), len(RATINGS) - 1)]
        self._choose(None if number == self._rating else number)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint a cell for each number, all up to the chosen one filled."""
        theme, wide, high = self._theme, self.width() / len(RATINGS), self.height()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(theme.ground))
            painter.setFont(face(high * 0.42, SEMIBOLD))
            for number in RATINGS:
                cell = QRectF(number * wide, 0, wide, high).adjusted(1.5, 1.5, -2.5, -1.5)
                filled = self._rating is not None and number <= self._rating
                chosen = number == self._rating
                ground = QColor(theme.accent if filled else theme.raised)
                ground.setAlphaF(1.0 if chosen or not filled else 0.30)
                painter.setBrush(ground)
                frame = theme.ink if self.hasFocus() and chosen else theme.accent if self.hasFocus() else theme.line
                painter.setPen(QPen(QColor(frame), 1.8 if self.hasFocus() and chosen else 1.2))
                painter.drawRoundedRect(cell, 8, 8)
                painter.setPen(QColor(theme.on_accent if chosen else theme.ink if filled else theme.quiet))
                draw_line(painter, cell, str(number), Qt.AlignmentFlag.AlignHCenter)

    def _choose(self, rating: int | None) -> None:
        if rating != self._rating:
            self.put(rating)
            self.changed.emit()
