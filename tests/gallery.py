"""Every page in every theme at two sizes, as pictures to look at: `python -m tests.gallery [FOLDER]`.

Opens the program's real window (offscreen unless a platform is given), plays with an injected clock, and writes PNGs
and one page, index.html, that shows them all. `--readme` writes only the picture of the README.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from backtimer.app import Workshop, application  # the platform must be chosen before Qt is loaded
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.shelf import Entry
from backtimer.core.timing import Ms
from backtimer.files.routine_file import read_routine
from backtimer.ui.conductor import Conductor
from tests.clock import FakeClock

SIZES = ((1280, 800), (1920, 1080))
THEMES = ("day", "evening", "candle")
README = Path("docs/player-evening.png")

BROKEN = """\
backtimer: 1
title: Sunday, half written
steps:
- stroke: efleurage_long
  region: whole_bak
  time: soon
- stroke: hacking
  region: low_back
  time: 30
  presure: 2
"""


def conducted(workshop: Workshop, entry: Entry) -> tuple[Player, FakeClock]:
    """Put a routine on the player page, with a clock of our own."""
    clock = FakeClock()
    window = workshop.window
    routine = read_routine(Path(entry.file), workshop.handbook).routine
    assert routine is not None
    player = Player(make_plan(routine), clock, gap=Ms(10**9))
    window.conduct(Conductor(player, window), entry)
    return player, clock


def scenes(workshop: Workshop) -> Iterator[str]:
    """Bring the window into one state after the other; gives the name of each."""
    window = workshop.window
    window.show_page(window.library)
    yield "library"
    shelf = {entry.id: entry for entry in window.library.shelf.entries}
    window.show_problems(shelf["sunday"])
    yield "problems"
    player, clock = conducted(workshop, shelf["first-back-10"])
    yield "welcome"

    def tell(command: Callable[[], object]) -> None:
        window._conductor.tell(command)

    tell(player.play)
    clock.advance(5_000)
    tell(player.tick)
    yield "ready"
    for step, seconds in ((2, 4), (3, 9), (5, 6), (7, 14), (9, 8), (11, 5), (14, 12)):
        tell(lambda step=step: player.jump(step))
        clock.advance(seconds * 1000)
        tell(player.tick)
        yield f"step-{step:02}"
    tell(lambda: player.seek(Ms(player.plan.spans[player.plan.step_index(11)].start - 2_000)))
    yield "change"
    tell(player.pause)
    yield "paused"
    window.command("far")
    yield "far"
    window.command("far")
    window.command("keys")
    yield "keys"
    window._hide_keys()
    tell(lambda: player.seek(player.plan.total))
    yield "end"
    player, clock = conducted(workshop, shelf["swedish-student-30"])
    window.command("terms")
    tell(player.play)
    for step, seconds in ((2, 100), (10, 12), (20, 21), (24, 11)):
        tell(lambda step=step: player.jump(step))
        clock.advance(seconds * 1000)
        tell(player.tick)
        yield f"student-{step:02}"
    tell(player.stop)
    window.command("terms")
    player, clock = conducted(workshop, shelf["self-neck-shoulders-5"])
    tell(player.play)
    for step in (3, 5, 8):
        tell(lambda step=step: player.jump(step))
        clock.advance(6_000)
        tell(player.tick)
        yield f"self-{step:02}"
    tell(player.stop)


def workshop_with_a_broken_file(home: Path) -> Workshop:
    """The program with one broken file among a person's own routines."""
    os.environ["BACKTIMER_HOME"] = str(home)
    own = home / "data" / "routines"
    own.mkdir(parents=True)
    (own / "sunday.yaml").write_text(BROKEN, encoding="utf-8")
    workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
    workshop.read_library()
    return workshop


def write_gallery(folder: Path) -> list[Path]:
    """Write every scene in every theme and size; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    written = []
    with tempfile.TemporaryDirectory() as home:
        workshop = workshop_with_a_broken_file(Path(home))
        window = workshop.window
        window.show()
        for wide, high in SIZES:
            window.resize(wide, high)
            for theme in THEMES:
                window.show_settings(replace(window.settings, theme=theme))
                for scene in scenes(workshop):
                    app.processEvents()
                    file = folder / f"{scene}-{theme}-{wide}.png"
                    window.grab().save(str(file))
                    written.append(file)
        window.close()
    rows = "".join(f'<figure><img src="{file.name}"><figcaption>{file.stem}</figcaption></figure>' for file in written)
    style = "body{background:#777;font:14px sans-serif}figure{display:inline-block;margin:8px}img{width:620px}"
    (folder / "index.html").write_text(f"<!doctype html><title>backtimer</title><style>{style}</style>{rows}")
    return written


def write_readme_picture() -> Path:
    """The picture of the README: the real window in the evening, in the middle of a step."""
    app = application()
    with tempfile.TemporaryDirectory() as home:
        workshop = workshop_with_a_broken_file(Path(home))
        window = workshop.window
        window.resize(*SIZES[0])
        window.show_settings(replace(window.settings, theme="evening"))
        window.show()
        for scene in scenes(workshop):
            if scene == "step-02":
                app.processEvents()
                README.parent.mkdir(exist_ok=True)
                window.grab().save(str(README))
        window.close()
    return README


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/gallery"))
    parser.add_argument("--readme", action="store_true", help="only the picture of the README")
    options = parser.parse_args()
    if options.readme:
        print(write_readme_picture())  # noqa: T201
        return 0
    files = write_gallery(options.folder)
    print(f"{len(files)} pictures: {options.folder / 'index.html'}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
