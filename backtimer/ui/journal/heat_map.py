"""The back as a map of what was worked, left against right. Knows sums of regions; keeps its picture of them."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer.core.history import Sides
from backtimer.core.timing import Ms
from backtimer.ui.journal.paint_heat import paint_heat, paint_place, paint_scale
from backtimer.ui.journal.paint_journal import halves, paint_balance
from backtimer.ui.journal.sums import time_text
from backtimer.ui.lettering import draw_line, face
from backtimer.ui.look import Look
from backtimer.ui.on_screen import still_fits


class HeatMap(QWidget):
    """Shows the warmth of all regions, and a line around one of them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._unit = 1.0
        self._regions: Mapping[str, Sides] = {}
        self._region = ""
        self._picture = QPixmap()

    def show_regions(self, regions: Mapping[str, Sides]) -> None:
        """Show how long each of these was worked, by its id."""
        self._regions = regions
        self._picture = QPixmap()
        left, right = self._halves()
        self.setAccessibleName(f"The back: left {time_text(left)}, right {time_text(right)}")
        self.update()

    def point_at(self, region: str) -> None:
        """Draw a line around this region; around none for an empty id."""
        self._region = region
        self.update()

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        if look is not self._look:
            self._picture = QPixmap()
        self._look, self._unit = look, unit
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is another picture."""
        super().resizeEvent(event)
        self._picture = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the back, what its colours mean, and left against right."""
        unit, theme = self._unit, self._look.theme
        high = min(self.height() - 76 * unit, self.width() * 1.44)
        box = QRectF(0, 0, self.width(), high)
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            if not still_fits(self._picture, self):
                self._picture = self._painted(box)
            painter.drawPixmap(box.topLeft(), self._picture)
            paint_place(painter, box, self._region, self._look, unit)
            foot = QRectF(0, high + 8 * unit, self.width(), 22 * unit)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(13.5 * unit))
            draw_line(painter, foot, "less")
            draw_line(painter, foot, "more", Qt.AlignmentFlag.AlignRight)
            paint_scale(painter, foot.adjusted(38 * unit, 7 * unit, -42 * unit, -7 * unit), theme, unit)
            paint_balance(painter, foot.translated(0, 30 * unit), *self._halves(), theme, unit)

    def _painted(self, box: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(box.size().toSize() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            paint_heat(painter, box, self._regions, self._look)
        return picture

    def _halves(self) -> tuple[Ms, Ms]:
        pairs = [halves(sides) for sides in self._regions.values()]
        return Ms(round(sum(left for left, _ in pairs))), Ms(round(sum(right for _, right in pairs)))
