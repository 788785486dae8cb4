"""A question of the drill has one right answer, is known again after an edit, and comes when it is due."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.bearing import inside
from backtimer.core.drill.of_routine import TOLERANCE, routine_questions
from backtimer.core.drill.of_vocabulary import LANDMARKS, shown_steps, vocabulary_questions
from backtimer.core.drill.question import (
    Measure,
    Name,
    Next,
    Order,
    TimePart,
    Where,
    alike,
    drawn,
    is_right,
    kind_of,
    middle_of,
)
from backtimer.core.drill.today import (
    AT_ONCE,
    FRESH_A_DAY,
    SLOWLY,
    Memory,
    Reply,
    ahead,
    chosen,
    deck_of,
    due_on,
    fresh_left,
    grade_of,
)
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.core.motion.body import skin_at
from backtimer.core.timing import Ms
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import read_routine
from backtimer.ui.drill import words as drill_words
from backtimer.ui.paint_figure import VIEWS
from tests.make import a_region, a_routine, a_step, a_stroke

FILES = sorted(paths.shipped("routines").glob("*.yaml"))

LONG = paths.shipped("routines") / "swedish-student-30.yaml"

seeds = st.integers(0, 10**6)
files = st.sampled_from(FILES)


@cache
def book():
    return read_handbook(paths.shipped("assets"))


@cache
def routine_of(file: Path):
    return read_routine(file, book()).routine


@cache
def shown():
    return shown_steps(book(), [routine_of(file) for file in FILES])


def chance(seed):
    return Random(seed)  # noqa: S311


def of_routine(file, seed=1):
    return routine_questions(routine_of(file), chance(seed))


def of_vocabulary(seed=1):
    return vocabulary_questions(book(), shown(), chance(seed))


def texts(question, *, terms):
    return [" / ".join(choice) for choice in drill_words.choices(question, terms=terms)]


def steps_named(*names):
    """Steps that differ in what they are called, and in nothing else."""
    return tuple(a_step(name=name) for name in names)


# --- what is asked has one right answer ---


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shipped_routine_can_be_drilled(file):
    kinds = {kind_of(question) for question in of_routine(file)}
    some = len(tuple(routine_of(file).in_order())) > 4
    assert kinds >= ({"next", "order", "measure"} if some else {"measure"})


@given(files, seeds)
def test_of_the_choices_one_comes_next_and_nobody_can_mix_them_up(file, seed):
    steps = tuple(routine_of(file).in_order())
    for question in of_routine(file, seed):
        if isinstance(question, Next):
            followers = [b for a, b in pairwise(steps) if alike(a, question.step)]
            fits = [choice for choice in question.choices if any(alike(choice, after) for after in followers)]
            assert fits == [question.choices[question.right]]
            assert [is_right(question, index) for index in range(len(question.choices))].count(True) == 1
            assert len(question.choices) in (3, 4)


@given(files, seeds, st.booleans())
def test_choices_read_differently_at_home_and_in_class(file, seed, terms):
    for question in (*of_routine(file, seed), *of_vocabulary(seed)):
        said = texts(question, terms=terms)
        assert len(set(said)) == len(said)
        for part in question.parts if isinstance(question, Measure) else ():
            small = drill_words.part_choices(part)
            assert len(set(small)) == len(small) == 4


@given(files, seeds)
def test_only_the_routines_own_order_is_right_and_it_is_never_shown(file, seed):
    steps = tuple(routine_of(file).in_order())
    for question in of_routine(file, seed):
        if isinstance(question, Order):
            at = question.number - 1
            assert question.steps == steps[at : at + len(question.steps)]
            assert sorted(question.shown) == list(range(len(question.steps)))
            assert not is_right(question, question.shown)
            assert is_right(question, tuple(range(len(question.steps))))


@given(files, seeds)
def test_a_wrong_time_is_never_near_the_right_one(file, seed):
    for question in of_routine(file, seed):
        for part in question.parts if isinstance(question, Measure) else ():
            if isinstance(part, TimePart):
                assert part.choices[part.right] == question.step.time
                assert list(part.choices) == sorted(part.choices)
                pairs = pairwise(part.choices)
                assert all(longer >= shorter * TOLERANCE for shorter, longer in pairs)


@given(files, seeds)
def test_a_measure_is_right_only_with_all_of_its_parts(file, seed):
    for question in of_routine(file, seed):
        if isinstance(question, Measure):
            right = tuple(part.right for part in question.parts)
            assert is_right(question, right)
            for at in range(len(right)):
                assert not is_right(question, (*right[:at], (right[at] + 1) % 4, *right[at + 1 :]))


def test_what_two_steps_of_one_name_do_differently_is_not_asked():
    short, long = a_step(30, pressure=(2,)), a_step(90, pressure=(2,))
    asked = [
        q
        for q in routine_questions(a_routine(short, *steps_named("B", "C"), long), chance(1))
        if kind_of(q) == "measure"
    ]
    first = next(question for question in asked if question.number == 1)
    assert [type(part).__name__ for part in first.parts] == ["SidePart", "PressurePart"]


def test_after_a_step_that_comes_twice_only_one_follower_is_offered():
    routine = a_routine(*steps_named("A", "B", "A", "C", "D", "E", "F"))
    after_a = [q for q in routine_questions(routine, chance(3)) if isinstance(q, Next) and q.step.name == "A"]
    offered = [{choice.name for choice in question.choices} & {"B", "C"} for question in after_a]
    assert offered == [{"B"}, {"C"}]


def test_steps_that_read_the_same_are_not_put_in_order():
    routine = a_routine(*steps_named("A", "B", "A", "C", "D"))
    rows = [[step.name for step in q.steps] for q in routine_questions(routine, chance(1)) if isinstance(q, Order)]
    assert all(len(set(row)) == len(row) for row in rows)
    assert ["A", "B", "A", "C"] not in rows


def test_a_step_is_not_followed_by_its_like():
    routine = a_routine(*steps_named("A", "A", "B", "C", "D"))
    assert [q.number for q in routine_questions(routine, chance(1)) if isinstance(q, Next)] == [2, 3, 4]


@given(seeds)
def test_every_stroke_that_can_be_seen_is_asked_for_and_none_looks_like_another(seed):
    names = [question for question in of_vocabulary(seed) if isinstance(question, Name)]
    assert {q.choices[q.right].id for q in names} == set(shown())
    for question in names:
        right = question.choices[question.right]
        assert question.step.stroke == right
        assert question.step.hands == right.hands
        looks = [(stroke.motion, stroke.hands) for stroke in question.choices]
        assert len(set(looks)) == len(looks) == 4


@given(seeds)
def test_choices_of_a_name_come_from_its_family_first(seed):
    for question in of_vocabulary(seed):
        if isinstance(question, Name):
            right = question.choices[question.right]
            kin = [s for s in shown() if book().strokes[s].family == right.family]
            near = [stroke for stroke in question.choices if stroke.family == right.family]
            assert len(near) == 4 or len(near) >= min(len(kin), 4) - 2  # some of the kin look the same


# --- pointing ---


def all_wheres():
    found = [q for file in FILES for q in of_routine(file) if isinstance(q, Where)]
    return found + [q for q in of_vocabulary() if isinstance(q, Where)]


@pytest.mark.parametrize("where", all_wheres(), ids=lambda where: where.key)
def test_its_middle_is_right_and_lies_in_the_picture_on_skin(where):
    at = middle_of(where)
    left, top, right, bottom = VIEWS[where.posture]
    assert is_right(where, at)
    assert left < at[0] < right
    assert top < at[1] < bottom
    assert abs(at[0]) <= max(skin_at((abs(at[0]), at[1]))[1], 0.35)


@pytest.mark.parametrize("where", all_wheres(), ids=lambda where: where.key)
def test_beside_the_body_nothing_is_right(where):
    assert not is_right(where, (1.3, -0.4))
    assert not is_right(where, (-1.3, 1.25))


def test_either_side_is_right_unless_one_is_asked_for():
    shape = (((0.3, 0.2), (0.6, 0.2), (0.6, 0.5), (0.3, 0.5)),)
    both, left, right = (Where("k", "d", "region", "r", shape, side=side) for side in ("both", "left", "right"))
    assert [is_right(where, (0.45, 0.35)) for where in (both, left, right)] == [True, False, True]
    assert [is_right(where, (-0.45, 0.35)) for where in (both, left, right)] == [True, True, False]


@given(st.floats(-1.2, 1.2), st.floats(-0.5, 1.2))
def test_a_fingertip_beside_a_place_still_points_at_it_and_a_hand_does_not(x, y):
    shape = ((0.3, 0.2), (0.6, 0.2), (0.6, 0.5), (0.3, 0.5))
    where = Where("k", "d", "region", "r", (shape,), side="right")
    if inside((x, y), drawn(shape)):
        assert is_right(where, (x, y))
    if not (0.2 < x < 0.7 and 0.14 < y < 0.56):
        assert not is_right(where, (x, y))


def test_a_landmark_is_hit_from_near_by_on_either_side():
    where = next(q for q in of_vocabulary() if isinstance(q, Where) and q.id == "PSIS")
    x, y = book().landmarks["PSIS"]
    assert is_right(where, (-x, y + 0.03))
    assert not is_right(where, (x, y + 0.2))


def test_all_landmarks_have_words():
    assert set(drill_words.LANDMARKS) == set(LANDMARKS) <= set(book().landmarks)


def test_the_same_stroke_in_two_places_is_not_asked_where():
    there = a_step(name="Glide", regions=(a_region(id="elsewhere", shape=(((0.2, 0.2), (0.4, 0.2), (0.4, 0.4)),)),))
    once = routine_questions(a_routine(there, *steps_named("B", "C", "D")), chance(1))
    here = a_step(name="Glide", regions=(a_region(id="here", shape=(((0.2, 0.6), (0.4, 0.6), (0.4, 0.8)),)),))
    twice = routine_questions(a_routine(there, *steps_named("B", "C", "D"), here), chance(1))
    assert [q.number for q in once if isinstance(q, Where)] == [1]
    assert [q for q in twice if isinstance(q, Where)] == []


def test_an_answer_that_is_none_is_refused():
    question = next(q for q in of_routine(FILES[0]) if isinstance(q, Next))
    with pytest.raises(TypeError):
        is_right(question, (0.1, 0.2))


# --- keys ---


@given(files, seeds, seeds)
def test_chance_decides_about_choices_and_not_about_what_is_asked(file, one, other):
    first, second = of_routine(file, one), of_routine(file, other)
    assert [question.key for question in first] == [question.key for question in second]
    assert [q.key for q in of_vocabulary(one)] == [q.key for q in of_vocabulary(other)]
    assert of_routine(file, one) == first


@given(files)
def test_no_two_questions_share_a_key_and_every_key_names_deck_and_kind(file):
    questions = (*of_routine(file), *of_vocabulary())
    assert len({question.key for question in questions}) == len(questions)
    for question in questions:
        assert question.key.split("/")[:2] == [kind_of(question), question.deck]


@given(files, st.data())
def test_a_new_step_costs_only_what_no_longer_holds(file, data):
    routine = routine_of(file)
    steps = tuple(routine.in_order())
    at = data.draw(st.integers(0, len(steps)))
    new = a_step(stroke=a_stroke(id="new", name="Something new", term="Novum"), name="Something new")
    before = of_routine(file)
    after = {q.key for q in routine_questions(replace(routine, steps=(*steps[:at], new, *steps[at:])), chance(5))}
    lost = [question for question in before if question.key not in after]
    assert all(isinstance(question, Next | Order) for question in lost)
    for question in lost:
        reach = len(question.steps) if isinstance(question, Order) else 2
        first = question.number - 1
        opens = at == first == 0  # it was the row with which the routine begins
        assert first < at < first + reach or opens, f"{question.key} was lost by an edit elsewhere"
    assert sum(isinstance(question, Next) for question in lost) <= 1


def test_another_time_costs_one_question():
    routine = a_routine(*steps_named("A", "B", "C", "D", "E"))
    first, *rest = routine.steps
    longer = replace(routine, steps=(replace(first, time=Ms(90_000)), *rest))
    before, after = ({q.key for q in routine_questions(each, chance(1))} for each in (routine, longer))
    assert [key.split("/")[0] for key in before - after] == ["measure"]


# --- grades, days and what is asked today ---


def test_a_grade_says_right_and_how_soon():
    for kind, soon in AT_ONCE.items():
        late = SLOWLY[kind]
        assert soon < late
        grades = [grade_of(kind, Ms(took), right=True) for took in (soon, soon + 1, late, late + 1)]
        assert grades == [4, 3, 3, 2]
        assert grade_of(kind, Ms(10), right=False) == 1


def test_ten_new_questions_a_day_and_as_many_the_next():
    monday = Stamp(20_000 * DAY)
    replies = [Reply(f"k{number}", 3, monday) for number in range(7)] + [Reply("k1", 1, monday)]
    assert fresh_left([], monday.day) == FRESH_A_DAY
    assert fresh_left(replies, monday.day) == FRESH_A_DAY - 7
    assert fresh_left(replies, monday.day + 1) == FRESH_A_DAY
    assert fresh_left([Reply(f"k{n}", 3, monday) for n in range(30)], monday.day) == 0


def test_the_day_is_the_one_on_the_wall():
    late = Stamp(20_000 * DAY + DAY - 60_000, 120)  # two minutes before midnight in London, an hour after it in Paris
    assert fresh_left([Reply("k", 3, late)], 20_001) == FRESH_A_DAY - 1
    assert fresh_left([Reply("k", 3, late)], 20_000) == FRESH_A_DAY


def test_what_is_due_comes_before_what_is_new_and_the_days_stay_short():
    deck = of_routine(LONG)
    memories = {question.key: Memory(at, 3.0) for at, question in enumerate(deck[:6])}
    go = chosen([deck], memories, 2, 4)
    assert {q.key for q in go} == {q.key for q in deck[:3]} | {q.key for q in deck[6:10]}
    assert len(go) == 7
    assert len(chosen([deck * 9], memories, 5, 100, most=5)) == 5
    assert chosen([deck], {q.key: Memory(9, 3.0) for q in deck}, 8, 0) == ()


def test_where_nothing_is_due_one_may_practise_what_is_due_next():
    deck = of_routine(LONG)
    memories = {question.key: Memory(100 - at, 3.0) for at, question in enumerate(deck[:6])}
    assert {q.key for q in ahead([deck], memories, most=2)} == {deck[5].key, deck[4].key}


@given(seeds)
def test_kinds_and_decks_are_mixed(seed):
    decks = [of_vocabulary(seed), *(of_routine(file, seed) for file in FILES[:3])]
    go = chosen(decks, {}, 0, 16)
    assert len({question.key for question in go}) == len(go) == 16
    assert {question.deck for question in go} == {deck[0].deck for deck in decks}
    same = sum(kind_of(a) == kind_of(b) for a, b in pairwise(go))
    assert same <= 2


def test_a_deck_counts_what_is_due_begun_and_known():
    questions = of_routine(FILES[0])
    memories = {questions[0].key: Memory(5, 30.0), questions[1].key: Memory(50, 2.0)}
    deck = deck_of("d", "D", questions, memories, 10)
    assert (deck.total, deck.known, deck.begun, deck.due, deck.fresh) == (len(questions), 1, 2, 1, len(questions) - 2)
    assert due_on(memories, [q.key for q in questions], 0, 1) == 2


# --- words ---


@given(files, seeds, st.booleans())
def test_everything_that_is_asked_can_be_said(file, seed, terms):
    for question in (*of_routine(file, seed), *of_vocabulary(seed)):
        match question:
            case Next() | Name():
                answer = question.right
            case Order():
                answer = tuple(range(len(question.steps)))
            case Measure():
                answer = tuple(part.right for part in question.parts)
            case Where():
                answer = middle_of(question)
        asked = drill_words.asked(question, "Deck", book(), terms=terms)
        why = drill_words.why(question, answer, book(), terms=terms)
        assert asked.asks.endswith("?")
        assert why.deck == "Right"
        assert why.asks
        assert drill_words.about_question(question, book(), terms=terms)


def test_times_and_levels_are_said_as_people_say_them():
    assert [drill_words.time_text(Ms(time)) for time in (40_000, 120_000, 90_000)] == ["40 s", "2 min", "1:30 min"]
    assert [drill_words.levels_text(levels) for levels in ((2,), (1, 2))] == ["2, light", "1 → 2"]
