"""Plays a routine in real time into a sound server of its own, records it, and measures what was heard.

    python -m tools.listen [ROUTINE]

Needs `pulseaudio` and `parec` (Debian: pulseaudio, pulseaudio-utils) and numpy. Each bell and each sentence is looked
for by cross-correlation with its own file, near the instant at which the plan has it. Exit code 1 when one is missing,
late, cut off, or overlaps another.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backtimer.core.cuesheet import lines_of
from backtimer.core.plan import Plan, make_plan
from backtimer.core.player import Player
from backtimer.core.sound import Sound
from backtimer.core.timing import Ms, clock_text
from backtimer.cues.ear import Ear
from backtimer.cues.pcm import read_wave
from backtimer.cues.process import now
from backtimer.cues.sentences import text_of
from backtimer.cues.speaker import Sounding, SpeakerProcess
from backtimer.cues.voice import VoiceProcess
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import read_routine

Samples = NDArray[np.float64]

RATE = 22_050
FRAME = 0.016
BELL_LATE = 20
"""Milliseconds by which a bell may be late, at the 99th percentile."""
WHOLE = 0.5
"""Correlation from which a part of a sound counts as being where it should."""
INTACT = 300
"""So many milliseconds of each beginning are compared."""
PART = RATE // 4
"""A sound is compared in parts of so many samples."""
QUIET = 2_000
ALIKE = 0.9
"""Correlation from which a beginning counts as intact."""


class Recorder:
    """Records the null sink; knows when each sample was heard, by the machine's monotonic clock."""

    def __init__(self, sink: str) -> None:
        self._child = subprocess.Popen(  # noqa: S603  # the sound server's own recorder
            [program("parec"), "-d", f"{sink}.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le", "--raw",
             "--latency-msec=10"],
            stdout=subprocess.PIPE, bufsize=0,
        )  # fmt: skip
        self._data = bytearray()
        self._marks: list[tuple[int, float]] = []  # samples so far, and when
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        pipe = self._child.stdout
        while pipe is not None and (chunk := os.read(pipe.fileno(), 65_536)):
            self._marks.append((len(self._data) // 2, time.monotonic_ns() / 1e6))
            self._data += chunk

    def stop(self) -> "Recording":
        """End, and give what was heard."""
        self._child.terminate()
        self._thread.join()
        counts, times = np.array(self._marks[20:]).T
        each, start = np.polyfit(counts, times, 1)
        return Recording(np.frombuffer(bytes(self._data[: len(self._data) // 2 * 2]), "<i2").astype(float), start, each)


@dataclass(frozen=True)
class Recording:
    """What was heard. The line through the arrival of all chunks evens out their jitter and the sink's own clock.

    `start` is when its first sample was heard, `each` how long one lasts (ms).
    """

    samples: Samples
    start: float
    each: float


class Noting(SpeakerProcess):
    """A speaker that notes what it was given."""

    def __init__(self) -> None:
        super().__init__(now)
        self.given: list[Sounding] = []

    def play(self, sounding: Sounding) -> None:
        """Note it, and have it sound."""
        self.given.append(sounding)
        super().play(sounding)


@dataclass(frozen=True)
class Found:
    """A sound in the recording: how late (ms), how long, how alike its beginning is, and how loud against the rest.

    `worst` is how alike the worst part of it is, each where it should be: below 0.5 there is a gap before it.
    """

    name: str
    channel: str
    due: float
    late: float
    length: float
    alike: float
    start_gain: float
    worst: float


def find(sounding: Sounding, recording: Recording) -> Found:
    """Look for a sound within half a second of its instant."""
    samples = np.array(read_wave(sounding.file).samples, float)
    at = round((sounding.due - recording.start) / recording.each)
    first = max(at - RATE // 2, 0)
    window = recording.samples[first : at + RATE // 2 + len(samples)]
    size = 1 << (len(window) + len(samples)).bit_length()
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(samples, size))
    match = np.fft.irfft(spectrum, size)[: max(len(window) - len(samples), 1)]
    best = int(np.argmax(match))
    heard, head = window[best : best + len(samples)], RATE * INTACT // 1000

    def alike(a: Samples, b: Samples) -> float:
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-9))

    def gain(a: Samples, b: Samples) -> float:
        return float(a @ b / (b @ b + 1e-9))

    ratio = gain(heard[:head], samples[:head]) / (gain(heard, samples) + 1e-9)
    late = (first + best) * recording.each + recording.start - sounding.due
    length = len(samples) * 1000 / RATE
    likeness = alike(heard[:head], samples[:head])
    parts = [(samples[at : at + PART], heard[at : at + PART]) for at in range(0, len(samples) - PART, PART)]
    worst = min((alike(*part) for part in parts if np.abs(part[0]).max() > QUIET), default=1.0)
    return Found(sounding.file.stem, sounding.channel, sounding.due, late, length, likeness, ratio, worst)


def play(plan: Plan, home: Path) -> tuple[list[Sounding], float, dict[str, str], list[str]]:
    """Play in real time: what the speaker was given, when the plan began (ms), what was said, and what went wrong."""
    speaker = Noting()
    said: list[str] = []
    sound = Sound(bell_volume=90, voice_volume=90)
    voice = VoiceProcess(home / "voice")
    ear = Ear(paths.shipped("assets") / "sounds", home, sound, said.append, speaker=speaker, voice=voice)
    ear.follow(plan)
    pace = threading.Event()
    until = now() + 3000
    while now() < until:  # a person looks at the first page for longer
        ear.look()
        pace.wait(FRAME)
    player = Player(plan, now)
    began = now()
    events = player.play()
    while True:
        for event in events:
            ear.happened(event)
        ear.attend(player.moment())
        if player.state == "finished":
            break
        pace.wait(FRAME)
        events = player.tick()
    pace.wait(6)
    texts = {one.file.stem: text for text in all_texts(plan) if (one := voice.said(text))}
    ear.close()
    return speaker.given, began, texts, said


def all_texts(plan: Plan) -> list[str]:
    """All that may be said of a plan."""
    return [text_of(line, plan) for line in lines_of(plan)]


def report(plan: Plan, found: list[Found], began: float, texts: dict[str, str]) -> list[str]:
    """Print what was heard; what is wrong with it."""
    begins = [span.start + began for span in plan.spans if span.kind == "step"]
    wrong = [fault for one in found for fault in faults(one, begins, texts.get(one.name, one.name))]
    heard = sorted(found, key=lambda one: one.due + one.late)
    for before, after in pairwise(heard):
        if before.due + before.late + before.length > after.due + after.late:
            wrong.append(f"{after.name} began while {before.name} still sounded")
    for one in heard:
        at = clock_text(Ms(round(one.due + one.late - began)))
        end = one.due + one.late + one.length
        spare = min((begin - end for begin in begins if begin > one.due), default=0.0) / 1000
        follows = f" · {spare:.1f} s before a step" if one.channel == "voice" and spare else ""
        name = texts.get(one.name, one.name)[:54]
        print(f"{at:>6} {one.late:+6.1f} ms  {one.alike:.3f} {one.start_gain:.2f} {one.worst:.2f}  {name}{follows}")
    for channel in ("bells", "voice"):
        late = [one.late for one in found if one.channel == channel] or [0.0]
        print(
            f"{channel}: late by {np.median(late):+.1f} ms (median), {np.percentile(late, 99):+.1f} ms (99th "
            f"percentile), {min(late):+.1f} … {max(late):+.1f} ms"
        )
    return [*wrong, *against_plan(plan, found, began)]


def faults(one: Found, begins: list[float], name: str) -> Iterator[str]:
    """What is wrong with one sound by itself."""
    start = one.due + one.late
    if one.alike < ALIKE or not 0.9 < one.start_gain < 1.1:
        yield f"{name}: its beginning is not intact, or it was not heard at all"
    if one.worst < WHOLE:
        yield f"{name}: something of it is missing, or was put in"
    if one.channel == "voice" and any(start < begin < start + one.length for begin in begins):
        yield f"{name}: a step began before it ended"


def against_plan(plan: Plan, found: list[Found], began: float) -> Iterator[str]:
    """What the plan has and the recording has not."""
    bells = [one for one in found if one.channel == "bells"]
    wanted = [mark for mark in plan.marks if mark.kind in ("begin", "half", "change", "end")]
    off = [abs(mark.at - (bell.due - began)) for mark, bell in zip(wanted, bells, strict=False)]
    said = sum(one.channel == "voice" for one in found)
    asked = sum(mark.kind in ("announce", "check_in") for mark in plan.marks)
    print(f"{len(bells)} bells of {len(wanted)}, ordered within {max(off, default=0):.0f} ms of the plan")
    print(f"{said} sentences of {asked}")
    if (len(bells), said) != (len(wanted), asked):
        yield "something was not rung, or not said"
    late = np.percentile([bell.late for bell in bells] or [0.0], 99)
    if late > BELL_LATE:
        yield f"bells are {late:.1f} ms late at the 99th percentile"


def serve(home: Path) -> subprocess.Popen[Any]:
    """A sound server of our own with one sink that nobody hears."""
    os.environ.update(XDG_RUNTIME_DIR=str(home), PULSE_SERVER=f"unix:{home}/pulse/native", HOME=str(home))
    loads = [f"--load={module}" for module in ("module-native-protocol-unix", "module-null-sink sink_name=room")]
    server = subprocess.Popen(  # noqa: S603  # the sound server itself
        [program("pulseaudio"), "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", *loads],
        stderr=subprocess.DEVNULL,
    )
    pause = threading.Event()
    for _ in range(100):
        if (home / "pulse" / "native").exists():
            return server
        pause.wait(0.1)
    raise SystemExit("pulseaudio did not start")


def program(name: str) -> str:
    """Where a program lies. Ends the run where there is none."""
    path = shutil.which(name)
    if path is None:
        raise SystemExit(f"{name} is needed: sudo apt install pulseaudio pulseaudio-utils")
    return path


def main() -> int:
    """Play, record, and measure."""
    parser = argparse.ArgumentParser(prog="python -m tools.listen", description=__doc__.splitlines()[0])
    parser.add_argument("routine", nargs="?", default="slow-stroke-3")
    options = parser.parse_args()
    file = Path(options.routine)
    file = file if file.exists() else paths.shipped("routines") / f"{options.routine}.yaml"
    routine = read_routine(file, read_handbook(paths.shipped("assets"))).routine
    if routine is None:
        print(f"{file}: cannot be played", file=sys.stderr)
        return 2
    plan = make_plan(routine)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        server = serve(home)
        try:
            recorder = Recorder("room")
            given, began, texts, said = play(plan, home)
            recording = recorder.stop()
            wrong = [*said, *report(plan, [find(one, recording) for one in given], began, texts)]
        finally:
            server.terminate()
            server.wait()
    for line in wrong:
        print(f"WRONG: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
