"""Sheets of paper: every word of a routine stands on them whole, as text, and nothing leaves the page."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from backtimer import words
from backtimer.core.cue_card import lines_of
from backtimer.core.plan import make_plan
from backtimer.core.routine import Criterion
from backtimer.files import paths
from backtimer.files.routine_file import read_routine
from backtimer.ui.look import Look
from backtimer.ui.paper.paint_sheet import KINDS, _grid, _words_high
from backtimer.ui.paper.pdf import MARGIN, PAPER, PAPERS, as_pdf, layout_of, size_of
from backtimer.ui.paper.sheets import on_paper, sheet_of, sheet_pdf
from tests.make import a_plan, a_step

pytestmark = pytest.mark.usefixtures("faces")

ROUTINES = sorted(path.stem for path in paths.shipped("routines").glob("*.yaml"))


@pytest.fixture(scope="module")
def faces(qapp):  # noqa: ARG001  # fonts need an application
    from backtimer.ui.lettering import load_faces  # noqa: PLC0415  # only here

    load_faces(paths.shipped("assets"))


@pytest.fixture
def look(handbook):
    return Look(paths.shipped("assets"), handbook, PAPER)


def plan_of(name, handbook):
    return make_plan(read_routine(paths.shipped("routines") / f"{name}.yaml", handbook).routine)


def read(data: bytes) -> tuple[int, str]:
    """How many pages a PDF has, and all its words in one line."""
    kept, buffer, document = QByteArray(data), QBuffer(), QPdfDocument(None)
    buffer.setData(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = document.pageCount()
    text = " ".join(document.getAllText(page).text() for page in range(pages))
    document.close()
    return pages, "".join(text.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ROUTINES)
def test_every_step_stands_on_every_sheet_as_text(name, kind, handbook, look):
    plan = plan_of(name, handbook)
    look = on_paper(look, plan)
    data = sheet_pdf(kind, plan, look, "A4")
    pages, text = read(data)
    assert kind == "exam" or pages == 1
    terms = look.terms or kind == "exam"
    missing = [line.step for line in lines_of(plan) if squeezed(words.name_of(line.step, terms=terms)) not in text]
    assert missing == []
    assert squeezed(plan.routine.title) in text
    assert b"/Subtype /Image" not in data, "a drawing became a picture of dots"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("poster", [False, True])
@pytest.mark.parametrize("name", ["slow-stroke-3", "seated-neck-shoulders-8", "swedish-student-30"])
def test_the_words_fit_beside_or_below_their_pictures(name, poster, paper, handbook, look):
    plan = plan_of(name, handbook)
    lines = lines_of(plan)
    size = size_of(layout_of(paper, wide=poster))
    body = QRectF(0, 0, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN - 1_200)
    grid = _grid(lines, body, on_paper(look, plan), min(size.width(), size.height()) / 4_200, poster=poster)
    wide, rows = body.width() / grid.columns, -(-len(lines) // grid.columns)
    room = wide if poster else wide - grid.picture.width()
    high = _words_high(lines, on_paper(look, plan), grid.type, room, cues=grid.cues)
    assert high + (grid.picture.height() if poster else 0) <= body.height() / rows
    assert grid.type >= 70 or paper == "A5"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_painted_where_printers_cannot(kind, handbook, look):
    plan = plan_of("swedish-student-30", handbook)
    sheet = sheet_of(kind, plan, look, "A5")
    size, edge = size_of(sheet.layout), MARGIN // 2
    for page in sheet.pages:
        image = QImage((size / 10).toSize(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        with QPainter(image) as painter:
            painter.scale(0.1, 0.1)
            page(painter, QRectF(0, 0, size.width(), size.height()))
        inner = QRectF(image.rect()).adjusted(edge / 10, edge / 10, -edge / 10, -edge / 10)
        outside = [
            (x, y)
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
            if not inner.contains(x, y) and image.pixelColor(x, y) != QColor("white")
        ]
        assert outside == []


def test_the_exam_sheet_asks_for_what_the_teacher_wrote(look):
    plan = a_plan(a_step())
    rubric = tuple(Criterion(f"Item number {number} is kept in mind", 2) for number in range(30))
    plan = plan.__class__(plan.routine.__class__(**{**_fields(plan.routine), "rubric": rubric}), plan.spans, plan.marks)
    pages, text = read(sheet_pdf("exam", plan, look, "A5"))
    assert pages > 1
    assert all(squeezed(item.text) in text for item in rubric)
    assert "Alltogether60" in text
    assert "within20%" in text


def _fields(thing):
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def test_pages_follow_each_other_and_keep_their_size(look):
    sheet = sheet_of("card", a_plan(*(a_step(20) for _ in range(3))), look, "letter")
    assert size_of(sheet.layout) == QSizeF(6120, 7920)
    pages, _ = read(as_pdf(sheet.pages * 3, sheet.layout, sheet.title))
    assert pages == 3


def test_more_steps_than_a_page_holds_are_still_one_card(look):
    plan = a_plan(*(a_step(10, name=f"Step with a name {number}") for number in range(120)))
    pages, text = read(sheet_pdf("card", plan, look, "A5"))
    assert pages == 1
    assert all(squeezed(f"name {number}") in text for number in range(120))


def test_without_colour_a_level_is_still_told(handbook, look):
    plan = plan_of("first-back-10", handbook)
    levels = [line.step.pressure for line in lines_of(plan)]
    assert any(one != other for one, other in pairwise(levels))
    _, text = read(sheet_pdf("exam", plan, look, "A4"))
    assert squeezed("both 1–2") in text or squeezed("both 2") in text
