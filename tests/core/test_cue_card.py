"""The lines of a sheet: every step once, both sides of one together."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.cue_card import lines_of
from backtimer.core.timing import Ms
from tests.make import a_plan, a_step, a_stroke

SIDES = st.sampled_from(["both", "left", "right", "each", "middle"])
STEPS = st.builds(
    lambda side, seconds, stroke: a_step(seconds, side=side, stroke=a_stroke(id=stroke)),
    SIDES, st.integers(10, 90), st.sampled_from(["a", "b"]),
)  # fmt: skip


@given(st.lists(STEPS, min_size=1, max_size=8))
def test_the_lines_are_all_steps_in_their_order(steps):
    plan = a_plan(*steps)
    lines = lines_of(plan)
    numbers = [number for line in lines for number in range(line.first, line.last + 1)]
    assert numbers == list(range(1, plan.steps + 1))
    assert sum(line.whole for line in lines) == sum(span.length for span in plan.spans if span.kind == "step")
    assert all(one.start < other.start for one, other in pairwise(lines))


def test_both_sides_of_a_step_are_one_line():
    (line,) = lines_of(a_plan(a_step(60, side="each")))
    assert (line.first, line.last, line.twice, line.time, line.whole, line.index) == (1, 2, True, 30_000, 60_000, 0)


def test_a_side_that_takes_longer_has_a_line_of_its_own():
    left = a_step(30, side="left")
    plan = a_plan(left, replace(left, side="right", time=Ms(40_000)))
    assert [(line.first, line.twice) for line in lines_of(plan)] == [(1, False), (2, False)]


def test_right_before_left_is_no_pair_of_an_each():
    assert len(lines_of(a_plan(a_step(30, side="right"), a_step(30, side="left")))) == 2
