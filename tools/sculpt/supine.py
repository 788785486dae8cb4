"""Who lies on the back on a mat, seen from the side: the feet on the floor, or the knees held with both hands.

Knows the body as rounded pieces between joints, and writes `assets/figure/lying-…`. Leaves light and pictures to
`figure` and `relief`. Run it with `python -m tools.sculpt.supine`.
"""

import sys
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple, get_args

import numpy as np

from backtimer.core.hand import X_MM, Y_MM
from backtimer.core.kinds import Build
from backtimer.ui.paint_figure import VIEWS
from tools.sculpt.block import ASSETS
from tools.sculpt.figure import LAMP, ROOM, Piece, Shown, shrink, write_piece, write_places, write_soft
from tools.sculpt.relief import (
    Field,
    blurred,
    coverage,
    grain,
    inflated,
    lit,
    shifted,
    smooth_max,
    smooth_outline,
    smooth_step,
)

LEFT, TOP, RIGHT, BOTTOM = VIEWS["oneself-lying"]
SCALE: Final = 0.435
"""So much smaller than a back is the whole person."""

PX: Final = 2.0 * SCALE
"""Pixels per mm of the person."""

FLOOR: Final = 0.31
"""The height (y) of the floor."""

HEAD: Final = -1.17
"""Where (x) the head begins."""

Ball = tuple[float, float, float]
"""A round piece: along from the head, up from the floor, and its radius, in mm."""


class Part(NamedTuple):
    """A piece of one stuff: a chain of balls with flesh between them, and how near to us its middle is (mm)."""

    name: str
    chain: tuple[Ball, ...]
    near: float = 0.0


TRUNK: Final = (
    (262, 122, 62), (330, 132, 104), (420, 138, 118), (520, 126, 112), (620, 112, 101), (700, 112, 100),
    (760, 118, 104),
)  # fmt: skip
NECK: Final = ((176, 112, 62), (262, 116, 58))
HEAD_LINE: Final = (
    (28, 112), (34, 152), (56, 186), (86, 203), (112, 208), (124, 206), (131, 211), (143, 228), (151, 234), (157, 226),
    (160, 215), (168, 217), (173, 211), (180, 214), (184, 206), (195, 208), (206, 198), (211, 178), (222, 158),
    (236, 120), (226, 74), (190, 58), (150, 36), (104, 24), (62, 36), (36, 70),
)  # fmt: skip
"""The head from the side, the face up: from the crown over brow, nose, lips and chin to the nape."""

HAIR_LINE: Final = (
    (92, 214), (104, 192), (122, 178), (128, 158), (141, 150), (143, 138), (160, 122), (170, 100), (176, 78), (186, 46),
    (150, 22), (104, 10), (50, 24), (20, 66), (12, 112), (20, 160), (50, 200),
)  # fmt: skip
EAR: Final = ((147, 120, 12), (141, 135, 15), (144, 140, 12))

FEET_DOWN: Final = (
    Part("trousers", ((742, 112, 110), (800, 140, 108), (905, 300, 84), (1010, 452, 64)), 18.0),
    Part("trousers", ((1010, 452, 64), (1052, 300, 60), (1094, 150, 46), (1108, 100, 42)), 18.0),
    Part("body", ((1110, 62, 34), (1124, 40, 34), (1190, 36, 27), (1250, 26, 20), (1282, 21, 15)), 18.0),
    Part("body", ((352, 120, 50), (470, 92, 44), (590, 70, 38)), 96.0),
    Part("body", ((590, 70, 38), (640, 140, 34), (676, 206, 25)), 104.0),
    Part("body", ((672, 214, 25), (640, 240, 22), (596, 250, 16), (566, 250, 11)), 100.0),
    Part("sleeve", ((346, 126, 60), (420, 108, 56), (474, 94, 52)), 98.0),
)
KNEES_HELD: Final = (
    Part("trousers", ((745, 114, 110), (790, 172, 108), (752, 340, 86), (700, 506, 66)), 18.0),
    Part("trousers", ((700, 506, 66), (800, 410, 62), (890, 315, 50), (930, 275, 43)), 18.0),
    Part("body", ((952, 250, 35), (972, 236, 36), (1020, 282, 28), (1062, 322, 20), (1082, 340, 15)), 18.0),
    Part("body", ((352, 142, 50), (450, 230, 44), (545, 312, 38)), 96.0),
    Part("body", ((545, 312, 38), (630, 400, 32), (700, 478, 25)), 104.0),
    Part("body", ((704, 486, 26), (738, 520, 23), (764, 512, 17), (776, 488, 12)), 106.0),
    Part("sleeve", ((346, 134, 60), (400, 182, 56), (452, 230, 51)), 98.0),
)
POSES: Final = {"layers": FEET_DOWN, "knees": KNEES_HELD}
WIDER: Final[dict[Build, float]] = {"slender": 1.0, "sturdy": 1.16}


