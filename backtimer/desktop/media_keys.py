"""The keys of keyboard, headset, lock screen and phone that play and pause, through what the desktop has for them.

On Linux that is MPRIS over D-Bus: the desktop asks us, and we tell what plays. A step is a track, the routine its
artist and album, so that next and previous mean what they say. Elsewhere nothing is there yet, and `trouble` says so.
Knows D-Bus. Leaves to others what a step is called, and what comes of a wish.
"""

import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, Literal, Protocol

from backtimer.core.moment import Moment
from backtimer.core.timing import SECOND, Clock, Ms

Status = Literal["Playing", "Paused", "Stopped"]

Wish = Literal["play", "pause", "toggle", "next", "previous", "stop", "seek", "raise", "quit"]

JUMP: Final = Ms(SECOND)
"""A position that is so far from where it should be by now has jumped."""

NAME: Final = "org.mpris.MediaPlayer2.backtimer"
PATH: Final = "/org/mpris/MediaPlayer2"
ROOT: Final = "org.mpris.MediaPlayer2"
PLAYER: Final = "org.mpris.MediaPlayer2.Player"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"

NO_ANSWER: Final = (OSError, KeyError, ValueError, RuntimeError, TimeoutError)
"""What jeepney raises where there is no bus, or one that does not let us in."""

NO_BUS: Final = "there is no D-Bus session here"
NO_JEEPNEY: Final = "jeepney is not installed (pip install jeepney)"
NOT_HERE: Final = "only Linux desktops are served so far"


@dataclass(frozen=True, slots=True)
class Track:
    """What plays: a step as a track. `start` is where it starts in the plan; `position` counts from there, at `at`.

    `art` is the URL of a picture, empty for none.
    """

    title: str = ""
    routine: str = ""
    number: int = 0
    start: Ms = Ms(0)
    length: Ms = Ms(0)
    status: Status = "Stopped"
    position: Ms = Ms(0)
    at: Ms = Ms(0)
    rate: float = 1.0
    art: str = ""

    def position_at(self, now: Ms) -> Ms:
        """Where it is by now."""
        gone = round((now - self.at) * self.rate) if self.status == "Playing" else 0
        return Ms(min(max(self.position + gone, 0), self.length))


class MediaKeys(Protocol):
    """What the desktop shows of us and asks of us. Nothing here waits."""

    def show(self, track: Track) -> None:
        """Let this be shown from now on."""

    def close(self) -> None:
        """Be no player any more."""

    @property
    def trouble(self) -> str:
        """Why the desktop does not see us; empty while it does, or while that is not known yet."""


Asked = Callable[[Wish, Ms], None]
"""Is told a wish, from another thread; for `seek` with the position in the plan."""


def track_of(moment: Moment, title: str, now: Ms, *, rate: float = 1.0, art: str = "") -> Track:
    """What plays at a moment: the step with the time before it, under the name that it is given."""
    number = moment.span.number
    spans = [span for span in moment.plan.spans[max(moment.index - 1, 0) : moment.index + 2] if span.number == number]
    start, end = spans[0].start, spans[-1].end
    status: Status = "Playing" if moment.state in ("running", "leading") else "Paused"
    if moment.state in ("ready", "finished", "stopped"):
        status = "Stopped"
    return Track(
        title,
        moment.plan.routine.title,
        number,
        start,
        Ms(end - start),
        status,
        Ms(moment.position - start),
        now,
        rate if moment.state == "running" else 0.0,
        art,
    )


def root_properties() -> dict[str, tuple[str, Any]]:
    """What the program is, as D-Bus wants it: each value with its type."""
    return {
        "CanQuit": ("b", True),
        "CanRaise": ("b", True),
        "HasTrackList": ("b", False),
        "Identity": ("s", "backtimer"),
        "DesktopEntry": ("s", "backtimer"),
        "SupportedUriSchemes": ("as", []),
        "SupportedMimeTypes": ("as", []),
    }


def player_properties(track: Track, now: Ms) -> dict[str, tuple[str, Any]]:
    """What plays, as D-Bus wants it."""
    there = track.number > 0
    return {
        "PlaybackStatus": ("s", track.status),
        "Rate": ("d", 1.0),
        "MinimumRate": ("d", 1.0),
        "MaximumRate": ("d", 1.0),
        "Volume": ("d", 1.0),
        "Metadata": ("a{sv}", _metadata(track)),
        "Position": ("x", track.position_at(now) * 1000),
        "CanGoNext": ("b", there),
        "CanGoPrevious": ("b", there),
        "CanPlay": ("b", there),
        "CanPause": ("b", there),
        "CanSeek": ("b", there),
        "CanControl": ("b", True),
    }


