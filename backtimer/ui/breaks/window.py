"""The window in which a break plays: small in the corner, or the whole screen. Its end, and the way back to work.

Knows pages, keys and one conductor. Leaves what plays to whoever made the conductor, and the main window as it is:
whoever came from other work finds everything where it was.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast, get_args

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from backtimer.core.events import Event, Finished, Readied, Resumed, Stopped
from backtimer.core.player import Command
from backtimer.ui.breaks.check import SIZE as CHECK_SIZE
from backtimer.ui.breaks.check import BreakCheck
from backtimer.ui.breaks.end import BreakEnd
from backtimer.ui.breaks.notice import corner, room
from backtimer.ui.breaks.page import BreakPage
from backtimer.ui.conductor import Conductor
from backtimer.ui.keys import Key
from backtimer.ui.look import Look

if TYPE_CHECKING:
    from backtimer.ui.page import Page
    from backtimer.ui.player_page import PlayerPage
    from backtimer.ui.stop_page import StopPage

SIZE: Final = QSize(420, 520)
LEAST: Final = QSize(340, 420)

STOP_SIZE: Final = QSize(900, 600)
"""What to do when something is wrong has to be read."""

STAYS: Final = 12_000
"""Milliseconds that the end stays before the window goes by itself."""

RATED: Final = 1_200
"""The same when the question is answered."""

OWN: Final = ("back", "full", "hearing", "stop")
"""What the window does itself; all else that works while one plays goes to the player."""


class BreakWindow(QWidget):
    """One break from its beginning to its end. It goes by itself; `gone` comes when it has.

    `passed` says that the questions about safety are answered with no, `other` that one is not. `hearing_asked` asks
    for more or less sound, `rated` carries how tense one is afterwards.
    """

    passed = Signal()
    other = Signal()
    hearing_asked = Signal()
    rated = Signal(int)
    gone = Signal()

    def __init__(
        self, look: Look, rows: Iterable[Key], wall: Callable[[], datetime], *, full_screen: bool = False
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setMinimumSize(LEAST)
        self._look, self._wall = look, wall
        self._full = full_screen
        self._conductor: Conductor | None = None
        self._sentence = ""
        self._before: int | None = None
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.page: BreakPage | PlayerPage | None = None
        self.check: BreakCheck | None = None
        self.end: BreakEnd | None = None
        self.stop: StopPage | None = None
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.timeout.connect(self.close)
        self._actions = {row.id: self._action(row) for row in rows if row.id in (*OWN, *get_args(Command))}
        self._let_keys()

    def ask(self) -> None:
        """Ask the questions about safety first."""
        self.setWindowTitle("A break – backtimer")
        check = self.check = BreakCheck(self._look)
        check.passed.connect(self.passed)
        check.other.connect(self.other)
        self._show(check)
        self._let_keys("back")
        self._appear(CHECK_SIZE)

    def conduct(self, conductor: Conductor, sentence: str, before: int | None) -> None:
        """Play this; `sentence` is said at the end, `before` is how tense one was."""
        self._conductor, self._sentence, self._before = conductor, sentence, before
        conductor.happened.connect(self._on_happened)
        self.setWindowTitle(f"{conductor.player.plan.routine.title} – backtimer")
        self._show_playing()
        self._let_keys(*self._actions)
        self._appear(SIZE)
        if self._full:
            self.showFullScreen()

    def hear(self, text: str) -> None:
        """Say what is to be heard."""
        if isinstance(self.page, BreakPage):
            self.page.hear(text)
        elif self.page is not None:
            self.page.word.show_text(text)

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        for part in (self.page, self.check, self.end, self.stop):
            if part is not None:
                part.set_look(look)

    def obey(self, command: str) -> None:
        """Do what a key or a button asks for."""
        conductor = self._conductor
        if command == "back":
            self.close() if self.stop is None else self._go_on()
        elif conductor is None or self.end is not None:
            return
        elif command == "full":
            self._full = not self._full
            self._show_playing()
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif command == "hearing":
            self.hearing_asked.emit()
        elif command == "stop":
            self._stop(conductor)
        elif command in get_args(Command):
            conductor.obey(cast("Command", command))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever closes the window ends the break."""
        self._leaving.stop()
        conductor, self._conductor = self._conductor, None
        if conductor is not None:
            conductor.happened.disconnect(self._on_happened)
            conductor.tell(conductor.player.stop)
        super().closeEvent(event)
        self.gone.emit()

    def _appear(self, size: QSize) -> None:
        """Come to the corner in that size, with the focus: a person has asked for it."""
        screen = self.screen().availableGeometry() if self.isVisible() else room()
        size = size.boundedTo(screen.size())
        at = corner(size)
        if not self.isVisible():
            self.setGeometry(QRect(at, size))
        else:  # keep the corner
            end = self.geometry().bottomRight()
            place = QRect(0, 0, size.width(), size.height())
            place.moveBottomRight(end)
            self.setGeometry(place.translated(max(screen.left() - place.left(), 0), max(screen.top() - place.top(), 0)))
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_playing(self) -> None:
        """Show the page that suits the window's size: the small one, or that of the whole screen."""
        conductor = self._conductor
        if conductor is None:
            return
        if self._full:
            from backtimer.ui.player_page import PlayerPage  # noqa: PLC0415  # the small window does without it

            player = PlayerPage(self._look, self._wall)
            player.conduct(conductor)
            player.step_asked.connect(lambda number: conductor.tell(lambda: conductor.player.jump(number)))
            page: BreakPage | PlayerPage = player
        else:
            page = BreakPage(self._look)
            page.conduct(conductor)
        page.command_asked.connect(self.obey)
        old, self.page = self.page, page
        self._show(page)
        if old is not None:
            old.deleteLater()

    def _stop(self, conductor: Conductor) -> None:
        """Stop at once, and say what to do."""
        from backtimer.ui.stop_page import StopPage  # noqa: PLC0415  # seldom needed

        conductor.tell(conductor.player.pause)
        stop = self.stop = StopPage(self._look, alone=True)
        stop.set_look(self._look)
        stop.end_asked.connect(self.close)
        stop.back_asked.connect(self._go_on)
        self._show(stop)
        self._let_keys("back")
        if not self._full:
            self._appear(STOP_SIZE)

    def _go_on(self) -> None:
        """Back from what to do when something is wrong: the break stands where it was."""
        if self.stop is not None:
            self.stop.deleteLater()
        self.stop = None
        self._let_keys(*self._actions)
        self._show_playing()
        if not self._full:
            self._appear(SIZE)

    def _on_happened(self, event: Event) -> None:
        if isinstance(event, Readied | Resumed) and self.stop is not None:  # by a headset, or by the desktop
            self._go_on()
        elif isinstance(event, Stopped):
            self.close()
        elif isinstance(event, Finished):
            self._let_keys()
            end = self.end = BreakEnd(self._look, self._sentence, self._before)
            end.rated.connect(self._on_rated)
            end.done.connect(self.close)
            self._show(end)
            self._leaving.start(STAYS)

    def _on_rated(self, number: int) -> None:
        self.rated.emit(number)
        self._leaving.start(RATED)

    def _show(self, part: "QWidget | Page") -> None:
        self._stack.addWidget(part)
        self._stack.setCurrentWidget(part)
        part.setFocus()

    def _action(self, row: Key) -> QAction:
        action = QAction(row.name, self)
        action.setShortcuts([QKeySequence(name) for name in row.keys])
        action.triggered.connect(lambda: self.obey(row.id))
        self.addAction(action)
        return action

    def _let_keys(self, *commands: str) -> None:
        """Let keys be these commands, and all others what the part that is shown makes of them."""
        for command, action in self._actions.items():
            action.setEnabled(command in commands)
