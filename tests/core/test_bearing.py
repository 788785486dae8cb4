"""How much a place bears, whatever was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.bearing import borne, cap_at, inside
from backtimer.core.hand import Hand
from tests.make import KIDNEY, SPINE, ZONES, a_region, a_step, a_stroke

LONG = a_step(pressure=(3,))
UPPER = a_step(regions=(a_region(line=((0.18, 0.5), (0.18, 0.1)), loop=()),))
HOLD = a_stroke(family="hold", motion="still")
COMPRESSION = a_stroke(family="hold", motion="press")


def hand(x, y, **changes):
    return Hand((x, y), **changes)


def test_a_long_stroke_grows_lighter_when_it_passes_the_last_rib():
    assert [borne(3, hand(0.2, y), LONG, ()) for y in (0.3, 0.6, 0.61, 0.9)] == [3, 3, 2, 2]


def test_a_stroke_that_stays_above_does_not():
    assert borne(3, hand(0.2, 0.7), UPPER, ()) == 3


def test_the_path_of_the_author_counts_before_the_region():
    assert borne(3, hand(0.2, 0.9), a_step(path=((0.2, 0.8), (0.2, 0.95))), ()) == 3
    assert borne(3, hand(0.2, 0.9), a_step(path=((0.2, 0.1), (0.2, 0.95))), ()) == 2


@pytest.mark.parametrize("side", [-1, 1])
def test_over_the_kidneys_no_hand_gives_more_than_two(side):
    assert borne(4, hand(side * 0.2, 0.58), UPPER, ZONES) == 2


def test_over_the_spine_hands_glide_without_weight():
    assert borne(3, hand(0.0, 0.3), LONG, ZONES) == 0
    assert borne(3, hand(-0.05, 0.3), LONG, ZONES) == 0
    assert borne(3, hand(0.08, 0.3), LONG, ZONES) == 3


def test_in_the_middle_the_other_zones_still_count():
    assert cap_at((0.0, 0.3), passes_t12=False, zones=ZONES, middle=True) == 5
    assert cap_at((0.0, 0.3), passes_t12=False, zones=ZONES) == 0
    assert cap_at((0.2, 0.6), passes_t12=False, zones=ZONES, middle=True) == 2


def test_hands_that_rest_may_lie_on_the_spine_but_weigh_no_more_than_a_hand():
    assert borne(1, hand(0.0, 0.3), a_step(stroke=HOLD), ZONES) == 1
    assert borne(2, hand(0.0, 0.3), a_step(stroke=HOLD), ZONES) == 1
    assert borne(2, hand(0.0, 0.3), a_step(stroke=HOLD, side="middle"), ZONES) == 2


def test_a_compression_is_no_rest():
    assert borne(3, hand(0.2, 0.6), a_step(stroke=COMPRESSION), ZONES) == 2
    assert borne(3, hand(0.0, 0.3), a_step(stroke=COMPRESSION), ZONES) == 0


def test_a_hand_that_touches_gives_at_least_the_lightest_level():
    assert borne(3, hand(0.3, 0.3, weight=0.01), UPPER, ZONES) == 1
    assert borne(3, hand(0.3, 0.3, weight=0.5), UPPER, ZONES) == 1.5


def test_a_hand_in_the_air_or_without_weight_gives_none():
    assert borne(3, hand(0.3, 0.3, lift=1), UPPER, ZONES) == 0
    assert borne(3, hand(0.3, 0.3, weight=0), UPPER, ZONES) == 0
    assert borne(0, hand(0.3, 0.3), UPPER, ZONES) == 0


def test_a_point_is_inside_a_polygon_or_not():
    assert inside((0.0, 0.5), SPINE.shape)
    assert not inside((0.07, 0.5), SPINE.shape)
    assert inside((0.2, 0.6), KIDNEY.shape)
    assert not inside((0.2, 0.5), KIDNEY.shape)


@given(st.floats(0, 5), st.floats(-1, 1), st.floats(-0.4, 1.3), st.floats(0, 1), st.floats(0, 1))
def test_no_hand_ever_gives_more_than_was_asked_or_than_the_place_bears(level, x, y, weight, lift):
    given_level = borne(level, hand(x, y, weight=weight, lift=lift), LONG, ZONES)
    assert 0 <= given_level <= level
    assert given_level <= cap_at((x, y), passes_t12=True, zones=ZONES)
