"""`backtimer` and `backtimer FILE`: the window."""

import sys
from argparse import Namespace

from backtimer.commands.qt_guard import has_display, refuse_unsound


def run(options: Namespace) -> int:
    """Open the window and stay until it is closed; 1 when it cannot be opened."""
    if options.file is not None and not options.file.exists():
        print(f"backtimer: {options.file}: no such file, and no such command (see `backtimer --help`)", file=sys.stderr)
        return 2
    if not has_display():
        print(
            "backtimer: there is no display here. `backtimer list` shows the routines, "
            "`backtimer play ROUTINE` plays one in the terminal.",
            file=sys.stderr,
        )
        return 1
    if refuse_unsound():
        return 1
    from backtimer.app import run_window  # noqa: PLC0415  # loads Qt

    return run_window(options.file, minimised=options.minimised)
