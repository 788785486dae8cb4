"""How the tests of the command line call it, away from anybody's own routines and settings."""

from pathlib import Path

import pytest

from backtimer.__main__ import main


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """A personal folder of its own for each test."""
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def call(capsys):
    """Call the command line: its exit code, what it printed, and what it complained of."""

    def call(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        return (code, *capsys.readouterr())

    return call
