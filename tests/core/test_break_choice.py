"""A break offers what can be done here and now by oneself, and first where the hands have not been this week."""

import pytest

from backtimer.core.breaks.choice import Reason, aids_of, choices, is_loud, place_of
from backtimer.core.breaks.memory import DAYS, MOST, NOTHING, Answer, Memory, forgiven, remembered, taken
from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.finder import Reason as Found
from backtimer.core.journal_entry import DAY, SessionEntry, Stamp, StepEntry
from backtimer.core.shelf import Card, Entry
from backtimer.core.timing import MINUTE, Ms

TODAY = 20_458


def a_card(least=2, minutes=3, most=6, spent=(("upper_trap", 60),), **changes):
    return Card(**{
        "title": "T", "time": Ms(minutes * MINUTE), "audience": ("self",), "position": ("seated",), "level": "beginner",
        "goals": ("desk",), "levels": tuple((region, 2) for region, _ in spent), "least": Ms(least * MINUTE),
        "most": Ms(most * MINUTE), "spent": tuple((region, Ms(time * 1000)) for region, time in spent), **changes,
    })  # fmt: skip


def an_entry(name, **changes):
    return Entry(name, f"/routines/{name}.yaml", "shipped", a_card(**changes))


def a_session(routine, region, day=TODAY, side="both", seconds=60):
    stamp = Stamp(day * DAY + 12 * 60 * MINUTE)
    step = StepEntry(1, "S", "hold", (region,), side, Ms(seconds * 1000), Ms(seconds * 1000))
    return SessionEntry(f"{routine}{day}{side}", routine, "T", "", stamp, stamp, steps=(step,))


def ids(entries, wishes=None, **more):
    return [choice.entry.id for choice in choices(entries, wishes or BreakWishes(), day=TODAY, **more)]


def an_answer(said, routine="", day=TODAY):
    return Answer(Stamp(day * DAY), said, routine)


def test_only_what_is_for_oneself():
    entries = [an_entry("mine"), an_entry("theirs", audience=("partner",)), an_entry("unsaid", audience=()),
               Entry("broken", "/b.yaml", "own", None)]  # fmt: skip
    assert ids(entries) == ["mine"]


@pytest.mark.parametrize(
    ("place", "there"),
    [("desk", ["chair"]), ("standing", ["chair", "wall"]), ("floor", ["chair", "mat", "wall"])],
)
def test_a_break_is_no_further_from_the_chair_than_was_chosen(place, there):
    entries = [an_entry("chair"), an_entry("wall", position=("standing",)),
               an_entry("mat", position=("standing", "supine"))]  # fmt: skip
    assert sorted(ids(entries, BreakWishes(place=place))) == there
    assert [place_of(entry.card) for entry in entries] == ["desk", "standing", "floor"]


def test_what_is_not_at_hand_is_not_asked_for():
    entries = [an_entry("hands", tools=("chair",)), an_entry("ball", tools=("ball",)),
               an_entry("towel", needs=("A small towel",)), an_entry("wall", needs=("A free wall",)),
               an_entry("oil", tools=("oil",), clothed=False)]  # fmt: skip
    assert ids(entries) == ["hands"]
    assert ids(entries, BreakWishes(tools=("ball",)))[0] == "ball"
    assert set(ids(entries, BreakWishes(tools=("towel", "wall")))) == {"hands", "towel", "wall"}


def test_what_an_author_does_not_insist_on_is_not_needed():
    assert aids_of(a_card(needs=("No ball", "Towel (optional)"))) == frozenset()
    assert aids_of(a_card(needs=("A tennis ball, and a free wall",), tools=("ball",))) == {"ball", "wall"}


def test_in_a_quiet_office_nothing_claps():
    entries = [an_entry("soft", strokes=("hold", "tapping")), an_entry("loud", strokes=("hold", "cupping"))]
    assert ids(entries, BreakWishes(silent=True)) == ["soft"]
    assert set(ids(entries)) == {"soft", "loud"}
    assert is_loud(entries[1].card)


def test_the_time_that_there_is_decides_and_the_length_is_fitted_to_it():
    entries = [an_entry("three"), an_entry("five", minutes=5, least=3, most=8), an_entry("ten", minutes=10, least=7)]
    found = choices(entries, BreakWishes(minutes=3), day=TODAY)
    assert [(each.entry.id, each.length) for each in found] == [("three", 3 * MINUTE), ("five", 3 * MINUTE)]
    assert found[0].found[0] == Found("fits_exactly", 3)
    assert found[1].found[0] == Found("shortened_from", 5)


