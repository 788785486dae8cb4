"""The quiet half of breaks, joined: it looks, notices, asks once, remembers, and is not there while nobody wants it."""

import json
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from backtimer.break_words import minutes_text, outlook_line, pause_of, reason_line
from backtimer.core.breaks.choice import Reason
from backtimer.core.breaks.schedule import Kind, Outlook
from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.core.settings import Settings
from backtimer.core.timing import MINUTE, SECOND, Ms
from backtimer.desktop import autostart
from backtimer.desktop import tray as tray_module
from backtimer.desktop.senses import Aside, up_now
from backtimer.files import paths
from backtimer.files.breaks_file import read_breaks
from backtimer.wings import breaktime as module
from backtimer.wings.breaktime import Breaktime

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # Qt's tray without a screen looks for one

MONDAY = 20_458
WISHES = BreakWishes(on=True, every=50, minutes=5)
OFF = replace(WISHES, on=False)


class Window(QMainWindow):
    """As much of the window as breaks know of it."""

    conducted = Signal(object)
    settings_changed = Signal(object)

    def __init__(self, wishes) -> None:
        super().__init__()
        self.settings = Settings(breaks=wishes)
        self.library = "library"
        self.deeds, self.said, self.shown = {}, [], []

    def offer(self, command, deed):
        self.deeds[command] = deed

    def say(self, text):
        self.said.append(text)

    def raise_(self):
        """Without a screen nothing is in front of anything."""

    def show_page(self, page):
        self.shown.append(page)


class Machine:
    """A machine and its person: an hour of the wall, a clock, and hands that rest or not."""

    def __init__(self) -> None:
        self.utc = MONDAY * DAY + 9 * 60 * MINUTE
        self.ms = 1_000_000
        self.rests = Ms(6 * SECOND)
        self.held = frozenset()
        self.looks = 0
        self.aside = SimpleNamespace(do=lambda job: job(), close=lambda: None)
        self.senses = self

    def wall(self):
        return Stamp(self.utc, 0)

    def up(self):
        return Ms(self.ms)

    def idle(self):
        return self.rests

    def holds(self):
        self.looks += 1
        return self.held

    def close(self):
        pass

    def advance(self, time):
        self.utc += time
        self.ms += time


class Bench:
    """Breaks at work, without a machine and without waiting."""

    def __init__(self, handbook, wishes=WISHES) -> None:
        self.machine, self.window, self.made = Machine(), Window(wishes), 0
        self.played = []
        workshop = SimpleNamespace(
            window=self.window, handbook=handbook, play=self.played.append, write=lambda _name, job, _failed: job(),
            examining=SimpleNamespace(runs=False),
        )  # fmt: skip
        self.breaktime = Breaktime(workshop, self._outside)
        self.heard = []
        self.breaktime.due.connect(lambda found: self.heard.append(("due", [each.entry.id for each in found])))
        self.breaktime.gone.connect(lambda: self.heard.append(("gone",)))
        self.breaktime.begin_asked.connect(lambda choice: self.heard.append(("begin", choice.entry.id)))
        self.lines = []
        self.breaktime.status.connect(lambda outlook, line: self.lines.append((outlook.kind, line)))

    def _outside(self):
        self.made += 1
        return self.machine

    def choose(self, **wishes):
        self.window.settings = Settings(breaks=replace(self.window.settings.breaks, **wishes))
        self.window.settings_changed.emit(self.window.settings)

    def begin(self):
        self.breaktime._timer.stop()
        self.breaktime._on_time()

    def pass_time(self, minutes):
        end = self.machine.ms + round(minutes * MINUTE)
        while self.machine.ms < end:
            self.machine.advance(min(self.breaktime._timer.interval(), end - self.machine.ms))
            self.breaktime._on_time()

    @property
    def remembered(self):
        return read_breaks(paths.breaks_file())[0]

    @property
    def offered(self):
        return self.breaktime._choices

    def close(self):
        self.breaktime.close()
        self.choose(on=False)
        self.window.hide()
        self.window.deleteLater()


