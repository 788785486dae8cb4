"""Describes the routine file to editors: a JSON Schema (draft 7), made from the tables that the reader follows.

A schema knows single values. What values mean together (caps, sums, equal sides, keys that stand twice) only the
reader can judge.
"""

from typing import Final

from backtimer.core.handbook import Handbook
from backtimer.core.routine import FORMAT
from backtimer.files.keys import GROUP, ROUTINE, STEP, Form, Key
from backtimer.files.values import Schema

_STEP_OR_GROUP: Final[Schema] = {
    "if": {"anyOf": [{"required": ["steps"]}, {"required": ["repeat"], "not": {"required": ["stroke"]}}]},
    "then": {"$ref": "#/definitions/group"},
    "else": {"$ref": "#/definitions/step"},
}

_TIMED: Final[Schema] = {"properties": {"steps": {"items": {"$ref": "#/definitions/timed"}}}}
"""No group provides for the steps here: each needs its own time."""


def routine_schema(handbook: Handbook) -> Schema:
    """Give the schema of the routine file, with the ids of this handbook."""
    touching = [stroke.id for stroke in handbook.strokes.values() if stroke.touches]
    touches = {"required": ["stroke"], "properties": {"stroke": {"enum": touching}}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"backtimer routine, format {FORMAT}",
        **_form(ROUTINE, handbook),
        "allOf": [_TIMED],
        "definitions": {
            "step_or_group": _STEP_OR_GROUP,
            "timed": {"if": {"required": ["stroke"]}, "then": {"required": ["time"]}},
            "step": _form(STEP, handbook)
            | {"if": touches, "then": {"required": ["region"]}, "else": {"properties": {"pressure": False}}},
            "group": _form(GROUP, handbook) | {"if": {"required": ["time"]}, "else": _TIMED},
        },
    }


def _form(form: Form, handbook: Handbook) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(form.required),
        "properties": {name: _property(key, handbook) for name, key in form.keys.items()},
    }


def _property(key: Key, handbook: Handbook) -> Schema:
    return {"description": key.about, **key.kind.schema(handbook)}
