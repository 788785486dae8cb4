"""The page of a routine before it starts: every wish is seen at once, and what begins is what was shown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel

from backtimer.core.fit import bounds
from backtimer.core.guidance import Suggestion
from backtimer.core.timing import MINUTE, Ms
from backtimer.core.wishes import AS_WRITTEN, Wishes
from backtimer.files.routine_file import parse_routine, read_routine
from backtimer.ui.look import Look
from backtimer.ui.routine_page import RoutinePage
from backtimer.ui.theme import THEMES, in_skin

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(qtbot, handbook):
    look = Look(ROOT / "assets", handbook, in_skin(THEMES["evening"], "warm"))
    page = RoutinePage(look, lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
    qtbot.addWidget(page)
    page.set_look(look)
    page.resize(1280, 800)
    page.show()
    return page


@pytest.fixture
def swedish(handbook):
    return read_routine(ROOT / "routines" / "swedish-back-20.yaml", handbook).routine


def begun(page, press) -> list[object]:
    plans: list[object] = []
    page.begin_asked.connect(plans.append)
    press()
    return plans


def test_it_shows_the_plan_as_written_and_begins_it_with_one_key(qtbot, page, swedish):
    page.show_routine(swedish)
    page.begin.setFocus()
    plans = begun(page, lambda: qtbot.keyClick(page.begin, Qt.Key.Key_Space))
    assert plans == [page.plan]
    assert page.plan.wishes == AS_WRITTEN


def test_return_begins_wherever_the_focus_is(qtbot, page, swedish):
    page.show_routine(swedish)
    assert len(begun(page, lambda: qtbot.keyClick(page.steps, Qt.Key.Key_Return))) == 1


def test_plus_and_minus_go_to_whole_minutes_and_stop_where_it_ends(qtbot, page, swedish):
    page.show_routine(swedish)
    lengths = []
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_Plus):
        qtbot.keyClick(page, key)
        lengths.append(page.plan.total / MINUTE)
    assert lengths == [21, 20, 21]
    for _ in range(60):
        page.lengthen(-1)
    assert page.plan.total == bounds(swedish, AS_WRITTEN)[0]
    for _ in range(90):
        page.lengthen(1)
    assert page.plan.total == bounds(swedish, AS_WRITTEN)[1]


def test_a_length_out_of_reach_becomes_the_nearest(page, swedish):
    page.show_routine(swedish, Wishes(length=Ms(1 * MINUTE)))
    assert page.plan.total == bounds(swedish, AS_WRITTEN)[0]


def test_what_the_length_costs_is_said(page, swedish):
    page.show_routine(swedish)
    assert page._said == ""
    page.show_routine(swedish, Wishes(length=bounds(swedish, AS_WRITTEN)[0]))
    assert page._said.startswith("Left out for this length: ")
    assert "shorter than written" in page._said


def test_softer_lowers_every_level_and_is_kept_when_the_length_changes(qtbot, page, swedish):
    page.show_routine(swedish)
    before = max(level for span in page.plan.spans for level in span.step.pressure)
    qtbot.mouseClick(page.pressures[-1], Qt.MouseButton.LeftButton)
    page.lengthen(-1)
    assert max(level for span in page.plan.spans for level in span.step.pressure) == before - 1


def test_a_place_that_is_pointed_at_goes_and_one_more_click_gives_it_more_time(qtbot, page, swedish):
    page.show_routine(swedish)
    qtbot.mouseClick(page.places, Qt.MouseButton.LeftButton)
    assert (page.picker.isVisible(), page.steps.isVisible()) == (True, False)
    page.picker._at = 1
    qtbot.keyClick(page.picker, Qt.Key.Key_Space)
    regions = {region.id for span in page.plan.spans for region in span.step.regions}
    assert "upper_trap" not in regions
    qtbot.keyClick(page.picker, Qt.Key.Key_Space)
    assert "upper_trap" in page.plan.wishes.more_here


def test_where_nothing_is_left_it_says_so_and_cannot_begin(qtbot, page, handbook):
    text = "backtimer: 1\ntitle: Neck\nsteps:\n- {stroke: hold, region: neck_back, side: middle, time: 30}\n"
    page.show_routine(
        parse_routine(text, "neck.yaml", "neck", handbook).routine, Wishes(leave_out=frozenset({"neck_back"}))
    )
    assert page.plan is None
    assert not page.begin.isEnabled()
    assert "Leave out fewer places" in page._said
    assert begun(page, lambda: qtbot.keyClick(page, Qt.Key.Key_Return)) == []


def test_what_to_prepare_can_be_ticked_off(qtbot, page, swedish):
    page.show_routine(swedish)
    boxes = page.findChildren(QCheckBox)
    assert len(boxes) == len(swedish.needs) + len(swedish.prepare)
    qtbot.mouseClick(boxes[0].parentWidget(), Qt.MouseButton.LeftButton)
    assert boxes[0].isChecked()


def test_texts_of_a_file_are_never_rich_text(page, handbook):
    text = (
        "backtimer: 1\ntitle: <b>T</b>\nsummary: <i>S</i>\nneeds:\n- <u>N</u>\n"
        "steps:\n- {stroke: hold, region: whole_back, side: middle, time: 30}\n"
    )
    page.show_routine(parse_routine(text, "x.yaml", "x", handbook).routine)
    labels = page.findChildren(QLabel)
    assert {"<i>S</i>", "<u>N</u>"} <= {label.text() for label in labels}
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


# Practising


@pytest.fixture
def student(handbook):
    return read_routine(ROOT / "routines" / "swedish-student-30.yaml", handbook).routine


def test_who_learns_sees_the_levels_at_once_and_others_when_they_ask(qtbot, page, student, handbook):
    page.show_routine(student)
    assert (page.guide.isVisible(), page.practise.isVisible()) == (True, False)
    page.show_routine(read_routine(ROOT / "routines" / "first-back-10.yaml", handbook).routine)
    assert (page.guide.isVisible(), page.practise.isVisible()) == (False, True)
    qtbot.mouseClick(page.practise, Qt.MouseButton.LeftButton)
    assert page.guide.isVisible()


def test_a_level_is_suggested_with_its_reason_and_never_chosen_for_anybody(qtbot, page, student):
    page.show_routine(student)
    page.guide.suggest(Suggestion("names", "clean"))
    assert (page.guide.guidance, page.guide.line) == ("full", "Suggested: Names – two clean runs in a row")
    assert page.guide.levels["names"].accessibleDescription() == page.guide.line
    qtbot.mouseClick(page.guide.levels["names"], Qt.MouseButton.LeftButton)
    assert page.guide.guidance == "names"
    page.show_routine(student)
    page.begin.setFocus()
    assert (page.guide.guidance, page.guide.line) == ("full", "Full guidance: picture, words, bells")


def test_what_a_level_means_is_said_where_one_points_and_once_it_is_chosen(qtbot, page, student):
    page.show_routine(student)
    page.guide.suggest(Suggestion("names", "clean"))
    page.guide.levels["bells"].setFocus()
    assert page.guide.line == "Bells and a clock only"
    page.begin.setFocus()
    assert page.guide.line.startswith("Suggested: Names")
    qtbot.mouseClick(page.guide.levels["exam"], Qt.MouseButton.LeftButton)
    page.begin.setFocus()
    assert page.guide.line == "Silent and blank, as in an exam"


def test_only_words_that_lead_somewhere_are_shown(qtbot, page, student):
    asked = []
    page.command_asked.connect(asked.append)
    page.show_routine(student)
    assert [link.isVisible() for link in page.guide.links.values()] == [False] * len(page.guide.links)
    page.guide.offer({"exam", "print", "quit"})
    assert [command for command, link in page.guide.links.items() if link.isVisible()] == ["exam", "print"]
    qtbot.mouseClick(page.guide.links["print"], Qt.MouseButton.LeftButton)
    assert asked == ["print"]


@pytest.mark.parametrize("size", [(860, 540), (1280, 800), (1920, 1080)])
def test_nothing_on_the_page_lies_over_anything_else(page, student, size):
    page.resize(*size)
    page.show_routine(student, Wishes(length=bounds(student, AS_WRITTEN)[0]))
    page.guide.offer({"exam", "drill", "print", "compare", "about"})
    parts = [page.steps, page.places, page.person, page.guide, page._scroll, page.timeline, page.begin, page.longer]
    boxes = [part.geometry() for part in (*parts, *page.pressures.values())]
    assert all(not one.intersects(other) for place, one in enumerate(boxes) for other in boxes[:place])
    links = [link.geometry() for link in page.guide.links.values()]
    assert links[-1].right() < page.guide.width()
    assert links[-1].bottom() <= page.guide.height()
    assert page._scroll.y() - page.guide.geometry().bottom() >= 40 * page._unit()  # what the length costs stands there
