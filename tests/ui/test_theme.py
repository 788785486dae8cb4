"""The colours can be read, in every light, and pressure can be told by who sees fewer colours.

Contrast is WCAG 2.1's. Colour blindness is simulated after Machado, Oliveira and Fernandes (2009) at full severity, in
linear light; differences are CIE 1976 ΔE in Lab, where some 2.3 can just be seen side by side.
"""

import re
from dataclasses import fields
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor

from backtimer.ui.theme import SKINS, THEMES, Skin, Theme, mixed

LETTERS = 4.5
"""WCAG AA for text."""

COUNTDOWN = 7.0
"""WCAG AAA: the digits are read across the room."""

APART = 11.0
"""The least difference of two neighbouring levels for every kind of sight; height and number tell them too."""

SIGHT = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}

Light = tuple[float, float, float]

in_every_light = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def light(colour: str) -> Light:
    """Linear red, green and blue of `#rrggbb`."""
    signs = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (sign / 12.92 if sign <= 0.04045 else ((sign + 0.055) / 1.055) ** 2.4 for sign in signs)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def seen(colour: str, sight: str) -> Light:
    """The light of a colour as such an eye sees it, in Lab."""
    given = light(colour)
    red, green, blue = (
        min(max(sum(share * part for share, part in zip(row, given, strict=True)), 0.0), 1.0) for row in SIGHT[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, sight: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, sight), seen(other, sight), strict=True)) ** 0.5


def test_the_measures_are_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert difference("#000000", "#ffffff", "all colours") == pytest.approx(100, abs=0.1)
    assert difference("#ff0000", "#00ff00", "all colours") == pytest.approx(170.6, abs=1)


@pytest.mark.parametrize(
    ("light", "ground"),
    [
        ("day", "ground"),
        ("day", "raised"),
        ("evening", "ground"),
        ("evening", "raised"),
        ("candle", "ground"),
        ("candle", "raised"),
    ],
)
def test_letters_can_be_read(light, ground):
    theme = THEMES[light]
    found = {name: round(contrast(getattr(theme, name), getattr(theme, ground)), 2) for name in LETTERED}
    assert {name: value for name, value in found.items() if value < LETTERS} == {}


LETTERED = ("ink", "quiet", "accent", "warning")


@in_every_light
def test_letters_on_the_accent_can_be_read(theme):
    assert contrast(theme.on_accent, theme.accent) >= LETTERS


@in_every_light
@pytest.mark.parametrize("ground", ["ground", "glow"])
def test_the_countdown_can_be_read_from_afar(theme, ground):
    assert contrast(theme.ink, getattr(theme, ground)) >= COUNTDOWN


@pytest.mark.parametrize(("light", "sight"), [(light, sight) for light in THEMES for sight in SIGHT])
def test_neighbouring_levels_can_be_told_apart_by_every_eye(light, sight):
    steps = enumerate(pairwise(THEMES[light].pressure), 1)
    found = {f"{level} and {level + 1}": round(difference(*pair, sight), 1) for level, pair in steps}
    assert {name: value for name, value in found.items() if value < APART} == {}


@in_every_light
def test_the_firmest_levels_stand_out_from_the_ground(theme):
    """They are drawn as areas, for which WCAG asks for 3."""
    assert min(contrast(colour, theme.ground) for colour in theme.pressure[3:]) >= 3


@in_every_light
def test_unlit_bars_are_darker_than_any_lit_one(theme):
    assert min(contrast(colour, theme.off) for colour in theme.pressure) >= 1.5


@in_every_light
def test_all_roles_are_colours(theme):
    colours = [getattr(theme, field.name) for field in fields(Theme) if field.name not in ("name", "dim", "pressure")]
    flat = [*theme.pressure, *(colour for colour in colours if isinstance(colour, str))]
    for skin in (theme.skin, theme.hands):
        flat += [getattr(skin, field.name) for field in fields(Skin)]
    assert [colour for colour in flat if not re.fullmatch("#[0-9a-f]{6}", colour)] == []


@pytest.mark.parametrize("skin", SKINS.values(), ids=SKINS)
def test_every_skin_goes_from_light_to_shade(skin):
    steps = [luminance(colour) for colour in (skin.light, skin.base, skin.shade, skin.deep)]
    assert steps == sorted(steps, reverse=True)


def test_by_candle_nothing_is_bright():
    candle = THEMES["candle"]
    assert luminance(candle.ground) < 0.005
    assert max(luminance(getattr(candle, name)) for name in ("ink", "drape_light", "glow", "raised")) < 0.5


@in_every_light
def test_whole_levels_have_their_own_colour_and_halves_lie_between(theme):
    assert [theme.level(level).name() for level in range(1, 6)] == list(theme.pressure)
    assert theme.level(2.5) == mixed(QColor(theme.pressure[1]), QColor(theme.pressure[2]), 0.5)


@in_every_light
def test_levels_out_of_range_are_held_to_it(theme):
    softest, firmest = theme.pressure[0], theme.pressure[4]
    assert [theme.level(level).name() for level in (-3, 0, 5.5, 90)] == [softest, softest, firmest, firmest]


def test_a_mix_begins_with_one_colour_and_ends_with_the_other():
    one, other = QColor("#102030"), QColor("#f0e0d0")
    assert [mixed(one, other, share).name() for share in (0.0, 0.5, 1.0)] == ["#102030", "#808080", "#f0e0d0"]
