"""The questions before a massage, and what follows from the answers: locked, gentler, or with places left out.

After facts §6.1–6.5: STOP locks, ASK locks until a professional has said yes and is gentle then, AREA leaves out
places. Every question waits for an answer: what was not answered is never taken for a no. Pure data and rules; keeps
nothing. Leaves the sentences to `safety_words`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from backtimer.core.bearing import inside
from backtimer.core.hand import Point
from backtimer.core.handbook import Family, Region
from backtimer.core.kinds import Position
from backtimer.core.shelf import Card
from backtimer.core.wishes import Wishes

GENTLE_CAP: Final = 2
"""The highest pressure for who had to ask first."""

DEEP: Final = 4
"""Steps that were written for this level or more are deep: they are left out then, and not only made lighter."""

NOT_GENTLE: Final[frozenset[Family]] = frozenset({"tapotement"})

StopId = Literal[
    "ill",
    "clot",
    "emergency",
    "injury",
    "not_sober",
    "blood_pressure",
    "risky_pregnancy",
    "infected_skin",
    "minor",
]
FlagId = Literal[
    "saddle",
    "after_fall",
    "pain_and_fever",
    "weight_or_cancer",
    "night_pain",
    "first_pain",
    "deformed_or_weak",
    "neck_signs",
]
AskId = Literal[
    "bleeding",
    "bones",
    "cancer",
    "pregnancy",
    "surgery",
    "heart",
    "kidneys",
    "nerves",
    "inflamed_joints",
    "spine",
    "back_pain",
    "trauma",
]
AreaId = Literal["skin", "fresh_injury", "scar", "veins", "lump", "treated", "numb", "device"]
QuestionId = StopId | FlagId | AskId | AreaId

Kind = Literal["stop", "flag", "ask", "area"]
"""`stop` and `flag` (a red flag with back or neck pain) lock; `ask` needs a yes; `area` marks places."""

Urgency = Literal["none", "advice", "emergency"]
"""Who locks a massage may have to get advice soon, or help at once."""

Answer = Literal["no", "yes", "cleared"]
"""`cleared`: yes, and a doctor, midwife or physio has agreed to massage."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, and what follows from a yes.

    `urgent` is what somebody needs who says yes. `clears` says that a professional's yes lifts the lock. Then `cap`,
    `without` and `leave_out` hold, and the receiver is in none of the positions `never`.
    """

    id: QuestionId
    kind: Kind
    urgent: Urgency = "advice"
    clears: bool = False
    leave_out: frozenset[str] = frozenset()
    without: frozenset[Family] = NOT_GENTLE
    never: frozenset[Position] = frozenset()


def _stop(id_: StopId, urgent: Urgency = "advice", *, clears: bool = False) -> Question:
    return Question(id_, "stop", urgent, clears)


def _flag(id_: FlagId, urgent: Urgency = "advice") -> Question:
    return Question(id_, "flag", urgent)


def _ask(
    id_: AskId,
    leave_out: frozenset[str] = frozenset(),
    without: frozenset[Family] = frozenset(),
    never: frozenset[Position] = frozenset(),
) -> Question:
    return Question(id_, "ask", clears=True, leave_out=leave_out, without=NOT_GENTLE | without, never=never)


def _area(id_: AreaId) -> Question:
    return Question(id_, "area", "none", without=frozenset())


NEAR_SPINE: Final = frozenset({"upper_paraspinal", "lower_paraspinal", "paraspinal", "spine_strip", "sacrum"})
LOIN: Final = frozenset(
    {"low_back", "lower_paraspinal", "paraspinal", "waist", "flank", "kidney_zone", "floating_ribs"}
)

QUESTIONS: Final[tuple[Question, ...]] = (
    _stop("emergency", "emergency"),
    _stop("clot", "emergency"),
    _stop("ill"),
    _stop("injury", clears=True),  # "unless a clinician cleared it"
    _stop("not_sober", "none"),
    _stop("blood_pressure"),
    _stop("risky_pregnancy"),
    _stop("infected_skin"),
    _stop("minor", "none"),
    _flag("saddle", "emergency"),
    _flag("neck_signs", "emergency"),
    _flag("after_fall"),
    _flag("pain_and_fever"),
    _flag("weight_or_cancer"),
    _flag("night_pain"),
    _flag("first_pain"),
    _flag("deformed_or_weak"),
    _ask("bleeding"),
    _ask("bones", leave_out=NEAR_SPINE, without=frozenset({"tool"})),  # no pressure on the spine, none that is vigorous
    _ask("cancer"),
    _ask("pregnancy", never=frozenset({"prone", "supine"})),
    _ask("surgery"),
    _ask("heart"),
    _ask("kidneys", leave_out=LOIN),
    _ask("nerves"),
    _ask("inflamed_joints"),
    _ask("spine", leave_out=NEAR_SPINE),
    _ask("back_pain"),
    _ask("trauma"),
    _area("skin"),
    _area("fresh_injury"),
    _area("scar"),
    _area("veins"),
    _area("lump"),
    _area("treated"),
    _area("numb"),
    _area("device"),
)
"""All questions, in the order in which they are asked within their kind: the most urgent first."""

BY_ID: Final[Mapping[QuestionId, Question]] = {question.id: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from the answers. `open` are the questions that wait for one, `unmarked` those without a place yet.

    `locked` are the questions whose answer forbids a massage today, the most urgent first, and `urgent` what the person
    needs because of them. `to_ask` are those among them that a professional's yes would lift. All the rest bends a
    routine: see `bent`.
    """

    open: tuple[QuestionId, ...] = ()
    unmarked: tuple[QuestionId, ...] = ()
    locked: tuple[QuestionId, ...] = ()
    to_ask: tuple[QuestionId, ...] = ()
    urgent: Urgency = "none"
    cap: int | None = None
    without: frozenset[Family] = frozenset()
    leave_out: frozenset[str] = frozenset()
    never: frozenset[Position] = frozenset()

    @property
    def passed(self) -> bool:
        """Whether a massage may begin: everything was answered, and nothing forbids it."""
        return not (self.open or self.unmarked or self.locked)

    @property
    def gentle(self) -> bool:
        """Whether deep steps go and no level is above the gentle cap."""
        return self.cap is not None


