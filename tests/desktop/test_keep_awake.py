"""The screen stays on while time runs, through short pauses, and no longer."""

import threading
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QTimer

from backtimer.core.events import Finished, Held, Passed, Paused, Readied, Resumed, Sought, Started, Stopped, Waited
from backtimer.core.plan import Mark
from backtimer.core.timing import Ms
from backtimer.desktop.keep_awake import PATIENCE, KeepAwake, ScreenInhibitor
from tests.desktop.machines import FakeInhibitor

AT = Ms(0)


@pytest.fixture
def keep(qapp):  # noqa: ARG001  # a timer needs it
    keep = KeepAwake(FakeInhibitor())
    yield keep
    keep.release()


def asked(keep, *events) -> list[bool]:
    for event in events:
        keep.happened(event)
    return keep._inhibitor.asked


def timer(keep) -> QTimer:
    return keep.findChild(QTimer)


def test_it_is_asked_for_while_time_runs_or_stands_with_hands_on(keep):
    assert asked(keep, Started(AT), Held(AT), Waited(AT)) == [True] * 3


@pytest.mark.parametrize("end", [Finished(AT), Stopped(AT)])
def test_it_is_released_at_the_end(keep, end):
    assert asked(keep, Started(AT), end)[-1] is False


def test_a_pause_releases_it_only_after_five_minutes(keep):
    assert asked(keep, Started(AT), Paused(AT, "asked")) == [True]
    assert timer(keep).isActive()
    assert timer(keep).interval() == PATIENCE == 5 * 60_000
    timer(keep).timeout.emit()
    assert keep._inhibitor.asked == [True, False]


def test_who_goes_on_in_time_keeps_it(keep):
    assert asked(keep, Started(AT), Paused(AT, "asked"), Readied(AT, AT), Resumed(AT))[-1] is True
    assert not timer(keep).isActive()


def test_nothing_else_matters(keep):
    assert asked(keep, Passed(AT, Mark(AT, "begin", 0)), Sought(AT, AT)) == []


class Desktop:
    """A way to keep the screen on that notes when it was entered and left, and in which thread."""

    def __init__(self, *, active=True, error: Exception | None = None) -> None:
        self.active, self.error = active, error
        self.log: list[tuple[str, int]] = []
        self.entered, self.left = threading.Event(), threading.Event()

    @contextmanager
    def mode(self):
        if self.error is not None:
            self.entered.set()
            raise self.error
        self.log.append(("on", threading.get_ident()))
        self.entered.set()
        try:
            yield self
        finally:
            self.log.append(("off", threading.get_ident()))
            self.left.set()


def test_the_mode_is_entered_once_and_left_in_the_same_thread():
    desktop = Desktop()
    screen = ScreenInhibitor(desktop.mode)
    for on in (True, True, False):
        screen.keep(on)
    assert desktop.left.wait(10)
    screen.close()
    assert [what for what, _ in desktop.log] == ["on", "off"]
    assert len({thread for _, thread in desktop.log} | {threading.get_ident()}) == 2
    assert (screen.trouble, screen.active) == ("", False)


def test_it_can_be_asked_for_again():
    desktop = Desktop()
    screen = ScreenInhibitor(desktop.mode)
    for on in (True, False, True):
        screen.keep(on)
    screen.close()
    assert [what for what, _ in desktop.log] == ["on", "off", "on", "off"]


@pytest.mark.parametrize(
    ("desktop", "trouble"),
    [
        (Desktop(active=False), "this desktop offers no way to keep the screen on"),
        (Desktop(error=ImportError("wakepy")), "wakepy is not installed (pip install wakepy)"),
        (Desktop(error=RuntimeError("odd")), "this desktop offers no way to keep the screen on: odd"),
    ],
    ids=["inactive", "missing", "odd"],
)
def test_what_keeps_it_from_working_is_said(desktop, trouble):
    screen = ScreenInhibitor(desktop.mode)
    screen.keep(on=True)
    assert desktop.entered.wait(10)
    screen.keep(on=False)
    screen.close()
    assert screen.trouble == trouble


def test_who_never_asks_starts_nothing():
    screen = ScreenInhibitor(Desktop().mode)
    screen.keep(on=False)
    screen.close()
    assert screen._thread is None
