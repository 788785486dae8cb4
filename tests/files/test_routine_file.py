"""A file becomes a routine, or all its problems with their places."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.handbook import Tempo
from backtimer.core.routine import Criterion, Group, unrolled
from backtimer.files.bases import Beside
from backtimer.files.routine_file import Reading, parse_routine, read_routine

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "routines").glob("*.yaml"))
BROKEN = sorted((ROOT / "tests" / "broken").glob("*.yaml"))
BASES = Beside(ROOT / "tests" / "bases" / "a-file-beside-them.yaml")
"""What the broken files extend."""

HEAD = "backtimer: 1\ntitle: A try\nsteps:\n"


@pytest.fixture
def read(handbook):
    def read(text):
        reading = parse_routine(text, "try.yaml", "try", handbook)
        assert [problem for problem in reading.problems if problem.severity == "error"] == []
        return reading.routine

    return read


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_routines_have_no_problems(path, handbook):
    reading = read_routine(path, handbook)
    assert reading.problems == ()
    assert reading.routine.id == path.stem


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_files_are_told_completely(path, handbook):
    """Each bad file says in its first lines what must be told about it: everything, and nothing else."""
    text = path.read_text(encoding="utf-8")
    expected = [line.removeprefix("# expect: ") for line in text.split("\n") if line.startswith("# expect: ")]
    reading = parse_routine(text, "", path.stem, handbook, BASES)
    assert [str(problem)[1:] for problem in reading.problems] == expected
    assert (reading.routine is None) == any(": error: " in line for line in expected)


def test_there_are_enough_broken_files():
    assert len(BROKEN) >= 40


def test_every_key_of_the_format(read):
    routine = read("""
backtimer: 1
title: All of it
summary: |
  Two lines
  of text.
for: [partner, self]
goals: relax
position: [prone, supine]
level: experienced
needs: oil
prepare: [warm the room, "wash: hands"]
cautions:
- no
author: A. U. Thor
licence: CC0-1.0
source: 1984
language: en
tolerance: 25 %
locked: true
rubric:
- item: Both sides alike
- item: Leans in
  points: 10
  step: Press
steps:
- stroke: compression
  region: upper_trap+medial_scapula
  side: each
  time: 1:30
  least: 60
  most: 2 min
  optional: true
  pressure: [1, 2]
  tempo: 3 cm/s
  hands: thumbs
  path: [C7, [0.2, -0.1], acromion]
  name: Press
  cue: Lean in
  say: Lean in gently
  note: |
    A long
    text.
  advance: wait
  check_in: true
  tolerance: 5
""")
    assert routine.summary == "Two lines\nof text."
    assert routine.audience == ("partner", "self")
    assert (routine.goals, routine.position, routine.needs) == (("relax",), ("prone", "supine"), ("oil",))
    assert (routine.prepare, routine.cautions, routine.source) == (("warm the room", "wash: hands"), ("no",), "1984")
    (step,) = routine.steps
    assert [region.id for region in step.regions] == ["upper_trap", "medial_scapula"]
    assert (step.side, step.time, step.least, step.most) == ("each", 90_000, 60_000, 120_000)
    assert (step.optional, step.waits, step.check_in) == (True, True, True)
    assert (step.pressure, step.tempo, step.hands) == ((1, 2), Tempo(cm_per_second=3.0), "thumb")
    assert step.path[:2] == ((0.0, 0.0), (0.2, -0.1))
    assert (step.name, step.cue, step.say, step.note) == ("Press", "Lean in", "Lean in gently", "A long\ntext.")
    assert (routine.tolerance, routine.locked, routine.extends, step.tolerance) == (25, True, "", 5)
    assert routine.rubric == (Criterion("Both sides alike", 1), Criterion("Leans in", 10, "Press"))
    assert step.place("pressure") == (34, 3)
    assert step.place("") == (27, 3)


def test_what_is_left_out_comes_from_the_stroke_as_far_as_the_place_bears_it(read):
    routine = read(
        HEAD
        + "- {stroke: hold, region: sacrum, time: 20}\n- {stroke: friction_circular, region: neck_back, time: 30}\n"
        "- {stroke: active_move, time: 20}\n"
    )
    hold, friction, move = routine.steps
    assert (hold.side, hold.pressure, hold.tempo.still, hold.hands) == ("middle", (1,), True, "palm")
    assert (friction.side, friction.stroke.pressure, friction.pressure) == ("both", 3, (2,))
    assert (move.regions, move.pressure) == ((), ())


def test_a_group_shares_the_time_of_its_round(read):
    routine = read(
        HEAD
        + """
