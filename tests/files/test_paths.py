"""Where things lie: in the folders of the desktop, or all together on a stick."""

from pathlib import Path

import pytest

from backtimer.files import paths

ROOT = Path(__file__).parents[2]

NAMES = ("BACKTIMER_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


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


def test_asking_makes_nothing(lie, tmp_path):
    lie(BACKTIMER_HOME=str(tmp_path / "stick"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["assets", "routines"])
def test_what_came_with_the_program_lies_beside_it_in_the_tree(name):
    assert paths.shipped(name) == ROOT / name
    assert paths.shipped(name).is_dir()
