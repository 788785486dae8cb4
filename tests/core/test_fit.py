"""A routine is fitted to another length: exactly, within bounds, and so that more time is never worse."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.fit import LEAST_NEEDED, UNUSUAL, USUAL, LengthError, bounds, fit
from backtimer.core.handbook import Family, Tempo
from backtimer.core.lint import lint
from backtimer.core.plan import NothingLeftError, extended, make_plan, refitted
from backtimer.core.routine import Group
from backtimer.core.sequence import leads, played_steps
from backtimer.core.timing import MINUTE, SECOND, Ms, clock_text
from backtimer.core.wishes import AS_WRITTEN, Wishes
from backtimer.files.paths import shipped
from backtimer.files.routine_file import read_routine
from tests.make import NO_LEADS, a_region, a_routine, a_step, a_stroke

GLIDE = a_stroke()
HOLD = a_stroke(id="hold", family="hold", tempo=Tempo(), pressure=1, motion="hold")
FEATHER = a_stroke(id="feathering", hands="fingertips", pressure=1)
THUMBS = a_stroke(id="thumb_circles", family="petrissage", hands="thumb")
WRING = a_stroke(id="wringing", family="petrissage", hands="grip", walks_round=True)
CHOP = a_stroke(id="hacking", family="tapotement", hands="edge", tempo=Tempo(per_minute=300))
SHAKE = a_stroke(id="shaking", family="vibration")
PRESS = a_stroke(
    id="trigger_hold", family="hold", hands="thumb", tempo=Tempo(), pressure=3, longest_hold=Ms(30 * SECOND)
)
TURN = a_stroke(id="turn", family="setting", motion="none", touches=False, pressure=0)
BACK, SHOULDERS = a_region(), a_region(id="upper_trap", cap=4)
NECK = a_region(id="neck_back", cap=2, firmest=2, neck=True)


def length(minutes: float, **more) -> Wishes:
    return Wishes(length=Ms(round(minutes * MINUTE)), **more)


def bare(minutes: float, **more) -> Wishes:
    """A length without lead-ins and change-overs."""
    return replace(NO_LEADS, length=Ms(round(minutes * MINUTE)), **more)


def times(fitted) -> list[float]:
    return [step.time / SECOND for step in fitted.steps]


def total(steps, wishes) -> int:
    return sum(step.time for step in steps) + leads(steps, wishes)


# What it does, by example.


def test_all_steps_stretch_and_shrink_alike():
    routine = a_routine(a_step(60), a_step(90), a_step(120))
    assert times(fit(routine, bare(6))) == [80, 120, 160]
    assert times(fit(routine, bare(3))) == [40, 60, 80]


def test_a_step_at_its_bound_stays_there_and_the_others_take_the_rest():
    routine = a_routine(a_step(60, most=Ms(70_000)), a_step(60), a_step(60))
    assert times(fit(routine, bare(5))) == [70, 115, 115]
    routine = a_routine(a_step(60, least=Ms(55_000)), a_step(60), a_step(60))
    assert times(fit(routine, bare(2.5))) == [55, 47.5, 47.5]


def test_lead_ins_and_change_overs_are_counted():
    routine = a_routine(a_step(60), a_step(60, stroke=THUMBS), a_step(60, stroke=WRING, side="each"))
    plan = make_plan(routine, length(3))
    assert plan.total == 3 * MINUTE
    assert sum(span.length for span in plan.spans if span.kind != "step") == (8 + 4 + 4 + 10) * SECOND


def test_what_is_left_over_goes_to_the_first_steps():
    routine = a_routine(a_step(60), a_step(60), a_step(60))
    wishes = replace(NO_LEADS, length=Ms(200_000))
    assert [step.time for step in fit(routine, wishes).steps] == [66_668, 66_666, 66_666]


def test_an_optional_step_is_left_out_only_when_the_least_of_all_is_too_long():
    routine = a_routine(a_step(60, least=Ms(40_000)), a_step(30, stroke=CHOP, optional=True), a_step(40, stroke=HOLD))
    kept = fit(routine, bare(75 / 60))
    assert (times(kept), kept.dropped) == ([40, 20, 15], ())
    fewer = fit(routine, bare(74 / 60))
    assert [step.stroke for step in fewer.dropped] == [CHOP]
    assert sum(times(fewer)) == 74
    assert fewer.shortened == tuple(step for step in played_steps(routine, NO_LEADS) if step.stroke is not CHOP)


def test_what_wakes_goes_before_what_kneads_and_what_is_wished_for_goes_last():
    knead, shake = a_step(40, stroke=WRING, optional=True), a_step(40, stroke=SHAKE, optional=True)
    chop = a_step(30, stroke=CHOP, optional=True, regions=(SHOULDERS,))
    routine = a_routine(a_step(60), knead, shake, chop, a_step(40, stroke=HOLD))

    def order(wishes):
        least, _ = bounds(routine, wishes)
        gone = [fit(routine, replace(wishes, length=Ms(at))).dropped for at in range(least, least + 90_000, 500)]
        return [step.stroke.id for step in sorted(set(gone[0]), key=lambda step: -sum(step in some for some in gone))]

    assert order(NO_LEADS) == ["hacking", "shaking", "wringing"]
    assert order(replace(NO_LEADS, more_here=frozenset({"upper_trap"}))) == ["shaking", "wringing", "hacking"]


def test_the_first_rest_and_the_end_are_always_done():
    opening, end = a_step(30, stroke=HOLD, optional=True), [
        a_step(60, optional=True), a_step(30, stroke=FEATHER, optional=True), a_step(30, stroke=HOLD, optional=True)
    ]  # fmt: skip
    routine = a_routine(opening, a_step(60, optional=True), *end)
    fitted = fit(routine, Wishes(length=bounds(routine, AS_WRITTEN)[0]))
    assert [(step.stroke.id, step.time) for step in fitted.steps] == [
        ("hold", 15_000), ("effleurage_long", 40_000), ("feathering", 20_000), ("hold", 15_000),
    ]  # fmt: skip
    assert len(fitted.dropped) == 1


def test_left_and_right_written_apart_belong_together_too():
    left, right = a_step(60, stroke=WRING, side="left"), a_step(60, stroke=WRING, side="right", most=Ms(80_000))
    routine = a_routine(left, right, a_step(60))
    assert times(fit(routine, bare(4))) == [80, 80, 80]
    assert times(fit(routine, bare(4.5))) == [80, 80, 110]


def test_a_side_without_its_like_on_the_other_keeps_its_time():
    routine = a_routine(
        a_step(60, stroke=WRING, side="left"), Group(2, (a_step(30, stroke=WRING, side="right"),)), a_step(60)
    )
    assert times(fit(routine, bare(4))) == [60, 30, 30, 120]
    alone = a_routine(a_step(60, stroke=WRING, side="left"), a_step(60))
    assert times(fit(alone, bare(3))) == [90, 90]


def test_an_optional_pair_goes_whole_or_not_at_all():
    one = a_step(60, stroke=WRING, side="left", optional=True)
    routine = a_routine(one, a_step(60, stroke=WRING, side="right"), a_step(60))
    assert fit(routine, Wishes(length=bounds(routine, AS_WRITTEN)[0])).dropped == ()


def test_dropping_a_step_changes_the_change_overs():
    wring = a_step(60, stroke=WRING, side="middle", optional=True)
    routine = a_routine(a_step(60, side="left"), wring, a_step(60, side="right"), a_step(60, side="middle"))
    shortest, _ = bounds(routine, AS_WRITTEN)
    plan = make_plan(routine, Wishes(length=Ms(shortest)))
    assert [span.kind for span in plan.spans] == ["ready", "step", "change", "step", "step"]
    assert plan.total == shortest == 8_000 + 40_000 + 4_000 + 40_000 + 40_000


def test_a_step_stays_where_without_it_no_step_could_fill_the_gap():
    fixed = {"least": Ms(60_000), "most": Ms(60_000)}
    routine = a_routine(a_step(60, **fixed), a_step(60, **fixed, optional=True), a_step(60, **fixed))
    assert bounds(routine, NO_LEADS) == (180_000, 180_000)


def test_a_step_stays_where_without_it_one_would_have_to_walk_for_longer():
    wring = a_step(60, stroke=WRING)
    between = a_step(8, stroke=WRING, side="middle", optional=True)
    routine = a_routine(replace(wring, side="left"), between, replace(wring, side="right"))
    assert bounds(routine, AS_WRITTEN)[0] == 8_000 + 30_000 + 8_000 + 30_000
    assert bounds(a_routine(routine.steps[0], routine.steps[2]), AS_WRITTEN)[0] == 8_000 + 30_000 + 10_000 + 30_000


def test_of_two_alike_the_later_one_is_left_out():
    shakes = [a_step(40, stroke=SHAKE, optional=True, name=name) for name in ("first", "second")]
    routine = a_routine(a_step(60), *shakes, a_step(40, stroke=HOLD))
    least, _ = bounds(routine, AS_WRITTEN)
    assert [step.name for step in fit(routine, Wishes(length=Ms(least + 25_000))).dropped] == ["second"]


def test_a_step_stays_where_without_it_the_routine_would_leap_to_firm_pressure():
    routine = a_routine(
        a_step(60, pressure=(1,)), a_step(60, optional=True), a_step(60, pressure=(3,)), a_step(60, pressure=(1,))
    )
    assert fit(routine, Wishes(length=bounds(routine, AS_WRITTEN)[0])).dropped == ()


def test_what_is_only_a_turn_takes_its_time():
    routine = a_routine(a_step(60), a_step(20, stroke=TURN), a_step(60))
    assert times(fit(routine, bare(200 / 60))) == [90, 20, 90]


@pytest.mark.parametrize(
    ("step", "most"),
    [
        (a_step(60, regions=(NECK,)), 90),
        (a_step(30, stroke=CHOP), 40),
        (a_step(20, stroke=PRESS), 30),
        (a_step(60, stroke=THUMBS), 120),
        (a_step(60), 240),
    ],
    ids=["neck", "tapping", "one spot", "thumbs", "any"],
)
def test_no_author_leads_a_stretched_step_over_a_rule(step, most):
    routine = a_routine(replace(step, most=Ms(600_000)))
    assert bounds(routine, NO_LEADS)[1] == most * SECOND


def test_thumbs_in_a_row_share_their_two_minutes_also_when_the_rest_between_is_left_out():
    routine = a_routine(
        a_step(30, stroke=THUMBS), a_step(30, optional=True), a_step(60, stroke=THUMBS), a_step(60, stroke=HOLD)
    )
    _, most = bounds(routine, NO_LEADS)
    assert times(fit(routine, replace(NO_LEADS, length=most))) == [40, 180, 80, 60]


def test_where_steps_grow_far_apart_more_of_them_ask():
    firm = a_step(60, pressure=(3,), most=Ms(240_000))
    routine = a_routine(a_step(30), replace(firm, check_in=True), *[firm] * 3, a_step(30))
    assert [step.check_in for step in fit(routine, AS_WRITTEN).steps].count(True) == 1
    fitted = fit(routine, replace(NO_LEADS, length=bounds(routine, NO_LEADS)[1]))
    assert [step.check_in for step in fitted.steps].count(True) == 4
    assert lint(replace(routine, steps=fitted.steps)) == ()


def test_who_never_asks_is_not_made_to():
    firm = a_step(60, pressure=(3,), most=Ms(240_000))
    fitted = fit(a_routine(a_step(30), firm, a_step(30)), bare(5))
    assert not any(step.check_in for step in fitted.steps)


def test_nor_where_a_step_before_is_left_out():
    routine = a_routine(
        a_step(60), a_step(40, stroke=CHOP, optional=True), a_step(60, pressure=(3,)), a_step(40, stroke=HOLD)
    )
    fitted = fit(routine, Wishes(length=bounds(routine, AS_WRITTEN)[0]))
    assert [step.stroke for step in fitted.dropped] == [CHOP]
    assert not any(step.check_in for step in fitted.steps)


def test_more_time_here_is_taken_from_elsewhere():
    routine = a_routine(a_step(60, regions=(SHOULDERS,)), a_step(60), a_step(60))
    more = frozenset({"upper_trap"})
    assert times(fit(routine, bare(3, more_here=more))) == [90, 45, 45]
    assert times(fit(routine, replace(NO_LEADS, more_here=more))) == [120, 60, 60]


def test_the_time_of_what_is_left_out_is_offered_to_the_others():
    routine = a_routine(a_step(60), a_step(60, regions=(NECK,)), a_step(60), a_step(30, stroke=CHOP))
    wishes = {"leave_out": frozenset({"neck_back"}), "without": frozenset({"tapotement"})}
    assert times(fit(routine, bare(3, **wishes))) == [90, 90]
    assert times(fit(routine, replace(NO_LEADS, **wishes))) == [60, 60]


def test_an_odd_millisecond_is_kept():
    routine = a_routine(a_step(60.001), a_step(60))
    assert make_plan(routine, NO_LEADS).total == 120_001
    assert [step.time for step in fit(routine, replace(NO_LEADS, length=Ms(120_001))).steps] == [60_001, 60_000]
    assert make_plan(routine, replace(NO_LEADS, length=Ms(130_001))).total == 130_001
    assert bounds(a_routine(a_step(60, least=Ms(49_999), most=Ms(70_001))), NO_LEADS) == (50_000, 70_000)


def test_a_length_out_of_reach_says_which_are_possible():
    routine = a_routine(a_step(60))
    assert bounds(routine, AS_WRITTEN) == (48_000, 188_000)
    for minutes in (0.75, 3.25):
        with pytest.raises(LengthError) as error:
            make_plan(routine, length(minutes))
        assert (error.value.least, error.value.most) == (48_000, 188_000)


def test_where_nothing_is_left_no_length_is_possible():
    nothing = Wishes(leave_out=frozenset({"whole_back"}), length=Ms(60_000))
    assert bounds(a_routine(), nothing) == (0, 0)
    assert fit(a_routine(), nothing).steps == ()
    with pytest.raises(NothingLeftError):
        make_plan(a_routine(), nothing)


def test_every_family_has_its_place():
    assert set(LEAST_NEEDED) == set(get_args(Family)) == {*USUAL, "setting"}
    assert len(LEAST_NEEDED) == len(set(LEAST_NEEDED))


def test_the_unusual_strokes_are_in_the_vocabulary(handbook):
    assert set(UNUSUAL) <= set(handbook.strokes)


# What holds for every routine.


@st.composite
def a_written_step(draw):
    stroke = draw(st.sampled_from([GLIDE, GLIDE, HOLD, FEATHER, THUMBS, WRING, CHOP, SHAKE, PRESS, TURN]))
    seconds = draw(st.integers(5, 120)) * 2
    bound = st.none() | st.integers(1, 300)
    least, most = draw(bound), draw(bound)
    return a_step(
        seconds,
        stroke=stroke,
        side=draw(st.sampled_from(["both", "left", "right", "each", "each", "middle"])),
        regions=(draw(st.sampled_from([BACK, BACK, SHOULDERS, NECK])),),
        optional=draw(st.sampled_from([False, False, True])),
        pressure=(draw(st.integers(1, 3)),) if stroke.touches else (),
        check_in=draw(st.booleans()),
        least=None if least is None else Ms(min(least, seconds) * SECOND),
        most=None if most is None else Ms(max(most, seconds) * SECOND),
    )


def numbered(steps):
    """A routine whose steps are called by their place."""
    return a_routine(*(replace(step, name=str(place)) for place, step in enumerate(steps)))


routines = st.lists(a_written_step(), min_size=1, max_size=12).map(numbered)
all_wishes = st.builds(
    Wishes,
    ready=st.sampled_from([Ms(0), Ms(8_000)]),
    change=st.sampled_from([Ms(0), Ms(4_000)]),
    more_here=st.sampled_from([frozenset(), frozenset(), frozenset({"upper_trap"})]),
)


def some_length(data, routine, wishes, least=None):
    """A wish for a length within reach, even milliseconds."""
    shortest, longest = bounds(routine, wishes)
    half = data.draw(st.integers((least or shortest) // 2, longest // 2))
    return replace(wishes, length=Ms(2 * half))


def by_place(steps):
    """The steps by what tells them apart: their number in the routine, and their side."""
    return {(step.name, step.side): step for step in steps}


def placed(routine, wishes):
    """The times of the steps that are done."""
    return {place: step.time for place, step in by_place(fit(routine, wishes).steps).items()}


@given(routines, all_wishes, st.data())
def test_the_sum_is_exact_and_every_step_within_its_bounds(routine, wishes, data):
    wishes = some_length(data, routine, wishes)
    plan = make_plan(routine, wishes)
    assert plan.total == wishes.length
    for step in fit(routine, wishes).steps:
        assert step.least <= step.time <= step.most
    for span in plan.spans:
        assert span.kind != "step" or span.step.time == span.length > 0


@given(routines, all_wishes, st.data())
def test_the_bounds_of_the_author_hold(routine, wishes, data):
    for step in fit(routine, some_length(data, routine, wishes)).steps:
        written = routine.steps[int(step.name)]
        sides = 2 if written.side == "each" else 1
        assert written.least is None or step.time * sides >= written.least
        assert written.most is None or step.time * sides <= written.most
        assert step.time >= min(10 * SECOND, written.time // sides)


@given(routines, all_wishes)
def test_out_of_reach_is_out_of_reach(routine, wishes):
    least, most = bounds(routine, wishes)
    for asked in (least - 2, most + 2):
        with pytest.raises(LengthError):
            fit(routine, replace(wishes, length=Ms(asked)))


@given(routines, all_wishes, st.data())
def test_equal_sides_stay_equal(routine, wishes, data):
    def by_side(steps):
        found = Counter()
        for step in steps:
            found[step.stroke.id, step.regions[0].id, step.side] += step.time
        return found

    written = by_side(played_steps(routine, wishes))
    fitted = by_side(fit(routine, some_length(data, routine, wishes)).steps)
    for stroke, region, _ in written:
        if written[stroke, region, "left"] == written[stroke, region, "right"]:
            assert fitted[stroke, region, "left"] == fitted[stroke, region, "right"]


@given(routines, all_wishes, st.data())
def test_more_time_is_never_worse(routine, wishes, data):
    less = some_length(data, routine, wishes)
    more = some_length(data, routine, wishes, less.length)
    before, after = placed(routine, less), placed(routine, more)
    assert before.keys() <= after.keys()
    changes = [after[place] - before[place] for place in before]
    assert min(changes) >= 0 or max(changes) <= 0  # all alike
    steps = by_place(played_steps(routine, wishes))
    between = [leads([steps[place] for place in steps if place in done], wishes) for done in (before, after)]
    came_back = sum(after[place] for place in after.keys() - before.keys()) + between[1] - between[0]
    if more.length - less.length >= came_back:  # always, where no step comes back
        assert min(changes) >= 0


@given(routines, all_wishes, st.data())
def test_beginning_and_end_are_kept(routine, wishes, data):
    written = list(by_place(played_steps(routine, wishes)).items())
    done = placed(routine, some_length(data, routine, wishes))
    assert all(place in done or step.optional for place, step in written)
    assert written[-1][0] in done
    assert written[0][1].stroke not in (HOLD, TURN) or written[0][0] in done
    while written and written[-1][1].stroke in (HOLD, TURN):
        assert written.pop()[0] in done
    while written and written[-1][1].stroke is FEATHER:
        assert written.pop()[0] in done
    assert not written or written[-1][1].stroke is not GLIDE or written[-1][0] in done


@given(routines, all_wishes)
def test_at_its_own_length_a_routine_is_as_written(routine, wishes):
    wishes = replace(wishes, more_here=frozenset())
    plan = make_plan(routine, wishes)
    again = make_plan(routine, replace(wishes, length=plan.total))
    assert (again.spans, again.marks) == (plan.spans, plan.marks)


@given(routines, all_wishes, st.data())
def test_no_rule_is_broken_that_the_author_kept(routine, wishes, data):
    def rules(steps):
        return {finding.rule for finding in lint(replace(routine, steps=steps))}

    written = rules(played_steps(routine, wishes))
    assert rules(fit(routine, some_length(data, routine, wishes)).steps) <= written


@given(routines, st.data())
def test_more_time_here_means_more_here_and_less_elsewhere(routine, data):
    wishes = some_length(data, routine, NO_LEADS)
    kept = a_routine(*(replace(step, optional=False) for step in routine.steps))
    least, most = bounds(kept, wishes)
    wishes = replace(wishes, length=Ms(min(max(wishes.length, least), most)))
    plain, wished = fit(kept, wishes), fit(kept, replace(wishes, more_here=frozenset({"upper_trap"})))
    for before, after in zip(plain.steps, wished.steps, strict=True):
        here = before.regions == (SHOULDERS,)
        assert after.time >= before.time - 2 if here else after.time <= before.time + 2


# While it is played.


def coming(plan, index):
    """The steps after a span, with their times."""
    return [(span.step.stroke.id, span.length) for span in plan.spans[index + 1 :] if span.kind == "step"]


def test_staying_longer_is_made_up_by_what_follows():
    plan = make_plan(a_routine(a_step(60), a_step(60), a_step(120)), NO_LEADS)
    longer = refitted(extended(plan, 0, Ms(30_000)), 0, Ms(30_000))
    assert (longer.plan.total, longer.late, longer.dropped) == (plan.total, 0, ())
    assert [span.length for span in longer.plan.spans] == [90_000, 50_000, 100_000]
    assert [step.time for step in longer.shortened] == [60_000, 120_000]


def test_a_place_that_got_more_time_gives_its_part_back():
    routine = a_routine(a_step(60), a_step(60, regions=(SHOULDERS,)), a_step(60))
    plan = make_plan(routine, replace(NO_LEADS, more_here=frozenset({"upper_trap"})))
    assert [span.length for span in refitted(plan, 0, Ms(36_000)).plan.spans] == [60_000, 96_000, 48_000]


def test_a_hold_is_made_up_for_though_the_plan_did_not_grow():
    plan = make_plan(a_routine(a_step(60), a_step(60), a_step(120)), NO_LEADS)
    held = refitted(plan, 0, Ms(30_000))
    assert [span.length for span in held.plan.spans] == [60_000, 50_000, 100_000]


def test_what_cannot_be_made_up_moves_the_end():
    plan = make_plan(a_routine(a_step(60), a_step(60), a_step(30, stroke=HOLD)), NO_LEADS)
    held = refitted(plan, 0, Ms(60_000))
    assert coming(held.plan, 0) == [("effleurage_long", 40_000), ("hold", 15_000)]
    assert (held.late, plan.total - held.plan.total) == (25_000, 35_000)


def test_for_a_long_stay_an_optional_step_goes_but_never_the_end():
    chop, feather = a_step(40, stroke=CHOP, optional=True), a_step(40, stroke=FEATHER, optional=True)
    plan = make_plan(a_routine(a_step(60), chop, feather, a_step(30, stroke=HOLD, optional=True)), NO_LEADS)
    held = refitted(plan, 0, Ms(600_000))
    assert coming(held.plan, 0) == [("feathering", 20_000), ("hold", 15_000)]
    assert [step.stroke for step in held.dropped] == [CHOP]
    assert held.late == 600_000 - (plan.total - held.plan.total)


def test_what_was_announced_is_done():
    chop = a_step(40, stroke=CHOP, optional=True)
    plan = make_plan(a_routine(a_step(60), chop, a_step(30, stroke=HOLD)), AS_WRITTEN)
    told = tuple(mark for mark in plan.marks if mark.at <= 66_000)
    assert ("announce", 3) in [(mark.kind, mark.span) for mark in told]
    assert coming(refitted(plan, 1, Ms(60_000), told).plan, 1) == [("hacking", 20_000), ("hold", 15_000)]
    assert coming(refitted(plan, 1, Ms(60_000)).plan, 1) == [("hold", 18_000)]
    assert coming(refitted(plan, 2, Ms(60_000)).plan, 2) == [("hacking", 20_000), ("hold", 15_000)]


def test_who_asks_is_not_left_out_in_play():
    chop = a_step(40, stroke=CHOP, optional=True, check_in=True)
    plan = make_plan(a_routine(a_step(60), chop, a_step(30, stroke=HOLD)), NO_LEADS)
    assert coming(refitted(plan, 0, Ms(60_000)).plan, 0) == [("hacking", 20_000), ("hold", 15_000)]


def test_the_other_side_of_what_is_done_is_as_long():
    plan = make_plan(a_routine(a_step(120, stroke=WRING, side="each"), a_step(60)), NO_LEADS)
    assert coming(refitted(plan, 0, Ms(15_000)).plan, 0) == [("wringing", 60_000), ("effleurage_long", 45_000)]
    longer = refitted(extended(plan, 0, Ms(15_000)), 0, Ms(15_000))
    assert coming(longer.plan, 0) == [("wringing", 60_000), ("effleurage_long", 45_000)]


@given(routines, all_wishes, st.data())
def test_in_play_what_is_done_stays_and_the_end_is_where_it_is_said(routine, wishes, data):
    plan = make_plan(routine, some_length(data, routine, wishes))
    position = data.draw(st.integers(0, plan.total))
    index = plan.index_at(position)
    told = tuple(mark for mark in plan.marks if mark.at <= position)
    late = data.draw(st.integers(1, 200_000))
    add = data.draw(st.booleans()) and plan.spans[index].kind == "step"
    before = extended(plan, index, Ms(late), told) if add else plan
    after = refitted(before, index, Ms(late), told)

    def shape(spans):
        return [(span.kind, span.start, span.end, span.number, span.step.stroke, span.step.side) for span in spans]

    assert shape(after.plan.spans[: index + 1]) == shape(before.spans[: index + 1])
    assert after.plan.total == before.total - late + after.late - (after.late == 0 and late % 2)
    assert all(one.end == other.start for one, other in pairwise(after.plan.spans))
    assert after.plan.spans[-1].step.stroke == plan.spans[-1].step.stroke
    assert [span.number for span in after.plan.spans if span.kind == "step"] == list(range(1, after.plan.steps + 1))
    for span in after.plan.spans[index + 1 :]:
        assert span.kind != "step" or span.step.least <= span.length == span.step.time <= span.step.most
    assert all(
        span.step.time == span.length for span in after.plan.spans if span.kind == "step" and span.number > index
    )
    assert {mark for mark in told if mark.span == index and mark.kind != "end"} <= set(after.plan.marks)
    assert len(after.dropped) == plan.steps - after.plan.steps
    if after.late:  # then there was nothing more to give
        assert refitted(after.plan, index, Ms(2), told).late == 2


# What is shipped.

SHIPPED = sorted(shipped("routines").glob("*.yaml"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_routine_can_be_any_whole_minute_and_keeps_the_rules(file, handbook):
    routine = read_routine(file, handbook).routine
    least, most = bounds(routine, AS_WRITTEN)
    rules = {finding.rule for finding in lint(replace(routine, steps=played_steps(routine, AS_WRITTEN)))}
    whole = range(-(-least // MINUTE) * MINUTE, most + 1, MINUTE)
    assert least <= make_plan(routine).total <= most
    assert len(whole) > 0
    for asked in whole:
        wishes = Wishes(length=Ms(asked))
        plan = make_plan(routine, wishes)
        assert clock_text(plan.total) == f"{asked // MINUTE}:00"
        found = lint(replace(routine, steps=fit(routine, wishes).steps))
        assert {finding.rule for finding in found} <= rules


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_bounds_of_a_shipped_routine_can_be_had(file, handbook):
    routine = read_routine(file, handbook).routine
    for asked in bounds(routine, AS_WRITTEN):
        plan = make_plan(routine, Wishes(length=asked))
        assert plan.total == asked
        assert total(fit(routine, Wishes(length=asked)).steps, AS_WRITTEN) == asked
