"""`backtimer doctor`: sound, voice, screen and keys each have a plain line; `--sound` lets them be heard."""

from argparse import Namespace

import pytest

from backtimer.commands import doctor_command, probing
from backtimer.cues.speaker import Device

PARTS = ("sound", "voice", "keep_awake", "keys")


@pytest.fixture
def probes(monkeypatch):
    """What each part answers, and a window that opens."""
    for part in PARTS:
        monkeypatch.setattr(probing, part, lambda part=part: f"yes: {part}")
    monkeypatch.setattr(doctor_command, "_window", lambda: ("yes, by a test", "yes"))


@pytest.mark.usefixtures("probes")
def test_each_part_says_what_it_can(capsys):
    assert doctor_command.run(Namespace()) == 0
    lines = dict(line.split(":", 1) for line in capsys.readouterr().out.splitlines())
    names = ("sound", "voice", "keep awake", "media keys")
    assert [lines[name].strip() for name in names] == [f"yes: {part}" for part in PARTS]


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
