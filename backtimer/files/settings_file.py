"""The settings on disk: JSON, written whole or not at all. A damaged file costs the settings, never the start."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import get_args

from backtimer.core.settings import Settings, ThemeChoice
from backtimer.files.whole_file import write_whole


def read_settings(file: Path) -> Settings:
    """The settings as they were saved; what is missing, unknown or of another type is as it comes by default."""
    try:
        saved = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(saved, dict):
        return Settings()
    default = asdict(Settings())
    known = {
        field.name: saved[field.name]
        for field in fields(Settings)
        if field.name in saved and type(saved[field.name]) is type(default[field.name])
    }
    if known.get("theme") not in get_args(ThemeChoice):
        known.pop("theme", None)
    return Settings(**known)


def write_settings(settings: Settings, file: Path) -> None:
    """Save the settings. Raises OSError."""
    write_whole(file, json.dumps(asdict(settings), indent=2))
