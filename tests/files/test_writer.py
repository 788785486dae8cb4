"""Writing happens in a thread of its own, in order, and what fails is told once in a plain sentence."""

import threading

import pytest

from backtimer.files.journal import JournalError
from backtimer.files.writer import Writer


class Desk:
    """A writer, what it told, and a job that stands still until it is let go."""

    def __init__(self):
        self.told, self.done = [], []
        self.writer = Writer(self.told.append)
        self.begun, self.gate = threading.Event(), threading.Event()

    def stand_still(self):
        self.begun.set()
        assert self.gate.wait(10)

    def write(self, name, what):
        self.writer.write(name, lambda: self.done.append(what))


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.gate.set()
    assert desk.writer.close()


def test_jobs_are_done_in_order_and_not_by_the_one_who_asks(desk):
    desk.writer.write("who", lambda: desk.done.append(threading.current_thread() is threading.main_thread()))
    desk.write("a", 1)
    desk.write("b", 2)
    assert desk.writer.flush()
    assert desk.done == [False, 1, 2]


def test_a_slow_disk_stops_nobody_and_only_the_newest_is_written(desk):
    desk.writer.write("slow", desk.stand_still)
    assert desk.begun.wait(10)
    for number in range(1_000):
        desk.write("position", number)
    assert not desk.writer.flush(patience=0)
    desk.gate.set()
    assert desk.writer.flush()
    assert desk.done == [999]


def fail(error):
    raise error


FAULTS = [
    (OSError(28, "No space left on device"), "What is done now cannot be kept: No space left on device."),
    (JournalError("The journal is damaged."), "The journal is damaged."),
]


@pytest.mark.parametrize(("error", "words"), FAULTS)
def test_what_cannot_be_written_is_told_once_until_it_goes_well_again(desk, error, words):
    for _ in range(3):
        desk.writer.write("journal", lambda: fail(error))
        desk.writer.flush()
    assert desk.told == [words]
    desk.write("journal", "well")
    desk.writer.flush()
    desk.writer.write("journal", lambda: fail(error))
    desk.writer.flush()
    assert desk.told == [words, words]


def test_a_fault_of_a_job_is_for_the_log_of_faults_and_the_next_job_is_done(desk, monkeypatch):
    heard = []
    monkeypatch.setattr(threading, "excepthook", lambda fault: heard.append(repr(fault.exc_value)))
    desk.writer.write("journal", lambda: fail(ValueError("ours")))
    desk.write("resume", "well")
    assert desk.writer.flush()
    assert (heard, desk.told, desk.done) == (["ValueError('ours')"], [], ["well"])


def test_the_end_does_not_wait_for_ever(desk):
    desk.writer.write("slow", desk.stand_still)
    assert desk.begun.wait(10)
    assert not desk.writer.close(patience=0)


def test_after_the_end_nothing_is_written(desk):
    desk.write("a", 1)
    assert desk.writer.close()
    desk.write("a", 2)
    assert (desk.writer.flush(), desk.done) == (True, [1])
    assert not [thread for thread in threading.enumerate() if thread.name == "writer"]


def test_who_writes_nothing_has_no_thread():
    writer = Writer(print)
    assert writer.close()
    assert writer._thread is None
