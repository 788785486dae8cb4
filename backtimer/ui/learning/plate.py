"""The plate of a page to learn from: two pictures beside each other, with figures and names at its edges.

Knows pictures and the time that has passed; a timer runs only while hands are seen to move. Leaves what is shown to
the page and the painting to `paint_vocabulary` and the painters of the stage.
"""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from backtimer.core.moment import Moment
from backtimer.core.timing import Ms
from backtimer.ui.learning.paint_vocabulary import Picture, names_of, paint_figures, still_picture
from backtimer.ui.lettering import draw_line, face
from backtimer.ui.look import Look
from backtimer.ui.on_screen import still_fits
from backtimer.ui.paint_callouts import Callout, paint_callouts
from backtimer.ui.paint_stage import fading_edge, paint_scene, paint_still, scene_of
from backtimer.ui.theme import Theme

FRAME: Final = 33
"""Milliseconds between two pictures of moving hands."""

POSE: Final = 250
"""The same where somebody wants no gliding hands: a pose stays for a second or more."""

SHAPE: Final = 0.703
"""The width of the figure's view, as a share of its height."""

ASIDE: Final = 0.05
"""The same of the room at either side of it, in which arms that come from there fade."""

CAPTION: Final = 26
"""Height of the line below the pictures, in pixels of the 800-pixel sketch."""

NAMES: Final = 1.02
"""How much larger names stand here than beside the back that is played."""


