"""The program's small sign for a tray: an open palm on a round ground, grey while nobody is to be reminded."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from backtimer.ui.paint_icons import paint_icon
from backtimer.ui.theme import THEMES

SIZES: Final = (16, 22, 24, 32, 48, 64)
"""Pixels: what trays ask for."""


def tray_icon(*, paused: bool = False) -> QIcon:
    """The sign in all sizes. It has a ground of its own: nobody knows whether a tray is dark or light."""
    icon = QIcon()
    for size in SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            paint_tray(painter, QRectF(0, 0, size, size), paused=paused)
        icon.addPixmap(picture)
    return icon


def paint_tray(painter: QPainter, box: QRectF, *, paused: bool) -> None:
    """The sign, as large as the box."""
    theme = THEMES["evening"]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.quiet if paused else theme.accent))
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    inside = box.width() * 0.06
    paint_icon(
        painter,
        box.adjusted(inside, inside, -inside, -inside),
        "hold",
        QColor(theme.raised if paused else theme.on_accent),
    )
    painter.restore()
