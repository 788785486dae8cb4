"""The speaker in a process of its own: started on first need, replaced when it hangs or ends, and never waited for."""

from pathlib import Path

import pytest

from backtimer.core.timing import Ms
from backtimer.cues.speaker import EVERY, PATIENCE, RETRIES, Device, Sounding, SpeakerProcess
from tests.clock import FakeClock
from tests.cues.processes import fake_process

BELL = Sounding(Path("a.wav"), Ms(5000), "bells", pan=0.5)
DEVICES = {"devices": [["a", "Speakers"], ["b", "Earbud"]]}


class Machine:
    """A speaker, its clock, and the processes that it has started."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.kind = fake_process()
        self.speaker = SpeakerProcess(self.clock, start=self.kind)

    @property
    def started(self):
        return self.kind.started

    def look(self, *reports, after: int = 0) -> str:
        """What trouble there is after these reports."""
        self.clock.advance(after)
        if self.started:
            self.started[-1].reports += reports
        self.speaker.look()
        return self.speaker.trouble


@pytest.fixture
def machine():
    return Machine()


def test_nothing_is_started_before_it_is_needed(machine):
    machine.speaker.hush()
    machine.speaker.silence()
    machine.look()
    machine.speaker.close()
    assert machine.started == []


def test_a_sound_is_told_with_all_that_belongs_to_it(machine):
    machine.speaker.play(BELL)
    assert machine.started[0].module == "backtimer.cues.sounding"
    assert machine.started[0].told == [
        {"do": "play", "file": "a.wav", "due": 5000, "channel": "bells", "device": "", "volume": 1.0, "pan": 0.5}
    ]


def test_devices_are_known_when_they_are_reported(machine):
    machine.speaker.warm_up()
    assert machine.look(DEVICES) == ""
    assert machine.speaker.devices == (Device("a", "Speakers"), Device("b", "Earbud"))


def test_it_is_asked_now_and_then_whether_it_is_there(machine):
    machine.speaker.warm_up()
    machine.look()
    machine.look({"here": True})
    machine.look(after=EVERY - 1)
    assert machine.started[0].told == [{"do": "answer"}]
    machine.look(after=1)
    assert machine.started[0].told == [{"do": "answer"}] * 2


def test_a_process_that_hangs_is_replaced_and_all_is_well_again(machine):
    machine.speaker.warm_up()
    machine.look(DEVICES)
    assert machine.look(after=PATIENCE) == ""
    assert machine.look(after=1) == "the sound server does not answer"
    assert machine.started[0].killed
    machine.speaker.play(BELL)  # there is nobody to tell
    assert len(machine.started) == 1
    machine.look(after=RETRIES[0])
    assert machine.look(DEVICES) == ""
    machine.speaker.play(BELL)
    assert machine.started[1].told[-1]["do"] == "play"


def test_one_that_fails_again_and_again_is_tried_ever_more_seldom(machine):
    machine.speaker.warm_up()
    for number, wait in enumerate([*RETRIES, RETRIES[-1]], 1):
        assert machine.look({"devices": []}) == "no sound device was found"
        machine.look(after=wait - 1)
        assert len(machine.started) == number
        machine.look(after=1)
        assert len(machine.started) == number + 1


def test_a_process_that_ends_by_itself_is_a_loss(machine):
    machine.speaker.warm_up()
    machine.started[0].alive = False
    assert machine.look({"lost": "the sound server no longer takes any sound"}) == (
        "the sound server no longer takes any sound"
    )
    machine.look(after=RETRIES[0])
    machine.started[1].alive = False
    assert machine.look() != ""


def test_each_channel_has_its_own_trouble(machine):
    machine.speaker.warm_up()
    gone = "the device chosen for the voice is not there"
    assert machine.look(DEVICES, {"without": gone, "channel": "voice"}, {"without": "", "channel": "bells"}) == gone
    assert machine.look({"without": "", "channel": "voice"}) == ""


def test_strange_reports_are_no_harm(machine):
    machine.speaker.warm_up()
    assert machine.look({"x": 1}, {"devices": "many"}, {"lost": 3}, {"without": None}) == ""
