"""Lays what one file changes over the routine that it extends: two trees become one, which is read like any other.

What comes from the other routine gets a place in the file at hand, for that is the one which its author can change.
Knows trees, the kinds of change and the names of steps. Leaves finding the other routine to `bases`, and the values to
`keys` and `steps`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from backtimer.core.folding import folded
from backtimer.core.routine import Place
from backtimer.files.desk import Desk
from backtimer.files.keys import ADD, CHANGE, DROP, EXTENDING, REPLACE, STEP, Form, change_of, is_group, read_mapping
from backtimer.files.step_names import Called, NoSuchStepError, called_steps, the_one_meant
from backtimer.files.steps import read_items
from backtimer.files.yaml_tree import Listing, Mapping, Node, Refused, Scalar

_ITS_OWN: Final = frozenset({"backtimer", "extend", "changes", "locked", "steps", "rubric"})
"""Keys that are not simply taken from the routine that is extended."""

_NO_CHANGE: Final = "here begins no change: write `- replace: …`, `- drop: …` or `- add:`"
_NOTHING_NEW: Final = "nothing changes here: write below `replace` what is different, as in `time: 90`"
_AFTER_OR_BEFORE: Final = "say where: write `after: …` or `before: …` with the name of a step, one of the two"


@dataclass(slots=True)
class _Plan:
    """What becomes of the steps of a tree, by the identity of their nodes: None in `instead` drops a step."""

    instead: dict[int, Mapping | None] = field(default_factory=dict)
    before: dict[int, list[Node]] = field(default_factory=lambda: defaultdict(list))
    after: dict[int, list[Node]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[int, int] = field(default_factory=dict)


def laid_over(root: Mapping, base: Mapping, at: Place, desk: Desk) -> Mapping:
    """Give the tree of the whole routine. `at` is where the file names the other one.

    The trees are as `without` leaves them: `changes` stands in neither of them.
    """
    base = _moved(base, at)  # type: ignore[assignment]  # a mapping stays one
    plan = _Plan()
    own, steps = root.get("steps"), base.get("steps")
    changes = root.get("changes")
    if own is not None:
        steps = own
    elif steps is not None and changes is not None:
        _draw_up(plan, called_steps(steps, desk.handbook), changes, desk)
        steps = _carried_out(plan, steps)
        if type(steps) is Listing and not steps.items:
            desk.error(_key_place(root, "changes"), "every step is dropped: leave one, or write `steps:` anew")
            steps = Refused(*at)
    taken = {word.text: (word, value) for word, value in base.entries if word.text not in _ITS_OWN}
    taken |= {word.text: (word, value) for word, value in root.entries if word.text != "changes"}
    if steps is not None:
        taken["steps"] = taken.get("steps", (Scalar(*at, "steps", None), steps))[0], steps
    if "rubric" not in taken and (rubric := base.get("rubric")) is not None:
        now = called_steps(steps, desk.handbook) if own is not None else None
        kept = _rubric(rubric, called_steps(base.get("steps"), desk.handbook), plan, now, desk)
        if kept.items:
            taken["rubric"] = Scalar(*at, "rubric", None), kept
    return Mapping(root.line, root.column, [word for word, _ in taken.values()], [value for _, value in taken.values()])


def tell_alone(changes: Node, desk: Desk) -> None:
    """Tell what is wrong with changes by themselves, where there is nothing that they could change."""
    for node in _nodes(changes, desk):
        kind = change_of(node)
        if kind == "add":
            _tell_added(read_mapping(node, ADD, desk).values.get("add"), desk)
        elif kind is not None:
            read_mapping(node, CHANGE[kind], desk)


def depth(node: Node) -> int:
    """So many levels stand inside each other."""
    inner = node.items if type(node) is Listing else node.values if type(node) is Mapping else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def without(root: Mapping, *names: str) -> Mapping:
    """The mapping without some of its keys."""
    kept = [(word, value) for word, value in root.entries if word.text not in names]
    return Mapping(root.line, root.column, [word for word, _ in kept], [value for _, value in kept])


def with_value(node: Mapping, name: str, value: Node) -> Mapping:
    """The mapping with another value for one of its keys."""
    values = [value if word.text == name else old for word, old in node.entries]
    return Mapping(node.line, node.column, node.keys, values)


# --- what is to become of the steps ---


def _draw_up(plan: _Plan, steps: list[Called], changes: Node, desk: Desk) -> None:
    """Enter every change into the plan. All names mean the steps as they were, whatever comes before in the list."""
    for node in _nodes(changes, desk):
        kind = change_of(node)
        if kind == "add":
            _draw_up_add(plan, steps, node, desk)
        elif kind == "drop":
            read_mapping(node, DROP, desk)
            target = _target(node, "drop", steps, desk)
            if target is not None and _is_first(plan, target, node, desk):
                plan.instead[id(target)] = None
        else:
            _draw_up_replace(plan, steps, node, desk)


def _draw_up_replace(plan: _Plan, steps: list[Called], node: Mapping, desk: Desk) -> None:
    """Only the keys that stand here change; the others stay, and stand where the change does."""
    new = without(node, "replace")
    target = _target(node, "replace", steps, desk)
    if target is None or not _is_first(plan, target, node, desk):
        read_mapping(new, Form({}, STEP.keys), desk)
    elif not new.keys:
        REPLACE.keys["replace"].kind.read(node.values[0], "replace", desk)
        desk.error(node.place, _NOTHING_NEW)
    else:
        old = without(target, *(word.text for word in new.keys))
        keys = [*(_moved_scalar(word, node.place) for word in old.keys), *new.keys]
        values = [*(_moved(value, node.place) for value in old.values), *new.values]
        plan.instead[id(target)] = Mapping(node.line, node.column, keys, values)


def _draw_up_add(plan: _Plan, steps: list[Called], node: Mapping, desk: Desk) -> None:
    values = read_mapping(node, ADD, desk).values
    added = values.get("add")
    where = [name for name in ("after", "before") if node.get(name) is not None]
    if len(where) != 1:
        desk.error(node.place, _AFTER_OR_BEFORE)
    target = _target(node, where[0], steps, desk) if len(where) == 1 and where[0] in values else None
    if target is None or added is None:
        _tell_added(added, desk)
    else:
        getattr(plan, where[0])[id(target)].append(added)


def _nodes(changes: Node, desk: Desk) -> Iterator[Mapping]:
    """The changes that can be told apart; of all others it is said what is wrong."""
    for node in _listed(changes, desk):
        if type(node) is Mapping and change_of(node) is not None:
            yield node
        elif type(node) is not Refused:
            desk.error(node.place, _NO_CHANGE)


def _listed(changes: Node, desk: Desk) -> Sequence[Node]:
    return EXTENDING.keys["changes"].kind.read(changes, "changes", desk) or ()


def _target(node: Mapping, key: str, steps: list[Called], desk: Desk) -> Mapping | None:
    """The step that a change names; where there is no such one, that is told."""
    word = node.get(key)
    if type(word) is not Scalar or not word.text.strip():
        return None  # it is told already, with the other keys
    try:
        return the_one_meant(word.text.strip(), steps).node
    except NoSuchStepError as error:
        desk.error(word.place, error.words)
        return None


def _is_first(plan: _Plan, target: Mapping, node: Mapping, desk: Desk) -> bool:
    """Whether no other change has become of the step before."""
    line = plan.lines.setdefault(id(target), node.line)
    if line != node.line:
        desk.error(node.place, f"line {line} changes this step already: keep one of the two")
    return line == node.line


def _tell_added(added: Node | None, desk: Desk) -> None:
    if added is not None:
        read_items([added], desk, shared=True)


# --- carrying it out ---


def _carried_out(plan: _Plan, steps: Node) -> Node:
    """The steps as the plan wants them; a group of which nothing is left goes too."""
    if type(steps) is not Listing:
        return steps
    items: list[Node] = []
    for node in steps.items:
        if type(node) is Mapping and is_group(node):
            inner = _carried_out(plan, node.get("steps") or Refused(*node.place))
            if type(inner) is not Listing or inner.items:
                items.append(with_value(node, "steps", inner))
            continue
        items += plan.before.get(id(node), ())
        kept = plan.instead.get(id(node), node)
        items += () if kept is None else (kept,)
        items += plan.after.get(id(node), ())
    return Listing(steps.line, steps.column, tuple(items))


def _rubric(rubric: Node, steps: list[Called], plan: _Plan, now: list[Called] | None, desk: Desk) -> Listing:
    """The items that still belong to a step, or to none; a step that has got another name takes its items with it."""
    if now is None:
        left = [(step, kept) for step in steps if (kept := plan.instead.get(id(step.node), step.node)) is not None]
        pairs = [
            (step, called)
            for step, kept in left
            for called in called_steps(Listing(kept.line, kept.column, (kept,)), desk.handbook)
        ]
    else:
        pairs = [(step, step) for step in now]
    return Listing(rubric.line, rubric.column, tuple(_criteria(rubric, pairs)))


def _criteria(rubric: Node, pairs: Iterable[tuple[Called, Called]]) -> Iterator[Node]:
    pairs = list(pairs)
    for node in rubric.items if type(rubric) is Listing else ():
        word = node.get("step") if type(node) is Mapping else None
        if type(node) is not Mapping or type(word) is not Scalar:
            yield node
            continue
        wanted = folded(word.text.strip())
        found = [now for before, now in pairs if wanted in before.words]
        if any(wanted in now.words for now in found):
            yield node
        elif found:
            yield with_value(node, "step", Scalar(*word.place, found[0].name, word.quoted))


def _moved(node: Node, at: Place) -> Node:
    """The same, standing at a place of another file."""
    if type(node) is Scalar:
        return _moved_scalar(node, at)
    if type(node) is Listing:
        return Listing(*at, tuple(_moved(item, at) for item in node.items))
    if type(node) is Mapping:
        return Mapping(*at, [_moved_scalar(word, at) for word in node.keys], [_moved(each, at) for each in node.values])
    return Refused(*at)


def _moved_scalar(word: Scalar, at: Place) -> Scalar:
    return Scalar(*at, word.text, word.quoted)


def _key_place(root: Mapping, name: str) -> Place:
    return next(word.place for word in root.keys if word.text == name)
