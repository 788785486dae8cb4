"""Reads a routine file: a whole Routine, or all problems with their places. Raises nothing for anything in a file.

Joins what the others know: `text_file` the disk, `yaml_tree` the text, `keys` and `steps` the format, `lint` the
craft.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from backtimer.core.handbook import Handbook
from backtimer.core.lint import is_firm, lint, step_findings
from backtimer.core.problem import Problem
from backtimer.core.routine import FORMAT, Group, Routine, Step
from backtimer.files.desk import Desk
from backtimer.files.findings import as_problem
from backtimer.files.keys import ROUTINE, Found, read_mapping
from backtimer.files.steps import read_items, total_steps, total_time
from backtimer.files.text_file import UnreadableError, read_text
from backtimer.files.values import MAX_STEPS
from backtimer.files.yaml_tree import Mapping, Node, Scalar, read_tree

_LONGEST: Final = 24 * 3_600_000
"""One day, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: the routine (None when there is an error), and all problems, sorted by their place.

    `text` is what was read, so that the same routine can be made of it again when the file has changed.
    """

    routine: Routine | None
    problems: tuple[Problem, ...]
    text: str = field(default="", compare=False, repr=False)


def read_routine(path: Path, handbook: Handbook) -> Reading:
    """Read a file. Its problems name it as it is named here; the routine's id is its name without the ending."""
    try:
        text = read_text(path)
    except UnreadableError as reason:
        return Reading(None, (Problem(str(path), *reason.place, "error", reason.words),))
    return parse_routine(text, str(path), path.stem, handbook)


def parse_routine(text: str, file: str, id: str, handbook: Handbook) -> Reading:  # noqa: A002  # it is the routine's id
    """Read the text of a routine file."""
    root, problems = read_tree(text, file)
    desk = Desk(file, handbook, problems)
    routine = None
    if root is not None:
        if type(root) is Mapping:
            routine = _routine(root, desk, id)
        else:
            desk.error(root.place, f"a routine begins with the line `backtimer: {FORMAT}`")
    elif not problems:
        desk.error((1, 1), f"the file is empty: begin with the line `backtimer: {FORMAT}`")
    if any(problem.severity == "error" for problem in problems):
        routine = None
    return Reading(routine, tuple(sorted(problems)), text)


def _routine(root: Mapping, desk: Desk, id_: str) -> Routine | None:
    """Read all keys, then what they mean together; the lint has the last word."""
    later = _newer_version(root)
    if later is not None:
        ROUTINE.keys["backtimer"].kind.read(later, "backtimer", desk)
        return None
    found = read_mapping(root, ROUTINE, desk)
    values = found.values
    values.pop("version", None)
    level_is_unclear = "level" in found.places and "level" not in values
    desk.firm = level_is_unclear or is_firm(values.get("level"))
    steps = tuple(read_items(values.pop("steps", ()), desk))
    _check_size(steps, found, desk)
    if desk.problems:
        desk.problems.extend(as_problem(finding, desk.file) for finding in step_findings(steps, firm=desk.firm))
        return None
    routine = Routine(id=id_, steps=steps, **values)
    desk.problems.extend(as_problem(finding, desk.file) for finding in lint(routine))
    return routine


def _newer_version(root: Mapping) -> Node | None:
    """Give the version where it is a later one: nothing else in such a file can be judged."""
    for key, value in root.entries:
        if key.text == "backtimer" and type(value) is Scalar and not value.quoted:
            digits = value.text.isascii() and value.text.isdigit() and value.text[0] != "0"
            return value if digits and value.text != str(FORMAT) else None
    return None


def _check_size(steps: tuple[Step | Group, ...], found: Found, desk: Desk) -> None:
    place = found.places.get("steps", (1, 1))
    count = total_steps(steps)
    if count > MAX_STEPS:
        desk.error(
            place, f"with all repeats and both sides this routine has {_many(count)} steps: {MAX_STEPS:,} at most"
        )
    elif total_time(steps) > _LONGEST:
        desk.error(place, "this routine is longer than 24 hours")


def _many(count: int) -> str:
    return f"{count:,}" if count < 10**9 else "more than a billion"
