"""The process that sounds, without a sound server: it says so, answers, and ends when we do."""

import json
import os
import subprocess
import sys

import pytest

from backtimer.cues.process import ROOT


@pytest.fixture
def sounding(tmp_path):
    """Give orders to the process on a machine without a sound server: its reports, once its input has ended."""

    def sounding(*orders: dict) -> list[dict]:
        run = subprocess.run(
            [sys.executable, "-P", "-m", "backtimer.cues.sounding"],
            input="".join(json.dumps(order) + "\n" for order in orders),
            env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(tmp_path), "PULSE_SERVER": "unix:/none"},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert run.returncode == 0
        return [json.loads(line) for line in run.stdout.splitlines()]

    return sounding


def test_it_says_that_there_is_no_device_and_answers(sounding):
    reports = sounding({"do": "answer"}, {"do": "hush"}, {"do": "silence"})
    assert {"here": True} in reports or "without" in reports[0]
    assert reports[0].get("devices") == [] or "without" in reports[0]


def test_a_file_that_is_no_sound_is_named(sounding, tmp_path):
    file = tmp_path / "a.wav"
    file.write_text("no sound")
    order = {"do": "play", "file": str(file), "due": 0, "channel": "bells", "device": "", "volume": 1.0, "pan": 0.0}
    assert any("a.wav" in report.get("without", "") or "Qt" in report.get("without", "") for report in sounding(order))
