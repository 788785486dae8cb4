"""One's own hands: how they lie when a person works on themself, seen from behind, and how the arms are held.

Knows where which hand can reach from, and where its elbow is. Leaves the movement to the families: what touches stays
where it is.
"""

import math
from dataclasses import replace
from typing import Final, Literal

from backtimer.core.hand import X_MM, Y_MM, Hand, Point, Shape, distance_mm, mirrored
from backtimer.core.kinds import Hold, Near
from backtimer.core.motion.pace import eased, span
from backtimer.core.routine import Step

TOOLS: Final = ("ball", "towel")
"""What is held by no hand that one could see."""

FISTS: Final = ("fist", "knuckles")
"""Shapes that lie with the backs of the fingers on the low back: one sees them from the palm."""

NAPE: Final = -0.01
LOIN: Final = 0.58
"""Above the one and below the other (y) each hand works its own side; between them only the opposite one reaches."""


ON_TOP: Final = 0.12
BESIDE_NECK: Final = 0.4

OFF_NECK: Final = 0.2
BACK: Final = 0.2
OVER: Final = 0.085
"""A line that lies farther out (x) and higher (y) is on the shoulder's top; so far over it (in y) fingertips reach."""

ARM: Final = 0.76
SLEEVE: Final = 0.4
SLEEVE_X: Final = 0.93
"""Further out than `ARM` (x) lies the arm; below `SLEEVE` (y) it lies forward and is not seen."""


RAISED: Final[Point] = (1.13, -0.09)
AKIMBO: Final[Point] = (1.09, 0.715)
"""Where the elbow of a hand is that works on the right: raised, or beside the waist."""

HELD_MM: Final = 104.0
DRAWN: Final = 0.3
"""So far from its middle a towel is held, and it is drawn by so much of a stroke's reach: so far elbows go along."""

ACROSS: Final = 0.5
EDGE: Final = 0.84
"""On a desk the elbow of the other arm is so far aside (x), and never beyond its edge (y)."""

BELOW_ELBOW: Final = 1.0
"""From here down (y) an arm is worked on a desk: the crease of the elbow is left out."""

Line = tuple[Point, ...]
Reach = Literal["over", "nape", "loin", "arm"]
"""From where one's hand comes: the opposite one over the shoulder, that of the side to the nape or round the waist.

On a desk the opposite one comes across to the arm that lies there.
"""


def own(hand: Hand, reach: Reach) -> Hand:
    """One's own hand at work on the right side, where a giver's hand would be."""
    if hand.shape in TOOLS:
        return replace(hand, own=True)
    if reach == "over":
        return replace(hand, turn=_over(hand.at), thumb=1, from_front=True, own=True)
    elbow = _elbow(hand.at, reach)
    seen_from_palm = reach == "loin" and hand.shape in FISTS
    return replace(
        hand, turn=_heading(elbow, hand.at), thumb=1 if seen_from_palm else -1, own=True,
        arm=distance_mm(elbow, hand.at),
    )  # fmt: skip


def arms_of(step: Step) -> tuple[Hold, Hold]:
    """How the left and the right arm are held during a step."""
    working = step.stroke.motion != "none" and step.regions and step.hands != "ball"
    match step.posture:
        case "forearms":
            lying: Hold = "palm" if step.hands == "thumb" else "desk"
            return "" if step.side == "right" and working else lying, "" if step.side == "left" and working else lying
        case "oneself" | "oneself-seated":
            rests: Hold = "beside" if step.posture == "oneself" else "lap"
        case _:
            return ("knees", "knees") if step.hands == "grip" else ("", "")
    if not working:
        return rests, rests
    places = step.path or tuple(at for region in step.regions for at in region.line)
    reach = "loin" if step.hands == "towel" else reach_to(places[0][1], places[-1][1], middle=step.side == "middle")
    if reach == "over":
        return "lap", "lap"
    held: Hold = "nape" if reach == "nape" else "waist"
    return held if step.side in ("left", "both") else rests, rests if step.side == "left" else held


