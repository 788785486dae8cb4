"""Opens the book at the stroke or the place that one is looking at, and leads back to where one was.

Knows the file of the book, the shelf and the window. Leaves the pages to the page that shows them.
"""

from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from backtimer.files import paths
from backtimer.ui.window import Window

if TYPE_CHECKING:
    from backtimer.core.handbook import Handbook
    from backtimer.core.learning import Topic
    from backtimer.ui.conductor import Conductor
    from backtimer.ui.learning.page import LearningPage
    from backtimer.ui.page import Page


class Teacher:
    """Answers the command `about`, wherever it is given."""

    def __init__(self, window: Window, handbook: "Handbook") -> None:
        self._window, self._handbook = window, handbook
        self._conductor: Conductor | None = None
        window.conducted.connect(lambda conductor: self._attend(conductor))  # noqa: PLW0108  # Qt would look up its types
        window.offer("about", self.open_book)

    @cached_property
    def page(self) -> "LearningPage":
        """The page of the book: read, and all that it needs loaded, when somebody first asks for it."""
        from backtimer.files.learning_file import read_book  # noqa: PLC0415  # the library needs none of these
        from backtimer.ui.learning.page import LearningPage  # noqa: PLC0415
        from backtimer.ui.look import Look  # noqa: PLC0415
        from backtimer.ui.theme import EVENING  # noqa: PLC0415

        assets = paths.shipped("assets")
        first = Look(assets, self._handbook, EVENING)
        page = LearningPage(read_book(assets), first, lambda: round(monotonic() * 1000))
        page.back_asked.connect(self._window.leave)
        return self._window.add_page(page)

    def open_book(self) -> None:
        """Open it at the stroke that is being done or chosen, else where it was open last; a massage is paused."""
        shown = self._window.page
        if shown.name == "learning":
            return
        self.page.open(self._topic(shown), self._routines())
        self._window.visit(self.page)

    def _attend(self, conductor: "Conductor") -> None:
        self._conductor = conductor

    def _topic(self, shown: "Page") -> "Topic | None":
        """What one is looking at on a page."""
        from backtimer.core.learning import Topic  # noqa: PLC0415

        step = None
        if shown.name == "player" and self._conductor is not None:
            step = self._conductor.moment.span.step
        elif shown.name == "routine":
            step = self._window.routine.steps.current_step
        return Topic("stroke", step.stroke.id) if step is not None else None

    def _routines(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The shipped routines that can be played, each with the regions on which it works, by their titles."""
        entries = self._window.library.shelf.entries
        shipped = (entry.card for entry in entries if entry.origin == "shipped" and entry.card is not None)
        return tuple(sorted((card.title, frozenset(region for region, _ in card.levels)) for card in shipped))
