"""Sound as numbers: reads and writes WAV files of one channel, and makes sounds ready for a loudspeaker.

Knows samples. Leaves devices to `sounding`, and times to `agenda`.
"""

import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from backtimer.core.timing import Ms

MURMUR: Final = 12
"""How loud the quiet before a sound is, of 32,767: enough to wake a loudspeaker, too little to hear."""

TAIL: Final = Ms(120)
"""So much silence follows a sound, so that a device that stops early takes nothing of it."""


@dataclass(frozen=True, slots=True)
class Pcm:
    """Samples of 16 bits in one channel."""

    rate: int
    samples: "array[int]"

    @property
    def length(self) -> Ms:
        """How long it sounds."""
        return Ms(len(self.samples) * 1000 // self.rate)


def read_wave(file: Path) -> Pcm:
    """The sound of a WAV file of 16 bits in one channel. Raises OSError, or ValueError for any other file."""
    try:
        with wave.open(str(file), "rb") as sound:
            if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
                raise ValueError(f"{file.name}: not 16 bits in one channel")
            rate, data = sound.getframerate(), sound.readframes(sound.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{file.name}: {error}") from error
    samples = array("h", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return Pcm(rate, samples)


def wave_length(file: Path) -> Ms:
    """How long a WAV file sounds, from its head alone. Raises OSError, or ValueError where it is none."""
    try:
        with wave.open(str(file), "rb") as sound:
            return Ms(sound.getnframes() * 1000 // sound.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError) as error:
        raise ValueError(f"{file.name}: {error}") from error


def staged(pcm: Pcm, ahead: Ms, pan: float = 0.0) -> bytes:
    """The sound for two loudspeakers, after so much of a murmur, and before a little silence.

    In the middle both are as loud as the sound; to one side the other one fades.
    """
    left, right = min(1.0, 1.0 - pan), min(1.0, 1.0 + pan)
    stereo = array("h", bytes(4 * len(pcm.samples)))
    stereo[0::2] = pcm.samples if left == 1.0 else array("h", [round(sample * left) for sample in pcm.samples])
    stereo[1::2] = pcm.samples if right == 1.0 else array("h", [round(sample * right) for sample in pcm.samples])
    murmur = array("h", (MURMUR, MURMUR, -MURMUR, -MURMUR)) * (ahead * pcm.rate // 2000)
    murmur.frombytes(bytes(4 * (ahead * pcm.rate // 1000 - len(murmur) // 2)))
    tail = bytes(4 * (TAIL * pcm.rate // 1000))
    return murmur.tobytes() + stereo.tobytes() + tail


def trimmed(pcm: Pcm, quiet: int = 60, keep: Ms = Ms(15)) -> Pcm:
    """The sound without the silence around it: its length is then the time in which something is heard."""
    loud = [index for index, sample in enumerate(pcm.samples) if abs(sample) > quiet]
    if not loud:
        return Pcm(pcm.rate, array("h"))
    margin = keep * pcm.rate // 1000
    return Pcm(pcm.rate, pcm.samples[max(loud[0] - margin, 0) : loud[-1] + margin])


def levelled(pcm: Pcm, peak: int = 23_000) -> Pcm:
    """The sound with its loudest sample at the peak: every voice is as loud as the other."""
    loudest = max(map(abs, pcm.samples), default=0)
    if not loudest:
        return pcm
    return Pcm(pcm.rate, array("h", [round(sample * peak / loudest) for sample in pcm.samples]))


def write_wave(pcm: Pcm, file: Path) -> None:
    """Write the sound whole or not at all. Raises OSError."""
    samples = array("h", pcm.samples)
    if sys.byteorder == "big":
        samples.byteswap()
    new = file.with_suffix(".new")
    with wave.open(str(new), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(pcm.rate)
        sound.writeframes(samples.tobytes())
    new.replace(file)
