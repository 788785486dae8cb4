"""A routine may change another one of its folder: what it leaves out comes from there, and nothing else does."""

import os
from pathlib import Path

import pytest

from backtimer.core.routine import Criterion, unrolled
from backtimer.files.bases import Beside
from backtimer.files.routine_file import parse_routine, read_routine
from backtimer.files.text_file import MAX_BYTES

BASES = Path(__file__).parents[1] / "bases"
HEAD = "backtimer: 1\nextend: evening\n"


@pytest.fixture
def read(handbook):
    """Read a text that lies beside the routines that can be extended; it must be without any problem."""

    def read(text):
        reading = parse_routine(text, "try.yaml", "try", handbook, Beside(BASES / "try.yaml"))
        assert reading.problems == ()
        return reading.routine

    return read


@pytest.fixture
def told(handbook):
    """The places and words of all problems of such a text."""

    def told(text):
        reading = parse_routine(text, "try.yaml", "try", handbook, Beside(BASES / "try.yaml"))
        return [(problem.line, problem.column, problem.text) for problem in reading.problems]

    return told


def names(routine):
    return [step.name or step.stroke.id for step in unrolled(routine.steps)]


def test_what_is_left_out_comes_from_the_other_routine(read, handbook):
    evening = read_routine(BASES / "evening.yaml", handbook).routine
    routine = read(HEAD + "title: Late evening\nlevel: student\n")
    assert (routine.id, routine.title, routine.level, routine.author) == (
        "try",
        "Late evening",
        "student",
        "A. Teacher",
    )
    assert (routine.extends, routine.steps, routine.rubric) == ("evening", evening.steps, evening.rubric)


def test_a_lock_is_not_taken_over(handbook):
    texts = {"a": HEAD.replace("evening", "b"), "b": (BASES / "evening.yaml").read_text() + "locked: true\n"}
    assert parse_routine(texts["b"], "b", "b", handbook).routine.locked
    assert not parse_routine(texts["a"], "a", "a", handbook, texts.__getitem__).routine.locked


def test_only_the_keys_that_stand_there_change(read, handbook):
    evening = read_routine(BASES / "evening.yaml", handbook).routine
    routine = read(HEAD + "changes:\n- replace: Heel circles\n  time: 80\n  cue: Lean in\n")
    before, after = evening.steps[2], routine.steps[2]
    assert (after.time, after.cue) == (80_000, "Lean in")
    assert (after.stroke, after.regions, after.side, after.pressure) == (
        before.stroke, before.regions, before.side, before.pressure,
    )  # fmt: skip
    assert (after.place("cue"), after.place("pressure")) == ((6, 3), (4, 3))


def test_steps_are_dropped_and_added_where_one_says(read):
    routine = read(
        HEAD
        + """changes:
- drop: feathering
- add: {stroke: raking, region: upper_back, time: 30}
  after: feathering
- add: {stroke: stroking, region: whole_back, time: 30}
  before: Rest the hands (2)
- add: {stroke: figure_eight, region: whole_back}
  after: Open fans
- add: {stroke: hold, region: sacrum, time: 30, name: One more rest}
  after: rest the HANDS (2)
"""
    )
    wave = ["effleurage_long", "effleurage_fan", "figure_eight"]
    assert names(routine) == ["Greeting", *wave, *wave, "heel_circles", "raking", "hold", "stroking", "hold",
                              "One more rest"]  # fmt: skip
    assert [step.time for step in unrolled(routine.steps)][1:4] == [40_000, 40_000, 40_000]


def test_several_steps_can_be_added_at_one_place_in_their_order(read):
    routine = read(HEAD + "".join(
        ["changes:\n"] + [f"- add: {{stroke: hold, region: sacrum, time: 20, name: {name}}}\n  {where}: Greeting\n"
        for name, where in (("one", "before"), ("two", "before"), ("three", "after"), ("four", "after"))]
    ))  # fmt: skip
    assert names(routine)[:5] == ["one", "two", "Greeting", "three", "four"]


def test_a_group_can_be_added_and_one_of_which_all_is_dropped_is_gone(read):
    routine = read(
        HEAD
        + """changes:
- drop: Long glide
- drop: effleurage_fan
- add:
    repeat: 3
    steps:
    - {stroke: raking, region: upper_back, time: 20}
  before: heel_circles
"""
    )
    assert names(routine)[:5] == ["Greeting", "raking", "raking", "raking", "heel_circles"]


def test_names_mean_the_steps_as_they_were(read):
    routine = read(
        HEAD
        + """changes:
- replace: Greeting
  name: Arriving
- replace: feathering
  name: Greeting
- add: {stroke: hold, region: sacrum, time: 20, name: Second}
  after: Greeting
"""
    )
    assert names(routine)[:2] == ["Arriving", "Second"]


def test_steps_may_be_written_anew(read):
    routine = read(HEAD + "steps:\n- {stroke: hold, region: sacrum, time: 30, name: Greeting}\n")
    assert (names(routine), routine.author) == (["Greeting"], "A. Teacher")
    assert [criterion.step for criterion in routine.rubric] == ["", "Greeting"]


def test_what_an_examiner_looks_at_goes_with_its_step(read):
    routine = read(HEAD + "changes:\n- drop: heel_circles\n- replace: Greeting\n  name: Arriving\n")
    assert routine.rubric == (
        Criterion("The receiver has agreed", 5),
        Criterion("Both hands arrive together", 1, "Arriving"),
    )


