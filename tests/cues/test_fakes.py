"""The fakes are what they stand for: they have all that the real ones have, under the same names."""

import inspect

import pytest

from backtimer.cues.speaker import Speaker, SpeakerProcess
from backtimer.cues.voice import Voice, VoiceProcess
from backtimer.desktop.keep_awake import Inhibitor, ScreenInhibitor
from backtimer.desktop.media_keys import MediaKeys, Mpris, NoMediaKeys
from backtimer.desktop.other_players import MprisPlayers, Players
from tests.clock import FakeClock
from tests.cues.ears import FakeSpeaker, FakeVoice
from tests.desktop.machines import FakeInhibitor, FakePlayers


def members(thing) -> set[str]:
    return {name for name in dir(thing) if not name.startswith("_")}


@pytest.mark.parametrize(
    ("protocol", "one"),
    [
        (Speaker, FakeSpeaker(FakeClock())), (Speaker, SpeakerProcess(FakeClock())), (Voice, FakeVoice()),
        (Voice, VoiceProcess(None)), (Inhibitor, FakeInhibitor()), (Inhibitor, ScreenInhibitor()),
        (Players, FakePlayers({})), (Players, MprisPlayers), (MediaKeys, NoMediaKeys("")),
    ],
    ids=lambda one: getattr(one, "__name__", type(one).__name__),
)  # fmt: skip
def test_all_of_the_interface_is_there(protocol, one):
    assert members(protocol) <= members(one)
    for name in members(protocol):
        wanted = getattr(protocol, name)
        if inspect.isfunction(wanted):
            parameters = [p for p in inspect.signature(wanted).parameters if p != "self"]
            assert [p for p in inspect.signature(getattr(one, name)).parameters if p != "self"] == parameters


def test_the_desktops_player_shows_and_closes():
    assert members(MediaKeys) - {"trouble"} <= members(Mpris)
