"""Which key does what: one table for the shortcuts, the sheet of keys and the menus. Knows no widget.

Pedals and presenters send the keys of a slide show: Page Up and Down, arrows, period or B, F5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

Where = Literal["player", "routine", "library", "everywhere"]


@dataclass(frozen=True, slots=True)
class Key:
    """A command: its id, where it works, what it is called, and its keys in Qt's notation, the first one shown."""

    id: str
    where: Where
    name: str
    keys: tuple[str, ...]


KEYS: Final[tuple[Key, ...]] = (
    Key(
        "toggle",
        "player",
        "Pause or go on",
        ("Space", "B", ".", "Media Play", "Toggle Media Play/Pause", "Media Pause"),
    ),
    Key("next", "player", "Next", ("Right", "N", "PgDown", "Down", "Media Next")),
    Key(
        "previous",
        "player",
        "Back to the start of this step; twice: the step before",
        ("Left", "P", "PgUp", "Up", "Media Previous"),
    ),
    Key("hold", "player", "Stay here: the clock waits, the hands go on", ("H",)),
    Key("more", "player", "30 seconds more", ("+", "=")),
    Key("softer", "player", "Softer from now on", ("1",)),
    Key("good", "player", "The pressure is good", ("2",)),
    Key("firmer", "player", "Firmer from now on", ("3",)),
    Key("stop", "player", "Stop at once: what to do", ("S",)),
    Key("restart", "player", "From the beginning", ("Home", "F5", "Shift+F5")),
    Key("finish", "player", "End here", ("Ctrl+End",)),
    Key("hearing", "player", "Voice and bells, bells, silence", ("M", "Volume Mute")),
    Key("asleep", "player", "The receiver sleeps: no sound, dim light", ("Z",)),
    Key("lock", "player", "Lock keys and screen against drops and elbows", ("K",)),
    Key("far", "player", "Far view", ("V",)),
    Key("care", "player", "Places to leave alone", ("X",)),
    Key("learn", "player", "Muscles, landmarks, and the rule of direction", ("L",)),
    Key("guide", "player", "Less guidance", ("G",)),
    Key("guide_more", "player", "More guidance", ("Shift+G",)),
    Key("loop", "player", "Repeat a passage: from here; to here; no longer", ("A",)),
    Key("slower", "player", "Slower", ("[", "Ctrl+-")),
    Key("faster", "player", "Faster", ("]", "Ctrl++")),
    Key("rehearse", "player", "Rehearse eight times as fast", ("8",)),
    Key("beat", "player", "A beat in the tempo; with silent bars; none", ("Y",)),
    Key("exam", "routine", "Exam: without the guide", ("E",)),
    Key("print", "routine", "Print: cue card, exam sheet, poster", ("Ctrl+P",)),
    Key("compare", "routine", "Beside another routine", ("C",)),
    Key("notes", "routine", "Your own notes", ("N",)),
    Key("drill_this", "routine", "Drill this routine", ("D",)),
    Key("drill", "library", "Drill: questions for a few minutes", ("D",)),
    Key("breaks", "library", "Breaks at the desk, and the week", ("B",)),
    Key("break_now", "library", "A break now", ("Ctrl+B",)),
    Key("back", "everywhere", "Back", ("Esc",)),
    Key("theme", "everywhere", "Day, evening, candle", ("T",)),
    Key("terms", "everywhere", "Everyday words, or those of class", ("W",)),
    Key("full", "everywhere", "Full screen", ("F11", "F")),
    Key("keys", "everywhere", "These keys", ("?", "F1")),
    Key("about", "everywhere", "About the strokes and the places", ("I",)),
    Key("preferences", "everywhere", "Preferences", ("Ctrl+,", "F2")),
    Key("search", "library", "Search", ("/", "Ctrl+F")),
    Key("resume", "library", "Go on where the last massage stopped", ("G",)),
    Key("journal", "library", "The journal: what was done", ("J", "Ctrl+J")),
    Key("favourite", "library", "Favourite, or no longer", ("*", "Ctrl+D")),
    Key("edit", "library", "Edit the chosen routine; of a shipped one, a copy", ("Ctrl+E",)),
    Key("open", "library", "Open a routine file …", ("Ctrl+O",)),
    Key("quit", "everywhere", "Quit", ("Ctrl+Q",)),
)


def key(command: str) -> Key:
    """The table's row of a command."""
    return next(row for row in KEYS if row.id == command)


def in_force(chosen: Mapping[str, tuple[str, ...]]) -> tuple[Key, ...]:
    """The table with the keys that a person has chosen, as far as no key then means two things."""
    rows = KEYS
    for row in KEYS:
        names = chosen.get(row.id, ())
        if names and not any(taken(name, row, rows) for name in names):
            rows = tuple(replace(each, keys=names) if each.id == row.id else each for each in rows)
    return rows


def taken(name: str, by: Key, rows: tuple[Key, ...]) -> Key | None:
    """The other command that this key has already, where both could be meant; None where it is free."""
    return next((row for row in rows if row.id != by.id and name in row.keys and _meet(row, by)), None)


def with_key(name: str, row: Key) -> tuple[str, ...]:
    """The keys of a command that gets this one: the keys of a headset or a keyboard's player keep working."""
    return (name, *(each for each in row.keys if "Media" in each and each != name))


def _meet(one: Key, other: Key) -> bool:
    return one.where == other.where or "everywhere" in (one.where, other.where)
