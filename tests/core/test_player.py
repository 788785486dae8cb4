"""The player, told as stories: what was pressed, what the clock said, and what happened."""

import pytest

from backtimer.core.events import (
    Answered,
    Extended,
    Finished,
    Held,
    Marked,
    Paced,
    Passed,
    Paused,
    Readied,
    Refitted,
    Released,
    Repeated,
    Resumed,
    Sought,
    Started,
    Stopped,
    Waited,
    WentOn,
)
from backtimer.core.plan import Mark
from backtimer.core.player import Player
from backtimer.core.practice import Pace
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.clock import FakeClock
from tests.make import NO_LEADS, a_plan, a_step, a_stroke

THUMBS = a_stroke(hands="thumb", motion="circles", reach=30)
THREE = (a_step(20), a_step(60), a_step(20))


class Session:
    """A player at work, and the clock on the wall."""

    def __init__(self, *steps, wishes=NO_LEADS, **how):
        self.clock = FakeClock()
        self.player = Player(a_plan(*(steps or THREE), wishes=wishes), self.clock, **how)

    def after(self, seconds, command="tick", *arguments):
        """What the command reports, so long after the one before; with ticks in between, as a timer gives them."""
        left, events = round(seconds * 1000), ()
        while left > 2_000:
            self.clock.advance(2_000)
            left -= 2_000
            events += self.player.tick()
        self.clock.advance(left)
        return (*events, *getattr(self.player, command)(*arguments))

    def at_once(self, command, *arguments):
        return self.after(0, command, *arguments)

    @property
    def where(self):
        moment = self.player.moment()
        return moment.state, moment.position / 1000, moment.span.number


@pytest.fixture
def playing():
    session = Session()
    session.at_once("play")
    return session


def passed(at, kind, span):
    return Passed(Ms(at), Mark(Ms(at), kind, span))


def test_it_starts_when_told_and_not_before():
    session = Session()
    assert session.after(50) == ()
    assert session.at_once("play") == (Started(Ms(0)), passed(0, "begin", 0))
    assert session.where == ("running", 0, 1)


def test_a_late_tick_reports_all_that_it_passed_oldest_first():
    session = Session(a_step(2), a_step(2), wishes=NO_LEADS, gap=Ms(60_000))
    session.at_once("play")
    session.clock.advance(30_000)
    assert session.player.tick() == (
        passed(1_000, "announce", 1), passed(2_000, "begin", 1), passed(4_000, "end", 1), Finished(Ms(4_000)),
    )  # fmt: skip


def test_it_runs_to_its_end_once(playing):
    events = playing.after(200)
    assert events[-1] == Finished(Ms(100_000))
    assert playing.after(9, "play") == playing.after(1, "next") == playing.at_once("stop") == ()
    assert playing.where == ("finished", 100, 3)


def test_a_pause_costs_no_time(playing):
    assert playing.after(3, "pause") == (Paused(Ms(3_000), "asked"),)
    assert playing.after(3_600, "play") == (Readied(Ms(3_000), Ms(3_000)),)
    assert playing.after(2.9) == ()
    assert playing.where == ("leading", 3, 1)
    assert playing.player.moment().lead == 100
    assert playing.after(0.6) == (Resumed(Ms(3_000)),)
    assert playing.where == ("running", 3.5, 1)


def test_without_a_lead_in_it_goes_on_at_once():
    session = Session(lead=Ms(0))
    session.at_once("play")
    session.after(3, "pause")
    assert session.after(9, "play") == (Resumed(Ms(3_000)),)
    assert session.after(1) == ()
    assert session.where == ("running", 4, 1)


def test_one_press_pauses_and_the_next_goes_on(playing):
    assert playing.after(1, "toggle") == (Paused(Ms(1_000), "asked"),)
    assert playing.after(1, "toggle") == (Readied(Ms(1_000), Ms(3_000)),)
    assert playing.after(1, "toggle") == (Paused(Ms(1_000), "asked"),)


