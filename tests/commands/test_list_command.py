"""`backtimer list`: the library for people and for programs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backtimer.core.fit import LengthError
from backtimer.core.plan import make_plan
from backtimer.core.timing import parse_duration
from backtimer.core.wishes import Wishes
from backtimer.files.paths import shipped
from backtimer.files.routine_file import read_routine
from tests.shipped import SHIPPED

OWN = "backtimer: 1\ntitle: {title}\nsteps:\n- stroke: hold\n  region: whole_back\n  time: 90\n"


def put(home: Path, name: str, text: str) -> Path:
    """One of a person's own files."""
    file = home / "data" / "routines" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_list_has_one_line_for_each_of_them(call):
    code, out, err = call("list")
    lines = out.splitlines()
    assert (code, err, tuple(line.split()[0] for line in lines)) == (0, "", SHIPPED)
    assert lines[3] == "first-back-10             10 min  Your first back massage  (with a partner · lying face down)"


def test_for_programs_each_of_them_is_told_whole(call):
    code, out, err = call("list", "--json")
    found = json.loads(out)
    assert (code, err, tuple(entry["id"] for entry in found)) == (0, "", SHIPPED)
    for entry in found:
        told = {"id", "path", "title", "minutes", "least", "most", "for", "position", "level", "goals", "problems"}
        assert set(entry) == told
        assert (entry["path"], entry["problems"]) == (str(shipped("routines") / f"{entry['id']}.yaml"), [])
    facts = {entry["id"]: (entry["minutes"], entry["for"], entry["position"], entry["level"]) for entry in found}
    assert facts == {
        "calm-touch-6": (6, ["partner"], ["side-lying"], "beginner"),
        "chair-15": (15, ["partner", "student"], ["seated"], "beginner"),
        "deep-slow-25": (25, ["partner", "student"], ["prone"], "experienced"),
        "first-back-10": (10, ["partner"], ["prone"], "beginner"),
        "lomi-20": (20, ["partner", "student"], ["prone"], "experienced"),
        "low-back-hips-15": (15, ["partner", "student"], ["prone"], "beginner"),
        "post-event-15": (15, ["partner", "student"], ["prone"], "beginner"),
        "pre-event-8": (8, ["partner", "student"], ["seated"], "beginner"),
        "seated-neck-shoulders-8": (8, ["partner"], ["seated"], "beginner"),
        "self-ball-wall-8": (8, ["self"], ["standing"], "beginner"),
        "self-chair-lowback-2": (2, ["self"], ["seated"], "beginner"),
        "self-desk-ball-3": (3, ["self"], ["standing"], "beginner"),
        "self-desk-shoulders-2": (2, ["self"], ["seated"], "beginner"),
        "self-hands-forearms-3": (3, ["self"], ["seated"], "beginner"),
        "self-standing-reset-1": (1, ["self"], ["standing"], "beginner"),
        "self-lowback-6": (6, ["self"], ["standing", "supine"], "beginner"),
        "self-neck-shoulders-5": (5, ["self"], ["seated"], "beginner"),
        "slow-stroke-10": (10, ["partner"], ["prone"], "beginner"),
        "slow-stroke-3": (3, ["partner"], ["prone"], "beginner"),
        "swedish-back-20": (20, ["partner", "student"], ["prone"], "beginner"),
        "swedish-student-20": (20, ["student"], ["prone"], "student"),
        "swedish-student-30": (30, ["student"], ["prone"], "student"),
    }


def test_minutes_are_whole_where_they_are_and_else_not(call, home):
    put(home, "mine.yaml", OWN.format(title="Mine"))
    minutes = {entry["id"]: entry["minutes"] for entry in json.loads(call("list", "--json")[1])}
    assert (minutes["mine"], minutes["slow-stroke-3"]) == (1.5, 3)


def test_least_and_most_are_lengths_that_can_be_had(call, handbook):
    for entry in json.loads(call("list", "--json")[1]):
        routine = read_routine(Path(entry["path"]), handbook).routine
        lengths = [parse_duration(f"{entry[bound]} min") for bound in ("least", "most")]
        assert lengths[0] < make_plan(routine).total < lengths[1]
        for length, further in zip(lengths, (-600, 600), strict=True):
            assert make_plan(routine, Wishes(length=length)).total == length
            with pytest.raises(LengthError):
                make_plan(routine, Wishes(length=length + further))


def test_my_own_files_come_first_and_take_the_place_of_a_shipped_one(call, home):
    put(home, "slow-stroke-3.yaml", OWN.format(title="As I like it"))
    ids = [(entry["id"], entry["title"]) for entry in json.loads(call("list", "--json")[1])]
    assert ids[0] == ("slow-stroke-3", "As I like it")
    assert sorted(name for name, _ in ids) == sorted(SHIPPED)


def test_a_broken_file_is_named_with_what_to_do(call, home):
    file = put(home, "sunday.yaml", "backtimer: 1\ntitle: Sunday\n")
    code, out, err = call("list")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split(maxsplit=1) == [
        "sunday",
        f"cannot be played: 1 problems, see `backtimer check {file}`",
    ]
    entry = json.loads(call("list", "--json")[1])[0]
    assert (entry["id"], entry["minutes"], len(entry["problems"])) == ("sunday", None, 1)
    assert (entry["least"], entry["most"]) == (None, None)
    assert entry["problems"][0].startswith(f"{file}:")


def test_a_name_that_is_no_utf_8_does_not_end_the_list(home):
    """Old disks and archives bring such names: the list goes on, whatever it makes of them."""
    folder = home / "data" / "routines"
    folder.mkdir(parents=True)
    (folder / b"caf\xe9.yaml".decode("utf-8", "surrogateescape")).write_text(OWN.format(title="Coffee"))
    done = subprocess.run(
        [sys.executable, "-m", "backtimer", "list"], capture_output=True, timeout=30, check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, b"", len(SHIPPED) + 1)


def test_the_list_needs_no_qt():
    code = "import sys; from backtimer.__main__ import main; main(['list']); print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("False", "")
