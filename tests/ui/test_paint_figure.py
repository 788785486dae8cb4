import json
import shutil
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from backtimer.core.kinds import Build, Posture
from backtimer.ui.paint_figure import FOLDERS, SOFT, Figure, back_to_box, outline, paint_figure, view
from backtimer.ui.theme import CANDLE, DAY, EVENING, SKINS, Theme, in_skin

ASSETS = Path(__file__).parents[2] / "assets"
LANDMARKS = json.loads((ASSETS / "landmarks.json").read_text("utf-8"))["landmarks_right"]
ON_THE_BACK = [tuple(LANDMARKS[name]) for name in (
    "occipital_bump", "C7", "scapula_spine_root", "scapula_inferior_angle", "rib11_tip", "iliac_crest_top", "PSIS",
)]  # fmt: skip

POSTURES = get_args(Posture)
BACKS = tuple(posture for posture in POSTURES if posture not in ("forearms", "oneself-lying"))
"""In these one sees the back."""

FIGURES = [Figure(posture, build) for posture, build in product(POSTURES, get_args(Build))]
PRONE = Figure("prone", "slender")
BARE = ("prone", "side-lying")
HOLDS = ("beside", "lap", "nape", "waist")

pytestmark = pytest.mark.usefixtures("qapp")

each_figure = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: "-".join(figure[:2]))
each_back = pytest.mark.parametrize(
    "figure", [figure for figure in FIGURES if figure.posture in BACKS], ids=lambda figure: "-".join(figure[:2])
)
each_posture = pytest.mark.parametrize("posture", POSTURES)


def painted(
    theme: Theme, figure: Figure = PRONE, width: int = 300, height: int = 300, box: QRectF | None = None
) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint_figure(painter, box or QRectF(0, 0, width, height), figure, theme, ASSETS)
    return picture


def colour_at(picture: QImage, x: float, y: float, posture: Posture = "prone"):
    place = back_to_box(QRectF(picture.rect()), posture).map(QPointF(x, y))
    return picture.pixelColor(int(place.x()), int(place.y()))


def folder_of(figure: Figure) -> Path:
    return ASSETS / "figure" / f"{FOLDERS.get(figure.posture, figure.posture)}-{figure.build}"


def brightness(picture: QImage, posture: Posture = "prone") -> float:
    places = [(x, y) for x in (-0.5, -0.2, 0.2, 0.5) for y in (0.2, 0.4, 0.6, 0.8)]
    return sum(colour_at(picture, x, y, posture).valueF() for x, y in places) / len(places)


# --- the view ------------------------------------------------------------------------------------------------


@each_posture
@pytest.mark.parametrize("box", [QRectF(0, 0, 900, 1000), QRectF(30, 20, 400, 130), QRectF(0, 0, 50, 700)])
def test_the_view_lies_whole_and_centred_in_the_box(box, posture):
    place = back_to_box(box, posture).mapRect(view(posture))
    assert box.adjusted(-0.01, -0.01, 0.01, 0.01).contains(place)
    assert place.center().x() == pytest.approx(box.center().x())
    assert place.center().y() == pytest.approx(box.center().y())
    assert place.width() == pytest.approx(box.width()) or place.height() == pytest.approx(box.height())


@each_posture
def test_one_unit_down_is_as_long_as_two_units_across(posture):
    place = back_to_box(QRectF(10, 20, 640, 480), posture)
    start = place.map(QPointF(0, 0))
    across, down = place.map(QPointF(2, 0)) - start, place.map(QPointF(0, 1)) - start
    assert QPointF.dotProduct(across, across) == pytest.approx(QPointF.dotProduct(down, down))
    assert QPointF.dotProduct(across, down) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("posture", [posture for posture in POSTURES if posture != "side-lying"])
def test_left_and_right_are_mapped_alike(posture):
    box = QRectF(10, 20, 640, 480)
    place = back_to_box(box, posture)
    left, right = place.map(QPointF(-0.7, 0.3)), place.map(QPointF(0.7, 0.3))
    assert left.x() + right.x() == pytest.approx(2 * box.center().x())
    assert left.x() < right.x()
    assert left.y() == pytest.approx(right.y())


def test_who_lies_on_the_side_has_the_head_at_the_left_of_the_screen_and_the_left_side_down():
    place = back_to_box(QRectF(0, 0, 640, 640), "side-lying")
    nape, loin = place.map(QPointF(0, -0.1)), place.map(QPointF(0, 0.8))
    left, right = place.map(QPointF(-0.5, 0.3)), place.map(QPointF(0.5, 0.3))
    assert nape.x() < loin.x()
    assert nape.y() == pytest.approx(loin.y())
    assert left.y() > right.y()
    assert left.x() == pytest.approx(right.x())
    assert place.determinant() > 0, "turned, not mirrored"


