"""What plays is told as MPRIS wants it, each value with its type; and what is asked means what it says."""

import shutil
import subprocess
import threading
from dataclasses import replace

import pytest

from backtimer.core.moment import moment_at
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.desktop import media_keys
from backtimer.desktop.media_keys import (
    NAME,
    PATH,
    PLAYER,
    ROOT,
    Mpris,
    Track,
    answer_to,
    changed,
    jumped,
    player_properties,
    track_of,
    wish_of,
)
from tests.clock import FakeClock
from tests.make import a_plan, a_step

PLAN = a_plan(a_step(60), a_step(30, side="left", hands="fist"), wishes=Wishes(ready=Ms(8000), change=Ms(4000)))
NOW = Ms(1_000_000)


def track(position: int, state: str = "running", **changes) -> Track:
    return replace(track_of(replace(moment_at(PLAN, Ms(position)), state=state), "Glide", NOW), **changes)


def test_a_step_with_the_time_before_it_is_a_track():
    assert (track(2000).number, track(2000).start, track(2000).length, track(2000).position) == (1, 0, 68_000, 2000)
    for position in (69_000, 80_000):
        second = track(position)
        assert (second.number, second.start, second.length) == (2, 68_000, 34_000)
        assert second.position == position - 68_000


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("ready", "Stopped"), ("running", "Playing"), ("leading", "Playing"), ("paused", "Paused"),
        ("holding", "Paused"), ("waiting", "Paused"), ("finished", "Stopped"), ("stopped", "Stopped"),
    ],
)  # fmt: skip
def test_each_state_has_its_word(state, status):
    assert track(2000, state).status == status


def test_the_position_runs_while_time_does_and_ends_with_the_step():
    assert track(2000).position_at(Ms(NOW + 3000)) == 5000
    assert track(2000).position_at(Ms(NOW + 10**6)) == 68_000
    for state in ("paused", "leading", "holding"):
        assert track(2000, state).position_at(Ms(NOW + 3000)) == 2000


def test_what_plays_is_told_with_its_types():
    told = player_properties(track(10_000, art="file:///a.png"), NOW)
    assert told["PlaybackStatus"] == ("s", "Playing")
    assert told["Position"] == ("x", 10_000_000)
    assert told["Metadata"] == ("a{sv}", {
        "mpris:trackid": ("o", "/org/backtimer/step/1"), "mpris:length": ("x", 68_000_000),
        "xesam:title": ("s", "Glide"), "xesam:artist": ("as", ["A routine"]), "xesam:album": ("s", "A routine"),
        "xesam:trackNumber": ("i", 1), "mpris:artUrl": ("s", "file:///a.png"),
    })  # fmt: skip
    assert all(told[name] == ("b", True) for name in told if name.startswith("Can"))


def test_before_anything_plays_nothing_can_be_done():
    told = player_properties(Track(), NOW)
    assert told["CanPlay"] == told["CanGoNext"] == ("b", False)
    assert told["Metadata"] == ("a{sv}", {"mpris:trackid": ("o", f"{PATH}/TrackList/NoTrack")})


def test_only_what_changes_is_told_and_never_the_position():
    assert changed(track(2000), track(9000)) == {}
    assert set(changed(track(2000), track(2000, "paused"))) == {"PlaybackStatus"}
    assert set(changed(track(2000), track(80_000))) == {"Metadata"}
    assert set(changed(Track(), track(2000))) >= {"Metadata", "PlaybackStatus", "CanPlay", "CanGoNext"}


def test_a_jump_is_one_that_nobody_could_count():
    assert not jumped(track(2000), track(5000, at=Ms(NOW + 3000)))
    assert jumped(track(2000), track(5000))
    assert not jumped(track(2000), track(68_000))
    assert jumped(track(2000), track(80_000))


