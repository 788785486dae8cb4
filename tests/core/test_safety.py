"""The questions before a massage, against the tables of facts §6: what locks, what is gentle, what is left out."""

import dataclasses
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer import safety_words
from backtimer.core.safety import (
    BY_ID,
    QUESTIONS,
    SIGNS,
    Action,
    Kind,
    SignId,
    Urgency,
    bent,
    due,
    none_of,
    overlapping,
    turned_away,
    verdict,
    what_to_do,
)
from backtimer.core.shelf import Card
from backtimer.core.timing import Ms
from backtimer.core.wishes import AS_WRITTEN, Wishes

ALL_WELL = {question.id: "no" for question in QUESTIONS}

STOP = [
    "emergency",
    "clot",
    "ill",
    "injury",
    "not_sober",
    "blood_pressure",
    "risky_pregnancy",
    "infected_skin",
    "minor",
]
FLAGS = [
    "saddle",
    "neck_signs",
    "after_fall",
    "pain_and_fever",
    "weight_or_cancer",
    "night_pain",
    "first_pain",
    "deformed_or_weak",
]
ASK = [
    "bleeding",
    "bones",
    "cancer",
    "pregnancy",
    "surgery",
    "heart",
    "kidneys",
    "nerves",
    "inflamed_joints",
    "spine",
    "back_pain",
    "trauma",
]
AREA = ["skin", "fresh_injury", "scar", "veins", "lump", "treated", "numb", "device"]
EMERGENCIES = {"emergency", "clot", "saddle", "neck_signs"}


def a_card(level="beginner", firmest=3, position=("prone",)) -> Card:
    return Card("A", Ms(600_000), ("partner",), position, level, (), (("low_back", firmest),))


def test_the_questions_are_those_of_the_facts():
    assert [question.id for question in QUESTIONS] == [*STOP, *FLAGS, *ASK, *AREA]
    kinds = {question.id: question.kind for question in QUESTIONS}
    assert set(kinds.values()) == set(get_args(Kind))
    assert all(kinds[id_] == kind for kind, ids in (("stop", STOP), ("flag", FLAGS), ("ask", ASK)) for id_ in ids)


def test_who_is_well_may_begin_and_nothing_is_bent():
    result = verdict(ALL_WELL)
    assert result.passed
    assert not result.gentle
    assert bent(AS_WRITTEN, result) == AS_WRITTEN


@pytest.mark.parametrize("id_", [question.id for question in QUESTIONS])
def test_what_was_not_answered_is_not_taken_for_a_no(id_):
    answers = {key: value for key, value in ALL_WELL.items() if key != id_}
    assert verdict(answers).open == (id_,)
    assert not verdict(answers).passed


def test_nothing_answered_is_no_way_to_begin():
    assert not verdict({}).passed
    assert len(verdict({}).open) == len(QUESTIONS)


@pytest.mark.parametrize("id_", [*STOP, *FLAGS, *ASK])
def test_a_yes_locks(id_):
    result = verdict({**ALL_WELL, id_: "yes"})
    assert result.locked == (id_,)
    assert not result.passed
    assert result.to_ask == ((id_,) if id_ in (*ASK, "injury") else ())
    assert result.urgent == (
        "emergency" if id_ in EMERGENCIES else "none" if id_ in ("minor", "not_sober") else "advice"
    )


@pytest.mark.parametrize("id_", [*STOP, *FLAGS])
def test_no_yes_of_anybody_lifts_a_stop_except_for_an_injury(id_):
    assert verdict({**ALL_WELL, id_: "cleared"}).passed == (id_ == "injury")


@pytest.mark.parametrize("id_", [*ASK, "injury"])
def test_with_the_yes_of_a_professional_it_is_gentle(id_):
    result = verdict({**ALL_WELL, id_: "cleared"})
    assert result.passed
    assert (result.cap, result.urgent) == (2, "none")
    assert "tapotement" in result.without


@pytest.mark.parametrize(
    ("id_", "left_out", "without", "never"),
    [
        ("bones", {"paraspinal", "upper_paraspinal", "lower_paraspinal", "spine_strip", "sacrum"}, {"tool"}, set()),
        ("spine", {"paraspinal", "upper_paraspinal", "lower_paraspinal", "spine_strip", "sacrum"}, set(), set()),
        ("kidneys", {"low_back", "waist", "lower_paraspinal", "kidney_zone", "floating_ribs"}, set(), set()),
        ("pregnancy", set(), set(), {"prone", "supine"}),
        ("bleeding", set(), set(), set()),
    ],
)
def test_some_ask_for_more_than_gentleness(id_, left_out, without, never):
    result = verdict({**ALL_WELL, id_: "cleared"})
    assert left_out <= result.leave_out
    assert bool(result.leave_out) == bool(left_out)
    assert result.without == {"tapotement"} | without
    assert result.never == never


@pytest.mark.parametrize("id_", AREA)
def test_a_place_must_be_shown_and_is_left_out(id_):
    answers = {**ALL_WELL, id_: "yes"}
    assert verdict(answers).unmarked == (id_,)
    assert not verdict(answers).passed
    result = verdict(answers, {"upper_trap"})
    assert result.passed
    assert not result.gentle
    assert (result.leave_out, result.without) == ({"upper_trap"}, frozenset())


def test_the_most_urgent_comes_first():
    result = verdict({**ALL_WELL, "minor": "yes", "ill": "yes", "bones": "yes", "saddle": "yes"})
    assert result.locked == ("saddle", "ill", "bones", "minor")
    assert result.urgent == "emergency"
    assert result.to_ask == ("bones",)


