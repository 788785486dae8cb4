"""Fits a routine to another length: which steps are done, and for how long each.

One factor stretches or shrinks all steps alike (those where more time is wished for count twice). A step that meets its
least or its most stays there, and the others give or take the rest, as water fills a vessel of many depths. The factor
is searched in whole millionths; what is left over then, less than the steps would grow by the next millionth, goes to
the first ones that still grow: so the sum is exact. Only where even the least of all steps together is too long,
optional steps are left out, the one needed least first, until there is room for the others.

So more time never takes a step away and, as long as the same steps are done, makes none shorter. Where a step comes
back, the others make room for it: as no step is shorter than its least and the sum is exact, that cannot be helped.
Left and right are equally long, and are done or left out together. The first rest of the hands and what ends the
routine are always done. A step keeps the bounds of its author, else the usual ones; neither leads over a rule of the
lint.

Knows lengths only. Leaves what is played at all to `sequence`, and the instants to `plan`. All times are even numbers,
as `parse_duration` gives them; with an odd one the sum may be a millisecond short.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from types import MappingProxyType
from typing import Final, NamedTuple

from backtimer.core.handbook import Family
from backtimer.core.kinds import Side
from backtimer.core.lint import LONGEST, NECK_LONGEST, SHORTEST, THUMBS_LONGEST, Rule, lint
from backtimer.core.routine import Routine, Step
from backtimer.core.sequence import leads, played_steps
from backtimer.core.timing import SECOND, Ms
from backtimer.core.wishes import Wishes


class Reach(NamedTuple):
    """The shortest and the longest time of a step in one go, on one side."""

    least: Ms
    most: Ms


def _seconds(least: int, most: int) -> Reach:
    return Reach(Ms(least * SECOND), Ms(most * SECOND))


USUAL: Final[Mapping[Family, Reach]] = MappingProxyType(
    {
        "effleurage": _seconds(30, 120),  # 30 s a side for circles and tiling, up to 2 minutes for slow strips
        "petrissage": _seconds(30, 120),  # 30–90 s in a routine; thumbs rest after 2 minutes
        "friction": _seconds(20, 60),  # 30–40 s a place, 30–60 s to warm
        "tapotement": _seconds(20, 40),  # 20–40 s, and no longer
        "vibration": _seconds(20, 60),  # 20 s of shaking, 30–60 s of rocking
        "hold": _seconds(30, 120),  # pressing that walks over a place; a cross-hand release takes 90–120 s
        "lomi": _seconds(45, 180),  # three loops of 12–15 s; as long as a long glide
        "movement": _seconds(15, 60),  # a few small circles, or two holds of 10 s
        "tool": _seconds(30, 120),  # the ball: at most 2 minutes a side
    }
)
"""The reach of a step without bounds of its own (facts §3, usual bouts; where they name no least, our choice).

