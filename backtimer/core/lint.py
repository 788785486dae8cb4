"""What could hurt in a routine (an error), and what is merely unusual (a warning).

The rules are those of the facts, sections 1 and 5.4. Says which rule, where, and the values: the sentences are left
to who shows them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Final, Literal

from backtimer.core.kinds import Level
from backtimer.core.problem import Severity
from backtimer.core.routine import Group, Routine, Step
from backtimer.core.timing import MINUTE, SECOND, Ms

Rule = Literal[
    "no_target",
    "cap",
    "only",
    "neck",
    "hold",
    "short",
    "long",
    "start",
    "rise",
    "end",
    "sides",
    "check_in",
    "check_in_again",
    "thumbs",
]

NECK_LONGEST: Final = Ms(90 * SECOND)
SHORTEST: Final = Ms(10 * SECOND)
LONGEST: Final = Ms(240 * SECOND)
THUMBS_LONGEST: Final = Ms(120 * SECOND)
CHECK_IN_WITHIN: Final = Ms(60 * SECOND)
CHECK_IN_EVERY: Final = Ms(6 * MINUTE)
"""About every five minutes, and a minute of patience."""

QUESTION: Final = "check_in"
"""The stroke that is nothing but a question."""

LIGHT: Final = 2
MEDIUM: Final = 3
FIRM: Final = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule: the step and its key that break it, and the values that a sentence about it needs."""

    rule: Rule
    severity: Severity
    step: Step
    key: str
    values: Mapping[str, str | int]


def is_firm(level: Level | None) -> bool:
    """Say whether the firmer caps hold: for people with experience, and for students, who have a teacher."""
    return level in ("experienced", "student")


def lint(routine: Routine) -> tuple[Finding, ...]:
    """All findings of a routine: errors and warnings, each once also where its step is repeated."""
    firm = is_firm(routine.level)
    played = list(_played(routine.steps))
    found = [*step_findings(routine.steps, firm=firm), *_order(played), *_sides(played), *_check_ins(played)]
    found += _thumbs(played)
    return tuple({(finding.rule, id(finding.step)): finding for finding in found}.values())


def step_findings(items: Iterable[Step | Group], *, firm: bool) -> Iterator[Finding]:
    """Find what is wrong with single steps, whatever comes before and after them."""
    for item in items:
        if isinstance(item, Group):
            yield from step_findings(item.steps, firm=firm)
            continue
        if item.regions:
            yield from _place(item, firm=firm)
        if item.stroke.longest_hold is not None:
            yield from _hold(item, item.stroke.longest_hold)
        if item.stroke.family != "setting":
            side = _side_time(item)
            if side < SHORTEST:
                yield _finding("short", "warning", item, "time", seconds=_s(side), least=_s(SHORTEST))
            elif side > LONGEST:
                yield _finding("long", "warning", item, "time", seconds=_s(side), most=_s(LONGEST))


def _finding(rule: Rule, severity: Severity, step: Step, key: str, **values: str | int) -> Finding:
    return Finding(rule, severity, step, key, MappingProxyType(values))


def _s(time: int) -> str:
    """Seconds as a number without needless zeros."""
    return f"{time / SECOND:g}"


