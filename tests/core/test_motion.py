"""What each movement is: what the facts say of a stroke can be seen in its hands."""

from itertools import pairwise, product

import pytest

from backtimer.core.hand import Hand, distance_mm, mirrored
from backtimer.core.handbook import Tempo
from backtimer.core.motion import (
    BREATH,
    cycle_of,
    folds_of,
    hands_at,
    hands_of,
    places_of,
    round_of,
    sway_of,
    trace_of,
)
from backtimer.core.motion.circle import spots
from backtimer.core.motion.grasp import in_grip
from backtimer.core.motion.sideways import TENTH_RIB
from backtimer.core.motion.way import along, way_of
from backtimer.core.plan import make_plan
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.core.motions import SHOWN, at_work, on_spine, phases
from tests.make import NO_LEADS, a_plan, a_routine

FRAME = 20


def over_a_round(step, every=50):
    return [hands_of(step, Ms(time)) for time in range(0, round_of(step) + 1, every)]


def on_skin(frames, which=0):
    """The hands of consecutive frames between which one of them glides on the skin."""
    pairs = ((a[which], b[which]) for a, b in pairwise(frames))
    return [(a, b) for a, b in pairs if max(a.lift, b.lift) < 0.1]


# Time.


def test_tempo_is_what_was_asked(handbook):
    assert cycle_of(at_work(handbook, "effleurage_long", "whole_back")) == 10_000
    assert cycle_of(at_work(handbook, "hacking")) == 200
    assert cycle_of(at_work(handbook, "hold")) == BREATH
    assert cycle_of(at_work(handbook, "c_scoop", tempo=Tempo(per_minute=60))) == 1_000


def test_a_round_tells_the_whole_story(handbook):
    """One loop, three fans, one squeeze with each hand, one press for each spot and back."""
    rounds = {"effleurage_long": 1, "effleurage_fan": 3, "c_scoop": 2, "wringing": 2, "stroke_alternate": 2}
    for id_, cycles in rounds.items():
        step = at_work(handbook, id_)
        assert round_of(step) == cycles * cycle_of(step)
    walk = at_work(handbook, "compression")
    assert round_of(walk) == 2 * (len(places_of(walk)) - 1) * cycle_of(walk)


@pytest.mark.parametrize("id_", ["compression", "thumb_press_walk", "forearm_press", "hacking"])
def test_eight_pictures_of_a_round_show_both_pressure_and_ease(handbook, id_):
    weights = [hand.weight for hands in phases(at_work(handbook, id_)) for hand in hands]
    assert max(weights) > 0.7
    assert min(weights) < 0.35


# Gliding.


def test_a_long_stroke_takes_ten_centimetres_a_second(handbook):
    """The facts: about 10 up, 12 home, 45 % of the time each."""
    step = at_work(handbook, "effleurage_long", "whole_back")
    at = [hands_of(step, Ms(time))[0].at for time in range(0, 10_001, 50)]
    up = sum(distance_mm(*pair) for pair in pairwise(at[:91])) / 45
    home = sum(distance_mm(*pair) for pair in pairwise(at[110:])) / 45
    assert 8 <= up <= 12
    assert 8 <= home <= 14


def test_the_way_up_is_firm_and_the_way_home_is_light(handbook):
    step = at_work(handbook, "effleurage_long", "whole_back")
    up, home = hands_of(step, Ms(2_500))[0], hands_of(step, Ms(7_500))[0]
    assert up.weight == 1
    assert home.weight < 0.5
    assert up.at[0] < home.at[0]


def test_a_loop_that_an_author_begins_at_the_neck_goes_down_first(handbook):
    path = ((0.18, 0.1), (0.18, 0.9), (0.45, 0.8), (0.5, 0.2))
    step = at_work(handbook, "effleurage_long", path=path)
    heights = [hands_of(step, Ms(at))[0].at[1] for at in (0, 1_500, 3_000, 4_500)]
    assert heights == sorted(heights)
    assert heights[-1] > 0.8


