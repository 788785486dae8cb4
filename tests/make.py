"""Things to test with, made by hand: each builder gives something sane, and takes what the test is about."""

from typing import Any

from backtimer.core.handbook import Region, Stroke, Tempo, Zone
from backtimer.core.plan import Plan, make_plan
from backtimer.core.routine import Group, Routine, Step
from backtimer.core.timing import SECOND, Ms
from backtimer.core.wishes import Wishes

SPINE = Zone(
    "spine_strip", "spine", 0, "bone", ((-0.06, -0.1), (0.06, -0.1), (0.06, 1.05), (-0.06, 1.05)), both_sides=False
)
KIDNEY = Zone(
    "kidney_zone", "kidneys", 2, "soft", ((0.1, 0.55), (0.4, 0.55), (0.4, 0.83), (0.1, 0.83)), both_sides=True
)
ZONES = (SPINE, KIDNEY)

NO_LEADS = Wishes(ready=Ms(0), change=Ms(0), walk_round=Ms(0))


def a_stroke(**changes: Any) -> Stroke:
    return Stroke(**{
        "id": "effleurage_long", "name": "Long glide", "term": "effleurage", "synonyms": (), "family": "effleurage",
        "hands": "palm", "tempo": Tempo(per_minute=6), "counts": "loops", "pressure": 2, "motion": "loop", "reach": 0.0,
        "direction": "", "line": "Glide.", "touches": True, **changes,
    })  # fmt: skip


def a_region(**changes: Any) -> Region:
    return Region(**{
        "id": "whole_back", "name": "whole back", "one": "back", "term": "back", "cap": 3, "firmest": 4,
        "shape": (((0.07, 0.0), (0.6, 0.1), (0.5, 1.0), (0.07, 1.0)),),
        "line": ((0.18, 1.0), (0.19, 0.7), (0.18, 0.4), (0.18, 0.1)),
        "loop": ((0.18, 1.0), (0.18, 0.5), (0.2, 0.08), (0.5, 0.12), (0.6, 0.2), (0.5, 0.5), (0.45, 0.9)), **changes,
    })  # fmt: skip


def a_step(seconds: float = 60, **changes: Any) -> Step:
    stroke = changes.pop("stroke", None) or a_stroke()
    return Step(**{
        "stroke": stroke, "time": Ms(round(seconds * SECOND)), "regions": (a_region(),), "pressure": (stroke.pressure,),
        "tempo": stroke.tempo, "hands": stroke.hands, **changes,
    })  # fmt: skip


def a_routine(*steps: Step | Group, **changes: Any) -> Routine:
    return Routine(**{"id": "a-routine", "title": "A routine", "steps": steps or (a_step(),), **changes})


def a_plan(*steps: Step | Group, wishes: Wishes = NO_LEADS) -> Plan:
    return make_plan(a_routine(*steps), wishes)
