"""The process that sounds: `python -m backtimer.cues.sounding` reads orders and reports, one line of JSON each.

Knows Qt's devices. Orders are those of `speaker.SpeakerProcess`. It ends when its input does, and when it finds that
the sound server no longer takes what it is given: only a new process can reach a new server.
"""

import json
import os
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, Qt, QTimer, Signal

from backtimer.core.timing import Ms
from backtimer.cues.agenda import Agenda, Entry
from backtimer.cues.pcm import TAIL, read_wave, staged
from backtimer.cues.process import now
from backtimer.cues.speaker import Channel, Sounding

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

OVERDUE: Final = Ms(1500)
"""A sound that has not ended so long after its end was lost."""

STORE: Final = Ms(700)
"""So much is given to the sound server ahead: a machine that is busy for that long leaves no gap in a sentence."""

STEADY: Final = Ms(200)
"""So much of it PulseAudio and PipeWire keep for themselves; Qt alone gives them 35 ms, and a busy machine gaps."""

FADE: Final = Ms(60)
"""In so long a voice that is cut off goes down."""

WITHOUT_QT: Final = "Qt's sound cannot be loaded (sudo apt install libpulse0 brings it on Debian)"

LOST: Final = "the sound server no longer takes any sound"


class Speaking:
    """One sound on its way out of one device."""

    def __init__(self, device: "QAudioDevice", entry: Entry) -> None:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink  # noqa: PLC0415  # loaded by this process only

        pcm = entry.pcm
        self.channel: Channel = entry.sounding.channel
        form = QAudioFormat()
        form.setSampleRate(pcm.rate)
        form.setChannelCount(2)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._bytes = QBuffer()
        self._bytes.setData(QByteArray(staged(pcm, entry.murmur, entry.sounding.pan)))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.sink = QAudioSink(device, form)
        self.sink.setBufferSize(4 * pcm.rate * STORE // 1000)
        self.sink.setVolume(entry.sounding.volume)
        self._begins, self._murmur, self._rate = entry.begins, entry.murmur, pcm.rate
        self.length = Ms(entry.murmur + pcm.length + TAIL)
        self.due = Ms(entry.begins + entry.murmur)
        self.ends = entry.begins

    def start(self, now: Ms) -> bool:
        """Begin; False where the device does not open. Who is late murmurs less, so that the sound itself is not."""
        late = min(max(now - self._begins, 0), self._murmur)
        self._bytes.seek(4 * (late * self._rate // 1000))
        self.sink.start(self._bytes)
        self.ends = Ms(now + self.length)
        return self.sink.error().name in ("NoError", "UnderrunError")

    @property
    def has_ended(self) -> bool:
        """Whether the device has taken all of it."""
        return self._bytes.atEnd()

    def end(self) -> None:
        """Stop at once."""
        self.sink.reset()


class Room(QObject):
    """Takes orders, keeps the agenda, and plays what is due."""

    ordered = Signal(str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415  # loaded by this process only

        self._agenda = Agenda()
        self._sounding: list[Speaking] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._report_devices)
        self.ordered.connect(self._on_order, Qt.ConnectionType.QueuedConnection)
        self.ended.connect(lambda: os._exit(0), Qt.ConnectionType.QueuedConnection)
        self._report_devices()

    def listen(self) -> None:
        """Read orders until the input ends; in a thread of its own."""
        for line in sys.stdin:
            self.ordered.emit(line)
        self.ended.emit()

    def _on_order(self, line: str) -> None:
        order = json.loads(line)
        match order.pop("do"):
            case "play":
                self._take(Sounding(**{**order, "file": Path(order["file"])}))
            case "hush":
                self._agenda.clear()
                for speaking in self._sounding:
                    if speaking.channel == "voice" or now() < speaking.due:
                        self._fade(speaking)
            case "silence":
                self._agenda.clear()
                for speaking in self._sounding:
                    speaking.end()
                self._sounding.clear()
            case "answer":
                report(here=True)
        self._wind()

    def _take(self, sounding: Sounding) -> None:
        try:
            pcm = read_wave(sounding.file)
        except (OSError, ValueError) as error:
            report(without=f"a sound cannot be read: {error}", channel=sounding.channel)
            return
        self._agenda.add(sounding, pcm, now())

    def _on_time(self) -> None:
        """Begin what is due, and let go of what has ended."""
        for entry in self._agenda.due(now()):
            self._begin(entry)
        for speaking in [*self._sounding]:
            if now() < speaking.ends:
                continue
            if speaking.has_ended and now() > speaking.ends + OVERDUE // 2:
                self._sounding.remove(speaking)
            elif now() > speaking.ends + OVERDUE:
                report(lost=LOST)
                os._exit(3)
        self._wind()

    def _begin(self, entry: Entry) -> None:
        sounding = entry.sounding
        if sounding.channel == "voice":
            for speaking in self._sounding:
                if speaking.channel == "voice":
                    self._fade(speaking)
        device = self._device(sounding.device)
        if device is None:
            name = "voice" if sounding.channel == "voice" else "bells"
            report(without=f"the device chosen for the {name} is not there", channel=sounding.channel)
            return
        speaking = Speaking(device, entry)
        if speaking.start(now()):
            self._sounding.append(speaking)
            report(without="", channel=sounding.channel)
        else:
            report(without=f"{device.description()} does not open", channel=sounding.channel)

    def _device(self, wanted: str) -> "QAudioDevice | None":
        """The device with that id; None where it is not there: what was meant for one ear is not told to the room."""
        if not wanted:
            return self._devices.defaultAudioOutput()
        return next((device for device in self._devices.audioOutputs() if _id(device) == wanted), None)

    def _fade(self, speaking: Speaking) -> None:
        """Cut a voice off, softly."""
        if not speaking.has_ended or now() < speaking.ends:
            speaking.sink.setVolume(0)
            QTimer.singleShot(FADE, self, lambda: speaking.end())  # noqa: PLW0108  # Qt would not keep it alive
        self._sounding = [other for other in self._sounding if other is not speaking]

    def _wind(self) -> None:
        """Set the timer to what comes next."""
        times = [Ms(speaking.ends + OVERDUE + 1) for speaking in self._sounding]
        if self._agenda.next is not None:
            times.append(self._agenda.next)
        if times:
            self._timer.start(max(min(times) - now(), 0))
        else:
            self._timer.stop()

    def _report_devices(self) -> None:
        report(devices=[(_id(device), device.description()) for device in self._devices.audioOutputs()])


def report(**words: Any) -> None:  # noqa: ANN401  # whatever JSON can say
    """Say something to who started us."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def _id(device: "QAudioDevice") -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def main() -> int:
    """Sound until the input ends."""
    os.environ.setdefault("PULSE_LATENCY_MSEC", str(STEADY))
    app = QCoreApplication(["backtimer"])
    try:
        room = Room()
    except ImportError:
        report(without=WITHOUT_QT)
        return 0
    Thread(target=room.listen, daemon=True).start()
    app.exec()
    return 0


if __name__ == "__main__":
    sys.exit(main())
