"""Paints the figure: a person lying prone, seen from above, draped below the hips.

Knows which part of the back is shown and how to give the lit grey reliefs in `assets/figure` the colours of a theme.
Leaves the sculpting to `tools/sculpt`, the ground behind the figure and every mark upon it to the other painters.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QTransform

from backtimer.core.hand import X_MM, Y_MM
from backtimer.ui.theme import Skin, Theme, mixed

VIEW: Final = QRectF(-1.32, -0.58, 2.64, 1.88)
"""The part of the back coordinates that is shown."""

SMALL: Final = 300
"""Up to this height in pixels the small reliefs are fine enough."""

Stops = tuple[tuple[float, QColor], ...]
"""Colours by luminance 0 to 1, in rising order."""


def back_to_box(box: QRectF) -> QTransform:
    """Map back coordinates to the box (pixels): VIEW whole, centred, with the true aspect."""
    scale = min(box.width() / (VIEW.width() * X_MM), box.height() / (VIEW.height() * Y_MM))
    centre, middle = box.center(), VIEW.center()
    return (
        QTransform()
        .translate(centre.x(), centre.y())
        .scale(scale * X_MM, scale * Y_MM)
        .translate(-middle.x(), -middle.y())
    )


def paint_figure(painter: QPainter, box: QRectF, theme: Theme, assets: Path) -> None:
    """Paint the figure into the box (pixels); where there is no figure the ground stays as it is."""
    place = back_to_box(box).mapRect(VIEW)
    ratio = painter.device().devicePixelRatio()
    wanted = QSize(max(1, round(place.width() * ratio)), max(1, round(place.height() * ratio)))
    folder = assets / "figure" / "small" if wanted.height() <= SMALL else assets / "figure"
    whole = _figure(folder, theme.skin, theme.drape_light, theme.drape_shade, theme.dim)
    picture = whole.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, picture, QRectF(picture.rect()))
    painter.restore()


@lru_cache(maxsize=4)
def _figure(folder: Path, skin: Skin, drape_light: str, drape_shade: str, dim: float) -> QImage:
    """Put the coloured reliefs together, in the resolution in which they were sculpted."""
    light, base, shade, deep = (QColor(step) for step in (skin.light, skin.base, skin.shade, skin.deep))
    hair, white, fold = QColor(skin.hair), QColor(drape_light), QColor(drape_shade)
    colours: dict[str, Stops] = {
        "body": ((0.0, deep.darker(170)), (0.16, deep), (0.40, shade), (0.66, base), (1.0, light)),
        "hair": ((0.0, hair.darker(320)), (0.3, hair), (1.0, mixed(hair, light, 0.55))),
        "drape": ((0.0, fold.darker(240)), (0.35, fold), (0.9, white), (1.0, white)),
    }
    layers = [_relief(folder, name, stops, dim) for name, stops in colours.items()]
    whole = QImage(layers[0].size(), QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(Qt.GlobalColor.transparent)
    with QPainter(whole) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shadow = _shadow(folder, deep)
        painter.drawImage(QRectF(whole.rect()), shadow, QRectF(shadow.rect()))
        for layer in layers:
            painter.drawImage(0, 0, layer)
    return whole


def _relief(folder: Path, name: str, stops: Stops, dim: float) -> QImage:
    """Give each of the 256 levels of a grey relief a colour and cut it out along its coverage."""
    # By candle the skin is dark already: it must lose less than its full share of light to stay a body.
    kept = 0.25 + 0.75 * dim
    picture = _grey(folder / f"{name}.jpg")
    picture.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    picture.setColorTable(_table(stops, kept))
    picture = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    picture.setAlphaChannel(_grey(folder / f"{name}-cover.png"))
    return picture


def _shadow(folder: Path, deep: QColor) -> QImage:
    """Give the small picture of the soft shadow that the figure throws on the table."""
    colour = deep.darker(500)
    shadow = _grey(folder / "shadow.png")
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
