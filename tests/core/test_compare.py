"""Two routines side by side: nothing is lost, nothing changes its order, and a routine is like itself."""

from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.compare import aligned, compared, differences, likeness
from backtimer.core.routine import Group
from backtimer.core.timing import Ms
from tests.make import a_plan, a_region, a_routine, a_step, a_stroke

STROKES = [a_stroke(id=name, family=family) for name, family in (("glide", "effleurage"), ("fan", "effleurage"),
           ("knead", "petrissage"), ("rest", "hold"))]  # fmt: skip
REGIONS = [a_region(id=name) for name in ("whole_back", "flank", "sacrum")]

STEPS = st.builds(
    lambda stroke, region, side, seconds, name: a_step(
        seconds, stroke=stroke, regions=(region,), side=side, name=name, pressure=(2,)
    ),
    st.sampled_from(STROKES),
    st.sampled_from(REGIONS),
    st.sampled_from(["both", "each", "left", "right"]),
    st.sampled_from([20, 30, 60]),
    st.sampled_from(["", "", "Waves"]),
)
ROUTINES = st.lists(STEPS, min_size=1, max_size=12).map(lambda steps: a_routine(*steps))


@given(ROUTINES)
def test_a_routine_is_like_itself(routine):
    found = compared(routine, routine)
    assert {row.kind for row in found.rows} == {"same"}
    assert len(found.rows) == len(list(routine.in_order()))
    assert all(total.left == total.right for total in (*found.regions, *found.sides, *found.families, found.time))


@given(ROUTINES, ROUTINES)
def test_the_rows_hold_all_steps_of_both_in_their_order(left, right):
    rows = compared(left, right).rows
    assert [row.left for row in rows if row.left is not None] == list(left.in_order())
    assert [row.right for row in rows if row.right is not None] == list(right.in_order())
    assert all(row.left is not None or row.right is not None for row in rows)
    for row in rows:
        if row.left is not None and row.right is not None:
            assert likeness(row.left, row.right) > 0
            assert (row.kind == "same") == (row.left == row.right)


@given(ROUTINES, ROUTINES)
def test_the_totals_are_the_time_of_both(left, right):
    found = compared(left, right)
    for totals in (found.regions, found.sides, found.families):
        assert sum(total.left for total in totals) == left.time
        assert sum(total.right for total in totals) == right.time
        tops = [max(total.left, total.right) for total in totals]
        assert tops == sorted(tops, reverse=True)
    assert (found.time.left, found.time.right) == (left.time, right.time)


@given(ROUTINES, STEPS, st.integers(0, 12))
def test_one_step_more_is_one_row_more(routine, step, at):
    steps = list(routine.steps)
    longer = a_routine(*steps[:at], step, *steps[at:])
    found = compared(routine, longer)
    assert (found.count("same"), found.count("right"), found.count("changed"), found.count("left")) == (
        len(steps), 1, 0, 0,
    )  # fmt: skip


@given(st.lists(STEPS, max_size=6), st.lists(STEPS, max_size=6))
def test_as_much_as_possible_stands_beside_its_like(left, right):
    """Against every way there is."""

    def best(ours, theirs):
        if not ours or not theirs:
            return 0
        paired = likeness(ours[0], theirs[0])
        return max(best(ours[1:], theirs), best(ours, theirs[1:]), (paired + best(ours[1:], theirs[1:])) * (paired > 0))

    got = sum(likeness(row.left, row.right) for row in aligned(left, right) if row.left and row.right)
    assert got == best(left, right)


def test_what_differs_is_told_by_its_key():
    left, right = a_step(60, cue="Slowly"), a_step(30, cue="Slowly", check_in=True)
    assert [(each.key, each.left, each.right) for each in differences(left, right)] == [
        ("time", 60_000, 30_000), ("check_in", False, True),
    ]  # fmt: skip


def test_where_a_key_stands_and_how_one_lies_are_no_difference():
    assert differences(a_step(places={"": (1, 1)}), a_step(posture="seated", places={"": (9, 9)})) == ()


def test_another_thing_is_not_laid_beside_it():
    left = [a_step(stroke=STROKES[0], regions=(REGIONS[0],))]
    right = [a_step(stroke=STROKES[2], regions=(REGIONS[1],))]
    assert [row.kind for row in aligned(left, right)] == ["left", "right"]


def test_repeats_are_written_out_and_plans_are_compared_as_they_are_played():
    step = a_step(60, side="each")
    routine = a_routine(Group(2, (step,)))
    assert len(compared(routine, routine).rows) == 2
    plan = a_plan(step)
    assert [row.left.side for row in compared(plan, plan).rows] == ["left", "right"]


def test_very_long_routines_are_compared_at_once():
    left = [a_step(20 + at % 7) for at in range(1500)]
    right = [a_step(20 + at % 5) for at in range(1500)]
    rows = aligned(left, right)
    assert [row.left for row in rows if row.left] == left
    assert [row.right for row in rows if row.right] == right


def test_both_sides_of_an_each_step_count_and_who_touches_nobody_counts_on_no_side():
    setting = a_stroke(id="setup", family="setting", touches=False)
    routine = a_routine(a_step(60, side="each"), a_step(30, stroke=setting, regions=(), pressure=()))
    sides = {total.what: total.left for total in compared(routine, routine).sides}
    assert sides == {"left": Ms(30_000), "right": Ms(30_000)}
