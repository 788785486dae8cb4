"""`backtimer draw`: one instant as a PNG, or one plain line that says why not."""

import os
import subprocess
import sys
from typing import get_args

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from backtimer.__main__ import BUILDS, LAYERS, SKINS
from backtimer.commands.asking import the_routine
from backtimer.core.kinds import Build
from backtimer.core.motion import round_of
from backtimer.core.plan import make_plan
from backtimer.ui import theme
from backtimer.ui.look import Layer

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_picture_has_the_size_that_was_asked_for(call, tmp_path):
    file = tmp_path / "step.png"
    assert call("draw", "first-back-10", "--step", "2", "--size", "640x400", "-o", file) == (0, "", "")
    picture = QImage(str(file))
    assert (file.read_bytes()[:4], picture.width(), picture.height()) == (b"\x89PNG", 640, 400)


def test_without_wishes_it_is_as_large_as_the_sketch(call, tmp_path):
    file = tmp_path / "step.PNG"
    assert call("draw", "slow-stroke-3", "--step", "1", "-o", file) == (0, "", "")
    assert QImage(str(file)).size().toTuple() == (1280, 800)


def test_the_size_is_in_pixels_also_on_a_display_that_doubles_them(tmp_path):
    file = tmp_path / "step.png"
    done = subprocess.run(
        [sys.executable, "-m", "backtimer", "draw", "slow-stroke-3", "--step", "1", "--size", "640x400", "-o", file],
        capture_output=True, text=True, timeout=30, check=False, env={**os.environ, "QT_SCALE_FACTOR": "2"},
    )  # fmt: skip
    assert (done.returncode, done.stderr, QImage(str(file)).size().toTuple()) == (0, "", (640, 400))


def test_another_instant_and_another_light_give_another_picture(call, tmp_path):
    pictures = set()
    for number, options in enumerate(((), ("--at", "4.5"), ("--theme", "day"), ("--theme", "candle"))):
        file = tmp_path / f"{number}.png"
        call("draw", "first-back-10", "--step", "2", "--size", "400x300", *options, "-o", file)
        pictures.add(file.read_bytes())
    assert len(pictures) == 4


def test_the_same_instant_gives_the_same_picture(call, tmp_path):
    for name in ("one", "other"):
        call("draw", "first-back-10", "--step", "3", "--at", "7", "--size", "400x300", "-o", tmp_path / f"{name}.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "other.png").read_bytes()


def test_the_last_instant_of_a_step_belongs_to_it(call, tmp_path):
    words = ("slow-stroke-3", "--step", "5", "--at", "15", "--size", "400x300", "-o", tmp_path / "a.png")
    assert call("draw", *words) == (0, "", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--step", "0"), "slow-stroke-3 has steps 1 to 5, not 0"),
        (("--step", "6"), "slow-stroke-3 has steps 1 to 5, not 6"),
        (("--step", "1", "--at", "15.5"), "step 1 lasts 15 s; --at 15.5 lies outside"),
        (("--step", "1", "--at", "-1"), "step 1 lasts 15 s; --at -1 lies outside"),
        (("--step", "1", "--at", "nan"), "step 1 lasts 15 s; --at nan lies outside"),
    ],
)
def test_a_step_or_an_instant_that_is_not_there_is_told(call, tmp_path, options, said):
    assert call("draw", "slow-stroke-3", *options, "-o", tmp_path / "a.png") == (1, "", f"backtimer: {said}\n")
    assert list(tmp_path.glob("*.png")) == []


def test_a_file_that_is_no_png_is_refused(call, tmp_path):
    file = tmp_path / "a.jpg"
    said = f"backtimer: {file}: the picture is a PNG; name it so\n"
    assert call("draw", "slow-stroke-3", "--step", "1", "-o", file) == (1, "", said)


@pytest.mark.parametrize("name", ["none/a.png", "file/a.png", "folder.png"])
def test_a_place_that_cannot_be_written_is_told(call, tmp_path, name):
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "folder.png").mkdir()
    file = tmp_path / name
    said = f"backtimer: {file}: could not be written\n"
    assert call("draw", "slow-stroke-3", "--step", "1", "--size", "400x300", "-o", file) == (1, "", said)


def test_an_unknown_routine_is_asked_back(call, tmp_path):
    said = "backtimer: no routine is called first-back; did you mean first-back-10?\n"
    assert call("draw", "first-back", "--step", "1", "-o", tmp_path / "a.png") == (1, "", said)


@pytest.mark.parametrize(("name", "kind"), [("a.webp", "WEBP"), ("a.gif", "GIF")])
def test_a_loop_is_one_whole_round_that_begins_anew(call, tmp_path, handbook, name, kind):
    file = tmp_path / name
    assert call("draw", "first-back-10", "--step", "3", "--loop", "--size", "200x200", "-o", file) == (0, "", "")
    step = the_routine("first-back-10", handbook)[1]
    with Image.open(file) as picture:
        frames = picture.n_frames
        assert (picture.format, picture.size, picture.info["loop"]) == (kind, (200, 200), 0)
        lengths = []
        for frame in range(frames):
            picture.seek(frame)
            picture.load()
            lengths.append(picture.info["duration"])
    shown = make_plan(step).spans
    whole = round_of(next(span.step for span in shown if span.kind == "step" and span.number == 3))
    assert abs(sum(lengths) - whole) <= max(lengths)
    assert 1 < frames <= 301


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "a.png"), "a.png: a loop is a WebP or a GIF; name it so"),
        (("-o", "a.webp", "--size", "1200x400"), "a loop has at most 1000 pixels to each side"),
        (("-o", "no/such/folder\0/a.webp"), "could not be written"),
    ],
)
def test_a_loop_that_cannot_be_written_is_one_plain_line(call, tmp_path, monkeypatch, options, said):
    monkeypatch.chdir(tmp_path)
    options = [option.replace("\0", "") for option in options]
    if "no/such" in options[1]:
        (tmp_path / "no").write_text("a file where a folder should be")
        said = "Not a directory"
    code, out, complaint = call("draw", "slow-stroke-3", "--step", "2", "--loop", *options)
    assert (code, out, complaint.count("\n")) == (1, "", 1)
    assert said in complaint


def test_skin_build_and_layer_change_the_picture(call, tmp_path):
    pictures = set()
    for number, options in enumerate(((), ("--skin", "deep"), ("--build", "sturdy"), ("--layer", "care"))):
        file = tmp_path / f"{number}.png"
        call("draw", "first-back-10", "--step", "2", "--size", "1000x640", *options, "-o", file)
        pictures.add(file.read_bytes())
    assert len(pictures) == 4


def test_the_words_of_the_command_line_are_those_of_the_program():
    assert (set(SKINS), BUILDS, LAYERS) == (set(theme.SKINS), get_args(Build), get_args(Layer))