answered = st.fixed_dictionaries(
    {}, optional={question.id: st.sampled_from(("no", "yes", "cleared")) for question in QUESTIONS}
)


@given(answers=answered, id_=st.sampled_from([question.id for question in QUESTIONS]), marked=st.booleans())
def test_one_more_no_never_locks_and_one_more_yes_never_frees(answers, id_, marked):
    places = {"sacrum"} if marked else set()
    no, yes = (verdict({**answers, id_: answer}, places) for answer in ("no", "yes"))
    assert set(no.locked) <= set(yes.locked)
    assert no.passed or not yes.passed
    assert id_ not in no.locked


@given(
    answers=answered, marked=st.frozensets(st.sampled_from(("sacrum", "low_back", "scalp"))),
    pressure=st.sampled_from((-1, 0, 1)), cap=st.sampled_from((None, 1, 3)),
)  # fmt: skip
def test_wishes_only_become_gentler(answers, marked, pressure, cap):
    wishes = Wishes(pressure=pressure, cap=cap, leave_out=frozenset({"hand"}), more_here=frozenset({"sacrum"}))
    result = verdict(answers, marked)
    after = bent(wishes, result)
    assert after.leave_out >= wishes.leave_out | marked
    assert after.without >= wishes.without
    assert after.pressure <= pressure
    assert (after.cap or 5) <= (cap or 5)
    assert not result.gentle or (after.cap <= 2 and after.pressure <= 0)
    assert not after.more_here & result.leave_out


def test_none_of_these_answers_one_kind():
    answers = {}
    for kind in get_args(Kind):
        assert not verdict(answers).passed
        answers |= none_of(kind)
    assert answers == ALL_WELL


@pytest.mark.parametrize(
    ("card", "asked_on", "why"),
    [
        (a_card(), None, "first_today"),
        (a_card(), "2026-05-01", "first_today"),
        (a_card(), "2026-05-02", None),
        (a_card(firmest=4), "2026-05-02", "firm"),
        (a_card(level="experienced"), "2026-05-02", "firm"),
        (a_card(level="experienced"), None, "firm"),
        (a_card(level="student"), "2026-05-02", None),
    ],
)
def test_it_is_asked_before_the_first_of_a_day_and_before_any_firm_one(card, asked_on, why):
    assert due(card, asked_on, "2026-05-02") == why


def test_who_is_pregnant_lies_on_the_side_or_sits():
    result = verdict({**ALL_WELL, "pregnancy": "cleared"})
    assert turned_away(a_card(position=("prone",)), result) == ("prone",)
    assert turned_away(a_card(position=()), result) == ("prone",)
    assert turned_away(a_card(position=("standing", "supine")), result) == ("supine",)
    assert turned_away(a_card(position=("seated", "side-lying")), result) == ()
    assert turned_away(a_card(), verdict(ALL_WELL)) == ()


def test_a_marked_place_takes_those_along_that_lie_on_it(handbook):
    mostly = overlapping({"low_back"}, handbook.regions, wide=False)
    assert {"low_back", "lower_paraspinal", "waist", "kidney_zone"} <= mostly
    assert not {"whole_back", "upper_trap", "glute_upper"} & mostly
    touching = overlapping({"upper_trap"}, handbook.regions, wide=True)
    assert {"whole_back", "upper_back", "upper_back_muscle", "upper_paraspinal", "upper_trap"} <= touching
    assert not {"low_back", "sacrum", "hand"} & touching
    assert overlapping({"nowhere"}, handbook.regions, wide=True) == {"nowhere"}
    assert overlapping((), handbook.regions, wide=True) == frozenset()


@pytest.mark.parametrize("id_", ["upper_trap", "shoulder", "sacrum", "flank", "neck_back"])
def test_what_touches_holds_all_that_lies_there(handbook, id_):
    assert overlapping({id_}, handbook.regions, wide=False) <= overlapping({id_}, handbook.regions, wide=True)


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.id)
def test_at_every_sign_the_hands_come_off_first(sign):
    actions = what_to_do(sign)
    assert actions[0] == "hands_off"
    assert ("call_help" in actions) == sign.emergency
    assert set(actions) <= set(get_args(Action))
    assert sign.emergency == (sign.id in ("chest", "stroke_signs"))


def test_there_are_words_for_everything_and_none_for_anything_else():
    assert safety_words.QUESTIONS.keys() == BY_ID.keys()
    assert set(safety_words.HEADINGS) == set(safety_words.NOTES) == set(get_args(Kind))
    assert set(safety_words.LOCKED) == set(get_args(Urgency))
    assert set(safety_words.SIGNS) == set(get_args(SignId)) == {sign.id for sign in SIGNS}
    assert set(safety_words.ACTIONS) == set(get_args(Action))


FORBIDDEN = (
    "toxin", "detox", "lactic", "adhesion", "knots", "realign", "immun", "hormon", "energy", "meridian", "cure",
    "heal ", "treats", "no pain", "flush", "circulation",
)  # fmt: skip


def test_the_words_claim_nothing():
    tables = [value for name, value in vars(safety_words).items() if name.isupper()]
    texts = [text for table in tables for text in (table.values() if isinstance(table, dict) else [table])]
    said = " ".join(texts).lower().replace("a weak immune system", "")
    assert len(texts) > 60
    assert not [word for word in FORBIDDEN if word in said]


def test_nothing_can_be_changed_in_a_verdict():
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict(ALL_WELL).cap = 5
