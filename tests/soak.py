"""Plays the shipped routines for hours of their own time, and watches what grows: `python -m tests.soak [--hours 8]`.

A real window plays one routine after the other, many times as fast as they are. After each of them, when the library
is shown again and nothing runs, the process is measured; once a minute the last measure is a line of a table. In the
first round everything is loaded that is kept; after that each measure is compared with the one after the same routine
a round before. Exit code 1 says that something grew. Linux only: the figures come from /proc.
"""

import argparse
import ctypes
import gc
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Final

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6  # the platform must be chosen before Qt is loaded
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from backtimer.app import Workshop, application
from backtimer.core.player import Player
from backtimer.core.timing import Ms, clock_text
from backtimer.ui.conductor import Conductor

LOOK: Final = 100
"""Milliseconds between two looks at whether the routine is over."""

REST: Final = 500
"""Milliseconds in which nothing plays before a measure, so that all is written and freed that is going to be."""

STUCK: Final = 120.0
"""Seconds without any progress, after which the run has failed."""

MINUTE: Final = 60.0

SHORTEST: Final = 4
"""So many routines must have been played to say anything."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the process holds at one moment, in which nothing plays.

    `rss` is its memory now, when all that was freed has been given back, and `peak` the most that it ever had, `used`
    what of it was asked for and not given back (of the C library, which also serves Qt's pictures); in KiB.
    `timers` are all of Qt's, `running` those of them that run; `objects` hang under the window. `things` are the
    objects that Python's collector knows, `blocks` all that Python has allocated, `none` the references to None.
    """

    rss: int
    peak: int
    used: int
    handles: int
    threads: int
    timers: int
    running: int
    objects: int
    things: int
    blocks: int
    none: int


NAMES: Final = tuple(field.name for field in fields(Measure))

MAY_GROW: Final = {
    "used": 1024, "handles": 0, "threads": 0, "timers": 0, "running": 0, "objects": 0, "things": 1_000, "blocks": 3_000,
}  # fmt: skip
"""By how much each may grow in a round of all routines, which is 220 seconds at 60 times the speed. One object lost in
every frame would be ten thousand. What the C library does not give back of its holes (`rss`, `peak`) is only shown: it
differs by megabytes with the order in which pictures came and went."""

MAY_FALL: Final = 2_000
"""By how much the references to None may be less: whoever takes those that are not theirs ends the process in time.
More of them cost nothing. They do grow: PySide 6.11 keeps some at each `deleteLater` and each `setAlphaChannel`."""


def measure(top: QObject) -> Measure:
    """Measure this process, with what is under this window."""
    gc.collect()
    _give_back()
    memory = _memory(Path("/proc/self/status"))
    things = gc.get_objects()
    timers = {timer for timer in things if type(timer) is QTimer and shiboken6.isValid(timer)}
    timers |= set(top.findChildren(QTimer))
    return Measure(
        rss=memory["VmRSS"],
        peak=memory["VmHWM"],
        used=_used(),
        handles=sum(1 for _ in Path("/proc/self/fd").iterdir()),
        threads=sum(1 for _ in Path("/proc/self/task").iterdir()),
        timers=len(timers),
        running=sum(timer.isActive() for timer in timers),
        objects=len(top.findChildren(QObject)),
        things=len(things) + gc.get_freeze_count(),
        blocks=sys.getallocatedblocks(),
        none=sys.getrefcount(None),
    )


def _give_back() -> None:
    """Have the C library give what was freed back to the system: its holes are no growth."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _memory(file: Path) -> dict[str, int]:
    """The amounts of a file of /proc, in KiB."""
    rows = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {row[0].rstrip(":"): int(row[1]) for row in rows if row[-1:] == ["kB"]}


class _MallInfo(ctypes.Structure):
    """What glibc says of its memory; Python's own small objects lie in pieces of `hblkhd`."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks"),
            "keepcost",
        )
    )


def _used() -> int:
    """How much is allocated by malloc, in KiB; 0 where the C library does not tell."""
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if ask is None:
        return 0
    ask.restype = _MallInfo
    info = ask()
    return int(info.uordblks + info.hblkhd) // 1024


