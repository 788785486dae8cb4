"""A meeting is a camera or a microphone in use; do not disturb is what the desktop says; unknown is unknown."""

import pytest

from backtimer.desktop import busy as module
from backtimer.desktop.busy import Busy


class Said:
    """What the commands of a desktop print; those that are not here fail."""

    def __init__(self, **answers) -> None:
        self.answers = answers
        self.asked = []

    def __call__(self, command):
        self.asked.append(command)
        return self.answers.get(command[-1].replace("-", "_").strip("/"))


def a_busy(root, said=None, **environment):
    return Busy({"WAYLAND_DISPLAY": "w", **environment}, root=root, run=said or Said(), system="Linux")


def a_card(root, state):
    status = root / "proc/asound/card0/pcm0c/sub0/status"
    status.parent.mkdir(parents=True, exist_ok=True)
    status.write_text(state)


def a_process(root, number, *handles):
    folder = root / "proc" / str(number) / "fd"
    folder.mkdir(parents=True)
    for at, target in enumerate(handles):
        (folder / str(at)).symlink_to(target)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "proc").mkdir()
    (tmp_path / "dev").mkdir()
    return tmp_path


def test_a_microphone_that_runs_is_a_meeting(root):
    a_card(root, "closed\n")
    assert a_busy(root).microphone() is False
    a_card(root, "state: RUNNING\nowner_pid   : 5\n")
    assert a_busy(root).microphone() is True
    assert a_busy(root).holds() == {"meeting"}


def test_a_loudspeaker_that_runs_is_none(root):
    a_card(root, "closed\n")
    playing = root / "proc/asound/card0/pcm0p/sub0/status"
    playing.parent.mkdir(parents=True)
    playing.write_text("state: RUNNING\n")
    assert a_busy(root).microphone() is False


def test_a_headset_is_known_to_the_sound_server_only(root):
    a_card(root, "closed\n")
    heard = Said(source_outputs="12\t4\t33\tprotocol-native.c\ts16le\n", sources="4\theadset\tx\n5\tout.monitor\tx\n")
    assert a_busy(root, heard).microphone() is True


def test_who_listens_to_what_is_played_is_in_no_meeting(root):
    heard = Said(source_outputs="12\t5\t33\tprotocol-native.c\ts16le\n", sources="4\theadset\tx\n5\tout.monitor\tx\n")
    assert a_busy(root, heard).microphone() is False


def test_without_a_card_and_without_a_server_nobody_knows(root):
    assert a_busy(root).microphone() is None
    assert a_busy(root).meeting() is None
    assert a_busy(root).holds() == frozenset()
    assert a_busy(root, Said(source_outputs="")).meeting() is False


def test_a_camera_that_is_held_is_a_meeting(root):
    a_process(root, 100, "/dev/null", "/home/me/video0")
    assert a_busy(root).camera() is False  # there is none
    (root / "dev/video0").write_text("")
    assert a_busy(root).camera() is False
    a_process(root, 101, "/dev/null", "/dev/video0")
    assert a_busy(root).camera() is True
    assert a_busy(root).meeting() is True


def test_processes_that_cannot_be_looked_into_are_passed_over(root):
    (root / "dev/video0").write_text("")
    (root / "proc/200").mkdir()
    (root / "proc/self").mkdir()
    a_process(root, 201)
    (root / "proc/201/fd/7").write_text("no link")
    assert a_busy(root).camera() is False


@pytest.mark.parametrize(
    ("desktop", "answer", "quiet"),
    [
        ("ubuntu:GNOME", {"show_banners": "false\n"}, True), ("GNOME", {"show_banners": "true\n"}, False),
        ("XFCE", {"do_not_disturb": "true\n"}, True), ("XFCE", {"do_not_disturb": "false\n"}, False),
        ("X-Cinnamon", {"display_notifications": "false\n"}, True), ("GNOME", {}, None), ("sway", {}, None),
        ("", {}, None),
    ],
)  # fmt: skip
def test_do_not_disturb_is_what_the_desktop_says(root, desktop, answer, quiet):
    assert a_busy(root, Said(**answer), XDG_CURRENT_DESKTOP=desktop).quiet() is quiet


def test_kde_is_asked_over_the_bus(root, monkeypatch):
    monkeypatch.setattr(module, "inhibited", lambda: True)
    assert a_busy(root, XDG_CURRENT_DESKTOP="KDE").quiet() is True
    assert a_busy(root, XDG_CURRENT_DESKTOP="KDE").holds() == {"quiet"}


def test_elsewhere_nothing_is_known():
    busy = Busy({"DISPLAY": ":0"}, system="Windows")
    assert (busy.full_screen(), busy.meeting(), busy.quiet()) == (None, None, None)


@pytest.mark.parametrize("command", [("no-such-command-here",), ("false",), ("printf", "\\377")])
def test_a_command_that_goes_wrong_says_nothing(command):
    assert module.run(command) is None


def test_a_command_says_what_it_prints():
    assert module.run(("printf", "true")) == "true"
