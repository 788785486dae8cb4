"""An answer to the notice: a word, and the key that gives it. Knows how it looks; leaves what it means to others."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from backtimer.ui.breaks.paint_break import paint_key
from backtimer.ui.lettering import SEMIBOLD, draw_line, face
from backtimer.ui.theme import Theme


class BreakButton(QAbstractButton):
    """One answer; the first choice is filled with the accent, a plain one has no frame."""

    def __init__(
        self, word: str, sign: str, theme: Theme, parent: QWidget, *, first: bool = False, plain: bool = False
    ) -> None:
        super().__init__(parent)
        self.setText(word)
        self._sign, self._theme, self._first, self._plain = sign, theme, first, plain
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(word)
        self.setAccessibleDescription(f"Key: {sign}")

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word and its key."""
        wide = QFontMetricsF(self._face()).horizontalAdvance(self.text())
        return QSize(round(wide + self._cap() + (14 if self._plain else 34)), 28 if self._plain else 40)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the ground, the word, and the key as a cap."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            ink = QColor(theme.on_accent if self._first else theme.quiet if self._plain else theme.ink)
            if not self._plain:
                ground = QColor(theme.accent if self._first else theme.off if self.underMouse() else theme.raised)
                painter.setBrush(ground.darker(108) if self.isDown() else ground)
                painter.setPen(QPen(QColor(theme.accent if self._first else theme.line), 1.2))
                painter.drawRoundedRect(box, 9, 9)
            elif self.underMouse():
                ink = QColor(theme.ink)
            inset = 0.0 if self._plain else 12.0
            painter.setPen(ink)
            painter.setFont(self._face())
            draw_line(painter, box.adjusted(inset, 0, 0, 0), self.text())
            cap = self._cap()
            edge = QColor(ink)
            edge.setAlphaF(0.45)
            key = QRectF(box.right() - inset * 0.75 - cap, box.center().y() - 9, cap, 18)
            paint_key(painter, key, self._sign, ink, edge)

    def _face(self) -> QFont:
        return face(14.0) if self._plain else face(15.0, SEMIBOLD)

    def _cap(self) -> float:
        return max(QFontMetricsF(face(12.0)).horizontalAdvance(self._sign) + 10, 20)
