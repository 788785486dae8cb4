"""A process that does what a test says, in place of a real one."""


class FakeProcess:
    """Notes what it is told; says what the test puts into `reports`. All that were started are in `started`."""

    started: list["FakeProcess"]

    def __init__(self, module: str) -> None:
        self.module = module
        self.told: list[dict] = []
        self.reports: list[dict] = []
        self.alive = True
        self.closed = self.killed = False
        self.started.append(self)

    def tell(self, order: dict) -> None:
        self.told.append(order)

    def heard(self) -> list[dict]:
        found, self.reports = self.reports, []
        return found

    def close(self) -> None:
        self.closed, self.alive = True, False

    def kill(self) -> None:
        self.killed = True
        self.close()


def fake_process() -> type[FakeProcess]:
    """A kind of process with a list of its own."""
    return type("OwnProcess", (FakeProcess,), {"started": []})