def near_of(step: Step) -> Near:
    """What stands between us and who works on oneself. The back of a chair is left out where it would hide the work."""
    if step.hands == "ball":
        return "wall"
    low = any(y > LOIN and x < ARM for region in step.regions for x, y in region.line)
    return "rails" if step.posture == "oneself-seated" and not low else ""


def reach_to(highest: float, lowest: float, *, middle: bool) -> Reach:
    """From where one's hand reaches a way between two heights (y); on the midline no hand comes over a shoulder."""
    height = (highest + lowest) / 2
    if middle:
        return "nape" if height < (NAPE + LOIN) / 2 else "loin"
    return "nape" if height < NAPE else "loin" if height > LOIN else "over"


def in_reach(line: Line, shape: Shape) -> Line:
    """One's own way along a line: no hand that takes hold of the shoulder does so at the neck, where its thumb lies.

    On the top of the shoulder it reaches well over, as fingertips do: the rest of them would not be seen.
    """
    seen = in_sight(line)
    off_neck = tuple((x, y) for x, y in seen if not (NAPE < y < ON_TOP and x < BESIDE_NECK))
    if shape not in ("grip", "fingertips") or len(off_neck) < 2:  # a line has two points
        return seen
    if min(x for x, _ in seen) > OFF_NECK and max(y for _, y in seen) < BACK:
        return tuple((x, y + OVER) for x, y in off_neck)
    return off_neck if shape == "grip" else seen


def in_sight(line: Line) -> Line:
    """A line of one who sits: what leads along an arm that lies forward ends where it is still seen from behind."""
    return tuple(dict.fromkeys((min(x, SLEEVE_X), SLEEVE) if abs(x) > ARM and y > SLEEVE else (x, y) for x, y in line))


def _over(at: Point) -> float:
    """Down the back where the hand comes over the shoulder; across where it comes round the neck or the arm."""
    x, y = at
    beside_neck = 14.0 * eased(span(x, 0.5, 0.22))
    neck = 36.0 * eased(span(y, 0.04, -0.16)) * eased(span(x, 0.3, 0.14))
    arm = 44.0 * eased(span(y, 0.16, 0.5)) * eased(span(x, 0.4, 0.85))
    return 204.0 + beside_neck + neck + arm


def on_the_desk(line: Line) -> Line:
    """What of a line down the arm lies on a desk: below the elbow."""
    there = tuple((x, y) for x, y in line if y > BELOW_ELBOW)
    return there if there == line or not there else ((there[0][0], BELOW_ELBOW), *there)


def holders(towel: Hand) -> tuple[Hand, Hand]:
    """The two fists that hold a towel behind the waist, the left one first, a little off the body."""
    right = own(_along(towel, HELD_MM), "loin")
    left = mirrored(own(mirrored(_along(towel, -HELD_MM)), "loin"))
    return left, right


def _along(towel: Hand, mm: float) -> Hand:
    """The hand at a place of a towel, so many mm to the right of its middle."""
    x, y = towel.at
    angle = math.radians(towel.turn)
    at = x + mm * math.cos(angle) / X_MM, y + mm * math.sin(angle) / Y_MM
    return replace(towel, at=at, shape="fist", weight=0.0, lift=0.06)


def _elbow(at: Point, reach: Reach) -> Point:
    """Where the elbow of a hand is that touches a point of the right side."""
    if reach == "arm":
        return at[0] - ACROSS, min(at[1] - 0.5, EDGE)
    return RAISED if reach == "nape" else AKIMBO


def _heading(start: Point, end: Point) -> float:
    """Where it leads from one point to another: degrees, 0 to the head, clockwise."""
    return math.degrees(math.atan2((end[0] - start[0]) * X_MM, (start[1] - end[1]) * Y_MM))
