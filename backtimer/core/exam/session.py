"""An exam as a session of the journal: what was done of each step, as far as the report can tell. Plain data."""

from dataclasses import replace

from backtimer.core.exam.report import report_of
from backtimer.core.exam.run import Exam
from backtimer.core.journal_entry import SessionEntry, StepEntry


def entry_of(entry: SessionEntry, exam: Exam) -> SessionEntry:
    """The session with what its exam tells; a step that was left out was skipped."""
    report = report_of(exam)
    omitted = {number for each in report.findings if each.kind == "omitted" for number in each.numbers}
    steps = tuple(
        StepEntry(
            number=task.number,
            name=task.name,
            stroke=task.stroke,
            regions=task.regions,
            side=task.side,
            planned=task.time,
            actual=report.time(task.number),
            check_ins=sum(asked.number == task.number for asked in report.asked),
            skipped=task.number in omitted,
        )
        for task in exam.paper.tasks
    )
    position = min(report.end, report.total)
    return replace(entry, finished=report.whole, position=position, total=report.total, worked=report.end, steps=steps)
