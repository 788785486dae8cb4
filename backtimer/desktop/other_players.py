"""Makes other players quieter while the voice speaks, over MPRIS, and loud again afterwards.

Knows D-Bus and one small file, in which it says whom it has lowered and how loud they were: after a crash the next
start reads it and makes them loud again. Leaves to others when anybody speaks.
"""

import json
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, Protocol

LOWERED: Final = 0.25
"""The share of its volume that is left to a player while the voice speaks."""

PREFIX: Final = "org.mpris.MediaPlayer2."
OURS: Final = "org.mpris.MediaPlayer2.backtimer"
PATH: Final = "/org/mpris/MediaPlayer2"
PLAYER: Final = "org.mpris.MediaPlayer2.Player"

PATIENCE: Final = 1.0
"""Seconds in which a player has to answer."""


class Players(Protocol):
    """The players of a desktop, by the names they have on the bus. Raises OSError where there is no bus."""

    def playing(self) -> dict[str, float]:
        """Give the volume of each that plays now and has one."""

    def set_volume(self, name: str, volume: float) -> None:
        """Make one that loud; one that has gone is none of our business."""


class OtherPlayers:
    """Lowers and restores in a thread of its own: nobody waits for a player that does not answer."""

    def __init__(self, file: Path, players: Players | None = None) -> None:
        self._file = file
        self._players = players
        self._orders: SimpleQueue[bool | None] = SimpleQueue()
        self._thread: Thread | None = None

    def lower(self, lower: bool) -> None:  # noqa: FBT001  # a switch that is thrown both ways
        """Make the others quieter, or as loud as they were."""
        if self._thread is None:
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()
        self._orders.put(lower)

    def mend(self) -> None:
        """After a crash: make loud again whom the last run has left quiet. Costs nothing where there is no file."""
        if self._file.exists():
            self.lower(lower=False)

    def close(self) -> None:
        """Make all as loud as they were, and wait for that a little."""
        if self._thread is not None:
            self._orders.put(False)  # noqa: FBT003  # a switch
            self._orders.put(None)
            self._thread.join(2 * PATIENCE)

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            with suppress(OSError, ImportError):
                self._players = self._players or MprisPlayers()
                if order:
                    lower(self._players, self._file)
                else:
                    restore(self._players, self._file)


def lower(players: Players, file: Path) -> None:
    """Lower all that play, and note first how loud they were. Who was lowered before stays as noted."""
    noted = _noted(file)
    found = {name: volume for name, volume in players.playing().items() if name not in noted and volume > 0}
    if not found:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(json.dumps(noted | found), encoding="utf-8")
    new.replace(file)
    for name, volume in found.items():
        players.set_volume(name, volume * LOWERED)


def restore(players: Players, file: Path) -> None:
    """Make all that are noted as loud as they were."""
    for name, volume in _noted(file).items():
        players.set_volume(name, volume)
    file.unlink(missing_ok=True)


def _noted(file: Path) -> dict[str, float]:
    """Who was lowered; nobody where the file is missing or damaged."""
    try:
        noted = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(noted, dict):
        return {}
    return {
        str(name): float(volume)
        for name, volume in noted.items()
        if name.startswith(PREFIX) and isinstance(volume, float | int) and 0 <= volume <= 1
    }


class MprisPlayers:
    """The players on the session bus. Raises OSError where there is none, ImportError without jeepney."""

    def __init__(self) -> None:
        self._jeepney: Any = import_module("jeepney")
        blocking: Any = import_module("jeepney.io.blocking")
        try:
            self._bus = blocking.open_dbus_connection("SESSION")
        except (KeyError, ValueError, RuntimeError) as error:
            raise OSError(str(error)) from error

    def playing(self) -> dict[str, float]:
        """Give the volume of each that plays now and has one."""
        reply = self._bus.send_and_get_reply(self._jeepney.message_bus.ListNames(), timeout=PATIENCE)
        found = {}
        for name in reply.body[0]:
            if not name.startswith(PREFIX) or name.startswith(OURS) or self._get(name, "PlaybackStatus") != "Playing":
                continue
            volume = self._get(name, "Volume")
            if isinstance(volume, float):
                found[name] = volume
        return found

    def set_volume(self, name: str, volume: float) -> None:
        """Make one that loud."""
        call = self._properties(name).set("Volume", "d", volume)
        with suppress(TimeoutError):
            self._bus.send_and_get_reply(call, timeout=PATIENCE)

    def _get(self, name: str, what: str) -> object:
        """One property of a player; None where it has none, or does not answer."""
        try:
            reply = self._bus.send_and_get_reply(self._properties(name).get(what), timeout=PATIENCE)
        except TimeoutError:
            return None
        is_answer = reply.header.message_type == self._jeepney.MessageType.method_return
        return reply.body[0][1] if is_answer else None

    def _properties(self, name: str) -> Any:  # noqa: ANN401  # a module without types
        return self._jeepney.Properties(self._jeepney.DBusAddress(PATH, name, PLAYER))