- repeat: 3
  title: Waves
  time: 1:40
  steps:
  - {stroke: effleurage_long, region: whole_back}
  - {stroke: hold, region: whole_back, time: 20}
  - {stroke: feathering, region: whole_back}
  - repeat: 2
    steps:
    - {stroke: stroking, region: whole_back, time: 15}
"""
    )
    (group,) = routine.steps
    assert isinstance(group, Group)
    assert [step.time for step in unrolled(group.steps)] == [25_000, 20_000, 25_000, 15_000, 15_000]
    assert {step.section for step in unrolled(routine.steps)} == {"Waves"}
    assert routine.time == 300_000


def test_shared_times_are_even_and_lose_nothing(read):
    text = HEAD + "- repeat: 1\n  time: 50\n  steps:\n" + "  - {stroke: stroking, region: whole_back}\n" * 3
    times = [step.time for step in unrolled(read(text).steps)]
    assert sum(times) == 50_000
    assert all(time % 2 == 0 for time in times)
    assert times == sorted(times, reverse=True)


def test_a_byte_order_mark_and_foreign_line_ends_are_no_problem(tmp_path, handbook):
    path = tmp_path / "try.yaml"
    path.write_bytes(
        b"\xef\xbb\xbf" + (HEAD + "- {stroke: hold, region: sacrum, time: 20}\n").replace("\n", "\r\n").encode()
    )
    assert read_routine(path, handbook).problems == ()


def test_a_warning_never_stops_a_routine(handbook):
    reading = parse_routine(HEAD + "- {stroke: hold, region: sacrum, time: 5}\n", "a", "a", handbook)
    assert reading.routine
    assert [problem.severity for problem in reading.problems] == ["warning"]


def test_as_many_steps_as_are_allowed(read):
    step = "{stroke: stroking, region: whole_back, side: each, time: 24}"
    assert len(list(unrolled(read(HEAD + f"- repeat: 1000\n  steps:\n  - {step}\n").steps))) == 1000


def test_a_thousand_unknown_words_are_all_told(handbook):
    text = HEAD + "".join(f"- {{stroke: efleurage_{n}, region: whole_back, time: 30}}\n" for n in range(1000))
    assert len(parse_routine(text, "a", "a", handbook).problems) == 1000


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(data=st.data())
def test_a_mutated_routine_is_always_a_reading(data, handbook):
    text = data.draw(st.sampled_from([path.read_text(encoding="utf-8") for path in SHIPPED]))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        end = at + data.draw(st.integers(0, 30))
        with_ = st.sampled_from(
            [
                "",
                "- ",
                ": ",
                "\n",
                "  ",
                "'",
                '"',
                "[",
                "{",
                "&a ",
                "*a",
                "!",
                "\t",
                "\x00",
                "9" * 30,
                "each",
                "repeat: 99999\n",
            ]
        )
        text = text[:at] + data.draw(with_ | st.text(max_size=8)) + text[end:]
    reading = parse_routine(text, "a", "a", handbook)
    assert isinstance(reading, Reading)
    assert reading.routine or reading.problems
    assert list(reading.problems) == sorted(reading.problems)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=300))
def test_random_bytes_are_always_a_reading(data, tmp_path, handbook):
    path = tmp_path / "random.yaml"
    path.write_bytes(data)
    assert read_routine(path, handbook).problems
