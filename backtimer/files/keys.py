"""The keys of the routine file, format 1: what each holds, and what it is for.

These tables are the format: the reader follows them, and so does the JSON Schema. Leaves to `values` and
`craft_values` how a value is written.
"""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, get_args

from backtimer.core.kinds import Audience, Goal, Level, Position, Side
from backtimer.core.routine import FORMAT, Place
from backtimer.files.craft_values import HANDS_WORD, PATH, PRESSURE, REGIONS, STROKE, TEMPO, WAIT
from backtimer.files.desk import Desk
from backtimer.files.values import (
    ADDED,
    CHANGES,
    COUNT,
    DURATION,
    FLAG,
    MAX_TITLE,
    PERCENT,
    RUBRIC,
    STEPS,
    VERSION,
    Kind,
    choice,
    count,
    scalar,
    several,
    text,
)
from backtimer.files.yaml_tree import Mapping, Node, Scalar, shortened


@dataclass(frozen=True, slots=True)
class Key:
    """A key: how its value is read, what it is for, and the name that the value has in the program."""

    kind: Kind
    about: str
    field: str


@dataclass(frozen=True, slots=True)
class Form:
    """The keys that may stand together, and those that must: with what to write where one is missing."""

    required: Table[str, str]
    keys: Table[str, Key]


_LINE: Final = text()
_LINES: Final = text(one_line=False)
_TITLE: Final = text(MAX_TITLE)
_LIST: Final = several(text())

_LANGUAGE_TAG: Final = r"^[A-Za-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"


def _read_language(node: Node, key: str, desk: Desk) -> str | None:
    wanted = "its tag, as in `en`, `de` or `pt-BR`"
    found = scalar(node, key, desk, wanted)
    if found is None or re.fullmatch(_LANGUAGE_TAG, found):
        return found
    desk.error(node.place, f"`{shortened(found)}` is no language: write {wanted}")
    return None


_LANGUAGE: Final = Kind(_read_language, lambda _: {"type": "string", "pattern": _LANGUAGE_TAG})

_BASE_NAME: Final = r"^[^./\\\s]([^/\\\n]{0,98}[^/\\\s])?$"


def _read_base(node: Node, key: str, desk: Desk) -> str | None:
    wanted = "the name of a routine in the same folder, as in `extend: first-back-10`"
    found = scalar(node, key, desk, wanted)
    if found is None:
        return None
    stem = found.removesuffix(".yaml").removesuffix(".yml")
    if stem and stem != found:
        desk.error(node.place, f"`{key}` takes the name without its ending: write `{key}: {shortened(stem)}`")
    elif not re.fullmatch(_BASE_NAME, found):
        desk.error(node.place, f"`{shortened(found)}` is no name of a file in the same folder: write {wanted}")
    else:
        return found
    return None


_BASE: Final = Kind(
    _read_base,
    lambda _: {"type": ["string", "number", "boolean"], "pattern": _BASE_NAME, "not": {"pattern": r"\.ya?ml\s*$"}},
)

_STEPS_NEEDED: Final = "write `steps:`, and below it each step with `- stroke: …`"
_ROUTINE_NEEDS: Final = {
    "backtimer": f"write `backtimer: {FORMAT}` as the first line",
    "title": "write what the routine is called, as in `title: Evening back`",
    "steps": _STEPS_NEEDED,
}

ROUTINE: Final = Form(
    _ROUTINE_NEEDS,
    {
        "backtimer": Key(VERSION, "The version of this format: 1.", "version"),
        "title": Key(_TITLE, "What the routine is called.", "title"),
        "summary": Key(_LINES, "What it is and for whom, in a few sentences.", "summary"),
        "for": Key(several(choice(*get_args(Audience))), "Who gives it: a partner, a student, or oneself.", "audience"),
        "goals": Key(several(choice(*get_args(Goal))), "What it is good for.", "goals"),
        "position": Key(several(choice(*get_args(Position))), "How the receiver lies, sits or stands.", "position"),
        "level": Key(choice(*get_args(Level)), "Who can give it. Without it, the caps for beginners hold.", "level"),
        "needs": Key(_LIST, "What must be at hand: oil, towels, a chair.", "needs"),
        "prepare": Key(_LIST, "What to do before the first step.", "prepare"),
        "cautions": Key(_LIST, "What to take care of.", "cautions"),
        "author": Key(_LINE, "Who wrote it.", "author"),
        "licence": Key(_LINE, "What others may do with it.", "licence"),
        "source": Key(_LINE, "Where it comes from: a book, a teacher, a page.", "source"),
        "language": Key(_LANGUAGE, "The language of its words, for the voice: en, de, pt-BR.", "language"),
        "tolerance": Key(PERCENT, "How far the time of a step may be missed in an exam: 20 or 20 %.", "tolerance"),
        "rubric": Key(RUBRIC, "What an examiner looks at, each with its points.", "rubric"),
        "locked": Key(FLAG, "true: the program opens it for notes, and not for changes.", "locked"),
        "extend": Key(_BASE, "The routine in the same folder that this one changes, without its ending.", "extends"),
        "steps": Key(STEPS, "What is done, in order.", "steps"),
        "changes": Key(CHANGES, "What is different from the steps of the routine that is extended.", "changes"),
    },
)

EXTENDING: Final = Form({"backtimer": _ROUTINE_NEEDS["backtimer"]}, ROUTINE.keys)
"""A routine that changes another one: what is left out comes from there."""

