"""Joins a player to Qt: one timer goes in, two signals come out. Knows no widget and no sound.

`happened` carries each event (for the ear and the journal), `moved` the moment (for the eye).
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backtimer.core.events import Event
from backtimer.core.moment import Moment
from backtimer.core.player import Command, Player

FRAME: Final = 16
"""Milliseconds between two looks at the clock while somebody watches."""

UNSEEN: Final = 250
"""The same while nobody can see the window."""


class Conductor(QObject):
    """Ticks while time runs, and not at all while it stands: an idle window costs nothing."""

    happened = Signal(object)
    moved = Signal(object)

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def moment(self) -> Moment:
        """What is true now."""
        return self.player.moment()

    def tell(self, command: Callable[[], tuple[Event, ...]]) -> None:
        """Give the player a command, and everybody what came of it."""
        events = command()
        runs = self.player.state in ("running", "leading", "holding", "waiting")
        if runs is not self._timer.isActive():
            self._timer.start() if runs else self._timer.stop()
        for event in events:
            self.happened.emit(event)
        self.moved.emit(self.player.moment())

    def obey(self, command: Command) -> None:
        """Have the player do a command of the table of keys."""
        self.tell(lambda: self.player.obey(command))

    def watch(self, seen: bool) -> None:  # noqa: FBT001  # Qt's own way of saying it
        """Look at the clock often while the window is seen, seldom while it is not."""
        self._timer.setInterval(FRAME if seen else UNSEEN)

    def _on_timeout(self) -> None:
        self.tell(self.player.tick)
