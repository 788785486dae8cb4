"""All colours of the program, by role, for day, evening and candle light.

Knows colours only. Leaves sizes to the painters and the choice of a theme to the window.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtGui import QColor

ThemeName = Literal["day", "evening", "candle"]


@dataclass(frozen=True, slots=True)
class Skin:
    """Four steps of a skin tone, from where the light falls to the deepest shade."""

    light: str
    base: str
    shade: str
    deep: str
    hair: str


@dataclass(frozen=True, slots=True, eq=False)  # a theme is itself: it is part of a key in every frame
class Theme:
    """The roles that a painter may use. Colours are `#rrggbb`; `pressure` has five, for level 1 to 5."""

    name: ThemeName
    ground: str
    glow: str
    raised: str
    ink: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    warning: str
    pressure: tuple[str, str, str, str, str]
    off: str
    skin: Skin
    hands: Skin
    drape_light: str
    drape_shade: str
    shirt: str
    trousers: str
    cushion: str
    chair: str
    dim: float
    """How much of its own light the figure keeps: 1 in daylight, less by candle."""

    def level(self, pressure: float) -> QColor:
        """Give the colour of a pressure between 1 and 5; between two levels it is mixed."""
        at = min(max(pressure, 1.0), 5.0) - 1.0
        low = min(int(at), 3)
        return mixed(QColor(self.pressure[low]), QColor(self.pressure[low + 1]), at - low)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Mix two colours: share 0 gives the first, 1 the other."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
        one.alphaF() + (other.alphaF() - one.alphaF()) * share,
    )


SKINS: Final[dict[str, Skin]] = {
    "fair": Skin("#f8ddcb", "#e9b99d", "#bd8468", "#80503c", "#6b4a30"),
    "warm": Skin("#f0c7a8", "#d9a07c", "#a9694b", "#6e3d2a", "#3b2a22"),
    "tan": Skin("#d9a578", "#b97f54", "#85522f", "#512d18", "#241a15"),
    "brown": Skin("#c48c63", "#9b6642", "#6b4027", "#3f2213", "#1d1512"),
    "deep": Skin("#a8744f", "#7c4e33", "#52301e", "#2e180e", "#17110e"),
    "dark": Skin("#895c45", "#5b3828", "#3a2118", "#20110b", "#120e0c"),
}

EVENING: Final = Theme(
    name="evening",
    ground="#161c20",
    glow="#273138",
    raised="#1d252a",
    ink="#f2ede4",
    quiet="#a8b0b0",
    line="#2f3a40",
    accent="#e8b36b",
    on_accent="#1b1409",
    warning="#f08a6c",
    pressure=("#a9d9d0", "#5fbdb0", "#f0bf57", "#e5793f", "#d8485e"),
    off="#2a333a",
    skin=SKINS["warm"],
    hands=SKINS["fair"],
    drape_light="#e9e4da",
    drape_shade="#8f8d87",
    shirt="#b9c3c2",
    trousers="#4a5560",
    cushion="#647876",
    chair="#8a6a4a",
    dim=0.94,
)

DAY: Final = replace(
    EVENING,
    name="day",
    ground="#f6f3ee",
    glow="#fffdf9",
    raised="#fffdf9",
    ink="#23292c",
    quiet="#5f696f",
    line="#e3ddd2",
    accent="#9c5a1a",
    on_accent="#fffdf9",
    warning="#a83a20",
    pressure=("#7cc0b4", "#2f9486", "#c98a12", "#c2571c", "#ab2740"),
    off="#e6e0d6",
    drape_light="#ffffff",
    drape_shade="#b9b6ae",
    shirt="#d5dcda",
    trousers="#5b6772",
    cushion="#8ba3a0",
    chair="#a5825d",
    dim=1.0,
)

CANDLE: Final = replace(
    EVENING,
    name="candle",
    ground="#0a0705",
    glow="#150d07",
    raised="#120b06",
    ink="#e0a45a",
    quiet="#a1743c",
    line="#2a1c0e",
    accent="#e0a45a",
    on_accent="#0a0705",
    warning="#d9774a",
    pressure=("#7d6a4c", "#a5834a", "#d09a3c", "#c06824", "#bd4a34"),
    off="#1d130a",
    skin=Skin("#8a5c38", "#66411f", "#3f2612", "#1d1008", "#120b07"),
    hands=Skin("#a87446", "#7f5229", "#4d2f16", "#24140a", "#120b07"),
    drape_light="#6e5636",
    drape_shade="#251a10",
    shirt="#6e5434",
    trousers="#33281c",
    cushion="#4a391f",
    chair="#4c3018",
    dim=0.6,
)

THEMES: Final[dict[ThemeName, Theme]] = {"day": DAY, "evening": EVENING, "candle": CANDLE}


@lru_cache(maxsize=32)
def in_skin(theme: Theme, name: str) -> Theme:
    """Give the theme with a skin tone from SKINS, by candle dimmed; an unknown name leaves the theme as it is.

    The same call gives the same object.
    """
    if name not in SKINS:
        return theme
    skin = SKINS[name]
    return replace(theme, skin=_by_candle(skin) if theme.name == "candle" else skin)


def _by_candle(skin: Skin) -> Skin:
    """The same skin in a light that is weak, has hardly any blue and leaves the shade dark."""
    parts = (skin.light, 0.72), (skin.base, 0.65), (skin.shade, 0.55), (skin.deep, 0.48), (skin.hair, 0.62)
    light, base, shade, deep, hair = (
        QColor.fromRgbF(colour.redF() * kept, colour.greenF() * kept * 0.80, colour.blueF() * kept * 0.50).name()
        for colour, kept in ((QColor(name), kept) for name, kept in parts)
    )
    return Skin(light, base, shade, deep, hair)
