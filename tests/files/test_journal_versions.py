"""A journal of the first version becomes one that keeps exams, whatever happens meanwhile; and exams are kept."""

import json
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.exam.run import Exam, Gap, Paper, Task
from backtimer.core.routine import Criterion
from backtimer.core.timing import Ms
from backtimer.files.exam_text import exam_from_row, exam_row
from backtimer.files.journal import open_journal, read_all, read_journal
from backtimer.files.journal_schema import APPLICATION, LADDER
from tests.files.test_journal import ENTRY, everything_in

TASKS = (
    Task(1, "Long glide", Ms(0), Ms(60_000), 20, "effleurage_long", "back", ("whole_back",), "both", (2,)),
    Task(2, 'Scoop, "squeeze"', Ms(64_000), Ms(94_000), 30, "knead", "low back", ("low_back",), "left", (2, 3)),
    Task(3, "Scoop", Ms(94_000), Ms(124_000), 30, "knead", "low back", ("low_back",), "right", (2, 3), check_in=True),
)
EXAM = Exam(
    Paper(TASKS, (Criterion("Hands stay on", 3), Criterion("Slow", 2, "Scoop"))),
    marks=(Ms(64_000), Ms(95_000)), asked=(Ms(70_000),), gaps=(Gap(Ms(100_000), Ms(5_000)),), until=Ms(130_000),
    ending="told", claims={1: 3, 2: 0}, points=(2, None), remarks="Warm hands, hurried left side.",
)  # fmt: skip

OLD_ROW = (
    "INSERT INTO session VALUES (1, 'one', 'first-back-10', 'A first back massage', 'ab12', 'Ada', "
    '\'{"pressure": -1, "leave_out": ["sacrum"]}\', 1700000000000, 60, 1700000600000, 120, 0, 120000, 600000, '
    "125000, 2, 3, 8, 'Warm hands.')"
)
OLD_STEP = (
    "INSERT INTO step VALUES (1, {}, 'Long glide', 'effleurage_long', 'mid_back+low_back', 'left', 60000, 61000, 1000, "
    "0, 0, 0, '[-1, 0]', 0)"
)


@pytest.fixture
def old(tmp_path) -> Path:
    """A journal as the first version left it."""
    file = tmp_path / "data" / "journal.sqlite"
    file.parent.mkdir()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in LADDER[0].split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute(OLD_ROW)
        for number in (1, 2, 3):
            connection.execute(OLD_STEP.format(number))
    return file


def version_of(file) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


# --- the way up ---


def test_what_the_first_version_kept_is_all_there(old):
    assert read_all(old) == ([ENTRY], {}, "")
    assert ENTRY.guidance == "full"
    assert version_of(old) == len(LADDER) == 2


def test_the_first_version_is_kept_as_a_copy(old):
    read_journal(old)
    copy = old.with_name("journal-before-version-2.sqlite")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert version_of(copy) == 1
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT title, note FROM session").fetchall() == [(ENTRY.title, ENTRY.note)]


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from backtimer.files import journal

class Dying(sqlite3.Connection):
    left = int(sys.argv[2])
    begun = False
    def execute(self, sql, *values):
        Dying.begun = Dying.begun or sql.startswith("BEGIN")
        found = super().execute(sql, *values)
        if Dying.begun:
            if Dying.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            Dying.left -= 1
        return found

