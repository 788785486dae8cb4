"""Every stroke of the vocabulary as a strip of eight phases, for the gallery and for whoever wants to guess its name.

A stroke is shown where the shipped routines use it; one that none of them uses is shown on a place that suits it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from backtimer.core.handbook import Handbook
from backtimer.core.kinds import OWN
from backtimer.core.moment import Moment
from backtimer.core.motion import cycle_of, round_of
from backtimer.core.plan import Plan, make_plan
from backtimer.core.routine import Routine, Step
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.routine_file import read_routine
from backtimer.ui.look import Look
from backtimer.ui.paint_stage import paint_stage

PHASES = 8
NO_HANDS = ("setup", "turn")
ELSEWHERE = {"picking_up": "flank", "stretch": "shoulder", "trigger_hold": "tender_spot", "shoulder_press": "shoulder"}
"""Where a stroke is shown that no shipped routine uses on a back."""


def shown_steps(handbook: Handbook) -> dict[str, Step]:
    """One step for every stroke that can be seen: of the shipped ones the longest, one on the back before others."""
    found: dict[str, Step] = {}
    for file in sorted(paths.shipped("routines").glob("*.yaml")):
        routine = read_routine(file, handbook).routine
        assert routine is not None, file
        for step in routine.in_order():
            best = found.get(step.stroke.id)
            if best is None or _worth(step) > _worth(best):
                found[step.stroke.id] = step
    for id_, stroke in handbook.strokes.items():
        hidden = id_ not in found or {region.id for region in found[id_].regions} == {"hand"}
        alone = not hidden and found[id_].posture in OWN and stroke.family not in ("tool", "movement")
        if hidden or (alone and id_ not in ("stroking", "knuckle_circles")):
            place = ELSEWHERE.get(id_) or (stroke.only[0] if stroke.only else "upper_paraspinal")
            side = "both" if place == "shoulder" else "each"
            found[id_] = Step(
                stroke, Ms(60_000), (handbook.regions[place],), side, pressure=(max(stroke.pressure, 1),),
                tempo=stroke.tempo, hands=stroke.hands,
            )  # fmt: skip
    return {id_: found[id_] for id_ in handbook.strokes if id_ not in NO_HANDS}


def _worth(step: Step) -> tuple[bool, bool, int]:
    """The step that shows best what its stroke is."""
    return step.posture == "prone", step.hands == step.stroke.hands and not step.path, step.time


def sides_of(step: Step) -> tuple[Step, ...]:
    """The step, its side decided: an `each` step twice."""
    if step.side != "each":
        return (step,)
    return replace(step, side="left"), replace(step, side="right")


def plan_of(step: Step) -> Plan:
    """A plan of nothing but this step."""
    lone = replace(step, time=max(step.time, round_of(step)))
    made = make_plan(Routine("strip", "Strip", (lone,)), Wishes(ready=Ms(0)))
    span = replace(made.spans[0], step=replace(made.spans[0].step, posture=step.posture))
    return replace(made, spans=(span,))


def paint_strip(step: Step, look: Look, size: tuple[int, int]) -> QImage:
    """Eight phases of one round beside each other, each of so many pixels; the step's side must be decided."""
    wide, high = size
    plan, whole = plan_of(step), round_of(step)
    cycle = cycle_of(step)
    begins = Ms(whole - cycle) if step.stroke.motion == "fan" else Ms(0)  # of three fans the last and largest
    more = cycle if whole > 2 * cycle else 0  # or quick hands would be caught at the same point each time
    strip = QImage(PHASES * wide, high, QImage.Format.Format_RGB32)
    strip.fill(QColor(look.theme.ground))
    with QPainter(strip) as painter:
        for phase in range(PHASES):
            hands = Ms(begins + (whole - begins + more) * phase // PHASES)
            moment = Moment(plan, Ms(min(hands, plan.total - 1)), 0, hands=hands)
            paint_stage(painter, QRectF(phase * wide, 0, wide, high), moment, look)
    return strip


def write_strips(folder: Path, looks: dict[str, Look], size: tuple[int, int]) -> Iterator[tuple[str, Path]]:
    """Write a strip for every stroke, side and look; gives what each shows, and its file."""
    handbook = next(iter(looks.values())).handbook
    for id_, shown in shown_steps(handbook).items():
        for step in sides_of(shown):
            for name, look in looks.items():
                file = folder / f"{id_}-{step.side}-{name}.png"
                paint_strip(step, look, size).save(str(file))
                yield f"{id_} · {step.side} · {name}", file
