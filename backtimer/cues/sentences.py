"""What the voice says: each step as what, where, side, pressure when it changes, and how long; and short answers.

Knows core and the program's words. Leaves to others when it is said, and by which voice.
"""

from itertools import pairwise
from typing import Final

from backtimer import words
from backtimer.core.cuesheet import Line
from backtimer.core.events import Answered, Change, Event, Extended, Held, Paused, Readied, Waited
from backtimer.core.plan import Plan, Span
from backtimer.core.practice import AS_PLANNED, Pace
from backtimer.core.timing import MINUTE, SECOND, Ms

TRIAL: Final = "This is how I sound. Long glide, both sides. Pressure 2, light."
"""What is said when somebody tries the voice."""

PAUSED: Final = "Paused."
GOING_ON: Final = "Going on."
STAYING: Final = "Staying here."
YOUR_TIME: Final = "Take your time."

CHANGES: Final[dict[Change, str]] = {-1: "Softer.", 0: "As it is.", 1: "Firmer."}

ANSWERS: Final = (PAUSED, GOING_ON, STAYING, YOUR_TIME, *CHANGES.values(), "30 seconds more.")
"""What is said most often in answer to a key: made ready with each routine."""


def text_of(line: Line, plan: Plan) -> str:
    """The sentence of a line of this plan."""
    span = plan.spans[line.span]
    if line.kind == "check_in":
        return words.CHECK_IN
    if line.cut == 2:  # noqa: PLR2004  # what and side
        return _sentence(words.sided(span.step))
    if line.cut:
        return _core(span)
    before = next((plan.spans[i] for i in range(line.span - 1, -1, -1) if plan.spans[i].kind == "step"), None)
    return announcement(span, before if line.kind == "announce" else None)


def name_text_of(line: Line, plan: Plan) -> str:
    """The same for who knows the rest: what in the words of class, and the side. Nothing is asked."""
    return "" if line.kind == "check_in" else _sentence(words.sided(plan.spans[line.span].step, terms=True))


def announcement(span: Span, before: Span | None = None) -> str:
    """What is said of a step: its author's words, or what, where and side; then pressure and time.

    The pressure is left out where the step before ended with the same. A side that the author's words do not name is
    added: the same words serve left and right.
    """
    step = span.step
    same = before is not None and before.step.pressure[-1:] == step.pressure[:1] and len(set(step.pressure)) == 1
    parts = (_core(span), "" if same else _pressure(step.pressure), spoken_time(span.length))
    return " ".join(_sentence(part) for part in parts if part)


def _core(span: Span) -> str:
    """The author's words, or what and where; and the side."""
    step = span.step
    side = words.SIDES[step.side] if step.regions and step.side != "middle" else ""
    if not step.say:
        return _sentence(", ".join(filter(None, (words.name_of(step), words.places_of(step), side))))
    named = step.side == "both" or side in step.say.lower()
    return _sentence(step.say) + ("" if named else f" {_sentence(side.capitalize())}")


def answer_to(event: Event, pace: Pace = AS_PLANNED) -> str:  # noqa: PLR0911  # one for each answer
    """What is said at once to who asked for something; empty where the next sentence or bell is answer enough."""
    match event:
        case Paused():
            return PAUSED
        case Readied():
            return GOING_ON
        case Held():
            return STAYING
        case Waited():
            return YOUR_TIME
        case Extended(more=more):
            return f"{spoken_time(pace.shown(more))} more."
        case Answered(change=change):
            return CHANGES[change]
        case _:
            return ""


def spoken_time(time: Ms) -> str:
    """A time as one says it: `45 seconds`, `1 minute`, `2 and a half minutes`, `1 minute 20 seconds`."""
    whole = round(time / SECOND)
    minutes, rest = divmod(whole, MINUTE // SECOND)
    if not minutes:
        return words.counted(rest, "second")
    if rest == 30:  # noqa: PLR2004  # half a minute
        return f"{minutes} and a half minutes"
    return words.counted(minutes, "minute") + (f" {words.counted(rest, 'second')}" if rest else "")


def _pressure(levels: tuple[int, ...]) -> str:
    if not levels:
        return ""
    first = f"Pressure {levels[0]}, {words.pressure_word(levels[0])}"
    rest = [str(level) for before, level in pairwise(levels) if level != before]
    return first + "".join(f", then {level}" for level in rest)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
