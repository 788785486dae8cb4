"""The settings on disk: JSON, written whole or not at all. A damaged file costs the settings, never the start.

It is not lost either: before another one takes its place it is set aside. What a later version of the program has
chosen beside what we know stays where it is.
"""

import json
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any, Final, get_args

from backtimer.core.breaks.wishes import Aid, BreakWishes, Place
from backtimer.core.kinds import Build
from backtimer.core.settings import Settings, ThemeChoice
from backtimer.core.sound import Hearing, Sound, Timbre
from backtimer.files.private_file import Trouble, set_aside
from backtimer.files.text_file import UnreadableError, read_text
from backtimer.files.whole_file import write_whole

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "theme": get_args(ThemeChoice), "build": get_args(Build), "hearing": get_args(Hearing), "timbre": get_args(Timbre),
    "place": get_args(Place),
}  # fmt: skip
"""Settings that are one of a few words."""

BOUNDS: Final = {
    "voice_volume": (0, 100), "bell_volume": (0, 100), "rate": (80, 260), "lead": (0, 1000),
    "every": (5, 480), "begin": (0, 1439), "end": (0, 1440), "rest": (1, 60), "minutes": (1, 60),
}  # fmt: skip
"""Settings that are numbers, and between which."""

DAYS: Final = 7

SECTIONS: Final = tuple(each.name for each in fields(Settings) if is_dataclass(getattr(Settings(), each.name)))
"""Settings that have settings of their own."""


def read_settings(file: Path) -> Settings:
    """The settings as they were saved; what is missing, unknown or of another type is as it comes by default."""
    return _settings(_saved(file) or {})


def settings_trouble(file: Path) -> Trouble | None:
    """Why the settings could not be read in full; None where they could, or where there are none."""
    saved = _saved(file)
    return None if saved is not None and _all_taken(saved, _as_json(_settings(saved))) else "damaged"


def _saved(file: Path) -> dict[str, Any] | None:
    """What stands in the file, nothing where there is none; None where it cannot be read. Never raises."""
    try:
        if not file.exists():
            return {}
        saved = json.loads(read_text(file))
    except (OSError, UnreadableError, ValueError, RecursionError):
        return None
    return saved if isinstance(saved, dict) else None


def _settings(saved: dict[str, Any]) -> Settings:
    heard = saved.get("sound")
    sound = Sound(**_known(heard if isinstance(heard, dict) else {}, Sound()))
    breaks = _breaks(saved.get("breaks"))
    return Settings(**_known(saved, Settings()), sound=sound, breaks=breaks, keys=_keys(saved.get("keys")))


def _known(saved: dict[str, Any], default: Any) -> dict[str, Any]:  # noqa: ANN401  # any settings
    """What was saved of these settings and may be believed."""
    known = {
        name: saved[name]
        for name, value in asdict(default).items()
        if name in saved and type(saved[name]) is type(value) and not isinstance(value, dict)
    }
    wrong = {name for name, words in WORDS.items() if known.get(name, words[0]) not in words}
    wrong |= {name for name, (least, most) in BOUNDS.items() if not least <= known.get(name, least) <= most}
    return {name: value for name, value in known.items() if name not in wrong}


def _breaks(saved: object) -> BreakWishes:
    """What was chosen about breaks; a list with anything strange in it is as it comes by default."""
    found = saved if isinstance(saved, dict) else {}
    known = _known(found, BreakWishes())
    days, tools = found.get("days"), found.get("tools")
    if isinstance(days, list) and all(type(day) is int and 0 <= day < DAYS for day in days):
        known["days"] = tuple(sorted(set(days)))
    if isinstance(tools, list) and all(tool in get_args(Aid) for tool in tools):
        known["tools"] = tuple(dict.fromkeys(tools))
    return BreakWishes(**known)


def _keys(saved: object) -> dict[str, tuple[str, ...]]:
    """The keys of commands as they were saved; what is no list of names is left out."""
    found = saved.items() if isinstance(saved, dict) else ()
    return {
        str(command): tuple(names)
        for command, names in found
        if isinstance(names, list) and names and all(isinstance(name, str) and name for name in names)
    }


def write_settings(settings: Settings, file: Path) -> Path | None:
    """Save the settings; gives where a file that could not be read in full was set aside. Raises OSError."""
    saved = _saved(file)
    trouble = settings_trouble(file)
    aside = set_aside(file, trouble) if trouble is not None and file.exists() else None
    write_whole(file, json.dumps(_beside(saved or {}, _as_json(settings)), indent=2))
    return aside


def _as_json(settings: Settings) -> dict[str, Any]:
    """The settings as JSON gives them back."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(settings)))
    return found


def _all_taken(saved: dict[str, Any], taken: dict[str, Any]) -> bool:
    """Whether all that was saved under names that we know is what was taken from it."""
    for name in saved.keys() & taken.keys():
        if name in SECTIONS and isinstance(saved[name], dict):
            if not _all_taken(saved[name], taken[name]):
                return False
        elif saved[name] != taken[name]:
            return False
    return True


def _beside(saved: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """The settings, and beside them what was saved under names that we do not know."""
    sections = {name for name in SECTIONS if name in settings and isinstance(saved.get(name), dict)}
    others = {name: value for name, value in saved.items() if name not in settings}
    return {**settings, **{name: _beside(saved[name], settings[name]) for name in sections}, **others}
