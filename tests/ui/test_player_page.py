"""The player's page at each level of guidance: what is seen, what is told to who cannot see it, and what comes back."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage

from backtimer.core.guidance import GUIDANCES, RULES
from backtimer.core.player import Player
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.ui.conductor import Conductor
from backtimer.ui.look import Look
from backtimer.ui.player_page import PlayerPage
from backtimer.ui.theme import THEMES, in_skin
from tests.clock import FakeClock
from tests.make import a_plan, a_step

ROOT = Path(__file__).parents[2]
SIZE = (1280, 800)


class Lesson:
    """A page with a routine of two steps that runs when it is told to."""

    def __init__(self, qtbot, handbook, theme="evening") -> None:
        self.clock = FakeClock()
        self.look = Look(ROOT / "assets", handbook, in_skin(THEMES[theme], "warm"))
        self.page = PlayerPage(self.look, lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        qtbot.addWidget(self.page)
        self.asked: list[str] = []
        self.page.command_asked.connect(self.asked.append)
        self.page.resize(*SIZE)
        self.page.show()
        plan = a_plan(a_step(60, side="left", check_in=True), a_step(60), wishes=Wishes(ready=Ms(0), change=Ms(0)))
        self.conductor = Conductor(Player(plan, self.clock, gap=Ms(10**9), lead=Ms(0)), self.page)
        self.page.conduct(self.conductor)
        self.do("play")

    def do(self, command: str) -> None:
        self.conductor.tell(getattr(self.conductor.player, command))
        self.conductor._timer.stop()

    def wait(self, seconds: float) -> None:
        self.clock.advance(round(seconds * 1000))
        self.do("tick")

    @property
    def seen(self) -> set[str]:
        """Which parts can be seen."""
        page = self.page
        parts = {
            "picture": page.stage, "steps": page.timeline, "layers": page.layers, "back": page.back,
            "question": page.check_in, "clock": page.clock, "exam": page.exam, "toggle": page.buttons["toggle"],
        }  # fmt: skip
        return {name for name, part in parts.items() if part.isVisible()}

    def picture(self) -> QImage:
        self.page.word.hide()
        return self.page.grab().toImage()

    def inked(self) -> QRect:
        """The smallest box around all that is not ground."""
        image, ground = self.picture(), QColor(self.look.theme.ground).rgb()
        found = [
            (x, y)
            for y in range(0, image.height(), 2)
            for x in range(0, image.width(), 2)
            if image.pixelColor(x, y).rgb() != ground
        ]
        if not found:
            return QRect()
        xs, ys = [x for x, _ in found], [y for _, y in found]
        return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


@pytest.fixture
def lesson(qtbot, handbook):
    return Lesson(qtbot, handbook)


WITH_PICTURE = {"picture", "steps", "layers", "back", "toggle"}


@pytest.mark.parametrize("level", GUIDANCES)
def test_while_time_runs_each_level_shows_what_it_is_for(lesson, level):
    lesson.page.guide(level)
    assert lesson.seen == (WITH_PICTURE if RULES[level].picture else set())
    assert lesson.page.guidance == level


@pytest.mark.parametrize("level", GUIDANCES)
def test_while_time_stands_everybody_can_press_something(lesson, level):
    lesson.page.guide(level)
    lesson.do("pause")
    assert {"back", "toggle"} <= lesson.seen
    lesson.do("play")
    assert ("toggle" in lesson.seen) is RULES[level].picture


@pytest.mark.parametrize("level", GUIDANCES)
def test_from_far_there_are_no_controls_at_any_level_and_all_come_back(lesson, level):
    lesson.page.guide(level)
    lesson.page.set_far(far=True)
    lesson.do("pause")
    assert lesson.seen == set()
    lesson.page.set_far(far=False)
    assert {"back", "toggle"} <= lesson.seen


def test_to_look_first_lays_what_one_learns_over_the_back_and_takes_it_away_again(lesson):
    lesson.page.switch_layer("care")
    lesson.page.guide("watch")
    assert lesson.page.stage.look.layer == "learn"
    lesson.page.guide("full")
    assert lesson.page.stage.look.layer == "care"


@pytest.mark.parametrize("level", ["names", "bells"])
def test_a_quiet_level_has_all_it_shows_in_the_middle(lesson, level):
    lesson.page.guide(level)
    box = lesson.inked()
    assert abs(box.center().x() - SIZE[0] / 2) < 12
    assert abs(box.center().y() - SIZE[1] / 2) < 90


def test_an_exam_has_a_small_clock_or_nothing_at_all(qtbot, lesson):
    lesson.page.guide("exam")
    assert 0 < lesson.inked().width() < 140
    lesson.do("pause")
    assert {"clock"} == lesson.seen - {"back", "toggle"}
    qtbot.mouseClick(lesson.page.clock, Qt.MouseButton.LeftButton)
    assert lesson.page.clock.text() == "With a small clock"
    lesson.do("play")
    assert lesson.inked().isEmpty()


def test_where_there_is_an_exam_run_the_blank_page_leads_to_it(qtbot, lesson):
    lesson.page.exam_there = True
    lesson.page.guide("exam")
    lesson.do("pause")
    qtbot.mouseClick(lesson.page.exam, Qt.MouseButton.LeftButton)
    assert lesson.asked == ["exam"]


@pytest.mark.parametrize("level", GUIDANCES)
def test_the_receiver_is_asked_only_where_everything_is_said(lesson, level):
    lesson.page.guide(level)
    lesson.wait(10)
    assert ("question" in lesson.seen) is (RULES[level].says == "everything")


def test_a_question_goes_with_the_guide(lesson):
    lesson.wait(10)
    assert "question" in lesson.seen
    lesson.page.guide("names")
    assert "question" not in lesson.seen


def test_who_cannot_see_is_told_no_more_than_who_can(lesson):
    told = {}
    for level in GUIDANCES:
        lesson.page.guide(level)
        told[level] = lesson.page.panel.accessibleName(), lesson.page.panel.accessibleDescription()
    assert told["full"][0].startswith("Long glide, left side")
    assert told["names"] == ("effleurage, left side", "")
    assert told["bells"] == ("Bells and a clock only", "")
    assert "glide" not in told["exam"][0]


@pytest.mark.parametrize("level", ["names", "bells", "exam"])
def test_what_is_not_shown_cannot_be_clicked_and_a_click_anywhere_pauses(qtbot, lesson, level):
    lesson.page.guide(level)
    qtbot.mouseClick(lesson.page.panel, Qt.MouseButton.LeftButton)
    assert lesson.asked == ["toggle"]


def test_what_is_on_is_said_in_one_line(lesson):
    assert lesson.page.panel.practice == ""
    for command in ("slower", "loop", "loop"):
        lesson.conductor.obey(command)
        lesson.conductor._timer.stop()
    lesson.page.keep_beat("gaps")
    assert lesson.page.panel.practice == ("Steps 1¼ times as long  ·  Beat with silent bars  ·  Step 1, 1st time")
    lesson.wait(80)
    assert lesson.page.panel.practice.endswith("Step 1, 2nd time")


def test_while_a_passage_is_repeated_nobody_promises_an_end(lesson):
    assert lesson.page._ends(lesson.conductor.moment) == "21:38"
    for _ in range(2):
        lesson.conductor.obey("loop")
        lesson.conductor._timer.stop()
    assert lesson.page._ends(lesson.conductor.moment) == ""


def test_a_word_in_passing_takes_no_click_and_goes_by_itself(lesson):
    word = lesson.page.word
    word.show_text("Names and sides only")
    assert (word.isVisible(), word.text) == (True, "Names and sides only")
    assert word.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    word._timer.timeout.emit()
    assert not word.isVisible()
    assert not word._timer.isActive()


@pytest.mark.parametrize("far", [False, True])
@pytest.mark.parametrize("level", GUIDANCES)
@pytest.mark.parametrize("size", [(860, 540), (1280, 800), (1920, 1080)])
def test_a_word_in_passing_covers_no_words(lesson, level, far, size):
    page = lesson.page
    page.resize(*size)
    page.guide(level)
    page.set_far(far=far)
    ground = QColor(lesson.look.theme.ground).rgb()
    page.word.show_text("Watch first: each step lasts a quarter longer")
    place = page.word.geometry()
    page.word.hide()
    if RULES[level].picture and not far:
        assert place.right() < page.panel.x()
        assert place.left() > page.back.geometry().right()
    else:
        image = page.grab(place).toImage()
        assert {image.pixelColor(x, y).rgb() for x in range(0, image.width(), 3) for y in range(image.height())} == {
            ground
        }


@pytest.mark.parametrize("theme", ["day", "evening", "candle"])
@pytest.mark.parametrize("level", GUIDANCES)
def test_every_level_is_painted_in_every_light(qtbot, handbook, level, theme):
    lesson = Lesson(qtbot, handbook, theme)
    lesson.page.guide(level)
    image = lesson.picture()
    colours = {image.pixelColor(x, y).rgb() for x in range(0, SIZE[0], 3) for y in range(0, SIZE[1], 3)}
    assert QColor(lesson.look.theme.ground).rgb() in colours
    assert len(colours) > 3
    lesson.page.set_look(replace(lesson.look, still=True))
    assert lesson.page.guidance == level
