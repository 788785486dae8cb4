"""`backtimer doctor`: sound, voice, screen and keys each have a plain line; `--sound` lets them be heard."""

from argparse import Namespace

import pytest

from backtimer.commands import doctor_command, probing
from backtimer.cues.speaker import Device

PARTS = ("sound", "voice", "keep_awake", "keys", "idle", "at_login")


@pytest.fixture
def probes(monkeypatch):
    """What each part answers, and a window that opens."""
    for part in PARTS:
        monkeypatch.setattr(probing, part, lambda part=part: f"yes: {part}")
    monkeypatch.setattr(probing, "holds", lambda: {"full screen": "yes: full", "do not disturb": "unknown here"})
    monkeypatch.setattr(doctor_command, "_window", lambda: ("yes, by a test", "yes"))


@pytest.mark.usefixtures("probes")
def test_each_part_says_what_it_can(capsys):
    assert doctor_command.run(Namespace()) == 0
    lines = dict(line.split(":", 1) for line in capsys.readouterr().out.splitlines())
    names = ("sound", "voice", "keep awake", "media keys", "idle time", "autostart")
    assert [lines[name].strip() for name in names] == [f"yes: {part}" for part in PARTS]
    assert (lines["full screen"].strip(), lines["do not disturb"].strip()) == ("yes: full", "unknown here")


@pytest.mark.parametrize(("told", "code"), [([], 0), (["No sound here: none."], 1)])
def test_on_request_it_lets_itself_be_heard(monkeypatch, capsys, told, code):
    monkeypatch.setattr(probing, "listen", lambda: told)
    assert doctor_command.run(Namespace(sound=True)) == code
    assert capsys.readouterr().out.splitlines() == ["You should hear a bell, and then a sentence.", *told]


@pytest.mark.parametrize(
    ("devices", "trouble", "line"),
    [
        ((Device("a", "Speakers"), Device("b", "Earbud")), "", "yes: Speakers, Earbud"),
        ((), "", "no: the sound server does not answer"),
        ((), "X (sudo apt install libpulse0 brings it)", "no: X (sudo apt install libpulse0 brings it)"),
    ],
)
def test_devices_are_named_and_what_is_missing_too(devices, trouble, line):
    assert probing.sound_line(devices, trouble) == line


def test_without_a_sound_server_it_names_one(monkeypatch):
    monkeypatch.setattr(probing.platform, "system", lambda: "Linux")
    assert probing.sound_line((), "no sound device was found").startswith("no: no sound device was found (a sound")


def test_without_a_bus_the_keyboard_is_what_remains(monkeypatch):
    monkeypatch.setattr(probing.media_keys, "trouble_here", lambda: "there is no D-Bus session here")
    assert probing.keys().startswith("no: there is no D-Bus session here; those of the keyboard work")


@pytest.mark.parametrize(
    ("found", "line"),
    [(True, "yes: it is on"), (False, "yes: it is off"), (None, "unknown here: reminders do not wait for it")],
)
def test_what_reminders_wait_for_is_seen_not_seen_or_unknown(found, line):
    assert probing.hold_line(found, "it is on", "it is off") == line


@pytest.mark.parametrize(
    ("rested", "line"),
    [(None, "no: idle time cannot be read here: reminders go by the clock"), (7_600, "yes: by a test, 7 s now")],
)
def test_idle_time_is_told_by_whoever_knows_it(monkeypatch, rested, line):
    class Source:
        name = "by a test"

        def read(self):
            return rested

        def close(self):
            pass

    monkeypatch.setattr(probing, "Idle", Source)
    assert probing.idle() == line


def test_the_login_is_told_with_the_file_that_is_read_there(monkeypatch, tmp_path):
    monkeypatch.delenv("BACKTIMER_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(probing.autostart.platform, "system", lambda: "Linux")
    file = tmp_path / "autostart" / "backtimer.desktop"
    assert probing.at_login() == f"off: {file}"
    probing.autostart.switch(on=True)
    assert probing.at_login() == f"on: {file}"
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path))
    assert probing.at_login().startswith("no: not with BACKTIMER_HOME")
