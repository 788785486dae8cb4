"""What every voice can do, and the one that speaks: a process of its own that turns sentences into files.

Knows sentences, files and their lengths. Leaves when they sound to the caller, and sounding to the speaker.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from backtimer.core.sound import Sound
from backtimer.core.timing import Ms
from backtimer.cues.process import Process


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, spoken: its file, and how long it takes."""

    file: Path
    length: Ms


class Voice(Protocol):
    """Makes sentences ready to be heard. Nothing here waits, and nothing raises."""

    def prepare(self, texts: Iterable[str], language: str, sound: Sound) -> None:
        """Have these spoken soon, in this order; those of another language or manner are forgotten."""

    def said(self, text: str) -> Said | None:
        """Give a sentence that is ready; None while it is not."""

    def look(self) -> None:
        """Hear what has become ready."""

    def close(self) -> None:
        """Let go of the machine."""

    @property
    def trouble(self) -> str:
        """What keeps it from speaking, in plain words; empty while all is well, or nothing is known yet."""

    @property
    def ready(self) -> int:
        """How many sentences have become ready so far."""

    @property
    def waits(self) -> bool:
        """Whether sentences are still on their way."""


class VoiceProcess:
    """A voice whose sentences are spoken by a process, which ends when all have been."""

    def __init__(self, folder: Path, *, start: type[Process] = Process) -> None:
        self._folder = folder
        self._start = start
        self._process: Process | None = None
        self._manner: tuple[str, str, int] = ("", "", 0)
        self._ready: dict[str, Said] = {}
        self._wanted: set[str] = set()
        self.engine = ""
        self.ready = 0
        self.trouble = ""

    def prepare(self, texts: Iterable[str], language: str, sound: Sound) -> None:
        """Have these spoken soon."""
        manner = (language, sound.timbre, sound.rate)
        if manner != self._manner:
            self._manner = manner
            self._ready.clear()
            self._wanted.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._ready and text not in self._wanted]
        if not new:
            return
        self._wanted.update(new)
        if self._process is None:
            self.trouble = ""
            self._process = self._start("backtimer.cues.rendering")
        self._process.tell({
            "texts": new, "folder": str(self._folder), "key": _key(manner),
            "language": language, "timbre": sound.timbre, "rate": sound.rate,
        })  # fmt: skip

    def said(self, text: str) -> Said | None:
        """Give a sentence that is ready."""
        return self._ready.get(text)

    def look(self) -> None:
        """Hear what has become ready."""
        if self._process is None:
            return
        alive = self._process.alive  # before it is heard: what it said last is not lost
        for report in self._process.heard():
            self._hear(report)
        if not alive and self._wanted:
            self._give_up(self.trouble or "the voice was lost")
        elif not self._wanted:
            self.close()

    def close(self) -> None:
        """Let the process end."""
        if self._process is not None:
            self._process.close()
        self._process = None

    @property
    def waits(self) -> bool:
        """Whether sentences are still on their way."""
        return bool(self._wanted)

    def _hear(self, report: dict[str, object]) -> None:
        match report:
            case {"said": str(text), "key": str(key), "file": str(file), "length": int(length)}:
                if key == _key(self._manner):
                    self._ready[text] = Said(Path(file), Ms(length))
                    self._wanted.discard(text)
                    self.ready += 1
            case {"engine": str(name)}:
                self.engine = name
            case {"without": str(reason)}:
                self._give_up(reason)

    def _give_up(self, reason: str) -> None:
        """Say what is missing, and expect nothing more."""
        self.trouble = reason
        self._wanted.clear()


def _key(manner: tuple[str, str, int]) -> str:
    """What a report names, so that one for an older manner is not taken for a new one."""
    return " ".join(map(str, manner))
