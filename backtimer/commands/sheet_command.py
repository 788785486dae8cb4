"""`backtimer sheet`: a routine on paper, as a PDF: a cue card, an exam sheet, or a poster."""

import os
import sys
from argparse import Namespace

from backtimer.commands.asking import NotThereError, complain, the_handbook, the_plan, the_routine, the_wishes
from backtimer.commands.qt_guard import refuse_unsound
from backtimer.files import paths


def run(options: Namespace) -> int:
    """Write the PDF; 1 where there is no such routine, or the file cannot be written."""
    handbook = the_handbook()
    try:
        plan = the_plan(the_routine(options.routine, handbook)[1], the_wishes(options, handbook))
        if options.output.suffix.lower() != ".pdf":
            complain(f"{options.output}: the sheet is a PDF; name it so")
    except NotThereError:
        return 1
    if refuse_unsound():
        return 1
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from backtimer.app import application  # noqa: PLC0415  # loads Qt
    from backtimer.files.whole_file import write_whole_bytes  # noqa: PLC0415
    from backtimer.ui.look import Look  # noqa: PLC0415
    from backtimer.ui.paper.pdf import PAPER  # noqa: PLC0415
    from backtimer.ui.paper.sheets import sheet_pdf  # noqa: PLC0415

    application()
    look = Look(paths.shipped("assets"), handbook, PAPER, terms="student" in plan.routine.audience)
    try:
        write_whole_bytes(options.output, sheet_pdf(options.kind, plan, look, options.paper), private=False)
    except OSError as error:
        print(f"backtimer: {options.output}: {error.strerror or 'could not be written'}", file=sys.stderr)
        return 1
    return 0
