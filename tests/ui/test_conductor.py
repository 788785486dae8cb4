"""The conductor ticks while time runs, and not at all while it stands."""

from typing import get_args

import pytest
from PySide6.QtCore import QTimer

from backtimer.core.events import (
    Finished,
    Held,
    Passed,
    Paused,
    Readied,
    Refitted,
    Resumed,
    Sought,
    Started,
    Stopped,
    WentOn,
)
from backtimer.core.player import Command, Player
from backtimer.core.timing import Ms
from backtimer.ui.conductor import FRAME, UNSEEN, Conductor
from tests.clock import FakeClock
from tests.make import a_plan, a_step

pytestmark = pytest.mark.usefixtures("qapp")


class Concert:
    """A conductor with a clock of ours, and all that it told."""

    def __init__(self, *steps) -> None:
        self.clock = FakeClock()
        self.player = Player(a_plan(*steps), self.clock, gap=Ms(10**6))
        self.conductor = Conductor(self.player)
        self.told: list[str] = []
        self.conductor.happened.connect(lambda event: self.told.append(type(event).__name__))
        self.conductor.moved.connect(lambda moment: self.told.append(f"{moment.state} at {moment.position}"))

    def tell(self, command, *, after: int = 0) -> list[str]:
        """What came of a command, given so many milliseconds later."""
        self.clock.advance(after)
        self.told.clear()
        self.conductor.tell(command)
        return list(self.told)

    @property
    def ticks(self) -> bool:
        return self.conductor.findChild(QTimer).isActive()

    @property
    def interval(self) -> int:
        return self.conductor.findChild(QTimer).interval()


@pytest.fixture
def concert():
    concert = Concert(a_step(10), a_step(10))
    yield concert
    concert.conductor.tell(concert.player.stop)


def names(*events) -> list[str]:
    return [event.__name__ for event in events]


def test_before_the_start_nothing_ticks(concert):
    assert (concert.ticks, concert.conductor.moment.state, concert.told) == (False, "ready", [])


def test_each_event_is_told_and_then_the_moment(concert):
    assert concert.tell(concert.player.play) == [*names(Started, Passed), "running at 0"]
    assert concert.tell(concert.player.tick, after=9_999) == [*names(Passed), "running at 9999"]
    assert concert.tell(concert.player.tick, after=1) == [*names(Passed), "running at 10000"]
    assert concert.tell(concert.player.tick) == ["running at 10000"]


def test_the_timer_runs_only_while_time_or_hands_do(concert):
    player, story = concert.player, []
    for command, after in (
        (player.play, 0),
        (player.pause, 500),
        (player.play, 500),
        (player.tick, 3_000),
        (player.hold, 500),
        (player.go_on, 500),
        (player.next, 0),
        (player.next, 0),
    ):
        concert.tell(command, after=after)
        story.append((player.state, concert.ticks))
    assert story == [
        ("running", True),
        ("paused", False),
        ("leading", True),
        ("running", True),
        ("holding", True),
        ("running", True),
        ("running", True),
        ("finished", False),
    ]


def test_what_each_command_makes_happen(concert):
    player = concert.player
    concert.tell(player.play)
    assert concert.tell(player.pause, after=1_000) == [*names(Paused), "paused at 1000"]
    assert concert.tell(player.play, after=9_000) == [*names(Readied), "leading at 1000"]
    assert concert.tell(player.tick, after=3_000) == [*names(Resumed), "running at 1000"]
    assert concert.tell(player.hold, after=100) == [*names(Held), "holding at 1100"]
    assert concert.tell(player.go_on, after=5_000) == [*names(WentOn, Refitted), "running at 1100"]
    assert concert.tell(lambda: player.jump(2)) == [*names(Sought, Passed), "running at 10000"]
    assert concert.tell(player.tick, after=10_000) == [*names(Passed, Finished), "finished at 20000"]


def test_stopped_early_it_ticks_no_more(concert):
    concert.tell(concert.player.play)
    assert concert.tell(concert.player.stop, after=250) == [*names(Stopped), "stopped at 250"]
    assert not concert.ticks


def test_listeners_find_the_player_already_where_the_event_says(concert):
    found = []
    concert.conductor.happened.connect(lambda event: found.append((event.at, concert.player.state)))
    concert.tell(concert.player.play)
    concert.tell(concert.player.pause, after=1_000)
    assert found == [(0, "running"), (0, "running"), (1_000, "paused")]


def test_a_listener_may_give_a_command_itself(concert):
    """The end of a routine shows another page, which pauses what is left."""

    def pause_at_the_second(event):
        if isinstance(event, Passed) and event.mark.kind == "begin" and event.mark.span == 1:
            concert.conductor.tell(concert.player.pause)

    concert.conductor.happened.connect(pause_at_the_second)
    concert.tell(concert.player.play)
    concert.tell(concert.player.tick, after=10_000)
    assert (concert.player.state, concert.ticks, concert.told[-1]) == ("paused", False, "paused at 10000")


def test_the_clock_is_read_once_for_each_command(concert):
    reads = concert.clock.reads
    concert.tell(concert.player.play)
    concert.tell(concert.player.tick, after=10)
    assert concert.clock.reads == reads + 2


def test_unseen_it_looks_seldom(concert):
    assert concert.interval == FRAME
    concert.conductor.watch(seen=False)
    assert (concert.interval, concert.ticks) == (UNSEEN, False)
    concert.conductor.watch(seen=True)
    assert (concert.interval, concert.ticks) == (FRAME, False)


@pytest.mark.parametrize(
    "command",
    set(get_args(Command)) - {"good"},  # a good answer changes nothing
)
def test_every_command_of_the_player_is_obeyed(concert, command):
    concert.tell(concert.player.play)
    concert.tell(concert.player.tick, after=1_000)
    before = concert.conductor.moment
    concert.conductor.obey(command)
    assert concert.conductor.moment != before


def test_h_holds_and_lets_go(concert):
    concert.tell(concert.player.play)
    states = []
    for _ in range(2):
        concert.conductor.obey("hold")
        states.append(concert.player.state)
    assert states == ["holding", "running"]


def test_a_command_of_somebody_else_is_refused(concert):
    with pytest.raises(KeyError, match="theme"):
        concert.conductor.obey("theme")


def test_by_itself_it_looks_at_the_clock_while_time_runs(concert, qtbot):
    concert.tell(concert.player.play)
    concert.clock.advance(2_500)
    with qtbot.waitSignal(concert.conductor.moved, timeout=3_000) as moved:
        pass
    assert moved.args[0].position == 2_500
