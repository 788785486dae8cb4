"""What every speaker can do, and the one that plays: a process of its own that is given sounds ahead of time.

Knows what is to sound and when, by the machine's monotonic clock in milliseconds. Leaves devices to that process
(`sounding`): a sound server that hangs, dies or comes back costs the process, never the window.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from backtimer.core.timing import SECOND, Clock, Ms
from backtimer.cues.process import Process

Channel = Literal["voice", "bells"]

EVERY: Final = Ms(SECOND)
"""How often the process is asked whether it is still there."""

PATIENCE: Final = Ms(4 * SECOND)
"""A process that does not answer for so long hangs: the sound server is stuck."""

RETRIES: Final = (Ms(2 * SECOND), Ms(5 * SECOND), Ms(10 * SECOND), Ms(15 * SECOND))
"""How long after each failure a new process is tried; then always the last of these."""

CALM: Final = Ms(60 * SECOND)
"""After so long without a failure the next one is tried as if it were the first."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """A sound of a file, with the instant at which it is due; what is due already starts at once.

    `device` is empty for the machine's own; `volume` goes from 0 to 1, `pan` from left (-1) to right (1).
    """

    file: Path
    due: Ms
    channel: Channel
    device: str = ""
    volume: float = 1.0
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Device:
    """Where sound can come out: the machine's id, and what people call it."""

    id: str
    name: str


class Speaker(Protocol):
    """Plays sounds at their time. Nothing here waits, and nothing raises."""

    def warm_up(self) -> None:
        """Get ready to sound soon."""

    def play(self, sounding: Sounding) -> None:
        """Have it sound when it is due. A voice ends the one before it."""

    def hush(self) -> None:
        """Forget all that has not begun, and end the voice; bells fade by themselves."""

    def silence(self) -> None:
        """Be silent at once."""

    def look(self) -> None:
        """Hear what the machine reports, and mend what can be mended. To be called now and then."""

    def close(self) -> None:
        """Be silent, and let go of the machine."""

    @property
    def trouble(self) -> str:
        """What keeps it from sounding, in plain words; empty while all is well, or nothing is known yet."""

    @property
    def devices(self) -> tuple[Device, ...]:
        """Where sound can come out here, as far as is known."""


class SpeakerProcess:
    """A speaker whose sounds are played by a process that is started on first need."""

    def __init__(self, clock: Clock, *, start: "type[Process] | None" = None) -> None:
        self._clock = clock
        self._start = start or Process
        self._process: Process | None = None
        self._asked: Ms | None = None  # when it was asked whether it is there, until it answers
        self._answered = Ms(0)
        self._failures = 0
        self._failed = Ms(0)
        self._without: dict[str, str] = {}
        self.devices: tuple[Device, ...] = ()

    @property
    def trouble(self) -> str:
        """What keeps it from sounding; empty while all is well, or nothing is known yet."""
        return next(filter(None, self._without.values()), "")

    def warm_up(self) -> None:
        """Start the process, so that the first sound is not late."""
        if self._process is None and not self._failures:
            self._begin()

    def play(self, sounding: Sounding) -> None:
        """Have it sound when it is due."""
        self._tell({"do": "play", **asdict(sounding), "file": str(sounding.file)})

    def hush(self) -> None:
        """Forget all that has not begun, and end the voice."""
        if self._process is not None:
            self._tell({"do": "hush"})

    def silence(self) -> None:
        """Be silent at once."""
        if self._process is not None:
            self._tell({"do": "silence"})

    def look(self) -> None:
        """Hear what the process reports; start a new one where it has ended or hangs."""
        now = self._clock()
        if self._process is None:
            if self._failures and now >= self._failed + self._wait():
                self._begin()
            return
        for report in self._process.heard():
            self._hear(report)
        self._see_to_it(now)

    def _see_to_it(self, now: Ms) -> None:
        """Let go of a process that has ended or hangs."""
        if self._process is None:
            return
        if not self._process.alive:
            self._fail(now)
        elif self._asked is None:
            if now >= self._answered + EVERY:
                self._asked = now
                self._tell({"do": "answer"})
        elif now > self._asked + PATIENCE:
            self._fail(now, "the sound server does not answer")

    def close(self) -> None:
        """Be silent, and end the process."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def _begin(self) -> Process:
        self._asked = None
        self._process = self._start("backtimer.cues.sounding")
        return self._process

    def _tell(self, order: dict[str, object]) -> None:
        if self._process is None:
            if self._failures:
                return  # the next look may start a new one
            self._begin()
        if self._process is not None:
            self._process.tell(order)

    def _hear(self, report: dict[str, object]) -> None:
        match report:
            case {"here": True}:
                self._asked, self._answered = None, self._clock()
            case {"devices": list(devices)}:
                self.devices = tuple(Device(str(id_), str(name)) for id_, name in devices)
                self._without[""] = ""
                if not devices:
                    self._fail(self._clock(), "no sound device was found")
            case {"without": str(reason)}:
                self._without[str(report.get("channel", ""))] = reason
            case {"lost": str(reason)}:
                self._fail(self._clock(), reason)

    def _fail(self, now: Ms, reason: str = "") -> None:
        """Let go of a process that is of no use any more."""
        if self._process is not None:
            self._process.kill()
        self._process = None
        self._failures = 1 if now > self._failed + CALM else self._failures + 1
        self._failed = now
        self._without[""] = reason or self._without.get("") or "the sound was lost"

    def _wait(self) -> Ms:
        return RETRIES[min(self._failures, len(RETRIES)) - 1]
