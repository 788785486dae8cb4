"""Keeps what is done while it is done: listens to one playing, writes the journal, and saves where to go on.

Knows events, moments and when to save. Leaves how to the files, and the thread in which that happens to the writer.
The window, the terminal and the tests use it alike.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import uuid4

from backtimer.core.events import Event, Finished, Started, Stopped
from backtimer.core.guidance import Guidance, guidance_of
from backtimer.core.journal_entry import SessionEntry, Stamp, session_of, step_entries
from backtimer.core.moment import Moment
from backtimer.core.plan import Plan
from backtimer.core.session import Session, after, seen
from backtimer.core.timing import MINUTE, Clock, Ms
from backtimer.files import paths
from backtimer.files.journal import Journal, JournalError, find_session, open_journal
from backtimer.files.resume_file import Offer, Source, forget_resume, resume_body, sweep, write_resume
from backtimer.files.writer import NOT_KEPT, Writer

EVERY: Final = Ms(700)
"""So often the position is saved: with a look at the clock every quarter of a second, never a second behind."""


class Archive:
    """Where recordings go: the journal (or none, where a person wants none) and the file of what can be gone on with.

    `told` is called from the writer's thread, with a plain sentence: what could not be kept, or what became of a
    damaged journal.
    """

    def __init__(self, told: Callable[[str], None], *, keeps_journal: bool = True) -> None:
        self.keeps_journal = keeps_journal
        self.writer = Writer(told)
        self._told = told
        self._journal: Journal | None = None
        self._unsaved: dict[str, SessionEntry] = {}  # by key: what the journal does not have yet
        self._swept = False
        self._journal_file, self._resume_file = paths.journal_file(), paths.resume_file()

    def save(self, entry: SessionEntry) -> None:
        """Have a session written into the journal as it stands by now. What cannot be written waits for the next."""
        if self.keeps_journal:
            self._unsaved[entry.key] = entry
            self.tell("journal", self._save)

    def tell(self, name: str, deed: Callable[[Journal], object], failed: str = NOT_KEPT) -> None:
        """Have something else done with the journal in its thread: a rating, a deletion, reading it for a page.

        Of two deeds with one name that wait, only the later one is done. `failed` begins what is told where a file
        cannot be written.
        """
        self.writer.write(name, lambda: self._with_journal(deed), failed)

    def save_place(self, position: Ms, utc: int, body: str) -> None:
        """Have it saved where to go on."""
        self.writer.write("resume", lambda: self._save_place(position, utc, body))

    def forget_place(self) -> None:
        """Have nothing offered at the next start."""
        self.writer.write("resume", lambda: forget_resume(self._resume_file))

    def close(self) -> bool:
        """Write what is left, and close the journal; say whether all was written."""
        if self._unsaved:
            self.tell("journal", self._save)
        done = self.writer.close()
        if self._journal is not None and done:
            self._journal.close()
        return done

    def _with_journal(self, deed: Callable[[Journal], object]) -> None:
        """Do it in the writer's thread; a journal found damaged is set aside, and it is done with the next one."""
        try:
            deed(self._opened())
        except JournalError as error:
            if not error.damaged or self._journal is None:
                raise
            self._journal.close()
            self._journal = None
            deed(self._opened())

    def _save(self, journal: Journal) -> None:
        """Save in the writer's thread; each step is whole by itself, for others add to what waits meanwhile."""
        while self._unsaved:
            key, entry = self._unsaved.popitem()
            try:
                journal.save(entry)
            except BaseException:
                self._unsaved.setdefault(key, entry)
                raise

    def _save_place(self, position: Ms, utc: int, body: str) -> None:
        if not self._swept:
            sweep(self._resume_file, time.time())
            self._swept = True
        write_resume(self._resume_file, position, utc, body)

    def _opened(self) -> Journal:
        if self._journal is None:
            self._journal = open_journal(self._journal_file)
            if self._journal.notice and not self._journal.read_only:
                self._told(self._journal.notice)
        return self._journal


