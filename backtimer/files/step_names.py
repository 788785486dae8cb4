"""What the steps of a file are called, before they are read: by their own name, else by their stroke.

`Knead (2)` is the second of several steps called Knead. Knows trees and the handbook's strokes. Leaves what is to
happen with a step to who asks for it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from backtimer.core.folding import folded
from backtimer.core.handbook import Handbook
from backtimer.files.desk import nearest
from backtimer.files.keys import is_group
from backtimer.files.yaml_tree import Listing, Mapping, Node, Scalar, shortened

_NUMBERED: Final = re.compile(r"(.*\S)\s*\(([1-9][0-9]{0,3})\)", re.DOTALL)


class Called(NamedTuple):
    """A step of a tree, what people call it, and by which folded words it can be meant."""

    node: Mapping
    name: str
    words: tuple[str, ...]


class NoSuchStepError(Exception):
    """No single step is meant by a name; says in plain words why, and what to write."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def called_steps(steps: Node | None, handbook: Handbook) -> list[Called]:
    """All steps below `steps:`, those in groups too, in the order of the file; what is no step is left out."""
    return list(_called(steps, handbook))


def _called(steps: Node | None, handbook: Handbook) -> Iterator[Called]:
    for node in steps.items if type(steps) is Listing else ():
        if type(node) is not Mapping:
            continue
        if is_group(node):
            yield from _called(node.get("steps"), handbook)
            continue
        own, stroke = _text(node.get("name")), handbook.strokes.get(_text(node.get("stroke")))
        if own:
            yield Called(node, own, (folded(own),))
        elif stroke is not None:
            yield Called(node, stroke.name, tuple(map(folded, (stroke.name, stroke.id, stroke.term))))


def meant(word: str, steps: list[Called]) -> list[Called]:
    """The steps that a name means: all that are called so. Raises NoSuchStepError where there is none."""
    wanted = folded(word)
    found = [step for step in steps if wanted in step.words]
    if not found:
        raise NoSuchStepError(f"no step is called `{shortened(word)}`{_advice(word, steps)}")
    return found


def the_one_meant(word: str, steps: list[Called]) -> Called:
    """The one step that a name means. Raises NoSuchStepError where there is none, or more than one."""
    numbered = _NUMBERED.fullmatch(word)
    if numbered and not any(folded(word) in step.words for step in steps):
        found = meant(numbered[1], steps)
        number = int(numbered[2])
        if number > len(found):
            words = f"there are {len(found)} steps" if len(found) > 1 else "there is one step"
            raise NoSuchStepError(f"{words} called `{shortened(numbered[1])}`, and no number {number}")
        return found[number - 1]
    found = meant(word, steps)
    if len(found) > 1:
        name = shortened(word)
        raise NoSuchStepError(
            f"{len(found)} steps are called `{name}`: write `{name} (1)` for the first, `{name} (2)` for the second"
        )
    return found[0]


def _advice(word: str, steps: Iterable[Called]) -> str:
    """Which one was probably meant, or which there are."""
    names = {folded(name): step.name for step in steps for name in (step.name, *step.words)}
    near = nearest(folded(word), islice(names, _COMPARED), spaces=True) if len(word) <= _GUESSED else None
    if near:
        return f": did you mean `{shortened(names[near])}`?"
    shown = list(dict.fromkeys(names.values()))
    more = " …" if len(shown) > _FEW else ""
    return f": the steps are called {', '.join(f'`{shortened(name)}`' for name in shown[:_FEW])}{more}"


_GUESSED: Final = 60
_COMPARED: Final = 120
_FEW: Final = 6
"""So long a word is compared with so many others; so many names are listed in a message."""


def _text(node: Node | None) -> str:
    return node.text.strip() if type(node) is Scalar else ""