@pytest.mark.parametrize(
    ("member", "body", "wish"),
    [
        ("PlayPause", (), ("toggle", 0)), ("Play", (), ("play", 0)), ("Pause", (), ("pause", 0)),
        ("Next", (), ("next", 0)), ("Previous", (), ("previous", 0)), ("Stop", (), ("stop", 0)),
        ("Raise", (), ("raise", 0)), ("Quit", (), ("quit", 0)),
        ("Seek", (5_000_000,), ("seek", 83_000)), ("Seek", (-60_000_000,), ("seek", 68_000)),
        ("Seek", (60_000_000,), ("next", 0)),
        ("SetPosition", ("/org/backtimer/step/2", 1_000_000), ("seek", 69_000)),
        ("SetPosition", ("/org/backtimer/step/1", 1_000_000), None),
        ("SetPosition", ("/org/backtimer/step/2", 10**9), None),
        ("OpenUri", ("file:///a",), None), ("Seek", ("far",), None), ("Dance", (), None),
    ],
)  # fmt: skip
def test_what_is_asked_means(member, body, wish):
    assert wish_of(member, body, track(78_000), NOW) == wish


def test_questions_are_answered():
    here = track(2000)
    assert answer_to(media_keys.PROPERTIES, "Get", (ROOT, "Identity"), here, NOW) == ("v", (("s", "backtimer"),))
    assert answer_to(media_keys.PROPERTIES, "GetAll", (PLAYER,), here, NOW) == (
        "a{sv}", (player_properties(here, NOW),),
    )  # fmt: skip
    assert answer_to(media_keys.PROPERTIES, "Get", (ROOT, "Nothing"), here, NOW) is None
    form, (text,) = answer_to("org.freedesktop.DBus.Introspectable", "Introspect", (), here, NOW)
    assert form == "s"
    assert all(f'name="{name}"' in text for name in ("PlayPause", "SetPosition", "Seeked", "Metadata", PLAYER, ROOT))


@pytest.fixture
def bus(monkeypatch):
    """A session bus of our own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon on this machine")
    daemon = subprocess.Popen(
        [program, "--session", "--print-address", "--nofork"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().decode().strip())
        yield
        daemon.terminate()


def test_on_a_real_bus_it_is_seen_asked_and_heard(bus):  # noqa: ARG001
    jeepney = pytest.importorskip("jeepney")
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

    assert media_keys.trouble_here() == ""
    wishes, came = [], threading.Event()
    desktop = open_dbus_connection("SESSION")
    rule = jeepney.MatchRule(type="signal", path=PATH)
    appears = jeepney.MatchRule(type="signal", member="NameOwnerChanged", sender="org.freedesktop.DBus")
    for each in (rule, appears):
        desktop.send_and_get_reply(jeepney.message_bus.AddMatch(each), timeout=10)
    with desktop.filter(rule) as signals, desktop.filter(appears) as names:
        player = Mpris(lambda *wish: (wishes.append(wish), came.set()), FakeClock())
        while desktop.recv_until_filtered(names, timeout=10).body[0] != NAME:
            pass
        player.show(track(0))
        first = desktop.recv_until_filtered(signals, timeout=10)
        player.show(track(20_000))
        second = desktop.recv_until_filtered(signals, timeout=10)
    fields = jeepney.HeaderFields
    assert (first.header.fields[fields.member], first.header.fields[fields.signature]) == (
        "PropertiesChanged", "sa{sv}as",
    )  # fmt: skip
    assert first.body[1]["Metadata"][1]["mpris:length"] == ("x", 68_000_000)
    assert (second.header.fields[fields.member], second.header.fields[fields.signature], second.body) == (
        "Seeked", "x", (20_000_000,),
    )  # fmt: skip
    address = jeepney.DBusAddress(PATH, NAME, PLAYER)
    reply = desktop.send_and_get_reply(jeepney.new_method_call(address, "PlayPause"), timeout=10)
    assert reply.header.message_type == jeepney.MessageType.method_return
    assert came.wait(10)
    assert wishes == [("toggle", 0)]
    reply = desktop.send_and_get_reply(jeepney.Properties(address).get("PlaybackStatus"), timeout=10)
    assert reply.body == (("s", "Playing"),)
    reply = desktop.send_and_get_reply(jeepney.new_method_call(address, "Dance"), timeout=10)
    assert reply.header.message_type == jeepney.MessageType.error
    player.close()
    desktop.close()


def test_without_a_bus_it_says_so(monkeypatch, tmp_path):
    pytest.importorskip("jeepney")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert media_keys.trouble_here() == media_keys.NO_BUS
