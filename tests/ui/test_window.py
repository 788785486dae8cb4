"""The program in one window, by keyboard and mouse: choosing, playing, pausing, coming back, and what is wrong.

The window is the real one, made by the workshop; only the clock of what it plays is ours.
"""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit

from backtimer import words
from backtimer.app import Workshop, application
from backtimer.core.journal_entry import SessionEntry, Stamp
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.session import Session
from backtimer.core.shelf import Entry
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.journal import open_journal
from backtimer.files.routine_file import read_routine
from backtimer.ui.conductor import Conductor
from backtimer.ui.keys import KEYS
from backtimer.ui.paint_timeline import x_of
from tests.clock import FakeClock

SHIPPED = [
    "slow-stroke-10",
    "first-back-10",
    "seated-neck-shoulders-8",
    "pre-event-8",
    "calm-touch-6",
    "chair-15",
    "post-event-15",
    "low-back-hips-15",
    "slow-stroke-3",
    "swedish-back-20",
    "self-desk-ball-3",
    "self-ball-wall-8",
    "self-hands-forearms-3",
    "self-lowback-6",
    "self-chair-lowback-2",
    "self-neck-shoulders-5",
    "self-standing-reset-1",
    "self-desk-shoulders-2",
    "swedish-student-30",
    "lomi-20",
    "swedish-student-20",
    "deep-slow-25",
]
"""The shipped routines as they stand when nothing is asked for: first what beginners do in about ten minutes."""

MINE = "backtimer: 1\ntitle: {title}\nsteps:\n- {{stroke: hold, region: whole_back, time: 30}}\n"

BROKEN = "backtimer: 1\ntitle: Sunday\nsteps:\n- {stroke: efleurage_long, region: whole_back, time: soon}\n"

HOSTILE = "<b>bold</b> <img src='http://nowhere.invalid/x.png'> &amp; <a href='file:///etc/passwd'>here</a>"


class Bench:
    """The window at work: keys go to whoever has the focus, and time passes when it is told to."""

    def __init__(self, qtbot) -> None:
        application()
        self.qtbot = qtbot
        self.clock = FakeClock()
        self.workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        self.window = self.workshop.window
        self.window.conducted.disconnect()  # no test makes a sound
        self.window.play_asked.disconnect(self.workshop.play)
        self.window.play_asked.connect(self._play)
        self.window.resize(1280, 800)
        self.workshop.read_library()

    def show(self) -> None:
        with self.qtbot.waitActive(self.window, timeout=3_000):
            self.window.show()
            self.window.activateWindow()

    def written(self) -> None:
        """Wait until all that was asked for is on the disk."""
        assert self.workshop._kept().writer.flush()

    def close(self) -> None:
        self.workshop.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _play(self, entry: Entry) -> None:
        """What the workshop does, with our clock, and without a gap."""
        plan = make_plan(read_routine(Path(entry.file), self.workshop.handbook).routine)
        self.window.conduct(Conductor(Player(plan, self.clock, gap=Ms(10**9)), self.window), entry)

    def press(self, *keys) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)
            QCoreApplication.processEvents()

    def wait(self, milliseconds: int) -> None:
        """Let time pass for the player, and let it look at the clock."""
        self.clock.advance(milliseconds)
        self.window._conductor.tell(self.player.tick)

    def open(self, name: str) -> None:
        """Open a routine as a person does: by the arrows and Enter."""
        self.press(Qt.Key.Key_Home)
        for _ in range(self.ids.index(name)):
            self.press(Qt.Key.Key_Right)
        assert self.window.library.current().id == name
        self.press(Qt.Key.Key_Return)

    def agree(self) -> None:
        """Answer the questions about safety: nothing of all that applies."""
        assert self.page == "safety"
        for group in self.window.safety.groups.values():
            self.qtbot.mouseClick(group.none, Qt.MouseButton.LeftButton)
        self.qtbot.mouseClick(self.window.safety.begin, Qt.MouseButton.LeftButton)

    @property
    def ids(self) -> list[str]:
        return [entry.id for entry in self.window.library.shelf.entries]

    @property
    def player(self) -> Player:
        return self.window._conductor.player

    @property
    def page(self) -> str:
        return self.window.page.name

    @property
    def at(self) -> tuple[str, int]:
        return self.player.state, self.player.position

    def note(self, name: str) -> str:
        """What is said on the card of a routine today."""
        file = next(entry.file for entry in self.window.library.shelf.entries if entry.id == name)
        return self.window.library._cards.notes.get(file, "")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """All that is personal, in a folder of the test."""
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "data" / "routines").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def put(home):
    """Put a file among one's own routines."""

    def put(name: str, text: str) -> Path:
        file = home / "data" / "routines" / name
        file.write_text(text, encoding="utf-8")
        return file

    return put


@pytest.fixture
def make_bench(qtbot, home):  # noqa: ARG001  # its folder must be there first
    """Windows on the same folders, closed again after the test."""
    benches = []

    def make_bench() -> Bench:
        bench = Bench(qtbot)
        benches.append(bench)
        bench.show()
        return bench

    yield make_bench
    for bench in benches:
        bench.close()


@pytest.fixture
def bench(make_bench):
    return make_bench()


# Choosing


def test_the_library_shows_the_shipped_routines(bench):
    assert (bench.page, bench.ids, bench.window.windowTitle()) == ("library", SHIPPED, "backtimer")
    assert bench.window.library.current().id == SHIPPED[0]


