"""How long keys and mouse have rested, as far as this machine tells. Unknown is an answer of its own, and never 0.

X11 is asked directly, GNOME over D-Bus, Windows and macOS through their own libraries (those two are untried). Under
Wayland X sees only what its own windows get, so it is not asked there. A question may take a second: ask in a thread.
"""

import os
import platform
from collections.abc import Callable, Mapping
from ctypes import CDLL, Structure, byref, c_double, c_int, c_uint, c_uint32, sizeof
from importlib import import_module
from typing import Any, Final, Protocol

from backtimer.core.timing import Ms
from backtimer.desktop.x11 import XServer, x_server

PATIENCE: Final = 1.0
"""Seconds in which a desktop has to answer."""

LONGEST: Final = 366 * 86_400_000
"""Milliseconds: whoever says more has not counted."""

UNKNOWN: Final = "idle time cannot be read here: reminders go by the clock"

NO_ANSWER: Final = (OSError, ImportError, KeyError, ValueError, RuntimeError, TimeoutError, AttributeError)
"""What comes of asking where there is nobody to ask: no socket, no jeepney, no bus, no such function."""


class Source(Protocol):
    """Somebody who knows. What goes wrong is one of `NO_ANSWER`."""

    name: str

    def read(self) -> int | None:
        """Milliseconds since anything was touched; None where that is not counted."""

    def close(self) -> None:
        """Ask no more."""


class XSource:
    """The X server."""

    name = "by the X server"

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._server: XServer = x_server(environment)

    def read(self) -> int | None:
        """Milliseconds since anything was touched; None where the server does not count them."""
        return self._server.idle()

    def close(self) -> None:
        """Ask no more."""
        self._server.close()


class MutterSource:
    """GNOME's own window manager."""

    name = "by GNOME"

    def __init__(self) -> None:
        self._jeepney: Any = import_module("jeepney")
        self._bus: Any = import_module("jeepney.io.blocking").open_dbus_connection("SESSION")
        address = self._jeepney.DBusAddress(
            "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor", "org.gnome.Mutter.IdleMonitor"
        )
        self._call = self._jeepney.new_method_call(address, "GetIdletime")

    def read(self) -> int | None:
        """Milliseconds since anything was touched; None where this is not GNOME."""
        reply = self._bus.send_and_get_reply(self._call, timeout=PATIENCE)
        is_answer = reply.header.message_type == self._jeepney.MessageType.method_return
        return int(reply.body[0]) if is_answer else None

    def close(self) -> None:
        """Ask no more."""
        self._bus.close()


class WindowsSource:
    """Windows. Untried."""

    name = "by Windows"

    class _LastInput(Structure):
        _fields_ = (("size", c_uint), ("at", c_uint32))

    def read(self) -> int | None:
        """Milliseconds since anything was touched."""
        import ctypes  # noqa: PLC0415  # `windll` is there only where it is used

        windows: Any = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
        last = self._LastInput(sizeof(self._LastInput), 0)
        if not windows.user32.GetLastInputInfo(byref(last)):
            return None
        return int((windows.kernel32.GetTickCount() - last.at) & 0xFFFFFFFF)

    def close(self) -> None:
        """There is nothing to close."""


class MacSource:
    """macOS. Untried."""

    name = "by macOS"

    _COMBINED, _ANY_INPUT = 0, 0xFFFFFFFF

    def __init__(self) -> None:
        framework = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
        self._since = CDLL(framework).CGEventSourceSecondsSinceLastEventType
        self._since.restype, self._since.argtypes = c_double, (c_int, c_uint32)

    def read(self) -> int | None:
        """Milliseconds since anything was touched."""
        return round(float(self._since(self._COMBINED, self._ANY_INPUT)) * 1000)

    def close(self) -> None:
        """There is nothing to close."""


Made = Callable[[], Source]


def sources(system: str, environment: Mapping[str, str]) -> tuple[Made, ...]:
    """Whom to ask on such a system, the best first."""
    if system == "Windows":
        return (WindowsSource,)
    if system == "Darwin":
        return (MacSource,)
    if environment.get("WAYLAND_DISPLAY"):
        return (MutterSource,)
    return (lambda: XSource(environment), MutterSource)


class Idle:
    """Reads idle time from whoever knows it. Where nobody answers the next reading tries again."""

    def __init__(self, made: tuple[Made, ...] | None = None) -> None:
        self._made = sources(platform.system(), os.environ) if made is None else made
        self._source: Source | None = None

    @property
    def name(self) -> str:
        """Who knows; empty as long as nobody does."""
        return self._source.name if self._source is not None else ""

    def read(self) -> Ms | None:
        """How long keys and mouse have rested; None where that is unknown. Never raises."""
        for make in (None, *self._made):
            try:
                if make is not None:
                    self._source = make()
                found = self._source.read() if self._source is not None else None
            except NO_ANSWER:
                found = None
            if found is not None and 0 <= found < LONGEST:
                return Ms(found)
            self.close()
        return None

    def close(self) -> None:
        """Ask no more."""
        source, self._source = self._source, None
        if source is not None:
            try:
                source.close()
            except NO_ANSWER:
                return
