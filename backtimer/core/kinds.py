"""The words by which a routine is described: for whom, how one lies, on which side. Knows nothing else."""

from collections.abc import Mapping
from typing import Final, Literal

Side = Literal["both", "left", "right", "each", "middle"]
Position = Literal["prone", "side-lying", "seated", "standing", "supine"]
Posture = Literal["prone", "side-lying", "seated", "oneself"]
"""How the person is drawn: lying prone or on the side, seated on a chair, or oneself with one's own hands."""

Build = Literal["slender", "sturdy"]
Level = Literal["beginner", "experienced", "student"]
Audience = Literal["partner", "student", "self"]
Goal = Literal["relax", "sleep", "tension", "low-back", "sport-before", "sport-after", "learn", "comfort", "desk"]

POSTURES: Final[Mapping[Position, Posture]] = {
    "prone": "prone",
    "side-lying": "side-lying",
    "seated": "seated",
    "standing": "seated",
    "supine": "prone",
}
"""How a person in a position is drawn: the back is what is shown, so one who lies on it is drawn prone."""


def posture_of(audience: tuple[Audience, ...], positions: tuple[Position, ...], turned: int = 0) -> Posture:
    """Give how the person is drawn after so many turns, each of which leads to the next position."""
    if audience == ("self",):
        return "oneself"
    return POSTURES[positions[min(turned, len(positions) - 1)]] if positions else "prone"
