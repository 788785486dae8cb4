"""The program's own words about a step, for eyes and ears alike: place, side, part of the hand, pressure, tempo.

Knows core only. What an author wrote is never changed here, only joined.
"""

from typing import TYPE_CHECKING, Final

from backtimer.core.hand import Shape
from backtimer.core.kinds import Audience, Goal, Level, Position, Side

if TYPE_CHECKING:  # the library page says much about routines and nothing about plans: its start need not load them
    from collections.abc import Iterable

    from backtimer.core.beat import Beat
    from backtimer.core.finder import Reason
    from backtimer.core.guidance import Guidance, Why
    from backtimer.core.moment import Moment
    from backtimer.core.plan import Span
    from backtimer.core.routine import Routine, Step
    from backtimer.core.shelf import Card

PRESSURES: Final = ("no pressure", "feather-light", "light", "medium", "firm", "very deep")

SIDES: Final[dict[Side, str]] = {
    "both": "both sides",
    "left": "left side",
    "right": "right side",
    "each": "each side",
    "middle": "middle",
}

PARTS: Final[dict[Shape, str]] = {
    "palm": "whole palm",
    "fingertips": "fingertips",
    "thumb": "thumbs",
    "fist": "soft fist",
    "knuckles": "flat of the knuckles",
    "forearm": "soft forearm",
    "heel": "heel of the hand",
    "edge": "edge of the hand",
    "cup": "hollow hand",
    "grip": "thumb and fingers",
    "stacked": "one hand on the other",
    "ball": "ball",
    "towel": "towel",
    "pinch": "thumb and first two fingers",
    "claw": "spread fingertips",
}

CHECK_IN: Final = "Ask: is the pressure good? Softer, or a little firmer?"

AUDIENCES: Final[dict[Audience, str]] = {"partner": "with a partner", "student": "to learn", "self": "alone"}

POSITIONS: Final[dict[Position, str]] = {
    "prone": "lying face down",
    "side-lying": "lying on the side",
    "seated": "seated",
    "standing": "standing",
    "supine": "lying face up",
}

GOALS: Final[dict[Goal, str]] = {
    "relax": "Relax",
    "sleep": "Before sleep",
    "tension": "Tense neck and shoulders",
    "low-back": "Low back",
    "sport-before": "Before sport",
    "sport-after": "After sport",
    "comfort": "Comfort and calm",
    "desk": "A pause at the desk",
    "learn": "Learn the strokes",
}

LEVELS: Final[dict[Level, str]] = {
    "beginner": "for beginners",
    "experienced": "for practised hands",
    "student": "for students",
}

GUIDES: "Final[dict[Guidance, tuple[str, str]]]" = {
    "watch": ("Watch", "Watch first: each step lasts a quarter longer"),
    "full": ("Full", "Full guidance: picture, words, bells"),
    "names": ("Names", "Names and sides only"),
    "bells": ("Bells", "Bells and a clock only"),
    "exam": ("Blank", "Silent and blank, as in an exam"),
}
"""How each level of guidance is called: in a word, and in a line."""

GUIDES_WHY: "Final[dict[Why, str]]" = {
    "new": "you have not done it yet",
    "stumbled": "the last run stopped or went back often",
    "clean": "two clean runs in a row",
    "once": "once more as cleanly",
    "slow": "not quite smooth yet",
}
"""Why a level of guidance is suggested."""

LASTS: Final = {
    50: "half as long",
    75: "¾ as long",
    125: "1¼ times as long",
    150: "1½ times as long",
    200: "twice as long",
}

BEAT_WORDS: "Final[dict[Beat, str]]" = {"none": "", "steady": "Beat", "gaps": "Beat with silent bars"}


def practice_line(moment: "Moment", beat: "Beat") -> str:
    """What helps to practise now, in a line: `Steps ¾ as long · Passage 3–5, 2nd time · Beat`; empty for nothing."""
    pace, passage = moment.pace, moment.passage
    said = [
        "Rehearsal, 8 times as fast" if pace.hurries else "",
        f"Steps {LASTS[pace.times]}" if pace.times in LASTS else "",
        BEAT_WORDS[beat],
    ]
    if passage is not None and passage.last is None:
        said.append(f"Passage from step {passage.first} to …")
    elif passage is not None:
        steps = f"Step {passage.first}" if passage.first == passage.last else f"Passage {passage.first}–{passage.last}"
        said.append(f"{steps}, {ordinal(passage.time)} time")
    return "  ·  ".join(filter(None, said))


