"""What somebody did for oneself in the last seven days: how long, how often, and what it changed. Pure sums."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from backtimer.core.history import WEEK, change_of, time_of
from backtimer.core.journal_entry import SessionEntry
from backtimer.core.timing import Ms


@dataclass(frozen=True, slots=True)
class Week:
    """The sessions, the time that hands worked in them, and the mean tension (0 to 10) of those with both ratings."""

    sessions: tuple[SessionEntry, ...] = ()
    time: Ms = Ms(0)
    tension: tuple[float, float] | None = None


def week_alone(sessions: Iterable[SessionEntry], oneself: Collection[str], day: int) -> Week:
    """The week that ends with a day; `oneself` are the ids of the routines that one does alone."""
    own = tuple(each for each in sessions if each.routine in oneself and 0 <= day - each.started.day < WEEK)
    done = tuple(each for each in own if time_of(each))
    return Week(done, Ms(sum(map(time_of, done))), change_of(done, lambda _: None).get(None))