CRITERION: Final = Form(
    {"item": "write what is looked at, as in `item: The hands stay in contact`"},
    {
        "item": Key(_TITLE, "What an examiner looks at.", "text"),
        "points": Key(count(100), "How many points it gives: 1 to 100; 1 where it is left out.", "points"),
        "step": Key(_TITLE, "The name of the step that it belongs to; left out, it is for the whole routine.", "step"),
    },
)

STEP: Final = Form(
    {"stroke": "write the id of one, as in `stroke: effleurage_long`"},
    {
        "stroke": Key(STROKE, "What the hands do: the id of a stroke.", "stroke"),
        "region": Key(REGIONS, "Where: one region, or several joined with +.", "regions"),
        "side": Key(
            choice(*get_args(Side)), "The receiver's side. `each` is left, then right, with equal times.", "side"
        ),
        "time": Key(DURATION, "How long: 90, 1:30, 2 min. For `each`, both sides together.", "time"),
        "least": Key(DURATION, "The shortest time when the routine is fitted to another length.", "least"),
        "most": Key(DURATION, "The longest time when the routine is fitted to another length.", "most"),
        "optional": Key(FLAG, "true: the step may be dropped when time is short.", "optional"),
        "pressure": Key(PRESSURE, "1 (resting) to 5 (very deep), or a list spread over the step.", "pressure"),
        "tempo": Key(TEMPO, "How fast: 6/min, 5/s, 3 cm/s or still.", "tempo"),
        "hands": Key(HANDS_WORD, "The part that works: palms, thumbs, forearm …", "hands"),
        "path": Key(PATH, "The way of the hands: landmarks or [x, y], for the right side.", "path"),
        "name": Key(_TITLE, "The step's own title.", "name"),
        "cue": Key(_LINE, "One short line on the screen.", "cue"),
        "say": Key(_LINE, "What the voice says instead of the cue.", "say"),
        "note": Key(_LINES, "The long text, for learning.", "note"),
        "advance": Key(WAIT, "wait: the step stays until the giver goes on.", "waits"),
        "check_in": Key(FLAG, "true: asks about the pressure when the step begins.", "check_in"),
        "tolerance": Key(PERCENT, "How far the step's time may be missed in an exam: 20 or 20 %.", "tolerance"),
    },
)

GROUP: Final = Form(
    {"repeat": "write how many times, as in `repeat: 3`", "steps": _STEPS_NEEDED},
    {
        "repeat": Key(COUNT, "How many times the steps below are done.", "repeat"),
        "title": Key(_TITLE, "What this part is called.", "title"),
        "time": Key(DURATION, "The time of one round, shared by the steps that have none.", "time"),
        "steps": Key(STEPS, "What is repeated.", "steps"),
    },
)

_NAME_NEEDED: Final = "write the name of a step of the routine that is extended"

REPLACE: Final = Form(
    {"replace": _NAME_NEEDED},
    {"replace": Key(_TITLE, "The name of the step of which the keys below are different.", "replace"), **STEP.keys},
)

DROP: Final = Form({"drop": _NAME_NEEDED}, {"drop": Key(_TITLE, "The name of the step that is left out.", "drop")})

ADD: Final = Form(
    {"add": "write `stroke: …` and its other keys below it, further in"},
    {
        "add": Key(ADDED, "A step, or a group of steps, that is new.", "add"),
        "after": Key(_TITLE, "The name of the step that comes before it.", "after"),
        "before": Key(_TITLE, "The name of the step that comes after it.", "before"),
    },
)

CHANGE: Final[Table[str, Form]] = {"replace": REPLACE, "drop": DROP, "add": ADD}
"""The kinds of change, by the key that tells them apart."""

_REPEAT: Final = "to repeat steps, write `- repeat: 3` and `steps:` below it, with the steps further in"
_ELSEWHERE: Final = {
    "repeat": _REPEAT,
    "steps": _REPEAT,
    "stroke": "a group has no stroke: put it into a step below `steps:`",
    "seconds": "write `time: 90`",
    "duration": "write `time: 90`",
}
"""Keys that people write where they are none, and what to write instead."""


def change_of(node: Mapping) -> str | None:
    """Which kind of change a mapping is meant as; None where it is none."""
    return next((word.text for word in node.keys if word.text in CHANGE), None)


class Found(NamedTuple):
    """The values of a mapping by their field, and where each key stands (also where its value was refused)."""

    values: dict[str, Any]
    places: dict[str, Place]


def read_mapping(node: Mapping, form: Form, desk: Desk) -> Found:
    """Read every key of a mapping by its table."""
    keys = form.keys
    values: dict[str, Any] = {}
    places: dict[str, Place] = {"": (node.line, node.column)}
    for word, value in zip(node.keys, node.values, strict=True):
        name = word.text
        key = keys.get(name)
        if key is None:
            _unknown_key(word, keys, desk)
            continue
        places[name] = (word.line, word.column)
        found = key.kind.read(value, name, desk)
        if found is not None:
            values[key.field] = found
    for name in form.required:
        if name not in places:
            desk.error(node.place, f"`{name}` is missing: {form.required[name]}")
    return Found(values, places)


def _unknown_key(word: Scalar, keys: Table[str, Key], desk: Desk) -> None:
    advice = _ELSEWHERE.get(word.text)
    if advice:
        desk.error(word.place, f"unknown key `{word.text}`: {advice}")
    else:
        desk.unknown(word.place, "key", word.text, keys)


def is_group(node: Mapping) -> bool:
    """Say whether a mapping in a list of steps is meant as a group: one that begins with its stroke is a step."""
    if node.keys and node.keys[0].text == "stroke":
        return False
    names = {word.text for word in node.keys}
    return "steps" in names or ("repeat" in names and "stroke" not in names)
