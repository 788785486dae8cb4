"""Puts each figure together, lights it once and writes what the program colours.

Knows the postures of a person seen from behind, the ways to hold the arms, and the lamp over them. Leaves the forms to
`body`, `head`, `cloth`, `clothes` and `seat`, light and pictures to `relief` and every colour to the program. Run it
with `python -m tools.sculpt.figure`, and with the pixels per millimetre, a folder and the names of some figures to try
something out.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backtimer.core.kinds import Build, Posture
from backtimer.ui.paint_figure import VIEWS
from tools.sculpt.block import ASSETS, LEFT, TOP, X_MM, Y_MM, Block, contour, distance, figure_block
from tools.sculpt.body import PEOPLE, Arms, body_height, body_mask, grown, skin_texture
from tools.sculpt.cloth import drape, side_drape
from tools.sculpt.clothes import shirt, trousers
from tools.sculpt.head import Style, ear_mask, hair, head_height
from tools.sculpt.relief import (
    Field,
    Vector,
    blurred,
    cast,
    grain,
    lit,
    normals,
    openness,
    save_gray,
    shifted,
    smooth_max,
    smooth_step,
    spread,
)
from tools.sculpt.seat import bed, chair, chair_back, couch, cushion, stool, wood

LAMP: Vector = (-0.58, -0.60, 0.55)
"""The lamp of this scene stands lower than usual, so that it models the flat forms of the back."""

ROOM: Vector = (0.62, 0.35, 0.70)

GROUND_MM = -34.0
"""How low the skin goes on beyond the body's edge."""

FLOOR_MM = -140.0
"""How low the room's floor lies: too low to shade what rests above it."""

QUALITY = 86

WHOLE: tuple[Posture, ...] = ("forearms", "oneself-lying")
"""Here a picture shows nothing but its view."""

SMALLER = 6
"""How many times smaller the small pictures are."""

STYLES: dict[Build, Style] = {"slender": "crop", "sturdy": "bun"}


@dataclass(frozen=True)
class Layer:
    """One thing of a scene: its height in mm, its coverage, and how much of it is kept in the picture (0 to 1)."""

    name: str
    stuff: Literal["skin", "cloth", "wood"]
    high: Field
    cover: Field
    kept: Field | float = 1.0


@dataclass(frozen=True)
class Scene:
    """All but the hair, the lowest first."""

    layers: tuple[Layer, ...]
    skull: Field
    whorl_y: float
    """Where the hair's whorl is: the higher, the more upright the head."""
    hidden: Field | float = 0.0
    """How much of the head is sunk into a pillow."""
    shadow: float = 1.0
    """How strong a shadow falls on what is behind."""


# --- the four postures ---------------------------------------------------------------------------------------


def bare(at: Block, build: Build, arms: Arms) -> tuple[Field, Field]:
    """The skin with the ears: height and coverage."""
    mask = body_mask(at, PEOPLE[build], arms)
    ears, ear_high = ear_mask(at)
    body = np.where(grown(at, mask) > 0.5, body_height(at, mask, PEOPLE[build], arms), GROUND_MM)
    skin = np.where(ears > 0.5, np.maximum(ear_high, body), body)
    skin = np.where((ears > 0.5) & (mask > 0.5), smooth_max(body, ear_high, 2.0), skin)
    return skin.astype(np.float32), np.maximum(mask, ears)


def under(cover: Field, at: Block) -> Field:
    """What lies well under a cover (1 … 0): it need not be kept."""
    return 1.0 - smooth_step(8.0, 12.0, distance(cover, 16.0 * at.px) / at.px)


def ending(at: Block, start: float, end: float) -> Field:
    """Fade away between two heights of the back coordinates."""
    return 1.0 - smooth_step(start * Y_MM, end * Y_MM, at.y)


