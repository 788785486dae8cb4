"""Wishes as plain JSON values, for the journal and for going on after a restart.

What a file says of a wish that this program does not know, or says in another form, is as if it were not there.
"""

from dataclasses import fields
from typing import Any

from backtimer.core.wishes import AS_WRITTEN, Wishes


def wishes_as_json(wishes: Wishes) -> dict[str, Any]:
    """Give only what differs from a routine as it is written; sets as sorted lists."""
    found = {field.name: getattr(wishes, field.name) for field in fields(Wishes)}
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in found.items()
        if value != getattr(AS_WRITTEN, name)
    }


def wishes_from_json(saved: object) -> Wishes:
    """Give the wishes that were saved so."""
    if not isinstance(saved, dict):
        return AS_WRITTEN
    found: dict[str, Any] = {}
    for field in fields(Wishes):
        value, default = saved.get(field.name), getattr(AS_WRITTEN, field.name)
        if isinstance(default, frozenset):
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                found[field.name] = frozenset(value)
        elif type(value) is int and value >= (-5 if field.name == "pressure" else 0):
            found[field.name] = value
    return Wishes(**found)