def _metadata(track: Track) -> dict[str, tuple[str, Any]]:
    if not track.number:
        return {"mpris:trackid": ("o", f"{PATH}/TrackList/NoTrack")}
    found: dict[str, tuple[str, Any]] = {
        "mpris:trackid": ("o", _track_id(track)),
        "mpris:length": ("x", track.length * 1000),
        "xesam:title": ("s", track.title),
        "xesam:artist": ("as", [track.routine]),
        "xesam:album": ("s", track.routine),
        "xesam:trackNumber": ("i", track.number),
    }
    return found | ({"mpris:artUrl": ("s", track.art)} if track.art else {})


def _track_id(track: Track) -> str:
    return f"/org/backtimer/step/{track.number}"


def changed(before: Track, after: Track) -> dict[str, tuple[str, Any]]:
    """The properties that listeners must be told of. The position is not among them: MPRIS counts it by itself."""
    old, new = player_properties(before, before.at), player_properties(after, after.at)
    return {name: value for name, value in new.items() if name != "Position" and old[name] != value}


def jumped(before: Track, after: Track) -> bool:
    """Whether the position is elsewhere than a listener who counts would think."""
    if before.number != after.number:
        return after.position > JUMP  # a new track is taken to begin at its beginning
    return abs(before.position_at(after.at) - after.position) > JUMP


