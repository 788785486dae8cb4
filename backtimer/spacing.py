"""When a question is due again: FSRS, by the library py-fsrs, with its default weights and without its fuzz.

Knows grades and days. What is known is worked out anew from all answers, in their order, so that it is always the same.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

from backtimer.core.drill.today import Memory, Reply

_START = datetime(1970, 1, 1, tzinfo=UTC)


class Spacing:
    """Takes answers one after the other, and says what is known by then. A clock that was set back changes no order."""

    def __init__(self, replies: Iterable[Reply] = ()) -> None:
        self._scheduler = Scheduler(enable_fuzzing=False)
        self._cards: dict[str, Card] = {}
        self.memories: dict[str, Memory] = {}
        for reply in replies:
            self.take(reply)

    def take(self, reply: Reply) -> Memory:
        """Take one more answer; give what is known of its question now."""
        card = self._cards.get(reply.key) or Card(card_id=len(self._cards), due=_START)
        when = _START + timedelta(milliseconds=reply.at.utc)
        if card.last_review is not None:
            when = max(when, card.last_review)
        card, _ = self._scheduler.review_card(card, Rating(reply.grade), when)
        self._cards[reply.key] = card
        memory = Memory((card.due - _START) // timedelta(milliseconds=1), card.stability or 0.0)
        self.memories[reply.key] = memory
        return memory