@pytest.fixture
def make(qapp, handbook, tmp_path, monkeypatch):  # noqa: ARG001
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path))
    benches = []

    def make(wishes=WISHES):
        benches.append(Bench(handbook, wishes))
        return benches[-1]

    yield make
    for bench in benches:
        bench.close()


@pytest.fixture
def bench(make):
    bench = make()
    bench.begin()
    return bench


def test_while_reminders_are_off_nothing_is_made(make):
    bench = make(OFF)
    assert not bench.breaktime._timer.isActive()
    bench.choose(minutes=4)
    assert (bench.made, bench.window.deeds, bench.breaktime.tray) == (0, {}, None)
    assert not paths.breaks_file().exists()
    assert bench.breaktime.reply("status") == (0, "Reminders are off.")


def test_the_good_moment_is_noticed_and_what_can_be_done_is_offered(bench):
    bench.pass_time(49)
    assert bench.heard == []
    bench.pass_time(1.5)
    assert bench.heard[0][0] == "due"
    assert bench.offered[0].length == 5 * MINUTE
    bench.pass_time(1)
    assert [each[0] for each in bench.heard] == ["due", "gone"]
    assert bench.offered == ()


def test_how_things_stand_is_told_when_it_changes(bench):
    bench.pass_time(3)
    assert [line for _, line in bench.lines] == [
        f"Reminders are on: the next in {left} min of work." for left in (50, 49, 48, 47)
    ]
    assert bench.breaktime.tray.line.text() == bench.breaktime.reply("status")[1] == bench.lines[-1][1]


def test_what_holds_back_is_looked_at_only_when_it_matters(bench):
    bench.pass_time(45)
    assert bench.machine.looks == 0
    bench.machine.held = frozenset({"meeting"})
    bench.pass_time(10)
    assert bench.machine.looks > 0
    assert (bench.heard, bench.lines[-1][0]) == ([], "meeting")


def test_what_plays_holds_back_and_nothing_else_is_looked_at(bench):
    conductor = Conductor()
    bench.window.conducted.emit(conductor)
    bench.pass_time(60)
    assert (bench.heard, bench.machine.looks) == ([], 0)
    conductor.player.state = "paused"
    bench.pass_time(51)
    assert bench.heard[0][0] == "due"


def test_a_page_that_shows_a_break_holds_back_too(bench):
    bench.breaktime.hold_back(on_break=True)
    bench.pass_time(60)
    bench.breaktime.hold_back(on_break=False)
    assert bench.heard == []
    bench.pass_time(51)
    assert bench.heard[0][0] == "due"


def test_now_begins_what_was_offered_and_is_remembered(bench):
    bench.pass_time(50.5)
    first = bench.offered[0]
    bench.breaktime.answer("now", first)
    assert bench.heard[1:] == [("gone",), ("begin", first.entry.id)]
    assert bench.played == [first.entry]  # until a page takes it
    (answer,) = bench.remembered.answers
    assert (answer.said, answer.routine, answer.at.day) == ("now", first.entry.id, MONDAY)
    bench.pass_time(45)
    assert len(bench.heard) == 3


def test_later_asks_again_and_offers_the_same(bench):
    bench.pass_time(50.5)
    offered = bench.offered
    bench.breaktime.answer("later", offered[0])
    bench.pass_time(9)
    assert len(bench.heard) == 2
    bench.pass_time(2)
    assert bench.heard[2] == ("due", [each.entry.id for each in offered])


def test_never_offers_the_next_one_and_that_one_never_again(bench):
    bench.choose(place="standing")
    bench.pass_time(50.5)
    first, second = bench.offered[:2]
    bench.breaktime.answer("never", first)
    assert bench.heard[1][1][0] == second.entry.id
    assert bench.remembered.never == {first.entry.id}
    bench.breaktime.answer("later", second)
    bench.pass_time(11)
    offers = [ids for kind, *ids in bench.heard if kind == "due"]
    assert len(offers) == 3
    assert first.entry.id not in offers[-1][0]


