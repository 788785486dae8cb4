"""What every reader of a value needs at hand: the handbook, and where to put problems.

Knows how to say that a word is unknown and which one was probably meant. Leaves the values themselves to `values`.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from backtimer.core.handbook import Handbook
from backtimer.core.problem import Problem
from backtimer.core.routine import Place
from backtimer.files.yaml_tree import MAX_WORD, shortened

_FEW: Final = 12
"""So many words are listed in a message."""

_GUESSES: Final = 200
"""Guessing takes a millisecond: a file with more unknown words than this is not a matter of typing errors."""


class Desk:
    """Collects the problems of one file. `firm` says that its level allows the firmer caps."""

    __slots__ = ("file", "firm", "handbook", "problems")

    def __init__(self, file: str, handbook: Handbook, problems: list[Problem]) -> None:
        self.file = file
        self.handbook = handbook
        self.problems = problems
        self.firm = False

    def error(self, place: Place, words: str) -> None:
        """Note an error."""
        self.problems.append(Problem(self.file, *place, "error", words))

    def unknown(self, place: Place, what: str, word: str, known: Iterable[str]) -> None:
        """Note that there is no such thing, with the one that was probably meant."""
        self.error(place, f"unknown {what} `{shortened(word)}`{self._advice(word, list(known))}")

    def not_for(self, place: Place, key: str, word: str, known: Iterable[str]) -> None:
        """Note that a word is none of those that belong to the key, with the one that was probably meant."""
        self.error(place, f"`{key}` does not know `{shortened(word)}`{self._advice(word, list(known))}")

    def _advice(self, word: str, known: list[str]) -> str:
        if len(word) <= MAX_WORD and len(self.problems) < _GUESSES:
            near = nearest(word, known)
            if near:
                return f": did you mean `{near}`?"
        if len(known) == 1:
            return f": only `{known[0]}` belongs here"
        if len(known) <= _FEW:
            return f": write one of {', '.join(known)}"
        return ": routines/README.md lists those that can be used"


def nearest(word: str, known: Iterable[str], *, spaces: bool = False) -> str | None:
    """Give the known word that looks most like this one; None when none does. Only names of people have `spaces`."""
    tidy = word.strip().lower() if spaces else word.strip().lower().replace(" ", "_")
    return next(iter(get_close_matches(tidy, known, n=1, cutoff=0.6)), None)
