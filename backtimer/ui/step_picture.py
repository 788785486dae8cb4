"""A step as a small PNG, for those outside the window: a lock screen, a phone. Leaves keeping it to others."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from backtimer.core.plan import Plan
from backtimer.ui.look import Look
from backtimer.ui.paint_stage import paint_step

SIDE: Final = 256
"""Width and height in pixels."""


def step_png(plan: Plan, index: int, look: Look) -> bytes:
    """The step of a span, painted in a look, as a PNG file."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(look.theme.ground))
    with QPainter(image) as painter:
        paint_step(painter, QRectF(0, 0, SIDE, SIDE), plan, index, look)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
