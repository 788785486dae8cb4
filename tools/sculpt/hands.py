"""The masseur's hands: bones, flesh and skin of every working shape, lit from three sides, written to assets/hands.

Knows the anatomy of a hand (millimetres, palm down, fingers along +y, thumb along +x, back of the hand along +z) and
how it bends. Leaves light to `relief`, and sizes and anchors of the pictures to the painter that uses them.
Run as `python -m tools.sculpt.hands [shape …]`.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backtimer.core.hand import Shape
from backtimer.ui.paint_hands import EDGE_MM, EXTENTS, LIGHTS, PX_PER_MM, SOFT_MARGIN_MM, SOFT_PX_PER_MM, Extent
from tools.sculpt.relief import Field, blurred, grain, lit, save_gray, smooth_step, spread

Vec = NDArray[np.float32]

FINE: Final = 2
"""Sculpted at so many times the resolution of the picture."""

ASSETS: Final = Path(__file__).parents[2] / "assets" / "hands"


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
    fade_mm: tuple[float, float] = (18.0, 165.0)
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
        full = wrist + 270 * way
        parts = (
            (Bone(self.place(-1, 10, 0), narrow, 24.5, 24.0, 0.74, up), 12.0),
            (Bone(narrow.astype(np.float32), full.astype(np.float32), 24.0, 39.0, 0.78, up), 10.0),
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


@dataclass(frozen=True)
class Cast:
    """What the eye sees from above: height in mm, coverage 0 to 1, what touches 0 to 1, paint (+ lighter)."""

    height: Field
    cover: Field
    touch: Field
    paint: Field
    fade: Field
    weight: Field
    """How much of its shadow a part casts: an arm's is gone before the arm is, or it would show through."""


def canvas(extent: Extent) -> tuple[Field, Field]:
    """Give the x and y (mm, y toward the fingers) of every fine pixel."""
    px = PX_PER_MM * FINE
    columns, rows = (round(extent.width * PX_PER_MM) * FINE, round(extent.height * PX_PER_MM) * FINE)
    x = (np.arange(columns) + 0.5) / px - extent.left
    y = extent.ahead - (np.arange(rows) + 0.5) / px
    return tuple(np.meshgrid(x.astype(np.float32), y.astype(np.float32)))  # type: ignore[return-value]


def cast_of(hand: Skeleton, extent: Extent) -> Cast:
    """Look down on a hand: fall from above until the skin is met."""
    x, y = canvas(extent)
    shape = x.shape
    x, y = x.ravel(), y.ravel()
    height = np.full(x.shape, 230.0, np.float32)
    nearest = np.full(x.shape, 99.0, np.float32)
    going = np.arange(len(x))
    for _ in range(70):
        points = np.stack([x[going], y[going], height[going]], axis=1)
        away = skin_depth(points, hand)
        nearest[going] = np.minimum(nearest[going], away)
        height[going] -= np.maximum(away, 0.02) * 0.9
        going = going[(away > 0.04) & (height[going] > -2.0)]
        if not len(going):
            break
    cover = np.clip(1.0 - (nearest - 0.05) * PX_PER_MM * FINE, 0.0, 1.0)
    met = cover > 0.5
    points = np.stack([x, y, height], axis=1)
    relief, paint = np.zeros_like(height), np.zeros_like(height)
    relief[met], paint[met] = skin_of(points[met], hand)
    full = np.where(met, height + relief, 0.0).reshape(shape)
    start, end = hand.pose.fade_mm
    wrist = hand.place(-1, 2, -1)
    level = hand.arm_way * vec(1, 1, 0)
    along = ((points - wrist) @ (level / np.linalg.norm(level))).reshape(shape)
    fade = 1.0 - smooth_step(start, end, along)
    touch = np.zeros(shape, np.float32)
    flat = np.stack([x, y], axis=1).reshape(*shape, 2)
    for start_at, end_at, radius in touching(hand):
        line = end_at[:2] - start_at[:2]
        share = np.clip((flat - start_at[:2]) @ line / max(float(line @ line), 1e-3), 0.0, 1.0)
        away = np.linalg.norm(flat - start_at[:2] - share[..., None] * line, axis=2)
        touch = np.maximum(touch, 1.0 - smooth_step(radius * 0.75, radius * 1.1, away))
    weight = 1.0 - smooth_step(start - 25.0, start + 0.45 * (end - start), along)
    return Cast(full, cover.reshape(shape), touch, paint.reshape(shape), fade, weight)


