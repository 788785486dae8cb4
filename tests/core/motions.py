"""Steps of the real vocabulary to move, and how one looks at their hands."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from backtimer.core.bearing import inside
from backtimer.core.hand import Hand, distance_mm
from backtimer.core.handbook import Handbook
from backtimer.core.motion import folds_of, hands_of, round_of
from backtimer.core.routine import Step
from backtimer.core.timing import Ms
from backtimer.files.handbook_file import read_handbook

ASSETS = Path(__file__).parents[2] / "assets"
STROKES = json.loads((ASSETS / "strokes.json").read_text(encoding="utf-8"))
REGIONS = json.loads((ASSETS / "regions.json").read_text(encoding="utf-8"))
SHOWN = [id_ for id_, stroke in STROKES.items() if stroke["motion"] != "none"]
SIDES = ("both", "left", "right", "middle")

FRAME = 20

OUTLINE = json.loads((ASSETS / "landmarks.json").read_text(encoding="utf-8"))["outline_right"]
BODY = tuple((x + 0.002, y) for part in ("head_neck_shoulder", "arm_outer") for x, y in OUTLINE[part])
BODY = (*BODY, (0.0, 1.78), (0.0, -0.49))
"""The right half with the arm laid to it."""


@cache
def vocabulary() -> Handbook:
    """The real handbook, for tests that cannot ask for it as a fixture."""
    return read_handbook(ASSETS)


def where(id_: str) -> list[str]:
    """Where a stroke may work, of all regions that bear a hand."""
    only = STROKES[id_].get("only", ())
    return [region for region, entry in REGIONS.items() if entry["firmest"] and (not only or region in only)]


def played(id_: str, sides: tuple[str, ...] = ("both", "right", "middle")) -> list[tuple[str, str]]:
    """Every region and side in which a stroke may be played."""
    return [(region, side) for region, side in product(where(id_), sides) if side == "middle" or not on_midline(region)]


def on_midline(region: str) -> bool:
    return REGIONS[region].get("middle", False)


def at_work(handbook: Handbook, id_: str, region: str = "", side: str = "right", **changes) -> Step:
    """A step of a stroke as an author would write it, with nothing but its place."""
    stroke = handbook.strokes[id_]
    region = region or (stroke.only[0] if stroke.only else "upper_paraspinal")
    regions = tuple(handbook.regions[name] for name in region.split("+"))
    return Step(**{
        "stroke": stroke, "time": Ms(120_000), "regions": regions, "side": side,
        "pressure": (stroke.pressure,) if stroke.pressure else (), "tempo": stroke.tempo, "hands": stroke.hands,
        **changes,
    })  # fmt: skip


def phases(step: Step, count: int = 8):
    """The hands at so many instants, spread evenly over a round."""
    return [hands_of(step, Ms(round_of(step) * i // count)) for i in range(count)]


def on_body(at) -> bool:
    x, y = at
    return inside((max(abs(x), 0.001), y), BODY)


def on_spine(at) -> bool:
    return abs(at[0]) < 0.06 and -0.1 <= at[1] <= 1.05


def turned(one, other) -> float:
    """By how many degrees two hands point apart."""
    return abs((one.turn - other.turn + 180) % 360 - 180)


def moved(before, now) -> float:
    """How far the hands that are seen on the skin have gone, mm; those in the air do not count."""
    return max(
        (distance_mm(a.at, b.at) for a, b in zip(before, now, strict=True) if max(a.lift, b.lift) < 0.2), default=0.0
    )


def wrong_with(step: Step, time: int, *, fast: float, rests: bool) -> list[str]:
    """Whatever is wrong with an instant and the frame after it: off the body, on the spine, out of range, a jump."""
    now, then = hands_of(step, Ms(time)), hands_of(step, Ms(time + FRAME))
    wrong = [what for hand in now for what in _wrong_hand(hand, rests=rests)]
    wrong += [
        f"fold {fold}"
        for fold in folds_of(step, Ms(time))
        if not (on_body(fold.at) and 0 < fold.height <= 1 + 1e-9 and fold.long > fold.wide > 0)
    ]
    if moved(now, then) > fast:
        wrong.append(f"goes {moved(now, then):.0f} mm in a frame")
    wrong += [what for pair in zip(now, then, strict=True) for what in _wrong_frame(*pair, fast)]
    return [f"{what} at {time}" for what in wrong]


def _wrong_hand(hand: Hand, *, rests: bool) -> Iterator[str]:
    shares = (hand.weight, hand.lift, hand.grip, hand.seen)
    if not all(-1e-9 <= share <= 1 + 1e-9 for share in shares):
        yield f"shares {shares}"
    if not on_body(hand.at):
        yield f"off the body {hand.at}"
    if not rests and on_spine(hand.at) and hand.weight > 0.01:
        yield f"weighs on the spine {hand.at}"


def _wrong_frame(a: Hand, b: Hand, fast: float) -> Iterator[str]:
    high = min(a.lift, b.lift)
    if distance_mm(a.at, b.at) > max(16.0, fast):
        yield f"jumps {distance_mm(a.at, b.at):.0f} mm"
    if turned(a, b) > (26 if high > 0.3 else 17):
        yield f"turns by {turned(a, b):.0f}"
    if (a.thumb, a.shape) != (b.thumb, b.shape) and high < 0.4:
        yield "changes its thumb on the skin"
    if abs(a.grip - b.grip) > 0.2:
        yield "grips in a frame"