def test_a_gap_is_a_pause_at_the_last_known_position(playing):
    playing.after(5)
    playing.clock.advance(3_001)
    assert playing.player.tick() == (Paused(Ms(5_000), "gap"),)
    assert playing.where == ("paused", 5, 1)


def test_three_seconds_are_no_gap_yet(playing):
    playing.clock.advance(3_000)
    assert playing.player.tick() == ()
    assert playing.where == ("running", 3, 1)


def test_a_gap_in_the_lead_in_is_a_pause_and_the_next_lead_in_is_whole(playing):
    playing.after(5, "pause")
    playing.after(1, "play")
    playing.after(2)
    playing.clock.advance(60_000)
    assert playing.player.tick() == (Paused(Ms(5_000), "gap"),)
    assert playing.at_once("play") == (Readied(Ms(5_000), Ms(3_000)),)


def test_a_gap_while_getting_ready_is_a_pause():
    session = Session(wishes=Wishes())
    session.at_once("play")
    session.after(4)
    session.clock.advance(10_000)
    assert session.player.tick() == (Paused(Ms(4_000), "gap"),)


def test_a_clock_that_goes_back_changes_nothing(playing):
    playing.after(5)
    playing.clock.advance(-4_000)
    assert playing.player.tick() == ()
    playing.after(1)
    assert playing.where == ("running", 6, 1)


def test_a_hold_stops_time_and_lets_the_hands_go_on(playing):
    assert playing.after(5, "hold") == (Held(Ms(5_000)),)
    playing.after(10)
    moment = playing.player.moment()
    assert (moment.state, moment.position, moment.hands, moment.stayed) == ("holding", 5_000, 15_000, 10_000)
    assert playing.at_once("go_on")[0] == WentOn(Ms(5_000))
    playing.after(1)
    moment = playing.player.moment()
    assert (moment.state, moment.position, moment.hands) == ("running", 6_000, 16_000)


def test_what_a_hold_took_is_made_up_by_what_follows():
    session = Session(a_step(20), a_step(60, least=Ms(30_000)), a_step(20, least=Ms(20_000)))
    session.at_once("play")
    before = session.player.plan.total
    session.after(5, "hold")
    events = session.after(10, "go_on")
    assert events[-1] == Refitted(Ms(5_000), Ms(0))
    assert session.player.plan.total == before - 10_000
    assert [span.length for span in session.player.plan.spans if span.kind == "step"] == [20_000, 50_000, 20_000]


def test_what_cannot_be_made_up_is_told():
    session = Session(a_step(20), a_step(60, least=Ms(56_000)), a_step(20, least=Ms(20_000)))
    session.at_once("play")
    session.after(5, "hold")
    assert session.after(10, "go_on")[-1] == Refitted(Ms(5_000), Ms(6_000))


def test_two_holds_in_a_step_each_count_once():
    session = Session(a_step(20), a_step(80, least=Ms(30_000)), a_step(20, least=Ms(20_000)))
    session.at_once("play")
    before = session.player.plan.total
    for _ in range(2):
        session.after(1, "hold")
        session.after(10, "go_on")
    assert session.player.plan.total == before - 20_000


def test_an_answer_changes_all_that_follows_within_what_a_place_bears():
    session = Session(a_step(20, pressure=(2,)), a_step(20, pressure=(3,)), a_step(20, pressure=(1,)))
    session.at_once("play")

    def levels():
        return [span.step.pressure for span in session.player.plan.spans]

    assert session.after(25, "answer", -1)[-1] == Answered(Ms(25_000), -1)
    assert levels() == [(2,), (2,), (1,)]
    session.at_once("answer", 1)
    assert levels()[0] == (2,)
    assert max(max(level) for level in levels()) <= 3


def test_a_good_answer_changes_nothing(playing):
    plan = playing.player.plan
    assert playing.after(5, "answer", 0) == (Answered(Ms(5_000), 0),)
    assert playing.player.plan is plan


