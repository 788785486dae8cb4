"""Every stroke of the vocabulary, wherever it may be played: on the body, off the spine, in its tempo, never a jump."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtimer.core.hand import SHAPES, distance_mm, mirrored
from backtimer.core.handbook import Tempo
from backtimer.core.motion import MOTIONS, cycle_of, folds_of, hands_of, places_of, round_of, sway_of, trace_of
from backtimer.core.motion.way import way_of
from backtimer.core.timing import Ms
from tests.core.motions import (
    FRAME,
    REGIONS,
    SHOWN,
    SIDES,
    STROKES,
    at_work,
    moved,
    on_body,
    phases,
    played,
    vocabulary,
    where,
    wrong_with,
)

CALM = 9.0
"""Millimetres in a frame of 20 ms, 45 cm a second: where a hand on the skin goes faster, it is not a massage."""

BRISK = {"rub": 20.0, "tap": 22.0, "tremble": 9.0}
"""Warming is brisk, and a hand that taps springs off at once."""

LONG_WALK = 16
"""A longer walk of thumb presses is shown in part, and so does not come back."""


def fast(id_: str) -> float:
    return BRISK.get(STROKES[id_]["motion"], CALM)


def rests(id_: str) -> bool:
    return MOTIONS[STROKES[id_]["motion"]].rests


@pytest.mark.parametrize("id_", SHOWN)
def test_hands_stay_on_the_body_off_the_spine_and_do_not_jump(handbook, id_):
    wrong = {}
    for place in played(id_):
        step = at_work(handbook, id_, *place)
        assert math.isfinite(way_of(step).track.length)
        cycle = cycle_of(step)
        times = [max(cycle * i - FRAME // 2, 0) for i in range(7)]  # where one round meets the next
        times += [cycle * i * 7 // 19 for i in range(20)]
        found = [what for time in times for what in wrong_with(step, time, fast=fast(id_), rests=rests(id_))]
        if found:
            wrong[place] = found[:2]
    assert wrong == {}


EVERYWHERE = [(id_, *place) for id_ in SHOWN for place in played(id_)]


@given(st.sampled_from(EVERYWHERE), st.sampled_from(("prone", "seated", "oneself")), st.integers(0, 600_000))
@settings(max_examples=300)
def test_at_any_instant_nothing_is_wrong_and_left_mirrors_right(played_, posture, time):
    id_, region, side = played_
    step = at_work(vocabulary(), id_, region, side, posture=posture)
    assert wrong_with(step, time, fast=fast(id_), rests=rests(id_)) == []
    time = Ms(time)
    assert hands_of(step, time) == hands_of(step, time)
    if side == "right":
        left = at_work(vocabulary(), id_, region, "left", posture=posture)
        assert hands_of(left, time) == tuple(mirrored(hand) for hand in hands_of(step, time))
        for one, other in zip(folds_of(left, time), folds_of(step, time), strict=True):
            assert ((-one.at[0], one.at[1]), one.height) == (other.at, other.height)
            assert abs(math.sin(math.radians(one.turn + other.turn))) < 1e-6  # a ridge has no beginning and no end
        assert sway_of(left, time) == -sway_of(step, time)
        assert places_of(left) == tuple((-x, y) for x, y in places_of(step))


@pytest.mark.parametrize("id_", SHOWN)
def test_a_round_ends_where_it_began(handbook, id_):
    for place in played(id_):
        step = at_work(handbook, id_, *place)
        if STROKES[id_]["motion"] == "thumb_walk" and 2 * (len(places_of(step)) - 1) > LONG_WALK:
            continue
        if STROKES[id_]["motion"] == "thumb_walk" and place[1] == "both" and len(places_of(step)) - 2 > LONG_WALK:
            continue
        for one, other in zip(hands_of(step, Ms(0)), hands_of(step, round_of(step)), strict=True):
            assert distance_mm(one.at, other.at) < 0.5, place
            assert (one.thumb, one.shape) == (other.thumb, other.shape)
            assert (one.lift, one.weight, one.grip, one.shake) == pytest.approx(
                (other.lift, other.weight, other.grip, other.shake), abs=0.02
            ), place
            assert abs(math.sin(math.radians(one.turn - other.turn))) < 0.02


def apart(one, other) -> float:
    """How unlike two pictures are: one is a difference that one sees. Another part of the hand is seen at once."""
    if len(one) != len(other) or any(a.shape != b.shape for a, b in zip(one, other, strict=True)):
        return 2.0
    return max(
        max(
            distance_mm(a.at, b.at) / 12.0,
            abs(math.sin(math.radians(a.turn - b.turn) / 2)) / 0.1,
            abs(a.lift - b.lift) / 0.25,
            abs(a.grip - b.grip) / 0.25,
            abs(a.weight - b.weight) / 0.4,
            abs(a.shake - b.shake) / 2.0,
        )
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("side", ["both", "right"])
def test_eight_pictures_of_a_stroke_are_those_of_no_other(handbook, side):
    """Even with the hands of another stroke and on the same place, by the movement alone."""
    seen = {}
    for id_ in SHOWN:
        if id_ != "check_in":  # the hands rest: that is what it is
            shape = STROKES[id_]["hands"]
            seen[id_] = phases(at_work(handbook, id_, "upper_paraspinal", side)), shape
    alike = [
        (one, other)
        for (one, (a, _)), (other, (b, _)) in combinations(seen.items(), 2)
        if max(apart(x, y) for x, y in zip(a, b, strict=True)) < 1.0
    ]
    assert alike == []


TWINS = {frozenset(pair) for pair in (
    ("thumb_circles", "finger_circles"), ("palm_circles", "knuckle_circles"), ("finger_circles", "knuckle_circles"),
    ("fist_glide", "forearm_glide"), ("hacking", "cupping"), ("hacking", "pounding"), ("cupping", "pounding"),
    ("thumb_circles", "knuckle_circles"), ("hacking", "tapping"),
    ("cupping", "tapping"), ("pounding", "tapping"), ("palm_circles", "finger_circles"),
    ("palm_circles", "thumb_circles"), ("squeeze", "neck_squeeze"),
)}  # fmt: skip
"""Strokes that are one movement with different parts of the hand: that is what tells them apart."""


def test_no_two_strokes_share_a_movement_but_those_that_only_the_hand_tells_apart():
    shown = [id_ for id_ in SHOWN if id_ != "check_in"]
    same = {
        frozenset((one, other))
        for one, other in combinations(shown, 2)
        if STROKES[one]["motion"] == STROKES[other]["motion"]
    }
    assert same <= TWINS
    assert all(len({STROKES[id_]["hands"] for id_ in pair}) == 2 for pair in same)


@pytest.mark.parametrize("id_", SHOWN)
def test_every_stroke_is_seen_to_do_something(handbook, id_):
    """Over a round something is to be seen: the hands go, turn, lift, lean or breathe."""
    step = at_work(handbook, id_)
    first, *rest = phases(step, 16)
    assert max(apart(first, other) for other in rest) > (0.3 if rests(id_) or id_ == "ball_hold" else 0.7)


@pytest.mark.parametrize("id_", SHOWN)
@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_part_of_the_hand_works_is_shown(handbook, id_, shape):
    for side in SIDES:
        hands = hands_of(at_work(handbook, id_, "upper_paraspinal", side, hands=shape), Ms(1_234))
        assert {hand.shape for hand in hands} == {shape}
        assert 1 <= len(hands) <= 2


@pytest.mark.parametrize("id_", [id_ for id_ in SHOWN if STROKES[id_]["tempo"].endswith("cm/s")])
def test_centimetres_a_second_are_that_on_the_skin(handbook, id_):
    """Of slow glides; and an author's own tempo is obeyed too."""
    for speed in (2.0, 4.0):
        for region in where(id_)[:4]:
            step = at_work(handbook, id_, region, tempo=Tempo(cm_per_second=speed))
            if way_of(step).track.length < 60:
                continue
            gone = [
                moved(*pair)
                for pair in pairwise(hands_of(step, Ms(time)) for time in range(0, cycle_of(step), 100))
                if max(hand.lift for hand in (*pair[0], *pair[1])) < 0.05
            ]
            assert sum(gone) / len(gone) == pytest.approx(speed, rel=0.2), region


@pytest.mark.parametrize("id_", STROKES)
def test_what_is_drawn_lies_on_the_body(handbook, id_):
    for place in played(id_):
        step = at_work(handbook, id_, *place)
        traces = trace_of(step)
        assert all(len(trace) > 7 for trace in traces)
        assert all(on_body(hand.at) for trace in traces for hand in trace), place
        assert all(on_body(at) for at in places_of(step)), place
        if place[1] == "both":
            left, right = ({(round(s * x, 6), y) for x, y in places_of(step) if x * s > 0} for s in (-1, 1))
            assert left == right


def test_a_spot_and_an_arm_that_is_out_of_sight_are_ways_too(handbook):
    for region in ("sacrum", "tender_spot", *(region for region in REGIONS if "arm" in region)):
        step = at_work(handbook, "stroking", region, posture="oneself")
        assert way_of(step).track.length >= 19
