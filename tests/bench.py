"""The budgets of the design, measured as ratios on this machine: `scripts/bench`. Never part of the tests.

Each figure is a median of several runs in processes of their own, ours and the bare one in turn, so that both meet the
same machine. A budget that is missed is marked; the exit code says whether all were kept.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import read_routine

ROOT = Path(__file__).resolve().parent.parent

# The bare window is the first one of Qt for Python's own tutorial: a centred label and a button.
BARE_START = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
app = QApplication([])
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, done)
def done():
    report()
    app.quit()
window = Window()
column = QVBoxLayout(window)
column.addWidget(QLabel("backtimer", alignment=Qt.AlignmentFlag.AlignCenter))
column.addWidget(QPushButton("Press"))
window.resize(1280, 800)
window.show()
app.exec()
"""

OUR_START = """
import backtimer.__main__
import backtimer.commands.open_command
from backtimer import app as workshop
from PySide6.QtCore import QEvent, QObject, QTimer
class Seen(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False
seen = Seen()
def done():
    report()
    app.quit()
app = workshop.application()
shop = workshop.Workshop()
shop.window.resize(1280, 800)
shop.librarian.open_library()
shop.window.installEventFilter(seen)
shop.window.show()
app.exec()
"""

REPORT_TIME = """
import time
def report():
    print(time.monotonic(), flush=True)
"""

REPORT_MEMORY = """
import re
def report():
    text = open("/proc/self/smaps_rollup").read()
    print(int(re.search(r"^Pss: +([0-9]+)", text, re.M)[1]), flush=True)
"""

BARE_PLAY = """
import time
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
pixmap = QPixmap(900, 1000)
pixmap.fill(QColor("#456"))
class Bare(QWidget):
    frames = 0
    def paintEvent(self, event):
        Bare.frames += 1
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, pixmap)
bare = Bare()
bare.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
bare.resize(900, 1000)
bare.show()
timer = QTimer()
timer.setTimerType(Qt.TimerType.PreciseTimer)
timer.timeout.connect(bare.update)
timer.start(16)
frames = lambda: Bare.frames
"""

OUR_PLAY = """
from backtimer import app as workshop
from backtimer.core.plan import make_plan
from backtimer.playing import player_of
from backtimer.ui.conductor import Conductor
from backtimer.ui.look import Look
from backtimer.ui.stage import Stage
from backtimer.ui.theme import EVENING
from backtimer.commands.asking import the_routine
from backtimer.files import paths
app = workshop.application()
shop = workshop.Workshop()
plan = make_plan(the_routine("{routine}", shop.handbook)[1])
player = player_of(plan)
stage = Stage(Look(paths.shipped("assets"), shop.handbook, EVENING))
conductor = Conductor(player)
conductor.moved.connect(stage.show_moment)
stage.resize(900, 1000)
stage.show()
conductor.tell(player.play)
conductor.tell(lambda: player.jump({step}))
count = [0]
def seen(moment):
    count[0] += 1
conductor.moved.connect(seen)
frames = lambda: count[0]
"""

MEASURE_PLAY = """
import time
from PySide6.QtCore import QTimer
begun = {}
def begin():
    begun.update(cpu=time.process_time(), frames=frames())
def end():
    print((time.process_time() - begun["cpu"]) / SECONDS, (frames() - begun["frames"]) / SECONDS, flush=True)
    app.quit()
SECONDS = 5
WARM = {warm}
QTimer.singleShot(WARM * 1000, begin)
QTimer.singleShot((WARM + SECONDS) * 1000, end)
app.exec()
"""

IDLE = """
from backtimer import app as workshop
from backtimer.files import paths
app = workshop.application()
shop = workshop.Workshop()
shop.window.resize(1280, 800)
shop.librarian.open_library()
shop.window.show()
if "{page}" == "paused":
    shop.open_file(paths.shipped("routines") / "first-back-10.yaml")
    shop.begin(shop.window._chosen, shop.window.routine.plan)
    shop.window.command("next")
    shop.window.command("toggle")
frames = lambda: 0
"""

