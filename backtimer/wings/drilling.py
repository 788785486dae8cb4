"""The drill joined together: the questions of the routines on the shelf, the answers on disk, and the page that asks.

Knows what is drilled: the vocabulary, and the routines that somebody likes, plays or has begun to learn (at first,
those that are made for learning); or one alone.
All of it is made, and read, when it is first asked for.
"""

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from backtimer.core.handbook import Handbook
from backtimer.core.shelf import Entry
from backtimer.core.timing import Clock, Ms
from backtimer.ui.window import Window

if TYPE_CHECKING:
    from random import Random

    from backtimer.core.drill.question import Question
    from backtimer.core.drill.today import Deck, Grade
    from backtimer.core.journal_entry import Stamp
    from backtimer.core.routine import Routine
    from backtimer.files.drill_file import DrillLog
    from backtimer.spacing import Spacing
    from backtimer.ui.drill.page import DrillPage

MANY: Final = 12
"""So many routines are drilled at a time."""


class _Drilled(NamedTuple):
    """A deck with its questions."""

    id: str
    title: str
    questions: "tuple[Question, ...]"


class Drilling:
    """Offers the drill to a window. `wall` gives the time of day, `clock` any monotonic time."""

    def __init__(
        self,
        window: Window,
        handbook: Handbook,
        *,
        wall: "Callable[[], Stamp] | None" = None,
        clock: Clock | None = None,
    ) -> None:
        self._window, self._handbook = window, handbook
        self._wall = wall or _wall_now
        self._clock = clock or _monotonic
        self._decks: list[_Drilled] = []
        self._only: Routine | None = None
        self._deck = ""
        self._came_from = window.page
        self._told = False
        window.offer("drill", self.open)
        window.offer("drill_this", self.open)

    def open(self) -> None:
        """Show where the drill begins: all that is drilled, or the routine alone whose page is shown."""
        shown = self._came_from = self._window.page
        plan = self._window.routine.plan if shown.name == "routine" else None
        self._only = plan.routine if plan is not None else None
        self._decks = self._gather()
        if self._log.notice and not self._told:
            self._window.say(self._log.notice)
            self._told = True
        self._show_start()

    @cached_property
    def page(self) -> "DrillPage":
        """The page; made when it is first shown."""
        from backtimer.files import paths  # noqa: PLC0415  # the library needs none of these
        from backtimer.ui.drill.page import DrillPage  # noqa: PLC0415
        from backtimer.ui.look import Look  # noqa: PLC0415
        from backtimer.ui.theme import THEMES  # noqa: PLC0415

        look = Look(paths.shipped("assets"), self._handbook, THEMES["evening"])
        page = self._window.add_page(DrillPage(look, self._clock))  # which gives it the look of now
        page.begin_asked.connect(self._begin)
        page.answered.connect(self._keep)
        page.ended.connect(self._show_end)
        page.more_asked.connect(lambda: self._begin(self._deck))
        page.start_asked.connect(self._show_start)
        page.back_asked.connect(lambda: self._window.show_page(self._came_from))
        page.forget_asked.connect(self._forget)
        return page

    @cached_property
    def _random(self) -> "Random":
        """What shuffles the choices."""
        from random import Random  # noqa: PLC0415

        return Random()  # noqa: S311

    @cached_property
    def _log(self) -> "DrillLog":
        """All answers so far."""
        from backtimer.files import paths  # noqa: PLC0415
        from backtimer.files.drill_file import open_drill  # noqa: PLC0415

        return open_drill(paths.drill_file())

    @cached_property
    def _spacing(self) -> "Spacing":
        """What is known by these answers."""
        from backtimer.spacing import Spacing  # noqa: PLC0415

        return Spacing(self._log.replies)

    def _gather(self) -> list[_Drilled]:
        """Make the questions of all that is drilled, with their choices shuffled anew."""
        from backtimer.core.drill.of_routine import routine_questions  # noqa: PLC0415
        from backtimer.core.drill.of_vocabulary import shown_steps, vocabulary_questions  # noqa: PLC0415
        from backtimer.core.drill.question import VOCABULARY  # noqa: PLC0415

        if self._only is not None:
            return [_Drilled(self._only.id, self._only.title, routine_questions(self._only, self._random))]
        entries = [entry for entry in self._window.library.shelf.entries if entry.card is not None]
        shipped = self._read([entry for entry in entries if entry.origin == "shipped"])
        shown = shown_steps(self._handbook, shipped)
        questions = vocabulary_questions(self._handbook, shown, self._random)
        mine = self._read(self._mine(entries)) or [
            each for each in shipped if "learn" in each.goals and not each.extends
        ]
        decks = [_Drilled(each.id, each.title, routine_questions(each, self._random)) for each in mine]
        return [_Drilled(VOCABULARY, "Vocabulary", questions), *(deck for deck in decks if deck.questions)]

    def _mine(self, entries: Sequence[Entry]) -> list[Entry]:
        """The routines that are drilled: the favourites, those played last, and those begun."""
        likes = self._window.library.likes
        begun = [reply.key.split("/")[1] for reply in reversed(self._log.replies)]
        ids = dict.fromkeys((*sorted(likes.favourites), *likes.played, *begun))
        by_id = {entry.id: entry for entry in entries}
        return [by_id[id_] for id_ in ids if id_ in by_id][:MANY]

    def _read(self, entries: Sequence[Entry]) -> "list[Routine]":
        from backtimer.files.routine_file import read_routine  # noqa: PLC0415

        read = (read_routine(Path(entry.file), self._handbook).routine for entry in entries)
        return [routine for routine in read if routine is not None]

    def _show_start(self) -> None:
        from backtimer.core.drill.question import Name, Next  # noqa: PLC0415

        go = self._go("")
        known = sum(question.key in self._spacing.memories for question in go)
        names = [question for deck in self._decks for question in deck.questions if isinstance(question, Name | Next)]
        shows = self._random.choice(names).step if names else None
        self.page.show_start(self._standing(), (known, len(go) - known), shows)
        self._window.show_page(self.page)

    def _go(self, deck: str) -> "tuple[Question, ...]":
        """The questions of the next go: of one deck, or of all."""
        from backtimer.core.drill.today import chosen, fresh_left  # noqa: PLC0415

        now = self._wall()
        decks = [each.questions for each in self._decks if deck in ("", each.id)]
        return chosen(decks, self._spacing.memories, now.utc, fresh_left(self._log.replies, now.day))

    def _standing(self) -> "tuple[Deck, ...]":
        from backtimer.core.drill.today import deck_of  # noqa: PLC0415

        now, memories = self._wall().utc, self._spacing.memories
        return tuple(deck_of(deck.id, deck.title, deck.questions, memories, now) for deck in self._decks)

    def _begin(self, deck: str) -> None:
        self._deck = deck
        from backtimer.core.drill.today import ahead  # noqa: PLC0415

        decks = [each.questions for each in self._decks if deck in ("", each.id)]
        questions = self._go(deck) or ahead(decks, self._spacing.memories)
        self.page.ask(questions, {each.id: each.title for each in self._decks})

    def _keep(self, key: str, grade: int) -> None:
        """Keep an answer at once."""
        from backtimer.core.drill.today import Reply  # noqa: PLC0415

        reply = Reply(key, cast("Grade", grade), self._wall())
        self._spacing.take(reply)
        try:
            self._log.add(reply)
        except OSError as error:
            self._window.say(f"Your answers could not be saved: {error.strerror}")

    def _show_end(self) -> None:
        """Say what came of the go, and when the next one is due."""
        from backtimer.core.drill.today import due_on  # noqa: PLC0415
        from backtimer.ui.drill.end import Result  # noqa: PLC0415

        page, now, memories = self.page, self._wall().utc, self._spacing.memories
        keys = [question.key for deck in self._decks for question in deck.questions]
        tomorrow, week = (due_on(memories, keys, now, days) for days in (1, 7))
        more = len(self._go(self._deck))
        page.show_end(Result(page.asked, page.right, page.again, self._standing(), tomorrow, week, more))

    def _forget(self) -> None:
        """Delete every answer, and begin anew."""
        from backtimer.spacing import Spacing  # noqa: PLC0415

        try:
            self._log.forget()
        except OSError as error:
            self._window.say(f"Your answers could not be deleted: {error.strerror}")
            return
        self.__dict__["_spacing"] = Spacing()
        self._window.say("All answers of the drill are deleted")
        self._show_start()


def _wall_now() -> "Stamp":
    from backtimer.recording import wall_now  # noqa: PLC0415  # the library needs none of it

    return wall_now()


def _monotonic() -> Ms:
    return Ms(time.monotonic_ns() // 1_000_000)