def test_after_a_pause_a_hold_is_still_held(playing):
    playing.after(5, "hold")
    assert playing.after(2, "pause") == (Paused(Ms(5_000), "asked"),)
    assert playing.after(100, "play") == (Readied(Ms(5_000), Ms(3_000)),)
    assert playing.after(4) == (Resumed(Ms(5_000)),)
    assert playing.where == ("holding", 5, 1)
    assert playing.player.moment().stayed == 3_000


def test_the_next_step_knows_how_long_the_one_before_was_held(playing):
    playing.after(5, "hold")
    playing.after(10, "go_on")
    playing.after(16)
    moment = playing.player.moment()
    assert (moment.position, moment.hands, moment.stayed, moment.came) == (21_000, 1_000, 0, 10_000)


def test_next_goes_to_the_change_over_then_to_the_step():
    session = Session(a_step(20), a_step(20, stroke=THUMBS), wishes=Wishes())
    session.at_once("play")
    assert session.after(1, "next") == (Sought(Ms(8_000), Ms(1_000)), passed(8_000, "begin", 1))
    assert session.after(1, "next") == (Sought(Ms(28_000), Ms(9_000)), passed(28_000, "change", 2))
    assert session.after(1, "next") == (Sought(Ms(32_000), Ms(29_000)), passed(32_000, "begin", 3))
    assert session.after(1, "next") == (Sought(Ms(52_000), Ms(33_000)), passed(52_000, "end", 3), Finished(Ms(52_000)))


def test_previous_goes_back_to_the_start_of_the_step_and_again_to_the_one_before(playing):
    playing.after(85)
    assert playing.at_once("previous")[0] == Sought(Ms(80_000), Ms(85_000))
    assert playing.after(2, "previous")[0] == Sought(Ms(20_000), Ms(82_000))
    assert playing.after(2, "previous")[0] == Sought(Ms(0), Ms(22_000))
    assert playing.after(2, "previous")[0] == Sought(Ms(0), Ms(2_000))


def test_a_second_previous_after_more_than_two_seconds_stays_in_the_step(playing):
    playing.after(85, "previous")
    assert playing.after(2.1, "previous")[-2] == Sought(Ms(80_000), Ms(82_100))


def test_two_previous_count_together_only_when_nothing_comes_between(playing):
    playing.after(30, "previous")
    playing.after(0.5, "jump", 3)
    assert playing.after(0.5, "previous")[0] == Sought(Ms(80_000), Ms(80_500))


def test_previous_in_a_change_over_goes_back_to_the_step_that_led_there():
    session = Session(a_step(20), a_step(20, stroke=THUMBS), wishes=Wishes())
    session.at_once("play")
    session.after(29)
    assert session.player.moment().span.kind == "change"
    assert session.at_once("previous")[0] == Sought(Ms(8_000), Ms(29_000))


def test_previous_while_getting_ready_starts_anew():
    session = Session(wishes=Wishes())
    session.at_once("play")
    assert session.after(5, "previous") == (Sought(Ms(0), Ms(5_000)), passed(0, "announce", 0))
    session.after(9)
    assert session.at_once("previous")[0] == Sought(Ms(8_000), Ms(9_000))
    assert session.after(1, "previous")[0] == Sought(Ms(0), Ms(9_000))


def test_a_jump_goes_to_any_step_and_is_held_to_those_there_are(playing):
    assert playing.at_once("jump", 2) == (Sought(Ms(20_000), Ms(0)), passed(20_000, "begin", 1))
    assert playing.at_once("jump", 99)[0] == Sought(Ms(80_000), Ms(20_000))
    assert playing.at_once("jump", -1)[0] == Sought(Ms(0), Ms(80_000))


def test_what_lies_between_is_not_reported_and_on_the_way_back_all_is_told_anew(playing):
    playing.at_once("seek", Ms(49_000))
    assert playing.after(2) == (passed(50_000, "half", 1),)
    playing.at_once("seek", Ms(49_000))
    assert playing.after(2) == (passed(50_000, "half", 1),)


