"""Reads YAML text into a small tree in which every value keeps its line and column. The only importer of yaml.

Knows nothing of routines: a scalar stays the text that was written, its meaning comes from the key. Works on the
parser's events, without recursion, since `yaml.load` crashes on deep files; refuses what a routine never needs
(anchors, aliases, tags, several documents) and what costs too much.
"""

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from backtimer.core.problem import Problem
from backtimer.files.yaml_words import UNREADABLE, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_DEPTH: Final = 20
MAX_EVENTS: Final = 20_000
"""So many keys and values, lists counted twice: where they begin and where they end."""
MAX_SHOWN: Final = 50
"""So many hidden characters are told one by one; a file that has more is no text."""
MAX_WORD: Final = 40
"""So much of a word is repeated in a message."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML may have been built without libyaml

_HIDDEN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u200a\u200c\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, foreign line ends, and the marks that turn the direction of text: all of them deceive the eye."""

_TAB: Final = re.compile(r"^ *\t", re.MULTILINE)


_HIDDEN_WORDS: Final = "a hidden character (U+{:04X}) stands here: delete it"
_NO_TAG: Final = (
    "names with & and types with ! are not read: to begin a text with one of these signs, put it in 'quotes'"
)
_NO_ALIAS: Final = "references with * are not read: write the steps out, use `repeat`, or put the text in 'quotes'"

_NO_WORD: Final = "a key must be a word: put a text that begins with [ or { in 'quotes'"

_SIGNS: Final = ("&", "!", "\\")
"""Without these there is no name, no type and no character by number in a file: its texts need no second look."""

_STARTS: Final = frozenset({SequenceStartEvent, MappingStartEvent})
_ENDS: Final = frozenset({SequenceEndEvent, MappingEndEvent})


class _Placed:
    """Stands somewhere in the text: line and column count from 1."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column

    @property
    def place(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column


# Written out and without dataclasses: a file has hundreds of these, and they are half of the time it takes to read one.
class Scalar(_Placed):
    """A text as it was written, and the sign that quotes it, if any; nothing is changed once it is made."""

    __slots__ = ("quoted", "text")

    def __init__(self, line: int, column: int, text: str, quoted: str | None) -> None:
        self.line = line
        self.column = column
        self.text = text
        self.quoted = quoted


class Listing(_Placed):
    """A list."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int, items: "tuple[Node, ...]") -> None:
        super().__init__(line, column)
        self.items = items


class Mapping(_Placed):
    """Keys with their values, in the order of the file; no key stands twice."""

    __slots__ = ("keys", "values")

    def __init__(self, line: int, column: int, keys: "Sequence[Scalar]", values: "Sequence[Node]") -> None:
        super().__init__(line, column)
        self.keys = keys
        self.values = values

    @property
    def entries(self) -> "Iterator[tuple[Scalar, Node]]":
        """Each key with its value."""
        return zip(self.keys, self.values, strict=True)

    def get(self, name: str) -> "Node | None":
        """The value of a key; None where it is left out."""
        return next((value for key, value in self.entries if key.text == name), None)


class Refused(_Placed):
    """Something stands here that was refused already: nothing more needs to be said about it."""

    __slots__ = ()


Node = Scalar | Listing | Mapping | Refused


class Tree(NamedTuple):
    """What a text holds: the root (None when it is empty or cannot be read to the end), and all problems."""

    root: Node | None
    problems: list[Problem]


def read_tree(text: str, file: str) -> Tree:
    """Read a text, naming it by `file` in its problems. Raises nothing."""
    hidden = _hidden_characters(text, file)
    if hidden:
        return Tree(None, hidden)
    builder = _Builder(file)
    root = None
    try:
        root = builder.build(text)
    except yaml.MarkedYAMLError as error:
        words, at_start = plain_words(error.context or "", error.problem or "")
        builder.refuse((error.context_mark if at_start else None) or error.problem_mark, words)
    except (yaml.YAMLError, ValueError):  # some escapes end in these, without a place
        builder.refuse(None, UNREADABLE)
    return Tree(root, builder.problems)


def _hidden_characters(text: str, file: str) -> list[Problem]:
    """Give all problems with characters that nobody can see."""
    if text.replace("\n", " ").isprintable():  # the common case, and several times faster
        return []
    found = [
        _problem(text, file, match.start(), _HIDDEN_WORDS.format(ord(match[0])))
        for match in islice(_HIDDEN.finditer(text), MAX_SHOWN)
    ]
    tabs = [
        _problem(text, file, match.start(), "this line begins with a tab: use spaces, two for each level")
        for match in islice(_TAB.finditer(text), MAX_SHOWN)
    ]
    return found + tabs


