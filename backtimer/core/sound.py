"""What a person has chosen for the ear, and what holds until then."""

from dataclasses import dataclass
from typing import Final, Literal

Hearing = Literal["voice", "bells", "silent"]
"""voice: voice and bells · bells: bells only · silent: the screen alone."""

Timbre = Literal["plain", "deeper", "lighter"]

HEARINGS: Final[tuple[Hearing, ...]] = ("voice", "bells", "silent")


@dataclass(frozen=True, slots=True)
class Sound:
    """A person's choices for the ear.

    Volumes go from 0 to 100. Devices are the machine's own ids, empty for the one that it uses anyway; voice and bells
    may go to different ones. `rate` is in words a minute. `tick` follows the hands; `countdown` marks the last three
    seconds of a step. `lower_music` makes other players quieter while the voice speaks. Everything sounds `lead`
    milliseconds early, for a speaker that is late.
    """

    hearing: Hearing = "voice"
    voice_volume: int = 80
    bell_volume: int = 60
    voice_device: str = ""
    bell_device: str = ""
    timbre: Timbre = "plain"
    rate: int = 140
    tick: bool = False
    countdown: bool = False
    lower_music: bool = False
    lead: int = 0


def next_hearing(hearing: Hearing) -> Hearing:
    """What one key leads to: voice and bells, bells, silence, and round again."""
    return HEARINGS[(HEARINGS.index(hearing) + 1) % len(HEARINGS)]