# --- what is painted -----------------------------------------------------------------------------------------


@each_back
def test_every_landmark_lies_on_skin_or_cloth(figure):
    picture = painted(EVENING, figure)
    places = [(sign * x, y) for x, y in ON_THE_BACK for sign in (1, -1)]
    assert min(colour_at(picture, x, y, figure.posture).alpha() for x, y in places) >= 250


@each_back
def test_the_outline_holds_the_landmarks_and_not_the_room(figure):
    edge = outline(figure, ASSETS)
    assert all(edge.contains(QPointF(sign * x, y)) for x, y in ON_THE_BACK for sign in (1, -1))
    assert not any(edge.contains(QPointF(x, y)) for x, y in [(0, -0.6), (0.6, -0.3), (-0.6, -0.4), (1.25, 0.1)])


@each_back
def test_the_outline_follows_the_shoulders_of_the_reference_figure(figure):
    edge = outline(figure, ASSETS)
    x, y = LANDMARKS["deltoid_widest"]
    assert edge.contains(QPointF(x - 0.06, y))
    assert not edge.contains(QPointF(x + 0.14, y))


@each_figure
@pytest.mark.parametrize("theme", [DAY, EVENING, CANDLE], ids=lambda theme: theme.name)
def test_nothing_reaches_the_edges_of_the_view(theme, figure):
    size = back_to_box(QRectF(0, 0, 300, 300), figure.posture).mapRect(view(figure.posture)).size().toSize()
    picture = painted(theme, figure, size.width(), size.height())
    right, bottom = picture.width() - 1, picture.height() - 1
    rim = [(x, y) for x in range(right + 1) for y in (0, bottom)]
    rim += [(x, y) for y in range(bottom + 1) for x in (0, right)]
    assert max(picture.pixelColor(x, y).alpha() for x, y in rim) <= 12


@each_back
def test_the_light_comes_from_the_upper_left_of_the_screen(figure):
    picture = painted(EVENING, figure)
    bright = [(-0.35, 0.12), (-0.55, 0.3)] if figure.posture != "side-lying" else [(0.5, 0.3), (0.4, 0.6)]
    dark = [(0.5, 0.55), (0.55, 0.7)] if figure.posture != "side-lying" else [(-0.5, 0.6), (-0.58, 0.45)]
    lit, shaded = (sum(colour_at(picture, *p, figure.posture).valueF() for p in places) for places in (bright, dark))
    assert lit > 1.08 * shaded


@pytest.mark.parametrize("posture", BACKS)
def test_the_two_builds_are_two_people(posture):
    slender, sturdy = (painted(DAY, Figure(posture, build)) for build in ("slender", "sturdy"))
    apart = [
        (x, y)
        for x in range(0, slender.width(), 2)
        for y in range(0, slender.height(), 2)
        if abs(slender.pixelColor(x, y).valueF() - sturdy.pixelColor(x, y).valueF()) > 0.06
    ]
    assert len(apart) > 0.02 * slender.width() * slender.height() / 4
    wide = [max(x for x in range(50, 110) if outline(Figure(posture, build), ASSETS).contains(QPointF(x / 100, 0.8)))
            for build in ("slender", "sturdy")] if posture != "prone" else [0, 1]  # fmt: skip
    assert wide[1] > wide[0]


@pytest.mark.parametrize("posture", BARE)
def test_who_lies_shows_a_bare_back(posture):
    spot = colour_at(painted(in_skin(DAY, "deep"), Figure(posture, "slender")), 0.3, 0.5, posture)
    cloth = colour_at(painted(in_skin(DAY, "deep"), Figure("seated", "slender")), 0.3, 0.5, "seated")
    assert spot.saturationF() > 0.3 > cloth.saturationF()


@pytest.mark.parametrize(
    "figure",
    [figure for figure in FIGURES if figure.posture in BACKS and figure.posture not in BARE],
    ids=lambda figure: "-".join(figure[:2]),
)
def test_who_is_upright_wears_a_shirt_and_has_a_bare_nape(figure):
    dark, fair = (painted(in_skin(DAY, name), figure) for name in ("dark", "fair"))
    back = [colour_at(picture, 0.3, 0.5, figure.posture).valueF() for picture in (dark, fair)]
    nape = [colour_at(picture, 0.0, -0.03, figure.posture).valueF() for picture in (dark, fair)]
    assert back[0] == pytest.approx(back[1], abs=0.02)
    assert nape[1] > nape[0] + 0.2


