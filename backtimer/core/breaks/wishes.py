"""What a person has chosen about breaks at the desk, and what holds until then: no reminder at all."""

from dataclasses import dataclass
from typing import Final, Literal

Place = Literal["desk", "standing", "floor"]
"""Where a break may be: on the chair · standing up too · on the floor too."""

Aid = Literal["ball", "wall", "towel"]
"""What may be at hand beside one's own hands."""

HOUR: Final = 60
"""Minutes."""

WORKING_DAYS: Final = (0, 1, 2, 3, 4)
"""Monday is 0."""


@dataclass(frozen=True, slots=True)
class BreakWishes:
    """A person's choices about breaks.

    `on` lets the program remind; `every` is how many minutes of real work lie between two breaks, `minutes` how long a
    break is. Reminders come on `days` (Monday is 0) from `begin` to `end`, in minutes since midnight on the wall's
    clock: an end that is not after the beginning lies on the next day, and the night counts for the day on which it
    began. Keys and mouse must `rest` for so many seconds before anything is asked. A break is no further away than
    `place`, needs no more than `tools` beside the hands, is `silent` (not heard by others: no voice, no bell, no
    clapping) and fills the screen (`full_screen`) where that is chosen. `autostart`: the program starts with the
    desktop, as a small window or in the tray.
    """

    on: bool = False
    every: int = 60
    begin: int = 9 * HOUR
    end: int = 18 * HOUR
    days: tuple[int, ...] = WORKING_DAYS
    rest: int = 4
    minutes: int = 3
    place: Place = "desk"
    tools: tuple[Aid, ...] = ()
    silent: bool = False
    full_screen: bool = False
    autostart: bool = False
