"""A hand's bones and flesh: how they bend, and how far any point is from the skin.

Knows the anatomy of a hand (millimetres, palm down, fingers along +y, thumb along +x, back of the hand along +z).
Leaves how each shape is held to `poses`, what lies on the skin and what the eye sees of it to `casts`.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tools.sculpt.relief import Field

Vec = NDArray[np.float32]


def vec(*parts: float) -> Vec:
    """Give a point or direction, in millimetres."""
    return np.array(parts, np.float32)


# --- bones ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bone:
    """A tapered capsule of flesh; `flat` below 1 squashes it along `normal`."""

    start: Vec
    end: Vec
    start_mm: float
    end_mm: float
    flat: float = 1.0
    normal: Vec = field(default_factory=lambda: vec(0, 0, 1))


@dataclass(frozen=True)
class Joint:
    """Where two segments of a finger meet, with the directions that skin folds are drawn along."""

    at: Vec
    along: Vec
    back: Vec
    radius: float

    def local(self, points: Vec) -> tuple[Field, Field, Field]:
        """Give points as millimetres along the finger, across it and above it."""
        away = points - self.at
        return away @ self.along, away @ np.cross(self.along, self.back), away @ self.back


@dataclass(frozen=True)
class Digit:
    """One finger or the thumb: flesh, the middle and end joints, and the nail's place."""

    bones: tuple[Bone, ...]
    joints: tuple[Joint, ...]
    tip: Joint
    tip_mm: float
    joining_mm: float


@dataclass(frozen=True)
class Pose:
    """How a hand is held: degrees of spread (toward the thumb) and of bend of the three joints of each finger.

    `thumb` has three pairs: degrees outward and degrees downward of each segment. `tilt` lowers the fingers below
    the wrist, `roll` raises the thumb's side, `yaw` turns all clockwise. `arm` is the forearm's degrees clockwise
    and upward, seen from the wrist to the elbow.
    """

    fingers: tuple[tuple[float, float, float, float], ...]
    thumb: tuple[tuple[float, float], ...] = ((38, 8), (26, 6), (14, 2))
    tilt: float = 0.0
    roll: float = 0.0
    yaw: float = 0.0
    arm: tuple[float, float] = (0.0, 4.0)
    anchor: tuple[float, float] | None = None
    fade_mm: tuple[float, float] = (172.0, 262.0)
    touch: tuple[str, ...] = ("palm", "fingers")


KNUCKLES: Final = ((25.0, 91.0, 1.5), (5.5, 94.5, 3.0), (-13.5, 88.0, 1.5), (-30.0, 77.0, -2.0))
SEGMENTS: Final = ((40.0, 23.0, 15.5), (44.5, 27.5, 16.5), (41.0, 25.5, 16.0), (33.0, 19.0, 14.5))
RADII: Final = (
    (10.4, 9.2, 8.0, 6.9),
    (10.6, 9.4, 8.2, 7.1),
    (10.0, 8.9, 7.8, 6.8),
    (9.0, 8.0, 7.2, 6.3),
)
THUMB_ROOT: Final = (19.0, 17.0, -6.0)
THUMB_SEGMENTS: Final = (43.0, 32.0, 23.5)
THUMB_RADII: Final = (14.0, 11.8, 10.4, 8.5)


