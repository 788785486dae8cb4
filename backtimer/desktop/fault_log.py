"""The program's own faults: caught at one place, written down, told in one plain sentence; the massage goes on.

Qt calls our slots and painters from C++, where an exception ends in `sys.excepthook`. Knows Python's hooks. Leaves the
log to `fault_file`, and to whoever listens how the sentence is shown.
"""

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from PySide6.QtCore import QObject, Signal

from backtimer.desktop.fault_file import SENTENCE, open_log, told_fault, write_fault

MOST: Final = 200
"""So many different faults of one run are told apart; more are no news to anybody."""


class FaultLog(QObject):
    """Listens to all that nobody caught, from `listen` to `close`.

    `told` comes once for each different fault, in the thread of this object's receivers: the sentence, and the
    details to be copied. A painter that fails sixty times a second is one fault.
    """

    told = Signal(str, str)

    def __init__(self, file: Path, today: Callable[[], str], about: str, parent: QObject | None = None) -> None:
        """`today` gives the time of day as it is written into the log, `about` one line on program and machine."""
        super().__init__(parent)
        self._file, self._today, self._about = file, today, about
        self._known: dict[str, int] = {}
        self._crashes: IO[str] | None = None
        self._turn = threading.RLock()  # what is written may itself have faults
        self._before: tuple[Any, Any, Any] | None = None

    def listen(self) -> None:
        """Hear of every fault from now on; a crash of Qt itself leaves its trace in the log too."""
        if self._before is not None:
            return
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        with suppress(OSError, ValueError):
            self._crashes = open_log(self._file)
            faulthandler.enable(self._crashes)

    def close(self) -> None:
        """Hear of nothing any more."""
        if self._before is None:
            return
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        self._before = None
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        self._note(kind, error, trace)

    def _on_thread(self, fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None and not issubclass(fault.exc_type, SystemExit):
            self._note(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def _on_unraisable(self, fault: "sys.UnraisableHookArgs") -> None:
        if fault.exc_value is not None:
            self._note(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write a fault down and tell it, where it is a new one. Never raises."""
        with suppress(Exception):
            where = traceback.extract_tb(trace)[-1:]  # where it came up, whoever called
            name = f"{kind.__qualname__} {[(frame.filename, frame.lineno) for frame in where]}"
            with self._turn:
                times = self._known[name] = self._known.get(name, 0) + 1
                if times > 1 or len(self._known) > MOST:
                    return
            details = told_fault(f"{self._today()}  {self._about}", kind, error, trace)
            with self._turn:
                write_fault(self._file, details)
            with suppress(RuntimeError):  # Qt has gone already
                self.told.emit(SENTENCE, details)
