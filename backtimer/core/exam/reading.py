"""Which task was done in which segment of an exam: what was claimed, and for the rest the best reading of the marks.

The best reading is the plan's order, aligned so that the durations fit with as little to blame as possible; two steps
are read as changed places only where each of them was as long as the other should have been. Knows times and orders,
and leaves what is wrong with them to `exam_report`.

The time between two tasks belongs to nobody. A press comes when the next one begins, so what the plan gives for the
change-over lies at the end of a segment; where somebody's presses all tell another habit, that holds.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from math import inf, log
from typing import Final, NamedTuple

from backtimer.core.exam.run import ELSE, Exam, Paper, Task
from backtimer.core.timing import Ms

REST: Final = -1
"""What a segment holds in which hands only came to rest after the last task."""

OMITTED, UNREACHED, UNKNOWN, SPLIT, SWAPPED, BEYOND, RESTED = 1.0, 0.1, 1.0, 0.75, 1.2, 0.5, 0.9
"""What it costs a reading to have a task left out, one that was not reached, a segment that is none, a task in two
segments with a press too much between them, two neighbours that changed places, a time beyond its tolerance, and hands
that only rest. A time that is missed costs beside that its logarithm: half as long is as bad as twice."""

UNHEARD: Final = 0.25
"""The same for a segment in which the machine slept, whatever its length."""

DISORDER: Final = 0.6
"""What it costs beside that for each task that stands out of the plan's order."""

FEW: Final = 3
"""Among so few claims any one may be the only one that is in its place."""

UNSURE: Final = 0.25
"""Readings that cost hardly more are as good."""

MOST_PIECES: Final = 3
"""In so many neighbouring segments one task may lie."""

MOST_READINGS: Final = 30_000
"""Somebody who leans on the keys for minutes gets no reading."""

HABITS: Final = ((0.0, 1.0), (1.0, 0.0), (0.5, 0.5), (0.0, 0.0))
"""How much of the change-over before and after a task lies in its segment. The first one is the rule; the last one is
that of somebody who needs no time to change over."""

CLEARLY: Final = 0.5
"""Another habit holds where it leaves so small a share of what is missed by the rule."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring segments, from `first` to `last`, in which one thing was done: a task's number, ELSE or REST.

    `done` is how long the hands were at it, change-overs left out. `said`: somebody claimed it.
    """

    number: int
    first: int
    last: int
    start: Ms
    end: Ms
    done: Ms
    said: bool = False

    @property
    def length(self) -> Ms:
        """From press to press."""
        return Ms(self.end - self.start)


@dataclass(frozen=True, slots=True)
class Reading:
    """All pieces in time. `unsure`: tasks of which some were left out, but the marks do not tell which of them."""

    pieces: tuple[Piece, ...]
    unsure: tuple[int, ...] = ()


class _Case(NamedTuple):
    """What is to be read: the plan, and the segments from press to press."""

    paper: Paper
    segments: tuple[tuple[Ms, Ms], ...]
    asleep: frozenset[int]
    cut: bool
    """The run broke off: what comes after it was not left out, and its last segment may be shorter than it should."""


class _Part(NamedTuple):
    """What somebody did from one press to another: `number` as of a piece."""

    number: int
    first: int
    last: int
    said: bool = False


def read(exam: Exam) -> Reading:
    """The best reading of a run. Claims are taken as they are."""
    segments = exam.segments
    asleep = {
        at for at, (start, end) in enumerate(segments) if any(start < gap.end and gap.start < end for gap in exam.gaps)
    }
    case = _Case(exam.paper, segments, frozenset(asleep), exam.ending in ("", "left"))
    claims = _settled(exam.paper, {at: said for at, said in exam.claims.items() if at < len(segments)})
    found, unsure = _read(case, claims)
    parts = _exchanged(case, found)
    if parts != found:  # what is left may be clearer now
        moved = [part for part, before in zip(parts, found, strict=True) if part != before]
        known = claims | {at: part.number for part in moved for at in range(part.first, part.last + 1)}
        parts, unsure = _read(case, dict(sorted(known.items())))
        parts = [part._replace(said=part.first in claims) for part in parts]
    done = {part.number for part in parts}
    settled = unsure <= done or not unsure & done  # all of them were done, or none
    return Reading(_pieces(case, parts), () if settled else tuple(sorted(unsure)))


