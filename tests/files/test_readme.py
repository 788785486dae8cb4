"""The page that teaches how to write a routine: all its examples are good, in the order in which they stand there."""

import re
from pathlib import Path

import pytest

from backtimer.files.routine_file import parse_routine

PAGE = (Path(__file__).parents[2] / "routines" / "README.md").read_text(encoding="utf-8")
WHOLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FRAGMENTS = re.findall(r"```yaml fragment\n(.*?)```", PAGE, re.DOTALL)
HEAD = (
    "backtimer: 1\ntitle: A try\nlevel: experienced\n"
    "steps:\n- {stroke: hold, region: sacrum, time: 20, check_in: true}\n"
)


@pytest.mark.parametrize("text", WHOLE, ids=range(len(WHOLE)))
def test_whole_examples_play(text, handbook):
    teachers = next(each for each in WHOLE if "rubric:" in each)
    reading = parse_routine(text, "example", "example", handbook, {"first-ten": teachers}.__getitem__)
    assert reading.problems == ()


@pytest.mark.parametrize("text", FRAGMENTS, ids=range(len(FRAGMENTS)))
def test_parts_of_a_routine_are_good_ones(text, handbook):
    reading = parse_routine(HEAD + text, "example", "example", handbook)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []


def test_there_are_examples():
    assert len(WHOLE) >= 4
    assert len(FRAGMENTS) >= 10


def test_a_routine_changes_as_the_page_says(handbook):
    teachers, changed = WHOLE[-2:]
    routine = parse_routine(changed, "b", "b", handbook, {"first-ten": teachers}.__getitem__).routine
    assert [(step.name or step.stroke.id, step.time) for step in routine.steps] == [
        ("Greeting", 30_000), ("effleurage_long", 60_000), ("feathering", 30_000), ("Goodbye", 30_000),
    ]  # fmt: skip
    assert [criterion.points for criterion in routine.rubric] == [5, 3, 1]
    assert (routine.locked, routine.tolerance) == (False, 15)
