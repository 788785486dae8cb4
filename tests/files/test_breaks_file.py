"""What is remembered of breaks outlives the program, the power, and a later version of it."""

import json
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.breaks.memory import Answer, Memory, remembered
from backtimer.core.breaks.schedule import State
from backtimer.core.journal_entry import Stamp
from backtimer.core.timing import Ms
from backtimer.files.breaks_file import read_breaks, write_breaks

AT = Stamp(1_767_600_000_000, 60)
STATE = State(worked=Ms(1_234_000), wait=Ms(600_000), paused=Ms(7), free=20_458, shown=Ms(45_000), ignored=1)
MEMORY = Memory(
    (Answer(AT, "later", "self-neck"), Answer(AT, "never", "self-ball"), Answer(AT, "done")),
    frozenset({"self-ball"}),
    STATE,
    AT,
)

anyhow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "breaks.json"


def test_what_was_remembered_is_read_again(file):
    assert write_breaks(MEMORY, file) is None
    assert read_breaks(file) == (MEMORY, None)


def test_it_is_for_nobody_else(file):
    write_breaks(MEMORY, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_another_run_cannot_use_is_not_kept(file):
    write_breaks(Memory(state=State(at=Ms(5), still=Ms(9), grace=Ms(3))), file)
    assert read_breaks(file) == (Memory(), None)


def test_without_a_file_nothing_is_remembered(file):
    assert read_breaks(file) == (Memory(), None)


def test_a_file_of_a_later_version_is_not_overwritten(file):
    file.parent.mkdir()
    file.write_text('{"backtimer": 2, "answers": "all"}')
    memory, trouble = read_breaks(file)
    assert (memory, trouble) == (Memory(), "newer")
    aside = write_breaks(MEMORY, file, trouble)
    assert aside is not None
    assert aside.read_text() == '{"backtimer": 2, "answers": "all"}'
    assert read_breaks(file) == (MEMORY, None)


@pytest.mark.parametrize(
    "strange",
    [[], [1, 2], [AT.utc, 60, "maybe", ""], [AT.utc, 60, "later"], ["now", 60, "later", ""], [-1, 0, "later", ""],
     [2**60, 0, "later", ""], [AT.utc, 5000, "later", ""], None, {"said": "later"}],
    ids=str,
)  # fmt: skip
def test_an_answer_that_makes_no_sense_costs_that_answer_only(file, strange):
    write_breaks(MEMORY, file)
    saved = json.loads(file.read_text())
    saved["answers"].insert(1, strange)
    file.write_text(json.dumps(saved))
    assert read_breaks(file) == (MEMORY, "damaged")


@pytest.mark.parametrize(
    "strange", [{"worked": -1}, {"worked": 10**15}, {"worked": "5"}, {"worked": True}, {"worked": 1.5}], ids=str
)
def test_a_state_that_cannot_be_is_as_it_comes(file, strange):
    write_breaks(MEMORY, file)
    saved = json.loads(file.read_text())
    saved["state"] |= strange
    file.write_text(json.dumps(saved))
    found, _ = read_breaks(file)
    assert (found.state.worked, found.state.wait) == (0, 600_000)


OF_THIS_VERSION = st.fixed_dictionaries(
    {"backtimer": st.just(1)}, optional=dict.fromkeys(("answers", "never", "state", "kept"), ANY_JSON)
)


@anyhow
@given(saved=ANY_JSON | OF_THIS_VERSION)
def test_any_json_gives_a_memory_that_can_be_kept_and_read_again(file, saved):
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(saved))
    found, trouble = read_breaks(file)
    more = remembered(found, Answer(AT, "now", "a"))
    write_breaks(more, file, trouble)
    assert read_breaks(file) == (more, None)
    for old in file.parent.iterdir():
        old.unlink()
