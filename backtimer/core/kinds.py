"""The words by which a routine is described: for whom, how one lies, on which side. Knows nothing else."""

from collections.abc import Collection, Mapping
from typing import Final, Literal

Side = Literal["both", "left", "right", "each", "middle"]
Position = Literal["prone", "side-lying", "seated", "standing", "supine"]
Posture = Literal["prone", "side-lying", "seated", "oneself", "oneself-seated", "oneself-lying", "forearms"]
"""How the person is drawn: lying prone or on the side, or seated and leaning forward, for somebody else's hands.

With one's own hands: standing, seated or lying oneself, or nothing but the forearms on a desk.
"""

OWN: Final[frozenset[Posture]] = frozenset({"oneself", "oneself-seated", "oneself-lying", "forearms"})
"""In these one works on oneself."""

Build = Literal["slender", "sturdy"]
Level = Literal["beginner", "experienced", "student"]
Audience = Literal["partner", "student", "self"]
Goal = Literal["relax", "sleep", "tension", "low-back", "sport-before", "sport-after", "learn", "comfort", "desk"]

Hold = Literal["", "beside", "lap", "nape", "waist", "desk", "palm", "knees"]
"""How an arm is held: hanging down, bent forward, raised to the nape, or back round the waist.

On a desk it lies with the palm down or up; who lies on the back may hold the knees. Empty: at rest, or not seen.
"""

Near = Literal["", "rails", "wall"]
"""What stands between us and the person: nothing, the back of the chair, or the wall with the ball."""

POSTURES: Final[Mapping[Position, Posture]] = {
    "prone": "prone",
    "side-lying": "side-lying",
    "seated": "seated",
    "standing": "seated",
    "supine": "prone",
}
"""How a person in a position is drawn: the back is what is shown, so one who lies on it is drawn prone."""


BY_ONESELF: Final[Mapping[Position, Posture]] = {
    "prone": "oneself-lying",
    "side-lying": "oneself-lying",
    "seated": "oneself-seated",
    "standing": "oneself",
    "supine": "oneself-lying",
}

ON_A_DESK: Final = frozenset({"arm", "hand"})
"""The regions that one works on with the forearms before oneself."""


def posture_of(
    audience: tuple[Audience, ...], positions: tuple[Position, ...], turned: int = 0, regions: Collection[str] = ()
) -> Posture:
    """Give how the person is drawn after so many turns, each of which leads to the next position.

    `regions` are the ids of what is worked.
    """
    position = positions[min(turned, len(positions) - 1)] if positions else None
    if audience != ("self",):
        return POSTURES[position] if position else "prone"
    if regions and ON_A_DESK.issuperset(regions):
        return "forearms"
    return BY_ONESELF[position] if position else "oneself"
