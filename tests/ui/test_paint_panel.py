"""The words of a moment: whatever an author wrote and whatever state it is in, they are painted in their boxes."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from backtimer.core.moment import Moment, moment_at
from backtimer.core.plan import make_plan
from backtimer.core.timing import Ms
from backtimer.ui.lettering import load_faces
from backtimer.ui.paint_panel import (
    STATES,
    countdown_box,
    countdown_text,
    cue_box,
    head_box,
    paint_countdown,
    paint_cue,
    paint_far,
    paint_footer,
    paint_head,
    paint_pressure,
    paint_welcome,
    pressure_box,
)
from backtimer.ui.theme import EVENING, THEMES
from tests.make import a_plan, a_region, a_routine, a_step, a_stroke

ALL_STATES = ("ready", "running", "paused", "leading", "holding", "waiting", "finished", "stopped")

PLAN = make_plan(a_routine(a_step(60, side="each", pressure=(1, 3)), a_step(30, cue="Softly.", note="The long text.")))


@pytest.fixture(scope="module", autouse=True)
def faces(qapp):  # noqa: ARG001  # fonts need the application
    load_faces(Path(__file__).parents[2] / "assets")


def paint_everything(painter: QPainter, box: QRectF, unit: float, moment: Moment, theme) -> None:
    paint_welcome(painter, box, unit, moment, theme)
    for terms in (False, True):
        paint_head(painter, head_box(box, unit), unit, moment, theme, terms=terms)
        paint_cue(painter, cue_box(box, unit), unit, moment, theme, notes=terms)
        paint_far(painter, box, moment, theme, terms=terms)
    paint_countdown(painter, countdown_box(box, unit), unit, moment, theme)
    paint_pressure(painter, pressure_box(box, unit), unit, moment, theme)
    paint_footer(painter, QRectF(0, box.height() - 40, box.width(), 40), unit, moment, theme, "21:36")


def picture_of(paint, size=(480, 650)) -> QImage:
    picture = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(EVENING.ground))
    with QPainter(picture) as painter:
        paint(painter, QRectF(picture.rect()))
    return picture


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("position", [0, 8_000, 38_000, 40_000, 71_999, PLAN.total])
def test_every_state_of_every_kind_of_span_is_painted(state, position, theme):
    moment = replace(moment_at(PLAN, Ms(position)), state=state, lead=Ms(2_500), stayed=Ms(61_000))
    picture_of(lambda painter, box: paint_everything(painter, box, 0.8, moment, theme), (300, 400))


TEXT = st.text(max_size=120)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts=st.fixed_dictionaries(dict.fromkeys(("name", "cue", "say", "note"), TEXT)),
    about=st.fixed_dictionaries({"title": TEXT, "needs": st.lists(TEXT, max_size=3).map(tuple)}),
    state=st.sampled_from(ALL_STATES),
    side=st.sampled_from(["both", "left", "middle"]),
    pressure=st.lists(st.integers(1, 5), max_size=4).map(tuple),
    position=st.integers(0, 200_000),
    size=st.sampled_from([(480, 650), (20, 20), (1, 900), (1600, 200)]),
    unit=st.sampled_from([0.1, 0.66, 2.0]),
)
def test_any_text_in_any_state_and_box_is_painted(texts, about, state, side, pressure, position, size, unit):
    stroke = a_stroke(name=texts["name"], term=texts["cue"], line=texts["note"])
    region = a_region(name=texts["say"], one=texts["name"], term=texts["cue"])
    step = a_step(100, stroke=stroke, regions=(region,), side=side, pressure=pressure, **texts)
    plan = make_plan(a_routine(step, a_step(50), **about))
    moment = replace(moment_at(plan, Ms(position)), state=state, stayed=Ms(position), lead=Ms(3_000))
    picture_of(lambda painter, box: paint_everything(painter, box, unit, moment, EVENING), size)


@pytest.mark.parametrize(
    ("state", "position", "text"),
    [
        ("ready", 0, "1:00"),
        ("running", 0, "1:00"),
        ("running", 1, "1:00"),
        ("running", 1_000, "0:59"),
        ("running", 59_999, "0:01"),
        ("paused", 30_000, "0:30"),
        ("holding", 30_000, "0:30"),
        ("leading", 30_000, "0:03"),
        ("waiting", 30_000, "+1:01"),
        ("finished", 60_000, "0:00"),
    ],
)
def test_the_digits_say_what_is_left_or_how_long_one_stayed(state, position, text):
    moment = replace(moment_at(a_plan(a_step(60)), Ms(position)), state=state, lead=Ms(2_500), stayed=Ms(61_900))
    assert countdown_text(moment) == text


def test_the_parts_of_the_panel_do_not_overlap():
    box = QRectF(0, 0, 480, 650)
    boxes = [part(box, 1.0) for part in (head_box, countdown_box, pressure_box, cue_box)]
    for number, one in enumerate(boxes):
        assert box.contains(one)
        assert not any(one.intersects(other) for other in boxes[number + 1 :])


def test_each_part_stays_within_its_box():
    """Only what is asked for is painted again: what stood outside of its box would be left behind."""
    moment = moment_at(PLAN, Ms(20_000))
    unit = 1.0
    for part, paint in (
        (countdown_box, lambda painter, box: paint_countdown(painter, box, unit, moment, EVENING)),
        (cue_box, lambda painter, box: paint_cue(painter, box, unit, moment, EVENING, notes=True)),
        (head_box, lambda painter, box: paint_head(painter, box, unit, moment, EVENING, terms=True)),
    ):
        whole = QRectF(0, 0, 480, 650)
        own = part(whole, unit)

        def outside(painter, _, own=own, paint=paint):
            paint(painter, own)
            painter.fillRect(own.adjusted(-12, 0, 12, 0), QColor(EVENING.ground))

        assert picture_of(outside) == picture_of(lambda painter, box: None), part.__name__  # noqa: ARG005


def test_time_that_stands_is_said_above_the_name():
    pictures = {
        state: picture_of(
            lambda painter, box, state=state: paint_head(
                painter, box, 1.0, replace(moment_at(PLAN, Ms(20_000)), state=state), EVENING, terms=False
            )
        )
        for state in ("running", *STATES)
    }
    distinct = []
    for picture in pictures.values():
        if picture not in distinct:
            distinct.append(picture)
    assert len(distinct) == 1 + len(STATES)


def test_where_no_hand_presses_no_gauge_is_painted():
    moment = moment_at(a_plan(a_step(30, pressure=())), Ms(0))
    gauge = picture_of(lambda painter, box: paint_pressure(painter, box, 1.0, moment, EVENING))
    assert gauge == picture_of(lambda painter, box: None)  # noqa: ARG005


def test_the_far_view_says_left_and_right_in_a_badge():
    left, right, both = (
        picture_of(
            lambda painter, box, side=side: paint_far(
                painter, box, moment_at(a_plan(a_step(30, side=side)), Ms(0)), EVENING, terms=False
            ),
            (1280, 800),
        )
        for side in ("left", "right", "both")
    )
    at = (1280 - 64 - 280, 48 + 60)
    assert [picture.pixelColor(*at).name() for picture in (left, right, both)] == [
        EVENING.accent,
        EVENING.accent,
        EVENING.ground,
    ]
    assert left != right