def test_each_of_three_fans_rises_higher(handbook):
    step = at_work(handbook, "effleurage_fan", "whole_back")
    cycle = cycle_of(step)
    tops = [min(hands_of(step, Ms(fan * cycle + at))[0].at[1] for at in range(0, cycle, 100)) for fan in range(3)]
    assert tops == sorted(tops, reverse=True)
    assert tops[0] - tops[2] > 0.4
    assert len({trace_of(step, fan)[0][40].at for fan in range(3)}) == 3


@pytest.mark.parametrize("id_", ["stroke_alternate", "feathering", "stroking"])
@pytest.mark.parametrize("region", ["paraspinal", "whole_back"])
def test_what_calms_goes_down(handbook, id_, region):
    frames = over_a_round(at_work(handbook, id_, region, "both"))
    for which in (0, 1):
        gone = [b.at[1] - a.at[1] for a, b in on_skin(frames, which)]
        down = sum(y for y in gone if y > 0)
        assert down > 0.4
        assert sum(-y for y in gone if y < 0) < 0.02 * down


@pytest.mark.parametrize("id_", ["stroke_alternate", "effleurage_alternate"])
def test_one_hand_of_two_is_always_on_the_skin(handbook, id_):
    for side in ("both", "right"):
        for hands in over_a_round(at_work(handbook, id_, "paraspinal", side)):
            assert min(hand.lift for hand in hands) < 0.3


