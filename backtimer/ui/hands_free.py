"""Keys pressed without looking, with an elbow or a pedal: any key pauses or goes on, one held down adds half a minute.

Knows which keys have no meaning of their own, and how long they are down. Leaves what is asked for to the window.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, cast

from PySide6.QtCore import QElapsedTimer, QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from backtimer.core.timing import Clock, Ms

Deed = Literal["toggle", "more"]
"""What such a key asks for, by its name in the table of keys."""

HELD: Final = Ms(700)
"""A key that is down for so long is held."""

BOUNCE: Final = Ms(300)
"""What comes so soon after a pause is the same elbow."""

SETTLED: Final = 30
"""Milliseconds after which a key that came up is up. X11 lets a key that is held come up and go down all the time, and
Qt does not always tell that from a finger."""

ELSEWHERE: Final = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R,
    Qt.Key.Key_Menu, Qt.Key.Key_Print, Qt.Key.Key_SysReq, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape,
})  # fmt: skip
"""Keys that mean something without us: alone they do nothing here."""

MACHINE: Final = int(Qt.Key.Key_Back)
"""From here on keys are the machine's: its loudness, its light, its players."""

COMBINED: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
PRESSED: Final = Qt.Key.Key_Return, Qt.Key.Key_Enter
"""Keys that press the button which has the focus."""


class AnyKey:
    """Keys that are down now. What is pressed together counts once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._down: dict[int, Ms] = {}
        self._last: Ms | None = None

    def press(self, key: int, *, repeats: bool = False) -> Deed | None:
        """A key goes down, or (`repeats`) is still down."""
        now = self._clock()
        if not repeats:
            self._down[key] = now
        elif key in self._down and now >= self._down[key] + HELD:
            return self._do("more", now)
        return None

    def release(self, key: int, *, bounces: bool = True) -> Deed | None:
        """A key comes up; one that has a meaning of its own does not bounce."""
        now, since = self._clock(), self._down.pop(key, None)
        if since is None:
            return None
        if now >= since + HELD:
            return self._do("more", now)
        if bounces and self._last is not None and now < self._last + BOUNCE:
            return None
        return self._do("toggle", now)

    def forget(self) -> None:
        """Nothing is down any more."""
        self._down.clear()

    def _do(self, deed: Deed, now: Ms) -> Deed:
        self._down.clear()
        self._last = now
        return deed


def is_free(key: int, modifiers: Qt.KeyboardModifier) -> bool:
    """Say whether a key that no command has may pause."""
    return 0 < key < MACHINE and key not in ELSEWHERE and not modifiers & COMBINED


class HandsFree(QObject):
    """Listens to the keys of a page and of all that lies on it. `asked` carries a Deed."""

    asked = Signal(str)

    def __init__(self, page: QWidget, clock: Callable[[], Ms] | None = None) -> None:
        super().__init__(page)
        timer = QElapsedTimer()
        timer.start()
        self._keys = AnyKey(clock or (lambda: Ms(timer.elapsed())))
        self._pausing: frozenset[int] = frozenset()
        self._up: tuple[int, bool] | None = None  # a key that may have come up, and whether it bounces
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self._settle)
        for widget in (page, *page.findChildren(QWidget)):
            widget.installEventFilter(self)

    def take_keys(self, names: Iterable[str]) -> None:
        """Let these keys, in Qt's notation, pause whatever else they would do; media keys stay with the window."""
        sequences = [QKeySequence(name) for name in names if "Media" not in name]
        first = (cast("Sequence[QKeyCombination]", each)[0] for each in sequences if each.count() == 1)
        self._pausing = frozenset(each.key() for each in first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are ours, and let all others pass."""
        if event.type() == QEvent.Type.Hide and watched is self.parent():
            self._forget()
        if not isinstance(event, QKeyEvent):
            return False
        key, own = event.key(), self._pauses(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if own:
                event.accept()
            return own
        if not own and (key in PRESSED and isinstance(watched, QAbstractButton)):
            return False
        if not own and not is_free(key, event.modifiers()):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._press(event)
        elif not event.isAutoRepeat():
            self._settle()
            self._up = key, not own
            self._settling.start() if event.timestamp() else self._settle()  # without a time it is from no keyboard
        return True

    def _press(self, event: QKeyEvent) -> None:
        repeats = event.isAutoRepeat()
        if self._up is not None and self._up[0] == event.key():
            self._up, repeats = None, True
        self._settle()
        self._ask(self._keys.press(event.key(), repeats=repeats))

    def _settle(self) -> None:
        """What came up is up."""
        self._settling.stop()
        if self._up is not None:
            (key, bounces), self._up = self._up, None
            self._ask(self._keys.release(key, bounces=bounces))

    def _forget(self) -> None:
        """What is down, or has just come up, says nothing once another page is there."""
        self._settling.stop()
        self._up = None
        self._keys.forget()

    def _ask(self, deed: Deed | None) -> None:
        if deed is not None:
            self.asked.emit(deed)

    def _pauses(self, event: QKeyEvent) -> bool:
        return event.key() in self._pausing and not event.modifiers() & COMBINED
