"""The calendar of the journal, to be looked through by keys and mouse. Knows sums by day; paints none of them."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from backtimer.core.history import WEEK, week_of
from backtimer.core.timing import Ms
from backtimer.ui.journal.paint_journal import Sheet, paint_calendar
from backtimer.ui.journal.sums import Sums, day_text, time_text
from backtimer.ui.theme import Theme


class JournalCalendar(QWidget):
    """The last months. `looked` carries the day that is looked at, `opened` one that is chosen."""

    looked = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = 1.0
        self._sums = Sums(())
        self._today = self._day = 0
        self._week = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def day(self) -> int:
        """The day that is looked at."""
        return self._day

    def show_sums(self, sums: Sums, today: int) -> None:
        """Show these days; the last column is the week of today."""
        same = today == self._today
        self._sums, self._today = sums, today
        self.look_at(min(self._day, today) if same else today)

    def look_at(self, day: int) -> None:
        """Look at this day, and have it in sight."""
        self._day = min(max(day, min(self._sums.days, default=self._today)), self._today)
        sheet = self._sheet()
        if self._day < sheet.first or self._week > week_of(self._today):
            self._week = min(week_of(self._day) + (sheet.columns // 2) * WEEK, week_of(self._today))
        elif self._day >= sheet.week + WEEK:
            self._week = week_of(self._day)
        self.setAccessibleName(
            f"Calendar. {day_text(self._day, year=True)}: {time_text(self._sums.days.get(self._day, Ms(0)))}"
        )
        self.update()

    def set_theme(self, theme: Theme, unit: float) -> None:
        """Paint in other colours; `unit` is one pixel of the 800-pixel sketch."""
        self._theme, self._unit = theme, unit
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from day to day and from week to week, Page Up and Down four weeks; Return opens the day."""
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -WEEK,
            Qt.Key.Key_Right: WEEK,
            Qt.Key.Key_PageUp: -4 * WEEK,
            Qt.Key.Key_PageDown: 4 * WEEK,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self._day + steps[key])
        elif key == Qt.Key.Key_Home:
            self._go(min(self._sums.days, default=self._today))
        elif key == Qt.Key.Key_End:
            self._go(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the day under the pointer."""
        day = self._sheet().day_at(event.position())
        if day is not None and day <= self._today:
            self._go(day)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the calendar, and a frame where the keyboard is."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._theme.ground))
            paint_calendar(painter, self._sheet(), self._sums, self._day, self._today, self._theme)
            if self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.accent), 1.6 * self._unit))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12 * self._unit, 12 * self._unit)

    def _go(self, day: int) -> None:
        self.look_at(day)
        self.looked.emit(self._day)

    def _sheet(self) -> Sheet:
        pad = 10 * self._unit
        return Sheet(QRectF(self.rect()).adjusted(pad, pad * 0.6, -pad, -pad), self._week, self._unit)
