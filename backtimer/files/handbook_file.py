"""Reads the vocabulary of the craft from the files in assets/.

Knows how those files are written. They are our own and not an author's: what is wrong with them is raised, not told.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from backtimer.core.hand import Point
from backtimer.core.handbook import Handbook, Muscle, Region, Stroke, Zone
from backtimer.core.notation import parse_tempo
from backtimer.core.timing import seconds

_Entry = Mapping[str, Any]


def read_handbook(assets: Path) -> Handbook:
    """Read all of it. Raises OSError, ValueError or KeyError where the installation is damaged."""
    return Handbook(
        strokes=MappingProxyType({id_: _stroke(id_, entry) for id_, entry in _load(assets, "strokes").items()}),
        regions=MappingProxyType({id_: _region(id_, entry) for id_, entry in _load(assets, "regions").items()}),
        zones=tuple(_zone(entry) for entry in _load(assets, "zones")),
        landmarks=MappingProxyType(_landmarks(_load(assets, "landmarks"))),
        muscles=tuple(_muscle(id_, entry) for id_, entry in _load(assets, "muscles").items()),
    )


def _load(assets: Path, name: str) -> Any:  # noqa: ANN401  # JSON has no other type
    return json.loads((assets / f"{name}.json").read_bytes())


def _stroke(id_: str, entry: _Entry) -> Stroke:
    tempo = parse_tempo(entry["tempo"])
    if tempo is None:
        message = f"strokes.json: {id_}: tempo {entry['tempo']!r}"
        raise ValueError(message)
    hold = entry.get("longest_hold")
    return Stroke(
        id=id_,
        name=entry["name"],
        term=entry["term"],
        synonyms=tuple(entry["synonyms"]),
        family=entry["family"],
        hands=entry["hands"],
        tempo=tempo,
        counts=entry["counts"],
        pressure=entry["pressure"],
        motion=entry["motion"],
        reach=float(entry["reach"]),
        direction=entry["direction"],
        line=entry["line"],
        touches=entry["touches"],
        walks_round=entry.get("walks_round", False),
        only=tuple(entry.get("only", ())),
        longest_hold=None if hold is None else seconds(hold),
    )


def _region(id_: str, entry: _Entry) -> Region:
    return Region(
        id=id_,
        name=entry["name"],
        one=entry["one"],
        term=entry["term"],
        cap=entry["cap"],
        firmest=entry["firmest"],
        shape=tuple(_points(polygon) for polygon in entry["shape"]),
        line=_points(entry["line"]),
        loop=_points(entry.get("loop", ())),
        neck=entry.get("neck", False),
        middle=entry.get("middle", False),
    )


def _zone(entry: _Entry) -> Zone:
    return Zone(
        id=entry["id"],
        name=entry["name"],
        cap=entry["cap"],
        why=entry["why"],
        shape=_points(entry["shape"]),
        both_sides=entry["both_sides"],
    )


def _muscle(id_: str, entry: _Entry) -> Muscle:
    return Muscle(id_, entry["name"], entry["term"], entry["line"], entry["bone"], _points(entry["shape"]))


def _landmarks(entry: _Entry) -> dict[str, Point]:
    """Vertebrae and landmarks under their own names, all on the right side or the middle."""
    vertebrae = {name: (0.0, float(y)) for name, y in entry["vertebral_tips_y"].items()}
    return vertebrae | {name: (float(x), float(y)) for name, (x, y) in entry["landmarks_right"].items()}


def _points(pairs: list[list[float]]) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in pairs)
