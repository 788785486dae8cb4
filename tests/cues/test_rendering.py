"""Sentences become files: each once, under a name of its own; what fails is said in one line."""

import json
import subprocess
from array import array
from pathlib import Path

import pytest

from backtimer.core.sound import Sound
from backtimer.cues import rendering
from backtimer.cues.engines import Engine, Manner, engines, espeak_voice
from backtimer.cues.pcm import Pcm, read_wave
from backtimer.cues.process import Process
from backtimer.cues.voice import VoiceProcess

CALM = Manner("en-GB", "plain", 140)


class Speaks:
    """A voice that notes what it says, and says it as long as it is."""

    def __init__(self, error: Exception | None = None) -> None:
        self.said: list[tuple[str, Manner]] = []
        self.error = error
        self.engine = Engine("a voice", self.say)

    def say(self, text: str, manner: Manner) -> Pcm:
        if self.error is not None:
            raise self.error
        self.said.append((text, manner))
        return Pcm(1000, array("h", [9000, -9000] * 50 * len(text)))


@pytest.fixture
def render(tmp_path, capsys):
    """Have sentences spoken by a voice: what was reported."""

    def render(speaks: Speaks, *texts: str, folder: Path = tmp_path / "voice", rate: int = 140) -> list[dict]:
        order = {"texts": texts, "folder": str(folder), "key": "k"}
        rendering._obey({**order, "language": "en-GB", "timbre": "plain", "rate": rate}, speaks.engine)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return render


def test_each_sentence_gets_a_file_and_its_length(render):
    reports = render(Speaks(), "abc", "abcdef")
    assert [(one["said"], one["key"], one["length"]) for one in reports] == [("abc", "k", 300), ("abcdef", "k", 600)]
    assert [read_wave(Path(one["file"])).length for one in reports] == [300, 600]


def test_what_was_said_once_is_not_said_again(render):
    speaks = Speaks()
    assert render(speaks, "abc") == render(speaks, "abc")
    assert len(speaks.said) == 1
    render(speaks, "abc", rate=120)
    assert len(speaks.said) == 2


def test_a_damaged_file_is_made_anew(render):
    speaks = Speaks()
    (report,) = render(speaks, "abc")
    Path(report["file"]).write_bytes(b"RIFF")
    assert render(speaks, "abc") == [report]
    assert len(speaks.said) == 2


def test_only_so_many_are_kept_and_the_last_ones_stay(render, monkeypatch):
    monkeypatch.setattr(rendering, "KEPT", 2)
    for text in ("a", "b", "c"):
        render(Speaks(), text)
    (report,) = render(Speaks(), "d")
    kept = sorted(Path(report["file"]).parent.glob("*.wav"))
    assert len(kept) == 3
    assert Path(report["file"]) in kept


@pytest.mark.parametrize(
    "error", [ValueError("no voice speaks xx"), OSError("gone"), subprocess.TimeoutExpired("say", 20)]
)
def test_a_voice_that_fails_says_why(render, error):
    (report,) = render(Speaks(error), "a", "b")
    assert report["without"].startswith("a sentence could not be spoken: ")


def test_a_folder_that_cannot_be_made_is_named(render, tmp_path):
    (tmp_path / "file").write_text("")
    (report,) = render(Speaks(), "a", folder=tmp_path / "file")
    assert "cannot be kept in" in report["without"]


def test_voices_are_called_as_espeak_calls_them():
    assert espeak_voice(CALM) == "en-gb"
    assert espeak_voice(Manner("de_DE", "lighter", 140)) == "de-de+f3"


def test_all_voices_of_this_machine_speak():
    found = list(engines())
    if not found:
        pytest.skip("no voice on this machine")
    for engine in found:
        short, long = (engine.say(text, CALM) for text in ("Rest.", "Glide up beside the spine with both hands."))
        assert 200 < short.length < 1500 < long.length < 6000
        assert max(map(abs, short.samples)) > 1000
        with pytest.raises((ValueError, subprocess.SubprocessError)):
            engine.say("Rest.", Manner("xx-no", "plain", 140))


def test_a_process_of_its_own_speaks_and_ends(tmp_path):
    voice = VoiceProcess(tmp_path)
    voice.prepare(["Rest."], "en-GB", Sound())
    process = voice._process
    assert isinstance(process, Process)
    process._child.stdin.close()  # nothing more is to be said
    process._child.wait(30)
    process._thread.join(30)
    voice.look()
    assert not voice.waits
    assert bool(voice.said("Rest.")) != bool(voice.trouble)
