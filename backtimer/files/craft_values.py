"""How the words of the craft are written in a routine file: strokes, regions, pressure, tempo, hands and paths.

As in `values`, each kind reads and describes itself. What values mean together (a pressure and a region, a side and a
region) is left to `steps` and to the lint.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from backtimer.core.hand import Point, Shape, distance_mm
from backtimer.core.handbook import Handbook, Region, Stroke, Tempo
from backtimer.core.notation import HANDS, parse_tempo
from backtimer.files.desk import Desk
from backtimer.files.values import Kind, Schema, number, scalar, whole
from backtimer.files.yaml_tree import Listing, Node, Refused, Scalar, shortened

MAX_PRESSURE: Final = 5

X_RANGE: Final = (-1.1, 1.1)
Y_RANGE: Final = (-0.5, 1.4)

_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,6}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")


def _read_stroke(node: Node, key: str, desk: Desk) -> Stroke | None:
    word = scalar(node, key, desk, "the id of one stroke, as in `stroke: effleurage_long`")
    if word is None:
        return None
    strokes = desk.handbook.strokes
    found = strokes.get(word)
    if found is None:
        named = _by_name(word, desk.handbook)
        if named:
            desk.error(node.place, f"unknown stroke `{shortened(word)}`: did you mean `{named}`?")
            return None
        desk.unknown(node.place, "stroke", word, strokes)
    return found


def _by_name(word: str, handbook: Handbook) -> str | None:
    """Give the id of the stroke that people call so."""
    word = word.lower()
    for stroke in handbook.strokes.values():
        if word in (stroke.name.lower(), stroke.term.lower(), *(synonym.lower() for synonym in stroke.synonyms)):
            return stroke.id
    return None


def _read_regions(node: Node, key: str, desk: Desk) -> tuple[Region, ...] | None:
    text = scalar(node, key, desk, "one region, or several joined like `upper_trap+neck_back`")
    if text is None:
        return None
    regions = desk.handbook.regions
    alone = regions.get(text)
    if alone is not None:
        return (alone,)
    found = []
    for word in text.split("+", _MOST_REGIONS):
        region = regions.get(word.strip())
        if not word.strip():
            desk.error(node.place, f"`{key}` has a + with no region beside it: write one there, or take the + away")
        elif region is None:
            desk.unknown(node.place, "region", word.strip(), regions)
        else:
            found.append(region)
    return tuple(found) if len(found) == text.count("+") + 1 else None


_MOST_REGIONS: Final = 20


def _region_schema(handbook: Handbook) -> Schema:
    one = f"({'|'.join(handbook.regions)})"
    return {"type": "string", "pattern": rf"^\s*{one}(\s*\+\s*{one})*\s*$"}


def _read_pressure(node: Node, key: str, desk: Desk) -> tuple[int, ...] | None:
    items = node.items if type(node) is Listing else (node,)
    levels = tuple(whole(item, 1, MAX_PRESSURE) for item in items)
    if levels and None not in levels:
        return levels  # type: ignore[return-value]  # mypy does not follow `in`
    wrong = next((item for item, level in zip(items, levels, strict=True) if level is None), node)
    if type(wrong) is not Refused:
        words = (
            f"`{key}` is a number from 1 to {MAX_PRESSURE}, or several over the step: `{key}: 2` or `{key}: [1, 3, 2]`"
        )
        desk.error(wrong.place, words)
    return None


_LEVEL: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": MAX_PRESSURE}
_PRESSURE_SCHEMA: Final[Schema] = {"anyOf": [_LEVEL, {"type": "array", "items": _LEVEL, "minItems": 1}]}

_known_tempo = lru_cache(256)(parse_tempo)


def _read_tempo(node: Node, key: str, desk: Desk) -> Tempo | None:
    text = scalar(node, key, desk, "something like 6/min, 5/s, 3 cm/s or still")
    if text is None:
        return None
    found = _known_tempo(text)
    if found is None:
        words = f"`{shortened(text)}` is no tempo: write one like 6/min, 5/s (15/s at most), 3 cm/s or still"
        desk.error(node.place, words)
    return found


_TEMPO_PATTERN: Final = r"^\s*(still|\d{1,4}(\.\d{1,3})?\s*(/\s*min|/\s*s|cm\s*/\s*s))\s*$"


def _read_hands(node: Node, key: str, desk: Desk) -> Shape | None:
    word = scalar(node, key, desk, "the part that works, as in `hands: palms`")
    if word is None:
        return None
    found = HANDS.get(word)
    if found is None:
        desk.not_for(node.place, key, word, HANDS)
    return found


SHORTEST_MM: Final = 30
"""A shorter way is none."""


def _read_path(node: Node, key: str, desk: Desk) -> tuple[Point, ...] | None:
    if type(node) is Refused:
        return None
    if type(node) is not Listing or len(node.items) < 2:  # noqa: PLR2004  # a way has two ends
        desk.error(node.place, f"`{key}` needs a list of two points or more, as in `{key}: [[0.2, 0.95], [0.2, 0.1]]`")
        return None
    points = [_point(item, desk) for item in node.items]
    found = tuple(point for point in points if point is not None)
    if len(found) < len(points):
        return None
    if sum(distance_mm(one, other) for one, other in pairwise(found)) < SHORTEST_MM:
        desk.error(node.place, f"this `{key}` is shorter than {SHORTEST_MM // 10} cm: give points that lie apart")
        return None
    return found


def _point(node: Node, desk: Desk) -> Point | None:
    """Give the place of a landmark, or of a pair of back coordinates."""
    if type(node) is Scalar:
        found = desk.handbook.landmarks.get(node.text)
        if found is None:
            desk.unknown(node.place, "landmark", node.text, desk.handbook.landmarks)
        return found
    pair = [number(item) for item in node.items] if type(node) is Listing else []
    if len(pair) == 2 and all(_NUMBER.fullmatch(part) for part in pair):  # noqa: PLR2004  # x and y
        x, y = float(pair[0]), float(pair[1])
        if X_RANGE[0] <= x <= X_RANGE[1] and Y_RANGE[0] <= y <= Y_RANGE[1]:
            return x, y
    if type(node) is not Refused:
        desk.error(node.place, _HOW_TO_WRITE_A_POINT)
    return None


_HOW_TO_WRITE_A_POINT: Final = (
    f"a point is a landmark, or [x, y] with x from {X_RANGE[0]} to {X_RANGE[1]} (the right side is positive) "
    f"and y from {Y_RANGE[0]} to {Y_RANGE[1]} (0 at C7, 1 at the sacrum)"
)


def _path_schema(handbook: Handbook) -> Schema:
    pair: list[Any] = [{"type": "number", "minimum": least, "maximum": most} for least, most in (X_RANGE, Y_RANGE)]
    point = {"type": "array", "items": pair, "minItems": 2, "maxItems": 2}
    landmark = {"type": "string", "enum": list(handbook.landmarks)}
    return {"type": "array", "minItems": 2, "items": {"anyOf": [landmark, point]}}


def _read_wait(node: Node, key: str, desk: Desk) -> bool | None:
    if type(node) is Scalar and node.text == "wait":
        return True
    if type(node) is not Refused:
        desk.error(node.place, f"`{key}` knows one word: write `{key}: wait`, or leave the key out to go on by itself")
    return None


STROKE: Final = Kind(_read_stroke, lambda handbook: {"type": "string", "enum": list(handbook.strokes)})
REGIONS: Final = Kind(_read_regions, _region_schema)
PRESSURE: Final = Kind(_read_pressure, lambda _: _PRESSURE_SCHEMA)
TEMPO: Final = Kind(_read_tempo, lambda _: {"type": "string", "pattern": _TEMPO_PATTERN})
HANDS_WORD: Final = Kind(_read_hands, lambda _: {"type": "string", "enum": list(HANDS)})
PATH: Final = Kind(_read_path, _path_schema)
WAIT: Final = Kind(_read_wait, lambda _: {"type": "string", "const": "wait"})
