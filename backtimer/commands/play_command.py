"""`backtimer play`: a routine in the window, or in the terminal where there is no display.

Without a routine it goes on where the last one stopped. In the terminal, too, all is recorded while it is done.
"""

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from backtimer import __version__
from backtimer.commands.asking import NotThereError, complain, the_handbook, the_plan, the_source, the_wishes
from backtimer.commands.qt_guard import has_display, refuse_unsound
from backtimer.core.events import Event
from backtimer.core.handbook import Handbook
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan
from backtimer.core.player import Player
from backtimer.core.timing import clock_text
from backtimer.cues.ear import Ear
from backtimer.desktop.fault_file import SENTENCE, now, told_fault, write_fault
from backtimer.files import paths
from backtimer.files.private_file import trouble_words
from backtimer.files.resume_file import Offer, Source, read_offer
from backtimer.files.settings_file import read_settings, settings_trouble
from backtimer.playing import player_of
from backtimer.recording import Archive, Recording, looked_up, wall_now
from backtimer.terminal.player import Listener, play

ENDS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""By these somebody wants us to end, or a terminal has gone. What was done is written first."""

BY_SIGNAL: Final = 128
"""With the signal's number: the exit code of a program that was ended by one."""


def run(options: Namespace) -> int:
    """Play to the end, or until somebody stops; 1 when there is nothing to play."""
    handbook = the_handbook()
    in_terminal = options.terminal or not has_display()
    try:
        if options.routine is not None:
            source, routine = the_source(options.routine, handbook)
            wishes = the_wishes(options, handbook)
            plan, offer = the_plan(routine, wishes), None
        elif in_terminal:
            offer = _the_offer(handbook)
            plan, source = offer.plan, offer.source
    except NotThereError:
        return 1
    if in_terminal:
        if not options.terminal:
            print("There is no display here: playing in the terminal.", file=sys.stderr)
        return _play_in_terminal(plan, source, offer, options.speed)
    if refuse_unsound():
        return 1
    from backtimer.app import run_window  # noqa: PLC0415  # loads Qt

    if options.routine is None:  # the window offers by itself to go on
        return run_window(speed=options.speed)
    return run_window(source.file, speed=options.speed, wishes=wishes)


def _the_offer(handbook: Handbook) -> Offer:
    """What can be gone on with. Says when there is nothing, and raises NotThereError."""
    offer = read_offer(paths.resume_file(), handbook, wall_now().utc, _say)
    if offer is None:
        complain("there is nothing to go on with: name a routine, see `backtimer list`")
    return offer


def _play_in_terminal(plan: Plan, source: Source, offer: Offer | None, speed: float) -> int:
    """Play, heard as it was chosen for the window and recorded as it is there."""
    settings = read_settings(paths.settings_file())
    trouble = settings_trouble(paths.settings_file())
    if trouble is not None:
        _say(trouble_words("The settings", trouble))
    player = player_of(plan, speed)
    archive = Archive(_say, keeps_journal=settings.journal)
    recording = Recording(archive, source)
    if offer is not None:
        recording.go_on(*looked_up(offer, _say))
        player.seek(offer.position)
    ear = Ear(paths.shipped("assets") / "sounds", paths.index_file().parent / "voice", settings.sound, _say)
    ear.follow(plan, speed)
    with _asked_to_end() as asked:
        try:
            play(player, sys.stdout, _both(_recorder(recording, player), _hearer(ear)), asked)
        except OSError:
            if not asked():  # else the terminal has gone: we know
                raise
        finally:
            archive.close()
            if player.state == "finished" and settings.sound.hearing != "silent" and not ear.trouble:
                threading.Event().wait(5)  # the last bell fades
            ear.close()
        if asked():
            _say(f"stopped at {clock_text(player.position)}: `backtimer play` goes on there")
            return BY_SIGNAL + asked()
    return 0


def _recorder(recording: Recording, player: Player) -> Listener:
    def listen(events: tuple[Event, ...], moment: Moment) -> None:
        for event in events:
            recording.on_event(event, player.plan)
        recording.on_moment(moment)

    return listen


def _hearer(ear: Ear) -> Listener:
    def listen(events: tuple[Event, ...], moment: Moment) -> None:
        for event in events:
            ear.happened(event)
        ear.attend(moment)

    return listen


def _both(*listeners: Listener) -> Listener:
    """One listener of several. The fault of one is written down and told once; the others and the massage go on."""
    told: set[str] = set()

    def listen(events: tuple[Event, ...], moment: Moment) -> None:
        for listener in listeners:
            try:
                listener(events, moment)
            except Exception as error:  # noqa: BLE001  # a fault of ours must not end a massage
                name = f"{listener} {type(error)}"
                if name not in told:
                    told.add(name)
                    head = f"{now()}  backtimer {__version__}"
                    write_fault(paths.fault_file(), told_fault(head, type(error), error, error.__traceback__))
                    _say(SENTENCE)

    return listen


@contextmanager
def _asked_to_end() -> Iterator[Callable[[], int]]:
    """Gives what tells the signal that has asked us to end, 0 for none. What is ignored by who started us stays so."""
    asked: list[int] = []
    heard = [number for number in ENDS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, lambda number, _: asked.append(number)) for number in heard}
    try:
        yield lambda: asked[0] if asked else 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(line: str) -> None:
    """Say a line beside what plays, where anybody can still read it."""
    with suppress(OSError):
        print(f"\r\x1b[K   {line}" if sys.stderr.isatty() else f"   {line}", file=sys.stderr, flush=True)