LATENESS = """
import json, time
from PySide6.QtCore import QTimer
from backtimer import app as workshop
from backtimer.commands.asking import the_routine
from backtimer.core.events import Passed
from backtimer.core.plan import Mark, Plan, make_plan
from backtimer.playing import player_of
from backtimer.core.timing import Ms
app = workshop.application()
shop = workshop.Workshop()
shop.window.resize(1280, 800)
plan = make_plan(the_routine("first-back-10", shop.handbook)[1])
marks = tuple(Mark(Ms(at), "half", 1) for at in range(1000, 20000, 97))
plan = Plan(plan.routine, plan.spans, marks)
clock = lambda: Ms(time.monotonic_ns() // 1_000_000)
player = player_of(plan)
from backtimer.ui.conductor import Conductor
from backtimer.core.shelf import Entry
conductor = Conductor(player)
late = []
begun = [0]
def heard(event):
    if isinstance(event, Passed):
        late.append(clock() - begun[0] - event.mark.at)
conductor.happened.connect(heard)
shop.window.show()
shop.window.conduct(conductor, Entry("x", "x", "own", None))
begun[0] = clock()
conductor.tell(player.play)
QTimer.singleShot(20500, lambda: (print(json.dumps(late), flush=True), app.quit()))
app.exec()
"""


KEYSTROKES = """
import gc, time
from backtimer.core.finder import ANYTHING, Finder, Wish
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.library import entries
handbook = read_handbook(paths.shipped("assets"))
home = (paths.shipped("routines"), paths.own_routines(), handbook, paths.index_file(), paths.edition())
finder = Finder(entries(*home), handbook)
for _ in finder.prepare():
    pass
finder.found(ANYTHING)
gc.freeze()  # as the workshop does when the library is there
took = []
for text in {texts!r}:
    for typed in range(1, len(text) + 1):
        begun = time.perf_counter()
        finds = finder.found(Wish(text=text[:typed]))
        screen = finds.entries, [find.reasons for find in finds[:60]]
        took.append(1000 * (time.perf_counter() - begun))
took.sort()
print(len(finder.entries), took[int(len(took) * 0.99)], flush=True)
"""

TYPED = (
    "shoulder neck", "low back oil", "kneading", "effleurage", "tennis ball wall", "slow strokes for sleep", "relax",
    "shuolder", "trapezius", "tensoin", "petrisage", "soft circles between the shoulder blades", "zzzzz nothing",
)  # fmt: skip
"""What is typed, one letter after the other: titles, regions, strokes, cues, slips, and what nobody says."""


def run(code: str) -> str:
    """The output of a child process with our code on its path."""
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return child.stdout.strip().splitlines()[-1]


def seconds_to_first_frame(code: str) -> float:
    before = time.monotonic()
    return float(run(REPORT_TIME + code)) - before


def memory(code: str) -> float:
    return float(run(REPORT_MEMORY + code))


def load(code: str, warm: int = 2) -> tuple[float, float]:
    """Share of a core, and frames a second; `warm` seconds pass first (of a stroke: a whole cycle)."""
    busy, frames = run(code + MEASURE_PLAY.replace("{warm}", str(warm))).split()
    return float(busy), float(frames)


