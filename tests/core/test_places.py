"""The places that one can point at, and the regions that they stand for."""

import pytest

from backtimer.core.bearing import inside
from backtimer.core.places import PLACES, regions_of


def test_every_region_of_a_place_is_one_of_the_handbook(handbook):
    for place in PLACES:
        assert set(place.drawn) <= place.worked <= set(handbook.regions)


def test_each_place_can_be_pointed_at(handbook):
    """Somewhere in it no place that comes before it lies."""
    seen = set()
    for x in range(0, 101, 2):
        for y in range(-30, 130, 2):
            at = (x / 100, y / 100)
            shapes = ((place.id, handbook.regions[region].shape) for place in PLACES for region in place.drawn)
            seen.add(next((id_ for id_, region in shapes if any(inside(at, shape) for shape in region)), None))
    assert seen >= {place.id for place in PLACES}


@pytest.mark.parametrize(
    ("chosen", "some"), [([], set()), (["upper_trap"], {"upper_trap"}), (["no such place"], set())]
)
def test_what_is_pointed_at_names_its_regions(chosen, some):
    assert some <= regions_of(chosen)
    assert bool(regions_of(chosen)) is bool(some)
