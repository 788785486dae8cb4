"""What will sound next: the sounds that a speaker was given ahead of time, each with the instant at which to begin.

Knows times and channels only. A sound begins before it is due: a murmur goes ahead of it, longer after a silence, so
that a loudspeaker that has fallen asleep does not swallow its beginning.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

from backtimer.core.timing import SECOND, Ms
from backtimer.cues.pcm import Pcm
from backtimer.cues.speaker import Channel, Sounding

AHEAD: Final = Ms(8)
"""What a sound server takes from the order to the first sample (measured: 2 to 17 ms)."""

MURMUR_AWAKE: Final = Ms(60)
MURMUR_ASLEEP: Final = Ms(600)
MURMUR_AT_ONCE: Final = Ms(250)
"""The murmur before a sound: on a channel that has just sounded, on one that has not, and there when it is urgent."""

ASLEEP: Final = Ms(3 * SECOND)
"""After so long a silence a loudspeaker may have fallen asleep."""

LATE: Final = Ms(300)
"""What would begin later than this after it is due is dropped."""


@dataclass(order=True, frozen=True, slots=True)
class Entry:
    """A sound, its samples, and when its murmur begins; the murmur is that long."""

    begins: Ms
    sounding: Sounding = field(compare=False)
    pcm: Pcm = field(compare=False)
    murmur: Ms = field(compare=False)


class Agenda:
    """Sounds that have not begun yet, the next one first."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._awake: dict[tuple[Channel, str], Ms] = {}  # until when a channel sounds

    def add(self, sounding: Sounding, pcm: Pcm, now: Ms) -> None:
        """Take a sound, unless it comes too late."""
        if now > sounding.due + LATE:
            return
        where = sounding.channel, sounding.device
        asleep = abs(sounding.due - self._awake.get(where, Ms(-ASLEEP))) >= ASLEEP
        wanted = MURMUR_ASLEEP if asleep else MURMUR_AWAKE
        least = MURMUR_AT_ONCE if asleep else MURMUR_AWAKE
        murmur = Ms(min(max(sounding.due - now - AHEAD, least), wanted))
        entry = Entry(Ms(max(sounding.due - murmur - AHEAD, now)), sounding, pcm, murmur)
        heappush(self._entries, entry)
        self._awake[where] = Ms(entry.begins + murmur + pcm.length)

    def due(self, now: Ms) -> Iterator[Entry]:
        """Take out what is to begin now."""
        while self._entries and self._entries[0].begins <= now:
            yield heappop(self._entries)

    @property
    def next(self) -> Ms | None:
        """When the next sound begins; None where there is none."""
        return self._entries[0].begins if self._entries else None

    def clear(self) -> None:
        """Forget all that has not begun."""
        self._entries.clear()
