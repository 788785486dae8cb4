"""The page on which a routine is put on paper."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from backtimer.core.plan import make_plan
from backtimer.files import paths
from backtimer.files.routine_file import read_routine
from backtimer.ui.look import Look
from backtimer.ui.paper.print_page import PrintPage
from backtimer.ui.theme import EVENING
from backtimer.wings.printing import Printing


@pytest.fixture
def page(qtbot, handbook):
    made = PrintPage(Look(paths.shipped("assets"), handbook, EVENING))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show_plan(make_plan(read_routine(paths.shipped("routines") / "slow-stroke-3.yaml", handbook).routine))
    return made


def test_what_is_chosen_is_what_is_saved(page, qtbot):
    asked = QSignalSpy(page.pdf_asked)
    qtbot.mouseClick(page.kinds["poster"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.papers["A5"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    sheet = asked.at(0)[0]
    assert (sheet.file_name, sheet.layout.pageSize().key(), sheet.layout.orientation().name) == (
        "slow-stroke-3-poster", "A5", "Landscape",
    )  # fmt: skip


def test_another_sheet_is_another_picture(page):
    pictures = []
    for kind in page.kinds:
        page.choose(kind, "A4")
        pictures.append(page.grab().toImage())
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])


def test_many_pages_are_all_to_be_seen(page, handbook, tmp_path):
    step = "- {stroke: hold, region: whole_back, time: 20}\n"
    (tmp_path / "long.yaml").write_text(f"backtimer: 1\ntitle: Long\nsteps:\n{step * 1500}", encoding="utf-8")
    page.show_plan(make_plan(read_routine(tmp_path / "long.yaml", handbook).routine))
    page.choose("exam", "A4")
    page.grab()
    assert len(page._sheet.pages) > 38, "side by side they were wider than the room"
    size = page._shown.deviceIndependentSize()
    assert 0 < size.width() <= 1280
    assert 0 < size.height() <= 800


def test_who_cannot_see_it_hears_what_it_is(page):
    assert page.accessibleName() == "Slow-stroke back rub: cue card, 1 page"
    assert all(button.accessibleName() for button in page.papers.values())


def test_escape_leads_back_to_the_routine_and_not_past_it(page):
    asked = QSignalSpy(page.back_asked)
    assert page.go_back()
    assert asked.count() == 1


class SayingWindow:
    """What printing needs of a window to say how it went."""

    def __init__(self):
        self.said = []

    def say(self, text, *, here=False):  # noqa: ARG002  # a page's own
        self.said.append(text)


def test_a_pdf_is_written_whole_or_the_window_says_why_not(page, tmp_path, qtbot):
    asked = QSignalSpy(page.pdf_asked)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    sheet = asked.at(0)[0]
    printing = Printing.__new__(Printing)
    window = printing.__dict__["_window"] = SayingWindow()
    (tmp_path / "file").write_text("")
    for file in (tmp_path / "a.pdf", tmp_path / "file" / "b.pdf"):
        Printing.save(printing, sheet, file)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert window.said[0] == f"Written to {tmp_path / 'a.pdf'}"
    assert window.said[1].startswith("b.pdf could not be written: ")
