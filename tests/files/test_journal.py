"""What was done is kept, whatever happens to the file; and what is deleted is gone."""

import os
import sqlite3
import stat
from collections import deque
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.journal_entry import SessionEntry, Stamp, StepEntry
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files import journal as journal_module
from backtimer.files.journal import JournalError, open_journal, read_journal
from backtimer.files.journal_schema import LADDER

LINES = tuple(
    StepEntry(
        number,
        "Long glide",
        "effleurage_long",
        ("mid_back", "low_back"),
        "left",
        Ms(60_000),
        Ms(61_000),
        Ms(1_000),
        answers=(-1, 0),
    )
    for number in (1, 2, 3)
)
ENTRY = SessionEntry(
    key="one", routine="first-back-10", title="A first back massage", text_hash="ab12",
    started=Stamp(1_700_000_000_000, 60), ended=Stamp(1_700_000_600_000, 120), person="Ada",
    wishes=Wishes(pressure=-1, leave_out=frozenset({"sacrum"})), finished=False, position=Ms(120_000),
    total=Ms(600_000), worked=Ms(125_000), pauses=2, steps=LINES, before=3, after=8, note="Warm hands.",
)  # fmt: skip


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def journal(file):
    with closing(open_journal(file)) as journal:
        yield journal


def written(file, *entries):
    """A journal that was closed with these entries."""
    with closing(open_journal(file)) as journal:
        for entry in entries:
            journal.save(entry)


def everything_in(folder) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


# --- what is kept ---


def test_what_was_saved_is_read_again(file):
    written(file, ENTRY)
    assert read_journal(file) == ([ENTRY], "")


def test_the_last_session_comes_first_whatever_the_clock_said(journal):
    for number, utc in enumerate((5_000, 9_000, -3_000)):  # the clock was set back between
        journal.save(replace(ENTRY, key=str(number), started=Stamp(utc)))
    assert [entry.key for entry in journal.sessions()] == ["2", "1", "0"]


def test_a_session_grows_while_it_is_played(journal):
    journal.save(replace(ENTRY, steps=(replace(LINES[0], actual=Ms(0)), *LINES[1:])))
    journal.save(replace(ENTRY, position=Ms(130_000), finished=True, pauses=3))
    assert journal.sessions() == [replace(ENTRY, position=Ms(130_000), finished=True, pauses=3)]
    assert journal.session("one") == journal.sessions()[0]
    assert journal.session("two") is None


def test_a_plan_that_became_shorter_leaves_no_steps_behind(journal):
    journal.save(ENTRY)
    journal.save(replace(ENTRY, steps=LINES[:1]))
    assert journal.sessions()[0].steps == LINES[:1]


def test_a_save_writes_only_the_steps_that_changed(journal):
    journal.save(ENTRY)
    told = []
    journal._connection.set_trace_callback(told.append)
    journal.save(replace(ENTRY, steps=(*LINES[:2], replace(LINES[2], actual=Ms(5)))))
    assert sum(line.startswith("INSERT OR REPLACE INTO step") for line in told) == 1


def test_ratings_and_notes_stay_when_the_session_goes_on(journal):
    journal.save(ENTRY)
    journal.rate("one", 0, 10)
    journal.annotate("one", "Left shoulder.")
    journal.save(replace(ENTRY, position=Ms(1), before=None, note=""))
    kept = journal.sessions()[0]
    assert (kept.before, kept.after, kept.note, kept.position) == (0, 10, "Left shoulder.", 1)


@pytest.mark.parametrize("rating", [-1, 11, 3.5, "7"])
def test_a_rating_goes_from_0_to_10(journal, rating):
    with pytest.raises(ValueError, match="from 0 to 10"):
        journal.rate("one", None, rating)


