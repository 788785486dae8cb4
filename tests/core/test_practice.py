"""The pace of a plan, in whole milliseconds: nothing is lost in the long run, and there and back is the same."""

from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.practice import PACES, Pace, Passage
from tests.make import a_plan, a_step

paces = st.builds(Pace, st.sampled_from(PACES), st.sampled_from([100, 125]), st.booleans())


@given(paces, st.lists(st.integers(0, 3_000), min_size=1, max_size=60))
def test_many_looks_at_the_clock_lose_nothing(pace, looks):
    planned, rest = 0, 0
    for passed in looks:
        ahead, rest = pace.ahead(passed, rest)
        planned += ahead
    assert planned == pace.ahead(sum(looks))[0]
    assert abs(pace.ours(planned) - sum(looks)) <= 1 + 1 / pace.rate


@given(paces)
def test_longer_and_shorter_go_through_all_paces_and_stop(pace):
    assert pace.longer().times == min([times for times in PACES if times > pace.times] or [200])
    assert pace.shorter().times == max([times for times in PACES if times < pace.times] or [50])
    assert (pace.longer().hurries, pace.longer().ease) == (pace.hurries, pace.ease)


def test_a_passage_has_no_end_before_it_is_marked():
    plan = a_plan(a_step(20), a_step(30), a_step(40))
    assert (Passage(2).start(plan), Passage(2).end(plan)) == (20_000, None)
    assert Passage(2, 3).end(plan) == 90_000
    assert [Passage(1, 2).turns_after(span) for span in plan.spans] == [False, True, False]
