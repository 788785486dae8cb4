"""Reads a routine file: a whole Routine, or all problems with their places. Raises nothing for anything in a file.

Joins what the others know: `text_file` and `bases` the disk, `yaml_tree` the text, `keys`, `steps` and `rubric` the
format, `extending` what one routine takes from another, `lint` the craft.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from backtimer.core.handbook import Handbook
from backtimer.core.lint import Finding, is_firm, lint, step_findings
from backtimer.core.problem import Problem
from backtimer.core.routine import FORMAT, Group, Place, Routine, Step
from backtimer.files.bases import Bases, Beside, no_bases
from backtimer.files.desk import Desk
from backtimer.files.extending import depth, laid_over, tell_alone, with_value, without
from backtimer.files.findings import as_problem
from backtimer.files.index_file import Stamp
from backtimer.files.keys import EXTENDING, ROUTINE, Form, Found, read_mapping
from backtimer.files.rubric import read_rubric
from backtimer.files.step_names import called_steps
from backtimer.files.steps import read_items, total_steps, total_time
from backtimer.files.text_file import MAX_BYTES, UnreadableError, read_text
from backtimer.files.values import MAX_STEPS
from backtimer.files.yaml_tree import MAX_DEPTH, Mapping, Node, Refused, Scalar, read_tree, shortened

_LONGEST: Final = 24 * 3_600_000
"""One day, in milliseconds."""


MOST_BASES: Final = 4
"""So many routines may stand on each other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: the routine (None when there is an error), and all problems, sorted by their place.

    `text` is what was read, and `bases` are the routines that it extends, by name, so that the same routine can be made
    of them again when the files have changed. `looked_at` are the files of those, as they were when they were read.
    """

    routine: Routine | None
    problems: tuple[Problem, ...]
    text: str = field(default="", compare=False, repr=False)
    bases: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
    looked_at: tuple[tuple[str, Stamp], ...] = field(default=(), compare=False, repr=False)


def read_routine(path: Path, handbook: Handbook) -> Reading:
    """Read a file. Its problems name it as it is named here; the routine's id is its name without the ending.

    What it extends is looked for in its folder.
    """
    try:
        text = read_text(path)
    except UnreadableError as reason:
        return Reading(None, (Problem(str(path), *reason.place, "error", reason.words),))
    beside = Beside(path)
    reading = parse_routine(text, str(path), path.stem, handbook, beside)
    return replace(reading, looked_at=tuple(beside.looked_at.items()))


def parse_routine(
    text: str,
    file: str,
    id: str,  # noqa: A002  # it is the routine's id
    handbook: Handbook,
    bases: Bases = no_bases,
) -> Reading:
    """Read the text of a routine file. `bases` gives the text of what it extends; without it there is none."""
    parsed = _parsed(text, Desk(file, handbook, []), bases, (id,), len(text))
    return Reading(parsed.routine, tuple(sorted(parsed.problems)), text, parsed.bases)


class _Parsed(NamedTuple):
    """What came of a text: also the whole tree, with all that it extends laid under it, and the texts of that."""

    routine: Routine | None
    problems: list[Problem]
    root: Mapping | None = None
    bases: tuple[tuple[str, str], ...] = ()


class _Base(NamedTuple):
    """A routine that is extended: its name, where that stands, its whole tree, and the texts that this is made of."""

    name: str
    at: Place
    root: Mapping
    texts: tuple[tuple[str, str], ...]


def _parsed(text: str, desk: Desk, bases: Bases, line: tuple[str, ...], size: int) -> _Parsed:
    """Read a text. `line` are the names of those that stand on it and its own, `size` is the length of all of them."""
    root, problems = read_tree(text, desk.file)
    desk.problems.extend(problems)
    if root is None and not problems:
        desk.error((1, 1), f"the file is empty: begin with the line `backtimer: {FORMAT}`")
    elif root is not None and type(root) is not Mapping:
        desk.error(root.place, f"a routine begins with the line `backtimer: {FORMAT}`")
    if type(root) is not Mapping:
        return _Parsed(None, desk.problems)
    later = _newer_version(root)
    if later is not None:
        ROUTINE.keys["backtimer"].kind.read(later, "backtimer", desk)
        return _Parsed(None, desk.problems)
    base = _base(root, desk, bases, line, size)
    whole = _whole(root, base, desk)
    is_incomplete = base is None and root.get("extend") is not None
    routine = _routine(whole, line[-1], base, desk, EXTENDING if is_incomplete else ROUTINE)
    if any(problem.severity == "error" for problem in desk.problems):
        routine = None
    return _Parsed(routine, desk.problems, whole, base.texts if base else ())


class _EndlessError(UnreadableError):
    """No routine of the whole line can be read; told about the first one, and not of each about the next."""


def _base(root: Mapping, desk: Desk, bases: Bases, line: tuple[str, ...], size: int) -> _Base | None:
    """Read what a file extends; None where it extends nothing, or where that cannot be had, which is told."""
    node = root.get("extend")
    name = None if node is None else ROUTINE.keys["extend"].kind.read(node, "extend", desk)
    if node is None or name is None:
        return None
    try:
        under, texts = _under(name, desk, bases, line, size)
    except UnreadableError as reason:
        if len(line) > 1 and isinstance(reason, _EndlessError):
            raise
        desk.error(node.place, reason.words)
        return None
    return _Base(name, node.place, under, texts)


def _under(
    name: str, desk: Desk, bases: Bases, line: tuple[str, ...], size: int
) -> tuple[Mapping, tuple[tuple[str, str], ...]]:
    """The whole tree of the routine with this name, and the texts that it is made of. Raises UnreadableError."""
    words = ""
    if name in line:
        way = ", which extends ".join(f"`{shortened(each)}`" for each in (*line[line.index(name) :], name))
        words = f"this goes round in a circle: {way}. One of them must stand by itself"
    elif len(line) > MOST_BASES:
        words = f"more than {MOST_BASES} routines stand on each other here"
    if words:
        raise _EndlessError(words)
    text = bases(name)
    if size + len(text) > MAX_BYTES:
        words = f"`{shortened(name)}` and what extends it are larger than 1 MiB together"
        raise UnreadableError(words)
    under = _parsed(text, Desk(f"{name}.yaml", desk.handbook, []), bases, (*line, name), size + len(text))
    if under.routine is None or under.root is None:
        first = min(problem for problem in under.problems if problem.severity == "error")
        words = f"`{shortened(name)}` has an error itself, on line {first.line}: {first.text}"
        raise UnreadableError(words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…")
    return under.root, ((name, text), *under.bases)


_LONGEST_QUOTE: Final = 320
"""Letters of a message about another file."""


def _whole(root: Mapping, base: _Base | None, desk: Desk) -> Mapping:
    """The tree of the whole routine; what is wrong with what it changes is told."""
    steps, changes = root.get("steps"), root.get("changes")
    if changes is not None and (steps is not None or root.get("extend") is None):
        why = "`steps` says all there is" if steps is not None else "`changes` needs `extend: …` above it"
        desk.error(changes.place, f"{why}: keep `steps`, or `extend` and `changes`")
    if changes is not None and (base is None or steps is not None):
        tell_alone(changes, desk)
        root = without(root, "changes")
    whole = laid_over(root, base.root, base.at, desk) if base else root
    if base is None:  # of one file alone the tree has been measured while it was read
        return whole if root.get("extend") is None else without(whole, "extend")
    if depth(whole) > MAX_DEPTH:
        desk.error(base.at, f"more than {MAX_DEPTH} levels stand inside each other in the end")
        whole = with_value(whole, "steps", Refused(*whole.place))
    return without(whole, "extend")


def _routine(root: Mapping, id_: str, base: _Base | None, desk: Desk, form: Form) -> Routine | None:
    """Read all keys, then what they mean together; the lint has the last word."""
    found = read_mapping(root, form, desk)
    values = found.values
    values.pop("version", None)
    level_is_unclear = "level" in found.places and "level" not in values
    desk.firm = level_is_unclear or is_firm(values.get("level"))
    nodes = values.pop("steps", ())
    steps = tuple(read_items(nodes, desk))
    if "rubric" in values:
        values["rubric"] = read_rubric(values["rubric"], called_steps(root.get("steps"), desk.handbook), desk)
    _check_size(steps, found, desk)
    if desk.problems:
        findings = step_findings(steps, firm=desk.firm)
        desk.problems.extend(_told(finding, base, desk) for finding in findings)
        return None
    routine = Routine(id=id_, steps=steps, extends=base.name if base else "", **values)
    desk.problems.extend(_told(finding, base, desk) for finding in lint(routine))
    return routine


def _told(finding: Finding, base: _Base | None, desk: Desk) -> Problem:
    """A finding as a problem; of a step that stands in another file it is said which one, and how to change it."""
    told = as_problem(finding, desk.file)
    if base is None or finding.step.place("") != base.at:
        return told
    name = shortened(finding.step.name or finding.step.stroke.name)
    advice = f"; this is `{name}` of `{shortened(base.name)}`: change it with `- replace: {name}`"
    return replace(told, text=told.text + advice)


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
