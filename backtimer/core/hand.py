"""One hand at one instant: what a movement says and a painter draws.

Knows nothing of strokes, of time or of colours.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal, get_args

Point = tuple[float, float]
"""Back coordinates: x −1 … +1 across the shoulders (the receiver's right is positive), y 0 at C7, 1 at the sacrum."""

X_MM: Final = 240.0
Y_MM: Final = 480.0

Shape = Literal[
    "palm",
    "fingertips",
    "thumb",
    "fist",
    "knuckles",
    "forearm",
    "heel",
    "edge",
    "cup",
    "grip",
    "stacked",
    "ball",
    "towel",
    "pinch",
    "claw",
]
"""The part that works: it decides how the hand is drawn and which part of it is marked as touching."""

SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand on the back, seen from above.

    `at` is the centre of what touches. `turn` is where the fingers point: degrees, 0 to the head, clockwise on screen.
    `thumb` is the side of the hand on which the thumb is seen when the fingers point up: −1 screen left, +1 right.
    `weight` is the share of the step's pressure that it gives (0 glides without weight), `lift` how far it is off
    the skin (0 touches, 1 clearly above), `grip` how far it is closed (0 flat, 1 closed; of a ball: how much of a turn
    it has rolled), `seen` how far it has come into the picture (a hand that joins or leaves fades). `shake` is how many
    mm it trembles to either side: too fast to be drawn as a way. `from_front` is a hand that reaches round the body or
    over its edge: only what lies on it is seen. `own` is a hand of the person whose back it is, `arm` how many mm its
    elbow is away from what touches (0: its arm leads out of the picture).
    """

    at: Point
    turn: float = 0.0
    thumb: int = 1
    shape: Shape = "palm"
    weight: float = 1.0
    lift: float = 0.0
    grip: float = 0.0
    seen: float = 1.0
    shake: float = 0.0
    from_front: bool = False
    own: bool = False
    arm: float = 0.0


@dataclass(frozen=True, slots=True)
class Fold:
    """Skin and muscle that the hands raise: a soft ridge, seen from above.

    `at` is its middle, `turn` the direction in which it runs (degrees, 0 to the head, clockwise on screen), `long` and
    `wide` its size in mm, `height` 0 (flat) to 1 (lifted clearly).
    """

    at: Point
    turn: float
    long: float
    wide: float
    height: float


def mirrored(hand: Hand) -> Hand:
    """The same hand on the other side of the spine."""
    x, y = hand.at
    return Hand(
        (-x, y), -hand.turn, -hand.thumb, hand.shape, hand.weight, hand.lift, hand.grip, hand.seen, hand.shake,
        hand.from_front, hand.own, hand.arm,
    )  # fmt: skip


def between(one: Hand, other: Hand, share: float) -> Hand:
    """A hand on its way from one pose to another; its shape and its thumb change half-way."""

    def mix(a: float, b: float) -> float:
        return a + (b - a) * share

    near = one if share < 0.5 else other  # noqa: PLR2004  # half-way
    turn = (other.turn - one.turn + 180.0) % 360.0 - 180.0
    return Hand(
        at=(mix(one.at[0], other.at[0]), mix(one.at[1], other.at[1])),
        turn=one.turn + turn * share,
        thumb=near.thumb,
        shape=near.shape,
        weight=mix(one.weight, other.weight),
        lift=mix(one.lift, other.lift),
        grip=mix(one.grip, other.grip),
        seen=mix(one.seen, other.seen),
        shake=mix(one.shake, other.shake),
        from_front=near.from_front,
        own=near.own,
        arm=mix(one.arm, other.arm) if one.arm and other.arm else near.arm,
    )


def distance_mm(one: Point, other: Point) -> float:
    """How far two points of the back lie apart, in millimetres on the reference body."""
    return math.hypot((one[0] - other[0]) * X_MM, (one[1] - other[1]) * Y_MM)
