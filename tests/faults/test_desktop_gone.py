"""Sound server, session bus and desktop gone before the start, or in the middle: the massage plays on without them."""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from backtimer.core.moment import moment_at
from backtimer.core.timing import Ms
from backtimer.desktop import media_keys
from backtimer.desktop.keep_awake import ScreenInhibitor
from backtimer.desktop.media_keys import Mpris, track_of
from backtimer.desktop.other_players import OtherPlayers
from tests.clock import FakeClock
from tests.desktop.machines import FakePlayers
from tests.make import a_plan, a_step

ROOT = Path(__file__).parents[2]
PLAN = a_plan(a_step(60), a_step(30))


@pytest.fixture
def bus(monkeypatch):
    """A session bus of our own, which can be killed."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon on this machine")
    pytest.importorskip("jeepney")
    daemon = subprocess.Popen(
        [program, "--session", "--print-address", "--nofork"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().decode().strip())
        yield daemon
        daemon.kill()


@pytest.fixture
def in_threads(monkeypatch):
    """What went wrong in a thread and nobody caught."""
    heard = []
    monkeypatch.setattr(threading, "excepthook", lambda fault: heard.append(fault.exc_value))
    yield heard
    assert heard == []


def show(player, position):
    player.show(track_of(moment_at(PLAN, Ms(position)), "Glide", Ms(position)))


@pytest.mark.usefixtures("in_threads")
def test_media_keys_outlive_their_bus(bus, qtbot):
    player = Mpris(lambda *_: None, FakeClock())
    qtbot.waitUntil(lambda: player._sender is not None or bool(player.trouble))
    assert player.trouble == ""
    show(player, 1_000)
    bus.kill()
    qtbot.waitUntil(lambda: player.trouble == media_keys.NO_BUS, timeout=10_000)
    for position in range(0, 90_000, 100):
        show(player, position)
    assert player._letters.qsize() < 10  # nothing heaps up for nobody
    player.close()


@pytest.mark.usefixtures("in_threads")
def test_media_keys_without_a_bus_heap_nothing_up(monkeypatch, tmp_path, qtbot):
    pytest.importorskip("jeepney")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    player = Mpris(lambda *_: None, FakeClock())
    qtbot.waitUntil(lambda: player.trouble == media_keys.NO_BUS)
    for position in range(0, 90_000, 100):
        show(player, position)
    assert player._letters.qsize() < 10
    player.close()


class Dying:
    """A desktop that keeps the screen on, and cannot be told any more that it need not."""

    active = True

    def __init__(self):
        self.on = threading.Event()

    @contextmanager
    def mode(self):
        self.on.set()
        yield self
        raise OSError("the bus has gone")


@pytest.mark.usefixtures("in_threads")
def test_a_screen_that_cannot_be_let_go_holds_up_nobody():
    desktop = Dying()
    screen = ScreenInhibitor(desktop.mode)
    for _ in range(2):  # it can be asked for again
        desktop.on.clear()
        screen.keep(on=True)
        assert desktop.on.wait(10)
        screen.keep(on=False)
    desktop.on.clear()
    screen.keep(on=True)
    assert desktop.on.wait(10)
    thread = screen._thread
    screen.close()
    thread.join(10)
    assert not thread.is_alive()  # it does not wait for orders that will never come
    assert screen.trouble.endswith(": the bus has gone")


class Vanishing(FakePlayers):
    """Other players on a bus that dies."""

    def playing(self):
        raise ConnectionResetError

    def set_volume(self, name, volume):  # noqa: ARG002
        raise BrokenPipeError


@pytest.mark.usefixtures("in_threads")
def test_other_players_on_a_bus_that_died_are_left_alone(tmp_path):
    note = tmp_path / "lowered.json"
    note.write_text('{"org.mpris.MediaPlayer2.music": 0.8}')
    others = OtherPlayers(note, Vanishing({"org.mpris.MediaPlayer2.music": 0.2}))
    for lower in (True, False, True):
        others.lower(lower)
    others.close()
    assert not others._thread.is_alive()
    assert note.exists()  # the next start makes them loud again


NO_DESKTOP = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus", "XDG_RUNTIME_DIR": "/nonexistent",
              "PULSE_SERVER": "unix:/nonexistent/pulse", "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip

WITHOUT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from backtimer import app
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes

class Driven(app.Workshop):
    def __init__(self, **given):
        super().__init__(**given)
        QTimer.singleShot(0, self.start)

    def start(self):
        self.open_file(Path(sys.argv[1]))
        self.begin(self.window._chosen, self.window.routine.plan)
        self.window._conductor.happened.connect(self.on_event)

    def on_event(self, event):
        print(type(event).__name__, flush=True)
        if type(event).__name__ == "Finished":
            QTimer.singleShot(0, self.window.close)

app.Workshop = Driven
sys.exit(app.run_window(speed=20, wishes=Wishes(ready=Ms(0), change=Ms(0))))
"""


@pytest.mark.usefixtures("home")
def test_without_sound_bus_and_runtime_folder_the_whole_program_plays_to_the_end(tmp_path):
    file = tmp_path / "short.yaml"
    file.write_text("backtimer: 1\ntitle: Short\nsteps:\n- {stroke: hold, region: whole_back, time: 20}\n")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(file)],
        cwd=ROOT, env={**os.environ, **NO_DESKTOP}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.split()[-1]) == (0, "Finished")
    assert "Traceback" not in done.stderr
