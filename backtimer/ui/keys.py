"""Which key does what: one table for the shortcuts, the sheet of keys and the menus. Knows no widget."""

from dataclasses import dataclass
from typing import Final, Literal

Where = Literal["player", "library", "everywhere"]


@dataclass(frozen=True, slots=True)
class Key:
    """A command: its id, where it works, what it is called, and its keys in Qt's notation, the first one shown."""

    id: str
    where: Where
    name: str
    keys: tuple[str, ...]


KEYS: Final = (
    Key("toggle", "player", "Pause or go on", ("Space", "Media Play", "Toggle Media Play/Pause", "Media Pause")),
    Key("next", "player", "Next", ("Right", "N", "PgDown", "Media Next")),
    Key(
        "previous",
        "player",
        "Back to the start of this step; twice: the step before",
        ("Left", "P", "PgUp", "Media Previous"),
    ),
    Key("hold", "player", "Stay here: the clock waits, the hands go on", ("H",)),
    Key("more", "player", "30 seconds more", ("+", "=")),
    Key("restart", "player", "From the beginning", ("Home",)),
    Key("finish", "player", "End here", ("Ctrl+End",)),
    Key("far", "player", "Far view", ("V",)),
    Key("back", "everywhere", "Back", ("Esc",)),
    Key("theme", "everywhere", "Day, evening, candle", ("T",)),
    Key("terms", "everywhere", "Everyday words, or those of class", ("W",)),
    Key("full", "everywhere", "Full screen", ("F11", "F")),
    Key("keys", "everywhere", "These keys", ("?", "F1")),
    Key("open", "library", "Open a routine file…", ("Ctrl+O",)),
    Key("quit", "everywhere", "Quit", ("Ctrl+Q",)),
)


def key(command: str) -> Key:
    """The table's row of a command."""
    return next(row for row in KEYS if row.id == command)
