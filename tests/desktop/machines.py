"""A desktop to test with: players that play, and a screen that can be kept on."""


class FakePlayers:
    """Players by name, with their volumes; `asked` is all that was done to them."""

    def __init__(self, volumes: dict[str, float]) -> None:
        self.volumes = volumes
        self.asked: list[tuple[str, float]] = []

    def playing(self) -> dict[str, float]:
        return dict(self.volumes)

    def set_volume(self, name: str, volume: float) -> None:
        self.asked.append((name, volume))
        if name in self.volumes:
            self.volumes[name] = volume


class FakeInhibitor:
    """Notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[bool] = []
        self.trouble = ""

    @property
    def active(self) -> bool:
        return bool(self.asked and self.asked[-1])

    def keep(self, on: bool) -> None:  # noqa: FBT001
        self.asked.append(on)
