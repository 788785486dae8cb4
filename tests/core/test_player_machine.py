"""Thousands of sessions at random, beside a model that counts in half seconds and knows no shortcut."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backtimer.core.events import Passed, Sought
from backtimer.core.player import GAP, LEAD, TWICE, Player
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from tests.clock import FakeClock
from tests.make import a_plan, a_step, a_stroke

TICK = 500
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
    """What the player should do, half a second at a time."""

    def __init__(self, plan):
        self.plan = plan
        self.state = "ready"
        self.then = "running"
        self.at = 0
        self.lead = 0
        self.told = set()
        self.marks = []

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
        elif self.state == "running":
            self.at += TICK
            ends = [span.end for span in self.plan.spans if span.kind == "step" and span.step.waits]
            if self.at in ends:
                self.tell(before=self.at)
                self.state = "waiting"
            else:
                self.arrive()

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
            waited, self.state = self.state == "waiting", "running"
            if waited:
                self.arrive()
            else:
                self.take(plan)

    def seek(self, position):
        if self.state in ("finished", "stopped"):
            return
        self.at, self.then = position, "running"
        self.told = {mark for mark in self.plan.marks if mark.at < position}
        if self.state in ("holding", "waiting"):
            self.state = "running"
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

    def do(self, time, command, *arguments):
        """Let time pass, give the command, and look at what was reported."""
        self.clock.advance(time)
        self.model.wait(time)
        reads, at = self.clock.reads, self.player.position
        events = getattr(self.player, command)(*arguments)
        assert self.clock.reads == reads + 1
        seeks = [index for index, event in enumerate(events) if isinstance(event, Sought)]
        assert len(seeks) <= 1
        run = events[: seeks[0]] if seeks else events
        ats = [at, *(event.at for event in run), events[seeks[0]].since if seeks else self.player.position]
        assert ats == sorted(ats)
        assert ats[-1] - at <= (time if time <= GAP else 0)
        for event in events:
            self.look_at(event)

    def look_at(self, event):
        if isinstance(event, Sought):
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
        self.do(time, "next")
        model = self.model
        standing = "waiting" in (model.state, model.then)
        ends = [span.end for span in model.plan.spans if span.end > model.at or (standing and span.end == model.at)]
        model.seek(ends[0] if ends else model.at)
        self.last_previous = None

    @rule(time=waits)
    def previous(self, time):
        self.do(time, "previous")
        model = self.model
        if model.state in ("finished", "stopped"):
            return
        standing = "waiting" in (model.state, model.then)
        spans = [
            span for span in model.plan.spans if span.start < model.at or (span.start == model.at and not standing)
        ]
        again = self.last_previous is not None and self.clock.now - self.last_previous <= TWICE
        number = spans[-1].number - (again or spans[-1].kind != "step")
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

    @invariant()
    def the_moment_is_within_the_plan(self):
        moment = self.player.moment()
        assert 0 <= moment.position <= moment.plan.total
        assert moment.span.start <= moment.position <= moment.span.end
        assert 0 <= moment.lead <= LEAD
        assert moment.hands == moment.position - moment.span.start + moment.stayed
        assert moment.stayed >= 0
        assert moment.came >= 0
        assert (moment.state == "leading") == (moment.lead > 0)


TestSessions = Sessions.TestCase
TestSessions.settings = settings(
    max_examples=2000, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
