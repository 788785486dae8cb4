"""Ear, screen and desktop attend what is conducted: they hear of everything, and what the desktop asks is done."""

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest
from PySide6.QtCore import QTimer
from shiboken6 import delete

from backtimer.attending import PICTURES, Attendants
from backtimer.core.player import Player
from backtimer.core.sound import Sound
from backtimer.core.timing import Ms
from backtimer.cues.process import now
from backtimer.cues.speaker import Device
from backtimer.desktop.keep_awake import ScreenInhibitor
from backtimer.files.paths import shipped
from backtimer.ui.conductor import Conductor
from tests.clock import FakeClock
from tests.cues.ears import FakeSpeaker, FakeVoice
from tests.make import a_plan, a_step

pytestmark = pytest.mark.usefixtures("qapp")


class FakeKeys:
    """What the desktop sees of us; `asked` is how it asks."""

    trouble = ""

    def __init__(self, asked, clock) -> None:  # noqa: ARG002
        self.asked = asked
        self.shown = []
        self.closed = False

    def show(self, track) -> None:
        self.shown.append(track)

    def close(self) -> None:
        self.closed = True


class Room:
    """Attendants without a machine, and two conductors by a clock of ours."""

    def __init__(self, folder) -> None:
        self.clock = FakeClock()
        self.clock.now = now()
        self.speaker, self.voice = FakeSpeaker(self.clock), FakeVoice()
        self.kept: list[str] = []
        self.made: list[FakeKeys] = []
        self.attendants = Attendants(
            shipped("assets") / "sounds", folder, Sound(), speaker=self.speaker, voice=self.voice,
            screen=ScreenInhibitor(self.mode), keys=self.keys,
        )  # fmt: skip
        plan = a_plan(a_step(60), a_step(60))
        self.first, self.second = (Conductor(Player(plan, self.clock, gap=Ms(10**6))) for _ in range(2))

    @contextmanager
    def mode(self):
        self.kept.append("on")
        yield type("Kept", (), {"active": True})
        self.kept.append("off")

    def keys(self, asked, clock) -> FakeKeys:
        self.made.append(FakeKeys(asked, clock))
        return self.made[-1]

    @property
    def statuses(self) -> list[str]:
        return [track.status for track in self.made[0].shown]


@pytest.fixture
def room(tmp_path):
    room = Room(tmp_path)
    yield room
    for conductor in (room.first, room.second):
        conductor.tell(conductor.player.stop)
    room.attendants.close()


def test_before_anything_plays_nobody_works(room):
    assert (room.made, room.voice.texts, room.speaker.warm, room.kept) == ([], [], False, [])
    assert not room.attendants.findChild(QTimer).isActive()


def test_all_hear_what_happens(room):
    room.attendants.attend(room.first)
    room.first.tell(room.first.player.play)
    room.first.tell(room.first.player.pause)
    assert room.statuses == ["Stopped", "Playing", "Playing", "Paused"]
    assert [one.file.name for one in room.speaker.given] == ["Paused."]  # the bell had not sounded yet
    room.attendants.close()
    assert room.kept == ["on", "off"]


def test_what_the_desktop_asks_is_done(room):
    room.attendants.attend(room.first)
    player, asked = room.first.player, room.made[0].asked
    for wish, state, position in (
        ("play", "running", 0), ("stop", "paused", 0), ("toggle", "leading", 0), ("next", "leading", 60_000),
        ("seek", "leading", 30_000), ("previous", "leading", 0), ("pause", "paused", 0),
    ):  # fmt: skip
        asked(wish, Ms(30_000))
        assert (player.state, player.position) == (state, position), wish


def test_the_window_is_asked_for_and_ended_by_the_desktop(room, qtbot):
    room.attendants.attend(room.first)
    for wish, signal in (("raise", room.attendants.raise_asked), ("quit", room.attendants.quit_asked)):
        with qtbot.waitSignal(signal, timeout=1000):
            room.made[0].asked(wish, Ms(0))


