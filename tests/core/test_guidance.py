"""Which level of guidance suits: what was done decides, and nobody is led further than one level at a time."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.guidance import GUIDANCES, RULES, Suggestion, is_clean, less, more, stumbles, suggested
from backtimer.core.journal_entry import SessionEntry, Stamp, StepEntry
from backtimer.core.timing import Ms

DAY = 86_400_000


def a_run(guidance="full", *, ago=0, pauses=0, finished=True, **steps) -> SessionEntry:
    """A run so many days ago, of four steps of a minute; `second` changes the second one, `every` all of them."""
    step = StepEntry(1, "Long glide", "effleurage_long", ("back",), "both", Ms(60_000), Ms(60_000))
    made = [replace(step, number=number, **steps.get("every", {})) for number in range(1, 5)]
    made[1] = replace(made[1], **steps.get("second", {}))
    at = Stamp(1_700_000_000_000 - ago * DAY)
    return SessionEntry(
        "k", "r", "R", "h", at, at, finished=finished, pauses=pauses, steps=tuple(made), guidance=guidance
    )


def test_a_key_leads_from_level_to_level_and_stops_at_both_ends():
    assert [less(level) for level in GUIDANCES] == ["full", "names", "bells", "exam", "exam"]
    assert [more(level) for level in GUIDANCES] == ["watch", "watch", "full", "names", "bells"]


def test_each_level_shows_and_says_no_more_than_the_one_before():
    rows = [RULES[level] for level in GUIDANCES]
    for before, after in pairwise(rows):
        for one in ("picture", "notes", "bells", "ease"):
            assert getattr(before, one) >= getattr(after, one)
    assert [row.says for row in rows] == ["everything", "everything", "names", "nothing", "nothing"]


def test_who_has_never_done_it_looks_first():
    assert suggested([]) == Suggestion("watch", "new")


@pytest.mark.parametrize("level", GUIDANCES)
def test_after_two_clean_runs_one_can_do_with_less(level):
    assert suggested([a_run(level)]) == Suggestion(level, "once")
    assert suggested([a_run(level), a_run(level, ago=1)]) == Suggestion(less(level), "clean")
    assert suggested([a_run(level, ago=1), a_run(level)]) == Suggestion(less(level), "clean")


def test_clean_runs_with_more_guidance_do_not_count_for_less():
    assert suggested([a_run("names"), a_run("full", ago=1)]) == Suggestion("names", "once")
    assert suggested([a_run("full"), a_run("names", ago=1)]) == Suggestion("names", "clean")


@pytest.mark.parametrize(
    "stumbled",
    [
        a_run("names", pauses=4),
        a_run("names", finished=False),
        a_run("names", pauses=2, second={"skipped": True, "held": Ms(40_000)}),
        a_run("names", pauses=3, second={"actual": Ms(90_000)}),
    ],
)
def test_after_a_run_that_stumbled_more_guidance_helps(stumbled):
    assert suggested([stumbled, a_run("names", ago=1), a_run("names", ago=2)]) == Suggestion("full", "stumbled")


def test_a_run_that_was_neither_stays_where_it_is():
    assert suggested([a_run("names", pauses=2), a_run("names", ago=1)]) == Suggestion("names", "slow")


def test_a_slow_pace_is_no_stumbling():
    assert stumbles(a_run(every={"actual": Ms(120_000)})) == 0
    assert stumbles(a_run(every={"more": Ms(30_000), "actual": Ms(90_000)})) == 0


def test_a_rehearsal_shows_nothing():
    hurried = {"actual": Ms(7_500)}
    assert suggested([a_run(every=hurried), a_run(every=hurried, ago=1)]) == Suggestion("watch", "new")


def test_what_the_journal_kept_in_other_words_was_done_with_the_guide():
    assert suggested([a_run("something", ago=1), a_run("something")]).guidance == "names"


steps = st.builds(
    lambda actual, held, skipped: {"actual": Ms(actual + held), "held": Ms(held), "skipped": skipped},
    st.integers(0, 200_000), st.integers(0, 90_000), st.booleans(),
)  # fmt: skip
runs = st.builds(
    lambda level, ago, pauses, finished, every, second: a_run(
        level, ago=ago, pauses=pauses, finished=finished, every=every, second=second
    ),
    st.sampled_from(GUIDANCES), st.integers(0, 9), st.integers(0, 6), st.booleans(), steps, steps,
)  # fmt: skip


@given(st.lists(runs, max_size=5))
def test_nobody_is_led_further_than_one_level(done):
    found = suggested(done)
    if found.why != "new":
        levels = [GUIDANCES.index(run.guidance) for run in done]
        assert min(abs(GUIDANCES.index(found.guidance) - level) for level in levels) <= 1
    if found.why == "clean":
        assert sum(is_clean(run) for run in done) >= 2
