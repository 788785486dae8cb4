"""Sounds as numbers: files are read as they were written, and made ready for two loudspeakers."""

import wave
from array import array

import pytest

from backtimer.core.timing import Ms
from backtimer.cues.pcm import MURMUR, TAIL, Pcm, levelled, read_wave, staged, trimmed, wave_length, write_wave

RAMP = Pcm(1000, array("h", range(0, 30_000, 30)))


def test_what_was_written_is_read(tmp_path):
    write_wave(RAMP, tmp_path / "a.wav")
    assert read_wave(tmp_path / "a.wav") == RAMP
    assert wave_length(tmp_path / "a.wav") == RAMP.length == 1000
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\x00\x00\x00\x00WAVEfmt ", b"no sound at all" * 100])
def test_what_is_no_sound_is_said_to_be_none(tmp_path, data):
    (tmp_path / "a.wav").write_bytes(data)
    for read in (read_wave, wave_length):
        with pytest.raises(ValueError, match=r"a\.wav"):
            read(tmp_path / "a.wav")


def test_other_forms_are_not_taken_for_ours(tmp_path):
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(8))
    with pytest.raises(ValueError, match="one channel"):
        read_wave(tmp_path / "a.wav")


def channels(pan: float, ahead: int = 0) -> tuple[array, array]:
    both = array("h", staged(RAMP, Ms(ahead), pan))
    return both[0::2], both[1::2]


def test_a_sound_comes_out_of_both_sides_with_silence_after_it():
    left, right = channels(0.0)
    assert left == right == RAMP.samples + array("h", [0] * TAIL)


def test_to_one_side_the_other_fades():
    left, right = channels(-0.5)
    assert left[:1000] == RAMP.samples
    assert right[999] == round(RAMP.samples[999] / 2)
    assert channels(1.0)[0][:1000] == array("h", [0] * 1000)


@pytest.mark.parametrize("ahead", [0, 1, 60, 601])
def test_a_murmur_goes_ahead_for_exactly_so_long(ahead):
    left, _ = channels(0.0, ahead)
    assert left[ahead : ahead + 1000] == RAMP.samples
    assert max(map(abs, left[:ahead]), default=0) <= MURMUR


def test_the_silence_around_a_sound_is_cut_off():
    silence = array("h", [3, -3] * 500)
    assert trimmed(Pcm(1000, silence + RAMP.samples + silence)).length == pytest.approx(RAMP.length, abs=40)
    assert trimmed(Pcm(1000, silence)).length == 0


def test_every_voice_is_as_loud_as_the_other():
    assert max(levelled(Pcm(1000, array("h", [0, 5, -100]))).samples, key=abs) == -23_000
    assert levelled(Pcm(1000, array("h", [0]))).samples == array("h", [0])
