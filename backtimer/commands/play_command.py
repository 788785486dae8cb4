"""`backtimer play`: a routine in the window, or in the terminal where there is no display."""

import sys
from argparse import Namespace

from backtimer.commands.asking import NotThereError, the_handbook, the_plan, the_routine, the_wishes
from backtimer.commands.qt_guard import has_display, refuse_unsound
from backtimer.playing import player_of
from backtimer.terminal.player import play


def run(options: Namespace) -> int:
    """Play to the end, or until somebody stops; 1 when there is nothing to play."""
    handbook = the_handbook()
    try:
        file, routine = the_routine(options.routine, handbook)
        wishes = the_wishes(options, handbook)
        plan = the_plan(routine, wishes)
    except NotThereError:
        return 1
    if options.terminal or not has_display():
        if not options.terminal:
            print("There is no display here: playing in the terminal.", file=sys.stderr)
        return play(player_of(plan, options.speed))
    if refuse_unsound():
        return 1
    from backtimer.app import run_window  # noqa: PLC0415  # loads Qt

    return run_window(file, speed=options.speed, wishes=wishes)
