"""`backtimer check`: all problems of files and folders, and an exit code for scripts."""

import json

import pytest

from backtimer.files.paths import shipped

GOOD = "backtimer: 1\ntitle: Good\nsteps:\n- stroke: hold\n  region: whole_back\n  time: 30\n"
BAD = "backtimer: 1\ntitle: Bad\nsteps:\n- stroke: efleurage_long\n  region: whole_bak\n  time: 30\n"
ODD = "backtimer: 1\ntitle: Odd\nsteps:\n- {stroke: effleurage_long, region: whole_back, time: 60, pressure: 3}\n"


@pytest.fixture
def folder(tmp_path):
    """Two files that play and one that does not, one of them deeper down."""
    place = tmp_path / "mine"
    (place / "deeper").mkdir(parents=True)
    (place / "good.yaml").write_text(GOOD)
    (place / "odd.yml").write_text(ODD)
    (place / "deeper" / "bad.yaml").write_text(BAD)
    (place / "notes.txt").write_text("no routine")
    return place


def test_a_good_file_is_passed_in_silence(call, folder):
    assert call("check", folder / "good.yaml") == (0, "", "")


def test_the_shipped_routines_are_passed_in_silence(call):
    assert call("check", shipped("routines")) == (0, "", "")


def test_a_bad_file_is_told_line_by_line_and_ends_with_one(call, folder):
    file = folder / "deeper" / "bad.yaml"
    code, out, err = call("check", file)
    assert (code, err) == (1, "")
    assert [line.split(": ")[:2] for line in out.splitlines()] == [
        [f"{file}:4:11", "error"],
        [f"{file}:5:11", "error"],
    ]
    assert "did you mean `effleurage_long`?" in out
    assert "did you mean `whole_back`?" in out


def test_a_warning_is_told_and_ends_well(call, folder):
    code, out, err = call("check", folder / "odd.yml")
    assert (code, err) == (0, "")
    assert {line.split(": ")[1] for line in out.splitlines()} == {"warning"}


def test_a_folder_is_checked_to_its_depths(call, folder):
    code, out, _ = call("check", folder)
    named = {line.split(":")[0] for line in out.splitlines()}
    assert (code, named) == (1, {str(folder / "odd.yml"), str(folder / "deeper" / "bad.yaml")})


def test_several_paths_are_checked_in_one_go(call, folder):
    code, out, _ = call("check", folder / "good.yaml", folder / "deeper", folder / "good.yaml")
    assert (code, len(out.splitlines())) == (1, 2)


def test_a_path_that_is_not_there_is_a_wrong_call(call, folder):
    code, out, err = call("check", folder / "good.yaml", folder / "none.yaml")
    assert (code, out, err) == (2, "", f"backtimer: {folder / 'none.yaml'}: no such file or folder\n")


def test_a_link_into_nowhere_is_a_problem_like_others(call, folder):
    link = folder / "link.yaml"
    link.symlink_to(folder / "gone.yaml")
    code, out, err = call("check", link)
    assert (code, out, err) == (1, f"{link}:1:1: error: there is no such file\n", "")


def test_for_programs_problems_come_with_their_parts(call, folder):
    file = folder / "deeper" / "bad.yaml"
    code, out, _ = call("check", file, "--json")
    problems = json.loads(out)
    assert (code, [set(problem) for problem in problems]) == (1, [{"file", "line", "column", "severity", "text"}] * 2)
    assert [(problem["file"], problem["line"], problem["column"]) for problem in problems] == [
        (str(file), 4, 11),
        (str(file), 5, 11),
    ]


def test_for_programs_nothing_wrong_is_an_empty_list(call, folder):
    assert call("check", folder / "good.yaml", "--json") == (0, "[]\n", "")
