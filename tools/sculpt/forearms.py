"""Two forearms on a desk behind a keyboard that was pushed away: what who types sees of the own arms.

Knows how arms lie there, palm down or palm up, and writes `assets/figure/forearms-…`. Leaves the bones to `bones`, the
look from above to `casts` and the light to `hands` and `relief`. Run it with `python -m tools.sculpt.forearms`.
"""

import sys
from itertools import product
from pathlib import Path
from typing import Final, get_args

import numpy as np
from PIL import Image

from backtimer.core.hand import X_MM, Y_MM
from backtimer.core.kinds import Build
from backtimer.ui.paint_figure import VIEWS
from backtimer.ui.paint_hands import PX_PER_MM, Extent
from tools.sculpt.block import ASSETS
from tools.sculpt.bones import Pose, Skeleton
from tools.sculpt.casts import FINE, cast_of
from tools.sculpt.figure import Piece, Shown, shrink, write_piece, write_places, write_soft
from tools.sculpt.hands import luminance
from tools.sculpt.relief import Field, blurred, coverage, grain, inflated, lit, shifted, smooth_step

LEFT, ELBOW, RIGHT, FAR = VIEWS["forearms"]
PX: Final = PX_PER_MM * FINE * 0.8
"""As fine as the other figures."""

PALM: Final = (0.945, 1.53)
"""Where the middle of the right palm lies, in back coordinates."""

LAMP_DEG: Final = -42.0

ARM: Final = Extent(left=120, right=120, ahead=150, behind=330)
DOWN: Final = ((-4.0, 8, 14, 8), (0.0, 9, 16, 9), (3.5, 10, 17, 9), (8.0, 12, 17, 9))
UP: Final = ((-4.0, 14, 26, 14), (0.0, 18, 32, 16), (3.0, 22, 36, 18), (7.0, 24, 38, 18))
POSES: Final = {
    "desk": Pose(DOWN, anchor=(0.0, 56.0), thumb=((38, 10), (26, 8), (16, 4)), arm=(3.0, 6.0), fade_mm=(900.0, 999.0)),
    "palm": Pose(
        UP, anchor=(0.0, 56.0), roll=180.0, thumb=((28, 2), (18, 2), (10, 6)), arm=(-3.0, -4.0), fade_mm=(900.0, 999.0)
    ),
}
THICKER: Final[dict[Build, float]] = {"slender": 1.0, "sturdy": 1.12}

KEYS: Final = ((15, 0.0), (14, 6.0), (13, 11.0))
"""The rows of keys that are seen, the nearest first: how many, and by how many mm it begins further right."""


def on_desk(field: Field, side: str, build: Build) -> Field:
    """Lay a field of the left arm's canvas where that arm lies in the picture, or of its mirror image on the right."""
    wide, high = size()
    picture = Image.fromarray(np.ascontiguousarray(field[:, ::-1], np.float32))
    share = PX / (PX_PER_MM * FINE)
    across = round(picture.width * share * THICKER[build])
    picture = picture.resize((across, round(picture.height * share)), Image.Resampling.LANCZOS)
    x = (PALM[0] - LEFT) * X_MM * PX - across * ARM.right / ARM.width
    y = (FAR - PALM[1]) * Y_MM * PX - ARM.ahead * PX
    whole = Image.new("F", (wide, high))
    whole.paste(picture, (round(x), round(y)))
    laid = np.asarray(whole)
    return laid if side == "right" else np.ascontiguousarray(laid[:, ::-1])


def size() -> tuple[int, int]:
    """Pixels of the picture, in whole ones of the small picture too."""
    return 6 * round((RIGHT - LEFT) * X_MM * PX / 6), 6 * round((FAR - ELBOW) * Y_MM * PX / 6)


def ending() -> Field:
    """Fade away toward the elbows, and beyond the keyboard."""
    wide, high = size()
    y = FAR - (np.arange(high, dtype=np.float32) + 0.5) / (Y_MM * PX)
    kept = smooth_step(ELBOW + 0.02, ELBOW + 0.14, y) * (1.0 - smooth_step(FAR - 0.16, FAR - 0.03, y))
    return np.repeat(kept[:, None], wide, axis=1).astype(np.float32)


