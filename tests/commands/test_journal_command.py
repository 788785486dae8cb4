"""`backtimer journal`: for people, as JSON, as CSV; and what is wrong in one plain line."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from backtimer.files import paths
from backtimer.files.journal import open_journal
from tests.files.test_journal import ENTRY
from tests.files.test_journal_versions import EXAM


@pytest.fixture
def journal(home):  # noqa: ARG001  # it lies there
    with closing(open_journal(paths.journal_file())) as journal:
        yield journal


def test_without_a_journal_it_says_so_and_makes_none(call, home):
    assert call("journal") == (0, "Nothing is in the journal yet.\n", "")
    assert call("journal", "--json") == (0, "[]\n", "")
    assert not home.exists()


def test_a_line_for_each_session_the_last_one_first(call, journal):
    journal.save(ENTRY)
    journal.save(replace(ENTRY, key="two", person="", finished=True, title="Bad\x1b[2J\u202etitle"))
    code, out, err = call("journal")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2023-11-14 23:13     3:03  Bad [2J title  (finished)",
        "2023-11-14 23:13     3:03  A first back massage for Ada  (3 of 3 steps)",
    ]


def test_json_for_programs(call, journal):
    journal.save(ENTRY)
    code, out, err = call("journal", "--json")
    (session,) = json.loads(out)
    assert (code, err) == (0, "")
    assert {"routine", "started", "ended", "finished", "position", "steps"} <= set(session)
    assert {"planned", "actual"} <= set(session["steps"][0])


def test_json_tells_what_an_exam_showed(call, journal):
    journal.save(replace(ENTRY, guidance="exam"))
    journal.save_exam("one", EXAM)
    (session,) = json.loads(call("journal", "--json")[1])
    assert session["exam"]["findings"]
    assert call("journal")[1].endswith("(exam, 3 of 3 steps)\n")


def test_csv_for_spreadsheets(call, journal):
    journal.save(ENTRY)
    code, out, err = call("journal", "--csv")
    assert (code, out.count("\n"), err) == (0, 4, "")
    assert out.startswith("started,ended,routine,")


def test_only_one_form_at_a_time(call):
    assert call("journal", "--json", "--csv")[0] == 2


def test_damage_is_told_in_one_line(call, journal):
    journal.save(ENTRY)
    journal.close()
    paths.journal_file().write_bytes(b"Dear diary" * 500)
    code, out, err = call("journal", "--json")
    assert (code, out) == (0, "[]\n")
    assert err == "backtimer: The journal was damaged and is kept as journal-damaged-1.sqlite; a new one was begun.\n"


def test_a_journal_that_cannot_be_read_is_told_in_one_line(call):
    paths.journal_file().mkdir(parents=True)
    code, out, err = call("journal")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("backtimer: The journal cannot be opened: ")
