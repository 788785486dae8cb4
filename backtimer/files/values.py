"""How values are written in a routine file, whatever they are about: texts, lists, words, times, yes and no.

Each `Kind` knows how to read a node and how to describe itself in a JSON Schema, side by side, so that the two cannot
drift apart. Leaves strokes, regions and the other words of the craft to `craft_values`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from backtimer.core.handbook import Handbook
from backtimer.core.routine import FORMAT
from backtimer.core.timing import Ms, parse_duration
from backtimer.files.desk import Desk
from backtimer.files.yaml_tree import Listing, Mapping, Node, Refused, Scalar, shortened

Schema = dict[str, Any]

MAX_TITLE: Final = 200
MAX_TEXT: Final = 2_000
MAX_STEPS: Final = 2_000
"""So many steps a routine may have when repeats and both sides are written out."""

_MAX_DURATION: Final = 24  # letters; the longest sensible notation has half of it

HOW_TO_WRITE_TIME: Final = "write a time like 90, 1:30, 2 min or 1 min 30 s"

_WHAT: Final = {Listing: "a list", Mapping: "keys with values"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. `read` gives the value, or None after it has noted a problem; `schema` describes it."""

    read: Callable[[Node, str, Desk], Any]
    schema: Callable[[Handbook], Schema]


def scalar(node: Node, key: str, desk: Desk, wanted: str) -> str | None:
    """Give the trimmed text of a scalar; anything else is told, with what is wanted instead."""
    if type(node) is Scalar:
        found = node.text.strip()
        if found:
            return found
        desk.error(node.place, f"`{key}` has no value: write {wanted}, or leave the key out")
    elif type(node) is not Refused:
        desk.error(node.place, f"`{key}` has {_WHAT[type(node)]}, and needs {wanted}")
    return None


def number(node: Node) -> str:
    """Give what may be a number: the text of a scalar without quotes; else nothing."""
    return node.text if type(node) is Scalar and not node.quoted else ""


def text(limit: int = MAX_TEXT, *, one_line: bool = True) -> Kind:
    """A text for people, of so many characters at most."""

    def read(node: Node, key: str, desk: Desk) -> str | None:
        found = node.text.strip() if type(node) is Scalar else ""
        if not found:
            return scalar(node, key, desk, "one text")
        if len(found) > limit:
            desk.error(node.place, f"`{key}` has {len(found):,} characters: {limit:,} at most")
            return None
        if one_line and "\n" in found:
            desk.error(node.place, f"`{key}` has several lines: write it on one, or use > in place of |")
            return None
        return found

    schema: Schema = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": limit}
    if one_line:
        schema["pattern"] = r"^\s*[^\n]*\S\s*$"
    return Kind(read, lambda _: schema)


def choice(*words: str) -> Kind:
    """One of a few words."""

    def read(node: Node, key: str, desk: Desk) -> str | None:
        found = scalar(node, key, desk, f"one of {', '.join(words)}")
        if found is None or found in words:
            return found
        desk.not_for(node.place, key, found, words)
        return None

    return Kind(read, lambda _: {"type": "string", "enum": list(words)})


def several(kind: Kind) -> Kind:
    """A list; one value alone stands for a list of one."""

    def read(node: Node, key: str, desk: Desk) -> tuple[Any, ...] | None:
        if type(node) is not Listing:
            found = kind.read(node, key, desk)
            return None if found is None else (found,)
        if not node.items:
            desk.error(node.place, f"`{key}` has an empty list: fill it, or leave the key out")
            return None
        values = tuple(kind.read(item, key, desk) for item in node.items)
        return None if None in values else values

    def schema(handbook: Handbook) -> Schema:
        one = kind.schema(handbook)
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}

    return Kind(read, schema)


_known_duration = lru_cache(1024)(parse_duration)


def _read_duration(node: Node, key: str, desk: Desk) -> Ms | None:
    found = scalar(node, key, desk, "a time like 90, 1:30 or 2 min")
    if found is None:
        return None
    time = _known_duration(found) if len(found) <= _MAX_DURATION else None
    if time is None:
        desk.error(node.place, f"`{shortened(found)}` is no time: {HOW_TO_WRITE_TIME}")
        return None
    if time == 0:
        desk.error(node.place, f"`{key}` is zero: {HOW_TO_WRITE_TIME}")
        return None
    return time


_MINUTES: Final = r"\d{1,4}(\.\d{1,3})?\s*(min|m)"
_SECONDS: Final = r"\d{1,5}(\.\d{1,3})?\s*(s|sec)?"
_DURATION_SCHEMA: Final[Schema] = {
    "anyOf": [
        {"type": "number", "minimum": 0.001, "exclusiveMaximum": 100_000},
        {"type": "string", "pattern": rf"^\s*(\d{{1,3}}:[0-5]\d|{_MINUTES}(\s*{_SECONDS})?|{_SECONDS})\s*$"},
    ]
}

