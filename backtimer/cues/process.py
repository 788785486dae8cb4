"""A process of our own that is told things and reports things, one line of JSON each. Knows nothing of sound."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

from backtimer.core.timing import Ms

ROOT: Final = Path(__file__).resolve().parents[2]
"""The folder in which the package lies, so that the process finds it too."""


def now() -> Ms:
    """The machine's monotonic clock, which is the same for all its processes."""
    return Ms(time.monotonic_ns() // 1_000_000)


class Process:
    """Runs a module of the package. It ends by itself when we end, however that happens: its input closes."""

    def __init__(self, module: str) -> None:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
        self._child = subprocess.Popen(  # noqa: S603  # our own module in our own Python
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._heard: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._child.poll() is None

    def tell(self, order: dict[str, object]) -> None:
        """Tell it something; a process that has ended hears nothing."""
        if self._child.stdin is not None:
            with suppress(OSError, ValueError):
                self._child.stdin.write(json.dumps(order).encode() + b"\n")
                self._child.stdin.flush()

    def heard(self) -> list[dict[str, Any]]:
        """What it has reported since it was last asked."""
        found = []
        with suppress(Empty):
            while True:
                found.append(self._heard.get_nowait())
        return found

    def close(self) -> None:
        """Let it end by itself."""
        if self._child.stdin is not None:
            with suppress(OSError):
                self._child.stdin.close()
        Thread(target=self._bury, daemon=True).start()

    def kill(self) -> None:
        """End it now."""
        with suppress(OSError):
            self._child.kill()
        self.close()

    def _bury(self) -> None:
        """See to it that it has ended."""
        try:
            self._child.wait(2)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _listen(self) -> None:
        """Gather what it reports, until it ends."""
        if self._child.stdout is None:
            return
        with self._child.stdout as reports:
            for line in reports:
                with suppress(ValueError):
                    report = json.loads(line)
                    if isinstance(report, dict):
                        self._heard.put(report)
