"""One's own hands: how they lie when a person works on themself, seen from behind. They come round from the front.

Knows where which hand can reach from. Leaves the movement to the families: what touches stays where it is.
"""

from dataclasses import replace
from typing import Final, Literal

from backtimer.core.hand import Hand, Point, Shape
from backtimer.core.motion.pace import eased, span

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


Line = tuple[Point, ...]
Reach = Literal["over", "nape", "loin"]
"""From where one's hand comes: the opposite one over the shoulder, that of the side to the nape or round the waist."""


def own(hand: Hand, reach: Reach) -> Hand:
    """One's own hand at work on the right side, where a giver's hand would be."""
    if hand.shape in TOOLS:
        return hand
    match reach:
        case "over":
            return replace(hand, turn=_over(hand.at), thumb=1, from_front=True)
        case "nape":
            raised = eased(span(hand.at[1], -0.4, -0.05))
            return replace(hand, turn=-78.0 - 32.0 * raised, thumb=-1, from_front=True)
        case "loin":
            fist = hand.shape in FISTS
            return replace(hand, turn=-96.0 if fist else -128.0, thumb=1 if fist else -1, from_front=True)


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
