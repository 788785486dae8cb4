"""The questions about the vocabulary: what a stroke is called, and where places, muscles and landmarks lie."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from random import Random
from typing import Final

from backtimer.core.drill.of_routine import CHOICES, LOWEST
from backtimer.core.drill.question import VOCABULARY, Name, Question, Where, extent
from backtimer.core.handbook import Family, Handbook, Region, Stroke
from backtimer.core.routine import Routine, Step
from backtimer.core.timing import MINUTE, Ms

SIMILAR: Final[dict[Family, tuple[Family, ...]]] = {
    "effleurage": ("lomi", "friction"),
    "petrissage": ("friction", "hold"),
    "friction": ("petrissage", "effleurage"),
    "tapotement": ("vibration", "friction"),
    "vibration": ("tapotement", "movement"),
    "hold": ("petrissage", "movement"),
    "lomi": ("effleurage", "vibration"),
    "movement": ("vibration", "hold"),
    "tool": ("hold", "friction"),
}
"""Whose strokes one could take for one another."""

LOOKS_LIKE: Final = {"friction": "circles"}
"""Movements that a picture from above hardly tells apart: whether fingers take the skin along or slide, one feels."""

SMALL: Final = 0.11
"""A place of one piece up to this size (square units of the back) is asked for by itself."""

LANDMARKS: Final = ("C7", "acromion", "scapula_inferior_angle", "rib12_tip", "iliac_crest_top", "PSIS")
"""The landmarks that a student finds with the fingers."""


def shown_steps(handbook: Handbook, routines: Iterable[Routine]) -> dict[str, Step]:
    """A step for each stroke with hands to be seen, as it usually is: with its own part of the hand, its own tempo.

    Of the steps of the routines one on a back that lies before others, of these one without a path of its own, of
    these the longest; where there is none, one on a place that suits the stroke.
    """
    found: dict[str, Step] = {}
    for routine in routines:
        for step in routine.in_order():
            stroke, best = step.stroke, found.get(step.stroke.id)
            if step.hands == stroke.hands and step.regions and (best is None or _worth(step) > _worth(best)):
                found[stroke.id] = step
    return {
        id_: replace(
            found.get(id_) or _elsewhere(stroke, handbook),
            tempo=stroke.tempo, pressure=(max(stroke.pressure, 1),), name="", cue="", say="", note="",
        )
        for id_, stroke in handbook.strokes.items()
        if stroke.motion != "none" and stroke.family != "setting"
    }  # fmt: skip


def vocabulary_questions(handbook: Handbook, shown: Mapping[str, Step], random: Random) -> tuple[Question, ...]:
    """All questions about the vocabulary: strokes as they are shown, and places, in turn."""
    strokes = [step.stroke for step in shown.values()]
    names = (name for step in shown.values() if (name := _name(step, strokes, random)) is not None)
    pairs = zip_longest(names, _places(handbook))
    return tuple(question for pair in pairs for question in pair if question is not None)


def _elsewhere(stroke: Stroke, handbook: Handbook) -> Step:
    """A stroke on the first place where it is harmless, or beside the spine."""
    place = "shoulder" if stroke.motion == "shoulders" else (*stroke.only, "upper_paraspinal")[0]
    regions = (handbook.regions[place],)
    return Step(stroke, Ms(MINUTE), regions, "both" if place == "shoulder" else "each", hands=stroke.hands)


def _worth(step: Step) -> tuple[bool, bool, int]:
    """The step that shows best what its stroke is."""
    return step.posture == "prone", not step.path, step.time


def _name(step: Step, strokes: list[Stroke], random: Random) -> Name | None:
    """What is this? Others of its family as choices, then of a similar one; none that looks or is called the same."""
    right = step.stroke
    families = (right.family, *SIMILAR.get(right.family, ()))

    def apart(other: Stroke) -> float:
        far = families.index(other.family) if other.family in families else len(families) + 1
        return far - 0.5 * (other.hands == right.hands) + random.uniform(0, 1)

    wrong: list[Stroke] = []
    for other in sorted(strokes, key=apart):
        if len(wrong) < CHOICES - 1 and not any(_same(other, taken) for taken in (right, *wrong)):
            wrong.append(other)
    if len(wrong) < CHOICES - 1:
        return None
    choices = [right, *wrong]
    random.shuffle(choices)
    return Name(f"name/{VOCABULARY}/{right.id}", VOCABULARY, step, tuple(choices), choices.index(right))


def _same(one: Stroke, other: Stroke) -> bool:
    """Whether two strokes look the same, or are called the same."""
    first, second = (LOOKS_LIKE.get(stroke.motion, stroke.motion) for stroke in (one, other))
    return (first, one.hands) == (second, other.hands) or one.name == other.name or one.term == other.term


def _places(handbook: Handbook) -> Iterator[Where]:
    """Where is it? Regions, muscles, the places to be gentle with, and landmarks, in turn."""
    regions = [
        Where(f"where/{VOCABULARY}/region-{region.id}", VOCABULARY, "region", region.id, region.shape)
        for region in handbook.regions.values()
        if _small(region, handbook)
    ]
    muscles = [
        Where(f"where/{VOCABULARY}/muscle-{muscle.id}", VOCABULARY, "muscle", muscle.id, (muscle.shape,))
        for muscle in handbook.muscles
        if not muscle.bone
    ]
    zones = [
        Where(f"where/{VOCABULARY}/zone-{zone.id}", VOCABULARY, "zone", zone.id, (zone.shape,))
        for zone in handbook.zones
    ]
    spots = [
        Where(f"where/{VOCABULARY}/landmark-{id_}", VOCABULARY, "landmark", id_, spots=(handbook.landmarks[id_],))
        for id_ in LANDMARKS
        if id_ in handbook.landmarks
    ]
    turns = zip_longest(regions, muscles, zones, spots)
    return (where for turn in turns for where in turn if where is not None)


def _small(region: Region, handbook: Handbook) -> bool:
    """Whether a region can be pointed at: in the picture, of one piece, neither large nor one to leave alone."""
    lowest = max(y for shape in region.shape for _, y in shape)
    zones = {zone.id for zone in handbook.zones}
    return (
        len(region.shape) == 1
        and extent(region.shape) <= SMALL
        and lowest < LOWEST
        and region.cap > 0
        and region.id not in zones
    )
