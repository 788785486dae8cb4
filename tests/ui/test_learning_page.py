"""The book in the window: found by typing, gone through by arrows and links, moving only while it is seen."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from backtimer.core.learning import Heading, Topic
from backtimer.core.timing import Ms
from backtimer.files.learning_file import read_book
from backtimer.ui.learning.index import SECOND
from backtimer.ui.learning.page import FIRST, LearningPage
from backtimer.ui.learning.plate import FRAME, POSE
from backtimer.ui.learning.sheet import MANY
from backtimer.ui.look import Look
from backtimer.ui.theme import THEMES, in_skin

ASSETS = Path(__file__).parents[2] / "assets"

SCOOP = Topic("stroke", "c_scoop")
RAKE = Topic("stroke", "raking")
SETUP = Topic("stroke", "setup")
TOPS = Topic("region", "upper_trap")
FLANK = Topic("region", "flank")


class Clock:
    """Milliseconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 5_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture(scope="module")
def book():
    return read_book(ASSETS)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def look(handbook):
    return Look(ASSETS, handbook, in_skin(THEMES["evening"], "warm"))


@pytest.fixture
def page(qtbot, book, look, clock):
    page = LearningPage(book, look, clock)
    qtbot.addWidget(page)
    page.set_look(look)
    page.resize(1280, 800)
    page.open(SCOOP)
    with qtbot.waitActive(page, timeout=3_000):
        page.show()
        page.activateWindow()
    page.setFocus()
    yield page
    page.hide()


def texts(page):
    """What can be read at the right, from top to bottom."""
    return [label.text() for label in page.sheet.findChildren(QLabel) if label.isVisible() and label.text()]


def link(page, text):
    return next(button for button in page.sheet.links if button.text() == text)


def grab(widget):
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def heard(signal):
    told = []
    signal.connect(lambda *what: told.append(what))
    return told


# --- what is said ---


def test_the_page_of_a_stroke_says_what_the_handbook_and_the_book_say(page, book, handbook):
    said = texts(page)
    assert said[0] == "Scoop and squeeze"
    assert said[1] == "Petrissage: C-scoop  ·  Knead  ·  also grasp-knead, open-C, closed-C, fulling and squeezing"
    assert said[2] == handbook.strokes["c_scoop"].line
    assert [block.heading for block in page.sheet.blocks] == ["The hands", "Direction", "Pace", "Never"]
    assert page.sheet.blocks[-1].warns
    assert book.families["petrissage"].never in page.sheet.blocks[-1].text
    assert [button.text() for button in page.sheet.links] == [
        "Tops of the shoulders", "The flanks", "Upper outer buttocks",
    ]  # fmt: skip


def test_numbers_are_those_of_the_handbook(page):
    assert "40 squeezes a minute" in page.sheet.plate.accessibleName()
    assert "Pressure 3, medium" in page.sheet.plate.accessibleName()


def test_the_page_of_a_place_says_what_it_bears_and_what_suits_it(page, handbook):
    page.open(Topic("region", "medial_scapula"), (("One", frozenset({"medial_scapula"})), ("Two", frozenset({"hip"}))))
    region = handbook.regions["medial_scapula"]
    pressure = next(block for block in page.sheet.blocks if block.heading == "Pressure")
    assert (pressure.level, region.cap) == (3, 3)
    assert pressure.text == "At most. Practised hands may go up to 4, firm."
    assert "Slow line" in [button.text() for button in page.sheet.links]
    assert page.sheet.foot.text() == "In the library: One"


def test_where_nobody_presses_nothing_suits(page):
    page.open(Topic("region", "spine_strip"))
    assert page.sheet.links == []
    assert "No pressure at all: leave it alone." in texts(page)
    assert page.sheet.foot.text() == ""


def test_only_some_routines_are_named(page):
    page.open(TOPS, tuple((f"Routine {n}", frozenset({"upper_trap"})) for n in range(MANY + 3)))
    assert page.sheet.foot.text().endswith("Routine 4, and 3 more")


def test_names_are_those_of_class_where_they_are_wanted(page, look):
    page.set_look(replace(look, terms=True))
    assert texts(page)[0] == "Petrissage: C-scoop"
    assert "Upper trapezius" in [button.text() for button in page.sheet.links]
    index = page.index.model()
    assert index.data(index.index(0, 0)) == "Effleurage"
    assert index.data(index.index(1, 0)) == "Long effleurage"


