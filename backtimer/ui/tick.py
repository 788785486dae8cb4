"""A line that can be ticked off: a box and words that wrap. Knows how it looks and whether it is ticked."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from backtimer.ui.lettering import face
from backtimer.ui.theme import EVENING, Theme


class Tick(QWidget):
    """A box beside a line; a click on either ticks it."""

    toggled = Signal(bool)

    def __init__(self, text: str, *, fades: bool = False) -> None:
        """`fades`: a line that is ticked off steps back."""
        super().__init__()
        self._box = _Box()
        self._box.setAccessibleName(text)
        self._line = QLabel(text)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._line, 1)
        self._box.toggled.connect(self.toggled)
        if fades:
            self._box.toggled.connect(lambda ticked: self._line.setEnabled(not ticked))

    @property
    def ticked(self) -> bool:
        """Whether it is ticked."""
        return self._box.isChecked()

    def set_ticked(self, *, ticked: bool) -> None:
        """Tick it, or take the tick away."""
        self._box.setChecked(ticked)

    def dress(self, theme: Theme, unit: float, pixels: float) -> None:
        """Paint in other colours, the words in letters of so many pixels of the 800-pixel sketch."""
        self._box.dress(theme, unit)
        self._line.setFont(face(pixels * unit))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words counts like one on the box."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._box.toggle()


class _Box(QCheckBox):
    """The box beside a line."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = EVENING

    def dress(self, theme: Theme, unit: float) -> None:
        """Paint in other colours and another size."""
        self._theme = theme
        self.setFixedSize(round(22 * unit), round(22 * unit))
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it is the box."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the box, and the tick in it."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            ticked = self.isChecked()
            edge = theme.ink if self.hasFocus() else theme.accent if ticked else theme.quiet
            painter.setPen(QPen(QColor(edge), 1.6))
            painter.setBrush(QColor(theme.accent if ticked else theme.raised))
            painter.drawRoundedRect(box, box.width() * 0.27, box.width() * 0.27)
            if ticked:
                painter.setPen(QPen(QColor(theme.on_accent), box.width() * 0.13))
                corners = ((0.24, 0.52), (0.44, 0.72), (0.78, 0.3))
                painter.drawPolyline(
                    [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in corners]
                )
