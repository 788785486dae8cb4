"""The ear as one thing: voice, bells and speaker of a window or a terminal, made and joined.

Tell it what happened, then the moment; it says in one plain line, once, what this machine cannot do. It needs no
event loop and never waits.
"""

from collections.abc import Callable
from pathlib import Path

from backtimer.core.beat import Beat
from backtimer.core.events import Event
from backtimer.core.guidance import Guidance
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan
from backtimer.core.sound import Sound
from backtimer.core.timing import Clock, Ms
from backtimer.cues.caller import Caller
from backtimer.cues.chime import read_chime
from backtimer.cues.process import now
from backtimer.cues.sentences import TRIAL
from backtimer.cues.speaker import Device, Speaker, SpeakerProcess
from backtimer.cues.voice import Voice, VoiceProcess

SOON = Ms(150)
"""A trial sounds so long after it was asked for."""


class Ear:
    """Hears for the giver: `tell` gets one plain line at a time, `lower` whether other players should be quieter."""

    def __init__(
        self,
        sounds: Path,
        cache: Path,
        sound: Sound,
        tell: Callable[[str], None],
        *,
        lower: Callable[[bool], None] = lambda _: None,
        clock: Clock = now,
        speaker: Speaker | None = None,
        voice: Voice | None = None,
    ) -> None:
        self._speaker = speaker or SpeakerProcess(clock)
        self._voice = voice or VoiceProcess(cache)
        self._chime = read_chime(sounds)
        self.caller = Caller(self._speaker, self._voice, self._chime, sound, clock)
        self._tell, self._lower, self._clock = tell, lower, clock
        self._troubles = {"sound": "", "voice": ""}
        self._lowered = False
        self._tries_voice = False
        self._language = "en-GB"

    @property
    def sound(self) -> Sound:
        """What was chosen."""
        return self.caller.sound

    @property
    def devices(self) -> tuple[Device, ...]:
        """Where sound can come out, as far as is known."""
        return self._speaker.devices

    @property
    def trouble(self) -> str:
        """Why nothing can be heard; empty while something can, or while that is not known yet."""
        return self._speaker.trouble

    @property
    def waits(self) -> bool:
        """Whether something is on its way that only `look` brings on: while nothing plays, a timer should call it."""
        return self._voice.waits or self._tries_voice or self._lowered

    def follow(self, plan: Plan, speed: float = 1.0, language: str = "en-GB") -> None:
        """Get ready to call out a plan that is played at this speed, in that language."""
        self._language = language
        self.caller.follow(plan, speed, language)

    def happened(self, event: Event) -> None:
        """Hear of an event."""
        self.caller.happened(event)

    def attend(self, moment: Moment) -> None:
        """Hand over what is due soon, and see to the machine."""
        self.caller.attend(moment)
        self.look()

    def take(self, sound: Sound) -> None:
        """Do from now on as a person has chosen."""
        self.caller.take(sound)

    def guide(self, guidance: Guidance) -> None:
        """Let sound what that level of guidance lets sound."""
        self.caller.guide(guidance)

    def keep_beat(self, beat: Beat) -> None:
        """Let the tempo of each step be heard, or no longer."""
        self.caller.keep_beat(beat)

    def fall_asleep(self, asleep: bool) -> None:  # noqa: FBT001  # a switch, as a menu throws it
        """Be silent at once because the receiver sleeps, or be heard again."""
        self.caller.fall_asleep(asleep)

    def try_voice(self) -> None:
        """Let the voice be heard as it is chosen."""
        self._speaker.warm_up()
        self._voice.prepare([TRIAL], self._language, self.sound)
        self._tries_voice = True

    def try_bell(self) -> None:
        """Let a bell be heard as it is chosen."""
        if "begin" in self._chime.files:
            self._speaker.warm_up()
            self.caller.ring(self._chime.files["begin"], Ms(self._clock() + SOON))

    def look(self) -> None:
        """See to the machine: what has become ready, what was lost, what has come back."""
        self._speaker.look()
        self._voice.look()
        if self._tries_voice and (said := self._voice.said(TRIAL)) is not None:
            self.caller.say(said, Ms(self._clock() + SOON))
            self._tries_voice = False
        elif self._tries_voice and self._voice.trouble:
            self._tries_voice = False
        lowered = self.sound.lower_music and self.caller.speaking
        if lowered is not self._lowered:
            self._lowered = lowered
            self._lower(lowered)
        self._say_once("sound", self._speaker.trouble, "No sound here: {}. Playing goes on.", "Sound is back.")
        self._say_once("voice", self._voice.trouble, "No voice here: {}. Bells and screen go on.", "The voice is back.")

    def close(self) -> None:
        """Be silent, and let go of the machine."""
        if self._lowered:
            self._lower(False)  # noqa: FBT003  # a switch
        self._speaker.close()
        self._voice.close()

    def _say_once(self, about: str, trouble: str, lost: str, back: str) -> None:
        """Say when something is lost, and when it is back; that it is lost for yet another reason helps nobody."""
        before, self._troubles[about] = self._troubles[about], trouble
        if bool(before) != bool(trouble):
            self._tell(lost.format(trouble) if trouble else back)
