"""The voices that a machine may have, each as a function from words to sound. Used by the process that renders, only.

Tried in this order: the desktop's eSpeak NG as a library, the one that the extra `voice` brings, eSpeak NG as a
program, macOS's `say`, Windows' own speech.
"""

import ctypes
import ctypes.util
import platform
import shutil
import subprocess
import tempfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from backtimer.core.sound import Timbre
from backtimer.cues.pcm import Pcm, read_wave


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said: the language as in `en-GB`, the timbre, and the rate in words a minute."""

    language: str
    timbre: Timbre
    rate: int


@dataclass(frozen=True, slots=True)
class Engine:
    """A voice: its name, and how it says something. `say` raises OSError, ValueError or subprocess.SubprocessError."""

    name: str
    say: Callable[[str, Manner], Pcm]


VARIANTS: Final[dict[Timbre, str]] = {"plain": "", "deeper": "+m3", "lighter": "+f3"}

SYNCHRONOUS: Final = 2
NO_EXIT: Final = 0x8000
RATE, RANGE = 1, 4
UTF8: Final = 1
CALM_RANGE: Final = 40
"""eSpeak's own numbers, from its speak_lib.h; and how lively it speaks, of 100."""

PATIENCE: Final = 20
"""Seconds after which a program that renders is given up."""


def engines() -> Iterator[Engine]:
    """All that can be loaded here, the best one first."""
    for load in (_desktop_library, _own_library, _program, _macos, _windows):
        with suppress(OSError, ValueError, ImportError, AttributeError):
            engine = load()
            if engine is not None:
                yield engine


def espeak_voice(manner: Manner) -> str:
    """What eSpeak calls a voice: `en-gb+f3`."""
    return manner.language.lower().replace("_", "-") + VARIANTS[manner.timbre]


def _desktop_library() -> Engine | None:
    name = ctypes.util.find_library("espeak-ng")
    return Engine("eSpeak NG of the desktop", _espeak(name, None)) if name else None


def _own_library() -> Engine:
    loader = import_module("espeakng_loader")  # it may be missing, and knows no types
    return Engine("eSpeak NG of the extra", _espeak(loader.get_library_path(), loader.get_data_path()))


def _espeak(library: str, data: str | None) -> Callable[[str, Manner], Pcm]:
    """Load eSpeak NG as a library. Raises OSError where it does not load."""
    espeak: Any = ctypes.CDLL(library)
    rate = espeak.espeak_Initialize(SYNCHRONOUS, 0, data.encode() if data else None, NO_EXIT)
    if rate <= 0:
        raise OSError(f"{library} found none of its data")
    samples = array("h")

    def take(wave: Any, count: int, _events: Any) -> int:  # noqa: ANN401  # C's own types
        if wave and count > 0:
            samples.frombytes(ctypes.string_at(wave, 2 * count))
        return 0

    hear = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(take)
    espeak.espeak_SetSynthCallback(hear)

    def say(text: str, manner: Manner, _keep: object = hear) -> Pcm:
        language = manner.language.lower().partition("-")[0]
        plain = Manner(language, manner.timbre, manner.rate)
        if all(espeak.espeak_SetVoiceByName(espeak_voice(one).encode()) for one in (manner, plain)):
            raise ValueError(f"no voice speaks {manner.language}")
        espeak.espeak_SetParameter(RATE, manner.rate, 0)
        espeak.espeak_SetParameter(RANGE, CALM_RANGE, 0)
        del samples[:]
        words = text.encode()
        espeak.espeak_Synth(words, len(words) + 1, 0, 0, 0, UTF8, None, None)
        espeak.espeak_Synchronize()
        return Pcm(rate, array("h", samples))

    return say


def _program() -> Engine | None:
    program = shutil.which("espeak-ng")
    if program is None:
        return None

    def command(text: str, manner: Manner, file: Path) -> list[str]:
        how = ["-v", espeak_voice(manner), "-s", str(manner.rate)]
        return [program, *how, "-w", str(file), "--", text]

    return Engine("eSpeak NG as a program", _by_file(command))


def _macos() -> Engine | None:
    if platform.system() != "Darwin":
        return None

    def command(text: str, manner: Manner, file: Path) -> list[str]:
        how = ["-r", str(manner.rate), "-o", str(file), "--data-format=LEI16@22050"]
        return ["/usr/bin/say", *how, "--", text]

    return Engine("the voice of macOS", _by_file(command))


WINDOWS: Final = """
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$form = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo(22050, 'Sixteen', 'Mono')
$voice.SetOutputToWaveFile($args[0], $form)
$voice.Rate = [int]$args[1]
$voice.Speak($args[2])
$voice.Dispose()
"""


def _windows() -> Engine | None:
    shell = shutil.which("powershell") if platform.system() == "Windows" else None
    if shell is None:
        return None

    def command(text: str, manner: Manner, file: Path) -> list[str]:
        rate = max(min(round((manner.rate - 175) / 20), 10), -10)
        return [
            shell,
            "-NoProfile",
            "-Command",
            f"& {{{WINDOWS}}} '{file}' {rate} '{text.replace(chr(39), chr(39) * 2)}'",
        ]

    return Engine("the voice of Windows", _by_file(command))


def _by_file(command: Callable[[str, Manner, Path], list[str]]) -> Callable[[str, Manner], Pcm]:
    """A voice that is a program, and writes a WAV file."""

    def say(text: str, manner: Manner) -> Pcm:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            subprocess.run(  # noqa: S603  # a program of the system; the text is one argument
                command(text, manner, file), check=True, capture_output=True, timeout=PATIENCE
            )
            return read_wave(file)

    return say
