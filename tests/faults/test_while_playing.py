"""What may befall a massage in the middle: its file, the clock, the machine, the disk, and faults of our own."""

import re
import sys
import threading
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication

from backtimer import playing
from backtimer.core.history import per_day
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.core.plan import make_plan
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.desktop.fault_file import SENTENCE
from backtimer.desktop.fault_log import FaultLog
from backtimer.files import paths
from backtimer.files.journal_text import local
from backtimer.files.resume_file import read_offer
from backtimer.files.routine_file import read_routine
from backtimer.recording import wall_now
from backtimer.ui.window import Window
from tests.faults.conftest import EVENING

# The routine's file


@pytest.mark.parametrize("what", ["changed", "broken", "not utf-8", "deleted", "a folder"])
def test_a_routine_that_changes_while_it_plays_is_played_to_its_end_and_can_be_gone_on_with(evening, open_room, what):
    first = open_room().begin(evening).wait(25)
    plan = first.player.plan
    evening.unlink()
    match what:
        case "changed":
            evening.write_text(EVENING.replace("40", "90").replace("Evening", "Morning"))
        case "broken":
            evening.write_text("[")
        case "not utf-8":
            evening.write_bytes(b"\xff\xfe" + EVENING.encode("utf-16-le"))
        case "a folder":
            evening.mkdir()
    first.workshop.read_library()
    first.wait(5).conductor.tell(first.player.pause)
    (entry,) = first.kept()
    assert (entry.title, entry.position, first.player.plan) == ("Evening", 30_000, plan)
    first.workshop.close()
    second = open_room()
    second.workshop.offer_to_go_on()
    second.window.command("resume")
    second.wait(60)
    assert (second.player.state, second.player.position) == ("waiting", 80_000)
    second.conductor.tell(second.player.go_on)
    second.wait(25)
    (entry,) = second.kept()
    assert (entry.title, entry.finished, [step.actual for step in entry.steps]) == (
        "Evening", True, [20_000, 40_000, 30_000, 20_000],
    )  # fmt: skip


# The clock and the machine


class Machine:
    """A machine whose clocks we turn: one stands still while it sleeps, one goes on, and the wall's can be set."""

    def __init__(self, monkeypatch):
        self.awake, self.since_start, self.wall = 10**12, 10**12, 1_700_000_000 * 10**9
        clocks = {playing._CLOCK: lambda: self.since_start, time.CLOCK_MONOTONIC: lambda: self.awake}
        monkeypatch.setattr("time.clock_gettime_ns", lambda clock: clocks[clock]())
        monkeypatch.setattr("time.monotonic_ns", lambda: self.awake)
        monkeypatch.setattr("time.time", lambda: self.wall / 10**9)

    def run(self, seconds, player):
        """Time passes, with four looks at the clock to a second."""
        for _ in range(round(seconds * 4)):
            self.awake, self.since_start = self.awake + 250_000_000, self.since_start + 250_000_000
            self.wall += 250_000_000
            player.tick()

    def doze(self, hours):
        self.since_start += hours * 3_600 * 10**9
        self.wall += hours * 3_600 * 10**9


@pytest.fixture
def machine(monkeypatch):
    return Machine(monkeypatch)


@pytest.fixture
def player(machine, evening, handbook):
    """A routine that plays by the machine's own clock."""
    del machine
    wishes = Wishes(ready=Ms(0), change=Ms(0))
    player = playing.player_of(make_plan(read_routine(evening, handbook).routine, wishes))
    player.play()
    return player


def is_in(player, state, machine):
    """Bring a player that runs into a state."""
    match state:
        case "holding":
            player.hold()
        case "paused":
            player.pause()
        case "leading":
            player.pause()
            player.play()
        case "waiting":
            machine.run(70, player)
    assert player.state == state


