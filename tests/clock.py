"""A clock that stands until it is told to advance, and counts how often it was read."""

from backtimer.core.timing import Ms


class FakeClock:
    """Call it for the time; tell it to advance."""

    def __init__(self) -> None:
        self.now = Ms(1_000_000)
        self.reads = 0

    def __call__(self) -> Ms:
        self.reads += 1
        return self.now

    def advance(self, milliseconds: int) -> None:
        """Let time pass."""
        self.now = Ms(self.now + milliseconds)
