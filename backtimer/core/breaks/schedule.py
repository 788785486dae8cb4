"""When a break at the desk is due, and when is a good moment to ask: a state and what follows from one reading.

Knows work, rest, hours and answers, and no clock: a reading brings the time. Work is counted by a clock that nobody
sets and that goes on while the machine sleeps; only hours and days go by the wall. Leaves to others how a reading is
taken, what a notice looks like, which routine it offers (`break_choice`), and what is kept (`break_memory`).

A state holds durations, never instants, so that nothing in it can lie after the clock was set or the program ended.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.core.timing import MINUTE, SECOND, Ms

Hold = Literal["playing", "full_screen", "meeting", "quiet"]
"""What holds a reminder back: a routine plays · a window fills the screen · a meeting runs · do not disturb."""

Said = Literal["now", "later", "done", "not_today", "never"]
"""What a person answers: never means this routine."""

Kind = Literal[
    "off", "paused", "free", "outside", "asking", "working", "later", "waking",
    "playing", "full_screen", "meeting", "quiet", "typing", "away", "due",
]  # fmt: skip

Deed = Literal["none", "ask", "withdraw"]

PACE: Final = Ms(20 * SECOND)
"""Between two readings."""

QUICK: Final = Ms(2 * SECOND)
"""Between two readings while only typing holds a reminder back."""

GAP: Final = Ms(60 * SECOND)
"""Readings that are further apart than this: the machine slept, or nobody could look."""

GRACE: Final = Ms(2 * MINUTE)
"""After waking up, and after the start, so long nothing is asked."""

STILL: Final = Ms(90 * SECOND)
"""Shorter rests of the hands are reading and thinking, and count as work; longer ones count as nothing."""

PRESENT: Final = Ms(60 * SECOND)
"""Whose hands have rested for longer may have gone: an empty chair is not asked."""

NOTICE: Final = Ms(45 * SECOND)
"""So long a notice stays if nobody answers."""

LATER: Final = Ms(10 * MINUTE)
"""Later is so much later; a notice that nobody answered comes back no sooner either."""

PATIENCE: Final = 2
"""So many notices in a row may be ignored; then a whole interval of work passes before each further one."""

FROM_MONDAY: Final = 3
"""Day 0 was a Thursday."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the machine.

    `wall` is the time of day, `up` a clock that nobody sets and that goes on while the machine sleeps, `idle` how long
    keys and mouse have rested: None where that cannot be known. `held` is what is known to hold a reminder back.
    """

    wall: Stamp
    up: Ms
    idle: Ms | None = None
    held: frozenset[Hold] = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """All that is known between two readings.

    `at` is the clock at the last one (None before the first). `worked` is the work since the last break, or since
    nobody wanted to hear any more; `still` how long the hands have rested. Nothing is asked for `wait` (it was
    answered, or ignored), for `grace` (the machine woke up), while `paused`, and on the day `free`. The notice that is
    there stays for `shown`; 0: there is none. So many in a row were `ignored`.
    """

    at: Ms | None = None
    worked: Ms = Ms(0)
    still: Ms = Ms(0)
    wait: Ms = Ms(0)
    grace: Ms = GRACE
    paused: Ms = Ms(0)
    free: int | None = None
    shown: Ms = Ms(0)
    ignored: int = 0


class Outlook(NamedTuple):
    """How things stand. `left`: of the work, the pause, the waiting or the notice, whichever it is; else 0."""

    kind: Kind
    left: Ms = Ms(0)


class Step(NamedTuple):
    """The state after a reading, what is to be done now, how things stand, and when to take the next reading."""

    state: State
    deed: Deed
    outlook: Outlook
    pace: Ms


def after(state: State, reading: Reading, wishes: BreakWishes) -> Step:
    """What follows from a reading."""
    now = _counted(state, reading, wishes)
    deed: Deed = "none"
    if state.shown:
        now, deed = _with_notice(state, now, reading, wishes)
    elif outlook(now, reading, wishes).kind == "due":
        now, deed = replace(now, shown=NOTICE), "ask"
    view = outlook(now, reading, wishes)
    return Step(now, deed, view, _pace(view))


def outlook(state: State, reading: Reading, wishes: BreakWishes) -> Outlook:
    """How things stand: the first reason why nothing is asked; `due` where there is none."""
    barred = _barred(state, reading, wishes)
    work_left = wishes.every * MINUTE - state.worked
    if barred is not None:
        return barred
    if state.shown:
        return Outlook("asking", state.shown)
    if work_left > 0:
        return Outlook("working", Ms(work_left))
    if state.wait or state.grace:
        return Outlook("later", state.wait) if state.wait else Outlook("waking", state.grace)
    return Outlook(_held(reading) or _moment(reading, wishes))


def matters(state: State, wishes: BreakWishes) -> bool:
    """Whether it matters now what holds a reminder back: who takes readings need not look otherwise."""
    soon_due = state.worked >= wishes.every * MINUTE - PACE
    return soon_due or state.shown > 0 or (state.still >= GAP and state.worked > 0)


def answered(state: State, said: Said, day: int) -> State:
    """The state after an answer, on that working day. A routine that is never wanted leaves room for another one."""
    state = replace(state, ignored=0, shown=NOTICE if said == "never" and state.shown else Ms(0))
    match said:
        case "now" | "done":
            return replace(state, worked=Ms(0), still=Ms(0), wait=Ms(0))
        case "later":
            return replace(state, wait=LATER)
        case "not_today":
            return replace(state, free=day, wait=LATER)
        case "never":
            return state


def paused(state: State, time: Ms, free: int | None = None) -> State:
    """The state with no reminder for so long, and on a free day; 0 and no day: reminders go on."""
    return replace(state, paused=time, free=free, shown=Ms(0), wait=LATER if state.shown else state.wait)


def restored(state: State, gone: int, wishes: BreakWishes) -> State:
    """The state for a new run, after the program was away for so many milliseconds by the wall.

    Who was away for a break's length, or set the clock back meanwhile, begins anew; a pause still holds.
    """
    rested = not 0 <= gone < wishes.minutes * MINUTE
    wait = max(state.wait, LATER) if state.shown else state.wait
    return State(
        worked=Ms(0) if rested else state.worked,
        wait=_less(wait, max(gone, 0)),
        paused=_less(state.paused, max(gone, 0)),
        free=state.free,
        ignored=0 if rested else state.ignored,
    )


def working_day(wishes: BreakWishes, wall: Stamp) -> int | None:
    """The day to whose hours an instant belongs; None outside the chosen hours and days."""
    minute = (wall.utc + wall.offset * MINUTE) % DAY // MINUTE
    begin, end = wishes.begin, wishes.end
    if begin < end:
        day = wall.day if begin <= minute < end else None
    elif minute >= begin:
        day = wall.day
    else:
        day = wall.day - 1 if minute < end else None
    return day if day is not None and (day + FROM_MONDAY) % 7 in wishes.days else None


def today(wishes: BreakWishes, wall: Stamp) -> int:
    """The day that `not today` speaks of: at night that on which the hours began."""
    day = working_day(wishes, wall)
    return wall.day if day is None else day


def _counted(state: State, reading: Reading, wishes: BreakWishes) -> State:
    """The state with the time since the last reading counted as work, rest or nothing."""
    if state.at is None:
        return replace(state, at=reading.up, still=reading.idle or Ms(0))
    gone = max(reading.up - state.at, 0)
    slept = gone > GAP
    length = wishes.minutes * MINUTE
    worked, still, rest = _work(state, reading, gone, min(STILL, length))
    rested = rest >= length
    return replace(
        state,
        at=reading.up,
        worked=Ms(0) if rested else Ms(state.worked + worked),
        still=Ms(still),
        wait=Ms(0) if rested else _less(state.wait, gone),
        grace=GRACE if slept else _less(state.grace, gone),
        paused=_less(state.paused, gone),
        shown=_less(state.shown, gone),
        ignored=0 if rested else state.ignored,
    )


def _work(state: State, reading: Reading, gone: int, still: int) -> tuple[int, int, int]:
    """How much of the time since the last reading was work, how long hands rest now, and the longest rest in it."""
    if gone > GAP or "playing" in reading.held:  # asleep, or at a massage
        rest = state.still + gone
        return 0, rest, rest
    if reading.idle is None:
        return gone, 0, 0
    if reading.idle >= gone:  # nothing was touched; who listens in a meeting has no break
        rest = state.still if "meeting" in reading.held else state.still + gone
        return 0, rest, rest
    stretch = state.still + gone - reading.idle  # from the touch before to the last one
    return (stretch if stretch < still else 0), reading.idle, stretch


def _with_notice(before: State, now: State, reading: Reading, wishes: BreakWishes) -> tuple[State, Deed]:
    """What becomes of the notice that is there."""
    disturbed = (
        _barred(now, reading, wishes) is not None
        or _held(reading) is not None
        or now.worked < before.worked  # a break was taken without being asked for
        or now.grace == GRACE
    )
    if now.shown and not disturbed:
        return now, "none"
    ignored = not disturbed and (reading.idle is None or reading.idle < NOTICE)  # else nobody was there to see it
    times = now.ignored + ignored
    worked = Ms(0) if ignored and times >= PATIENCE else now.worked
    return replace(now, shown=Ms(0), wait=LATER, ignored=times, worked=worked), "withdraw"


def _barred(state: State, reading: Reading, wishes: BreakWishes) -> Outlook | None:
    """Why no reminder is wanted now at all."""
    if not wishes.on:
        return Outlook("off")
    if state.paused:
        return Outlook("paused", state.paused)
    day = working_day(wishes, reading.wall)
    if day is None:
        return Outlook("outside")
    # A zone further west may bring the same day once more; a clock that was wrong by a year may not.
    return Outlook("free") if state.free is not None and 0 <= state.free - day <= 1 else None


def _held(reading: Reading) -> Hold | None:
    """The weightiest of what holds a reminder back."""
    order: tuple[Hold, ...] = ("playing", "full_screen", "meeting", "quiet")
    return next((hold for hold in order if hold in reading.held), None)


def _moment(reading: Reading, wishes: BreakWishes) -> Kind:
    """Whether this is a good moment, as far as the hands tell. Where nobody can tell, the clock decides."""
    if reading.idle is None:
        return "due"
    if reading.idle < wishes.rest * SECOND:
        return "typing"
    return "away" if reading.idle > PRESENT else "due"


def _pace(view: Outlook) -> Ms:
    """How soon to look again."""
    if view.kind == "typing":
        return QUICK
    if view.kind == "asking":
        return min(view.left, Ms(5 * SECOND))
    return max(min(view.left, PACE), QUICK) if view.left else PACE


def _less(time: Ms, gone: int) -> Ms:
    return Ms(max(time - gone, 0))
