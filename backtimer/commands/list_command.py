"""`backtimer list`: the library, one line each. Needs no Qt."""

import json
from argparse import Namespace
from typing import Any, Final

from backtimer import words
from backtimer.commands.asking import the_handbook, the_library
from backtimer.core.one_line import one_line
from backtimer.core.shelf import Entry

_HUNDREDTH: Final = 600
"""Milliseconds of a hundredth of a minute."""


def run(options: Namespace) -> int:
    """Print all routines; a broken file is named with its number of problems."""
    handbook = the_handbook()
    found = the_library(handbook)
    if options.json:
        print(json.dumps([as_json(entry) for entry in found], indent=2))
        return 0
    wide = max((len(entry.id) for entry in found), default=0)
    for entry in found:
        print(one_line(f"{entry.id:<{wide}}  {as_line(entry)}"))
    return 0


def as_line(entry: Entry) -> str:
    """An entry for people."""
    if entry.card is None:
        return f"cannot be played: {len(entry.problems)} problems, see `backtimer check {entry.file}`"
    return f"{words.minutes_text(entry.card.time):>3} min  {entry.title}  ({words.audience_line(entry.card)})"


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry for programs. A broken one has only problems.

    `minutes` is the sum of the steps, without lead-ins. `least` and `most` are the minutes that `--length` takes, with
    lead-ins: rounded to hundredths, but so that they can be had.
    """
    common = {"id": entry.id, "path": entry.file, "title": entry.title}
    problems = [str(problem) for problem in entry.problems]
    card = entry.card
    if card is None:
        times = {"minutes": None, "least": None, "most": None}
        return {**common, **times, "for": [], "position": [], "level": None, "problems": problems}
    return {
        **common,
        "minutes": _minutes(round(card.time / _HUNDREDTH)),
        "least": _minutes(-(-card.least // _HUNDREDTH)),
        "most": _minutes(card.most // _HUNDREDTH),
        "for": list(card.audience),
        "position": list(card.position),
        "level": card.level,
        "goals": list(card.goals),
        "problems": problems,
    }


def _minutes(hundredths: int) -> float:
    """Whole minutes as a whole number."""
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100
