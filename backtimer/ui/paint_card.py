"""A routine as a card of the library: a small back with the regions it works, title, for whom, how long.

Of a routine for oneself the picture shows one's own hands at the work that takes longest.

Knows an entry of the shelf. Leaves the grid and the choosing to the page.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from backtimer import words
from backtimer.core.hand import Point
from backtimer.core.handbook import Handbook, Region
from backtimer.core.kinds import Side, posture_of
from backtimer.core.routine import Step
from backtimer.core.shelf import Card, Entry
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.paint_figure import Figure, back_to_box, outline, paint_figure
from backtimer.ui.theme import Theme, mixed


def paint_thumbnail(painter: QPainter, box: QRectF, card: Card, look: Look) -> None:
    """The figure with each region in the colour of the firmest pressure that it gets; by oneself also one's hands."""
    step = _own_work(card, look.handbook)
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    if step is None:
        figure = Figure(posture_of(card.audience, card.position), look.build)
        paint_figure(painter, box, figure, look.theme, look.assets)
        _paint_regions(painter, box, card, figure, look)
    else:
        # The first cards are there without all that moves hands.
        from backtimer.ui.paint_stage import figure_at, nearer, paint_hands_of, paint_person  # noqa: PLC0415

        figure, near = figure_at(step, look), nearer(box, step)
        paint_person(painter, near, figure, look)
        _paint_regions(painter, near, card, figure, look)
        paint_hands_of(painter, near, step, look)
    painter.restore()


def _paint_regions(painter: QPainter, box: QRectF, card: Card, figure: Figure, look: Look) -> None:
    """Each region in the colour of the firmest pressure that it gets."""
    ratio = painter.device().devicePixelRatio()
    layer = QImage((box.size() * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    layer.setDevicePixelRatio(ratio)
    layer.fill(Qt.GlobalColor.transparent)
    with QPainter(layer) as over:
        over.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The firmest come last and take the place of what lies under them, so that each place has one clear colour.
        over.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        over.setPen(Qt.PenStyle.NoPen)
        to_box = back_to_box(QRectF(0, 0, box.width(), box.height()), figure.posture)
        over.setClipPath(to_box.map(outline(figure, look.assets)))
        for level, shapes in sorted(_places(card, look.handbook.regions).items()):
            over.setBrush(look.theme.level(level))
            for shape in shapes:
                for sign in (1,) if figure.posture == "forearms" else (1, -1):
                    over.drawPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in shape])))
    painter.save()
    painter.setOpacity(painter.opacity() * 0.52)
    painter.drawImage(box.topLeft(), layer)
    painter.restore()


def _own_work(card: Card, handbook: Handbook) -> Step | None:
    """The longest work of a routine for oneself that hands do, as a step; None where others do it, or no hands."""
    if card.audience != ("self",):
        return None
    strokes = [handbook.strokes[id_] for id_ in card.strokes if id_ in handbook.strokes]
    for place, time in sorted(card.spent, key=lambda spent: -spent[1]):
        region = handbook.regions.get(place)
        stroke = next((one for one in strokes if one.touches and (not one.only or place in one.only)), None)
        if region and stroke:
            posture = posture_of(card.audience, card.position, 0, [id_ for id_, _ in card.levels])
            side: Side = "right" if stroke.hands == "ball" or posture == "forearms" else "both"
            pressure = (max(stroke.pressure, 1),)
            return Step(
                stroke, time, (region,), side, pressure=pressure, tempo=stroke.tempo, hands=stroke.hands,
                posture=posture,
            )  # fmt: skip
    return None


def _places(card: Card, regions: Mapping[str, Region]) -> dict[int, list[tuple[Point, ...]]]:
    """The shapes that each pressure is given to. What is stroked all over says little beside places that get more."""
    places: dict[int, list[tuple[Point, ...]]] = {}
    for name, level in card.levels:
        if name in regions and (name != "whole_back" or len(card.levels) == 1):
            places.setdefault(level, []).extend(regions[name].shape)
    return places