def _read(case: _Case, claims: Mapping[int, int]) -> tuple[list[_Part], set[int]]:
    """All parts in time, and the tasks of which it is not clear which were left out.

    Claims in the plan's order show where all else belongs; but one of them may be what was out of order.
    """
    said = [(at, number) for at, number in claims.items() if number != ELSE]
    ways = {(), tuple(said[place] for place in rising([number for _, number in said]))}
    if len(said) <= FEW:
        ways |= {(each,) for each in said}
    readings = [_read_between(case, claims, anchors) for anchors in sorted(ways)]
    _, parts, unsure = min(readings, key=lambda reading: reading[0])
    return parts, unsure


def _read_between(
    case: _Case, claims: Mapping[int, int], anchors: Sequence[tuple[int, int]]
) -> tuple[float, list[_Part], set[int]]:
    """The best reading in which nothing goes past the anchors, each a segment and its task; and what it costs."""
    parts = [_Part(claims[at], at, at, said=True) for at in claims]
    unsure: set[int] = set()
    cost = 0.0
    free = sorted({task.number for task in case.paper.tasks} - set(claims.values()))
    for (at, number), (next_at, next_number) in pairwise([(-1, 0), *anchors, (len(case.segments), 10**6)]):
        places = [place for place in range(at + 1, next_at) if place not in claims]
        found, doubtful, more = _aligned(case, places, [each for each in free if number < each < next_number])
        parts += found
        unsure |= doubtful
        cost += more
    parts = _joined(sorted(parts, key=lambda part: part.first))
    row = [part.number for part in parts if part.number > ELSE]
    return cost + DISORDER * (len(row) - len(rising(row))), parts, unsure


def within(task: Task, done: float) -> bool:
    """Whether a time is within a task's tolerance."""
    return abs(done - task.time) * 100 <= task.time * task.tolerance


def _settled(paper: Paper, claims: Mapping[int, int]) -> dict[int, int]:
    """The claims in time. Where tasks are alike, nobody can tell them apart: they follow the plan's order."""
    said = dict(sorted((at, number) for at, number in claims.items() if ELSE <= number <= len(paper.tasks)))
    kinds: dict[tuple[object, ...], list[int]] = {}
    for task in paper.tasks:
        kinds.setdefault(task.alike, []).append(task.number)
    alike = {number: numbers for numbers in kinds.values() for number in numbers}
    among = {number: [each for each in numbers if each in said.values()] for number, numbers in alike.items()}
    ways = (said, _in_turn(said, among), _in_turn(said, alike))
    return max(ways, key=lambda way: len(rising([number for number in way.values() if number != ELSE])))


