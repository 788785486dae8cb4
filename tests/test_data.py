"""The vocabulary, the places of the back and the page that teaches the format agree with each other."""

import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest

from backtimer.core.hand import SHAPES
from backtimer.core.notation import parse_tempo
from tools import format_tables

ASSETS = Path(__file__).parent.parent / "assets"

STROKES = json.loads((ASSETS / "strokes.json").read_bytes())
REGIONS = json.loads((ASSETS / "regions.json").read_bytes())
ZONES = json.loads((ASSETS / "zones.json").read_bytes())
LANDMARKS = json.loads((ASSETS / "landmarks.json").read_bytes())


def words(text: str) -> list[str]:
    """Give the words of a text."""
    return text.split()


def inside(x: float, y: float, shape: Sequence[Sequence[float]]) -> bool:
    """Whether a point lies inside a polygon."""
    sides = zip(shape, [*shape[1:], shape[0]], strict=True)
    return (
        sum((ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in sides) % 2 == 1
    )


FAMILIES = words("effleurage petrissage friction tapotement vibration hold lomi movement tool setting")
MOTIONS = words("""
    across alternate ball big_circles blade_eight carry circles crossed eight fan feather forearm_press friction
    heel_circles lean line lomi loop nape none part pass pick_up press push rake reinforced_line rock roll rub saw scoop
    shake shoulders spot spread squeeze still stretch stroke tap thumb_walk transverse tremble two_points wring
""")

DESCRIBED = words("""
    effleurage_long effleurage_fan effleurage_alternate circle_stroking figure_eight reinforced_stroke transverse_stroke
    stroke_alternate raking feathering stroking
    c_scoop picking_up wringing skin_rolling palm_kneading palm_circles heel_circles thumb_circles finger_circles
    knuckle_circles fist_glide forearm_glide forearm_press neck_squeeze squeeze
    friction_circular cross_fibre warming_friction stripping
    hacking cupping pounding tapping
    vibration shaking rocking two_point_rock
    hold compression thumb_press_walk trigger_hold myofascial_spread
    lomi_long passive_movement shoulder_press stretch active_move
    ball_roll ball_hold towel_saw
""")
USED_ONLY = words("check_in setup turn palm_spread thumb_spread")

USED_REGIONS = words("""
    whole_back upper_back low_back back_half head_to_sacrum upper_trap neck_back suboccipital scalp neck_to_arm
    medial_scapula scapula back_of_shoulder upper_back_muscle upper_paraspinal lower_paraspinal paraspinal flank waist
    iliac_crest sacrum glute_upper shoulder upper_arm arm hand tender_spot hip
""")

# Highest pressure for beginners and for the experienced.
CAPS = {
    "spine_strip": (0, 0), "neck_front": (0, 0), "neck_side": (0, 0), "axilla": (0, 0),
    "kidney_zone": (2, 2), "floating_ribs": (2, 2),
    "neck_back": (2, 2), "suboccipital": (2, 2), "scalp": (2, 2),
    "upper_trap": (3, 3), "medial_scapula": (3, 4), "upper_paraspinal": (3, 4),
    "lower_paraspinal": (2, 3), "low_back": (2, 3), "paraspinal": (3, 3),
    "scapula": (2, 3), "flank": (3, 3), "waist": (2, 2), "sacrum": (2, 3),
    "iliac_crest": (3, 3), "glute_upper": (3, 4),
    "arm": (2, 2), "upper_arm": (2, 2), "hand": (2, 2), "shoulder": (2, 2),
    "whole_back": (3, 3), "back_half": (3, 3), "upper_back": (3, 3),
}  # fmt: skip

BODY = tuple(
    (x, y)
    for part in ("head_neck_shoulder", "arm_outer", "arm_inner", "torso_side", "inner_thigh")
    for x, y in LANDMARKS["outline_right"][part]
)


def test_every_stroke_and_region_that_routines_use_is_there() -> None:
    """The vocabulary holds what the facts describe, and what the routines need besides; nothing else."""
    assert sorted(STROKES) == sorted(DESCRIBED + USED_ONLY)
    assert sorted(REGIONS) == sorted({*USED_REGIONS, *CAPS})


@pytest.mark.parametrize("key", ["name", "term"])
def test_no_two_strokes_share_a_name(key: str) -> None:
    """Two strokes of one name could not be told apart by ear."""
    names = [stroke[key].lower() for stroke in STROKES.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("stroke", [pytest.param(stroke, id=id_) for id_, stroke in STROKES.items()])
def test_a_stroke_says_what_the_program_understands(stroke: dict) -> None:
    """Its shape, movement, family, tempo and regions are words that exist, and its texts are short."""
    assert stroke["hands"] in SHAPES
    assert stroke["motion"] in MOTIONS
    assert stroke["family"] in FAMILIES
    assert parse_tempo(stroke["tempo"]) is not None
    assert set(stroke.get("only", ())) <= set(REGIONS)
    assert 1 <= len(stroke["name"].split()) <= 4
    assert stroke["touches"] == (stroke["motion"] != "none") == (stroke["pressure"] > 0)
    assert 0 <= stroke["pressure"] <= 3
    assert stroke["line"].endswith(".")
    assert stroke["direction"] == "" or stroke["direction"].endswith(".")


def test_tapping_stays_on_muscle() -> None:
    """Percussion names where alone it is harmless: upper-back muscle, shoulder tops, buttock."""
    muscle = {"upper_back_muscle", "upper_paraspinal", "medial_scapula", "upper_trap", "glute_upper"}
    tapping = {id_: set(stroke.get("only", ())) for id_, stroke in STROKES.items() if stroke["family"] == "tapotement"}
    assert all(only and only <= muscle for only in tapping.values())
    assert tapping["pounding"] == {"glute_upper"}


def test_a_trigger_hold_is_short_and_off_neck_and_loin() -> None:
    """Thirty seconds at most, even at its own tempo."""
    hold = STROKES["trigger_hold"]
    tempo = parse_tempo(hold["tempo"])
    assert tempo is not None
    assert hold["longest_hold"] == 30
    assert 60 / tempo.per_minute <= hold["longest_hold"]
    assert not {"neck_back", "suboccipital", "low_back", "lower_paraspinal", "scapula", "sacrum"} & set(hold["only"])


@pytest.mark.parametrize("id_", CAPS)
def test_a_region_bears_no_more_than_the_facts_allow(id_: str) -> None:
    """Caps are those of the pressure scale."""
    assert (REGIONS[id_]["cap"], REGIONS[id_]["firmest"]) == CAPS[id_]


def test_neck_regions_are_marked() -> None:
    """The limit of 90 seconds holds for these."""
    assert {id_ for id_, region in REGIONS.items() if region.get("neck")} == {"neck_back", "suboccipital", "scalp"}


@pytest.mark.parametrize("region", [pytest.param(region, id=id_) for id_, region in REGIONS.items()])
def test_a_region_lies_on_the_body(region: dict) -> None:
    """Its polygons are polygons; its lines run on the skin and, but for the middle, not on the spine."""
    assert region["cap"] <= region["firmest"] <= 4
    assert len(region["line"]) >= 3
    for polygon in region["shape"]:
        assert len(polygon) >= 6
    way = [*region["line"], *region.get("loop", ())]
    for x, y in chain(way, *region["shape"]):
        assert -0.49 <= y <= 1.78
        assert (-1.06 if region["middle"] else 0) <= x <= 1.06
    for x, y in way:
        assert region["middle"] or x >= 0.08
        assert inside(max(x, 0.04), y, BODY), (x, y)


@pytest.mark.parametrize("id_", [id_ for id_, region in REGIONS.items() if region["cap"]])
def test_no_way_leads_where_nothing_is_borne(id_: str) -> None:
    """Lines and loops of places that may be touched keep out of spine strip, armpit and the sides of the neck."""
    for point in [*REGIONS[id_]["line"], *REGIONS[id_].get("loop", ())]:
        for zone in ZONES:
            assert zone["cap"] or not inside(*point, zone["shape"]), (point, zone["id"])


def test_a_line_runs_inside_its_region() -> None:
    """Where the hands go is where the region is drawn."""
    for id_, region in REGIONS.items():
        hits = [any(inside(*point, polygon) for polygon in region["shape"]) for point in region["line"][1:-1]]
        assert all(hits), id_


def test_zones_bear_less_than_what_lies_around_them() -> None:
    """Each has a reason, a shape and a cap of at most 2; the armpit and the neck bear nothing."""
    assert [zone["id"] for zone in ZONES] == [
        "spine_strip", "kidney_zone", "floating_ribs", "loin", "neck_side", "axilla",
    ]  # fmt: skip
    for zone in ZONES:
        assert zone["cap"] in (0, 2)
        assert zone["why"]
        assert len(zone["shape"]) >= 3
        assert zone["both_sides"] == all(x >= 0 for x, _ in zone["shape"])


def test_the_tables_of_the_page_are_those_of_the_data() -> None:
    """If this fails: python -m tools.format_tables."""
    assert format_tables.up_to_date()
