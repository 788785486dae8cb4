"""The half of breaks that is seen, in the real windows, without a screen and without waiting."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import get_args

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from backtimer import playing
from backtimer.app import Workshop
from backtimer.break_words import end_line, notice_line, worked_text
from backtimer.core.breaks.schedule import Said
from backtimer.core.breaks.week import week_alone
from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.journal_entry import DAY, SessionEntry, Stamp, StepEntry
from backtimer.core.player import Player
from backtimer.core.safety import QUESTIONS, verdict
from backtimer.core.timing import MINUTE, SECOND, Ms
from backtimer.ui.breaks.notice import ANSWERS
from backtimer.ui.breaks.settings import DAYS, GROUPS, MANY
from backtimer.ui.breaks.window import BreakWindow
from backtimer.wings.breaktime import find_choices
from tests.clock import FakeClock

MONDAY = 20_458
WISHES = BreakWishes(on=True, every=50, minutes=2, place="standing", tools=("ball", "wall"), silent=True)
NO = verdict({question.id: "no" for question in QUESTIONS})

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support")


class Machine:
    """A machine and its person, who has worked for an hour and lets the hands rest."""

    def __init__(self) -> None:
        self.ms, self.held = 1_000_000, frozenset()
        self.aside = SimpleNamespace(do=lambda job: job(), close=lambda: None)
        self.senses = self

    def wall(self):
        return Stamp(MONDAY * DAY + 9 * 60 * MINUTE + self.ms, 0)

    def up(self):
        return Ms(self.ms)

    def idle(self):
        return Ms(6 * SECOND)

    def holds(self):
        return self.held

    def close(self):
        pass


class Ear:
    """Notes what is to be heard."""

    def __init__(self) -> None:
        self.heard, self.attended = [], []
        self.ear = SimpleNamespace(guide=lambda _: None, keep_beat=lambda _: None)

    def take(self, sound):
        self.heard.append(sound.hearing)

    def attend(self, conductor, _speed):
        self.attended.append(conductor)

    def close(self):
        pass


class Desk:
    """The program's windows, its person, and its clocks."""

    def __init__(self, **wishes) -> None:
        self.clock, self.machine, self.ear = FakeClock(), Machine(), Ear()
        self.workshop = Workshop(wall=lambda: datetime(2026, 1, 5, 10, tzinfo=UTC))
        self.workshop.__dict__["attendants"] = self.ear
        self.window, self.quiet, self.resting = self.workshop.window, self.workshop.breaktime, self.workshop.resting
        self.quiet.__dict__["outside"] = self.machine
        self.workshop.read_library()
        self.choose(**wishes)

    def choose(self, **wishes):
        settings = replace(self.window.settings, breaks=replace(WISHES, **wishes))
        self.window.show_settings(settings)
        self.window.settings_changed.emit(settings)

    def work(self, minutes=55):
        """Work until the notice is there, or for so long."""
        for _ in range(minutes * 3):
            self.machine.ms += 20 * SECOND
            self.quiet.look()
            if self.notice is not None:
                return

    @property
    def notice(self):
        made = self.resting.__dict__.get("notice")
        return made if made is not None and made.isVisible() else None

    @property
    def kind(self):
        return self.quiet.outlook.kind

    @property
    def break_window(self):
        return self.resting.break_window

    def begin(self):
        """Begin the first break that is offered, with today's questions answered."""
        self.window.take_verdict(NO)
        self.work()
        QTest.keyClick(self.notice, Qt.Key.Key_Return)
        return self.break_window

    def play_on(self, milliseconds):
        self.clock.advance(milliseconds)
        self.break_window._conductor._on_timeout()

    def play_to_the_end(self):
        for _ in range(400):
            if self.break_window.end is not None:
                return
            self.play_on(SECOND)
        raise AssertionError("it never ended")

    def sessions(self):
        found = []
        self.workshop._kept().tell("test", lambda journal: found.extend(journal.sessions()))
        self.workshop._kept().writer.close()
        return found

    def close(self):
        self.quiet._timer.stop()
        self.choose(on=False)
        self.workshop.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def make(qtbot, tmp_path, monkeypatch):  # noqa: ARG001
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path))
    desks = []

    def make(**wishes):
        desks.append(Desk(**wishes))
        clock = desks[-1].clock
        monkeypatch.setattr(playing, "player_of", lambda plan, _speed: Player(plan, clock))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


