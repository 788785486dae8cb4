"""The back at one instant: figure, marks, folds of skin and hands, as one picture. Pure painting.

The window, a thumbnail, `draw` and the gallery all paint with what stands here, so that the same instant is the same
picture everywhere. `figure_picture` and `marked` give what stays for a while, `scene_of` what moves. Leaves the single
parts to their own painters and the question of what must be painted again to the stage.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPixmap, QRadialGradient, QTransform

from backtimer import words
from backtimer.core.bearing import borne
from backtimer.core.kinds import OWN, Posture
from backtimer.core.moment import Moment
from backtimer.core.motion import cycle_of, folds_of, hands_at, hands_of, places_of, round_of, sway_of, trace_of
from backtimer.core.motion.oneself import arms_of, near_of
from backtimer.core.plan import Plan
from backtimer.core.routine import Step
from backtimer.core.timing import Ms
from backtimer.ui.look import Look
from backtimer.ui.paint_callouts import EDGES, Callout, paint_callouts
from backtimer.ui.paint_care import paint_care, paint_care_strongly, paint_left_out
from backtimer.ui.paint_figure import Figure, back_to_box, outline, paint_figure, view
from backtimer.ui.paint_hands import LaidHand, lay_hand, paint_hand, px_per_mm
from backtimer.ui.paint_learning import paint_learning
from backtimer.ui.paint_props import paint_wall
from backtimer.ui.paint_skin import LaidFold, lay_fold, paint_fold
from backtimer.ui.paint_trace import paint_places, paint_spots, paint_trace
from backtimer.ui.theme import Theme

POSES: Final = 4
"""So many poses of each cycle are shown where somebody wants no gliding hands."""

NAMED_FROM: Final = 420
"""From this height of the picture (pixels) there is room for words in it."""

QUICK: Final = ("tap", "tremble")
"""Movements too quick to be drawn at their pace: their tempo is said beside them."""

NEARER: Final = 1.3
"""How much larger the back is in a small picture, which may lose the crown and the drape."""

ELSEWHERE: Final = ("forearms", "oneself-lying")
"""In these no back is seen, and so none of its zones, muscles and landmarks."""

DESK_NEARER: Final = 1.2
ARM_ASIDE: Final = 0.26
"""How much larger forearms are in a small picture, and how far aside (share of its height): it needs not show both."""

FADE: Final = 0.09
"""In the last part of the picture, this share of it, arms that come from beyond the hips fade into the ground."""


HEAD: Final = 0.1
HIPS: Final = 0.9
"""Heights in the picture (shares): there a body that rocks stays, and there it goes the whole way."""


IN_BANDS: Final = 600
"""From this height (device pixels) a leaning body is laid down in bands, each shifted by whole pixels."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What moves in a picture, ready to be drawn. `sway` is how far the hips lie to the right, in whole pixels."""

    folds: tuple[LaidFold, ...] = ()
    hands: tuple[LaidHand, ...] = ()
    own: bool = False
    """Whether the hands come round the body from the front, so that only what lies on it is seen."""
    sway: int = 0


def figure_of(moment: Moment, look: Look) -> Figure:
    """Who is shown at a moment, and how."""
    return figure_at(moment.span.step, look)


def figure_at(step: Step, look: Look) -> Figure:
    """Who is shown during a step, and how the arms are held."""
    if step.posture not in OWN:
        return Figure(step.posture, look.build)
    left, right = arms_of(step)
    return Figure(step.posture, look.build, left, right, near_of(step))


def paint_stage(painter: QPainter, box: QRectF, moment: Moment, look: Look) -> None:
    """Paint one instant, all of it, into the box (pixels)."""
    figure, ratio = figure_of(moment, look), painter.device().devicePixelRatio()
    inner = QRectF(0.0, 0.0, box.width(), box.height())
    to_box = back_to_box(inner, figure.posture)
    still = marked(figure_picture(box.size().toSize(), ratio, figure, look), moment, look)
    painter.save()
    painter.translate(box.topLeft())
    painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
    scene = scene_of(moment, to_box, look, ratio)
    paint_still(painter, still, scene, look.theme)
    paint_scene(painter, scene, figure, to_box, look)
    painter.fillRect(*fading_edge(inner, figure.posture, look.theme))
    painter.restore()