STATES = ["running", "holding", "waiting", "leading", "paused"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere another clock is read")
@pytest.mark.parametrize("state", STATES)
def test_a_machine_that_slept_for_hours_finds_the_massage_paused_where_it_was(machine, player, state):
    machine.run(15, player)
    is_in(player, state, machine)
    position = player.position
    machine.doze(7)
    player.tick()
    assert (player.state, player.position) == ("paused", position)
    player.play()
    machine.run(4, player)
    after = {"running": 16_000, "leading": 16_000, "paused": 16_000, "holding": 15_000, "waiting": 80_000}
    assert player.position == after[state]
    assert player.state == (state if state in ("holding", "waiting") else "running")


@pytest.mark.parametrize("hours", [-24 * 365 * 30, -1, 1, 24 * 365 * 30])
@pytest.mark.parametrize("state", STATES)
def test_a_clock_that_is_set_moves_nothing(machine, player, state, hours):
    machine.run(15, player)
    is_in(player, state, machine)
    position = player.position
    machine.wall += hours * 3_600 * 10**9
    player.tick()
    assert (player.state, player.position) == (state, position)


@pytest.mark.parametrize(
    ("hours", "offered"), [(-24 * 400, True), (-1, True), (23, True), (25, False), (24 * 400, False)]
)
def test_the_offer_lasts_a_day_by_the_clock_on_the_wall(room, evening, handbook, monkeypatch, hours, offered):
    room.begin(evening).wait(25)
    room.kept()
    now = wall_now().utc
    assert (read_offer(paths.resume_file(), handbook, now + hours * 3_600_000) is not None) == offered
    monkeypatch.setattr("backtimer.recording.wall_now", lambda: Stamp(now + hours * 3_600_000, 0))
    room.workshop.offer_to_go_on()
    assert room.window.library.resume.isHidden() != offered


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("begun", "ended", "offsets"),
    [
        (datetime(2026, 10, 24, 23, 50, tzinfo=BERLIN), datetime(2026, 10, 25, 3, 10, tzinfo=BERLIN), (120, 60)),
        (datetime(2026, 3, 28, 23, 50, tzinfo=BERLIN), datetime(2026, 3, 29, 3, 10, tzinfo=BERLIN), (60, 120)),
        (datetime(2026, 12, 31, 23, 50, tzinfo=BERLIN), datetime(2027, 1, 1, 0, 10, tzinfo=BERLIN), (60, 60)),
    ],
    ids=["summer time ends", "summer time begins", "new year"],
)
def test_a_session_over_midnight_and_summer_time_counts_for_its_first_day(
    room, evening, monkeypatch, begun, ended, offsets
):
    stamps = [
        Stamp(round(instant.timestamp() * 1_000), round(instant.utcoffset().total_seconds() / 60))
        for instant in (begun, ended)
    ]
    monkeypatch.setattr("backtimer.recording.wall_now", lambda: stamps[0])
    room.begin(evening).wait(10)
    room.conductor.tell(room.player.pause)
    room.workshop._kept().writer.flush()
    monkeypatch.setattr("backtimer.recording.wall_now", lambda: stamps[1])
    recording_reads_anew(room, stamps[1])
    room.conductor.tell(room.player.play)
    room.wait(10)
    room.conductor.tell(room.player.stop)
    (entry,) = room.kept()
    assert (entry.started.offset, entry.ended.offset) == offsets
    assert (local(entry.started).date(), local(entry.ended).date()) == (begun.date(), ended.date())
    assert per_day([entry]) == {(begun.date() - date(1970, 1, 1)).days: 20_000}
    assert entry.started.day == stamps[0].day
    assert (stamps[1].utc - stamps[0].utc) < DAY


def recording_reads_anew(room, stamp):
    """A recording has taken its clock with it: give it another."""
    import gc  # noqa: PLC0415  # it is held by nobody but its own connections

    from backtimer.recording import Recording  # noqa: PLC0415

    found = [
        thing for thing in gc.get_objects() if type(thing) is Recording and thing._archive is room.workshop._kept()
    ]
    for recording in found:
        recording._wall = lambda: stamp


# The disk


