"""A routine becomes a plan: what follows what, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.plan import Mark, NothingLeftError, extended, make_plan, refitted
from backtimer.core.routine import Group
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.make import NO_LEADS, a_plan, a_region, a_routine, a_step, a_stroke

THUMBS = a_stroke(id="thumb_circles", hands="thumb", motion="circles", reach=30)
WRING = a_stroke(id="wringing", hands="grip", motion="wring", walks_round=True)
TURN = a_stroke(id="turn", motion="none", touches=False, pressure=0)


def shape(plan):
    return [(span.kind, span.number, span.step.side, span.start // 1000, span.end // 1000) for span in plan.spans]


def heard(plan):
    return [(mark.at / 1000, mark.kind, mark.span) for mark in plan.marks]


def test_a_plan_begins_with_time_to_get_ready():
    assert shape(make_plan(a_routine(a_step(60)))) == [("ready", 1, "both", 0, 8), ("step", 1, "both", 8, 68)]


def test_what_flows_on_needs_no_change_over():
    plan = a_plan(a_step(20), a_step(30), wishes=Wishes())
    assert [span.kind for span in plan.spans] == ["ready", "step", "step"]


def test_other_hands_need_a_change_over():
    plan = a_plan(a_step(20), a_step(30, stroke=THUMBS), wishes=Wishes())
    assert shape(plan)[1:] == [("step", 1, "both", 8, 28), ("change", 2, "both", 28, 32), ("step", 2, "both", 32, 62)]


def test_each_means_left_then_right_for_equal_times():
    plan = a_plan(a_step(60, side="each", check_in=True), wishes=Wishes())
    assert shape(plan) == [
        ("ready", 1, "left", 0, 8), ("step", 1, "left", 8, 38),
        ("change", 2, "right", 38, 42), ("step", 2, "right", 42, 72),
    ]  # fmt: skip
    assert [span.step.check_in for span in plan.spans] == [True, True, False, False]


def test_whoever_has_to_walk_round_gets_the_time_for_it():
    plan = a_plan(a_step(60, stroke=WRING, side="each"), wishes=Wishes())
    assert shape(plan)[2] == ("change", 2, "right", 38, 48)


def test_from_a_side_to_the_middle_hands_just_glide():
    plan = a_plan(a_step(20, side="left"), a_step(20, side="middle"), wishes=Wishes())
    assert [span.kind for span in plan.spans] == ["ready", "step", "step"]


def test_where_the_receiver_turns_over_hands_come_off_and_return():
    plan = a_plan(a_step(20), a_step(20, stroke=TURN), a_step(20), wishes=Wishes())
    assert [span.kind for span in plan.spans] == ["ready", "step", "change", "step", "change", "step"]


def test_repeats_are_written_out_under_their_title():
    plan = a_plan(Group(2, (a_step(20), a_step(30)), "Warm up"), a_step(10))
    assert [(span.number, span.length, span.step.section) for span in plan.spans] == [
        (1, 20_000, "Warm up"), (2, 30_000, "Warm up"), (3, 20_000, "Warm up"), (4, 30_000, "Warm up"), (5, 10_000, ""),
    ]  # fmt: skip


def test_the_ear_is_told_ahead_at_the_start_at_the_half_and_at_the_end():
    plan = a_plan(a_step(60), a_step(30))
    assert heard(plan) == [
        (0, "begin", 0), (30, "half", 0), (54, "announce", 1), (60, "begin", 1), (90, "end", 1),
    ]  # fmt: skip


def test_a_change_over_is_announced_before_it_begins():
    plan = a_plan(a_step(20), a_step(20, stroke=THUMBS), wishes=Wishes())
    assert heard(plan) == [
        (0, "announce", 0), (8, "begin", 1), (26, "announce", 3), (28, "change", 2), (32, "begin", 3), (52, "end", 3),
    ]  # fmt: skip


def test_a_long_change_over_is_time_enough_for_the_announcement():
    plan = a_plan(a_step(40, stroke=WRING, side="each"), wishes=Wishes())
    assert heard(plan)[2:4] == [(28, "announce", 3), (28, "change", 2)]


def test_before_a_short_step_the_announcement_comes_at_its_half():
    assert heard(a_plan(a_step(8), a_step(20)))[1] == (4, "announce", 1)


def test_the_receiver_is_asked_soon_after_the_start():
    assert (5, "check_in", 0) in heard(a_plan(a_step(30, check_in=True)))
    assert (4, "check_in", 0) in heard(a_plan(a_step(8, check_in=True)))


def test_a_longer_step_moves_what_follows():
    plan = extended(a_plan(a_step(30), a_step(60)), 0, Ms(15_000))
    assert shape(plan) == [("step", 1, "both", 0, 45), ("step", 2, "both", 45, 105)]
    assert heard(plan) == [
        (0, "begin", 0), (22.5, "half", 0), (39, "announce", 1), (45, "begin", 1), (75, "half", 1), (105, "end", 1),
    ]  # fmt: skip


def test_a_half_that_was_told_is_not_told_again():
    half = Mark(Ms(30_000), "half", 0)
    plan = extended(a_plan(a_step(60)), 0, Ms(30_000), told=(half,))
    assert [mark for mark in plan.marks if mark.kind == "half"] == [half]


def test_nothing_left_is_said():
    with pytest.raises(NothingLeftError):
        make_plan(a_routine(a_step()), Wishes(leave_out=frozenset({"whole_back"})))


def test_an_index_and_a_step_can_be_found():
    plan = a_plan(a_step(20), a_step(20, stroke=THUMBS), wishes=Wishes())
    assert [plan.index_at(Ms(at)) for at in (-5, 0, 7_999, 8_000, 28_000, 32_000, 52_000, 99_000)] == [
        0,
        0,
        0,
        1,
        2,
        3,
        3,
        3,
    ]
    assert [plan.step_index(number) for number in (-1, 1, 2, 7)] == [1, 1, 3, 3]
    assert plan.following(0) == plan.spans[3]
    assert plan.following(1) == plan.spans[3]
    assert plan.following(3) is None
    assert plan.steps == 2


steps = st.builds(
    lambda seconds, side, stroke, check_in: a_step(seconds, side=side, stroke=stroke, check_in=check_in),
    st.integers(1, 240),
    st.sampled_from(["both", "left", "right", "each", "middle"]),
    st.sampled_from([a_stroke(), THUMBS, WRING, TURN]),
    st.booleans(),
)
wishes = st.builds(
    Wishes,
    ready=st.sampled_from([Ms(0), Ms(8_000)]),
    change=st.sampled_from([Ms(0), Ms(4_000)]),
    walk_round=st.just(Ms(10_000)),
)


@given(st.lists(steps, min_size=1, max_size=12), wishes)
def test_the_total_is_the_sum_of_steps_and_stated_leads(steps, wishes):
    routine = a_routine(*steps)
    plan = make_plan(routine, wishes)
    leads = sum(span.length for span in plan.spans if span.kind != "step")
    assert plan.total == routine.time + leads
    assert {span.length for span in plan.spans if span.kind != "step"} <= {
        wishes.ready,
        wishes.change,
        wishes.walk_round,
    }
    assert make_plan(routine, NO_LEADS).total <= plan.total


@given(st.lists(steps, min_size=1, max_size=12), wishes, st.integers(0, 20), st.integers(1, 90_000))
def test_spans_cover_the_plan_and_marks_lie_in_order_within_it(steps, wishes, index, more):
    plan = make_plan(a_routine(*steps), wishes)
    for plan in (plan, extended(plan, index % len(plan.spans), Ms(more))):  # noqa: B020
        assert [span.start for span in plan.spans] == [0, *(span.end for span in plan.spans[:-1])]
        assert all(span.length > 0 and span.step.side != "each" for span in plan.spans)
        assert [mark.at for mark in plan.marks] == sorted(mark.at for mark in plan.marks)
        assert all(0 <= mark.at <= plan.total for mark in plan.marks)
        begun = [mark.span for mark in plan.marks if mark.kind == "begin"]
        assert begun == [index for index, span in enumerate(plan.spans) if span.kind == "step"]
        assert [mark.kind for mark in plan.marks].count("end") == 1
        assert plan.marks[-1].kind == "end"


def test_a_region_more_tender_than_the_others_decides():
    neck = a_region(id="neck_back", cap=2, firmest=2)
    plan = a_plan(a_step(regions=(a_region(), neck)), wishes=Wishes(pressure=2))
    assert plan.spans[1].step.pressure == (2,)


def test_no_level_is_above_the_cap_that_is_wished_for():
    plan = a_plan(a_step(pressure=(1, 3, 2)), wishes=Wishes(cap=2))
    assert plan.spans[1].step.pressure == (1, 2, 2)
    firmer = a_plan(a_step(pressure=(1, 2, 3)), wishes=Wishes(cap=2, pressure=1))
    assert firmer.spans[1].step.pressure == (2, 2, 2)
    assert a_plan(a_step(pressure=()), wishes=Wishes(cap=1)).spans[1].step.pressure == ()


def test_a_family_can_be_left_out():
    chop = a_stroke(id="hacking", family="tapotement", hands="edge")
    plan = a_plan(a_step(20), a_step(20, stroke=chop), a_step(30), wishes=Wishes(without=frozenset({"tapotement"})))
    assert [span.length for span in plan.spans] == [8_000, 20_000, 30_000]


def test_what_was_told_stays_told_when_the_rest_is_fitted_again():
    half = Mark(Ms(30_000), "half", 0)
    longer = extended(a_plan(a_step(60), a_step(120)), 0, Ms(30_000), told=(half,))
    plan = refitted(longer, 0, Ms(30_000), told=(half,)).plan
    assert heard(plan) == [
        (0, "begin", 0), (30, "half", 0), (84, "announce", 1), (90, "begin", 1), (135, "half", 1), (180, "end", 1),
    ]  # fmt: skip


def test_a_change_over_at_hand_leads_to_the_step_as_it_is_now():
    plan = a_plan(a_step(60), a_step(120, stroke=THUMBS), wishes=Wishes())
    later = refitted(plan, 2, Ms(20_000)).plan
    assert shape(later) == [
        ("ready", 1, "both", 0, 8), ("step", 1, "both", 8, 68),
        ("change", 2, "both", 68, 72), ("step", 2, "both", 72, 172),
    ]  # fmt: skip
    assert later.spans[2].step == later.spans[3].step
