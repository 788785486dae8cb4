"""Plays a plan in the terminal: one line for each step, a countdown below it, keys where there is a keyboard.

Knows the player and text. The program's words come from `words`.
"""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, TextIO, assert_never

from backtimer import words
from backtimer.core.events import (
    Answered,
    Event,
    Extended,
    Finished,
    Held,
    Marked,
    Paced,
    Passed,
    Paused,
    Readied,
    Refitted,
    Released,
    Repeated,
    Resumed,
    Sought,
    Started,
    Stopped,
    Waited,
    WentOn,
)
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan, Span
from backtimer.core.player import Command, Player
from backtimer.core.timing import clock_text

BEAT: Final = 0.1
"""Seconds between two looks at clock and keys."""

KEYS_LINE: Final = "Space pauses · n next · p previous · h stays here · + half a minute more · q ends"


Listener = Callable[[tuple[Event, ...], Moment], None]
"""Hears what happened, and what is true now."""


def play(
    player: Player,
    out: TextIO = sys.stdout,
    listen: Listener = lambda *_: None,
    interrupted: Callable[[], object] = lambda: False,
) -> int:
    """Play until the end, or until somebody ends it. Always 0: ending early is no failure.

    `interrupted` says whether to leave off at once. Then, and where nothing can be written any more (OSError), the
    listener hears of a pause: from there one can go on.
    """
    plan = player.plan
    tells_time = out.isatty()
    print(f"{plan.routine.title}, {clock_text(plan.total)}", file=out)
    try:
        with _keys() as found:
            keyboard = found
            if keyboard is not None:
                print(KEYS_LINE, file=out)
            events = player.play()
            while True:
                listen(events, player.moment())
                _say(player, events, out)
                if player.state in ("finished", "stopped") or interrupted():
                    break
                pressed = _pressed(keyboard)
                if pressed is None:  # nobody is there any more
                    keyboard = None
                events = command_of(player, pressed) if pressed else player.tick()
                if tells_time:
                    _show_time(player, out)
    finally:
        if player.state not in ("finished", "stopped"):
            listen(player.pause(), player.moment())
    return 0


KEYS: Final[dict[str, Command]] = {
    " ": "toggle",
    "n": "next",
    "p": "previous",
    "h": "hold",
    "+": "more",
    "q": "finish",
    "\x03": "finish",
}


def command_of(player: Player, pressed: str) -> tuple[Event, ...]:
    """Do what a key means, and give what happened; a key that means nothing only looks at the clock."""
    return player.obey(KEYS[pressed]) if pressed in KEYS else player.tick()


def line_of(event: Event, plan: Plan) -> str:  # noqa: C901, PLR0911, PLR0912  # one for each event
    """What the terminal says of an event; empty where nothing need be said."""
    match event:
        case Passed(mark=mark):
            return _mark_line(plan.spans[mark.span], mark.kind, plan)
        case Paused(why=why):
            return "   paused: the machine slept" if why == "gap" else "   paused"
        case Readied(lead=lead):
            return f"   hands back on, {clock_text(lead)}"
        case Held():
            return "   staying here"
        case Waited():
            return "   take your time: Space goes on"
        case Extended(more=more):
            return f"   {clock_text(more)} more"
        case Refitted(late=late):
            return f"   ends {clock_text(late)} later" if late else "   what follows is shorter: the end stays"
        case Answered(change=change):
            return {-1: "   softer from now on", 0: "", 1: "   firmer from now on"}[change]
        case Repeated(time=time):
            return f"   again, for the {words.ordinal(time)} time"
        case Finished():
            return "   finished"
        case Stopped(at=at):
            return f"   ended at {clock_text(at)}"
        case Started() | Resumed() | WentOn() | Sought() | Paced() | Marked() | Released():
            return ""
        case _:
            assert_never(event)


def _mark_line(span: Span, kind: str, plan: Plan) -> str:
    step = span.step
    if kind == "announce" and span.kind == "ready":
        return f"   get ready: {words.sided(step)}"
    if kind == "check_in":
        return f"   {words.CHECK_IN}"
    if kind != "begin":
        return ""
    pressure = "→".join(str(level) for level in step.pressure)
    facts = " · ".join(filter(None, (words.places_of(step), f"pressure {pressure}" if pressure else "", step.cue)))
    return f"{span.number:>2}/{plan.steps}  {clock_text(span.length)}  {words.sided(step)}: {facts}"


def _say(player: Player, events: tuple[Event, ...], out: TextIO) -> None:
    for event in events:
        line = line_of(event, player.plan)
        if line:
            print(f"\r\x1b[K{line}" if out.isatty() else line, file=out, flush=True)


def _show_time(player: Player, out: TextIO) -> None:
    moment = player.moment()
    print(
        f"\r\x1b[K   {clock_text(moment.left)}   ({clock_text(moment.total_left)} left)", end="", file=out, flush=True
    )


@contextmanager
def _keys() -> Iterator[int | None]:
    """The keyboard, key by key, while the context lasts; None where standard input is none."""
    if not sys.stdin.isatty():
        yield None
        return
    import termios  # noqa: PLC0415  # only where there is a terminal
    import tty  # noqa: PLC0415

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)

    def anew(*_: object) -> None:
        """Who comes back to the foreground finds the terminal as the shell had it."""
        with suppress(termios.error):  # or it has gone
            tty.setcbreak(handle)

    go_on = signal.signal(signal.SIGCONT, anew)
    try:
        tty.setcbreak(handle)
        yield handle
    finally:
        signal.signal(signal.SIGCONT, go_on)
        with suppress(termios.error):
            termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _pressed(keyboard: int | None) -> str | None:
    """The key that was pressed within a beat; empty for none, None where no more can come."""
    ready, _, _ = select.select([keyboard] if keyboard is not None else [], [], [], BEAT)
    if not ready:
        return ""
    try:
        return os.read(ready[0], 1).decode("utf-8", "replace") or None
    except OSError:
        return None
