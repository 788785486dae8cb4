"""All that is true at one instant."""

import pytest

from backtimer.core.moment import Moment, moment_at, pressure_at
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.make import a_plan, a_step, a_stroke

THUMBS = a_stroke(hands="thumb", motion="circles", reach=30)
PLAN = a_plan(a_step(20), a_step(40, stroke=THUMBS, pressure=(1, 3, 2)), wishes=Wishes())


@pytest.mark.parametrize(
    ("share", "level"),
    [(-1, 1), (0, 1), (0.25, 2), (0.5, 3), (0.75, 2.5), (1, 2), (5, 2)],
    ids=lambda value: f"{value}",
)
def test_pressure_goes_evenly_from_level_to_level(share, level):
    assert pressure_at((1, 3, 2), share) == level


def test_one_level_stays_and_none_is_none():
    assert [pressure_at((2,), share) for share in (0, 0.5, 1)] == [2, 2, 2]
    assert pressure_at((), 0.5) == 0


def test_an_instant_knows_what_is_done_and_what_comes():
    moment = moment_at(PLAN, Ms(18_000))
    assert (moment.span.number, moment.left, moment.total_left, moment.hands) == (1, 10_000, 54_000, 10_000)
    assert moment.following == PLAN.spans[3]
    assert moment.pressure == 2


def test_while_hands_change_nothing_presses():
    moment = moment_at(PLAN, Ms(30_000))
    assert (moment.span.kind, moment.pressure, moment.following) == ("change", 0, None)


def test_pressure_follows_the_step():
    assert [moment_at(PLAN, Ms(at)).pressure for at in (32_000, 42_000, 52_000)] == [1, 2, 3]


def test_instants_outside_are_held_to_the_plan():
    assert moment_at(PLAN, Ms(-5)) == Moment(PLAN, Ms(0), 0)
    last = moment_at(PLAN, Ms(999_000))
    assert (last.position, last.index, last.left, last.following) == (72_000, 3, 0, None)
    assert last.pressure == 2