def test_hand_over_hand_one_overtakes_the_other(handbook):
    frames = over_a_round(at_work(handbook, "effleurage_alternate", "paraspinal"))
    ahead = [one.at[1] < other.at[1] for one, other in frames[: len(frames) * 3 // 4]]
    assert sum(a != b for a, b in pairwise(ahead)) >= 6


def test_in_a_figure_of_eight_the_hands_cross_and_uncross(handbook):
    step = at_work(handbook, "figure_eight", "whole_back", "both")
    frames = over_a_round(step, 20)
    crossed = [left.at[0] > right.at[0] for left, right in frames]
    changes = [i for i, (a, b) in enumerate(pairwise(crossed)) if a != b]
    assert len(changes) == 2
    upper, lower = (frames[i][1].at[1] for i in changes)
    assert 0.25 < upper < 0.6
    assert lower > 0.85


def test_across_the_back_hands_go_against_each_other_and_climb(handbook):
    step = at_work(handbook, "transverse_stroke", "whole_back", "both")
    frames = over_a_round(step)
    climb = frames[: len(frames) * 5 // 6]
    for (a, b), (c, d) in pairwise(climb):
        one, other = c.at[0] - a.at[0], d.at[0] - b.at[0]
        assert one * other < 0 or min(abs(one), abs(other)) < 0.02  # where they turn, the back widens as they climb
    heights = [hands[0].at[1] for hands in climb]
    assert heights == sorted(heights, reverse=True)
    assert max(hand.at[0] for hands in climb for hand in hands) > 0.35
    assert any(on_spine(hand.at) for hands in climb for hand in hands)
    assert all(hand.weight == 0 for hands in climb for hand in hands if on_spine(hand.at))


def test_a_rake_follows_the_ribs_outward_one_higher_each_time(handbook):
    step = at_work(handbook, "raking", "upper_back")
    starts = [hands_of(step, Ms(cycle_of(step) * i))[0].at for i in range(round_of(step) // cycle_of(step))]
    assert len(starts) >= 4
    assert all(y <= TENTH_RIB + 1e-9 for _, y in starts)
    assert all(0.03 < above[1] - below[1] < 0.1 for below, above in pairwise(starts[::-1]))
    ends = hands_of(step, Ms(cycle_of(step) * 6 // 10))[0].at
    assert ends[0] - starts[0][0] > 0.2
    assert ends[1] > starts[0][1]


@pytest.mark.parametrize("id_", ["fist_glide", "forearm_glide", "stripping", "skin_rolling"])
def test_slow_lines_go_one_way_and_come_home_through_the_air(handbook, id_):
    frames = over_a_round(at_work(handbook, id_, "medial_scapula"))
    gone = [a.at[1] - b.at[1] for a, b in on_skin(frames)]
    assert sum(gone) > 0.15
    assert min(gone) > -0.004
    assert max(hands[0].lift for hands in frames) > 0.6


def test_a_slow_line_is_drawn_by_two_thumbs_as_one(handbook):
    for one, other in over_a_round(at_work(handbook, "stripping", "medial_scapula")):
        assert distance_mm(one.at, other.at) < 12


def test_a_firm_glide_pushes_a_small_fold_ahead(handbook):
    step = at_work(handbook, "fist_glide", "medial_scapula")
    (hand,), (fold,) = hands_of(step, Ms(3_000)), folds_of(step, Ms(3_000))
    assert fold.at[1] < hand.at[1]
    assert 20 < distance_mm(fold.at, hand.at) < 60
    assert 0.1 < fold.height < 0.6
    assert abs(fold.turn % 180 - 90) < 25
    light = at_work(handbook, "fist_glide", "medial_scapula", pressure=(2,))
    assert folds_of(light, Ms(3_000)) == ()


# Kneading.


def test_scooping_hands_take_turns_and_each_lifts_as_it_closes(handbook):
    step = at_work(handbook, "c_scoop", "upper_trap")
    frames = over_a_round(step, 20)
    for which in (0, 1):
        grips = [hands[which].grip for hands in frames]
        assert max(grips) > 0.95
        assert min(grips) < 0.05
        closed = max((hands[which] for hands in frames), key=lambda hand: hand.grip)
        assert 0.1 < closed.lift < 0.3
    assert min(max(one.grip, other.grip) for one, other in frames) < 0.9  # neither does the work of both
    assert max(min(one.grip, other.grip) for one, other in frames) < 0.5
    assert min(distance_mm(in_grip(one), in_grip(other)) for one, other in frames) > 75  # nothing is passed
    for time in range(0, round_of(step), 100):
        folds, hands = folds_of(step, Ms(time)), hands_of(step, Ms(time))
        assert all(min(distance_mm(fold.at, in_grip(hand)) for hand in hands) < 1 for fold in folds)
        tallest = max((fold.height for fold in folds), default=0.0)
        assert tallest == pytest.approx(max(hand.grip for hand in hands), abs=0.06)


def test_what_is_picked_up_is_handed_over(handbook):
    step = at_work(handbook, "picking_up", "flank")
    cycle = cycle_of(step)
    near = []
    for time in (cycle * 0.7, cycle * 1.7):
        (fold,), hands = folds_of(step, Ms(round(time))), hands_of(step, Ms(round(time)))
        near.append(min((0, 1), key=lambda which: distance_mm(fold.at, hands[which].at)))
        assert hands[near[-1]].lift > 0.3
        assert fold.height > 0.9
    assert near == [0, 1]
    both = [hands for hands in over_a_round(step, 20) if min(hand.grip for hand in hands) > 0.3]
    assert both, "at some instant both hands hold it"
    assert all(distance_mm(in_grip(one), in_grip(other)) < 60 for one, other in both)


def test_of_both_sides_both_hands_pick_up_on_one_and_then_on_the_other(handbook):
    step = at_work(handbook, "picking_up", "flank", "both")
    cycle = cycle_of(step)
    sides = [{hand.at[0] > 0 for hand in hands_of(step, Ms(cycle * at // 2))} for at in (0, 1, 3, 8, 9, 11)]
    assert sides == [{True}] * 3 + [{False}] * 3


def test_hands_that_knead_side_by_side_have_their_arms_beside_each_other(handbook):
    for id_, region in product(("c_scoop", "picking_up"), ("upper_trap", "flank", "glute_upper")):
        for one, other in over_a_round(at_work(handbook, id_, region), 100):
            assert not forearms_cross(one, other), (id_, region)


@pytest.mark.parametrize("id_", ["effleurage_long", "effleurage_fan", "palm_spread", "palm_kneading"])
def test_the_elbows_of_one_who_glides_outward_are_apart(handbook, id_):
    for left, right in over_a_round(at_work(handbook, id_, "whole_back", "both"), 100):
        assert max(-left.turn, right.turn) <= 12
        assert not forearms_cross(left, right)


def forearms_cross(one, other) -> bool:
    """Whether the arms of two hands, 30 cm long, lie across each other."""
    (a, b), (c, d) = ((hand.at, along(hand.at, hand.turn + 180.0, 300.0)) for hand in (one, other))

    def beside(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return beside(a, b, c) * beside(a, b, d) < 0 > beside(c, d, a) * beside(c, d, b)


def test_wringing_hands_pass_each_other(handbook):
    frames = over_a_round(at_work(handbook, "wringing", "flank"), 20)
    apart = [(one.at[0] - other.at[0]) * 240 for one, other in frames]
    assert max(apart) > 80
    assert min(apart) < -80
    for (a, b), (c, d) in pairwise(frames):
        assert (c.at[0] - a.at[0]) * (d.at[0] - b.at[0]) < 1e-7


def test_skin_rolls_ahead_of_both_hands(handbook):
    step = at_work(handbook, "skin_rolling", "paraspinal")
    for time in range(2_000, 14_000, 1_500):
        (fold,), hands = folds_of(step, Ms(time)), hands_of(step, Ms(time))
        assert fold.at[1] < min(hand.at[1] for hand in hands)
        assert hands[0].at[0] < fold.at[0] < hands[1].at[0]
        assert fold.height > 0.5


def test_kneading_palms_push_away_from_the_spine_in_turn(handbook):
    frames = over_a_round(at_work(handbook, "palm_kneading", "whole_back", "both"), 30)
    for which, sign in ((0, -1), (1, 1)):
        firm = [(a[which], b[which]) for a, b in pairwise(frames) if min(a[which].weight, b[which].weight) > 0.9]
        pushes = [(b.at[0] - a.at[0]) * sign for a, b in firm]
        assert pushes
        assert min(pushes) > -1e-6
    assert max(min(left.weight, right.weight) for left, right in frames) < 0.8


@pytest.mark.parametrize("id_", ["thumb_circles", "finger_circles", "palm_circles", "heel_circles", "knuckle_circles"])
def test_circles_go_up_beside_the_spine_and_away(handbook, id_):
    """On the screen's right side clockwise; three in one place, then on."""
    step = at_work(handbook, id_, "upper_paraspinal")
    cycle = cycle_of(step)
    inner, top, outer, low = (hands_of(step, Ms(cycle * i // 4))[0].at for i in range(4))
    assert inner[0] < outer[0]
    assert top[1] < low[1]
    places = [hands_of(step, Ms(cycle * i))[0].at for i in range(7)]
    gone = [distance_mm(*pair) for pair in pairwise(places)]
    assert (gone[0], gone[1], gone[3], gone[4]) == pytest.approx((0, 0, 0, 0), abs=1e-6)
    assert gone[2] > 15
    assert gone[5] > 15


def test_small_circles_move_on_by_two_or_three_centimetres(handbook):
    for id_ in ("thumb_circles", "finger_circles"):
        places = places_of(at_work(handbook, id_, "paraspinal"))
        assert all(20 <= distance_mm(*pair) <= 30 for pair in pairwise(places))


def test_friction_stays_on_its_spot_and_is_lifted_to_the_next(handbook):
    step = at_work(handbook, "friction_circular", "medial_scapula")
    spot = spots(way_of(step))[0]
    frames = [hands_of(step, Ms(time))[0] for time in range(0, 15_500, 50)]
    assert all(8 <= distance_mm(hand.at, spot) <= 13 for hand in frames)
    assert len({hand.turn for hand in frames}) == 1  # neither swept nor pivoted
    assert max(hands_of(step, Ms(time))[0].lift for time in range(15_500, 16_000, 50)) > 0.3
    assert folds_of(step, Ms(500))


def test_big_circles_are_whole_with_one_hand_and_half_with_the_other(handbook):
    frames = over_a_round(at_work(handbook, "circle_stroking", "scapula+flank"), 30)
    assert all(one.lift == 0 for one, _ in frames)
    share = sum(other.lift > 0.05 for _, other in frames) / len(frames)
    assert 0.35 < share < 0.6


# Rubbing, pressing.


def test_warming_palms_go_briskly_against_each_other_across_the_muscle(handbook):
    frames = over_a_round(at_work(handbook, "warming_friction", "upper_paraspinal", "both"), 20)
    together = [(left.at[0] + right.at[0]) * 240 for left, right in frames]  # 0 where one mirrors the other
    assert max(together) > 60
    assert min(together) < -60
    stay = [hands[1].at[1] for hands in frames[: 3_500 // 20]]
    assert (max(stay) - min(stay)) * 480 < 20  # again and again in one place
    for trace in trace_of(at_work(handbook, "warming_friction", "upper_paraspinal", "both")):
        lines = [distance_mm(a.at, b.at) for a, b in pairwise(trace) if a.lift < 0.5]
        assert max(lines) < 40


def test_thumbs_part_from_the_middle_with_weight_and_come_back_light(handbook):
    for region, side in (("upper_paraspinal", "right"), ("hand", "right"), ("sacrum", "middle")):
        frames = over_a_round(at_work(handbook, "thumb_spread", region, side))
        apart = [(other.at[0] - one.at[0]) * 240 for one, other in frames]
        if side == "middle":
            apart = [-mm for mm in apart]
        assert 0 < min(apart) < 45
        assert max(apart) > min(apart) + 12
        firm = [b - a for a, b, hands in zip(apart, apart[1:], frames, strict=False) if hands[0].weight > 0.5]
        assert min(firm) > -0.5


def test_cross_fibre_strokes_lie_across(handbook):
    step = at_work(handbook, "cross_fibre", "upper_paraspinal")
    frames = [hands_of(step, Ms(time))[0].at for time in range(0, 1_000, 25)]
    wide = (max(x for x, _ in frames) - min(x for x, _ in frames)) * 240
    tall = (max(y for _, y in frames) - min(y for _, y in frames)) * 480
    assert 24 <= wide <= 30
    assert tall < 4
    assert len({hands_of(step, Ms(time))[0].turn for time in range(0, 1_000, 25)}) == 1


def test_a_press_sinks_for_two_seconds_and_eases_for_two(handbook):
    step = at_work(handbook, "compression", "paraspinal")
    weights = [hands_of(step, Ms(time))[0].weight for time in range(0, 5_000, 100)]
    full = weights.index(max(weights)) * 0.1
    assert 1.8 <= full <= 3
    assert weights[5] < weights[12] < weights[20]
    assert min(weights[40:]) < 0.2


def test_thumbs_press_for_three_seconds_and_walk_a_thumbs_width(handbook):
    step = at_work(handbook, "thumb_press_walk", "medial_scapula")
    firm = sum(hands_of(step, Ms(time))[0].weight > 0.6 for time in range(0, 5_000, 50)) * 0.05
    assert 2.6 <= firm <= 3.4
    assert all(16 <= distance_mm(*pair) <= 27 for pair in pairwise(places_of(step)))


def test_a_trigger_hold_stays_on_one_spot(handbook):
    step = at_work(handbook, "trigger_hold", "tender_spot")
    frames = over_a_round(step, 500)
    assert len({hands[0].at for hands in frames}) == 1
    weights = [hands[0].weight for hands in frames]
    assert weights[:12] == sorted(weights[:12])
    assert 0.1 < weights[8] < 0.95
    assert all(weight > 0.99 for weight in weights[20:52])
    assert len(places_of(step)) == 1


def test_shoulders_are_eased_toward_the_feet_for_ten_seconds(handbook):
    step = at_work(handbook, "shoulder_press", "shoulder", "both")
    frames = over_a_round(step, 100)
    low = max(hands[1].at[1] for hands in frames)
    assert low - frames[0][1].at[1] > 0.02
    assert sum(low - hands[1].at[1] < 0.002 for hands in frames) * 0.1 == pytest.approx(10, abs=1.5)
    assert all(abs(abs(hand.turn) - 180) < 45 for hands in frames for hand in hands)
    one, other = hands_of(at_work(handbook, "shoulder_press", "shoulder", "middle"), Ms(5_000))
    assert one == mirrored(other)
    assert 0.6 < abs(one.at[0]) < 0.85


@pytest.mark.parametrize("id_", ["forearm_glide", "forearm_press"])
def test_over_the_top_of_the_shoulder_an_arm_lies_upright_and_clear_of_the_head(handbook, id_):
    for (arm,) in over_a_round(at_work(handbook, id_, "upper_trap"), 100):
        assert arm.from_front
        assert 5 <= arm.turn <= 25
        assert arm.at[0] > 0.35
    assert not hands_of(at_work(handbook, id_, "upper_paraspinal"), Ms(100))[0].from_front


@pytest.mark.parametrize("posture", ["prone", "seated"])
@pytest.mark.parametrize("id_", ["stretch", "passive_movement"])
def test_one_hand_lies_on_the_shoulder_and_one_on_the_arm_that_is_seen(handbook, id_, posture):
    for shoulder, arm in over_a_round(at_work(handbook, id_, "shoulder", posture=posture), 250):
        assert shoulder.at[1] < arm.at[1] < 0.5
        assert shoulder.at[0] > 0.62
        assert arm.at[0] < 1.03


def test_the_nape_lies_in_the_middle_of_a_hand_that_closes_and_opens(handbook):
    frames = over_a_round(at_work(handbook, "neck_squeeze", "neck_back", "middle"), 50)
    grips = [hand.grip for (hand,) in frames]
    assert (min(grips), max(grips)) == pytest.approx((0.15, 0.9))
    assert all(abs(in_grip(hand)[0]) < 0.03 for (hand,) in frames)


# Springing, trembling, rocking.


@pytest.mark.parametrize("id_", ["hacking", "cupping", "pounding", "tapping"])
def test_one_hand_lands_as_the_other_springs(handbook, id_):
    step = at_work(handbook, id_)
    cycle = cycle_of(step)
    down, up = hands_of(step, Ms(cycle * 4))
    assert down.lift < 0.05
    assert up.lift >= 0.7
    down, up = reversed(hands_of(step, Ms(cycle * 5)))
    assert down.lift < 0.05
    assert up.lift >= 0.7
    lifts = [tuple(hand.lift for hand in hands_of(step, Ms(time))) for time in range(0, 6_000, 5)]
    clear = [lift for lift in lifts if max(lift) >= 0.8 and min(lift) < 0.05]
    assert len(clear) > 0.7 * len(lifts)
    assert trace_of(step) == ()
    for side in ("both", "right"):
        pictures = phases(at_work(handbook, id_, "upper_trap", side))
        assert {one.lift < other.lift for one, other in pictures} == {True, False}


def test_vibration_is_five_seconds_on_and_five_off(handbook):
    step = at_work(handbook, "vibration", "upper_back")
    on = [hands_of(step, Ms(time))[0].shake > 2 for time in range(0, 20_000, 100)]
    assert sum(on) / len(on) == pytest.approx(0.5, abs=0.05)
    assert sum(a != b for a, b in pairwise(on)) in (3, 4)
    assert all(hand.shake == 0 for hand in hands_of(step, Ms(7_000)))


def test_rocking_sways_the_hips_and_the_hands_go_along(handbook):
    step = at_work(handbook, "rocking", "sacrum", "middle")
    sways = [sway_of(step, Ms(time)) for time in range(0, round_of(step), 20)]
    assert max(sways) == pytest.approx(-min(sways), abs=0.2)
    assert 8 <= max(sways) <= 16
    for time in range(0, round_of(step), 100):
        low, high = hands_of(step, Ms(time))
        assert low.at[0] * 240 == pytest.approx(sway_of(step, Ms(time)) * low.at[1], abs=0.5)
        assert low.at[1] - high.at[1] > 0.4


def test_only_what_rocks_sways(handbook):
    swaying = {id_ for id_ in SHOWN if any(sway_of(at_work(handbook, id_), Ms(time)) for time in (130, 370, 950))}
    assert swaying == {"rocking", "two_point_rock", "shaking"}


def test_two_points_circle_against_each_other(handbook):
    step = at_work(handbook, "two_point_rock", "shoulder+hip")
    shoulder, hip = hands_of(step, Ms(0))
    assert shoulder.at[0] > 0.4
    assert shoulder.at[1] < 0.35
    assert hip.at[0] < -0.4
    assert hip.at[1] > 0.9
    turns = [_around(step, which) for which in (0, 1)]
    assert turns[0] * turns[1] < 0


def _around(step, which):
    """Which way round a hand goes: the area that its round encloses, with a sign."""
    points = [hands_of(step, Ms(time))[which].at for time in range(0, round_of(step) + 1, 50)]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))


# Resting, moving.


def test_hands_that_rest_breathe_and_lie_on_upper_back_and_sacrum(handbook):
    step = at_work(handbook, "hold", "whole_back", "middle")
    high, low = hands_of(step, Ms(0))
    assert (low.at[0], high.at[0]) == (0, 0)
    assert 0.9 < low.at[1] < 1.02
    assert high.at[1] < 0.35
    weights = {round(hands_of(step, Ms(at))[0].weight, 3) for at in range(0, BREATH, 500)}
    assert min(weights) == 0.85
    assert max(weights) == 1
    assert trace_of(step) == ()


def test_crossed_hands_take_up_the_slack_and_then_wait(handbook):
    step = at_work(handbook, "myofascial_spread", "low_back", "middle")
    high, low = hands_of(step, Ms(0))
    assert 0.58 <= high.at[1] <= 0.67  # T12 to L1
    assert low.at[1] >= 1.0
    assert along(low.at, low.turn, 130.0)[1] < 1.1  # and no finger on the sheet
    assert 60 < abs(high.turn - low.turn) < 180
    apart = [distance_mm(*(hand.at for hand in hands_of(step, Ms(time)))) for time in range(0, 100_000, 1_000)]
    assert apart[:30] == sorted(apart[:30])
    assert 8 < apart[40] - apart[0] < 30
    assert len({round(mm, 3) for mm in apart[40:]}) == 1


def test_a_stretch_draws_slowly_apart_and_waits_at_least_ten_seconds(handbook):
    step = at_work(handbook, "stretch", "upper_arm")
    apart = [distance_mm(*(hand.at for hand in hands_of(step, Ms(time)))) for time in range(0, 30_000, 500)]
    widest = max(apart)
    assert widest - apart[0] > 15
    assert sum(widest - mm < 0.5 for mm in apart) * 0.5 >= 10


def test_lomi_goes_down_beside_the_spine_and_home_round_the_side(handbook):
    step = at_work(handbook, "lomi_long", "back_half")
    frames = [hands[0] for hands in over_a_round(step, 100)]
    down, home = frames[: len(frames) * 4 // 10], frames[len(frames) * 65 // 100 : len(frames) * 85 // 100]
    assert all(0.15 < hand.at[0] < 0.4 for hand in down)
    assert all(hand.at[0] > 0.5 for hand in home)
    assert all(b.at[1] > a.at[1] for a, b in pairwise(down))
    assert all(b.at[1] < a.at[1] for a, b in pairwise(home))
    assert min(hand.weight for hand in down[5:]) > 2 * max(hand.weight for hand in home)
    assert abs(frames[0].turn - 180) < 10
    assert max(abs(hand.turn - 180) for hand in down) > 60
    assert {hand.thumb for hand in down} != {hand.thumb for hand in home}


def test_a_ball_rolls_up_and_down_over_a_short_way(handbook):
    step = at_work(handbook, "ball_roll", "medial_scapula")
    heights = [hands[0].at[1] * 480 for hands in over_a_round(step)]
    assert 80 < max(heights) - min(heights) < 140
    assert all(len(hands) == 1 for hands in over_a_round(step, 500))


def test_what_the_receiver_does_is_drawn_without_hands(handbook):
    step = at_work(handbook, "active_move", "shoulder", "both")
    assert hands_of(step, Ms(500)) == ()
    left, right = trace_of(step)
    assert [hand.at for hand in left] == [(-hand.at[0], hand.at[1]) for hand in right]
    assert trace_of(at_work(handbook, "turn", "whole_back", "both")) == ()


def test_a_hand_has_its_own_side_even_where_the_path_is_the_midline(handbook):
    step = at_work(handbook, "compression", side="both", path=((0.0, 0.9), (0.0, 0.1)))
    left, right = hands_of(step, Ms(100))
    assert (left.at[0], right.at[0]) == pytest.approx((-0.08, 0.08), abs=1e-3)


def test_an_authors_path_is_where_the_hand_goes(handbook):
    path = ((0.3, 0.2), (0.4, 0.5), (0.3, 0.8))
    step = at_work(handbook, "thumb_circles", path=path)
    assert distance_mm(places_of(step)[0], path[0]) < 20
    assert min(distance_mm(at, path[1]) for at in places_of(step)) < 30


def test_a_trace_is_where_the_hands_go(handbook):
    step = at_work(handbook, "effleurage_long", "whole_back")
    (trace,) = trace_of(step)
    for time in range(0, 10_000, 500):
        (now,) = hands_of(step, Ms(time))
        assert min(distance_mm(hand.at, now.at) for hand in trace) < 12


# From step to step.

MIXED = [
    ("hold", "middle"), ("effleurage_long", "both"), ("effleurage_fan", "both"), ("effleurage_alternate", "both"),
    ("thumb_circles", "left"), ("thumb_circles", "right"), ("warming_friction", "middle"), ("hacking", "both"),
    ("turn", "middle"), ("compression", "right"), ("figure_eight", "both"), ("feathering", "both"), ("hold", "middle"),
]  # fmt: skip


def farthest(before, now):
    """How far a hand that is seen on the skin is from where a hand was a frame ago."""
    touching = [hand for hand in now if hand.lift < 0.3 and hand.seen > 0.5]
    return max((min(distance_mm(hand.at, was.at) for was in before) for hand in touching), default=0.0)


@pytest.mark.parametrize("wishes", [NO_LEADS, Wishes()], ids=["without change-overs", "with them"])
@pytest.mark.parametrize("came", [0, 3_210])
def test_from_step_to_step_hands_move_over_without_a_jump(handbook, wishes, came):
    steps = (at_work(handbook, id_, "upper_paraspinal", side, time=Ms(7_300)) for id_, side in MIXED)
    plan = make_plan(a_routine(*steps), wishes)
    before, held = None, came
    for index, span in enumerate(plan.spans):
        for time in range(0, span.length + held, FRAME):
            now = hands_at(plan, index, Ms(time), Ms(held))
            if before and now:
                assert farthest(before, now) < 25, (index, time)
            before = now


@pytest.mark.parametrize("id_", SHOWN)
def test_hands_come_down_from_the_air_and_are_then_at_work(handbook, id_):
    plan = a_plan(at_work(handbook, id_), wishes=Wishes())
    above, down, working = hands_at(plan, 0, Ms(0)), hands_at(plan, 0, Ms(8_000)), hands_at(plan, 1, Ms(0))
    assert all((hand.lift, hand.weight) == (1, 0) and hand.seen < 0.5 for hand in above)
    assert down == working


def test_over_a_change_the_hands_leave_the_one_place_and_reach_the_other(handbook):
    one, other = at_work(handbook, "effleurage_long", side="left"), at_work(handbook, "finger_circles")
    plan = a_plan(one, other, wishes=Wishes())
    assert hands_at(plan, 2, Ms(0)) == hands_of(plan.spans[1].step, plan.spans[1].length)
    (there,), (working,) = hands_at(plan, 2, Ms(4_000)), hands_at(plan, 3, Ms(0))
    assert (there.at, there.thumb, there.shape) == (working.at, working.thumb, working.shape)
    assert (there.turn, there.weight, there.lift) == pytest.approx((working.turn, working.weight, working.lift))


def test_a_hand_is_plain_data():
    hand = Hand((0.2, 0.5), turn=10, thumb=-1)
    assert mirrored(hand) == Hand((-0.2, 0.5), turn=-10, thumb=1)
    assert mirrored(mirrored(hand)) == hand
    assert distance_mm((0, 0), (1, 0)) == 240
