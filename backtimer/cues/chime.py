"""The bells: their files, and how long each sounds. Leaves when they are struck to the caller."""

from dataclasses import dataclass
from pathlib import Path

from backtimer.core.cuesheet import BELLS, BellName
from backtimer.core.timing import Ms
from backtimer.cues.pcm import wave_length


@dataclass(frozen=True, slots=True)
class Chime:
    """The bells that are there: for each its file and its length."""

    files: dict[BellName, Path]
    lengths: dict[BellName, Ms]


def read_chime(folder: Path) -> Chime:
    """The bells of a folder. One that cannot be read is left out: it is not heard, and all else is."""
    files: dict[BellName, Path] = {}
    lengths: dict[BellName, Ms] = {}
    for name in BELLS:
        file = folder / f"{name}.wav"
        try:
            lengths[name] = wave_length(file)
        except (OSError, ValueError):
            continue
        files[name] = file
    return Chime(files, lengths)
