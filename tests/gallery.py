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
from random import Random
from types import SimpleNamespace

from PySide6.QtWidgets import QApplication, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from backtimer.app import Workshop, application  # the platform must be chosen before Qt is loaded
from backtimer.break_words import end_line
from backtimer.core.breaks.week import Week
from backtimer.core.drill.question import Answer, Measure, Order, Where, kind_of, middle_of
from backtimer.core.journal_entry import DAY, SessionEntry, Stamp, StepEntry
from backtimer.core.learning import Topic
from backtimer.core.places import regions_of
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.shelf import Entry
from backtimer.core.sound import Sound
from backtimer.core.timing import MINUTE, Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import read_routine
from backtimer.ui.breaks.window import BreakWindow
from backtimer.ui.conductor import Conductor
from backtimer.ui.drill.end import Result
from backtimer.ui.journal.sums import day_of
from backtimer.ui.look import Look
from backtimer.ui.notice import Notice
from backtimer.ui.paper.pdf import PAPERS
from backtimer.ui.theme import THEMES, ThemeName, in_skin
from backtimer.wings.breaktime import find_choices
from tests.clock import FakeClock
from tests.strips import write_strips

SIZES = ((1280, 800), (1920, 1080))
LIGHTS: tuple[ThemeName, ...] = ("day", "evening", "candle")
README = Path("docs/player-evening.png")
NOW = datetime(2026, 3, 1, 21, 36, tzinfo=UTC)

SILENT = Sound(hearing="silent")

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
    window.say("The settings could not be saved: the disk is full.", "details")
    yield "said"
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


def breaks(workshop: Workshop) -> Iterator[str]:
    """The page about breaks, after a week with some."""
    window, resting = workshop.window, workshop.resting
    known = {"idle": True, "full_screen": True, "meeting": True, "quiet": False}
    resting._known = lambda: known
    resting._kept = lambda: SimpleNamespace(tell=lambda *_: None)  # the journal of now is empty
    window.command("breaks")
    worked = (("upper_trap", "left", 7), ("upper_trap", "right", 5), ("neck_back", "both", 6), ("low_back", "both", 3))
    steps = tuple(
        StepEntry(number, "", "squeeze", (region,), side, Ms(0), Ms(minutes * MINUTE))
        for number, (region, side, minutes) in enumerate(worked)
    )
    session = SessionEntry("week", "", "", "", Stamp(0), Stamp(0), steps=steps)
    resting.page.show_week(Week((session,), Ms(21 * MINUTE), (6.4, 3.1)))
    resting.page.show_known(resting._told_lines(known), resting._note())
    yield "breaks"
    window.show_page(window.library)


def before_playing(workshop: Workshop, shelf: dict[str, Entry]) -> Iterator[str]:
    """All that is seen until a routine begins."""
    window = workshop.window
    yield from drill(workshop)
    window.show_problems(shelf["sunday"])
    yield "problems"
    window.show_page(window.library)
    window.library.finder._answer("minutes", 12)
    yield "library-12-minutes"
    window.library.finder.clear()
    window.command("preferences")
    for part in window.preferences.parts:
        window.preferences.show_part(part)
        yield f"preferences-{part}"
    window.preferences.show_part("seen")
    window.command("back")
    yield from journal(workshop)
    yield from breaks(workshop)
    workshop.play(shelf["swedish-back-20"])
    yield "routine"
    yield from book(workshop)
    yield from paper(workshop)
    yield from beside(workshop, shelf)
    yield from examined(workshop, shelf)
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


def journal(workshop: Workshop) -> Iterator[str]:
    """The journal as it begins, and all its views after half a year of one to three sessions a week."""
    window, page = workshop.window, workshop.window.journal
    page.show_entries(())
    window.show_page(page)
    yield "journal-empty"
    page.show_entries(map(session_of_day, range(0, 180, 3)))
    page.sessions.look_at(1)
    for view in page.views:
        page.show_view(view)
        yield f"journal-{view}"
    page.show_entries(())
    window.show_page(window.library)


