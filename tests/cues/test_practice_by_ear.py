"""What is heard with less guidance, in a passage that is repeated, at another pace, and with a beat."""

import pytest

from backtimer.core.beat import meter_of
from backtimer.core.cuesheet import Beaten, Ears, Visit, cue_sheet
from backtimer.core.handbook import Tempo
from backtimer.core.sound import Sound
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.cues.ears import CHARACTER
from tests.cues.test_caller import LENGTHS, Play, marks
from tests.make import a_plan, a_step, a_stroke

NOW = Wishes(ready=Ms(0), change=Ms(0))
QUICK = a_step(60, tempo=Tempo(per_minute=60), stroke=a_stroke(motion="circles"))


def beats(play) -> list[int]:
    return sorted(one.due - play.start for one in play.speaker.given if one.file.stem == "wood")


def play(*steps, **how) -> Play:
    return Play(*(steps or (QUICK, QUICK)), wishes=NOW, **how)


# Guidance


def test_names_are_said_in_the_words_of_class_with_their_side_and_nothing_is_asked():
    heard = Play(a_step(60, check_in=True), a_step(60, side="left", say="Scoop it."))
    heard.caller.guide("names")
    assert [what for _, what in heard.play().sentences] == ["effleurage.", "effleurage, left side."]
    assert heard.bells == marks(heard.plan)


def test_bells_alone_are_left_where_nothing_is_said():
    heard = play().play(30_000)
    heard.caller.guide("bells")
    heard.tell(heard.player.pause)
    assert heard.heard[-1] == (30_000, "tick")
    heard.tell(heard.player.play)
    heard.play()
    assert [what for at, what in heard.sentences if at > 30_000] == []
    assert heard.bells[-1][1] == "end"


@pytest.mark.parametrize("hearing", ["voice", "bells", "silent"])
def test_in_an_exam_nothing_sounds_until_there_is_more_guidance_again(hearing):
    heard = play(sound=Sound(hearing)).play(30_000)
    before = len(heard.heard)
    heard.caller.guide("exam")
    heard.tell(heard.player.pause)
    heard.tell(heard.player.play)
    heard.play(40_000)
    assert len(heard.heard) == before
    heard.caller.guide("full")
    heard.play()
    assert [what for _, what in heard.heard][-1:] == ([] if hearing == "silent" else ["end"])


def test_no_level_is_louder_than_what_was_chosen():
    heard = play(sound=Sound("silent"))
    for level in ("watch", "full", "names", "bells", "exam"):
        heard.caller.guide(level)
        assert heard.caller.hearing == "silent"
    heard.caller.take(Sound("bells"))
    heard.caller.guide("names")
    assert heard.caller.hearing == "bells"


# A passage


def test_what_follows_a_passage_is_neither_announced_nor_rung_while_it_is_repeated():
    heard = Play(a_step(30), a_step(30, name="Palms"), a_step(30, name="Fists"), wishes=NOW).play(40_000)
    for _ in range(2):
        heard.tell(heard.player.loop)
    heard.play(75_000)
    assert not [what for _, what in heard.heard if "Fists" in what]
    assert [at for at, what in heard.bells if what == "begin"] == [0, 30_000, 60_000, 90_000]
    assert [at > 60_000 for at, what in heard.sentences if what.startswith("Palms")] == [False, True, True]
    heard.tell(heard.player.loop)
    heard.play(20_000)
    assert (120_000, "begin") in heard.bells


# Pace


def test_at_a_slow_pace_bells_come_later_and_sentences_still_end_before_their_step():
    heard = play()
    heard.tell(lambda: heard.player.ease(200))
    heard.play()
    assert [at for at, _ in heard.bells] == [2 * at for at, _ in marks(heard.plan)]
    (at, text) = heard.sentences[-1]
    assert 60_000 < at < at + len(text) * CHARACTER <= 120_000 - 400


def test_a_change_of_pace_in_between_moves_what_was_handed_over():
    heard = play().play(59_000)
    heard.tell(lambda: heard.player.obey("slower"))
    heard.play(2_000)
    assert [at for at, what in heard.bells if what == "begin"] == [0, 60_250]


