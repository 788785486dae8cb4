"""A disk that is full, or takes nothing: the old file stays as it was, nothing is left half written, one line tells it.

Tests may run as somebody who may write everywhere, so permissions prove nothing here: a limit on the size of files, a
path below a plain file, and faults of each single call of the system stand in for them.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from array import array
from contextlib import suppress
from pathlib import Path

import pytest

from backtimer.__main__ import main
from backtimer.core.likes import Likes
from backtimer.core.person import Person
from backtimer.core.settings import Settings
from backtimer.core.shelf import Entry
from backtimer.core.timing import Ms
from backtimer.cues import rendering
from backtimer.cues.engines import Engine
from backtimer.cues.pcm import Pcm
from backtimer.files import paths
from backtimer.files.index_file import Known, read_index, write_index
from backtimer.files.likes_file import read_likes, write_likes
from backtimer.files.people_file import read_people, write_people
from backtimer.files.resume_file import write_resume
from backtimer.files.settings_file import read_settings, write_settings
from backtimer.files.whole_file import write_whole

ROOT = Path(__file__).parents[2]

CALLS = ["tempfile.mkstemp", "os.fdopen", "os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"]
"""All that write_whole asks of the system, in its order."""


def no_space(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("call", CALLS)
def test_wherever_the_disk_gives_up_the_old_file_stays_alone(tmp_path, monkeypatch, call):
    file = tmp_path / "file.json"
    file.write_text("old")
    monkeypatch.setattr(call, no_space)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, "new", private=False)
    monkeypatch.undo()
    assert [(left.name, left.read_text()) for left in tmp_path.iterdir()] == [("file.json", "old")]


class Torn:
    """A file of which only the first bytes are taken."""

    def __init__(self, out):
        self._out = out

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._out.close()

    def write(self, data):
        self._out.write(data[:3])
        self._out.flush()
        no_space()


def test_a_file_that_is_torn_off_in_the_middle_is_not_left(tmp_path, monkeypatch):
    file = tmp_path / "file.json"
    file.write_text("old")
    really = os.fdopen
    monkeypatch.setattr("os.fdopen", lambda *given: Torn(really(*given)))
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, "new")
    assert [(left.name, left.read_text()) for left in tmp_path.iterdir()] == [("file.json", "old")]


OLD = Settings(theme="candle"), (Person("Ada"),), Likes(frozenset({"a"}), ("a",))
NEW = Settings(theme="day"), (Person("Ben" * 20),), Likes(frozenset({"b" * 20}), ("b",))


def write_all(folder, settings, people, likes):
    """Write each personal file, whatever becomes of the others; give what was raised."""
    raised = []
    for job in (
        lambda: write_settings(settings, folder / "settings.json"),
        lambda: write_people(people, folder / "people.json"),
        lambda: write_likes(likes, folder / "likes.json"),
        lambda: write_resume(folder / "resume.json", Ms(1), 1, json.dumps(sorted(likes.favourites))),
        lambda: write_index([Known((1, 2, 3, 4), Entry("a", "a.yaml", "own", None))], folder / "index", "1"),
    ):
        with suppress(OSError):
            job()
            continue
        raised.append(job)
    return raised


def test_all_personal_files_survive_a_disk_that_is_full(tmp_path, monkeypatch):
    assert write_all(tmp_path, *OLD) == []
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", no_space)
        assert len(write_all(tmp_path, *NEW)) == 4  # of the index nobody hears: the files are read again
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert read_settings(tmp_path / "settings.json") == OLD[0]
    assert read_people(tmp_path / "people.json").people == OLD[1]
    assert read_likes(tmp_path / "likes.json") == (OLD[2], None)
    assert len(list(read_index(tmp_path / "index", "1"))) == 1
    assert write_all(tmp_path, *NEW) == []


LIMITED = """
import resource, sys
from contextlib import suppress
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.faults.test_full_disk import NEW, write_all
from backtimer.desktop.fault_file import write_fault
from backtimer.files.journal import JournalError, open_journal
folder = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
print(len(write_all(folder, *NEW)))
print(write_fault(folder / "faults.log", "x" * 1000))
try:
    open_journal(folder / "journal.sqlite")
except JournalError as error:
    print(error.words)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits there")
def test_where_no_file_may_grow_nothing_is_left_half(tmp_path):
    """The system's own limit: every write beyond the first ten bytes fails, in a process of its own."""
    assert write_all(tmp_path, *OLD) == []
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path), "10", str(ROOT)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    failed, fault, journal = done.stdout.splitlines()
    assert (done.returncode, failed, fault) == (0, "4", "False")
    assert journal.startswith("The journal cannot be ")
    assert "Traceback" not in done.stderr
    after = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.name in before}
    assert after == before
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith(".")]


