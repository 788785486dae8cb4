"""A few kills at random moments; `python -m tests.kills 200` does many."""

from tests.kills import BEHIND, kill_often


def test_after_a_kill_nothing_finished_is_missing_and_the_offer_is_at_most_a_second_behind():
    tally = kill_often(3, longest=2.0)
    assert tally.kills == 3
    assert tally.furthest <= BEHIND


def test_a_window_that_is_killed_loses_no_more():
    tally = kill_often(2, seed=5, longest=2.5, window=True)
    assert tally.kills == 2
    assert tally.furthest <= BEHIND