@pytest.mark.parametrize("terms", [False, True])
def test_every_page_is_seen_whole(page, book, look, terms):
    page.set_look(replace(look, terms=terms))
    for topic in (*(Topic("stroke", id_) for id_ in book.strokes), *(Topic("region", id_) for id_ in book.regions)):
        page.open(topic, tuple((f"A routine of some length {n}", frozenset(book.regions)) for n in range(20)))
        assert page.sheet.verticalScrollBar().maximum() == 0, topic
        labels = [label for label in page.sheet.findChildren(QLabel) if label.isVisible() and label.text()]
        assert all(label.height() >= label.heightForWidth(label.width()) for label in labels), topic
        edge = page.sheet.viewport().width()
        assert all(part.geometry().right() <= edge for part in (*labels, *page.sheet.links)), topic


# --- the way through it ---


def test_typing_finds_and_opens_what_is_meant(qtbot, page):
    qtbot.keyClicks(page.field, "rib rak")
    assert page.topic == RAKE
    assert [row for row in page.index.rows if isinstance(row, Topic)] == [RAKE]
    qtbot.keyClicks(page.field, "zz")
    assert (page.topic, page.index.rows) == (RAKE, [])
    assert not page.index.isVisible()
    grab(page)


def test_what_is_typed_goes_to_the_field_at_once(qtbot, page):
    assert QApplication.focusWidget() is page.field
    qtbot.keyClicks(QApplication.focusWidget(), "feather")
    assert page.topic == Topic("stroke", "feathering")


def test_arrows_lead_through_the_index_past_headings(qtbot, page):
    page.open(Topic("stroke", "forearm_glide"))
    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    assert page.topic == SCOOP
    qtbot.keyClick(page.field, Qt.Key.Key_Up)
    assert page.topic == Topic("stroke", "forearm_glide")
    page.open(FIRST)
    qtbot.keyClick(page.field, Qt.Key.Key_Up)
    assert page.topic == FIRST


def test_arrows_lead_through_what_was_found(qtbot, page):
    qtbot.keyClicks(page.field, "thumb")
    found = [row for row in page.index.rows if isinstance(row, Topic)]
    at = found.index(page.topic)
    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    assert page.topic == found[at + 1]
    assert page.field.text() == "thumb"


