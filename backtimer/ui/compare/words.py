"""What is said of two routines side by side: how many steps are alike, and what differs of one. Says nothing else."""

from collections.abc import Callable
from typing import Final

from backtimer import words
from backtimer.core.compare import Comparison, Difference, Kind, Row, Total
from backtimer.core.handbook import Handbook
from backtimer.core.notation import tempo_text
from backtimer.core.routine import Step
from backtimer.core.timing import Ms, clock_text

ALONE: Final[dict[Kind, str]] = {"left": "only in the left one", "right": "only in the right one"}

_YES: Final = {
    "optional": ("may be left out", "is never left out"),
    "waits": ("waits until one goes on", "goes on by itself"),
    "check_in": ("asks about the pressure", "does not ask about the pressure"),
}
_OTHER: Final = {
    "path": "another way of the hands", "cue": "another line", "say": "other words for the voice",
    "note": "another note", "section": "in another part",
}  # fmt: skip

FAMILIES: Final = {
    "effleurage": "gliding", "petrissage": "kneading", "friction": "rubbing", "tapotement": "tapping",
    "vibration": "trembling and rocking", "hold": "resting and pressing", "lomi": "forearm strokes",
    "movement": "moving", "tool": "ball and towel", "setting": "getting ready, asking, turning",
}  # fmt: skip
"""The families of strokes in everyday words."""


def summary(found: Comparison) -> str:
    """How much of two routines is alike, in one line."""
    counts = {kind: found.count(kind) for kind in ("same", "changed", "left", "right")}
    said = (
        f"{counts['same']} alike", f"{counts['changed']} changed",
        f"{counts['left']} only in the left one", f"{counts['right']} only in the right one",
    )  # fmt: skip
    shown = [text for text, count in zip(said, counts.values(), strict=True) if count]
    if shown == [said[0]]:
        return "Every step is alike"
    return "Steps: " + "  ·  ".join(shown)


def row_words(row: Row, *, terms: bool = False) -> str:
    """What is to be said of a row: what the right one has instead of the left; nothing where they are alike."""
    if row.left is None or row.right is None:
        return ALONE[row.kind]
    return ", ".join(_difference(each, row.left, row.right, terms=terms) for each in row.differences)


def spoken(row: Row, *, terms: bool = False) -> str:
    """A row as a screen reader says it."""
    if row.left is not None and row.right is not None:
        what = f"{words.sided(row.left, terms=terms)}, {clock_text(row.left.time)}"
        return f"{what}. {row_words(row, terms=terms) or 'Alike'}"
    step = row.left or row.right
    what = "" if step is None else f"{words.sided(step, terms=terms)}, {clock_text(step.time)}"
    return f"{what}, {ALONE[row.kind]}"


def total_words(total: Total) -> str:
    """How much more or less time the right one gives."""
    if total.left == total.right:
        return "the same"
    if not total.left or not total.right:
        return ALONE["left" if total.left else "right"]
    difference = clock_text(Ms(abs(total.right - total.left)))
    return f"{difference} more on the right" if total.right > total.left else f"{difference} less on the right"


def total_name(what: str, handbook: Handbook, *, terms: bool = False) -> str:
    """What a region, a side or a family is called."""
    region = handbook.regions.get(what)
    if region is not None:
        return region.term if terms else region.name
    if what in FAMILIES:
        return what if terms else FAMILIES[what]
    return dict(words.SIDES.items()).get(what, what)  # type: ignore[call-overload,no-any-return]  # a side, then


def levels(step: Step) -> str:
    """The pressures of a step, one after the other."""
    return " → ".join(map(str, step.pressure)) or "none"


def _bound(time: Ms | None) -> str:
    return "as usual" if time is None else clock_text(time)


def _percent(tolerance: int | None) -> str:
    return "as usual" if tolerance is None else f"{tolerance} %"


def _stroke(step: Step, *, terms: bool) -> str:
    return step.stroke.term if terms else step.stroke.name


_SAYS: Final[dict[str, tuple[str, Callable[[Step, bool], str]]]] = {
    "regions": ("on ", lambda step, terms: words.places_of(step, terms=terms) or "no place"),
    "side": ("", lambda step, _: words.SIDES[step.side]),
    "time": ("", lambda step, _: clock_text(step.time)),
    "least": ("at least ", lambda step, _: _bound(step.least)),
    "most": ("at most ", lambda step, _: _bound(step.most)),
    "pressure": ("pressure ", lambda step, _: levels(step)),
    "tempo": ("", lambda step, _: tempo_text(step.tempo)),
    "hands": ("", lambda step, _: words.PARTS[step.hands]),
    "name": ("called ", lambda step, terms: words.name_of(step, terms=terms)),
    "stroke": ("", lambda step, terms: _stroke(step, terms=terms)),
    "tolerance": ("tolerance ", lambda step, _: _percent(step.tolerance)),
}
"""What comes before the values of a key, and how each is said."""


def _difference(of: Difference, left: Step, right: Step, *, terms: bool) -> str:
    if of.key in _YES:
        return _YES[of.key][0 if of.right else 1]
    if of.key in _OTHER:
        return _OTHER[of.key]
    before, says = _SAYS[of.key]
    return f"{before}{says(right, terms)} instead of {says(left, terms)}"
