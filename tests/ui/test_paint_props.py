"""The wall before who leans on a ball, and own hands in the picture: seen, in one's own skin, at no greater cost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from backtimer.core.cards import card_of
from backtimer.core.hand import Hand
from backtimer.core.moment import Moment
from backtimer.core.motion import round_of
from backtimer.core.plan import Plan, make_plan
from backtimer.core.timing import Ms
from backtimer.files.routine_file import read_routine
from backtimer.ui.look import Look
from backtimer.ui.paint_card import paint_thumbnail
from backtimer.ui.paint_figure import Figure, back_to_box
from backtimer.ui.paint_hands import lay_hand
from backtimer.ui.paint_props import BOARDS, EDGE
from backtimer.ui.paint_stage import figure_of, paint_person, paint_stage, scene_of
from backtimer.ui.theme import CANDLE, DAY, EVENING, in_skin

ASSETS = Path(__file__).parents[2] / "assets"
SELF_CARE = sorted((Path(__file__).parents[2] / "routines").glob("self-*.yaml"))
BOX = QRectF(0, 0, 360, 360)

pytestmark = pytest.mark.usefixtures("qapp")

each_theme = pytest.mark.parametrize("theme", [DAY, EVENING, CANDLE], ids=lambda theme: theme.name)
each_routine = pytest.mark.parametrize("file", SELF_CARE, ids=lambda file: file.stem)


@pytest.fixture
def look(handbook) -> Look:
    return Look(ASSETS, handbook, DAY)


def plan_of(file: Path, handbook) -> Plan:
    routine = read_routine(file, handbook).routine
    assert routine is not None
    return make_plan(routine)


def steps_of(plan: Plan) -> list[int]:
    return [index for index, span in enumerate(plan.spans) if span.kind == "step"]


def at_work(plan: Plan, index: int) -> Moment:
    """A moment at which the hands of a step are well on their way."""
    hands = Ms(round_of(plan.spans[index].step) * 3 // 16)
    return Moment(plan, Ms(plan.spans[index].start + 1_000), index, hands=hands)


def picture(paint) -> QImage:
    image = QImage(360, 360, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    with QPainter(image) as painter:
        paint(painter)
    return image


def apart(one: QImage, other: QImage) -> int:
    """How many pixels of two pictures are clearly not the same."""
    places = [(x, y) for x in range(0, 360, 3) for y in range(0, 360, 3)]
    return sum(abs(one.pixelColor(*at).valueF() - other.pixelColor(*at).valueF()) > 0.03 for at in places)


@each_theme
def test_a_wall_has_an_edge_veils_who_stands_behind_it_and_is_boarded(theme, look):
    look = replace(look, theme=theme)
    with_wall, without = (
        picture(lambda painter, near=near: paint_person(painter, BOX, Figure("oneself", "slender", near=near), look))
        for near in ("wall", "")
    )
    to_box = back_to_box(BOX, "oneself")
    edge = round(to_box.map(QPointF(EDGE, 0.4)).x())
    row = 150
    assert with_wall.pixelColor(edge - 20, row) == without.pixelColor(edge - 20, row), "nothing before it begins"
    beside, beyond = (with_wall.pixelColor(edge + by, row).valueF() for by in (1, 12))
    assert abs(beside - beyond) > 0.02
    veiled = [to_box.map(QPointF(x, 0.45)).toPoint() for x in (-0.3, 0.35)]
    assert all(with_wall.pixelColor(at) != without.pixelColor(at) for at in veiled)
    board = round(to_box.map(QPointF(BOARDS[1], 0.0)).x())
    near = [with_wall.pixelColor(x, 8).valueF() for x in range(board - 3, board + 4)]
    assert max(near) - min(near) > 0.01


@each_routine
def test_every_step_is_another_picture_than_the_one_before_and_hands_are_seen(file, handbook, look):
    plan, last = plan_of(file, handbook), None
    for index in steps_of(plan):
        moment = at_work(plan, index)
        step = plan.spans[index].step
        shown = picture(lambda painter, moment=moment: paint_stage(painter, BOX, moment, look))
        lies = step.posture == "oneself-lying"  # who lies may lie still
        if last is not None and not lies and (step.stroke.id, step.side, step.regions) != last[1:]:
            assert apart(shown, last[0]) > 10
        last = shown, step.stroke.id, step.side, step.regions
        figure = figure_of(moment, look)
        hands = scene_of(moment, back_to_box(BOX, figure.posture), look, 1.0).hands
        works = step.stroke.motion != "none" and step.regions and step.posture != "oneself-lying"
        assert bool(hands) == bool(works)
        for hand in hands:
            assert BOX.adjusted(-60, -60, 60, 60).intersects(QRectF(hand.rect()))


def test_an_own_hand_has_the_skin_of_the_back_and_a_masseurs_never(look):
    dark = replace(look, theme=in_skin(DAY, "dark"))
    to_box = back_to_box(BOX, "oneself")

    def brightness(hand: Hand, seen: Look) -> float:
        laid = lay_hand(hand, 0.0, to_box, seen.theme, 0.0, ASSETS, 1.0).picture.toImage()
        pixels = [laid.pixelColor(x, y) for x in range(laid.width()) for y in range(laid.height())]
        solid = [pixel.valueF() for pixel in pixels if pixel.alpha() == 255]
        return sum(solid) / len(solid)

    given, own = Hand((0.2, 0.5)), Hand((0.2, 0.5), own=True)
    assert brightness(own, look) > brightness(own, dark) + 0.2
    assert abs(brightness(given, dark) - brightness(own, dark)) > 0.08


def test_an_arm_is_as_long_as_to_its_elbow_and_the_hand_is_not_shortened(look):
    to_box = back_to_box(QRectF(0, 0, 900, 900), "oneself")
    sizes = {}
    for arm in (0.0, 240.0, 170.0):
        hand = Hand((0.2, 0.5), turn=0.0, own=True, arm=arm)
        sizes[arm] = lay_hand(hand, 0.0, to_box, look.theme, 0.0, ASSETS, 1.0).picture.deviceIndependentSize()
    assert sizes[0.0].height() > sizes[240.0].height() + 20 > sizes[170.0].height() + 40
    assert sizes[0.0].width() == sizes[240.0].width() == sizes[170.0].width()


def test_a_ball_that_rolled_half_round_shows_another_side(look):
    to_box = back_to_box(QRectF(0, 0, 900, 900), "oneself")
    one, half, whole = (
        lay_hand(Hand((0.2, 0.3), shape="ball", grip=grip), 2.0, to_box, look.theme, 2.0, ASSETS, 1.0).picture
        for grip in (0.0, 0.5, 0.999)
    )
    assert one.toImage() != half.toImage()
    assert one.toImage() == whole.toImage()


def test_hands_whose_arm_is_seen_need_no_clipping(handbook, look):
    """To clip to the body's outline is what costs most of a frame."""
    plan = plan_of(next(file for file in SELF_CARE if file.stem == "self-chair-lowback-2"), handbook)
    for index in steps_of(plan):
        assert not scene_of(at_work(plan, index), back_to_box(BOX, "oneself-seated"), look, 1.0).own


@each_routine
@each_theme
def test_the_card_shows_oneself_at_work(file, theme, handbook, look):
    card = card_of(read_routine(file, handbook).routine)
    look = replace(look, theme=theme)
    mine, given = (
        picture(lambda painter, card=card: paint_thumbnail(painter, QRectF(60, 20, 220, 320), card, look))
        for card in (card, replace(card, audience=("partner",)))
    )
    assert apart(mine, given) > 100
    assert mine.pixelColor(40, 180) == given.pixelColor(40, 180) == QColor("#808080"), "nothing beside the box"
