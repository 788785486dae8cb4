"""`backtimer break`: asks the program that runs, and says plainly when none does."""

import subprocess
import sys

import pytest

from backtimer.desktop.one_window import OneWindow
from backtimer.files import paths


@pytest.fixture
def runs(monkeypatch, tmp_path, qapp):  # noqa: ARG001
    """A program that runs, and answers each word by itself; a socket's path must be short."""
    asked = []
    monkeypatch.setattr(OneWindow, "is_first", lambda _: False)
    monkeypatch.setattr(OneWindow, "ask", lambda _, word: asked.append(word) or (0, f"heard {word}"))
    return asked


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((), "now"), (("--now",), "now"), (("--status",), "status"), (("--resume",), "resume"),
        (("--pause", "1h"), "pause 1h"), (("--pause", "tomorrow"), "pause tomorrow"),
    ],
)  # fmt: skip
def test_each_option_is_a_word(call, runs, words, asked):
    assert call("break", *words) == (0, f"heard {asked}\n", "")
    assert runs == [asked]


@pytest.mark.parametrize("time", ["3x", "", "0h", "200h"])
def test_a_time_that_is_none_is_not_even_asked(call, runs, time):
    code, out, err = call("break", "--pause", time)
    assert (code, out, runs) == (2, "", [])
    assert err.startswith(f"backtimer: {time} is no time")


def test_only_one_thing_at_a_time(call):
    assert call("break", "--now", "--status")[0] == 2


def test_the_program_decides_the_exit_code(call, runs, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr(OneWindow, "ask", lambda *_: (1, "Reminders are off."))
    assert call("break", "--pause", "1h") == (1, "Reminders are off.\n", "")


def test_a_program_that_does_not_answer_is_told(call, runs, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr(OneWindow, "ask", lambda *_: None)
    assert call("break") == (1, "", "backtimer: the program that runs does not answer\n")


@pytest.mark.usefixtures("qapp")
def test_where_no_program_runs_that_is_said_and_no_lock_is_kept(call, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(paths, "meeting_point", lambda: tmp_path / "backtimer" / "window")
    for _ in range(2):
        assert call("break", "--status") == (1, "", "backtimer: no program runs: `backtimer` opens the window\n")
    assert OneWindow(tmp_path / "backtimer" / "window").is_first()


def test_by_itself_it_needs_no_display(tmp_path):
    environment = {"BACKTIMER_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", "backtimer", "break"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "no program runs" in done.stderr