def test_the_notice_comes_once_after_work_and_offers_what_fits(make):
    desk = make()
    desk.work(minutes=45)
    assert desk.notice is None
    desk.work(minutes=10)
    assert desk.notice.accessibleName().startswith("50 minutes at the desk")
    assert desk.kind == "asking"


def test_the_notice_takes_no_focus_and_never_keeps_the_program_alive(make):
    desk = make()
    desk.work()
    assert desk.notice.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert desk.notice.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not desk.notice.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


@pytest.mark.parametrize(
    ("key", "said", "kind"),
    [
        (Qt.Key.Key_L, "later", "later"),
        (Qt.Key.Key_Escape, "later", "later"),
        (Qt.Key.Key_D, "done", "working"),
        (Qt.Key.Key_T, "not_today", "free"),
    ],
)
def test_an_answer_does_what_it_says(make, key, said, kind):
    desk = make()
    desk.work()
    QTest.keyClick(desk.notice, key)
    assert desk.notice is None
    assert desk.kind == kind
    assert desk.quiet.memory.answers[-1].said == said


def test_another_one_is_one_key_away_and_comes_round_again(make):
    desk = make()
    desk.work()
    notice = desk.notice
    seen = []
    for _ in range(len(notice._offers) + 1):
        seen.append(notice.accessibleName())
        QTest.keyClick(notice, Qt.Key.Key_Tab)
    assert len(set(seen[:-1])) == len(seen) - 1 > 1
    assert seen[-1] == seen[0]


def test_never_this_one_offers_the_next_and_never_that_one_again(make):
    desk = make()
    desk.work()
    first, second = (choice.entry.id for choice in desk.resting._choices[:2])
    QTest.keyClick(desk.notice, Qt.Key.Key_N)
    assert desk.notice is not None
    assert desk.resting._choices[0].entry.id == second
    assert desk.quiet.memory.never == {first}


def test_nobody_answers_and_the_notice_goes(make):
    desk = make()
    desk.work()
    for _ in range(4):
        desk.machine.ms += 20 * SECOND
        desk.quiet.look()
    assert desk.notice is None
    assert desk.kind == "later"


def test_a_full_screen_takes_the_notice_away(make):
    desk = make()
    desk.work()
    desk.machine.held = frozenset({"full_screen"})
    desk.machine.ms += SECOND
    desk.quiet.look()
    assert desk.notice is None


def test_where_nothing_fits_the_notice_says_so_and_offers_no_beginning(make, monkeypatch):
    monkeypatch.setattr("backtimer.wings.breaktime.find_choices", lambda *_: ())
    desk = make()
    desk.work()
    assert "No routine" in desk.notice.accessibleName()
    assert desk.notice.buttons["now"].isHidden()
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    assert desk.break_window is None
    QTest.keyClick(desk.notice, Qt.Key.Key_L)
    assert desk.notice is None


def test_the_first_break_of_a_day_asks_and_the_second_does_not(make):
    desk = make()
    desk.work()
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    check = desk.break_window.check
    assert desk.break_window.page is None
    check.begin.click()
    assert desk.break_window.page is None, "who presses Enter twice has not read it"
    check.let_answer()
    check.begin.click()
    assert desk.break_window.page.name == "break"
    desk.resting.leave()
    desk.work()
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    assert desk.break_window.page.name == "break"


def test_escape_leads_away_from_the_questions_too(make):
    desk = make()
    desk.work()
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    assert desk.break_window.check.isVisible()
    back = desk.break_window._actions["back"]
    assert back.isEnabled()
    assert back.shortcuts() == [QKeySequence("Esc")]
    back.trigger()
    assert desk.break_window is None


def test_a_routine_that_has_gone_meanwhile_begins_nothing_else(make):
    desk = make()
    entries = {entry.id: entry for entry in desk.window.library.shelf.entries}
    desk.workshop.play(entries["first-back-10"])
    desk.work()
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    file = entries["first-back-10"].file + ".gone"
    choice = desk.resting._choice
    desk.resting._choice = replace(choice, entry=replace(choice.entry, file=file))
    desk.break_window.check.ask.click()
    assert desk.window.page.name == "problems"


def test_something_is_true_leads_to_the_questions_one_by_one(make):
    desk = make()
    desk.work()
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    desk.break_window.check.ask.click()
    assert desk.break_window is None
    assert desk.window.page.name == "safety"
    assert desk.window.safety._alone