def growth_of(measures: Sequence[Measure], round_: int) -> dict[str, int]:
    """By how much each figure has grown, where a round is so many routines.

    The median of the differences to the round before, the first round left out. Where there are none yet: the least of
    the later half against the least of the earlier one.
    """
    pairs = list(zip(measures[round_:], measures[2 * round_ :], strict=False))
    if pairs:
        return {name: round(median(getattr(b, name) - getattr(a, name) for a, b in pairs)) for name in NAMES}
    half = len(measures) // 2
    early, late = measures[half // 2 : half], measures[half:]
    return {name: min(getattr(b, name) for b in late) - min(getattr(a, name) for a in early) for name in NAMES}


def faults_of(growth: dict[str, int], *, whole: bool = True) -> list[str]:
    """What grew, or in the case of None fell, by more than it may.

    A run that is not `whole`, of less than two rounds, still loads what is kept: of it only what may not grow at all
    is judged.
    """
    judged = {name: most for name, most in MAY_GROW.items() if whole or not most}
    found = [f"{name} grew by {growth[name]}" for name, most in judged.items() if growth[name] > most]
    if growth["none"] < -MAY_FALL:
        found.append(f"{-growth['none']} references to None were lost")
    return found


def row(cells: Sequence[object]) -> str:
    """A line of the table."""
    return "".join(f"{cell:>10}" for cell in cells)


class Soak(QObject):
    """Plays routines one after the other in a workshop's window, until so many hours of plan time have been played."""

    def __init__(self, workshop: Workshop, hours: float) -> None:
        super().__init__()
        self._workshop = workshop
        self._wanted = hours * 3_600_000
        self._shelf = [entry for entry in workshop.window.library.shelf.entries if entry.card is not None]
        self.round = len(self._shelf)
        self._position = Ms(0)
        self._moved_at = self._told_at = time.monotonic()
        self.played = self.routines = self.late = 0
        self.stuck = ""
        self.measures: list[Measure] = []
        self._looks, self._rest = QTimer(self), QTimer(self)
        self._looks.setInterval(LOOK)
        self._looks.timeout.connect(self._look)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._after_rest)

    def start(self) -> None:
        """Begin with the first routine."""
        print(row(("plan", "routines", *NAMES)), flush=True)  # noqa: T201
        self._begin()

    @property
    def _conductor(self) -> Conductor:
        conductor = self._workshop.window._conductor
        assert conductor is not None
        return conductor

    def _begin(self) -> None:
        """Begin the next routine, as a person does who has answered the questions about safety before."""
        entry = self._shelf[self.routines % self.round]
        self._workshop.play(entry)
        plan = self._workshop.window.routine.plan
        assert plan is not None
        self._workshop.begin(entry, plan)
        self._moved_at, self._position = time.monotonic(), Ms(0)
        self._looks.start()

    def _look(self) -> None:
        """See how far it is; go on where a step waits for somebody, or the machine was too slow for so much speed."""
        player = self._conductor.player
        if player.position != self._position:
            self._moved_at, self._position = time.monotonic(), player.position
        if player.state in ("finished", "stopped"):
            self._come_home(player)
        elif player.state in ("paused", "waiting"):
            self.late += player.state == "paused"
            self._conductor.obey("toggle")
        if time.monotonic() - self._moved_at > STUCK:
            self.stuck = f"{player.plan.routine.id} does not go on: {player.state} at {clock_text(player.position)}"
            QCoreApplication.quit()

    def _come_home(self, player: Player) -> None:
        """Go back to the library by way of always the same page, so that measures can be compared."""
        self._looks.stop()
        self.played += player.position
        self.routines += 1
        self._workshop.play(self._shelf[0])
        self._workshop.window.command("back")
        self._rest.start()

    def _after_rest(self) -> None:
        now, taken = time.monotonic(), measure(self._workshop.window)
        self.measures.append(taken)
        over = self.played >= self._wanted
        if over or now - self._told_at >= MINUTE:
            self._told_at = now
            cells = (clock_text(Ms(self.played)), self.routines, *(getattr(taken, name) for name in NAMES))
            print(row(cells), flush=True)  # noqa: T201
        if over:
            QCoreApplication.quit()
        else:
            self._begin()


def verdict(run: Soak) -> tuple[bool, str]:
    """Whether all is well, and what is to be said."""
    if run.stuck:
        return False, run.stuck
    if len(run.measures) < SHORTEST:
        return False, f"Too short to see whether anything grows: play at least {SHORTEST} routines."
    growth = growth_of(run.measures, run.round)
    whole = len(run.measures) > 2 * run.round
    faults = faults_of(growth, whole=whole)
    over = f"From round to round of {run.round} routines" if whole else "Less than two rounds, so memory is not judged"
    found = ", ".join(f"{name} {by:+}" for name, by in growth.items())
    late = f"; {run.late} pauses because the machine was too slow" if run.late else ""
    says = "GREW: " + "; ".join(faults) if faults else "Nothing grew."
    return not faults, f"{over}: {found}{late}\n{says}"


def soak(hours: float, speed: float) -> int:
    """Play for so many hours of plan time, and say what came of it; gives the exit code."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["BACKTIMER_HOME"] = home
        app = application()
        workshop = Workshop(speed=speed, wall=lambda: datetime.now().astimezone())
        workshop.window.resize(1280, 800)
        workshop.read_library()
        workshop.window.show()
        run = Soak(workshop, hours)
        QTimer.singleShot(0, run.start)
        app.exec()
        workshop.window.close()
        workshop.close()
    well, words = verdict(run)
    print(words)  # noqa: T201
    return 0 if well else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=8.0, help="hours of plan time (8)")
    parser.add_argument("--speed", type=float, default=60.0, help="how many times as fast (60)")
    options = parser.parse_args()
    return soak(options.hours, options.speed)


if __name__ == "__main__":
    sys.exit(main())
