"""Tempo and hands as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.hand import SHAPES
from backtimer.core.handbook import Tempo
from backtimer.core.notation import HANDS, parse_tempo, tempo_text


@pytest.mark.parametrize(
    ("written", "tempo"),
    [
        ("6/min", Tempo(per_minute=6)),
        ("6 / min", Tempo(per_minute=6)),
        ("5/s", Tempo(per_minute=300)),
        ("3 cm/s", Tempo(cm_per_second=3)),
        ("2.5cm/s", Tempo(cm_per_second=2.5)),
        (" still ", Tempo()),
    ],
)
def test_tempo_in_every_notation(written, tempo):
    assert parse_tempo(written) == tempo


@pytest.mark.parametrize(
    "written", ["", "fast", "6", "6/h", "0/min", "16/s", "200 cm/s", "-3 cm/s", "6 per minute", "1e3/min"]
)
def test_what_is_no_tempo_or_faster_than_any_hand(written):
    assert parse_tempo(written) is None


@given(st.integers(1, 900))
def test_a_tempo_survives_being_written(per_minute):
    tempo = Tempo(per_minute=per_minute)
    assert parse_tempo(tempo_text(tempo)) == tempo


@given(st.integers(1, 1000).map(lambda tenths: tenths / 10))
def test_so_does_a_speed(speed):
    tempo = Tempo(cm_per_second=speed)
    assert parse_tempo(tempo_text(tempo)) == tempo
    assert parse_tempo(tempo_text(Tempo())) == Tempo()


def test_every_shape_has_a_word_and_every_word_a_shape():
    assert set(HANDS.values()) == set(SHAPES)
    assert HANDS["palms"] == HANDS["palm"] == "palm"
