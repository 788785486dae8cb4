"""The book from anywhere: it opens at the stroke one is looking at, and what was left is there again afterwards."""

from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from backtimer.app import Workshop, application
from backtimer.core.learning import Topic
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.timing import Ms
from backtimer.files.routine_file import read_routine
from backtimer.ui.conductor import Conductor
from backtimer.ui.learning.page import FIRST
from tests.clock import FakeClock


@pytest.fixture
def workshop(qtbot, tmp_path, monkeypatch):
    """The real window on an empty home; what plays has a clock of ours and no sound."""
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "data" / "routines").mkdir(parents=True)
    application()
    workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
    workshop.__dict__["attendants"] = MagicMock()  # they hear and do nothing
    workshop.window.resize(1280, 800)
    workshop.read_library()
    with qtbot.waitActive(workshop.window, timeout=3_000):
        workshop.window.show()
        workshop.window.activateWindow()
    yield workshop
    workshop.close()
    workshop.window.close()
    workshop.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def press(qtbot, workshop):
    def press(*keys):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget() or workshop.window, key)
            QCoreApplication.processEvents()

    return press


def entry_of(workshop, name):
    return next(entry for entry in workshop.window.library.shelf.entries if entry.id == name)


def played(workshop, name):
    """Have a routine play, seven seconds into its second step."""
    entry, clock = entry_of(workshop, name), FakeClock()
    plan = make_plan(read_routine(Path(entry.file), workshop.handbook).routine)
    conductor = Conductor(Player(plan, clock, gap=Ms(10**9)), workshop.window)
    workshop.window.conduct(conductor, entry)
    conductor.tell(conductor.player.play)
    conductor.tell(lambda: conductor.player.jump(2))
    clock.advance(7_000)
    conductor.tell(conductor.player.tick)
    return conductor


def test_start_needs_none_of_it(workshop):
    assert "page" not in workshop.teacher.__dict__


def test_from_the_library_the_index_opens_and_escape_leads_back(workshop, press):
    press(Qt.Key.Key_I)
    assert (workshop.window.page.name, workshop.teacher.page.topic) == ("learning", FIRST)
    assert QApplication.focusWidget() is workshop.teacher.page.field
    press(Qt.Key.Key_Escape)
    assert workshop.window.page.name == "library"


def test_while_it_plays_the_stroke_of_now_opens_and_the_routine_waits(workshop, press):
    conductor = played(workshop, "first-back-10")
    assert conductor.player.state == "running"
    stroke, position = conductor.moment.span.step.stroke.id, conductor.moment.position
    press(Qt.Key.Key_I)
    assert workshop.teacher.page.topic == Topic("stroke", stroke)
    assert conductor.player.state == "paused"
    plate = workshop.teacher.page.sheet.plate
    assert plate.timer.isActive()
    press(Qt.Key.Key_Escape)
    assert workshop.window.page is workshop.window.player
    assert not plate.timer.isActive()
    assert (conductor.player.state, conductor.moment.position) == ("paused", position)
    press(Qt.Key.Key_Space)
    assert conductor.player.state == "leading"
    conductor.tell(conductor.player.pause)


def test_links_lead_back_through_the_book_first(qtbot, workshop, press):
    played(workshop, "first-back-10")
    press(Qt.Key.Key_I)
    page = workshop.teacher.page
    begun = page.topic
    qtbot.mouseClick(page.sheet.links[0], Qt.MouseButton.LeftButton)
    assert page.topic.kind == "region"
    press(Qt.Key.Key_Escape)
    assert (workshop.window.page, page.topic) == (page, begun)
    press(Qt.Key.Key_Escape)
    assert workshop.window.page.name == "player"


def test_words_are_cleared_before_anything_else(workshop, press):
    press(Qt.Key.Key_I, Qt.Key.Key_W, Qt.Key.Key_R, Qt.Key.Key_I)
    page = workshop.teacher.page
    assert page.topic == Topic("stroke", "wringing")
    press(Qt.Key.Key_Escape)
    assert (workshop.window.page, page.field.text()) == (page, "")
    press(Qt.Key.Key_Escape)
    assert page.topic == FIRST
    press(Qt.Key.Key_Escape)
    assert workshop.window.page.name == "library"


def test_from_a_routine_the_step_that_was_chosen_opens(qtbot, workshop, press):
    workshop.play(entry_of(workshop, "swedish-back-20"))
    routine, page = workshop.window.routine, workshop.teacher.page
    press(Qt.Key.Key_I)
    assert page.topic == Topic("stroke", routine.plan.spans[routine.plan.step_index(1)].step.stroke.id)
    press(Qt.Key.Key_Escape)
    assert workshop.window.page is routine
    routine.steps.setFocus()
    qtbot.keyClick(routine.steps, Qt.Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(routine.steps, Qt.Key.Key_Down)
    press(Qt.Key.Key_I)
    assert page.topic == Topic("stroke", routine.plan.spans[routine.plan.step_index(4)].step.stroke.id)


def test_the_other_button_on_a_step_opens_its_stroke(workshop):
    workshop.play(entry_of(workshop, "swedish-back-20"))
    steps = workshop.window.routine.steps
    place = steps.visualRect(steps.model().index(2, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, steps.viewport().mapToGlobal(place))
    QCoreApplication.sendEvent(steps.viewport(), event)
    plan = workshop.window.routine.plan
    assert workshop.window.page.name == "learning"
    assert workshop.teacher.page.topic == Topic("stroke", plan.spans[plan.step_index(3)].step.stroke.id)


def test_a_wish_leaves_the_chosen_step_chosen(workshop):
    workshop.play(entry_of(workshop, "swedish-back-20"))
    routine = workshop.window.routine
    routine.steps.setCurrentIndex(routine.steps.model().index(3, 0))
    routine.lengthen(1)
    assert routine.steps.currentIndex().row() == 3


def test_the_shipped_routines_of_a_place_are_named(workshop, press):
    press(Qt.Key.Key_I)
    page = workshop.teacher.page
    page.show_topic(Topic("region", "waist"))
    cards = [entry.card for entry in workshop.window.library.shelf.entries]
    titles = sorted(card.title for card in cards if "waist" in dict(card.levels))
    assert 1 < len(titles) < len(cards)
    assert page.sheet.foot.text() == f"In the library: {', '.join(titles)}"


def test_from_the_preferences_one_comes_back_to_them(workshop):
    played(workshop, "first-back-10")
    workshop.window.command("preferences")
    workshop.window.command("about")
    assert workshop.window.page.name == "learning"
    workshop.window.command("back")
    assert workshop.window.page.name == "preferences"
    workshop.window.command("back")
    assert workshop.window.page.name == "player"
    workshop.window.command("about")
    workshop.window.command("preferences")
    workshop.window.command("back")
    assert workshop.window.page.name == "learning"
    workshop.window.command("back")
    assert workshop.window.page.name == "player"


def test_asking_again_changes_nothing(workshop):
    workshop.window.command("about")
    workshop.window.command("about")
    workshop.window.command("back")
    assert workshop.window.page.name == "library"
