"""Played in the terminal, all is recorded as in the window, however it ends; and it goes on where it stopped."""

import io
import os
import select
import signal
import sys

import pytest

from backtimer.commands import play_command
from backtimer.core.moment import Moment
from backtimer.core.player import Player
from backtimer.core.timing import Ms
from backtimer.desktop.fault_file import SENTENCE
from backtimer.files import paths
from backtimer.files.journal import read_journal
from backtimer.files.resume_file import read_offer
from backtimer.recording import Recording, wall_now
from backtimer.terminal.player import play
from tests.clock import FakeClock
from tests.make import a_plan, a_step

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals there")

ROUTINE = """\
backtimer: 1
title: Evening
steps:
- {stroke: hold, region: whole_back, side: middle, time: 20}
- {stroke: effleurage_long, region: whole_back, time: 40}
- {stroke: hold, region: whole_back, side: middle, time: 3600}
"""


@pytest.fixture
def evening(home, tmp_path):
    """A routine that is long enough to be interrupted, and a home in which nothing is heard."""
    (home / "config" / "settings.json").write_text('{"sound": {"hearing": "silent"}}')
    file = tmp_path / "evening.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    return file


class Terminal:
    """The program on a terminal of its own; `until` waits for what it shows."""

    def __init__(self, *words):
        import pty  # noqa: PLC0415  # not everywhere

        self.shown = ""
        self.child, self.end = pty.fork()
        if not self.child:
            command = [sys.executable, "-m", "backtimer", "play", *map(str, words), "--terminal", "--speed", "20"]
            os.execv(sys.executable, command)  # noqa: S606  # our own program in our own Python

    def until(self, words):
        while words not in self.shown:
            ready, _, _ = select.select([self.end], [], [], 30)
            assert ready, f"it never showed {words}: {self.shown[-300:]}"
            try:
                self.shown += os.read(self.end, 4_096).decode("utf-8", "replace")
            except OSError:
                break

    def press(self, key):
        os.write(self.end, key.encode())

    def ended(self):
        """How it ended, and what it showed until then."""
        if self.end >= 0:
            self.until("never shown")
            os.close(self.end)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


def kept():
    (entry,) = read_journal(paths.journal_file())[0]
    return entry


def ask(terminal, how):
    """End a program in one of the ways in which that happens."""
    if how == "Ctrl-C":
        terminal.press("\x03")
    elif how == "its window closed":
        os.close(terminal.end)
        terminal.end = -1
    else:
        os.kill(terminal.child, getattr(signal, how))


WAYS = {"Ctrl-C": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "its window closed": signal.SIGHUP}


@pytest.mark.parametrize("how", WAYS)
def test_however_it_is_interrupted_it_is_recorded_and_goes_on_there(evening, handbook, how):
    terminal = Terminal(evening)
    terminal.until(" 2/3  ")
    ask(terminal, how)
    assert terminal.ended() == 128 + WAYS[how]
    assert "Traceback" not in terminal.shown
    entry, offer = kept(), read_offer(paths.resume_file(), handbook, wall_now().utc)
    assert (entry.title, entry.finished, entry.steps[0].actual) == ("Evening", False, 20_000)
    assert 0 <= entry.position - offer.position < 1_000
    if how != "its window closed":
        assert "`backtimer play` goes on there" in terminal.shown

    again = Terminal()  # names no routine: goes on
    again.until(" left)")
    again.press("n")
    again.until(" 3/3  ")
    again.press("q")
    assert again.ended() == 0
    assert (kept().key, kept().steps[0].actual, kept().steps[1].skipped) == (entry.key, 20_000, True)
    assert not paths.resume_file().exists()
    assert not paths.fault_file().exists()


def test_ended_by_its_key_it_is_recorded_and_not_offered(evening):
    terminal = Terminal(evening)
    terminal.until(" 2/3  ")
    terminal.press("q")
    assert terminal.ended() == 0
    assert (kept().finished, kept().steps[0].actual) == (False, 20_000)
    assert not paths.resume_file().exists()


def test_who_was_started_to_outlive_its_terminal_does(evening):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        terminal = Terminal(evening)
    finally:
        signal.signal(signal.SIGHUP, before)
    terminal.until(" 1/3  ")
    os.kill(terminal.child, signal.SIGHUP)
    terminal.until(" 2/3  ")
    terminal.press("q")
    assert terminal.ended() == 0


def test_without_anything_to_go_on_with_it_says_so(evening, capsys):  # noqa: ARG001
    from backtimer.__main__ import main  # noqa: PLC0415

    assert main(["play", "--terminal"]) == 1
    assert capsys.readouterr().err.endswith("there is nothing to go on with: name a routine, see `backtimer list`\n")
    paths.resume_file().write_text("{")
    assert main(["play", "--terminal"]) == 1
    assert "the file is damaged" in capsys.readouterr().err


