"""The state machine that plays a plan. Commands return what happened; `moment()` tells what is true now.

Knows the clock that it is handed, and reads it once per command. Leaves ticking to whoever owns a timer, and sight
and sound to whoever listens.

    ready ──play──▶ running ◀──────────────┐
                      │  ▲ │               │ lead-in over
                pause │  │ │ hold          │
                      ▼  │ ▼               │
                  paused  holding     leading ◀──play── paused
                                           (and back to holding or waiting, if it was paused there)
    running ──end of a step that waits──▶ waiting ──go on──▶ running
    running ──end──▶ finished             any ──stop──▶ stopped

A passage that is marked bends the way of a running plan: from its end back to its beginning, until it is released.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from backtimer.core.events import (
    Answered,
    Change,
    Event,
    Extended,
    Finished,
    Held,
    Marked,
    Paced,
    Passed,
    Paused,
    Readied,
    Refitted,
    Released,
    Repeated,
    Resumed,
    Sought,
    Started,
    Stopped,
    Waited,
    WentOn,
)
from backtimer.core.moment import Moment, State
from backtimer.core.plan import Mark, Plan, Span, extended, pressed_from, refitted
from backtimer.core.practice import AS_PLANNED, WHOLE, Pace, Passage
from backtimer.core.timing import SECOND, Clock, Ms

if TYPE_CHECKING:
    from collections.abc import Callable

GAP: Final = Ms(3 * SECOND)
"""More than this between two looks at the clock means that nobody could follow: a pause, not a leap."""

LEAD: Final = Ms(3 * SECOND)
"""The lead-in after a pause: time to put the hands back."""

TWICE: Final = Ms(2 * SECOND)
"""A second `previous` within this time goes to the step before."""

MORE: Final = Ms(30 * SECOND)

Command = Literal[
    "toggle", "next", "previous", "hold", "more", "restart", "finish", "softer", "good", "firmer",
    "loop", "slower", "faster", "rehearse",
]  # fmt: skip
"""What a key, a button or a pedal may ask for."""

_OVER: Final = ("finished", "stopped")


class Player:
    """Plays one plan, once. A late tick reports everything that it passed, oldest first."""

    def __init__(self, plan: Plan, clock: Clock, *, gap: Ms = GAP, lead: Ms = LEAD) -> None:
        self.plan = plan
        self.state: State = "ready"
        self.position = Ms(0)
        self.pace = AS_PLANNED
        self.passage: Passage | None = None
        self._clock = clock
        self._gap = gap
        self._lead = lead
        self._looked = clock()
        self._next_mark = 0
        self._lead_left = Ms(0)
        self._after_lead: State = "running"
        self._stayed = Ms(0)
        self._held_from = Ms(0)
        self._came = Ms(0)
        self._rest = 0  # of the division that gives the plan's time for ours
        self._astray = Ms(0)  # so much longer hands are at this span than its time and all stays tell, by the pace
        self._last_previous: Ms | None = None

    def moment(self) -> Moment:
        """Give all that is true since the last command or tick."""
        index = self._index()
        hands = Ms(self.position - self.plan.spans[index].start + self._stayed + self._astray)
        return Moment(
            self.plan, self.position, index, self.state, hands, self._lead_left, self._stayed, self._came, self.pace,
            self.passage,
        )  # fmt: skip

    def obey(self, command: Command) -> tuple[Event, ...]:
        """Do what a command means, by its name in the table of keys."""
        deeds: dict[Command, Callable[[], tuple[Event, ...]]] = {
            "toggle": self.toggle,
            "next": self.next,
            "previous": self.previous,
            "hold": self.go_on if self.state == "holding" else self.hold,
            "more": self.extend,
            "restart": lambda: self.seek(Ms(0)),
            "finish": self.stop,
            "softer": lambda: self.answer(-1),
            "good": lambda: self.answer(0),
            "firmer": lambda: self.answer(1),
            "loop": self.loop,
            "slower": lambda: self._run_at(self.pace.longer()),
            "faster": lambda: self._run_at(self.pace.shorter()),
            "rehearse": lambda: self._run_at(replace(self.pace, hurries=not self.pace.hurries)),
        }
        return deeds[command]()

    def tick(self) -> tuple[Event, ...]:
        """Look at the clock and report what has happened since."""
        return self._catch_up(self._clock())

    def play(self) -> tuple[Event, ...]:
        """Start, or go on after a pause: gently, with a lead-in."""
        events = self.tick()
        if self.state == "ready" and self.position and self._lead:  # sought past the lead-in of the plan itself
            self.state, self._lead_left = "leading", self._lead
            return (*events, Started(self.position), *self._chosen(), Readied(self.position, self._lead))
        if self.state == "ready":
            self.state = "running"
            return (*events, Started(self.position), *self._chosen(), *self._pass_marks())
        if self.state == "paused":
            if not self._lead:
                self.state, self._after_lead = self._after_lead, "running"
                return (*events, Resumed(self.position), *self._pass_marks_if_running())
            self.state, self._lead_left = "leading", self._lead
            return (*events, Readied(self.position, self._lead))
        return events

    def pause(self) -> tuple[Event, ...]:
        """Let time stand, and the hands with it."""
        events = self.tick()
        if self.state in ("running", "holding", "waiting", "leading"):
            return (*events, self._pause("asked"))
        return events

    def toggle(self) -> tuple[Event, ...]:
        """Do what a press anywhere means: pause, or go on."""
        if self.state in ("ready", "paused"):
            return self.play()
        if self.state in ("holding", "waiting"):
            return self.go_on()
        return self.pause()

    def hold(self) -> tuple[Event, ...]:
        """Stay with this step: time stands, the hands go on."""
        events = self.tick()
        if self.state == "running":
            self.state, self._held_from = "holding", self._stayed
            return (*events, Held(self.position))
        return events

    def go_on(self) -> tuple[Event, ...]:
        """End a hold or a wait."""
        events = self.tick()
        if self.state not in ("holding", "waiting"):
            return events
        waited, span = self.state == "waiting", self.plan.spans[self._index()]
        self.state = "running"
        events = (*events, WentOn(self.position))
        if waited:
            return (*events, *self._leave(span), *self._arrive())
        return (*events, *self._make_up(Ms(self._stayed - self._held_from)))

    def answer(self, change: Change) -> tuple[Event, ...]:
        """Make all that follows softer or firmer, as the receiver wishes, within what each place bears."""
        events = self.tick()
        if self.state in _OVER:
            return events
        if change:
            self.plan = pressed_from(self.plan, self._index(), change)
        return (*events, Answered(self.position, change))

    def next(self) -> tuple[Event, ...]:
        """Skip to what comes next: the step, or the change-over that leads to it. From the last step, to the end.

        From the last step of a passage, to its beginning.
        """
        events = self.tick()
        if self.state in _OVER:
            return events
        span = self.plan.spans[self._index()]
        if self.passage is not None and self.passage.turns_after(span):
            return (*events, self._turn_back(self.passage), *self._pass_marks_if_running())
        return (*events, *self._seek(span.end))

    def previous(self) -> tuple[Event, ...]:
        """Go back to the start of this step; again within 2 s, to the step before."""
        now = self._clock()
        events = self._catch_up(now)
        if self.state in _OVER:
            return events
        span = self.plan.spans[self._index()]
        again = self._last_previous is not None and now - self._last_previous <= TWICE
        back = again or span.kind != "step"
        number = span.number - 1 if back else span.number
        sought = self._seek(self.plan.spans[self.plan.step_index(number)].start if number else Ms(0))
        self._last_previous = now
        return (*events, *sought)

    def jump(self, number: int) -> tuple[Event, ...]:
        """Go to the start of the step with that number."""
        events = self.tick()
        if self.state in _OVER:
            return events
        return (*events, *self._seek(self.plan.spans[self.plan.step_index(number)].start))

    def seek(self, position: Ms) -> tuple[Event, ...]:
        """Go to a position, held to the plan."""
        events = self.tick()
        if self.state in _OVER:
            return events
        return (*events, *self._seek(Ms(min(max(position, 0), self.plan.total))))

    def extend(self, more: Ms = MORE) -> tuple[Event, ...]:
        """Give this step, or the one that a lead-in leads to, more time; the routine ends so much later."""
        events = self.tick()
        if self.state in _OVER or more <= 0:
            return events
        told = self.plan.marks[: self._next_mark]
        index = self._index()
        self._play_on(extended(self.plan, index + (self.plan.spans[index].kind != "step"), more, told), told)
        if self.state == "waiting":
            self.state = "running"
        elif self._after_lead == "waiting":
            self._after_lead = "running"
        return (*events, Extended(self.position, more))

    def loop(self) -> tuple[Event, ...]:
        """Mark from which step on a passage is repeated; again: up to which; once more: repeat it no longer."""
        events = self.tick()
        if self.state in _OVER:
            return events
        number = self.plan.spans[self._index()].number
        if self.passage is not None and self.passage.last is not None:
            self.passage = None
            return (*events, Released(self.position))
        first, last = (number, None) if self.passage is None else sorted((self.passage.first, number))
        self.passage = Passage(first, last)
        return (*events, Marked(self.position, first, last))

    def ease(self, percent: int) -> tuple[Event, ...]:
        """Have each step last so many percent of the time that it is given otherwise."""
        return self._run_at(replace(self.pace, ease=percent))

    def stop(self) -> tuple[Event, ...]:
        """End the routine here, for good."""
        events = self.tick()
        if self.state in _OVER:
            return events
        if self.state == "waiting":
            self._after_lead = "waiting"
        self.state, self._lead_left = "stopped", Ms(0)
        return (*events, Stopped(self.position))

    def _make_up(self, late: Ms) -> tuple[Event, ...]:
        """Fit what follows a stay again, so that the routine ends when it should have.

        Not where a passage is marked: there is no hurry then, and no step of it may go.
        """
        late = Ms(late * WHOLE // self.pace.percent)
        if late <= 0 or self.passage is not None:
            return ()
        told = self.plan.marks[: self._next_mark]
        fitted = refitted(self.plan, self._index(), late, told)
        self._play_on(fitted.plan, told)
        return (Refitted(self.position, fitted.late),)

    def _play_on(self, plan: Plan, told: tuple[Mark, ...]) -> None:
        """Go on with another plan that is the same up to here; what was told is not told again."""
        self.plan = plan
        known = {(mark.kind, mark.span) for mark in told}
        self._next_mark = sum(
            mark.at < self.position or (mark.at == self.position and (mark.kind, mark.span) in known)
            for mark in plan.marks
        )

    def _index(self) -> int:
        """Give the span that is being done: a wait stands at the end of its span, which is the start of the next."""
        standing = self.state == "waiting" or self._after_lead == "waiting"
        return self.plan.index_at(Ms(self.position - 1) if standing else self.position)

    def _catch_up(self, now: Ms) -> tuple[Event, ...]:
        """Account for the time since the last look at the clock."""
        passed = Ms(max(now - self._looked, 0))
        self._looked = now
        if not passed or self.state not in ("running", "leading", "holding", "waiting"):
            return ()
        if passed > self._gap:
            return (self._pause("gap"),)
        events: tuple[Event, ...] = ()
        if self.state == "leading":
            if passed < self._lead_left:
                self._lead_left = Ms(self._lead_left - passed)
                return ()
            passed = Ms(passed - self._lead_left)
            self.state, self._after_lead, self._lead_left = self._after_lead, "running", Ms(0)
            events = (Resumed(self.position), *self._pass_marks_if_running())
        if self.state in ("holding", "waiting"):
            self._stayed = Ms(self._stayed + passed)
            return events
        return (*events, *self._run(passed))

    def _run(self, passed: Ms) -> tuple[Event, ...]:
        """Move the position on: up to the end of a step that waits, and from the end of a passage to its beginning."""
        events: tuple[Event, ...] = ()
        ahead, self._rest = self.pace.ahead(passed, self._rest)
        while self.position < self.plan.total:
            span = self.plan.spans[self._index()]
            here = min(ahead, span.end - self.position)
            ours = passed if here == ahead else min(self.pace.ours(here), passed)
            if span.kind == "step":  # elsewhere the hands are on their way, which is as long as the plan says
                self._astray = Ms(self._astray + ours - here)
            self.position = Ms(self.position + here)
            ahead, passed = Ms(ahead - here), Ms(passed - ours)
            if self.position < span.end:
                break
            if span.step.waits and span.kind == "step":
                self.state, self._stayed = "waiting", Ms(self._stayed + passed)
                return (*events, *self._pass_marks(before=span.end), Waited(self.position))
            events = (*events, *self._leave(span))
        return (*events, *self._arrive())

    def _leave(self, span: Span) -> tuple[Event, ...]:
        """Go from the end of a span to the next one, or back to the beginning of the passage that ends here."""
        if self.passage is not None and self.passage.turns_after(span):
            passed = self._pass_marks(before=span.end)
            return (*passed, self._turn_back(self.passage))
        if self.position < self.plan.total:
            self._came, self._stayed, self._astray = Ms(self._stayed + self._astray), Ms(0), Ms(0)
        return ()

    def _turn_back(self, passage: Passage) -> Repeated:
        """Begin the passage anew."""
        since = self.position
        self.passage = replace(passage, time=passage.time + 1)
        self._put(passage.start(self.plan))
        return Repeated(self.position, since, self.passage.time)

    def _run_at(self, pace: Pace) -> tuple[Event, ...]:
        """Let the clock run like this from now on."""
        events = self.tick()
        if self.state in _OVER or pace == self.pace:
            return events
        self.pace, self._rest = pace, 0
        return (*events, Paced(self.position, pace))

    def _chosen(self) -> tuple[Event, ...]:
        """Tell again, with the start, what was chosen before it."""
        return () if self.pace == AS_PLANNED else (Paced(self.position, self.pace),)

    def _arrive(self) -> tuple[Event, ...]:
        """Report the marks up to here, and the end when it is reached."""
        events = self._pass_marks()
        if self.position < self.plan.total:
            return events
        self.state, self._lead_left = "finished", Ms(0)
        return (*events, Finished(self.position))

    def _pass_marks(self, before: Ms | None = None) -> tuple[Event, ...]:
        """Report each mark up to the position (or before an instant) that was not reported yet."""
        first = self._next_mark
        marks = self.plan.marks
        while self._next_mark < len(marks) and marks[self._next_mark].at <= self.position:
            if before is not None and marks[self._next_mark].at >= before:
                break
            self._next_mark += 1
        return tuple(Passed(mark.at, mark) for mark in marks[first : self._next_mark])

    def _pass_marks_if_running(self) -> tuple[Event, ...]:
        """Report what lies at the position when time runs on from there."""
        return self._pass_marks() if self.state == "running" else ()

    def _pause(self, why: Literal["asked", "gap"]) -> Paused:
        """Stand still, and remember whether this was a hold or a wait."""
        if self.state != "leading":
            self._after_lead = self.state
        self.state, self._lead_left = "paused", Ms(0)
        return Paused(self.position, why)

    def _seek(self, position: Ms) -> tuple[Event, ...]:
        """Jump: what lies between is neither passed nor lost. Who jumps past the end of a passage has left it."""
        since = self.position
        self._put(position)
        self._last_previous = None
        events: tuple[Event, ...] = (Sought(position, since),)
        end = None if self.passage is None else self.passage.end(self.plan)
        if end is not None and position >= end:
            self.passage = None
            events = (*events, Released(position))
        if self.state == "running" or position == self.plan.total:
            return (*events, *self._arrive())
        return events

    def _put(self, position: Ms) -> None:
        """Stand at another position. A hold or a wait ends."""
        self.position = position
        self._stayed = self._came = self._astray = Ms(0)
        self._after_lead = "running"
        if self.state in ("holding", "waiting"):
            self.state = "running"
        self._next_mark = sum(mark.at < position for mark in self.plan.marks)
