"""Somebody who presses anything, anywhere: nothing plays unseen, nothing breaks, and Esc always leads home.

The walks are random, but each has its seed and is always the same one. All clocks are ours, and nothing sounds.
"""

import random
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog

from backtimer import playing
from backtimer.app import Workshop, application
from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.journal_entry import Stamp
from backtimer.core.player import Player
from backtimer.core.timing import MINUTE, Ms
from backtimer.files import paths
from backtimer.ui.window import GOES_ON
from tests.clock import FakeClock

STEPS = 75
HOME = 25
"""After so many steps somebody wants to go home."""

FAR = 60
"""The way home is never so long: the book goes back page by page."""

OTHERS = "Tab Shift+Tab Return Space Down Up Left Right End Del 4 9 Q Esc Esc Backspace".split()  # noqa: SIM905
"""Keys that no command has everywhere."""

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support")


class Machine:
    """The machine of somebody who works: its clocks are ours, and what is done aside is done at once."""

    def __init__(self, clock) -> None:
        self.clock, self.senses = clock, self
        self.aside = SimpleNamespace(do=lambda job: job(), close=lambda: None)

    def wall(self):
        return Stamp(1_772_400_000_000 + self.clock.now, 0)

    def up(self):
        return self.clock.now

    def idle(self):
        return Ms(6_000)

    def holds(self):
        return frozenset()

    def close(self):
        pass


class Wanderer:
    """The whole program, and somebody who knows nothing of it."""

    def __init__(self, monkeypatch) -> None:
        application()
        self.clock = FakeClock()
        monkeypatch.setattr(playing, "player_of", lambda plan, _: Player(plan, self.clock, gap=Ms(10**9)))
        monkeypatch.setattr(QFileDialog, "open", lambda dialog, *_: dialog.deleteLater())
        self.workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        self.workshop.__dict__["attendants"] = MagicMock()
        self.quiet, self.resting, self.examining = (
            self.workshop.breaktime, self.workshop.resting, self.workshop.examining,
        )  # fmt: skip
        self.quiet.__dict__["outside"] = Machine(self.clock)
        self.resting._known = dict
        self.examining._clock, self.examining.screen = self.clock, MagicMock()
        self.window = self.workshop.window
        self.window._settle(replace(self.window.settings, still=True))
        self.window.resize(self.window.minimumSize())
        self.workshop.read_library()
        self.window.show()
        self.window.activateWindow()
        QCoreApplication.processEvents()

    @property
    def page(self):
        return self.window.page

    def wander(self, chance) -> str:
        """Do anything; say what it was."""
        ways = (self.press, self.press, self.click, self.click, self.enter, self.wait, self.choose, self.rest)
        before = self.page.name
        did = chance.choice(ways)(chance)
        while (menu := QApplication.activePopupWidget()) is not None:  # a menu takes all keys until it is left
            menu.close()
        QCoreApplication.processEvents()
        return f"{did} on {before}"

    def press(self, chance) -> str:
        keys = [name for row in self.window.rows if row.id not in ("quit", "full", "edit") for name in row.keys]
        name = chance.choice([each for each in keys if "Media" not in each and "Volume" not in each] + 2 * OTHERS)
        pressed = QKeySequence(name)[0]
        QTest.keyClick(QApplication.focusWidget() or self.window, pressed.key(), pressed.keyboardModifiers())
        return name

    def click(self, chance) -> str:
        buttons = [each for each in self.page.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
        if not buttons:
            return "nothing to click"
        button = chance.choice(buttons)
        said = button.text() or button.accessibleName()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return said

    def enter(self, chance) -> str:
        """Go where most of it happens: into a routine, past the questions, and on."""
        window = self.window
        if self.page is window.library:
            window._on_chosen(chance.choice(window.library.shelf.entries))
        elif self.page.name == "routine":
            window.routine.begin.click()
        elif self.page.name == "safety":
            for group in window.safety.groups.values():
                group.none.click()
            window.safety.begin.click()
        elif self.page.name == "exam":
            self.examining.page.begin.click()
        return "onward"

    def wait(self, chance) -> str:
        time = chance.choice((50, 1_000, 30_000, 10 * MINUTE))
        self.clock.advance(time)
        shown = self.resting.break_window
        for conductor in filter(None, (self.window._conductor, shown._conductor if shown is not None else None)):
            conductor.tell(conductor.player.tick)
        if "page" in self.examining.__dict__:
            self.examining.page.tick()
        self.quiet.look()
        return f"{time} ms"

    def choose(self, chance) -> str:
        """Change how everything is, or open a file from outside, whatever is shown."""
        settings = self.window.settings
        match chance.randrange(5):
            case 0:
                self.window._settle(replace(settings, journal=not settings.journal))
            case 1:
                self.window._settle(replace(settings, breaks=BreakWishes(on=not settings.breaks.on, every=10)))
            case 2:
                self.window._settle(replace(settings, theme=chance.choice(("day", "evening", "candle"))))
            case 3:
                self.workshop.open_file(chance.choice(sorted(paths.shipped("routines").glob("*.yaml"))))
            case 4 if self.window._conductor is not None:  # a headset: whatever is shown
                self.window._conductor.tell(self.window._conductor.player.toggle)
        return "otherwise"

    def rest(self, chance) -> str:
        """A break: begun, answered, gone on with, or ended."""
        shown, notice = self.resting.break_window, self.resting.__dict__.get("notice")
        if notice is not None and notice.isVisible():
            QTest.keyClick(notice, chance.choice((Qt.Key.Key_Return, Qt.Key.Key_L, Qt.Key.Key_N, Qt.Key.Key_T)))
        elif shown is None:
            chance.choice((self.resting.now, self.resting.offer_for_trial))()
        elif shown.check is not None and shown.page is None:
            shown.check.let_answer()
            chance.choice((shown.check.begin.click, shown.check.ask.click, shown._actions["back"].trigger))()
        elif commands := [action for action in shown._actions.values() if action.isEnabled()]:
            chance.choice(commands).trigger()
        else:
            shown.close()
        return "a break"

    def at_rest(self) -> bool:
        """Whether nothing plays that is not seen."""
        conductor, shown = self.window._conductor, self.resting.break_window
        unseen = conductor is not None and conductor.player.state in GOES_ON and self.page.name != "player"
        if shown is not None and shown.stop is not None:
            unseen |= shown._conductor.player.state in GOES_ON
        return not unseen

    def go_home(self) -> list[str]:
        """Press Esc until the library is there, or the way is too long; give the way."""
        way = []
        self.resting.leave()
        self.window.activateWindow()
        while self.page is not self.window.library and len(way) < FAR:
            way.append(self.page.name)
            for sheet in self.window._sheets():
                if sheet.isVisible():
                    self.window.show_page(self.page)
            QTest.keyClick(self.window, Qt.Key.Key_Escape)
            QCoreApplication.processEvents()
        return way

    def close(self) -> None:
        self.quiet.take(replace(self.window.settings, breaks=BreakWishes()))
        self.workshop.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def wanderer(qtbot, tmp_path, monkeypatch):  # noqa: ARG001
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path))
    made = Wanderer(monkeypatch)
    yield made
    made.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_wherever_somebody_wanders_nothing_plays_unseen_and_esc_leads_home(wanderer, seed):
    chance, told = random.Random(seed), []  # noqa: S311  # nothing is secret
    for step in range(1, STEPS + 1):
        told.append(wanderer.wander(chance))
        assert wanderer.at_rest(), told[-12:]
        if step % HOME == 0:
            way = wanderer.go_home()
            assert wanderer.page is wanderer.window.library, (told[-12:], way)