def test_a_slow_disk_never_stops_the_window_and_the_end_is_still_written(room, evening, monkeypatch):
    """Every write waits until it is let go, as if it took two seconds; the window's own thread may not write at all."""
    gate, window, late = threading.Event(), threading.get_ident(), []
    from backtimer.files import whole_file  # noqa: PLC0415  # what is slowed down
    from backtimer.files.journal import Journal  # noqa: PLC0415

    def slow(really):
        def job(*given, **how):
            late.append(threading.get_ident() == window)
            assert late[-1] or gate.wait(30)
            return really(*given, **how)

        return job

    monkeypatch.setattr("os.fsync", slow(whole_file.os.fsync))
    monkeypatch.setattr(Journal, "save", slow(Journal.save))
    room.window.command("theme")
    room.begin(evening)
    for _ in range(70):
        room.wait(1)
        room.window.command("terms")
        assert len(room.workshop._kept().writer._waiting) <= 6
    room.conductor.tell(room.player.stop)
    assert room.window.page.name == "end"
    gate.set()
    room.workshop.close()
    (entry,) = room.kept()
    assert (late.count(True), len(late) > 3) == (0, True)
    assert (entry.position, [step.actual for step in entry.steps]) == (70_000, [20_000, 40_000, 10_000, 0])
    assert room.told == []
    assert not paths.resume_file().exists()


# Faults of our own


@pytest.fixture
def faults(qapp):  # noqa: ARG001  # signals need it
    log = FaultLog(paths.fault_file(), lambda: "now", "backtimer")
    log.heard = []
    log.told.connect(lambda words, _: log.heard.append(words))
    log.listen()
    yield log
    log.close()


def test_a_listener_with_a_fault_stops_neither_time_nor_the_others(room, evening, faults):
    failing = [True]

    def fail(*_):
        if failing:
            raise ValueError("ours")

    room.window.conducted.connect(lambda conductor: conductor.happened.connect(fail))  # before all others hear it
    room.window.conducted.connect(lambda conductor: conductor.moved.connect(fail))
    room.begin(evening).wait(85)
    assert room.player.state == "waiting"
    room.conductor.tell(room.player.go_on)
    room.wait(25)
    (entry,) = room.kept()
    failing.clear()
    assert (entry.finished, room.window.page.name) == (True, "end")
    assert faults.heard == [SENTENCE]
    assert paths.fault_file().read_text().count("ValueError: ours") == 1


def test_a_recording_with_a_fault_stops_neither_time_nor_the_page(room, evening, faults, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("backtimer.recording.resume_body", fail)
    room.begin(evening).wait(85)
    room.conductor.tell(room.player.go_on)
    room.wait(25)
    (entry,) = room.kept()
    assert (entry.finished, entry.worked, room.window.page.name) == (True, 100_000, "end")
    assert set(faults.heard) == {SENTENCE}
    assert len(faults.heard) == 1


@pytest.mark.parametrize("painter", ["backtimer.ui.stage.Stage.paintEvent", "backtimer.ui.stage.paint_scene"])
def test_a_painter_with_a_fault_stops_nothing(room, evening, faults, monkeypatch, painter):
    def fail(*_):
        raise ValueError("in a painter")

    monkeypatch.setattr(painter, fail)
    room.begin(evening)
    for _ in range(30):
        room.wait(1)
        room.window.player.stage.update()
        QCoreApplication.processEvents()
    (entry,) = room.kept()
    assert (room.player.position, entry.position > 29_000, faults.heard) == (30_000, True, [SENTENCE])


def test_a_fault_while_writing_is_heard_and_the_next_job_is_done(room, evening, faults, monkeypatch):
    def fail(*_):
        raise ValueError("in the writer")

    with monkeypatch.context() as broken:
        broken.setattr("backtimer.recording.write_resume", fail)
        room.begin(evening).wait(5)
        room.kept()
    room.qtbot.waitUntil(lambda: faults.heard == [SENTENCE])
    room.wait(5)
    room.kept()
    assert paths.resume_file().exists()


def test_every_painter_ends_when_something_goes_wrong():
    """One that is left open when its widget goes on ends the whole program: each stands behind a `with`."""
    opened = re.compile(r"QPainter\(\w")
    lines = [
        (file.name, line)
        for file in (Path(playing.__file__).parent).rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if opened.search(line)
    ]
    assert len(lines) > 20
    assert [line for line in lines if "with " not in line[1]] == []


def test_nobody_stands_between_qt_and_the_whole_window():
    """An `event` of the window in Python would hand every fault of a painter on to Qt, which ends the program."""
    assert not {"event", "eventFilter", "paintEvent"} & set(vars(Window))