def prone(at: Block, build: Build) -> Scene:
    """Lying on the belly, the arms beside the body, a sheet over the hips."""
    skin, cover = bare(at, build, "beside")
    padded, couch_cover = couch(at)
    cloth, over = drape(at, np.maximum(skin, padded))
    cloth = np.where(over > 0.5, np.maximum(cloth, skin), cloth)
    layers = (
        Layer("cushion", "cloth", padded, couch_cover, ending(at, 1.185, 1.30) * under(over, at)),
        Layer("body", "skin", skin, cover, under(over, at)),
        Layer("drape", "cloth", cloth, over, ending(at, 1.185, 1.30)),
    )
    return Scene(layers, head_height(at), -0.37)


def seated(at: Block, build: Build) -> Scene:
    """On a chair turned round, leaning on a cushion on its back, in a T-shirt."""
    person = PEOPLE[build]
    skin, cover = bare(at, build, "leaning")
    worn, shirt_cover = shirt(at, cover, person, "leaning")
    legs, legs_cover = trousers(at, cover, person, "leaning", sitting=True)
    below = ending(at, 1.355, 1.41)
    soft, soft_cover = cushion(at)
    oak, oak_cover = chair(at)
    layers = (
        Layer("chair", "wood", oak, oak_cover, below),
        Layer("cushion", "cloth", soft, soft_cover),
        Layer("body", "skin", skin, cover * (1.0 - smooth_step(1.0 * Y_MM, 1.03 * Y_MM, at.y)), under(shirt_cover, at)),
        Layer("trousers", "cloth", legs, legs_cover, below * under(shirt_cover, at)),
        Layer("shirt", "cloth", worn, shirt_cover),
    )
    return Scene(layers, head_height(at), -0.37, shadow=0.6)


def oneself(at: Block, build: Build, arms: Arms = "beside", *, sitting: bool = False) -> Scene:
    """Upright and by oneself, standing or on a chair, in a T-shirt; hands at work are drawn by the program."""
    person = PEOPLE[build]
    skin, cover = bare(at, build, arms)
    worn, shirt_cover = shirt(at, cover, person, arms)
    legs, legs_cover = trousers(at, cover, person, arms, sitting=sitting)
    below, hips = ending(at, 1.30, 1.41), 1.0 - smooth_step(0.77 * X_MM, 0.79 * X_MM, np.abs(at.x))
    cover = cover * (1.0 - hips * smooth_step(1.0 * Y_MM, 1.03 * Y_MM, at.y))
    person_layers = (
        Layer("body", "skin", skin, cover, below * under(shirt_cover, at)),
        Layer("trousers", "cloth", legs, legs_cover, below * under(shirt_cover, at)),
        Layer("shirt", "cloth", worn, shirt_cover),
    )
    if not sitting:
        return Scene(person_layers, head_height(at), -0.43, shadow=0.35)
    board, board_cover = stool(at)
    return Scene((Layer("chair", "wood", board, board_cover, below), *person_layers), head_height(at), -0.43)


def with_rails(at: Block, scene: Scene) -> Scene:
    """The same before the back of a chair, which is nearer to us."""
    high, cover = chair_back(at)
    return replace(scene, layers=(*scene.layers, Layer("rails", "wood", high, cover, ending(at, 1.30, 1.41))))


def side_lying(at: Block, build: Build) -> Scene:
    """Lying on the left side, a pillow under the head, a sheet over the hips."""
    person = PEOPLE[build]
    skin, cover = bare(at, build, "away")
    made = bed(at)
    on_bed = np.where(cover > 0.5, np.maximum(skin, made.high), np.where(made.cover > 0.5, made.high, GROUND_MM))
    cloth, over = side_drape(at, on_bed.astype(np.float32), person)
    cloth = np.where(over > 0.5, np.maximum(cloth, on_bed), cloth).astype(np.float32)
    layers = (
        Layer("cushion", "cloth", made.high, made.cover, made.kept * under(over, at)),
        Layer("body", "skin", skin, pressed(at, cover * (1.0 - made.sunk)), under(over, at)),
        Layer("drape", "cloth", cloth, over, ending(at, 1.17, 1.29)),
    )
    return Scene(layers, head_height(at), -0.40, made.sunk, shadow=0.4)


