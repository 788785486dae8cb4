"""A window hides only where the tray can be seen at that moment, and always comes back."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from backtimer.desktop import tray as module
from backtimer.desktop.tray import WORDS, Tray

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # Qt's tray without a screen looks for one


@pytest.fixture
def desktop(monkeypatch):
    """A desktop whose tray comes and goes."""
    there = {"tray": True}
    monkeypatch.setattr(module, "is_there", lambda: there["tray"])
    return there


@pytest.fixture
def window(qapp, qtbot):  # noqa: ARG001
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def tray(window, desktop):  # noqa: ARG001
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.white)
    tray = Tray(window, QIcon(picture), QIcon(picture))
    tray.asks = []
    tray.asked.connect(tray.asks.append)
    tray.open()
    yield tray
    tray._watch.stop()
    QApplication.instance().setQuitOnLastWindowClosed(True)
    window.removeEventFilter(tray)
    window.hide()


def quits():
    return QApplication.instance().quitOnLastWindowClosed()


def test_a_window_that_is_closed_waits_in_the_tray(tray, window):
    hidden = []
    tray.hidden.connect(lambda: hidden.append(True))
    assert not window.close()
    assert not window.isVisible()
    assert hidden == [True]
    assert not quits()  # a notice that comes and goes meanwhile ends nothing
    assert tray._watch.isActive()


def test_without_a_tray_a_window_that_is_closed_is_closed(tray, window, desktop):
    desktop["tray"] = False
    assert window.close()
    assert quits()
    assert not tray._watch.isActive()


def test_a_tray_that_goes_gives_the_window_back_minimised(tray, window, desktop):
    window.close()
    tray.look()
    assert not window.isVisible()
    desktop["tray"] = False
    tray.look()
    assert window.isVisible()
    assert window.isMinimized()
    assert quits()
    assert not tray._watch.isActive()


def test_a_window_that_is_shown_again_hides_no_more(tray, window):
    window.close()
    window.show()
    assert quits()
    assert not tray._watch.isActive()


def test_who_leaves_leaves_from_the_tray_too(tray, window):
    window.close()
    tray.leave()
    assert quits()
    assert not window.isVisible()
    assert not tray._watch.isActive()


def test_who_logs_out_is_not_kept(tray, window, monkeypatch):
    monkeypatch.setattr(module, "_session_ends", lambda: True)
    assert window.close()
    assert not tray._watch.isActive()


def test_another_window_that_is_closed_is_none_of_our_business(tray):
    other = QWidget()
    assert not tray.eventFilter(other, QCloseEvent())
    assert not tray.eventFilter(tray._window, QEvent(QEvent.Type.Resize))


def test_begun_with_the_desktop_it_waits_minimised_until_there_is_a_tray(tray, window, desktop):
    desktop["tray"] = False
    tray.begin_hidden()
    assert window.isMinimized()
    tray.look()
    assert window.isVisible()
    desktop["tray"] = True
    tray.look()
    assert not window.isVisible()
    tray.look()
    assert not window.isVisible()
    desktop["tray"] = False
    tray.look()
    assert window.isMinimized()
    assert window.isVisible()


def test_a_window_that_was_opened_before_the_tray_came_stays(tray, window, desktop):
    desktop["tray"] = False
    tray.begin_hidden()
    window.showNormal()
    desktop["tray"] = True
    tray.look()
    assert window.isVisible()


def test_taking_the_icon_away_gives_the_window_back(tray, window):
    window.close()
    tray.close()
    assert window.isVisible()
    assert window.close()


def test_the_menu_offers_what_can_be_done(tray):
    for action in tray.actions.values():
        action.trigger()
    assert tray.asks == list(WORDS)
    tray._on_click(QSystemTrayIcon.ActivationReason.Trigger)
    tray._on_click(QSystemTrayIcon.ActivationReason.Context)
    assert tray.asks == [*WORDS, "open"]


def test_it_says_how_things_stand(tray):
    tray.tell("Reminders are on: the next in 23 min of work.", paused=False)
    assert tray.line.text() == tray._icon.toolTip() == "Reminders are on: the next in 23 min of work."
    assert not tray.line.isEnabled()
    assert (tray.actions["hour"].isVisible(), tray.actions["go_on"].isVisible()) == (True, False)
    tray.tell("Reminders are paused for 59 min more.", paused=True)
    assert (tray.actions["hour"].isVisible(), tray.actions["go_on"].isVisible()) == (False, True)