Settings (a turn, a question) are missing: they take their time.
"""

UNUSUAL: Final[Mapping[str, Reach]] = MappingProxyType(
    {
        "effleurage_long": _seconds(40, 180),  # 60–180 s; 40 s are four loops
        "feathering": _seconds(20, 40),  # 30–40 s; longer irritates or tickles
        "neck_squeeze": _seconds(20, 60),  # at most 60 s
        "cross_fibre": _seconds(15, 30),  # at most 30 s
        "hold": _seconds(15, 60),  # 15–60 s
        "trigger_hold": _seconds(20, 30),  # 20–30 s on one spot
        "stretch": _seconds(10, 30),  # 10–30 s, without bouncing
    }
)
"""The strokes that are not as their family."""

TAPPING_LONGEST: Final = Ms(40 * SECOND)

LEAST_NEEDED: Final[tuple[Family, ...]] = (
    "tapotement",
    "vibration",
    "movement",
    "tool",
    "friction",
    "hold",
    "lomi",
    "petrissage",
    "effleurage",
    "setting",
)
"""Which optional steps go first: what wakes, then what adds, then what is specific, last what spreads and kneads
(the grammar of a routine, facts §5.1)."""

_ONE: Final = 1_000_000
"""The factor at which all steps are as long as they are written."""

_UNIT: Final = 2
"""Milliseconds: a pair grows by one on each side, and so that all are alike, a single step by as much."""

_OTHER: Final[Mapping[Side, Side]] = MappingProxyType({"left": "right", "right": "left"})

_QUESTIONS: Final[tuple[Rule, ...]] = ("check_in", "check_in_again")


class LengthError(ValueError):
    """The routine cannot be as long as asked: only from `least` to `most`."""

    def __init__(self, least: Ms, most: Ms) -> None:
        super().__init__(f"possible from {least} to {most} ms")
        self.least = least
        self.most = most


@dataclass(frozen=True, slots=True)
class Fitted:
    """The steps to be played, each side by itself, with their new times and the bounds that hold for them.

    `dropped` and `shortened` are the steps of which that is true, as they were before.
    """

    steps: tuple[Step, ...]
    dropped: tuple[Step, ...] = ()
    shortened: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """Steps that get their time together: one by itself, or a left and a right one. All times are their sums.

    `places` are those of its steps in the sequence, and `share` is their time at the factor one. Least and most lie a
    whole number of units from the time as it is written.
    """

    places: tuple[int, ...]
    least: Ms
    most: Ms
    share: int

    def at(self, factor: int) -> Ms:
        """Give the time at a factor in millionths."""
        wanted = min(max(self.share * factor // _ONE, self.least), self.most)
        return Ms(wanted - (wanted - self.least) % _UNIT)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A choice of the parts that are done, and the lengths that this allows. `leads` is the time between the steps."""

    parts: tuple[_Part, ...]
    steps: tuple[Step, ...]
    leads: Ms
    least: Ms
    most: Ms


def fit(routine: Routine, wishes: Wishes) -> Fitted:
    """Give the steps that the wishes leave, at the length that they ask for. No steps where all are left out.

    Raises LengthError where the length is out of reach.
    """
    steps = played_steps(routine, wishes)
    parts = _parts(steps, wishes)
    if wishes.length is None or not steps:
        fitted = _fitted(steps, [(part, part.at(_ONE)) for part in parts])
    else:
        stages = _stages(routine, steps, parts, wishes)
        stage = next((stage for stage in stages if stage.least <= wishes.length), None)
        if stage is None or stage.most < wishes.length:
            raise LengthError(stages[-1].least, stages[0].most)
        fitted = _fitted(steps, _shared(stage, wishes.length))
    return replace(fitted, steps=_asking(routine, steps, fitted))


def bounds(routine: Routine, wishes: Wishes) -> tuple[Ms, Ms]:
    """Give the shortest and the longest length to which `fit` can go; 0 and 0 where the wishes leave no step."""
    steps = played_steps(routine, wishes)
    if not steps:
        return Ms(0), Ms(0)
    stages = _stages(routine, steps, _parts(steps, wishes), wishes)
    return stages[-1].least, stages[0].most


def refit(
    routine: Routine, steps: tuple[Step, ...], late: Ms, wishes: Wishes, *, done: int, keep: Collection[int]
) -> Fitted:
    """Give steps in play with `late` less time in all, or as much less as can be. The first `done` stay as they are.

    So does a side whose other side is done. Steps at the places to `keep` may get shorter, but are not left out.
    """
    parts = _parts(steps, replace(wishes, more_here=frozenset()), fixed=range(done))  # they have got more already
    stages = _stages(routine, steps, parts, wishes, {*keep, *range(done)})
    length = sum(step.time for step in steps) + leads(steps, wishes) - late
    stage = next((stage for stage in stages if stage.least <= length), stages[-1])
    return _fitted(steps, _shared(stage, Ms(max(length, stage.least))))


def _parts(steps: Sequence[Step], wishes: Wishes, fixed: Collection[int] = ()) -> tuple[_Part, ...]:
    """All steps, those together that belong together. Steps at the `fixed` places keep their time."""
    reaches = _reaches(steps)
    sides = {(_what(step), step.side) for step in steps}
    parts = []
    for places in _pairs(steps):
        step, count = steps[places[0]], len(places)
        time = step.time * count
        unequal = count == 1 and (_what(step), _OTHER.get(step.side)) in sides
        if unequal or any(place in fixed for place in places):
            least = most = time
        else:
            least = max(reaches[place].least for place in places) * count
            most = min(reaches[place].most for place in places) * count
        share = time * (2 if _wished_for(step, wishes) else 1)
        parts.append(_Part(places, Ms(least + (time - least) % _UNIT), Ms(most - (most - time) % _UNIT), share))
    return tuple(parts)


