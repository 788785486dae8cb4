"""`backtimer journal`: what was done, one line for each session, or all of it for other programs. Needs no Qt."""

import sys
from argparse import Namespace

from backtimer.core.history import time_of
from backtimer.core.journal_entry import SessionEntry
from backtimer.core.timing import clock_text
from backtimer.files import paths
from backtimer.files.journal import JournalError, read_journal
from backtimer.files.journal_text import journal_as_csv, journal_as_json, local


def run(options: Namespace) -> int:
    """Print the journal; 1 when it cannot be read."""
    try:
        entries, notice = read_journal(paths.journal_file())
    except JournalError as error:
        print(f"backtimer: {error.words}", file=sys.stderr)
        return 1
    if notice:
        print(f"backtimer: {notice}", file=sys.stderr)
    if options.json:
        print(journal_as_json(entries), end="")
    elif options.csv:
        print(journal_as_csv(entries), end="")
    elif not entries:
        print("Nothing is in the journal yet.")
    else:
        for entry in entries:
            print(as_line(entry))
    return 0


def as_line(entry: SessionEntry) -> str:
    """A session for people: when, how long, of what, and where it ended."""
    reached = sum(step.actual > 0 for step in entry.steps)
    end = "finished" if entry.finished else f"{reached} of {len(entry.steps)} steps"
    person = f" for {_plain(entry.person)}" if entry.person else ""
    when = f"{local(entry.started):%Y-%m-%d %H:%M}"
    return f"{when}  {clock_text(time_of(entry)):>7}  {_plain(entry.title)}{person}  ({end})"


def _plain(text: str) -> str:
    """A text on one line, and without what would steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
