"""How the back is shown: theme, person, and which layers lie over it. Knows no moment and paints nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from backtimer.core.handbook import Handbook
from backtimer.core.kinds import Build
from backtimer.ui.theme import Theme

Layer = Literal["none", "care", "learn"]
"""What lies over the back besides the stroke: nothing loud, the places to leave alone, or what one learns about it."""


@dataclass(frozen=True, slots=True, eq=False)  # a look is itself: what is painted is kept by it
class Look:
    """Everything that a picture of the back depends on besides the moment.

    `theme` already holds the skin that was chosen. `still` shows four poses of each round instead of gliding hands.
    """

    assets: Path
    handbook: Handbook
    theme: Theme
    build: Build = "slender"
    still: bool = False
    terms: bool = False
    layer: Layer = "none"
