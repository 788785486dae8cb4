"""One's own hands: where they come from, how the arms are held, and that what touches is where the stroke is."""

import pytest

from backtimer.core.hand import Hand, distance_mm, mirrored
from backtimer.core.kinds import BY_ONESELF, posture_of
from backtimer.core.motion import hands_of, trace_of
from backtimer.core.motion.oneself import AKIMBO, BELOW_ELBOW, RAISED, arms_of, near_of
from backtimer.core.timing import Ms
from tests.core.motions import SHOWN, at_work, on_body, phases, where


def own(handbook, id_, region, side="right", **changes):
    return at_work(handbook, id_, region, side, posture="oneself", **changes)


@pytest.mark.parametrize("id_", ["squeeze", "stroking", "finger_circles", "tapping", "hold"])
def test_over_the_shoulder_comes_the_opposite_hand_with_its_fingers_down_the_back(handbook, id_):
    for hands in phases(own(handbook, id_, "upper_trap")):
        (hand,) = hands
        assert hand.from_front
        assert abs(hand.turn - 180) <= 40
        assert hand.thumb == 1  # a left hand, seen from its back
    left, right = hands_of(own(handbook, "hold", "upper_trap", "both"), Ms(0))
    assert left == mirrored(right)
    assert (left.thumb, right.thumb) == (-1, 1)


@pytest.mark.parametrize("region", ["neck_back", "suboccipital"])
def test_at_the_nape_each_hand_comes_from_its_own_side_with_the_elbow_raised(handbook, region):
    for left, right in phases(own(handbook, "finger_circles", region, "both")):
        assert right.at[0] > 0 > left.at[0]
        assert right.own
        assert right.arm == pytest.approx(distance_mm(RAISED, right.at))
        assert -120 < right.turn < -60  # fingers to the midline, the arm outward and a little up or down
        assert right.thumb == -1
        assert left.turn == -right.turn


def test_on_the_low_back_fingers_point_to_the_spine_and_fists_lie_on_their_knuckles(handbook):
    _, right = hands_of(own(handbook, "warming_friction", "lower_paraspinal", "both"), Ms(0))
    assert -135 < right.turn < -80
    assert right.thumb == -1  # forward, round the waist
    assert right.arm == pytest.approx(distance_mm(AKIMBO, right.at))
    _, right = hands_of(own(handbook, "knuckle_circles", "lower_paraspinal", "both"), Ms(0))
    assert -135 < right.turn < -85
    assert right.thumb == 1  # one sees the palm side, and the thumb is up


def test_by_oneself_the_low_back_is_rubbed_up_and_down_one_hand_on_each_side(handbook):
    step = own(handbook, "warming_friction", "lower_paraspinal", "both")
    for left, right in phases(step):
        assert -0.3 < left.at[0] < -0.1
        assert 0.1 < right.at[0] < 0.3
    (left, right), (later_left, later_right) = (hands_of(step, Ms(time)) for time in (100, 300))
    assert (later_left.at[1] - left.at[1]) * (later_right.at[1] - right.at[1]) < 0
    given = hands_of(at_work(handbook, "warming_friction", "lower_paraspinal", "both"), Ms(0))
    assert max(abs(hand.at[0]) for hand in given) > 0.4  # somebody else rubs across


def test_an_elbow_stays_where_it_is_while_the_hand_moves(handbook):
    step = own(handbook, "warming_friction", "lower_paraspinal", "both")
    turns = [hands[1].turn for hands in phases(step)]
    assert max(turns) - min(turns) > 4
    assert {hands[1].arm for hands in phases(step)} != {0.0}


def test_a_ball_is_held_by_no_hand_that_is_seen_and_rolls_round(handbook):
    for id_, region in (("ball_roll", "medial_scapula"), ("ball_hold", "tender_spot")):
        assert [hand.shape for hand in hands_of(own(handbook, id_, region), Ms(700))] == ["ball"]
    step = own(handbook, "ball_roll", "medial_scapula")
    lower, higher = (hands_of(step, Ms(time))[0] for time in (2_000, 2_200))
    rolled = (higher.grip - lower.grip) % 1.0 * 2 * 3.14159 * 33.0
    assert rolled == pytest.approx(distance_mm(lower.at, higher.at), abs=0.5)


def test_a_towel_is_held_at_both_ends_by_fists_that_go_along(handbook):
    step = own(handbook, "towel_saw", "lower_paraspinal", "both")
    for time in range(0, 3_000, 200):
        towel, left, right = hands_of(step, Ms(time))
        assert towel.shape == "towel"
        assert {left.shape, right.shape} == {"fist"}
        assert left.at[0] < towel.at[0] < right.at[0]
        assert distance_mm(left.at, towel.at) == pytest.approx(distance_mm(right.at, towel.at))
        assert left.weight == right.weight == 0
        assert right.arm > 0


@pytest.mark.parametrize("id_", SHOWN)
def test_on_one_side_works_one_hand_and_it_touches_what_the_stroke_touches(handbook, id_):
    for region in where(id_):
        hands = hands_of(own(handbook, id_, region), Ms(900))
        assert all(on_body(hand.at) for hand in hands if not hand.lift or hand.shape != "fist")
        assert all(hand.own for hand in hands)
        assert all(hand.from_front or hand.arm > 0 or hand.shape in ("ball", "towel") for hand in hands)