STRANGE = ["a\0b", "\udcff.yaml", "\u202eabc", "\u200b", "e\u0301" * 300, "'); DROP TABLE session; --", "😀"]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_harm_nothing(journal, text):
    journal.save(replace(ENTRY, routine=text, title=text, person=text, note=text))
    kept = journal.sessions()[0]
    assert len(kept.title) <= 200
    assert "\0" not in kept.title + kept.note
    kept.title.encode()


def test_a_note_has_an_end(journal):
    journal.save(ENTRY)
    journal.annotate("one", "x" * 1_000_000)
    assert len(journal.sessions()[0].note) == 10_000


def test_a_clock_far_off_harms_nothing(journal):
    for stamp in (Stamp(-(2**62), -1_439), Stamp(2**62, 1_439), Stamp(0, 0)):
        journal.save(replace(ENTRY, started=stamp, ended=stamp))
        assert journal.sessions()[0].ended == stamp


def test_reading_makes_no_file(file):
    assert read_journal(file) == ([], "")
    assert not file.parent.exists()


# --- for nobody else's eyes ---


def test_files_and_folder_are_private(file):
    before = os.umask(0)
    try:
        with closing(open_journal(file)) as journal:
            journal.save(ENTRY)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [file.parent, *file.parent.iterdir()]}
    finally:
        os.umask(before)
    assert modes == {"data": 0o700, "journal.sqlite": 0o600, "journal.sqlite-wal": 0o600, "journal.sqlite-shm": 0o600}


def test_a_journal_open_to_others_is_closed_to_them(file):
    written(file, ENTRY)
    file.chmod(0o644)
    written(file)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in file.parent.iterdir())


# --- what is deleted is gone ---


SECRETS = [b"Warm hands", b"A first back massage", b"effleurage_long"]


def test_one_that_is_deleted_is_gone_from_every_file(file):
    written(file, replace(ENTRY, key="two", title="Another", note="", steps=()), ENTRY)
    written(file)  # which makes a copy
    assert all(secret in everything_in(file.parent) for secret in SECRETS)
    with closing(open_journal(file)) as journal:
        assert journal.delete("one") == []
        assert not any(secret in everything_in(file.parent) for secret in SECRETS)
        assert [entry.key for entry in journal.sessions()] == ["two"]


def test_all_that_is_deleted_is_gone_with_copies_and_what_was_set_aside(file):
    written(file, ENTRY)
    file.with_name("journal-before-version-2.sqlite").write_bytes(file.read_bytes())
    file.with_name("journal-damaged-1.sqlite").write_bytes(file.read_bytes())
    file.with_name(".journal-copy.sqlite-unfinished").write_bytes(file.read_bytes())
    with closing(open_journal(file)) as journal:
        journal.delete_all()
        assert not any(secret in everything_in(file.parent) for secret in SECRETS)
        assert journal.sessions() == []
    assert [path.name for path in file.parent.iterdir()] == ["journal.sqlite"]


def test_what_may_still_hold_a_deleted_session_is_named(file):
    written(file, ENTRY)
    damaged = file.with_name("journal-damaged-1.sqlite")
    damaged.write_bytes(b"who knows")
    with closing(open_journal(file)) as journal:
        assert journal.delete("one") == [damaged]


def test_a_session_deleted_while_it_plays_stays_deleted(file, journal):
    journal.save(ENTRY)
    with closing(open_journal(file)) as page:
        page.delete("one")
    journal.save(replace(ENTRY, position=Ms(5)))
    assert journal.sessions() == []


# --- damage ---


def spoil(file, how):
    data = bytearray(file.read_bytes())
    match how:
        case "no database":
            data[:] = b"Dear diary" * 500
        case "another's":
            file.unlink()
            with closing(sqlite3.connect(file)) as other:
                other.execute("CREATE TABLE recipe (name TEXT)")
            return
        case "a page of zeros":
            data[4096:8192] = bytes(4096)
        case "cut off":
            del data[5_000:]
        case "a folder's worth of noise":
            data[100:] = os.urandom(len(data) - 100)
    file.write_bytes(data)