@pytest.mark.skipif(os.name != "posix", reason="a small disk can only be had there")
def test_a_disk_that_is_really_full_keeps_the_old_files():
    """A disk of 64 KiB, where this machine lets us have one."""
    with tempfile.TemporaryDirectory() as name:
        mount, umount = shutil.which("mount"), shutil.which("umount")
        if (
            not (mount and umount)
            or subprocess.run(
                [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", name], capture_output=True, check=False
            ).returncode
        ):
            pytest.skip("this machine gives us no disk of our own")
        try:
            folder = Path(name)
            assert write_all(folder, *OLD) == []
            before = {file.name: file.read_bytes() for file in folder.iterdir()}
            with suppress(OSError), (folder / "ballast").open("wb") as ballast:
                ballast.write(b"x" * 10**6)
            assert len(write_all(folder, *NEW)) == 4
            (folder / "ballast").unlink()
            assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
        finally:
            subprocess.run([umount, name], check=True)


@pytest.fixture
def nowhere(home):
    """A home in which nothing can be written: plain files lie where its folders should be."""
    for part in ("config", "state", "cache"):
        (home / part).rmdir()
        (home / part).write_text("no folder")
    (home / "data" / "routines" / "evening.yaml").unlink(missing_ok=True)
    (home / "data" / "routines").rmdir()
    (home / "data").rmdir()
    (home / "data").write_text("no folder")
    return home


def test_where_nothing_can_be_written_the_massage_goes_on(nowhere, open_room, tmp_path):  # noqa: ARG001
    file = tmp_path / "evening.yaml"
    file.write_text("backtimer: 1\ntitle: Evening\nsteps:\n- {stroke: hold, region: whole_back, time: 20}\n")
    room = open_room().begin(file).wait(30)
    room.window.command("theme")
    assert room.workshop._kept().writer.flush()
    room.qtbot.waitUntil(lambda: len(room.told) >= 4)
    assert room.player.state == "finished"
    assert room.window.page.name == "end"
    assert {words.partition(":")[0] for words in room.told} >= {
        "The settings could not be saved", "Favourites could not be saved", "What is done now cannot be kept",
    }  # fmt: skip
    assert all("Error" not in words and words.endswith(".") and "\n" not in words for words in room.told)


def test_an_export_that_cannot_be_written_is_called_so(room, evening, tmp_path):
    room.begin(evening).wait(1)
    (tmp_path / "file").write_text("no folder")
    room.workshop._write_journal(tmp_path / "file" / "journal.csv", "csv")
    assert room.workshop._kept().writer.flush()
    room.qtbot.waitUntil(lambda: any(words.startswith("The journal could not be exported: ") for words in room.told))
    assert (tmp_path / "file").read_text() == "no folder"


def test_an_export_on_a_full_disk_leaves_the_old_one(room, evening, tmp_path, monkeypatch):
    room.begin(evening).wait(1)
    room.kept()
    export = tmp_path / "journal.json"
    export.write_text("old")
    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", no_space)
        room.workshop._write_journal(export, "json")
        assert room.workshop._kept().writer.flush()
    room.qtbot.waitUntil(lambda: "The journal could not be exported: No space left on device." in room.told)
    assert export.read_text() == "old"
    room.workshop._write_journal(export, "json")
    assert room.workshop._kept().writer.flush()
    assert json.loads(export.read_text())[0]["routine"] == "evening"


def test_a_fault_of_ours_is_one_plain_line_whether_or_not_it_can_be_written(home, monkeypatch, capsys):
    def fail(_):
        raise ValueError("ours\x1b[2J")

    monkeypatch.setattr("backtimer.commands.schema_command.run", fail)
    assert main(["schema"]) == 1
    assert capsys.readouterr().err == f"backtimer: something went wrong inside; {paths.fault_file()} tells what\n"
    assert "ValueError: ours" in paths.fault_file().read_text()
    paths.fault_file().unlink()
    (home / "state").rmdir()
    (home / "state").write_text("no folder")
    assert main(["schema"]) == 1
    assert capsys.readouterr().err == "backtimer: something went wrong inside: ValueError: ours [2J\n"


@pytest.mark.parametrize("call", ["pathlib.Path.replace", "wave.open"])
def test_a_voice_that_finds_no_room_is_told_in_plain_words_and_leaves_no_half_sentence(
    tmp_path, monkeypatch, capsys, call
):
    order = {
        "texts": ["Glide"],
        "folder": str(tmp_path),
        "key": "k",
        "language": "en-GB",
        "timbre": "plain",
        "rate": 140,
    }
    voice = Engine("a voice", lambda *_: Pcm(1000, array("h", [9000, -9000] * 200)))
    with monkeypatch.context() as disk:
        disk.setattr(call, no_space)
        rendering._obey(order, voice)
    assert json.loads(capsys.readouterr().out) == {"without": "a sentence could not be spoken: No space left on device"}
    assert not list(tmp_path.glob("*.wav"))
    rendering._obey(order, voice)
    assert json.loads(capsys.readouterr().out)["said"] == "Glide"
