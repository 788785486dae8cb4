"""The caller: what is heard when, whoever pauses, jumps, stays or sleeps; by a clock of ours, without waiting."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from backtimer.core.player import Player
from backtimer.core.sound import Sound
from backtimer.core.timing import Ms
from backtimer.core.wishes import AS_WRITTEN, Wishes
from backtimer.cues.caller import HORIZON, Caller
from backtimer.cues.chime import Chime
from backtimer.cues.sentences import GOING_ON, PAUSED, STAYING, YOUR_TIME
from backtimer.words import CHECK_IN
from tests.clock import FakeClock
from tests.cues.ears import CHARACTER, FakeSpeaker, FakeVoice
from tests.make import a_plan, a_step

LENGTHS = {"begin": Ms(1500), "half": Ms(1100), "change": Ms(1500), "end": Ms(4500), "tick": Ms(120), "wood": Ms(90)}
CHIME = Chime({name: Path(f"{name}.wav") for name in LENGTHS}, LENGTHS)
BELLS = tuple(LENGTHS)
VOICE = Sound()


class Play:
    """A plan that is played, looked at every so many milliseconds, and called out."""

    def __init__(self, *steps, sound=VOICE, wishes=AS_WRITTEN, speed=1.0, mute=False, every=100) -> None:
        self.clock = FakeClock()
        self.start = self.clock.now
        self.every = every
        self.plan = a_plan(*steps, wishes=wishes)
        self.speaker, self.voice = FakeSpeaker(self.clock), FakeVoice(mute=mute)
        self.caller = Caller(self.speaker, self.voice, CHIME, sound, self.clock)
        self.caller.follow(self.plan, speed)
        self.player = Player(self.plan, lambda: Ms(round(self.clock.now * speed)), gap=Ms(round(3000 * speed)))

    def tell(self, command) -> None:
        for event in command():
            self.caller.happened(event)
        self.caller.attend(self.player.moment())

    def play(self, milliseconds=10**7) -> "Play":
        """Play on for so long, or to the end."""
        if self.player.state == "ready":
            self.tell(self.player.play)
        until = self.clock.now + milliseconds
        while self.clock.now < until and self.player.state not in ("finished", "stopped"):
            self.clock.advance(min(self.every, until - self.clock.now))
            self.tell(self.player.tick)
        return self

    @property
    def heard(self) -> list[tuple[int, str]]:
        """When since the start, and what: a bell by its name, a sentence by its text, `…` where it was cut off."""
        found = []
        for place, one in enumerate(self.speaker.given):
            end = one.due + len(str(one.file)) * CHARACTER
            cut = one.channel == "voice" and self.speaker.cut.get(place, end) < end
            found.append((one.due - self.start, ("… " if cut else "") + (str(one.file).removesuffix(".wav"))))
        return sorted(found)

    @property
    def bells(self) -> list[tuple[int, str]]:
        return [(at, what) for at, what in self.heard if what in BELLS]

    @property
    def sentences(self) -> list[tuple[int, str]]:
        return [(at, what) for at, what in self.heard if what not in BELLS]


SECOND = "Long glide, whole back, both sides. 1 minute."
"""What is said of a second step that is as firm as the first."""


def marks(plan) -> list[tuple[int, str]]:
    return [(mark.at, mark.kind) for mark in plan.marks if mark.kind in BELLS]


@pytest.mark.parametrize("every", [16, 250, 700])
def test_bells_sound_when_the_plan_has_them_however_seldom_one_looks(every):
    play = Play(a_step(60), a_step(30, side="left"), every=every).play()
    assert play.bells == marks(play.plan)


def test_a_sentence_has_ended_before_its_step_begins():
    play = Play(a_step(60), a_step(60), wishes=Wishes(ready=Ms(0))).play()
    assert play.sentences == [(60_000 - 6000, SECOND)] or play.sentences[0][0] + len(SECOND) * CHARACTER <= 60_000 - 400


def test_played_twice_as_fast_everything_comes_twice_as_soon():
    play = Play(a_step(60), a_step(60), speed=2.0).play()
    assert [at for at, _ in play.bells] == [at // 2 for at, _ in marks(play.plan)]
    assert all(at + len(text) * CHARACTER <= 34_000 for at, text in play.sentences)


def test_nothing_is_handed_over_long_before_it_is_due():
    play = Play(a_step(60), a_step(60))
    play.play(66_000 - HORIZON - 200)
    assert (68_000, "begin") not in play.bells
    assert max(at for at, _ in play.heard) <= play.clock.now - play.start + HORIZON


def test_a_pause_silences_what_was_to_come_and_says_so():
    play = Play(a_step(60), a_step(60)).play(67_000)
    play.tell(play.player.pause)
    assert play.heard[-1] == (67_000, PAUSED)
    play.play(60_000)
    assert play.heard[-1] == (67_000, PAUSED)


def test_after_a_pause_the_rest_comes_so_much_later():
    play = Play(a_step(60), a_step(60)).play(20_000)
    play.tell(play.player.pause)
    play.play(60_000)
    play.tell(play.player.play)
    assert play.heard[-1] == (80_000, GOING_ON)
    play.play()
    rung = [(at, what) for at, what in play.bells if at > 84_000]
    assert rung == [(at + 63_000, what) for at, what in marks(play.plan) if at > 20_000]
    assert (83_000, "begin") in [(round(at, -3), what) for at, what in play.bells]


def test_a_sentence_that_was_cut_off_is_said_again_where_there_is_time():
    play = Play(a_step(60), a_step(60)).play(64_500)
    (at, text) = play.sentences[-1]
    assert at < 64_500 < at + len(text) * CHARACTER
    play.tell(play.player.pause)
    play.tell(play.player.play)
    play.play(6000)
    said = [what for _, what in play.sentences]
    assert f"… {SECOND}" in said
    assert said[-1] in (SECOND, "Long glide, whole back, both sides.", "Long glide.")


def test_who_skips_hears_where_one_has_come_to():
    play = Play(a_step(60), a_step(60)).play(20_000)
    play.tell(play.player.next)
    play.play(10_000)
    assert (20_000, "begin") in play.bells
    (at, text) = play.sentences[-1]
    assert (at, text.startswith("Long glide, whole back, both sides. Pressure 2, light.")) == (21_650, True)


def test_who_skips_while_paused_hears_it_when_time_runs_again():
    play = Play(a_step(60), a_step(60)).play(20_000)
    play.tell(play.player.pause)
    play.tell(play.player.next)
    play.tell(play.player.play)
    play.play(12_000)
    assert [at for at, what in play.bells if what == "begin" and at > 20_000] == [23_000]
    assert play.sentences[-1][1].startswith("Long glide, whole back")


def test_staying_is_answered_and_what_comes_next_waits_with_it():
    play = Play(a_step(60), a_step(60)).play(60_000)
    play.tell(play.player.hold)
    play.play(100_000)
    assert play.heard[-1] == (60_000, STAYING)
    play.tell(play.player.go_on)
    play.play()
    assert (168_000, "begin") in play.bells


def test_a_step_that_waits_says_so():
    play = Play(a_step(20, waits=True), a_step(60)).play(60_000)
    assert play.heard[-1] == (28_000, YOUR_TIME)
    play.tell(play.player.go_on)
    play.play(5000)
    assert play.heard[-1] == (60_000, "begin")


def test_more_time_is_answered_and_the_next_step_is_announced_again():
    play = Play(a_step(60), a_step(60)).play(66_000)
    play.tell(play.player.extend)
    play.play(40_000)
    said = [what.removeprefix("… ") for _, what in play.sentences]
    assert said[-2:] == ["30 seconds more.", SECOND]
    assert (98_000, "begin") in play.bells
    assert (68_000, "begin") not in play.bells


def test_the_receivers_answer_is_repeated():
    play = Play(a_step(60), a_step(60)).play(20_000)
    play.tell(lambda: play.player.answer(-1))
    assert play.heard[-1] == (20_000, "Softer.")


def test_ending_silences_at_once():
    play = Play(a_step(60), a_step(60)).play(67_000)
    play.tell(play.player.stop)
    assert play.speaker.silenced == 1
    assert max(at for at, _ in play.heard) <= 67_000


def test_who_sleeps_is_not_woken():
    play = Play(a_step(60), a_step(60)).play(67_000)
    play.caller.fall_asleep(asleep=True)
    assert play.speaker.silenced == 1
    play.play(20_000)
    play.tell(play.player.pause)
    play.tell(play.player.play)
    play.play(10_000)
    assert max(at for at, _ in play.heard) <= 67_000
    play.caller.fall_asleep(asleep=False)
    assert play.play().heard[-1][1] == "end"


def test_bells_alone_speak_no_word_and_answer_by_a_tick():
    play = Play(a_step(60, check_in=True), a_step(60), sound=Sound("bells")).play(20_000)
    play.tell(play.player.pause)
    assert play.heard[-1] == (20_000, "tick")
    assert (play.sentences, play.voice.texts) == ([], [])


def test_silence_is_silent_and_wakes_nothing():
    play = Play(a_step(60), sound=Sound("silent")).play(30_000)
    play.tell(play.player.pause)
    assert (play.heard, play.speaker.warm, play.voice.texts) == ([], False, [])


def test_what_is_chosen_in_between_holds_from_then_on():
    play = Play(a_step(60), a_step(60), sound=Sound("silent")).play(30_000)
    play.caller.take(Sound("bells", bell_volume=50, bell_device="ear", lead=20))
    play.play()
    assert play.bells == [(at - 20, what) for at, what in marks(play.plan) if at > 30_000]
    assert {(one.device, one.volume) for one in play.speaker.given} == {("ear", 0.25)}


def test_voice_and_bells_have_their_own_volume_and_device():
    sound = Sound(voice_volume=100, voice_device="ear", bell_volume=50, bell_device="room")
    play = Play(a_step(60), a_step(60), sound=sound).play()
    assert {(one.channel, one.device, one.volume) for one in play.speaker.given} == {
        ("voice", "ear", 1.0), ("bells", "room", 0.25),
    }  # fmt: skip


def test_a_voice_that_is_ready_late_speaks_from_then_on_and_cuts_nothing_off():
    play = Play(a_step(60), a_step(60), mute=True).play(40_000)
    assert play.sentences == []
    play.voice.mute = False
    play.play()
    assert SECOND in [what for _, what in play.sentences]
    assert play.bells == marks(play.plan)


def test_a_question_to_the_receiver_is_asked():
    play = Play(a_step(60, check_in=True), a_step(60)).play()
    assert (13_000, CHECK_IN) in play.sentences


def test_when_nobody_looks_it_falls_silent():
    play = Play(a_step(60), a_step(60)).play(58_900)
    play.clock.advance(60_000)
    assert all(at <= 58_900 + HORIZON for at, _ in play.heard)
    play.tell(play.player.tick)  # the player finds a gap, and pauses
    assert play.heard[-1][1] == PAUSED


def test_the_tick_pans_with_the_side():
    play = Play(a_step(30, side="left"), a_step(30, side="right"), sound=Sound("bells", tick=True)).play()
    pans = [one.pan for one in play.speaker.given if one.file.stem == "tick"]
    assert sorted(set(pans)) == [-0.7, 0.7]


def test_the_voice_is_speaking_from_a_little_before_to_a_little_after():
    play = Play(a_step(60), a_step(60), every=50)
    spoke = []
    play.tell(play.player.play)
    while play.player.state != "finished":
        play.play(50)
        spoke.append((play.clock.now - play.start, play.caller.speaking))
    starts = [at for (_, before), (at, now) in pairwise(spoke) if now and not before]
    ends = [at for (_, before), (at, now) in pairwise(spoke) if before and not now]
    (_, (said, text)) = play.sentences
    assert said - 450 <= starts[-1] <= said
    assert said + len(text) * CHARACTER <= ends[-1] <= said + len(text) * CHARACTER + 500


def test_another_plan_begins_anew():
    play = Play(a_step(60)).play(5000)
    play.caller.follow(replace(play.plan))
    assert play.voice.language == "en-GB"
    assert play.caller.sound == Sound()
