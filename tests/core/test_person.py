"""Profiles of people: told apart by name, bent into today's wishes, never beyond the scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.likes import NO_LIKES, REMEMBERED, after_playing, with_favourite
from backtimer.core.person import MOST, Person, PersonError, named, put, wishes_for, without
from backtimer.core.wishes import AS_WRITTEN, Wishes

ANA = Person("Ana", -1, frozenset({"shoulder"}), frozenset({"low_back"}), "ticklish")
BEN = Person("Ben")

places = st.frozensets(st.sampled_from(("a", "b", "c")))
people = st.builds(Person, st.text(max_size=80), st.integers(-5, 5), places, places, st.text(max_size=600))


def test_people_are_added_changed_and_taken_away():
    both = put(put((), ANA), BEN)
    assert both == (ANA, BEN)
    assert put(both, Person("Ana", 1)) == (Person("Ana", 1), BEN)
    assert put(both, Person("Anna", 1), before="Ana") == (Person("Anna", 1), BEN)
    assert without(both, "ANA") == (BEN,)
    assert without(both, "nobody") == both


@pytest.mark.parametrize("name", ["ana", " ANA ", "Aná"])
def test_a_name_is_the_same_whatever_its_capitals_and_accents(name):
    assert named((ANA, BEN), name) is ANA


@pytest.mark.parametrize(
    ("person", "before", "why"),
    [(Person(" \n "), "", "nameless"), (Person("BEN"), "Ana", "taken"), (Person("ben", 1), "Cleo", "taken")],
)
def test_nobody_without_a_name_or_with_that_of_another(person, before, why):
    with pytest.raises(PersonError) as caught:
        put((ANA, BEN), person, before)
    assert caught.value.why == why


def test_there_is_an_end_to_people():
    crowd = tuple(Person(f"N{number}") for number in range(MOST))
    with pytest.raises(PersonError, match="too_many"):
        put(crowd, ANA)
    assert len(put(crowd, Person("Ana"), before="N3")) == MOST


@given(person=people)
def test_whoever_is_put_is_tidy(person):
    if not person.name.split():
        with pytest.raises(PersonError, match="nameless"):
            put((), person)
        return
    (kept,) = put((), person)
    assert kept.name == " ".join(kept.name.split())
    assert 0 < len(kept.name) <= 60
    assert -1 <= kept.pressure <= 1
    assert not kept.leave_out & kept.more_here
    assert put((), kept) == (kept,)


def test_the_wishes_of_a_person_join_those_of_today():
    today = Wishes(pressure=0, leave_out=frozenset({"sacrum"}), more_here=frozenset({"shoulder", "scapula"}))
    wishes = wishes_for(ANA, today)
    assert wishes.pressure == -1
    assert wishes.leave_out == {"sacrum", "shoulder"}
    assert wishes.more_here == {"scapula", "low_back"}
    assert wishes_for(BEN, AS_WRITTEN) == AS_WRITTEN


@given(person=people, pressure=st.sampled_from((-1, 0, 1)), leave_out=places, more_here=places)
def test_a_person_never_goes_beyond_the_scale_or_into_a_place_that_is_left_out(person, pressure, leave_out, more_here):
    today = Wishes(pressure=pressure, leave_out=leave_out, more_here=more_here)
    wishes = wishes_for(person, today)
    assert -1 <= wishes.pressure <= 1
    assert wishes.leave_out == leave_out | person.leave_out
    assert not wishes.more_here & wishes.leave_out


def test_favourites_come_and_go():
    likes = with_favourite(with_favourite(NO_LIKES, "a", liked=True), "b", liked=True)
    assert likes.favourites == {"a", "b"}
    assert with_favourite(likes, "a", liked=True) == likes
    assert with_favourite(likes, "a", liked=False).favourites == {"b"}


def test_what_was_played_last_comes_first_and_once():
    likes = NO_LIKES
    for routine in ("a", "b", "a", *map(str, range(REMEMBERED - 2)), "b"):
        likes = after_playing(likes, routine)
    assert likes.played[:2] == ("b", str(REMEMBERED - 3))
    assert likes.played[-1] == "a"
    assert len(likes.played) == REMEMBERED == len(set(likes.played))
    assert "a" not in after_playing(likes, "new").played
