"""What several commands ask for: the handbook, a routine by id or path, and wishes. Says plainly what is missing."""

import sys
from argparse import Namespace
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from backtimer.core.fit import LengthError
from backtimer.core.handbook import Handbook
from backtimer.core.one_line import one_line
from backtimer.core.plan import NothingLeftError, Plan, make_plan
from backtimer.core.routine import Routine
from backtimer.core.shelf import Entry
from backtimer.core.timing import SECOND, Ms, clock_text
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.library import entries, find, shelf
from backtimer.files.resume_file import Source
from backtimer.files.routine_file import read_routine


class NotThereError(Exception):
    """What was asked for is not there; everything has been said already."""


def the_handbook() -> Handbook:
    """The vocabulary and the regions that came with the program."""
    return read_handbook(paths.shipped("assets"))


def the_library(handbook: Handbook) -> list[Entry]:
    """All entries of the library."""
    return entries(paths.shipped("routines"), paths.own_routines(), handbook, paths.index_file(), paths.edition())


def the_routine(name: str, handbook: Handbook) -> tuple[Path, Routine]:
    """A routine by id or path, and its file. Says on standard error why there is none, and raises NotThereError."""
    source, routine = the_source(name, handbook)
    return source.file, routine


def the_source(name: str, handbook: Handbook) -> tuple[Source, Routine]:
    """The same, with all that the routine was read from."""
    file = find(name, paths.shipped("routines"), paths.own_routines())
    if not file.exists() and file.name == name and not file.suffix:
        known = [path.stem for path, _ in shelf(paths.shipped("routines"), paths.own_routines())]
        near = get_close_matches(name, known, 1)
        complain(f"no routine is called {name}" + (f"; did you mean {near[0]}?" if near else "; see `backtimer list`"))
    reading = read_routine(file, handbook)
    for problem in reading.problems:
        if problem.severity == "error":
            print(one_line(str(problem)), file=sys.stderr)
    if reading.routine is None:
        raise NotThereError
    return Source(file.absolute(), reading.text, reading.bases), reading.routine


def the_wishes(options: Namespace, handbook: Handbook) -> Wishes:
    """The wishes of the command line. Says which region is unknown, and raises NotThereError."""
    for region in options.leave_out:
        if region not in handbook.regions:
            near = get_close_matches(region, handbook.regions, 1)
            complain(f"no region is called {region}" + (f"; did you mean {near[0]}?" if near else ""))
    return Wishes(pressure=options.pressure, leave_out=frozenset(options.leave_out), length=options.length)


def the_plan(routine: Routine, wishes: Wishes) -> Plan:
    """The plan of a routine. Says when nothing is left of it or it cannot be so long, and raises NotThereError."""
    try:
        return make_plan(routine, wishes)
    except NothingLeftError:
        complain(f"every step of {routine.id} works on a place that is to be left out")
    except LengthError as error:
        reach = f"from {clock_text(error.least)} to {clock_text(Ms(error.most // SECOND * SECOND))}"
        complain(f"{routine.id} can last {reach}, not {clock_text(wishes.length or Ms(0))}")


def complain(text: str) -> NoReturn:
    """Say one plain line on standard error, and raise NotThereError."""
    print(f"backtimer: {one_line(text)}", file=sys.stderr)
    raise NotThereError
