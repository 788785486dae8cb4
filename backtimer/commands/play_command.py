"""`backtimer play`: a routine in the window, or in the terminal where there is no display."""

import sys
import threading
from argparse import Namespace

from backtimer.commands.asking import NotThereError, the_handbook, the_plan, the_routine, the_wishes
from backtimer.commands.qt_guard import has_display, refuse_unsound
from backtimer.core.events import Event
from backtimer.core.moment import Moment
from backtimer.core.player import Player
from backtimer.cues.ear import Ear
from backtimer.files import paths
from backtimer.files.settings_file import read_settings
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
        return _play_aloud(player_of(plan, options.speed), options.speed)
    if refuse_unsound():
        return 1
    from backtimer.app import run_window  # noqa: PLC0415  # loads Qt

    return run_window(file, speed=options.speed, wishes=wishes)


def _play_aloud(player: Player, speed: float) -> int:
    """Play in the terminal, with voice and bells as they were chosen for the window."""
    sound = read_settings(paths.settings_file()).sound
    voice = paths.index_file().parent / "voice"
    ear = Ear(paths.shipped("assets") / "sounds", voice, sound, lambda line: print(f"   {line}", file=sys.stderr))

    def listen(events: tuple[Event, ...], moment: Moment) -> None:
        for event in events:
            ear.happened(event)
        ear.attend(moment)

    ear.follow(player.plan, speed)
    code = play(player, listen=listen)
    if player.state == "finished" and sound.hearing != "silent" and not ear.trouble:
        threading.Event().wait(5)  # the last bell fades
    ear.close()
    return code