# --- skins and candles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [DAY, EVENING, CANDLE], ids=lambda theme: theme.name)
def test_every_skin_gives_another_picture_and_the_fairer_is_brighter(theme):
    shades = [brightness(painted(in_skin(theme, name))) for name in SKINS]
    assert all(fairer > darker + 0.01 for fairer, darker in pairwise(shades))


def test_a_theme_in_a_skin_is_made_once():
    assert in_skin(EVENING, "tan") is in_skin(EVENING, "tan")
    assert in_skin(EVENING, "tan").skin == SKINS["tan"]
    assert in_skin(EVENING, "no such skin") is EVENING


def test_a_skin_keeps_all_other_colours_of_the_theme():
    assert replace(in_skin(CANDLE, "deep"), skin=CANDLE.skin).ground == CANDLE.ground
    assert in_skin(CANDLE, "deep").name == "candle"


@each_figure
def test_by_candle_nothing_is_bright(figure):
    for theme in (CANDLE, in_skin(CANDLE, "fair")):
        picture = painted(theme, figure)
        brightest = max(picture.pixelColor(x, y).valueF() for x in range(0, 300, 3) for y in range(0, 300, 3))
        assert 0.2 < brightest < 0.66


# --- boxes ---------------------------------------------------------------------------------------------------


@each_posture
@pytest.mark.parametrize(("width", "height"), [(120, 130), (1, 1), (40, 300)])
def test_a_small_box_is_painted_too(width, height, posture):
    picture = painted(DAY, Figure(posture, "slender"), width, height)
    assert any(picture.pixelColor(x, y).alpha() > 0 for x in range(width) for y in range(height))


def test_large_and_small_are_the_same_picture():
    figure = Figure("oneself", "sturdy")
    large = painted(EVENING, figure, 600, 600).scaled(300, 300, mode=Qt.TransformationMode.SmoothTransformation)
    small = painted(EVENING, figure, 300, 300)
    places = [(x, y) for x in range(0, 300, 5) for y in range(0, 300, 5)]
    apart = [abs(large.pixelColor(x, y).valueF() - small.pixelColor(x, y).valueF()) for x, y in places]
    assert sum(apart) / len(apart) < 0.02


def test_the_figure_stays_inside_its_box():
    picture = painted(EVENING, PRONE, 300, 200, QRectF(100, 50, 100, 100))
    assert picture.pixelColor(150, 100).alpha() == 255
    assert picture.pixelColor(150, 20).alpha() == 0
    assert picture.pixelColor(150, 180).alpha() == 0


def test_a_missing_relief_is_named(tmp_path):
    folder = tmp_path / "figure" / "prone-slender" / "small"
    shutil.copytree(ASSETS / "figure" / "prone-slender" / "small", folder)
    (folder / "hair.jpg").unlink()
    picture = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(picture) as painter, pytest.raises(FileNotFoundError, match="hair"):
        paint_figure(painter, QRectF(0, 0, 20, 20), PRONE, EVENING, tmp_path)


@each_figure
@pytest.mark.parametrize("size", ["", "small"])
def test_all_layers_lie_in_the_picture(figure, size):
    folder = folder_of(figure) / size
    made = json.loads((folder / "layers.json").read_text("utf-8"))
    whole = QRect(QPoint(0, 0), QSize(*made.pop("size")))
    for name, x, y in {tuple(layer) for layers in made.values() for layer in layers}:
        if name.endswith(SOFT):
            assert not QImage(str(folder / f"{name}.png")).isNull()
            continue
        light, cover = (QImage(str(folder / f"{name}{end}")) for end in (".jpg", "-cover.png"))
        assert light.size() == cover.size()
        assert whole.contains(QRect(QPoint(x, y), light.size()))
    shown = view(figure.posture)
    wide, high = shown.width(), 2 * shown.height()
    share = high / wide if figure.posture == "side-lying" else wide / high
    assert whole.width() / whole.height() == pytest.approx(share, rel=0.01)


@each_figure
def test_a_figure_weighs_little(figure):
    """One of who works on oneself holds four ways to hold each arm, and a chair."""
    most = 750_000 if FOLDERS.get(figure.posture, figure.posture) == "oneself" else 450_000
    assert sum(path.stat().st_size for path in folder_of(figure).rglob("*.*")) < most


