"""Sheets of paper: their sizes, their colours, and how a page that was painted becomes a PDF.

One unit is a tenth of a point, so that type of whole pixels is fine enough. Knows nothing of what stands on a page.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from backtimer.ui.theme import DAY, Skin, Theme

PaperName = Literal["A4", "A5", "letter"]
PAPERS: Final[tuple[PaperName, ...]] = ("A4", "A5", "letter")

PER_POINT: Final = 10
"""Units to a point."""

MARGIN: Final = 28 * PER_POINT
"""Printers leave the outermost centimetre white."""

PAPER: Final[Theme] = replace(
    DAY,
    ground="#ffffff",
    glow="#ffffff",
    raised="#ffffff",
    ink="#1c2022",
    quiet="#50595e",
    line="#c9c4bb",
    accent="#8a4f16",
    off="#e4e1db",
    skin=Skin("#fbf3ec", "#f3e4d8", "#d9bfae", "#8d6f5f", "#b9a597"),
)
"""Day on white paper; what it says by colour it also says by width and number, for printers without colour."""

Page = Callable[[QPainter, QRectF], None]
"""Paints one page into a box of units."""

_SIZES: Final = {
    "A4": QPageSize.PageSizeId.A4,
    "A5": QPageSize.PageSizeId.A5,
    "letter": QPageSize.PageSizeId.Letter,
}


def layout_of(paper: PaperName, *, wide: bool = False) -> QPageLayout:
    """The page of a paper, lying on its side where it is `wide`, all of it to be painted on."""
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(_SIZES[paper]), way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def size_of(layout: QPageLayout) -> QSizeF:
    """The size of a page in units."""
    return layout.fullRect(QPageLayout.Unit.Point).size() * PER_POINT


def print_pages(pages: Sequence[Page], printer: QPagedPaintDevice, layout: QPageLayout) -> bool:
    """Print pages that are laid out for one paper on whatever paper the printer has; say whether it took them."""
    size = size_of(layout)
    box = QRectF(0.0, 0.0, size.width(), size.height())
    painter = QPainter()
    if not painter.begin(printer):
        return False
    with painter:
        there = painter.viewport()
        scale = min(there.width() / box.width(), there.height() / box.height())
        painter.scale(scale, scale)
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            page(painter, box)
    return True


def as_pdf(pages: Sequence[Page], layout: QPageLayout, title: str) -> bytes:
    """Give the pages as a PDF: text stays text, and lines stay lines."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * PER_POINT)
    writer.setPageLayout(layout)
    writer.setTitle(title)
    writer.setCreator("backtimer")
    box = QRectF(0.0, 0.0, size_of(layout).width(), size_of(layout).height())
    with QPainter(writer) as painter:
        for number, page in enumerate(pages):
            if number:
                writer.newPage()
            page(painter, box)
    return bytes(buffer.data().data())
