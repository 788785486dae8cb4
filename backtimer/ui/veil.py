"""A dark veil over the page while the receiver sleeps: it dims all light that the screen gives, and takes no click."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

DARK: Final = QColor.fromRgbF(0.0, 0.0, 0.0, 0.5)


class Veil(QWidget):
    """Lies over its parent; keys and clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken what lies below."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), DARK)
