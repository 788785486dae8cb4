"""Calls out a routine: keeps a cue sheet of what is still to come, and hands each cue to the speaker ahead of time.

Knows events and moments, a clock, a voice and a speaker. Leaves what lies when on the sheet to `core.cuesheet`, and
what is said to `sentences`. A cue is handed over shortly before it is due, with its instant: however seldom anybody
looks, it sounds in time, and when nobody looks any more it falls silent.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final, assert_never

from backtimer.core.beat import Beat
from backtimer.core.cuesheet import Beaten, Cue, Ears, Line, Rung, Spoken, Ticked, Visit, cue_sheet, lines_of
from backtimer.core.events import (
    Answered,
    Event,
    Extended,
    Finished,
    Held,
    Marked,
    Paced,
    Passed,
    Paused,
    Readied,
    Refitted,
    Released,
    Repeated,
    Resumed,
    Sought,
    Started,
    Stopped,
    Waited,
    WentOn,
)
from backtimer.core.guidance import RULES, Guidance
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan
from backtimer.core.practice import AS_PLANNED
from backtimer.core.sound import Hearing, Sound
from backtimer.core.timing import SECOND, Clock, Ms
from backtimer.cues.chime import Chime
from backtimer.cues.sentences import ANSWERS, answer_to, name_text_of, text_of
from backtimer.cues.speaker import Channel, Sounding, Speaker
from backtimer.cues.voice import Said, Voice

HORIZON: Final = Ms(2 * SECOND)
"""So long before it is due a cue is handed over: less than the gap after which the player pauses by itself."""

LATE: Final = Ms(200)
"""What is later than this is dropped."""

AROUND: Final = Ms(400)
"""So long before and after its words the voice counts as speaking."""


WEAK: Final = 0.5
"""How loud a beat is against the one that begins its bar."""


class Caller:
    """Calls out one plan at a time. Tell it each event, and then the moment."""

    def __init__(self, speaker: Speaker, voice: Voice, chime: Chime, sound: Sound, clock: Clock) -> None:
        self.sound = sound
        self.asleep = False
        self.guidance: Guidance = "full"
        self.beat: Beat = "none"
        self._speaker, self._voice, self._chime, self._clock = speaker, voice, chime, clock
        self._plan: Plan | None = None
        self._clock_speed = 1.0  # of the clock of what is played
        self._pace = AS_PLANNED
        self._language = "en-GB"
        self._sheet: tuple[Cue, ...] = ()
        self._next = 0
        self._told: set[Line] = set()
        self._from: Ms | None = None  # where time began to run again
        self._stale = True  # the sheet has to be made anew
        self._arrives = False
        self._known = 0  # so many sentences were ready when the sheet was made
        self._not_before = Ms(0)  # an answer is being said until then, by our clock
        self._spoken: list[tuple[Ms, Ms, Line | None]] = []  # when the voice says what, by our clock

    @property
    def hearing(self) -> Hearing:
        """What is to be heard now: what was chosen, as far as the guidance goes."""
        rules = RULES[self.guidance]
        if self.asleep or not rules.bells:
            return "silent"
        return "bells" if rules.says == "nothing" and self.sound.hearing == "voice" else self.sound.hearing

    @property
    def _speed(self) -> float:
        """How much of the plan passes while a second of sound does."""
        return self._clock_speed * self._pace.rate

    @property
    def speaking(self) -> bool:
        """Whether the voice speaks, or is about to."""
        now = self._clock()
        self._spoken = [spoken for spoken in self._spoken if spoken[1] + AROUND >= now]
        return any(start - AROUND <= now for start, _, _ in self._spoken)

    def follow(self, plan: Plan, speed: float = 1.0, language: str = "en-GB") -> None:
        """Get ready to call out a plan that is played at this speed."""
        self._plan, self._clock_speed, self._language = plan, speed, language
        self._pace = AS_PLANNED
        self._told.clear()
        self._stale, self._arrives = True, False
        self._make_ready(plan)

    def take(self, sound: Sound) -> None:
        """Do from now on as a person has chosen."""
        self.sound = sound
        if self.hearing == "silent":
            self._speaker.silence()
            self._spoken.clear()
        self._renew()
        if self._plan is not None:
            self._make_ready(self._plan)

    def guide(self, guidance: Guidance) -> None:
        """Say and ring from now on what that level lets sound."""
        self.guidance = guidance
        self.take(self.sound)

    def keep_beat(self, beat: Beat) -> None:
        """Let the tempo of each step be heard from now on, or no longer."""
        self.beat = beat
        self._renew()

    def fall_asleep(self, asleep: bool) -> None:  # noqa: FBT001  # a switch, as a menu throws it
        """Be silent at once, or be heard again."""
        self.asleep = asleep
        self.take(self.sound)

    def happened(self, event: Event) -> None:
        """Answer who asked for something, and note that what is to come comes at another time."""
        match event:
            case Passed() | Finished():
                return  # what sounds then has been handed over
            case Stopped():
                self._speaker.silence()
                self._spoken.clear()
                self._renew()
                return
            case Extended():
                self._told.clear()  # what comes next comes much later: it is said again
            case Paced(pace=pace):
                self._pace = pace
            case Sought(at=at) | Repeated(at=at):
                self._arrives = True
                self._told.clear()
                self._from = at
            case Started(at=at):
                self._from = at
                self._arrives |= at > 0
            case Resumed(at=at):
                self._from = Ms(at + 1)
                self._ring_again(at)
            case Paused() | Readied() | Held() | Waited() | WentOn() | Refitted() | Answered() | Marked() | Released():
                pass
            case _:
                assert_never(event)
        self._renew()
        self._answer(event)

    def attend(self, moment: Moment) -> None:
        """Hand over all that is due soon."""
        if moment.plan is not self._plan:
            self._plan = moment.plan
            self._renew()
            self._make_ready(moment.plan)
        self._voice.look()
        fresh, self._known = self._voice.ready > self._known, self._voice.ready
        if moment.state != "running" or self.hearing == "silent":
            return
        now = self._clock()
        until = Ms(moment.position + round(HORIZON * self._speed))
        if moment.span.kind == "step" and moment.span.step.waits:
            until = Ms(min(until, moment.span.end - 1))  # what lies behind it waits with it
        if moment.turn is not None and moment.position < moment.turn:
            until = Ms(min(until, moment.turn - 1))  # what lies behind it does not come next
        if self._stale:
            self._write_sheet(moment, now)
        elif fresh:  # more can be said: what was handed over stays
            visit = Visit(Ms(until + 1), frozenset(self._told), hands=self._hands(moment, until))
            self._sheet = self._sheet_of(moment, visit, voice=True)
            self._next = 0
        while self._next < len(self._sheet) and self._sheet[self._next].at <= until:
            cue = self._sheet[self._next]
            self._next += 1
            due = Ms(now + round((cue.at - moment.position) / self._speed))
            if due >= now - LATE:
                self._hand_over(cue, due, moment.plan)

    def say(self, said: Said, due: Ms, line: Line | None = None) -> None:
        """Have a sentence sound."""
        self._spoken.append((due, Ms(due + said.length), line))
        self._sound(said.file, due, "voice")

    def ring(self, file: Path, due: Ms, pan: float = 0.0, share: float = 1.0) -> None:
        """Have a bell sound, at that share of its loudness."""
        self._sound(file, due, "bells", pan, share)

    def _sound(self, file: Path, due: Ms, channel: Channel, pan: float = 0.0, share: float = 1.0) -> None:
        voice = channel == "voice"
        device = self.sound.voice_device if voice else self.sound.bell_device
        percent = self.sound.voice_volume if voice else self.sound.bell_volume
        volume = (percent / 100) ** 2 * share
        self._speaker.play(Sounding(file, Ms(due - self.sound.lead), channel, device, volume, pan))

    def _text(self, line: Line, plan: Plan) -> str:
        """The sentence of a line, as far as the guidance goes."""
        return name_text_of(line, plan) if RULES[self.guidance].says == "names" else text_of(line, plan)

    def _hand_over(self, cue: Cue, due: Ms, plan: Plan) -> None:
        match cue:
            case Spoken(line=line):
                said = self._voice.said(self._text(line, plan))
                if said is not None:
                    self._told.add(replace(line, cut=0))
                    self.say(said, due, line)
            case Rung(bell=bell):
                self.ring(self._chime.files[bell], due)
            case Ticked(pan=pan):
                self.ring(self._chime.files["tick"], due, pan)
            case Beaten(strong=strong):
                self.ring(self._chime.files["wood"], due, share=1.0 if strong else WEAK)
            case _:
                assert_never(cue)

    def _renew(self) -> None:
        """Forget what was handed over and has not ended: it will come at another time, or not at all."""
        if not self._stale:
            self._speaker.hush()
        now = self._clock()
        unsaid = [line for _, end, line in self._spoken if line is not None and end > now]
        self._told -= {replace(line, cut=0) for line in unsaid}
        self._spoken = [spoken for spoken in self._spoken if spoken[0] <= now]
        self._stale = True

    def _write_sheet(self, moment: Moment, now: Ms) -> None:
        """Make the sheet from here on."""
        here = moment.position if self._from is None else self._from
        since = Ms(here + round(max(self._not_before - now, 0) * self._speed))
        bells = self._sheet_of(moment, Visit(here, hands=self._hands(moment, here)), voice=False)
        visit = Visit(since, frozenset(self._told), self._arrives, self._hands(moment, since))
        rest = self._sheet_of(moment, visit, voice=True)
        self._sheet = (*(cue for cue in bells if cue.at < since), *rest)
        self._next = 0
        self._stale = self._arrives = False
        self._from = None

    def _hands(self, moment: Moment, since: Ms) -> Ms | None:
        """Where on the plan the hands that are at work began, by their own time; None where others will be."""
        if moment.span.kind != "step" or moment.plan.index_at(since) != moment.index:
            return None
        return Ms(round(moment.position - moment.hands * self._pace.rate))

    def _sheet_of(self, moment: Moment, visit: Visit, *, voice: bool) -> tuple[Cue, ...]:
        """All that is to be heard from there on; of a passage, up to its end."""
        plan, turn = moment.plan, moment.turn
        last = len(plan.spans) if turn is None or moment.position >= turn else plan.index_at(Ms(turn - 1))

        def spoken(line: Line) -> Ms | None:
            if not voice or self.hearing != "voice" or line.span > last:
                return None
            said = self._voice.said(self._text(line, plan))
            return None if said is None else Ms(round(said.length * self._speed))

        rings = {name: Ms(round(length * self._speed)) for name, length in self._chime.lengths.items()}
        beat = self.beat if "wood" in rings else "none"
        ears = Ears(spoken, rings, self.sound.tick, self.sound.countdown, beat, self._pace.rate)
        return cue_sheet(plan, ears, visit)

    def _make_ready(self, plan: Plan) -> None:
        """Have all sentences of the plan spoken into files."""
        if self.hearing == "silent":
            return
        self._speaker.warm_up()
        if self.hearing == "voice":
            texts = list(filter(None, (self._text(line, plan) for line in lines_of(plan))))
            self._voice.prepare([*texts[:8], *ANSWERS, *texts[8:]], self._language, self.sound)

    def _answer(self, event: Event) -> None:
        """Say at once that a key was understood; by a tick where nothing is said."""
        words = answer_to(event, self._pace)
        if not words or self.hearing == "silent":
            return
        now = self._clock()
        said = self._voice.said(words) if self.hearing == "voice" else None
        if said is not None:
            self.say(said, now)
            self._not_before = Ms(now + said.length + SECOND // 2)
        elif "tick" in self._chime.files:
            self.ring(self._chime.files["tick"], now)

    def _ring_again(self, at: Ms) -> None:
        """Mark that time runs again, unless a bell does so anyway."""
        plan = self._plan
        begins = plan is not None and any(mark.kind == "begin" and at < mark.at < at + SECOND for mark in plan.marks)
        if not begins and self.hearing != "silent" and "begin" in self._chime.files:
            self.ring(self._chime.files["begin"], self._clock())
