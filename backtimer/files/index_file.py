"""The index of the library on disk: what was read of each file, and when. A damaged one costs another reading.

Knows JSON, with a line before it. Leaves deciding whether an entry is still fresh to the library.
"""

import json
import zlib
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backtimer.core.problem import Problem
from backtimer.core.shelf import Card, Entry
from backtimer.files.whole_file import write_whole

Stamp = tuple[int, int, int]

Index = dict[str, tuple[Stamp, Entry]]
"""By path: the stamp of the file when it was read, and what stood in it."""


def read_index(file: Path, version: str) -> Index:
    """The index as it was written by this version of the program; empty when there is none, or one not ours."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        if head != _head(version, body):
            return {}
        return {path: (tuple(stamp), _entry(entry)) for path, (stamp, entry) in json.loads(body).items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def write_index(index: Index, file: Path, version: str) -> None:
    """Save the index whole. Where that cannot be done the next start reads the files again."""
    body = json.dumps({path: (stamp, asdict(entry)) for path, (stamp, entry) in index.items()})
    with suppress(OSError):
        write_whole(file, _head(version, body.encode()).decode() + "\n" + body)


def _head(version: str, body: bytes) -> bytes:
    """The first line: which version wrote this, and a sum that tells when a byte has changed."""
    return f"backtimer {version} {zlib.crc32(body):08x}".encode()


def _entry(saved: dict[str, Any]) -> Entry:
    card = saved["card"]
    if card is not None:
        lists = {name: tuple(card[name]) for name in ("audience", "position", "goals")}
        levels = tuple((region, level) for region, level in card["levels"])
        card = Card(title=card["title"], time=card["time"], level=card["level"], levels=levels, **lists)
    problems = tuple(Problem(**problem) for problem in saved["problems"])
    return Entry(saved["id"], saved["file"], saved["origin"], card, problems)
