"""The sheets of a routine as they leave the program: pages to look at, or one PDF. Joins painters and paper."""

from typing import Final, NamedTuple

from PySide6.QtGui import QPageLayout

from backtimer.core.plan import Plan
from backtimer.ui.look import Look
from backtimer.ui.paper.paint_sheet import Kind, is_wide, pages_of
from backtimer.ui.paper.pdf import PAPER, Page, PaperName, as_pdf, layout_of, size_of

NAMES: Final[dict[Kind, str]] = {"card": "Cue card", "exam": "Exam sheet", "poster": "Poster"}


class Sheet(NamedTuple):
    """All pages of a sheet, and the paper that they are for."""

    title: str
    file_name: str
    pages: list[Page]
    layout: QPageLayout


def on_paper(look: Look, plan: Plan) -> Look:
    """A look for paper; a routine for students speaks as in class."""
    terms = look.terms or "student" in plan.routine.audience
    return Look(look.assets, look.handbook, PAPER, look.build, terms=terms)


def sheet_of(kind: Kind, plan: Plan, look: Look, paper: PaperName) -> Sheet:
    """Lay a plan out on paper; the look's theme should be that of paper."""
    layout = layout_of(paper, wide=is_wide(kind))
    size = size_of(layout)
    pages = pages_of(kind, plan, look, size.width(), size.height())
    return Sheet(f"{plan.routine.title}: {NAMES[kind].lower()}", f"{plan.routine.id}-{kind}", pages, layout)


def sheet_pdf(kind: Kind, plan: Plan, look: Look, paper: PaperName) -> bytes:
    """The sheet as a PDF."""
    sheet = sheet_of(kind, plan, look, paper)
    return as_pdf(sheet.pages, sheet.layout, sheet.title)