def touching(hand: Skeleton) -> list[tuple[Vec, Vec, float]]:
    """Give the parts that touch the back, as rods with a radius in mm."""
    place, digits = hand.place, hand.digits
    thumb = digits[4].tip
    parts: dict[str, list[tuple[Vec, Vec, float]]] = {
        "palm": [(place(-18, 22, 0), place(-20, 66, 0), 22.0), (place(12, 24, 0), place(15, 72, 0), 23.0)],
        "fingers": [(d.bones[0].start, d.tip.at, d.tip_mm + 1.0) for d in digits[:4]],
        "tips": [(d.tip.at - 3 * d.tip.along, d.tip.at + 2 * d.tip.along, d.tip_mm + 1.0) for d in digits[:4]],
        "thumb": [(thumb.at - 9 * thumb.along, thumb.at + 3 * thumb.along, 10.5)],
        "heel": [(place(-19, 10, 0), place(-21, 26, 0), 13.0), (place(13, 12, 0), place(18, 30, 0), 13.5)],
        "edge": [(place(-30, 14, -4), place(-32, 66, -4), 10.0), *[(b.start, b.end, 8.0) for b in digits[3].bones[:3]]],
        "phalanges": [(d.bones[0].start, d.bones[0].end, 10.0) for d in digits[:4]],
        "middle joints": [(d.bones[0].end, d.bones[0].end, 11.0) for d in digits[:4]],
        "arm": [(place(0, 0, 0) + 40 * hand.arm_way, place(0, 0, 0) + 140 * hand.arm_way, 33.0)],
        "rim": [(place(-26, 20, 0), place(22, 20, 0), 12.0), *[(d.tip.at, d.tip.at, 8.0) for d in digits[:4]]],
    }
    return [rod for name in hand.pose.touch for rod in parts[name]]


# --- skin ----------------------------------------------------------------------------------------------------


def bell(value: Field, width: float) -> Field:
    """Give a bell curve: 1 at 0."""
    return np.exp(-0.5 * (value / width) ** 2)


def skin_of(points: Vec, hand: Skeleton) -> tuple[Field, Field]:
    """Give what lies on the form: folds, nails, tendons and veins (mm up or down), and lighter or darker paint."""
    relief, paint = np.zeros(len(points), np.float32), np.zeros(len(points), np.float32)
    near = np.stack([digit_depth(points, digit) for digit in hand.digits])
    owner = near.argmin(0)
    for at, digit in enumerate(hand.digits):
        mine = np.where((owner == at) & (near[at] < 2.5))[0]
        if len(mine):
            up, light = digit_skin(points[mine], digit, thumb=at == 4)
            relief[mine] += up
            paint[mine] += light
    local = (points - hand.shift) @ hand.frame
    back = smooth_step(2.0, 9.0, local[:, 2]) * smooth_step(0.5, 4.0, near[:4].min(0))
    for (x, y, _), strength in zip(KNUCKLES, (0.75, 0.9, 0.75, 0.6), strict=True):
        share = np.clip((local[:, 1] + 4) / (y + 4), 0.0, 1.0)
        line = -1.0 + x * 0.22 + (x * 0.78 + 1.0) * share
        ends = smooth_step(0.0, 0.3, share) * (1.0 - smooth_step(0.86, 1.0, share))
        relief += strength * bell(local[:, 0] - line, 1.9) * ends * back
    for start, end, bow in (((-22, 72), (-12, 22), 5.0), ((-2, 66), (-14, 30), -4.0), ((15, 74), (6, 26), 4.0)):
        share = (local[:, 1] - end[1]) / (start[1] - end[1])
        line = end[0] + (start[0] - end[0]) * share + bow * np.sin(np.pi * np.clip(share, 0, 1))
        ends = smooth_step(0.0, 0.25, share) * (1.0 - smooth_step(0.75, 1.0, share))
        relief += 0.42 * bell(local[:, 0] - line, 1.5) * ends * back
    return relief, paint


MIDDLE_FOLDS: Final = ((-3.6, 0.5), (-1.5, 1.0), (0.7, 0.9), (3.0, 0.55))
END_FOLDS: Final = ((-1.0, 0.8), (1.1, 0.7))
"""Where along a joint its folds lie (mm) and how deep they are."""