# --- who works on oneself ------------------------------------------------------------------------------------


def skin_at(figure: Figure, x: float, y: float) -> bool:
    """Whether there is bare skin at a point: its colour goes with the skin that is chosen."""
    dark, fair = (painted(in_skin(DAY, name), figure) for name in ("dark", "fair"))
    here = [colour_at(picture, x, y, figure.posture) for picture in (dark, fair)]
    return all(colour.alpha() > 200 for colour in here) and here[1].valueF() > here[0].valueF() + 0.15


ELBOWS = {"beside": (0.93, 0.9), "lap": (0.97, 0.75), "nape": (1.14, -0.1), "waist": (1.17, 0.66)}
"""A bare place of the right arm for each way to hold it that is bare in no other."""


@pytest.mark.parametrize("posture", ["oneself", "oneself-seated"])
@pytest.mark.parametrize("build", get_args(Build))
@pytest.mark.parametrize("hold", HOLDS)
def test_each_arm_is_seen_where_it_is_held_and_nowhere_else(posture, build, hold):
    figure = Figure(posture, build, "lap", hold)
    assert skin_at(figure, *ELBOWS[hold])
    for other in {"nape", "waist"} - {hold}:
        assert not skin_at(figure, *ELBOWS[other])
    left = ELBOWS["lap"]
    assert skin_at(figure, -left[0], left[1])
    assert not skin_at(figure, 0.35, 0.5)  # the trunk stays dressed


@pytest.mark.parametrize("build", get_args(Build))
@pytest.mark.parametrize("hold", HOLDS)
def test_no_seam_shows_where_an_arm_was_put_to_the_trunk(build, hold):
    picture = painted(DAY, Figure("oneself", build, hold, hold), 600, 800)
    for y in (0.2, 0.3, 0.4, 0.46, 0.6, 0.8, 0.95):
        row = [colour_at(picture, x / 100, y, "oneself") for x in range(-66, 67, 2)]
        assert all(colour.alpha() == 255 for colour in row)
        assert max(abs(a.valueF() - b.valueF()) for a, b in pairwise(row)) < 0.22
        assert max(colour.saturationF() for colour in row) < 0.25, "no skin on the shirt"


def test_who_sits_leans_on_the_back_of_a_chair_unless_the_work_is_behind_it():
    with_back, without = (
        painted(DAY, Figure("oneself-seated", "slender", near=near), 600, 800) for near in ("rails", "")
    )
    rail = [colour_at(picture, 0.0, 0.72, "oneself-seated") for picture in (with_back, without)]
    assert rail[0].saturationF() > 0.25 > rail[1].saturationF()
    nape = [colour_at(picture, 0.0, -0.03, "oneself-seated") for picture in (with_back, without)]
    assert nape[0] == nape[1]


def test_of_two_forearms_on_a_desk_the_one_that_works_is_not_lying_there():
    both, right = (
        painted(DAY, figure, 400, 400)
        for figure in (Figure("forearms", "slender"), Figure("forearms", "slender", "", "desk"))
    )
    assert colour_at(both, -0.945, 1.2, "forearms").alpha() == 255
    assert colour_at(right, -0.945, 1.2, "forearms").alpha() < 60
    assert colour_at(right, 0.945, 1.2, "forearms") == colour_at(both, 0.945, 1.2, "forearms")
    place = back_to_box(QRectF(0, 0, 400, 400), "forearms")
    assert place.map(QPointF(0.9, 1.7)).y() < place.map(QPointF(0.9, 1.0)).y(), "the fingers point up"


def test_palm_up_is_another_picture_than_palm_down():
    down, up = (painted(DAY, Figure("forearms", "slender", "", hold), 400, 400) for hold in ("desk", "palm"))
    inside, outside = (0.69, 1.58), (1.17, 1.62)  # there lies the thumb of a right hand
    seen = [[colour_at(picture, *at, "forearms").alpha() > 200 for at in (inside, outside)] for picture in (down, up)]
    assert seen == [[True, False], [False, True]]


def test_who_lies_has_the_feet_down_or_holds_the_knees():
    feet_down, held = (painted(DAY, Figure("oneself-lying", "slender", hold, hold), 400, 400) for hold in ("", "knees"))
    assert any(feet_down.pixelColor(x, y) != held.pixelColor(x, y) for x in range(250, 400) for y in range(100, 300))
    assert feet_down.pixelColor(360, 270).alpha() > 200  # a foot on the mat
    assert held.pixelColor(360, 270).alpha() < 120