def test_what_touches_stays_where_a_giver_would_touch(handbook):
    step = at_work(handbook, "finger_circles", "neck_back", "both")
    mine = own(handbook, "finger_circles", "neck_back", "both")
    for time in range(0, 4_000, 250):
        given, taken = hands_of(step, Ms(time)), hands_of(mine, Ms(time))
        assert [hand.at for hand in given] == [hand.at for hand in taken]
        assert [hand.weight for hand in given] == [hand.weight for hand in taken]


@pytest.mark.parametrize("posture", ["oneself", "seated"])
def test_an_arm_that_lies_forward_is_worked_where_it_is_seen_from_behind(handbook, posture):
    for time in range(0, 6_000, 250):
        (hand,) = hands_of(at_work(handbook, "squeeze", "arm", posture=posture), Ms(time))
        assert hand.at[1] < 0.45
        assert hand.at[0] > 0.85


# --- arms, and what stands before them -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "region", "side", "standing", "seated"),
    [
        ("squeeze", "upper_trap", "right", ("lap", "lap"), ("lap", "lap")),
        ("neck_squeeze", "neck_back", "middle", ("beside", "nape"), ("lap", "nape")),
        ("finger_circles", "suboccipital", "both", ("nape", "nape"), ("nape", "nape")),
        ("warming_friction", "lower_paraspinal", "both", ("waist", "waist"), ("waist", "waist")),
        ("thumb_press_walk", "iliac_crest", "left", ("waist", "beside"), ("waist", "lap")),
        ("ball_roll", "medial_scapula", "right", ("beside", "beside"), ("lap", "lap")),
        ("active_move", "shoulder", "both", ("beside", "beside"), ("lap", "lap")),
        ("towel_saw", "lower_paraspinal", "both", ("waist", "waist"), ("waist", "waist")),
    ],
)
def test_each_arm_is_held_as_its_hand_needs_it(handbook, id_, region, side, standing, seated):
    assert arms_of(own(handbook, id_, region, side)) == standing
    assert arms_of(at_work(handbook, id_, region, side, posture="oneself-seated")) == seated


def test_the_back_of_the_chair_never_hides_the_work_and_the_ball_is_at_a_wall(handbook):
    def near(id_, region, posture="oneself-seated"):
        return near_of(at_work(handbook, id_, region, "both", posture=posture))

    assert near("squeeze", "upper_trap") == near("stroking", "neck_to_arm") == near("stroking", "upper_arm") == "rails"
    assert near("warming_friction", "lower_paraspinal") == near("thumb_press_walk", "iliac_crest") == ""
    assert near("ball_roll", "medial_scapula", "oneself") == "wall"
    assert near("squeeze", "upper_trap", "oneself") == ""


# --- forearms on a desk, and who lies ------------------------------------------------------------------------


def test_arms_and_hands_alone_are_worked_on_a_desk_and_all_else_as_one_is():
    for position, posture in BY_ONESELF.items():
        assert posture_of(("self",), (position,), 0, ["arm", "hand"]) == "forearms"
        assert posture_of(("self",), (position,), 0, ["arm", "upper_trap"]) == posture
        assert posture_of(("self",), (position,)) == posture
    assert posture_of(("partner",), ("seated",), 0, ["arm"]) == "seated"


@pytest.mark.parametrize(("id_", "region"), [("squeeze", "arm"), ("thumb_spread", "hand"), ("stroking", "arm+hand")])
def test_on_a_desk_the_other_hand_works_below_the_elbow_and_its_arm_is_no_longer_seen_there(handbook, id_, region):
    step = at_work(handbook, id_, region, posture="forearms")
    left, right = arms_of(step)
    assert left == ""
    assert right == ("palm" if id_ == "thumb_spread" else "desk")
    for hands in phases(step):
        (hand,) = hands
        assert hand.at[1] > BELOW_ELBOW - 0.05  # the crease of the elbow is at 0.87
        assert 0.8 < hand.at[0] < 1.1
        assert 90 < hand.turn < 180  # from the middle of the desk outward, as one sees it: up
        assert hand.own
    mine = hands_of(step, Ms(900))
    other = hands_of(at_work(handbook, id_, region, "left", posture="forearms"), Ms(900))
    assert other == tuple(mirrored(hand) for hand in mine)


def test_hands_that_shake_are_drawn_at_the_hands(handbook):
    step = at_work(handbook, "active_move", "hand", "both", posture="forearms")
    assert arms_of(step) == ("desk", "desk")
    left, right = trace_of(step)
    assert all(1.5 < hand.at[1] < 1.8 and 0.6 < hand.at[0] < 1.3 for hand in right)
    assert left == tuple(mirrored(hand) for hand in right)


def test_of_who_lies_no_hand_and_no_way_is_drawn_but_whether_the_knees_are_held(handbook):
    step = at_work(handbook, "hold", "low_back", "both", posture="oneself-lying")
    assert hands_of(step, Ms(500)) == ()
    assert trace_of(at_work(handbook, "active_move", "low_back", "both", posture="oneself-lying")) == ()
    hugging = at_work(handbook, "active_move", "low_back", "both", hands="grip", posture="oneself-lying")
    assert (arms_of(step), arms_of(hugging)) == (("", ""), ("knees", "knees"))


def test_a_mirrored_hand_keeps_whose_it_is():
    hand = Hand((0.3, 0.2), own=True, arm=120.0)
    assert mirrored(mirrored(hand)) == hand
    assert mirrored(hand).own
