"""`backtimer draw`: one instant of a step as a PNG, as the player shows it."""

import os
import sys
from argparse import Namespace
from datetime import datetime
from typing import Final

from backtimer.commands.asking import NotThereError, complain, the_handbook, the_plan, the_routine
from backtimer.commands.qt_guard import refuse_unsound
from backtimer.core.moment import moment_at
from backtimer.core.timing import Ms, seconds
from backtimer.core.wishes import AS_WRITTEN
from backtimer.files import paths

NOON: Final = datetime(2000, 1, 1, 12, 0)  # noqa: DTZ001  # the same call gives the same picture at any time of day


def run(options: Namespace) -> int:
    """Write the picture; 1 when there is no such step or the file cannot be written."""
    handbook = the_handbook()
    try:
        plan = the_plan(the_routine(options.routine, handbook)[1], AS_WRITTEN)
        if not 1 <= options.step <= plan.steps:
            complain(f"{options.routine} has steps 1 to {plan.steps}, not {options.step}")
        span = plan.spans[plan.step_index(options.step)]
        if not 0 <= options.at <= span.length / 1000:
            complain(f"step {options.step} lasts {span.length / 1000:g} s; --at {options.at:g} lies outside")
        if options.output.suffix.lower() != ".png":
            complain(f"{options.output}: the picture is a PNG; name it so")
    except NotThereError:
        return 1
    if refuse_unsound():
        return 1
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for scale in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS"):  # the size that was asked for is in pixels
        os.environ.pop(scale, None)
    from backtimer.app import application  # noqa: PLC0415  # loads Qt
    from backtimer.ui.player_page import PlayerPage  # noqa: PLC0415
    from backtimer.ui.theme import THEMES  # noqa: PLC0415

    app = application()
    page = PlayerPage(paths.shipped("assets"), handbook.zones, THEMES[options.theme], lambda: NOON)
    page.resize(*options.size)
    page.show_moment(moment_at(plan, Ms(min(span.start + seconds(options.at), span.end - 1))))
    saved = page.grab().save(str(options.output), "PNG")
    page.close()
    app.processEvents()
    if not saved:
        print(f"backtimer: {options.output}: could not be written", file=sys.stderr)
        return 1
    return 0