def test_where_nothing_is_so_short_the_shortest_is_offered_at_its_own_length():
    entries = [an_entry("five", minutes=5, least=4), an_entry("ten", minutes=10, least=7)]
    found = choices(entries, BreakWishes(minutes=2), day=TODAY)
    assert [(each.entry.id, each.length) for each in found] == [("five", 4 * MINUTE)]


def test_where_nothing_can_be_done_nothing_is_offered():
    assert choices([], BreakWishes()) == ()
    assert ids([an_entry("ball", tools=("ball",))]) == []


def test_never_is_never_until_it_is_taken_back():
    entries = [an_entry("one"), an_entry("two")]
    memory = remembered(NOTHING, an_answer("never", "one"))
    assert ids(entries, memory=memory) == ["two"]
    assert set(ids(entries, memory=forgiven(memory, "one"))) == {"one", "two"}


def test_a_place_that_was_not_touched_this_week_comes_first_and_says_so():
    neck, low = an_entry("neck", spent=(("neck", 60),)), an_entry("low", spent=(("low_back", 60), ("sacrum", 90)))
    sessions = [a_session("neck", "neck"), a_session("low", "low_back", day=TODAY - 7)]
    found = choices([neck, low], BreakWishes(), sessions=sessions, day=TODAY)
    assert [each.entry.id for each in found] == ["low", "neck"]
    assert found[0].reasons == (Reason("untouched", "sacrum"), Reason("not_since", 7))
    assert found[1].reasons == (Reason("least_touched", "neck"),)


def test_what_was_done_for_somebody_else_is_no_care_for_oneself():
    neck, other = an_entry("neck", spent=(("neck", 60),)), an_entry("first-back", audience=("partner",))
    found = choices([neck, other], BreakWishes(), sessions=[a_session("first-back", "low_back")], day=TODAY)
    assert found[0].reasons == (Reason("new", value=True),)


def test_a_side_that_got_much_less_is_named():
    neck = an_entry("neck", spent=(("neck", 60),))
    sessions = [
        a_session("neck", "neck", side="right", seconds=400),
        a_session("neck", "neck", side="left", seconds=90),
    ]
    assert Reason("less_left", "neck") in choices([neck], BreakWishes(), sessions=sessions, day=TODAY)[0].reasons
    even = [*sessions, a_session("neck", "neck", side="left", seconds=200, day=TODAY - 1)]
    assert Reason("less_left", "neck") not in choices([neck], BreakWishes(), sessions=even, day=TODAY)[0].reasons


def test_what_was_just_done_comes_after_what_was_not():
    entries = [an_entry("a"), an_entry("b"), an_entry("c")]
    memory = remembered(remembered(NOTHING, an_answer("now", "c")), an_answer("now", "a"))
    assert taken(memory) == ("a", "c")
    assert ids(entries, memory=memory) == ["b", "c", "a"]


def test_sessions_of_the_future_count_for_no_week():
    neck = an_entry("neck", spent=(("neck", 60),))
    assert (
        choices([neck], BreakWishes(), sessions=[a_session("neck", "neck", day=TODAY + 3)], day=TODAY)[0].reasons == ()
    )


def test_answers_are_remembered_as_what_they_are_for_ninety_days():
    memory = NOTHING
    for day in range(0, 200, 10):
        memory = remembered(memory, an_answer("later", "one", TODAY + day))
    assert [answer.at.day - TODAY for answer in memory.answers] == list(range(110, 200, 10))
    assert max(answer.at.day for answer in memory.answers) - min(answer.at.day for answer in memory.answers) < DAYS
    assert {answer.said for answer in memory.answers} == {"later"}


def test_never_outlives_the_answer():
    memory = remembered(NOTHING, an_answer("never", "one"))
    memory = remembered(memory, an_answer("done", "", TODAY + 400))
    assert (memory.never, len(memory.answers)) == ({"one"}, 1)


def test_the_memory_stays_small_whatever_the_clock_says():
    memory = Memory(answers=tuple(an_answer("later") for _ in range(MOST)))
    assert len(remembered(memory, an_answer("now")).answers) == MOST
    assert remembered(memory, an_answer("now")).answers[-1].said == "now"