def _what(step: Step) -> tuple[str, ...]:
    """What is done, and where: the same on both sides."""
    return step.stroke.id, *(region.id for region in step.regions)


def _pairs(steps: Sequence[Step]) -> Iterator[tuple[int, ...]]:
    """The places of steps that belong together: a left one and its like on the right; any other by itself."""
    alike: dict[tuple[object, ...], list[int]] = {}
    partner: dict[int, int] = {}
    for place, step in enumerate(steps):
        if step.side in _OTHER:
            waiting = alike.get((_what(step), step.time, _OTHER[step.side]))
            if waiting:
                partner[waiting.pop(0)] = place
            else:
                alike.setdefault((_what(step), step.time, step.side), []).append(place)
    second = set(partner.values())
    for place in range(len(steps)):
        if place not in second:
            yield (place, partner[place]) if place in partner else (place,)


def _reaches(steps: Sequence[Step]) -> list[Reach]:
    """How short and how long each step may get, by its author or else as is usual, within the rules of the lint."""
    reaches = [_reach(step) for step in steps]
    for run in _thumb_runs(steps):
        spent = sum(steps[place].time for place in run)
        for place in run:
            rest = max(steps[place].time, steps[place].time * THUMBS_LONGEST // max(spent, 1))
            reaches[place] = reaches[place]._replace(most=Ms(min(reaches[place].most, rest)))
    return reaches


def _reach(step: Step) -> Reach:
    if step.stroke.family == "setting":
        return Reach(step.time, step.time)
    usual = UNUSUAL.get(step.stroke.id) or USUAL[step.stroke.family]
    least = usual.least if step.least is None else step.least
    most = min(usual.most if step.most is None else step.most, LONGEST)
    if any(region.neck for region in step.regions):
        most = min(most, NECK_LONGEST)
    if step.stroke.family == "tapotement":
        most = min(most, TAPPING_LONGEST)
    if step.stroke.longest_hold is not None:
        most = min(most, step.stroke.longest_hold)
    return Reach(min(max(least, SHORTEST), step.time), max(most, step.time))


def _thumb_runs(steps: Sequence[Step]) -> Iterator[list[int]]:
    """The places of steps that the thumbs do without a rest, also when the optional ones between are left out."""
    run: list[int] = []
    for place, step in enumerate(steps):
        if step.hands == "thumb":
            run.append(place)
        elif not step.optional and run:
            yield run
            run = []
    if run:
        yield run


def _stages(
    routine: Routine, steps: Sequence[Step], parts: tuple[_Part, ...], wishes: Wishes, keep: Collection[int] = ()
) -> list[_Stage]:
    """First all parts, then each time without one more: the one needed least, and of two alike the later one.

    A part goes only where that saves time, breaks no rule, and leaves no length between that neither stage can reach.
    """
    kept = {*keep, *_frame(steps), *(place for place, step in enumerate(steps) if not step.optional)}
    stages = [_stage(steps, parts, wishes)]
    broken = _broken(routine, stages[0].steps)
    for part in sorted(parts, key=lambda part: _need(steps, part, wishes)):
        if kept.intersection(part.places):
            continue
        last = stages[-1]
        fewer = _stage(steps, tuple(other for other in last.parts if other is not part), wishes)
        if fewer.least < last.least <= fewer.most + _UNIT and _broken(routine, fewer.steps) <= broken:
            stages.append(fewer)
    return stages


def _stage(steps: Sequence[Step], parts: tuple[_Part, ...], wishes: Wishes) -> _Stage:
    done = tuple(steps[place] for place in sorted(chain.from_iterable(part.places for part in parts)))
    between = leads(done, wishes)
    least = between + sum(part.least for part in parts)
    most = between + sum(part.most for part in parts)
    return _Stage(parts, done, between, Ms(least), Ms(most))


def _frame(steps: Sequence[Step]) -> set[int]:
    """The places of what is always done: the first rest, and the last smoothing, feathering and rest."""
    opening = takewhile(lambda place: _rests(steps[place]), range(len(steps)))
    first = len(steps)
    while first and _rests(steps[first - 1]):
        first -= 1
    while first and steps[first - 1].stroke.id == "feathering":
        first -= 1
    if first and steps[first - 1].stroke.family == "effleurage":
        first -= 1
    return {*opening, *range(min(first, len(steps) - 1), len(steps))}


def _rests(step: Step) -> bool:
    return step.stroke.id == "hold" or step.stroke.family == "setting"


def _need(steps: Sequence[Step], part: _Part, wishes: Wishes) -> tuple[bool, int, int]:
    """How much a part is needed, to be sorted by: most of all where more time is wished for."""
    place = part.places[0]
    return _wished_for(steps[place], wishes), LEAST_NEEDED.index(steps[place].stroke.family), -place


def _wished_for(step: Step, wishes: Wishes) -> bool:
    return any(region.id in wishes.more_here for region in step.regions)


def _broken(routine: Routine, steps: tuple[Step, ...]) -> set[tuple[Rule, int]]:
    """The rules that the steps break, and where. Questions do not count: another step can ask them."""
    findings = lint(replace(routine, steps=steps))
    return {(finding.rule, id(finding.step)) for finding in findings if finding.rule not in _QUESTIONS}


def _shared(stage: _Stage, length: Ms) -> list[tuple[_Part, Ms]]:
    """Give each part its time, so that all are as long as asked. The length lies between the stage's least and most."""
    parts = stage.parts
    time = length - stage.leads - (length - stage.least) % _UNIT
    highest = max(-(-part.most * _ONE // max(part.share, 1)) for part in parts)
    factor = bisect_right(range(highest + 1), time, key=lambda factor: sum(part.at(factor) for part in parts)) - 1
    times = [part.at(factor) for part in parts]
    rest = time - sum(times)
    for place, part in enumerate(parts):
        more = min(rest, part.at(factor + 1) - times[place])
        times[place] = Ms(times[place] + more)
        rest -= more
    return list(zip(parts, times, strict=True))


def _fitted(steps: Sequence[Step], times: Iterable[tuple[_Part, Ms]]) -> Fitted:
    """Give the steps their times."""
    found = {
        place: replace(
            steps[place],
            time=Ms(time // len(part.places)),
            least=Ms(part.least // len(part.places)),
            most=Ms(part.most // len(part.places)),
        )
        for part, time in times
        for place in part.places
    }
    return Fitted(
        tuple(found[place] for place in sorted(found)),
        dropped=tuple(step for place, step in enumerate(steps) if place not in found),
        shortened=tuple(step for place, step in enumerate(steps) if place in found and found[place].time < step.time),
    )


def _asking(routine: Routine, written: tuple[Step, ...], fitted: Fitted) -> tuple[Step, ...]:
    """Let more steps ask about the pressure, where the author's questions lie too far apart by now."""
    steps = fitted.steps
    if [step.time for step in steps] == [step.time for step in written]:
        return steps
    dropped = {id(step) for step in fitted.dropped}
    places = [place for place, step in enumerate(written) if id(step) not in dropped]
    known = _unasked(routine, written)
    while silent := {at for rule, at in _unasked(routine, steps) if (rule, places[at]) not in known}:
        steps = tuple(replace(step, check_in=True) if at in silent else step for at, step in enumerate(steps))
    return steps


def _unasked(routine: Routine, steps: tuple[Step, ...]) -> set[tuple[Rule, int]]:
    """The places of the steps that should ask and do not, each with the rule that says so."""
    place = {id(step): at for at, step in enumerate(steps)}
    findings = [finding for finding in lint(replace(routine, steps=steps)) if finding.rule in _QUESTIONS]
    return {(finding.rule, place[id(finding.step)]) for finding in findings if not finding.step.check_in}
