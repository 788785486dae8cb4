"""A page of the book: the name of a stroke or a place, its plate, its facts in short blocks, and where they lead.

Knows the book and the handbook: numbers come from the latter. Leaves the index and the way back to the page around it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from backtimer import words
from backtimer.core.handbook import Handbook, Region
from backtimer.core.learning import Book, RegionLesson, StrokeLesson, Topic, name_of, plans_of, suiting, under
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.learning.paint_vocabulary import Mark, Picture, paint_level
from backtimer.ui.learning.plate import Plate
from backtimer.ui.lettering import REGULAR, SEMIBOLD, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.palette import scrolling

PLATES: Final = {"stroke": 452, "region": 424}
"""Heights of the plate, in pixels of the 800-pixel sketch; a place leads to more strokes than a stroke to places."""

LEAST: Final = 364
"""So high at least, where a page would else be too long to be seen at once."""

LINK: Final = 34
"""Height of a link, in the same."""

MANY: Final = 5
"""So many routines are named."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and a short text; a warning has the colour of one. `level` is drawn as a gauge before the text."""

    heading: str
    text: str
    warns: bool = False
    level: int | None = None


class LearningSheet(QScrollArea):
    """Shows one topic. `asked` carries another one that a link leads to."""

    asked = Signal(object)

    def __init__(self, book: Book, look: Look, clock: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._look, self._unit = book, look, 1.0
        self.topic: Topic | None = None
        self.routines: tuple[tuple[str, frozenset[str]], ...] = ()
        self._page = QWidget()
        self.name, self.also, self.line = (_label("", self._page) for _ in range(3))
        self.plate = Plate(look, clock, self._page)
        self._blocks: list[tuple[QLabel, QLabel, Block, _Gauge | None]] = []
        self.leads, self.suits = _label("", self._page), _label("", self._page)
        self.links: list[FlatButton] = []
        self._topics: list[Topic] = []
        self.foot = _label("", self._page)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._page)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def blocks(self) -> list[Block]:
        """What is said of the topic."""
        return [block for _, _, block, _ in self._blocks]

    def show_topic(self, topic: Topic) -> None:
        """Show the page of a stroke or a region, from its top."""
        self.topic = topic
        self.verticalScrollBar().setValue(0)
        self._fill(topic)

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        anew = look is not self._look
        self._look, self._unit = look, unit
        self.setStyleSheet(scrolling(look.theme, "QScrollArea, QScrollArea > QWidget > QWidget"))
        self.plate.set_look(look, unit)
        if anew and self.topic is not None:
            self._fill(self.topic)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _fill(self, topic: Topic) -> None:
        """Fill all parts with what is said of the topic."""
        look = self._look
        self.name.setText(name_of(topic, look.handbook, terms=look.terms))
        if topic.kind == "stroke":
            self._fill_stroke(self._book.strokes[topic.id])
        else:
            self._fill_region(self._book.regions[topic.id])
        self._page.setAccessibleName(f"{self.name.text()}. {self.line.text()}")
        self._lay_out()

    def _fill_stroke(self, lesson: StrokeLesson) -> None:
        book, look = self._book, self._look
        stroke = look.handbook.strokes[lesson.id]
        family = book.families[stroke.family]
        other = stroke.name if look.terms else stroke.term
        group = family.term if look.terms else family.name
        also = f"also {', '.join(stroke.synonyms)}" if stroke.synonyms else ""
        self.also.setText("  ·  ".join(filter(None, (other, group, also))))
        self.line.setText(stroke.line)
        pictures = stroke_pictures(lesson, look.handbook)
        said = ". ".join(picture.caption for picture in pictures)
        figures = words.tempo_words(step) if (step := pictures[0].step) else ""
        pressure = f"Pressure {stroke.pressure}, {words.pressure_word(stroke.pressure)}" if stroke.pressure else ""
        self.plate.show_pictures(pictures, ". ".join(filter(None, (self.name.text(), said, figures, pressure))))
        way = " ".join(filter(None, (stroke.direction, lesson.direction)))
        self._put(
            Block("The hands", lesson.hands),
            Block("Direction", way),
            Block("Pace", lesson.tempo),
            Block("Never", " ".join(filter(None, (lesson.never, family.never))), warns=True),
        )
        links = [Topic("region", id_) for id_ in lesson.where]
        self._link(links, "Where" if links else "Besides" if lesson.suits else "", lesson.suits)
        self.foot.setText("")

    def _fill_region(self, lesson: RegionLesson) -> None:
        book, look = self._book, self._look
        region = look.handbook.regions[lesson.id]
        group = book.groups[lesson.group]
        other = region.name if look.terms else region.term
        self.also.setText("  ·  ".join((other[:1].upper() + other[1:], group.term if look.terms else group.name)))
        self.line.setText(lesson.find)
        pictures = region_pictures(lesson, book, look)
        said = ". ".join(picture.caption for picture in pictures)
        marks = ", ".join(mark.name for mark in pictures[0].marks)
        self.plate.show_pictures(pictures, ". ".join(filter(None, (self.name.text(), said, marks))))
        self._put(
            Block("Beneath", lesson.beneath),
            Block("Pressure", _bears(region), level=region.cap),
            Block("Take care", lesson.care, warns=True),
        )
        topics = list(suiting(book, lesson.id))
        self._link(topics, "Strokes that suit" if topics else "")
        titles = [title for title, regions in self.routines if lesson.id in regions]
        more = f", and {len(titles) - MANY} more" if len(titles) > MANY else ""
        self.foot.setText(f"In the library: {', '.join(titles[:MANY])}{more}" if titles else "")

    def _put(self, *blocks: Block) -> None:
        """Show these blocks; one without a text is left out."""
        for heading, text, _, gauge in self._blocks:
            for part in (heading, text, gauge):
                if part is not None:
                    part.hide()
                    part.deleteLater()
        self._blocks = []
        for block in blocks:
            if block.text:
                gauge = _Gauge(block.level, self._look, self._page) if block.level is not None else None
                parts = _label(block.heading, self._page), _label(block.text, self._page), block, gauge
                self._blocks.append(parts)
                for part in (parts[0], parts[1], gauge):
                    if part is not None:
                        part.show()

    def _link(self, topics: list[Topic], heading: str, text: str = "") -> None:
        """Offer these topics to go on to, under a heading and a sentence."""
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links, self._topics = [], topics
        self.leads.setText(heading)
        self.suits.setText(text)
        for topic in topics:
            link = FlatButton(name_of(topic, self._look.handbook, terms=self._look.terms), parent=self._page)
            link.setAccessibleName(f"Go to {link.text()}")
            link.clicked.connect(lambda _=False, topic=topic: self.asked.emit(topic))
            link.show()
            self.links.append(link)

    def _lay_out(self) -> None:
        """Lay all parts below each other; where that is too long, with a smaller plate."""
        kind, unit = (self.topic.kind if self.topic else "stroke"), self._unit
        wide = self.viewport().width() - round(20 * unit)
        plate = round(PLATES[kind] * unit)
        end = self._lay_down(wide, plate)
        if end > self.viewport().height():
            plate = max(plate - (end - self.viewport().height()), round(LEAST * unit))
            end = self._lay_down(wide, plate)
        self._page.resize(self.viewport().width(), end)

    def _lay_down(self, wide: int, plate: int) -> int:
        """Lay all parts below each other; gives where they end."""
        unit, theme = self._unit, self._look.theme
        top = 16 * unit
        for label, pixels, weight, colour, gap in (
            (self.name, 36.0, SEMIBOLD, theme.ink, 2.0),
            (self.also, 15.5, REGULAR, theme.quiet, 6.0),
            (self.line, 18.0, REGULAR, theme.ink, 12.0),
        ):
            font = fitted(label.text(), pixels * unit, wide, weight, least=0.85)
            top = _place(label, 0, top, wide, font, colour) + gap * unit
        self.plate.setGeometry(0, round(top), wide, plate)
        self.plate.set_look(self._look, unit)
        top = self._lay_blocks(top + plate + 12 * unit, wide) + 12 * unit
        top = self._lay_links(top, wide)
        self.foot.setVisible(bool(self.foot.text()))
        if self.foot.text():
            top = _place(self.foot, 0, top + 6 * unit, wide, face(15 * unit), theme.quiet)
        return round(top + 10 * unit)

    def _lay_blocks(self, top: float, wide: int) -> float:
        """The blocks beside each other, as wide as their texts are long; gives where they end."""
        unit, theme, count = self._unit, self._look.theme, max(len(self._blocks), 1)
        gap = round(30 * unit)
        free = wide - gap * (count - 1)
        weights = [max(len(block.text), 70) ** 0.75 for block in self.blocks]
        end, left = top, 0.0
        for (heading, text, block, gauge), weight in zip(self._blocks, weights, strict=True):
            own = round(free * weight / sum(weights))
            colour = theme.warning if block.warns else theme.accent
            under = _place(heading, left, top, own, face(14 * unit, SEMIBOLD), colour) + 4 * unit
            if gauge is not None:
                gauge.dress(self._look, unit)
                gauge.setGeometry(round(left), round(under), own, round(38 * unit))
                under += 42 * unit
            end = max(end, _place(text, left, under, own, face(15.5 * unit), theme.ink))
            left += own + gap
        return end

    def _lay_links(self, top: float, wide: int) -> float:
        """The links in rows, after their heading; gives where they end."""
        unit, theme = self._unit, self._look.theme
        for label in (self.leads, self.suits):
            label.setVisible(bool(label.text()))
        if self.leads.text():
            font = face(14 * unit, SEMIBOLD)
            own = round(QFontMetricsF(font).horizontalAdvance(self.leads.text()) + 14 * unit)
            _place(self.suits, own, top - unit, wide - own, face(15.5 * unit), theme.ink)
            top = _place(self.leads, 0, top, own, font, theme.accent) + 5 * unit
        left, high = 0.0, round(LINK * unit)
        for link in self.links:
            link.set_theme(theme)
            link.setFont(face(14.5 * unit))
            own = link.fontMetrics().horizontalAdvance(link.text()) + round(30 * unit)
            if left and left + own > wide:
                left, top = 0.0, top + high + 2 * unit
            link.setGeometry(round(left) - 3, round(top), own, high)
            left += own + 2 * unit
        return top + high if self.links else top