DURATION: Final = Kind(_read_duration, lambda _: _DURATION_SCHEMA)


def _read_flag(node: Node, key: str, desk: Desk) -> bool | None:
    found = scalar(node, key, desk, "`true` or `false`")
    if found is None:
        return None
    if found not in ("true", "false") or not number(node):
        desk.error(node.place, f"`{key}` is `{shortened(found)}`: write `true` or `false`, without quotes")
        return None
    return found == "true"


FLAG: Final = Kind(_read_flag, lambda _: {"type": "boolean"})


def count(most: int) -> Kind:
    """A whole number from 1 to the most."""

    def read(node: Node, key: str, desk: Desk) -> int | None:
        found = whole(node, 1, most)
        if found is None and type(node) is not Refused:
            desk.error(node.place, f"`{key}` needs a whole number from 1 to {most:,}, as in `{key}: 3`")
        return found

    return Kind(read, lambda _: {"type": "integer", "minimum": 1, "maximum": most})


COUNT: Final = count(MAX_STEPS)

_PERCENT: Final = re.compile(r"(100|[1-9][0-9]?)\s{0,3}%?", re.ASCII)


def _read_percent(node: Node, key: str, desk: Desk) -> int | None:
    found = scalar(node, key, desk, "a number of percent, as in `20 %`")
    if found is None:
        return None
    match = _PERCENT.fullmatch(found)
    if match is None:
        desk.error(node.place, f"`{key}` is `{shortened(found)}`: write 1 to 100 percent, as in `{key}: 20 %`")
        return None
    return int(match[1])


_PERCENT_SCHEMA: Final[Schema] = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": 100},
        {"type": "string", "pattern": r"^\s*(100|[1-9][0-9]?)\s{0,3}%?\s*$"},
    ]
}

PERCENT: Final = Kind(_read_percent, lambda _: _PERCENT_SCHEMA)


def whole(node: Node, least: int, most: int) -> int | None:
    """Give a whole number between two others; None for anything else."""
    found = number(node)
    if len(found) > len(str(most)) or not (found.isascii() and found.isdigit()):
        return None
    return int(found) if least <= int(found) <= most and found[0] != "0" else None


def _read_version(node: Node, key: str, desk: Desk) -> int | None:
    found = number(node)
    if found == str(FORMAT):
        return FORMAT
    if found.isascii() and found.isdigit() and found[0] != "0":
        words = f"this file is written for format {shortened(found)}; this program reads {FORMAT}: update backtimer"
    else:
        words = f"the format of the file is a number: write `{key}: {FORMAT}`"
    if type(node) is not Refused:
        desk.error(node.place, words)
    return None


VERSION: Final = Kind(_read_version, lambda _: {"type": "integer", "const": FORMAT})


def listed(what: str, begun: str, definition: str, most: int = 0) -> Kind:
    """A list of things that are read later, each begun with the key `begun`; `most` of them where that is not 0."""

    def read(node: Node, key: str, desk: Desk) -> Sequence[Node] | None:
        if type(node) is Listing and node.items:
            if not most or len(node.items) <= most:
                return node.items
            desk.error(node.place, f"`{key}` has {len(node.items):,} entries: {most:,} at most")
        elif type(node) is not Refused:
            words = f"`{key}` needs at least one {what}, each beginning with `- {begun}:` below this line"
            desk.error(node.place, words)
        return None

    schema: Schema = {"type": "array", "minItems": 1, "items": {"$ref": f"#/definitions/{definition}"}}
    if most:
        schema["maxItems"] = most
    return Kind(read, lambda _: schema)


STEPS: Final = listed("step", "stroke", "step_or_group")
"""The steps of a routine or of a group, not yet read."""

MAX_CRITERIA: Final = 100
RUBRIC: Final = listed("item", "item", "criterion", MAX_CRITERIA)
"""What an examiner looks at, not yet read."""

MAX_CHANGES: Final = 200
CHANGES: Final = listed("change", "replace", "change", MAX_CHANGES)
"""What is different from another routine, not yet read."""


def _read_added(node: Node, key: str, desk: Desk) -> Mapping | None:
    if type(node) is Mapping:
        return node
    if type(node) is not Refused:
        desk.error(node.place, f"`{key}` needs a step: write `stroke: …` and its other keys below, further in")
    return None


ADDED: Final = Kind(_read_added, lambda _: {"$ref": "#/definitions/step_or_group"})
"""One step or group, not yet read."""