def digit_skin(points: Vec, digit: Digit, *, thumb: bool) -> tuple[Field, Field]:
    """Give folds over the joints and the nail of one digit."""
    relief, paint = np.zeros(len(points), np.float32), np.zeros(len(points), np.float32)
    for at, joint in enumerate(digit.joints):
        along, across, up = joint.local(points)
        first = at == 0 and not thumb
        width = joint.radius * (0.62 if first else 0.55)
        patch = bell(across, width) * smooth_step(0.0, joint.radius * 0.5, up)
        for offset, strength in MIDDLE_FOLDS if first else END_FOLDS:
            bow = along - offset * (1.0 - 0.035 * across * across / max(joint.radius, 1.0))
            fold = bell(bow, 0.55) * patch * strength
            relief -= 0.34 * fold
            paint -= 0.05 * fold
        paint -= 0.045 * bell(along, 5.0) * patch
    along, across, up = digit.tip.local(points)
    radius = digit.tip_mm
    half, back_end, front_end = radius * 0.74, -radius * 0.95, radius * 0.78
    middle, reach = (back_end + front_end) / 2, (front_end - back_end) / 2
    edge = (np.abs((along - middle) / reach) ** 3.2 + np.abs(across / half) ** 3.2) ** (1 / 3.2)
    # Of a finger that points down, the nail is not seen from above.
    seen = float(np.clip((digit.tip.back[2] - 0.2) / 0.4, 0.0, 1.0))
    top = smooth_step(0.0, radius * 0.35, up) * seen
    nail = (1.0 - smooth_step(0.88, 1.04, edge)) * top
    rim = bell(edge - 1.04, 0.085) * top * (1.0 - 0.8 * smooth_step(0.2, 0.9, (along - middle) / reach))
    relief += 0.15 * nail - 0.42 * rim
    paint += 0.075 * nail + 0.06 * nail * smooth_step(0.62, 0.9, (along - middle) / reach) - 0.05 * rim
    return relief, paint


# --- poses ---------------------------------------------------------------------------------------------------

FLAT: Final = ((-1.0, 4, 7, 4), (0.0, 3, 8, 5), (2.0, 4, 9, 6), (5.5, 5, 10, 7))

POINTING: Final = ((1.0, 12, 22, 9), (0.0, 11, 25, 10), (0.0, 12, 26, 10), (1.0, 14, 22, 9))
CURLED: Final = ((3.0, 30, 50, 25), (0.0, 38, 56, 28), (-1.0, 44, 58, 30), (-2.0, 48, 52, 28))
CLENCHED: Final = ((1.0, 50, 98, 55), (0.0, 52, 100, 55), (0.0, 54, 100, 55), (1.0, 56, 98, 55))
BY_THE_MIDDLE: Final = ((1.0, 30, 100, 50), (0.0, 32, 102, 50), (0.0, 34, 102, 50), (1.0, 36, 98, 50))
RAISED: Final = ((-0.5, -12, 9, 5), (0.0, -13, 10, 5), (1.5, -12, 11, 6), (4.0, -9, 12, 7))
HOLLOW: Final = ((-1.0, 26, 24, 14), (0.0, 27, 25, 15), (1.5, 28, 26, 15), (4.0, 28, 26, 16))
SIDEWAYS: Final = ((3.0, 12, 16, 8), (0.0, 10, 17, 9), (-1.0, 8, 15, 9), (-2.0, 4, 12, 8))
RESTING: Final = ((1.0, 12, 24, 12), (0.0, 14, 28, 14), (0.0, 18, 30, 15), (2.0, 22, 30, 16))


def gripping(share: float) -> Pose:
    """Give the C of thumb and fingers, from open (0) to closed (1)."""

    def between(open_: float, closed: float) -> float:
        return open_ + (closed - open_) * share

    bends = [(2 - at, between(16, 46), between(18, 38) + 2 * at, between(10, 20)) for at in range(4)]
    out = between(62, 42)
    inward = between(6, 14), between(16, 38)
    return Pose(
        tuple(bends),
        thumb=((out, between(14, 26)), (out - inward[0], between(14, 32)), (out - inward[1], between(10, 26))),
        tilt=between(4, -6),
        yaw=-34.0,
        arm=(6.0, 14.0),
        fade_mm=(10.0, 150.0),
        touch=("thumb", "tips"),
    )


