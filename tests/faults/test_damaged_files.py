"""Files that are damaged, empty, newer, or held by somebody else: it starts, plays and tells; none is lost."""

import json
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from backtimer.core.likes import NO_LIKES
from backtimer.core.settings import Settings
from backtimer.core.sound import Sound
from backtimer.files import paths
from backtimer.files.journal import open_journal, read_journal
from backtimer.files.likes_file import read_likes
from backtimer.files.people_file import read_people
from backtimer.files.settings_file import read_settings, settings_trouble, write_settings

DAMAGES = {"empty": b"", "random": b"\x00\xff\x1b[2J" * 40, "torn": b'{"backtimer": 1, "the', "a list": b"[1, 2]"}

FILES = {
    "settings": paths.settings_file,
    "people": paths.people_file,
    "likes": paths.likes_file,
    "resume": paths.resume_file,
    "journal": paths.journal_file,
    "index": paths.index_file,
    "front": lambda: paths.index_file().with_name(f"front-{paths.index_file().name}"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_whatever_is_damaged_it_starts_plays_and_records(home, evening, open_room, name, damage):  # noqa: ARG001
    file = FILES[name]()
    file.write_bytes(DAMAGES[damage])
    room = open_room()
    room.workshop.tell_trouble()
    room.workshop.offer_to_go_on()
    said = room.window.notice.text
    room.begin(evening).wait(25)
    assert (room.player.state, room.player.position > 20_000) == ("running", True)
    (entry,) = room.kept()
    assert entry.position > 20_000
    assert said.startswith({
        "settings": "The settings could not all be read: the file is damaged.",
        "people": "The people could not all be read: the file is damaged.",
        "likes": "The favourites could not all be read: the file is damaged.",
        "resume": "Where the last massage stopped cannot be read: the file is damaged.",
    }.get(name, ""))  # fmt: skip
    assert bool(said) == (name in ("settings", "people", "likes", "resume"))
    if name == "journal" and damage != "empty":  # SQLite begins a journal in an empty file
        assert room.told[0].startswith("The journal was damaged and is kept as journal-damaged-1.sqlite")
        assert (file.parent / "journal-damaged-1.sqlite").read_bytes() == DAMAGES[damage]


NEWER = {
    "settings": ('{"theme": "dawn", "scent": "lavender"}', "The settings could not all be read"),
    "people": ('{"backtimer": 99, "people": []}', "The people could not all be read: a newer backtimer wrote them."),
    "likes": ('{"backtimer": 99}', "The favourites could not all be read: a newer backtimer wrote them."),
    "resume": (
        '{"backtimer": 99, "position": 1, "saved": 1, "sum": 0}\n{}',
        "Where the last massage stopped was saved",
    ),
    "index": ("backtimer 99.0\n", ""),
}


@pytest.mark.parametrize("name", NEWER)
def test_what_a_newer_backtimer_wrote_is_told_and_it_plays(home, evening, open_room, name):  # noqa: ARG001
    text, words = NEWER[name]
    FILES[name]().write_text(text)
    room = open_room()
    room.workshop.tell_trouble()
    room.workshop.offer_to_go_on()
    assert room.window.notice.text.startswith(words)
    room.begin(evening).wait(25)
    assert len(room.kept()) == 1


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_settings_are_kept_when_the_next_are_chosen(home, open_room, damage):
    paths.settings_file().write_bytes(DAMAGES[damage])
    room = open_room()
    room.window.command("theme")
    room.window.command("terms")
    room.kept()
    config = {file.name: file.read_bytes() for file in (home / "config").iterdir()}
    assert config.pop("settings.damaged-1.json") == DAMAGES[damage]
    assert list(config) == ["settings.json"]
    assert (read_settings(paths.settings_file()).terms, settings_trouble(paths.settings_file())) == (True, None)


def test_what_a_newer_backtimer_chose_beside_ours_stays(home):  # noqa: ARG001
    file = paths.settings_file()
    file.write_text(json.dumps({"theme": "day", "scent": "lavender", "sound": {"rate": 120, "surround": True}}))
    assert settings_trouble(file) is None
    settings = read_settings(file)
    assert write_settings(replace(settings, theme="candle", sound=replace(settings.sound, rate=130)), file) is None
    saved = json.loads(file.read_text())
    assert (saved["scent"], saved["sound"]["surround"], saved["sound"]["rate"]) == ("lavender", True, 130)
    assert read_settings(file) == Settings(theme="candle", sound=Sound(rate=130))


@pytest.mark.parametrize(
    "saved",
    [
        {"theme": "dawn"},
        {"terms": "yes"},
        {"sound": {"rate": 9}},
        {"sound": 7},
        {"keys": {"toggle": "J"}},
        {"keys": []},
    ],
    ids=str,
)
def test_a_choice_that_is_not_understood_is_kept_aside(home, saved):
    file = paths.settings_file()
    file.write_text(json.dumps(saved))
    assert settings_trouble(file) == "damaged"
    aside = write_settings(read_settings(file), file)
    assert (aside, json.loads(aside.read_text())) == (home / "config" / "settings.damaged-1.json", saved)
    assert (settings_trouble(file), write_settings(Settings(), file)) == (None, None)


def test_damaged_likes_and_people_are_kept_when_the_next_are_written(home, evening, open_room):
    for name in ("likes", "people"):
        FILES[name]().write_text("broken")
    room = open_room().begin(evening)
    room.workshop._keep_people(())
    room.workshop._keep_people(())
    room.kept()
    data = home / "data"
    assert [(data / f"{name}.damaged-1.json").read_text() for name in ("likes", "people")] == ["broken"] * 2
    assert not list(data.glob("*-2.json"))
    assert (read_likes(paths.likes_file())[0].played, read_people(paths.people_file()).trouble) == (("evening",), None)
    assert NO_LIKES.played == ()


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = " + sys.argv[3])
connection.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
print("free", flush=True)
"""

FLOCK = """
import fcntl, sys
file = open(sys.argv[1], "r+b")
fcntl.flock(file, fcntl.LOCK_EX)
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.readline()
file.close()
print("free", flush=True)
"""


@contextmanager
def held(script, *arguments):
    """Another process holds a file; what is given lets it go."""
    with subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"

        def let_go():
            holder.stdin.write("\n")
            holder.stdin.flush()
            assert holder.stdout.readline() == "free\n"

        yield let_go
        holder.stdin.close()


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits long for a lock in a test."""
    monkeypatch.setattr("backtimer.files.journal.PATIENCE", 0.05)


@pytest.mark.usefixtures("impatient", "home")
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_journal_that_another_process_holds_gets_all_when_it_is_free(evening, room, lock):
    with closing(open_journal(paths.journal_file())):
        pass
    with held(HOLDER, paths.journal_file(), lock, "WAL") as let_go:
        room.begin(evening).wait(25)
        assert room.workshop._kept().writer.flush()
        room.qtbot.waitUntil(lambda: bool(room.told))
        assert room.told == ["The journal cannot be written: another program holds it."]
        assert room.player.state == "running"
        let_go()
    room.wait(40)
    (entry,) = room.kept()
    assert (entry.steps[0].actual, entry.worked > 60_000) == (20_000, True)


@pytest.mark.usefixtures("impatient", "home")
def test_a_session_that_ended_while_the_journal_was_held_is_there_after_the_program_has_ended(evening, room):
    with closing(open_journal(paths.journal_file())):
        pass
    with held(HOLDER, paths.journal_file(), "EXCLUSIVE", "WAL") as let_go:
        room.begin(evening).wait(25)
        room.conductor.tell(room.player.stop)
        assert room.workshop._kept().writer.flush()
        let_go()
    room.workshop.close()
    (entry,) = read_journal(paths.journal_file())[0]
    assert entry.steps[0].actual == 20_000


@pytest.mark.usefixtures("impatient", "home")
def test_two_sessions_that_wait_for_the_journal_are_both_written(evening, room):
    with closing(open_journal(paths.journal_file())):
        pass
    with held(HOLDER, paths.journal_file(), "EXCLUSIVE", "WAL") as let_go:
        for _ in range(2):
            room.begin(evening).wait(25)
            room.conductor.tell(room.player.stop)
            assert room.workshop._kept().writer.flush()
        let_go()
    room.workshop.close()
    assert [entry.steps[0].actual for entry in read_journal(paths.journal_file())[0]] == [20_000, 20_000]


@pytest.mark.usefixtures("impatient", "home")
def test_going_on_while_the_journal_is_held_waits_for_nobody_and_overwrites_nothing(evening, open_room, monkeypatch):
    patience, really, window = [], sqlite3.connect, threading.get_ident()

    def connect(*given, **how):
        if threading.get_ident() == window:
            patience.append(how["timeout"])
        return really(*given, **how)

    first = open_room().begin(evening).wait(25)
    first.conductor.tell(first.player.pause)
    (before,) = first.kept()
    first.workshop.close()
    second = open_room()
    with held(HOLDER, paths.journal_file(), "EXCLUSIVE", "DELETE") as let_go:  # so that not even reading is allowed
        second.workshop.offer_to_go_on()
        monkeypatch.setattr("sqlite3.connect", connect)
        second.window.command("resume")
        assert (second.window.page.name, patience) == ("player", [0])
        assert second.window.notice.text == "The journal cannot be written: another program holds it."
        let_go()
    second.wait(10).conductor.tell(second.player.pause)
    now = second.kept()
    assert len(now) == 2
    assert now[1] == before
    assert now[0].position == before.position + 10_000


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks there")
@pytest.mark.parametrize("name", ["settings", "people", "likes", "resume", "index"])
def test_a_file_that_another_process_has_locked_holds_nobody_up(home, evening, open_room, name):  # noqa: ARG001
    file = FILES[name]()
    file.write_text('{"backtimer": 1}')
    with held(FLOCK, file) as let_go:
        room = open_room()
        room.workshop.tell_trouble()
        room.window.command("theme")
        room.workshop._keep_people(())
        room.begin(evening).wait(25)
        (entry,) = room.kept()
        assert (entry.steps[0].actual, room.told) == (20_000, [])
        let_go()


def test_of_a_journal_that_may_only_be_read_nothing_is_asked_twice(home, evening, room):  # noqa: ARG001
    """A newer journal takes nothing: it is told once, and the place to go on at is kept all the same."""
    with closing(open_journal(paths.journal_file())) as journal:
        journal._connection.execute("PRAGMA user_version = 99")
    room.begin(evening).wait(25)
    assert room.workshop._kept().writer.flush()
    room.qtbot.waitUntil(lambda: bool(room.told))
    assert len(room.told) == 1
    assert "newer backtimer" in room.told[0]
    assert paths.resume_file().exists()
    assert threading.active_count() < 10
