"""What somebody who learns has written beside a routine: a note on the whole, and one on each step. Knows no disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LONGEST: Final = 2_000
"""Letters of a note."""

WHOLE: Final = ""
"""In the place of a step's name: the note on the whole routine."""

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes by the id of their routine and the name of their step; steps that are called alike share theirs."""

    by_routine: Mapping[str, Mapping[str, str]]

    def of(self, routine: str) -> Mapping[str, str]:
        """The notes on one routine, by the names of its steps."""
        return self.by_routine.get(routine, _NONE)


NO_NOTES: Final = Notes(MappingProxyType({}))


def with_note(notes: Notes, routine: str, step: str, text: str) -> Notes:
    """Write a note, in place of the one that is there; an empty one is none."""
    text = text.strip()[:LONGEST].rstrip()
    of_routine = {**notes.of(routine), step: text}
    if not text:
        del of_routine[step]
    by_routine = {**notes.by_routine, routine: MappingProxyType(of_routine)}
    if not of_routine:
        del by_routine[routine]
    return Notes(MappingProxyType(by_routine))
