"""Sums over the journal, and that no minute is lost or counted twice."""

from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.history import (
    Sides,
    change_of,
    of_person,
    per_day,
    per_person,
    per_region,
    per_routine,
    per_stroke,
    per_week,
    sides_of,
    time_of,
    week_of,
)
from backtimer.core.journal_entry import DAY, SessionEntry, Stamp, StepEntry
from backtimer.core.timing import Ms

MONDAY = 20_416  # 2025-11-24
HOUR = 3_600_000


def a_line(number=1, actual=60_000, stroke="hold", regions=("sacrum",), side="both"):
    return StepEntry(number, "A step", stroke, regions, side, Ms(60_000), Ms(actual))


def an_entry(*steps, day=MONDAY, hour=12, offset=0, **changes):
    stamp = Stamp(day * DAY + hour * HOUR, offset)
    return SessionEntry(**{
        "key": "key", "routine": "first-back-10", "title": "A first back", "text_hash": "", "started": stamp,
        "ended": stamp, "steps": steps or (a_line(),), **changes,
    })  # fmt: skip


def test_a_week_begins_on_monday():
    assert [week_of(MONDAY + day) - MONDAY for day in range(-1, 8)] == [-7, 0, 0, 0, 0, 0, 0, 0, 7]
    assert week_of(0) == -3  # 1970-01-01 was a Thursday


def test_a_day_is_the_one_on_the_wall():
    assert an_entry(hour=23, offset=60).started.day == MONDAY + 1
    assert an_entry(hour=0, offset=-300).started.day == MONDAY - 1


def test_minutes_per_day_and_week():
    entries = [an_entry(day=MONDAY + 15), an_entry(), an_entry(day=MONDAY + 6)]
    assert per_day(entries) == {MONDAY: 60_000, MONDAY + 6: 60_000, MONDAY + 15: 60_000}
    assert per_week(entries) == {MONDAY: 120_000, MONDAY + 7: 0, MONDAY + 14: 60_000}


def test_minutes_per_person_and_routine_the_most_first():
    entries = [an_entry(person="Ada"), an_entry(a_line(actual=90_000), routine="chair-15"), an_entry(person="Ada")]
    assert list(per_person(entries).items()) == [("Ada", 120_000), ("", 90_000)]
    assert list(per_routine(entries).items()) == [("first-back-10", 120_000), ("chair-15", 90_000)]
    assert [entry.person for entry in of_person(entries, "Ada")] == ["Ada", "Ada"]


def test_minutes_per_stroke_leave_out_what_was_not_done():
    entry = an_entry(
        a_line(1), a_line(2, 30_000, "kneading"), a_line(3, 0, "feathering"), a_line(4, 45_000, "kneading")
    )
    assert list(per_stroke([entry]).items()) == [("kneading", 75_000), ("hold", 60_000)]


def test_a_step_on_two_places_gives_half_to_each():
    entry = an_entry(a_line(actual=61, regions=("neck_back", "upper_trap")), a_line(2, 10, regions=("neck_back",)))
    assert per_region([entry]) == {"neck_back": 40, "upper_trap": 31}


def test_left_against_right_of_all_and_of_one_place():
    entry = an_entry(
        a_line(1, 50, side="left"),
        a_line(2, 70, side="right", regions=("upper_trap",)),
        a_line(3, 11),
        a_line(4, 5, side="middle"),
    )
    assert sides_of([entry]) == Sides(Ms(50), Ms(70), Ms(11), Ms(5))
    assert sides_of([entry], "upper_trap") == Sides(right=Ms(70))


def test_ratings_are_told_where_there_are_both():
    entries = [an_entry(before=3, after=7), an_entry(before=5, after=8), an_entry(before=1), an_entry()]
    assert change_of(entries, lambda entry: entry.routine) == {"first-back-10": (4.0, 7.5)}


def test_nothing_gives_nothing():
    assert per_day([]) == per_week([]) == per_person([]) == per_region([]) == per_stroke([]) == {}
    assert sides_of([]) == Sides()


lines = st.lists(
    st.builds(
        a_line,
        st.integers(1, 50),
        st.integers(0, 10**7),
        st.sampled_from(["hold", "kneading"]),
        st.lists(st.sampled_from(["sacrum", "neck_back", "mid_back"]), min_size=1, max_size=3, unique=True).map(tuple),
        st.sampled_from(["both", "left", "right", "middle"]),
    ),
    min_size=1,
    max_size=6,
)
entries = st.lists(
    st.builds(
        lambda steps, day, hour, offset: an_entry(*steps, day=day, hour=hour, offset=offset),
        lines,
        st.integers(MONDAY - 40, MONDAY + 40),
        st.integers(0, 23),
        st.integers(-720, 840),
    ),
    max_size=6,
)


@given(entries)
def test_every_way_of_adding_up_gives_the_same(found):
    total = sum(time_of(entry) for entry in found)
    for sums in (per_day, per_week, per_person, per_routine, per_stroke, per_region):
        assert sum(sums(found).values()) == total
    assert sum(sides_of(found)) == total
