"""`backtimer doctor`: what works on this machine, and what to install where it does not."""

import platform
import subprocess
import sys
from argparse import Namespace
from ctypes import CDLL
from typing import Final

from backtimer import __version__
from backtimer.commands import probing
from backtimer.commands.asking import the_handbook, the_library
from backtimer.commands.qt_guard import has_display, unsound
from backtimer.files import paths

# What Qt's window needs on a bare Debian or Ubuntu: the library's file, and the package that brings it.
LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}

PROBE: Final = """
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
app = QApplication([])
print(app.platformName())
print(QSystemTrayIcon.isSystemTrayAvailable())
"""


def run(options: Namespace) -> int:
    """Print one line for each part; 0 when a routine can be played here in a window, 1 otherwise.

    With `--sound`: ring a bell and speak a sentence instead; 0 when both could be.
    """
    if getattr(options, "sound", False):
        return _try_sound()
    missing = [] if sys.platform != "linux" else [package for file, package in LIBRARIES.items() if not _loads(file)]
    qt, sound = _qt()
    window, tray = _window() if sound else ("no: Qt is not usable", "unknown")
    lines = {
        "backtimer": __version__,
        "Python": platform.python_version(),
        "Qt for Python": qt,
        "libraries": f"missing: sudo apt install {' '.join(missing)}" if missing else "all there",
        "window": window,
        "terminal player": "works everywhere",
        "routines": _routines(),
        "my routines": str(paths.own_routines()),
        "tray": tray,
        "sound": probing.sound() if sound else "no: Qt is not usable",
        "voice": probing.voice(),
        "keep awake": probing.keep_awake(),
        "media keys": probing.keys(),
        "idle time": probing.idle(),
        **probing.holds(),
        "autostart": probing.at_login(),
    }
    for name, text in lines.items():
        print(f"{name + ':':<17}{text}")
    return 0 if window.startswith("yes") else 1


def _try_sound() -> int:
    print("You should hear a bell, and then a sentence.", flush=True)
    troubles = probing.listen()
    for trouble in troubles:
        print(trouble)
    return 1 if troubles else 0


def _loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True


def _qt() -> tuple[str, bool]:
    """PySide6's version, and whether it may be used."""
    try:
        from PySide6 import __version__ as version  # noqa: PLC0415  # it may be missing: that is the question
    except ImportError as error:
        return f"cannot be loaded: {error}", False
    return unsound(version) or version, not unsound(version)


def _window() -> tuple[str, str]:
    """Whether a window opens, tried in a process of its own because Qt aborts where it does not; and the tray."""
    if not has_display():
        return "no display here: routines play in the terminal", "unknown without a display"
    try:
        probe = subprocess.run(  # noqa: S603  # our own text in our own Python
            [sys.executable, "-P", "-c", PROBE], capture_output=True, text=True, timeout=30, check=False
        )
    except subprocess.TimeoutExpired:
        return "no: the display does not answer", "unknown without a window"
    if probe.returncode:
        reason = (probe.stderr.strip().splitlines() or ["no reason given"])[0]
        return f"no: {reason}", "unknown without a window"
    name, tray = probe.stdout.split()[-2:]
    return f"yes, by {name}", "yes" if tray == "True" else "the desktop offers none"


def _routines() -> str:
    found = the_library(the_handbook())
    broken = sum(entry.card is None for entry in found)
    return f"{len(found)}" + (f", {broken} of them cannot be played" if broken else "")
