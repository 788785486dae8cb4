"""`backtimer list`: the library, one line each. Needs no Qt."""

import json
from argparse import Namespace
from typing import Any

from backtimer import words
from backtimer.commands.asking import the_handbook, the_library
from backtimer.core.shelf import Entry


def run(options: Namespace) -> int:
    """Print all routines; a broken file is named with its number of problems."""
    found = the_library(the_handbook())
    if options.json:
        print(json.dumps([as_json(entry) for entry in found], indent=2))
        return 0
    wide = max((len(entry.id) for entry in found), default=0)
    for entry in found:
        print(f"{entry.id:<{wide}}  {as_line(entry)}")
    return 0


def as_line(entry: Entry) -> str:
    """An entry for people."""
    if entry.card is None:
        return f"cannot be played: {len(entry.problems)} problems, see `backtimer check {entry.file}`"
    return f"{words.minutes_text(entry.card.time):>3} min  {entry.title}  ({words.audience_line(entry.card)})"


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry for programs; `minutes` is the sum of the steps, without lead-ins. A broken one has only problems."""
    common = {"id": entry.id, "path": entry.file, "title": entry.title}
    problems = [str(problem) for problem in entry.problems]
    card = entry.card
    if card is None:
        return {**common, "minutes": None, "for": [], "position": [], "level": None, "problems": problems}
    minutes = card.time / 60_000
    return {
        **common,
        "minutes": int(minutes) if minutes.is_integer() else round(minutes, 2),
        "for": list(card.audience),
        "position": list(card.position),
        "level": card.level,
        "goals": list(card.goals),
        "problems": problems,
    }
