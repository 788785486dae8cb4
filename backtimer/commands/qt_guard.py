"""Keeps the program from starting with a Qt that would end it after seconds, and tells whether there is a display."""

import os
import re
import socket
import sys
from contextlib import suppress


def unsound(version: str, python: tuple[int, int] = sys.version_info[:2]) -> str:
    """One plain sentence when this PySide6 must not be used with this Python; empty when it is sound.

    From 6.12 on its calls take a reference from None, which Python counts before 3.12: the process aborts.
    """
    if python < (3, 12) and tuple(int(part) for part in version.split(".")[:2]) >= (6, 12):
        return (
            f"PySide6 {version} ends the program after a few seconds under Python {python[0]}.{python[1]}: "
            f"install `PySide6-Essentials<6.12 PySide6-Addons<6.12`, or use Python 3.12 or newer."
        )
    return ""


def refuse_unsound() -> bool:
    """Say so and give True when the installed PySide6 must not be used."""
    from PySide6 import __version__  # noqa: PLC0415  # Qt is loaded only by who needs it

    sentence = unsound(__version__)
    if sentence:
        print(f"backtimer: {sentence}", file=sys.stderr)
    return bool(sentence)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:([0-9]+)(?:\.[0-9]+)?", display)
    return _answers(local[1]) if local else bool(display)


def _answers(number: str) -> bool:
    """Whether a screen of this machine is there: where none is, Qt would end the process without a word of ours."""
    for address in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):  # noqa: S108  # X's own place
        with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
            line.connect(address)
            return True
    return False
