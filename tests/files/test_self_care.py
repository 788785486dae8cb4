"""The routines for oneself: short ones that stretch, hands where they should be, and a place to do each of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from backtimer.core.bearing import inside
from backtimer.core.cards import card_of
from backtimer.core.finder import Wish, found
from backtimer.core.fit import bounds, fit
from backtimer.core.hand import X_MM, Y_MM, distance_mm
from backtimer.core.kinds import OWN
from backtimer.core.lint import lint
from backtimer.core.motion import hands_of, round_of
from backtimer.core.plan import make_plan
from backtimer.core.shelf import Entry
from backtimer.core.timing import MINUTE, Ms
from backtimer.core.wishes import AS_WRITTEN
from backtimer.files.routine_file import read_routine

FOLDER = Path(__file__).parents[2] / "routines"
ALL = tuple(sorted(path.stem for path in FOLDER.glob("self-*.yaml")))
SHORT = (
    "self-chair-lowback-2",
    "self-desk-ball-3",
    "self-desk-shoulders-2",
    "self-hands-forearms-3",
    "self-standing-reset-1",
)

BALL_MM = 12.0
"""So broad is what a ball touches to either side of its middle."""

REACH_MM = 70.0
"""So far from its region what touches may be: one who reaches over the shoulder lays the fingers down the back."""


@pytest.fixture(scope="module")
def routines(handbook):
    """All of them, by name."""
    return {name: read_routine(FOLDER / f"{name}.yaml", handbook) for name in ALL}


def worked(routine):
    """Each step with hands, each side by itself."""
    for step in routine.in_order():
        if step.regions and step.stroke.motion != "none":
            for side in ("left", "right") if step.side == "each" else (step.side,):
                yield replace(step, side=side)


def test_there_are_eight_and_five_of_them_are_short():
    assert len(ALL) == 8
    assert set(SHORT) < set(ALL)


@pytest.mark.parametrize("name", SHORT)
def test_a_short_one_has_nothing_to_warn_of_at_half_and_at_one_and_a_half_of_its_length(name, routines):
    read = routines[name]
    assert read.problems == ()
    assert MINUTE <= read.routine.time <= 3 * MINUTE
    total = make_plan(read.routine).total
    least, most = bounds(read.routine, AS_WRITTEN)
    assert least <= total / 2
    assert most >= total * 1.5
    for share in (0.5, 0.75, 1.0, 1.25, 1.5):
        fitted = fit(read.routine, replace(AS_WRITTEN, length=Ms(round(total * share / 2) * 2)))
        assert lint(replace(read.routine, steps=fitted.steps)) == ()


@pytest.mark.parametrize("name", SHORT)
def test_what_a_short_one_says_can_be_said_in_one_breath(name, routines):
    said = [step.say or step.cue for step in routines[name].routine.in_order()]
    assert [text for text in said if len(text) > 150 or any(mark in text for mark in "()[]/–…")] == []


@pytest.mark.parametrize("name", ALL)
def test_own_hands_touch_the_region_that_they_should(name, routines):
    for step in worked(routines[name].routine):
        assert step.posture in OWN
        if step.posture == "oneself-lying":
            continue
        shapes = [shape for region in step.regions for shape in region.shape]
        corners = [corner for shape in shapes for corner in shape]
        touching = 0
        for time in range(0, round_of(step), 400):
            for hand in hands_of(step, Ms(time)):
                if hand.lift > 0.05:
                    continue
                at = (abs(hand.at[0]), hand.at[1])
                near = any(inside(at, shape) for shape in shapes)
                near = near or min(distance_mm(at, corner) for corner in corners) < REACH_MM
                assert near, (step.stroke.id, step.regions[0].id, hand.at)
                touching += 1
        assert touching, step.stroke.id


@pytest.mark.parametrize("name", ALL)
def test_the_ball_is_never_on_the_spine_the_lowest_ribs_or_the_loin(name, routines, handbook):
    zones = [zone for zone in handbook.zones if zone.id != "neck_side"]
    for step in worked(routines[name].routine):
        if step.hands != "ball":
            continue
        for time in range(0, round_of(step), 100):
            (ball,) = hands_of(step, Ms(time))
            x, y = abs(ball.at[0]), ball.at[1]
            touched = [(x + dx / X_MM, y + dy / Y_MM) for dx in (-BALL_MM, 0, BALL_MM) for dy in (-BALL_MM, 0, BALL_MM)]
            assert [zone.id for zone in zones for at in touched if inside(at, zone.shape)] == []
            assert x > 0.1


def test_the_neck_is_never_worked_for_longer_than_ninety_seconds_nor_harder_than_two(routines):
    for read in routines.values():
        for step in worked(read.routine):
            if any(region.neck for region in step.regions):
                assert step.time <= 90_000
                assert max(step.pressure) <= 2


PLACES = {
    "self-ball-wall-8": (("standing",), ("ball",)),
    "self-chair-lowback-2": (("seated",), ("chair",)),
    "self-desk-ball-3": (("standing",), ("ball",)),
    "self-desk-shoulders-2": (("seated",), ("chair",)),
    "self-hands-forearms-3": (("seated",), ("chair",)),
    "self-lowback-6": (("standing", "supine"), ("ball",)),
    "self-neck-shoulders-5": (("seated",), ("chair",)),
    "self-standing-reset-1": (("standing",), ()),
}


@pytest.mark.parametrize("name", ALL)
def test_its_card_says_where_one_does_it_and_with_what_and_that_clothes_stay_on(name, routines):
    card = card_of(routines[name].routine)
    assert (card.position, card.tools) == PLACES[name]
    assert card.clothed
    assert "desk" in card.goals
    assert card.audience == ("self",)


def test_the_finder_chooses_by_place_and_by_what_is_at_hand(routines, handbook):
    entries = [Entry(name, f"{name}.yaml", "shipped", card_of(read.routine)) for name, read in routines.items()]

    def names(**wish):
        finds = found(entries, Wish(who="self", clothed=True, **wish), handbook)
        return {find.entry.id for find in finds}

    def those(position):
        return {name for name, (positions, _) in PLACES.items() if positions == (position,)}

    at_the_desk, on_the_feet = frozenset({"seated"}), frozenset({"standing"})
    assert names(positions=at_the_desk, tools=frozenset({"chair"})) == those("seated")
    assert names(positions=on_the_feet, tools=frozenset({"ball"})) == those("standing")
    assert names(positions=on_the_feet, tools=frozenset()) == {"self-standing-reset-1"}
    assert names(positions=on_the_feet | {"supine"}, tools=frozenset({"ball"})) == those("standing") | {
        "self-lowback-6"
    }
    assert names(minutes=1) <= set(SHORT)