def test_a_seek_while_paused_is_told_when_time_runs_on(playing):
    playing.after(5, "pause")
    assert playing.after(1, "seek", Ms(20_000)) == (Sought(Ms(20_000), Ms(5_000)),)
    assert playing.where == ("paused", 20, 2)
    assert playing.after(1, "play") == (Readied(Ms(20_000), Ms(3_000)),)
    assert playing.after(3) == (Resumed(Ms(20_000)), passed(20_000, "begin", 1))


def test_a_seek_is_held_to_the_plan(playing):
    assert playing.at_once("seek", Ms(-7)) == (Sought(Ms(0), Ms(0)), passed(0, "begin", 0))
    assert playing.at_once("seek", Ms(10**9)) == (
        Sought(Ms(100_000), Ms(0)), passed(100_000, "end", 2), Finished(Ms(100_000)),
    )  # fmt: skip


def test_a_seek_before_the_start_is_where_it_starts_with_time_to_put_the_hands_there():
    session = Session()
    assert session.at_once("jump", 2) == (Sought(Ms(20_000), Ms(0)),)
    assert session.after(60, "play") == (Started(Ms(20_000)), Readied(Ms(20_000), Ms(3_000)))


def test_thirty_seconds_more_move_what_follows(playing):
    playing.after(15)
    assert playing.at_once("extend") == (Extended(Ms(15_000), Ms(30_000)),)
    assert playing.player.plan.total == 130_000
    assert playing.after(35.5) == (
        passed(25_000, "half", 0), passed(44_000, "announce", 1), passed(50_000, "begin", 1),
    )  # fmt: skip


def test_an_announcement_that_came_too_early_comes_again_and_a_half_does_not(playing):
    playing.after(76)
    playing.at_once("extend")
    events = playing.after(36)
    assert events == (passed(104_000, "announce", 2), passed(110_000, "begin", 2))


def test_less_than_nothing_is_no_extension(playing):
    assert playing.at_once("extend", Ms(0)) == ()


WAITING = (a_step(20, waits=True), a_step(20))


@pytest.fixture
def waiting():
    session = Session(*WAITING)
    session.at_once("play")
    assert session.after(25) == (passed(14_000, "announce", 1), Waited(Ms(20_000)))
    return session


def test_a_step_that_waits_stays_with_its_own_hands(waiting):
    moment = waiting.player.moment()
    assert (moment.state, moment.span.number, moment.left, moment.hands, moment.stayed) == (
        "waiting", 1, 0, 25_000, 5_000,
    )  # fmt: skip


def test_it_waits_until_the_giver_goes_on(waiting):
    assert waiting.after(60) == ()
    assert waiting.at_once("go_on") == (WentOn(Ms(20_000)), passed(20_000, "begin", 1))
    moment = waiting.player.moment()
    assert (moment.state, moment.span.number, moment.hands, moment.came) == ("running", 2, 0, 65_000)


def test_a_press_anywhere_ends_the_wait(waiting):
    assert waiting.at_once("toggle")[0] == WentOn(Ms(20_000))


def test_a_pause_in_a_wait_comes_back_to_the_wait(waiting):
    assert waiting.after(1, "pause") == (Paused(Ms(20_000), "asked"),)
    assert waiting.where == ("paused", 20, 1)
    assert waiting.after(100, "play") == (Readied(Ms(20_000), Ms(3_000)),)
    assert waiting.where == ("leading", 20, 1)
    assert waiting.after(4) == (Resumed(Ms(20_000)),)
    assert waiting.where == ("waiting", 20, 1)
    assert waiting.player.moment().stayed == 7_000