def test_one_key_leads_from_the_notice_to_a_break_that_plays(make):
    desk = make()
    window = desk.begin()
    assert desk.notice is None
    assert window.isVisible()
    assert window._conductor.player.state == "running"
    assert not desk.window.isVisible(), "the main window stays where it was"
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert desk.quiet._on_break


def test_a_silent_break_is_silent_and_the_sound_of_before_comes_back(make):
    desk = make()
    desk.begin()
    assert desk.ear.heard[-1] == "silent"
    desk.choose(minutes=5)
    assert desk.ear.heard[-1] == "silent"
    desk.resting.leave()
    assert desk.ear.heard[-1] == desk.window.settings.sound.hearing == "voice"


def test_a_break_that_is_not_silent_sounds_as_always(make):
    desk = make(silent=False)
    desk.begin()
    assert desk.ear.heard[-1] == "voice"
    desk.break_window.obey("hearing")
    assert desk.ear.heard[-1] == "bells"


def test_keys_pause_go_on_and_end(make):
    desk = make()
    window = desk.begin()
    player = window._conductor.player
    space = next(action for action in window.actions() if action.shortcuts()[0] == QKeySequence("Space"))
    space.trigger()
    assert player.state == "paused"
    space.trigger()
    assert player.state in ("leading", "running")
    window.obey("next")
    window.obey("back")
    assert desk.break_window is None
    assert player.state == "stopped"
    assert not desk.quiet._on_break


def test_stop_at_once_says_what_one_does_alone(make):
    desk = make()
    window = desk.begin()
    window.obey("stop")
    assert window._conductor.player.state == "paused"
    assert "Cover them" not in window.stop.accessibleName()
    keys = {command for command, action in window._actions.items() if action.isEnabled()}
    assert keys == {"back"}, "a key lets it play behind what is to be read"
    window._actions["back"].trigger()
    assert window.page.isVisible()
    assert window._conductor.player.state == "paused"
    window.obey("stop")
    window._conductor.tell(window._conductor.player.play)  # a headset
    assert window.page.isVisible()


def test_the_end_comes_by_itself_and_goes_by_itself(make):
    desk = make()
    desk.begin()
    desk.play_to_the_end()
    window = desk.break_window
    assert window.end.isVisible()
    assert window._leaving.isActive()
    window._leaving.timeout.emit()
    assert desk.break_window is None


def test_tension_before_and_after_is_kept_with_the_session(make):
    desk = make()
    desk.window.take_verdict(NO)
    desk.work()
    QTest.keyClick(desk.notice, Qt.Key.Key_6)
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    desk.play_to_the_end()
    QTest.keyClick(desk.break_window.end.scale, Qt.Key.Key_2)
    assert desk.break_window._leaving.interval() < 2_000
    (entry,) = desk.sessions()
    assert (entry.before, entry.after, entry.finished) == (6, 2, True)


def test_tension_before_is_kept_even_if_nobody_says_it_afterwards(make):
    desk = make()
    desk.window.take_verdict(NO)
    desk.work()
    QTest.keyClick(desk.notice, Qt.Key.Key_6)
    QTest.keyClick(desk.notice, Qt.Key.Key_Return)
    desk.play_on(30 * SECOND)
    desk.resting.leave()
    (entry,) = desk.sessions()
    assert (entry.before, entry.after) == (6, None)


def test_a_break_that_fits_nowhere_is_told_where_it_can_be_read(make, monkeypatch):
    monkeypatch.setattr("backtimer.wings.breaktime.find_choices", lambda *_: ())
    desk = make(on=False)
    desk.resting.now()
    assert desk.window.isVisible()
    assert "No routine" in desk.window.notice.text


def test_a_break_is_nothing_to_go_on_with(make, tmp_path):
    desk = make()
    desk.begin()
    desk.play_on(20 * SECOND)
    desk.sessions()
    assert not list(tmp_path.rglob("resume*"))


def test_what_plays_in_the_window_waits_for_the_break_and_sounds_again_after_it(make):
    desk = make()
    entry = next(entry for entry in desk.window.library.shelf.entries if entry.id == "first-back-10")
    desk.window.take_verdict(NO)
    desk.workshop.play(entry)
    desk.window.routine.begin.click()
    main = desk.quiet.conductor
    assert main.player.state == "running"
    desk.resting.now()
    assert main.player.state == "paused"
    assert desk.ear.attended[-1] is desk.break_window._conductor
    desk.resting.leave()
    assert desk.ear.attended[-1] is main
    main.tell(main.player.stop)


