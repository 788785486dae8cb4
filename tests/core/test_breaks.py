"""Reminders: the right moment, once, and never when nobody wants one. Each test tells a day."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtimer.core.breaks.schedule import (
    GRACE,
    LATER,
    PACE,
    QUICK,
    Outlook,
    Reading,
    State,
    after,
    matters,
    paused,
    restored,
    working_day,
)
from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.journal_entry import Stamp
from backtimer.core.timing import MINUTE, Ms
from tests.core.desks import MONDAY, WISHES, Desk


def test_a_plain_morning_is_asked_once_the_work_is_done():
    desk = Desk()
    desk.work(49)
    assert desk.asked == []
    assert desk.view == Outlook("working", Ms(MINUTE))
    desk.work(2)
    assert desk.asked == ["9:50"]


def test_a_notice_goes_by_itself_and_comes_back_once_later():
    desk = Desk()
    desk.work(75)
    assert desk.asked == ["9:50", "10:00"]
    assert desk.gone == ["9:50", "10:01"]


def test_after_two_that_were_ignored_a_whole_interval_passes_before_each_further_one():
    desk = Desk(at="9:00")
    desk.work(240)
    assert desk.asked == ["9:50", "10:00", "10:51", "11:42", "12:33"]


def test_a_notice_that_nobody_was_there_to_see_is_not_ignored():
    desk = Desk()
    desk.type(50)
    desk.rest(2)
    assert (desk.asked, desk.gone, desk.state.ignored) == (["9:50"], ["9:50"], 0)


def test_an_answer_ends_the_ignoring():
    desk = Desk()
    desk.work(61)
    desk.answer("later")
    desk.work(25)
    assert desk.asked == ["9:50", "10:00", "10:11", "10:21"]


def test_typing_without_rest_is_never_interrupted():
    desk = Desk()
    desk.type(300)
    assert desk.asked == []
    assert desk.view == Outlook("typing")
    desk.rest(0.1)
    assert desk.asked == ["14:00"]


def test_while_only_typing_is_in_the_way_it_looks_more_often():
    desk = Desk()
    desk.type(40)
    assert desk._pace == PACE
    desk.type(20)
    assert desk._pace == QUICK


def test_lunch_with_the_lid_closed_is_a_break():
    desk = Desk(at="11:20")
    desk.work(40)
    desk.suspend(45)
    assert desk.left == 50
    desk.work(49)
    assert desk.asked == []
    desk.work(2)
    assert desk.asked == ["13:35"]


def test_a_night_asleep_and_no_reminder_in_the_morning():
    desk = Desk(at="17:00")
    desk.work(45)
    desk.suspend(15.5 * 60)
    assert (desk.clock, desk.asked, desk.left) == ("9:15", [], 50)


def test_the_machine_wakes_inside_the_hours_and_waits_for_the_grace():
    desk = Desk()
    desk.type(60)
    desk.suspend(2)  # shorter than a break
    desk.work(1.9)
    assert desk.asked == []
    assert desk.view.kind == "waking"
    desk.work(0.3)
    assert desk.asked == ["10:04"]


def test_a_short_sleep_is_neither_work_nor_a_break():
    desk = Desk()
    desk.work(30)
    desk.suspend(4)
    assert desk.left == 20


def test_a_nap_shorter_than_a_thought_is_no_work_either():
    desk = Desk()
    desk.work(30)
    worked = desk.state.worked
    desk.suspend(1.2)
    assert desk.state.worked == worked


def test_a_week_of_sleep():
    desk = Desk()
    desk.type(60)
    desk.suspend(7 * 24 * 60)
    assert desk.left == 50
    desk.work(10)
    assert desk.asked == []


def test_forty_short_rests_are_no_breaks_and_no_work():
    desk = Desk(at="9:00")
    for _ in range(40):
        desk.rest(3)
        desk.work(1)
    assert desk.asked == []
    assert 10 <= desk.left <= 25  # forty minutes of work, but for what lies between a rest and the next reading


def test_reading_without_scrolling_for_a_minute_is_work():
    desk = Desk()
    for _ in range(30):
        desk.rest(1)
        desk.work(1)
    assert desk.asked == ["9:51"]


def test_a_rest_as_long_as_a_break_is_one():
    desk = Desk()
    desk.work(45)
    desk.rest(5)
    assert desk.left == 50
    desk.work(49)
    assert desk.asked == []


def test_a_rest_a_little_shorter_is_none():
    desk = Desk()
    desk.work(45)
    desk.rest(4.5)
    assert desk.left == 5


def test_an_empty_chair_is_not_asked():
    desk = Desk()
    desk.type(55)
    desk.rest(2, "full_screen")  # gone while the screen was full
    desk.rest(2)
    assert desk.view.kind == "away"
    desk.rest(2)
    assert desk.asked == []
    assert desk.left == 50


def test_a_meeting_all_morning_holds_back_and_is_no_break_though_hands_rest():
    desk = Desk()
    desk.work(40)
    for _ in range(12):
        desk.rest(9, "meeting")
        desk.work(1, "meeting")
    assert desk.asked == []
    assert desk.clock == "11:40"
    desk.work(1)
    assert desk.asked == ["11:40"]


def test_a_long_meeting_in_which_nothing_is_touched_leaves_the_work_as_it_was():
    desk = Desk()
    desk.work(40)
    desk.rest(90, "meeting")
    desk.work(5)
    assert desk.left == 5


def test_a_film_that_fills_the_screen_is_not_covered_and_is_rest():
    desk = Desk()
    desk.type(55)
    desk.rest(90, "full_screen")
    assert (desk.asked, desk.left) == ([], 50)


def test_a_talk_on_the_full_screen_is_held_back_and_asked_after_it():
    desk = Desk()
    desk.work(90, "full_screen")
    assert (desk.asked, desk.view.kind) == ([], "full_screen")
    desk.work(1)
    assert desk.asked == ["10:30"]


def test_do_not_disturb_is_kept():
    desk = Desk()
    desk.work(120, "quiet")
    assert (desk.asked, desk.view.kind) == ([], "quiet")


def test_while_a_routine_plays_nothing_is_asked_and_it_is_a_break():
    desk = Desk()
    desk.type(55)
    desk.work(6, "playing")  # keys and mouse steer the player
    assert (desk.asked, desk.left) == ([], 50)


def test_a_meeting_that_begins_takes_the_notice_away_and_it_comes_back_only_later():
    desk = Desk()
    desk.work(50.2)
    assert (desk.asked, desk.gone) == (["9:50"], [])
    desk.work(0.2, "meeting")
    assert desk.gone == ["9:50"]
    assert desk.state.ignored == 0
    desk.work(9)
    assert desk.asked == ["9:50"]
    desk.work(3)
    assert desk.asked == ["9:50", "10:00"]


def test_outside_the_hours_nothing_is_asked_but_work_counts():
    desk = Desk(at="7:30")
    desk.work(89)
    assert (desk.asked, desk.view.kind) == ([], "outside")
    desk.work(2)
    assert desk.asked == ["9:00"]


def test_the_evening_is_free():
    desk = Desk(at="17:20")
    desk.work(300)
    assert desk.asked == []


def test_a_notice_goes_when_the_hours_end():
    desk = Desk(at="17:07")
    desk.rest(2.2)
    desk.work(50.4)
    assert desk.asked == ["17:59"]
    desk.work(1)
    assert (desk.gone, desk.state.ignored) == (["18:00"], 0)


def test_the_weekend_is_free():
    desk = Desk(day=MONDAY + 5)
    desk.work(500)
    assert desk.asked == []
    desk = Desk(replace(WISHES, days=(5,)), day=MONDAY + 5)
    desk.work(51)
    assert desk.asked == ["9:50"]


NIGHT = replace(WISHES, begin=22 * 60, end=6 * 60, days=(4,))


def test_hours_over_midnight_belong_to_the_day_on_which_they_began():
    desk = Desk(NIGHT, at="23:30", day=MONDAY + 4)
    desk.work(51)
    assert desk.asked == ["0:20"]  # on Saturday, in Friday's night
    desk = Desk(NIGHT, at="23:30", day=MONDAY + 3)
    desk.work(51)
    assert desk.asked == []


def test_not_today_in_a_night_means_that_night():
    desk = Desk(replace(NIGHT, days=(0, 1, 2)), at="23:00", day=MONDAY)
    desk.work(50.2)
    desk.answer("not_today")
    desk.work(5 * 60)
    assert desk.asked == ["23:50"]
    desk.suspend(19 * 60)
    desk.work(55)
    assert (desk.asked, desk.clock) == (["23:50", "0:40"], "0:45")


@pytest.mark.parametrize("minutes", [-60, -24 * 60, 60, 90 * 24 * 60], ids=["back", "a day back", "on", "months on"])
def test_who_sets_the_clock_is_not_asked_sooner_or_later(minutes):
    desk = Desk(BreakWishes(on=True, every=50, minutes=5, begin=0, end=1440, days=tuple(range(7))))
    desk.work(30)
    desk.set_clock(minutes)
    desk.work(19)
    assert desk.asked == []
    desk.work(2)
    assert len(desk.asked) == 1


def test_another_zone_moves_the_hours_and_not_the_work():
    desk = Desk(at="12:00", offset=60)
    desk.work(30)
    desk.travel(-300)  # six hours west: 6:30 in the morning
    desk.work(40)
    assert (desk.asked, desk.view.kind) == ([], "outside")
    desk.travel(180)
    desk.work(1)
    assert desk.asked == ["15:10"]


def test_summer_time_takes_an_hour_of_the_night_and_none_of_the_work():
    whole = replace(WISHES, begin=0, end=1440, days=tuple(range(7)))
    desk = Desk(whole, at="1:30", day=MONDAY + 83, offset=60)
    desk.work(30)
    desk.travel(120)
    assert desk.clock == "3:00"
    desk.work(21)
    assert desk.asked == ["3:20"]


def test_the_hour_that_comes_twice_is_not_asked_twice():
    whole = replace(WISHES, begin=2 * 60, end=3 * 60, days=tuple(range(7)))
    desk = Desk(whole, at="1:58", offset=120)
    desk.work(52)
    assert desk.asked == ["2:48"]
    desk.answer("not_today")
    desk.travel(60)  # 2:50 becomes 1:50
    desk.work(65)
    assert desk.asked == ["2:48"]


def test_idle_unknown_goes_by_the_clock():
    desk = Desk()
    desk.knows_idle = False
    desk.rest(51)
    assert desk.asked == ["9:50"]


def test_idle_that_is_lost_for_a_while_costs_nothing():
    desk = Desk()
    desk.work(20)
    desk.knows_idle = False
    desk.work(10)
    desk.knows_idle = True
    desk.work(19)
    assert desk.asked == []
    desk.work(2)
    assert desk.asked == ["9:50"]


def test_later_is_ten_minutes_later():
    desk = Desk()
    desk.work(50.2)
    desk.answer("later")
    desk.work(12)
    assert desk.asked == ["9:50", "10:00"]


@pytest.mark.parametrize("said", ["done", "now"])
def test_a_break_that_was_taken_starts_the_count_anew(said):
    desk = Desk()
    desk.work(50.2)
    desk.answer(said)
    assert desk.left == 50
    desk.work(49)
    assert desk.asked == ["9:50"]
    desk.work(2)
    assert desk.asked == ["9:50", "10:40"]


def test_not_today_is_not_today():
    desk = Desk()
    desk.work(50.2)
    desk.answer("not_today")
    desk.work(7 * 60)
    assert (desk.asked, desk.view.kind) == (["9:50"], "free")
    desk.suspend(16 * 60)
    desk.work(51)
    assert len(desk.asked) == 2


def test_never_this_routine_leaves_the_notice_for_another_one():
    desk = Desk()
    desk.work(50.2)
    desk.answer("never")
    assert desk.state.shown > 0
    desk.work(2)
    assert desk.gone == ["9:50"]


def test_paused_for_an_hour():
    desk = Desk()
    desk.work(50.2)
    desk.state = paused(desk.state, Ms(60 * MINUTE))
    desk.work(59)
    assert (len(desk.asked), desk.view.kind) == (1, "paused")
    desk.work(2)
    assert desk.asked == ["9:50", "10:50"]


def test_paused_until_tomorrow_holds_also_after_a_sleep_and_ends_with_the_day():
    desk = Desk()
    desk.work(20)
    desk.state = paused(desk.state, Ms(0), MONDAY)
    desk.suspend(60)
    desk.work(120)
    assert (desk.asked, desk.view.kind) == ([], "free")
    desk.suspend(21 * 60)
    desk.work(51)
    assert len(desk.asked) == 1


def test_reminders_go_on_when_a_pause_is_taken_back():
    desk = Desk()
    desk.state = paused(desk.state, Ms(60 * MINUTE), MONDAY)
    desk.work(50)
    desk.state = paused(desk.state, Ms(0))
    desk.work(1)
    assert desk.asked == ["9:50"]


def test_after_a_crash_the_work_is_still_known_and_nothing_is_asked_at_once():
    desk = Desk()
    desk.work(50.2)
    desk.crash(1)
    assert desk.left <= 0
    desk.work(8)
    assert desk.asked == ["9:50"]
    desk.work(3)
    assert desk.asked == ["9:50", "10:00"]


def test_a_program_that_was_away_for_long_begins_anew():
    desk = Desk()
    desk.work(45)
    desk.crash(6)
    assert desk.left == 50


def test_a_clock_that_was_set_back_between_two_runs_begins_anew_and_a_pause_still_holds():
    state = replace(State(), worked=Ms(45 * MINUTE), paused=Ms(30 * MINUTE), free=7, ignored=1)
    again = restored(state, -1, WISHES)
    assert again == State(paused=Ms(30 * MINUTE), free=7)


def test_who_asks_for_breaks_every_five_minutes_gets_them():
    desk = Desk(replace(WISHES, every=5, minutes=1))
    for _ in range(3):
        desk.work(5.2)
        desk.answer("done")
    assert desk.asked == ["9:05", "9:10", "9:15"]


def test_a_clock_that_jumps_backwards_is_ignored():
    state = after(State(), Reading(Stamp(0), Ms(1_000_000), Ms(0)), WISHES).state
    step = after(state, Reading(Stamp(0), Ms(1), Ms(0)), WISHES)
    assert (step.state.worked, step.state.grace, step.deed) == (0, state.grace, "none")


def test_what_holds_back_matters_only_near_the_end_of_the_work_or_in_a_long_rest():
    desk = Desk()
    assert not matters(desk.state, desk.wishes)
    desk.work(40)
    assert not matters(desk.state, desk.wishes)
    desk.rest(2)
    assert matters(desk.state, desk.wishes)
    desk.rest(4)
    assert not matters(desk.state, desk.wishes)
    desk.work(50.2)
    assert matters(desk.state, desk.wishes)


def test_switched_off_it_says_so_and_asks_nothing():
    desk = Desk(replace(WISHES, on=False))
    desk.work(200)
    assert (desk.asked, desk.view.kind) == ([], "off")


@pytest.mark.parametrize(
    ("begin", "end", "minute", "inside"),
    [(540, 1080, 540, 0), (540, 1080, 1079, 0), (540, 1080, 1080, None), (540, 1080, 539, None), (0, 1440, 1439, 0),
     (1320, 360, 359, -1), (1320, 360, 360, None), (1320, 360, 1320, 0), (600, 600, 599, -1), (600, 600, 600, 0)],
)  # fmt: skip
def test_hours_begin_and_end_on_the_minute(begin, end, minute, inside):
    wishes = BreakWishes(begin=begin, end=end, days=tuple(range(7)))
    day = working_day(wishes, Stamp(MONDAY * 86_400_000 + minute * MINUTE, 0))
    assert day == (None if inside is None else MONDAY + inside)


# A year of any days: what must never happen, whatever happens.

MINUTES = st.integers(1, 180)


class AnyDays(Desk):
    """Days made by chance; each notice is held to what must never happen."""

    def __init__(self, wishes, seed):
        self.chance = random.Random(seed)  # noqa: S311  # chance for a test
        self.woke = self.answered_up = -(10**12)
        super().__init__(wishes, at="0:00", day=MONDAY)

    def look(self, held=()):
        before = len(self.asked_up)
        super().look(held)
        if len(self.asked_up) == before:
            return
        assert self.up - self.woke >= GRACE, "right after waking"
        assert working_day(self.wishes, self.wall) is not None, "outside the hours"
        assert not held
        if before:
            assert self.asked_up[-1] - self.asked_up[-2] >= min(LATER, self.wishes.every * MINUTE), "twice"

    def one_thing(self):
        chance = self.chance
        what = chance.choices(
            ["work", "type", "rest", "sleep", "night", "held", "answer", "clock", "zone", "crash", "pause"],
            [30, 6, 12, 5, 4, 6, 12, 1, 1, 1, 1],
        )[0]
        minutes = chance.choice([0.5, 1, 2, 5, 20, 50])
        match what:
            case "work" | "type" | "rest":
                getattr(self, what)(minutes)
            case "sleep" | "night":
                minutes = max(minutes, 2) * (1 if what == "sleep" else 40)
                self.woke = self.up + minutes * MINUTE
                self.suspend(minutes)
            case "held":
                self.work(minutes, chance.choice(["meeting", "full_screen", "quiet", "playing"]))
            case "answer":
                self.answer(chance.choice(["now", "later", "done", "done", "not_today", "never"]))
            case "clock":
                self.set_clock(chance.choice([-600, -60, -1, 1, 60, 600]))
            case "zone":
                self.travel(chance.choice([-480, -60, 0, 60, 120, 345, 720]))
            case "crash":
                self.woke = self.up + round(minutes * MINUTE)
                self.crash(minutes)
            case "pause":
                self.state = paused(self.state, Ms(round(minutes * MINUTE)), chance.choice([None, self.wall.day]))


@settings(max_examples=20)
@given(
    seed=st.integers(0, 2**32),
    every=st.integers(5, 120),
    minutes=st.integers(1, 15),
    begin=st.integers(0, 1439),
    end=st.integers(0, 1440),
    days=st.sets(st.integers(0, 6), min_size=1),
)
def test_whatever_happens_in_some_weeks_nobody_is_nagged(seed, every, minutes, begin, end, days):
    desk = AnyDays(BreakWishes(True, every, begin, end, tuple(sorted(days)), 4, minutes), seed)  # noqa: FBT003
    for _ in range(250):
        desk.one_thing()


def test_a_year_of_any_days():
    wishes = BreakWishes(on=True, begin=0, end=0, days=tuple(range(7)))
    desk = AnyDays(wishes, 1)
    start = desk.up
    while desk.up - start < 365 * 24 * 60 * MINUTE:
        desk.one_thing()
    assert len(desk.asked) > 200  # else the year was too easy
