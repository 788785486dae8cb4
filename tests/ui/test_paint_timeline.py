"""The routine at a glance: width is time, height and colour are pressure, what is done is faded."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from backtimer.core.moment import moment_at
from backtimer.core.practice import Passage
from backtimer.core.timing import Ms
from backtimer.ui.paint_timeline import paint_timeline, position_at, x_of
from backtimer.ui.theme import EVENING, THEMES, mixed
from tests.make import a_plan, a_step, a_stroke

pytestmark = pytest.mark.usefixtures("qapp")

BOX = QRectF(10, 10, 600, 50)
PLAN = a_plan(*(a_step(time, pressure=levels) for time, levels in ((60, (1,)), (120, (5,)), (60, (2, 4)), (60, ()))))

STATES = ("ready", "running", "paused", "leading", "holding", "waiting", "finished", "stopped")


def painted(position: int, theme=EVENING, plan=PLAN, state="running", box=BOX) -> QImage:
    picture = QImage(620, 80, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(theme.ground))
    with QPainter(picture) as painter:
        paint_timeline(painter, box, replace(moment_at(plan, Ms(position)), state=state), theme)
    return picture


def top_of(picture: QImage, x: int) -> int:
    """The first row from above in which something is painted."""
    ground = picture.pixelColor(1, 1)
    return next(y for y in range(picture.height()) if picture.pixelColor(x, y) != ground)


def test_the_whole_time_lies_between_the_edges():
    assert [x_of(PLAN, Ms(at), BOX) for at in (0, 150_000, 300_000)] == [10, 310, 610]


@pytest.mark.parametrize("x", [10, 11, 100, 310.5, 609, 610])
def test_a_pixel_and_its_position_belong_together(x):
    assert x_of(PLAN, position_at(PLAN, x, BOX), BOX) == pytest.approx(x, abs=0.01)


def test_beside_the_box_the_ends_are_meant():
    assert [position_at(PLAN, x, BOX) for x in (-500, 0, 620, 5_000)] == [0, 0, 300_000, 300_000]


def test_a_box_without_width_is_no_harm():
    assert position_at(PLAN, 5, QRectF(5, 5, 0, 0)) == 0
    painted(0, box=QRectF(5, 5, 0, 0))


def test_firmer_steps_stand_higher():
    picture = painted(300_000, state="finished")
    light, firm, rising, free = (top_of(picture, x) for x in (70, 250, 420, 520))
    assert firm < rising < light < free


def test_each_bar_has_the_colour_of_its_pressure():
    picture = painted(0)
    ahead = mixed(QColor(EVENING.ground), EVENING.level(5), 0.62)
    now = EVENING.level(1)
    assert [picture.pixelColor(x, 55).name() for x in (250, 70)] == [ahead.name(), now.name()]


def test_what_is_done_is_faded():
    before, after = painted(70_000), painted(200_000)
    strong, faded = before.pixelColor(200, 50), after.pixelColor(200, 50)
    assert (strong.name(), faded.name()) == (
        EVENING.level(5).name(),
        mixed(QColor(EVENING.ground), EVENING.level(5), 0.3).name(),
    )


def test_the_line_stands_where_we_are():
    picture = painted(150_000)
    assert picture.pixelColor(310, 12).name() == EVENING.ink
    assert picture.pixelColor(312, 12).name() != EVENING.ink


def test_after_the_end_no_step_is_outlined():
    for state in ("finished", "stopped"):
        over, on = painted(300_000, state=state), painted(300_000)
        assert over != on
        assert top_of(over, 560) > top_of(on, 560)


def test_a_passage_has_a_bracket_from_its_first_step_to_the_end_of_its_last_one():
    assert bracket(None) is None
    assert bracket(Passage(2, 3)) == (pytest.approx(130, abs=2), pytest.approx(490, abs=2))
    first, half = bracket(Passage(2))
    assert first == pytest.approx(130, abs=2)
    assert half < 160


def bracket(passage: Passage | None) -> tuple[int, int] | None:
    """From where to where the bracket below the bars goes, in pixels."""
    picture = QImage(620, 80, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(EVENING.ground))
    with QPainter(picture) as painter:
        paint_timeline(painter, BOX, replace(moment_at(PLAN, Ms(70_000)), passage=passage), EVENING)
    row = [x for x in range(620) if picture.pixelColor(x, 65).name() == EVENING.accent]
    return (min(row), max(row)) if row else None


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_is_painted_in_every_light(theme, state):
    assert painted(150_000, theme, state=state) != painted(0, theme, state=state)


def test_a_step_that_touches_nobody_is_painted_too():
    shrug = a_stroke(touches=False, pressure=0)
    painted(0, plan=a_plan(a_step(5, stroke=shrug, pressure=(), regions=())))


def test_a_thousand_short_steps_are_all_there():
    plan = a_plan(*(a_step(1, pressure=(3,)) for _ in range(1_000)))
    picture = painted(0, plan=plan)
    assert all(picture.pixelColor(x, 55).name() != EVENING.ground for x in range(20, 600))
