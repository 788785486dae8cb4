"""Keeps the screen on while somebody plays, and lets it sleep when a pause has become long.

Knows when (from events) and how (wakepy, imported on first need, in a thread of its own: a desktop that does not
answer costs two seconds there). The desktop takes its promise back by itself when the program ends, however that is.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, Protocol, assert_never

from PySide6.QtCore import QObject, QTimer

from backtimer.core.events import (
    Answered,
    Event,
    Extended,
    Finished,
    Held,
    Marked,
    Paced,
    Passed,
    Paused,
    Readied,
    Refitted,
    Released,
    Repeated,
    Resumed,
    Sought,
    Started,
    Stopped,
    Waited,
    WentOn,
)
from backtimer.core.timing import MINUTE, Ms

PATIENCE: Final = Ms(5 * MINUTE)
"""A longer pause than this, and the screen may sleep."""

NOT_HERE: Final = "this desktop offers no way to keep the screen on"

NO_WAKEPY: Final = "wakepy is not installed (pip install wakepy)"


class Inhibitor(Protocol):
    """Keeps the screen on, or not. Does not wait."""

    def keep(self, on: bool) -> None:  # noqa: FBT001  # a switch
        """Keep the screen on from now on, or let it sleep."""

    @property
    def active(self) -> bool:
        """Whether the screen stays on."""

    @property
    def trouble(self) -> str:
        """Why the screen does not stay on though it should; empty where it does, or while that is not known yet."""


Mode = Callable[[], AbstractContextManager[Any]]
"""Makes a context within which the screen stays on; what it gives has `active`."""


def wakepy_mode() -> AbstractContextManager[Any]:
    """Wakepy's mode for showing things. Raises ImportError."""
    mode: AbstractContextManager[Any] = import_module("wakepy").keep.presenting(on_fail="pass")
    return mode


class ScreenInhibitor:
    """The desktop's own way, entered and left in one thread, as wakepy wants it."""

    def __init__(self, mode: Mode = wakepy_mode) -> None:
        self._mode = mode
        self._orders: SimpleQueue[bool | None] = SimpleQueue()
        self._thread: Thread | None = None
        self.trouble = ""
        self.active = False

    def keep(self, on: bool) -> None:  # noqa: FBT001  # a switch
        """Keep the screen on from now on, or let it sleep."""
        if self._thread is None:
            if not on:
                return
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()
        self._orders.put(on)

    def close(self) -> None:
        """Let the screen sleep, and wait a little until that has been said."""
        if self._thread is not None:
            self._orders.put(None)
            self._thread.join(1)

    def _work(self) -> None:
        order: bool | None = False
        while order is not None:
            if not order:
                order = self._orders.get()
                continue
            try:
                with self._mode() as kept:
                    self.active = bool(kept.active)
                    self.trouble = "" if self.active else NOT_HERE
                    while order:
                        order = self._orders.get()
            except ImportError:
                self.trouble, order = NO_WAKEPY, self._orders.get()
            except Exception as error:  # noqa: BLE001  # whatever a desktop answers: the screen sleeps, we play
                self.trouble = f"{NOT_HERE}: {error}"
                order = order and self._orders.get()  # where it fails to let go, there may be no more to wait for
            self.active = False


class KeepAwake(QObject):
    """Asks for the screen while time runs; after five minutes of pause no more."""

    def __init__(self, inhibitor: Inhibitor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inhibitor = inhibitor
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PATIENCE)
        self._pause.timeout.connect(self.release)

    def happened(self, event: Event) -> None:
        """Hear of an event."""
        match event:
            case Started() | Readied() | Resumed() | WentOn() | Held() | Waited():
                self._pause.stop()
                self._inhibitor.keep(True)  # noqa: FBT003  # a switch
            case Paused():
                self._pause.start()
            case Finished() | Stopped():
                self.release()
            case (
                Passed()
                | Sought()
                | Extended()
                | Refitted()
                | Answered()
                | Paced()
                | Marked()
                | Repeated()
                | Released()
            ):
                pass
            case _:
                assert_never(event)

    def release(self) -> None:
        """Let the screen sleep."""
        self._pause.stop()
        self._inhibitor.keep(False)  # noqa: FBT003  # a switch
