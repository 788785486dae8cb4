"""Paints what only a drill has: how far one is, what was right, and how much of a deck is known. Pure painting."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from backtimer.core.drill.today import Deck
from backtimer.ui.drill.words import Said
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face
from backtimer.ui.theme import Theme, mixed


def paint_dots(painter: QPainter, box: QRectF, place: tuple[int, int], theme: Theme) -> None:
    """One dot for each question of this go: done, at hand, still to come; at the left of the box."""
    at, count = place
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pitch = min(box.height() * 2.2, box.width() / max(count, 1))
    size = min(box.height(), pitch * 0.6)
    for index in range(count):
        dot = QRectF(box.left() + index * pitch, box.center().y() - size / 2, size, size)
        painter.setPen(QPen(QColor(theme.accent if index <= at else theme.line), 1.3))
        painter.setBrush(QColor(theme.accent) if index < at else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)


def paint_verdict(painter: QPainter, box: QRectF, said: Said, theme: Theme, unit: float, *, right: bool) -> None:
    """A word on the answer, what is right, and one line why."""
    painter.setPen(QColor(theme.accent if right else theme.quiet))
    painter.setFont(face(17 * unit, SEMIBOLD))
    draw_line(painter, QRectF(box.left(), box.top(), box.width(), 24 * unit), said.deck)
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(21 * unit, SEMIBOLD))
    below = QRectF(box.left(), box.top() + 28 * unit, box.width(), 0)
    below.translate(0, draw_lines(painter, below, said.asks, 2, 1.3) + 3 * unit)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(17.5 * unit))
    draw_lines(painter, below, said.of, 3, 1.35)


def paint_deck_bar(painter: QPainter, box: QRectF, deck: Deck, theme: Theme) -> None:
    """How much of a deck is begun, and how much of it is known: a calm bar."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    round_ = box.height() / 2
    ground = QColor(theme.off)
    for share, colour in (
        (1.0, ground),
        (deck.begun / max(deck.total, 1), mixed(ground, QColor(theme.accent), 0.38)),
        (deck.known / max(deck.total, 1), QColor(theme.accent)),
    ):
        if share > 0:
            painter.setBrush(colour)
            wide = max(box.width() * share, box.height())
            painter.drawRoundedRect(QRectF(box.left(), box.top(), wide, box.height()), round_, round_)


def paint_deck(painter: QPainter, box: QRectF, deck: Deck, line: str, theme: Theme, unit: float) -> None:
    """A deck: its title, how it stands, and its bar."""
    inner = box.adjusted(18 * unit, 0, -18 * unit, 0)
    painter.setFont(face(19 * unit, SEMIBOLD))
    wide = painter.fontMetrics().horizontalAdvance(line)
    painter.setPen(QColor(theme.ink))
    draw_line(painter, QRectF(inner.left(), inner.top() + 10 * unit, inner.width() - wide, 28 * unit), deck.title)
    painter.setPen(QColor(theme.accent if deck.due else theme.quiet))
    painter.setFont(face(16 * unit))
    row = QRectF(inner.left(), inner.top() + 10 * unit, inner.width(), 28 * unit)
    draw_line(painter, row, line, Qt.AlignmentFlag.AlignRight)
    paint_deck_bar(painter, QRectF(inner.left(), inner.bottom() - 24 * unit, inner.width(), 8 * unit), deck, theme)


def paint_part_asks(painter: QPainter, at: QPointF, text: str, theme: Theme, unit: float, *, now: bool) -> None:
    """The words above a line of small choices; `now` is the line that the keys belong to."""
    painter.setPen(QColor(theme.ink if now else theme.quiet))
    painter.setFont(face(16 * unit, SEMIBOLD if now else face(1).weight()))
    draw_line(painter, QRectF(at.x(), at.y(), 600 * unit, 24 * unit), text)
