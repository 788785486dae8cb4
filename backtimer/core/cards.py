"""Makes the card of a routine: what the library shows, finds and measures it by.

Knows what an author's words about needs mean for who looks for a routine. Leaves lengths to `fit`.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from backtimer.core.fit import bounds
from backtimer.core.folding import words_in
from backtimer.core.routine import Routine, Step, unrolled
from backtimer.core.shelf import Card, Tool
from backtimer.core.timing import Ms
from backtimer.core.wishes import AS_WRITTEN

_TOOL_WORDS: Final[dict[Tool, frozenset[str]]] = {
    "oil": frozenset({"oil", "lotion", "cream", "balm"}),
    "ball": frozenset({"ball"}),
    "chair": frozenset({"chair", "stool"}),
    "table": frozenset({"table"}),
}

_IN_ITS_PLACE: Final = frozenset({"bed", "mat", "floor", "surface", "sofa", "couch", "blanket"})
"""Who names one of these beside a massage table does not insist on the table."""

_NO: Final = frozenset({"no", "without", "optional", "optionally"})

_BARE: Final = frozenset({"bare", "undress", "undressed", "uncovered"})

_MANY: Final = 600
"""So many words of a routine are searched: more than any of the shipped ones has."""


def card_of(routine: Routine) -> Card:
    """What is said of the routine in the library."""
    levels: dict[str, int] = {}
    spent: dict[str, int] = {}
    steps = list(unrolled(routine.steps))
    for step in steps:
        for region in step.regions:
            levels[region.id] = max(levels.get(region.id, 1), *step.pressure, 1)
            spent[region.id] = spent.get(region.id, 0) + step.time // len(step.regions)
    least, most = bounds(routine, AS_WRITTEN)
    tools = tools_of(routine, steps)
    return Card(
        title=routine.title,
        time=routine.time,
        audience=routine.audience,
        position=routine.position,
        level=routine.level,
        goals=routine.goals,
        levels=tuple(levels.items()),
        summary=routine.summary,
        least=least,
        most=most,
        needs=routine.needs,
        tools=tools,
        clothed="oil" not in tools and not _BARE.intersection(words_in(" ".join(routine.prepare))),
        strokes=tuple(dict.fromkeys(step.stroke.id for step in steps)),
        spent=tuple((region, Ms(time)) for region, time in spent.items()),
        folded_title=" ".join(words_in(routine.title)),
        folded_text=" ".join(islice(_said(routine, steps), _MANY)),
    )


def tools_of(routine: Routine, steps: list[Step]) -> tuple[Tool, ...]:
    """The tools without which the routine cannot be done, as far as its author's words and its strokes tell."""
    found: set[Tool] = set()
    for line in routine.needs:
        said = set(words_in(line))
        if said & _NO:
            continue
        named: set[Tool] = {tool for tool, names in _TOOL_WORDS.items() if said & names}
        found |= named - {"table"} if said & _IN_ITS_PLACE else named
    if any(step.hands == "ball" for step in steps):
        found.add("ball")
    if "seated" in routine.position:
        found.add("chair")
    return tuple(tool for tool in _TOOL_WORDS if tool in found)


def _said(routine: Routine, steps: list[Step]) -> Iterator[str]:
    """All words of a routine that may be looked for and are not in its title, each once."""
    texts = [routine.summary, *routine.goals, *routine.position, *routine.audience, *routine.needs, routine.author]
    for step in steps:
        texts += (step.section, step.name, step.cue, step.say)
    known = set(words_in(routine.title))
    for text in dict.fromkeys(texts):
        for word in words_in(text):
            if word not in known:
                known.add(word)
                yield word
