"""Starts the program with the desktop: one file in the folder that the desktop reads at login. Linux only so far.

Knows the format of that file. Leaves to others whether it is wanted.
"""

import os
import platform
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

NAME: Final = "backtimer.desktop"

NOT_HERE: Final = "only Linux desktops are served so far"
ON_A_STICK: Final = "not with BACKTIMER_HOME: a stick is not there at login"

_RESERVED: Final = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
"""Who uses one of these in a word of `Exec` quotes the word."""


def trouble_here(environment: Mapping[str, str] = os.environ) -> str:
    """Why the program cannot be started with the desktop here; empty where it can."""
    if platform.system() != "Linux":
        return NOT_HERE
    return ON_A_STICK if environment.get("BACKTIMER_HOME") else ""


def autostart_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The file that the desktop reads. It need not exist."""
    given = environment.get("XDG_CONFIG_HOME", "")
    base = Path(given) if given.startswith("/") else Path.home() / ".config"
    return base / "autostart" / NAME


def is_on(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the desktop will start the program."""
    return autostart_file(environment).is_file()


def switch(on: bool, environment: Mapping[str, str] = os.environ) -> None:  # noqa: FBT001  # a switch
    """Write the file anew, whole or not at all, or remove it. Raises OSError. Does nothing where there is trouble."""
    if trouble_here(environment):
        return
    file = autostart_file(environment)
    if not on:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{NAME}-{os.getpid()}")
    try:
        new.write_bytes(os.fsencode(entry([*program(environment), "open", "--minimised"])))
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def program(environment: Mapping[str, str] = os.environ) -> list[str]:
    """How this program is started: as one file, by the command beside this Python, or by this Python."""
    if environment.get("APPIMAGE"):
        return [environment["APPIMAGE"]]
    if getattr(sys, "frozen", False):
        return [sys.executable]
    beside = Path(sys.executable).with_name("backtimer")
    found = str(beside) if os.access(beside, os.X_OK) else shutil.which("backtimer")
    return [found] if found else [sys.executable, "-m", "backtimer"]


def entry(command: Sequence[str]) -> str:
    """What stands in the file."""
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=backtimer\n"
        "Comment=Reminds of breaks at the desk\n"
        f"Exec={exec_line(command)}\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def exec_line(command: Sequence[str]) -> str:
    """A command as the key `Exec` wants it: first each word by its own rules, then the whole by those of any text."""
    return " ".join(map(_word, command)).replace("\\", "\\\\").replace("\n", "\\n")


def _word(word: str) -> str:
    """A word that means itself. A percent sign alone would stand for files."""
    word = word.replace("%", "%%")
    if word and not _RESERVED.search(word):
        return word
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