def _side_time(step: Step) -> Ms:
    """The time in one go: half of an `each` step."""
    return Ms(step.time // 2) if step.side == "each" else step.time


def _played(items: Iterable[Step | Group]) -> Iterator[Step]:
    """All steps in their order, repeats written out, each repeat the very same object."""
    for item in items:
        if isinstance(item, Group):
            for _ in range(item.repeat):
                yield from _played(item.steps)
        else:
            yield item


def _place(step: Step, *, firm: bool) -> Iterator[Finding]:
    """What the place bears: pressure, tapping, time on the neck."""
    weakest, bears = step.regions[0], 5
    for region in step.regions:
        limit = region.firmest if firm else region.cap
        if limit < bears:
            weakest, bears = region, limit
        if region.neck and _side_time(step) > NECK_LONGEST:
            time, most = _s(_side_time(step)), _s(NECK_LONGEST)
            yield _finding("neck", "error", step, "time", region=region.id, seconds=time, most=most)
    if bears == 0:
        yield _finding("no_target", "error", step, "region", region=weakest.id)
        return
    firmest = max(step.pressure, default=0)
    if firmest > bears:
        later = weakest.firmest if weakest.firmest >= firmest else 0
        values = {"cap": bears, "later": later}
        yield _finding("cap", "error", step, "pressure", region=weakest.id, pressure=firmest, **values)
    if step.stroke.only:
        outside = [region.id for region in step.regions if region.id not in step.stroke.only]
        if outside:
            where = ", ".join(step.stroke.only)
            yield _finding("only", "error", step, "region", region=outside[0], stroke=step.stroke.id, only=where)


def _hold(step: Step, longest: Ms) -> Iterator[Finding]:
    """No hold on one spot is longer than the stroke allows."""
    held = _side_time(step)
    key = "time"
    if step.tempo.per_minute and step.tempo.cycle(0) < held:
        held, key = step.tempo.cycle(0), "tempo"
    if held > longest:
        yield _finding("hold", "error", step, key, stroke=step.stroke.id, seconds=_s(held), most=_s(longest))


def _order(played: list[Step]) -> Iterator[Finding]:
    """Light, then firm, then light."""
    pressed = [step for step in played if step.pressure]
    first = next((step for step in pressed if not step.tempo.still), None)
    if first and max(first.pressure) > LIGHT:
        yield _finding("start", "warning", first, "pressure", pressure=max(first.pressure), most=LIGHT)
    highest = 1
    for step in pressed:
        for level in step.pressure:
            if level > highest + 1 and step is not first:
                yield _finding("rise", "warning", step, "pressure", pressure=level, before=highest)
            highest = max(highest, level)
    if pressed and pressed[-1].pressure[-1] > LIGHT:
        yield _finding("end", "warning", pressed[-1], "pressure", pressure=pressed[-1].pressure[-1], most=LIGHT)


def _sides(played: list[Step]) -> Iterator[Finding]:
    """Both sides get the same time with the same stroke."""
    times: dict[tuple[str, ...], dict[str, int]] = {}
    last: dict[tuple[str, ...], Step] = {}
    for step in played:
        if step.side in ("left", "right"):
            what = (step.stroke.id, *(region.id for region in step.regions))
            sides = times.setdefault(what, {"left": 0, "right": 0})
            sides[step.side] += step.time
            last[what] = step
    for what, sides in times.items():
        if sides["left"] != sides["right"]:
            left, right = _s(sides["left"]), _s(sides["right"])
            values = {"stroke": what[0], "region": "+".join(what[1:]), "left": left, "right": right}
            yield _finding("sides", "warning", last[what], "side", **values)


def _check_ins(played: list[Step]) -> Iterator[Finding]:
    """The receiver is asked soon after the first firm stroke, about every 4, and every few minutes from then on."""
    ends = list(accumulate(step.time for step in played))
    questions = [end - step.time for step, end in zip(played, ends, strict=True) if _asks(step)]
    since: int | None = None
    for step, end in zip(played, ends, strict=True):
        level = max(step.pressure, default=0)
        if level < MEDIUM:
            continue
        start = end - step.time
        at = bisect_right(questions, start)
        before = questions[at - 1] if at else -CHECK_IN_EVERY
        after = questions[at] if at < len(questions) else ends[-1] + CHECK_IN_EVERY
        is_first = since is None
        since = max(start if since is None else since, before)
        asked_before = 0 if is_first else CHECK_IN_WITHIN
        if (is_first or level >= FIRM) and start - before > asked_before and after - start > CHECK_IN_WITHIN:
            yield _finding("check_in", "warning", step, "pressure", pressure=level, within=_s(CHECK_IN_WITHIN))
        without = min(end, after) - since
        if without >= CHECK_IN_EVERY:
            yield _finding("check_in_again", "warning", step, "", minutes=without // MINUTE)
            since = min(end, after)


def _asks(step: Step) -> bool:
    return step.check_in or step.stroke.id == QUESTION


def _thumbs(played: list[Step]) -> Iterator[Finding]:
    """The giver's thumbs need rest."""
    spent = 0
    for before, step in pairwise([None, *played]):
        if step is None or step.hands != "thumb":
            spent = 0
            continue
        told = spent > THUMBS_LONGEST and before is not None
        spent += step.time
        if spent > THUMBS_LONGEST and not told:
            yield _finding("thumbs", "warning", step, "hands", seconds=_s(spent), most=_s(THUMBS_LONGEST))
