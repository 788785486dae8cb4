"""One's own notes are kept for nobody else's eyes, read tolerantly, and never lost."""

import json
import os
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.notes import LONGEST, NO_NOTES, WHOLE, with_note
from backtimer.files.notes_file import read_notes, write_notes

NAMES = st.text(max_size=8)
ACTS = st.lists(st.tuples(NAMES, NAMES, st.text(max_size=20)), max_size=12)


def noted(acts):
    notes = NO_NOTES
    for routine, step, text in acts:
        notes = with_note(notes, routine, step, text)
    return notes


def plain(notes):
    return {routine: dict(steps) for routine, steps in notes.by_routine.items()}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "notes.json"


def test_a_note_is_written_over_and_an_empty_one_is_none():
    notes = noted([("back", WHOLE, " Breathe "), ("back", "Fan", "Wide"), ("back", "Fan", "Wider")])
    assert plain(notes) == {"back": {WHOLE: "Breathe", "Fan": "Wider"}}
    assert plain(with_note(notes, "back", "Fan", " \n")) == {"back": {WHOLE: "Breathe"}}
    assert noted([("back", "Fan", "a"), ("back", "Fan", "")]).by_routine == {}
    assert notes.of("neck") == {}


def test_a_note_has_its_longest():
    assert len(noted([("back", WHOLE, "x" * 9_999)]).of("back")[WHOLE]) == LONGEST


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_what_was_written_is_read_again(file, acts):
    notes = noted(acts)
    assert write_notes(notes, file) is None
    again, trouble = read_notes(file)
    assert (plain(again), trouble) == (plain(notes), None)


def test_where_there_is_no_file_there_are_no_notes(file):
    assert read_notes(file) == (NO_NOTES, None)


def test_it_is_for_nobody_elses_eyes(file):
    before = os.umask(0)
    try:
        write_notes(noted([("back", WHOLE, "Breathe")]), file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "saved",
    [
        b"{", b"[]", b"\xff", b'{"backtimer": 1, "notes": []}', b'{"backtimer": 1, "notes": {"a": []}}',
        b'{"backtimer": 1, "notes": {"a": {"b": 1}}}', b'{"backtimer": 1, "notes": {}, "more": 1}',
        b'{"backtimer": 2, "notes": {}}', json.dumps({"backtimer": 1, "notes": {"a": {"b": "x" * 3_000}}}).encode(),
    ],
)  # fmt: skip
def test_what_cannot_be_read_in_full_is_set_aside_and_not_lost(file, saved):
    file.parent.mkdir()
    file.write_bytes(saved)
    notes, trouble = read_notes(file)
    assert trouble in ("damaged", "newer")
    assert file.read_bytes() == saved
    aside = write_notes(with_note(notes, "back", WHOLE, "Breathe"), file)
    assert aside is not None
    assert aside.read_bytes() == saved
    assert plain(read_notes(file)[0])["back"] == {WHOLE: "Breathe"}


def test_of_a_damaged_file_the_sound_notes_are_read(file):
    file.parent.mkdir()
    file.write_text('{"backtimer": 1, "notes": {"a": {"b": "c", "d": 1}, "e": 2}}')
    notes, trouble = read_notes(file)
    assert (plain(notes), trouble) == ({"a": {"b": "c"}}, "damaged")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60))
def test_any_bytes_are_an_answer(file, data):
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    read_notes(file)