class Plate(QWidget):
    """Shows one or two pictures; those with a stroke move while they are seen."""

    def __init__(self, look: Look, clock: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._look, self._clock, self._unit = look, clock, 1.0
        self._began = clock()
        self.pictures: tuple[Picture, ...] = ()
        self._stills: list[QPixmap] = []
        self._page = QPixmap()  # all that lies still under the hands
        self._words = QPixmap()  # and upon them
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._on_timeout)

    def show_pictures(self, pictures: tuple[Picture, ...], text: str) -> None:
        """Show these, their hands from the beginning; `text` is what a screen reader says of them."""
        self.pictures, self._began = pictures, self._clock()
        self.setAccessibleName(text)
        self._forget()
        self._run()

    def set_look(self, look: Look, unit: float) -> None:
        """Show them in another look; `unit` is one pixel of the 800-pixel sketch."""
        if look is not self._look or unit != self._unit:
            self._look, self._unit = look, unit
            self._forget()
            self._run()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing moves."""
        super().hideEvent(event)
        self.timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new size wants new figures."""
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # a frame is all of both pictures
        """Lay down what lies still, and the hands on it."""
        if not still_fits(self._page, self):
            self._compose()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._page)
            for picture, box, still in zip(self.pictures, self.boxes(), self._stills, strict=True):
                moment = picture.moment(self.hands)
                if moment is not None:
                    self._paint_hands(painter, picture, moment, box, still)
            painter.drawPixmap(0, 0, self._words)

    def boxes(self) -> list[QRect]:
        """Where the pictures stand: side by side in the middle, room for names left and right."""
        high = self.height() - round(CAPTION * self._unit)
        wide = round(high * (SHAPE + 2 * ASIDE))
        left = (self.width() - wide * len(self.pictures)) // 2
        return [QRect(left + at * wide, 0, wide, high) for at in range(len(self.pictures))]

    @property
    def hands(self) -> Ms:
        """How long the hands have been moving."""
        return Ms(self._clock() - self._began)

    def _compose(self) -> None:
        """Paint figures and words into one picture that stays."""
        ratio, boxes = self.devicePixelRatioF(), self.boxes()
        self._stills = [
            still_picture(picture, box.size(), ratio, self._look)
            for picture, box in zip(self.pictures, boxes, strict=True)
        ]
        self._page, self._words = QPixmap(self.size() * ratio), QPixmap(self.size() * ratio)
        for pixmap, ground in ((self._page, QColor(self._look.theme.ground)), (self._words, QColor(0, 0, 0, 0))):
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(ground)
        with QPainter(self._page) as painter:
            for picture, box, still in zip(self.pictures, boxes, self._stills, strict=True):
                painter.drawPixmap(box.topLeft(), still)
                edge, fading = fading_edge(QRectF(box), picture.posture_shown, self._look.theme)
                painter.fillRect(edge, fading)
        with QPainter(self._words) as painter:
            self._paint_words(painter, boxes, self._unit)

    def _paint_hands(self, painter: QPainter, picture: Picture, moment: Moment, box: QRect, still: QPixmap) -> None:
        """The hands of one picture; while the body rocks, the body too."""
        look, inner, to_box = self._look, QRectF(0, 0, box.width(), box.height()), picture.to_box(box.size())
        scene = scene_of(moment, to_box, look, self.devicePixelRatioF())
        painter.save()
        painter.translate(box.topLeft())
        painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
        if scene.sway:
            paint_still(painter, still, scene, look.theme)
        paint_scene(painter, scene, picture.figure(look), to_box, look)
        painter.fillRect(*fading_edge(inner, picture.posture_shown, look.theme))
        for side, fading in _sides(inner, look.theme):
            painter.fillRect(side, fading)
        painter.restore()

    def _paint_words(self, painter: QPainter, boxes: list[QRect], unit: float) -> None:
        """Figures at the left, names at both edges, captions below."""
        theme, whole = self._look.theme, QRectF(self.rect()).adjusted(0, 0, 0, -CAPTION * unit)
        step = self.pictures[0].step if self.pictures else None
        if step is not None:
            paint_figures(painter, whole.adjusted(0, 40 * unit, 0, 0), step, theme, unit)
        left: list[Callout] = []
        right: list[Callout] = []
        for picture, box in zip(self.pictures, boxes, strict=True):
            at_left, at_right = names_of(picture, picture.to_box(box.size()), self._look)
            left += [Callout(callout.at + box.topLeft(), callout.name, callout.more) for callout in at_left]
            right += [Callout(callout.at + box.topLeft(), callout.name, callout.more) for callout in at_right]
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(14.5 * unit))
            under = QRectF(box.left(), box.bottom() + 2, box.width(), CAPTION * unit - 2)
            draw_line(painter, under, picture.caption, Qt.AlignmentFlag.AlignHCenter)
        paint_callouts(painter, whole.adjusted(-14 * unit, 0, 0, 0), left, theme, NAMES * unit, "left")
        paint_callouts(painter, whole.adjusted(0, 0, 14 * unit, 0), right, theme, NAMES * unit, "right")

    def _run(self) -> None:
        """Let the timer run while there is something to see that moves, and else not at all."""
        if self.isVisible() and any(picture.moves for picture in self.pictures):
            self.timer.start(POSE if self._look.still else FRAME)
        else:
            self.timer.stop()

    def _forget(self) -> None:
        self._page = QPixmap()
        self.update()

    def _on_timeout(self) -> None:
        boxes = self.boxes()
        if boxes:
            self.update(boxes[0] | boxes[-1])

    def sizeHint(self) -> QSize:
        """As high as half a page."""
        return QSize(800, 420)


def _sides(box: QRectF, theme: Theme) -> Iterator[tuple[QRectF, QLinearGradient]]:
    """Where arms that come from beside the body fade into the ground, left and right, and how."""
    ground, clear = QColor(theme.ground), QColor(theme.ground)
    clear.setAlpha(0)
    wide = box.height() * ASIDE
    for edge, inner in ((box.left(), box.left() + wide), (box.right(), box.right() - wide)):
        fading = QLinearGradient(edge, 0, inner, 0)
        fading.setColorAt(0.0, ground)
        fading.setColorAt(1.0, clear)
        yield QRectF(min(edge, inner), box.top(), wide, box.height()), fading