POSES: Final[dict[str, tuple[Pose, ...]]] = {
    "palm": (Pose(FLAT, anchor=(0.0, 56.0), thumb=((36, 8), (22, 6), (12, 2))),),
    "fingertips": (Pose(POINTING, tilt=14.0, thumb=((34, 14), (20, 16), (10, 14)), arm=(0.0, 2.0), touch=("tips",)),),
    "thumb": (
        Pose(CURLED, tilt=4.0, yaw=-26.0, thumb=((36, 12), (30, 10), (26, 2)), arm=(8.0, 8.0), touch=("thumb",)),
    ),
    "fist": (Pose(CLENCHED, tilt=8.0, thumb=((30, 18), (8, 26), (-34, 18)), arm=(0.0, 4.0), touch=("phalanges",)),),
    "knuckles": (Pose(BY_THE_MIDDLE, tilt=26.0, thumb=((28, 20), (6, 26), (-20, 24)), touch=("middle joints",)),),
    "forearm": (Pose(RESTING, thumb=((34, 12), (20, 14), (10, 12)), touch=("arm",), fade_mm=(150.0, 250.0)),),
    "heel": (Pose(RAISED, tilt=-5.0, thumb=((42, -2), (28, -4), (18, -6)), arm=(0.0, 28.0), touch=("heel",)),),
    "edge": (Pose(SIDEWAYS, roll=76.0, thumb=((30, 16), (12, 12), (4, 6)), arm=(0.0, 8.0), touch=("edge",)),),
    "cup": (Pose(HOLLOW, tilt=-9.0, anchor=(0.0, 74.0), thumb=((25, 18), (10, 20), (2, 18)), touch=("rim",)),),
    "grip": tuple(gripping(share) for share in np.linspace(0.0, 1.0, EXTENTS["grip"].stages)),
}


STACK: Final = (
    Pose(FLAT, anchor=(0.0, 56.0), yaw=6.0, thumb=((40, 8), (26, 6), (14, 2)), arm=(-9.0, 5.0)),
    Pose(FLAT, anchor=(-6.0, 50.0), yaw=24.0, tilt=2.0, thumb=((28, 12), (14, 12), (6, 10)), arm=(-20.0, 8.0)),
)
"""The hand below, and the other hand on it (as a mirror image of this one)."""


def ball(extent: Extent) -> Cast:
    """Sculpt a tennis ball: a felt sphere with its seam."""
    x, y = canvas(extent)
    radius = 33.0
    away = np.hypot(x, y)
    fuzz = grain(x.shape, 1.1, 3)
    rise = np.sqrt(np.maximum(radius**2 - away**2, 0.0))
    t = np.linspace(0, 2 * np.pi, 240)
    seam = radius * np.stack(
        [0.75 * np.cos(t) + 0.25 * np.cos(3 * t), 0.75 * np.sin(t) - 0.25 * np.sin(3 * t), 0.866 * np.sin(2 * t)], 1
    )
    seam = seam @ (turned(0, 38) @ turned(1, 24)).T
    near = np.full(x.shape, 99.0, np.float32)
    for point in seam:
        near = np.minimum(near, np.sqrt((x - point[0]) ** 2 + (y - point[1]) ** 2 + (rise - point[2]) ** 2))
    line = 1.0 - smooth_step(0.7, 1.9, near)
    cover = 1.0 - smooth_step(radius - 0.5, radius + 0.7, away + 0.35 * fuzz)
    whole = np.ones_like(x)
    touch = 1.0 - smooth_step(16.0, 30.0, away)
    return Cast(rise + 0.12 * fuzz * (1 - line) - 0.7 * line, cover, touch, 0.12 * line + 0.012 * fuzz, whole, whole)


