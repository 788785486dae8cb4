"""What else the person is busy with: a window that fills the screen, a meeting, do not disturb. None where unknown.

Full screen is known under X11 only. A meeting is a camera that one of our own processes holds, or a microphone that
runs, whoever uses it; for a headset without wires the sound server is asked. Do not disturb is asked of the desktop.
Each question may take a second, and starts a process here and there: ask in a thread, and only when it matters.
"""

import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from backtimer.core.breaks.schedule import Hold
from backtimer.desktop.x11 import XServer, x_server

PATIENCE: Final = 1.0
"""Seconds in which somebody has to answer."""

QUIET_BY: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "GNOME": (("gsettings", "get", "org.gnome.desktop.notifications", "show-banners"), "false"),
    "Unity": (("gsettings", "get", "org.gnome.desktop.notifications", "show-banners"), "false"),
    "X-Cinnamon": (("gsettings", "get", "org.cinnamon.desktop.notifications", "display-notifications"), "false"),
    "XFCE": (("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb"), "true"),
}
"""What to ask where the desktop calls itself so, and the answer that means do not disturb."""

Run = Callable[[tuple[str, ...]], str | None]
"""Runs a command; gives what it printed, None where that went wrong."""


def run(command: tuple[str, ...]) -> str | None:
    """Run a command of the desktop; give what it printed, None where that went wrong."""
    try:
        done = subprocess.run(  # noqa: S603  # words of our own
            command, capture_output=True, text=True, timeout=PATIENCE, check=False, env={**os.environ, "LC_ALL": "C"}
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout if done.returncode == 0 else None


class Busy:
    """Looks at what a person is busy with. Nothing here raises."""

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        *,
        root: Path = Path("/"),
        run: Run = run,
        system: str = "",
    ) -> None:
        self._environment, self._root, self._run = environment, root, run
        self._linux = (system or platform.system()) == "Linux"
        self._server: XServer | None = None

    def close(self) -> None:
        """Look no more."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def holds(self) -> frozenset[Hold]:
        """All that is known to hold a reminder back now."""
        looks: tuple[tuple[Hold, bool | None], ...] = (
            ("full_screen", self.full_screen()),
            ("meeting", self.meeting()),
            ("quiet", self.quiet()),
        )
        return frozenset(name for name, found in looks if found)

    def full_screen(self) -> bool | None:
        """Whether the window in front fills the screen."""
        if not self._linux or self._environment.get("WAYLAND_DISPLAY"):
            return None
        try:
            server = self._server = self._server or x_server(self._environment)
            if not server.speaks("_NET_ACTIVE_WINDOW"):
                return None
            window = server.active_window()
            return window is not None and server.is_full_screen(window)
        except OSError:
            self.close()
            return None

    def meeting(self) -> bool | None:
        """Whether a camera or a microphone is in use."""
        if not self._linux:
            return None
        looks = (self.microphone(), self.camera())
        return None if None in looks and True not in looks else True in looks

    def microphone(self) -> bool | None:
        """Whether something listens: a sound card that records, or a source of the sound server that is no echo."""
        states = [_first_line(status) for status in self._root.glob("proc/asound/card*/pcm*c/sub*/status")]
        if any(state.startswith("state: RUNNING") for state in states):
            return True
        heard = self._run(("pactl", "list", "short", "source-outputs"))
        if heard is None:
            return False if states else None
        if not heard.strip():
            return False
        named = dict(_second(self._run(("pactl", "list", "short", "sources")) or ""))
        return any(not named.get(source, "").endswith(".monitor") for _, source in _second(heard))

    def camera(self) -> bool | None:
        """Whether one of our processes holds a camera."""
        if not any(self._root.glob("dev/video*")):
            return False
        return any(target.startswith("/dev/video") for target in _opened(self._root / "proc"))

    def quiet(self) -> bool | None:
        """Whether the desktop is told not to disturb."""
        if not self._linux:
            return None
        names = self._environment.get("XDG_CURRENT_DESKTOP", "").split(":")
        for name in names:
            if name in QUIET_BY:
                command, meaning = QUIET_BY[name]
                said = self._run(command)
                return None if said is None else said.strip() == meaning
        return inhibited() if "KDE" in names else None


def inhibited() -> bool | None:
    """Whether KDE's notifications are inhibited, over D-Bus."""
    try:
        jeepney: Any = import_module("jeepney")
        bus: Any = import_module("jeepney.io.blocking").open_dbus_connection("SESSION")
        with bus:
            address = jeepney.DBusAddress(
                "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
            )
            reply = bus.send_and_get_reply(jeepney.Properties(address).get("Inhibited"), timeout=PATIENCE)
            is_answer = reply.header.message_type == jeepney.MessageType.method_return
            return bool(reply.body[0][1]) if is_answer else None
    except (OSError, ImportError, KeyError, ValueError, RuntimeError, TimeoutError, IndexError):
        return None


def _second(short: str) -> Iterator[tuple[str, str]]:
    """Two fields of each line: a source has a number and a name, a listener its own number and its source's."""
    for line in short.splitlines():
        fields = line.split("\t")
        if len(fields) > 1:
            yield fields[0], fields[1]


def _opened(processes: Path) -> Iterator[str]:
    """What our own processes hold open, by name; those of others cannot be looked into."""
    for entry in _entries(processes):
        if Path(entry).name.isdecimal():
            for handle in _entries(f"{entry}/fd"):
                with suppress(OSError):
                    yield os.readlink(handle)  # noqa: PTH115  # thousands of them


def _entries(folder: Path | str) -> Iterable[str]:
    try:
        with os.scandir(folder) as found:
            return [entry.path for entry in found]
    except OSError:
        return ()


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="latin-1").partition("\n")[0]
    except OSError:
        return ""
