"""Finds the routines that fit what a person wishes, the best first, and says why as data.

What cannot be done is left out: another position, a tool that is not there, nobody to give it, longer than there is
time. What a routine does not say about itself never keeps it out. All else only moves it up or down: first how well
it serves what is wished for, then how near it is to the time, then what is liked. Leaves the words of a search to
`search`, and the sentences to those who show them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args, overload

from backtimer.core.handbook import Handbook
from backtimer.core.kinds import Audience, Goal, Position
from backtimer.core.likes import NO_LIKES, Likes
from backtimer.core.search import Search
from backtimer.core.shelf import Card, Entry, Tool
from backtimer.core.timing import MINUTE, SECOND

AKIN: Final[Mapping[Goal, frozenset[Goal]]] = MappingProxyType(
    {
        "relax": frozenset({"comfort", "sleep"}),
        "sleep": frozenset({"relax", "comfort"}),
        "tension": frozenset({"desk", "relax"}),
        "low-back": frozenset(),
        "sport-before": frozenset(),
        "sport-after": frozenset({"relax"}),
        "learn": frozenset(),
        "comfort": frozenset({"relax", "sleep"}),
        "desk": frozenset({"tension"}),
    }
)
"""Which other goals serve too, if less. Nobody who wants to sleep is woken for sport."""

NEAR: Final = 30 * SECOND
"""A routine that is so near to the wished time fits exactly."""

_SLICE: Final = 32
"""So many cards are read at a time."""

Field = Literal["minutes", "who", "positions", "tools", "clothed", "goal", "more_here", "sore", "text"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person looks for. What is None or empty is left open.

    `positions` are all in which the receiver can be, `tools` all that is at hand, `clothed` whether clothes stay on.
    Places are region ids: those of `more_here` are to get much, those of `sore` are left out when it is played.
    """

    minutes: int | None = None
    who: Audience | None = None
    positions: frozenset[Position] = frozenset()
    tools: frozenset[Tool] | None = None
    clothed: bool | None = None
    goal: Goal | None = None
    more_here: frozenset[str] = frozenset()
    sore: frozenset[str] = frozenset()
    text: str = ""


ANYTHING: Final = Wish()

Kind = Literal[
    "fits_exactly",
    "shortened_from",
    "lengthened_from",
    "at_most",
    "goal",
    "akin",
    "works_here",
    "touches_sore_place",
    "uses",
    "clothed",
    "favourite",
    "played",
    "broken",
]


class Reason(NamedTuple):
    """Why a routine stands where it stands.

    The value is a number of minutes for `fits_exactly` and `at_most` (no more than that can be made of it), the minutes
    that its author gave it for `shortened_from` and `lengthened_from`; a goal for `goal` and `akin` (that goal of the
    routine serves the wished one too), a region id for `works_here` and `touches_sore_place`, a tool for `uses`, how
    many others were played since for `played`, how many problems for `broken`; True for `clothed` and `favourite`.
    """

    kind: Kind
    value: str | int


