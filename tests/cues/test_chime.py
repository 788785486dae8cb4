"""The bells that came with the program: all there, soft, short, and different; what cannot be read is left out."""

import shutil

import pytest

from backtimer.core.cuesheet import BELLS
from backtimer.cues.chime import read_chime
from backtimer.cues.pcm import read_wave
from backtimer.files.paths import shipped

FOLDER = shipped("assets") / "sounds"


def test_all_bells_are_there_and_known_by_length():
    chime = read_chime(FOLDER)
    assert set(chime.files) == set(chime.lengths) == set(BELLS)
    assert all(chime.lengths[bell] <= 1500 for bell in ("begin", "half", "change"))
    assert chime.lengths["tick"] <= 150


@pytest.mark.parametrize("bell", BELLS)
def test_a_bell_begins_and_ends_softly_and_is_never_full_scale(bell):
    samples = read_wave(FOLDER / f"{bell}.wav").samples
    loudest = max(map(abs, samples))
    assert 0.2 * 32_767 < loudest < 0.6 * 32_767
    assert max(map(abs, samples[:20])) < 0.1 * loudest
    assert max(map(abs, samples[-60:])) < 0.01 * loudest


def test_no_two_bells_are_the_same():
    assert len({read_wave(FOLDER / f"{bell}.wav").samples.tobytes() for bell in BELLS}) == len(BELLS)


def test_the_script_makes_them_again():
    pytest.importorskip("numpy")
    from tools.bells import RATE, SOUNDS, sound_of  # noqa: PLC0415  # it needs numpy

    for name, sound in SOUNDS.items():
        pcm = read_wave(FOLDER / f"{name}.wav")
        made = [round(float(sample) * 32_767) for sample in sound_of(*sound)]
        assert pcm.rate == RATE
        assert len(made) == len(pcm.samples)
        assert max(abs(a - b) for a, b in zip(made, pcm.samples, strict=True)) <= 2


def test_a_bell_that_cannot_be_read_is_left_out(tmp_path):
    shutil.copy(FOLDER / "half.wav", tmp_path / "half.wav")
    (tmp_path / "begin.wav").write_text("no bell")
    assert set(read_chime(tmp_path).files) == {"half"}
