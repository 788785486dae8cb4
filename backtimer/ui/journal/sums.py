"""What the journal's page shows of many sessions: sums, made once and only when they are looked at, and their words.

Knows entries and calendars. Leaves the adding up to `history`, and paints nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final, Literal, NamedTuple

from backtimer import words
from backtimer.core import history
from backtimer.core.history import Sides
from backtimer.core.journal_entry import DAY, SessionEntry, Stamp
from backtimer.core.timing import MINUTE, Ms
from backtimer.ui.look import Look

By = Literal["person", "routine", "region", "stroke"]
"""What minutes are added up by."""

NOBODY: Final = "Without a name"
"""What the sessions are called in which nobody was named."""

# A desktop in another language must not translate half of a line.
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_EPOCH: Final = date(1970, 1, 1).toordinal()


class Sum(NamedTuple):
    """One line of a chart: whose key it is, what it is called, how much time, and what else is to be said."""

    key: str
    name: str
    time: Ms
    note: str = ""
    sides: Sides | None = None


@dataclass(frozen=True, slots=True)
class _Practice:
    """How often something was done, and on which day last."""

    times: int
    last: int


@dataclass(frozen=True, eq=False)
class Sums:
    """All that is shown of these sessions, the newest of which comes first."""

    entries: tuple[SessionEntry, ...]
    _by: dict[tuple[By, bool], list[Sum]] = field(default_factory=dict)

    @cached_property
    def time(self) -> Ms:
        """How long the hands worked in all."""
        return Ms(sum(self.days.values()))

    @cached_property
    def days(self) -> dict[int, Ms]:
        """The time of each day on which something was done."""
        return history.per_day(self.entries)

    @cached_property
    def weeks(self) -> dict[int, Ms]:
        """The time of each week with something in it, by its Monday."""
        found: dict[int, int] = defaultdict(int)
        for day, time in self.days.items():
            found[history.week_of(day)] += time
        return {week: Ms(time) for week, time in found.items()}

    @cached_property
    def firsts(self) -> dict[int, int]:
        """The row of the newest session of each day."""
        rows: dict[int, int] = {}
        for row, entry in enumerate(self.entries):
            rows.setdefault(entry.started.day, row)
        return rows

    @cached_property
    def regions(self) -> dict[str, Sides]:
        """The time of each region by sides; a step on several gives an equal share to each."""
        found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for entry in self.entries:
            for step in entry.steps:
                for region in step.regions:
                    found[region][step.side] += step.actual / len(step.regions)
        return {
            region: Sides(*(Ms(round(sides.get(side, 0))) for side in Sides._fields))
            for region, sides in found.items()
            if any(sides.values())
        }

    def noted(self, entry: SessionEntry) -> "Sums":
        """The same with another rating or note of one session, which changes no time."""
        changed = Sums(tuple(entry if old.key == entry.key else old for old in self.entries))
        kept = ("time", "days", "weeks", "firsts", "regions")
        changed.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        return changed

    def by(self, by: By, look: Look) -> list[Sum]:
        """The lines of one chart, the most first, in everyday words or those of class."""
        if (by, look.terms) not in self._by:
            make = {"person": self._people, "routine": self._routines, "region": self._places, "stroke": self._strokes}
            self._by[by, look.terms] = make[by](look)
        return self._by[by, look.terms]

    def _people(self, look: Look) -> list[Sum]:  # noqa: ARG002  # a name is a name
        felt, times = self._felt(lambda entry: entry.person), self._times(lambda entry: entry.person)
        return [
            Sum(person, person or NOBODY, time, _joined(words.counted(times[person], "session"), felt.get(person)))
            for person, time in history.per_person(self.entries).items()
        ]

    def _routines(self, look: Look) -> list[Sum]:  # noqa: ARG002  # a title is a title
        felt, times = self._felt(lambda entry: entry.routine), self._times(lambda entry: entry.routine)
        titles: dict[str, str] = {}
        for entry in self.entries:
            titles.setdefault(entry.routine, entry.title)  # the newest is what it is called now
        return [
            Sum(id_, titles[id_] or id_, time, _joined(words.counted(times[id_], "session"), felt.get(id_)))
            for id_, time in history.per_routine(self.entries).items()
        ]

    def _places(self, look: Look) -> list[Sum]:
        known = look.handbook.regions
        lines = []
        for id_, sides in self.regions.items():
            name = (known[id_].term if look.terms else known[id_].name) if id_ in known else id_.replace("_", " ")
            lines.append(Sum(id_, capital(name), Ms(sum(sides)), sides=sides))
        return sorted(lines, key=lambda line: (-line.time, line.key))

    def _strokes(self, look: Look) -> list[Sum]:
        known, practised = look.handbook.strokes, self._practised() if look.terms else {}
        lines = []
        for id_, time in history.per_stroke(self.entries).items():
            name = (known[id_].term if look.terms else known[id_].name) if id_ in known else id_.replace("_", " ")
            note = known[id_].name if look.terms and id_ in known else ""
            if id_ in practised:
                times, last = practised[id_].times, practised[id_].last
                note = _joined(note, f"{words.counted(times, 'time')}, last on {day_text(last)}")
            lines.append(Sum(id_, capital(name), time, note))
        return lines

    def _practised(self) -> dict[str, _Practice]:
        found: dict[str, _Practice] = {}
        for entry in self.entries:
            for stroke in (step.stroke for step in entry.steps if step.actual):
                before = found.get(stroke, _Practice(0, entry.started.day))
                found[stroke] = _Practice(before.times + 1, max(before.last, entry.started.day))
        return found

    def _times(self, key: Callable[[SessionEntry], str]) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for entry in self.entries:
            found[key(entry)] += 1
        return found

    def _felt(self, key: Callable[[SessionEntry], str]) -> dict[str, str]:
        """How the receivers felt, in the mean."""
        return {
            name: f"felt {before:.1f} before, {after:.1f} after"
            for name, (before, after) in history.change_of(self.entries, key).items()
        }


def sums_of(entries: Iterable[SessionEntry], *, without: str = "", person: str | None = None) -> Sums:
    """The sums of these sessions, the newest first; without one of them, or only those of one receiver."""
    kept = (entry for entry in entries if entry.key != without and person in (None, entry.person))
    return Sums(tuple(sorted(kept, key=lambda entry: entry.started.utc, reverse=True)))


def date_of(day: int) -> date:
    """A day as a date; the first or the last one there is, where a clock was far off."""
    return date.fromordinal(min(max(day + _EPOCH, 1), date.max.toordinal()))


def day_of(day: date) -> int:
    """A date as a day."""
    return day.toordinal() - _EPOCH


def day_text(day: int, *, year: bool = False) -> str:
    """`Tue 3 Mar`, or `Tuesday, 3 March 2026`."""
    at = date_of(day)
    if year:
        return f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year}"
    return f"{DAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]}"


def month_text(day: int) -> str:
    """`Mar 2026`."""
    at = date_of(day)
    return f"{MONTHS[at.month - 1][:3]} {at.year}"


def clock_of(stamp: Stamp) -> str:
    """The time that the clock on the wall showed then: `21:36`."""
    passed = (stamp.utc + stamp.offset * MINUTE) % DAY
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=passed)).strftime("%H:%M")


def time_text(time: Ms) -> str:
    """Whole minutes: `42 min`, `2 h 5 min`."""
    minutes = round(time / MINUTE)
    if minutes == 0:
        return "under a minute" if time else "0 min"
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))


def done_text(entry: SessionEntry) -> str:
    """How much of the routine was done: `all 15 steps`, `7 of 15 steps`."""
    done, steps = sum(step.actual > 0 for step in entry.steps), len(entry.steps)
    return (
        f"all {words.counted(steps, 'step')}"
        if steps and done == steps
        else f"{done} of {words.counted(steps, 'step')}"
    )


def felt_text(entry: SessionEntry) -> str:
    """How the receiver felt: `3 → 7`; a dash for what nobody said; empty where neither was."""
    if entry.before is None and entry.after is None:
        return ""
    return " → ".join("–" if rating is None else str(rating) for rating in (entry.before, entry.after))


def spoken(entry: SessionEntry) -> str:
    """A session in words, for a screen reader."""
    return ", ".join(
        filter(
            None,
            (
                day_text(entry.started.day, year=True),
                entry.title,
                entry.person,
                time_text(history.time_of(entry)),
                "exam" if entry.guidance == "exam" else "",
                "finished" if entry.finished else f"ended early, {done_text(entry)}",
                f"felt {felt_text(entry)}" if felt_text(entry) else "",
            ),
        )
    )


def summary(sums: Sums) -> str:
    """The journal in one line."""
    if not sums.entries:
        return ""
    parts: Sequence[str] = (
        words.counted(len(sums.entries), "session"),
        f"{time_text(sums.time)} of massage",
        f"since {date_of(sums.entries[-1].started.day).day} {month_text(sums.entries[-1].started.day)}",
    )
    return "  ·  ".join(parts)


def capital(text: str) -> str:
    """The text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def _joined(*parts: str | None) -> str:
    return "  ·  ".join(filter(None, parts))
