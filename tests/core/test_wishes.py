"""What the receiver wishes, within what the places bear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.plan import NothingLeftError, make_plan
from backtimer.core.routine import Group
from backtimer.core.wishes import Wishes
from tests.make import a_region, a_routine, a_step


def pressures(routine, wish):
    return [span.step.pressure for span in make_plan(routine, Wishes(pressure=wish)).spans if span.kind == "step"]


@given(st.lists(st.integers(1, 3), max_size=4), st.integers(-4, 4), st.booleans())
def test_a_wish_never_goes_above_the_cap_or_below_one(levels, wish, experienced):
    routine = a_routine(a_step(pressure=tuple(levels)), level="experienced" if experienced else "beginner")
    (asked,) = pressures(routine, wish)
    assert len(asked) == len(levels)
    assert all(1 <= level <= (4 if experienced else 3) for level in asked)
    assert all(level == before + wish for before, level in zip(levels, asked, strict=True) if 1 <= before + wish <= 3)


def test_without_a_wish_the_author_decides():
    assert pressures(a_routine(a_step(pressure=(1, 3, 2))), 0) == [(1, 3, 2)]


def test_where_no_hand_presses_no_wish_makes_it():
    assert pressures(a_routine(a_step(pressure=())), 2) == [()]


def test_a_step_without_a_place_is_made_lighter_but_never_firmer():
    nowhere = a_routine(a_step(pressure=(1, 3), regions=()))
    assert pressures(nowhere, 1) == [(2, 3)]
    assert pressures(nowhere, -1) == [(1, 2)]


def test_what_is_left_out_is_dropped_wherever_it_stands():
    back, neck, both = a_region(), a_region(id="neck_back"), (a_region(), a_region(id="neck_back"))
    routine = a_routine(
        a_step(10, regions=(back,)), Group(2, (a_step(20, regions=(neck,)), a_step(30))), a_step(40, regions=both)
    )
    plan = make_plan(routine, Wishes(leave_out=frozenset({"neck_back"})))
    assert [span.length for span in plan.spans] == [8_000, 10_000, 30_000, 30_000]


def test_to_leave_out_all_leaves_nothing():
    with pytest.raises(NothingLeftError):
        make_plan(a_routine(a_step(), a_step()), Wishes(leave_out=frozenset({"whole_back"})))
