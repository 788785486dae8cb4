"""The agenda: what is next, how long a murmur goes ahead of it, and what comes too late."""

from array import array
from pathlib import Path

from backtimer.core.timing import Ms
from backtimer.cues.agenda import AHEAD, LATE, MURMUR_ASLEEP, MURMUR_AT_ONCE, MURMUR_AWAKE, Agenda
from backtimer.cues.pcm import Pcm
from backtimer.cues.speaker import Sounding

ONE_SECOND = Pcm(1000, array("h", [1] * 1000))


def sounding(due: int, channel: str = "bells", device: str = "") -> Sounding:
    return Sounding(Path("a.wav"), Ms(due), channel, device)


def murmurs(*soundings: Sounding, now: int = 10_000) -> list[tuple[int, int]]:
    """When each begins, and how long its murmur is."""
    agenda = Agenda()
    for one in soundings:
        agenda.add(one, ONE_SECOND, Ms(now))
    return [(entry.begins, entry.murmur) for entry in agenda.due(Ms(10**9))]


def test_after_a_silence_a_long_murmur_goes_ahead_and_after_a_sound_a_short_one():
    assert murmurs(sounding(12_000), sounding(14_000)) == [
        (12_000 - MURMUR_ASLEEP - AHEAD, MURMUR_ASLEEP), (14_000 - MURMUR_AWAKE - AHEAD, MURMUR_AWAKE),
    ]  # fmt: skip


def test_each_channel_and_device_falls_asleep_by_itself():
    for other in (sounding(14_000, "voice"), sounding(14_000, device="ear")):
        assert [murmur for _, murmur in murmurs(sounding(12_000), other)] == [MURMUR_ASLEEP, MURMUR_ASLEEP]


def test_what_is_urgent_has_a_shorter_murmur_and_begins_now():
    assert murmurs(sounding(10_000)) == [(10_000, MURMUR_AT_ONCE)]
    assert murmurs(sounding(10_400)) == [(10_000, 400 - AHEAD)]


def test_what_comes_too_late_is_dropped():
    assert murmurs(sounding(10_000 - LATE - 1)) == []
    assert len(murmurs(sounding(10_000 - LATE))) == 1


def test_the_next_one_comes_first_whoever_was_told_first():
    agenda = Agenda()
    for due in (30_000, 20_000):
        agenda.add(sounding(due), ONE_SECOND, Ms(10_000))
    assert agenda.next == 20_000 - MURMUR_ASLEEP - AHEAD
    assert [entry.sounding.due for entry in agenda.due(Ms(25_000))] == [20_000]
    agenda.clear()
    assert agenda.next is None
