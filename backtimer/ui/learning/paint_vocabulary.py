"""The pictures of a page to learn from: a stroke or a place on the back, what lies under it, and its figures.

Knows one picture at a time; leaves the time, and where on the page a picture stands, to the plate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from backtimer import words
from backtimer.core.hand import Point
from backtimer.core.handbook import Muscle, Region, Zone
from backtimer.core.kinds import Posture
from backtimer.core.moment import Moment
from backtimer.core.motion import places_of, trace_of
from backtimer.core.motion.track import smooth
from backtimer.core.plan import Plan
from backtimer.core.routine import Step
from backtimer.core.timing import Ms
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_line, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.paint_callouts import Callout
from backtimer.ui.paint_care import hatched, paint_care
from backtimer.ui.paint_figure import Figure, back_to_box, outline, view
from backtimer.ui.paint_pressure import paint_gauge
from backtimer.ui.paint_stage import ELSEWHERE, figure_of, figure_picture, round_at
from backtimer.ui.paint_trace import paint_places, paint_spots, paint_trace
from backtimer.ui.theme import Theme, mixed

HAIRLINE: Final = -0.13
"""Above this height hair covers what lies under it."""

FADED: Final = 0.06
"""So much of a picture (in back coordinates) has faded at its lower end."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the right side or the middle of the back that fingers find, with its name and a quieter line."""

    at: Point
    name: str
    more: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a stroke (a plan and the index of its span) or a figure alone, and what lies over it.

    The muscles are filled, the regions and zones drawn strongly; the caption stands below.
    """

    caption: str = ""
    plan: Plan | None = None
    index: int = 0
    posture: Posture = "prone"
    muscles: tuple[Muscle, ...] = ()
    regions: tuple[Region, ...] = ()
    zones: tuple[Zone, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def step(self) -> Step | None:
        """The step whose hands are shown."""
        return self.plan.spans[self.index].step if self.plan is not None else None

    @property
    def moves(self) -> bool:
        """Whether there are hands to be seen."""
        return self.moment(Ms(0)) is not None

    def moment(self, hands: Ms) -> Moment | None:
        """The instant so long after the hands began, in the middle of the step; None where no hands are seen."""
        if self.plan is None or self.step is None or not self.step.stroke.touches:
            return None
        span = self.plan.spans[self.index]
        return Moment(self.plan, Ms(span.start + span.length // 2), self.index, hands=hands)

    def figure(self, look: Look) -> Figure:
        """Who is shown."""
        if self.plan is None:
            return Figure(self.posture, look.build)
        return figure_of(Moment(self.plan, Ms(0), self.index), look)

    def to_box(self, size: QSize) -> QTransform:
        """Map back coordinates to a picture of that size (pixels)."""
        return back_to_box(QRectF(0, 0, size.width(), size.height()), self.posture_shown)

    @property
    def posture_shown(self) -> Posture:
        """How the person is drawn."""
        return self.step.posture if self.step is not None else self.posture


def still_picture(picture: Picture, size: QSize, ratio: float, look: Look) -> QPixmap:
    """All that lies still of a picture, in that size (pixels); `ratio` are device pixels per pixel."""
    figure = picture.figure(look)
    whole = figure_picture(size, ratio, figure, look)
    to_box, unit = picture.to_box(size), max(size.height() / 480, 0.6)
    with QPainter(whole) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = outline(figure, look.assets)
        if figure.posture not in (*ELSEWHERE, "side-lying"):
            paint_care(painter, look.handbook.zones, to_box, look.theme, unit)
        painter.save()
        painter.setClipPath(to_box.map(body), Qt.ClipOperation.IntersectClip)
        _paint_muscles(painter, picture, to_box, look.theme, unit)
        for region in picture.regions:
            _paint_region(painter, region, to_box, look.theme, unit)
        for zone in picture.zones:
            for path in _paths(zone.shape, (1, -1) if zone.both_sides else (1,), to_box):
                hatched(painter, path, QColor(look.theme.warning), 150 if zone.cap == 0 else 90, unit)
        painter.restore()
        moment = picture.moment(Ms(0))
        if moment is not None:
            _paint_way(painter, moment, body, to_box, look, tinted=not picture.muscles)
    return whole


def names_of(picture: Picture, to_box: QTransform, look: Look) -> tuple[list[Callout], list[Callout]]:
    """What is named at the left edge and what at the right one: landmarks, and muscles."""
    shown = view(picture.posture_shown)
    shown.setBottom(shown.bottom() - FADED)
    left = [
        Callout(to_box.map(QPointF(-mark.at[0], mark.at[1])), mark.name, mark.more)
        for mark in picture.marks
        if shown.contains(*mark.at)
    ]
    right = []
    for muscle in picture.muscles:
        home = muscle.name[:1].upper() + muscle.name[1:]
        name, more = (muscle.term, muscle.name) if look.terms else (home, muscle.term)
        right.append(Callout(to_box.map(QPointF(*_heart(muscle))), name, more))
    return left, right


def paint_figures(painter: QPainter, box: QRectF, step: Step, theme: Theme, unit: float) -> None:
    """How fast and how firm, as large figures one over the other at the top of the box."""
    said = words.tempo_words(step)
    number, _, counts = said.partition(" ")
    if not number[:1].isdigit():
        number, counts = "", said
    top = box.top()
    if said:
        top = _heading(painter, box, top, "Tempo", theme, unit)
        if number:
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(46 * unit, LIGHT))
            draw_line(painter, QRectF(box.left() - 2 * unit, top, box.width(), 50 * unit), number)
            top += 52 * unit
        painter.setPen(QColor(theme.quiet))
        painter.setFont(fitted(counts, 15 * unit, box.width(), least=0.8))
        draw_line(painter, QRectF(box.left(), top, box.width(), 20 * unit), counts)
        top += 46 * unit
    if step.pressure:
        top = _heading(painter, box, top, "Pressure", theme, unit)
        paint_level(painter, QRectF(box.left(), top + 6 * unit, box.width(), 58 * unit), step.pressure[0], theme, unit)


def paint_level(painter: QPainter, box: QRectF, level: int, theme: Theme, unit: float, *, beside: bool = False) -> None:
    """A level of pressure: its gauge, its number, and below it or beside it its word."""
    paint_gauge(painter, QRectF(box.left(), box.top() + 2 * unit, 72 * unit, 30 * unit), level, theme)
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(34 * unit, LIGHT))
    draw_line(painter, QRectF(box.left() + 84 * unit, box.top() - 4 * unit, 40 * unit, 40 * unit), str(level))
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(15 * unit))
    under = QRectF(box.left(), box.top() + 38 * unit, box.width(), 20 * unit)
    aside = QRectF(box.left() + 114 * unit, box.top() + 7 * unit, box.width() - 114 * unit, 24 * unit)
    draw_line(painter, aside if beside else under, words.pressure_word(level))


def _heading(painter: QPainter, box: QRectF, top: float, text: str, theme: Theme, unit: float) -> float:
    painter.setPen(QColor(theme.accent))
    painter.setFont(face(14 * unit, SEMIBOLD))
    draw_line(painter, QRectF(box.left(), top, box.width(), 20 * unit), text)
    return top + 24 * unit


def _paint_way(
    painter: QPainter, moment: Moment, body: QPainterPath, to_box: QTransform, look: Look, *, tinted: bool
) -> None:
    """The stroke's place (where it is to be tinted), its way and its spots."""
    step, theme, level = moment.span.step, look.theme, max(moment.pressure, 1.0)
    if tinted:
        paint_places(painter, step, body, to_box, theme, level)
    paint_trace(painter, trace_of(step, round_at(moment)), to_box, theme, level)
    paint_spots(painter, places_of(step), to_box, theme, level)