def verdict(answers: Mapping[QuestionId, Answer], marked: Collection[str] = ()) -> Verdict:
    """Judge the answers. `marked` are the region ids of the places that were marked on the figure."""
    said_yes = [question for question in QUESTIONS if answers.get(question.id, "no") != "no"]
    locking = [question for question in said_yes if _locks(question, answers[question.id])]
    locking.sort(key=lambda question: _URGENCIES.index(question.urgent))
    gentle = [question for question in said_yes if question.kind != "area" and question not in locking]
    return Verdict(
        open=tuple(question.id for question in QUESTIONS if question.id not in answers),
        unmarked=tuple(question.id for question in said_yes if question.kind == "area" and not marked),
        locked=tuple(question.id for question in locking),
        to_ask=tuple(question.id for question in locking if question.clears),
        urgent=locking[0].urgent if locking else "none",
        cap=GENTLE_CAP if gentle else None,
        without=frozenset[Family]().union(*(question.without for question in gentle)),
        leave_out=frozenset(marked).union(*(question.leave_out for question in gentle)),
        never=frozenset[Position]().union(*(question.never for question in gentle)),
    )


def none_of(kind: Kind) -> dict[QuestionId, Answer]:
    """Answer all questions of a kind with no: what a person says who chooses `none of these`."""
    return {question.id: "no" for question in QUESTIONS if question.kind == kind}


def bent(wishes: Wishes, verdict: Verdict) -> Wishes:
    """Give the wishes with all that the answers ask for. They only become gentler, and leave out more."""
    return replace(
        wishes,
        cap=wishes.cap if verdict.cap is None else min(verdict.cap, wishes.cap or verdict.cap),
        pressure=min(wishes.pressure, 0) if verdict.gentle else wishes.pressure,
        deepest=DEEP - 1 if verdict.gentle else wishes.deepest,
        leave_out=wishes.leave_out | verdict.leave_out,
        without=wishes.without | verdict.without,
        more_here=wishes.more_here - verdict.leave_out,
    )


Due = Literal["first_today", "firm"]


