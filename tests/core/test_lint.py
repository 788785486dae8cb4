"""What could hurt, and what is merely unusual. The sentences about it are tested with tests/broken."""

from dataclasses import replace

import pytest

from backtimer.core.lint import lint
from backtimer.core.routine import Group, Routine, Step
from backtimer.core.timing import Ms


@pytest.fixture
def step(handbook):
    def make(stroke, region, seconds=60, pressure=2, **more):
        found = handbook.strokes[stroke]
        return Step(
            stroke=found,
            time=Ms(round(seconds * 1000)),
            regions=tuple(handbook.regions[word] for word in region.split("+")),
            pressure=pressure if isinstance(pressure, tuple) else (pressure,),
            tempo=more.pop("tempo", found.tempo),
            hands=more.pop("hands", found.hands),
            **more,
        )

    return make


def rules(*steps, level=None):
    return [finding.rule for finding in lint(Routine(id="try", title="A try", steps=steps, level=level))]


@pytest.fixture
def spread(step):
    return step("effleurage_long", "whole_back")


@pytest.fixture
def smooth(step):
    return step("feathering", "whole_back", 30, 1)


def test_a_gentle_routine_has_no_findings(step, spread, smooth):
    hold = step("hold", "whole_back", 20, 1)
    assert rules(hold, spread, step("c_scoop", "upper_trap", 90, 3, side="each", check_in=True), smooth, hold) == []


def test_caps_are_firmer_for_people_with_experience(step, spread, smooth):
    three = step("compression", "medial_scapula", pressure=3, check_in=True)
    firm = replace(three, pressure=(4,))
    assert rules(spread, three, firm, smooth) == ["cap"]
    assert rules(spread, three, firm, smooth, level="beginner") == ["cap"]
    assert rules(spread, three, firm, smooth, level="experienced") == []
    assert rules(spread, three, firm, smooth, level="student") == []


def test_several_regions_bear_what_the_weakest_bears(step, spread, smooth):
    found = lint(
        Routine("a", "A", (spread, step("finger_circles", "upper_trap+neck_back", pressure=3, check_in=True), smooth))
    )
    assert [(finding.rule, dict(finding.values)) for finding in found] == [
        ("cap", {"region": "neck_back", "pressure": 3, "cap": 2, "later": 0})
    ]


def test_nobody_works_on_the_spine(step, spread, smooth):
    assert rules(spread, step("thumb_circles", "spine_strip", pressure=1), smooth) == ["no_target"]


def test_tapping_belongs_on_muscle(step, spread, smooth):
    assert rules(spread, step("hacking", "upper_trap", 30), smooth) == []
    assert rules(spread, step("hacking", "upper_trap+scapula", 30), smooth) == ["only"]


@pytest.mark.parametrize(("seconds", "side"), [(90, "both"), (180, "each")])
def test_the_neck_has_ninety_seconds_on_a_side(step, spread, smooth, seconds, side):
    neck = step("finger_circles", "neck_back", seconds, side=side)
    assert rules(spread, neck, smooth) == []
    assert rules(spread, replace(neck, time=Ms(neck.time + 2)), smooth) == ["neck"]


def test_a_trigger_hold_lasts_as_long_as_its_cycle_or_its_step(step, spread, smooth, handbook):
    hold = step("trigger_hold", "tender_spot", 60)
    still = replace(hold, tempo=handbook.strokes["hold"].tempo)
    slow = replace(hold, tempo=replace(hold.tempo, per_minute=1.5))
    assert rules(spread, hold, smooth) == []
    assert rules(spread, still, smooth) == ["hold"]
    assert rules(spread, replace(still, time=Ms(30_000)), smooth) == []
    assert rules(spread, slow, smooth) == ["hold"]
    assert rules(spread, replace(slow, time=Ms(25_000)), smooth) == []


def test_light_first_then_firm_then_light(step, spread, smooth):
    firm = step("effleurage_long", "whole_back", pressure=3, check_in=True)
    assert rules(firm, smooth) == ["start"]
    assert rules(smooth, firm, smooth) == ["rise"]
    assert rules(spread, firm) == ["end"]
    assert rules(spread, replace(firm, pressure=(2, 3, 2))) == []


def test_a_first_hold_may_rest_but_is_no_warming_up(step, smooth):
    hold = step("hold", "whole_back", 20, 1)
    assert rules(hold, step("effleurage_long", "whole_back", pressure=3, check_in=True), smooth) == ["start"]


def test_both_sides_get_the_same_time(step, spread, smooth):
    left, right = (step("c_scoop", "upper_trap", side=side) for side in ("left", "right"))
    assert rules(spread, left, right, smooth) == []
    assert rules(spread, left, replace(right, time=Ms(50_000)), smooth) == ["sides"]
    assert rules(spread, left, smooth) == ["sides"]
    assert rules(spread, Group(2, (left,)), right, right, smooth) == []


def test_steps_are_neither_a_moment_nor_an_age(spread, smooth):
    assert rules(spread, replace(smooth, time=Ms(9_999)), smooth) == ["short"]
    assert rules(spread, replace(smooth, time=Ms(18_000), side="each"), smooth) == ["short"]
    assert rules(spread, replace(smooth, time=Ms(240_001)), smooth) == ["long"]
    assert rules(spread, replace(smooth, time=Ms(480_000), side="each"), smooth) == []


def test_somebody_asks_soon_after_the_first_firm_stroke(step, spread, smooth):
    firm = step("effleurage_long", "whole_back", pressure=3)
    ask = replace(spread, check_in=True)
    assert rules(spread, firm, smooth) == ["check_in"]
    assert rules(spread, firm, ask, smooth) == []
    assert rules(spread, firm, spread, ask, smooth) == ["check_in"]
    assert rules(ask, firm, smooth) == ["check_in"]


def test_a_step_that_is_a_question_counts_as_one(step, spread, smooth):
    question = step("check_in", "whole_back", 10, 1)
    assert rules(spread, step("effleurage_long", "whole_back", pressure=3), question, smooth) == []


def test_somebody_asks_about_every_firm_step(step, spread, smooth):
    three = step("compression", "medial_scapula", 120, 3, check_in=True)
    firm = step("compression", "medial_scapula", 60, 4)
    assert rules(spread, three, firm, smooth, level="experienced") == ["check_in"]
    assert rules(spread, three, firm, replace(firm, check_in=True), firm, smooth, level="experienced") == []


def test_somebody_asks_again_every_few_minutes_while_it_is_firm(step, spread, smooth):
    firm = step("effleurage_long", "whole_back", 179, pressure=3)
    asked = replace(firm, check_in=True)
    assert rules(spread, asked, firm, smooth) == []
    assert rules(spread, asked, firm, firm, smooth) == ["check_in_again"]
    assert rules(spread, asked, firm, asked, firm, smooth) == []
    assert rules(spread, asked, *[spread] * 8, smooth) == []


def test_thumbs_need_rest(step, spread, smooth):
    thumbs = step("thumb_circles", "paraspinal", 60)
    assert rules(spread, thumbs, thumbs, smooth) == []
    assert rules(spread, thumbs, thumbs, thumbs, thumbs, smooth) == ["thumbs"]
    assert rules(spread, thumbs, thumbs, smooth, thumbs, smooth) == []


def test_a_repeated_step_is_told_once(step, spread, smooth):
    assert rules(spread, Group(5, (step("hacking", "scapula", 9),)), smooth) == ["only", "short"]
