"""What was done of each step, gathered from a real player under a clock that stands until it is told to advance."""

from backtimer.core.journal_entry import SessionEntry, Stamp, session_of, step_entries
from backtimer.core.player import Player
from backtimer.core.session import Done, Session, after, seen
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.clock import FakeClock
from tests.make import NO_LEADS, a_plan, a_step, a_stroke

START = Stamp(1_700_000_000_000, 60)


class Played:
    """A player and its session: every look at the clock is seen, as a recording does it."""

    def __init__(self, *steps, wishes=NO_LEADS):
        self.clock = FakeClock()
        self.player = Player(
            a_plan(*(steps or (a_step(10), a_step(10), a_step(10))), wishes=wishes), self.clock, lead=Ms(0)
        )
        self.session = Session()

    def do(self, command="tick", *arguments):
        for event in getattr(self.player, command)(*arguments):
            self.session = after(self.session, event, self.player.plan)
        self.session = seen(self.session, self.player.moment())
        return self

    def wait(self, seconds, command="tick", *arguments):
        """Let time pass, a second at a time, and then do something."""
        for _ in range(round(seconds)):
            self.clock.advance(1_000)
            self.do()
        return self.do(command, *arguments)

    def done(self, number):
        return self.session.done.get(number, Done())


def test_what_ran_is_counted_for_its_step():
    played = Played().do("play").wait(14)
    assert (played.done(1).actual, played.done(2).actual, played.done(3).actual) == (10_000, 4_000, 0)
    assert (played.session.worked, played.session.steps) == (14_000, {1, 2})


def test_lead_ins_are_work_and_no_step():
    played = Played(a_step(10), a_step(10, stroke=a_stroke(hands="thumb")), wishes=Wishes()).do("play").wait(24)
    assert (played.done(1).actual, played.done(2).actual, played.session.worked) == (10_000, 2_000, 24_000)


def test_a_hold_is_counted_beside_what_ran():
    played = Played().do("play").wait(4, "hold").wait(7, "go_on").wait(8)
    assert played.done(1) == Done(planned=Ms(10_000), ran=Ms(10_000), held=Ms(7_000))
    assert (played.done(2).actual, played.session.worked) == (2_000, 12_000)


def test_holds_of_two_steps_are_not_mixed():
    played = Played().do("play").wait(4, "hold").wait(2, "go_on").wait(8, "hold").wait(3, "go_on").wait(1)
    assert (played.done(1).held, played.done(2).held) == (2_000, 3_000)


def test_a_step_that_waits_is_held_at_its_end():
    played = Played(a_step(10, waits=True), a_step(10)).do("play").wait(15)
    assert (played.done(1).ran, played.done(1).held, played.done(2).actual) == (10_000, 5_000, 0)
    assert played.do("pause").done(1).pauses == 1


def test_a_pause_is_counted_and_takes_no_time():
    played = Played().do("play").wait(4, "pause").wait(50, "play").wait(2)
    assert (played.done(1).actual, played.done(1).pauses, played.session.pauses) == (6_000, 1, 1)


def test_a_gap_is_a_pause_and_no_time_also_in_a_hold():
    played = Played().do("play").wait(4, "hold").wait(2)
    played.clock.advance(8 * 3_600_000)
    played.do()
    assert (played.done(1).actual, played.done(1).held, played.session.pauses) == (6_000, 2_000, 1)


def test_what_is_left_before_its_end_was_skipped():
    played = Played().do("play").wait(4, "next").wait(3)
    assert (played.done(1).skipped, played.done(1).actual, played.done(2).actual) == (True, 4_000, 3_000)
    assert not played.done(2).skipped


def test_what_is_leapt_over_was_skipped_and_not_once_it_is_begun():
    played = Played().do("play").wait(4, "jump", 3)
    assert [played.done(number).skipped for number in (1, 2, 3)] == [True, True, False]
    assert played.do("jump", 2).wait(1).done(2) == Done(planned=Ms(10_000), ran=Ms(1_000))


def test_going_back_skips_nothing_and_adds_up():
    played = Played().do("play").wait(14, "previous").wait(10)
    assert played.done(2) == Done(planned=Ms(10_000), ran=Ms(14_000))


def test_more_time_is_no_planned_time():
    played = Played().do("play").wait(4, "extend", Ms(30_000)).wait(40)
    assert played.done(1) == Done(planned=Ms(10_000), ran=Ms(40_000), more=Ms(30_000))


def test_more_time_in_a_lead_in_is_that_of_the_step_it_leads_to():
    played = Played(a_step(10), wishes=Wishes()).do("play").wait(4, "extend", Ms(30_000)).wait(10)
    assert (played.done(1).planned, played.done(1).more, played.done(1).actual) == (10_000, 30_000, 6_000)


def test_questions_are_counted():
    played = Played(a_step(20, check_in=True), a_step(10)).do("play").wait(12)
    assert played.done(1).check_ins == 1


def test_answers_belong_to_the_step_at_which_they_were_given():
    played = Played().do("play").wait(4, "answer", -1).wait(3, "answer", 0).wait(4, "answer", 1)
    assert [played.done(number).answers for number in (1, 2, 3)] == [(-1, 0), (1,), ()]
    assert played.done(1).actual == 10_000


def test_an_entry_has_every_step_also_those_not_reached():
    played = Played().do("play").wait(4, "extend", Ms(6_000)).wait(8)
    entries = step_entries(played.session, played.player.plan)
    assert [(step.number, step.planned, step.actual) for step in entries] == [
        (1, 10_000, 12_000),
        (2, 10_000, 0),
        (3, 10_000, 0),
    ]
    assert (entries[0].stroke, entries[0].regions, entries[0].side) == ("effleurage_long", ("whole_back",), "both")


def test_a_session_can_be_gone_on_with_from_its_entry():
    played = Played().do("play").wait(4, "hold").wait(3, "go_on").wait(8, "pause")
    plan, session = played.player.plan, played.session
    entry = SessionEntry(
        "key", "id", "Title", "", START, START, worked=session.worked, pauses=session.pauses,
        steps=step_entries(session, plan),
    )  # fmt: skip
    again = session_of(entry, played.player.moment())
    assert again == session
    assert {number: done for number, done in again.done.items() if done.actual} == dict(session.done)


def test_what_was_sought_before_the_start_was_not_worked():
    played = Played()
    played.player.seek(Ms(15_000))
    played.do("play").wait(2)
    assert (played.session.worked, played.done(1).skipped, played.done(2).actual) == (2_000, False, 2_000)


def test_a_passage_that_is_played_again_adds_up_and_skips_nothing():
    played = Played().do("play").wait(12, "loop").do("loop").wait(18)  # the second step: 8 s more of it, and once again
    assert (played.done(2).ran, played.done(3).ran) == (20_000, 0)
    assert played.player.moment().passage.time == 3
    assert [played.done(number).skipped for number in (1, 2, 3)] == [False, False, False]
    played.do("next")
    assert not played.done(2).skipped
    assert played.session.worked == 30_000


def test_what_is_played_at_another_pace_is_counted_as_long_as_it_took():
    played = Played().do("obey", "slower").do("play").wait(24)
    assert played.session.steps == {1, 2}
    assert (played.done(1).ran, played.done(1).planned, played.done(2).ran) == (12_500, 10_000, 11_500)
    assert played.session.worked == 24_000


def test_a_rehearsal_is_no_more_work_than_it_was():
    played = Played(a_step(80), a_step(80)).do("play").do("obey", "rehearse").wait(15)
    assert (played.done(1).ran, played.done(2).ran, played.session.worked) == (10_000, 5_000, 15_000)