def figure_picture(size: QSize, ratio: float, figure: Figure, look: Look) -> QPixmap:
    """Give the figure on its ground, in pixels of the page; `ratio` are device pixels per pixel."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(look.theme.ground))
    box = QRectF(0.0, 0.0, size.width(), size.height())
    with QPainter(picture) as painter:
        paint_glow(painter, box, look.theme)
        paint_person(painter, box, figure, look)
    return picture


def paint_person(painter: QPainter, box: QRectF, figure: Figure, look: Look) -> None:
    """Paint the figure, and before it the wall where a ball is held to one."""
    paint_figure(painter, box, figure, look.theme, look.assets)
    if figure.near == "wall":
        paint_wall(painter, back_to_box(box, figure.posture), box, look.theme)


def paint_hands_of(painter: QPainter, box: QRectF, step: Step, look: Look) -> None:
    """Paint the hands of a step as they are well on their way, without a plan: for the card of a routine."""
    figure, ratio = figure_at(step, look), painter.device().devicePixelRatio()
    inner = QRectF(0.0, 0.0, box.width(), box.height())
    to_box, pressure = back_to_box(inner, figure.posture), float(max(step.pressure, default=0))
    hands = hands_of(step, Ms(round_of(step) * 3 // 16))
    levels = [borne(pressure, hand, step, look.handbook.zones) for hand in hands]
    laid = tuple(
        lay_hand(hand, level, to_box, look.theme, pressure, look.assets, ratio)
        for hand, level in zip(hands, levels, strict=True)
    )
    painter.save()
    painter.translate(box.topLeft())
    painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
    paint_scene(painter, Scene((), laid, any(hand.from_front for hand in hands)), figure, to_box, look)
    painter.restore()


def marked(picture: QPixmap, moment: Moment, look: Look) -> QPixmap:
    """Give a copy of the figure's picture with the marks of a moment."""
    still = QPixmap(picture)
    size = still.deviceIndependentSize()
    with QPainter(still) as painter:
        paint_marks(painter, QRectF(0.0, 0.0, size.width(), size.height()), moment, look)
    return still


def paint_still(painter: QPainter, still: QPixmap, scene: Scene, theme: Theme) -> None:
    """Lay the still picture down; while the body rocks, leaning: the head stays, the hips go the whole way."""
    if not scene.sway:
        painter.drawPixmap(0, 0, still)
        return
    size, ratio = still.deviceIndependentSize(), still.devicePixelRatio()
    painter.fillRect(QRectF(0.0, 0.0, size.width(), size.height()), QColor(theme.ground))
    if size.height() * ratio >= IN_BANDS:  # a step of one pixel is not seen, and to smooth so much would take long
        high = 1.0 / ratio
        for top, bottom, aside in _bands(scene.sway, round(size.height() * ratio)):
            painter.drawPixmap(QPointF(aside * high, top * high), still, QRectF(0, top, still.width(), bottom - top))
        return
    lean = scene.sway / ratio / (HIPS - HEAD) / size.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)  # else outlines break into steps
    painter.setTransform(QTransform(1.0, 0.0, lean, 1.0, -lean * HEAD * size.height(), 0.0), combine=True)
    painter.drawPixmap(0, 0, still)
    painter.restore()


def _bands(sway: int, height: int) -> Iterator[tuple[int, int, int]]:
    """Rows (device pixels) that lean equally far: from, to, and by how many pixels."""
    slope = sway / ((HIPS - HEAD) * height)
    aside = [round(slope * (row - HEAD * height)) for row in range(height)]
    start = 0
    for row in range(1, height + 1):
        if row == height or aside[row] != aside[start]:
            yield start, row, aside[start]
            start = row


