"""What one learns about a stroke or a place beyond its line in the handbook: pure data, and how it is looked for.

Knows the handbook; numbers stand there and nowhere else. Leaves reading the texts to `files` and showing them to `ui`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NamedTuple

from backtimer.core.bearing import inside
from backtimer.core.folding import words_in
from backtimer.core.handbook import Handbook, Muscle, Region, Stroke
from backtimer.core.kinds import Audience, Position, Posture, Side
from backtimer.core.motion import round_of
from backtimer.core.plan import Plan, make_plan
from backtimer.core.routine import Routine, Step
from backtimer.core.search import FORGIVEN, craft_words, slips_of
from backtimer.core.timing import MINUTE, Ms
from backtimer.core.wishes import Wishes

Kind = Literal["stroke", "region"]


class Topic(NamedTuple):
    """What a page of the book is about: a stroke or a region, by its id."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a group of strokes or regions, at home and in class, and what no stroke of it may ever do."""

    id: str
    name: str
    term: str
    never: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where and how a stroke is shown: on these regions, on this side, by a person drawn in these postures."""

    regions: tuple[str, ...]
    side: Side
    postures: tuple[Posture, ...] = ("prone",)


@dataclass(frozen=True, slots=True)
class StrokeLesson:
    """A stroke's page. `hands` is what they do, `suits` what it is for; the other texts may be empty.

    `where` are the ids of the regions that it suits, `muscles` of those that lie under it.
    """

    id: str
    hands: str
    shown: Shown
    direction: str = ""
    tempo: str = ""
    suits: str = ""
    never: str = ""
    where: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionLesson:
    """A region's page: how it is found, what lies beneath, what to mind; the ids of landmarks and muscles."""

    id: str
    group: str
    find: str
    care: str
    beneath: str = ""
    landmarks: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All pages, and the headings in the order of the index. `landmarks` has a name of home and one of class each."""

    families: Mapping[str, Heading]
    groups: Mapping[str, Heading]
    strokes: Mapping[str, StrokeLesson]
    regions: Mapping[str, RegionLesson]
    landmarks: Mapping[str, tuple[str, str]] = field(default_factory=dict)


Row = Heading | Topic
"""A line of the index."""

SIDE_TIME: Final = MINUTE
"""A stroke is shown for at least so long on each side; then the picture begins anew."""

_WHO: Final[Mapping[Posture, tuple[tuple[Audience, ...], tuple[Position, ...]]]] = {
    "prone": (("partner",), ("prone",)),
    "side-lying": (("partner",), ("side-lying",)),
    "seated": (("partner",), ("seated",)),
    "oneself": (("self",), ("standing",)),
    "oneself-seated": (("self",), ("seated",)),
    "oneself-lying": (("self",), ("supine",)),
    "forearms": (("self",), ()),
}
"""For whom a routine has to be, and how one lies, for a person to be drawn so."""


def name_of(topic: Topic, handbook: Handbook, *, terms: bool = False) -> str:
    """What a topic is called at home, or (terms) in class; always with a capital."""
    known: Stroke | Region = (handbook.strokes if topic.kind == "stroke" else handbook.regions)[topic.id]
    name = known.term if terms else known.name
    return name[:1].upper() + name[1:]


def index_of(book: Book, handbook: Handbook, text: str = "") -> list[Row]:
    """The lines of the index, headings before their topics; only those topics that say all words of a text."""
    rows: list[Row] = []
    found = _found(handbook, text)
    strokes: dict[str, list[Topic]] = {}
    for id_, stroke in handbook.strokes.items():
        strokes.setdefault(stroke.family, []).append(Topic("stroke", id_))
    regions: dict[str, list[Topic]] = {}
    for id_, lesson in book.regions.items():
        regions.setdefault(lesson.group, []).append(Topic("region", id_))
    for headings, topics in ((book.families, strokes), (book.groups, regions)):
        for heading in headings.values():
            kept = [topic for topic in topics.get(heading.id, ()) if topic in found]
            rows += [heading, *kept] if kept else []
    return rows


def best_of(rows: list[Row], handbook: Handbook, text: str) -> Topic | None:
    """The topic that is most likely meant: the first one whose name begins with the text, else the first of all."""
    topics = [row for row in rows if isinstance(row, Topic)]
    begins = " ".join(words_in(text))
    for topic in topics:
        names = (name_of(topic, handbook), name_of(topic, handbook, terms=True))
        if begins and any(" ".join(words_in(name)).startswith(begins) for name in names):
            return topic
    return topics[0] if topics else None


def suiting(book: Book, region: str) -> tuple[Topic, ...]:
    """The strokes that suit a region, in the order of the vocabulary."""
    return tuple(Topic("stroke", id_) for id_, lesson in book.strokes.items() if region in lesson.where)


def family_of(book: Book, stroke: Stroke) -> Heading:
    """The heading of a stroke's family."""
    return book.families[stroke.family]


