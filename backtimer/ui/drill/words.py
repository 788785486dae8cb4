"""What a drill says: questions, choices, and after the answer one line why. Everyday words, or those of class.

Knows questions and the handbook. Leaves where the words stand to the views.
"""

from typing import Final, NamedTuple

from backtimer import words
from backtimer.core.drill.question import (
    Answer,
    Measure,
    Name,
    Next,
    Order,
    Part,
    PressurePart,
    Question,
    SidePart,
    TimePart,
    Where,
    is_right,
)
from backtimer.core.drill.today import EACH, Deck
from backtimer.core.handbook import Handbook
from backtimer.core.kinds import Side
from backtimer.core.routine import Step
from backtimer.core.timing import MINUTE, SECOND, Ms

SIDES: Final[dict[Side, str]] = {
    "both": "both at once",
    "each": "left, then right",
    "left": "left only",
    "right": "right only",
    "middle": "the middle",
}

PARTS: Final[dict[type[Part], str]] = {SidePart: "which side", TimePart: "how long", PressurePart: "how firm"}

LANDMARKS: Final = {
    "C7": ("the last bone of the neck", "C7", ""),
    "acromion": ("the tip of the shoulder", "Acromion", ""),
    "scapula_inferior_angle": ("the lower tip of the blade", "Inferior angle of the scapula", "Level with T7."),
    "rib12_tip": ("the free end of the lowest rib", "Tip of the twelfth rib", "Nothing firm here."),
    "iliac_crest_top": ("the top of the hip rim", "Top of the iliac crest", "Level with L4."),
    "PSIS": ("the dimple beside the sacrum", "PSIS", "Level with S2."),
}
"""What a landmark is called at home and in class, and a line about it."""


class Said(NamedTuple):
    """What stands above a question: from where it comes, what is asked, and of what."""

    deck: str
    asks: str
    of: str


class Choice(NamedTuple):
    """A choice: its name, and a second quieter line."""

    name: str
    more: str = ""


def asked(question: Question, deck: str, book: Handbook, *, terms: bool) -> Said:
    """The question in words; `deck` is what its deck is called."""
    match question:
        case Next():
            return Said(f"{deck}  ·  step {question.number}", "What comes next?", _after(question, terms=terms))
        case Order():
            last = question.number + len(question.steps) - 1
            return Said(
                f"{deck}  ·  steps {question.number} to {last}", "In which order?", "Press them as they are done."
            )
        case Measure():
            name, more = step_choice(question.step, terms=terms, sided=False)
            asks = _capital(", ".join(PARTS[type(part)] for part in question.parts)) + "?"
            return Said(f"{deck}  ·  step {question.number}", asks, f"{name}, {more}" if more else name)
        case Name():
            return Said(deck, "What is this stroke called?", "")
        case Where():
            of = _thing(question, book, terms=terms)
            if question.thing == "step":
                return Said(f"{deck}  ·  step {question.number}", "Where does it work?", of)
            return Said(f"{deck}{_bears(question, book)}", "Where is it?", of)


def choices(question: Question, *, terms: bool) -> tuple[Choice, ...]:
    """The choices in words, as they are shown; none where there is nothing to choose."""
    match question:
        case Next():
            return tuple(step_choice(step, terms=terms) for step in question.choices)
        case Order():
            return tuple(step_choice(question.steps[index], terms=terms) for index in question.shown)
        case Name():
            return tuple(Choice(stroke.term if terms else stroke.name) for stroke in question.choices)
        case _:
            return ()


def part_asks(part: Part, step: Step) -> str:
    """A small question in words."""
    match part:
        case SidePart():
            return "Which side?"
        case TimePart():
            return "How long, both sides together?" if step.side == "each" else "How long?"
        case PressurePart():
            return "How firm?"


def part_choices(part: Part) -> tuple[str, ...]:
    """The choices of a small question in words."""
    match part:
        case SidePart():
            return tuple(SIDES[side] for side in part.choices)
        case TimePart():
            return tuple(time_text(time) for time in part.choices)
        case PressurePart():
            return tuple(levels_text(levels) for levels in part.choices)


def why(question: Question, answer: Answer, book: Handbook, *, terms: bool) -> Said:
    """What is said after an answer: a word on it, what is right, and one line why."""
    verdict = "Right" if is_right(question, answer) else "Not quite"
    match question:
        case Next():
            right = question.choices[question.right]
            name, more = step_choice(right, terms=terms)
            return Said(verdict, f"{name}, {more}" if more else name, right.cue or right.stroke.line)
        case Order():
            return Said(verdict, "This is the order.", "")
        case Measure():
            return Said(verdict, "  ·  ".join(map(_right_of, question.parts)), question.step.cue)
        case Name():
            stroke = question.choices[question.right]
            names = (stroke.term, stroke.name) if terms else (stroke.name, stroke.term)
            return Said(verdict, names[0], f"{stroke.line} {_also(names[1], terms=terms)}")
        case Where(step=Step() as step):
            return Said(verdict, _capital(words.places_of(step, terms=terms)), step.cue)
        case Where():
            return Said(verdict, _thing(question, book, terms=terms), _about(question, book, terms=terms))


