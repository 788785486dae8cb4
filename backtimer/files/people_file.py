"""The people on disk: a private file. What is damaged in it costs neither the other people nor itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from backtimer.core.person import LONGEST_NAME, LONGEST_NOTE, MOST, SOFTER_TO_FIRMER, Person, named
from backtimer.files.private_file import Trouble, read_private, write_private

_VERSION: Final = 1

_KEYS: Final = {"name", "pressure", "leave_out", "more_here", "note"}


@dataclass(frozen=True, slots=True)
class People:
    """All who could be read. `trouble` says that there is more in the file; the next writing sets it aside."""

    people: tuple[Person, ...] = ()
    trouble: Trouble | None = None


def read_people(file: Path) -> People:
    """Read the people. Never raises, and changes nothing on the disk."""
    private = read_private(file, _VERSION)
    saved = private.values.get("people", [])
    found: list[Person] = []
    for each in saved if isinstance(saved, list) else []:
        person = _person(each)
        if person is not None and named(found, person.name) is None:
            found.append(person)
    whole = isinstance(saved, list) and len(found) == len(saved) <= MOST and private.values.keys() <= {"people"}
    return People(tuple(found[:MOST]), private.trouble or (None if whole else "damaged"))


def write_people(people: Iterable[Person], file: Path) -> Path | None:
    """Write the people whole; gives where a file that could not be read in full was set aside. Raises OSError."""
    return write_private({"people": [_saved(person) for person in people]}, file, _VERSION, read_people(file).trouble)


def _saved(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "pressure": person.pressure,
        "leave_out": sorted(person.leave_out),
        "more_here": sorted(person.more_here),
        "note": person.note,
    }


def _person(saved: object) -> Person | None:
    """One person; None where anything of it is not as we write it."""
    if not isinstance(saved, Mapping) or not saved.keys() <= _KEYS:
        return None
    name, note, pressure = saved.get("name"), saved.get("note", ""), saved.get("pressure", 0)
    leave_out, more_here = _places(saved.get("leave_out", [])), _places(saved.get("more_here", []))
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or name != " ".join(name.split()):
        return None
    if not isinstance(note, str) or len(note) > LONGEST_NOTE:
        return None
    if type(pressure) is not int or pressure not in SOFTER_TO_FIRMER or leave_out is None or more_here is None:
        return None
    return Person(name, pressure, leave_out, more_here, note)


def _places(saved: object) -> frozenset[str] | None:
    if not isinstance(saved, list) or not all(isinstance(place, str) for place in saved):
        return None
    return frozenset(saved)
