"""Asks an X server three things: how long nobody has touched anything, which window is in front, what state it is in.

Speaks the little of the X protocol that this takes, over a socket of its own. Not by Xlib: that ends the process when
a window closes between two questions. Leaves to others what the answers mean.
"""

import re
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

PATIENCE: Final = 1.0
"""Seconds in which a server has to answer."""

PORT: Final = 6000
"""The first display's, where a display is reached over the net."""

SOCKETS: Final = "/tmp/.X11-unix/X"  # noqa: S108  # where every X server of this machine listens

COOKIE: Final = b"MIT-MAGIC-COOKIE-1"

_QUERY_EXTENSION: Final = 98
_INTERN_ATOM: Final = 16
_GET_PROPERTY: Final = 20
_IDLE: Final = 1
"""The screen saver extension's request that tells how long nothing was touched."""

_ERROR: Final = 0
_REPLY: Final = 1
_GENERIC: Final = 35
"""The first bytes of what a server sends: an event with more than 32 bytes is generic; all others are plain events."""

_MOST: Final = 1 << 20
"""Bytes of an answer; more is no answer to anything that is asked here."""

_DISPLAY: Final = re.compile(r"(?P<host>.*):(?P<number>\d{1,5})(\.\d+)?")


class Display(NamedTuple):
    """Where a server is reached: a host (empty for this machine) and a number."""

    host: str
    number: int


def display_of(name: str) -> Display | None:
    """Understand the name of a display, as in `:0`, `unix:1.0` or `far:10.0`."""
    found = _DISPLAY.fullmatch(name)
    if found is None:
        return None
    host = found["host"].rsplit("/", 1)[-1]
    return Display("" if host == "unix" else host, int(found["number"]))


class XServer:
    """One connection to a server, from making it to `close`. Raises OSError as soon as anything goes wrong."""

    def __init__(self, display: Display, cookie: bytes) -> None:
        self._socket = _connected(display)
        self._atoms: dict[str, int] = {}
        try:
            self.root = self._greet(cookie)
            self._saver = self._extension(b"MIT-SCREEN-SAVER")
        except BaseException:
            self._socket.close()
            raise

    def close(self) -> None:
        """Ask nothing any more."""
        self._socket.close()

    def idle(self) -> int | None:
        """Milliseconds since keys or mouse were last touched; None where the server does not count them."""
        if not self._saver:
            return None
        reply = self._ask(struct.pack("<BBHI", self._saver, _IDLE, 2, self.root))
        return None if reply is None else int(struct.unpack_from("<I", reply, 16)[0])

    def active_window(self) -> int | None:
        """The window in front, by its number; None where the window manager does not say, or there is none."""
        found = self.numbers(self.root, "_NET_ACTIVE_WINDOW")
        return found[0] if found and found[0] else None

    def is_full_screen(self, window: int) -> bool:
        """Whether a window fills the screen; False also for one that has just gone."""
        return self._atom("_NET_WM_STATE_FULLSCREEN") in self.numbers(window, "_NET_WM_STATE")

    def speaks(self, hint: str) -> bool:
        """Whether the window manager says that it keeps a hint."""
        return self._atom(hint) in self.numbers(self.root, "_NET_SUPPORTED")

    def numbers(self, window: int, name: str) -> tuple[int, ...]:
        """What stands in a property that holds numbers; nothing where there is none."""
        reply = self._ask(struct.pack("<BBHIIIII", _GET_PROPERTY, 0, 6, window, self._atom(name), 0, 0, 4096))
        if reply is None or reply[1] != 32:  # noqa: PLR2004  # bits of each number
            return ()
        count = min(int(struct.unpack_from("<I", reply, 16)[0]), (len(reply) - 32) // 4)
        return struct.unpack_from(f"<{count}I", reply, 32)

    def _greet(self, cookie: bytes) -> int:
        """Introduce ourselves; give the root window of the first screen."""
        name = COOKIE if cookie else b""
        self._socket.sendall(
            struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie)) + _padded(name) + _padded(cookie)
        )
        head = self._receive(8)
        rest = self._receive(4 * struct.unpack_from("<H", head, 6)[0])
        if head[0] != 1:
            raise ConnectionRefusedError(rest.decode("latin-1").strip("\0\n") or "the X server refuses")
        try:
            vendor, formats = struct.unpack_from("<H", rest, 16)[0], rest[21]
            return int(struct.unpack_from("<I", rest, 32 + vendor + -vendor % 4 + 8 * formats)[0])
        except (struct.error, IndexError) as error:
            raise ConnectionError("the X server's greeting makes no sense") from error

    def _extension(self, name: bytes) -> int:
        """The number of an extension's requests; 0 where the server has none."""
        size = 2 + (len(name) + 3) // 4
        reply = self._ask(struct.pack("<BxHHxx", _QUERY_EXTENSION, size, len(name)) + _padded(name))
        return reply[9] if reply is not None and reply[8] else 0

    def _atom(self, name: str) -> int:
        """The server's number for a name."""
        if name not in self._atoms:
            text = name.encode("ascii")
            size = 2 + (len(text) + 3) // 4
            reply = self._ask(struct.pack("<BBHHxx", _INTERN_ATOM, 0, size, len(text)) + _padded(text))
            self._atoms[name] = struct.unpack_from("<I", reply, 8)[0] if reply is not None else 0
        return self._atoms[name]

    def _ask(self, request: bytes) -> bytes | None:
        """The answer to a request; None where it is an error, as for a window that has gone."""
        self._socket.sendall(request)
        while True:
            head = self._receive(32)
            if head[0] == _ERROR:
                return None
            more = 4 * struct.unpack_from("<I", head, 4)[0] if head[0] in (_REPLY, _GENERIC) else 0
            if more > _MOST:
                raise ConnectionError("the X server's answer is too long")
            rest = self._receive(more)
            if head[0] == _REPLY:
                return head + rest

    def _receive(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            part = self._socket.recv(size - len(found))
            if not part:
                raise ConnectionResetError("the X server has gone")
            found += part
        return found


def x_server(environment: Mapping[str, str]) -> XServer:
    """Connect to the server that the environment names. Raises OSError where there is none."""
    display = display_of(environment.get("DISPLAY", ""))
    if display is None:
        raise ConnectionError("there is no X display here")
    return XServer(display, cookie_for(display, environment))


def cookie_for(display: Display, environment: Mapping[str, str]) -> bytes:
    """What the server wants to be shown; empty where nothing is kept for it."""
    file = Path(environment.get("XAUTHORITY") or Path(environment.get("HOME", "/")) / ".Xauthority")
    with suppress(OSError, struct.error):
        for number, name, cookie in _kept(file.read_bytes()):
            if name == COOKIE and number in ("", str(display.number)):
                return cookie
    return b""


def _kept(data: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Number, kind and cookie of each entry in a file of cookies. Raises struct.error where it ends too early."""
    at = 0
    while at < len(data):
        at += 2  # the family
        fields = []
        for _ in range(4):
            (size,) = struct.unpack_from(">H", data, at)
            fields.append(data[at + 2 : at + 2 + size])
            at += 2 + size
        _, number, name, cookie = fields
        yield number.decode("latin-1"), name, cookie


def _connected(display: Display) -> socket.socket:
    if display.host:
        return socket.create_connection((display.host, PORT + display.number), PATIENCE)
    found = socket.socket(socket.AF_UNIX)
    try:
        found.settimeout(PATIENCE)
        found.connect(f"{SOCKETS}{display.number}")
    except OSError:
        found.close()
        raise
    return found


def _padded(text: bytes) -> bytes:
    return text + bytes(-len(text) % 4)