connect = sqlite3.connect
journal.sqlite3.connect = lambda *args, **options: connect(*args, **options, factory=Dying)
journal.open_journal(Path(sys.argv[1])).close()
print("whole")
"""


@pytest.mark.parametrize("statements", range(8))
def test_a_kill_in_the_middle_leaves_the_older_one_whole_or_the_newer(old, statements):
    run = subprocess.run(
        [sys.executable, "-c", KILLED, old, str(statements)], capture_output=True, text=True, timeout=60, check=False
    )
    finished = run.stdout == "whole\n"
    assert finished or run.returncode == -signal.SIGKILL, run.stderr
    assert version_of(old) == (2 if statements >= 7 else 1)  # the seventh statement is the end of the transaction
    assert read_all(old) == ([ENTRY], {}, "")
    assert version_of(old.with_name("journal-before-version-2.sqlite")) == 1
    with closing(open_journal(old)) as journal:
        journal.save_exam("one", EXAM)
        assert journal.exam("one") == EXAM


READ_ONLY = """
import os, sys
from pathlib import Path
from backtimer.files.journal import open_journal
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
journal = open_journal(Path(sys.argv[1]))
print(journal.read_only, [(entry.title, entry.guidance) for entry in journal.sessions()], journal.exams())
"""


def test_a_first_version_that_may_not_be_written_can_be_read(open_folder, as_nobody, old):
    file = open_folder / "data" / "journal.sqlite"
    file.parent.mkdir()
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    file.write_bytes(old.read_bytes())
    file.chmod(0o444)
    file.parent.chmod(0o555)
    assert as_nobody(READ_ONLY, file) == "True [('A first back massage', 'full')] {}\n"
    file.parent.chmod(0o755)


# --- exams ---


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


def test_an_exam_is_kept_as_it_grows(file):
    with closing(open_journal(file)) as journal:
        journal.save(replace(ENTRY, guidance="exam"))
        journal.save_exam("one", replace(EXAM, marks=EXAM.marks[:1], ending=""))
        journal.save_exam("one", EXAM)
    entries, exams, _ = read_all(file)
    assert (entries[0].guidance, exams) == ("exam", {"one": EXAM})


def test_guidance_may_change_while_it_plays(file):
    with closing(open_journal(file)) as journal:
        journal.save(ENTRY)
        journal.save(replace(ENTRY, guidance="names"))
        assert journal.sessions()[0].guidance == "names"


def test_there_is_no_exam_without_its_session(file):
    with closing(open_journal(file)) as journal:
        journal.save_exam("one", EXAM)
        assert journal.exams() == {}
        journal.save(ENTRY)
        assert journal.exam("one") is None


SECRETS = [b"hurried left side", b"Hands stay on", b"64000"]


@pytest.mark.parametrize("all_of_it", [True, False])
def test_an_exam_that_is_deleted_is_gone_from_every_file(file, all_of_it):
    with closing(open_journal(file)) as journal:
        journal.save(ENTRY)
        journal.save_exam("one", EXAM)
    read_journal(file)  # which makes a copy
    assert all(secret in everything_in(file.parent) for secret in SECRETS)
    with closing(open_journal(file)) as journal:
        journal.delete_all() if all_of_it else journal.delete("one")
        assert not any(secret in everything_in(file.parent) for secret in SECRETS)
        assert journal.exams() == {}
        journal.save_exam("one", EXAM)  # the page that is still open
        assert journal.exams() == {}


@pytest.mark.parametrize("text", ["a\0b", "\udcff", "\u202eabc", "'); DROP TABLE exam; --", "x" * 50_000])
def test_strange_remarks_harm_nothing(file, text):
    with closing(open_journal(file)) as journal:
        journal.save(ENTRY)
        journal.save_exam("one", replace(EXAM, remarks=text))
        kept = journal.exam("one")
    assert len(kept.remarks) <= 10_000
    kept.remarks.encode()


def test_an_exam_comes_through_its_row():
    assert exam_from_row(exam_row(EXAM)) == EXAM


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(["marks", "asked", "gaps", "claims", "points", "paper"]), json_values | st.just("{"))
def test_what_was_kept_in_another_form_is_as_if_it_were_not_there(column, value):
    row = exam_row(EXAM) | {column: value if value == "{" else json.dumps(value)}
    exam = exam_from_row(row)
    assert exam is None or (column == "paper" or exam.paper == EXAM.paper)


@given(st.integers(0, 2), st.sampled_from(["start", "end", "name", "side", "regions", "tolerance", ""]), json_values)
def test_a_task_in_another_form_is_none_or_sane(task, name, value):
    row = exam_row(EXAM)
    paper = json.loads(row["paper"])
    if name:
        paper["tasks"][task][name] = value
    else:
        paper["tasks"][task] = value
    exam = exam_from_row(row | {"paper": json.dumps(paper)})
    assert exam is None or [each.number for each in exam.paper.tasks] == [1, 2, 3]
