"""Type: the program's own face, its sizes, and text that fits its box. Knows no colours and no words.

The face is Inter, shipped with the program, so that every machine shows the same page and digits are equally wide.
"""

from functools import lru_cache
from math import floor
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainter, QTextLayout, QTextOption

FACE: Final = "Inter"

LIGHT: Final = QFont.Weight.Light
REGULAR: Final = QFont.Weight.Normal
SEMIBOLD: Final = QFont.Weight.DemiBold


def load_faces(assets: Path) -> None:
    """Make the shipped face known to Qt. Where a file is missing the desktop's face stands in."""
    for file in sorted((assets / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


@lru_cache(maxsize=128)
def face(pixels: float, weight: QFont.Weight = REGULAR) -> QFont:
    """The face in a size in pixels; large type is set a little tighter."""
    font = QFont(FACE)
    font.setPixelSize(max(8, round(pixels)))
    font.setWeight(weight)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97.5 if pixels >= 32 else 100.0)  # noqa: PLR2004
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def plain(font: QFont) -> QFont:
    """The same without signs in the place of others: in a PDF they lose their meaning, and nobody could find them."""
    made = QFont(font)
    made.unsetFeature(QFont.Tag("tnum"))
    made.setFeature(QFont.Tag("calt"), 0)
    return made


def fitted(text: str, pixels: float, width: float, weight: QFont.Weight = REGULAR, least: float = 0.6) -> QFont:
    """The face in the size asked for, or as much smaller as the width demands, down to a share of it."""
    font = face(pixels, weight)
    wide = QFontMetricsF(font).horizontalAdvance(text)
    if wide <= width:
        return font
    size = floor(pixels * max(width / max(wide, 1.0), least))
    smaller = face(size, weight)
    if size - 1 >= pixels * least and QFontMetricsF(smaller).horizontalAdvance(text) > width:
        return face(size - 1, weight)  # hinting is not linear: a size less may still be as wide
    return smaller


def draw_line(painter: QPainter, box: QRectF, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    """One line in the painter's font and pen, in the middle of the box's height, cut with an ellipsis if it must be."""
    shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def draw_lines(
    painter: QPainter,
    box: QRectF,
    text: str,
    lines: int,
    leading: float = 1.3,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Plain text wrapped to the box's width in at most so many lines; returns the height that it took, in pixels."""
    font = painter.font()
    metrics = QFontMetricsF(font)
    units = text.replace("\n", "\u2028").encode("utf-16-le")  # Qt breaks lines at that sign, and counts in these units
    layout = QTextLayout(units.decode("utf-16-le"), font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    height = font.pixelSize() * leading
    drawn = 0
    while drawn < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(box.width())
        start, end = line.textStart(), line.textStart() + line.textLength()
        cut = drawn == lines - 1 and 2 * end < len(units)
        part = units[2 * start : None if cut else 2 * end].decode("utf-16-le").rstrip("\u2028 ")
        if cut:
            part = metrics.elidedText(part.replace("\u2028", " "), Qt.TextElideMode.ElideRight, box.width())
        left = box.left() + (
            box.width() - metrics.horizontalAdvance(part) if align == Qt.AlignmentFlag.AlignRight else 0
        )
        painter.drawText(QPointF(left, box.top() + height * drawn + metrics.ascent()), part)
        drawn += 1
    layout.endLayout()
    return drawn * height


def _wrapping() -> QTextOption:
    """Lines break between words; a word that is longer than a line breaks anywhere, and leaves no column."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def lines_in(text: str, font: QFont, width: float) -> int:
    """How many lines a text takes in a width."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    lines = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines += 1
    layout.endLayout()
    return lines


def fitting(text: str, sizes: tuple[float, ...], width: float, height: float, leading: float) -> float:
    """The first of the sizes in which the text fits into the box; the last one where it fits in none."""
    fits = (size for size in sizes if lines_in(text, face(size), width) * size * leading <= height)
    return next(fits, sizes[-1])


def draw_digits(painter: QPainter, box: QRectF, text: str) -> float:
    """A countdown that never jitters: each digit in a cell of its own, all as wide as the widest. Returns its width."""
    metrics = QFontMetricsF(painter.font())
    cell = max(metrics.horizontalAdvance(digit) for digit in "0123456789")
    x = box.left()
    base = box.center().y() + metrics.capHeight() / 2
    for sign in text:
        own = metrics.horizontalAdvance(sign)
        wide = cell if sign.isdigit() else own
        painter.drawText(QPointF(x + (wide - own) / 2, base), sign)
        x += wide
    return x - box.left()


def digits_width(font: QFont, text: str) -> float:
    """How wide `draw_digits` draws a text."""
    metrics = QFontMetricsF(font)
    cell = max(metrics.horizontalAdvance(digit) for digit in "0123456789")
    return sum(cell if sign.isdigit() else metrics.horizontalAdvance(sign) for sign in text)
