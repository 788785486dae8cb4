"""Where shipped and personal things lie: the only module that knows.

`BACKTIMER_HOME` puts all that is personal into one folder (for tests, and for a stick).
"""

import os
import tempfile
import zlib
from pathlib import Path
from typing import Final

from backtimer import __version__

PACKAGE = Path(__file__).resolve().parent.parent

_SHORT: Final = 60
"""Characters: a socket's path may have 107 in all."""


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


def likes_file() -> Path:
    """The file of favourites and of what was played last. It need not exist yet."""
    return _home("XDG_DATA_HOME", ".local/share", "data") / "likes.json"


def people_file() -> Path:
    """The file of the people who are massaged. It need not exist yet."""
    return _home("XDG_DATA_HOME", ".local/share", "data") / "people.json"


def journal_file() -> Path:
    """The database of what was done. It need not exist yet; its copies lie beside it."""
    return _home("XDG_DATA_HOME", ".local/share", "data") / "journal.sqlite"


def breaks_file() -> Path:
    """The file of what is remembered of breaks. It need not exist yet."""
    return _home("XDG_DATA_HOME", ".local/share", "data") / "breaks.json"


def drill_file() -> Path:
    """The answers of the drill. It need not exist yet."""
    return _home("XDG_DATA_HOME", ".local/share", "data") / "drill.log"


def notes_file() -> Path:
    """The file of one's own notes on routines. It need not exist yet."""
    return _home("XDG_DATA_HOME", ".local/share", "data") / "notes.json"


def resume_file() -> Path:
    """Where the routine in play stands, for the next start. There is none while nothing plays."""
    return _home("XDG_STATE_HOME", ".local/state", "state") / "resume.json"


def fault_file() -> Path:
    """The log of the program's own faults."""
    return _home("XDG_STATE_HOME", ".local/state", "state") / "faults.log"


def meeting_point() -> Path:
    """Where the first window listens for a second start: one for each user, and for each personal folder.

    Never on a stick, which may know no sockets, and never deep, since a socket's path must be short. Its folder need
    not exist; whoever makes it sees to it that it is nobody else's.
    """
    whose = zlib.crc32(os.environ.get("BACKTIMER_HOME", "").encode("utf-8", "surrogateescape"))
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    user = os.getuid() if hasattr(os, "getuid") else 0  # elsewhere the folder for temporary files is the user's own
    base = Path(runtime) if runtime.startswith("/") and len(runtime) < _SHORT else Path(tempfile.gettempdir())
    return base / f"backtimer-{user}" / f"window-{whose:08x}"


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
