"""A speaker and a voice to listen to: what they would have let be heard, by a clock of ours."""

from collections.abc import Iterable
from pathlib import Path

from backtimer.core.sound import Sound
from backtimer.core.timing import Ms
from backtimer.cues.speaker import Device, Sounding
from backtimer.cues.voice import Said

CHARACTER = 60
"""Milliseconds that the fake voice takes for each character."""


class FakeSpeaker:
    """Keeps what it was given, until it is told to forget it."""

    def __init__(self, clock) -> None:
        self._clock = clock
        self.given: list[Sounding] = []
        self.cut: dict[int, Ms] = {}  # when a voice was cut off, by its place
        self.warm = self.closed = False
        self.silenced = 0
        self.trouble = ""
        self.devices: tuple[Device, ...] = ()

    def warm_up(self) -> None:
        self.warm = True

    def play(self, sounding: Sounding) -> None:
        self.given.append(sounding)

    def hush(self) -> None:
        now = self._clock.now
        kept = [one for one in self.given if one.due <= now]
        self.given = kept
        self.cut |= {i: now for i, one in enumerate(kept) if one.channel == "voice" and i not in self.cut}

    def silence(self) -> None:
        self.silenced += 1
        self.hush()

    def look(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True


class FakeVoice:
    """Says everything at once, at so much a character; or nothing, while it is `mute`."""

    def __init__(self, *, mute: bool = False) -> None:
        self.mute = mute
        self.texts: list[str] = []
        self.language = ""
        self.trouble = ""
        self.closed = False

    @property
    def ready(self) -> int:
        return 0 if self.mute else len(self.texts)

    @property
    def waits(self) -> bool:
        return self.mute and bool(self.texts)

    def prepare(self, texts: Iterable[str], language: str, sound: Sound) -> None:  # noqa: ARG002
        self.texts += [text for text in texts if text not in self.texts]
        self.language = language

    def said(self, text: str) -> Said | None:
        return None if self.mute or text not in self.texts else Said(Path(text), Ms(len(text) * CHARACTER))

    def look(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True
