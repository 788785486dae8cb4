"""The hands: every shape shows, stays within its bounds, and is mirrored truly."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from backtimer.core.hand import SHAPES, X_MM, Y_MM, Hand, mirrored
from backtimer.ui.paint_hands import EXTENTS, LIFTED_MM, LaidHand, hands_apart, lay_hand, paint_hand
from backtimer.ui.theme import CANDLE, EVENING, SKINS, THEMES, Theme, in_skin

ASSETS = Path(__file__).parents[2] / "assets"
SIDE = 420
SCALE = 0.5
"""Pixels per mm: small pictures keep the tests quick."""

SOLID = 252
HELD_MM = 140.0

pytestmark = pytest.mark.usefixtures("qapp")


def to_box() -> QTransform:
    return QTransform(X_MM * SCALE, 0, 0, Y_MM * SCALE, SIDE / 2, SIDE / 2)


def laid(hand: Hand, box: QTransform, theme: Theme, pressure: float) -> LaidHand:
    return lay_hand(hand, hand.weight * pressure, box, theme, pressure, ASSETS, 1.0)


def painted(
    hand: Hand,
    theme: Theme = EVENING,
    pressure: float = 3.0,
    opacity: float = 1.0,
    box: QTransform | None = None,
) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as p:
        p.setOpacity(opacity)
        paint_hand(p, laid(hand, box or to_box(), theme, pressure))
    return image


def bounds(hand: Hand) -> QRectF:
    return QRectF(laid(hand, to_box(), EVENING, 5).rect())


def alpha(image: QImage, x: float, y: float) -> int:
    return QColor.fromRgba(image.pixel(round(x), round(y))).alpha()


def touched(image: QImage, least: int = 1) -> QRectF:
    """Everything at least so opaque: shadows fall to one side, so an outline is told by what is solid."""
    spots = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) >> 24 >= least]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return QRectF(min(across), min(down), max(across) - min(across) + 1, max(down) - min(down) + 1)


def difference(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("thumb", [-1, 1])
def test_every_shape_covers_what_it_touches_or_lies_beside_it(shape, thumb):
    image = painted(Hand((0, 0), shape=shape, thumb=thumb, grip=0.4))
    assert alpha(image, SIDE / 2, SIDE / 2) > 40


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("turn", "lift"), [(0, 0), (35, 1), (-120, 0.5)])
def test_nothing_is_painted_outside_the_bounds(shape, turn, lift):
    hand = Hand((0.1, -0.05), turn=turn, shape=shape, lift=lift, grip=0.7)
    assert bounds(hand).contains(touched(painted(hand, pressure=5)))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("turn", [0, 70, 200])
def test_bounds_contain_the_anchor(shape, turn):
    hand = Hand((0.3, 0.2), turn=turn, shape=shape)
    assert bounds(hand).contains(to_box().map(QPointF(0.3, 0.2)))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_mirrored_hand_has_the_mirrored_outline(shape):
    hand = Hand((0.3, 0.2), turn=25, shape=shape, weight=0)
    one, other = (touched(painted(it), SOLID) for it in (hand, mirrored(hand)))
    assert other.top() == pytest.approx(one.top(), abs=2)
    assert other.left() == pytest.approx(SIDE - one.right(), abs=2)
    assert other.right() == pytest.approx(SIDE - one.left(), abs=2)


def test_the_thumb_is_seen_on_its_side():
    right, left = painted(Hand((0, 0), thumb=1)), painted(Hand((0, 0), thumb=-1))
    reach = 56 * SCALE  # the thumb sticks out so far, the little finger's side does not
    row = SIDE / 2 - 40 * SCALE
    assert alpha(right, SIDE / 2 + reach, row) > 200 > alpha(right, SIDE / 2 - reach, row)
    assert alpha(left, SIDE / 2 - reach, row) > 200 > alpha(left, SIDE / 2 + reach, row)


def test_the_forearm_fades_slowly():
    image = painted(Hand((0, 0), weight=0))
    along = [alpha(image, SIDE / 2, SIDE / 2 + mm * SCALE) for mm in range(150, 330, 10)]
    assert along[0] > 240
    assert along[-1] < 10
    assert all(here >= there for here, there in pairwise(along))
    assert max(here - there for here, there in pairwise(along)) < 50


def test_light_comes_from_the_upper_left_however_the_hand_is_turned():
    for turn in (0, 90, 180, 270):
        for thumb in (-1, 1):
            image = painted(Hand((0, 0), turn=turn, shape="ball", thumb=thumb, weight=0))
            off = 20 * SCALE
            lit = QColor(image.pixel(round(SIDE / 2 - off), round(SIDE / 2 - off))).lightness()
            dark = QColor(image.pixel(round(SIDE / 2 + off), round(SIDE / 2 + off))).lightness()
            assert lit > dark + 20


def test_pressure_shows_as_a_glow_only_where_there_is_weight():
    hand = Hand((0, 0), shape="thumb")
    beside = (SIDE / 2 + 12 * SCALE, SIDE / 2 - 6 * SCALE)
    seen = {
        QColor.fromRgba(painted(it, pressure=level).pixel(*map(round, beside))).hue()
        for it, level in ((hand, 2.0), (hand, 4.0), (replace(hand, weight=0.0), 4.0))
    }
    assert len(seen) == 3


def test_a_lifted_hand_keeps_its_shadow_at_a_distance():
    resting, lifted = Hand((0, 0), shape="ball", weight=0), Hand((0, 0), shape="ball", weight=0, lift=1)
    edge = 34 * SCALE
    far = (SIDE / 2 + edge * 0.7 + LIFTED_MM.x() * SCALE, SIDE / 2 + edge * 0.7 + LIFTED_MM.y() * SCALE)
    assert alpha(painted(lifted), *far) > alpha(painted(resting), *far)


def test_a_hand_that_fades_in_is_painted_with_the_painters_opacity():
    assert alpha(painted(Hand((0, 0), weight=0), opacity=0.25), SIDE / 2, SIDE / 2) < 150


def test_closing_moves_the_thumb_without_a_ghost():
    # Half-covered pixels are edge and arm only: about as many in between as at a sculpted stage.
    halves = []
    for step in range(16):
        image = painted(Hand((0, 0), shape="grip", grip=step / 15, weight=0))
        halves.append(sum(80 < alpha(image, x, y) < 175 for x in range(90, 330, 2) for y in range(150, 230, 2)))
    assert max(halves) < 1.6 * max(halves[::3])


def test_every_level_looks_different_where_the_hand_touches():
    images = [painted(Hand((0, 0), shape="thumb"), pressure=level) for level in (1.0, 2.0, 3.0, 4.0)]
    spots = [(SIDE / 2 + x * SCALE, SIDE / 2 + y * SCALE) for x, y in ((-13, 0), (-9, -12), (0, -14), (13, 0))]
    for one, other in pairwise(images):
        apart = [difference(QColor(one.pixel(*map(round, at))), QColor(other.pixel(*map(round, at)))) for at in spots]
        assert min(apart) > 12


def test_the_skin_gives_way_from_level_three_on():
    toward_the_lamp, away = (-16, -19), (19, 21)  # mm from the thumb's tip
    hand = Hand((0, 0), shape="thumb")
    change = {}
    for level in (1.0, 2.0, 4.0):
        image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        image.fill(QColor(EVENING.skin.base))
        with QPainter(image) as p:
            paint_hand(p, laid(hand, to_box(), EVENING, level))
        spots = [(round(SIDE / 2 + x * SCALE), round(SIDE / 2 + y * SCALE)) for x, y in (toward_the_lamp, away)]
        dark, light = (QColor(image.pixel(*spot)).lightness() for spot in spots)
        change[level] = light - dark
    assert change[4.0] > change[2.0] + 15
    assert abs(change[2.0] - change[1.0]) < 15


def test_flesh_spreads_under_weight():
    light, firm = (touched(painted(Hand((0, 0)), pressure=level), SOLID) for level in (1.0, 4.0))
    assert firm.width() > light.width()
    assert firm.height() <= light.height()


@pytest.mark.parametrize("scale", [SCALE, 0.2])
def test_a_trembling_hand_shows_copies_to_either_side_even_in_a_small_picture(scale):
    box = QTransform(X_MM * scale, 0, 0, Y_MM * scale, SIDE / 2, SIDE / 2)
    still, shaken = (painted(Hand((0, 0), weight=0, shake=mm), box=box) for mm in (0.0, 3.0))
    row = round(SIDE / 2 - 15 * scale)
    across = [x for x in range(SIDE) if alpha(still, x, row) >= SOLID]
    for outside in (across[0] - 2, across[-1] + 2):
        assert alpha(shaken, outside, row) > alpha(still, outside, row) + 20
    assert QRectF(laid(Hand((0, 0), weight=0, shake=3.0), box, EVENING, 3).rect()).contains(touched(shaken))


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("name", SKINS)
def test_the_hands_are_told_from_every_skin(theme, name):
    on = in_skin(theme, name)
    assert difference(QColor(hands_apart(on).base), QColor(on.skin.base)) >= 35


def test_a_towel_is_held_by_two_hands():
    image = painted(Hand((0, 0), shape="towel", weight=0))
    cloth = QColor(image.pixel(SIDE // 2, SIDE // 2))
    for side in (-1, 1):
        skin = QColor(image.pixel(round(SIDE / 2 + side * HELD_MM * SCALE), round(SIDE / 2 + 20 * SCALE)))
        assert skin.saturation() > cloth.saturation() + 20


def test_edge_up_a_hand_is_a_narrow_blade():
    blade, flat = (touched(painted(Hand((0, 0), shape=shape, weight=0)), SOLID) for shape in ("edge", "palm"))
    assert blade.width() < 0.75 * flat.width()


def test_the_painter_is_left_as_it_was():
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as p:
        p.translate(3, 4)
        p.setOpacity(0.5)
        paint_hand(p, laid(Hand((0, 0)), to_box(), CANDLE, 2))
        assert p.transform() == QTransform.fromTranslate(3, 4)
        assert p.opacity() == 0.5


def test_what_cannot_be_told_apart_is_one_picture():
    hand = Hand((0, 0), turn=10)
    one, other = (laid(it, to_box(), EVENING, 3) for it in (hand, replace(hand, turn=10.4)))
    assert one.same_as(other)
    assert not one.same_as(laid(replace(hand, turn=20), to_box(), EVENING, 3))


def test_every_shape_has_an_extent():
    assert set(EXTENTS) == set(SHAPES)


def test_small_hands_stay_smooth():
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as p:
        paint_hand(p, laid(Hand((0, 0)), QTransform(24, 0, 0, 48, 30, 30), EVENING, 2))
    assert alpha(image, 30, 30) > 200
