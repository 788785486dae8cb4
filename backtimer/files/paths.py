"""Where shipped and personal things lie: the only module that knows.

`BACKTIMER_HOME` puts all that is personal into one folder (for tests, and for a stick).
"""

import os
from pathlib import Path

from backtimer import __version__

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The folder `assets` or `routines`: inside an installed package, beside it in a working tree."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def own_routines() -> Path:
    """The folder for a person's own routine files. It need not exist yet."""
    return _home("XDG_DATA_HOME", ".local/share", "data") / "routines"


def settings_file() -> Path:
    """The file of the settings. It need not exist yet."""
    return _home("XDG_CONFIG_HOME", ".config", "config") / "settings.json"


def edition() -> str:
    """What changes with the program, its data, or the files that it is read by: an index of another one is stale."""
    sources = (*(PACKAGE / "files").glob("*.py"), *(PACKAGE / "core").glob("*.py"), *shipped("assets").glob("*.json"))
    return f"{__version__}-{max(source.stat().st_mtime_ns for source in sources)}"


def index_file() -> Path:
    """The file of the library's index: it may be deleted at any time."""
    return _home("XDG_CACHE_HOME", ".cache", "cache") / "library.json"


def _home(variable: str, default: str, part: str) -> Path:
    if stick := os.environ.get("BACKTIMER_HOME"):
        return Path(stick) / part
    given = os.environ.get(variable, "")
    base = Path(given) if given.startswith("/") else Path.home() / default
    return base / "backtimer"
