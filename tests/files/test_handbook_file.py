"""The vocabulary in assets/ is read whole."""

import json
import shutil
from pathlib import Path
from typing import get_args

import pytest

from backtimer.core.hand import SHAPES
from backtimer.core.handbook import Family
from backtimer.files.handbook_file import read_handbook

ASSETS = Path(__file__).parents[2] / "assets"


def test_vertebrae_and_landmarks_stand_side_by_side(handbook):
    assert handbook.landmarks["C7"] == (0.0, 0.0)
    assert handbook.landmarks["T12"][0] == 0.0
    assert handbook.landmarks["acromion"][0] > 0


def test_every_stroke_is_complete(handbook):
    for stroke in handbook.strokes.values():
        assert stroke.hands in SHAPES
        assert stroke.family in get_args(Family)
        assert 0 <= stroke.pressure <= 5
        assert set(stroke.only) <= set(handbook.regions)
    assert handbook.strokes["trigger_hold"].longest_hold == 30_000


def test_every_region_has_a_cap_and_a_shape(handbook):
    for region in handbook.regions.values():
        assert 0 <= region.cap <= region.firmest <= 5
        assert all(len(polygon) >= 3 for polygon in region.shape)
    assert handbook.regions["neck_back"].neck
    assert handbook.regions["spine_strip"].cap == 0
    assert handbook.zones


def test_nothing_in_it_can_be_changed(handbook):
    with pytest.raises(TypeError):
        handbook.strokes["other"] = None


def test_a_damaged_installation_is_raised(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_handbook(tmp_path)
    assets = tmp_path / "assets"
    assets.mkdir()
    for name in ("strokes", "regions", "zones", "landmarks"):
        shutil.copy(ASSETS / f"{name}.json", assets)
    strokes = json.loads((assets / "strokes.json").read_text(encoding="utf-8"))
    strokes["hold"]["tempo"] = "now and then"
    (assets / "strokes.json").write_text(json.dumps(strokes), encoding="utf-8")
    with pytest.raises(ValueError, match="now and then"):
        read_handbook(assets)
