"""A person at a desk, told as a day: what is done for how long, and when the program asked."""

from backtimer.core.breaks.schedule import Reading, State, after, answered, restored, today
from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.core.timing import MINUTE, SECOND, Ms

MONDAY = 20_458  # days since 1970: 2026-01-05

WISHES = BreakWishes(on=True, every=50, minutes=5)

TOUCH = 8 * SECOND
"""Who works touches keys or mouse so often."""


class Desk:
    """Time at a desk, from Monday nine o'clock. `asked` are the times on the wall at which a notice came."""

    def __init__(self, wishes=WISHES, *, at="9:00", day=MONDAY, offset=60):
        self.wishes, self.offset = wishes, offset
        hours, minutes = at.split(":")
        self.utc = day * DAY + (int(hours) * 60 + int(minutes) - offset) * MINUTE
        self.up = 7 * MINUTE
        self.touched = self.up
        self.knows_idle = True
        self.state = State()
        self.asked = []
        self.asked_up = []
        self.gone = []
        self.view = None
        self._pace = 0
        self.look()

    # What happens

    def work(self, minutes, *held):
        """Type and read: the hands rest for some seconds again and again."""
        self._pass(minutes, lambda: self.up - self.up % TOUCH, held)

    def type(self, minutes):
        """Type without ever stopping."""
        self._pass(minutes, lambda: self.up, ())

    def rest(self, minutes, *held):
        """Touch nothing."""
        self._pass(minutes, lambda: self.touched, held)

    def suspend(self, minutes):
        """The machine sleeps: nobody looks, X counts no idle time."""
        self._on(minutes * MINUTE)
        self.touched = self.up
        self.look()

    def set_clock(self, minutes):
        """Somebody sets the clock."""
        self.utc += minutes * MINUTE

    def travel(self, offset):
        """The wall's clock is that of another zone."""
        self.offset = offset

    def answer(self, said):
        self.state = answered(self.state, said, today(self.wishes, self.wall))

    def crash(self, minutes):
        """The program dies and is started again after a while."""
        self._on(minutes * MINUTE)
        self.state = restored(self.state, minutes * MINUTE, self.wishes)
        self.touched = self.up
        self.look()

    # What is seen

    @property
    def wall(self):
        return Stamp(self.utc, self.offset)

    @property
    def clock(self):
        minutes = (self.utc + self.offset * MINUTE) % DAY // MINUTE
        return f"{minutes // 60}:{minutes % 60:02}"

    @property
    def left(self):
        """Minutes of work to the next break."""
        return round((self.wishes.every * MINUTE - self.state.worked) / MINUTE)

    def look(self, held=()):
        idle = Ms(self.up - self.touched) if self.knows_idle else None
        shown = self.state.shown > 0
        step = after(self.state, Reading(self.wall, Ms(self.up), idle, frozenset(held)), self.wishes)
        self.state, self.view, self._pace = step.state, step.outlook, step.pace
        if step.deed == "ask":
            assert not shown, "two notices at once"
            self.asked.append(self.clock)
            self.asked_up.append(self.up)
        if step.deed == "withdraw":
            assert shown
            self.gone.append(self.clock)

    def _pass(self, minutes, touched, held):
        end = self.up + round(minutes * MINUTE)
        while self.up < end:
            self._on(min(self._pace, end - self.up))
            self.touched = max(touched(), self.touched)
            self.look(held)

    def _on(self, time):
        self.up += round(time)
        self.utc += round(time)
