"""The fold of raised skin: light toward the lamp, shade behind it, nothing where skin lies flat."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from backtimer.core.hand import X_MM, Y_MM, Fold
from backtimer.ui.paint_skin import lay_fold, paint_fold
from backtimer.ui.theme import THEMES, Theme

SIDE = 200
FOLD = Fold((0, 0), 45, 90, 26, 1.0)
EVENING = THEMES["evening"]

pytestmark = pytest.mark.usefixtures("qapp")


def to_box(x: float = SIDE / 2, y: float = SIDE / 2) -> QTransform:
    return QTransform(X_MM, 0, 0, Y_MM, x, y)


def on_skin(fold: Fold, theme: Theme = EVENING) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.skin.base))
    with QPainter(image) as p:
        paint_fold(p, lay_fold(fold, to_box(), theme, 1.0))
    return image


def lightness(image: QImage, x: float, y: float) -> int:
    return QColor(image.pixel(round(SIDE / 2 + x), round(SIDE / 2 + y))).lightness()


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("turn", [0, 45, 90])
def test_the_side_toward_the_lamp_is_light_and_the_other_dark(theme, turn):
    image = on_skin(replace(FOLD, turn=turn), theme)
    flat = QColor(theme.skin.base).lightness()
    assert lightness(image, -5, -5) > flat
    assert lightness(image, 5, 5) < flat


def test_the_shade_reaches_further_than_the_light():
    image = on_skin(FOLD)
    flat = lightness(image, 90, -90)
    assert flat - lightness(image, 15, 15) > abs(lightness(image, -15, -15) - flat)


def test_flat_skin_stays_as_it_is():
    plain = on_skin(replace(FOLD, height=0.0))
    assert {plain.pixel(x, y) for x in range(0, SIDE, 3) for y in range(0, SIDE, 3)} == {plain.pixel(0, 0)}


def test_the_higher_the_darker_its_far_side():
    shades = [lightness(on_skin(replace(FOLD, height=height)), 6, 6) for height in (0.25, 0.5, 1.0)]
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == 3


def test_it_runs_where_it_is_turned():
    across, along = (lay_fold(replace(FOLD, turn=turn), to_box(), EVENING, 1.0).rect() for turn in (90, 0))
    assert across.width() > 1.5 * across.height()
    assert along.height() > 1.5 * along.width()


def test_nothing_is_painted_outside_its_bounds():
    laid = lay_fold(FOLD, to_box(), EVENING, 1.0)
    image = on_skin(FOLD)
    flat = image.pixel(0, 0)
    changed = [(x, y) for x in range(SIDE) for y in range(SIDE) if image.pixel(x, y) != flat]
    assert changed
    assert all(laid.rect().contains(x, y) for x, y in changed)


def test_a_fold_ends_softly():
    image = on_skin(replace(FOLD, turn=90))
    flat = image.pixel(0, 0)
    box = QRectF(lay_fold(replace(FOLD, turn=90), to_box(), EVENING, 1.0).rect())
    border = [(x, y) for x in range(int(box.left()), int(box.right())) for y in (box.top(), box.bottom() - 1)]
    assert all(image.pixel(x, int(y)) == flat for x, y in border)


def test_a_fold_that_moves_keeps_its_picture():
    one, other = (lay_fold(FOLD, to_box(x), EVENING, 1.0) for x in (100, 130))
    assert one.picture is other.picture
    assert not one.same_as(other)
    assert one.same_as(lay_fold(replace(FOLD, turn=FOLD.turn + 180.3), to_box(100), EVENING, 1.0))


def test_a_fold_lies_on_whole_device_pixels():
    for x in (100.1, 100.37, 100.8):
        corner = lay_fold(FOLD, to_box(x, x), EVENING, 2.0).corner * 2
        assert corner == QPointF(round(corner.x()), round(corner.y()))
