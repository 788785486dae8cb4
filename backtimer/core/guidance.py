"""How much the program guides while one plays: five levels, from being shown everything to being left alone.

Knows what each level shows and lets sound, the way from one to the next, and which suits after the last runs. Leaves
showing it to the player's page, sounding it to the ear, and asking for it to the keys and the page of a routine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from backtimer.core.timing import MINUTE

if TYPE_CHECKING:
    from backtimer.core.journal_entry import SessionEntry

Guidance = Literal["watch", "full", "names", "bells", "exam"]
"""watch: everything, to look at first · full: to follow · names: what and which side · bells: when · exam: nothing."""

GUIDANCES: Final[tuple[Guidance, ...]] = ("watch", "full", "names", "bells", "exam")
"""From the most guidance to the least."""

Says = Literal["everything", "names", "nothing"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a level shows and lets sound.

    `picture` is the back with the hands, and the row of all steps; `notes` what one reads about a step to learn it.
    `says` is for page and voice alike; `bells` are for the ear. Each step lasts `ease` percent of its time.
    """

    picture: bool
    notes: bool
    says: Says
    bells: bool
    ease: int = 100


RULES: Final[dict[Guidance, Rules]] = {
    # Who only looks has the note to read beside the hands: a quarter more time, and the hands as fast as ever.
    "watch": Rules(picture=True, notes=True, says="everything", bells=True, ease=125),
    "full": Rules(picture=True, notes=False, says="everything", bells=True),
    "names": Rules(picture=False, notes=False, says="names", bells=True),
    "bells": Rules(picture=False, notes=False, says="nothing", bells=True),
    "exam": Rules(picture=False, notes=False, says="nothing", bells=False),
}


def less(guidance: Guidance) -> Guidance:
    """The next level with less guidance; after the last one there is none: silence does not turn into a picture."""
    return GUIDANCES[min(GUIDANCES.index(guidance) + 1, len(GUIDANCES) - 1)]


def more(guidance: Guidance) -> Guidance:
    """The next level with more guidance; before the first one there is none."""
    return GUIDANCES[max(GUIDANCES.index(guidance) - 1, 0)]


Why = Literal["new", "stumbled", "clean", "once", "slow"]
"""new: never run · stumbled: the last run stopped or went back often · clean: the last two did not · once: only the
last one did not · slow: neither."""

CLEAN: Final = 2
"""So many clean runs in a row, and one can do with less."""

STUMBLES: Final = 4
"""So many pauses, skips and ways back in one run, and more guidance helps."""

HURRIED: Final = 0.45
"""A run that took less than this share of its time was a rehearsal, and shows nothing about who did it."""

AGAIN: Final = 1.3
"""A step that ran so much longer than the others against its time was done over again."""

DWELT: Final = 0.5
"""A step that was held for this share of its time made somebody think."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Which level suits next, and why."""

    guidance: Guidance
    why: Why


def suggested(runs: Sequence["SessionEntry"]) -> Suggestion:
    """Which level suits after these runs with one routine, in any order. It is for a person to take or to leave."""
    told = sorted((run for run in runs if not _hurried(run)), key=lambda run: run.started, reverse=True)
    if not told:
        return Suggestion("watch", "new")
    last = told[0]
    level = guidance_of(last)
    if not last.finished or stumbles(last) >= STUMBLES:
        return Suggestion(more(level), "stumbled")
    row = next((place for place, run in enumerate(told) if not is_clean(run) or _eased(run, level)), len(told))
    if row >= CLEAN:
        return Suggestion(less(level), "clean")
    return Suggestion(level, "once" if row else "slow")


def guidance_of(run: "SessionEntry") -> Guidance:
    """With how much guidance a run was done; what was kept before there were levels was done with all of it."""
    return next((guidance for guidance in GUIDANCES if guidance == run.guidance), "full")


def is_clean(run: "SessionEntry") -> bool:
    """Whether a run went to its end, and stopped or went back once at most."""
    return run.finished and stumbles(run) <= 1


def stumbles(run: "SessionEntry") -> int:
    """How often somebody had to pause, skipped a step, stayed long at one or did it over again."""
    done = [step for step in run.steps if step.actual and step.planned]
    shares = sorted((step.actual - step.held - step.more) / step.planned for step in done)
    usual = shares[len(shares) // 2] if shares else 1.0
    again = sum(step.actual - step.held - step.more > AGAIN * usual * step.planned for step in done)
    dwelt = sum(step.held > DWELT * step.planned for step in done)
    return run.pauses + sum(step.skipped for step in run.steps) + again + dwelt


def _eased(run: "SessionEntry", level: Guidance) -> bool:
    """Whether a run was done with more guidance than that."""
    return GUIDANCES.index(guidance_of(run)) < GUIDANCES.index(level)


def _hurried(run: "SessionEntry") -> bool:
    """Whether a run was over in no time: rehearsed, or closed again as soon as it was opened."""
    reached = sum(step.planned for step in run.steps if step.actual)
    return sum(step.actual - step.held for step in run.steps) < max(
        HURRIED * reached, MINUTE if not run.finished else 1
    )
