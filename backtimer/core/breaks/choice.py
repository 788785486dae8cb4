"""Which routine a break offers: one for oneself that fits the time, the place and what is at hand; the best first.

What cannot be done there is left out, and so is what a person never wants again. Of the rest those rise that work
where the hands have not been this week, and those that have not been offered lately. Leaves how well a routine serves
a wish to `finder`, and the sentences to those who show them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, get_args

from backtimer.core.breaks.memory import NOTHING, Memory, taken
from backtimer.core.breaks.wishes import Aid, BreakWishes, Place
from backtimer.core.finder import Reason as FoundReason
from backtimer.core.finder import Wish, liking, reasons, suits, worth_of
from backtimer.core.folding import words_in
from backtimer.core.history import WEEK, Sides, per_region, sides_of
from backtimer.core.journal_entry import SessionEntry
from backtimer.core.kinds import Position
from backtimer.core.likes import NO_LIKES, Likes
from backtimer.core.shelf import Card, Entry, Tool
from backtimer.core.timing import MINUTE, Ms

PLACES: Final[Mapping[Position, Place]] = {
    "seated": "desk",
    "standing": "standing",
    "prone": "floor",
    "supine": "floor",
    "side-lying": "floor",
}
"""Where one is in each position."""

NEAR_TO_FAR: Final[tuple[Place, ...]] = get_args(Place)

AID_WORDS: Final[Mapping[Aid, frozenset[str]]] = {
    "ball": frozenset({"ball", "balls"}),
    "wall": frozenset({"wall", "doorframe"}),
    "towel": frozenset({"towel", "scarf"}),
}
"""How authors name in `needs` what has to be at hand."""

_NOT_NEEDED: Final = frozenset({"no", "without", "optional", "optionally"})

_CHAIR: Final[frozenset[Tool]] = frozenset({"chair"})
"""Who sits at a desk has one."""

_BALL: Final[frozenset[Tool]] = frozenset({"ball"})

LOUD: Final = frozenset({"hacking", "cupping", "pounding"})
"""The strokes that others hear."""

UNEVEN: Final = 2
"""A side that got so many times less than the other one is worth a word."""

Kind = Literal["untouched", "least_touched", "less_left", "less_right", "new", "not_since"]


class Reason(NamedTuple):
    """Why a routine is offered for a break.

    The value is a region id for `untouched` (nobody worked there this week), `least_touched` (the least of the places
    of this week), `less_left` and `less_right` (that side got less than half of the other's time this week); the days
    since it was last played for `not_since`; True for `new` (it was never played).
    """

    kind: Kind
    value: str | int


@dataclass(frozen=True, slots=True)
class Choice:
    """One routine that a break may offer, and how long it then takes.

    `reasons` say why for a break, the weightiest first, `found` why it suits at all.
    """

    entry: Entry
    length: Ms
    reasons: tuple[Reason, ...] = ()
    found: tuple[FoundReason, ...] = ()


def choices(
    entries: Iterable[Entry],
    wishes: BreakWishes,
    *,
    memory: Memory = NOTHING,
    sessions: Sequence[SessionEntry] = (),
    day: int = 0,
    likes: Likes = NO_LIKES,
) -> tuple[Choice, ...]:
    """Give all routines that suit a break on that day, the best first. `sessions` are those of the journal.

    Where nothing can be done in the time that was chosen, give what takes the least more.
    """
    wish = wish_of(wishes)
    possible = [(entry, entry.card) for entry in entries if entry.card is not None and entry.id not in memory.never]
    fitting = [(entry, card) for entry, card in possible if fits(card, wish, wishes)]
    if not fitting:
        longer = [(entry, card) for entry, card in possible if fits(card, replace(wish, minutes=None), wishes)]
        least = min((card.least for _, card in longer), default=0)
        fitting = [(entry, card) for entry, card in longer if card.least == least]
    oneself = {entry.id for entry, card in possible if "self" in card.audience}  # all else was for somebody else
    own = sorted((each for each in sessions if each.routine in oneself), key=lambda each: each.started.utc)
    week = [session for session in own if 0 <= day - session.started.day < WEEK]
    touched = per_region(week)
    days = {session.routine: session.started.day for session in own}
    lately = taken(memory)
    ranked = []
    for entry, card in fitting:
        why = tuple(_reasons(entry, card, touched, week, days, day))
        worth = (
            worth_of(card, wish)
            + liking(entry.id, likes.favourites, {})
            + round(200 * _neglect(card, touched))
            - (max(120 - 30 * lately.index(entry.id), 0) if entry.id in lately else 0)
        )
        choice = Choice(entry, _length(card, wishes), why, tuple(reasons(entry, card, wish, likes)))
        ranked.append((-worth, entry.title, entry.file, choice))
    return tuple(row[-1] for row in sorted(ranked, key=lambda row: row[:-1]))


def wish_of(wishes: BreakWishes) -> Wish:
    """What a break asks of a routine, in the finder's words: clothes stay on."""
    positions = frozenset(position for position, place in PLACES.items() if _near(place) <= _near(wishes.place))
    tools: frozenset[Tool] = _CHAIR | _BALL if "ball" in wishes.tools else _CHAIR
    return Wish(minutes=wishes.minutes, who="self", positions=positions, tools=tools, clothed=True)


def fits(card: Card, wish: Wish, wishes: BreakWishes) -> bool:
    """Say whether a routine can be a break: for oneself, in time, here, with what is at hand, unheard where asked."""
    return (
        "self" in card.audience
        and suits(card, wish)
        and aids_of(card) <= frozenset(wishes.tools)
        and not (wishes.silent and is_loud(card))
    )


def place_of(card: Card) -> Place:
    """Where one is for a routine: of several places the furthest from the chair."""
    return max((PLACES[position] for position in card.position), key=_near, default="desk")


def aids_of(card: Card) -> frozenset[Aid]:
    """What has to be at hand, as far as the author's words and the routine's tools tell."""
    found: set[Aid] = {"ball"} if "ball" in card.tools else set()
    for line in card.needs:
        said = frozenset(words_in(line))
        if not said & _NOT_NEEDED:
            found |= {aid for aid, names in AID_WORDS.items() if said & names}
    return frozenset(found)


def is_loud(card: Card) -> bool:
    """Whether others hear the hands."""
    return not LOUD.isdisjoint(card.strokes)


def _length(card: Card, wishes: BreakWishes) -> Ms:
    """The time of a break, as far as the routine can be fitted to it."""
    least, most = card.least or card.time, card.most or card.time
    return Ms(min(max(wishes.minutes * MINUTE, least), most))


def _near(place: Place) -> int:
    return NEAR_TO_FAR.index(place)


def _neglect(card: Card, touched: Mapping[str, int]) -> float:
    """From 0 to 1: the share of a routine's time at places that got little this week, next to the one with most."""
    total, most = sum(time for _, time in card.spent), max(touched.values(), default=0)
    if not total or not most:
        return 0.0
    return sum(time * (1 - touched.get(region, 0) / most) for region, time in card.spent) / total


def _reasons(
    entry: Entry,
    card: Card,
    touched: Mapping[str, int],
    week: Sequence[SessionEntry],
    days: Mapping[str, int],
    day: int,
) -> Iterator[Reason]:
    """Why a routine would be good for a break now, the weightiest reason first."""
    spent = sorted((region for region, _ in card.spent), key=lambda region: -dict(card.spent)[region])
    if touched:
        fresh = next((region for region in spent if region not in touched), None)
        if fresh is not None:
            yield Reason("untouched", fresh)
        elif spent and min(spent, key=lambda region: touched[region]) == min(touched, key=lambda key: touched[key]):
            yield Reason("least_touched", min(spent, key=lambda region: touched[region]))
    yield from _uneven(spent, week)
    if entry.id not in days:
        yield Reason("new", value=True)
    elif day - days[entry.id] >= WEEK:
        yield Reason("not_since", day - days[entry.id])


def _uneven(regions: Iterable[str], week: Sequence[SessionEntry]) -> Iterator[Reason]:
    """The first place of which one side got much less than the other."""
    for region in regions:
        sides: Sides = sides_of(week, region)
        less, more = sorted((sides.left, sides.right))
        if more > UNEVEN * less + MINUTE:
            yield Reason("less_left" if sides.left < sides.right else "less_right", region)
            return
