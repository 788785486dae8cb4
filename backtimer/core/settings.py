"""What a person has chosen, and what holds until then."""

from dataclasses import dataclass
from typing import Literal

ThemeChoice = Literal["desktop", "day", "evening", "candle"]


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's choices.

    `theme` follows the desktop's light or dark until chosen; `terms` shows the words of the class instead of home's;
    `skin` names the figure's skin tone; `still` moves no hands (reduced motion).
    """

    theme: ThemeChoice = "desktop"
    terms: bool = False
    skin: str = "warm"
    still: bool = False