def _in_turn(said: Mapping[int, int], alike: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The claims, each for the next of the tasks that are alike and not yet taken."""
    found: dict[int, int] = {}
    for at, number in said.items():
        if number == ELSE or said.get(at - 1) == number:  # the same piece, with a press too much
            found[at] = found.get(at - 1, ELSE) if number != ELSE else ELSE
            continue
        free = [each for each in alike[number] if each not in found.values()]
        last = max(found.values(), default=0)
        found[at] = next((each for each in free if each > last), free[0] if free else number)
    return found


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest rising row among the numbers."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [place]
    row, place = [], ends[-1] if ends else -1
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1]


# --- what nobody claimed ---


class _Move(NamedTuple):
    """What a reading takes next: so many segments and tasks.

    `numbers` as of pieces: none where a task is left out, two where the segments are those of two that changed places.
    """

    cost: float
    segments: int
    tasks: int
    numbers: tuple[int, ...] = ()


def _aligned(case: _Case, places: Sequence[int], numbers: Sequence[int]) -> tuple[list[_Part], set[int], float]:
    """The reading that costs least, the tasks of which it cannot say which were left out, and its cost."""
    rows, columns = len(places) + 1, len(numbers) + 1
    if rows * columns > MOST_READINGS:
        known = set(places)
        runs = (
            [place for place in places if place - 1 not in known],
            [place for place in places if place + 1 not in known],
        )
        return [_Part(ELSE, first, last) for first, last in zip(*runs, strict=True)], set(), 0.0
    moves = {
        (row, column): _moves(case, places[row:], numbers[column:]) for row in range(rows) for column in range(columns)
    }
    rest = _costs(moves, rows, columns)
    parts, omits, row, column = [], False, 0, 0
    while (row, column) != (rows - 1, columns - 1):
        move = min(
            moves[row, column], key=lambda move: move.cost + rest[row + move.segments, column + move.tasks]
        )  # the first of those that cost the same: a task is done rather than left out
        taken = places[row : row + move.segments]
        if len(move.numbers) == 1:
            parts.append(_Part(move.numbers[0], taken[0], taken[-1]))
        else:
            parts += [_Part(number, place, place) for number, place in zip(move.numbers, taken, strict=True)]
        omits |= not move.segments
        row, column = row + move.segments, column + move.tasks
    return parts, _doubtful(moves, rest, numbers, rows) if omits else set(), rest[0, 0]


def _costs(moves: Mapping[tuple[int, int], Sequence[_Move]], rows: int, columns: int) -> dict[tuple[int, int], float]:
    """What the best reading of all that is left costs, from each place on."""
    rest = {(rows - 1, columns - 1): 0.0}
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            if (row, column) not in rest:
                ways = moves[row, column]
                rest[row, column] = min(move.cost + rest[row + move.segments, column + move.tasks] for move in ways)
    return rest


def _doubtful(
    moves: Mapping[tuple[int, int], Sequence[_Move]],
    rest: Mapping[tuple[int, int], float],
    numbers: Sequence[int],
    rows: int,
) -> set[int]:
    """The tasks without which a reading costs hardly more than the best one."""
    columns = len(numbers) + 1
    until = dict.fromkeys(rest, inf)
    until[0, 0] = 0.0
    for row in range(rows):
        for column in range(columns):
            for move in moves[row, column]:
                there = (row + move.segments, column + move.tasks)
                until[there] = min(until[there], until[row, column] + move.cost)
    return {
        number
        for column, number in enumerate(numbers)
        if min(until[row, column] + OMITTED + rest[row, column + 1] for row in range(rows)) <= rest[0, 0] + UNSURE
    }


def _moves(case: _Case, places: Sequence[int], numbers: Sequence[int]) -> list[_Move]:
    """All that may come next, when these segments and tasks are left."""
    moves = []
    if numbers:
        task, length = case.paper.task(numbers[0]), 0
        for pieces, place in enumerate(places[:MOST_PIECES], 1):
            if place != places[0] + pieces - 1:  # a claim lies between
                break
            length += _length(case, place)
            broken = case.cut and place == len(case.segments) - 1 and length < task.time
            missed = 0.0 if broken else UNHEARD if place in case.asleep else _missed(case.paper, task, length)
            moves.append(_Move(missed + SPLIT * (pieces - 1), pieces, 1, (task.number,)))
        unreached = case.cut and not places and numbers[-1] == len(case.paper.tasks)
        moves.append(_Move(UNREACHED if unreached else OMITTED, 0, 1))
    if len(numbers) > 1 and len(places) > 1:
        ways = [
            [_missed(case.paper, case.paper.task(number), _length(case, place)) for number in numbers[:2]]
            for place in places[:2]
        ]
        if max(ways[0][1], ways[1][0]) < BEYOND <= max(ways[0][0], ways[1][1]):
            moves.append(_Move(SWAPPED + ways[0][1] + ways[1][0], 2, 2, (numbers[1], numbers[0])))
    if places:
        rests = not numbers and 0 < places[0] == len(case.segments) - 1
        moves.append(_Move(RESTED, 1, 0, (REST,)) if rests else _Move(UNKNOWN, 1, 0, (ELSE,)))
    return moves


def _length(case: _Case, place: int) -> Ms:
    """From press to press."""
    start, end = case.segments[place]
    return Ms(end - start)


def _missed(paper: Paper, task: Task, length: int) -> float:
    """What it costs to read a length as that task, with the change-overs wherever that suits best."""
    after = paper.lead(task.number + 1) if task.number < len(paper.tasks) else 0
    done = min(max(task.time, length - paper.lead(task.number) - after), length)
    return abs(log(max(done, 1) / max(task.time, 1))) + (0.0 if within(task, done) else BEYOND)


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Neighbours that hold the same task as one: there was a press too much."""
    joined: list[_Part] = []
    for part in parts:
        if joined and joined[-1].number == part.number > ELSE:
            joined[-1] = joined[-1]._replace(last=part.last)
        else:
            joined.append(part)
    return joined


def _exchanged(case: _Case, parts: list[_Part]) -> list[_Part]:
    """The same with tasks in other places, where each is then as long as it should be, and was not before.

    Only what nobody claimed: two tasks that changed places, or one that was done where nothing was known.
    """
    parts, habit = list(parts), _habit(case, parts)
    free = [place for place, part in enumerate(parts) if not part.said]

    def fits(place: int, number: int) -> bool:
        following = parts[place + 1] if place + 1 < len(parts) else None
        return within(case.paper.task(number), _done(case, parts[place]._replace(number=number), following, habit))

    omitted = sorted({task.number for task in case.paper.tasks} - {part.number for part in parts})
    for place in free:
        if parts[place].number == ELSE and (found := [number for number in omitted if fits(place, number)]):
            parts[place] = parts[place]._replace(number=found[0])
            omitted.remove(found[0])
    wrong = [place for place in free if parts[place].number > ELSE and not fits(place, parts[place].number)]
    for at, place in enumerate(wrong):
        for other in wrong[at + 1 :]:
            one, two = parts[place].number, parts[other].number
            if one < two and fits(place, two) and fits(other, one):
                parts[place], parts[other] = parts[place]._replace(number=two), parts[other]._replace(number=one)
                break
    return parts


# --- how long the hands were at it ---


def _pieces(case: _Case, parts: Sequence[_Part]) -> tuple[Piece, ...]:
    """The parts with their times, by the habit of pressing that this run tells."""
    habit = _habit(case, parts)
    return tuple(
        Piece(
            part.number,
            part.first,
            part.last,
            case.segments[part.first][0],
            case.segments[part.last][1],
            _done(case, part, following, habit),
            part.said,
        )
        for part, following in zip_longest(parts, parts[1:])
    )


def _habit(case: _Case, parts: Sequence[_Part]) -> tuple[float, float]:
    """The rule, unless something is wrong by it and another habit leaves far less that is missed.

    Where one task alone is wrong by the rule, all others must say so: one fault is no habit.
    """
    pairs = [(part, following) for part, following in zip_longest(parts, parts[1:]) if part.number > ELSE]
    rule = HABITS[0]
    right = [pair for pair in pairs if within(case.paper.task(pair[0].number), round(_by_habit(case, *pair, rule)))]
    wrong = len(pairs) - len(right)
    if not wrong:
        return rule

    def off(habit: tuple[float, float]) -> float:
        """How far these tasks together are off their times."""
        tasks = right if wrong == 1 else pairs
        times = ((case.paper.task(pair[0].number).time, _by_habit(case, *pair, habit)) for pair in tasks)
        return sum(abs(done - time) / max(time, 1) for time, done in times)

    best = min(HABITS[1:], key=off)
    return best if off(best) < CLEARLY * off(rule) else rule


def _done(case: _Case, part: _Part, following: _Part | None, habit: tuple[float, float]) -> Ms:
    """How long the hands were at a part, change-overs left out.

    One that would be too short only because of its change-overs gets as much of them as it needs: who changes over
    more quickly than planned has done nothing wrong.
    """
    length = case.segments[part.last][1] - case.segments[part.first][0]
    if part.number <= ELSE:
        return Ms(length)
    task, done = case.paper.task(part.number), round(_by_habit(case, part, following, habit))
    if done < task.time and not within(task, done) and within(task, min(length, task.time)):
        done = min(length, task.time)
    return Ms(done)


def _by_habit(case: _Case, part: _Part, following: _Part | None, habit: tuple[float, float]) -> float:
    """The same as the habit alone tells it: of the ways to see a change-over, the one nearest to the plan."""
    before, after = habit
    length = case.segments[part.last][1] - case.segments[part.first][0]
    ahead = case.paper.lead(part.number) if part.first else 0
    time = case.paper.task(part.number).time
    ways = (length - before * ahead - after * lead for lead in _leads(case.paper, part, following))
    return max(min(ways, key=lambda way: abs(way - time)), 0)


def _leads(paper: Paper, part: _Part, following: _Part | None) -> set[Ms]:
    """How long the change-over from one part to the next may be: as in the plan, where the plan has it."""
    if following is None or following.number <= ELSE:
        return {Ms(0)}
    if following.number == part.number + 1:
        return {paper.lead(following.number)}
    planned = paper.lead(part.number + 1) if part.number < len(paper.tasks) else Ms(0)
    return {Ms(0), planned, paper.lead(following.number)}