def wish_of(member: str, body: tuple[Any, ...], track: Track, now: Ms) -> tuple[Wish, Ms] | None:
    """What a call of a method means, and for `seek` to which position in the plan; None where it means nothing."""
    here = track.position_at(now)
    match member, body:
        case "PlayPause", _:
            return "toggle", Ms(0)
        case (("Play" | "Pause" | "Next" | "Previous" | "Stop" | "Raise" | "Quit"), _):
            plain: Mapping[str, Wish] = {
                "Play": "play", "Pause": "pause", "Next": "next", "Previous": "previous",
                "Stop": "stop", "Raise": "raise", "Quit": "quit",
            }  # fmt: skip
            return plain[member], Ms(0)
        case "Seek", (int(offset),):
            to = here + offset // 1000
            return ("next", Ms(0)) if to > track.length else ("seek", Ms(track.start + max(to, 0)))
        case "SetPosition", (str(name), int(position)):
            inside = name == _track_id(track) and 0 <= position <= track.length * 1000
            return ("seek", Ms(track.start + position // 1000)) if inside else None
        case _:
            return None


def trouble_here() -> str:
    """Why no desktop can see us on this machine; empty where one can, if there is one."""
    if platform.system() != "Linux":
        return NOT_HERE
    try:
        import_module("jeepney.io.blocking").open_dbus_connection("SESSION").close()
    except ImportError:
        return NO_JEEPNEY
    except NO_ANSWER:
        return NO_BUS
    return ""


class NoMediaKeys:
    """Where the desktop has nothing that we know."""

    def __init__(self, trouble: str) -> None:
        self.trouble = trouble

    def show(self, track: Track) -> None:
        """Nobody looks."""

    def close(self) -> None:
        """Nothing is open."""


class Mpris:
    """A player on the session bus: two threads of its own, so that a bus that hangs hangs alone."""

    def __init__(self, asked: Asked, clock: Clock) -> None:
        self._asked, self._clock = asked, clock
        self._track = Track()
        self._jeepney: Any = None
        self._bus: Any = None
        self._letters: SimpleQueue[Any] = SimpleQueue()
        self._sender: Thread | None = None
        self.trouble = ""
        Thread(target=self._serve, daemon=True).start()

    def show(self, track: Track) -> None:
        """Let this be shown; listeners are told what has changed."""
        before, self._track = self._track, track
        if self.trouble:  # nobody takes the letters
            return
        news = changed(before, track)
        if news:
            self._letters.put(("signal", PROPERTIES, "PropertiesChanged", "sa{sv}as", (PLAYER, news, [])))
        if jumped(before, track):
            self._letters.put(("signal", PLAYER, "Seeked", "x", (track.position * 1000,)))

    def close(self) -> None:
        """Leave the bus, and wait a little until that is done."""
        self._letters.put(None)
        if self._sender is not None:
            self._sender.join(1)

    def _serve(self) -> None:
        """Enter the bus, and answer what is asked until it ends."""
        try:
            self._jeepney = import_module("jeepney")
            threading = import_module("jeepney.io.threading")
        except ImportError:
            self.trouble = NO_JEEPNEY
            return
        try:
            self._bus = threading.open_dbus_connection("SESSION")
            self._enter(threading)
        except NO_ANSWER:
            self.trouble = NO_BUS
            return
        self._sender = Thread(target=self._send, daemon=True)
        self._sender.start()
        try:
            while True:
                self._answer(self._bus.receive())
        except (OSError, threading.ReceiveStopped):
            self.trouble = NO_BUS

    def _enter(self, threading: Any) -> None:  # noqa: ANN401  # a module without types
        """Take our name; of two that run, the second takes one with its number."""
        with threading.DBusRouter(self._bus) as router:
            bus = threading.Proxy(self._jeepney.message_bus, router, timeout=5)
            do_not_queue, taken = 4, 3
            if bus.RequestName(NAME, do_not_queue)[0] == taken:
                bus.RequestName(f"{NAME}.instance{os.getpid()}", do_not_queue)

    def _send(self) -> None:
        """Write what is to be said, one letter after the other."""
        emitter = self._jeepney.DBusAddress(PATH)
        while letter := self._letters.get():
            if letter[0] == "signal":
                _, interface, name, form, body = letter
                letter = self._jeepney.new_signal(emitter.with_interface(interface), name, form, body)
            else:
                letter = letter[1]
            try:
                self._bus.send(letter)
            except OSError:
                break
        self._bus.close()

    def _answer(self, call: Any) -> None:  # noqa: ANN401  # a message without types
        """Answer one call."""
        jeepney = self._jeepney
        if call.header.message_type != jeepney.MessageType.method_call:
            return
        fields = call.header.fields
        member = fields.get(jeepney.HeaderFields.member, "")
        interface = fields.get(jeepney.HeaderFields.interface, "")
        answer = answer_to(interface, member, call.body, self._track, self._clock())
        if answer is not None:
            form, body = answer
            self._letters.put(("reply", jeepney.new_method_return(call, form or None, body)))
            return
        wish = wish_of(member, call.body, self._track, self._clock()) if interface in (ROOT, PLAYER, "") else None
        if wish is not None:
            self._asked(*wish)
        known = wish is not None or member in ("OpenUri", "SetPosition", "Set")
        error = "org.freedesktop.DBus.Error.UnknownMethod"
        reply = jeepney.new_method_return(call) if known else jeepney.new_error(call, error)
        self._letters.put(("reply", reply))


def answer_to(
    interface: str, member: str, body: tuple[Any, ...], track: Track, now: Ms
) -> tuple[str, tuple[Any, ...]] | None:
    """What is answered to a question, with its type; None for what is no question."""
    known = {ROOT: root_properties(), PLAYER: player_properties(track, now)}
    match interface, member, body:
        case "org.freedesktop.DBus.Properties", "Get", (str(of), str(name)) if name in known.get(of, {}):
            return "v", (known[of][name],)
        case "org.freedesktop.DBus.Properties", "GetAll", (str(of),):
            return "a{sv}", (known.get(of, {}),)
        case "org.freedesktop.DBus.Introspectable", "Introspect", _:
            return "s", (introspection(known),)
        case "org.freedesktop.DBus.Peer", "Ping", _:
            return "", ()
        case _:
            return None


METHODS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    ROOT: (("Raise", ""), ("Quit", "")),
    PLAYER: (
        ("Next", ""), ("Previous", ""), ("Pause", ""), ("PlayPause", ""), ("Stop", ""), ("Play", ""), ("Seek", "x"),
        ("SetPosition", "ox"), ("OpenUri", "s"),
    ),
}  # fmt: skip
"""What can be called, with the types of the arguments."""


def introspection(known: Mapping[str, Mapping[str, tuple[str, Any]]]) -> str:
    """What we are, for who asks the bus."""
    parts = []
    for interface, properties in known.items():
        lines = [f'<property name="{name}" type="{form}" access="read"/>' for name, (form, _) in properties.items()]
        for name, forms in METHODS[interface]:
            arguments = "".join(f'<arg type="{form}" direction="in"/>' for form in forms)
            lines.append(f'<method name="{name}">{arguments}</method>')
        if interface == PLAYER:
            lines.append('<signal name="Seeked"><arg type="x"/></signal>')
        parts.append(f'<interface name="{interface}">{"".join(lines)}</interface>')
    return f"<node>{''.join(parts)}</node>"


def media_keys(asked: Asked, clock: Clock) -> MediaKeys:
    """What this machine has."""
    return Mpris(asked, clock) if platform.system() == "Linux" else NoMediaKeys(NOT_HERE)
