"""Describes the routine file to editors: a JSON Schema (draft 7), made from the tables that the reader follows.

A schema knows single values. What values mean together (caps, sums, equal sides, keys that stand twice) only the
reader can judge.
"""

from typing import Final

from backtimer.core.handbook import Handbook
from backtimer.core.routine import FORMAT
from backtimer.files.keys import CHANGE, CRITERION, EXTENDING, GROUP, ROUTINE, STEP, Form, Key
from backtimer.files.values import Schema

_STEP_OR_GROUP: Final[Schema] = {
    "if": {"anyOf": [{"required": ["steps"]}, {"required": ["repeat"], "not": {"required": ["stroke"]}}]},
    "then": {"$ref": "#/definitions/group"},
    "else": {"$ref": "#/definitions/step"},
}

_TIMED: Final[Schema] = {"properties": {"steps": {"items": {"$ref": "#/definitions/timed"}}}}
"""No group provides for the steps here: each needs its own time."""

_BY_ITSELF: Final[Schema] = {"required": list(ROUTINE.required), "properties": {"changes": False}}
_EXTENDING: Final[Schema] = {"not": {"required": ["steps", "changes"]}}


def routine_schema(handbook: Handbook) -> Schema:
    """Give the schema of the routine file, with the ids of this handbook."""
    touching = [stroke.id for stroke in handbook.strokes.values() if stroke.touches]
    touches = {"required": ["stroke"], "properties": {"stroke": {"enum": touching}}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"backtimer routine, format {FORMAT}",
        **_form(EXTENDING, handbook),
        "allOf": [_TIMED, {"if": {"required": ["extend"]}, "then": _EXTENDING, "else": _BY_ITSELF}],
        "definitions": {
            "step_or_group": _STEP_OR_GROUP,
            "timed": {"if": {"required": ["stroke"]}, "then": {"required": ["time"]}},
            "step": _form(STEP, handbook)
            | {"if": touches, "then": {"required": ["region"]}, "else": {"properties": {"pressure": False}}},
            "group": _form(GROUP, handbook) | {"if": {"required": ["time"]}, "else": _TIMED},
            "criterion": _form(CRITERION, handbook),
            "change": _one_of([name for name in CHANGE if name != "add"], "add"),
            **{name: _form(form, handbook) | _BESIDES.get(name, {}) for name, form in CHANGE.items()},
        },
    }


_BESIDES: Final[dict[str, Schema]] = {
    "add": {"oneOf": [{"required": ["after"]}, {"required": ["before"]}]},
    "replace": {"minProperties": 2},
}
"""What a table of keys does not say: a place, and something that is new."""


def _one_of(names: list[str], otherwise: str) -> Schema:
    """What the first of these keys is there for; none of them is there for the last."""
    found: Schema = {"$ref": f"#/definitions/{otherwise}"}
    for name in reversed(names):
        found = {"if": {"required": [name]}, "then": {"$ref": f"#/definitions/{name}"}, "else": found}
    return found


def _form(form: Form, handbook: Handbook) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(form.required),
        "properties": {name: _property(key, handbook) for name, key in form.keys.items()},
    }


def _property(key: Key, handbook: Handbook) -> Schema:
    return {"description": key.about, **key.kind.schema(handbook)}
