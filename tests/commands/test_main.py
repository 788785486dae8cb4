"""The command line as a whole: calls that are wrong, the schema, the doctor, and opening the window."""

import json
import os
import subprocess
import sys

import pytest

from backtimer import __version__
from backtimer.files.paths import shipped
from tests.shipped import SHIPPED

NO_DISPLAY = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")

WRONG = [
    ("plan",),
    ("plan", "slow-stroke-3", "--pressure", "2"),
    ("plan", "slow-stroke-3", "--pressure", "soft"),
    ("plan", "slow-stroke-3", "--leave-out"),
    ("plan", "slow-stroke-3", "--length", "long"),
    ("play", "slow-stroke-3", "--speed", "0"),
    ("play", "slow-stroke-3", "--speed", "101"),
    ("play", "slow-stroke-3", "--speed", "nan"),
    ("play", "slow-stroke-3", "--speed", "fast"),
    ("check",),
    ("draw", "slow-stroke-3"),
    ("draw", "slow-stroke-3", "--step", "one", "-o", "a.png"),
    ("draw", "slow-stroke-3", "--step", "1"),
    ("draw", "slow-stroke-3", "--step", "1", "--size", "100x100", "-o", "a.png"),
    ("draw", "slow-stroke-3", "--step", "1", "--size", "large", "-o", "a.png"),
    ("draw", "slow-stroke-3", "--step", "1", "--size", "²⁰⁰x300", "-o", "a.png"),
    ("draw", "slow-stroke-3", "--step", "1", "--theme", "neon", "-o", "a.png"),
    ("list", "more"),
    ("schema", "--json"),
    ("--unknown",),
    ("--",),
    ("lst",),
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_call_is_one_plain_line_and_ends_with_two(call, words):
    code, out, err = call(*words)
    assert (code, out, err.count("\n"), err.startswith("backtimer")) == (2, "", 1, True)
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [WRONG[8], WRONG[15]], ids=" ".join)
def test_a_wrong_call_is_told_in_words_of_people(call, words):
    said = call(*words)[2]
    assert "_speed" not in said
    assert "_size" not in said


def test_a_file_that_is_not_there_and_no_command_either(call):
    said = "backtimer: lst: no such file, and no such command (see `backtimer --help`)\n"
    assert call("lst") == (2, "", said)


def test_the_version_is_told(call):
    assert call("--version") == (0, f"backtimer {__version__}\n", "")


def test_help_names_every_command(call):
    code, out, err = call("--help")
    assert (code, err) == (0, "")
    assert all(f"    {name} " in out for name in ("list", "check", "plan", "play", "draw", "schema", "doctor"))


def test_the_schema_is_a_json_schema(call):
    code, out, err = call("schema")
    schema = json.loads(out)
    assert (code, err, schema["type"]) == (0, "", "object")
    assert "json-schema.org/draft" in schema["$schema"]
    assert "backtimer" in schema["required"]
    assert {"title", "steps", "extend"} <= set(schema["properties"])


def test_the_doctor_has_a_line_for_each_part(call):
    code, out, err = call("doctor")
    lines = dict(line.split(":", 1) for line in out.splitlines())
    assert (code, err) == (0, "")
    parts = {"backtimer", "Python", "Qt for Python", "libraries", "window", "terminal player", "routines", "tray"}
    parts |= {"my routines", "sound", "voice", "keep awake", "media keys"}
    assert {*parts, "idle time", "full screen", "meeting", "do not disturb", "autostart"} == set(lines)
    assert (lines["backtimer"].strip(), lines["routines"].strip()) == (__version__, str(len(SHIPPED)))
    assert lines["window"].strip().startswith("yes, by ")


def test_the_doctor_without_a_display_says_what_works(call, monkeypatch):
    for name in NO_DISPLAY:
        monkeypatch.delenv(name, raising=False)
    code, out, err = call("doctor")
    assert (code, err) == (1, "")
    assert "window:          no display here: routines play in the terminal\n" in out


@pytest.mark.parametrize("words", [(), ("open",), (str(shipped("routines") / "slow-stroke-3.yaml"),)])
def test_without_a_display_the_window_says_what_to_do_instead(call, monkeypatch, words):
    for name in NO_DISPLAY:
        monkeypatch.delenv(name, raising=False)
    code, out, err = call(*words)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "`backtimer play ROUTINE`" in err


OPENED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from backtimer.__main__ import main
app = QApplication([])
def look():
    print([window.windowTitle() for window in app.topLevelWidgets() if window.isVisible()])
    app.closeAllWindows()
QTimer.singleShot(0, look)
sys.exit(main(sys.argv[1:]))
"""
"""The whole program, closed again by the first event of its loop."""


def opened(*words: object) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", OPENED, *map(str, words)],
        capture_output=True, text=True, timeout=30, check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_without_words_the_library_opens():
    assert opened() == (0, "['backtimer']\n", "")


def test_with_a_file_it_opens_ready_to_play(tmp_path):
    file = tmp_path / "evening.yaml"
    file.write_text("backtimer: 1\ntitle: Evening\nsteps:\n- {stroke: hold, region: whole_back, time: 30}\n")
    assert opened(file) == (0, "['Evening – backtimer']\n", "")


def test_with_a_broken_file_it_opens_on_what_is_wrong(tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text("backtimer: 1\n")
    assert opened(file) == (0, "['backtimer']\n", "")
