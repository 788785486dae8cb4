"""Paints the figure: a person who lies prone or on the side, sits, or works on the own back, seen from behind.

Knows which part of the back is shown and how to give the lit grey reliefs in `assets/figure` the colours of a theme.
Leaves the sculpting to `tools/sculpt`, the ground behind the figure and every mark upon it to the other painters.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPolygonF, QTransform

from backtimer.core.hand import X_MM, Y_MM
from backtimer.core.kinds import Build, Hold, Near, Posture
from backtimer.ui.theme import Theme, mixed

VIEWS: Final[dict[Posture, tuple[float, float, float, float]]] = {
    "prone": (-1.32, -0.58, 1.32, 1.30),
    "side-lying": (-1.32, -0.68, 1.20, 1.30),
    "seated": (-1.32, -0.66, 1.32, 1.42),
    "oneself": (-1.32, -0.66, 1.32, 1.42),
    "oneself-seated": (-1.32, -0.66, 1.32, 1.42),
    "oneself-lying": (-1.32, -0.62, 1.32, 0.70),
    "forearms": (-1.28, 0.86, 1.28, 2.08),
}
"""The part of the back coordinates that is shown: left, top, right, bottom."""

SOFT: Final = ("shadow", "shade")
"""How the names of pictures end that are nothing but shadow."""

SMALL: Final = 300
"""Up to so many pixels along the longer side the small reliefs are fine enough."""

Stops = tuple[tuple[float, QColor], ...]
"""Colours by luminance 0 to 1, in rising order."""


class Figure(NamedTuple):
    """Who is shown, and how.

    Who works on oneself holds the left and the right arm somehow (empty: at rest); `near` stands before the person.
    """

    posture: Posture
    build: Build
    left: Hold = ""
    right: Hold = ""
    near: Near = ""


FOLDERS: Final[dict[Posture, str]] = {"oneself-seated": "oneself", "oneself-lying": "lying"}
"""Where the reliefs of a posture lie, if not in a folder of its own name."""


def view(posture: Posture) -> QRectF:
    """Give the part of the back coordinates that is shown."""
    left, top, right, bottom = VIEWS[posture]
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def back_to_box(box: QRectF, posture: Posture = "prone") -> QTransform:
    """Map back coordinates to the box (pixels): the view whole, centred, with the true aspect.

    Who lies on the side is turned by 90°: the head to the left of the screen, the left side down. Forearms on a desk
    are seen from where one sits: the fingers up.
    """
    shown, centre = view(posture), box.center()
    wide, high = shown.width() * X_MM, shown.height() * Y_MM
    place = QTransform().translate(centre.x(), centre.y())
    if posture == "side-lying":
        wide, high = high, wide
        place.rotate(-90.0)
    scale = min(box.width() / wide, box.height() / high)
    return place.scale(scale * X_MM, scale * Y_MM * (-1.0 if posture == "forearms" else 1.0)).translate(
        -shown.center().x(), -shown.center().y()
    )


def paint_figure(painter: QPainter, box: QRectF, figure: Figure, theme: Theme, assets: Path) -> None:
    """Paint the figure into the box (pixels); where there is no figure the ground stays as it is."""
    place = back_to_box(box, figure.posture).mapRect(view(figure.posture))
    ratio = painter.device().devicePixelRatio()
    wanted = QSize(max(1, round(place.width() * ratio)), max(1, round(place.height() * ratio)))
    folder = _folder(figure, assets)
    small = max(wanted.width(), wanted.height()) <= SMALL
    whole = _small(folder / "small", theme, _lists(figure)) if small else _large(folder, theme, _lists(figure))
    picture = whole.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, picture, QRectF(picture.rect()))
    painter.restore()


@lru_cache(maxsize=16)
def outline(figure: Figure, assets: Path) -> QPainterPath:
    """Give the silhouette of the person, in back coordinates."""
    path = QPainterPath()
    for loop in json.loads((_folder(figure, assets) / "outline.json").read_text("utf-8")):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in loop]))
        path.closeSubpath()
    return path


def pieces(figure: Figure, assets: Path) -> tuple[QSize, list[tuple[str, QPointF, Path]]]:
    """What makes a figure, the lowest first: what each piece is of, its corner, and the picture that cuts it out.

    All in pixels of the figure's whole picture, whose size comes with it.
    """
    folder = _folder(figure, assets)
    made = json.loads((folder / "layers.json").read_text("utf-8"))
    found = [layer for parts in _lists(figure) for layer in made[parts] if not layer[0].endswith(SOFT)]
    kinds = [(name.rpartition("-")[2], QPointF(x, y), folder / f"{name}-cover.png") for name, x, y in found]
    return QSize(*made["size"]), kinds


def _folder(figure: Figure, assets: Path) -> Path:
    return assets / "figure" / f"{FOLDERS.get(figure.posture, figure.posture)}-{figure.build}"


def _lists(figure: Figure) -> tuple[str, ...]:
    """Which of the lists of layers make a figure, the lowest first."""
    match figure.posture:
        case "oneself" | "oneself-seated":
            sits = figure.posture == "oneself-seated"
            rests = "lap" if sits else "beside"
            arms = f"{figure.left or rests}-left", f"{figure.right or rests}-right"
            trunk, sleeves = "stool" if sits else "standing", [f"{arm}-sleeve" for arm in arms]
            back = ("rails",) if figure.near == "rails" else ()
            return *arms, trunk, *sleeves, "head", *back
        case "forearms":
            lying = figure.left or figure.right
            arms = figure.left or ("" if lying else "desk"), figure.right or ("" if lying else "desk")
            return "keys", *(f"{arm}-{side}" for arm, side in zip(arms, ("left", "right"), strict=True) if arm)
        case "oneself-lying":
            return ("knees" if figure.left == "knees" else "layers",)
        case _:
            return ("layers",)


def _put_together(folder: Path, theme: Theme, lists: tuple[str, ...]) -> QImage:
    """Put the coloured reliefs together, in the resolution in which they were sculpted."""
    made = json.loads((folder / "layers.json").read_text("utf-8"))
    whole = QImage(QSize(*made["size"]), QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(Qt.GlobalColor.transparent)
    with QPainter(whole) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for name, x, y in (("shadow", 0, 0), *(layer for parts in lists for layer in made[parts])):
            if name.endswith(SOFT):
                shadow = _shadow(folder / f"{name}.png", QColor(theme.skin.deep))
                painter.drawImage(QRectF(whole.rect()), shadow, QRectF(shadow.rect()))
                continue
            painter.drawImage(x, y, _relief(folder, name, theme))
    return whole


_large = lru_cache(maxsize=3)(_put_together)
_small = lru_cache(maxsize=16)(_put_together)


@lru_cache(maxsize=4)
def _colours(theme: Theme) -> dict[str, Stops]:
    """The colours of each relief, from its deepest shade to its light."""
    skin = theme.skin
    light, base, shade, deep = (QColor(step) for step in (skin.light, skin.base, skin.shade, skin.deep))
    hair, white, fold = QColor(skin.hair), QColor(theme.drape_light), QColor(theme.drape_shade)
    return {
        "body": ((0.0, deep.darker(170)), (0.16, deep), (0.40, shade), (0.66, base), (1.0, light)),
        "hair": ((0.0, hair.darker(320)), (0.3, hair), (1.0, mixed(hair, light, 0.55))),
        "drape": ((0.0, fold.darker(240)), (0.35, fold), (0.9, white), (1.0, white)),
        "shirt": _cloth(theme.shirt),
        "trousers": _cloth(theme.trousers),
        "cushion": _cloth(theme.cushion),
        "chair": _cloth(theme.chair),
        "keyboard": _cloth(theme.cushion),
    }


def _cloth(name: str) -> Stops:
    colour = QColor(name)
    return (0.0, colour.darker(500)), (0.4, colour.darker(165)), (0.8, colour), (1.0, colour.lighter(108))


@lru_cache(maxsize=24)  # who works on oneself holds the arms in another way from step to step; all else stays
def _relief(folder: Path, name: str, theme: Theme) -> QImage:
    """Give each of the 256 levels of a grey relief a colour and cut it out along its coverage."""
    # By candle the skin is dark already: it must lose less than its full share of light to stay a body.
    kept, stops = 0.25 + 0.75 * theme.dim, _colours(theme)[name.rpartition("-")[2]]
    picture = _grey(folder / f"{name}.jpg")
    picture.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    picture.setColorTable(_table(stops, kept))
    picture = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    picture.setAlphaChannel(_grey(folder / f"{name}-cover.png"))
    return picture


def _shadow(path: Path, deep: QColor) -> QImage:
    """Give the small picture of a soft shadow that a figure throws on what lies behind it."""
    colour = deep.darker(500)
    shadow = _grey(path)
    shadow.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    table = []
    for level in range(256):
        colour.setAlphaF(0.5 * level / 255.0)
        table.append(colour.rgba())
    shadow.setColorTable(table)
    return shadow.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _grey(path: Path) -> QImage:
    picture = QImage(str(path))
    if picture.isNull():
        raise FileNotFoundError(path)
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


def _table(stops: Stops, kept: float) -> list[int]:
    """Give the colours of the 256 levels of grey, of which so much light is kept: a gradient, painted and read back."""
    strip = QImage(256, 1, QImage.Format.Format_RGB32)
    shade = QLinearGradient(0.0, 0.0, 256.0 / kept, 0.0)
    for luminance, colour in stops:
        shade.setColorAt(luminance, colour)
    with QPainter(strip) as painter:
        painter.fillRect(strip.rect(), shade)
    return [strip.pixel(level, 0) for level in range(256)]