def paint_card(
    painter: QPainter,
    box: QRectF,
    entry: Entry,
    theme: Theme,
    unit: float,
    *,
    chosen: bool,
    hovered: bool,
    note: str,
    liked: bool = False,
    length: int = 0,
) -> QRectF:
    """The card without its picture; returns the box for that (of a broken file: none).

    `note` is what is to be said of it today, `length` how long it would be today (milliseconds).
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPen(QColor(theme.accent if chosen else theme.quiet if hovered else theme.line), 2.4 if chosen else 1.2)
    painter.setPen(edge)
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 14 * unit, 14 * unit)
    pad = 16 * unit
    picture = QRectF(box.left() + pad, box.top() + pad, (box.height() - 2 * pad) * 0.72, box.height() - 2 * pad)
    left = picture.right() + pad
    words_box = QRectF(left, box.top() + pad, box.right() - pad - left, box.height() - 2 * pad)
    if entry.card is None:
        _paint_broken(painter, box.adjusted(pad, pad, -pad, -pad), entry, theme, unit)
        return QRectF()
    card = entry.card
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(20 * unit, SEMIBOLD))
    height = draw_lines(painter, words_box, card.title, 2, 1.25)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(15.5 * unit))
    line = words.audience_line(card)
    below = words_box.adjusted(0, height + 6 * unit, 0, 0)
    room = 1 if note and height > 30 * unit else 2  # the note needs the place
    height += 6 * unit + draw_lines(painter, below, line, room, 1.35)
    foot = QRectF(words_box.left(), words_box.bottom() - 42 * unit, words_box.width(), 44 * unit)
    if liked:
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(20 * unit))
        draw_line(painter, foot.adjusted(0, 8 * unit, 0, 0), "★", Qt.AlignmentFlag.AlignRight)
    if note:
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(15 * unit, SEMIBOLD))
        draw_line(painter, QRectF(foot.left(), foot.top() - 24 * unit, foot.width(), 24 * unit), note)
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(36 * unit, LIGHT))
    minutes = words.minutes_text(length or card.time)
    draw_line(painter, foot, minutes)
    wide = painter.fontMetrics().horizontalAdvance(minutes)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(16 * unit))
    beside = foot.adjusted(wide + 8 * unit, 8 * unit, 0, 0)
    draw_line(painter, beside, "min")
    if card.level and card.level != "beginner":
        rest = beside.adjusted(38 * unit, 0, -26 * unit if liked else 0, 0)
        painter.setFont(fitted(words.LEVELS[card.level], 16 * unit, rest.width(), least=0.75))
        draw_line(painter, rest, words.LEVELS[card.level], Qt.AlignmentFlag.AlignRight)
    return picture


def paint_card_ground(painter: QPainter, box: QRectF, theme: Theme, unit: float) -> None:
    """What lies behind a card's picture."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(QColor(theme.raised), QColor(theme.ground), 0.85))
    painter.drawRoundedRect(box, 10 * unit, 10 * unit)


def _paint_broken(painter: QPainter, box: QRectF, entry: Entry, theme: Theme, unit: float) -> None:
    """The card of a file that cannot be played: its name, how many problems, and the first of them."""
    errors = [problem for problem in entry.problems if problem.severity == "error"]
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(20 * unit, SEMIBOLD))
    height = draw_lines(painter, box, Path(entry.file).name, 2, 1.25)
    painter.setPen(QColor(theme.warning))
    painter.setFont(face(15.5 * unit, SEMIBOLD))
    count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
    line = QRectF(box.left(), box.top() + height + 6 * unit, box.width(), 22 * unit)
    draw_line(painter, line, f"Cannot be played: {count}")
    if errors:
        painter.setPen(QColor(theme.quiet))
        painter.setFont(face(15 * unit))
        text = f"Line {errors[0].line}: {errors[0].text}"
        draw_lines(painter, box.adjusted(0, height + 34 * unit, 0, 0), text, 5, 1.3)
