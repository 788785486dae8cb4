"""The stage shows a moment on the back, and paints again only what has moved."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from backtimer.__main__ import main
from backtimer.core.moment import Moment, moment_at
from backtimer.core.motion import hands_at
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.timing import Ms
from backtimer.files.routine_file import read_routine
from backtimer.ui.look import Look
from backtimer.ui.paint_stage import paint_stage
from backtimer.ui.stage import Stage
from backtimer.ui.theme import THEMES, in_skin
from tests.clock import FakeClock

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"

GLIDES = Ms(40_000)
"""An instant of the second step of the first routine, in the middle of a long glide."""


@pytest.fixture(scope="module")
def plan(handbook):
    return make_plan(read_routine(ROOT / "routines" / "first-back-10.yaml", handbook).routine)


@pytest.fixture(scope="module")
def other_plan(handbook):
    return make_plan(read_routine(ROOT / "routines" / "self-neck-shoulders-5.yaml", handbook).routine)


class Painted(QObject):
    """Notes which places of a widget are painted."""

    def __init__(self, widget) -> None:
        super().__init__(widget)
        self.places: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:  # noqa: ARG002  # Qt's signature
        if event.type() == QEvent.Type.Paint:
            self.places += [QRect(place) for place in event.region()]
        return False

    def since(self) -> QRect:
        """All that was painted since one last asked, in one rectangle."""
        QCoreApplication.processEvents()
        whole = QRect()
        for place in self.places:
            whole |= place
        self.places.clear()
        return whole


@pytest.fixture
def make_stage(qtbot, handbook):
    """Stages, shown; closed again after the test."""

    def make_stage(theme="evening", size=(704, 650)) -> Stage:
        stage = Stage(Look(ASSETS, handbook, in_skin(THEMES[theme], "warm")))
        qtbot.addWidget(stage)
        stage.resize(*size)
        with qtbot.waitExposed(stage, timeout=3_000):
            stage.show()
        QCoreApplication.processEvents()
        return stage

    return make_stage


@pytest.fixture
def stage(make_stage):
    return make_stage()


def picture(stage: Stage, moment: Moment | None = None) -> QImage:
    if moment is not None:
        stage.show_moment(moment)
    return stage.grab().toImage()


def test_before_the_first_moment_only_the_figure_is_there(stage, plan):
    assert picture(stage) != picture(stage, moment_at(plan, GLIDES))


def test_the_same_moment_gives_the_same_picture(make_stage, plan):
    straight = picture(make_stage(), moment_at(plan, GLIDES))
    roundabout = make_stage()
    for position in (0, 100_000, 500_000, 39_000):
        picture(roundabout, moment_at(plan, Ms(position)))
    assert picture(roundabout, moment_at(plan, GLIDES)) == straight


def test_another_moment_gives_another_picture(stage, plan):
    assert picture(stage, moment_at(plan, GLIDES)) != picture(stage, moment_at(plan, Ms(GLIDES + 400)))


@pytest.mark.parametrize("theme", THEMES)
def test_the_picture_is_the_one_that_draw_gives(make_stage, plan, tmp_path, monkeypatch, theme):
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path))
    file = tmp_path / "drawn.png"
    words = ("--step", "2", "--at", "4", "--size", "1280x800", "--theme", theme, "-o", str(file))
    assert main(["draw", "first-back-10", *words]) == 0
    start = plan.spans[plan.step_index(2)].start
    ours = picture(make_stage(theme), moment_at(plan, Ms(start + 4_000)))
    drawn = QImage(str(file)).copy(0, 0, 704, 650)
    below = QRect(0, 160, 704, 490)
    """Above, two buttons lie over the figure."""
    assert ours.copy(below).convertToFormat(drawn.format()) == drawn.copy(below)


@pytest.mark.parametrize("name", ["first-back-10", "calm-touch-6", "self-neck-shoulders-5", "lomi-20"])
def test_the_picture_of_the_window_is_the_one_of_the_painter(make_stage, handbook, name):
    """The thumbnails, the strips of the gallery and the loops are painted by `paint_stage`."""
    plan = make_plan(read_routine(ROOT / "routines" / f"{name}.yaml", handbook).routine)
    stage = make_stage()
    for number in range(1, plan.steps + 1, 3):
        moment = moment_at(plan, Ms(plan.spans[plan.step_index(number)].start + 3_300))
        ours = picture(stage, moment)
        painted = QImage(ours.size(), ours.format())
        with QPainter(painted) as painter:
            paint_stage(painter, QRectF(stage.rect()), moment, stage.look)
        assert painted == ours, number


def test_only_the_places_of_hands_that_moved_are_painted_again(stage, plan):
    painted = Painted(stage)
    stage.show_moment(moment_at(plan, GLIDES))
    assert painted.since() == stage.rect()
    for position in range(GLIDES + 16, GLIDES + 800, 16):
        before = [hand.rect() for hand in stage._scene.hands]
        stage.show_moment(moment_at(plan, Ms(position)))
        after = [hand.rect() for hand in stage._scene.hands]
        allowed = QRect()
        for place in (*before, *after):
            allowed |= place
        assert allowed.contains(painted.since())
        assert allowed.width() * allowed.height() < 0.5 * stage.width() * stage.height()


def test_a_moment_that_shows_nothing_new_paints_nothing(stage, plan):
    stage.show_moment(moment_at(plan, GLIDES))
    painted = Painted(stage)
    painted.since()
    stage.show_moment(moment_at(plan, GLIDES))
    assert painted.since() == QRect()


def test_what_was_painted_piece_by_piece_is_the_whole(stage, make_stage, plan):
    """No trail is left behind by the hands: what stands on the screen is what a fresh stage shows."""
    for position in range(GLIDES, GLIDES + 5_000, 40):
        stage.show_moment(moment_at(plan, Ms(position)))
        QCoreApplication.processEvents()
    shown = stage.screen().grabWindow(stage.winId()).toImage()
    fresh = picture(make_stage(), moment_at(plan, Ms(GLIDES + 4_960)))
    assert shown.convertToFormat(fresh.format()) == fresh


def test_pause_freezes_the_picture(stage, plan):
    clock = FakeClock()
    player = Player(plan, clock, gap=Ms(10**6))
    player.play()
    clock.advance(GLIDES)
    player.pause()
    paused = picture(stage, player.moment())
    clock.advance(5_000)
    player.tick()
    assert picture(stage, player.moment()) == paused


def test_holding_stops_the_time_and_not_the_hands(stage, plan):
    clock = FakeClock()
    player = Player(plan, clock, gap=Ms(10**6))
    player.play()
    clock.advance(GLIDES)
    player.hold()
    held = picture(stage, player.moment())
    clock.advance(900)
    player.tick()
    assert player.position == GLIDES
    assert picture(stage, player.moment()) != held


def test_resting_hands_move_only_four_times_in_each_round(stage, plan):
    stage.set_look(replace(stage.look, still=True))
    pictures = [picture(stage, moment_at(plan, Ms(GLIDES + ms))) for ms in range(0, 10_000, 500)]
    poses = {bytes(one.constBits()) for one in pictures}  # while the picture lives: the bits are its own
    assert len(poses) == 4


def test_another_routine_shows_its_own_trace(make_stage, plan, other_plan):
    """Both begin with getting ready, and each has another first step."""
    fresh = picture(make_stage(), moment_at(other_plan, Ms(0)))
    stage = make_stage()
    picture(stage, moment_at(plan, Ms(0)))
    assert picture(stage, moment_at(other_plan, Ms(0))) == fresh


def test_another_light_and_back_is_the_same_picture(stage, plan):
    before = picture(stage, moment_at(plan, GLIDES))
    stage.set_look(replace(stage.look, theme=THEMES["day"]))
    assert picture(stage) != before
    stage.set_look(replace(stage.look, theme=in_skin(THEMES["evening"], "warm")))
    assert picture(stage) == before


def test_another_size_and_back_is_the_same_picture(stage, plan):
    before = picture(stage, moment_at(plan, GLIDES))
    stage.resize(300, 500)
    assert picture(stage).size().toTuple() == (300, 500)
    stage.resize(704, 650)
    assert picture(stage) == before


@pytest.mark.parametrize("size", [(1, 1), (20, 300), (900, 10)])
def test_it_may_be_too_small_for_anything(make_stage, plan, size):
    assert picture(make_stage(size=size), moment_at(plan, GLIDES)).size().toTuple() == size


def test_every_instant_of_the_routine_can_be_shown(stage, plan):
    for span in plan.spans:
        for position in (span.start, (span.start + span.end) // 2, span.end - 1):
            moment = moment_at(plan, Ms(position))
            stage.show_moment(moment)
            assert len(stage._scene.hands) == len(hands_at(plan, moment.index, moment.hands, moment.came))


def test_a_click_is_told_and_only_with_the_left_button(stage, qtbot):
    with qtbot.waitSignal(stage.pressed, timeout=1_000):
        qtbot.mouseClick(stage, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    with qtbot.assertNotEmitted(stage.pressed):
        qtbot.mouseClick(stage, Qt.MouseButton.RightButton, pos=QPoint(300, 300))
