"""Idle time comes from whoever knows it; where nobody does it is unknown, and never nought."""

import pytest

from backtimer.desktop.idle import LONGEST, Idle, MacSource, MutterSource, WindowsSource, sources


class Source:
    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.closed = 0

    name = "by a test"

    def read(self):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self):
        self.closed += 1


def refuses():
    raise OSError


def test_the_first_who_knows_is_asked_from_then_on():
    good = Source(1_000, 2_000)
    made = []
    idle = Idle((refuses, lambda: made.append(good) or good))
    assert [idle.read(), idle.read()] == [1_000, 2_000]
    assert (len(made), idle.name) == (1, "by a test")


@pytest.mark.parametrize(
    "answer",
    [None, -1, LONGEST, OSError(), KeyError("no bus"), TimeoutError(), AttributeError(), ImportError()],
    ids=repr,
)
def test_what_cannot_be_is_unknown_and_asked_anew(answer):
    bad = Source(answer)
    idle = Idle((lambda: bad,))
    assert (idle.read(), idle.name, bad.closed) == (None, "", 1)


def test_where_nobody_knows_it_is_unknown_and_the_next_reading_tries_again():
    later = []
    idle = Idle((lambda: later[0] if later else refuses(),))
    assert idle.read() is None
    later.append(Source(5))
    assert idle.read() == 5


def test_a_source_that_fails_is_replaced_by_another_one_at_once():
    first, second = Source(1, OSError()), Source(7)
    made = iter((first, second))
    idle = Idle((lambda: next(made),))
    assert [idle.read(), idle.read()] == [1, 7]
    assert first.closed == 1


def test_whom_to_ask_depends_on_the_system():
    assert sources("Windows", {}) == (WindowsSource,)
    assert sources("Darwin", {}) == (MacSource,)
    assert sources("Linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}) == (MutterSource,)
    assert len(sources("Linux", {"DISPLAY": ":0"})) == 2
