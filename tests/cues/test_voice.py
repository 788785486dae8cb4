"""The voice in a process of its own: told what to say once, and believed when it reports."""

from pathlib import Path

import pytest

from backtimer.core.sound import Sound
from backtimer.core.timing import Ms
from backtimer.cues.voice import Said, VoiceProcess
from tests.cues.processes import fake_process

KEY = "en-GB plain 140"


def said(text: str, key: str = KEY) -> dict:
    return {"said": text, "key": key, "file": f"{text}.wav", "length": 700}


class Machine:
    """A voice and the processes that it has started."""

    def __init__(self) -> None:
        self.kind = fake_process()
        self.voice = VoiceProcess(Path("folder"), start=self.kind)

    def look(self, *reports) -> VoiceProcess:
        self.kind.started[-1].reports += reports
        self.voice.look()
        return self.voice


@pytest.fixture
def machine():
    machine = Machine()
    machine.voice.prepare(["a", "b", "a"], "en-GB", Sound())
    return machine


def test_each_sentence_is_ordered_once(machine):
    machine.voice.prepare(["b", "c"], "en-GB", Sound())
    (process,) = machine.kind.started
    assert [order["texts"] for order in process.told] == [["a", "b"], ["c"]]
    assert process.told[0] == {
        "texts": ["a", "b"], "folder": "folder", "key": KEY, "language": "en-GB", "timbre": "plain", "rate": 140,
    }  # fmt: skip


def test_a_sentence_is_ready_when_it_is_reported(machine):
    assert machine.voice.said("a") is None
    voice = machine.look({"engine": "a voice"}, said("a"))
    assert voice.said("a") == Said(Path("a.wav"), Ms(700))
    assert (voice.engine, voice.ready, voice.waits) == ("a voice", 1, True)


def test_the_process_ends_when_all_is_said_and_comes_again_for_more(machine):
    assert not machine.look(said("a"), said("b")).waits
    assert machine.kind.started[0].closed
    machine.voice.prepare(["a"], "en-GB", Sound())
    assert len(machine.kind.started) == 1
    machine.voice.prepare(["c"], "en-GB", Sound())
    assert machine.kind.started[1].told[0]["texts"] == ["c"]


def test_in_another_manner_all_is_said_anew(machine):
    machine.look(said("a"))
    machine.voice.prepare(["a"], "en-GB", Sound(rate=120))
    assert machine.voice.said("a") is None
    assert machine.look(said("a")).said("a") is None  # this was still the old manner
    assert machine.look(said("a", "en-GB plain 120")).said("a") is not None


def test_without_a_voice_it_says_so_and_waits_for_nothing(machine):
    voice = machine.look({"without": "no voice was found"})
    assert (voice.trouble, voice.waits, voice.said("a")) == ("no voice was found", False, None)
    machine.voice.prepare(["a"], "en-GB", Sound())  # somebody may have installed one
    assert len(machine.kind.started) == 2
    assert machine.look(said("a")).trouble == ""


def test_a_voice_that_dies_is_given_up(machine):
    machine.kind.started[0].alive = False
    voice = machine.look(said("a"))
    assert (voice.trouble, voice.waits) == ("the voice was lost", False)
    assert voice.said("a") is not None


def test_nothing_is_started_for_nothing():
    kind = fake_process()
    voice = VoiceProcess(Path("folder"), start=kind)
    voice.prepare([], "en-GB", Sound())
    voice.look()
    voice.close()
    assert kind.started == []
