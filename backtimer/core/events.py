"""What can happen while a routine plays: frozen facts in the past tense.

The player returns them; whoever listens matches on them and ends in `assert_never`. `at` is the position in the plan.
"""

from dataclasses import dataclass
from typing import Literal

from backtimer.core.plan import Mark
from backtimer.core.practice import Pace
from backtimer.core.timing import Ms

Change = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Started:
    """The routine began to run."""

    at: Ms


@dataclass(frozen=True, slots=True)
class Passed:
    """The position reached a mark of the plan."""

    at: Ms
    mark: Mark


@dataclass(frozen=True, slots=True)
class Paused:
    """Time stood still: somebody asked, or nobody looked at the clock for so long that the machine must have slept."""

    at: Ms
    why: Literal["asked", "gap"]


@dataclass(frozen=True, slots=True)
class Readied:
    """A lead-in began, after which time runs on."""

    at: Ms
    lead: Ms


@dataclass(frozen=True, slots=True)
class Resumed:
    """The lead-in was over: time ran on."""

    at: Ms


@dataclass(frozen=True, slots=True)
class Held:
    """The giver stayed with this step: time stood, the hands went on."""

    at: Ms


@dataclass(frozen=True, slots=True)
class Waited:
    """A step that waits for the giver came to its end, and waits."""

    at: Ms


@dataclass(frozen=True, slots=True)
class WentOn:
    """A hold or a wait ended."""

    at: Ms


@dataclass(frozen=True, slots=True)
class Sought:
    """The position jumped; nothing between counts as passed."""

    at: Ms
    since: Ms


@dataclass(frozen=True, slots=True)
class Extended:
    """The step became longer, and with it the routine."""

    at: Ms
    more: Ms


@dataclass(frozen=True, slots=True)
class Refitted:
    """After a stay the rest was fitted again, so that the end comes when it should; `late` is what still lacks."""

    at: Ms
    late: Ms


@dataclass(frozen=True, slots=True)
class Answered:
    """The receiver said how the pressure is: from now on it is softer (−1), as it was (0), or firmer (1)."""

    at: Ms
    change: Change


@dataclass(frozen=True, slots=True)
class Paced:
    """From now on steps last longer or shorter, or are rehearsed in a hurry; or as written again."""

    at: Ms
    pace: Pace


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage that is to be repeated was marked by the numbers of its steps: its beginning, and then its end."""

    at: Ms
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """The passage began anew, for the `time`th time: a way back that nobody had to ask for."""

    at: Ms
    since: Ms
    time: int


@dataclass(frozen=True, slots=True)
class Released:
    """No passage is repeated any longer."""

    at: Ms


@dataclass(frozen=True, slots=True)
class Finished:
    """The routine was played to its end."""

    at: Ms


@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody ended the routine before its end."""

    at: Ms


Event = (
    Started | Passed | Paused | Readied | Resumed | Held | Waited | WentOn | Sought | Extended | Refitted | Answered
    | Paced | Marked | Repeated | Released | Finished | Stopped
)  # fmt: skip