def turned(axis: int, degrees: float) -> NDArray[np.float32]:
    """Give the rotation about x, y or z (0, 1, 2)."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    out = np.eye(3, dtype=np.float32)
    a, b = (axis + 1) % 3, (axis + 2) % 3
    out[a, a], out[a, b], out[b, a], out[b, b] = c, -s, s, c
    return out


class Skeleton:
    """A posed hand: all bones in the world, standing on height 0, with the anchor at the origin."""

    def __init__(self, pose: Pose) -> None:
        self.pose = pose
        # Thumb side up is a turn about the fingers' axis that takes +x to +z.
        self.frame = turned(2, -pose.yaw) @ turned(0, -pose.tilt) @ turned(1, -pose.roll)
        self.shift = vec(0, 0, 0)
        digits = [*(self._finger(at) for at in range(4)), self._thumb()]
        low = min(float(min(b.start[2] - b.start_mm, b.end[2] - b.end_mm)) for d in digits for b in d.bones)
        low = min(low, float((self.frame @ vec(0, 12, 0))[2]) - 15.0)
        self.digits = tuple(digits)
        self.arm, self.arm_way = self._arm()
        if pose.anchor is None:
            middle = np.mean([(a + b) / 2 for a, b, _ in touching(self)], axis=0)
        else:
            middle = self.frame @ vec(*pose.anchor, 0)
        self.shift = vec(-middle[0], -middle[1], -low)
        self.digits = (*(self._finger(at) for at in range(4)), self._thumb())
        self.palm = self._palm()
        self.arm, self.arm_way = self._arm()

    def place(self, *local: float) -> Vec:
        """Give the place in the world of a point of the unposed palm."""
        return (self.frame @ vec(*local) + self.shift).astype(np.float32)

    def _finger(self, at: int) -> Digit:
        spread_deg, *bends = self.pose.fingers[at]
        side = np.radians(spread_deg)
        ahead = vec(np.sin(side), np.cos(side), 0)
        point, bend, bones, joints = vec(*KNUCKLES[at]), 0.0, [], []
        radii = RADII[at]
        way = back = vec(0, 0, 1)
        for i, (length, more) in enumerate(zip(SEGMENTS[at], bends, strict=True)):
            before = back
            bend += more
            c, s = np.cos(np.radians(bend)), np.sin(np.radians(bend))
            way, back = c * ahead - s * vec(0, 0, 1), s * ahead + c * vec(0, 0, 1)
            end = point + length * way
            flat = (0.93, 0.93, 0.86)[i]
            bones.append(self._bone(point, end, (radii[i], radii[i + 1]), flat, back))
            if i:
                middle = (before + back) / np.linalg.norm(before + back)
                joints.append(self._joint(point, np.cross(middle, np.cross(ahead, vec(0, 0, 1))), middle, radii[i]))
            point = end
        tip = self._joint(point, way, back, radii[3])
        return Digit(tuple(bones), tuple(joints), tip, radii[3], 7.0)

    def _thumb(self) -> Digit:
        point, bones, joints = vec(*THUMB_ROOT), [], []
        way = back = vec(0, 0, 1)
        for i, (length, (out, down)) in enumerate(zip(THUMB_SEGMENTS, self.pose.thumb, strict=True)):
            o, d = np.radians(out), np.radians(down)
            way = vec(np.sin(o) * np.cos(d), np.cos(o) * np.cos(d), -np.sin(d))
            # The thumb's nail looks outward and up.
            outward = vec(np.cos(o), -np.sin(o), 0)
            back = np.cross(np.cross(way, vec(0, 0, 1) * 0.86 + outward * 0.5), way)
            back = (back / np.linalg.norm(back)).astype(np.float32)
            end = point + length * way
            bones.append(self._bone(point, end, (THUMB_RADII[i], THUMB_RADII[i + 1]), (1.0, 0.95, 0.8)[i], back))
            if i:
                joints.append(self._joint(point, way, back, THUMB_RADII[i]))
            point = end
        tip = self._joint(point, way, back, THUMB_RADII[3])
        return Digit(tuple(bones), tuple(joints), tip, THUMB_RADII[3], 17.0)

    def _bone(self, a: Vec, b: Vec, radii: tuple[float, float], flat: float, normal: Vec) -> Bone:
        return Bone(self.place(*a), self.place(*b), *radii, flat, (self.frame @ normal).astype(np.float32))

    def _joint(self, at: Vec, along: Vec, back: Vec, radius: float) -> Joint:
        along = along / np.linalg.norm(along)
        return Joint(
            self.place(*at),
            (self.frame @ along).astype(np.float32),
            (self.frame @ back).astype(np.float32),
            radius,
        )

    def _palm(self) -> tuple[tuple[Bone, float], ...]:
        up = vec(0, 0, 1)
        roots = ((11.0, 16.0, 1.0), (4.0, 15.0, 3.0), (-5.0, 15.0, 2.0), (-13.0, 16.0, 0.0))
        parts = [(self._bone(vec(-10, 14, 0), vec(9, 14, 0), (17.0, 17.0), 0.82, up), 8.0)]
        for root, knuckle, radius in zip(roots, KNUCKLES, (11.2, 11.4, 10.8, 9.6), strict=True):
            parts.append((self._bone(vec(*root), vec(*knuckle), (12.5, radius), 1.0, up), 7.0))
        parts += [
            (self._bone(vec(-20, 16, -5), vec(-32, 66, -6), (13.5, 9.5), 0.85, up), 9.0),  # little-finger side
            (self._bone(vec(14, 22, -6), vec(24, 70, -5), (14.0, 10.0), 0.85, up), 10.0),  # web toward the thumb
        ]
        for (x, y, z), (radius, *_) in zip(KNUCKLES, RADII, strict=True):  # knuckle heads
            ends = vec(x, y - 2, z + 3.2), vec(x, y + 2, z + 2.8)
            parts.append((self._bone(*ends, (radius * 0.82, radius * 0.75), 1.0, up), 5.0))
        return tuple(parts)

    def _arm(self) -> tuple[tuple[tuple[Bone, float], ...], Vec]:
        side, rise = np.radians(self.pose.arm[0]), np.radians(self.pose.arm[1])
        way = vec(np.sin(side) * np.cos(rise), -np.cos(side) * np.cos(rise), np.sin(rise))
        wrist = self.place(-1, 2, -1)
        up = self.frame @ vec(0, 0, 1)
        up = (up - (up @ way) * way).astype(np.float32)
        up /= np.linalg.norm(up)
        across = np.cross(way, up) * -1.0
        narrow = wrist + 14 * way
        full = wrist + 300 * way
        parts = (
            (Bone(self.place(-1, 10, 0), narrow, 24.5, 24.0, 0.74, up), 12.0),
            (Bone(narrow.astype(np.float32), full.astype(np.float32), 24.0, 40.0, 0.78, up), 10.0),
            # The head of the ulna, the small round bone on the little finger's side.
            (Bone(*(2 * ((narrow - 14 * across + 8 * up + 2 * way).astype(np.float32),)), 8.0, 8.0), 12.0),
        )
        return parts, way.astype(np.float32)


# --- flesh ---------------------------------------------------------------------------------------------------


def depth(points: Vec, bone: Bone) -> Field:
    """Give the distance of points from a bone's skin, in millimetres, negative inside."""
    line = bone.end - bone.start
    away = points - bone.start
    length = float(line @ line)
    share = np.clip(away @ line / length, 0.0, 1.0) if length > 0 else np.zeros(len(points), np.float32)
    away = away - share[:, None] * line
    if bone.flat != 1.0:
        away = away + (away @ bone.normal)[:, None] * bone.normal * np.float32(1.0 / bone.flat - 1.0)
    radius = bone.start_mm + (bone.end_mm - bone.start_mm) * share
    return ((np.sqrt(np.einsum("ij,ij->i", away, away)) - radius) * np.float32(bone.flat)).astype(np.float32)


