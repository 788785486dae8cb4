"""The process that speaks into files: `python -m backtimer.cues.rendering` reads sentences and reports, as JSON lines.

Orders and reports are those of `voice.VoiceProcess`. A separate process keeps a crash, a hang and a library of another
licence out of the program. What has been said once is kept in a folder, and said again from there.
"""

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import SubprocessError
from typing import Any, Final

from backtimer.cues.engines import Engine, Manner, engines
from backtimer.cues.pcm import levelled, trimmed, wave_length, write_wave

KEPT: Final = 1500
"""So many sentences are kept, about 150 MB; those that were said last."""

WITHOUT: Final = "no voice was found (`sudo apt install libespeak-ng1`, or the extra: pip install 'backtimer[voice]')"


def main() -> int:
    """Say all that is asked for, until the input ends."""
    engine = next(engines(), None)
    report(**({"without": WITHOUT} if engine is None else {"engine": engine.name}))
    for line in sys.stdin if engine is not None else ():
        _obey(json.loads(line), engine)
    return 0


def _obey(order: dict[str, Any], engine: Engine | None) -> None:
    if engine is None:
        return
    manner = Manner(order["language"], order["timbre"], order["rate"])
    folder = Path(order["folder"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _tidy(folder)
    except OSError as error:
        report(without=f"sentences cannot be kept in {folder}: {error.strerror}")
        return
    for text in order["texts"]:
        try:
            file = _said(text, manner, engine, folder)
            report(said=text, key=order["key"], file=str(file), length=wave_length(file))
        except (OSError, ValueError, SubprocessError) as error:
            report(without=f"a sentence could not be spoken: {getattr(error, 'strerror', None) or error}")
            return


def _said(text: str, manner: Manner, engine: Engine, folder: Path) -> Path:
    """The file in which a sentence is spoken."""
    name = hashlib.sha256(repr((engine.name, manner, text)).encode()).hexdigest()[:32]
    file = folder / f"{name}.wav"
    try:
        wave_length(file)
        os.utime(file)
    except (OSError, ValueError):
        write_wave(levelled(trimmed(engine.say(text, manner))), file)
    return file


def _tidy(folder: Path) -> None:
    """Let go of what has not been said for the longest time."""
    files = [file for file in folder.glob("*.wav") if file.is_file()]
    for file in sorted(files, key=lambda file: file.stat().st_mtime)[:-KEPT]:
        with suppress(OSError):
            file.unlink()


def report(**words: Any) -> None:  # noqa: ANN401  # whatever JSON can say
    """Say something to who started us."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