def pressed(at: Block, cover: Field) -> Field:
    """Round the corners that a coverage has where the lower shoulder sinks into the mattress."""
    soft = smooth_step(0.46, 0.54, blurred(cover, 7.0 * at.px))
    shoulder = (at.x < -0.88 * X_MM) & (at.y > 0.1 * Y_MM) & (at.y < 0.6 * Y_MM)
    return np.where(shoulder, np.minimum(cover, soft), cover).astype(np.float32)


POSTURES: dict[Posture, Callable[[Block, Build], Scene]] = {
    "prone": prone,
    "seated": seated,
    "oneself": oneself,
    "side-lying": side_lying,
}

ARMS: tuple[Arms, ...] = ("lap", "nape", "waist")
"""How the arms of who works on the own back may be held, besides hanging down."""

ARM, TRUNK, WAIST = 0.56, 0.645, 0.78
"""From here out (x) a picture of an arm comes into sight; to here goes the trunk below it, and below the sleeve."""

ARMPIT = 0.30
"""Of a raised arm nothing below this height (y) is bare."""


# --- the light -----------------------------------------------------------------------------------------------


def toward(light: Vector, posture: Posture) -> Vector:
    """Give a direction of the screen in the coordinates of the back: who lies on the side is turned by 90°."""
    x, y, z = light
    return (-y, x, z) if posture == "side-lying" else light


def skin_light(at: Block, layer: Layer, top: Field, hairy: Field, lamp: Vector, room: Vector) -> Field:
    """The light on the skin: its own forms first, then the shade that all the rest throws on it."""
    px = at.px
    own = lit(
        layer.high * px, layer.cover, key=lamp, room=room, wrap=0.28, strength=0.76, fill=0.14, ambient=0.06,
        occlusion=0.6, reach_px=18.0 * px, shine=0.05, gloss=14.0, shadow=0.0, soften_px=1.6 * px,
    )  # fmt: skip
    # Skin that turns away from the eye loses light, on the bright side too: that rounds the limbs.
    turned = 0.70 + 0.30 * smooth_step(0.05, 0.85, normals(layer.high * px)[..., 2])
    under_hair = 1.0 - 0.62 * blurred(hairy, 1.2 * px)
    return own * turned * shade_of_others(at, layer.high, top, lamp) * under_hair * skin_texture(at)


def cloth_light(at: Block, layer: Layer, top: Field, lamp: Vector, room: Vector) -> Field:
    """The light on cloth, with a faint weave."""
    px = at.px
    light = lit(
        layer.high * px, layer.cover, key=lamp, room=room, wrap=0.40, strength=0.66, fill=0.08, ambient=0.16,
        occlusion=0.6, reach_px=14.0 * px, shine=0.0, shadow=0.35, soften_px=0.7 * px,
    )  # fmt: skip
    soft_mm = 12.0 if layer.name == "cushion" else 3.0
    return light * shade_of_others(at, layer.high, top, lamp, soft_mm) * (1.0 + 0.012 * grain(at.shape, 0.4 * px, 51))


def wood_light(at: Block, layer: Layer, top: Field, lamp: Vector, room: Vector) -> Field:
    """The light on oiled wood."""
    px = at.px
    light = lit(
        layer.high * px, layer.cover, key=lamp, room=room, wrap=0.2, strength=0.66, fill=0.12, ambient=0.12,
        occlusion=0.5, reach_px=10.0 * px, shine=0.10, gloss=20.0, shadow=0.2, soften_px=0.5 * px,
    )  # fmt: skip
    return light * shade_of_others(at, layer.high, top, lamp) * wood(at)


def shade_of_others(at: Block, own: Field, top: Field, lamp: Vector, soft_mm: float = 3.0) -> Field:
    """How much light is left where others stand in the lamp's way or lie close by, a factor up to 1.

    The further others are above, the softer is the edge of their shade.
    """
    px = at.px
    if not np.any(top > own + 0.5):
        return np.ones_like(own)
    shade = 1.0 - 0.55 * blurred(cast(top * px, lamp, 24.0, round(300 * px)), soft_mm * px)
    contact = openness(top * px, 9.0 * px) / np.maximum(openness(own * px, 9.0 * px), 1e-3)
    return (shade * np.clip(contact, 0, 1) ** 0.8).astype(np.float32)


