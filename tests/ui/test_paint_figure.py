from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from backtimer.ui.paint_figure import VIEW, back_to_box, paint_figure
from backtimer.ui.theme import CANDLE, DAY, EVENING, SKINS, Theme

ASSETS = Path(__file__).parents[2] / "assets"

pytestmark = pytest.mark.usefixtures("qapp")


def painted(theme: Theme, width: int = 360, height: int = 400, box: QRectF | None = None) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint_figure(painter, box or QRectF(0, 0, width, height), theme, ASSETS)
    return picture


def colour_at(picture: QImage, x: float, y: float):
    place = back_to_box(QRectF(picture.rect())).map(QPointF(x, y))
    return picture.pixelColor(int(place.x()), int(place.y()))


def brightness(picture: QImage) -> float:
    places = [(x, y) for x in (-0.5, -0.2, 0.2, 0.5) for y in (0.2, 0.4, 0.6, 0.8)]
    return sum(colour_at(picture, x, y).valueF() for x, y in places) / len(places)


@pytest.mark.parametrize("box", [QRectF(0, 0, 900, 1000), QRectF(30, 20, 400, 130), QRectF(0, 0, 50, 700)])
def test_the_view_lies_whole_and_centred_in_the_box(box):
    place = back_to_box(box).mapRect(VIEW)
    assert box.adjusted(-0.01, -0.01, 0.01, 0.01).contains(place)
    assert place.center().x() == pytest.approx(box.center().x())
    assert place.center().y() == pytest.approx(box.center().y())
    assert place.width() == pytest.approx(box.width()) or place.height() == pytest.approx(box.height())


def test_one_unit_down_is_as_long_as_two_units_across():
    place = back_to_box(QRectF(10, 20, 640, 480))
    assert place.m22() == pytest.approx(2 * place.m11())


def test_left_and_right_are_mapped_alike():
    box = QRectF(10, 20, 640, 480)
    place = back_to_box(box)
    left, right = place.map(QPointF(-0.7, 0.3)), place.map(QPointF(0.7, 0.3))
    assert left.x() + right.x() == pytest.approx(2 * box.center().x())
    assert left.y() == pytest.approx(right.y())


@pytest.mark.parametrize(
    ("x", "y"), [(0, -0.3), (0, 0), (0.6, 0.2), (-0.6, 0.2), (0.2, 0.8), (0.93, 0.7), (-0.93, 0.7), (0, 1.12)]
)
def test_head_neck_back_arms_and_drape_are_solid(x, y):
    assert colour_at(painted(EVENING), x, y).alpha() == 255


@pytest.mark.parametrize("theme", [DAY, EVENING, CANDLE], ids=lambda theme: theme.name)
def test_nothing_reaches_the_edges_of_the_view(theme):
    picture = painted(theme, 264, 376)
    right, bottom = picture.width() - 1, picture.height() - 1
    rim = [(x, y) for x in range(right + 1) for y in (0, bottom)]
    rim += [(x, y) for y in range(bottom + 1) for x in (0, right)]
    assert max(picture.pixelColor(x, y).alpha() for x, y in rim) <= 3


def test_between_arm_and_waist_the_ground_shows():
    assert colour_at(painted(EVENING), 0.71, 0.8).alpha() < 200


def test_the_light_comes_from_the_left():
    picture = painted(EVENING)
    assert colour_at(picture, -0.58, 0.6).valueF() > 1.2 * colour_at(picture, 0.58, 0.6).valueF()


def test_every_skin_gives_another_picture_and_the_fairer_is_brighter():
    shades = [brightness(painted(replace(EVENING, skin=SKINS[name]))) for name in ("fair", "warm", "tan", "deep")]
    assert all(fairer > darker + 0.02 for fairer, darker in pairwise(shades))


def test_by_candle_nothing_is_bright():
    picture = painted(CANDLE)
    brightest = max(picture.pixelColor(x, y).valueF() for x in range(0, 360, 3) for y in range(0, 400, 3))
    assert brightest < 0.6


@pytest.mark.parametrize(("width", "height"), [(120, 130), (1, 1), (40, 300)])
def test_a_small_box_is_painted_too(width, height):
    picture = painted(DAY, width, height)
    assert picture.pixelColor(width // 2, height // 2).alpha() > 0


def test_the_figure_stays_inside_its_box():
    picture = painted(EVENING, 300, 200, QRectF(100, 50, 100, 100))
    assert picture.pixelColor(150, 100).alpha() == 255
    assert picture.pixelColor(150, 20).alpha() == 0
    assert picture.pixelColor(150, 180).alpha() == 0


def test_a_missing_relief_is_named(tmp_path):
    picture = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(picture) as painter, pytest.raises(FileNotFoundError, match="body"):
        paint_figure(painter, QRectF(0, 0, 20, 20), EVENING, tmp_path)