def name_of(step: "Step", *, terms: bool = False) -> str:
    """What the step is called: by its author, at home, or (terms) in class."""
    return step.name or (step.stroke.term if terms else step.stroke.name)


def places_of(step: "Step", *, terms: bool = False) -> str:
    """Where the hands work: `tops of the shoulders and back of the neck`; empty where they touch nobody."""
    if terms:
        return " and ".join(region.term for region in step.regions)
    one = step.side in ("left", "right")
    return " and ".join(region.one if one else region.name for region in step.regions)


def place_line(step: "Step", *, terms: bool = False) -> str:
    """Place, side and part of the hand in one line."""
    side = SIDES[step.side] if step.side in ("left", "right") else ""
    part = PARTS[step.hands] if step.stroke.touches else ""
    return " · ".join(filter(None, (places_of(step, terms=terms), side, part)))


def sided(step: "Step", *, terms: bool = False) -> str:
    """The step's name with its side, where it has one: `Scoop and squeeze, left side`."""
    name = name_of(step, terms=terms)
    return f"{name}, {SIDES[step.side]}" if step.side in ("left", "right") else name


def pressure_word(level: float) -> str:
    """What a level between 0 and 5 is called."""
    return PRESSURES[round(level)]


def tempo_words(step: "Step") -> str:
    """How fast, as one would say it: `6 loops a minute`."""
    tempo, counts = step.tempo, step.stroke.counts
    if not step.stroke.touches:
        return ""
    if tempo.still:
        return "hands rest"
    if tempo.cm_per_second:
        return f"{tempo.cm_per_second:g} cm a second"
    if tempo.per_minute >= 150:  # noqa: PLR2004  # nobody counts that fast by the minute
        return f"{counted(tempo.per_minute / 60, counts)} a second"
    return f"{counted(tempo.per_minute, counts)} a minute"


def announcement(span: "Span") -> str:
    """What is said before a step: what, where, side, pressure. The author's own words win."""
    step = span.step
    if step.say:
        return step.say
    where = places_of(step)
    what = f"{sided(step)}" + (f", {where}" if where else "")
    pressure = f" Pressure {step.pressure[0]}, {pressure_word(step.pressure[0])}." if step.pressure else ""
    return f"{what}.{pressure}"


def heading(span: "Span") -> str:
    """What kind of moment this is, where it is not a step."""
    return {"ready": "Get ready", "change": "Change over", "step": ""}[span.kind]


def audience_line(routine: "Routine | Card") -> str:
    """For whom and how one lies or sits: `with a partner · lying face down`."""
    audience = " or ".join(AUDIENCES[who] for who in routine.audience)
    position = " or ".join(POSITIONS[position] for position in routine.position)
    return " · ".join(filter(None, (audience, position)))


def why(reasons: "Iterable[Reason]") -> str:
    """Why a routine was found, in a few words: `shortened from 20 min · for relaxing`; at most two reasons."""
    said = (_why(reason) for reason in reasons)
    return " · ".join(list(filter(None, said))[:2])


WHYS: Final = {
    "fits_exactly": "fits {} min",
    "shortened_from": "shortened from {} min",
    "lengthened_from": "stretched from {} min",
    "at_most": "{} min at most",
    "touches_sore_place": "without the sore places",
    "favourite": "a favourite",
    "played": "played lately",
    "clothed": "clothed",
}


def _why(reason: "Reason") -> str:
    kind, value = reason
    if kind in ("goal", "akin"):
        return next((text.lower() for goal, text in GOALS.items() if goal == value), "")
    return WHYS.get(kind, "").format(value)


def minutes_text(milliseconds: int) -> str:
    """Whole minutes, or half ones: `10`, `7½`, `½`; never nothing."""
    halves = max(int(milliseconds / 30_000 + 0.5), 1)
    return f"{halves // 2 or ''}½" if halves % 2 else f"{halves // 2}"


def counted(count: float, noun: str) -> str:
    """A number of things: `1 step`, `15 steps`."""
    if count == 1:
        return f"1 {noun}"
    ending = "es" if noun.endswith(("s", "sh", "ch", "x")) else "s"
    return f"{count:g} {noun}{ending}"


def ordinal(count: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `22nd`."""
    teens = count % 100 in (11, 12, 13)
    return f"{count}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
