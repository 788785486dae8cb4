"""What is remembered of breaks: how each reminder was answered, and which routines are never wanted again.

Plain data and what follows from one more answer. Knows no disk.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from backtimer.core.breaks.schedule import Said, State
from backtimer.core.journal_entry import Stamp

DAYS: Final = 90
"""Answers are remembered for so many days."""

MOST: Final = 2_000
"""And never more of them than this, whatever the clock says."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said, when, and about which routine (its id; empty where none was offered)."""

    at: Stamp
    said: Said
    routine: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """`answers` are the last ones first to last, `never` the ids of routines that are not offered any more.

    `state` is how things stood at `kept`, for the next run.
    """

    answers: tuple[Answer, ...] = ()
    never: frozenset[str] = frozenset()
    state: State = field(default_factory=State)
    kept: Stamp = Stamp(0)  # noqa: RUF009  # it is a tuple


NOTHING: Final = Memory()


def remembered(memory: Memory, answer: Answer) -> Memory:
    """The memory with one more answer, and without those that are too old."""
    oldest = answer.at.day - DAYS
    kept = tuple(each for each in memory.answers if each.at.day > oldest)
    never = memory.never | {answer.routine} if answer.said == "never" and answer.routine else memory.never
    return replace(memory, answers=(*kept, answer)[-MOST:], never=never)


def forgiven(memory: Memory, routine: str) -> Memory:
    """The memory with a routine that may be offered again."""
    return replace(memory, never=memory.never - {routine})


def taken(memory: Memory) -> tuple[str, ...]:
    """The routines of the breaks that were taken, the last one first, each once."""
    return tuple(
        dict.fromkeys(answer.routine for answer in reversed(memory.answers) if answer.said == "now" and answer.routine)
    )
