"""`backtimer break`: asks the program that runs for a break now, how things stand, or for peace."""

import sys
from argparse import Namespace

from backtimer.break_words import pause_of
from backtimer.commands.qt_guard import refuse_unsound
from backtimer.files import paths


def run(options: Namespace) -> int:
    """Print what the running program says; 1 where none runs or reminders are off, 2 for a time that is none."""
    if options.pause is not None and options.pause != "tomorrow" and pause_of(options.pause) is None:
        print(f"backtimer: {options.pause} is no time; write 1h, 90m or tomorrow, a week at most", file=sys.stderr)
        return 2
    if refuse_unsound():
        return 1
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415  # loads Qt

    from backtimer.desktop.one_window import OneWindow  # noqa: PLC0415

    application = QCoreApplication.instance() or QCoreApplication(["backtimer"])
    one = OneWindow(paths.meeting_point(), application)
    runs = not one.is_first()
    reply = one.ask(_word(options)) if runs else None
    one.close()
    if reply is None:
        told = "the program that runs does not answer" if runs else "no program runs: `backtimer` opens the window"
        print(f"backtimer: {told}", file=sys.stderr)
        return 1
    code, text = reply
    print(text)
    return code


def _word(options: Namespace) -> str:
    """What is asked of the running program."""
    if options.pause is not None:
        return f"pause {options.pause}"
    return "status" if options.status else "resume" if options.resume else "now"
