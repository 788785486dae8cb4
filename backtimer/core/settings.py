"""What a person has chosen, and what holds until then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.kinds import Build
from backtimer.core.sound import Sound

ThemeChoice = Literal["desktop", "day", "evening", "candle"]


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's choices.

    `theme` follows the desktop's light or dark until chosen; `terms` shows the words of the class instead of home's;
    `skin` names the figure's skin tone, `build` its build; `still` moves no hands (reduced motion); `journal` keeps
    on this machine what was done; `sound` is for the ear, `breaks` for breaks at the desk; `keys` names the
    keys of commands (by their ids) that have others than the table of keys gives them.
    """

    theme: ThemeChoice = "desktop"
    terms: bool = False
    skin: str = "warm"
    build: Build = "slender"
    still: bool = False
    journal: bool = True
    sound: Sound = field(default_factory=Sound)
    breaks: BreakWishes = field(default_factory=BreakWishes)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
