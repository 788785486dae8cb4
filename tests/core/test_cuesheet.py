"""The cue sheet: sentences end before their step begins, nothing overlaps, and what does not fit is not said."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.cuesheet import APART, BREATH, PAN, Ears, Line, Rung, Spoken, Ticked, Visit, cue_sheet, lines_of
from backtimer.core.handbook import Tempo
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.make import a_plan, a_step

RINGS = {"begin": Ms(1500), "half": Ms(1100), "change": Ms(1500), "end": Ms(4500), "tick": Ms(120)}
LEADS = Wishes(ready=Ms(8000), change=Ms(4000), walk_round=Ms(10_000))


def ears(*lengths: int, **wanted) -> Ears:
    """A voice that takes these times for a sentence, whole and cut."""
    return Ears(lambda line: Ms(lengths[line.cut]) if line.cut < len(lengths) else None, RINGS, **wanted)


def said(sheet) -> list[Spoken]:
    return [cue for cue in sheet if isinstance(cue, Spoken)]


def bells(sheet) -> list[tuple[int, str]]:
    return [(cue.at, cue.bell) for cue in sheet if isinstance(cue, Rung)]


def end_of(cue) -> int:
    match cue:
        case Spoken(at=at, length=length):
            return at + length
        case Rung(at=at, bell=bell):
            return at + RINGS[bell]
        case Ticked(at=at):
            return at + RINGS["tick"]


def test_without_a_voice_there_are_the_bells_of_the_plan():
    plan = a_plan(a_step(60), a_step(30, side="left"), wishes=LEADS)
    sheet = cue_sheet(plan, ears())
    assert bells(sheet) == [(mark.at, mark.kind) for mark in plan.marks if mark.kind not in ("announce", "check_in")]
    assert len(sheet) == len(bells(sheet))


def test_a_step_is_announced_while_the_hands_still_work_and_before_they_change():
    plan = a_plan(a_step(60), a_step(30, side="left", hands="fist"), wishes=LEADS)
    first, second = said(cue_sheet(plan, ears(5000)))
    change = plan.spans[2]
    assert (first.at, change.kind) == (BREATH, "change")
    assert second.at + 5000 == change.start - BREATH


def test_an_announcement_that_is_short_comes_when_the_plan_has_it():
    plan = a_plan(a_step(60), a_step(30))
    (only,) = said(cue_sheet(plan, ears(2000)))
    assert only == Spoken(Ms(54_000), Line("announce", 1), Ms(2000))


def test_what_is_too_long_is_cut_and_what_does_not_fit_at_all_is_not_said():
    plan = a_plan(a_step(8), a_step(30))
    assert [cue.line.cut for cue in said(cue_sheet(plan, ears(9000, 5000, 1000)))] == [1]
    assert [cue.line.cut for cue in said(cue_sheet(plan, ears(9000, 8000, 1000)))] == [2]
    assert said(cue_sheet(plan, ears(9000, 8000, 7000))) == []


def test_a_question_is_asked_in_its_step_and_makes_room_for_what_comes():
    plan = a_plan(a_step(30, check_in=True), a_step(30))
    question, announcement = said(cue_sheet(plan, ears(5000)))
    assert (question.line.kind, question.at) == ("check_in", 5000)
    assert announcement.line == Line("announce", 1)
    short = a_plan(a_step(12, check_in=True), a_step(30))
    assert [cue.line.kind for cue in said(cue_sheet(short, ears(5000)))] == ["announce"]


def test_what_was_said_is_not_said_again_and_what_lies_behind_is_not_rung():
    plan = a_plan(a_step(60), a_step(60))
    told = frozenset({Line("announce", 1)})
    assert said(cue_sheet(plan, ears(3000), Visit(Ms(50_000), told))) == []
    assert bells(cue_sheet(plan, ears(), Visit(Ms(50_000)))) == [(60_000, "begin"), (90_000, "half"), (120_000, "end")]


def test_who_starts_late_hears_at_once_what_still_fits():
    plan = a_plan(a_step(60), a_step(60))
    (cue,) = said(cue_sheet(plan, ears(9000, 5000, 1000), Visit(Ms(57_000))))
    assert (cue.line.cut, cue.at) == (2, 57_000)


def test_who_jumps_into_a_step_hears_what_to_do_there():
    plan = a_plan(a_step(60), a_step(60), wishes=LEADS)
    here = plan.step_index(2)
    start = plan.spans[here].start
    sheet = cue_sheet(plan, ears(4000), Visit(start, arrives=True))
    assert bells(sheet)[0] == (start, "begin")
    assert said(sheet)[0] == Spoken(Ms(start + RINGS["begin"] + APART), Line("arrive", here), Ms(4000))
    assert said(cue_sheet(plan, ears(4000), Visit(start))) == []


def test_who_jumps_into_a_change_hears_there_what_comes():
    plan = a_plan(a_step(60), a_step(60, side="left", hands="fist"), wishes=LEADS)
    change = plan.spans[2]
    sheet = cue_sheet(plan, ears(9000, 9000, 1500), Visit(change.start, arrives=True))
    (cue,) = said(sheet)
    assert cue.line == Line("announce", 3, 2)
    assert change.start < cue.at
    assert cue.at + cue.length <= change.end - BREATH


def test_ticks_follow_the_tempo_on_the_side_of_the_step():
    plan = a_plan(a_step(30, side="left", tempo=Tempo(per_minute=12)), a_step(30, side="right", tempo=Tempo()))
    ticks = [cue for cue in cue_sheet(plan, ears(tick=True)) if isinstance(cue, Ticked)]
    assert [tick.at for tick in ticks] == [5000, 10_000, 15_000, 20_000, 25_000]
    assert {tick.pan for tick in ticks} == {-PAN}


def test_fast_strokes_tick_only_so_often():
    plan = a_plan(a_step(30, tempo=Tempo(per_minute=300)))
    ticks = [cue.at for cue in cue_sheet(plan, ears(tick=True)) if isinstance(cue, Ticked)]
    assert {after - before for before, after in pairwise(ticks)} == {600}


def test_the_last_seconds_are_marked_only_where_that_is_asked_for():
    plan = a_plan(a_step(60), a_step(60))
    ticks = [cue.at for cue in cue_sheet(plan, ears(3000, countdown=True)) if isinstance(cue, Ticked)]
    assert ticks == [57_000, 58_000, 59_000, 117_000, 118_000, 119_000]
    (only,) = said(cue_sheet(plan, ears(3000, countdown=True)))
    assert only.at + 3000 <= 57_000 - APART


def test_the_lines_of_a_plan_are_all_that_a_sheet_can_hold():
    plan = a_plan(a_step(60, check_in=True), a_step(60), a_step(6), wishes=LEADS)
    lines = set(lines_of(plan))
    for since in range(0, plan.total, 3000):
        sheet = cue_sheet(plan, ears(7000, 3000, 1000), Visit(Ms(since), arrives=True))
        assert {cue.line for cue in said(sheet)} <= lines


steps = st.builds(
    lambda seconds, side, hands, asks, tempo: a_step(
        seconds, side=side, hands=hands, check_in=asks, tempo=Tempo(per_minute=tempo)
    ),
    st.integers(2, 90),
    st.sampled_from(["both", "left", "right", "middle"]),
    st.sampled_from(["palm", "fist"]),
    st.booleans(),
    st.sampled_from([0, 6, 40, 300]),
)


@given(
    st.lists(steps, min_size=1, max_size=8),
    st.lists(st.integers(300, 12_000), min_size=3, max_size=3),
    st.integers(0, 400_000),
    st.booleans(),
    st.booleans(),
    st.sampled_from([LEADS, Wishes(ready=Ms(0), change=Ms(0), walk_round=Ms(0)), Wishes(change=Ms(900))]),
)
def test_nothing_overlaps_and_no_sentence_comes_late(several, lengths, since, arrives, extras, wishes):
    plan = a_plan(*several, wishes=wishes)
    wanted = ears(*sorted(lengths, reverse=True), tick=extras, countdown=extras)
    sheet = cue_sheet(plan, wanted, Visit(Ms(since), arrives=arrives))
    assert all(end_of(before) <= after.at for before, after in pairwise(sheet))
    assert all(cue.at >= since for cue in sheet)
    for cue in said(sheet):
        span = plan.spans[cue.line.span]
        if cue.line.kind == "announce":
            assert end_of(cue) <= span.start - BREATH
        else:
            assert span.start <= cue.at
            assert end_of(cue) <= span.end - BREATH