def test_arrows_choose_and_enter_opens(bench):
    bench.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert (bench.page, bench.player.plan.routine.id, bench.at) == ("player", SHIPPED[1], ("ready", 0))
    assert bench.window.windowTitle() == "Your first back massage – backtimer"


def test_a_click_on_a_card_opens_it_too(bench):
    grid = bench.window.library.grid
    place = grid.visualRect(bench.window.library.shelf.index(3)).center()
    bench.qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (bench.page, bench.player.plan.routine.id) == ("player", SHIPPED[3])


def test_a_card_is_told_to_who_cannot_see_it(bench):
    said = bench.window.library.shelf.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Evening slow-stroke, 10 minutes, with a partner · lying face down"


# Playing


def test_space_starts_pauses_and_goes_on_gently(bench):
    bench.open("slow-stroke-3")
    story = [bench.at]
    for milliseconds in (0, 9_000, 60_000, 2_999, 1):
        bench.clock.advance(milliseconds)
        if milliseconds in (0, 9_000, 60_000):
            bench.press(Qt.Key.Key_Space)
        else:
            bench.wait(0)
        story.append(bench.at)
    assert story == [
        ("ready", 0),
        ("running", 0),
        ("paused", 9_000),
        ("leading", 9_000),
        ("leading", 9_000),
        ("running", 9_000),
    ]


def test_right_goes_on_and_left_goes_back(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    steps = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_N, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_P, Qt.Key.Key_PageUp):
        bench.press(key)
        steps.append((bench.window._conductor.moment.span.kind, bench.window._conductor.moment.span.number))
    assert steps == [("step", 1), ("step", 2), ("change", 3), ("step", 2), ("step", 1), ("ready", 1)]