def falloff(at: Block, posture: Posture) -> Field:
    """The lamp is near: what lies towards the upper left of the screen gets a little more light."""
    right, down = (at.y - 150.0, -at.x) if posture == "side-lying" else (at.x, at.y - 150.0)
    wide, high = (420.0, 300.0) if posture == "side-lying" else (300.0, 420.0)
    return (1.0 - 0.16 * np.tanh((right / wide + down / high) / 2.0)).astype(np.float32)


def ground_shadow(at: Block, figure: Field, posture: Posture) -> Field:
    """The soft shadow on what is behind, 0 to 1; it ends before the picture does."""
    px = at.px
    away = np.asarray(toward((7.0, 9.0, 0.0), posture)) * px
    soft = 0.75 * blurred(shifted(figure, -away[0], -away[1]), 15.0 * px) + 0.25 * blurred(figure, 5 * px)
    left, top, right, bottom = VIEWS[posture]
    across = np.minimum(at.x - left * X_MM, right * X_MM - at.x)
    edge = np.minimum(across, np.minimum(at.y - top * Y_MM, bottom * Y_MM - at.y))
    return soft * smooth_step(0.0, 34.0, edge)


# --- the pictures --------------------------------------------------------------------------------------------


class Piece(NamedTuple):
    """A layer as it is written: its light, its coverage, how much of it is kept, and what lies over it (0 to 1)."""

    light: Field
    cover: Field
    kept: Field
    over: Field


def pieces(at: Block, scene: Scene, posture: Posture, build: Build) -> dict[str, Piece]:
    """Light a scene once: its layers by name, the lowest first, the hair last."""
    lamp, room = toward(LAMP, posture), toward(ROOM, posture)
    top = np.full(at.shape, FLOOR_MM, np.float32)
    for layer in scene.layers:
        top = np.where(layer.cover > 0.5, layer.high, top)
    strands = hair(at, STYLES[build], scene.whorl_y, scene.skull, top, lamp)
    hairy = strands.cover * (1.0 - scene.hidden)
    top = np.where(hairy > 0.5, np.maximum(strands.high, top), top).astype(np.float32)
    near = falloff(at, posture)
    drawn = [(layer, layer.cover * layer.kept) for layer in scene.layers]
    made = {}
    for place, (layer, kept) in enumerate(drawn):
        over = np.maximum.reduce([hairy, *(above for _, above in drawn[place + 1 :])])
        light = {"cloth": cloth_light, "wood": wood_light}.get(layer.stuff)
        shone = light(at, layer, top, lamp, room) if light else skin_light(at, layer, top, hairy, lamp, room)
        made[layer.name] = Piece(shone * near, layer.cover, kept, over)
    made["hair"] = Piece(strands.light, strands.cover, hairy, np.zeros_like(hairy))
    return made


def sculpt(px: float, folder: Path, posture: Posture, build: Build) -> None:
    """Sculpt a figure at so many pixels per mm and write its pictures into a folder of its own."""
    at = figure_block(px)
    folder = folder / f"{posture}-{build}"
    folder.mkdir(parents=True, exist_ok=True)
    scene = POSTURES[posture](at, build)
    shown, made = Shown(posture, px), pieces(at, scene, posture, build)
    lists = {"layers": list(made)}
    places = {}
    if posture == "oneself":
        lists |= add_limbs_and_chair(at, made, build)
        person = np.maximum(made["shirt"].kept, made["trousers"].kept)
        write_soft(folder / "rails-shade.png", shown.of(rails_shadow(at, made["rails-chair"].kept) * person))
        places["rails-shade"] = (0, 0)
    places |= {name: write_piece(folder, name, shown, piece) for name, piece in made.items()}
    # Arms move, so they throw no shadow on what is behind.
    still = [*lists["standing"], *lists["head"]] if posture == "oneself" else lists["layers"]
    figure = np.maximum.reduce([made[name].kept for name in still])
    size = write_soft(folder / "shadow.png", shown.of(scene.shadow * ground_shadow(at, figure, posture)))
    write_places(folder, size, {name: [(part, *places[part]) for part in parts] for name, parts in lists.items()})
    person = [layer.cover for layer in scene.layers if layer.name not in {"cushion", "chair"}]
    edge = json.dumps(contour(at, np.maximum.reduce([*person, made["hair"].kept])), separators=(",", ":"))
    (folder / "outline.json").write_text(edge + "\n", "utf-8")
    shrink(folder)
    weight = sum(path.stat().st_size for path in folder.rglob("*.*"))
    print(f"{folder.name}: {weight // 1000} kB", flush=True)


