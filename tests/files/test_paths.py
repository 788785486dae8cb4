"""Where things lie: in the folders of the desktop, or all together on a stick."""

import os
from pathlib import Path

import pytest

from backtimer.files import paths

ROOT = Path(__file__).parents[2]

NAMES = (
    "BACKTIMER_HOME",
    *(f"XDG_{name}" for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")),
)


@pytest.fixture
def lie(monkeypatch):
    """The three places under such an environment."""

    def lie(**environment: str) -> tuple[str, str, str]:
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"HOME": "/home/ada", **environment}.items():
            monkeypatch.setenv(name, value)
        return str(paths.own_routines()), str(paths.settings_file()), str(paths.index_file())

    return lie


def test_without_a_word_they_lie_where_the_desktop_has_them(lie):
    assert lie() == (
        "/home/ada/.local/share/backtimer/routines",
        "/home/ada/.config/backtimer/settings.json",
        "/home/ada/.cache/backtimer/library.json",
    )


def test_the_desktop_may_have_them_elsewhere(lie):
    assert lie(XDG_DATA_HOME="/data", XDG_CONFIG_HOME="/config", XDG_CACHE_HOME="/cache") == (
        "/data/backtimer/routines",
        "/config/backtimer/settings.json",
        "/cache/backtimer/library.json",
    )


def test_an_empty_or_relative_place_does_not_count(lie):
    """The base directory specification says so."""
    assert lie(XDG_DATA_HOME="", XDG_CONFIG_HOME="config", XDG_CACHE_HOME="./cache") == lie()


def test_on_a_stick_they_lie_together_whatever_the_desktop_says(lie):
    assert lie(BACKTIMER_HOME="/stick", XDG_DATA_HOME="/data", XDG_CONFIG_HOME="/config") == (
        "/stick/data/routines",
        "/stick/config/settings.json",
        "/stick/cache/library.json",
    )


def test_journal_and_state_lie_where_the_desktop_has_them(lie):
    lie(XDG_STATE_HOME="/state")
    assert str(paths.journal_file()) == "/home/ada/.local/share/backtimer/journal.sqlite"
    assert str(paths.resume_file()) == "/state/backtimer/resume.json"
    assert str(paths.fault_file()) == "/state/backtimer/faults.log"


def test_each_user_and_each_personal_folder_has_its_own_meeting_point(lie):
    found = set()
    for home in ("", "/stick", "/other"):
        lie(XDG_RUNTIME_DIR="/run/user/1000", BACKTIMER_HOME=home)
        found.add(paths.meeting_point())
    assert len(found) == 3
    assert {str(place.parent) for place in found} == {f"/run/user/1000/backtimer-{os.getuid()}"}


@pytest.mark.parametrize("runtime", ["", "relative", "/" + "deep/" * 20])
def test_a_meeting_point_is_never_deep(lie, runtime):
    lie(XDG_RUNTIME_DIR=runtime, BACKTIMER_HOME="/stick" * 40)
    assert len(str(paths.meeting_point()).encode()) < 100
    assert paths.meeting_point().is_absolute()


def test_asking_makes_nothing(lie, tmp_path):
    lie(BACKTIMER_HOME=str(tmp_path / "stick"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["assets", "routines"])
def test_what_came_with_the_program_lies_beside_it_in_the_tree(name):
    assert paths.shipped(name) == ROOT / name
    assert paths.shipped(name).is_dir()
