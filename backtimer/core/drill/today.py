"""How good an answer was, what is known by now, and which questions are asked today.

Knows grades and days, and no clock: instants are handed in, in milliseconds since 1970 (UTC). How long something is
remembered, `spacing` says.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from backtimer.core.drill.question import Kind, Question, kind_of
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.core.timing import SECOND, Ms

Grade = Literal[1, 2, 3, 4]
"""1 wrong · 2 right after long thought · 3 right · 4 right at once. FSRS: again, hard, good, easy."""

AT_ONCE: Final[dict[Kind, Ms]] = {
    "next": Ms(5 * SECOND), "order": Ms(14 * SECOND), "measure": Ms(12 * SECOND), "name": Ms(4 * SECOND),
    "where": Ms(4 * SECOND),
}  # fmt: skip
SLOWLY: Final[dict[Kind, Ms]] = {
    "next": Ms(20 * SECOND), "order": Ms(45 * SECOND), "measure": Ms(40 * SECOND), "name": Ms(15 * SECOND),
    "where": Ms(15 * SECOND),
}  # fmt: skip
"""Up to when an answer came at once, and from when it came slowly: reading and pointing are counted in."""

FRESH_A_DAY: Final = 10
"""So many questions are new on one day: each of them comes again soon, and the days stay short."""

AT_A_TIME: Final = 16
"""Questions in one go."""

EACH: Final = Ms(15 * SECOND)
"""About as long does one question take, with its answer looked at."""

FIRM: Final = 7.0
"""What is kept in mind for so many days counts as known."""


class Reply(NamedTuple):
    """An answer as it is kept: which question, how good, when."""

    key: str
    grade: Grade
    at: Stamp


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a question: when it is `due` again (ms since 1970), and how many `days` it is kept in mind."""

    due: int
    days: float


@dataclass(frozen=True, slots=True)
class Deck:
    """The questions of one routine, or of the vocabulary: how many there are, known, begun, due now and still new."""

    id: str
    title: str
    total: int
    known: int = 0
    begun: int = 0
    due: int = 0

    @property
    def fresh(self) -> int:
        """How many have never been asked."""
        return self.total - self.begun


def grade_of(kind: Kind, took: Ms, *, right: bool) -> Grade:
    """How good an answer was that took so long."""
    if not right:
        return 1
    if took <= AT_ONCE[kind]:
        return 4
    return 2 if took > SLOWLY[kind] else 3


def deck_of(id_: str, title: str, questions: Iterable[Question], memories: Mapping[str, Memory], now: int) -> Deck:
    """Count a deck as it stands now."""
    keys = [question.key for question in questions]
    begun = [memories[key] for key in keys if key in memories]
    known = sum(memory.days >= FIRM for memory in begun)
    return Deck(id_, title, len(keys), known, len(begun), sum(memory.due <= now for memory in begun))


def fresh_left(replies: Iterable[Reply], today: int) -> int:
    """How many new questions this day (as in Stamp.day) still takes."""
    first: dict[str, int] = {}
    for reply in replies:
        first.setdefault(reply.key, reply.at.day)
    return max(0, FRESH_A_DAY - sum(day == today for day in first.values()))


def chosen(
    decks: Sequence[Sequence[Question]], memories: Mapping[str, Memory], now: int, fresh: int, most: int = AT_A_TIME
) -> tuple[Question, ...]:
    """The questions of one go, all decks mixed: what is due, the longest overdue first; then new ones, deck by deck.

    None where nothing is due and nothing new may be asked today.
    """
    due = [question for question in _known(decks, memories) if memories[question.key].due <= now][:most]
    news = _in_turn([[question for question in deck if question.key not in memories] for deck in decks])
    return tuple(_mixed(due + news[: min(fresh, most - len(due))]))


def ahead(
    decks: Sequence[Sequence[Question]], memories: Mapping[str, Memory], most: int = AT_A_TIME
) -> tuple[Question, ...]:
    """The questions that are due next, for who wants to practise although nothing is due."""
    return tuple(_mixed(_known(decks, memories)[:most]))


def due_on(memories: Mapping[str, Memory], keys: Iterable[str], now: int, days: int) -> int:
    """How many of the questions with these keys are due in so many days from now."""
    return sum(key in memories and memories[key].due <= now + days * DAY for key in keys)


def _known(decks: Sequence[Sequence[Question]], memories: Mapping[str, Memory]) -> list[Question]:
    """The questions that have been asked before, those that are due first before others."""
    known = (question for deck in decks for question in deck if question.key in memories)
    return sorted(known, key=lambda question: memories[question.key].due)


def _in_turn(rows: list[list[Question]]) -> list[Question]:
    """One of each row, and round again, each row in its order."""
    longest = max(map(len, rows), default=0)
    return [row[at] for at in range(longest) for row in rows if at < len(row)]


def _mixed(questions: list[Question]) -> list[Question]:
    """The same questions, with as few of one kind and one deck after one another as their order allows."""
    left, found = list(questions), list[Question]()
    ways: tuple[Callable[[Question, Question], bool], ...] = (
        lambda one, other: kind_of(one) != kind_of(other) and one.deck != other.deck,
        lambda one, other: kind_of(one) != kind_of(other),
        lambda _, __: True,
    )
    while left:
        last = found[-1] if found else left[0]
        fits = (question for way in ways for question in left if not found or way(question, last))
        found.append(next(fits))
        left.remove(found[-1])
    return found