def step_choice(step: Step, *, terms: bool, sided: bool = True) -> Choice:
    """A step as a choice: its name; its places, and where it is not on both sides at once, its side."""
    side = words.SIDES[step.side] if sided and step.side in ("left", "right", "each") else ""
    places = words.places_of(step, terms=terms)
    if not sided and not terms:
        places = " and ".join(region.name for region in step.regions)
    return Choice(_capital(words.name_of(step, terms=terms)), "  ·  ".join(filter(None, (places, side))))


def time_text(time: Ms) -> str:
    """A time as one says it: `40 s`, `2 min`, `1:30 min`."""
    minutes, rest = divmod(time, MINUTE)
    if not minutes:
        return f"{time / SECOND:g} s"
    return f"{minutes}:{rest // SECOND:02} min" if rest else f"{minutes} min"


def levels_text(levels: tuple[int, ...]) -> str:
    """Levels of pressure: `2, light`, or `1 → 2` where they change."""
    return " → ".join(map(str, levels)) if len(levels) > 1 else f"{levels[0]}, {words.pressure_word(levels[0])}"


def minutes_text(questions: int) -> str:
    """How long so many questions take: `about 4 minutes`."""
    minutes = max(1, round(questions * EACH / MINUTE))
    return f"about {words.counted(minutes, 'minute')}"


def ahead_text(tomorrow: int, week: int) -> str:
    """When to come again."""
    if tomorrow:
        return f"Tomorrow {words.counted(tomorrow, 'question')} will be due."
    if week:
        return f"Nothing is due tomorrow; within a week {words.counted(week, 'question')}."
    return "Nothing is due for a week."


def deck_line(deck: Deck) -> str:
    """How a deck stands: `3 due  ·  12 new`."""
    due = f"{deck.due} due" if deck.due else ""
    fresh = f"{deck.fresh} new" if deck.fresh else ""
    return "  ·  ".join(filter(None, (due, fresh))) or "nothing due"


def about_question(question: Question, book: Handbook, *, terms: bool) -> str:
    """What a question was about, in a few words, for the list at the end."""
    match question:
        case Next():
            return _after(question, terms=terms)
        case Order():
            name, _ = step_choice(question.steps[0], terms=terms)
            return f"The order from “{name}” on"
        case Measure():
            name, more = step_choice(question.step, terms=terms, sided=False)
            return f"{name}, {more}: side, time, pressure"
        case Name():
            stroke = question.choices[question.right]
            return f"The stroke “{stroke.term if terms else stroke.name}”"
        case Where():
            return f"Where: {_thing(question, book, terms=terms)}"


def _after(question: Next, *, terms: bool) -> str:
    name, more = step_choice(question.step, terms=terms)
    return f"After “{name}”" + (f", {more}" if more else "")


def _thing(where: Where, book: Handbook, *, terms: bool) -> str:
    """What is to be shown."""
    match where.thing:
        case "step" if where.step is not None:
            return _capital(words.sided(where.step, terms=terms))
        case "region":
            region = book.regions[where.id]
            return _capital(region.term if terms else region.name)
        case "muscle":
            return next(muscle.term for muscle in book.muscles if muscle.id == where.id)
        case "zone":
            return _capital(next(zone.name for zone in book.zones if zone.id == where.id))
        case _:
            return _capital(LANDMARKS[where.id][1 if terms else 0])


def _bears(where: Where, book: Handbook) -> str:
    """What a place to be gentle with bears."""
    if where.thing != "zone":
        return ""
    cap = next(zone.cap for zone in book.zones if zone.id == where.id)
    return f"  ·  bears level {cap} at most" if cap else "  ·  nobody presses here"


def _about(where: Where, book: Handbook, *, terms: bool) -> str:
    """One line about a place."""
    match where.thing:
        case "region":
            region = book.regions[where.id]
            return _also(region.name if terms else region.term, terms=terms)
        case "muscle":
            muscle = next(muscle for muscle in book.muscles if muscle.id == where.id)
            return f"{_capital(muscle.name)}. {muscle.line}"
        case "zone":
            return _capital(next(zone.why for zone in book.zones if zone.id == where.id)) + "."
        case _:
            home, term, line = LANDMARKS[where.id]
            return f"{_also(home if terms else term, terms=terms)} {line}".rstrip()


def _also(name: str, *, terms: bool) -> str:
    """The other name: what class calls it, or home."""
    return f"At home: {name}." if terms else f"In class: {name}."


def _right_of(part: Part) -> str:
    return part_choices(part)[part.right]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
