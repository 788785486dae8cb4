"""The beat of a step: where in the hands' own time it falls, counted from the moment at which they began.

Knows a step's tempo. Leaves its place in the plan to the cue sheet, and its sound to the ear.
"""

from dataclasses import dataclass
from typing import Final, Literal

from backtimer.core.motion import cycle_of
from backtimer.core.routine import Step
from backtimer.core.timing import Ms

Beat = Literal["none", "steady", "gaps"]
"""none · steady: every beat sounds · gaps: some bars are silent, and one has to go on counting."""

BEATS: Final[tuple[Beat, ...]] = ("none", "steady", "gaps")

SLOWEST: Final = Ms(1_800)
"""A longer round of the hands is counted in halves, quarters and so on, each shorter than this."""

QUICKEST: Final = Ms(600)
"""Of shorter rounds only every second, third or later one is counted."""

BAR: Final = 4
"""A bar has at least so many beats."""

SOUNDING: Final = 2
"""So many bars sound; then as many are silent, after the next two one more, and so on."""


@dataclass(frozen=True, slots=True)
class Meter:
    """How a step is counted: `parts` beats in every `rounds` rounds of the hands, each of which takes `cycle`."""

    cycle: Ms
    rounds: int
    parts: int

    def at(self, beat: int) -> Ms:
        """When a beat falls, counted from 0, in the hands' time: never further off than half a millisecond."""
        return Ms((2 * self.cycle * self.rounds * beat + self.parts) // (2 * self.parts))

    @property
    def bar(self) -> int:
        """How many beats a bar has: a round of the hands, or several of them."""
        return self.parts * -(-BAR // self.parts)

    def first(self, time: int) -> int:
        """The first beat at that time of the hands or later."""
        beat = max(time * self.parts // (self.cycle * self.rounds), 0)
        return beat if self.at(beat) >= time else beat + 1


def meter_of(step: Step) -> Meter | None:
    """How a step is counted; None where the hands rest, or touch nobody."""
    if not step.stroke.touches or step.tempo.still:
        return None
    cycle = cycle_of(step)
    if cycle < QUICKEST:
        return Meter(cycle, -(-QUICKEST // cycle), 1)
    parts = 1
    while cycle / parts > SLOWEST:
        parts *= 2
    return Meter(cycle, 1, parts)


def sounds(bar: int) -> bool:
    """Whether a bar, counted from 0, sounds where there are gaps: two do, two are silent, two do, three are silent."""
    silent = SOUNDING
    while bar >= SOUNDING + silent:
        bar -= SOUNDING + silent
        silent += 1
    return bar < SOUNDING


def next_beat(beat: Beat) -> Beat:
    """What one key leads to: a beat, one with gaps, none, and round again."""
    return BEATS[(BEATS.index(beat) + 1) % len(BEATS)]