def test_next_and_previous_leave_the_wait(waiting):
    assert waiting.at_once("next") == (Sought(Ms(20_000), Ms(20_000)), passed(20_000, "begin", 1))
    assert waiting.where == ("running", 20, 2)
    waiting.at_once("seek", Ms(19_000))
    waiting.after(2)
    assert waiting.where == ("waiting", 20, 1)
    assert waiting.at_once("previous") == (Sought(Ms(0), Ms(20_000)), passed(0, "begin", 0))


def test_more_time_in_a_wait_is_run_and_then_waited_for_again(waiting):
    assert waiting.at_once("extend") == (Extended(Ms(20_000), Ms(30_000)),)
    moment = waiting.player.moment()
    assert (moment.state, moment.span.number, moment.left, moment.hands) == ("running", 1, 30_000, 25_000)
    assert waiting.after(30)[-1] == Waited(Ms(50_000))


@pytest.mark.parametrize("state", ["paused", "leading"])
def test_more_time_while_a_wait_is_paused_runs_after_the_lead_in(waiting, state):
    waiting.after(1, "pause")
    if state == "leading":
        waiting.after(1, "play")
    waiting.at_once("extend")
    assert waiting.where == (state, 20, 1)
    waiting.at_once("play")
    assert waiting.after(4) == (Resumed(Ms(20_000)),)
    assert waiting.where == ("running", 21, 1)


def test_a_gap_in_a_wait_is_a_pause(waiting):
    waiting.clock.advance(8_000)
    assert waiting.player.tick() == (Paused(Ms(20_000), "gap"),)
    assert waiting.where == ("paused", 20, 1)


def test_a_wait_at_the_end_is_ended_by_going_on():
    session = Session(a_step(20, waits=True))
    session.at_once("play")
    assert session.after(22) == (Waited(Ms(20_000)),)
    assert session.at_once("go_on") == (WentOn(Ms(20_000)), passed(20_000, "end", 0), Finished(Ms(20_000)))
    assert session.player.moment().hands == 22_000


def test_stop_ends_it_from_anywhere(waiting):
    assert waiting.at_once("stop") == (Stopped(Ms(20_000)),)
    assert waiting.where == ("stopped", 20, 1)
    assert waiting.after(5, "play") == waiting.at_once("extend") == waiting.at_once("previous") == ()


def test_every_command_reads_the_clock_once(playing):
    commands = (
        ("tick",), ("pause",), ("toggle",), ("play",), ("hold",), ("go_on",), ("next",), ("previous",), ("jump", 2),
        ("seek", Ms(5)), ("extend",), ("stop",), ("play",),
    )  # fmt: skip
    for command, *arguments in commands:
        before = playing.clock.reads
        playing.at_once(command, *arguments)
        assert (command, playing.clock.reads - before) == (command, 1)


def test_to_look_does_not_read_the_clock(playing):
    before = playing.clock.reads
    playing.player.moment()
    assert playing.clock.reads == before


# Practising


def test_a_passage_is_marked_by_two_presses_and_released_by_a_third(playing):
    assert playing.after(25, "loop")[-1] == Marked(Ms(25_000), 2, None)
    assert playing.after(60, "loop")[-1] == Marked(Ms(85_000), 2, 3)
    events = playing.after(15)
    assert events == (Repeated(Ms(20_000), Ms(100_000), 2), passed(20_000, "begin", 1))
    assert playing.where == ("running", 20, 2)
    assert playing.at_once("loop") == (Released(Ms(20_000)),)
    playing.after(80)
    assert playing.where[0] == "finished"


def test_a_passage_may_be_marked_backwards(playing):
    playing.after(70, "loop")
    playing.at_once("previous")
    playing.at_once("previous")
    assert playing.at_once("loop") == (Marked(Ms(0), 1, 2),)