def test_links_lead_on_and_escape_leads_back(qtbot, page):
    left = heard(page.back_asked)
    qtbot.mouseClick(link(page, "The flanks"), Qt.MouseButton.LeftButton)
    assert page.topic == FLANK
    qtbot.mouseClick(link(page, "Big circles"), Qt.MouseButton.LeftButton)
    assert page.topic == Topic("stroke", "circle_stroking")
    assert page.go_back()
    assert page.topic == FLANK
    qtbot.keyClick(page.field, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (page.topic, left) == (SCOOP, [])
    page.go_back()
    assert (page.topic, len(left)) == (SCOOP, 1)


def test_a_run_of_pages_that_were_only_browsed_is_one_step_back(qtbot, page):
    for _ in range(4):
        qtbot.keyClick(page.field, Qt.Key.Key_Down)
    assert page.topic != SCOOP
    page.go_back()
    assert page.topic == SCOOP


def test_every_click_in_the_index_is_a_step_of_its_own(qtbot, page):
    page.open(FIRST)
    for name in ("effleurage_fan", "circle_stroking"):
        row = page.index.rows.index(Topic("stroke", name))
        place = page.index.visualRect(page.index.model().index(row, 0)).center()
        qtbot.mouseClick(page.index.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert page.topic == Topic("stroke", name)
    page.go_back()
    assert page.topic == Topic("stroke", "effleurage_fan")
    page.go_back()
    assert page.topic == FIRST


def test_a_heading_cannot_be_opened(qtbot, page):
    page.open(FIRST)
    assert isinstance(page.index.rows[0], Heading)
    place = page.index.visualRect(page.index.model().index(0, 0)).center()
    qtbot.mouseClick(page.index.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.topic == FIRST


def test_escape_clears_the_words_before_it_leads_back(qtbot, page):
    left = heard(page.back_asked)
    qtbot.keyClicks(page.field, "rake")
    page.eventFilter(page.field, escape())
    assert (page.field.text(), left) == ("", [])
    assert len([row for row in page.index.rows if isinstance(row, Topic)]) > 50
    assert page.topic == RAKE
    assert not page.eventFilter(page.field, escape())


def escape():
    return QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)


def test_opened_anew_the_way_is_forgotten_and_the_field_empty(qtbot, page):
    left = heard(page.back_asked)
    qtbot.keyClicks(page.field, "rake")
    page.open(TOPS)
    assert (page.topic, page.field.text()) == (TOPS, "")
    page.go_back()
    assert len(left) == 1
    page.open(None)
    assert page.topic == TOPS


def test_the_open_page_is_in_sight_in_the_index(page):
    for topic in (TOPS, FIRST, Topic("region", "axilla")):
        page.open(topic)
        assert page.index.rows[page.index.currentIndex().row()] == topic
        assert page.index.viewport().rect().contains(page.index.visualRect(page.index.currentIndex()))


def test_all_that_can_be_done_can_be_done_by_keys_and_has_a_name(page):
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.parent() is not page.field:
            assert button.accessibleName(), button
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button
    for part in (page, page.field, page.index, page.sheet.plate):
        assert part.accessibleName()
    assert page.accessibleName() == "Learn: Scoop and squeeze"
    assert {label.textFormat() for label in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


# --- what moves ---


def test_hands_move_with_the_clock(page, clock):
    plate = page.sheet.plate
    first = grab(plate)
    assert grab(plate) == first
    clock.now += 800
    assert plate.hands == Ms(800)
    assert grab(plate) != first


def test_another_page_begins_its_hands_anew(page, clock):
    clock.now += 800
    page.show_topic(RAKE)
    assert page.sheet.plate.hands == 0


def test_the_timer_runs_only_while_hands_are_seen(page):
    timer = page.sheet.plate.timer
    assert timer.isActive()
    assert timer.interval() == FRAME
    page.hide()
    assert not timer.isActive()
    page.show()
    assert timer.isActive()
    page.open(TOPS)
    assert not timer.isActive()
    page.open(SETUP)
    assert not timer.isActive()
    page.hide()
    page.open(SCOOP)
    assert not timer.isActive()
    page.show()
    assert timer.isActive()


def test_who_wants_no_gliding_hands_sees_poses(page, look, clock):
    page.set_look(replace(look, still=True))
    plate = page.sheet.plate
    assert plate.timer.interval() == POSE
    first = grab(plate)
    clock.now += 400
    assert grab(plate) == first
    clock.now += 1_200
    assert grab(plate) != first


def test_the_left_side_is_shown_plain_and_the_right_one_with_its_muscles(page):
    left, right = page.sheet.plate.pictures
    assert (left.step.side, right.step.side) == ("left", "right")
    assert (left.caption, right.caption) == ("Left side", "Right side, and what lies beneath")
    assert (left.muscles, [muscle.id for muscle in right.muscles]) == ((), ["trapezius"])


def test_a_picture_that_would_be_the_same_twice_is_shown_once(page):
    page.open(Topic("stroke", "check_in"))
    assert len(page.sheet.plate.pictures) == 1
    page.open(SETUP)
    assert [picture.posture_shown for picture in page.sheet.plate.pictures] == ["prone", "seated"]


def test_both_pictures_move_and_nothing_beside_them(page, clock):
    plate = page.sheet.plate
    boxes = plate.boxes()
    assert boxes[0].right() + 1 == boxes[1].left()
    before = grab(plate)
    clock.now += 700
    after = grab(plate)
    outside = QPoint(boxes[0].left() - 4, 60)
    assert before.pixel(outside) == after.pixel(outside)
    assert all(before.copy(box) != after.copy(box) for box in boxes)


@pytest.mark.parametrize("theme", ["day", "evening", "candle"])
@pytest.mark.parametrize("size", [(860, 540), (1280, 800), (1920, 1080)])
def test_it_is_painted_in_every_light_and_size(page, handbook, theme, size):
    page.set_look(Look(ASSETS, handbook, in_skin(THEMES[theme], "deep"), "sturdy"))
    page.resize(*size)
    for topic in (SCOOP, TOPS, Topic("stroke", "rocking"), Topic("stroke", "turn"), Topic("region", "hand")):
        page.open(topic)
        assert len({grab(page).pixel(x, size[1] // 3) for x in range(300, size[0] - 20, 7)}) > 20


def test_a_long_name_in_the_index_takes_a_second_line_in_the_same_size(page, look):
    page.set_look(replace(look, terms=True))
    index = page.index

    def high(topic):
        return index.sizeHintForIndex(index.model().index(index.rows.index(topic), 0)).height()

    assert high(Topic("region", "medial_scapula")) == high(Topic("region", "sacrum")) + SECOND