def test_never_of_all_asks_later_without_a_routine(bench):
    bench.pass_time(50.5)
    while bench.offered:
        bench.breaktime.answer("never", bench.offered[0])
    assert bench.heard[-1] == ("gone",)
    assert bench.lines[-1] == ("later", "A break is due: you are asked again in 10 min.")
    bench.pass_time(10.5)
    assert bench.heard[-1] == ("due", [])
    assert {answer.said for answer in bench.remembered.answers} == {"never"}


def test_a_break_at_once_takes_the_best(bench):
    bench.breaktime.now()
    assert bench.heard[-1][0] == "begin"
    assert bench.remembered.answers[0].said == "now"


def test_a_break_at_once_is_there_without_reminders_too(make):
    bench = make(OFF)
    assert bench.breaktime.reply("now") == (0, "A break begins.")
    assert bench.heard[-1][0] == "begin"
    assert bench.window.isVisible()


def test_where_nothing_fits_a_break_at_once_says_so(make, monkeypatch):
    monkeypatch.setattr(module, "find_choices", lambda *_: ())
    bench = make(OFF)
    bench.breaktime.now()
    assert bench.window.said == ["No routine for oneself fits what you chose for breaks"]


def test_the_next_run_goes_on_where_this_one_ended(make):
    bench = make()
    bench.begin()
    bench.pass_time(40)
    bench.breaktime.close()
    again = make()
    again.machine.utc, again.machine.ms = bench.machine.utc + MINUTE, 5_000
    again.begin()
    again.pass_time(9)
    assert again.heard == []
    again.pass_time(2)
    assert again.heard[0][0] == "due"


def test_after_a_crash_little_work_is_forgotten(make):
    bench = make()
    bench.begin()
    bench.pass_time(40)
    assert 34 * MINUTE < bench.remembered.state.worked < 41 * MINUTE


def test_a_damaged_memory_is_told_and_kept(make):
    paths.breaks_file().parent.mkdir(parents=True)
    paths.breaks_file().write_text("{")
    bench = make()
    bench.begin()
    assert bench.window.said[0].startswith("The answers about breaks could not all be read: the file is damaged")
    bench.breaktime.close()
    assert sorted(file.name for file in paths.breaks_file().parent.iterdir()) == [
        "breaks.damaged-1.json",
        "breaks.json",
    ]


@pytest.mark.parametrize(
    ("word", "reply", "kind"),
    [
        ("pause 1h", (0, "Reminders are paused for 1 h more."), "paused"),
        ("pause 90m", (0, "Reminders are paused for 1 h 30 min more."), "paused"),
        ("pause tomorrow", (0, "No more reminders today."), "free"),
    ],
)
def test_the_command_line_pauses_and_resumes(bench, word, reply, kind):
    assert bench.breaktime.reply(word) == reply
    assert bench.lines[-1][0] == kind
    bench.pass_time(55)
    assert bench.heard == [("gone",)]
    assert bench.breaktime.tray.actions["go_on"].isVisible()
    code, line = bench.breaktime.reply("resume")
    assert (code, bench.lines[-1][1]) == (0, line)
    assert not bench.breaktime.tray.actions["go_on"].isVisible()


@pytest.mark.parametrize("word", ["", "dance", "pause", "pause 0h", "pause 3x", "pause 800h"])
def test_a_word_that_is_none_changes_nothing(bench, word):
    assert bench.breaktime.reply(word)[0] == 2
    assert bench.breaktime.reply("status")[1].startswith("Reminders are on")


def test_without_reminders_there_is_nothing_to_pause(make):
    bench = make(OFF)
    assert bench.breaktime.reply("pause 1h") == (1, "Reminders are off.")


def test_switched_off_all_is_taken_away(bench):
    bench.pass_time(50.5)
    bench.choose(on=False)
    assert bench.heard[-1] == ("gone",)
    assert bench.breaktime.tray is None
    assert not bench.breaktime._timer.isActive()
    assert bench.window.deeds["quit"] == bench.window.close


def test_other_settings_count_at_once(bench):
    bench.pass_time(30)
    bench.choose(every=20)
    assert bench.heard[0][0] == "due"


