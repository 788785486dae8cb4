"""The index remembers what was read; damage costs another reading and nothing else."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.problem import Problem
from backtimer.core.shelf import Card, Entry
from backtimer.core.timing import Ms
from backtimer.files.index_file import Known, add_to_index, read_index, write_index

POSITIONS = ("prone", "seated")
CARD = Card(
    "Schöner Rücken", Ms(600_000), ("partner",), POSITIONS, "beginner", ("relax",), (("sacrum", 2),), "Für daheim",
    Ms(300_000), Ms(900_000), ("A towel",), ("oil",), False, ("hold",), (("sacrum", Ms(600_000)),),  # noqa: FBT003
    "schoner rucken", "fur daheim",
)  # fmt: skip
WARNING = Problem("/routines/back.yaml", 3, 1, "warning", "odd")
PLAYS = Known((1, 2, 3, 4), Entry("back", "/routines/back.yaml", "own", CARD, (WARNING,)))
EXTENDS = PLAYS._replace(bases=(("/routines/base.yaml", (0, 0, 0, 0)), ("/routines/base.yml", (5, 6, 7, 8))))
BROKEN = Known((4, 5, 6, 7), Entry("bad", "/bad.yaml", "shipped", None, (Problem("/bad.yaml", 1, 1, "error", "no"),)))

anyhow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture
def file(tmp_path):
    """Where an index lies, written by version 1."""
    file = tmp_path / "cache" / "library.index"
    write_index([PLAYS, BROKEN], file, "1")
    return file


def read(file, version="1"):
    return list(read_index(file, version))


def line_of(body: bytes) -> bytes:
    import zlib  # noqa: PLC0415

    return b"%08x %b\n" % (zlib.crc32(body), body)


def test_what_was_written_is_read_again(file):
    assert read(file) == [PLAYS, BROKEN]
    assert hash(read(file)[0]) == hash(PLAYS)  # all lists are tuples again


def test_what_it_extends_is_kept(file):
    write_index([EXTENDS], file, "1")
    assert read(file) == [EXTENDS]
    assert hash(read(file)[0]) == hash(EXTENDS)


def test_what_is_added_comes_after_it(file):
    newer = PLAYS._replace(stamp=(9, 9, 9, 9))
    add_to_index([newer], file, "1")
    assert read(file) == [PLAYS, BROKEN, newer]


def test_adding_to_none_or_to_one_of_another_version_begins_a_new_one(file):
    add_to_index([BROKEN], file, "2")
    assert (read(file, "1"), read(file, "2")) == ([], [BROKEN])
    add_to_index([PLAYS], file.with_name("other"), "1")
    assert read(file.with_name("other")) == [PLAYS]


def test_another_version_reads_nothing_of_it(file):
    assert read(file, "2") == []


def test_without_a_file_there_is_nothing(tmp_path):
    assert read(tmp_path / "none") == []
    assert read(tmp_path) == []


@anyhow
@given(data=st.binary(max_size=200))
def test_random_bytes_are_no_index(file, data):
    file.write_bytes(data)
    assert read(file) == []


@anyhow
@given(data=st.binary(max_size=200))
def test_random_bytes_as_lines_cost_those_lines_only(file, data):
    file.write_bytes(file.read_bytes() + data)
    assert read(file)[:2] == [PLAYS, BROKEN]
    assert set(read(file)[2:]) <= {None}


@anyhow
@given(cut=st.floats(min_value=0, max_value=1, exclude_max=True))
def test_of_an_index_that_ends_too_early_the_whole_lines_hold_and_more_can_be_added(file, cut):
    write_index([PLAYS, BROKEN], file, "1")
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * cut)])
    left = [known for known in read(file) if known]
    assert left == [PLAYS, BROKEN][: len(left)]
    add_to_index([BROKEN], file, "1")
    assert [known for known in read(file) if known] == [*left, BROKEN]


@anyhow
@given(saved=ANY_JSON)
def test_json_of_another_make_is_a_damaged_line(file, saved):
    head = file.read_bytes().partition(b"\n")[0] + b"\n"
    file.write_bytes(head + line_of(json.dumps(saved).encode()))
    assert read(file) == [None]


def test_a_line_nested_ever_so_deeply_is_damaged(file):
    file.write_bytes(file.read_bytes() + line_of(b"[" * 100_000))
    assert read(file) == [PLAYS, BROKEN, None]


@pytest.mark.parametrize(("was", "now"), [(b"partner", b"partnex"), (b"600000", b"-60000"), (b"prone", b"prane")])
def test_a_changed_byte_costs_its_line_only(file, was, now):
    whole = file.read_bytes()
    assert was in whole
    file.write_bytes(whole.replace(was, now))
    assert read(file) == [None, BROKEN]


def test_where_it_cannot_be_written_nobody_is_troubled(tmp_path):
    (tmp_path / "file").write_text("no folder")
    write_index([PLAYS], tmp_path / "file" / "index", "1")
    add_to_index([PLAYS], tmp_path / "file" / "index", "1")
    assert (tmp_path / "file").read_text() == "no folder"


def test_a_name_that_is_no_utf_8_is_remembered_like_others(tmp_path):
    name = b"/routines/caf\xe9.yaml".decode("utf-8", "surrogateescape")
    known = Known((1, 2, 3, 4), Entry("caf\udce9", name, "own", CARD))
    write_index([known], tmp_path / "index", "1")
    assert read(tmp_path / "index") == [known]


def test_the_old_index_stays_where_a_new_one_cannot_be_written(file):
    write_index([PLAYS], file / "below" / "index", "1")
    assert read(file) == [PLAYS, BROKEN]