def test_h_stays_here_and_h_goes_on(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(10_000)
    bench.press(Qt.Key.Key_H)
    bench.wait(90_000)
    held = bench.at
    bench.press(Qt.Key.Key_H)
    assert (held, bench.at) == (("holding", 10_000), ("running", 10_000))


@pytest.mark.parametrize("key", ["+", "="])
def test_plus_gives_half_a_minute_more(bench, key):
    bench.open("slow-stroke-3")
    before = bench.player.plan.total
    bench.press(Qt.Key.Key_Space, key, key)
    assert bench.player.plan.total == before + 60_000


def test_home_begins_again(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(50_000)
    bench.press(Qt.Key.Key_Home)
    assert bench.at == ("running", 0)


def test_a_click_on_the_figure_or_the_words_pauses(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    states = []
    for part in (bench.window.player.stage, bench.window.player.panel):
        bench.wait(4_000)
        bench.qtbot.mouseClick(part, Qt.MouseButton.LeftButton, pos=part.rect().center())
        states.append(bench.player.state)
    assert states == ["paused", "leading"]


def test_a_click_on_the_timeline_goes_to_the_step_there(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    timeline, plan = bench.window.player.timeline, bench.player.plan
    spans = [plan.spans[plan.step_index(number)] for number in (4, 2, 5)]
    arrived = []
    for span in spans:
        x = round(x_of(plan, Ms((span.start + span.end) // 2), timeline._box()))
        bench.qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(x, timeline.height() // 2))
        arrived.append(bench.at)
    assert arrived == [("running", span.start) for span in spans]


@pytest.mark.parametrize(
    ("button", "state"),
    [("toggle", "paused"), ("hold", "holding"), ("next", "running"), ("previous", "running"), ("more", "running")],
)
def test_the_buttons_do_what_the_keys_do(bench, button, state):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(9_000)
    bench.qtbot.mouseClick(bench.window.player.buttons[button], Qt.MouseButton.LeftButton)
    assert bench.player.state == state


def test_the_large_button_says_what_it_will_do(bench):
    bench.open("slow-stroke-3")
    button = bench.window.player.buttons["toggle"]
    said = [button.accessibleName()]
    for _ in range(2):
        bench.press(Qt.Key.Key_Space)
        said.append(button.accessibleName())
    assert said[1:] == ["Pause", "Go on"]


def test_space_pauses_also_while_a_button_has_the_focus(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QAbstractButton)
    bench.wait(1_000)
    bench.press(Qt.Key.Key_Space)
    assert bench.at == ("paused", 1_000)


def test_v_shows_the_far_view_and_v_the_whole_page(bench):
    bench.open("slow-stroke-3")
    page = bench.window.player
    seen = []
    for _ in range(2):
        bench.press(Qt.Key.Key_V)
        seen.append((page.panel.far, page.stage.isVisible(), page.panel.width() == page.width()))
    assert seen == [(True, False, True), (False, True, False)]


# Going away and coming back


def test_escape_pauses_and_the_card_says_where(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(40_000)
    bench.press(Qt.Key.Key_Escape)
    assert (bench.page, bench.at, bench.note("slow-stroke-3")) == ("library", ("paused", 40_000), "Paused at step 2")


def test_opening_it_again_goes_on_where_it_was(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(40_000)
    bench.press(Qt.Key.Key_Escape)
    player = bench.player
    bench.open("slow-stroke-3")
    assert (bench.page, bench.player is player, bench.at) == ("player", True, ("paused", 40_000))
    bench.press(Qt.Key.Key_Space)
    bench.wait(4_000)
    assert bench.at == ("running", 41_000)


def test_what_was_not_begun_is_not_called_paused(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Escape)
    assert (bench.page, bench.at, bench.note("slow-stroke-3")) == ("library", ("ready", 0), "")


def test_another_routine_takes_the_place_of_the_one_that_was_paused(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(40_000)
    bench.press(Qt.Key.Key_Escape)
    bench.open("first-back-10")
    assert (bench.player.plan.routine.id, bench.at) == ("first-back-10", ("ready", 0))


def test_a_paused_routine_waits_while_another_one_is_looked_at(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(40_000)
    bench.press(Qt.Key.Key_Escape)
    position = bench.player.position
    bench.open("first-back-10")
    bench.press(Qt.Key.Key_Escape)
    assert (bench.note("slow-stroke-3"), bench.note("first-back-10")) == ("Paused at step 2", "")
    bench.open("slow-stroke-3")
    assert (bench.player.state, bench.player.position) == ("paused", position)


def test_the_words_for_the_screen_reader_are_those_of_the_routine_at_hand(bench):
    bench.open("first-back-10")
    bench.press(Qt.Key.Key_Escape)
    bench.open("self-neck-shoulders-5")
    assert bench.window.player.panel.accessibleName().startswith("Get ready. Brush, left side. neck to arm")


def test_a_routine_that_was_not_begun_is_read_anew(bench, put):
    put("mine.yaml", MINE.format(title="Before"))
    bench.workshop.read_library()
    bench.open("mine")
    bench.press(Qt.Key.Key_Escape)
    put("mine.yaml", MINE.format(title="After it was mended"))
    bench.workshop.read_library()
    bench.open("mine")
    assert bench.player.plan.routine.title == "After it was mended"


def test_nothing_plays_behind_another_page_and_nothing_of_it_is_lost(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(40_000)
    player = bench.player
    bench.workshop.open_file(paths.shipped("routines") / "chair-15.yaml")  # as a second start asks for
    assert (bench.page, bench.at, bench.note("slow-stroke-3")) == ("routine", ("paused", 40_000), "Paused at step 2")
    bench.press(Qt.Key.Key_Escape)
    bench.open("slow-stroke-3")
    assert (bench.page, bench.player is player) == ("player", True)


def test_what_a_headset_lets_play_is_seen(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(40_000)
    bench.press(Qt.Key.Key_Escape)
    bench.window._conductor.tell(bench.player.play)
    assert (bench.page, bench.player.state) == ("player", "leading")


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F2, Qt.Key.Key_I) * 3, (Qt.Key.Key_I, Qt.Key.Key_F2) * 3])
def test_from_page_to_page_there_is_always_a_way_home(bench, keys):
    bench.press(*keys)
    bench.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert bench.page == "library"


def test_the_book_and_the_preferences_lead_back_to_what_was_paused(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(40_000)
    bench.press(Qt.Key.Key_I, Qt.Key.Key_F2, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert (bench.page, bench.at) == ("player", ("paused", 40_000))


def test_a_cleared_journal_is_shown_empty_however_slow_the_disk_is(bench):
    bench.open("slow-stroke-3")
    kept, shown, ready = bench.workshop._kept(), [], Event()
    stamp = Stamp(1_772_400_000_000, 0)
    kept.save(SessionEntry("one", "slow-stroke-3", "Slow", "", stamp, stamp))
    bench.written()
    kept.writer.write("slow", ready.wait)
    bench.workshop._messenger.read.connect(shown.append)
    bench.window.journal_asked.emit()
    bench.window.journal_clear_asked.emit()
    ready.set()
    bench.written()
    QCoreApplication.processEvents()
    assert [len(sessions) for sessions in shown] == [1, 0]


def test_closing_the_window_stops_the_time(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(5_000)
    bench.window.close()
    assert (bench.at, bench.window._conductor._timer.isActive()) == (("paused", 5_000), False)


# The end


def test_after_the_last_step_the_end_page_has_the_right_figures(bench):
    bench.open("slow-stroke-3")
    ended = []
    bench.window.player.ended.connect(lambda _, session: ended.append(session))
    bench.press(Qt.Key.Key_Space)
    total = bench.player.plan.total
    bench.wait(50_000)
    bench.press(Qt.Key.Key_Space)
    bench.wait(9_000)
    bench.press(Qt.Key.Key_Space)
    bench.wait(3_000)
    bench.wait(total)
    assert (bench.page, bench.player.state) == ("end", "finished")
    assert ended == [Session(frozenset({1, 2, 3, 4, 5}), total, 1, total)]
    assert bench.window.end.accessibleName() == "Finished. all 5 steps  ·  1 pause"
    assert bench.window.windowTitle() == "backtimer"


def test_ended_early_it_says_how_far_one_came(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(30_000)
    bench.qtbot.keyClick(bench.window, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert (bench.page, bench.player.state) == ("end", "stopped")
    assert bench.window.end.accessibleName().endswith("2 of 5 steps")


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_from_the_end_page_one_key_leads_home(bench, key):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(10**6)
    bench.press(key)
    assert (bench.page, bench.note("slow-stroke-3")) == ("library", "")


def test_once_more_begins_anew(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(10**6)
    bench.qtbot.mouseClick(bench.window.end.again, Qt.MouseButton.LeftButton)
    assert (bench.page, bench.at) == ("player", ("ready", 0))


def test_the_end_comes_out_of_the_far_view(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_V, Qt.Key.Key_Space)
    bench.wait(10**6)
    assert (bench.page, bench.window.player.panel.far) == ("end", False)


# Keys, light and size


@pytest.mark.parametrize("page", ["library", "player"])
def test_the_question_mark_shows_the_keys_and_any_key_hides_them(bench, page):
    if page == "player":
        bench.open("slow-stroke-3")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_T):
        light = bench.window.settings
        bench.press("?")
        assert bench.window.sheet.isVisible()
        bench.press(key)
        assert (bench.window.sheet.isVisible(), bench.page, bench.window.settings) == (False, page, light)
    if page == "player":
        assert bench.player.state == "ready"


def test_the_keys_cover_the_whole_window_in_every_size(bench):
    bench.press("?")
    for size in ((1280, 800), (900, 600)):
        bench.window.resize(*size)
        QCoreApplication.processEvents()
        assert bench.window.sheet.geometry() == bench.window.rect()
        assert not bench.window.grab().isNull()
    bench.press(Qt.Key.Key_Escape)


def test_keys_that_are_shown_when_a_routine_ends_can_still_be_hidden(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space, "?")
    bench.wait(10**6)
    assert bench.page == "end"
    if bench.window.sheet.isVisible():
        bench.press(Qt.Key.Key_X)
    assert not bench.window.sheet.isVisible()


def test_f11_fills_the_screen_and_f11_leaves_it(bench):
    seen = []
    for key in (Qt.Key.Key_F11, Qt.Key.Key_F, Qt.Key.Key_F11, Qt.Key.Key_Escape):
        bench.press(key)
        seen.append((bench.window.isFullScreen(), bench.window.menuBar().isVisible()))
    assert seen == [(True, False), (False, True), (True, False), (False, True)]


def test_t_goes_round_the_lights_and_they_are_kept(bench, home):
    first = bench.window._theme().name
    lights = []
    for _ in range(3):
        bench.press(Qt.Key.Key_T)
        lights.append(bench.window._theme().name)
    order = ["day", "evening", "candle"]
    start = order.index(first) + 1
    assert lights == [order[(start + number) % 3] for number in range(3)]
    bench.written()
    assert json.loads((home / "config" / "settings.json").read_text())["theme"] == lights[-1]


def test_every_page_follows_the_light(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(10**6)
    for _ in range(3):
        bench.press(Qt.Key.Key_T)
        ground = bench.window._theme().ground
        assert bench.window.end.grab().toImage().pixelColor(5, 5).name() == ground
        assert bench.window.player.panel.grab().toImage().pixelColor(2, 2).name() == ground
        assert bench.window.library.grid.grab().toImage().pixelColor(2, 2).name() == ground


def test_w_changes_the_words_of_home_and_class(bench, home):
    bench.open("slow-stroke-3")
    for terms in (True, False):
        bench.press(Qt.Key.Key_W)
        assert (bench.window.player.panel.terms, bench.window.settings.terms) == (terms, terms)
        bench.written()
        assert json.loads((home / "config" / "settings.json").read_text())["terms"] is terms


def test_the_words_of_class_are_there_from_the_start(make_bench, home):
    (home / "config").mkdir()
    (home / "config" / "settings.json").write_text('{"terms": true, "still": true}')
    bench = make_bench()
    bench.open("slow-stroke-3")
    assert (bench.window.player.panel.terms, bench.window.player.stage.look.still) == (True, True)


def test_another_day_begins_with_the_light_of_the_last_one(make_bench, home):
    (home / "config").mkdir()
    (home / "config" / "settings.json").write_text('{"theme": "candle"}')
    assert make_bench().window._theme().name == "candle"


def test_damaged_settings_do_not_keep_the_window_from_opening(make_bench, home):
    (home / "config").mkdir()
    (home / "config" / "settings.json").write_bytes(b'{"theme": \xff')
    assert make_bench().page == "library"


def test_settings_that_cannot_be_kept_are_told_and_used(bench, home):
    (home / "config").write_text("a file where the folder should be")
    bench.press(Qt.Key.Key_T)
    assert bench.window.settings.theme != "desktop"
    bench.qtbot.waitUntil(lambda: bench.window.notice.text.startswith("The settings could not be saved: "))


def test_every_key_is_one_that_qt_knows():
    assert [name for row in KEYS for name in row.keys if not QKeySequence(name).toString()] == []


@pytest.mark.parametrize("page", ["library", "player"])
def test_no_key_means_two_things_on_a_page(page):
    active = [row for row in KEYS if row.where in (page, "everywhere")]
    twice = [
        (one.id, other.id)
        for one, other in combinations(active, 2)
        if {QKeySequence(name).toString() for name in one.keys} & {QKeySequence(name).toString() for name in other.keys}
    ]
    assert twice == []


def test_every_command_of_the_table_is_in_the_window_and_on_the_sheet(bench):
    assert list(bench.window.actions_by_id) == [row.id for row in KEYS]
    said = bench.window.sheet.accessibleDescription()
    assert [row.id for row in KEYS if row.name not in said] == []


def test_only_the_keys_of_the_page_are_active(bench):
    def active() -> set[str]:
        return {name for name, action in bench.window.actions_by_id.items() if action.isEnabled()}

    everywhere = {row.id for row in KEYS if row.where == "everywhere"}
    found = [active() - everywhere]
    bench.open("slow-stroke-3")
    found.append(active() - everywhere)
    offered = {name for name, action in bench.window.actions_by_id.items() if action.isVisible()}
    assert found == [{row.id for row in KEYS if row.where == where} & offered for where in ("library", "player")]


def test_every_button_has_a_name_for_who_cannot_see_it(bench, put):
    put("bad.yaml", BROKEN)
    bench.workshop.read_library()
    nameless = []
    for page in ("library", "problems", "player", "end"):
        bench.press(Qt.Key.Key_Escape)
        if page in ("player", "end"):
            bench.open("slow-stroke-3")
        if page == "problems":
            bench.open("bad")
        if page == "end":
            bench.press(Qt.Key.Key_Space)
            bench.wait(10**6)
        assert bench.page == page
        for button in bench.window.page.findChildren(QAbstractButton):
            name = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
            if button.isVisible() and not name:
                nameless.append((page, button))
    assert nameless == []


# Files that are broken, change, or mean harm


def test_a_broken_file_is_a_card_that_opens_its_problems(bench, put):
    file = put("bad.yaml", BROKEN)
    bench.workshop.read_library()
    last = bench.window.library.shelf.rowCount() - 1  # what can be played stands first
    said = bench.window.library.shelf.index(last).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "bad: cannot be played, 2 problems"
    assert not bench.window.grab().isNull()
    bench.open("bad")
    text = bench.window.problems.findChild(QPlainTextEdit).toPlainText()
    assert (bench.page, bench.window.problems.entry.file) == ("problems", str(file))
    assert [line for line in text.splitlines() if line.startswith("Line")] == ["Line 4, column 12", "Line 4, column 54"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_from_the_problems_one_key_leads_back(bench, put, key):
    put("bad.yaml", BROKEN)
    bench.workshop.read_library()
    bench.open("bad")
    bench.press(key)
    assert bench.page == "library"


def test_the_file_is_opened_where_it_can_be_mended(bench, put):
    file = put("bad.yaml", BROKEN)
    bench.workshop.read_library()
    bench.open("bad")
    bench.window.edit_asked.disconnect()
    with bench.qtbot.waitSignal(bench.window.edit_asked, timeout=1_000) as asked:
        bench.qtbot.mouseClick(bench.window.problems.edit, Qt.MouseButton.LeftButton)
    assert asked.args == [str(file)]


def test_problems_follow_the_file_until_it_is_mended(bench, put):
    put("bad.yaml", BROKEN)
    bench.workshop.read_library()
    bench.open("bad")
    put("bad.yaml", BROKEN.replace("soon", "30"))
    bench.workshop.read_library()
    assert (bench.page, len(bench.window.problems.entry.problems)) == ("problems", 1)
    put("bad.yaml", MINE.format(title="Sunday"))
    bench.workshop.read_library()
    assert (bench.page, bench.window.library.current().title) == ("library", "Sunday")


def test_problems_of_a_file_from_elsewhere_stay_when_the_library_changes(bench, put, tmp_path):
    file = tmp_path / "elsewhere.yaml"
    file.write_text(BROKEN)
    bench.workshop.open_file(file)
    put("mine.yaml", MINE.format(title="Mine"))
    bench.workshop.read_library()
    assert (bench.page, bench.window.problems.entry.file) == ("problems", str(file))


def test_a_file_that_is_put_into_the_folder_shows_up_by_itself(bench, put):
    with bench.qtbot.waitSignal(bench.workshop.librarian.watch.changed, timeout=3_000):
        put("mine.yaml", MINE.format(title="Mine"))
    bench.qtbot.waitUntil(lambda: set(bench.ids) == {"mine", *SHIPPED}, timeout=3_000)
    with bench.qtbot.waitSignal(bench.workshop.librarian.watch.changed, timeout=3_000):
        put("mine.yaml", MINE.format(title="Mine, and longer now"))
    titles = lambda: {entry.title for entry in bench.window.library.shelf.entries}  # noqa: E731
    bench.qtbot.waitUntil(lambda: "Mine, and longer now" in titles(), timeout=3_000)


def test_what_was_chosen_stays_chosen_when_others_come(bench, put):
    bench.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    chosen = bench.window.library.current().id
    put("another.yaml", MINE.format(title="Another"))
    bench.workshop.read_library()
    assert ("another" in bench.ids, bench.window.library.current().id) == (True, chosen)


def test_what_plays_goes_on_while_its_file_changes(bench, put):
    file = put("mine.yaml", MINE.format(title="Mine"))
    bench.workshop.read_library()
    bench.open("mine")
    bench.press(Qt.Key.Key_Space)
    bench.wait(9_000)
    file.unlink()
    bench.workshop.read_library()
    bench.wait(1_000)
    assert (bench.page, bench.at) == ("player", ("running", 10_000))


def test_a_file_from_anywhere_opens_ready_to_play(bench, tmp_path):
    file = tmp_path / "elsewhere.yaml"
    file.write_text(MINE.format(title="Elsewhere"))
    bench.workshop.open_file(file)
    assert (bench.page, bench.window.windowTitle()) == ("routine", "Elsewhere – backtimer")


def test_a_file_that_is_not_there_opens_its_problem(bench, tmp_path):
    bench.workshop.open_file(tmp_path / "none.yaml")
    assert bench.page == "problems"
    assert "there is no such file" in bench.window.problems.findChild(QPlainTextEdit).toPlainText()


@pytest.mark.parametrize("title", [HOSTILE, "x" * 200, "Long " * 40, "&File &amp; %1 {0} \\n", "רוגע", "😀 休憩 🙏"])
def test_any_title_is_shown_as_plain_text(bench, put, title):
    put("mine.yaml", MINE.format(title=json.dumps(title.strip(), ensure_ascii=False)))
    bench.workshop.read_library()
    assert "mine" in bench.ids
    mine = next(entry for entry in bench.window.library.shelf.entries if entry.id == "mine")
    if mine.card is None:  # too long to be a title: refused in words
        return
    bench.window.grab()
    bench.open("mine")
    bench.window.grab()
    assert bench.window.windowTitle() == f"{title.strip()} – backtimer"
    bench.press(Qt.Key.Key_Space)
    bench.wait(10**6)
    assert bench.page == "end"
    bench.window.grab()


def test_a_file_name_is_shown_as_plain_text_too(bench, put):
    put("<b>bold<b> &amp; <u>.yaml", BROKEN)
    bench.workshop.read_library()
    bench.open("<b>bold<b> &amp; <u>")
    bench.window.grab()
    labels = [label for label in bench.window.findChildren(QLabel) if label.text()]
    assert any("<b>bold<b> &amp; <u>" in label.text() for label in labels)
    assert [label for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []


def test_the_right_to_left_override_is_refused(bench, put):
    put("mine.yaml", MINE.format(title="\u202egnihtemos"))
    bench.workshop.read_library()
    bench.open("mine")
    assert bench.page == "problems"


# The whole of it, with the machine's own clock


def test_with_the_real_clock_a_routine_opens_starts_and_moves(bench):
    bench.workshop.play(bench.window.library.current())
    bench.press(Qt.Key.Key_Space)
    bench.agree()
    with bench.qtbot.waitSignal(
        bench.window._conductor.moved, timeout=3_000, check_params_cb=lambda moment: moment.position > 0
    ):
        pass
    bench.press(Qt.Key.Key_Space)
    assert bench.player.state == "paused"


def test_a_routine_of_which_the_wishes_leave_nothing_ends_nothing(bench, put):
    put("mine.yaml", MINE.format(title="Mine"))
    bench.workshop.read_library()
    bench.workshop._wishes = Wishes(leave_out=frozenset({"whole_back"}))
    bench.workshop.play(next(entry for entry in bench.window.library.shelf.entries if entry.id == "mine"))
    bench.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert (bench.page, bench.window.routine.begin.isEnabled()) == ("routine", False)


def test_nothing_ticks_in_the_library(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    assert bench.window._conductor._timer.isActive()
    bench.press(Qt.Key.Key_Escape)
    assert not bench.window._conductor._timer.isActive()
    assert paths.own_routines().is_dir()


# Finding


def test_conditions_narrow_the_library_and_say_why(bench):
    finder = bench.window.library.finder
    finder._answer("who", "self")
    finder._answer("positions", frozenset({"seated"}))
    assert len(bench.ids) < len(SHIPPED)
    assert {"self-neck-shoulders-5", "self-chair-lowback-2"} <= set(bench.ids)
    assert not {"self-ball-wall-8", "seated-neck-shoulders-8"} & set(bench.ids)
    finder._answer("minutes", 8)
    assert words.why(bench.window.library._cards.finds[0].reasons) == "stretched from 5 min"
    finder.clear()
    assert len(bench.ids) == len(SHIPPED)


def test_the_length_and_the_sore_places_of_the_search_go_with_the_routine(bench):
    finder = bench.window.library.finder
    finder._answer("minutes", 12)
    finder._switch_sore("upper_trap")
    bench.workshop.play(next(entry for entry in bench.window.library.shelf.entries if entry.id == "first-back-10"))
    plan = bench.window.routine.plan
    assert plan.total == 12 * 60_000
    assert not {"upper_trap"} & {region.id for span in plan.spans for region in span.step.regions}


def test_what_is_typed_is_searched_and_return_opens_what_was_found(bench):
    bench.press(Qt.Key.Key_Slash)
    field = bench.window.library.finder.field
    assert field.hasFocus()
    bench.qtbot.keyClicks(field, "lomi")
    assert bench.ids[0] == "lomi-20"
    bench.press(Qt.Key.Key_Return)
    assert bench.player.plan.routine.id == "lomi-20"


def test_escape_in_the_field_clears_the_words_and_goes_back_to_the_cards(bench):
    bench.press(Qt.Key.Key_Slash)
    bench.qtbot.keyClicks(bench.window.library.finder.field, "zzzz")
    assert bench.ids == []
    assert bench.window.library._none.text().startswith("Nothing fits all of that")
    bench.press(Qt.Key.Key_Escape)
    assert len(bench.ids) == len(SHIPPED)


def test_a_favourite_is_remembered_and_stands_first(bench, make_bench):
    bench.window.library.choose(next(e.file for e in bench.window.library.shelf.entries if e.id == "lomi-20"))
    bench.press("*")
    assert bench.ids[0] == "lomi-20"
    bench.written()
    assert make_bench().ids[0] == "lomi-20"


def test_a_file_that_is_dropped_is_checked_and_added(bench, tmp_path):
    file = tmp_path / "sunday.yaml"
    file.write_text(MINE.format(title="Sunday"), encoding="utf-8")
    bench.window.file_dropped.emit(str(file))
    assert (bench.window.library.current().id, (paths.own_routines() / "sunday.yaml").is_file()) == ("sunday", True)
    broken = tmp_path / "broken.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    bench.window.file_dropped.emit(str(broken))
    assert bench.page == "problems"
    assert not (paths.own_routines() / "broken.yaml").exists()


# Safety while it plays


def test_s_stops_at_once_and_says_what_to_do(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(20_000)
    bench.press(Qt.Key.Key_S)
    assert (bench.page, bench.player.state) == ("stop", "paused")
    bench.press(Qt.Key.Key_Escape)
    assert (bench.page, bench.player.state) == ("player", "paused")
    bench.press(Qt.Key.Key_S)
    bench.qtbot.mouseClick(bench.window.stop.end, Qt.MouseButton.LeftButton)
    assert (bench.page, bench.player.state) == ("end", "stopped")


def test_the_question_about_pressure_comes_and_an_answer_softens_what_follows(bench):
    bench.open("first-back-10")
    bench.press(Qt.Key.Key_Space)
    plan = bench.player.plan
    asks = next(mark.at for mark in plan.marks if mark.kind == "check_in")
    before = max(level for span in plan.spans if span.start > asks for level in span.step.pressure)
    bench.wait(asks)
    assert bench.window.player.check_in.isVisible()
    bench.press(Qt.Key.Key_1)
    plan = bench.player.plan
    after = max(level for span in plan.spans if span.start > asks for level in span.step.pressure)
    assert (bench.window.player.check_in.isVisible(), after) == (False, before - 1)


def test_the_questions_are_asked_once_a_day_and_again_for_a_firm_routine(bench):
    shelf = {entry.id: entry for entry in bench.window.library.shelf.entries}
    bench.workshop.play(shelf["slow-stroke-3"])
    bench.press(Qt.Key.Key_Return)
    bench.agree()
    assert (bench.page, bench.player.state) == ("player", "running")
    bench.press(Qt.Key.Key_Escape)
    bench.workshop.play(shelf["first-back-10"])
    bench.press(Qt.Key.Key_Return)
    assert bench.page == "player"
    bench.press(Qt.Key.Key_Escape)
    bench.workshop.play(shelf["deep-slow-25"])
    bench.press(Qt.Key.Key_Return)
    assert bench.page == "safety"


def test_layers_come_and_go_by_key(bench):
    bench.open("first-back-10")
    layers = []
    for key in (Qt.Key.Key_X, Qt.Key.Key_L, Qt.Key.Key_L):
        bench.press(key)
        layers.append(bench.window.player.stage.look.layer)
    assert layers == ["care", "learn", "none"]


def test_preferences_change_the_person_at_once_and_are_kept(bench, make_bench):
    bench.press(Qt.Key.Key_F2)
    assert bench.page == "preferences"
    bench.qtbot.mouseClick(bench.window.preferences.answers["build", "sturdy"], Qt.MouseButton.LeftButton)
    assert bench.window._look().build == "sturdy"
    bench.press(Qt.Key.Key_Escape)
    bench.written()
    assert (bench.page, make_bench().window.settings.build) == ("library", "sturdy")


# Nothing lost


def test_after_a_crash_the_next_start_offers_to_go_on_where_it_stopped(bench, make_bench):
    shelf = {entry.id: entry for entry in bench.window.library.shelf.entries}
    bench.workshop.play(shelf["first-back-10"])
    bench.workshop.begin(shelf["first-back-10"], bench.window.routine.plan)
    player = bench.window._conductor.player
    bench.window._conductor.tell(lambda: player.jump(4))
    bench.window._conductor.tell(player.pause)
    bench.workshop.close()  # as if it had been killed now: nothing tells the player
    again = make_bench()
    again.workshop.offer_to_go_on()
    bar = again.window.library.resume
    assert bar.go_on.text().startswith("Go on with Your first back massage: step 4, ")
    again.press(Qt.Key.Key_G)
    assert (again.page, again.player.position) == ("player", player.position)
    assert not bar.isVisible()
    again.workshop.close()


def test_who_does_not_want_to_go_on_is_not_asked_again(bench, make_bench):
    shelf = {entry.id: entry for entry in bench.window.library.shelf.entries}
    bench.workshop.play(shelf["slow-stroke-3"])
    bench.workshop.begin(shelf["slow-stroke-3"], bench.window.routine.plan)
    bench.window._conductor.tell(bench.window._conductor.player.pause)
    bench.workshop.close()
    again = make_bench()
    again.workshop.offer_to_go_on()
    again.qtbot.mouseClick(again.window.library.resume.not_now, Qt.MouseButton.LeftButton)
    again.workshop.close()
    third = make_bench()
    third.workshop.offer_to_go_on()
    assert not third.window.library.resume.isVisible()


def test_what_was_done_stands_in_the_journal(bench):
    shelf = {entry.id: entry for entry in bench.window.library.shelf.entries}
    bench.workshop.play(shelf["slow-stroke-3"])
    bench.workshop.begin(shelf["slow-stroke-3"], bench.window.routine.plan)
    conductor = bench.window._conductor
    conductor.tell(conductor.player.stop)
    bench.workshop.close()
    with closing(open_journal(paths.journal_file())) as journal:
        assert [session.routine for session in journal.sessions()] == ["slow-stroke-3"]


def test_who_wants_no_journal_has_none(bench):
    bench.window.settings_changed.emit(replace(bench.window.settings, journal=False))
    bench.window.show_settings(replace(bench.window.settings, journal=False))
    shelf = {entry.id: entry for entry in bench.window.library.shelf.entries}
    bench.workshop.play(shelf["slow-stroke-3"])
    bench.workshop.begin(shelf["slow-stroke-3"], bench.window.routine.plan)
    conductor = bench.window._conductor
    conductor.tell(conductor.player.stop)
    bench.workshop.close()
    assert not paths.journal_file().exists()


def test_a_notice_stays_until_it_is_clicked_away_and_its_details_can_be_copied(bench):
    bench.window.say_fault("Something went wrong.", "the details")
    notice = bench.window.notice
    assert (notice.isVisible(), notice.text) == (True, "Something went wrong.")
    bench.qtbot.mouseClick(notice.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "the details"
    bench.qtbot.mouseClick(notice.done, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_a_notice_about_the_page_that_is_shown_goes_with_it(bench):
    window = bench.window
    window.say("Written to a.pdf", here=True)
    window.show_page(window.page)
    assert window.notice.isVisible()
    window.show_page(window.routine)
    assert not window.notice.isVisible()
    window.say("Something went wrong.")
    window.show_page(window.library)
    assert window.notice.isVisible()


def test_a_notice_lies_over_no_words_and_only_a_massage_does_not_move_for_it(bench):
    window = bench.window
    window.say("Something went wrong.")
    below = window.notice.geometry().bottom()
    for page in (window.library, window.routine, window.stop):
        window.show_page(page)
        bench.qtbot.waitUntil(lambda page=page: page.geometry().top() > below)
    window.show_page(window.player)
    bench.qtbot.waitUntil(lambda: window.player.geometry() == window.centralWidget().rect())
    assert not window.notice.visibleRegion().isEmpty()
    window.show_page(window.stop)
    window.notice.done.click()
    bench.qtbot.waitUntil(lambda: window.stop.geometry() == window.centralWidget().rect())


def test_any_free_key_pauses_and_a_modifier_does_nothing(bench):
    bench.open("slow-stroke-3")
    bench.window._conductor.tell(bench.player.play)
    bench.wait(10_000)
    bench.press(Qt.Key.Key_Q)
    assert bench.player.state == "paused"
    bench.press(Qt.Key.Key_Shift)
    assert bench.player.state == "paused"


@pytest.mark.parametrize(
    ("pedal", "state"),
    [(Qt.Key.Key_Period, "paused"), (Qt.Key.Key_B, "paused"), (Qt.Key.Key_PageDown, "running")],
)
def test_pedals_do_what_their_labels_say(bench, pedal, state):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(10_000)
    before = bench.window._conductor.moment.index
    bench.press(pedal)
    assert bench.player.state == state
    assert (bench.window._conductor.moment.index > before) is (state == "running")


def test_locked_nothing_gets_through_until_two_keys(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space)
    bench.wait(10_000)
    bench.press(Qt.Key.Key_K)
    for each in (Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Q, Qt.Key.Key_S):
        bench.press(each)
    bench.qtbot.mouseClick(bench.window.lock, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert (bench.page, bench.player.state) == ("player", "running")
    assert not [name for name, action in bench.window.actions_by_id.items() if action.isEnabled()]
    bench.press(Qt.Key.Key_U, Qt.Key.Key_L, Qt.Key.Key_Space)
    assert (bench.window.lock.isHidden(), bench.player.state) == (True, "paused")


def test_the_end_opens_the_lock(bench):
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Space, Qt.Key.Key_K)
    bench.wait(bench.player.plan.total + 60_000)
    assert (bench.page, bench.window.lock.isHidden()) == ("end", True)


def test_asleep_it_is_dark_and_told_to_be_silent_until_the_key_comes_again(bench):
    told = []
    bench.window.asleep_asked.connect(lambda: told.append("switched"))
    chosen = bench.window.settings
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Z)
    assert (bench.window.veil.isVisible(), bench.window._theme().name, len(told)) == (True, "candle", 1)
    bench.press(Qt.Key.Key_Z)
    assert (bench.window.veil.isVisible(), bench.window.settings, len(told)) == (False, chosen, 2)


def test_who_goes_back_to_the_library_is_awake(bench):
    told = []
    bench.window.asleep_asked.connect(lambda: told.append("switched"))
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_Z, Qt.Key.Key_Escape)
    assert (bench.page, bench.window.veil.isVisible(), len(told)) == ("library", False, 2)


def test_a_chosen_key_works_and_is_kept(bench, make_bench):
    bench.window._settle(replace(bench.window.settings, keys={"toggle": ("J",), "theme": ("no key at all",)}))
    bench.open("slow-stroke-3")
    bench.press(Qt.Key.Key_J)
    assert bench.player.state == "running"
    bench.press(Qt.Key.Key_Question)
    assert "J: Pause or go on" in bench.window.sheet.accessibleDescription()
    assert bench.window._keys_of("theme") == ("T",)
    bench.written()
    assert make_bench().window.settings.keys["toggle"] == ("J",)


def test_a_step_can_be_seen_from_outside_as_a_picture_of_its_own(bench):
    bench.open("slow-stroke-3")
    plan = bench.player.plan
    steps = [index for index, span in enumerate(plan.spans) if span.kind == "step"]
    pictures = [QImage.fromData(bench.window.step_picture(plan, index)) for index in steps[:2]]
    assert [(picture.width(), picture.height()) for picture in pictures] == [(256, 256), (256, 256)]
    assert pictures[0] != pictures[1]


def test_the_journal_shows_what_was_done_and_escape_leads_back(bench):
    shelf = {entry.id: entry for entry in bench.window.library.shelf.entries}
    bench.workshop.play(shelf["slow-stroke-3"])
    bench.workshop.begin(shelf["slow-stroke-3"], bench.window.routine.plan)
    conductor = bench.window._conductor
    conductor.tell(conductor.player.stop)
    bench.window.show_page(bench.window.library)
    bench.press(Qt.Key.Key_J)
    assert bench.page == "journal"
    bench.qtbot.waitUntil(lambda: len(bench.window.journal._all.entries) == 1, timeout=5_000)
    bench.press(Qt.Key.Key_Escape)
    assert bench.page == "library"
    bench.workshop.close()
