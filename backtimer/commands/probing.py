"""What this machine can do for ear, screen and desktop: each part tried, for a few seconds at most.

Each answer is one plain line that begins with `yes` or says what is missing and what brings it.
"""

import platform
import threading
from collections.abc import Callable
from pathlib import Path

from backtimer.core.sound import Sound
from backtimer.core.timing import SECOND, Ms
from backtimer.cues.ear import Ear
from backtimer.cues.process import now
from backtimer.cues.sentences import TRIAL
from backtimer.cues.speaker import Device, SpeakerProcess
from backtimer.cues.voice import VoiceProcess
from backtimer.desktop import autostart, media_keys
from backtimer.desktop.busy import Busy
from backtimer.desktop.idle import UNKNOWN, Idle
from backtimer.desktop.keep_awake import ScreenInhibitor
from backtimer.files import paths

PATIENCE = Ms(5 * SECOND)

HEARD = Ms(6 * SECOND)
"""So long the bell and the sentence of a trial are given to be heard."""


def sound() -> str:
    """Whether sound can come out, and where."""
    speaker = SpeakerProcess(now)
    speaker.warm_up()
    _wait(lambda: bool(speaker.devices or speaker.trouble), speaker.look)
    speaker.close()
    return sound_line(speaker.devices, speaker.trouble)


def sound_line(devices: tuple[Device, ...], trouble: str) -> str:
    """What is said of the devices that were found."""
    if devices:
        return f"yes: {', '.join(device.name for device in devices)}"
    advice = " (a sound server is needed: sudo apt install pipewire-pulse)" if platform.system() == "Linux" else ""
    return f"no: {trouble}{'' if 'apt' in trouble else advice}" if trouble else "no: the sound server does not answer"


def voice() -> str:
    """Whether sentences can be spoken, and by whom."""
    voice = VoiceProcess(voice_folder())
    voice.prepare([TRIAL], "en-GB", Sound())
    _wait(lambda: not voice.waits, voice.look)
    voice.close()
    return f"yes: {voice.engine}" if voice.said(TRIAL) else f"no: {voice.trouble or 'it does not answer'}"


def keep_awake() -> str:
    """Whether the screen can be kept on."""
    inhibitor = ScreenInhibitor()
    inhibitor.keep(True)  # noqa: FBT003  # a switch
    _wait(lambda: inhibitor.active or bool(inhibitor.trouble))
    answer = "yes" if inhibitor.active else f"no: {inhibitor.trouble or 'the desktop does not answer'}"
    inhibitor.close()
    return answer


def keys() -> str:
    """Whether the desktop's media keys, lock screen and phones reach us."""
    trouble = media_keys.trouble_here()
    own = "those of the keyboard work while the window has the focus"
    return f"no: {trouble}; {own}" if trouble else "yes: by MPRIS, while the window is open"


def idle() -> str:
    """Whether anybody here knows how long keys and mouse have rested."""
    source = Idle()
    rested = source.read()
    answer = f"no: {UNKNOWN}" if rested is None else f"yes: {source.name}, {rested // SECOND} s now"
    source.close()
    return answer


def holds() -> dict[str, str]:
    """What reminders of breaks wait for, each with what is seen of it now."""
    busy = Busy()
    looks = {
        "full screen": (busy.full_screen(), "a window fills the screen now", "no window fills the screen now"),
        "meeting": (
            busy.meeting(),
            "a camera or a microphone is in use now",
            "no camera and no microphone is in use now",
        ),
        "do not disturb": (busy.quiet(), "it is on", "it is off"),
    }
    busy.close()
    return {name: hold_line(found, there, not_there) for name, (found, there, not_there) in looks.items()}


def hold_line(found: bool | None, there: str, not_there: str) -> str:  # noqa: FBT001  # three answers
    """What is said of one of them."""
    return "unknown here: reminders do not wait for it" if found is None else f"yes: {there if found else not_there}"


def at_login() -> str:
    """Whether the desktop starts the program, and by which file."""
    trouble = autostart.trouble_here()
    if trouble:
        return f"no: {trouble}"
    return f"{'on' if autostart.is_on() else 'off'}: {autostart.autostart_file()}"


def listen() -> list[str]:
    """Ring a bell and speak a sentence; what was said of it."""
    said: list[str] = []
    ear = Ear(paths.shipped("assets") / "sounds", voice_folder(), Sound(), said.append)
    ear.try_bell()
    _wait(lambda: False, ear.look, Ms(2 * SECOND))
    ear.try_voice()
    _wait(lambda: bool(said), ear.look, HEARD)
    ear.close()
    return said


def voice_folder() -> Path:
    """The folder in which sentences are kept: it may be deleted at any time."""
    return paths.index_file().parent / "voice"


def _wait(until: Callable[[], bool], look: Callable[[], None] = lambda: None, most: Ms = PATIENCE) -> None:
    """Look until something is known, or for that long."""
    pace, end = threading.Event(), now() + most
    while not until() and now() < end:
        look()
        pace.wait(0.02)
