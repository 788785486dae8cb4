"""What is remembered of breaks, on disk: a private file. An answer that makes no sense costs that answer only."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast, get_args

from backtimer.core.breaks.memory import MOST, Answer, Memory
from backtimer.core.breaks.schedule import Said, State
from backtimer.core.journal_entry import Stamp
from backtimer.files.private_file import Trouble, read_private, write_private

_VERSION: Final = 1

_LONGEST: Final = 400 * 86_400_000
"""Milliseconds: no duration in a state is longer."""

_LATEST: Final = 2**53
"""No stamp is later: what a JSON number holds exactly."""

_KEPT: Final = ("worked", "wait", "paused", "free", "shown", "ignored")
"""What of a state another run can use: its clock may have begun anew."""

_OFFSETS: Final = range(-1440, 1441)


def read_breaks(file: Path) -> tuple[Memory, Trouble | None]:
    """Read the memory, and why not all of it could be read. Never raises, and changes nothing on the disk."""
    private = read_private(file, _VERSION)
    values = private.values
    answers, never = values.get("answers", []), values.get("never", [])
    state, kept = _state(values.get("state", {})), _stamp(values.get("kept", [0, 0]))
    if not isinstance(answers, list) or not isinstance(never, list) or state is None or kept is None:
        return Memory(), "damaged"
    found = tuple(_answers(answers))
    trouble = private.trouble or (None if len(found) == len(answers) else "damaged")
    return Memory(found[-MOST:], frozenset(each for each in never if isinstance(each, str)), state, kept), trouble


def write_breaks(memory: Memory, file: Path, trouble: Trouble | None = None) -> Path | None:
    """Write the memory whole; gives where a file with trouble was set aside. Raises OSError."""
    values = {
        "answers": [[*answer.at, answer.said, answer.routine] for answer in memory.answers],
        "never": sorted(memory.never),
        "state": {name: getattr(memory.state, name) for name in _KEPT},
        "kept": list(memory.kept),
    }
    return write_private(values, file, _VERSION, trouble)


def _answers(saved: list[Any]) -> Iterator[Answer]:
    for each in saved:
        match each:
            case [utc, offset, str(said), str(routine)] if said in get_args(Said):
                stamp = _stamp([utc, offset])
                if stamp is not None:
                    yield Answer(stamp, cast("Said", said), routine)


def _stamp(saved: object) -> Stamp | None:
    match saved:
        case [int(utc), int(offset)] if 0 <= utc < _LATEST and offset in _OFFSETS:
            return Stamp(int(utc), int(offset))  # true is a number too
    return None


def _state(saved: object) -> State | None:
    """How things stood; a value that cannot be is as it comes by default. None where it is no state at all."""
    if not isinstance(saved, dict):
        return None
    known = {name: saved[name] for name in _KEPT if type(saved.get(name)) is int and 0 <= saved[name] < _LONGEST}
    return State(**known)