def test_a_late_look_reports_what_lay_before_the_turn_and_after_it():
    session = Session(a_step(20, check_in=True), a_step(20), gap=Ms(10**6))
    for command in ("play", "loop", "loop"):
        session.at_once(command)
    session.clock.advance(46_000)
    kinds = [getattr(event, "mark", event) for event in session.player.tick()]
    assert [getattr(kind, "kind", kind) for kind in kinds] == [
        "check_in", "announce", Repeated(Ms(0), Ms(20_000), 2), "begin",
        "check_in", "announce", Repeated(Ms(0), Ms(20_000), 3), "begin", "check_in",
    ]  # fmt: skip
    assert session.where == ("running", 6, 1)


def test_a_passage_begins_with_the_change_that_leads_to_it():
    session = Session(a_step(20), a_step(20, hands="fist"), wishes=Wishes(ready=Ms(0), change=Ms(4_000)))
    session.at_once("play")
    for command in ("loop", "loop"):
        session.after(21 if session.player.passage is None else 5, command)
    assert session.after(18)[-2:] == (Repeated(Ms(20_000), Ms(44_000), 2), passed(20_000, "change", 1))


def test_a_passage_whose_last_step_waits_turns_back_when_one_goes_on():
    session = Session(a_step(20, waits=True), a_step(20))
    for command in ("play", "loop", "loop"):
        session.at_once(command)
    assert session.after(25)[-1] == Waited(Ms(20_000))
    assert session.at_once("go_on") == (WentOn(Ms(20_000)), Repeated(Ms(0), Ms(20_000), 2), passed(0, "begin", 0))


def test_next_at_the_end_of_a_passage_begins_it_anew_and_a_leap_past_it_leaves_it(playing):
    for command in ("loop", "loop"):
        playing.at_once(command)
    assert playing.after(5, "next")[0] == Repeated(Ms(0), Ms(5_000), 2)
    assert playing.after(1, "jump", 2)[:2] == (Sought(Ms(20_000), Ms(1_000)), Released(Ms(20_000)))
    assert playing.player.moment().passage is None


def test_while_a_passage_is_marked_a_hold_costs_the_other_steps_nothing(playing):
    playing.at_once("loop")
    playing.at_once("hold")
    total = playing.player.plan.total
    assert playing.after(30, "go_on") == (WentOn(Ms(0)),)
    assert playing.player.plan.total == total


@pytest.mark.parametrize(
    ("presses", "position", "left"),
    [(["slower"], 8_000, 15_000), (["faster", "faster"], 20_000, 30_000), (["slower", "faster"], 10_000, 10_000)],
)
def test_at_another_pace_steps_last_longer_or_shorter(playing, presses, position, left):
    for press in presses:
        playing.at_once("obey", press)
    playing.after(10)
    assert (playing.player.position, playing.player.moment().left) == (position, left)


def test_the_hands_keep_their_tempo_at_every_pace(playing):
    for press in ("slower", "slower", "slower", "slower"):
        playing.at_once("obey", press)
    playing.after(10)
    moment = playing.player.moment()
    assert (moment.position, moment.hands) == (5_000, 10_000)
    playing.after(30)
    moment = playing.player.moment()
    assert (moment.index, moment.hands, moment.came) == (1, 0, 20_000)


def test_a_rehearsal_hurries_and_the_clock_that_is_shown_with_it(playing):
    assert playing.at_once("obey", "rehearse") == (Paced(Ms(0), Pace(hurries=True)),)
    playing.after(2)
    assert playing.player.moment().left == 4_000
    assert playing.at_once("obey", "rehearse") == (Paced(Ms(16_000), Pace()),)


def test_a_pace_that_was_chosen_before_the_start_is_told_with_it():
    session = Session()
    session.at_once("ease", 125)
    assert session.at_once("play")[:2] == (Started(Ms(0)), Paced(Ms(0), Pace(ease=125)))


def test_what_is_made_up_after_a_hold_is_time_at_that_pace():
    session = Session(a_step(20), a_step(60, least=Ms(20_000)))
    session.at_once("play")
    for press in ("slower", "slower", "slower"):
        session.at_once("obey", press)
    session.at_once("hold")
    session.after(10, "go_on")
    assert session.player.plan.total == 80_000 - 5_000
