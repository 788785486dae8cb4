"""The settings on disk: JSON, written whole or not at all. A damaged file costs the settings, never the start."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, get_args

from backtimer.core.kinds import Build
from backtimer.core.settings import Settings, ThemeChoice
from backtimer.core.sound import Hearing, Sound, Timbre
from backtimer.files.whole_file import write_whole

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "theme": get_args(ThemeChoice), "build": get_args(Build), "hearing": get_args(Hearing), "timbre": get_args(Timbre),
}  # fmt: skip
"""Settings that are one of a few words."""

BOUNDS: Final = {"voice_volume": (0, 100), "bell_volume": (0, 100), "rate": (80, 260), "lead": (0, 1000)}
"""Settings that are numbers, and between which."""


def read_settings(file: Path) -> Settings:
    """The settings as they were saved; what is missing, unknown or of another type is as it comes by default."""
    try:
        saved = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(saved, dict):
        return Settings()
    heard = saved.get("sound")
    sound = Sound(**_known(heard if isinstance(heard, dict) else {}, Sound()))
    return Settings(**_known(saved, Settings()), sound=sound, keys=_keys(saved.get("keys")))


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


def _keys(saved: object) -> dict[str, tuple[str, ...]]:
    """The keys of commands as they were saved; what is no list of names is left out."""
    found = saved.items() if isinstance(saved, dict) else ()
    return {
        str(command): tuple(names)
        for command, names in found
        if isinstance(names, list) and names and all(isinstance(name, str) and name for name in names)
    }


def write_settings(settings: Settings, file: Path) -> None:
    """Save the settings. Raises OSError."""
    write_whole(file, json.dumps(asdict(settings), indent=2))
