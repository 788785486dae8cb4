"""An exam as text: what the journal keeps of it, and its report as JSON and CSV for a tutor. Pure functions.

What the journal holds in another form than it should is as if it were not there. Times become seconds in a report.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from types import MappingProxyType
from typing import Any, Final, cast, get_args

from backtimer.core.exam.report import Report, report_of
from backtimer.core.exam.run import ELSE, ENDINGS, Exam, Gap, Paper, Task
from backtimer.core.exam.words import asked_line, sentence, sides_line, total_line
from backtimer.core.kinds import Side
from backtimer.core.routine import Criterion
from backtimer.core.timing import Ms
from backtimer.files.plain_text import cell, seconds

COLUMNS: Final = (
    *("kind", "number", "name", "place", "side", "planned", "done", "percent", "tolerance", "at", "report"),
    *("points", "of"),
)

LONGEST: Final = 2_000_000
"""Characters of a column; no exam needs so many."""


def exam_row(exam: Exam) -> dict[str, Any]:
    """An exam as the journal keeps it, by the names of its columns."""
    paper = {
        "tasks": [asdict(task) for task in exam.paper.tasks],
        "rubric": [asdict(criterion) for criterion in exam.paper.rubric],
    }
    return {
        "paper": json.dumps(paper),
        "marks": json.dumps(exam.marks),
        "asked": json.dumps(exam.asked),
        "gaps": json.dumps([(gap.start, gap.length) for gap in exam.gaps]),
        "until": exam.until,
        "ending": exam.ending,
        "claims": json.dumps({str(segment): claim for segment, claim in exam.claims.items()}),
        "points": json.dumps(exam.points),
        "remarks": exam.remarks,
    }


def exam_from_row(row: Mapping[str, Any]) -> Exam | None:
    """The exam that was kept so; None where it cannot be known any more what was asked for."""
    paper = _paper(_parsed(row["paper"]))
    if paper is None:
        return None
    claims, points = _parsed(row["claims"]), _listed(row["points"])
    return Exam(
        paper=paper,
        marks=_times(row["marks"]),
        asked=_times(row["asked"]),
        gaps=tuple(Gap(Ms(gap[0]), Ms(gap[1])) for gap in _listed(row["gaps"]) if _is_pair(gap)),
        until=Ms(row["until"]),
        ending=next((ending for ending in ENDINGS if ending == row["ending"]), ""),
        claims=MappingProxyType(
            {
                int(segment): claim
                for segment, claim in (claims.items() if isinstance(claims, dict) else ())
                if segment.isdecimal() and type(claim) is int and ELSE <= claim <= len(paper.tasks)
            }
        ),
        points=tuple(given if type(given) is int else None for given in points[: len(paper.rubric)]),
        remarks=row["remarks"],
    )


def report_as_data(report: Report) -> dict[str, Any]:
    """A report for other programs. Times in seconds."""
    exam, paper = report.exam, report.exam.paper
    return {
        "total": seconds(report.total),
        "ended": seconds(report.end),
        "whole": report.whole,
        "findings": [
            {
                "kind": finding.kind,
                "steps": list(finding.numbers),
                "planned": seconds(finding.planned),
                "done": seconds(finding.done),
                "at": seconds(finding.at),
                "text": sentence(finding, paper),
            }
            for finding in report.findings
        ],
        "steps": [
            {
                "number": task.number,
                "name": task.name,
                "place": task.place,
                "side": task.side,
                "planned": seconds(task.time),
                "done": seconds(report.time(task.number)),
                "tolerance": task.tolerance,
            }
            for task in paper.tasks
        ],
        "done": [
            {
                "step": piece.number if piece.number > ELSE else None,
                "start": seconds(piece.start),
                "end": seconds(piece.end),
                "said": piece.said,
            }
            for piece in report.pieces
        ],
        "sides": {
            side: {"planned": seconds(getattr(report.planned, side)), "done": seconds(getattr(report.done, side))}
            for side in ("left", "right", "both", "middle")
        },
        "marks": [seconds(mark) for mark in exam.marks],
        "asked": [{"at": seconds(asked.at), "step": asked.number or None} for asked in report.asked],
        "slept": [{"at": seconds(gap.start), "time": seconds(gap.length)} for gap in report.gaps],
        "unjudged": list(report.unjudged),
        "rubric": [
            {"text": criterion.text, "step": criterion.step, "points": given, "of": criterion.points}
            for criterion, given in _rubric(exam)
        ],
        "points": report.given,
        "of": report.most,
        "remarks": exam.remarks,
    }


def exam_as_data(exam: Exam) -> dict[str, Any]:
    """An exam's report for other programs."""
    return report_as_data(report_of(exam))


