"""Where the hands are: on the body, off the spine, in their tempo, and never with a jump."""

import json
import math
from itertools import pairwise, product
from pathlib import Path

import pytest

from backtimer.core.bearing import borne, inside
from backtimer.core.hand import SHAPES, Hand, distance_mm, mirrored
from backtimer.core.handbook import Tempo
from backtimer.core.motion import BREATH, MOTIONS, cycle_of, hands_at, hands_of, trace_of
from backtimer.core.motion.way import way_of
from backtimer.core.plan import make_plan
from backtimer.core.routine import Step
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.make import NO_LEADS, ZONES, a_plan, a_region, a_routine, a_step, a_stroke

FRAME = 16
REACH = {"alternate": 180.0, "feather": 200.0, "circles": 30.0, "big_circles": 220.0, "wring": 70.0, "rub": 40.0}
PER_MINUTE = {
    "still": 0, "loop": 6, "fan": 6, "alternate": 30, "eight": 5, "pass": 6, "stroke": 8, "feather": 30, "spread": 8,
    "circles": 30, "big_circles": 14, "scoop": 40, "squeeze": 20, "wring": 35, "roll": 4, "press": 12, "rub": 60,
    "tap": 300, "tremble": 300, "rock": 55, "none": 0,
}  # fmt: skip
SIDES = ("both", "left", "right", "middle")
SHOWN = [name for name, motion in MOTIONS.items() if motion]

MOST = {"rub": 14.0}
"""Millimetres in one frame: rubbing warm is brisk, twice a second to and fro over ten centimetres. All else is calm."""
CALM = 7.0

OUTLINE = json.loads((Path(__file__).parents[2] / "assets" / "landmarks.json").read_text())["outline_right"]
BODY = tuple((x, y) for part in ("head_neck_shoulder", "arm_outer") for x, y in OUTLINE[part])
BODY = (*((x + 0.002, y) for x, y in BODY), (0.0, 1.78), (0.0, -0.49))
"""The right half with the arm laid to it."""


def moving(motion, side="right", **changes):
    stroke = a_stroke(motion=motion, reach=REACH.get(motion, 0.0), tempo=Tempo(per_minute=PER_MINUTE[motion]))
    return a_step(600, stroke=stroke, side=side, **changes)


def on_body(hand):
    x, y = hand.at
    return inside((max(abs(x), 0.001), y), BODY)


def on_spine(hand):
    return abs(hand.at[0]) < 0.06 and -0.1 <= hand.at[1] <= 1.05


def touches(hand):
    return hand.lift < 0.3 and hand.seen > 0.5


def farthest(before, now):
    """How far a hand that touches is from where a hand was a frame ago."""
    return max((min(distance_mm(hand.at, was.at) for was in before) for hand in now if touches(hand)), default=0.0)


