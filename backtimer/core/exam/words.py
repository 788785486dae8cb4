"""What an exam's report says in words: short sentences for a tutor. Knows reports, and nothing of where they are shown.

What a step is called is handed in where it is not the plan's own name: everyday words, or those of class.
"""

from collections.abc import Callable, Sequence
from typing import Final

from backtimer.core.exam.report import Finding, Report
from backtimer.core.exam.run import Paper, Task
from backtimer.core.timing import Ms, clock_text

Naming = Callable[[Task], str]
"""Says what a step is called, without its side."""

CLEAN: Final = "Every step in its place and in its time."


def plain_name(task: Task) -> str:
    """What the plan calls it."""
    return task.name


def sided(task: Task, naming: Naming = plain_name) -> str:
    """The name with its side, where it has one: `Scoop and squeeze, left side`."""
    name = naming(task)
    return f"{name}, {task.side} side" if task.side in ("left", "right") else name


def sentence(finding: Finding, paper: Paper, naming: Naming = plain_name) -> str:
    """What was wrong, in one sentence."""
    names = [sided(paper.task(number), naming) for number in finding.numbers]
    one = f"Step {finding.numbers[0]}, {names[0]}," if names else ""
    match finding.kind:
        case "omitted" | "unreached":
            return _gone(finding, one)
        case "swapped":
            came = f"{names[1]}, came" if ", " in names[1] else f"{names[1]} came"
            return f"Steps {_listed(finding.numbers)} changed places: {came} before {names[0]}."
        case "moved":
            return f"{one} came {f'after step {finding.after}' if finding.after else 'first'}."
        case "added" | "repeated":
            what = f"{one} was done once more" if one else "Something that is not in the plan was done"
            return f"{what} at {whole(finding.at)}, for {whole(finding.done)}."
        case "long" | "short":
            times = f"{whole(finding.done)} instead of {whole(finding.planned)}"
            return f"{one} was {abs(finding.percent)} % too {finding.kind}: {times}."


def _gone(finding: Finding, one: str) -> str:
    """What was not done at all."""
    numbers = finding.numbers
    if finding.either:
        some, which = ("One", "was left out; the marks do not tell which one")
        if len(numbers) > 1:
            some, which = str(len(numbers)), "were left out; the marks do not tell which"
        return f"{some} of the steps {_listed(finding.either)} {which}."
    what = one if len(numbers) == 1 else f"Steps {_listed(numbers)}"
    verb = "was" if len(numbers) == 1 else "were"
    return f"{what} {verb} {'left out' if finding.kind == 'omitted' else 'not reached'}."


def total_line(report: Report) -> str:
    """The whole against the plan: `11:20 of 10:00: 1:20 over`."""
    over = round((report.end - report.total) / 1000)
    line = f"{whole(report.end)} of {whole(report.total)}"
    if over == 0:
        return line
    return f"{line}: {whole(Ms(abs(over) * 1000))} {'over' if over > 0 else 'short'}"


def sides_line(report: Report) -> str:
    """Left against right, as it was done and as it was planned; empty where the plan has no sides."""
    if not (report.planned.left or report.planned.right or report.done.left or report.done.right):
        return ""
    left, right = report.done.left, report.done.right
    line = f"left {whole(left)}, right {whole(right)}"
    apart = round((left - right) / 1000)
    if apart == 0:
        return f"{line}: the same"
    return f"{line}: {whole(Ms(abs(apart) * 1000))} more on the {'left' if apart > 0 else 'right'}"


def asked_line(report: Report) -> str:
    """When the student asked about the pressure, and how often the plan wants it."""
    wanted = sum(task.check_in for task in report.exam.paper.tasks)
    plan = f"; the plan asks {_times(wanted)}" if wanted else ""
    if not report.asked:
        return f"never{plan}"
    places = [f"{whole(asked.at)}{f' in step {asked.number}' if asked.number else ''}" for asked in report.asked]
    return f"{_times(len(places))}, at {_joined(places)}{plan}"


def gap_lines(report: Report) -> list[str]:
    """What nobody knows, and why."""
    lines = [
        f"The machine slept at {whole(gap.start)} for {whole(gap.length)}: no press was heard." for gap in report.gaps
    ]
    if not report.whole:
        lines.append(f"The run broke off at {whole(report.end)}.")
    if report.unjudged:
        few = len(report.unjudged) == 1
        lines.append(f"The time of step{'' if few else 's'} {_listed(report.unjudged)} cannot be judged.")
    return lines


def points_line(report: Report) -> str:
    """The examiner's points; empty where there is no rubric, or none were given."""
    return f"{report.given} of {report.most} points" if report.given is not None else ""


def ending_line(report: Report) -> str:
    """How many things there are to look at, in one line."""
    count = len(report.findings)
    if count == 0:
        return CLEAN if report.whole and not report.unjudged else "Nothing wrong in what can be judged."
    return "One thing to look at." if count == 1 else f"{count} things to look at."


def whole(time: Ms) -> str:
    """A time to the nearest second: `1:05`."""
    return clock_text(Ms(round(time / 1000) * 1000))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _listed(numbers: Sequence[int]) -> str:
    """`2`, `2 and 3`, `2 to 5`, `2, 4 and 7`."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:  # noqa: PLR2004  # two are not a range
        return f"{numbers[0]} to {numbers[-1]}"
    return _joined([str(number) for number in numbers])


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