def keyboard() -> tuple[Field, Field]:
    """A flat keyboard at the far edge: height in mm and coverage."""
    wide, high = size()

    def box(left: float, top: float, right: float, bottom: float) -> Field:
        """A rectangle with rounded corners; mm from the picture's middle and from its upper edge."""
        mid, r = wide / 2 / PX, 2.6
        turn = np.linspace(0.0, np.pi / 2, 6)
        corners = (
            (right - r, bottom - r, 0),
            (left + r, bottom - r, 1),
            (left + r, top + r, 2),
            (right - r, top + r, 3),
        )
        edge = [
            (mid + x + r * np.cos(turn + n * np.pi / 2), y + r * np.sin(turn + n * np.pi / 2)) for x, y, n in corners
        ]
        return coverage(np.hstack(edge).T * PX, (high, wide))

    plate = box(-152.0, -40.0, 152.0, 71.0)
    up = 9.0 * np.minimum(inflated(plate, 4.0 * PX) / (4.0 * PX), 1.0)
    keys = np.zeros_like(plate)
    for row, (count, aside) in enumerate(KEYS):
        bottom = 65.0 - 19.0 * row
        if row == 0:
            spans = [(-146.0, -126.0), (-123.0, -103.0), (-100.0, -76.0), (-73.0, 43.0), (46.0, 70.0), (73.0, 98.0)]
            spans += [(101.0, 122.0), (125.0, 146.0)]
        else:
            step = (292.0 - aside) / count
            spans = [(-146.0 + aside + at * step, -149.0 + aside + (at + 1) * step) for at in range(count)]
        for left, right in spans:
            keys = np.maximum(keys, box(left, bottom - 16.0, right, bottom))
    top = up + 5.0 * np.minimum(inflated(keys, 2.2 * PX) / (2.2 * PX), 1.0)
    return top.astype(np.float32), plate


def shade(cover: Field) -> Field:
    """The shadow of something flat on the desk."""
    near = blurred(shifted(cover, 3.0 * PX, 4.0 * PX), 3.5 * PX)
    far = blurred(shifted(cover, 9.0 * PX, 12.0 * PX), 12.0 * PX)
    return np.clip(0.42 * near + 0.30 * far, 0.0, 1.0)


def sculpt(folder: Path, build: Build) -> None:
    """Sculpt both arms in both ways and write their pictures into a folder of their own."""
    folder = folder / f"forearms-{build}"
    folder.mkdir(parents=True, exist_ok=True)
    kept, nothing = ending(), np.zeros(size()[::-1], np.float32)
    high, plate = keyboard()
    light = lit(high * PX, plate, key=(-0.5, -0.52, 0.7), ambient=0.2, strength=0.62, shadow=0.3, soften_px=1.0)
    light = light * (1.0 + 0.012 * grain(light.shape, 0.5 * PX, 31))
    made = {
        "keys-keyboard": Piece(light, plate, plate * kept, nothing),
    }
    lists, shades = {"keys": ["keys-shade", "keys-keyboard"]}, {"keys-shade": shade(plate) * kept}
    for hold, side in product(POSES, ("left", "right")):
        cast = cast_of(Skeleton(POSES[hold]), ARM)
        # The hand is sculpted as a left one: the right one is its mirror image, and so is then the lamp.
        shone = on_desk(luminance(cast, -LAMP_DEG if side == "right" else LAMP_DEG), side, build)
        cover = np.clip(on_desk(cast.cover, side, build), 0.0, 1.0)
        name = f"{hold}-{side}"
        shades[f"{name}-shade"] = shade(cover) * kept
        made[f"{name}-body"] = Piece(shone, cover, cover * kept, nothing)
        lists[name] = [f"{name}-shade", f"{name}-body"]
    lists["layers"] = [*lists["keys"], *lists["desk-left"], *lists["desk-right"]]
    shown = Shown("forearms", PX)
    places = {name: write_piece(folder, name, shown, piece) for name, piece in made.items()}
    shades["shadow"] = nothing
    for name, soft in shades.items():
        write_soft(folder / f"{name}.png", soft)
        places[name] = (0, 0)
    write_places(folder, size(), {name: [(part, *places[part]) for part in parts] for name, parts in lists.items()})
    edges = [outline_of(made[f"desk-{side}-body"].cover) for side in ("left", "right")]
    (folder / "outline.json").write_text(str(edges) + "\n", "utf-8")
    shrink(folder)
    print(f"{folder.name}: {sum(path.stat().st_size for path in folder.rglob('*.*')) // 1000} kB", flush=True)


def outline_of(cover: Field) -> list[list[float]]:
    """The edge of one arm, row by row, in back coordinates."""
    left, right = [], []
    for row in range(0, cover.shape[0], 6):
        there = np.flatnonzero(cover[row] > 0.5)
        if len(there):
            y = FAR - (row + 0.5) / (Y_MM * PX)
            left.append([round(float(LEFT + there[0] / (X_MM * PX)), 3), round(float(y), 3)])
            right.append([round(float(LEFT + (there[-1] + 1) / (X_MM * PX)), 3), round(float(y), 3)])
    return left + right[::-1]


if __name__ == "__main__":
    for person in get_args(Build):
        sculpt(Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS / "figure", person)