def look(step: Step, zones) -> list[str]:
    """Whatever is wrong with a step's hands: a whole look over many rounds, and frame by frame where rounds meet."""
    wrong = []
    cycle, most = cycle_of(step), MOST.get(step.stroke.motion, CALM)
    level = max(step.pressure, default=2)
    for part in range(150):
        for hand in hands_of(step, Ms(cycle * part // 13 + part)):
            shares = (hand.weight, hand.lift, hand.grip, hand.seen)
            if not all(-1e-9 <= share <= 1 + 1e-9 for share in shares):
                wrong.append(f"shares {shares}")
            if not on_body(hand):
                wrong.append(f"off the body {hand.at}")
            if (
                step.side != "middle"
                and step.stroke.motion != "still"
                and on_spine(hand)
                and borne(level, hand, step, zones)
            ):
                wrong.append(f"on the spine {hand.at}")
    for round_ in range(15):
        for start in (cycle * round_ - FRAME // 2, cycle * (round_ * 7 % 15) + cycle * round_ // 15):
            at = Ms(max(start, 0))
            moved = farthest(hands_of(step, at), hands_of(step, Ms(at + FRAME)))
            if moved > most:
                wrong.append(f"jumps {moved:.0f} mm at {at} ms")
    return wrong


@pytest.mark.parametrize(("motion", "side"), [*product(SHOWN, SIDES)])
def test_hands_stay_on_the_body_off_the_spine_and_do_not_jump(motion, side):
    assert look(moving(motion, side), ZONES) == []


@pytest.mark.parametrize("motion", SHOWN)
def test_frame_by_frame_nothing_jumps(motion):
    step = moving(motion)
    frames = [hands_of(step, Ms(at)) for at in range(0, 40_000, FRAME)]
    assert max(farthest(*pair) for pair in pairwise(frames)) < MOST.get(motion, CALM)
    for before, now in pairwise(frames):
        for was, is_ in zip(before, now, strict=True):
            assert max(abs(was.weight - is_.weight), abs(was.lift - is_.lift), abs(was.grip - is_.grip)) < 0.25
            assert abs((was.turn - is_.turn + 180) % 360 - 180) < 12
            assert (was.thumb, was.shape) == (is_.thumb, is_.shape)


@pytest.mark.parametrize("motion", SHOWN)
def test_left_is_the_mirror_of_right(motion):
    for at in range(0, 30_000, 777):
        right = hands_of(moving(motion, "right"), Ms(at))
        assert hands_of(moving(motion, "left"), Ms(at)) == tuple(mirrored(hand) for hand in right)


@pytest.mark.parametrize("motion", SHOWN)
def test_on_both_sides_each_hand_keeps_to_its_own(motion):
    for at in range(0, 30_000, 777):
        left, right = hands_of(moving(motion, "both"), Ms(at))
        if motion != "eight":  # there the hands cross
            assert left.at[0] < 0 < right.at[0]


@pytest.mark.parametrize("motion", SHOWN)
@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_part_of_the_hand_works_is_shown(motion, shape):
    for side in SIDES:
        hands = hands_of(moving(motion, side, hands=shape), Ms(1_234))
        assert {hand.shape for hand in hands} == {shape}
        assert 1 <= len(hands) <= 2


def test_no_hands_are_shown_where_none_work():
    step = moving("none")
    assert hands_of(step, Ms(500)) == ()
    assert trace_of(step) == ()


@pytest.mark.parametrize(
    ("motion", "rounds"), [("loop", 1), ("eight", 1), ("fan", 3), ("stroke", 1), ("pass", 2), ("tap", 80)]
)
def test_a_round_ends_where_it_began(motion, rounds):
    step = moving(motion)
    for phase in (0.0, 0.3, 0.8):
        at = round(cycle_of(step) * phase)
        one, other = hands_of(step, Ms(at)), hands_of(step, Ms(at + rounds * cycle_of(step)))
        if motion != "tap":  # it walks on
            assert all(distance_mm(a.at, b.at) < 0.01 for a, b in zip(one, other, strict=True))
        assert [hand.lift for hand in one] == pytest.approx([hand.lift for hand in other], abs=1e-6)


def test_three_small_circles_in_one_place_then_on():
    step = moving("circles")
    places = [hands_of(step, Ms(cycle_of(step) * round_))[0].at for round_ in range(7)]
    moved = [round(distance_mm(*pair)) for pair in pairwise(places)]
    assert moved[:2] == moved[3:5] == [0, 0]
    assert 20 <= moved[2] <= 30
    assert 20 <= moved[5] <= 30


def test_circles_go_up_beside_the_spine_and_away():
    """On the screen's right side clockwise."""
    step = moving("circles")
    (_, y0), (_, y1) = (hands_of(step, Ms(at))[0].at for at in (0, 100))
    (x0, _), (x1, _) = (hands_of(step, Ms(at))[0].at for at in (cycle_of(step) // 4, cycle_of(step) // 4 + 100))
    assert y1 < y0
    assert x1 > x0


@pytest.mark.parametrize("motion", ["wring", "rub"])
def test_hands_against_each_other_go_in_opposite_directions(motion):
    for side in ("both", "right"):
        step = moving(motion, side)
        steps_of_x = []
        for at in range(100, 5_000, 90):
            (a, b), (c, d) = hands_of(step, Ms(at)), hands_of(step, Ms(at + FRAME))
            steps_of_x.append(((c.at[0] - a.at[0]) * (d.at[0] - b.at[0])) < 1e-7)
        assert all(steps_of_x)


def test_of_a_pair_that_takes_turns_one_hand_is_always_on_the_skin():
    for motion in ("alternate", "pass"):
        for at in range(0, 30_000, 50):
            assert min(hand.lift for hand in hands_of(moving(motion), Ms(at))) < 0.3


def test_hands_that_rest_breathe_and_lie_high_and_low_on_the_midline():
    step = moving("still", "middle")
    low, high = hands_of(step, Ms(0))
    assert (low.at[0], high.at[0]) == (0, 0)
    assert abs(high.at[1] - low.at[1]) > 0.5
    weights = {round(hands_of(step, Ms(at))[0].weight, 3) for at in range(0, BREATH, 500)}
    assert min(weights) == 0.85
    assert max(weights) == 1


def test_tempo_is_what_was_asked():
    assert cycle_of(moving("loop")) == 10_000
    assert cycle_of(moving("tap")) == 200
    assert cycle_of(moving("still")) == BREATH


@pytest.mark.parametrize(
    ("motion", "least", "most"),
    [("pass", 2.4, 3.3), ("roll", 2.7, 3.3), ("circles", 2.5, 3.5), ("rub", 2.5, 3.5), ("loop", 2.5, 3.5)],
)
def test_three_centimetres_a_second_are_about_that_on_the_skin(motion, least, most):
    stroke = a_stroke(motion=motion, reach=REACH.get(motion, 0.0), tempo=Tempo(cm_per_second=3))
    hands = [hands_of(a_step(stroke=stroke, side="right"), Ms(at))[0] for at in range(0, 60_000, 40)]
    way = [distance_mm(a.at, b.at) for a, b in pairwise(hands) if touches(a) and touches(b)]
    assert least <= sum(way) / len(way) / 4 * 10 <= most


def test_a_long_stroke_takes_ten_centimetres_a_second(handbook):
    """The facts: about 10 up, 12 home, 45 % of the time each."""
    stroke = handbook.strokes["effleurage_long"]
    step = a_step(stroke=stroke, regions=(handbook.regions["whole_back"],), side="right")
    at = [hands_of(step, Ms(time))[0].at for time in range(0, 10_001, 50)]
    up = sum(distance_mm(*pair) for pair in pairwise(at[:91])) / 45
    home = sum(distance_mm(*pair) for pair in pairwise(at[110:])) / 45
    assert 8 <= up <= 12
    assert 8 <= home <= 14


def test_the_way_up_is_firm_and_the_way_home_is_light():
    step = moving("loop")
    up, home = hands_of(step, Ms(2_500))[0], hands_of(step, Ms(7_500))[0]
    assert up.weight == 1
    assert home.weight < 0.5
    assert up.at[0] < home.at[0]


def test_a_loop_that_an_author_begins_at_the_neck_goes_down_first():
    step = moving("loop", path=((0.18, 0.1), (0.18, 0.9), (0.45, 0.8), (0.5, 0.2)))
    heights = [hands_of(step, Ms(at))[0].at[1] for at in (0, 1_500, 3_000, 4_500)]
    assert heights == sorted(heights)
    assert heights[-1] > 0.8


def test_a_hand_has_its_own_side_even_where_the_path_is_the_midline():
    step = moving("press", "both", path=((0.0, 0.9), (0.0, 0.1)))
    left, right = hands_of(step, Ms(100))
    assert (left.at[0], right.at[0]) == pytest.approx((-0.08, 0.08))


@pytest.mark.parametrize(("motion", "side"), [*product(SHOWN, SIDES)])
def test_a_trace_is_where_the_hands_go(motion, side):
    step = moving(motion, side)
    traces = trace_of(step)
    if motion in ("still", "tremble", "rock"):
        assert traces == ()
    else:
        assert len(traces) == (2 if side == "both" else len(traces) or 1)
        assert all(len(trace) > 10 and all(on_body(hand) for hand in trace) for trace in traces)
    if motion == "loop" and side == "right":
        assert traces[0][24] == hands_of(step, Ms(2_500))[0]


# From step to step.

MIXED = [
    moving("still", "middle"), moving("loop", "both"), moving("fan", "both"), moving("alternate", "both"),
    moving("circles", "left"), moving("circles", "right"), moving("rub", "middle"), moving("tap", "both"),
    moving("none", "middle"), moving("press", "right"), moving("eight", "both"), moving("feather", "both"),
    moving("still", "middle"),
]  # fmt: skip


@pytest.mark.parametrize("wishes", [NO_LEADS, Wishes()], ids=["without change-overs", "with them"])
@pytest.mark.parametrize("came", [0, 3_210])
def test_from_step_to_step_hands_move_over_without_a_jump(wishes, came):
    plan = make_plan(a_routine(*(a_step(7.3, stroke=step.stroke, side=step.side) for step in MIXED)), wishes)
    before, held = None, came
    for index, span in enumerate(plan.spans):
        for time in range(0, span.length + held, FRAME):
            now = hands_at(plan, index, Ms(time), Ms(held))
            if before and now:
                assert farthest(before, now) < 25, (index, time)
            before = now


def test_hands_come_down_from_the_air_and_are_then_at_work():
    for motion in SHOWN:
        plan = a_plan(moving(motion), wishes=Wishes())
        above, down, working = hands_at(plan, 0, Ms(0)), hands_at(plan, 0, Ms(8_000)), hands_at(plan, 1, Ms(0))
        assert all((hand.lift, hand.weight) == (1, 0) and hand.seen < 0.5 for hand in above)
        assert down == working


def test_over_a_change_the_hands_leave_the_one_place_and_reach_the_other():
    plan = a_plan(moving("loop", "left"), moving("circles", "right"), wishes=Wishes())
    assert hands_at(plan, 2, Ms(0)) == hands_of(plan.spans[1].step, plan.spans[1].length)
    (there,), (at_work,) = hands_at(plan, 2, Ms(4_000)), hands_at(plan, 3, Ms(0))
    assert (there.at, there.thumb, there.shape) == (at_work.at, at_work.thumb, at_work.shape)
    assert (there.turn, there.weight, there.lift) == pytest.approx((at_work.turn, at_work.weight, at_work.lift))


# The real vocabulary: every stroke wherever it may work.


def stroke_ids():
    return json.loads((Path(__file__).parents[2] / "assets" / "strokes.json").read_text())


@pytest.mark.parametrize("id_", stroke_ids())
def test_every_stroke_stays_where_it_may_work(handbook, id_):
    stroke = handbook.strokes[id_]
    wrong = {}
    for region in handbook.regions.values():
        if not region.firmest or (stroke.only and region.id not in stroke.only):
            continue
        side = "middle" if region.middle else "both"
        pressure = (min(stroke.pressure, region.cap),) if stroke.pressure else ()
        step = a_step(stroke=stroke, regions=(region,), side=side, pressure=pressure)
        assert math.isfinite(way_of(step).track.length)
        if found := look(step, handbook.zones):
            wrong[region.id] = found[:3]
    assert wrong == {}


def test_a_hand_is_plain_data():
    hand = Hand((0.2, 0.5), turn=10, thumb=-1)
    assert mirrored(hand) == Hand((-0.2, 0.5), turn=-10, thumb=1)
    assert mirrored(mirrored(hand)) == hand
    assert distance_mm((0, 0), (1, 0)) == 240
    assert a_region().line
