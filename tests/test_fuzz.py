"""The corpus of the fuzzer and a few new files; `python -m tests.fuzz` reads hundreds of thousands."""

import mmap
from random import Random

import pytest

from backtimer.files.text_file import MAX_BYTES
from tests import fuzz
from tests.fuzz import CORPUS, FoundError, judge, mangled, read_many, seeds, watch

FILES = sorted(CORPUS.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_of_the_corpus_is_judged_well(file, handbook):
    assert judge(file.read_bytes(), handbook, Random(1))  # noqa: S311


def test_there_is_a_corpus_of_small_files():
    assert len(FILES) >= 20
    assert all(file.stat().st_size <= fuzz.LARGEST_KEPT for file in FILES)


def test_some_hundred_new_files_are_judged_well():
    with mmap.mmap(-1, 16 + MAX_BYTES) as board:
        *_, last = read_many(20, 300, board, None)
    assert last.startswith("slowest: ")


def test_files_are_mangled_alike_by_the_same_seed():
    files = seeds()
    one, two = ([mangled(files, random) for _ in range(50)] for random in (Random(3), Random(3)))  # noqa: S311
    assert one == two
    assert len(set(one)) > 40


@pytest.mark.parametrize(
    "fault",
    [
        "raise RuntimeError('an exception nobody declared')",
        "import ctypes; ctypes.string_at(0)",
        "[bytes(2**29) for _ in range(2)]",
    ],
)
def test_what_breaks_the_reader_is_found_and_kept(tmp_path, monkeypatch, capsys, fault):
    """The reader's process gets a parser with a fault."""
    (tmp_path / "sitecustomize.py").write_text(
        "import backtimer.files.routine_file as r\n"
        "def broken(text, *_, real=r.parse_routine):\n"
        f"    if 'sacrum' in text:\n        {fault}\n"
        "    return real(text, *_)\n"
        "r.parse_routine = broken\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert watch(1, 2, tmp_path / "found", None) == 2
    assert capsys.readouterr().out.count("FOUND ") == 2
    assert [b"sacrum" in file.read_bytes() for file in (tmp_path / "found").iterdir()] == [True, True]


def test_an_answer_that_is_none_is_found(handbook, monkeypatch):
    monkeypatch.setattr(fuzz, "parse_routine", lambda *_: fuzz.Reading(None, ()))
    with pytest.raises(FoundError, match="neither a routine nor an error"):
        judge(b"backtimer: 1\n", handbook, Random(1))  # noqa: S311