def _paint_muscles(painter: QPainter, picture: Picture, to_box: QTransform, theme: Theme, unit: float) -> None:
    """The muscles of a picture as red shapes under the skin, strongly on the side that is worked; bones pale."""
    step = picture.step
    worked = {"left": (-1,), "right": (1,)}.get(step.side if step is not None else "both", (1, -1))
    painter.save()
    skin = QPainterPath()
    skin.addPolygon(to_box.map(QPolygonF(QRectF(-1.4, HAIRLINE, 2.8, 2.2))))
    painter.setClipPath(skin, Qt.ClipOperation.IntersectClip)
    for muscle in picture.muscles:
        red = mixed(QColor(theme.warning), QColor(theme.skin.deep), 0.25)
        tone = QColor(theme.drape_light) if muscle.bone else red
        for sign in (1, -1):
            fill, edge = QColor(tone), QColor(tone)
            fill.setAlpha((70 if muscle.bone else 84) if sign in worked else 22)
            edge.setAlpha(220 if sign in worked else 90)
            painter.setBrush(fill)
            painter.setPen(QPen(edge, 1.5 * unit))
            painter.drawPath(_paths(smooth(muscle.shape, closed=True).points, (sign,), to_box)[0])
    painter.restore()


def _paint_region(painter: QPainter, region: Region, to_box: QTransform, theme: Theme, unit: float) -> None:
    """A region on both sides, tinted in the colour of what it bears."""
    colour = theme.level(region.cap) if region.cap else QColor(theme.warning)
    fill, edge = QColor(colour), QColor(colour)
    fill.setAlpha(105)
    edge.setAlpha(235)
    for shape in region.shape:
        for path in _paths(smooth(shape, closed=True).points, (1,) if region.middle else (1, -1), to_box):
            painter.setBrush(fill)
            painter.setPen(QPen(edge, 1.8 * unit))
            painter.drawPath(path)


def _paths(shape: Iterable[Point], signs: Iterable[int], to_box: QTransform) -> list[QPainterPath]:
    points = tuple(shape)
    paths = []
    for sign in signs:
        path = QPainterPath()
        path.addPolygon(to_box.map(QPolygonF([QPointF(sign * x, y) for x, y in points])))
        path.closeSubpath()
        paths.append(path)
    return paths


def _heart(muscle: Muscle) -> Point:
    """A point inside the muscle, on the right side, for the line to its name."""
    xs, ys = zip(*muscle.shape, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)