SPOILED = ["no database", "another's", "a page of zeros", "cut off", "a folder's worth of noise"]


@pytest.mark.parametrize("how", SPOILED)
def test_a_damaged_journal_is_set_aside_and_the_copy_is_used(file, how):
    written(file, ENTRY)
    written(file)  # which makes a copy
    spoil(file, how)
    spoiled = file.read_bytes()
    with closing(open_journal(file)) as journal:
        assert (
            journal.notice
            == "The journal was damaged and is kept as journal-damaged-1.sqlite; its last copy is in use."
        )
        assert journal.sessions() == [ENTRY]
        journal.save(replace(ENTRY, key="two"))
    assert file.with_name("journal-damaged-1.sqlite").read_bytes() == spoiled


@pytest.mark.parametrize("how", SPOILED)
def test_without_a_copy_a_new_one_is_begun(file, how):
    written(file, ENTRY)
    spoil(file, how)
    entries, notice = read_journal(file)
    assert (entries, notice) == (
        [],
        "The journal was damaged and is kept as journal-damaged-1.sqlite; a new one was begun.",
    )


def test_a_damaged_copy_is_not_used(file):
    written(file, ENTRY)
    file.with_name("journal-copy.sqlite").write_bytes(b"no copy")
    spoil(file, "no database")
    assert read_journal(file)[1].endswith("a new one was begun.")


def test_every_damaged_one_is_kept(file):
    for number in (1, 2, 3):
        written(file, ENTRY)
        file.with_name("journal-copy.sqlite").unlink(missing_ok=True)
        file.write_bytes(b"no %d" % number)
        read_journal(file)
    names = sorted(path.name for path in file.parent.glob("journal-damaged-*"))
    assert names == [f"journal-damaged-{number}.sqlite" for number in (1, 2, 3)]


def test_damage_found_while_playing_is_told_as_such(file, journal):
    journal.save(ENTRY)
    journal._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(file, "no database")
    journal._connection.execute("PRAGMA shrink_memory")  # what it remembers of the file would be good still
    with pytest.raises(JournalError) as found:
        journal.save(replace(ENTRY, key="two"))
    assert found.value.damaged


anything = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@anything
@given(data=st.binary(max_size=300), at=st.integers(0, 12_000))
def test_bytes_changed_anywhere_are_never_a_traceback(tmp_path_factory, data, at):
    file = tmp_path_factory.mktemp("journal") / "journal.sqlite"
    written(file, ENTRY)
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + data + whole[at + len(data) :])
    told = ""
    try:
        assert len(read_journal(file)[0]) <= 1
        written(file, replace(ENTRY, key="two"))
    except JournalError as error:
        told = error.words
    assert told == "" or (told.startswith("The journal ") and told.endswith("."))


