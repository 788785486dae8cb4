"""The book: what is looked for is found, and every stroke can be shown by a plan of its own."""

import pytest

from backtimer.core.learning import (
    Book,
    Heading,
    RegionLesson,
    Shown,
    StrokeLesson,
    Topic,
    best_of,
    index_of,
    meets,
    name_of,
    plans_of,
    suiting,
    under,
)

FANS = Topic("stroke", "effleurage_fan")
SCOOP = Topic("stroke", "c_scoop")
TOPS = Topic("region", "upper_trap")


@pytest.fixture(scope="module")
def book(handbook):
    """A book with a lesson for everything, in which only two say anything."""
    families = dict.fromkeys(stroke.family for stroke in handbook.strokes.values())
    strokes = {id_: StrokeLesson(id_, "Do.", Shown(("whole_back",), "both")) for id_ in handbook.strokes}
    strokes["c_scoop"] = StrokeLesson("c_scoop", "Do.", Shown(("upper_trap",), "each"), where=("upper_trap", "flank"))
    return Book(
        families={id_: Heading(id_, id_.title(), id_) for id_ in families},
        groups={"all": Heading("all", "Places", "Regions")},
        strokes=strokes,
        regions={id_: RegionLesson(id_, "all", "Here.", "Take care.") for id_ in handbook.regions},
    )


def topics(rows):
    return [row for row in rows if isinstance(row, Topic)]


def test_the_index_holds_everything_once_under_its_heading(book, handbook):
    rows = index_of(book, handbook)
    assert len(topics(rows)) == len(set(topics(rows))) == len(handbook.strokes) + len(handbook.regions)
    assert rows[:2] == [book.families["effleurage"], Topic("stroke", "effleurage_long")]
    assert rows[rows.index(SCOOP) - 1] == book.families["petrissage"]
    assert rows.index(book.groups["all"]) < rows.index(TOPS)


@pytest.mark.parametrize(
    "text", ["fans", "FAN eff", "fanning", "heart str", "efleurage fan", "open fan", " Ópen  fáns "]
)
def test_a_stroke_is_found_by_name_term_and_synonym_and_one_slip_is_forgiven(book, handbook, text):
    assert FANS in index_of(book, handbook, text)


def test_headings_without_topics_go(book, handbook):
    rows = index_of(book, handbook, "hacking")
    assert rows == [book.families["tapotement"], Topic("stroke", "hacking")]
    assert index_of(book, handbook, "zither") == []


def test_a_name_that_begins_with_what_was_typed_is_meant_before_one_that_only_says_it(book, handbook):
    rows = index_of(book, handbook, "feath")
    assert best_of(rows, handbook, "feath") == Topic("stroke", "feathering")
    assert topics(index_of(book, handbook, "stroking"))[0] != Topic("stroke", "stroking")
    assert best_of(index_of(book, handbook, "stroking"), handbook, "stroking") == Topic("stroke", "stroking")
    assert best_of([], handbook, "zither") is None


def test_names_are_those_of_home_or_of_class(handbook):
    assert name_of(SCOOP, handbook) == "Scoop and squeeze"
    assert name_of(SCOOP, handbook, terms=True) == "Petrissage: C-scoop"
    assert name_of(TOPS, handbook) == "Tops of the shoulders"


def test_what_suits_a_place_is_what_names_it(book):
    assert suiting(book, "flank") == (SCOOP,)
    assert suiting(book, "sacrum") == ()


def test_a_stroke_of_one_side_is_shown_left_then_right(book, handbook):
    (first, at), (second, to) = plans_of(book.strokes["c_scoop"], handbook)
    assert [first.spans[at].step.side, second.spans[to].step.side] == ["left", "right"]
    assert {first.spans[at].kind, second.spans[to].kind} == {"step"}


def test_a_stroke_of_both_sides_is_shown_twice_alike(book, handbook):
    (first, at), (second, to) = plans_of(book.strokes["effleurage_fan"], handbook)
    assert first.spans[at].step == second.spans[to].step


@pytest.mark.parametrize("posture", ["prone", "side-lying", "seated", "oneself"])
def test_a_person_is_drawn_as_the_lesson_says(handbook, posture):
    lesson = StrokeLesson("turn", "Do.", Shown(("whole_back",), "both", ("prone", posture)))
    (first, at), (second, to) = plans_of(lesson, handbook)
    assert [first.spans[at].step.posture, second.spans[to].step.posture] == ["prone", posture]


def test_muscles_lie_under_what_they_meet(handbook):
    muscles = {muscle.id: muscle for muscle in handbook.muscles}
    tops, sacrum = handbook.regions["upper_trap"], handbook.regions["sacrum"]
    assert meets(muscles["trapezius"], tops)
    assert not meets(muscles["trapezius"], sacrum)
    ids = ("erector_spinae", "trapezius")
    assert under(handbook.muscles, ids, (sacrum,)) == (muscles["erector_spinae"],)
    assert under(handbook.muscles, ids, ()) == (muscles["erector_spinae"], muscles["trapezius"])
