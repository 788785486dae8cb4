"""The library that says when a question is due again does what it documents: an upgrade that changes it is seen here.

The numbers are those of the library's own tests (py-fsrs, `tests/test_basic.py`: the ratings there, the intervals in
days that follow from them, and the state of memory), with its default weights.
"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.drill.today import Reply
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.spacing import Spacing

START = 1_669_725_000_000  # 2022-11-29 12:30 UTC
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

RATINGS = (GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, AGAIN, AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD)
INTERVALS = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_intervals_are_those_of_the_reference():
    spacing, now, intervals = Spacing(), START, []
    for rating in RATINGS:
        due = spacing.take(Reply("k", rating, Stamp(now))).due
        intervals.append(timedelta(milliseconds=due - now).days)
        now = due
    assert intervals == INTERVALS


def test_memory_is_that_of_the_reference():
    spacing, now = Spacing(), START
    for rating, days in zip((AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD), (0, 0, 1, 3, 8, 21), strict=True):
        now += days * DAY
        memory = spacing.take(Reply("k", rating, Stamp(now)))
    assert memory.days == pytest.approx(53.62691, abs=1e-4)
    assert spacing._cards["k"].difficulty == pytest.approx(6.3574867, abs=1e-4)


@pytest.mark.parametrize(("rating", "minutes"), [(AGAIN, 1), (HARD, 5.5), (GOOD, 10)])
def test_the_first_steps_are_minutes_as_documented(rating, minutes):
    assert Spacing().take(Reply("k", rating, Stamp(START))).due - START == minutes * 60_000


def test_what_was_known_at_once_comes_again_after_days():
    assert Spacing().take(Reply("k", EASY, Stamp(START))).due - START == 8 * DAY


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.integers(0, 40 * DAY)), max_size=30))
def test_worked_out_anew_it_is_always_the_same(answers):
    replies, now = [], START
    for key, grade, later in answers:
        now += later
        replies.append(Reply(key, grade, Stamp(now)))
    one, other = Spacing(), Spacing(replies)
    for reply in replies:
        one.take(reply)
    assert one.memories == other.memories


def test_a_clock_that_was_set_back_does_no_harm():
    spacing = Spacing([Reply("k", GOOD, Stamp(START)), Reply("k", GOOD, Stamp(START - 900 * DAY))])
    assert spacing.memories["k"].due >= START


def test_each_question_is_remembered_by_itself():
    spacing = Spacing([Reply("a", EASY, Stamp(START)), Reply("b", AGAIN, Stamp(START))])
    assert spacing.memories["a"].due > spacing.memories["b"].due
