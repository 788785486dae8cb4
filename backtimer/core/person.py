"""A person who is massaged: what they like, and the places to leave alone. Knows no disk.

Names tell people apart, whatever their capitals and accents: `Ana` and `ANA ` are the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from backtimer.core.folding import folded
from backtimer.core.wishes import Wishes

LONGEST_NAME: Final = 60
LONGEST_NOTE: Final = 500
"""Letters."""

MOST: Final = 100
"""So many people are kept."""

SOFTER_TO_FIRMER: Final = (-1, 0, 1)


class PersonError(ValueError):
    """Says why a person cannot be kept: without a name, with that of somebody else, or one too many."""

    def __init__(self, why: Literal["nameless", "taken", "too_many"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Person:
    """A profile. `pressure` is −1 (softer), 0 or +1 (firmer); places are region ids."""

    name: str
    pressure: int = 0
    leave_out: frozenset[str] = frozenset()
    more_here: frozenset[str] = frozenset()
    note: str = ""


def named(people: Iterable[Person], name: str) -> Person | None:
    """Give the person of this name; None where there is none."""
    return next((person for person in people if _key(person.name) == _key(name)), None)


def put(people: tuple[Person, ...], person: Person, before: str = "") -> tuple[Person, ...]:
    """Add a person, or let them take the place of the one who was called `before` (a new name is possible).

    Raises PersonError.
    """
    tidy = _tidy(person)
    place = next((at for at, one in enumerate(people) if _key(one.name) == _key(before or tidy.name)), len(people))
    others = people[:place] + people[place + 1 :]
    if not tidy.name:
        raise PersonError("nameless")
    if named(others, tidy.name):
        raise PersonError("taken")
    if len(others) >= MOST:
        raise PersonError("too_many")
    return (*people[:place], tidy, *people[place + 1 :])


def without(people: tuple[Person, ...], name: str) -> tuple[Person, ...]:
    """Give all but the person of this name."""
    return tuple(person for person in people if _key(person.name) != _key(name))


def wishes_for(person: Person, wishes: Wishes) -> Wishes:
    """Give today's wishes with those of a person. What is left out stays out, whoever wants more of it."""
    leave_out = wishes.leave_out | person.leave_out
    return replace(
        wishes,
        pressure=max(min(wishes.pressure + person.pressure, max(SOFTER_TO_FIRMER)), min(SOFTER_TO_FIRMER)),
        leave_out=leave_out,
        more_here=(wishes.more_here | person.more_here) - leave_out,
    )


def _tidy(person: Person) -> Person:
    """The person with a name in one line, and no place that is both left out and gets more."""
    return replace(
        person,
        name=" ".join(person.name.split())[:LONGEST_NAME].rstrip(),
        note=person.note.strip()[:LONGEST_NOTE],
        pressure=max(min(person.pressure, max(SOFTER_TO_FIRMER)), min(SOFTER_TO_FIRMER)),
        more_here=person.more_here - person.leave_out,
    )


def _key(name: str) -> str:
    return " ".join(folded(name).split())