def size() -> tuple[int, int]:
    """Pixels of the picture, in whole ones of the small picture too."""
    return 6 * round((RIGHT - LEFT) * X_MM * 2 / 6), 6 * round((BOTTOM - TOP) * Y_MM * 2 / 6)


def ground() -> tuple[Field, Field]:
    """Give how far along from the head and how far up from the floor each pixel is, in mm of the person."""
    wide, high = size()
    along = ((np.arange(wide) + 0.5) / 2 - (HEAD - LEFT) * X_MM) / SCALE
    up = ((FLOOR - TOP) * Y_MM - (np.arange(high) + 0.5) / 2) / SCALE
    grid = np.meshgrid(along.astype(np.float32), up.astype(np.float32))
    return grid[0], grid[1]


def rounded(chain: tuple[Ball, ...], near: float, thick: float) -> Field:
    """The height of a chain of balls with flesh between, mm toward us; far below where there is none."""
    along, up = ground()
    high = np.full(along.shape, -300.0, np.float32)
    balls = [(x, y, r * thick) for x, y, r in chain]
    for (ax, ay, ar), (bx, by, br) in pairwise(balls):
        dx, dy = bx - ax, by - ay
        share = np.clip(((along - ax) * dx + (up - ay) * dy) / (dx * dx + dy * dy), 0.0, 1.0)
        radius = ar + (br - ar) * share
        away = np.hypot(along - ax - share * dx, up - ay - share * dy)
        piece = np.where(away < radius, near + np.sqrt(np.maximum(radius * radius - away * away, 0.0)), -300.0)
        high = np.maximum(high, piece.astype(np.float32))
    return high


def covered(high: Field) -> Field:
    """How much of each pixel a form covers."""
    return blurred((high > -200.0).astype(np.float32), 0.7)


def joined(parts: list[Field], soft: float) -> Field:
    """Forms that flow into one another."""
    whole = parts[0]
    for part in parts[1:]:
        there = (whole > -200.0) | (part > -200.0)
        whole = np.where(there, smooth_max(whole, part, soft), -300.0).astype(np.float32)
    return whole


def mat() -> tuple[Field, Field]:
    """The mat below: height and coverage."""
    along, up = ground()
    inside = np.minimum(np.minimum(along + 58.0, 1348.0 - along), np.minimum(up + 34.0, -up + 2.0))
    return np.clip(inside, 0.0, 9.0).astype(np.float32), np.clip(inside * PX + 0.5, 0.0, 1.0).astype(np.float32)


def forms(pose: tuple[Part, ...], build: Build) -> dict[str, list[Field]]:
    """The heights of all that is seen, the furthest first, by stuff."""
    thick = WIDER[build]
    trunk = rounded(tuple((x, y * (0.6 + 0.4 * thick), r) for x, y, r in TRUNK), 0.0, thick)
    skin, hair = head()
    skin = joined([skin, rounded(NECK, -8.0, 1.0)], 14.0)
    ear = rounded(EAR, 68.0, 1.0)
    by_stuff: dict[str, list[Field]] = {"shirt": [trunk], "head": [skin, ear], "hair": [hair]}
    for part in pose:
        by_stuff.setdefault(part.name, []).append(rounded(part.chain, part.near * thick, thick))
    return by_stuff