def test_in_a_rehearsal_all_bells_come_in_order_and_no_two_sounds_overlap():
    heard = Play(*[a_step(60, name=f"Glide {number}") for number in range(4)], wishes=NOW, every=20)
    heard.tell(lambda: heard.player.obey("rehearse"))
    heard.play()
    assert [at for at, what in heard.bells if what == "begin"] == [0, 7_500, 15_000, 22_500]
    said = [what for _, what in heard.sentences]
    assert said == [f"Glide {number}, whole back, both sides. 1 minute." for number in (1, 2, 3)]
    ends = 0
    for at, what in heard.heard:
        assert at >= ends
        ends = at + (LENGTHS[what] if what in LENGTHS else len(what) * CHARACTER)


# The beat


def test_the_beat_falls_where_the_hands_are_and_leaves_a_bell_its_place():
    heard = play(sound=Sound("bells"))
    heard.caller.keep_beat("steady")
    heard.play()
    expected = [at for at in range(0, 120_000, 1_000) if at not in (0, 30_000, 60_000, 90_000)]
    assert beats(heard) == expected


@pytest.mark.parametrize("every", [16, 250, 700])
def test_the_beat_never_drifts_however_seldom_one_looks(every):
    step = a_step(60, tempo=Tempo(per_minute=47), stroke=a_stroke(motion="circles"))
    heard = play(step, sound=Sound("bells"), every=every)
    heard.caller.keep_beat("steady")
    heard.play()
    meter = meter_of(step)
    falls = {meter.at(beat) for beat in range(100)}
    assert set(beats(heard)) <= falls
    assert len(beats(heard)) >= 44


@pytest.mark.parametrize("command", ["slower", "faster"])
def test_the_beat_keeps_the_tempo_of_the_hands_at_every_pace(command):
    heard = play(sound=Sound("bells")).play(10_300)
    heard.caller.keep_beat("steady")
    heard.tell(lambda: heard.player.obey(command))
    heard.play(15_000)
    assert beats(heard)[:10] == [11_000 + 1_000 * beat for beat in range(10)]


def test_after_a_stay_the_beat_is_with_the_hands_again():
    heard = play(sound=Sound("bells"))
    heard.caller.keep_beat("steady")
    heard.play(10_000)
    heard.tell(heard.player.hold)
    heard.play(2_300)
    heard.tell(heard.player.go_on)
    heard.play(3_000)
    assert [at for at in beats(heard) if at > 12_300][:3] == [13_000, 14_000, 15_000]


def test_silent_bars_are_silent_and_bars_begin_louder():
    sheet = cue_sheet(a_plan(QUICK), Ears(lambda _: None, {}, beat="gaps"))
    found = [cue for cue in sheet if isinstance(cue, Beaten)]
    assert [cue.at for cue in found] == [
        *range(0, 8_000, 1_000), *range(16_000, 24_000, 1_000), *range(36_000, 44_000, 1_000)
    ]  # fmt: skip
    assert [cue.at for cue in found if cue.strong] == [0, 4_000, 16_000, 20_000, 36_000, 40_000]


def test_hands_that_rest_have_no_beat_and_a_visit_in_the_middle_begins_in_time():
    plan = a_plan(a_step(30, tempo=Tempo(), stroke=a_stroke(motion="hold")), QUICK)
    ears = Ears(lambda _: None, {}, beat="steady")
    assert min(cue.at for cue in cue_sheet(plan, ears)) == 30_000
    assert cue_sheet(plan, ears, Visit(Ms(40_100), hands=Ms(30_250)))[0] == Beaten(Ms(40_250), strong=False)


def test_the_beat_takes_the_place_of_the_tick():
    heard = play(sound=Sound("bells", tick=True)).play(5_000)
    assert "tick" in {what for _, what in heard.heard}
    heard.caller.keep_beat("steady")
    heard.play(20_000)
    assert [what for at, what in heard.heard if at > 8_000 and what == "tick"] == []
