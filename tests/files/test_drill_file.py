"""Answers of the drill survive whatever happens to program, machine and file."""

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.drill.today import Reply
from backtimer.core.journal_entry import Stamp
from backtimer.files.drill_file import NEWER, open_drill

ROOT = Path(__file__).parents[2]
REPLIES = [Reply(f"next/first-back-10/{number:04x}", 1 + number % 4, Stamp(10**12 + number, 60)) for number in range(6)]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "drill.log"


def kept(file, replies=REPLIES):
    log = open_drill(file)
    for reply in replies:
        log.add(reply)
    return file


def test_what_was_answered_is_read_again_in_its_order(file):
    assert open_drill(kept(file)).replies == REPLIES
    assert open_drill(file).notice == ""


def test_nothing_is_written_before_the_first_answer(file):
    assert open_drill(file).replies == []
    assert not file.parent.exists()


def test_it_is_for_its_owners_eyes_only(file):
    kept(file)
    assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)


def test_an_answer_is_only_added_and_never_changes_what_is_there(file):
    before = kept(file, REPLIES[:3]).read_bytes()
    open_drill(file).add(REPLIES[3])
    assert file.read_bytes().startswith(before)


@pytest.mark.parametrize("cut", range(1, 60))
def test_a_last_line_cut_short_loses_nothing_but_itself(file, cut):
    whole = kept(file).read_bytes()
    last = len(whole) - whole[:-1].rfind(b"\n") - 1
    file.write_bytes(whole[:-cut])
    log = open_drill(file)
    assert cut >= last or log.replies == REPLIES[:-1]
    log.add(REPLIES[-1])
    again = open_drill(file)
    assert again.replies[-1] == REPLIES[-1]
    assert again.replies[:-1] == log.replies[:-1]
    assert (again.notice, list(file.parent.iterdir())) == ("", [file])


@pytest.mark.parametrize("left", [b"", b"back", b"backtimer drill 1"])
def test_a_crash_before_the_first_answer_is_no_damage(file, left):
    file.parent.mkdir()
    file.write_bytes(left)
    assert open_drill(kept(file)).replies == REPLIES
    assert list(file.parent.iterdir()) == [file]


@given(st.data())
def test_damage_anywhere_costs_at_most_two_answers_and_the_file_is_kept_aside(tmp_path_factory, data):
    file = kept(tmp_path_factory.mktemp("d") / "drill.log")
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 2))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[at]))
    broken = whole[:at] + bytes([byte]) + whole[at + 1 :]
    file.write_bytes(broken)
    log = open_drill(file)
    assert log.closed or "damaged" in log.notice
    if not log.closed:  # it was no damage to the version's number
        assert len(log.replies) >= len(REPLIES) - 2
        assert [reply for reply in REPLIES if reply in log.replies] == log.replies
        assert file.with_name("drill.damaged-1.log").read_bytes() == broken
        assert open_drill(file).replies == log.replies
        assert open_drill(file).notice == ""


def test_a_second_damage_gets_another_name(file):
    for number in (1, 2):
        kept(file)
        file.write_bytes(b"what is this\n")
        assert f"damaged-{number}" in open_drill(file).notice
    assert sorted(each.name for each in file.parent.iterdir()) == [
        "drill.damaged-1.log", "drill.damaged-2.log", "drill.log",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body", [["k", 5, 1, 0], ["k", 3, -1, 0], [7, 3, 1, 0], ["k", 3, 1], ["k", True, 1, 0], {}, "[" * 9]
)
def test_a_line_with_a_good_sum_that_makes_no_sense_is_damage(file, body):
    kept(file)
    line = json.dumps(body).encode()
    with file.open("ab") as lines:
        lines.write(b"%08x %b\n" % (zlib.crc32(line), line))
    log = open_drill(file)
    assert log.replies == REPLIES
    assert "damaged" in log.notice


def test_a_newer_version_is_left_as_it_is(file):
    kept(file)
    newer = file.read_bytes().replace(b"drill 1", b"drill 2")
    file.write_bytes(newer)
    log = open_drill(file)
    log.add(REPLIES[0])
    assert (log.notice, log.replies) == (NEWER, REPLIES[:1])
    assert file.read_bytes() == newer


def test_all_answers_can_be_deleted_also_those_set_aside(file):
    kept(file)
    file.write_bytes(b"broken\n" + file.read_bytes())
    log = open_drill(file)
    log.add(REPLIES[0])
    log.forget()
    assert list(file.parent.iterdir()) == []
    log.add(REPLIES[1])
    assert open_drill(file).replies == [REPLIES[1]]


def test_a_place_that_takes_nothing_is_told_and_the_answers_count_for_now(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    log = open_drill(tmp_path / "data" / "drill.log")
    log.add(REPLIES[0])
    assert "nothing is kept now" in log.notice
    assert log.replies == [REPLIES[0]]


def test_a_disk_that_refuses_is_told_and_the_answer_counts_for_now(file, monkeypatch):
    log = open_drill(kept(file))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        log.add(Reply("k", 3, Stamp(1)))
    assert log.replies[-1].key == "k"


CHILD = """
import sys
from pathlib import Path
from backtimer.core.drill.today import Reply
from backtimer.core.journal_entry import Stamp
from backtimer.files.drill_file import open_drill
log = open_drill(Path(sys.argv[1]))
number = len(log.replies)
while True:
    log.add(Reply(f"next/a/{number}", 3, Stamp(10**12 + number)))
    print(number, flush=True)
    number += 1
"""


def test_a_kill_in_the_middle_of_answering_loses_nothing_that_was_answered(file):
    told = -1
    for round_ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(file)], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert child.stdout is not None
        for _ in range(5 + 7 * round_):
            told = int(child.stdout.readline())
        child.kill()
        rest = child.stdout.read().split()
        child.wait()
        child.stdout.close()
        told = int(rest[-1]) if rest else told
        log = open_drill(file)
        numbers = [int(reply.key.rpartition("/")[2]) for reply in log.replies]
        assert numbers == list(range(len(numbers)))
        assert len(numbers) in (told + 1, told + 2)
        assert log.notice == ""