def write_soft(path: Path, share: Field) -> tuple[int, int]:
    """Write a shadow (0 to 1): it is blurred, so a part of the pixels is enough. Gives the size of the whole."""
    whole = _picture(share)
    small = whole.resize((whole.width // SMALLER, whole.height // SMALLER), Image.Resampling.BOX)
    small.save(path, optimize=True)
    return whole.size


def rails_shadow(at: Block, rails: Field) -> Field:
    """The shadow that the back of a chair throws on the back of who leans on it, 0 to 1."""
    return 0.55 * blurred(shifted(rails, 5.0 * at.px, 7.0 * at.px), 5.0 * at.px)


def chair_pieces(at: Block, sat: dict[str, Piece], build: Build) -> dict[str, Piece]:
    """The chair, the seat on it and the back of the chair, of somebody who sits."""
    rails = pieces(at, with_rails(at, oneself(at, build, "lap", sitting=True)), "oneself", build)["rails"]
    return {"chair": sat["chair"], "seat-trousers": sat["trousers"], "rails-chair": rails}


def add_limbs_and_chair(at: Block, made: dict[str, Piece], build: Build) -> dict[str, list[str]]:
    """Part the arms from the trunk of who stands, and sculpt the other ways to hold them, the chair and the seat on it.

    Gives the lists of what lies over what: of who stands, of who sits without and with the back of the chair, and of
    each arm. The pictures join `made`.
    """
    out, down = np.abs(at.x) / X_MM, at.y / Y_MM
    upper = 1.0 - smooth_step(0.50, 0.56, down)
    inner = 1.0 - (out > TRUNK)
    lists: dict[str, list[str]] = {}
    standing = {"beside": dict(made)}
    # From under the sleeves down the trunk's shirt is whole.
    for name, kept in (("body", inner), ("shirt", np.maximum(inner, (down > 0.50) | ((down > 0.475) & (out < WAIST))))):
        made[name] = made[name]._replace(kept=made[name].kept * kept)
    for arms in ARMS:
        standing[arms] = pieces(at, oneself(at, build, arms, sitting=arms == "lap"), "oneself", build)
    made |= chair_pieces(at, standing["lap"], build)
    for arms, of_arms in standing.items():
        for side, there in (("left", at.x < 0), ("right", at.x > 0)):
            name = f"{arms}-{side}"
            # A sleeve hangs alike whether the elbow is bent or not; the trunk lies between it and the skin.
            sleeve = f"{'beside' if arms == 'lap' else arms}-{side}-shirt"
            lists[name], lists[f"{name}-sleeve"] = [f"{name}-body"], [sleeve]
            seen = smooth_step(ARM, TRUNK - 0.015, out) * there
            beyond = (out > TRUNK) * there * (down < ARMPIT if arms == "nape" else 1.0)
            body, worn = of_arms["body"], of_arms["shirt"]
            made[f"{name}-body"] = body._replace(kept=body.kept * beyond, over=np.zeros_like(body.over))
            if arms != "lap":
                made[sleeve] = worn._replace(kept=worn.kept * seen * upper, over=np.zeros_like(worn.over))
    trunk, hair_on_top = ["body", "trousers", "shirt"], ["hair"]
    hanging = [f"beside-{side}-{part}" for part in ("body", "shirt") for side in ("left", "right")]
    lists["layers"] = [*hanging[:2], *trunk, *hanging[2:], *hair_on_top]
    lists["standing"], lists["head"] = trunk, hair_on_top
    lists["stool"] = ["chair", "body", "seat-trousers", "shirt"]
    lists["rails"] = ["rails-shade", "rails-chair"]
    return lists


class Shown(NamedTuple):
    """What of a field is shown."""

    posture: Posture
    px: float

    def of(self, field: Field) -> Field:
        """Cut out what the posture's view shows and turn it as it is shown."""
        if self.posture in WHOLE:
            return field
        left, top, right, bottom = VIEWS[self.posture]
        rows = self._slice(top - TOP, bottom - TOP, Y_MM)
        columns = self._slice(left - LEFT, right - LEFT, X_MM)
        return np.rot90(field[rows, columns]) if self.posture == "side-lying" else field[rows, columns]

    def _slice(self, start: float, end: float, unit_mm: float) -> slice:
        """So many pixels that the small picture has whole ones too."""
        first, count = round(start * unit_mm * self.px), SMALLER * round((end - start) * unit_mm * self.px / SMALLER)
        return slice(first, first + count)


def write_piece(folder: Path, name: str, shown: Shown, piece: Piece) -> tuple[int, int]:
    """Write the light on a layer and how much of it is kept, cut to what there is of it; gives the place of the cut."""
    # What is never seen is one even grey: it costs nothing.
    seen = shown.of(blurred(piece.kept * (piece.over < 0.999), 3.0 * shown.px) > 0.004)
    shone = np.where(seen, shown.of(np.clip(spread(piece.light, piece.cover), 0, 1)), 0.5)
    kept = shown.of(piece.kept)
    rows, columns = (_extent(kept.max(axis) > 0.002) for axis in (1, 0))
    save_gray(folder / f"{name}.jpg", shone[rows, columns], QUALITY, dither=0.6 * seen[rows, columns])
    _picture(kept[rows, columns]).save(folder / f"{name}-cover.png", optimize=True)
    return columns.start, rows.start


def _extent(there: NDArray[np.bool_]) -> slice:
    """From the first to the last, in whole pixels of the small picture."""
    places = np.flatnonzero(there)
    start, end = places[0] // SMALLER * SMALLER, -(-(places[-1] + 1) // SMALLER) * SMALLER
    return slice(int(start), min(int(end), len(there)))


def write_places(folder: Path, size: tuple[int, int], lists: dict[str, list[tuple[str, int, int]]]) -> None:
    """Write the size of the picture and where its layers lie in it, the lowest first."""
    content = {"size": size, **lists}
    (folder / "layers.json").write_text(json.dumps(content) + "\n", "utf-8")


def shrink(folder: Path) -> None:
    """Write the same pictures at a sixth of their size into `small/`: a card of the library needs no more."""
    small = folder / "small"
    small.mkdir(exist_ok=True)
    for path in sorted(folder.glob("*.*g")):
        with Image.open(path) as whole:
            share = 1 if path.stem.endswith(("shadow", "shade")) else SMALLER
            size = whole.width // share, whole.height // share
            whole.resize(size, Image.Resampling.LANCZOS).save(small / path.name, quality=QUALITY)
    content = json.loads((folder / "layers.json").read_text("utf-8"))
    wide, high = content.pop("size")
    lists = {key: [(name, x // SMALLER, y // SMALLER) for name, x, y in parts] for key, parts in content.items()}
    write_places(small, (wide // SMALLER, high // SMALLER), lists)


def _picture(share: Field) -> Image.Image:
    return Image.fromarray(np.rint(np.clip(share, 0, 1) * 255).astype(np.uint8))


def main(resolution: float, folder: Path, names: Sequence[str]) -> None:
    """Sculpt all figures, or those that are named."""
    for posture, build in product(POSTURES, get_args(Build)):
        if not names or f"{posture}-{build}" in names:
            sculpt(resolution, folder, posture, build)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(float(given[0]) if given else 2.0, Path(given[1]) if len(given) > 1 else ASSETS / "figure", given[2:])
