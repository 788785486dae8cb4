"""A large round button with a sign on it. Knows how it looks; leaves what it does to whoever connects it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from backtimer.ui.paint_icons import paint_icon
from backtimer.ui.theme import Theme


class RoundButton(QAbstractButton):
    """A sign in a circle: large enough for a knuckle. The accessible name says what it does, the tip also which key."""

    def __init__(self, icon: str, name: str, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self._theme = theme
        self.strong = False
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def set_icon(self, icon: str, name: str) -> None:
        """Show another sign, and say what it now does."""
        if icon != self.icon_name:
            self.icon_name = icon
            self.setAccessibleName(name)
            self.update()

    def sizeHint(self) -> QSize:
        """As large as a fingertip with room around it."""
        return QSize(56, 56)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button; Space belongs to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the circle and the sign."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            shown = self.underMouse() or self.isDown()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.off if shown else self._theme.raised))
            painter.drawEllipse(box)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.drawEllipse(box)
            inset = box.width() * 0.22
            colour = QColor(self._theme.ink if self.strong or shown else self._theme.quiet)
            paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), self.icon_name, colour)
