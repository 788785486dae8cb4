"""What was right and what was not in an exam: the plan held against what was done. Plain data, the worst first.

Knows which task each piece of the run holds, from `exam_reading`. Leaves the words to `exam_words`. Nothing is named
twice: two steps that changed places are no step left out, and a step in the wrong place is not also too long.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from backtimer.core.exam.reading import Piece, Reading, read, rising, within
from backtimer.core.exam.run import ELSE, Exam, Gap
from backtimer.core.history import Sides
from backtimer.core.timing import Ms

Kind = Literal["omitted", "swapped", "moved", "added", "repeated", "long", "short", "unreached"]

RANKS: Final[Mapping[Kind, int]] = {
    "omitted": 0, "swapped": 1, "moved": 2, "added": 3, "repeated": 4, "long": 5, "short": 5, "unreached": 6,
}  # fmt: skip
"""The worst first; of times that were missed, the one that was missed by most."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was wrong. `numbers` are tasks, in the plan's order; none where something else was done.

    `planned` and `done` are times: of what was left out or missed, or of what came in addition. `at` is when.
    `after` is the task that came before one that was moved, 0 where it came first. `either`: of these tasks so many as
    `numbers` names were left out, and the marks do not tell which.
    """

    kind: Kind
    numbers: tuple[int, ...] = ()
    planned: Ms = Ms(0)
    done: Ms = Ms(0)
    at: Ms = Ms(0)
    after: int = 0
    either: tuple[int, ...] = ()

    @property
    def percent(self) -> int:
        """By how much the time was missed."""
        return round(100 * (self.done - self.planned) / max(self.planned, 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """The student asked about the pressure: when, and in which task (0: in none)."""

    at: Ms
    number: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that an exam shows. Times in milliseconds.

    `total` was asked for and `end` is when the hands came to rest. `whole` is whether the run came to an end at all.
    `unjudged` are the tasks whose time nobody knows: the machine slept, or the run broke off in them. `given` of `most`
    are the examiner's points; `given` is None as long as there are none.
    """

    exam: Exam
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    planned: Sides
    done: Sides
    total: Ms
    end: Ms
    whole: bool
    asked: tuple[Asked, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unjudged: tuple[int, ...] = ()
    given: int | None = None
    most: int = 0

    def time(self, number: int) -> Ms:
        """How long the hands were at a task in all."""
        return Ms(sum(piece.done for piece in self.pieces if piece.number == number))

    def at(self, number: int) -> Piece | None:
        """Where a task was done: of several places the longest."""
        return self.places.get(number)

    @property
    def places(self) -> Mapping[int, Piece]:
        """Where each task was done."""
        return _places(self.pieces)


def report_of(exam: Exam) -> Report:
    """Hold an exam against its plan."""
    reading, paper = read(exam), exam.paper
    places = _places(reading.pieces)
    unjudged = _unjudged(exam, reading.pieces)
    order = [*_order(places), *_omitted(exam, reading, places, unjudged), *_beside(reading.pieces, places)]
    times = _times(exam, places, unjudged)
    missed = sorted(times, key=lambda each: -abs(each.done - each.planned) / max(each.planned, 1))
    given = [points for points in exam.points if points is not None]
    return Report(
        exam=exam,
        pieces=reading.pieces,
        findings=tuple(sorted([*order, *missed], key=lambda each: RANKS[each.kind])),
        planned=_sides((task.side, task.time) for task in paper.tasks),
        done=_sides((paper.task(piece.number).side, piece.done) for piece in reading.pieces if piece.number > ELSE),
        total=paper.total,
        end=exam.end,
        whole=exam.ending in ("told", "time"),
        asked=tuple(Asked(at, _number_at(reading.pieces, at)) for at in exam.asked),
        gaps=exam.gaps,
        unjudged=tuple(sorted(unjudged)),
        given=sum(given) if given else None,
        most=sum(criterion.points for criterion in paper.rubric),
    )


def _places(pieces: Sequence[Piece]) -> dict[int, Piece]:
    """Where each task was done, in time: of several places the longest, and the others were repeats."""
    places: dict[int, Piece] = {}
    for piece in pieces:
        known = places.get(piece.number)
        if piece.number > ELSE and (known is None or piece.length > known.length):
            places[piece.number] = piece
    return dict(sorted(places.items(), key=lambda item: item[1].start))


# --- order ---


def _order(places: Mapping[int, Piece]) -> list[Finding]:
    """The tasks that were done in another place than the plan has them."""
    row = list(places)
    findings = []
    start = 0
    for end in range(1, len(row) + 1):
        if max(row[start:end]) < min(row[end:], default=10**6):  # up to here all is done that comes before the rest
            findings += _in_block(row, start, end, places)
            start = end
    return findings


def _in_block(row: Sequence[int], start: int, end: int, places: Mapping[int, Piece]) -> list[Finding]:
    """The same for a stretch that holds what it should, in any order: what says it in the fewest words."""
    block = row[start:end]
    due = sorted(block)
    turns = {(min(one, other), max(one, other)) for one, other in zip(block, due, strict=True) if one != other}
    swaps = [pair for pair in turns if block[due.index(pair[0])] == pair[1] and block[due.index(pair[1])] == pair[0]]
    kept = {block[place] for place in rising(block)}
    if len(swaps) == len(turns) and len(swaps) <= len(block) - len(kept):
        return [Finding("swapped", pair, at=min(places[number].start for number in pair)) for pair in sorted(swaps)]
    return [
        Finding("moved", (number,), at=places[number].start, after=row[place - 1] if place else 0)
        for place, number in enumerate(row)
        if start <= place < end and number not in kept
    ]


def _omitted(exam: Exam, reading: Reading, places: Mapping[int, Piece], unjudged: set[int]) -> list[Finding]:
    """The tasks that were not done; where the run broke off, those at its end were not reached."""
    last = max(places, default=0)
    gone = [task for task in exam.paper.tasks if task.number not in places and task.number not in unjudged]
    doubtful = tuple(task.number for task in gone if task.number in reading.unsure)
    findings = []
    for task in gone:
        if exam.ending in ("", "left") and task.number > last:
            continue
        either = reading.unsure if task.number in doubtful else ()
        if either and task.number != doubtful[0]:
            continue
        numbers = doubtful if either else (task.number,)
        planned = Ms(sum(exam.paper.task(number).time for number in numbers))
        findings.append(Finding("omitted", numbers, planned=planned, either=either))
    late = tuple(task.number for task in gone if exam.ending in ("", "left") and task.number > last)
    if late:
        planned = Ms(sum(exam.paper.task(number).time for number in late))
        findings.append(Finding("unreached", late, planned=planned, at=exam.end))
    return findings


def _beside(pieces: Sequence[Piece], places: Mapping[int, Piece]) -> list[Finding]:
    """What was done that the plan does not have: something else, or a task once more."""
    findings = []
    for piece in pieces:
        if piece.number == ELSE:
            findings.append(Finding("added", done=piece.done, at=piece.start))
        elif piece.number > ELSE and places[piece.number] is not piece:
            findings.append(Finding("repeated", (piece.number,), done=piece.done, at=piece.start))
    return findings


# --- time ---


def _times(exam: Exam, places: Mapping[int, Piece], unjudged: set[int]) -> list[Finding]:
    """The tasks whose time was missed by more than their tolerance."""
    findings = []
    for number, piece in places.items():
        task = exam.paper.task(number)
        if number not in unjudged and not within(task, piece.done):
            kind: Kind = "long" if piece.done > task.time else "short"
            findings.append(Finding(kind, (number,), planned=task.time, done=piece.done, at=piece.start))
    return findings


def _unjudged(exam: Exam, pieces: Sequence[Piece]) -> set[int]:
    """The tasks of which nobody knows: in or beside which the machine slept, and the one in which the run broke off."""
    done = {piece.number for piece in pieces}
    unknown = {pieces[-1].number} if pieces and exam.ending in ("", "left") else set()
    for place, piece in enumerate(pieces):
        if any(piece.start < gap.end and gap.start < piece.end for gap in exam.gaps):
            before = max((each.number for each in pieces[:place]), default=0)
            after = min((each.number for each in pieces[place + 1 :] if each.number > before), default=10**6)
            unknown |= {task.number for task in exam.paper.tasks if before < task.number < after} - done
            unknown.add(piece.number)
    return {number for number in unknown if number > ELSE}


def _sides(times: Iterable[tuple[str, Ms]]) -> Sides:
    sums = dict.fromkeys(Sides._fields, 0)
    for side, time in times:
        sums[side] = sums.get(side, 0) + time
    return Sides(*(Ms(sums[side]) for side in Sides._fields))


def _number_at(pieces: Sequence[Piece], at: Ms) -> int:
    return next((max(piece.number, ELSE) for piece in reversed(pieces) if piece.start <= at), ELSE)
