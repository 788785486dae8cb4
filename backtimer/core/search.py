"""Search as you type: which cards say all the words, in their title, their craft or anywhere in their text.

A word is found by its beginning. One of five letters or more that nobody says is forgiven one slip: a letter too many,
too few, another one, or two that changed places. Knows words and the numbers of cards. Leaves what a card is worth to
the finder.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase, digits
from typing import Final, NamedTuple

from backtimer.core.folding import words_in
from backtimer.core.handbook import Handbook
from backtimer.core.shelf import Card

FORGIVEN: Final = 5
"""Letters from which on a slip is forgiven."""

_READ: Final = 200
_WORDS_READ: Final = 8
_LONGEST: Final = 24
"""So many letters of a question are read, so many words of it looked for, and so many letters of each."""

_REMEMBERED: Final = 16
"""What so many words find is remembered."""

_LETTERS: Final = ascii_lowercase + digits

_LAST: Final = "\U0010ffff"

Rows = frozenset[int]

_NONE: Final[Rows] = frozenset()


class Hits(NamedTuple):
    """The numbers of the cards that say all words: in the title, in title or craft, anywhere. Each holds the former."""

    title: Rows
    craft: Rows
    anywhere: Rows


class Concordance:
    """All words of a kind of text, and the numbers of the cards that say them."""

    __slots__ = ("_rows", "_sorted")

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._sorted: list[str] = []

    def add(self, words: Iterable[str], row: int) -> None:
        """Note that a card says these words."""
        rows = self._rows
        for word in words:
            if word in rows:
                rows[word].append(row)
            else:
                rows[word] = [row]

    def knows(self, beginning: str) -> bool:
        """Say whether any card says a word that begins so."""
        words = self.words()
        at = bisect_left(words, beginning)
        return at < len(words) and words[at].startswith(beginning)

    def saying(self, beginning: str, others: Rows = _NONE) -> Rows:
        """Give the cards that say a word which begins so, and those others."""
        words = self.words()
        span = words[bisect_left(words, beginning) : bisect_left(words, beginning + _LAST)]
        return others.union(*(self._rows[word] for word in span))

    def words(self) -> list[str]:
        """All words in the order of the alphabet."""
        if len(self._sorted) != len(self._rows):
            self._sorted = sorted(self._rows)
        return self._sorted


class Search:
    """The words of all cards, added one after the other; those of the craft come from the handbook."""

    __slots__ = ("_craft", "_craft_words", "_found", "_text", "_title")

    def __init__(self, handbook: Handbook) -> None:
        self._title, self._text, self._craft = Concordance(), Concordance(), Concordance()
        self._craft_words = craft_words(handbook)
        self._found: dict[str, Hits] = {}

    def add(self, row: int, card: Card) -> None:
        """Note all words of a card. `row` is the number that is given back for it."""
        self._title.add(card.folded_title.split(), row)
        self._text.add(card.folded_text.split(), row)
        known = self._craft_words
        ids = (*card.strokes, *(region for region, _ in card.levels))
        self._craft.add({word for id_ in ids for word in known.get(id_, ())}, row)
        self._found.clear()

    def add_words(self, row: int, text: str) -> None:
        """Note the words of something that has no card."""
        self._title.add(words_in(text), row)
        self._found.clear()

    def sort(self) -> None:
        """Sort all words, so that the first question need not."""
        for kind in (self._title, self._craft, self._text):
            kind.words()

    def hits(self, text: str) -> Hits | None:
        """Give the cards that say all words of the text; None where it has none, and everything is meant."""
        words = [word[:_LONGEST] for word in words_in(text[:_READ])[:_WORDS_READ]]
        if not words:
            return None
        return Hits(*(frozenset.intersection(*column) for column in zip(*map(self._hits, words), strict=True)))

    def _hits(self, word: str) -> Hits:
        """The cards that say this word, or else one from which it differs by a slip; remembered for the next letter."""
        if word not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[word] = self._beginning(word)
            if not self._found[word].anywhere and len(word) >= FORGIVEN:
                kinds = (self._title, self._craft, self._text)
                meant = {other for other in slips_of(word) if any(kind.knows(other) for kind in kinds)}
                slips = [self._beginning(other) for other in meant]
                self._found[word] = Hits(*(_NONE.union(*(slip[at] for slip in slips)) for at in range(3)))
        return self._found[word]

    def _beginning(self, beginning: str) -> Hits:
        title = self._title.saying(beginning)
        craft = self._craft.saying(beginning, title)
        return Hits(title, craft, self._text.saying(beginning, craft))


def craft_words(handbook: Handbook) -> Mapping[str, tuple[str, ...]]:
    """Give the words by which each stroke and each region is looked for, by its id."""
    strokes = {
        id_: words_in(" ".join((id_, stroke.name, stroke.term, stroke.family, *stroke.synonyms)))
        for id_, stroke in handbook.strokes.items()
    }
    regions = {
        id_: words_in(f"{id_} {region.name} {region.one} {region.term}") for id_, region in handbook.regions.items()
    }
    return {**strokes, **regions}


def slips_of(word: str) -> Iterator[str]:
    """Give all words from which this one differs by one slip."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in _LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in _LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
