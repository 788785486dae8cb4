"""One thread that writes what is handed to it, so that a slow disk never stands in the way of the hands.

Knows threads. Leaves to each job what is written where. Of two jobs with one name that wait, the later one is done.
"""

import sqlite3
import threading
from collections.abc import Callable
from threading import Condition, Thread
from typing import Final

from backtimer.files.journal import JournalError

Job = Callable[[], object]

PATIENCE: Final = 20.0
"""Seconds that a program that ends waits for what is still to be written: a tired disk takes two for each file."""


NOT_KEPT: Final = "What is done now cannot be kept"


class Writer:
    """Does jobs in the order in which their names came. The thread begins with the first one.

    `troubled` is called in that thread, with one plain sentence when something cannot be written, and not again
    before that has been written well.
    """

    def __init__(self, troubled: Callable[[str], None]) -> None:
        self._troubled = troubled
        self._waiting: dict[str, tuple[Job, str]] = {}
        self._told: dict[str, str] = {}
        self._busy = False
        self._over = False
        self._turn = Condition()
        self._thread: Thread | None = None

    def write(self, name: str, job: Job, failed: str = NOT_KEPT) -> None:
        """Have a job done soon, in place of one with the same name that was not begun. Returns at once.

        `failed` begins the sentence that is told where the disk does not take it.
        """
        with self._turn:
            if self._over:
                return
            self._waiting[name] = job, failed
            if self._thread is None:
                self._thread = Thread(target=self._work, name="writer", daemon=True)
                self._thread.start()
            self._turn.notify_all()

    def flush(self, patience: float = PATIENCE) -> bool:
        """Wait until all is written, at most so many seconds; say whether it is."""
        with self._turn:
            return self._turn.wait_for(lambda: not (self._waiting or self._busy), patience)

    def close(self, patience: float = PATIENCE) -> bool:
        """Write what waits, end the thread, and take no more; say whether all was written in time."""
        done = self.flush(patience)
        with self._turn:
            self._over = True
            self._turn.notify_all()
        if self._thread is not None and done:
            self._thread.join(patience)
        return done

    def _work(self) -> None:
        while True:
            with self._turn:
                self._busy = False
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._waiting or self._over)
                if not self._waiting:
                    return
                name = next(iter(self._waiting))
                job, failed = self._waiting.pop(name)
                self._busy = True
            self._do(name, job, failed)

    def _do(self, name: str, job: Job, failed: str) -> None:
        try:
            words = _fault_of(job, failed)
            if words:
                self._tell(name, words)
            else:
                self._told.pop(name, None)
        except Exception as error:  # noqa: BLE001  # a fault of ours: it is for the log of faults, and the thread goes on
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))

    def _tell(self, name: str, words: str) -> None:
        if self._told.get(name) != words:
            self._told[name] = words
            self._troubled(words)


def _fault_of(job: Job, failed: str) -> str:
    """Do a job; give the sentence that says why it could not be done, or nothing."""
    try:
        job()
    except JournalError as error:
        return error.words
    except (OSError, sqlite3.Error) as error:
        return f"{failed}: {getattr(error, 'strerror', None) or error}."
    return ""