def joined(one: Field, other: Field, soft: float) -> Field:
    """Let two bodies flow into one another where they are nearer than `soft` millimetres."""
    share = np.clip(0.5 + 0.5 * (other - one) / soft, 0.0, 1.0)
    return other + (one - other) * share - soft * share * (1.0 - share)


def trunk_depth(points: Vec, hand: Skeleton) -> Field:
    """Give the distance from palm, wrist and forearm."""
    parts = (*hand.palm, *hand.arm)
    out = depth(points, parts[0][0])
    for bone, soft in parts[1:]:
        out = joined(out, depth(points, bone), soft)
    return out


def digit_depth(points: Vec, digit: Digit) -> Field:
    """Give the distance from one finger; far away only roughly."""
    middle = digit.bones[1].start
    reach = max(float(np.linalg.norm(p - middle)) for b in digit.bones for p in (b.start, b.end)) + 14.0
    away = points - middle
    out = np.sqrt(np.einsum("ij,ij->i", away, away)) - reach + 22.0
    near = out < 34.0
    if near.any():
        close = points[near]
        found = depth(close, digit.bones[0])
        for bone in digit.bones[1:]:
            found = joined(found, depth(close, bone), 3.0)
        out[near] = found
    return out.astype(np.float32)


def skin_depth(points: Vec, hand: Skeleton) -> Field:
    """Give the distance from the whole hand: every digit grows out of the palm, and leans on its neighbours."""
    trunk = trunk_depth(points, hand)
    out = trunk
    for digit in hand.digits:
        grown = joined(trunk, digit_depth(points, digit), digit.joining_mm)
        out = joined(out, grown, 1.0)
    return out


def touching(hand: Skeleton) -> list[tuple[Vec, Vec, float]]:
    """Give the parts that touch the back, as rods with a radius in mm."""
    place, digits = hand.place, hand.digits
    thumb = digits[4].tip
    parts: dict[str, list[tuple[Vec, Vec, float]]] = {
        "palm": [(place(-18, 22, 0), place(-20, 66, 0), 22.0), (place(12, 24, 0), place(15, 72, 0), 23.0)],
        "fingers": [(d.bones[0].start, d.tip.at, d.tip_mm + 1.0) for d in digits[:4]],
        "tips": [(d.tip.at - 3 * d.tip.along, d.tip.at + 2 * d.tip.along, d.tip_mm + 1.0) for d in digits[:4]],
        "pinch": [
            (d.tip.at - 3 * d.tip.along, d.tip.at + 2 * d.tip.along, d.tip_mm + 1.0) for d in (*digits[:2], digits[4])
        ],
        "thumb": [(thumb.at - 9 * thumb.along, thumb.at + 3 * thumb.along, 10.5)],
        "heel": [(place(-19, 10, 0), place(-21, 26, 0), 13.0), (place(13, 12, 0), place(18, 30, 0), 13.5)],
        "edge": [
            (place(-30, 14, -4), place(-32, 66, -4), 17.0),
            *[(b.start, b.end, 13.0) for b in digits[3].bones[:3]],
        ],
        "phalanges": [(d.bones[0].start, d.bones[0].end, 10.0) for d in digits[:4]],
        "middle joints": [(d.bones[0].end, d.bones[0].end, 11.0) for d in digits[:4]],
        "arm": [(place(0, 0, 0) + 40 * hand.arm_way, place(0, 0, 0) + 140 * hand.arm_way, 33.0)],
        "rim": [(place(-26, 20, 0), place(22, 20, 0), 12.0), *[(d.tip.at, d.tip.at, 8.0) for d in digits[:4]]],
    }
    return [rod for name in hand.pose.touch for rod in parts[name]]