def towel(extent: Extent) -> Cast:
    """Sculpt a twisted strip of towel that runs across and is lost to both sides."""
    x, y = canvas(extent)
    pitch = 46.0
    half = 23.0 + 1.4 * np.cos(2 * np.pi * x / pitch * 2)
    share = np.clip(y / half, -1.0, 1.0)
    round_ = np.sqrt(1.0 - share**2)
    phase = 2 * np.pi * (x / pitch * 2 - np.arcsin(share) / np.pi * 1.15 + 0.01 * grain(x.shape, 30.0, 4))
    strands = np.sqrt(np.clip(np.abs(np.sin(phase / 2)), 0.0, 1.0))
    loops = grain(x.shape, 1.0, 5)
    height = half * round_ * (0.62 + 0.22 * strands) + 0.10 * loops
    cover = 1.0 - smooth_step(-0.4, 0.4, np.abs(y) - half * 0.97)
    fade = 1.0 - smooth_step(70.0, 128.0, np.abs(x))
    touch = (1.0 - smooth_step(10.0, 21.0, np.abs(y))) * (1.0 - smooth_step(55.0, 105.0, np.abs(x)))
    return Cast(height, cover, touch, 0.018 * loops, fade, 1.0 - smooth_step(45.0, 100.0, np.abs(x)))


THINGS: Final[dict[str, Callable[[Extent], Cast]]] = {"ball": ball, "towel": towel}


# --- pictures ------------------------------------------------------------------------------------------------


def luminance(cast: Cast, degrees: float) -> Field:
    """Light a cast from a side: degrees clockwise from the fingers' direction, in the picture."""
    px = PX_PER_MM * FINE
    solid = (cast.cover > 0.999).astype(np.float32)
    # The outermost skin turns away so steeply that it would be drawn as a line: its neighbours' light stands in for it.
    core = (blurred(solid, 1.6) > 0.84).astype(np.float32)
    side = np.radians(degrees)
    light = lit(
        blurred(rolled_off(cast.height * px, solid), 0.9),
        solid,
        key=(float(np.sin(side)) * 0.72, -float(np.cos(side)) * 0.72, 0.694),
        wrap=0.40,
        strength=0.66,
        fill=0.0,
        ambient=0.21,
        occlusion=0.42,
        reach_px=9.0 * px,
        shine=0.07,
        gloss=16.0,
        shadow=0.36,
        soften_px=0.7 * px,
    )
    pores = grain(light.shape, 1.8, 7) * 0.007 + grain(light.shape, 14.0, 8) * 0.012
    return spread(np.clip(light * (1.0 + 1.6 * cast.paint + pores), 0.0, 1.0), core, 2.0)


def rolled_off(height: Field, solid: Field, steps: int = 10) -> Field:
    """Let the form go on beyond its edge, gently downward: a drop to the ground would be lit as an outline."""
    out, known = np.where(solid > 0, height, -1e3).astype(np.float32), solid > 0
    for _ in range(steps):
        wide = np.pad(out, 1, mode="edge")
        around = np.maximum.reduce([wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:]])
        fresh = ~known & (around > -500)
        out[fresh] = around[fresh] - 0.8
        known |= fresh
    return np.where(known, out, spread(np.where(known, out, 0), known.astype(np.float32), 2.0)).astype(np.float32)