class Find(NamedTuple):
    """One routine that fits. Why it does is worked out when it is asked for."""

    entry: Entry
    wish: Wish
    likes: Likes

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons, the weightiest first; none where nothing is wished for."""
        if self.entry.card is None:
            return (Reason("broken", len(self.entry.problems)),)
        return tuple(reasons(self.entry, self.entry.card, self.wish, self.likes))


class Finds(Sequence[Find]):
    """What was found, the best first. Each find is made when it is looked at: a letter typed may find thousands."""

    __slots__ = ("_entries", "_likes", "_rows", "_wish")

    def __init__(self, entries: Sequence[Entry], rows: list[int], wish: Wish, likes: Likes) -> None:
        self._entries, self._rows, self._wish, self._likes = entries, rows, wish, likes

    @property
    def entries(self) -> list[Entry]:
        """All that was found, without the reasons."""
        return [self._entries[row] for row in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Find: ...

    @overload
    def __getitem__(self, at: slice) -> "Finds": ...

    def __getitem__(self, at: int | slice) -> "Find | Finds":
        if isinstance(at, slice):
            return Finds(self._entries, self._rows[at], self._wish, self._likes)
        return Find(self._entries[self._rows[at]], self._wish, self._likes)


def found(
    entries: Sequence[Entry],
    wish: Wish,
    handbook: Handbook,
    favourites: frozenset[str] = frozenset(),
    last_played: tuple[str, ...] = (),
) -> Finds:
    """Find in one go. Who asks again and again for the same entries keeps a `Finder`."""
    return Finder(entries, handbook).found(wish, Likes(favourites, last_played))


class Finder:
    """Finds among the same entries again and again: reads their words once, and ranks them once for each wish."""

    def __init__(self, entries: Sequence[Entry], handbook: Handbook) -> None:
        self.entries = entries
        self._search = Search(handbook)
        self._unread = iter(range(len(entries)))
        self._ranked: tuple[Wish, Likes, list[int]] | None = None
        self._titles: list[int] | None = None

    def prepare(self) -> Iterator[None]:
        """Read all words in slices of a millisecond or two, so that no question has to wait for it."""
        while rows := list(islice(self._unread, _SLICE)):
            for row in rows:
                entry = self.entries[row]
                if entry.card is None:
                    self._search.add_words(row, entry.id)
                else:
                    self._search.add(row, entry.card)
            yield
        self._search.sort()
        self._by_title()

    def found(self, wish: Wish, likes: Likes = NO_LIKES) -> Finds:
        """Give all that fits, the best first. Those that say the words in their title come before the others."""
        rows = self._rank(replace(wish, text=""), likes)
        if wish.text.strip():
            for _ in self.prepare():
                pass
            hits = self._search.hits(wish.text)
            if hits is not None:
                in_title = [row for row in rows if row in hits.title]
                in_craft = [row for row in rows if row in hits.craft and row not in hits.title]
                rows = in_title + in_craft + [row for row in rows if row in hits.anywhere and row not in hits.craft]
        return Finds(self.entries, rows, wish, likes)

    def _rank(self, wish: Wish, likes: Likes) -> list[int]:
        """The numbers of all entries that fit but for the words, the best first."""
        if self._ranked is None or self._ranked[:2] != (wish, likes):
            since = {routine: place for place, routine in enumerate(likes.played)}
            worth = {}
            for row in self._by_title():
                entry = self.entries[row]
                if entry.card is None:
                    if wish == ANYTHING:
                        worth[row] = 0
                elif suits(entry.card, wish):
                    worth[row] = worth_of(entry.card, wish) + liking(entry.id, likes.favourites, since)
            self._ranked = wish, likes, sorted(worth, key=worth.__getitem__, reverse=True)
        return self._ranked[2]

    def _by_title(self) -> list[int]:
        """The numbers of all entries by title, and those with the same title by file: the order where all else ties."""
        if self._titles is None:
            entries = self.entries
            by_file = sorted(range(len(entries)), key=lambda row: entries[row].file)
            self._titles = sorted(by_file, key=lambda row: _sorted_title(entries[row]))
        return self._titles


USUAL: Final = 10 * MINUTE
"""What two people who have not done this before take for it, where nobody says how long."""


def suits(card: Card, wish: Wish) -> bool:
    """Say whether a routine can be done at all as it is wished."""
    return (
        (wish.who is None or not card.audience or wish.who in card.audience)
        and (not wish.positions or wish.positions.issuperset(card.position))
        and (wish.minutes is None or card.least <= wish.minutes * MINUTE)
        and (not wish.clothed or card.clothed)
        and (wish.tools is None or wish.tools.issuperset(card.tools))
        and (wish.goal is None or not card.goals or _serves(card, wish.goal))
        and (not wish.sore or _share(card, wish.sore) < 1)
    )


def worth_of(card: Card, wish: Wish) -> int:
    """How well a routine serves a wish, from 0: the more the better. The weights stand in the order of the reasons."""
    worth = 400
    if wish.goal is not None:
        worth += 300 if wish.goal in card.goals[:1] else 260 if wish.goal in card.goals else 100 if card.goals else 0
    if wish.who is not None and card.audience == (wish.who,):
        worth += 30  # made for just that
    if wish.minutes is not None:
        worth += _nearness(card, wish.minutes * MINUTE)
    if wish.more_here:
        worth += round(160 * _share(card, wish.more_here))
    if wish.sore:
        worth -= round(300 * _share(card, wish.sore))
    if wish.clothed is False:
        worth += 0 if card.clothed else 80
    if wish.tools is not None:
        worth += 20 * len(card.tools)
    if card.level in (None, "beginner"):
        worth += 10
        if wish.who is None and wish.minutes is None and "partner" in card.audience:
            worth += 5 + max(5 - abs(card.time - USUAL) // MINUTE, 0)
    return worth


def liking(routine: str, favourites: frozenset[str], since: Mapping[str, int]) -> int:
    """How much a routine is liked: favourites rise a little, and so do the last ones that were played."""
    return (40 if routine in favourites else 0) + max(20 - 2 * since.get(routine, 10), 0)


def reasons(entry: Entry, card: Card, wish: Wish, likes: Likes) -> Iterator[Reason]:
    """Why a routine that suits stands where it stands."""
    if wish.goal is not None and card.goals:
        if wish.goal in card.goals:
            yield Reason("goal", wish.goal)
        else:
            yield Reason("akin", next(goal for goal in card.goals if goal in AKIN[wish.goal]))
    if wish.minutes is not None:
        yield _length(card, wish.minutes)
    levels = dict(card.levels)
    yield from (Reason("works_here", region) for region in sorted(wish.more_here) if region in levels)
    yield from (Reason("touches_sore_place", region) for region in sorted(wish.sore) if region in levels)
    if wish.clothed and card.clothed:
        yield Reason("clothed", value=True)
    if wish.tools:
        yield from (Reason("uses", tool) for tool in card.tools)
    if entry.id in likes.favourites:
        yield Reason("favourite", value=True)
    if entry.id in likes.played:
        yield Reason("played", likes.played.index(entry.id))


def loosened(finder: Finder, wish: Wish) -> list[tuple[Field, int]]:
    """Where too little is found: which single condition to give up, and how many routines that gives, most first."""
    counts = [
        (name, len(finder.found(replace(wish, **{name: getattr(ANYTHING, name)}))))
        for name in get_args(Field)
        if getattr(wish, name) != getattr(ANYTHING, name)
    ]
    return sorted(((name, count) for name, count in counts if count), key=lambda pair: -pair[1])


def _serves(card: Card, goal: Goal) -> bool:
    return goal in card.goals or not AKIN[goal].isdisjoint(card.goals)


def _sorted_title(entry: Entry) -> str:
    return entry.card.folded_title if entry.card else entry.id


def _length(card: Card, minutes: int) -> Reason:
    wished = minutes * MINUTE
    written = max(round(card.time / MINUTE), 1)
    if abs(card.time - wished) <= NEAR:
        return Reason("fits_exactly", minutes)
    if card.time > wished:
        return Reason("shortened_from", written)
    if card.most < wished:
        return Reason("at_most", max(card.most // MINUTE, written))
    return Reason("lengthened_from", written)


def _nearness(card: Card, wished: int) -> int:
    """From 0 to 200: all for the time as it is written, less the more it is bent, least for what ends too early."""
    if abs(card.time - wished) <= NEAR:
        return 200
    ratio = min(card.time, wished) / max(card.time, wished, 1)
    return round((100 if card.time < wished and card.most < wished else 190) * ratio)


def _share(card: Card, places: frozenset[str]) -> float:
    """The share of a routine's time, from 0 to 1, that goes to some places."""
    total = sum(time for _, time in card.spent)
    return sum(time for region, time in card.spent if region in places) / total if total else 0.0
