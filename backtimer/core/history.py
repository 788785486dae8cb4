"""Sums over the journal: how long hands worked, by day, week, person, routine, place, side and stroke.

Knows entries and arithmetic. Leaves to others how a day is called (day 0 is Thursday, 1970-01-01) and how it is drawn.
A session's time is that of its steps: lead-ins and pauses are no practice.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, NamedTuple, TypeVar

from backtimer.core.journal_entry import SessionEntry, StepEntry
from backtimer.core.timing import Ms

Key = TypeVar("Key", bound=Hashable)

WEEK: Final = 7

_FROM_MONDAY: Final = 3
"""Day 0 was a Thursday: so many days after a Monday."""


class Sides(NamedTuple):
    """How long each side was worked by itself, and how long both together or the middle."""

    left: Ms = Ms(0)
    right: Ms = Ms(0)
    both: Ms = Ms(0)
    middle: Ms = Ms(0)


def time_of(entry: SessionEntry) -> Ms:
    """How long the hands worked in one session."""
    return Ms(sum(step.actual for step in entry.steps))


def week_of(day: int) -> int:
    """The Monday that a day's week begins with, as a day."""
    return day - (day + _FROM_MONDAY) % WEEK


def per_day(entries: Iterable[SessionEntry]) -> dict[int, Ms]:
    """The time of each day on which something was done, the first day first. A session counts for its first day."""
    return dict(sorted(_sums((entry.started.day, time_of(entry)) for entry in entries).items()))


def per_week(entries: Iterable[SessionEntry]) -> dict[int, Ms]:
    """The time of each week, named by its Monday, from the first to the last: weeks of rest are there with 0."""
    found = _sums((week_of(entry.started.day), time_of(entry)) for entry in entries)
    weeks = range(min(found), max(found) + 1, WEEK) if found else ()
    return {week: found.get(week, Ms(0)) for week in weeks}


def per_person(entries: Iterable[SessionEntry]) -> dict[str, Ms]:
    """The time of each receiver, the most first; those without a name are together under the empty one."""
    return _most_first(_sums((entry.person, time_of(entry)) for entry in entries))


def per_routine(entries: Iterable[SessionEntry]) -> dict[str, Ms]:
    """The time of each routine by its id, the most first."""
    return _most_first(_sums((entry.routine, time_of(entry)) for entry in entries))


def per_stroke(entries: Iterable[SessionEntry]) -> dict[str, Ms]:
    """The time of each stroke by its id, the most first."""
    return _most_first(_sums((step.stroke, step.actual) for step in _steps(entries)))


def per_region(entries: Iterable[SessionEntry]) -> dict[str, Ms]:
    """The time of each region by its id, the most first. A step on several gives an equal share to each."""
    return _most_first(_sums(share for step in _steps(entries) for share in _shares(step)))


def sides_of(entries: Iterable[SessionEntry], region: str | None = None) -> Sides:
    """Left against right: of one region, or of all together."""
    sums: dict[str, Ms] = _sums(
        (step.side, time)
        for step in _steps(entries)
        for place, time in (_shares(step) if region is not None else [("", step.actual)])
        if region is None or place == region
    )
    return Sides(*(sums.get(side, Ms(0)) for side in Sides._fields))


def of_person(entries: Iterable[SessionEntry], person: str) -> list[SessionEntry]:
    """Only the sessions of one receiver."""
    return [entry for entry in entries if entry.person == person]


def change_of(entries: Iterable[SessionEntry], key: Callable[[SessionEntry], Key]) -> dict[Key, tuple[float, float]]:
    """The mean rating before and after, of those sessions that have both, by what the key says of them."""
    rated: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for entry in entries:
        if entry.before is not None and entry.after is not None:
            rated[key(entry)].append((entry.before, entry.after))
    return {
        name: (sum(before for before, _ in pairs) / len(pairs), sum(after for _, after in pairs) / len(pairs))
        for name, pairs in rated.items()
    }


def _steps(entries: Iterable[SessionEntry]) -> Iterator[StepEntry]:
    return (step for entry in entries for step in entry.steps)


def _shares(step: StepEntry) -> list[tuple[str, Ms]]:
    """A step's regions with their shares of its time, which together are all of it."""
    count = len(step.regions)
    return [
        (region, Ms(step.actual * (place + 1) // count - step.actual * place // count))
        for place, region in enumerate(step.regions)
    ]


def _sums(pairs: Iterable[tuple[Key, Ms]]) -> dict[Key, Ms]:
    """The sum for each key; keys whose sum is nothing are left out."""
    sums: dict[Key, int] = defaultdict(int)
    for key, time in pairs:
        sums[key] += time
    return {key: Ms(time) for key, time in sums.items() if time}


def _most_first(sums: dict[str, Ms]) -> dict[str, Ms]:
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
