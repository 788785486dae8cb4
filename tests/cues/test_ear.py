"""The ear as one thing: it says once what is missing, lowers others while it speaks, and can be tried."""

import pytest

from backtimer.core.moment import moment_at
from backtimer.core.sound import Sound
from backtimer.core.timing import Ms
from backtimer.cues.ear import SOON, Ear
from backtimer.cues.sentences import TRIAL
from backtimer.files.paths import shipped
from tests.clock import FakeClock
from tests.cues.ears import FakeSpeaker, FakeVoice
from tests.make import a_plan, a_step

VOICE = Sound()


class Head:
    """An ear, all that belongs to it, and what it told."""

    def __init__(self, sound=VOICE, *, mute=False) -> None:
        self.clock = FakeClock()
        self.speaker, self.voice = FakeSpeaker(self.clock), FakeVoice(mute=mute)
        self.told: list[str] = []
        self.lowered: list[bool] = []
        self.ear = Ear(
            shipped("assets") / "sounds", None, sound, self.told.append, lower=self.lowered.append, clock=self.clock,
            speaker=self.speaker, voice=self.voice,
        )  # fmt: skip

    def look(self, after: int = 0) -> None:
        self.clock.advance(after)
        self.ear.look()


@pytest.fixture
def head():
    return Head()


def test_what_is_missing_is_told_once_and_so_is_its_return(head):
    head.speaker.trouble = "no sound device was found"
    head.look()
    head.speaker.trouble = "the sound server does not answer"
    head.look()
    assert head.told == ["No sound here: no sound device was found. Playing goes on."]
    head.speaker.trouble = ""
    head.look()
    head.look()
    assert head.told[1:] == ["Sound is back."]


def test_voice_and_sound_have_a_line_each(head):
    head.speaker.trouble, head.voice.trouble = "no sound device was found", "no voice was found"
    head.look()
    assert len(head.told) == 2
    assert all(line.count("\n") == 0 for line in head.told)


def test_a_bell_is_tried_at_once(head):
    head.ear.try_bell()
    (bell,) = head.speaker.given
    assert (bell.file.name, bell.due, bell.channel) == ("begin.wav", head.clock.now + SOON, "bells")


def test_the_voice_is_tried_when_it_is_ready():
    head = Head(Sound("silent"), mute=True)
    head.ear.try_voice()
    head.look()
    assert (head.speaker.given, head.ear.waits, head.voice.texts) == ([], True, [TRIAL])
    head.voice.mute = False
    head.look()
    head.look()
    assert [one.channel for one in head.speaker.given] == ["voice"]
    assert not head.ear.waits


def test_a_voice_that_is_not_there_is_not_waited_for():
    head = Head(mute=True)
    head.voice.texts.clear()
    head.ear.try_voice()
    head.voice.trouble, head.voice.texts = "no voice was found", []
    head.look()
    assert not head.ear.waits


def test_others_are_lowered_while_the_voice_speaks_where_that_is_wanted():
    for wanted in (True, False):
        head = Head(Sound(lower_music=wanted))
        head.ear.try_voice()
        head.look()
        head.look(after=100)
        head.look(after=60_000)
        assert head.lowered == ([True, False] if wanted else [])


def test_others_are_loud_again_when_it_is_closed():
    head = Head(Sound(lower_music=True))
    head.ear.try_voice()
    head.look()
    head.look(after=200)
    head.ear.close()
    assert head.lowered == [True, False]
    assert head.speaker.closed
    assert head.voice.closed


def test_a_plan_is_followed_in_its_language(head):
    plan = a_plan(a_step(60))
    head.ear.follow(plan, 1.0, "de-DE")
    head.ear.attend(moment_at(plan, Ms(29_500)))
    assert head.voice.language == "de-DE"
    assert [one.file.stem for one in head.speaker.given] == ["half"]


def test_the_receiver_may_sleep(head):
    head.ear.fall_asleep(asleep=True)
    assert head.speaker.silenced == 1
    head.ear.take(Sound("bells"))
    assert head.ear.sound == Sound("bells")
    assert head.ear.devices == ()
