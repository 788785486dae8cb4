"""Thousands of sessions at random, beside a model that counts in quarter seconds and knows no shortcut."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backtimer.core.events import Passed, Repeated, Sought
from backtimer.core.player import GAP, LEAD, TWICE, Player
from backtimer.core.practice import HURRY, PACES
from backtimer.core.session import Session, after, seen
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.clock import FakeClock
from tests.make import a_plan, a_step, a_stroke

TICK = 500
QUANTUM = 250
"""Every pace below moves a plan by a multiple of this in half a second, and every span is a multiple of it too."""

TIMES = (50, 100, 200)
THUMBS = a_stroke(hands="thumb", motion="circles", reach=30)

steps = st.builds(
    lambda seconds, stroke, waits, check_in: a_step(
        seconds * 2,
        stroke=stroke,
        waits=waits,
        check_in=check_in,
        least=Ms(seconds * 2_000),  # nothing to make up from
    ),
    st.sampled_from([1, 2, 3, 5, 20]),
    st.sampled_from([a_stroke(), THUMBS]),
    st.sampled_from([False, False, True]),
    st.booleans(),
)
waits = st.one_of(st.integers(0, 6), st.integers(0, 20)).map(lambda halves: halves * TICK)


class Model:
    """What the player should do, a quarter of a second of the plan at a time."""

    def __init__(self, plan):
        self.plan = plan
        self.state = "ready"
        self.then = "running"
        self.at = 0
        self.lead = 0
        self.told = set()
        self.marks = []
        self.times, self.hurries = 100, False
        self.passage = None  # first, last, time
        self.hands = 0.0
        self.ran = 0.0

    @property
    def rate(self):
        return 100 / self.times * (HURRY if self.hurries else 1)

    def span(self):
        """The span at hand; where a step waits, the one that has ended."""
        standing = "waiting" in (self.state, self.then)
        spans = [span for span in self.plan.spans if span.start < self.at or (span.start == self.at and not standing)]
        return spans[-1] if spans else self.plan.spans[0]

    def tell(self, *, before=None):
        for mark in self.plan.marks:
            if mark.at <= self.at and (before is None or mark.at < before) and mark not in self.told:
                self.told.add(mark)
                self.marks.append(mark)

    def wait(self, time):
        if time > GAP and self.state in ("running", "leading", "holding", "waiting"):
            self.pause()
            return
        for _ in range(time // TICK):
            self.beat()

    def beat(self):
        if self.state == "leading":
            self.lead -= TICK
            if not self.lead:
                self.state, self.then = self.then, "running"
                if self.state == "running":
                    self.tell()
            return
        left = float(TICK)
        while self.state == "running" and left:
            span = self.span()
            left -= QUANTUM / self.rate
            self.at += QUANTUM
            self.ran += QUANTUM / self.rate
            self.hands += QUANTUM / self.rate if span.kind == "step" else QUANTUM
            if self.at == span.end and span.kind == "step" and span.step.waits:
                self.tell(before=self.at)
                self.state = "waiting"
            elif self.at == span.end:
                self.leave(span)
            else:
                self.tell()
        if self.state in ("holding", "waiting"):
            self.hands += left

    def leave(self, span):
        """At the end of a span: on to the next one, or back to the beginning of the passage, or to the end."""
        if self.passage and span.kind == "step" and span.number == self.passage[1]:
            self.tell(before=span.end)
            self.turn_back()
        elif self.at < self.plan.total:
            self.hands = 0.0
        self.arrive()

    def turn_back(self):
        first, last, time = self.passage
        self.passage = first, last, time + 1
        self.at = min(span.start for span in self.plan.spans if span.number == first)
        self.put()

    def put(self):
        self.hands = 0.0
        self.then = "running"
        self.told = {mark for mark in self.plan.marks if mark.at < self.at}
        if self.state in ("holding", "waiting"):
            self.state = "running"
        self.hands = self.at - self.span().start

    def loop(self):
        if self.state in ("finished", "stopped"):
            return
        number = self.span().number
        if self.passage is None:
            self.passage = number, None, 1
        elif self.passage[1] is None:
            self.passage = *sorted((self.passage[0], number)), 1
        else:
            self.passage = None

    def next(self):
        span = self.span()
        if self.passage and span.kind == "step" and span.number == self.passage[1]:
            if self.state not in ("finished", "stopped"):
                self.turn_back()
                if self.state == "running":
                    self.tell()
            return
        self.seek(span.end)

    def arrive(self):
        self.tell()
        if self.at == self.plan.total:
            self.state = "finished"

    def pause(self):
        if self.state != "leading":
            self.then = self.state
        self.state = "paused"

    def play(self):
        if self.state == "ready" and self.at:
            self.state, self.lead = "leading", LEAD
        elif self.state == "ready":
            self.state = "running"
            self.tell()
        elif self.state == "paused":
            self.state, self.lead = "leading", LEAD

    def go_on(self, plan):
        if self.state in ("holding", "waiting"):
            waited, span, self.state = self.state == "waiting", self.span(), "running"
            if waited:
                self.leave(span)
            else:
                self.take(plan)

    def seek(self, position):
        if self.state in ("finished", "stopped"):
            return
        self.at = position
        self.put()
        ends = [span.end for span in self.plan.spans if self.passage and span.number == self.passage[1]]
        if ends and position >= max(ends):
            self.passage = None
        if self.state == "running" or position == self.plan.total:
            self.arrive()

    def take(self, plan):
        self.plan = plan
        told = {(mark.kind, mark.span) for mark in self.told}
        self.told = {
            mark for mark in plan.marks if mark.at < self.at or (mark.at == self.at and (mark.kind, mark.span) in told)
        }

    def extend(self, plan):
        if self.state in ("finished", "stopped"):
            return
        self.take(plan)
        if self.state == "waiting":
            self.state = "running"
        if self.then == "waiting":
            self.then = "running"


class Sessions(RuleBasedStateMachine):
    """Any commands in any order, after any time."""

    @initialize(
        steps=st.lists(steps, min_size=1, max_size=5), ready=st.sampled_from([0, 8]), change=st.sampled_from([0, 4])
    )
    def begin(self, steps, ready, change):
        self.clock = FakeClock()
        self.player = Player(
            a_plan(*steps, wishes=Wishes(ready=Ms(ready * 1000), change=Ms(change * 1000))), self.clock
        )
        self.model = Model(self.player.plan)
        self.last_previous = None
        self.once = set()
        self.passed = []
        self.session, self.events = Session(), 0
        self.paced = False

    def do(self, time, command, *arguments):
        """Let time pass, give the command, and look at what was reported."""
        self.clock.advance(time)
        rate = self.model.rate
        self.model.wait(time)
        reads, at = self.clock.reads, self.player.position
        events = getattr(self.player, command)(*arguments)
        assert self.clock.reads == reads + 1
        run = 0
        for event in events:
            if isinstance(event, Sought | Repeated):
                assert event.since >= at
                run += event.since - at if isinstance(event, Repeated) else 0
                at = event.at
            else:
                assert event.at >= at
                run += event.at - at
                at = event.at
            self.look_at(event)
        assert self.player.position >= at
        assert run <= (time * rate if time <= GAP else 0)
        assert sum(isinstance(event, Sought) for event in events) <= 1

    def look_at(self, event):
        self.session, self.events = after(self.session, event, self.player.plan), self.events + 1
        if isinstance(event, Sought | Repeated):
            self.once = set()
        if isinstance(event, Passed):
            assert event.at == event.mark.at
            self.passed.append(event.mark)
            if event.mark.kind in ("begin", "half", "check_in", "end"):
                assert (event.mark.kind, event.mark.span) not in self.once
                self.once.add((event.mark.kind, event.mark.span))

    @rule(time=waits)
    def tick(self, time):
        self.do(time, "tick")

    @rule(time=waits, times=st.integers(1, 12))
    def let_it_play(self, time, times):
        for _ in range(times):
            self.do(min(time, GAP), "tick")

    @rule(time=waits)
    def play(self, time):
        self.do(time, "play")
        self.model.play()

    @rule(time=waits)
    def pause(self, time):
        self.do(time, "pause")
        if self.model.state in ("running", "leading", "holding", "waiting"):
            self.model.pause()

    @rule(time=waits)
    def hold(self, time):
        self.do(time, "hold")
        if self.model.state == "running":
            self.model.state = "holding"

    @rule(time=waits)
    def go_on(self, time):
        self.do(time, "go_on")
        self.model.go_on(self.player.plan)

    @rule(time=waits)
    def next(self, time):
        turns = self.player.passage is not None
        self.do(time, "next")
        self.model.next()
        if not turns:
            self.last_previous = None
        else:
            self.last_previous = self.player._last_previous

    @rule(time=waits)
    def previous(self, time):
        self.do(time, "previous")
        model = self.model
        if model.state in ("finished", "stopped"):
            return
        again = self.last_previous is not None and self.clock.now - self.last_previous <= TWICE
        number = model.span().number - (again or model.span().kind != "step")
        starts = {span.number: span.start for span in model.plan.spans if span.kind == "step"}
        model.seek(starts.get(number) if number else 0)
        self.last_previous = self.clock.now

    @rule(time=waits, number=st.integers(-1, 7))
    def jump(self, time, number):
        self.do(time, "jump", number)
        starts = [span.start for span in self.model.plan.spans if span.kind == "step"]
        self.model.seek(starts[min(max(number, 1), len(starts)) - 1])
        self.last_previous = None

    @rule(time=waits, share=st.integers(-1, 11))
    def seek(self, time, share):
        goal = self.model.plan.total * share // 10 // TICK * TICK
        self.do(time, "seek", Ms(goal))
        self.model.seek(min(max(goal, 0), self.model.plan.total))
        self.last_previous = None

    @rule(time=waits, seconds=st.sampled_from([2, 30]))
    def extend(self, time, seconds):
        self.do(time, "extend", Ms(seconds * 1000))
        self.model.extend(self.player.plan)

    @rule(time=waits)
    def loop(self, time):
        self.do(time, "obey", "loop")
        self.model.loop()

    @rule(time=waits)
    def repeat_this_step(self, time):
        for wait in (time, 0):
            if self.player.passage is None or self.player.passage.last is None:
                self.loop(wait)

    @rule(time=waits, command=st.sampled_from(["slower", "faster"]), presses=st.integers(1, 3))
    def pace(self, time, command, presses):
        """The paces between are for `test_practice`: here a quarter of a second has to be enough."""
        model = self.model
        place = TIMES.index(model.times) + (1 if command == "slower" else -1) * presses
        goal = TIMES[min(max(place, 0), 2)]
        self.do(time, "tick")
        while self.player.state not in ("finished", "stopped") and self.player.pace.times != goal:
            before = PACES.index(self.player.pace.times)
            self.do(0, "obey", command)
            assert PACES.index(self.player.pace.times) == before + (1 if command == "slower" else -1)
        if model.state not in ("finished", "stopped"):
            self.paced |= model.times != goal
            model.times = goal

    @rule(time=waits)
    def rehearse(self, time):
        self.do(time, "obey", "rehearse")
        if self.model.state not in ("finished", "stopped"):
            self.model.hurries, self.paced = not self.model.hurries, True

    @rule(time=waits, really=st.sampled_from([False, False, False, True]))
    def stop(self, time, really):
        if really:
            self.do(time, "stop")
            if self.model.state != "finished":
                self.model.state = "stopped"

    @invariant()
    def it_is_where_the_model_is(self):
        player, model = self.player, self.model
        assert (player.state, player.position, player.plan) == (model.state, model.at, model.plan)
        assert self.passed == model.marks
        passage = player.passage
        assert (passage and (passage.first, passage.last, passage.time)) == model.passage

    @invariant()
    def hands_and_journal_count_time_as_it_was(self):
        moment = self.player.moment()
        spans = len(self.player.plan.spans)
        assert abs(moment.hands - self.model.hands) <= 1 + self.events + spans
        session = seen(self.session, moment)
        assert abs(session.worked - self.model.ran) <= 1 + self.events + spans

    @invariant()
    def the_moment_is_within_the_plan(self):
        moment = self.player.moment()
        assert 0 <= moment.position <= moment.plan.total
        assert moment.span.start <= moment.position <= moment.span.end
        assert 0 <= moment.lead <= LEAD
        assert moment.hands >= 0
        assert moment.stayed >= 0
        assert moment.index == 0 or moment.plan.spans[moment.index - 1].length + moment.came >= 0
        if self.model.times == 100 and not self.model.hurries and not self.paced:
            assert moment.hands == moment.position - moment.span.start + moment.stayed
            assert moment.came >= 0
        assert (moment.state == "leading") == (moment.lead > 0)


TestSessions = Sessions.TestCase
TestSessions.settings = settings(
    max_examples=2000, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