class _Gauge(QWidget):
    """A level of pressure as a gauge, a number and a word."""

    def __init__(self, level: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._level, self._look, self._unit = level, look, 1.0
        self.setAccessibleName(f"Pressure {level}, {words.pressure_word(level)}")

    def dress(self, look: Look, unit: float) -> None:
        """Paint in another look and size."""
        self._look, self._unit = look, unit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint gauge, number and word."""
        with QPainter(self) as painter:
            paint_level(painter, QRectF(self.rect()), self._level, self._look.theme, self._unit, beside=True)


def stroke_pictures(lesson: StrokeLesson, handbook: Handbook) -> tuple[Picture, ...]:
    """The stroke on its own, and the stroke upon the muscles that lie under it there."""
    (first, at), (second, to) = plans_of(lesson, handbook)
    regions = tuple(handbook.regions[id_] for id_ in lesson.shown.regions)
    muscles = under(handbook.muscles, lesson.muscles, regions)
    one, other = first.spans[at].step, second.spans[to].step
    if one.posture != other.posture:
        captions = [_POSTURES[step.posture] for step in (one, other)]
    elif one.side != other.side:
        captions = ["Left side", "Right side"]
    elif muscles:
        captions = ["The hands", "The hands"]
    else:
        return (Picture("The hands", first, at),)
    if muscles:
        captions[1] = f"{captions[1]}, and what lies beneath"
    return Picture(captions[0], first, at), Picture(captions[1], second, to, muscles=muscles)


def region_pictures(lesson: RegionLesson, book: Book, look: Look) -> tuple[Picture, ...]:
    """The region with the landmarks by which it is found, and what lies beneath it."""
    handbook = look.handbook
    region = handbook.regions[lesson.id]
    muscles = under(handbook.muscles, lesson.muscles, ())
    marks = []
    for id_ in lesson.landmarks:
        home, term = book.landmarks[id_]
        home = home[:1].upper() + home[1:]
        marks.append(Mark(handbook.landmarks[id_], term if look.terms else home, home if look.terms else term))
    if lesson.id in BEFORE_ONESELF:
        return (Picture("Where it is", posture="forearms", regions=(region,), marks=tuple(marks)),)
    beneath = "What lies beneath" if muscles else "Places to leave alone"
    zones = tuple(zone for zone in handbook.zones if zone.id == lesson.id or not muscles)
    first = Picture("Where it is", regions=(region,), marks=tuple(marks))
    return first, Picture(beneath, muscles=muscles, zones=zones)


BEFORE_ONESELF: Final = ("hand",)
"""Regions that the picture of the back does not reach: they are shown as one sees one's own."""

_POSTURES: Final = {"prone": "Face down", "side-lying": "On the side", "seated": "Seated", "oneself": "On your own"}


def _bears(region: Region) -> str:
    """What a region bears at most, in a sentence."""
    if region.cap == 0:
        return "No pressure at all: leave it alone."
    if region.firmest > region.cap:
        return f"At most. Practised hands may go up to {region.firmest}, {words.pressure_word(region.firmest)}."
    return "At most, whoever gives."


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label


def _place(label: QLabel, left: float, top: float, wide: int, font: QFont, colour: str) -> float:
    """Put a label there, as high as its text needs; gives where it ends."""
    label.setFont(font)
    label.setStyleSheet(f"color: {colour}")
    high = label.heightForWidth(wide)
    label.setGeometry(round(left), round(top), wide, high)
    return top + high