def session_of_day(ago: int) -> SessionEntry:
    """What was done so many days ago: one of three routines, for one of three people."""
    stamp = Stamp((day_of(NOW.date()) - ago) * DAY + 20 * 60 * MINUTE, 0)
    routine, title, person = (
        ("first-back-10", "Your first back massage", "Ada"),
        ("swedish-student-30", "Full Swedish back for students", "Ben"),
        ("slow-stroke-10", "Evening slow-stroke", ""),
    )[ago // 3 % 3]
    worked = (
        ("effleurage_long", "whole_back", "both", 4),
        ("c_scoop", "upper_trap", "left", 2 + ago % 4),
        ("c_scoop", "upper_trap", "right", 3),
        ("thumb_circles", "upper_paraspinal", "both", 3 + ago % 2),
    )
    steps = tuple(
        StepEntry(number, "", stroke, (region,), side, Ms(minutes * MINUTE), Ms(minutes * MINUTE))
        for number, (stroke, region, side, minutes) in enumerate(worked, 1)
    )
    return SessionEntry(
        f"day {ago}", routine, title, "", stamp, stamp, person, finished=ago % 4 != 1, total=Ms(15 * MINUTE),
        worked=Ms(13 * MINUTE), position=Ms(13 * MINUTE), steps=steps, before=7, after=7 - ago % 5,
        note="The left side is tighter.",
    )  # fmt: skip


def paper(workshop: Workshop) -> Iterator[str]:
    """A routine on paper: each sheet, each on another paper."""
    window, page = workshop.window, workshop.printing.page
    window.command("print")
    for kind, size in zip(page.kinds, PAPERS, strict=True):
        page.choose(kind, size)
        yield f"print-{kind}"
    page.choose("card", "A4")
    window.command("back")


def small_windows(workshop: Workshop) -> Iterator[tuple[str, QWidget]]:
    """What breaks show in windows of their own: the notice, the questions, the break, and its end."""
    window, resting = workshop.window, workshop.resting
    found = find_choices(window.settings.breaks, workshop.breaktime.memory, workshop.handbook, day_of(NOW.date()))
    resting._show_notice(found, Ms(62 * MINUTE))
    yield "notice", resting.notice
    resting._show_notice((), Ms(62 * MINUTE))
    yield "notice-nothing", resting.notice
    resting.notice.withdraw()
    shown = BreakWindow(window.look, window.rows, lambda: NOW)
    shown.ask()
    yield "break-questions", shown
    clock = FakeClock()
    routine = read_routine(Path(found[0].entry.file), workshop.handbook).routine
    assert routine is not None
    player = Player(make_plan(routine), clock, gap=Ms(10**9))
    conductor = Conductor(player, shown)
    shown.conduct(conductor, end_line(3), 6)
    yield "break-ready", shown
    conductor.tell(player.play)
    conductor.tell(partial(player.jump, 2))
    clock.advance(8_000)
    conductor.tell(player.tick)
    yield "break", shown
    shown.obey("stop")
    yield "break-stop", shown
    shown._go_on()
    conductor.tell(lambda: player.seek(player.plan.total))
    yield "break-end", shown
    shown.close()


def drill(workshop: Workshop) -> Iterator[str]:
    """Where the drill begins, a question of each kind with its answer, and the end."""
    window, drilling = workshop.window, workshop.drilling
    drilling._random, drilling._clock = Random(4), FakeClock()  # noqa: S311
    window.command("drill")
    yield "drill"
    asked = {kind_of(question): question for deck in drilling._decks for question in deck.questions[:40]}
    for kind, question in asked.items():
        drilling.page.ask([question], {deck.id: deck.title for deck in drilling._decks})
        yield f"drill-{kind}"
        answer: Answer = middle_of(question) if isinstance(question, Where) else 0
        if isinstance(question, Order | Measure):
            answer = (0, 1, 2, 3) if isinstance(question, Order) else tuple(part.right for part in question.parts)
        drilling.page.asking._settle(answer)
        yield f"drill-{kind}-answered"
    decks = drilling._standing()
    drilling.page.show_end(Result(16, 13, tuple(asked.values())[:3], decks, tomorrow=9, more=6))
    yield "drill-end"
    window.show_page(window.library)


LEVELS_BACK = (*[("guide_more", "")] * 3, ("guide_more", "watch"), ("guide", ""))


def book(workshop: Workshop) -> Iterator[str]:
    """A page of a stroke and one of a place, each at home and in class."""
    window, page = workshop.window, workshop.teacher.page
    window.command("about")
    for topic in (Topic("stroke", "c_scoop"), Topic("region", "medial_scapula")):
        page.open(topic)
        yield f"learning-{topic.kind}"
        window.command("terms")
        yield f"learning-{topic.kind}-class"
        window.command("terms")
    window.command("back")


def beside(workshop: Workshop, shelf: dict[str, Entry]) -> Iterator[str]:
    """Two routines side by side, choosing another one, and one's own notes."""
    window, page = workshop.window, workshop.comparing.page
    workshop.play(shelf["swedish-student-20"])
    window.command("compare")
    for view in page.views:
        page.show_view(view)
        yield f"compare-{view}"
    page.show_view("steps")
    page.another.click()
    yield "compare-another"
    page.go_back()
    window.command("back")
    window.command("notes")
    sheet = window.routine.notes_sheet
    sheet.text.setPlainText("Ask before uncovering. Warm the oil first.")
    yield "notes"
    sheet.close_sheet()
    yield "routine-noted"
    workshop.play(shelf["swedish-back-20"])


EXAM_CLOCK = FakeClock()


def examined(workshop: Workshop, shelf: dict[str, Entry]) -> Iterator[str]:
    """An exam: what will happen, a press, the report of a run in which something was left out, and its rubric."""
    window, examining = workshop.window, workshop.examining
    examining._clock, examining.screen = EXAM_CLOCK, SimpleNamespace(keep=lambda _: None)
    workshop.play(shelf["swedish-student-30"])
    examining._show(window.routine.plan)
    yield "exam-before"
    page = examining.page
    page._begin()
    yield "exam-begins"
    for task in page._paper.tasks:
        if task.number == 5:
            continue
        page._press(1)
        page._down.clear()
        if task.number == 2:
            yield "exam-press"
        for _ in range(task.time * (7 if task.number == 8 else 5) // 5_000):
            EXAM_CLOCK.advance(1_000)
            page.tick()
    page.go_back()
    yield "report"
    examining.report.show_view("rubric")
    yield "report-rubric"
    workshop.play(shelf["swedish-back-20"])


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
    for command, level in (("guide", "names"), ("guide", "bells"), ("guide", "exam"), *LEVELS_BACK):
        window.command(command)
        window.player.word.hide()
        if level:
            yield f"guide-{level}"
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
    workshop = Workshop(wall=lambda: NOW)
    workshop.read_library()
    return workshop


def taken(window: QWidget, file: Path) -> Path:
    """Take a picture of a window once all its parts have found their places; what is said belongs to one scene only."""
    for _ in range(3):
        QApplication.processEvents()
        for notice in window.findChildren(Notice):
            notice.setVisible(file.name.startswith("said"))
    window.grab().save(str(file))
    return file


def write_gallery(folder: Path) -> list[Path]:
    """Write every scene in every theme and size; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    application()
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as home:
        workshop = workshop_with_a_broken_file(Path(home))
        window = workshop.window
        window.show()
        for wide, high in SIZES:
            window.resize(wide, high)
            for theme in LIGHTS:
                window.show_settings(replace(window.settings, theme=theme, sound=SILENT))
                written += [taken(window, folder / f"{scene}-{theme}-{wide}.png") for scene in scenes(workshop)]
                if not wide > SIZES[0][0]:  # their size does not depend on that of the window
                    shown = small_windows(workshop)
                    written += [taken(small, folder / f"{scene}-{theme}.png") for scene, small in shown]
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
    application()
    with tempfile.TemporaryDirectory() as home:
        workshop = workshop_with_a_broken_file(Path(home))
        window = workshop.window
        window.resize(*SIZES[0])
        window.show_settings(replace(window.settings, theme="evening", sound=SILENT))
        window.show()
        README.parent.mkdir(exist_ok=True)
        for scene in scenes(workshop):
            if scene == "step-02":
                taken(window, README)
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
