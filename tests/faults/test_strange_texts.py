"""Texts that deceive the eye, steer a terminal, are no UTF-8 or hardly end: in files, names, window and export."""

import io
import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from backtimer.__main__ import main
from backtimer.core.journal_entry import SessionEntry, Stamp
from backtimer.core.one_line import one_line
from backtimer.core.person import Person
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.files import paths
from backtimer.files.journal import open_journal
from backtimer.files.journal_text import journal_as_csv, journal_as_json
from backtimer.files.people_file import read_people, write_people
from backtimer.files.routine_file import parse_routine
from backtimer.files.values import MAX_TEXT, MAX_TITLE
from backtimer.terminal.player import play
from tests.clock import FakeClock

SIGNS = ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u200b", "\u200e", "\u202e", "\u2028", "\u2066", "\ufeff"]
"""A bell, an escape, one written in a single sign, spaces of no width, turns of direction, foreign line ends."""

EVIL = "e\x1b]0;gotcha\x07\u202evil\nname\x9b2J"
"""A name that would retitle a terminal, turn what follows, begin a line and clear the screen."""

TEXT = "backtimer: 1\ntitle: {}\nsteps:\n- {{stroke: hold, region: whole_back, time: 10, cue: {}}}\n"

EVENING = TEXT.format("Evening", "Rest.")

STEERS = {chr(code) for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))} - {"\n"}


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("form", ["{}", '"a\\u{:04x}b"'], ids=["itself", "by its number"])
def test_a_sign_that_nobody_sees_is_refused_with_its_place(handbook, sign, form):
    title = f"a{sign}b" if form == "{}" else form.format(ord(sign))
    reading = parse_routine(TEXT.format(title, "x"), "f.yaml", "f", handbook)
    assert reading.routine is None
    assert {(problem.line, problem.severity) for problem in reading.problems} == {(2, "error")}
    assert f"hidden character (U+{ord(sign):04X})" in reading.problems[0].text
    assert not STEERS & set(str(reading.problems[0]))


def test_texts_have_an_end(handbook):
    whole = parse_routine(TEXT.format("t" * MAX_TITLE, "c" * MAX_TEXT), "f", "f", handbook)
    longer = parse_routine(TEXT.format("t" * (MAX_TITLE + 1), "c" * (MAX_TEXT + 1)), "f", "f", handbook)
    assert (whole.problems, longer.routine, len(longer.problems)) == ((), None, 2)


LONG = "W" * MAX_TITLE
RIGHT_TO_LEFT = "עיסוי גב (abc) 12:30 מרגיע"
JOINED = "👩‍❤️‍👩 e\u0301\u0302\u0303 ﷽ 🏴󠁧󠁢󠁥󠁮󠁧󠁿"


@pytest.mark.parametrize("title", [LONG, RIGHT_TO_LEFT, JOINED], ids=["long", "right to left", "joined"])
def test_whatever_script_it_is_every_page_shows_it_and_it_is_kept(home, room, qtbot, title):
    file = home / "data" / "routines" / "strange.yaml"
    text = TEXT.format(json.dumps(title, ensure_ascii=False), json.dumps(title * 9, ensure_ascii=False))
    file.write_text(text, encoding="utf-8")
    room.workshop.read_library()
    window = room.window
    assert title in [entry.title for entry in window.library.shelf.entries]
    with qtbot.capture_exceptions() as faults:
        window.library.grab()
        room.begin(file)
        window.routine.grab()
        for width, height in ((860, 540), (1280, 800)):
            window.resize(width, height)
            room.wait(1)
            window.player.grab()
            window.player.set_far(far=True)
            window.player.grab()
            window.player.set_far(far=False)
        assert window.windowTitle() == f"{title} – backtimer"
        room.wait(10)
        window.end.grab()
        QCoreApplication.processEvents()
    assert faults == []
    (entry,) = room.kept()
    assert (entry.title, entry.finished) == (title, True)


@pytest.fixture
def named(home):
    """Give a routine a name, as far as this disk takes it."""

    def named(name, text=EVENING):
        file = Path(os.fsdecode(os.fsencode(home) + b"/data/routines/" + name + b".yaml"))
        try:
            file.write_text(text)
        except (OSError, UnicodeError):
            pytest.skip("this disk takes no such name")
        return file

    return named


