"""The one visual language of pressure: colour, height and number agree. Knows levels 1 to 5 and nothing of steps."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from backtimer.ui.theme import Theme


def paint_gauge(painter: QPainter, box: QRectF, level: float, theme: Theme) -> None:
    """Five bars of growing height; those up to the level are lit, the last one as far as it is reached."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    wide = box.width() / 5.94
    for index in range(5):
        height = box.height() * (0.32 + 0.17 * index)
        bar = QRectF(box.left() + index * wide * 1.235, box.bottom() - height, wide, height)
        radius = wide * 0.16
        painter.setBrush(QColor(theme.off))
        painter.drawRoundedRect(bar, radius, radius)
        share = min(max(level - index, 0.0), 1.0)
        if share > 0:
            painter.setOpacity(share)
            painter.setBrush(QColor(theme.pressure[index]))
            painter.drawRoundedRect(bar, radius, radius)
            painter.setOpacity(1.0)
