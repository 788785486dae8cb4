"""Where one step's hands go: its track over the back, and the sizes that its movement needs.

Knows how regions and an author's path become a track. Leaves the movement itself to the families.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from backtimer.core.hand import X_MM, Y_MM, Point, Shape, distance_mm
from backtimer.core.kinds import OWN
from backtimer.core.motion.body import skin_at, top_at
from backtimer.core.motion.oneself import DRAWN, in_reach, in_sight, on_the_desk
from backtimer.core.motion.track import Track, smooth
from backtimer.core.routine import Step

# How far out a palm may lie at each height so that it stays on the body: (y, x), from the outline of landmarks.json.
_WIDTH: Final[tuple[Point, ...]] = (
    (-0.3, 0.16), (-0.1, 0.2), (0.05, 0.5), (0.2, 0.62), (0.4, 0.52), (0.6, 0.46), (0.8, 0.42), (1.0, 0.46), (1.3, 0.5),
)  # fmt: skip


BESIDE: Final = 0.08
"""A hand's own side begins two centimetres from the midline."""

ROOM: Final[dict[Shape, float]] = {"palm": 0.24, "heel": 0.24, "fist": 0.2, "grip": 0.32, "forearm": 0.3, "cup": 0.23}
"""So far from the midline two hands of a shape, one on each side, lie beside each other."""

LEAST: Final = 20.0
"""No way is shorter than so many mm: a spot is a short way upward."""

NEAR: Final = 12.0
"""Points nearer to each other than so many mm would make a way turn on the spot."""

BELOW_NECK: Final = 0.03
BESIDE_NECK: Final = 0.2

BELOW_NAPE: Final = 0.13
"""A whole hand whose way begins below the neck stays so low (y) beside the spine: its fingers lie on the nape."""

CLEAR_OF_NECK: Final = 0.4
NECK: Final = -0.01
"""Where the neck begins (y). So far out (x) a forearm on the top of the shoulder is clear of the head with its hand."""

TAPS: Final[tuple[Shape, ...]] = ("edge", "cup")
OFF_NECK: Final = 0.06
"""So much lower (y) lie hands that tap: the neck is not tapped, not even with the fingertips."""

WHOLE: Final[tuple[Shape, ...]] = ("palm", "heel", *TAPS)
REACHES: Final = 0.11
"""So far (in y) the fingers of a whole hand may lie beyond the edge of the shoulder."""


@dataclass(frozen=True, slots=True, eq=False)  # a way is itself, so that what is worked out of it is soon found again
class Way:
    """The right side's track, hip end first or neck first; `loop` closes where the stroke goes round.

    `reach` is the size of the small movement in mm. `middle` means that the hands lie on the midline, `pair` that two
    hands share one side, and so lie beside each other. `both` means that each hand has a side of its own.
    """

    track: Track
    loop: Track
    shape: Shape
    reach: float
    middle: bool
    pair: bool
    run: float
    """How the muscle runs half-way: degrees, 0 to the head."""

    @property
    def both(self) -> bool:
        """Whether each hand has a side of its own."""
        return not (self.middle or self.pair)

    def aside(self, mm: float, *, second: bool) -> float:
        """How far a hand lies to its own side of where the stroke is: nothing, where each side has one hand."""
        return (mm if second else -mm) if self.pair else 0.0

    @property
    def leads_up(self) -> bool:
        """Whether the track leads to the head, or inward, rather than away from it."""
        (ax, ay), (bx, by) = self.track.points[0], self.track.points[-1]
        return (by - ay) * Y_MM + (bx - ax) * X_MM < 0

    def downward(self, share: float) -> tuple[Point, float]:
        """Point and heading at a share of the way that leads away from the head, or outward."""
        if not self.leads_up:
            return self.track.at(share), self.track.heading(share)
        return self.track.at(1 - share), self.track.heading(1 - share) + 180.0


def shifted(at: Point, right_mm: float, down_mm: float) -> Point:
    """A point moved by so many millimetres on the reference body."""
    return at[0] + right_mm / X_MM, at[1] + down_mm / Y_MM


def along(at: Point, heading: float, mm: float) -> Point:
    """A point moved by so many millimetres in a direction (degrees, 0 to the head, clockwise)."""
    angle = math.radians(heading)
    return shifted(at, mm * math.sin(angle), -mm * math.cos(angle))


