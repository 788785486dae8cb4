"""`backtimer plan`: the timeline that would be played, to read or (the contract of the design) as JSON. Needs no Qt."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from backtimer import words
from backtimer.commands.asking import NotThereError, the_handbook, the_plan, the_routine, the_wishes
from backtimer.core.cuesheet import Line
from backtimer.core.fit import Fitted, fit
from backtimer.core.notation import tempo_text
from backtimer.core.plan import Mark, Plan, Span
from backtimer.core.timing import clock_text
from backtimer.cues.sentences import text_of


def run(options: Namespace) -> int:
    """Print the plan; 1 when there is none."""
    handbook = the_handbook()
    try:
        routine = the_routine(options.routine, handbook)[1]
        wishes = the_wishes(options, handbook)
        plan = the_plan(routine, wishes)
    except NotThereError:
        return 1
    if options.json:
        print(json.dumps(as_json(plan), indent=2))
        return 0
    print(f"{plan.routine.title}: {clock_text(plan.total)}")
    for line in changes(fit(routine, wishes)):
        print(line)
    for span in plan.spans:
        print(as_line(span))
    return 0


def changes(fitted: Fitted) -> Iterator[str]:
    """What another length has made of the routine, for people."""
    if fitted.dropped:
        yield f"left out: {', '.join(dict.fromkeys(words.name_of(step) for step in fitted.dropped))}"
    if fitted.shortened:
        yield f"shorter than written: {len(fitted.shortened)} of {words.counted(len(fitted.steps), 'step')}"


def as_line(span: Span) -> str:
    """A span for people."""
    begin = f"{clock_text(span.start):>6}"
    if span.kind != "step":
        return f"{begin}      {words.heading(span).lower()}"
    pressure = "→".join(str(level) for level in span.step.pressure) or "–"
    what = f"{words.sided(span.step)}: {words.places_of(span.step)}"
    return f"{begin}  {span.number:>2}  {clock_text(span.length):>5}  P {pressure:<5}  {what}"


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan for programs; times in seconds from 0."""
    return {
        "title": plan.routine.title,
        "total": _seconds(plan.total),
        "steps": [_step(span) for span in plan.spans],
        "cues": [_cue(plan, mark) for mark in plan.marks],
    }


def _step(span: Span) -> dict[str, Any]:
    step = span.step
    return {
        "number": span.number,
        "kind": span.kind,
        "name": words.name_of(step) if span.kind == "step" else words.heading(span),
        "stroke": step.stroke.id,
        "region": "+".join(region.id for region in step.regions),
        "side": step.side,
        "start": _seconds(span.start),
        "end": _seconds(span.end),
        "pressure": list(step.pressure),
        "tempo": tempo_text(step.tempo),
        "cue": step.cue,
    }


def _cue(plan: Plan, mark: Mark) -> dict[str, Any]:
    """What is heard at a mark: the announcement and the question are spoken, all else is a bell."""
    span = plan.spans[mark.span]
    line = Line("announce", mark.span + (span.kind != "step"))
    spoken = {"announce": text_of(line, plan), "check_in": words.CHECK_IN}.get(mark.kind)
    return {
        "at": _seconds(mark.at),
        "kind": "voice" if spoken else "bell",
        "text": spoken or mark.kind,
    }


def _seconds(milliseconds: int) -> float:
    """Whole seconds as a whole number."""
    return milliseconds // 1000 if milliseconds % 1000 == 0 else milliseconds / 1000
