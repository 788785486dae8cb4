"""Reads the pages to learn from out of `learning.json` in assets/.

Knows how that file is written. It is our own and not an author's: what is wrong with it is raised, not told.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from backtimer.core.learning import Book, Heading, RegionLesson, Shown, StrokeLesson

_Entry = Mapping[str, Any]


def read_book(assets: Path) -> Book:
    """Read all pages. Raises OSError, ValueError or KeyError where the installation is damaged."""
    whole = json.loads((assets / "learning.json").read_bytes())
    return Book(
        families=MappingProxyType({id_: _heading(id_, entry) for id_, entry in whole["families"].items()}),
        groups=MappingProxyType({id_: _heading(id_, entry) for id_, entry in whole["groups"].items()}),
        strokes=MappingProxyType({id_: _stroke(id_, entry) for id_, entry in whole["strokes"].items()}),
        regions=MappingProxyType({id_: _region(id_, entry) for id_, entry in whole["regions"].items()}),
        landmarks=MappingProxyType({id_: (entry["name"], entry["term"]) for id_, entry in whole["landmarks"].items()}),
    )


def _heading(id_: str, entry: _Entry) -> Heading:
    return Heading(id_, entry["name"], entry["term"], entry.get("never", ""))


def _stroke(id_: str, entry: _Entry) -> StrokeLesson:
    shown = entry["shown"]
    return StrokeLesson(
        id=id_,
        hands=entry["hands"],
        shown=Shown(tuple(shown["regions"]), shown["side"], tuple(shown["postures"])),
        direction=entry.get("direction", ""),
        tempo=entry.get("tempo", ""),
        suits=entry.get("suits", ""),
        never=entry.get("never", ""),
        where=tuple(entry["where"]),
        muscles=tuple(entry["muscles"]),
    )


def _region(id_: str, entry: _Entry) -> RegionLesson:
    return RegionLesson(
        id=id_,
        group=entry["group"],
        find=entry["find"],
        care=entry["care"],
        beneath=entry.get("beneath", ""),
        landmarks=tuple(entry["landmarks"]),
        muscles=tuple(entry["muscles"]),
    )