def _problem(text: str, file: str, at: int, words: str) -> Problem:
    line_start = text.rfind("\n", 0, at) + 1
    return Problem(file, text.count("\n", 0, at) + 1, at - line_start + 1, "error", words)


class _Builder:
    """Takes events in their order and grows the tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def build(self, text: str) -> Node | None:
        """Grow the tree of a text; None when it is empty or too much. Raises yaml.YAMLError where it cannot be read.

        A mapping collects its keys and values in one row, like a list; they are paired when it ends.
        """
        suspicious = any(sign in text for sign in _SIGNS)
        row: list[Node] = []
        outer: list[tuple[yaml.Mark, list[Node]]] = []
        event: Any = None
        for event in islice(iter(_Loader(text).get_event, None), MAX_EVENTS):
            kind = type(event)
            if kind is ScalarEvent:
                mark = event.start_mark
                row.append(Scalar(mark.line + 1, mark.column + 1, event.value, event.style))
                if suspicious and (event.tag or event.anchor or event.style == '"'):
                    self.check_scalar(event)
            elif kind in _ENDS:
                begun, outer_row = outer.pop()
                outer_row.append(self.closed(kind, begun, row))
                row = outer_row
            elif kind in _STARTS:
                outer.append((event.start_mark, row))
                row = []
                if not self.may_begin(event, len(outer)):
                    return None
            elif not self.passes(event, row):
                return None
        if type(event) is not StreamEndEvent:
            self.refuse(event and event.start_mark, f"the file holds more than {MAX_EVENTS:,} keys and values")
            return None
        return row[0] if row else None

    def check_scalar(self, event: ScalarEvent) -> None:
        """Refuse names and types, and characters written by number that are refused in plain sight."""
        if event.tag or event.anchor:
            self.refuse(event.start_mark, _NO_TAG)
        hidden = None if event.value.isprintable() else _HIDDEN.search(event.value)
        if hidden:
            self.refuse(event.start_mark, _HIDDEN_WORDS.format(ord(hidden[0])))

    def may_begin(self, event: SequenceStartEvent | MappingStartEvent, depth: int) -> bool:
        """Say whether a list or mapping may begin so deep inside others."""
        if event.tag or event.anchor:
            self.refuse(event.start_mark, _NO_TAG)
        if depth > MAX_DEPTH:
            self.refuse(event.start_mark, f"more than {MAX_DEPTH} levels stand inside each other here")
        return depth <= MAX_DEPTH

    def passes(self, event: yaml.Event, row: list[Node]) -> bool:
        """Take what is neither text, list nor mapping; False at a second document."""
        mark = event.start_mark
        if type(event) is AliasEvent:
            self.refuse(mark, _NO_ALIAS)
            row.append(Refused(*_place(mark)))
        elif type(event) is DocumentStartEvent and row:
            self.refuse(mark, "one file holds one routine: put the second one into a file of its own")
            return False
        return True

    def closed(self, kind: type[yaml.Event], begun: yaml.Mark, row: list[Node]) -> Listing | Mapping:
        """Give the list or mapping that began there, with all that stands in it."""
        line, column = _place(begun)
        if kind is SequenceEndEvent:
            return Listing(line, column, tuple(row))
        keys, values = row[::2], row[1::2]
        if len({key.text for key in keys if type(key) is Scalar}) == len(keys):
            return Mapping(line, column, keys, values)  # type: ignore[arg-type]  # all keys are Scalar
        first: dict[str, Scalar] = {}
        kept: list[Node] = []
        for key, value in zip(keys, values, strict=True):
            if type(key) is not Scalar:
                self.problems.append(Problem(self.file, *key.place, "error", _NO_WORD))
            elif first.setdefault(key.text, key) is not key:
                words = f"`{shortened(key.text)}` stands on line {first[key.text].line} already: keep one of the two"
                self.problems.append(Problem(self.file, *key.place, "error", words))
            else:
                kept.append(value)
        return Mapping(line, column, tuple(first.values()), kept)

    def refuse(self, mark: Any, words: str) -> None:  # noqa: ANN401  # libyaml's marks are no yaml.Mark
        """Note a problem."""
        self.problems.append(Problem(self.file, *_place(mark), "error", words))


def _place(mark: Any) -> tuple[int, int]:  # noqa: ANN401
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def shortened(text: str) -> str:
    """Give a word of the author for a message: on one line, and not longer than the message itself."""
    text = " ".join(text.split()) if len(text) <= 4 * MAX_WORD else text[:MAX_WORD]
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)  # written by number: "\\x00"
    return text if len(text) <= MAX_WORD else text[: MAX_WORD - 1] + "…"
