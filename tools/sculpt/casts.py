"""What the eye sees of a hand from above: its height, its outline, folds and nails, and what of it touches.

Knows how to look down on a hand, a ball and a towel. Leaves the bones to `bones` and the light to `hands`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from backtimer.ui.paint_hands import PX_PER_MM, Extent
from tools.sculpt.bones import KNUCKLES, Digit, Skeleton, Vec, digit_depth, skin_depth, touching, vec
from tools.sculpt.relief import Field, grain, smooth_step

FINE: Final = 2
"""Sculpted at so many times the resolution of the picture."""


@dataclass(frozen=True)
class Cast:
    """A form as seen from above: height in mm, coverage 0 to 1, what touches 0 to 1, paint (+ lighter)."""

    height: Field
    under: Field
    """How far the side that is not seen is above the skin, in mm."""
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


def fallen(x: Field, y: Field, hand: Skeleton, start: float, way: float) -> tuple[Field, Field]:
    """Fall from a height (way −1) or rise (+1) until the skin is met: give the heights, and how near it came."""
    height = np.full(x.shape, start, np.float32)
    nearest = np.full(x.shape, 99.0, np.float32)
    going = np.arange(len(x))
    for _ in range(70):
        away = skin_depth(np.stack([x[going], y[going], height[going]], axis=1), hand)
        nearest[going] = np.minimum(nearest[going], away)
        height[going] += way * np.maximum(away, 0.02) * 0.9
        going = going[(away > 0.04) & (height[going] > -6.0) & (height[going] < 240.0)]
        if not len(going):
            break
    return height, nearest


def cast_of(hand: Skeleton, extent: Extent) -> Cast:
    """Look down on a hand: fall from above until the skin is met."""
    x, y = canvas(extent)
    shape = x.shape
    x, y = x.ravel(), y.ravel()
    height, nearest = fallen(x, y, hand, 230.0, -1.0)
    cover = np.clip(1.0 - (nearest - 0.05) * PX_PER_MM * FINE, 0.0, 1.0)
    met = cover > 0.5
    points = np.stack([x, y, height], axis=1)
    relief, paint = np.zeros_like(height), np.zeros_like(height)
    relief[met], paint[met] = skin_of(points[met], hand)
    full = np.where(met, height + relief, 0.0).reshape(shape)
    under = np.zeros_like(height)
    # The underside is only asked for by shadows: every fourth pixel of it will do.
    rough = np.zeros(shape, bool)
    rough[::4, ::4] = True
    some = rough.ravel() & met
    under[some] = np.clip(fallen(x[some], y[some], hand, -4.0, 1.0)[0], 0.0, None)
    under = np.kron(under.reshape(shape)[::4, ::4], np.ones((4, 4), np.float32))[: shape[0], : shape[1]]
    start, end = hand.pose.fade_mm
    wrist = hand.place(-1, 2, -1)
    level = hand.arm_way * vec(1, 1, 0)
    along = ((points - wrist) @ (level / np.linalg.norm(level))).reshape(shape)
    fade = 1.0 - smooth_step(start, end, along)
    # Away from the hand the arm falls into shade: what fades in full light would end as a pale stump.
    away = smooth_step(20.0, end, along).ravel()
    paint -= 0.30 * away
    touch = np.zeros(shape, np.float32)
    flat = np.stack([x, y], axis=1).reshape(*shape, 2)
    for start_at, end_at, radius in touching(hand):
        line = end_at[:2] - start_at[:2]
        share = np.clip((flat - start_at[:2]) @ line / max(float(line @ line), 1e-3), 0.0, 1.0)
        away = np.linalg.norm(flat - start_at[:2] - share[..., None] * line, axis=2)
        touch = np.maximum(touch, 1.0 - smooth_step(radius * 0.75, radius * 1.1, away))
    weight = 1.0 - smooth_step(start - 25.0, start + 0.45 * (end - start), along)
    return Cast(full, under, cover.reshape(shape), touch, paint.reshape(shape), fade, weight)


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


def ball(extent: Extent) -> Cast:
    """Sculpt a tennis ball: a felt sphere. Its seam is painted where it rolls."""
    x, y = canvas(extent)
    radius = 33.0
    away = np.hypot(x, y)
    fuzz = grain(x.shape, 1.1, 3)
    rise = np.sqrt(np.maximum(radius**2 - away**2, 0.0))
    whole = np.ones_like(x)
    return Cast(
        height=radius + rise + 0.14 * fuzz,
        under=radius - rise,
        cover=1.0 - smooth_step(radius - 0.5, radius + 0.7, away + 0.35 * fuzz),
        touch=1.0 - smooth_step(16.0, 30.0, away),
        paint=0.02 * fuzz - 0.07,
        fade=whole,
        weight=whole,
    )


TOWEL_ENDS_MM: Final = 158.0
"""Half as long as the towel's roll between the two hands that hold it."""


def towel(extent: Extent) -> Cast:
    """Sculpt a rolled towel that runs across: long folds, a hem near each end, loops all over."""
    x, y = canvas(extent)
    out = np.abs(x) / TOWEL_ENDS_MM
    half = 25.0 - 7.0 * smooth_step(0.55, 1.05, out) + 0.8 * grain(x.shape, 40.0, 4)
    aside = y - 2.5 * np.sin(x / 46.0)
    share = np.clip(aside / half, -1.0, 1.0)
    round_ = np.sqrt(1.0 - share**2)
    folds = np.zeros_like(x)
    # The layers of the roll: each edge wanders along it and steps down to the next.
    for at, (middle, sway, length) in enumerate(((-0.42, 0.16, 60.0), (0.30, 0.20, 52.0))):
        beside = share - middle - sway * np.sin(x / length + 1.7 * at) - 0.25 * sway * np.sin(x / 17.0 + at)
        folds += 2.0 * smooth_step(-0.08, 0.08, beside) - 1.3 * bell(beside, 0.06) - 2.0 * smooth_step(0.0, 0.8, beside)
    hem = bell(out - 0.82, 0.018) + bell(out - 0.76, 0.018)
    loops = grain(x.shape, 1.0, 5) * (1.0 - np.clip(hem, 0.0, 1.0))
    return Cast(
        height=half * (1.0 + 0.9 * round_) + folds * round_ + 0.16 * loops - 0.6 * hem,
        under=half * (1.0 - round_),
        cover=1.0 - smooth_step(-0.5, 0.5, np.abs(aside) - half * 0.97 + 0.2 * loops),
        touch=(1.0 - smooth_step(12.0, 24.0, np.abs(y))) * (1.0 - smooth_step(110.0, 150.0, np.abs(x))),
        paint=0.03 * loops - 0.10 * hem,
        fade=1.0 - smooth_step(0.97, 1.03, out),
        weight=1.0 - smooth_step(0.9, 1.03, out),
    )


THINGS: Final[dict[str, Callable[[Extent], Cast]]] = {"ball": ball, "towel": towel}