def plans_of(lesson: StrokeLesson, handbook: Handbook) -> tuple[tuple[Plan, int], ...]:
    """Two pictures of a stroke: of each a plan of nothing else and the index of the span to show.

    One side at a time where it is done so, the left one first; else the same twice, or two ways to sit or lie.
    """
    stroke, shown = handbook.strokes[lesson.id], lesson.shown
    step = Step(
        stroke,
        SIDE_TIME,
        tuple(handbook.regions[id_] for id_ in shown.regions),
        shown.side,
        pressure=(stroke.pressure,) if stroke.pressure else (),
        tempo=stroke.tempo,
        hands=stroke.hands,
    )
    halves = 2 if shown.side == "each" else 1
    step = replace(step, time=Ms(halves * max(SIDE_TIME, 2 * round_of(step))))
    first, second = (_plan(step, posture) for posture in (shown.postures[0], shown.postures[-1]))
    return (first, 0), (second, len(second.spans) - 1)


def _plan(step: Step, posture: Posture) -> Plan:
    audience, position = _WHO[posture]
    return make_plan(Routine("learning", "", (step,), audience=audience, position=position), _AT_ONCE)


_AT_ONCE: Final = Wishes(ready=Ms(0))


def under(muscles: tuple[Muscle, ...], ids: tuple[str, ...], regions: tuple[Region, ...]) -> tuple[Muscle, ...]:
    """Of the muscles with these ids, in this order, those that lie under the regions; of no region all of them."""
    known = {muscle.id: muscle for muscle in muscles}
    return tuple(known[id_] for id_ in ids if not regions or any(meets(known[id_], region) for region in regions))


def meets(muscle: Muscle, region: Region) -> bool:
    """Whether a muscle lies under a region: a corner of one within the other, or the region's way upon it."""
    corners = [point for shape in region.shape for point in shape]
    return any(inside((abs(x), y), muscle.shape) for x, y in (*corners, *region.line)) or any(
        inside(point, shape) for shape in region.shape for point in muscle.shape
    )


def _found(handbook: Handbook, text: str) -> set[Topic]:
    """The topics that say all words of a text, by their beginnings; one slip is forgiven where nobody says a word."""
    known = craft_words(handbook)
    said = {Topic("stroke", id_): known[id_] for id_ in handbook.strokes}
    said |= {Topic("region", id_): known[id_] for id_ in handbook.regions}
    found = set(said)
    for word in words_in(text):
        found &= _saying((word,), said) or _saying(_slips(word, said), said)
    return found


def _saying(beginnings: tuple[str, ...], said: Mapping[Topic, tuple[str, ...]]) -> set[Topic]:
    return {topic for topic, words in said.items() if any(word.startswith(beginnings) for word in words)}


def _slips(word: str, said: Mapping[Topic, tuple[str, ...]]) -> tuple[str, ...]:
    """The beginnings of known words from which a longer word differs by one slip."""
    if len(word) < FORGIVEN:
        return ()
    lengths = (len(word) - 1, len(word), len(word) + 1)
    known = {each[:length] for words in said.values() for each in words for length in lengths}
    return tuple(known.intersection(slips_of(word)))
