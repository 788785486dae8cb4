"""Reads what an examiner looks at, and to which steps it belongs. Leaves the names of steps to `step_names`."""

from collections.abc import Sequence

from backtimer.core.routine import Criterion
from backtimer.files.desk import Desk
from backtimer.files.keys import CRITERION, read_mapping
from backtimer.files.step_names import Called, NoSuchStepError, meant
from backtimer.files.yaml_tree import Mapping, Node, Refused


def read_rubric(nodes: Sequence[Node], steps: list[Called], desk: Desk) -> tuple[Criterion, ...]:
    """Read what stands below `rubric:`; what is wrong is noted and left out.

    An item says the name of its step as the program does, also where the author wrote the stroke's id. Where several
    steps are called so, it belongs to all of them. Where no step can be read, no name is judged.
    """
    found = []
    for node in nodes:
        if type(node) is Mapping:
            criterion = _criterion(node, steps, desk)
            if criterion is not None:
                found.append(criterion)
        elif type(node) is not Refused:
            desk.error(node.place, "here begins no item: write `- item: …`, and below it `points` and `step`")
    return tuple(found)


def _criterion(node: Mapping, steps: list[Called], desk: Desk) -> Criterion | None:
    values = read_mapping(node, CRITERION, desk).values
    word, text = values.get("step"), values.get("text")
    name = ""
    if word is not None and steps:
        try:
            name = meant(word, steps)[0].name
        except NoSuchStepError as error:
            place = node.get("step")
            desk.error(node.place if place is None else place.place, error.words)
    return None if text is None else Criterion(text, values.get("points", 1), name)
