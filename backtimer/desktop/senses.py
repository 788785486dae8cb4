"""What this machine can tell of the person, and a thread in which it is asked: an answer may take a second.

Knows clocks and threads. Leaves idle time to `idle`, and all that somebody is busy with to `busy`.
"""

import sys
import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Final, Protocol

from backtimer.core.breaks.schedule import Hold
from backtimer.core.timing import Ms
from backtimer.desktop.busy import Busy
from backtimer.desktop.idle import Idle

PATIENCE: Final = 2
"""Seconds that the end of the program waits for the last job."""


class Senses(Protocol):
    """Tells of the person. Nothing here raises."""

    def idle(self) -> Ms | None:
        """How long keys and mouse have rested; None where that is unknown."""

    def holds(self) -> frozenset[Hold]:
        """All that is known to hold a reminder back."""

    def close(self) -> None:
        """Tell no more."""


class Machine:
    """The senses of this machine."""

    def __init__(self) -> None:
        self._idle, self._busy = Idle(), Busy()

    def idle(self) -> Ms | None:
        """How long keys and mouse have rested; None where that is unknown."""
        return self._idle.read()

    def holds(self) -> frozenset[Hold]:
        """All that is known to hold a reminder back."""
        return self._busy.holds()

    def close(self) -> None:
        """Tell no more."""
        self._idle.close()
        self._busy.close()


class Aside:
    """Does one job after the other in a thread of its own, begun with the first."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def do(self, job: Callable[[], None]) -> None:
        """Have this done. What goes wrong is told where all faults are told, and the next job is done."""
        if self._thread is None:
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def close(self) -> None:
        """Wait a little for what is still to be done."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(PATIENCE)
            self._thread = None

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception as error:  # noqa: BLE001  # one fault is not the end of all reminders
                sys.excepthook(type(error), error, error.__traceback__)


def known_here() -> dict[str, bool]:
    """What this machine can tell at all: idle time, a full screen, meetings, do not disturb. May take seconds."""
    idle, busy = Idle(), Busy()
    try:
        return {
            "idle": idle.read() is not None,
            "full_screen": busy.full_screen() is not None,
            "meeting": busy.meeting() is not None,
            "quiet": busy.quiet() is not None,
        }
    finally:
        idle.close()
        busy.close()


def up_now() -> Ms:
    """A clock that nobody sets, and that goes on while the machine sleeps wherever there is such a one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return Ms((time.monotonic_ns() if boot is None else time.clock_gettime_ns(boot)) // 1_000_000)