def test_the_tray_does_what_it_offers(bench):
    for asked, kind in (("hour", "paused"), ("go_on", "working"), ("tomorrow", "free")):
        bench.breaktime.tray.asked.emit(asked)
        assert bench.lines[-1][0] == kind
    bench.breaktime.tray.asked.emit("now")
    assert bench.heard[-1][0] == "begin"
    bench.breaktime.tray.asked.emit("library")
    assert bench.window.shown == ["library"]


def test_a_window_that_hides_pauses_what_plays(bench, monkeypatch):
    monkeypatch.setattr(tray_module, "is_there", lambda: True)
    conductor = Conductor()
    bench.window.conducted.emit(conductor)
    bench.window.show()
    assert not bench.window.close()
    assert conductor.player.state == "paused"
    bench.breaktime.come_forward()
    assert bench.window.isVisible()


def test_it_starts_with_the_desktop_only_when_that_is_chosen(make, monkeypatch):
    switched = []
    monkeypatch.setattr(autostart, "switch", switched.append)
    bench = make(OFF)
    bench.choose(minutes=4)
    bench.choose(autostart=True)
    bench.choose(minutes=5)
    bench.choose(autostart=False)
    assert switched == [True, False]


def test_a_login_folder_that_cannot_be_written_is_told(make, monkeypatch):
    def fails(_):
        raise PermissionError(13, "Permission denied", "backtimer.desktop")

    monkeypatch.setattr(autostart, "switch", fails)
    bench = make(OFF)
    bench.choose(autostart=True)
    assert bench.window.said[0].endswith("backtimer.desktop could not be changed: Permission denied")


def test_begun_quietly_the_window_is_minimised(make):
    bench = make(OFF)
    bench.breaktime.begin_quietly()
    assert bench.window.isMinimized()
    other = make()
    other.breaktime.begin_quietly()
    assert other.window.isMinimized()
    other.breaktime.tray._watch.stop()


def test_a_fault_aside_is_told_and_the_next_job_is_done(monkeypatch):
    told, done = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))
    aside = Aside()
    aside.do(lambda: 1 / 0)
    aside.do(lambda: done.append(1))
    aside.close()
    assert (told, done) == ([ZeroDivisionError], [1])


def test_the_clock_goes_on():
    assert up_now() <= up_now()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1h", 60), ("90m", 90), ("45 min", 45), ("1h 30m", 90), ("1h30m", 90), (" 2 h ", 120), ("168h", 10_080),
     ("169h", None), ("0m", None), ("", None), ("h", None), ("1.5h", None), ("-1h", None), ("tomorrow", None)],
)  # fmt: skip
def test_a_pause_is_understood_as_people_write_it(text, minutes):
    assert pause_of(text) == (None if minutes is None else minutes * MINUTE)


@pytest.mark.parametrize(
    ("time", "text"), [(1, "1 min"), (60, "1 min"), (61, "2 min"), (3600, "1 h"), (3900, "1 h 5 min"), (0, "0 min")]
)
def test_minutes_are_told_as_people_say_them(time, text):
    assert minutes_text(Ms(time * SECOND)) == text


def test_there_are_words_for_all_that_can_be(handbook):
    for kind in Kind.__args__:
        assert outlook_line(Outlook(kind, Ms(MINUTE))).endswith(".")
    for kind in Reason.__annotations__["kind"].__args__:
        assert reason_line(Reason(kind, "low_back"), handbook)
    assert reason_line(Reason("not_since", 9), handbook) == "Not for 9 days"
    assert reason_line(Reason("untouched", "whole_back"), handbook) == "Nothing for the whole back this week"


def test_settings_are_kept_as_json(bench):
    bench.breaktime.close()
    assert json.loads(paths.breaks_file().read_text())["backtimer"] == 1


class Conductor(QMainWindow):  # a QObject that can be destroyed
    """Something that plays."""

    def __init__(self) -> None:
        super().__init__()
        self.player = SimpleNamespace(state="running", pause=lambda: setattr(self.player, "state", "paused"))

    def tell(self, command):
        command()