NAMES = [EVIL.encode(), b"\xff\xfe latin \xe4", "\u200b".encode(), b"n" * 200]


@pytest.mark.parametrize("name", NAMES, ids=["evil", "no utf-8", "no width", "long"])
def test_whatever_a_file_is_called_it_plays_and_can_be_gone_on_with(named, open_room, name):
    file = named(name)
    first = open_room()
    first.workshop.read_library()
    first.begin(file).wait(2)
    (entry,) = first.kept()
    assert (entry.title, entry.position > 0) == ("Evening", True)
    first.workshop.close()
    second = open_room()
    second.workshop.offer_to_go_on()
    second.window.command("resume")
    assert second.player.plan.routine.title == "Evening"


@pytest.mark.parametrize("name", NAMES, ids=["evil", "no utf-8", "no width", "long"])
def test_a_broken_file_with_such_a_name_is_shown_with_its_problems(named, room, name, qtbot):
    file = named(name, "[")
    with qtbot.capture_exceptions() as faults:
        room.workshop.read_library()
        room.window.library.grab()
        room.workshop.open_file(file)
        room.window.problems.grab()
        QCoreApplication.processEvents()
    assert (faults, room.window.page.name) == ([], "problems")


@pytest.mark.parametrize(
    "words", [("list",), ("check", "{}"), ("plan", "{}"), ("play", "{}", "--terminal")], ids=" ".join
)
@pytest.mark.parametrize("name", [EVIL.encode(), b"\xff\x9b2J"], ids=["evil", "no utf-8"])
@pytest.mark.usefixtures("home")
def test_no_name_steers_a_terminal(named, capsys, words, name):
    file = named(name, "[")
    main([word.format(file) for word in words])
    out, err = capsys.readouterr()
    assert out + err
    assert not STEERS & set(out + err)


def test_no_routine_steers_a_terminal(handbook, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    title = json.dumps(RIGHT_TO_LEFT + JOINED, ensure_ascii=False)
    routine = parse_routine(TEXT.format(title, title), "f", "f", handbook).routine
    clock, out = FakeClock(), io.StringIO()
    monkeypatch.setattr("backtimer.terminal.player._pressed", lambda _: clock.advance(1_000) or "")
    play(Player(make_plan(routine), clock), out)
    assert RIGHT_TO_LEFT in out.getvalue()
    assert not STEERS & set(out.getvalue())


def test_what_a_person_is_called_steers_nothing_and_is_kept(home):
    name = " ".join(one_line(EVIL).split())
    write_people((Person(name),), paths.people_file())
    assert read_people(paths.people_file()).people == (Person(name),)
    write_people((Person("Ada\u202e"),), paths.people_file())
    assert read_people(paths.people_file()).people == (Person("Ada\u202e"),)
    assert (home / "data" / "people.json").read_text().isascii()


ENTRY = SessionEntry("key", EVIL, EVIL, "0" * 64, Stamp(1_700_000_000_000), Stamp(1_700_000_900_000), person=EVIL)

ON_A_TERMINAL = """
import os, pty, sys
chunks = []
def keep(handle):
    chunks.append(os.read(handle, 4096))
    return chunks[-1]
saved = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
pty.spawn([sys.executable, "-m", "backtimer", *sys.argv[1:]], keep, lambda _: b"")
os.write(saved, b"".join(chunks).replace(b"\\r\\n", b"\\n"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal there")
@pytest.mark.parametrize("form", [(), ("--csv",), ("--json",)], ids=["lines", "csv", "json"])
@pytest.mark.usefixtures("home")
def test_no_journal_steers_a_terminal(form):
    with closing(open_journal(paths.journal_file())) as journal:
        journal.save(replace(ENTRY, note=EVIL))
    done = subprocess.run(
        [sys.executable, "-c", ON_A_TERMINAL, "journal", *form],
        cwd=Path(__file__).parents[2], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    shown = done.stdout.decode()
    assert "gotcha" in shown
    assert not STEERS & set(shown)


def test_an_export_keeps_every_sign_for_programs():
    entry = replace(ENTRY, note=EVIL)
    assert json.loads(journal_as_json([entry]))[0]["note"] == EVIL
    assert journal_as_json([entry]).isascii()
    assert EVIL in journal_as_csv([entry])
