"""The masseur's hands: every working shape, lit from three sides, written to assets/hands.

Knows which pictures the painter of the hands wants. Leaves the forms to `bones`, `poses` and `casts`, the light to
`relief`, and sizes and anchors of the pictures to the painter that uses them.
Run as `python -m tools.sculpt.hands [shape …]`.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from backtimer.core.hand import Shape
from backtimer.ui.paint_hands import EDGE_MM, EXTENTS, LIGHTS, PX_PER_MM, Extent
from tools.sculpt.bones import Skeleton
from tools.sculpt.casts import FINE, THINGS, Cast, cast_of
from tools.sculpt.poses import HOLDING, POSES, STACK
from tools.sculpt.relief import Field, blurred, grain, lit, openness, save_gray, spread
from tools.sculpt.shadows import reduced, soft_tiles

FAINT: Final = 0.012
"""Cover that nobody sees."""

ASSETS: Final = Path(__file__).parents[2] / "assets" / "hands"


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
        occlusion=0.0,
        shine=0.07,
        gloss=16.0,
        shadow=0.36,
        soften_px=0.7 * px,
    )
    # The ground lies lower than the hand: what hangs over its edge sees as much sky as what lies on top.
    standing = (cast.height * solid * px).astype(np.float32)
    light = light * openness(blurred(standing, 1.0), 9.0 * px) ** 0.84
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
        height=np.where(over > 0.5, upper.height + lower.height, lower.height),
        under=np.where(under > 0.5, lower.under, upper.under),
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


def holding(extent: Extent) -> Cast:
    """Give the two hands that hold a towel, one at each end."""
    whole = cast_of(Skeleton(HOLDING), extent)
    one = replace(whole, cover=whole.cover * whole.fade)
    other = mirrored_cast(one)
    return Cast(
        *(np.maximum(here, there) for here, there in zip(vars(one).values(), vars(other).values(), strict=True))
    )


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
        save_light(stem, lights)
        if EXTENTS[name].stages > 1:
            save_levels(f"{stem}-cover", reduced(cast.fade, FINE))
            save_levels(f"{stem}-edge", edge_distance(reduced(cast.cover, FINE)))
        else:
            save_levels(f"{stem}-cover", reduced(cast.cover * cast.fade, FINE))
        save_levels(f"{stem}-soft", soft_tiles(cast))
        tell(stem, cast)
    if name == "towel":
        hands = holding(EXTENTS[name])
        save_light("towel-hands", [luminance(hands, side) for side in LIGHTS])
        save_levels("towel-hands-cover", reduced(hands.cover * hands.fade, FINE))
        tell("towel-hands", hands)


def save_light(stem: str, lights: list[Field]) -> None:
    """Write the light from every side, stacked."""
    save_gray(ASSETS / f"{stem}-light.jpg", np.vstack([reduced(side, FINE) for side in lights]), 80)


def save_levels(stem: str, values: Field) -> None:
    """Write values 0 to 1 as they are, without the dither that light gets."""
    ASSETS.mkdir(parents=True, exist_ok=True)
    levels = np.clip(np.rint(values * 255), 0, 255).astype(np.uint8)
    Image.fromarray(levels).save(ASSETS / f"{stem}.png", optimize=True)


def tell(stem: str, cast: Cast) -> None:
    """Say how large the files are, and what did not fit into the picture."""
    seen = cast.cover * cast.fade
    borders = {"ahead": seen[0], "behind": seen[-1], "left": seen[:, 0], "right": seen[:, -1]}
    cut = [side for side, border in borders.items() if border.max() > FAINT]
    print(stem, sum(path.stat().st_size for path in ASSETS.glob(f"{stem}-*")), "bytes", *(f"cut off {s}" for s in cut))


def main() -> None:
    """Sculpt the named shapes, or all."""
    for name in sys.argv[1:] or EXTENTS:
        sculpt(name)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
