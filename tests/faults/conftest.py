"""What the tests of faults share: the whole program in a window, on a disk of its own, with a clock that we turn."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from backtimer.app import Workshop, application
from backtimer.core.player import Player
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.journal import read_journal
from tests.clock import FakeClock

EVENING = """\
backtimer: 1
title: Evening
steps:
- {stroke: hold, region: whole_back, side: middle, time: 20}
- {stroke: effleurage_long, region: whole_back, time: 40}
- {stroke: hold, region: sacrum, side: middle, time: 20, advance: wait}
- {stroke: hold, region: whole_back, side: middle, time: 20}
"""


class Room:
    """A program that runs: its window is shown, and time passes when it is told to. Nothing can be heard."""

    def __init__(self, qtbot, clock):
        self.qtbot, self.clock = qtbot, clock
        self.told = []
        at_once = Wishes(ready=Ms(0), change=Ms(0))
        self.workshop = Workshop(wishes=at_once, wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        self.window = self.workshop.window
        self.window.conducted.disconnect()
        self.workshop._messenger.told.connect(self.told.append)
        self.window.resize(1000, 640)
        self.window.show()

    def begin(self, file):
        """Open a file and play it, as somebody does who answers all questions well."""
        self.workshop.open_file(file)
        self.workshop.begin(self.window._chosen, self.window.routine.plan)
        return self

    @property
    def conductor(self):
        return self.window._conductor

    @property
    def player(self):
        return self.conductor.player

    def wait(self, seconds):
        """Let time pass, four looks at the clock to a second."""
        for _ in range(round(seconds * 4)):
            self.clock.advance(250)
            self.conductor.tell(self.player.tick)
        return self

    def kept(self):
        """All sessions as a later start would read them."""
        assert self.workshop._kept().writer.flush()
        QCoreApplication.processEvents()
        return read_journal(paths.journal_file())[0]

    def close(self):
        self.workshop.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """All that is personal, in a folder of the test."""
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    for part in ("config", "data/routines", "state", "cache"):
        (tmp_path / "home" / part).mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def evening(home):
    """A routine of four steps among one's own."""
    file = home / "data" / "routines" / "evening.yaml"
    file.write_text(EVENING, encoding="utf-8")
    return file


@pytest.fixture
def open_room(qtbot, home, monkeypatch):  # noqa: ARG001  # its folder must be there first
    """Starts of the program, one after the other; each is closed after the test."""
    application()
    rooms, clock = [], FakeClock()
    monkeypatch.setattr("backtimer.playing.player_of", lambda plan, _: Player(plan, clock, lead=Ms(0)))
    monkeypatch.setattr("backtimer.recording._monotonic", clock)

    def open_room():
        rooms.append(Room(qtbot, clock))
        return rooms[-1]

    yield open_room
    for room in rooms:
        room.close()


@pytest.fixture
def room(open_room):
    return open_room()
