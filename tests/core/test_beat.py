"""The beat of a step: countable, never drifting, and with gaps that grow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.beat import BAR, BEATS, QUICKEST, SLOWEST, Meter, meter_of, next_beat, sounds
from backtimer.core.handbook import Tempo
from backtimer.core.motion import cycle_of
from tests.make import a_step, a_stroke

tempos = st.floats(4, 480).map(lambda value: Tempo(per_minute=value))


def meter(per_minute: float) -> Meter:
    return meter_of(a_step(60, tempo=Tempo(per_minute=per_minute), stroke=a_stroke(motion="circles")))


@pytest.mark.parametrize(
    ("per_minute", "rounds", "parts", "bar"), [(6, 1, 8, 8), (30, 1, 2, 4), (60, 1, 1, 4), (240, 3, 1, 4)]
)
def test_slow_strokes_are_counted_in_parts_and_quick_ones_in_several_at_once(per_minute, rounds, parts, bar):
    found = meter(per_minute)
    assert (found.rounds, found.parts, found.bar) == (rounds, parts, bar)


@given(tempos)
def test_every_beat_can_be_counted_and_stays_with_the_hands(tempo):
    step = a_step(60, tempo=tempo, stroke=a_stroke(motion="circles"))
    found = meter_of(step)
    gaps = [found.at(beat + 1) - found.at(beat) for beat in range(200)]
    assert min(gaps) >= QUICKEST - 1
    assert max(gaps) <= SLOWEST + 1
    assert max(gaps) - min(gaps) <= 1
    assert found.at(100 * found.parts) == 100 * found.rounds * cycle_of(step)
    assert found.bar >= BAR
    assert found.bar % found.parts == 0


@given(tempos, st.integers(0, 600_000))
def test_the_first_beat_from_a_time_on(tempo, time):
    found = meter_of(a_step(60, tempo=tempo, stroke=a_stroke(motion="circles")))
    beat = found.first(time)
    assert found.at(beat) >= time
    assert beat == 0 or found.at(beat - 1) < time


def test_hands_that_rest_have_no_beat():
    assert meter_of(a_step(60, tempo=Tempo(), stroke=a_stroke(motion="hold"))) is None
    assert meter_of(a_step(60, regions=(), stroke=a_stroke(touches=False, motion="breathe"))) is None


def test_the_silence_between_sounding_bars_grows():
    bars = "".join("x" if sounds(bar) else "." for bar in range(18))
    assert bars == "xx..xx...xx....xx."


def test_one_key_goes_through_all_beats():
    assert [next_beat(beat) for beat in BEATS] == ["steady", "gaps", "none"]