def sculpt(folder: Path, build: Build) -> None:
    """Sculpt both ways to lie and write their pictures into a folder of their own."""
    folder = folder / f"lying-{build}"
    folder.mkdir(parents=True, exist_ok=True)
    shown = Shown("oneself-lying", PX)
    made: dict[str, Piece] = {}
    lists: dict[str, list[str]] = {}
    shades: dict[str, Field] = {}
    mat_high, mat_cover = mat()
    nothing = np.zeros_like(mat_high)
    for key, pose in POSES.items():
        parts = forms(pose, build)
        trousers = joined(parts["trousers"], 30.0)
        arm_and_foot = joined(parts["body"], 14.0)
        order = (
            ("head", "body", joined(parts["head"], 8.0)), ("crown", "hair", parts["hair"][0]),
            ("trunk", "shirt", parts["shirt"][0]), ("legs", "trousers", trousers), ("limbs", "body", arm_and_foot),
            ("arm", "shirt", parts["sleeve"][0]),
        )  # fmt: skip
        top = np.where(mat_cover > 0.5, mat_high - 90.0, -160.0).astype(np.float32)
        for _, _, high in order:
            top = np.maximum(top, high)
        layers = [("mat", "cushion", mat_high - 90.0, mat_cover)]
        layers += [(name, stuff, high, covered(high)) for name, stuff, high in order]
        names = []
        for at, (name, stuff, high, cover) in enumerate(layers):
            over = np.maximum.reduce([nothing, *(above for *_, above in layers[at + 1 :])])
            # A sleeve and an arm lie over all that is further away, and only there.
            kept = cover * (1.0 - hidden(high, [other for _, _, other, _ in layers[:at]], stuff))
            shone = light(high, cover, top, stuff)
            full = f"{key}-{name}-{stuff}"
            made[full] = Piece(shone, cover, kept, np.where(kept > 0, np.minimum(over, 0.9), over))
            names.append(full)
        figure = np.maximum.reduce([cover for *_, cover in layers])
        shades[f"{key}-shade"] = shade(figure)
        lists[key] = [f"{key}-shade", *names]
    places = {name: write_piece(folder, name, shown, piece) for name, piece in made.items()}
    shades["shadow"] = nothing
    for name, soft in shades.items():
        write_soft(folder / f"{name}.png", soft)
        places[name] = (0, 0)
    write_places(folder, size(), {name: [(part, *places[part]) for part in parts] for name, parts in lists.items()})
    (folder / "outline.json").write_text("[[[-1.1, 0.1], [1.1, 0.1], [1.1, 0.4], [-1.1, 0.4]]]\n", "utf-8")
    shrink(folder)
    print(f"{folder.name}: {sum(path.stat().st_size for path in folder.rglob('*.*')) // 1000} kB", flush=True)


def hidden(high: Field, others: list[Field], stuff: str) -> Field:
    """Where a form lies behind others that are nearer to us."""
    if stuff == "cushion" or not others:
        return np.zeros_like(high)
    nearest = np.maximum.reduce(others)
    return smooth_step(0.0, 2.0, nearest - high)


def head() -> tuple[Field, Field]:
    """The head from the side, and the hair on it: heights in mm."""
    wide, high = size()

    def drawn(line: tuple[tuple[float, float], ...]) -> Field:
        points = smooth_outline(np.asarray(line, np.float64), 300, closed=True)
        x = (points[:, 0] * SCALE + (HEAD - LEFT) * X_MM) * 2
        y = ((FLOOR - TOP) * Y_MM - points[:, 1] * SCALE) * 2
        return coverage(np.stack([x, y], axis=1), (high, wide))

    cover = drawn(HEAD_LINE)
    form = np.where(cover > 0.5, 1.05 * inflated(cover, 80.0 * PX) / PX - 4.0, -300.0).astype(np.float32)
    grown = np.where(blurred(cover, 2.2) > 0.2, np.maximum(form, -30.0) + 6.0, -300.0)
    hair = np.where(drawn(HAIR_LINE) > 0.5, grown + 1.2 * grain(form.shape, 1.6, 44), -300.0)
    return form, hair.astype(np.float32)


def light(high: Field, cover: Field, top: Field, stuff: str) -> Field:
    """The light on one form, and the shade of what is nearer."""
    own = np.where(cover > 0.02, high, -160.0)
    soft = blurred(np.maximum(own, -120.0) * PX, 1.2)
    skin = stuff == "body"
    shone = lit(
        soft, cover, key=LAMP, room=ROOM, wrap=0.30 if skin else 0.42, strength=0.74, fill=0.12, ambient=0.14,
        occlusion=0.25, reach_px=10.0, shine=0.04 if skin else 0.0, shadow=0.0, soften_px=1.2,
    )  # fmt: skip
    if stuff in ("shirt", "trousers"):
        shone = shone * (1.0 + 0.035 * grain(high.shape, 9.0, 41) + 0.012 * grain(high.shape, 0.8, 42))
    if stuff == "hair":
        shone = shone * (1.0 + 0.10 * grain(high.shape, 1.0, 43))
    nearer = np.clip((top - np.maximum(own, -120.0)) / 60.0, 0.0, 1.0)
    shadow = blurred(shifted(nearer, 5.0, 7.0), 5.0)
    return (shone * (1.0 - 0.42 * shadow)).astype(np.float32)


def shade(figure: Field) -> Field:
    """The shadow on wall and floor behind."""
    return 0.30 * blurred(shifted(figure, 7.0, 10.0), 14.0)


if __name__ == "__main__":
    for person in get_args(Build):
        sculpt(Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS / "figure", person)
