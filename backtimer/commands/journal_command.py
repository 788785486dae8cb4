"""`backtimer journal`: what was done, one line for each session, or all of it for other programs. Needs no Qt."""

import sys
from argparse import Namespace

from backtimer.core.history import time_of
from backtimer.core.journal_entry import SessionEntry
from backtimer.core.one_line import one_line
from backtimer.core.timing import clock_text
from backtimer.files import paths
from backtimer.files.journal import JournalError, read_all
from backtimer.files.journal_text import journal_as_csv, journal_as_json, local


def run(options: Namespace) -> int:
    """Print the journal; 1 when it cannot be read."""
    try:
        entries, exams, notice = read_all(paths.journal_file())
    except JournalError as error:
        print(f"backtimer: {error.words}", file=sys.stderr)
        return 1
    if notice:
        print(f"backtimer: {notice}", file=sys.stderr)
    if options.json:
        print(journal_as_json(entries, exams), end="")
    elif options.csv:
        print(_shown(journal_as_csv(entries)), end="")
    elif not entries:
        print("Nothing is in the journal yet.")
    else:
        for entry in entries:
            print(as_line(entry))
    return 0


def _shown(text: str) -> str:
    """The text as it is; on a terminal, without what would steer it."""
    return "".join(f"{one_line(line)}\n" for line in text.splitlines()) if sys.stdout.isatty() else text


def as_line(entry: SessionEntry) -> str:
    """A session for people: when, how long, of what, and where it ended."""
    reached = sum(step.actual > 0 for step in entry.steps)
    end = "finished" if entry.finished else f"{reached} of {len(entry.steps)} steps"
    if entry.guidance == "exam":
        end = f"exam, {end}"
    person = f" for {one_line(entry.person)}" if entry.person else ""
    when = f"{local(entry.started):%Y-%m-%d %H:%M}"
    return f"{when}  {clock_text(time_of(entry)):>7}  {one_line(entry.title)}{person}  ({end})"
