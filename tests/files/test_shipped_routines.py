"""The routines that come with backtimer keep what their pages promise: length, care, plain words, room to stretch."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from backtimer.core.fit import bounds, fit
from backtimer.core.lint import lint
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.sequence import played_steps
from backtimer.core.timing import MINUTE, Ms
from backtimer.core.wishes import AS_WRITTEN
from backtimer.files.routine_file import read_routine
from tests.clock import FakeClock
from tests.shipped import SHIPPED

FOLDER = Path(__file__).parents[2] / "routines"
LONGEST_CUE = 60
"""Letters of a line that is read at a glance."""

SHARES = (0.6, 0.8, 1.2, 1.5)
"""Lengths to which every routine must stretch, against the one that is written."""

UNTRUE = re.compile(
    r"\b(toxin|detox|lactic|adhesion|scar tissue|knots?\b|realign|cures?\b|heals?\b|energy|immun|hormone|cellulite"
    r"|circulation|flush|hot stone|stone massage|releases?\b|prevents?\b|boost|performance)",
    re.IGNORECASE,
)
"""What nobody can promise of a massage."""


@pytest.fixture(scope="module", params=SHIPPED)
def routine(request, handbook):
    """Each of them, read from its file."""
    return read_routine(FOLDER / f"{request.param}.yaml", handbook).routine


def test_there_are_these_and_no_others():
    assert tuple(sorted(path.stem for path in FOLDER.glob("*.yaml"))) == SHIPPED


def test_it_is_as_long_as_its_name_says(routine):
    assert routine.time == int(routine.id.rpartition("-")[2]) * MINUTE


def test_it_tells_all_about_itself(routine):
    told = (routine.summary, routine.goals, routine.position, routine.level, routine.prepare, routine.cautions)
    assert all((*told, routine.author, routine.source))
    assert routine.licence == "CC0-1.0"
    assert (routine.audience == ("self",)) == routine.id.startswith("self-")


def test_every_step_has_one_short_line(routine):
    cues = {step.cue: len(step.cue) for step in routine.in_order()}
    assert "" not in cues
    assert {cue for cue, letters in cues.items() if letters > LONGEST_CUE} == set()


def test_it_promises_nothing_untrue(routine):
    """The source is left out: it names titles of others as they are."""
    told = [routine.title, routine.summary, *routine.prepare, *routine.cautions]
    told += [criterion.text for criterion in routine.rubric]
    told += [text for step in routine.in_order() for text in (step.name, step.cue, step.say, step.note)]
    assert [text for text in told if UNTRUE.search(text)] == []


def test_tapping_and_the_buttock_may_be_left_out(routine):
    """Only with a yes; by oneself nobody has to be asked."""
    asked = {"partner", "student"} & set(routine.audience)
    delicate = [
        step
        for step in routine.in_order()
        if step.stroke.family == "tapotement" or (asked and "glute_upper" in {region.id for region in step.regions})
    ]
    assert [step.stroke.id for step in delicate if not step.optional] == []


def test_each_turn_leads_to_another_position(routine):
    turns = sum(step.stroke.id == "turn" for step in routine.in_order())
    assert len(routine.position) == turns + 1


def test_it_keeps_the_rules_with_both_sides_written_out(routine):
    """An `each` step asks on its first side only: level 4 must not come unasked on the other."""
    assert lint(replace(routine, steps=played_steps(routine, AS_WRITTEN))) == ()


@pytest.mark.parametrize("share", SHARES)
def test_it_keeps_the_rules_at_other_lengths_too(routine, share):
    length = Ms(round(make_plan(routine).total * share / 2) * 2)
    fitted = fit(routine, replace(AS_WRITTEN, length=length))
    assert lint(replace(routine, steps=fitted.steps)) == ()


@pytest.mark.parametrize("wanted", ["as written", "least", "most"])
def test_it_plays_to_its_end(routine, wanted):
    length = {"as written": None, "least": bounds(routine, AS_WRITTEN)[0], "most": bounds(routine, AS_WRITTEN)[1]}
    plan, clock = make_plan(routine, replace(AS_WRITTEN, length=length[wanted])), FakeClock()
    player = Player(plan, clock)
    player.play()
    for _ in range(plan.total // 2_000 + 1):
        clock.advance(2_000)
        player.tick()
    moment = player.moment()
    assert (moment.state, moment.position) == ("finished", plan.total)
