"""Makes the four bells, the tick and the wood of the beat: `python -m tools.bells` writes assets/sounds/.

Small bowls and bars of wood, struck with felt: a few partials that fade, and no hard edge. Nothing is recorded, so
nobody else's work is in them. Begin goes up, change comes down, half is one note, the end is low and long: they are
told apart with eyes closed.
"""

import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 22_050
"""Samples a second: the partials end at 4 kHz."""

FOLDER: Final = Path(__file__).parents[1] / "assets" / "sounds"

Sound = NDArray[np.float64]

BOWL: Final = ((1.0, 1.0, 1.0), (1.004, 0.55, 1.0), (2.71, 0.28, 0.42), (5.15, 0.07, 0.2))
BAR: Final = ((1.0, 1.0, 1.0), (2.0, 0.16, 0.6), (3.93, 0.12, 0.3))
BLOCK: Final = ((1.0, 1.0, 1.0), (1.58, 0.5, 0.7), (2.41, 0.2, 0.5))
"""Partials: how many times the pitch, how strong, and how long against the lowest one."""

G3, G4, A4, D5, A5 = 196.0, 392.0, 440.0, 587.33, 880.0


@dataclass(frozen=True, slots=True)
class Blow:
    """One blow: when (s), the pitch (Hz), how strong, how fast it fades (s to 1/e), on what."""

    at: float
    pitch: float
    strength: float
    fade: float
    body: tuple[tuple[float, float, float], ...] = BAR


SOUNDS: Final[dict[str, tuple[float, float, tuple[Blow, ...]]]] = {
    "begin": (1.5, 0.5, (Blow(0, G4, 0.8, 0.5), Blow(0.22, D5, 1.0, 0.45))),
    "half": (1.1, 0.36, (Blow(0, A4, 1.0, 0.36),)),
    "change": (1.5, 0.5, (Blow(0, D5, 1.0, 0.4), Blow(0.22, A4, 0.9, 0.5))),
    "end": (4.5, 0.55, (Blow(0, G3, 1.0, 1.3, BOWL), Blow(0.5, G4, 0.35, 1.0, BOWL))),
    "tick": (0.12, 0.3, (Blow(0, A5, 1.0, 0.022),)),
    "wood": (0.09, 0.26, (Blow(0, G4, 1.0, 0.016, BLOCK), Blow(0.002, G3, 0.5, 0.02, BLOCK))),
}
"""Of each sound: its length in seconds, its loudest sample (1 is full scale), and its blows."""

ATTACK: Final = 0.012
RELEASE: Final = 0.15
"""Seconds in which a blow comes and a sound ends: felt, not metal."""


def sound_of(length: float, loudest: float, blows: tuple[Blow, ...]) -> Sound:
    """The samples of a sound, -1 … 1."""
    time = np.arange(round(length * RATE)) / RATE
    sound = sum((_struck(blow, time) for blow in blows), np.zeros_like(time))
    release = min(RELEASE, length / 3)
    sound *= 0.5 - 0.5 * np.cos(np.pi * np.clip((length - time) / release, 0.0, 1.0))
    made: Sound = sound * (loudest / np.abs(sound).max())
    return made


def _struck(blow: Blow, time: Sound) -> Sound:
    since = np.maximum(time - blow.at, 0.0)
    attack = min(ATTACK, blow.fade / 4)
    rise = 0.5 - 0.5 * np.cos(np.pi * np.clip(since / attack, 0.0, 1.0))
    tones = (
        strong * np.exp(-since / (blow.fade * lasting)) * np.sin(2 * np.pi * blow.pitch * times * since)
        for times, strong, lasting in blow.body
    )
    return blow.strength * rise * sum(tones, np.zeros_like(time))


def main() -> None:
    """Write all sounds."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (length, loudest, blows) in SOUNDS.items():
        samples = np.round(sound_of(length, loudest, blows) * 32_767).astype("<i2")
        file = FOLDER / f"{name}.wav"
        with wave.open(str(file), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            sound.writeframes(samples.tobytes())
        print(f"{file.name}: {length} s, {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