def width_at(y: float) -> float:
    """How far from the spine a palm may lie at this height."""
    for (y0, x0), (y1, x1) in pairwise(_WIDTH):
        if y <= y1:
            part = min(max((y - y0) / (y1 - y0), 0.0), 1.0)
            return x0 + (x1 - x0) * part
    return _WIDTH[-1][1]


def way_of(step: Step) -> Way:
    """The way of a step: the author's path where there is one, else through its regions."""
    lines = tuple(region.line for region in step.regions)
    loops = next((region.loop for region in step.regions if region.loop), ())
    reach = step.stroke.reach
    middle, pair = step.side == "middle", step.side in ("left", "right")
    if step.posture == "forearms":
        lines = tuple(on_the_desk(line) for line in lines)
    elif step.posture in OWN:
        lines = tuple(in_reach(line, step.hands) for line in lines)
    elif step.posture == "seated":
        lines = tuple(in_sight(line) for line in lines)
    if step.posture in OWN and step.hands == "towel":
        reach = round(reach * DRAWN)
    return _way(step.path, lines, loops, step.hands, reach, middle=middle, pair=pair)


@lru_cache(maxsize=256)
def _way(
    path: tuple[Point, ...],
    lines: tuple[tuple[Point, ...], ...],
    loop: tuple[Point, ...],
    shape: Shape,
    reach: float,
    *,
    middle: bool,
    pair: bool,
) -> Way:
    points = path or _joined(lines) or ((0.18, 0.5), (0.18, 0.3))
    room = BESIDE if path or pair else ROOM.get(shape, BESIDE)
    if not path and shape == "forearm":
        clear = tuple(at for at in points if at[0] > CLEAR_OF_NECK or at[1] > BELOW_NAPE or at[1] < NECK)
        points = clear if len(clear) > 1 else points
    if not path and shape in (*WHOLE, "forearm"):
        nape = BELOW_NAPE if min(y for _, y in points) > 0.0 else -1.0
        points = _apart(tuple(_below_edge(at, nape, shape) for at in points))
    if middle and not path:
        heights = [y for _, y in points]
        points = (0.0, max(heights)), (0.0, min(heights))
    track = smooth(tuple((0.0, y) if middle else _beside_spine((x, y), room) for x, y in points))
    if track.length < LEAST:
        x, y = track.at(0.5)
        half = LEAST / 2 / Y_MM
        track = smooth(((x, y + half), (x, y - half)))
    given = path and tuple((0.0, y) if middle else _beside_spine((x, y), BESIDE) for x, y in path)
    closed = smooth(given or loop or _there_and_back(track), closed=True)
    return Way(track, closed, shape, reach, middle, pair, track.heading(0.5))


def _joined(lines: tuple[tuple[Point, ...], ...]) -> tuple[Point, ...]:
    """Several lines as one, each turned so that it begins where the one before ends."""
    joined: tuple[Point, ...] = ()
    for line in lines:
        if joined and distance_mm(joined[-1], line[0]) > distance_mm(joined[-1], line[-1]):
            line = line[::-1]  # noqa: PLW2901  # the same line, walked the other way
        joined += line
    return joined


def _apart(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The same points without those that lie on the one before."""
    kept = points[:1]
    for at in points[1:]:
        if distance_mm(kept[-1], at) > NEAR:
            kept += (at,)
    return kept


def _below_edge(at: Point, nape: float, shape: Shape) -> Point:
    """A point so far below the shoulder's edge, and below the head, that no finger of a whole hand is beyond it."""
    x, y = at
    clear = OFF_NECK if shape in TAPS else 0.0
    edge = top_at(x) + REACHES + clear if shape in WHOLE else y
    return x, max(y, edge if abs(x) > (CLEAR_OF_NECK if clear else BESIDE_NECK) else nape + clear)


def _beside_spine(at: Point, room: float) -> Point:
    """A point of a hand's own side: not on the spine, and below the neck so far beside it that two hands have room."""
    least = room if at[1] > BELOW_NECK else BESIDE
    return (at[0] if abs(at[0]) >= least else least), at[1]


def _there_and_back(track: Track) -> tuple[Point, ...]:
    """A loop for a region that has none: along its line, out, and back along its outer side."""
    there = [track.at(i / 4) for i in range(5)]
    back = [(min(x + 0.26, max(width_at(y), x + 0.1), max(skin_at((x, y))[1], x)), y) for x, y in reversed(there)]
    return (*there, *back)