def due(card: Card, asked_on: str | None, today: str) -> Due | None:
    """Say whether and why the questions come before this routine: the first of a day, and any firm one.

    Days are written as they come (`2026-01-31`); `asked_on` is when they were last answered, None if not in this run.
    """
    if card.firmest >= DEEP or card.level == "experienced":
        return "firm"
    return None if asked_on == today else "first_today"


def turned_away(card: Card, verdict: Verdict) -> tuple[Position, ...]:
    """Give the positions of a routine in which the receiver may not be; a routine that names none lies prone."""
    return tuple(position for position in card.position or ("prone",) if position in verdict.never)


def overlapping(marked: Collection[str], regions: Mapping[str, Region], *, wide: bool) -> frozenset[str]:
    """Give the marked regions and those that lie on them: mostly, or (wide) in part.

    `wide` takes in long strokes that pass over a marked place. It is meant for skin that nobody may touch.
    """
    ways = [_points_of(regions[id_]) for id_ in marked if id_ in regions]
    return frozenset(marked) | {
        id_ for id_, region in regions.items() if any(_lies_on(_points_of(region), way, wide=wide) for way in ways)
    }


SignId = Literal[
    "says_stop",
    "sharp_pain",
    "numb",
    "flinches",
    "faint",
    "chest",
    "stroke_signs",
    "cramp",
    "itching",
    "bleeding",
    "upset",
    "hands_hurt",
    "giver_faint",
]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign to stop at once. `giver` says whose it is; with an emergency help is called before all else."""

    id: SignId
    giver: bool = False
    emergency: bool = False


SIGNS: Final[tuple[Sign, ...]] = (
    Sign("says_stop"),
    Sign("sharp_pain"),
    Sign("numb"),
    Sign("flinches"),
    Sign("faint"),
    Sign("chest", emergency=True),
    Sign("stroke_signs", emergency=True),
    Sign("cramp"),
    Sign("itching"),
    Sign("bleeding"),
    Sign("upset"),
    Sign("hands_hurt", giver=True),
    Sign("giver_faint", giver=True),
)

Action = Literal["call_help", "hands_off", "cover", "sit_up", "drink", "rest_giver", "get_advice"]


def what_to_do(sign: Sign) -> tuple[Action, ...]:
    """Give what is to be done at a sign, one after the other."""
    if sign.giver:
        return ("hands_off", "cover", "rest_giver", "get_advice")
    if sign.emergency:
        return ("hands_off", "call_help", "cover")
    return ("hands_off", "cover", "sit_up", "drink", "get_advice")


def what_to_do_alone() -> tuple[Action, ...]:
    """Give what somebody does who stops working on oneself."""
    return ("hands_off", "rest_giver", "get_advice")


_URGENCIES: Final[tuple[Urgency, ...]] = ("emergency", "advice", "none")

_GRID: Final = 0.02
"""How close together the points lie by which areas are compared, in back coordinates."""

_MOSTLY: Final = 0.5
_IN_PART: Final = 0.02
"""The shares of an area."""


def _locks(question: Question, answer: Answer) -> bool:
    return question.kind != "area" and not (question.clears and answer == "cleared")


def _lies_on(region: frozenset[Point], marked: frozenset[Point], *, wide: bool) -> bool:
    """Whether enough of a region lies on a marked one; of a large region a part as large as the marked one will do."""
    shared = len(region & marked)
    if wide:
        return shared >= _IN_PART * max(min(len(region), len(marked)), 1)
    return shared >= _MOSTLY * max(len(region), 1)


@lru_cache(maxsize=64)
def _points_of(region: Region) -> frozenset[Point]:
    """The points of an even grid that lie in a region."""
    return frozenset(point for shape in region.shape for point in _points_in(shape))


def _points_in(shape: tuple[Point, ...]) -> Iterator[Point]:
    left, right = (round(edge(x for x, _ in shape) / _GRID) for edge in (min, max))
    top, bottom = (round(edge(y for _, y in shape) / _GRID) for edge in (min, max))
    for across in range(left, right + 1):
        for down in range(top, bottom + 1):
            point = (across * _GRID, down * _GRID)
            if inside(point, shape):
                yield point