def test_only_the_last_conductor_is_attended(room):
    room.attendants.attend(room.first)
    room.attendants.attend(room.second)
    room.first.tell(room.first.player.play)
    assert len(room.made) == 1
    assert room.statuses == ["Stopped", "Stopped"]
    assert room.speaker.given == []
    room.made[0].asked("play", Ms(0))
    assert room.second.player.state == "running"


def test_a_conductor_that_has_gone_is_no_harm(tmp_path):
    room = Room(tmp_path)
    room.attendants.attend(room.first)
    delete(room.first)
    room.made[0].asked("play", Ms(0))
    room.attendants.attend(room.second)
    assert room.second.player.state == "ready"
    room.attendants.close()


def test_a_trial_is_looked_after_until_it_was_heard(room):
    timer = room.attendants.findChild(QTimer)
    room.attendants.try_bell()
    room.attendants.try_voice()
    assert timer.isActive()
    timer.timeout.emit()
    timer.timeout.emit()
    assert [one.channel for one in room.speaker.given] == ["bells", "voice"]
    assert not timer.isActive()


def test_what_is_missing_is_told(room):
    told = []
    room.attendants.told.connect(told.append)
    room.speaker.trouble = "no sound device was found"
    room.attendants.take(Sound("bells"))
    room.attendants.findChild(QTimer).timeout.emit()
    assert told == ["No sound here: no sound device was found. Playing goes on."]


def test_a_step_is_painted_once_and_only_for_a_desktop_that_can_show_it(room):
    painted: list[int] = []

    def paint(plan, index) -> bytes:  # noqa: ARG001
        painted.append(index)
        return b"a picture"

    room.attendants._paint = paint
    room.attendants.attend(room.first)
    room.first.tell(room.first.player.play)
    shown = {track.art for track in room.made[0].shown}
    assert (len(painted), len(shown)) == (1, 1)
    assert Path(url2pathname(urlparse(shown.pop()).path)).read_bytes() == b"a picture"
    room.made[0].trouble = "no desktop"
    room.attendants.attend(room.second)
    assert (len(painted), room.made[0].shown[-1].art) == (1, "")


def test_few_pictures_are_kept(room, tmp_path):
    room.attendants._paint = lambda plan, index: b"a picture"  # noqa: ARG005
    (tmp_path / "steps").mkdir()
    for number in range(PICTURES + 5):
        (tmp_path / "steps" / f"{number}.png").write_bytes(b"old")
    room.attendants.attend(room.first)
    left = list((tmp_path / "steps").iterdir())
    assert len(left) == PICTURES
    assert [file.read_bytes() for file in left].count(b"a picture") == 1


def test_the_devices_are_told_when_the_machine_has_told_them(room):
    told = []
    room.attendants.devices_found.connect(told.append)
    room.attendants.find_devices()
    assert room.speaker.warm
    room.speaker.devices = (Device("a", "Headphones"),)
    room.attendants._on_pace()
    room.attendants._on_pace()
    assert told == [(("a", "Headphones"),)]


def test_the_routine_says_its_language(room, monkeypatch):
    told = []
    monkeypatch.setattr(room.attendants.ear, "follow", lambda plan, speed, language: told.append(language))  # noqa: ARG005
    room.attendants.attend(room.first)
    plan = room.first.player.plan
    room.second.player.plan = replace(plan, routine=replace(plan.routine, language="de"))
    room.attendants.attend(room.second)
    room.attendants.attend(room.second, language="pt-BR")
    assert told == ["en-GB", "de", "pt-BR"]


def test_what_the_page_does_not_tell_the_desktop_does_not_tell_either(room):
    room.attendants.attend(room.first)
    room.first.tell(room.first.player.play)
    room.attendants.ear.guide("names")
    room.first.tell(lambda: room.first.player.obey("rehearse"))
    assert (room.made[0].shown[-1].title, room.made[0].shown[-1].rate) == ("Long glide", 8.0)
    room.attendants.ear.guide("exam")
    room.first.tell(lambda: room.first.player.obey("rehearse"))
    assert (room.made[0].shown[-1].title, room.made[0].shown[-1].rate) == ("A routine", 1.0)