def paint_marks(painter: QPainter, box: QRectF, moment: Moment, look: Look) -> None:
    """Paint all that lies still on the skin: places to leave alone, where the stroke works, its way and its spots."""
    span, step, theme = moment.span, moment.span.step, look.theme
    to_box = back_to_box(box, step.posture)
    named = box.height() >= NAMED_FROM
    unit = max(box.height() / 650, 0.5)
    above = 0 if step.posture == "side-lying" else 156 * unit  # the buttons stand there
    words_box = box.adjusted(0, above, 0, -44 * unit)
    seen_from_behind = step.posture not in ELSEWHERE
    if look.layer == "learn" and named and seen_from_behind:
        book = look.handbook
        paint_learning(painter, words_box, step, book.muscles, book.landmarks, to_box, theme, unit)
    elif named and seen_from_behind:
        paint_care(painter, look.handbook.zones, to_box, theme, unit)
    if moment.plan.wishes.leave_out and named and step.posture != "oneself-lying":
        regions = look.handbook.regions
        out = [regions[region] for region in sorted(moment.plan.wishes.leave_out) if region in regions]
        paint_left_out(painter, out, to_box, theme, unit)
    level = moment.pressure or float(max(step.pressure, default=0))
    if step.posture == "oneself-lying":  # no back is seen
        return
    painter.save()
    painter.setOpacity(1.0 if span.kind == "step" else 0.55)
    if level and look.layer != "learn":
        paint_places(painter, step, outline(figure_of(moment, look), look.assets), to_box, theme, level)
    paint_trace(painter, trace_of(step, round_at(moment)), to_box, theme, level or 1.0)
    paint_spots(painter, places_of(step), to_box, theme, level or 1.0)
    painter.restore()
    if look.layer == "care" and named and seen_from_behind:
        paint_care_strongly(painter, words_box, look.handbook.zones, to_box, theme, unit, step.posture)
    if named and look.layer == "none" and step.stroke.motion in QUICK and step.regions:
        at = QPointF(*step.regions[0].line[len(step.regions[0].line) // 2])
        beside = Callout(to_box.map(at), words.tempo_words(step))
        paint_callouts(painter, words_box, [beside], theme, unit, EDGES[step.posture][1])


def round_at(moment: Moment) -> int:
    """Which of several rounds the trace shows: a fan has three in turn, each larger than the one before."""
    step = moment.span.step
    return moment.hands // cycle_of(step) % 3 if step.stroke.motion == "fan" and moment.span.kind == "step" else 0


def scene_of(moment: Moment, to_box: QTransform, look: Look, ratio: float) -> Scene:
    """Lay ready what moves: each hand with what the place under it bears, and the skin that it raises."""
    theme, pressure, step = look.theme, moment.pressure, moment.span.step
    time = _hands_time(moment, still=look.still)
    laid, own = [], False
    for hand in hands_at(moment.plan, moment.index, time, moment.came):
        level = borne(pressure, hand, step, look.handbook.zones)
        laid.append(lay_hand(hand, level, to_box, theme, pressure, look.assets, ratio))
        own = own or hand.from_front
    if moment.span.kind != "step":
        return Scene((), tuple(laid), own)
    folds = tuple(lay_fold(fold, to_box, theme, ratio) for fold in folds_of(step, time))
    sway = sway_of(step, time)
    return Scene(folds, tuple(laid), own, round(sway * px_per_mm(to_box) * ratio) if sway else 0)


def paint_scene(painter: QPainter, scene: Scene, figure: Figure, to_box: QTransform, look: Look) -> None:
    """Paint the folds and the hands of a scene on what lies still."""
    for fold in scene.folds:
        paint_fold(painter, fold)
    if not scene.own:
        for hand in scene.hands:
            paint_hand(painter, hand)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(to_box.map(outline(figure, look.assets)), Qt.ClipOperation.IntersectClip)
    for hand in scene.hands:
        paint_hand(painter, hand)
    painter.restore()


def paint_near(painter: QPainter, box: QRectF, moment: Moment, look: Look) -> None:
    """Paint one instant so near that the back fills the box: for small pictures."""
    painter.save()
    painter.setClipRect(box)
    posture = moment.span.step.posture
    more = box.height() * (NEARER - 1.0) if posture not in ELSEWHERE else 0.0
    near = nearer(box, moment.span.step)
    paint_stage(painter, near.adjusted(-more * 0.5, -more * 0.52, more * 0.5, more * 0.48), moment, look)
    painter.restore()


def nearer(box: QRectF, step: Step) -> QRectF:
    """The box in which to paint so that a small picture shows the arm that is worked, and less of an empty desk."""
    if step.posture != "forearms" or step.side not in ("left", "right"):
        return box
    high = box.height() * DESK_NEARER
    aside = ARM_ASIDE * high * (1.0 if step.side == "left" else -1.0)
    middle = box.center().x() + aside
    half = max(box.width() / 2 + abs(aside), 0.55 * high)
    return QRectF(middle - half, box.bottom() - high, 2 * half, high)


def paint_step(painter: QPainter, box: QRectF, plan: Plan, index: int, look: Look) -> None:
    """Paint a step as a small picture: at an instant at which its hands are well on their way."""
    span = plan.spans[index]
    hands = Ms(round_of(span.step) * 3 // 16)
    middle = Ms(span.start + min(span.length // 2, hands))
    paint_near(painter, box, Moment(plan, middle, index, hands=hands), look)


def fading_edge(box: QRectF, posture: Posture, theme: Theme) -> tuple[QRectF, QLinearGradient]:
    """Where arms that come from beyond the hips fade into the ground, and how: below, or to the right."""
    if posture == "side-lying":
        edge = QRectF(box.right() - box.width() * FADE, box.top(), box.width() * FADE, box.height())
        fading = QLinearGradient(edge.topLeft(), edge.topRight())
    elif posture == "forearms":  # they come from below the desk's edge, which need not be the picture's
        desk = back_to_box(box, posture).mapRect(view(posture))
        edge = QRectF(box.left(), desk.bottom() - desk.height() * FADE, box.width(), desk.height() * FADE)
        fading = QLinearGradient(edge.topLeft(), edge.bottomLeft())
        edge.setBottom(box.bottom())
    else:
        edge = QRectF(box.left(), box.bottom() - box.height() * FADE, box.width(), box.height() * FADE)
        fading = QLinearGradient(edge.topLeft(), edge.bottomLeft())
    clear = QColor(theme.ground)
    clear.setAlpha(0)
    fading.setColorAt(0.0, clear)
    fading.setColorAt(1.0, QColor(theme.ground))
    return edge, fading


def paint_glow(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A soft light behind the figure that is gone before the box ends."""
    middle = QPointF(box.center().x(), box.top() + box.height() * 0.46)
    glow = QRadialGradient(middle, min(box.width() * 0.5, box.height() * 0.62))
    glow.setColorAt(0.0, QColor(theme.glow))
    clear = QColor(theme.glow)
    clear.setAlpha(0)
    glow.setColorAt(1.0, clear)
    painter.fillRect(box, glow)


def _hands_time(moment: Moment, *, still: bool) -> Ms:
    if not still:
        return moment.hands
    quarter = max(cycle_of(moment.span.step) // POSES, 1_000)
    return Ms(moment.hands // quarter * quarter)
