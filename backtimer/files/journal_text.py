"""The journal as text for other programs: JSON, and CSV for a spreadsheet. Pure functions; times become seconds."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import MAXYEAR, UTC, datetime, timedelta, timezone
from typing import Any, Final

from backtimer.core.journal_entry import SessionEntry, Stamp, StepEntry
from backtimer.files.wishes_text import wishes_as_json

SESSION: Final = ("started", "ended", "routine", "title", "person", "finished", "position", "before", "after", "note")
STEP: Final = (
    *("number", "name", "stroke", "region", "side", "planned", "actual", "held", "more", "pauses", "check_ins"),
    *("answers", "skipped"),
)

ANSWERS: Final = {-1: "softer", 0: "good", 1: "firmer"}
"""What the receiver may say of the pressure."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that begins so for a formula, and may do what it says."""


def journal_as_json(entries: Iterable[SessionEntry]) -> str:
    """A list of sessions, each with its steps."""
    return json.dumps([_session(entry) for entry in entries], indent=2) + "\n"


def journal_as_csv(entries: Iterable[SessionEntry]) -> str:
    """One line for each step, with its session before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*SESSION, *STEP))
    for entry in entries:
        session, steps = _session(entry), [_step(step) for step in entry.steps]
        for step in steps or [dict.fromkeys(STEP)]:
            writer.writerow([_cell(session[name]) for name in SESSION] + [_cell(step[name]) for name in STEP])
    return out.getvalue()


def iso(stamp: Stamp) -> str:
    """An instant as the clock on the wall showed it then: `2026-11-23T20:15:00+01:00`."""
    return local(stamp).isoformat(timespec="seconds")


def local(stamp: Stamp) -> datetime:
    """The same for calendars; the first or last instant there is, where a clock was far off."""
    zone = timezone(timedelta(minutes=max(-1_439, min(stamp.offset, 1_439))))
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=stamp.utc)).astimezone(zone)
    except OverflowError:
        return datetime(MAXYEAR if stamp.utc > 0 else 1, 1, 1, tzinfo=zone)


def _session(entry: SessionEntry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "routine": entry.routine,
        "title": entry.title,
        "text_hash": entry.text_hash,
        "person": entry.person,
        "wishes": wishes_as_json(entry.wishes),
        "started": iso(entry.started),
        "ended": iso(entry.ended),
        "finished": entry.finished,
        "position": _seconds(entry.position),
        "total": _seconds(entry.total),
        "worked": _seconds(entry.worked),
        "pauses": entry.pauses,
        "before": entry.before,
        "after": entry.after,
        "note": entry.note,
        "steps": [_step(step) for step in entry.steps],
    }


def _step(step: StepEntry) -> dict[str, Any]:
    return {
        "number": step.number,
        "name": step.name,
        "stroke": step.stroke,
        "region": "+".join(step.regions),
        "side": step.side,
        "planned": _seconds(step.planned),
        "actual": _seconds(step.actual),
        "held": _seconds(step.held),
        "more": _seconds(step.more),
        "pauses": step.pauses,
        "check_ins": step.check_ins,
        "answers": [ANSWERS[answer] for answer in step.answers],
        "skipped": step.skipped,
    }


def _seconds(milliseconds: int) -> float:
    """Whole seconds as a whole number."""
    return milliseconds // 1000 if milliseconds % 1000 == 0 else milliseconds / 1000


def _cell(value: object) -> object:
    """A value as a spreadsheet may have it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
