"""The journal as text for other programs: JSON, and CSV for a spreadsheet. Pure functions; times become seconds."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any, Final

from backtimer.core.exam.run import Exam
from backtimer.core.journal_entry import SessionEntry, Stamp, StepEntry
from backtimer.files.exam_text import exam_as_data
from backtimer.files.plain_text import cell, seconds
from backtimer.files.wishes_text import wishes_as_json

SESSION: Final = ("started", "ended", "routine", "title", "person", "finished", "position", "before", "after", "note")
STEP: Final = (
    *("number", "name", "stroke", "region", "side", "planned", "actual", "held", "more", "pauses", "check_ins"),
    *("answers", "skipped"),
)

ANSWERS: Final = {-1: "softer", 0: "good", 1: "firmer"}
"""What the receiver may say of the pressure."""


NO_EXAMS: Final[Mapping[str, Exam]] = MappingProxyType({})

LAST: Final = ("guidance",)
"""What came later stands at the end of a line: who counts columns goes on finding his."""


def journal_as_json(entries: Iterable[SessionEntry], exams: Mapping[str, Exam] = NO_EXAMS) -> str:
    """A list of sessions, each with its steps; one that was an exam, with its report."""
    sessions = []
    for entry in entries:
        session = session_as_data(entry)
        if entry.key in exams:
            session["exam"] = exam_as_data(exams[entry.key])
        sessions.append(session)
    return json.dumps(sessions, indent=2) + "\n"


def journal_as_csv(entries: Iterable[SessionEntry]) -> str:
    """One line for each step, with its session before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*SESSION, *STEP, *LAST))
    for entry in entries:
        session, steps = session_as_data(entry), [_step(step) for step in entry.steps]
        for step in steps or [dict.fromkeys(STEP)]:
            parts = ((session, SESSION), (step, STEP), (session, LAST))
            writer.writerow([cell(part[name]) for part, names in parts for name in names])
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


def session_as_data(entry: SessionEntry) -> dict[str, Any]:
    """A session with its steps, in values of JSON."""
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
        "position": seconds(entry.position),
        "total": seconds(entry.total),
        "worked": seconds(entry.worked),
        "pauses": entry.pauses,
        "before": entry.before,
        "after": entry.after,
        "note": entry.note,
        "guidance": entry.guidance,
        "steps": [_step(step) for step in entry.steps],
    }


def _step(step: StepEntry) -> dict[str, Any]:
    return {
        "number": step.number,
        "name": step.name,
        "stroke": step.stroke,
        "region": "+".join(step.regions),
        "side": step.side,
        "planned": seconds(step.planned),
        "actual": seconds(step.actual),
        "held": seconds(step.held),
        "more": seconds(step.more),
        "pauses": step.pauses,
        "check_ins": step.check_ins,
        "answers": [ANSWERS[answer] for answer in step.answers],
        "skipped": step.skipped,
    }
