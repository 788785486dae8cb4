"""What a hand leaves on the skin below it: its shadow from every side, and when it is lifted, its glow and its dent.

Knows how far each part of a hand is above the skin, so that what touches throws a tight shadow and what stands high a
long one. Leaves the forms to `casts` and the colours to the painter of the hands.
"""

from typing import Final

import numpy as np

from backtimer.ui.paint_hands import PX_PER_MM, SHADOW_SIDES, SOFT_MARGIN_MM, SOFT_PX_PER_MM
from tools.sculpt.casts import FINE, Cast
from tools.sculpt.relief import Field, blurred, shifted, smooth_step

SLOPES: Final = (1.2, 1.5, 1.9, 2.4, 3.1, 4.2)
"""The lamp is broad: mm of height for each mm of shadow, from its lower to its upper edge."""

REACH_MM: Final = 52.0


def reduced(fine: Field, by: int) -> Field:
    """Average blocks of pixels."""
    rows, columns = (fine.shape[0] // by) * by, (fine.shape[1] // by) * by
    return fine[:rows, :columns].reshape(rows // by, by, columns // by, by).mean((1, 3)).astype(np.float32)


def soft_tiles(cast: Cast) -> Field:
    """Give the shadow from each of `SHADOW_SIDES`, the shadow of the lifted hand, the glow and the dent, stacked."""
    by = round(PX_PER_MM * FINE / SOFT_PX_PER_MM)
    margin = round(SOFT_MARGIN_MM * SOFT_PX_PER_MM) * by

    def wide(field: Field) -> Field:
        rows, columns = (-field.shape[0]) % by, (-field.shape[1]) % by
        return reduced(np.pad(field, ((margin, margin + rows), (margin, margin + columns))), by)

    px = SOFT_PX_PER_MM
    dark = wide(cast.cover * cast.weight)
    solid = np.maximum(wide(cast.cover), 1e-3)
    top, under = wide(cast.height * cast.cover) / solid, wide(cast.under * cast.cover) / solid
    # What is far above the skin, as an arm, hides little of so broad a lamp.
    dark = dark * (1.0 - 0.45 * smooth_step(25.0, 70.0, under))
    close = blurred(dark * (1.0 - smooth_step(3.0, 26.0, under)), 2.2 * px)
    around = blurred(dark, 6.0 * px)
    shadows = []
    for side in SHADOW_SIDES:
        thrown = blurred(thrown_shadow(dark, top, under, side), 2.2 * px)
        shadows.append(1.0 - (1.0 - 0.75 * close) * (1.0 - 0.85 * thrown) * (1.0 - 0.22 * around))
    touch = wide(cast.touch)
    spread_out = np.clip(blurred(touch, 5.0 * px) * 2.6, 0.0, 1.0)
    glow = 0.55 * blurred(spread_out, 2.2 * px) + 0.45 * blurred(spread_out, 8.0 * px)
    dent = blurred(np.clip(blurred(touch, 7.0 * px) * 3.0, 0.0, 1.0), 6.0 * px)
    # What is too faint to see would still be painted at every frame.
    return np.clip(np.vstack([*shadows, blurred(dark, 9.0 * px), glow, dent]) * 1.02 - 0.02, 0.0, 1.0)


def thrown_shadow(dark: Field, top: Field, under: Field, degrees: float) -> Field:
    """Give how much of a broad lamp is hidden from each place of the skin (rows × columns, 0 to 1).

    The lamp stands to `degrees` clockwise from the fingers; heights are mm.
    """
    side = np.radians(degrees)
    right, down = float(np.sin(side)), -float(np.cos(side))
    hidden = np.zeros((len(SLOPES), *dark.shape), np.float32)
    for far in np.arange(0.0, REACH_MM, 0.5 / SOFT_PX_PER_MM):
        step = far * SOFT_PX_PER_MM
        here, high, low = (shifted(field, right * step, down * step) for field in (dark, top, under))
        for at, slope in enumerate(SLOPES):
            ray = far * slope
            soft = 2.0 + 0.15 * far
            between = np.clip((high - ray) / soft + 0.5, 0.0, 1.0) * np.clip((ray - low) / soft + 1.0, 0.0, 1.0)
            np.maximum(hidden[at], here * between, out=hidden[at])
    return hidden.mean(0).astype(np.float32)
