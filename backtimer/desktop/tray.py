"""The icon in the desktop's tray, where there is one now; and a window that waits there instead of ending.

Many desktops have no tray, and one may go while the program runs. Therefore a window hides only where the tray can be
seen at that moment, and comes back by itself, minimised, when the tray goes. Knows Qt's tray and one window. Is told
the words, and leaves to whoever listens what is done.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

EVERY: Final = 5_000
"""Milliseconds between two looks at whether the tray is there, and only while a window depends on it."""

SELDOM: Final = 60_000
"""The same where a window has long waited for a tray in vain."""

WORDS: Final = {
    "now": "A break now",
    "library": "Start a routine…",
    "hour": "No reminders for an hour",
    "tomorrow": "No reminders until tomorrow",
    "go_on": "Remind me again",
    "quit": "Quit",
}
"""What the menu offers, by what is then asked."""


class Tray(QObject):
    """An icon with a menu, from `open` to `close`, and the window that may hide behind it.

    `asked` carries the key of what was chosen, `open` for a click on the icon. `hidden` comes when the window hides.
    """

    asked = Signal(str)
    hidden = Signal()

    def __init__(self, window: QWidget, icon: QIcon, paused: QIcon) -> None:
        super().__init__(window)
        self._icons = {False: icon, True: paused}
        self._window = window
        self._leaving = self._paused = False
        self._waits_for_tray = False
        self._menu = QMenu()
        self.line = QAction("", self._menu)
        self.line.setEnabled(False)
        self._menu.addAction(self.line)
        self._menu.addSeparator()
        self.actions = {key: self._action(key) for key in WORDS}
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_click)
        self._watch = QTimer(self)
        self._watch.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._watch.setInterval(EVERY)
        self._watch.timeout.connect(self.look)
        self.tell("", paused=False)

    @property
    def there(self) -> bool:
        """Whether the icon can be seen now."""
        return self._icon.isVisible() and is_there()

    def open(self) -> None:
        """Show the icon, now or as soon as there is a tray; closing the window hides it from now on."""
        self._icon.show()
        self._window.installEventFilter(self)

    def close(self) -> None:
        """Take the icon away; a window that hides comes back first."""
        if self._watch.isActive():
            self._come_back()
        self._window.removeEventFilter(self)
        self._icon.hide()
        self._menu.deleteLater()

    def tell(self, line: str, *, paused: bool) -> None:
        """Say how things stand, at the top of the menu and over the icon."""
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self._icon.setToolTip(line or "backtimer")
        if paused is not self._paused:
            self._paused = paused
            self._icon.setIcon(self._icons[paused])
        for key in ("hour", "tomorrow"):
            self.actions[key].setVisible(not paused)
        self.actions["go_on"].setVisible(paused)

    def hide_window(self) -> bool:
        """Let the window wait in the tray; False where that cannot be seen now."""
        if not self.there:
            return False
        self._waits_for_tray = False
        application = QApplication.instance()
        if isinstance(application, QApplication):  # the last window goes, and some small one may come and go
            application.setQuitOnLastWindowClosed(False)
        self._watch.start(EVERY)
        self._window.hide()
        self.hidden.emit()
        return True

    def begin_hidden(self) -> None:
        """Let the window wait in the tray, or minimised until there is one: at login the tray may come later."""
        self._window.showMinimized()
        if not self.hide_window():
            self._waits_for_tray = True
            self._watch.start()

    def leave(self) -> None:
        """End the program, whether the window hides or not."""
        self._leaving = True
        self._no_longer_hidden()
        self._window.close()
        QApplication.quit()

    def look(self) -> None:
        """Look whether the tray is there; a window that hid behind one that has gone comes back."""
        if self._waits_for_tray:
            if not self.hide_window():  # at login a tray may come late; later, hardly ever
                self._watch.setInterval(min(2 * self._watch.interval(), SELDOM))
        elif not self.there:
            self._come_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide the window that is closed; hear of it when it is shown again."""
        kind = event.type()
        if watched is not self._window:
            return False
        if kind == QEvent.Type.Close and not self._leaving and not _session_ends() and self.hide_window():
            event.ignore()
            return True
        if kind in (QEvent.Type.Show, QEvent.Type.WindowActivate) and not self._window.isMinimized():
            self._no_longer_hidden()
        return False

    def _come_back(self) -> None:
        self._no_longer_hidden()
        self._window.showMinimized()

    def _no_longer_hidden(self) -> None:
        self._watch.stop()
        self._waits_for_tray = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setQuitOnLastWindowClosed(True)

    def _action(self, key: str) -> QAction:
        action = QAction(WORDS[key], self._menu)
        action.triggered.connect(lambda: self.asked.emit(key))
        if key in ("hour", "quit"):
            self._menu.addSeparator()
        self._menu.addAction(action)
        return action

    def _on_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.asked.emit("open")


def is_there() -> bool:
    """Whether the desktop has a tray at this moment."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def _session_ends() -> bool:
    """Whether the desktop closes all windows because the person logs out: nobody may be kept from that."""
    application = QApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