def report_as_json(report: Report, about: Mapping[str, Any]) -> str:
    """One report by itself, with what is known about its session."""
    return json.dumps({**about, "exam": report_as_data(report)}, indent=2) + "\n"


def report_as_csv(report: Report) -> str:
    """A line for each step, for all that came in addition, for the rubric, and for the whole."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    paper = report.exam.paper
    lines: list[dict[str, object]] = []
    for task in paper.tasks:
        piece, done = report.places.get(task.number), report.time(task.number)
        said = [sentence(each, paper) for each in report.findings if task.number in each.numbers]
        lines.append({
            "kind": "step", "number": task.number, "name": task.name, "place": task.place, "side": task.side,
            "planned": seconds(task.time), "done": seconds(done), "tolerance": task.tolerance,
            "percent": round(100 * (done - task.time) / max(task.time, 1)) if piece else None,
            "at": seconds(piece.start) if piece else None, "report": " ".join(said),
        })  # fmt: skip
    lines += [
        {"kind": "added", "done": seconds(each.done), "at": seconds(each.at), "report": sentence(each, paper)}
        for each in report.findings
        if not each.numbers
    ]
    lines += [{"kind": "asked", "number": each.number or None, "at": seconds(each.at)} for each in report.asked]
    lines += [
        {"kind": "rubric", "name": criterion.text, "place": criterion.step, "points": given, "of": criterion.points}
        for criterion, given in _rubric(report.exam)
    ]
    total = {
        "kind": "total",
        "planned": seconds(report.total),
        "done": seconds(report.end),
        "report": total_line(report),
    }
    lines.append(total | ({"points": report.given, "of": report.most} if report.most else {}))
    lines.append({"kind": "asked", "report": f"Asked about the pressure: {asked_line(report)}"})
    if sides_line(report):
        lines.append({"kind": "sides", "report": sides_line(report)})
    if report.exam.remarks:
        lines.append({"kind": "remarks", "report": report.exam.remarks})
    for line in lines:
        writer.writerow({name: cell(value) for name, value in line.items()})
    return out.getvalue()


def _rubric(exam: Exam) -> list[tuple[Criterion, int | None]]:
    """Each line of the rubric with what was given for it."""
    given = [*exam.points, *[None] * len(exam.paper.rubric)]
    return list(zip(exam.paper.rubric, given, strict=False))


# --- what was kept ---


def _parsed(text: object) -> Any:  # noqa: ANN401  # JSON is anything
    try:
        return json.loads(text) if isinstance(text, str) and len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None


def _listed(text: object) -> list[Any]:
    found = _parsed(text)
    return found if isinstance(found, list) else []


def _times(text: object) -> tuple[Ms, ...]:
    """Times in order, none before the first touch."""
    return tuple(sorted(Ms(time) for time in _listed(text) if type(time) is int and time >= 0))


def _is_pair(gap: object) -> bool:
    return isinstance(gap, list) and len(gap) == 2 and all(type(time) is int and time >= 0 for time in gap)  # noqa: PLR2004


def _paper(saved: object) -> Paper | None:
    if not isinstance(saved, dict):
        return None
    found = saved.get("tasks")
    tasks = [_task(number, each) for number, each in enumerate(found if isinstance(found, list) else [], 1)]
    now = 0
    for task in tasks:
        if task is None or not now <= task.start <= task.end:
            return None
        now = task.end
    rubric = saved.get("rubric")
    lines = [_criterion(each) for each in (rubric if isinstance(rubric, list) else [])]
    known = tuple(task for task in tasks if task is not None)
    return Paper(known, tuple(line for line in lines if line is not None)) if known else None


def _task(number: int, saved: object) -> Task | None:
    if not isinstance(saved, dict) or not all(type(saved.get(name)) is int for name in ("start", "end")):
        return None
    found: dict[str, Any] = {}
    for each in fields(Task):
        value = saved.get(each.name)
        if each.name in ("regions", "pressure"):
            kind = str if each.name == "regions" else int
            found[each.name] = tuple(item for item in value if type(item) is kind) if isinstance(value, list) else ()
        elif each.name == "side":
            found["side"] = cast("Side", value if value in get_args(Side) else "both")
        elif each.name == "number":
            found["number"] = number
        elif type(value) is {"name": str, "stroke": str, "place": str, "check_in": bool}.get(each.name, int):
            found[each.name] = value
    return Task(**found) if "name" in found else None


def _criterion(saved: object) -> Criterion | None:
    if not isinstance(saved, dict):
        return None
    text, points, step = saved.get("text"), saved.get("points"), saved.get("step")
    if not isinstance(text, str) or type(points) is not int:
        return None
    return Criterion(text, points, step if isinstance(step, str) else "")