def in_turn(ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Medians of both, measured one after the other."""
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def checking(count: int) -> tuple[float, float]:
    """Seconds to check so many files, and to walk their events with the C loader alone."""
    handbook = read_handbook(paths.shipped("assets"))
    with tempfile.TemporaryDirectory() as folder:
        shipped = sorted(paths.shipped("routines").glob("*.yaml"))
        files = [Path(folder) / f"{number:04}.yaml" for number in range(count)]
        for number, file in enumerate(files):
            shutil.copy(shipped[number % len(shipped)], file)
        begun = time.perf_counter()
        for file in files:
            for _ in yaml.parse(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
                pass
        walked = time.perf_counter() - begun
        begun = time.perf_counter()
        for file in files:
            read_routine(file, handbook)
        return time.perf_counter() - begun, walked


def a_home(count: int) -> str:
    """A person's folder with so many routines of their own, all different, and an index that knows them."""
    home = tempfile.mkdtemp()
    folder = Path(home) / "data" / "routines"
    folder.mkdir(parents=True)
    texts = [file.read_text(encoding="utf-8") for file in sorted(paths.shipped("routines").glob("*.yaml"))]
    chance = random.Random(1)  # noqa: S311  # only to differ
    invented = ["".join(chance.choices("aeioubdfgklmnprstvw", k=chance.randint(3, 9))) for _ in range(5_000)]
    for number in range(count):
        words = " ".join(chance.choices(invented, k=40))
        text = texts[number % len(texts)].replace("title: ", f"title: {words.title()[:12]} {number} ", 1)
        file = folder / f"{number:05}.yaml"
        file.write_text(text.replace("author: ", f"author: {words} ", 1), encoding="utf-8")
    at_home(home, lambda: run("from backtimer.__main__ import main; main(['list'])"))
    return home


def at_home(home: str, measure: Callable[[], Any]) -> Any:
    """What is measured with this person's folder."""
    before, os.environ["BACKTIMER_HOME"] = os.environ["BACKTIMER_HOME"], home
    try:
        return measure()
    finally:
        os.environ["BACKTIMER_HOME"] = before


def scale() -> list[bool]:
    """The library at scale: a start, and a letter typed into the search."""
    few, many = a_home(20), a_home(10_000)
    a, b = in_turn(
        lambda: at_home(many, lambda: seconds_to_first_frame(OUR_START)),
        lambda: at_home(few, lambda: seconds_to_first_frame(OUR_START)),
        9,
    )
    kept = [row("start with 10,000 own files, against 20", f"{a * 1000:.0f} ms", f"{b * 1000:.0f} ms", a / b, 1.15)]
    count, worst = at_home(many, lambda: run(KEYSTROKES.replace("{texts!r}", repr(TYPED)))).split()
    kept.append(row("search keystroke, 99th percentile", f"{count} files", "", float(worst), 16, "ms"))
    for home in (few, many):
        shutil.rmtree(home)
    return kept


def row(name: str, ours: str, bare: str, value: float, budget: float, unit: str = "×") -> bool:
    kept = value <= budget
    verdict = "kept" if kept else "MISSED"
    print(f"{name:<44}{ours:>12}{bare:>12}{value:>9.2f} {unit:<3} budget {budget:g} {unit:<3} {verdict}", flush=True)  # noqa: T201
    return kept


def main() -> int:
    if "DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["BACKTIMER_HOME"] = tempfile.mkdtemp()
    print(f"{'':<44}{'ours':>12}{'bare':>12}")  # noqa: T201
    kept = []
    a, b = in_turn(lambda: seconds_to_first_frame(OUR_START), lambda: seconds_to_first_frame(BARE_START), 9)
    kept.append(row("start to the first frame of the library", f"{a * 1000:.0f} ms", f"{b * 1000:.0f} ms", a / b, 1.3))
    a, b = in_turn(lambda: memory(OUR_START), lambda: memory(BARE_START), 3)
    kept.append(row("memory (PSS) after start", f"{a / 1024:.0f} MiB", f"{b / 1024:.0f} MiB", a / b, 1.6))
    bare, bare_frames = load(BARE_PLAY)
    for routine, step in (("first-back-10", 2), ("lomi-20", 7), ("lomi-20", 15), ("swedish-back-20", 19)):
        a, frames = load(OUR_PLAY.format(routine=routine, step=step), warm=12)
        name = f"playing at 900 × 1000, {routine} step {step}"
        pair = (f"{a:.3f} @{frames:.0f}", f"{bare:.3f} @{bare_frames:.0f}")
        kept.append(row(name, *pair, a / bare, 1.5))
    for page in ("library", "paused"):
        a, _ = load(IDLE.format(page=page))
        kept.append(row(f"idle: {page}", f"{a * 100:.2f} %", "", a * 100, 0.05, "%"))
    late = sorted(eval(run(LATENESS)))  # noqa: S307  # our own child's list of numbers
    worst = late[int(len(late) * 0.99)]
    kept.append(row("lateness of a cue, 99th percentile", f"{len(late)} cues", "", worst, 20, "ms"))
    a, b = checking(1000)
    kept.append(row("checking 1,000 files", f"{a:.2f} s", f"{b:.2f} s", a / b, 2))
    kept += scale()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