@anything
@given(data=st.binary(max_size=200))
def test_any_bytes_are_never_a_traceback(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("journal") / "journal.sqlite"
    file.write_bytes(data)
    assert read_journal(file)[0] == []


# --- other versions ---


def test_an_older_journal_is_renewed_after_a_copy(file, monkeypatch):
    written(file, ENTRY)
    monkeypatch.setattr(
        journal_module, "LADDER", (*LADDER, "ALTER TABLE session ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
    )
    assert read_journal(file) == ([ENTRY], "")
    with closing(sqlite3.connect(file)) as newer:
        assert newer.execute("PRAGMA user_version").fetchone() == (len(LADDER) + 1,)
        assert newer.execute("SELECT mood FROM session").fetchall() == [("",)]
    older = file.with_name(f"journal-before-version-{len(LADDER) + 1}.sqlite")
    assert stat.S_IMODE(older.stat().st_mode) == 0o600
    with closing(sqlite3.connect(older)) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (len(LADDER),)
        assert before.execute("SELECT title FROM session").fetchall() == [(ENTRY.title,)]


def test_a_renewal_that_fails_leaves_the_older_journal(file, monkeypatch):
    written(file, ENTRY)
    with monkeypatch.context() as broken:
        broken.setattr(journal_module, "LADDER", (*LADDER, "ALTER TABLE session ADD COLUMN mood TEXT; NONSENSE"))
        with pytest.raises(JournalError, match=r"^The journal cannot be written: .*\.$"):
            open_journal(file)
    assert read_journal(file) == ([ENTRY], "")


def test_a_newer_journal_is_read_and_nothing_is_added(file):
    written(file, ENTRY)
    with closing(sqlite3.connect(file)) as newer:
        newer.execute(f"PRAGMA user_version = {len(LADDER) + 1}")
    with closing(open_journal(file)) as journal:
        assert "newer backtimer" in journal.notice
        assert journal.sessions() == [ENTRY]
        for change in (lambda: journal.save(ENTRY), lambda: journal.delete("one"), journal.delete_all):
            with pytest.raises(JournalError, match="newer backtimer"):
                change()
    with closing(sqlite3.connect(file)) as newer:
        assert newer.execute("SELECT count(*) FROM session").fetchone() == (1,)


# --- a machine that does not want to ---


def test_a_locked_journal_is_told_and_nothing_is_lost(file, monkeypatch):
    monkeypatch.setattr(journal_module, "PATIENCE", 0.0)
    with closing(open_journal(file)) as journal, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="another program holds it"):
            journal.save(ENTRY)
        other.execute("ROLLBACK")
        journal.save(replace(ENTRY, finished=True))
        assert journal.sessions() == [replace(ENTRY, finished=True)]


def test_a_journal_that_is_locked_at_the_start_is_told_and_not_set_aside(file, monkeypatch):
    written(file, ENTRY)
    monkeypatch.setattr(journal_module, "PATIENCE", 0.0)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="another program holds it"):
            open_journal(file)
        other.execute("ROLLBACK")
    assert read_journal(file) == ([ENTRY], "")


def test_a_full_disk_is_told_and_costs_nothing_that_was_there(journal):
    journal.save(ENTRY)
    (pages,) = journal._connection.execute("PRAGMA page_count").fetchone()
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    large = [replace(ENTRY, key=f"more {number}", note="x" * 5_000) for number in range(200)]
    with pytest.raises(JournalError, match=r"^The journal cannot be written: the disk is full\.$"):
        deque(map(journal.save, large))
    assert ENTRY in journal.sessions()
    journal._connection.execute("PRAGMA max_page_count = 100000")
    journal.save(replace(ENTRY, key="after"))
    assert journal.session("after") is not None


def test_no_room_for_a_copy_is_no_fault(file, monkeypatch):
    written(file, ENTRY)
    monkeypatch.setattr(
        journal_module, "_backup", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    assert read_journal(file) == ([ENTRY], "")


def test_a_place_that_cannot_be_is_told(tmp_path):
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(JournalError, match=r"^The journal cannot be opened: .*\.$"):
        open_journal(tmp_path / "data" / "journal.sqlite")


def test_a_folder_in_its_place_is_told(file):
    file.mkdir(parents=True)
    with pytest.raises(JournalError, match="cannot be opened"):
        open_journal(file)


READ_ONLY = """
import os, sys
from pathlib import Path
from backtimer.files.journal import JournalError, open_journal
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
journal = open_journal(Path(sys.argv[1]))
print(journal.read_only, journal.notice, [entry.title for entry in journal.sessions()])
try:
    journal.delete("one")
except JournalError as error:
    print(error.words)
"""


def test_a_folder_that_may_not_be_written_leaves_the_journal_readable(open_folder, as_nobody):
    file = open_folder / "data" / "journal.sqlite"
    written(file, ENTRY)
    file.chmod(0o444)
    file.parent.chmod(0o555)
    said = "The journal may not be written here: it can only be read."
    assert as_nobody(READ_ONLY, file) == f"True {said} ['A first back massage']\n{said}\n"
    file.parent.chmod(0o755)
