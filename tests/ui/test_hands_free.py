"""Any key pauses, a held one adds time, one elbow counts once; the lock lets nothing through but two keys."""

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from backtimer.ui.hands_free import BOUNCE, HELD, AnyKey, HandsFree, is_free
from backtimer.ui.keys import KEYS, in_force, key, taken, with_key
from backtimer.ui.lock_sheet import TEXTS, LockSheet
from backtimer.ui.theme import EVENING
from tests.clock import FakeClock

Q, J = int(Qt.Key.Key_Q), int(Qt.Key.Key_J)
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def keys(clock):
    return AnyKey(clock)


def tap(keys, clock, code, *, for_ms=80):
    keys.press(code)
    clock.advance(for_ms)
    return keys.release(code)


def test_a_short_press_pauses_when_the_key_comes_up(keys, clock):
    assert keys.press(Q) is None
    clock.advance(80)
    assert keys.release(Q) == "toggle"


def test_an_elbow_counts_once(keys, clock):
    assert tap(keys, clock, Q) == "toggle"
    clock.advance(BOUNCE - 81)
    assert tap(keys, clock, J) is None
    clock.advance(BOUNCE)
    assert tap(keys, clock, J) == "toggle"


def test_keys_that_were_down_together_count_once_however_late_they_come_up(keys, clock):
    keys.press(Q)
    keys.press(J)
    clock.advance(80)
    assert keys.release(Q) == "toggle"
    clock.advance(BOUNCE)
    assert keys.release(J) is None


def test_a_key_of_its_own_meaning_does_not_bounce(keys, clock):
    assert tap(keys, clock, Q) == "toggle"
    keys.press(Q)
    assert keys.release(Q, bounces=False) == "toggle"


def test_a_held_key_adds_time_once(keys, clock):
    keys.press(Q)
    deeds = []
    for _ in range(30):
        clock.advance(50)
        deeds.append(keys.press(Q, repeats=True))
    assert [deed for deed in deeds if deed] == ["more"]
    assert deeds.index("more") == HELD // 50 - 1
    assert keys.release(Q) is None


def test_a_keyboard_that_does_not_repeat_can_hold_too(keys, clock):
    assert tap(keys, clock, Q, for_ms=HELD) == "more"


@pytest.mark.parametrize(
    ("code", "modifiers", "free"),
    [
        (Qt.Key.Key_Q, PLAIN, True),
        (Qt.Key.Key_F9, PLAIN, True),
        (Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier, True),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier, False),
        (Qt.Key.Key_Tab, PLAIN, False),
        (Qt.Key.Key_VolumeUp, PLAIN, False),
        (Qt.Key.Key_AltGr, PLAIN, False),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, False),
    ],
)
def test_which_keys_may_pause(code, modifiers, free):
    assert is_free(int(code), modifiers) is free


def send(widget, kind, code, *, at=0, repeats=False):
    event = QKeyEvent(kind, code, PLAIN, "", repeats)
    event.setTimestamp(at)
    QApplication.sendEvent(widget, event)
    return event


class Button(QPushButton):
    """One that Enter presses, as on some desktops."""

    def keyPressEvent(self, event):
        event.accept()

    def keyReleaseEvent(self, event):
        event.accept()


@pytest.fixture
def page(qtbot):
    page = QWidget()
    Button(page)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def asked(page, clock):
    hands = HandsFree(page, clock)
    hands.take_keys(("Space", "Media Play"))
    asked: list[str] = []
    hands.asked.connect(asked.append)
    return asked


def test_a_key_that_comes_up_and_goes_down_at_once_is_held(page, clock, asked):
    send(page, QEvent.Type.KeyPress, Qt.Key.Key_J, at=1)
    for number in range(40):  # as X11 repeats a key, not told from a finger
        clock.advance(40)
        send(page, QEvent.Type.KeyRelease, Qt.Key.Key_J, at=40 * number + 41)
        send(page, QEvent.Type.KeyPress, Qt.Key.Key_J, at=40 * number + 41)
    send(page, QEvent.Type.KeyRelease, Qt.Key.Key_J)
    assert asked == ["more"]


def test_a_real_key_pauses_after_it_has_come_up(qtbot, page, asked):
    send(page, QEvent.Type.KeyPress, Qt.Key.Key_J, at=1)
    send(page, QEvent.Type.KeyRelease, Qt.Key.Key_J, at=80)
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["toggle"], timeout=2_000)


def test_the_pausing_key_is_ours_before_it_is_a_shortcut_or_presses_a_button(page, asked):
    button = page.findChild(QPushButton)
    assert send(button, QEvent.Type.ShortcutOverride, Qt.Key.Key_Space).isAccepted()
    send(button, QEvent.Type.KeyPress, Qt.Key.Key_Space)
    send(button, QEvent.Type.KeyRelease, Qt.Key.Key_Space)
    assert (asked, button.isDown()) == (["toggle"], False)


def test_enter_is_left_to_the_button_that_has_the_focus(page, asked):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        send(page.findChild(QPushButton), kind, Qt.Key.Key_Return)
    assert asked == []


@pytest.fixture
def lock(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    lock = LockSheet(room)
    lock.show_over(QRect(0, 0, 1280, 800), EVENING)
    yield lock
    room.close()


def test_two_keys_after_each_other_unlock(qtbot, lock):
    told = []
    lock.unlocked.connect(lambda: told.append("open"))
    for code in (Qt.Key.Key_L, Qt.Key.Key_Escape, Qt.Key.Key_U, Qt.Key.Key_Q, Qt.Key.Key_L, Qt.Key.Key_U):
        qtbot.keyClick(lock, code)
    assert (told, lock.text) == ([], TEXTS[1])
    qtbot.keyClick(lock, Qt.Key.Key_L)
    assert told == ["open"]


def test_the_first_key_twice_is_still_the_first(qtbot, lock):
    told = []
    lock.unlocked.connect(lambda: told.append("open"))
    for code in (Qt.Key.Key_U, Qt.Key.Key_U, Qt.Key.Key_L):
        qtbot.keyClick(lock, code)
    assert told == ["open"]


def test_a_headset_can_pause_while_it_is_locked(lock):
    told = []
    lock.toggle_asked.connect(lambda: told.append("pause"))
    send(lock, QEvent.Type.KeyPress, Qt.Key.Key_MediaTogglePlayPause)
    send(lock, QEvent.Type.KeyPress, Qt.Key.Key_Space)
    assert told == ["pause"]


def test_a_chosen_key_takes_the_place_of_the_others_but_not_of_a_headset():
    names = with_key("J", key("toggle"))
    assert names == ("J", "Media Play", "Toggle Media Play/Pause", "Media Pause")
    rows = in_force({"toggle": names})
    assert [row.keys for row in rows if row.id == "toggle"] == [names]
    assert [row for row in rows if row.id != "toggle"] == [row for row in KEYS if row.id != "toggle"]


def test_a_key_that_another_command_has_is_refused():
    assert taken("T", key("toggle"), KEYS) == key("theme")
    assert taken("/", key("toggle"), KEYS) is None  # it searches in the library only
    assert in_force({"toggle": ("T",), "nothing": ("J",)}) == KEYS


def test_a_key_that_came_up_just_before_the_page_went_does_nothing(qtbot, clock):
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    hands, asked = HandsFree(page, clock), []
    hands.asked.connect(asked.append)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Q, PLAIN)
        event.setTimestamp(1_000)  # from a keyboard: whether it is up is known a little later
        QApplication.sendEvent(page, event)
    assert hands._settling.isActive()
    page.hide()
    assert (asked, hands._settling.isActive()) == ([], False)