def test_what_an_examiner_looks_at_may_be_written_anew(read):
    routine = read(HEAD + "rubric:\n- item: Calm\n  step: feathering\n")
    assert routine.rubric == (Criterion("Calm", 1, "Feather"),)


def test_routines_may_stand_on_each_other(read):
    assert read("backtimer: 1\nextend: stack-3\n").title == "Evening"


def test_a_text_by_itself_extends_nothing(handbook):
    (problem,) = parse_routine(HEAD, "try.yaml", "try", handbook).problems
    assert (problem.line, problem.column) == (2, 9)
    assert "save it first" in problem.text


def test_what_a_change_leads_to_is_told_where_it_stands_and_all_else_at_extend(told):
    text = HEAD + "changes:\n- replace: Greeting\n  time: 5\n- replace: heel_circles\n  side: left\n"
    assert [(line, column) for line, column, _ in told(text)] == [(5, 3), (7, 3)]
    ((line, column, words),) = told("backtimer: 1\nextend: firm-evening\nchanges:\n- drop: Long glide\n")
    assert (line, column) == (2, 9)
    assert "begin with 1 or 2; this is `Palm knead` of `firm-evening`" in words


def test_the_text_of_a_name_can_be_a_number(handbook):
    texts = {"30": (BASES / "evening.yaml").read_text()}
    reading = parse_routine("backtimer: 1\nextend: 30\n", "a", "a", handbook, texts.__getitem__)
    assert reading.routine.extends == "30"
    assert reading.bases == (("30", texts["30"]),)


@pytest.fixture
def folder(tmp_path):
    """A folder with a routine that extends another."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "late.yaml").write_text(HEAD)
    (tmp_path / "here" / "evening.yaml").write_text((BASES / "evening.yaml").read_text())
    return tmp_path / "here"


def test_a_file_extends_its_neighbour(folder, handbook):
    reading = read_routine(folder / "late.yaml", handbook)
    assert reading.routine.title == "Evening"
    assert [name for name, _ in reading.bases] == ["evening"]
    assert [file for file, _ in reading.looked_at] == [str(folder / "evening.yaml")]


def test_the_other_ending_is_looked_for_too(folder, handbook):
    (folder / "evening.yaml").rename(folder / "evening.yml")
    reading = read_routine(folder / "late.yaml", handbook)
    assert reading.routine
    assert [(Path(file).suffix, any(stamp)) for file, stamp in reading.looked_at] == [(".yaml", False), (".yml", True)]


@pytest.mark.parametrize("name", ["/etc/passwd", "../evening", "sub/evening", ".evening", "..", ".", "sub\\\\evening"])
def test_no_name_leads_out_of_the_folder(name, folder, handbook):
    (folder / ".evening.yaml").write_text((BASES / "evening.yaml").read_text())
    (folder.parent / "evening.yaml").write_text((BASES / "evening.yaml").read_text())
    (folder / "late.yaml").write_text(f'backtimer: 1\nextend: "{name}"\n')
    reading = read_routine(folder / "late.yaml", handbook)
    assert reading.routine is None
    assert "no name of a file in the same folder" in reading.problems[0].text
    assert reading.looked_at == ()


def test_a_link_may_lead_to_a_neighbour_and_not_out_of_the_folder(folder, handbook):
    (folder / "evening.yaml").rename(folder / "dusk.yaml")
    (folder / "evening.yaml").symlink_to("dusk.yaml")
    assert read_routine(folder / "late.yaml", handbook).routine
    (folder / "dusk.yaml").rename(folder.parent / "dusk.yaml")
    (folder / "evening.yaml").unlink()
    (folder / "evening.yaml").symlink_to("../dusk.yaml")
    assert "leads out of this folder" in read_routine(folder / "late.yaml", handbook).problems[0].text


@pytest.mark.parametrize("make", ["folder", "pipe", "loop", "large", "binary"])
def test_what_cannot_be_read_is_told_at_extend(make, folder, handbook):
    file = folder / "evening.yaml"
    file.unlink()
    match make:
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "loop":
            file.symlink_to(file)
        case "large":
            file.write_bytes(b" " * (MAX_BYTES + 1))
        case _:
            file.write_bytes(b"\xff\xfe")
    reading = read_routine(folder / "late.yaml", handbook)
    assert reading.routine is None
    assert [(problem.line, problem.column) for problem in reading.problems] == [(2, 9)]


def test_all_together_may_be_as_large_as_one_file(handbook):
    half = "# " + "x" * (MAX_BYTES // 2) + "\n"
    texts = {"b": half + (BASES / "evening.yaml").read_text()}
    reading = parse_routine(half + "backtimer: 1\nextend: b\n", "a", "a", handbook, texts.__getitem__)
    assert "larger than 1 MiB together" in reading.problems[0].text


def test_all_together_may_have_as_many_steps_as_one_file(handbook):
    texts = {
        "b": "backtimer: 1\ntitle: B\nsteps:\n- repeat: 1500\n  steps:\n  - {stroke: hold, region: sacrum, time: 20}\n"
        "- {stroke: hold, region: whole_back, time: 20, name: End}\n"
    }
    text = ("backtimer: 1\nextend: b\nchanges:\n- add:\n    repeat: 600\n    steps:\n"
            "    - {stroke: hold, region: sacrum, time: 20}\n  after: End\n")  # fmt: skip
    reading = parse_routine(text, "a", "a", handbook, texts.__getitem__)
    assert [problem.text for problem in reading.problems] == [
        "with all repeats and both sides this routine has 2,101 steps: 2,000 at most"
    ]
    assert (reading.problems[0].line, reading.problems[0].column) == (2, 9)