class Recording:
    """Listens to one player from `Started` to its end. Hand it each event, and the moment after each look at the clock.

    `wall` gives the time of day, `clock` any monotonic time: what is saved how often goes by the latter, so a clock
    that is set back changes nothing. A recording that goes on with an offer adds to that session. `before` is how the
    receiver feels, 0 to 10, where somebody asked before the start.
    """

    def __init__(
        self,
        archive: Archive,
        source: Source,
        person: str = "",
        *,
        wall: Callable[[], Stamp] | None = None,
        clock: Clock | None = None,
        keeps_place: bool = True,
    ) -> None:
        """`keeps_place`: whether the next start offers to go on with it."""
        self._archive = archive
        self._keeps_place = keeps_place
        self._source = source
        self._person = person
        self._wall = wall or wall_now
        self._clock = clock or _monotonic
        self.before: int | None = None
        self._key = uuid4().hex
        self._session = Session()
        self._entry: SessionEntry | None = None
        self._last: Moment | None = None
        self._saved = self._clock()
        self._dirty = self._begun = self._over = False
        self._guidance: Guidance = "full"
        self._guided: Counter[str] = Counter()  # how long the program has guided how much, in milliseconds
        self._body: tuple[Plan, str] | None = None

    @property
    def key(self) -> str:
        """The session's key in the journal, by which it is rated and deleted."""
        return self._key

    @property
    def session(self) -> Session:
        """What was done so far."""
        return self._session

    def go_on(self, offer: Offer, entry: SessionEntry | None) -> Guidance:
        """Go on with a session of an earlier start: that entry of the journal, where it is still there.

        Returns how much it was guided.
        """
        self._key, self._person = offer.key, offer.person
        self._session = Session(at=offer.position, index=offer.moment.index)
        if entry is not None:
            self._session, self._entry = session_of(entry, offer.moment), entry
            self._guidance = guidance_of(entry)
            self._guided[self._guidance] = entry.worked
        return self._guidance

    def guide(self, guidance: Guidance) -> None:
        """From now on the program guides so much. A session is told with what it was guided by for the longest."""
        self._count()
        self._guidance = guidance

    def on_event(self, event: Event, plan: Plan) -> None:
        """Take what happened. The plan is the one in hand after it."""
        if isinstance(event, Started):
            self._begin(plan)
        if not self._begun or self._over:
            return
        if self._last is not None:  # what hands did since the last event, before this one changes where they are
            self._session, self._last = seen(self._session, self._last), None
        self._session = after(self._session, event, plan)
        self._dirty = True
        if isinstance(event, Finished | Stopped):
            self._over = True
            self._save(plan, self._session.at, finished=isinstance(event, Finished))

    def on_moment(self, moment: Moment) -> None:
        """Take what is true after a look at the clock, and save when it is time to."""
        if not self._begun or self._over:
            return
        self._last = moment
        now = self._clock()
        if self._dirty or (moment.state != "paused" and now - self._saved >= EVERY):
            self._session = seen(self._session, moment)
            self._saved = now
            # A step that waits stands where the next one begins: a millisecond before, it waits again.
            self._save(moment.plan, Ms(moment.position - (moment.position == moment.span.end)))

    def _begin(self, plan: Plan) -> None:
        self._begun = True
        if self._entry is None:
            now, routine = self._wall(), plan.routine
            self._entry = SessionEntry(
                key=self._key,
                routine=routine.id,
                title=routine.title,
                text_hash=self._source.text_hash,
                started=now,
                ended=now,
                person=self._person,
                wishes=plan.wishes,
                before=self.before,
            )

    def _count(self) -> None:
        """Note the time that has run for how it was guided."""
        self._guided[self._guidance] += self._session.worked - self._guided.total()

    def _save(self, plan: Plan, position: Ms, *, finished: bool = False) -> None:
        entry, session, now = self._entry, self._session, self._wall()
        if entry is None:
            return
        self._dirty = False
        self._count()
        self._entry = replace(
            entry,
            ended=now,
            finished=finished,
            position=session.at,
            total=plan.total,
            worked=session.worked,
            pauses=session.pauses,
            steps=step_entries(session, plan),
            guidance=max(self._guided, key=lambda guidance: self._guided[guidance]),
        )
        self._archive.save(self._entry)
        if not self._keeps_place:
            return
        if self._over:
            self._archive.forget_place()
            return
        if self._body is None or self._body[0] is not plan:
            self._body = plan, resume_body(plan, self._source, self._key, self._person)
        self._archive.save_place(position, now.utc, self._body[1])


def looked_up(offer: Offer, told: Callable[[str], object]) -> tuple[Offer, SessionEntry | None]:
    """What is gone on with, and what the journal knows of it.

    Where that cannot be looked up, `told` hears why, and the rest becomes a session of its own: under the old key it
    would take the place of all that was done before.
    """
    try:
        return offer, find_session(paths.journal_file(), offer.key)
    except JournalError as error:
        told(error.words)
        return replace(offer, key=uuid4().hex), None


def wall_now() -> Stamp:
    """What the clock on the wall says, in the time zone that holds now."""
    if hasattr(time, "tzset"):
        time.tzset()  # the traveller's machine changes its zone while the program runs
    now = time.time()
    return Stamp(int(now * 1_000), time.localtime(now).tm_gmtoff * 1_000 // MINUTE)


def _monotonic() -> Ms:
    return Ms(time.monotonic_ns() // 1_000_000)
