"""Every page in every theme at two sizes, as pictures to look at: `python -m tests.gallery [FOLDER]`.

Opens the program's real window (offscreen unless a platform is given), plays with an injected clock, and writes PNGs
and one page, index.html, that shows them all; and strokes.html with every stroke in eight phases. `--strips` writes
only the latter, `--readme` only the picture of the README.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from backtimer.app import Workshop, application  # the platform must be chosen before Qt is loaded
from backtimer.core.places import regions_of
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.shelf import Entry
from backtimer.core.timing import MINUTE, Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import read_routine
from backtimer.ui.conductor import Conductor
from backtimer.ui.look import Look
from backtimer.ui.theme import THEMES, ThemeName, in_skin
from tests.clock import FakeClock
from tests.strips import write_strips

SIZES = ((1280, 800), (1920, 1080))
LIGHTS: tuple[ThemeName, ...] = ("day", "evening", "candle")
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
    yield from before_playing(workshop, shelf)
    yield from first_massage(workshop, shelf["first-back-10"])
    window.command("terms")
    student = ((2, 100), (10, 12), (20, 21), (24, 11))
    yield from steps_of(workshop, shelf["swedish-student-30"], "student", student)
    window.command("terms")
    for name, steps in (
        ("self-neck-shoulders-5", ((3, 6), (5, 6), (7, 6), (8, 6))),
        ("self-lowback-6", ((2, 4),)),
        ("self-ball-wall-8", ((3, 4),)),
        ("seated-neck-shoulders-8", ((2, 4), (5, 4))),
        ("calm-touch-6", ((1, 4), (2, 4))),
    ):
        yield from steps_of(workshop, shelf[name], name, steps)


def before_playing(workshop: Workshop, shelf: dict[str, Entry]) -> Iterator[str]:
    """All that is seen until a routine begins."""
    window = workshop.window
    window.show_problems(shelf["sunday"])
    yield "problems"
    window.show_page(window.library)
    window.library.finder._answer("minutes", 12)
    yield "library-12-minutes"
    window.library.finder.clear()
    window.command("preferences")
    yield "preferences"
    window.command("back")
    workshop.play(shelf["swedish-back-20"])
    yield "routine"
    window.routine.show_routine(
        window.routine._routine, Wishes(length=Ms(11 * MINUTE), leave_out=regions_of(["upper_trap"]))
    )
    window.routine.places.click()
    yield "routine-places"
    window.safety.ask("first_today", alone=False)
    window.show_page(window.safety)
    yield "safety"
    for group in window.safety.groups.values():
        group.none.click()
    yield "safety-agreed"


def first_massage(workshop: Workshop, entry: Entry) -> Iterator[str]:
    """The first routine from its lead-in to its end, with all that can be laid over it."""
    window = workshop.window
    player, clock = conducted(workshop, entry)
    tell = window._conductor.tell
    yield "welcome"
    tell(player.play)
    clock.advance(5_000)
    tell(player.tick)
    yield "ready"
    for step, seconds in ((2, 4), (3, 9), (5, 6), (7, 14), (9, 8), (11, 5), (14, 12)):
        tell(partial(player.jump, step))
        clock.advance(seconds * 1000)
        tell(player.tick)
        yield f"step-{step:02}"
    tell(lambda: player.seek(Ms(player.plan.spans[player.plan.step_index(11)].start - 2_000)))
    yield "change"
    tell(player.pause)
    yield "paused"
    window.show_page(window.stop)
    yield "stop"
    window.show_page(window.player)
    window.player.check_in.show()
    yield "check-in"
    window.player.check_in.hide()
    for layer in ("care", "learn"):
        window.command(layer)
        yield layer
    window.command("learn")
    for command, undo in (("far", lambda: window.command("far")), ("keys", window._hide_keys)):
        window.command(command)
        yield command
        undo()
    tell(lambda: player.seek(player.plan.total))
    yield "end"


def steps_of(workshop: Workshop, entry: Entry, name: str, steps: tuple[tuple[int, int], ...]) -> Iterator[str]:
    """Some steps of a routine, each so many seconds after it began."""
    player, clock = conducted(workshop, entry)
    tell = workshop.window._conductor.tell
    tell(player.play)
    for step, seconds in steps:
        tell(partial(player.jump, step))
        clock.advance(seconds * 1000)
        tell(player.tick)
        yield f"{name}-{step:02}"
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
            for theme in LIGHTS:
                window.show_settings(replace(window.settings, theme=theme))
                for scene in scenes(workshop):
                    app.processEvents()
                    file = folder / f"{scene}-{theme}-{wide}.png"
                    window.grab().save(str(file))
                    written.append(file)
        window.close()
    write_page(folder / "index.html", [(file.stem, file) for file in written], "620px")
    return written + write_strokes(folder)


def write_strokes(folder: Path) -> list[Path]:
    """Write every stroke as strips of eight phases, on each side that it is played on, in every theme."""
    folder.mkdir(parents=True, exist_ok=True)
    application()
    handbook = read_handbook(paths.shipped("assets"))
    looks = {name: Look(paths.shipped("assets"), handbook, in_skin(THEMES[name], "warm")) for name in LIGHTS}
    strips = list(write_strips(folder, looks, (200, 260)))
    write_page(folder / "strokes.html", strips, "100%")
    return [file for _, file in strips]


def write_page(page: Path, pictures: list[tuple[str, Path]], width: str) -> None:
    """One page with all pictures and what they show."""
    rows = "".join(
        f'<figure><img src="{file.name}"><figcaption>{text}</figcaption></figure>' for text, file in pictures
    )
    style = f"body{{background:#777;font:14px sans-serif}}figure{{display:inline-block;margin:8px}}img{{width:{width}}}"
    page.write_text(f"<!doctype html><title>backtimer</title><style>{style}</style>{rows}", encoding="utf-8")


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
    parser.add_argument("--strips", action="store_true", help="only the strokes")
    parser.add_argument("--readme", action="store_true", help="only the picture of the README")
    options = parser.parse_args()
    if options.readme:
        print(write_readme_picture())  # noqa: T201
        return 0
    files = (write_strokes if options.strips else write_gallery)(options.folder)
    page = options.folder / ("strokes.html" if options.strips else "index.html")
    print(f"{len(files)} pictures: {page}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
