"""The card says of a routine what one must know to choose it."""

import pytest

from backtimer.core.cards import card_of
from backtimer.core.fit import bounds
from backtimer.core.wishes import AS_WRITTEN
from backtimer.files import paths
from backtimer.files.routine_file import read_routine
from tests.make import a_region, a_routine, a_step, a_stroke

SHIPPED = sorted(paths.shipped("routines").glob("*.yaml"))


@pytest.mark.parametrize(
    ("needs", "tools"),
    [
        (("A spoonful of plain oil or unscented lotion",), ("oil",)),
        (("Very little OIL",), ("oil",)),
        (("No oil",), ()),
        (("A massage table, with drapes",), ("table",)),
        (("A firm bed, a mat or a massage table",), ()),
        (("A massage table, with drapes", "A firm bed"), ("table",)),
        (("A chair without arms, turned round",), ()),
        (("A tennis ball, or a softer one",), ("ball",)),
        (("A towel", "Two cushions"), ()),
        ((), ()),
    ],
)
def test_the_tools_are_read_from_the_needs(needs, tools):
    assert card_of(a_routine(needs=needs)).tools == tools


def test_who_sits_needs_a_chair_and_who_rolls_on_a_ball_needs_the_ball():
    assert card_of(a_routine(position=("seated",))).tools == ("chair",)
    assert card_of(a_routine(a_step(hands="ball"))).tools == ("ball",)


def test_clothes_stay_on_unless_there_is_oil_or_the_back_is_bare():
    assert card_of(a_routine()).clothed
    assert not card_of(a_routine(needs=("Oil",))).clothed
    assert not card_of(a_routine(prepare=("Lie down with a bare back.",))).clothed


def test_each_region_has_its_firmest_pressure_and_its_time():
    low, top = a_region(id="low"), a_region(id="top")
    steps = a_step(30, regions=(low, top), pressure=(1, 3, 2)), a_step(60, regions=(low,), pressure=(2,))
    card = card_of(a_routine(*steps))
    assert dict(card.levels) == {"low": 3, "top": 3}
    assert dict(card.spent) == {"low": 75_000, "top": 15_000}
    assert card.firmest == 3


def test_the_words_are_folded_and_each_is_there_once():
    steps = a_step(cue="Écoute, écoute!", name="Größe"), a_step(cue="ECOUTE again")
    card = card_of(a_routine(*steps, title="Schöner Rücken", summary="Rucken and more"))
    assert card.folded_title == "schoner rucken"
    assert card.folded_text.split() == ["and", "more", "grosse", "ecoute", "again"]


def test_the_strokes_are_named_once_in_their_order():
    card = card_of(
        a_routine(a_step(stroke=a_stroke(id="b")), a_step(stroke=a_stroke(id="a")), a_step(stroke=a_stroke(id="b")))
    )
    assert card.strokes == ("b", "a")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_routine_can_be_found(file, handbook):
    routine = read_routine(file, handbook).routine
    card = card_of(routine)
    assert (card.least, card.most) == bounds(routine, AS_WRITTEN)
    assert 0 < card.least < card.time < card.most
    assert card.clothed == ("oil" not in card.tools)
    assert card.audience
    assert card.goals
    assert card.position
    assert len(card.folded_text.split()) < 600


def test_the_tools_of_the_shipped_routines_are_those_that_one_must_have(handbook):
    tools = {file.stem: card_of(read_routine(file, handbook).routine).tools for file in SHIPPED}
    assert {name for name, needed in tools.items() if "ball" in needed} == {
        "self-ball-wall-8",
        "self-desk-ball-3",
        "self-lowback-6",
    }
    assert {name for name, needed in tools.items() if "table" in needed} == {"swedish-student-20", "swedish-student-30"}
    assert tools["calm-touch-6"] == tools["slow-stroke-3"] == ()
    assert tools["first-back-10"] == ("oil",)