@pytest.fixture
def in_this_process(monkeypatch):
    """A keyboard that nobody uses, and a clock of ours: each look at it is a quarter of a second later."""
    clock = FakeClock()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("backtimer.terminal.player._pressed", lambda _: clock.advance(250) or "")
    monkeypatch.setattr("backtimer.commands.play_command.player_of", lambda plan, _: Player(plan, clock, lead=Ms(0)))
    monkeypatch.setattr("backtimer.recording._monotonic", clock)
    return clock


@pytest.mark.usefixtures("in_this_process")
def test_played_to_its_end_it_stands_in_the_journal_finished(evening, capsys):
    from backtimer.__main__ import main  # noqa: PLC0415

    assert main(["play", str(evening), "--terminal"]) == 0
    assert (kept().finished, [step.actual for step in kept().steps]) == (True, [20_000, 40_000, 3_600_000])
    assert not paths.resume_file().exists()
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("in_this_process")
def test_a_listener_with_a_fault_ends_neither_the_massage_nor_the_record(evening, capsys, monkeypatch):
    from backtimer.__main__ import main  # noqa: PLC0415

    def fail(*_):
        raise ValueError("ours")

    monkeypatch.setattr("backtimer.cues.ear.Ear.attend", fail)
    assert main(["play", str(evening), "--terminal"]) == 0
    assert kept().finished
    assert capsys.readouterr().err == f"   {SENTENCE}\n"
    assert paths.fault_file().read_text().count("ValueError: ours") == 1


@pytest.mark.usefixtures("in_this_process")
def test_a_record_with_a_fault_does_not_end_the_massage(evening, capsys, monkeypatch):
    from backtimer.__main__ import main  # noqa: PLC0415

    def fail(*_):
        raise ValueError("ours")

    monkeypatch.setattr(Recording, "on_moment", fail)
    assert main(["play", str(evening), "--terminal"]) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[-1], err) == ("   finished", f"   {SENTENCE}\n")


@pytest.mark.usefixtures("in_this_process")
def test_where_nothing_can_be_written_it_plays_to_its_end(evening, home, capsys):
    from backtimer.__main__ import main  # noqa: PLC0415

    for part in ("data", "state"):
        for inner in (home / part).iterdir():
            inner.rmdir()
        (home / part).rmdir()
        (home / part).write_text("no folder")
    assert main(["play", str(evening), "--terminal"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "   finished"
    assert 1 <= len(err.splitlines()) <= 4
    assert all(
        line.startswith(("   The journal cannot be ", "   What is done now cannot be kept"))
        for line in err.splitlines()
    )


class Gone(io.StringIO):
    """A terminal that takes so many lines and is gone then."""

    def __init__(self, lines):
        super().__init__()
        self._lines = lines

    def write(self, text):
        self._lines -= text.count("\n")
        if self._lines < 0:
            raise OSError(5, "Input/output error")
        return super().write(text)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_where_nobody_reads_any_more_the_listener_hears_of_a_pause(monkeypatch, lines):
    clock, heard = FakeClock(), []
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("backtimer.terminal.player._pressed", lambda _: clock.advance(250) or "")

    def listen(events, moment):
        assert isinstance(moment, Moment)
        heard.extend(type(event).__name__ for event in events)

    player = Player(a_plan(a_step(3), a_step(3), a_step(3)), clock)
    with pytest.raises(OSError, match="Input/output"):
        play(player, Gone(lines), listen)
    assert (heard[0], heard[-1], player.state) == ("Started", "Paused", "paused")


def test_a_keyboard_that_is_gone_is_asked_no_more(monkeypatch):
    clock, asked = FakeClock(), []

    def pressed(keyboard):
        asked.append(keyboard)
        clock.advance(250)
        return None if keyboard is not None else ""

    monkeypatch.setattr("backtimer.terminal.player._keys", lambda: __import__("contextlib").nullcontext(7))
    monkeypatch.setattr("backtimer.terminal.player._pressed", pressed)
    player = Player(a_plan(a_step(3)), clock)
    assert play(player, io.StringIO()) == 0
    assert (asked.count(7), player.state) == (1, "finished")


def test_the_signals_are_given_back():
    before = [signal.getsignal(number) for number in play_command.ENDS]
    with play_command._asked_to_end() as asked:
        os.kill(os.getpid(), signal.SIGTERM)
        assert asked() == signal.SIGTERM
    assert [signal.getsignal(number) for number in play_command.ENDS] == before
