"""One's own hands: where they come from, and that what touches is where the stroke is."""

import pytest

from backtimer.core.hand import mirrored
from backtimer.core.motion import hands_of
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
        assert right.from_front
        assert -120 < right.turn < -70  # fingers to the midline, the arm outward and a little up
        assert right.thumb == -1
        assert left.turn == -right.turn


def test_on_the_low_back_fingers_point_to_the_spine_and_down_and_fists_lie_on_their_knuckles(handbook):
    (left, right) = hands_of(own(handbook, "warming_friction", "lower_paraspinal", "both"), Ms(0))
    assert -150 < right.turn < -100
    assert left.turn == -right.turn
    assert right.thumb == -1  # forward, round the waist
    (left, right) = hands_of(own(handbook, "knuckle_circles", "lower_paraspinal", "both"), Ms(0))
    assert abs(right.turn + 90) < 20
    assert right.thumb == 1  # one sees the palm side, and the thumb is up


def test_a_ball_and_a_towel_are_held_by_no_hand_that_is_seen(handbook):
    for id_, region in (
        ("ball_roll", "medial_scapula"),
        ("ball_hold", "tender_spot"),
        ("towel_saw", "lower_paraspinal"),
    ):
        assert not any(hand.from_front for hand in hands_of(own(handbook, id_, region), Ms(700)))


@pytest.mark.parametrize("id_", SHOWN)
def test_on_one_side_works_one_hand_and_it_touches_what_the_stroke_touches(handbook, id_):
    for region in where(id_):
        hands = hands_of(own(handbook, id_, region), Ms(900))
        assert all(on_body(hand.at) for hand in hands)
        assert all(hand.from_front or hand.shape in ("ball", "towel") for hand in hands)


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