def reduced(fine: Field, by: int) -> Field:
    """Average blocks of pixels."""
    rows, columns = (fine.shape[0] // by) * by, (fine.shape[1] // by) * by
    return fine[:rows, :columns].reshape(rows // by, by, columns // by, by).mean((1, 3)).astype(np.float32)


def soft_tiles(cast: Cast) -> Field:
    """Give the shadow of the resting hand, that of the lifted hand and the glow of what touches, stacked."""
    by = round(PX_PER_MM * FINE / SOFT_PX_PER_MM)
    margin = round(SOFT_MARGIN_MM * SOFT_PX_PER_MM) * by

    def wide(field: Field) -> Field:
        rows, columns = (-field.shape[0]) % by, (-field.shape[1]) % by
        return reduced(np.pad(field, ((margin, margin + rows), (margin, margin + columns))), by)

    dark = wide(cast.cover * cast.weight)
    touch = wide(cast.touch)
    px = SOFT_PX_PER_MM
    resting = np.maximum(blurred(dark, 2.4 * px) * 0.95, blurred(dark, 7.0 * px))
    lifted = blurred(dark, 9.0 * px)
    spread_out = np.clip(blurred(touch, 4.0 * px) * 2.2, 0.0, 1.0)
    glow = 0.62 * blurred(spread_out, 2.5 * px) + 0.38 * blurred(spread_out, 7.0 * px)
    # What is too faint to see would still be painted at every frame.
    return np.clip(np.vstack([resting, lifted, glow]) * 1.02 - 0.02, 0.0, 1.0)


def laid_on(upper: Cast, lower: Cast) -> tuple[list[Field], Cast]:
    """Lay one hand on another: give the light of both together from each side, and the joint cast."""
    px = PX_PER_MM * FINE
    over = upper.cover * upper.fade
    lights = []
    for side in LIGHTS:
        away = np.radians(side)
        moved = np.roll(
            upper.cover * upper.weight,
            (round(4 * px * float(np.cos(away))), round(-4 * px * float(np.sin(away)))),
            (0, 1),
        )
        shade = 1.0 - 0.42 * np.maximum(blurred(moved, 3.0 * px), 0.7 * blurred(over, 2.0 * px))
        lights.append(luminance(lower, side) * shade * (1.0 - over) + luminance(upper, side) * over)
    under = lower.cover * lower.fade
    both = replace(
        lower,
        cover=over + under * (1.0 - over),
        fade=np.ones_like(over),
        weight=np.maximum(upper.weight * upper.cover, lower.weight * lower.cover),
    )
    return lights, both


def pictured(name: Shape) -> list[tuple[list[Field], Cast]]:
    """Give each stage of a shape: its light from every side, and its cast."""
    extent = EXTENTS[name]
    if name == "stacked":
        below, above = STACK
        upper = mirrored_cast(cast_of(Skeleton(above), flipped(extent)))
        return [laid_on(upper, cast_of(Skeleton(below), extent))]
    casts = [THINGS[name](extent)] if name in THINGS else [cast_of(Skeleton(pose), extent) for pose in POSES[name]]
    return [([luminance(cast, side) for side in LIGHTS], cast) for cast in casts]


def flipped(extent: Extent) -> Extent:
    """Give the extent of the mirror image."""
    return replace(extent, left=extent.right, right=extent.left)


def mirrored_cast(cast: Cast) -> Cast:
    """Give the other hand."""
    return Cast(*(np.ascontiguousarray(part[:, ::-1]) for part in vars(cast).values()))


def edge_distance(cover: Field) -> Field:
    """Give the distance to the edge, from 1 (`EDGE_MM` inside) over 0.5 (on the edge) to 0 (`EDGE_MM` outside)."""
    reach = EDGE_MM * PX_PER_MM
    sides = []
    for inside in (cover, 1.0 - cover):
        away = np.where(inside > 0, 0.5 - inside, 99.0).astype(np.float32)
        for _ in range(round(reach) + 2):
            wide = np.pad(away, 1, mode="edge")
            straight = np.minimum.reduce([wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:]])
            slant = np.minimum.reduce([wide[:-2, :-2], wide[2:, 2:], wide[2:, :-2], wide[:-2, 2:]])
            away = np.minimum(away, np.minimum(straight + 1.0, slant + 1.4142))
        sides.append(away)
    outward = np.where(cover >= 0.5, -sides[1], sides[0])
    return np.clip(0.5 - 0.5 * outward / reach, 0.0, 1.0).astype(np.float32)


def sculpt(name: Shape) -> None:
    """Write one shape's pictures."""
    for at, (lights, cast) in enumerate(pictured(name)):
        stem = f"{name}{at or ''}"
        light = np.vstack([reduced(side, FINE) for side in lights])
        cover = reduced(cast.cover * cast.fade, FINE)
        border = {"ahead": cover[0], "behind": cover[-1], "left": cover[:, 0], "right": cover[:, -1]}
        for side, edge in border.items():
            if edge.max() > 0.012:
                print(f"{stem}: cut off {side}")
        ASSETS.mkdir(parents=True, exist_ok=True)
        save_gray(ASSETS / f"{stem}-light.jpg", light, 80)
        pictures = {"cover": cover, "soft": soft_tiles(cast)}
        if EXTENTS[name].stages > 1:
            pictures |= {"cover": reduced(cast.fade, FINE), "edge": edge_distance(reduced(cast.cover, FINE))}
        for kind, tiles in pictures.items():
            levels = np.clip(np.rint(tiles * 255), 0, 255).astype(np.uint8)
            Image.fromarray(levels).save(ASSETS / f"{stem}-{kind}.png", optimize=True)
        print(stem, sum(path.stat().st_size for path in ASSETS.glob(f"{stem}-*")), "bytes")


def main() -> None:
    """Sculpt the named shapes, or all."""
    for name in sys.argv[1:] or EXTENTS:
        sculpt(name)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