def test_full_screen_shows_the_page_of_the_whole_window(make):
    desk = make(full_screen=True)
    window = desk.begin()
    assert window.isFullScreen()
    assert window.page.name == "player"
    window.obey("full")
    assert window.page.name == "break"


def test_a_trial_notes_nothing(make):
    desk = make(on=False)
    desk.resting.open()
    desk.resting.page.buttons["try"].click()
    assert desk.notice is not None
    QTest.keyClick(desk.notice, Qt.Key.Key_N)
    assert desk.notice is None
    assert desk.quiet.memory.answers == ()
    assert desk.quiet.memory.never == frozenset()


def test_the_page_changes_what_is_chosen(make):
    desk = make()
    desk.resting._known = lambda: {"idle": True, "full_screen": False, "meeting": True, "quiet": False}
    desk.resting.open()
    page = desk.resting.page
    assert desk.window.page is page
    page.settings.answers["every", 90].click()
    page.settings.answers["days", 5].click()
    page.settings.answers["tools", "ball"].click()
    wishes = desk.window.settings.breaks
    assert (wishes.every, wishes.days, wishes.tools) == (90, (0, 1, 2, 3, 4, 5), ("wall",))
    lines = dict(page._known)
    assert [known for _, known in page._known] == [True, False, True, False, False]
    assert any("unknown here" in line for line, known in lines.items() if known is False)
    page.buttons["hour"].click()
    assert desk.kind == "paused"
    assert page.buttons["go_on"].isVisibleTo(page)
    page.buttons["go_on"].click()
    assert desk.kind != "paused"


def test_all_wishes_but_the_rest_of_the_hands_can_be_chosen():
    fields = set(BreakWishes.__dataclass_fields__) - {"rest"}
    assert fields - {"begin", "end"} == {row.setting for _, rows in GROUPS for row in rows} - {"hours"}
    assert set(MANY) <= fields
    assert len(DAYS) == 7


def test_the_answers_of_the_notice_are_those_of_the_scheduler():
    assert {each.said for each in ANSWERS} - {"another"} == set(get_args(Said))


def test_no_two_answers_share_a_key():
    keys = [key for each in ANSWERS for key in each.keys]
    assert len(keys) == len(set(keys))


def test_the_week_is_that_of_one_s_own_routines():
    def session(key, routine, day, before=None, after=None):
        step = StepEntry(1, "s", "squeeze", ("upper_trap",), "left", Ms(60_000), Ms(30_000))
        stamp = Stamp(day * DAY)
        return SessionEntry(key, routine, "t", "", stamp, stamp, steps=(step,), before=before, after=after)

    sessions = [session("a", "own", 100, 7, 4), session("b", "own", 94), session("c", "own", 93, 9, 1),
                session("d", "partner", 100, 9, 1), session("e", "own", 101)]  # fmt: skip
    week = week_alone(sessions, {"own"}, 100)
    assert [each.key for each in week.sessions] == ["a", "b"]
    assert (week.time, week.tension) == (60_000, (7.0, 4.0))


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (60, "an hour"),
        (61, "an hour"),
        (90, "an hour and a half"),
        (50, "50 minutes"),
        (75, "1 h 15 min"),
        (1, "5 minutes"),
    ],
)
def test_work_is_said_as_people_say_it(minutes, text):
    assert worked_text(Ms(minutes * MINUTE)) == text


def test_what_is_said_changes_and_fits():
    lines = {notice_line(Ms(60 * MINUTE), count) for count in range(8)}
    assert len(lines) == 4
    assert all(len(line) < 70 for line in lines)
    assert len({end_line(count) for count in range(6)}) == 3


def test_a_window_alone_closes_without_a_word(qtbot, make):
    desk = make()
    window = BreakWindow(desk.window.look, desk.window.rows, datetime.now)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.gone):
        window.close()


def test_choices_are_found_for_the_wishes_of_now(make):
    desk = make(on=False)
    found = find_choices(desk.window.settings.breaks, desk.quiet.memory, desk.workshop.handbook, MONDAY)
    assert {choice.entry.id for choice in found} >= {"self-desk-shoulders-2"}
