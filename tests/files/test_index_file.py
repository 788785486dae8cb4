"""The index remembers what was read; damage costs another reading and nothing else."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.problem import Problem
from backtimer.core.shelf import Card, Entry
from backtimer.core.timing import Ms
from backtimer.files.index_file import read_index, write_index

POSITIONS = ("prone", "seated")
CARD = Card("Schöner Rücken", Ms(600_000), ("partner",), POSITIONS, "beginner", ("relax",), (("sacrum", 2),))
PLAYS = Entry("back", "/routines/back.yaml", "own", CARD, (Problem("/routines/back.yaml", 3, 1, "warning", "odd"),))
BROKEN = Entry("bad", "/routines/bad.yaml", "shipped", None, (Problem("/routines/bad.yaml", 1, 1, "error", "no"),))
INDEX = {PLAYS.file: ((1, 2, 3), PLAYS), BROKEN.file: ((4, 5, 6), BROKEN)}

anyhow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def file(tmp_path):
    """Where an index lies, written by version 1."""
    file = tmp_path / "cache" / "library.json"
    write_index(INDEX, file, "1")
    return file


def test_what_was_written_is_read_again(file):
    assert read_index(file, "1") == INDEX


def test_another_version_reads_nothing_of_it(file):
    assert read_index(file, "2") == {}


def test_without_a_file_there_is_nothing(tmp_path):
    assert read_index(tmp_path / "none.json", "1") == {}
    assert read_index(tmp_path, "1") == {}


@anyhow
@given(data=st.binary(max_size=200))
def test_random_bytes_are_no_index(file, data):
    file.write_bytes(data)
    assert read_index(file, "1") == {}


@anyhow
@given(cut=st.floats(min_value=0, max_value=1, exclude_max=True))
def test_an_index_that_ends_too_early_is_none(file, cut):
    write_index(INDEX, file, "1")
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * cut)])
    assert read_index(file, "1") == {}


@anyhow
@given(saved=ANY_JSON)
def test_json_of_another_make_is_no_index(file, saved):
    file.write_text(json.dumps(saved))
    assert read_index(file, "1") == {}
    file.write_text(json.dumps({"version": "1", "entries": saved or [saved]}))
    assert read_index(file, "1") == {}


def test_an_index_nested_ever_so_deeply_is_none(file):
    file.write_text("[" * 100_000)
    assert read_index(file, "1") == {}


@pytest.mark.parametrize(("was", "now"), [(b"partner", b"partnex"), (b"600000", b"-60000"), (b"prone", b"prane")])
def test_a_changed_byte_makes_it_no_index(file, was, now):
    whole = file.read_bytes()
    assert was in whole
    file.write_bytes(whole.replace(was, now))
    assert read_index(file, "1") == {}


def test_where_it_cannot_be_written_nobody_is_troubled(tmp_path):
    (tmp_path / "file").write_text("no folder")
    write_index(INDEX, tmp_path / "file" / "library.json", "1")
    assert (tmp_path / "file").read_text() == "no folder"


def test_a_name_that_is_no_utf_8_is_remembered_like_others(tmp_path):
    name = b"/routines/caf\xe9.yaml".decode("utf-8", "surrogateescape")
    index = {name: ((1, 2, 3), Entry("caf\udce9", name, "own", CARD))}
    write_index(index, tmp_path / "library.json", "1")
    assert read_index(tmp_path / "library.json", "1") == index


def test_the_old_index_stays_where_a_new_one_cannot_be_written(file):
    write_index({PLAYS.file: ((1, 2, 3), PLAYS)}, file / "below" / "library.json", "1")
    assert read_index(file, "1") == INDEX
