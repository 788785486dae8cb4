"""`backtimer play` in the terminal: each step is told once, in order, and the end ends it."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backtimer.core.player import Player
from backtimer.playing import player_of
from backtimer.terminal.player import command_of, line_of, play
from tests.clock import FakeClock
from tests.make import a_plan, a_step

STEPS = [
    " 1/5  0:15  Rest the hands: the whole back · pressure 1 · Rest both hands for three breaths.",
    " 2/5  1:00  Slow strips: crown to sacrum · pressure 2 · From head to hips, one hand after the other.",
    " 3/5  0:30  Small finger circles: back of the neck · pressure 2",
    " 4/5  1:00  Slow strips: beside the spine · pressure 2→1",
    " 5/5  0:15  Rest the hands: the whole back · pressure 1",
]


def played(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, without display, keyboard and sound."""
    settings = Path(os.environ["BACKTIMER_HOME"]) / "config" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('{"sound": {"hearing": "silent"}}', encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in _DISPLAYS} | changes
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "backtimer", "play", *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False, env=environment,
    )  # fmt: skip


_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def told(out: str) -> list[str]:
    """The lines that name a step."""
    return [line for line in out.splitlines() if re.match(r" ?\d+/\d+ ", line)]


def test_in_the_terminal_each_step_is_told_once_and_in_order():
    done = played("slow-stroke-3", "--terminal", "--speed", "100")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert (lines[:2], lines[-1]) == (
        ["Slow-stroke back rub, 3:16", "   get ready: Rest the hands"],
        "   finished",
    )
    assert [line[: len(expected)] for line, expected in zip(told(done.stdout), STEPS, strict=True)] == STEPS
    assert "\x1b" not in done.stdout


def test_a_length_is_kept_to_the_second():
    done = played("slow-stroke-3", "--terminal", "--speed", "100", "--length", "2:30")
    assert (done.returncode, done.stderr, done.stdout.splitlines()[0]) == (0, "", "Slow-stroke back rub, 2:30")


def test_a_length_out_of_reach_is_not_played(call):
    code, out, err = call("play", "slow-stroke-3", "--terminal", "--length", "60m")
    assert (code, out) == (1, "")
    assert err.startswith("backtimer: slow-stroke-3 can last from ")


def test_without_a_display_it_plays_in_the_terminal_and_says_so():
    done = played("slow-stroke-3", "--speed", "100")
    assert (done.returncode, done.stderr) == (0, "There is no display here: playing in the terminal.\n")
    assert len(told(done.stdout)) == 5


def test_whoever_reads_may_stop_reading():
    command = f"{sys.executable} -m backtimer play slow-stroke-3 --terminal --speed 100 | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "Slow-stroke back rub, 3:16\n", "")


def test_an_unknown_routine_is_asked_back(call):
    said = "backtimer: no routine is called swedish-back; did you mean swedish-back-20?\n"
    assert call("play", "swedish-back", "--terminal") == (1, "", said)


def test_an_unknown_place_is_asked_back(call):
    said = "backtimer: no region is called sacrumm; did you mean sacrum?\n"
    assert call("play", "slow-stroke-3", "--terminal", "--leave-out", "sacrumm") == (1, "", said)


def test_a_short_plan_is_told_to_its_end_in_this_process(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    out = io.StringIO()
    assert play(player_of(a_plan(a_step(3, name="One"), a_step(3, name="Two")), 100), out) == 0
    lines = out.getvalue().splitlines()
    assert (lines[0], [line[:14] for line in lines[1:-1]], lines[-1]) == (
        "A routine, 0:06",
        [" 1/2  0:03  On", " 2/2  0:03  Tw"],
        "   finished",
    )


@pytest.fixture
def player():
    """A player of two steps with a clock of ours, already running."""
    player = Player(a_plan(a_step(60), a_step(60)), FakeClock())
    player.play()
    return player


@pytest.mark.parametrize(
    ("keys", "state", "lines"),
    [
        (" ", "paused", ["   paused"]),
        ("  ", "leading", ["   paused", "   hands back on, 0:03"]),
        ("h", "holding", ["   staying here"]),
        ("hh", "running", ["   staying here", ""]),
        ("h ", "running", ["   staying here", ""]),
        ("+", "running", ["   0:30 more"]),
        ("q", "stopped", ["   ended at 0:00"]),
        ("\x03", "stopped", ["   ended at 0:00"]),
        ("nn", "finished", None),
        ("x", "running", []),
    ],
)
def test_keys_do_what_the_line_of_keys_says(player, keys, state, lines):
    events = [event for pressed in keys for event in command_of(player, pressed)]
    assert player.state == state
    if lines is not None:
        assert [line_of(event, player.plan) for event in events] == lines


def test_n_goes_on_and_p_goes_back(player):
    command_of(player, "n")
    assert player.moment().span.number == 2
    command_of(player, "p")
    command_of(player, "p")
    assert (player.moment().span.number, player.position) == (1, 0)
