"""Makes steps and groups of a routine file: what its values mean together, and what follows where one is left out.

Knows the defaults and the shared times of groups. Leaves single values to `keys`, and what is good for a back to the
lint.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from backtimer.core.handbook import Region, Stroke
from backtimer.core.routine import Group, Place, Step
from backtimer.core.timing import Ms
from backtimer.files.desk import Desk
from backtimer.files.keys import GROUP, STEP, Found, is_group, read_mapping
from backtimer.files.values import HOW_TO_WRITE_TIME
from backtimer.files.yaml_tree import Mapping, Node, Refused

_UNIT: Final = 2
"""Milliseconds: shared times are even, so that the sides of an `each` step stay equal."""

_LATER: Final = Ms(0)
"""The time of a step for which its group has to provide."""


def read_items(nodes: Sequence[Node], desk: Desk, *, shared: bool = False) -> list[Step | Group]:
    """Read what stands below `steps:`; what is wrong is noted and left out. `shared`: their group has a time."""
    items: list[Step | Group] = []
    for node in nodes:
        if type(node) is Mapping:
            item = read_group(node, desk) if is_group(node) else read_step(node, desk, shared=shared)
            if item is not None:
                items.append(item)
        elif type(node) is not Refused:
            desk.error(node.place, "here begins no step: write `- stroke: …` and its other keys below")
    return items


def read_group(node: Mapping, desk: Desk) -> Group | None:
    """Read a group with all that is in it. The depth of the file is limited already."""
    found = read_mapping(node, GROUP, desk)
    nodes = found.values.get("steps")
    if nodes is None:
        return None
    items = read_items(nodes, desk, shared="time" in found.places)
    if "time" in found.values and len(items) == len(nodes):
        items = _with_shares(items, found.values["time"], found.places["time"], desk)
    items = [item for item in items if isinstance(item, Group) or item.time != _LATER]
    if not items:
        return None
    return Group(found.values.get("repeat", 1), tuple(items), found.values.get("title", ""))


def total_time(items: Iterable[Step | Group]) -> int:
    """Milliseconds of all steps; repeats are multiplied, not walked."""
    return sum(item.time if isinstance(item, Step) else item.repeat * total_time(item.steps) for item in items)


def total_steps(items: Iterable[Step | Group]) -> int:
    """How many steps are played, both sides of an `each` step counted."""
    return sum(
        (2 if item.side == "each" else 1) if isinstance(item, Step) else item.repeat * total_steps(item.steps)
        for item in items
    )


def _with_shares(items: list[Step | Group], time: Ms, place: Place, desk: Desk) -> list[Step | Group]:
    """The group's time, shared equally by the steps that have none of their own."""
    waiting = sum(isinstance(item, Step) and item.time == _LATER for item in items)
    used = total_time(items)
    if not waiting:
        if used != time:
            desk.error(place, f"the steps of this group take {used / 1000:g} s in all: leave out its `time`, or theirs")
        return items
    units = (time - used) // _UNIT
    if units < waiting:
        desk.error(place, f"nothing is left for the steps without a time: the others take {used / 1000:g} s already")
        return items
    share, more = divmod(units, waiting)
    shared: list[Step | Group] = []
    for item in items:
        if isinstance(item, Step) and item.time == _LATER:
            shared.append(replace(item, time=Ms(_UNIT * (share + (more > 0)))))
            more -= 1
            _check_bounds(shared[-1], desk)  # type: ignore[arg-type]
        else:
            shared.append(item)
    return shared


def read_step(node: Mapping, desk: Desk, *, shared: bool = False) -> Step | None:
    """Read a step and fill in what follows from its stroke and region; None where its heart is missing or wrong."""
    found = read_mapping(node, STEP, desk)
    values, places = found.values, found.places
    stroke = values.get("stroke")
    if "time" not in places and not shared:
        desk.error(node.place, f"`time` is missing: {HOW_TO_WRITE_TIME}")
    if stroke is None:
        return None
    regions = values.get("regions", ())
    _check_region(stroke, found, desk)
    _fill_side(regions, found, desk)
    _fill_pressure(stroke, regions, found, desk)
    if "tempo" not in values:
        values["tempo"] = stroke.tempo
    if "hands" not in values:
        values["hands"] = stroke.hands
    if "time" not in values:
        if "time" in places or not shared:
            return None
        values["time"] = _LATER
    step = Step(**values, places=MappingProxyType(places))
    if "least" in values or "most" in values:
        _check_bounds(step, desk)
    return step


def _check_region(stroke: Stroke, found: Found, desk: Desk) -> None:
    if stroke.touches and "region" not in found.places:
        desk.error(found.places[""], f"`region` is missing: `{stroke.id}` touches the body, so write where")


def _fill_side(regions: Sequence[Region], found: Found, desk: Desk) -> None:
    """In the middle of the body there is no side to choose."""
    for middle in regions:
        if middle.middle:
            break
    else:
        return
    side = found.values.setdefault("side", "middle" if all(region.middle for region in regions) else "both")
    if side in ("left", "right", "each"):
        words = f"`{middle.id}` lies in the middle: write `side: middle` or `side: both`, or leave the key out"
        desk.error(found.places["side"], words)


def _fill_pressure(stroke: Stroke, regions: Sequence[Region], found: Found, desk: Desk) -> None:
    """The stroke's own pressure, as far as the place bears it."""
    values = found.values
    if not stroke.touches:
        if "pressure" in found.places:
            desk.error(found.places["pressure"], f"`{stroke.id}` touches nobody: leave `pressure` out")
        return
    if "pressure" not in values and stroke.pressure:
        cap = min([region.firmest if desk.firm else region.cap for region in regions], default=stroke.pressure)
        values["pressure"] = (max(1, min(stroke.pressure, cap)),)


def _check_bounds(step: Step, desk: Desk) -> None:
    """Least, the time and most stand in this order."""
    if step.time == _LATER:
        return
    if step.least is not None and step.least > step.time:
        words = f"`least` is {_seconds(step.least)}, longer than the step with {_seconds(step.time)}: make it shorter"
        desk.error(step.place("least"), words)
    if step.most is not None and step.most < step.time:
        words = f"`most` is {_seconds(step.most)}, shorter than the step with {_seconds(step.time)}: make it longer"
        desk.error(step.place("most"), words)


def _seconds(time: Ms) -> str:
    return f"{time / 1000:g} s"
