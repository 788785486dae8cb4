# ruff: noqa: T201, PLC0415, S607  # it prints, asks for Qt late, and finds programs by their names
"""Breaks at a real desk: `python -m tests.desk [FOLDER]` prints what it saw, and gives 1 where something was otherwise.

Starts an X server without a screen, a window manager, a session bus and an editor in which somebody works, and then
the program's own windows. Keys, focus, idle time and full screens are those of the X server; only the clock is ours:
an hour of work passes in seconds. Needs Xvfb, openbox, dbus-run-session and xdotool; with trayer the tray is looked at
too. Pictures go to FOLDER where one is given.

`--wait MINUTES` measures instead what waiting costs: the program, minimised, as it is started at login.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from backtimer.files import paths

ROOT = Path(__file__).parents[1]
NEEDED = ("Xvfb", "openbox", "dbus-run-session", "xdotool")

NOON = 1_767_605_400_000
"""A Monday in January 2026, half past nine in UTC."""

SETTLE = 20
"""Seconds after which the program has started for good."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.desk", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where pictures go")
    parser.add_argument("--wait", type=float, metavar="MINUTES", help="measure what waiting costs")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--editor", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.editor:
        return editor()
    if options.inside:
        return Desk(options.folder).work() if options.wait is None else measure(options.wait)
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"not here: {', '.join(missing)}")
        return 1
    with screen() as environment:
        given = [str(options.folder)] if options.folder else []
        given += ["--wait", str(options.wait)] if options.wait is not None else []
        command = ["dbus-run-session", "--", sys.executable, "-m", "tests.desk", *given, "--inside"]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """An X server on a display that is free, with a window manager; gives the environment for programs on it."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
            pass_fds=(write,), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(end, server)
        os.close(write)
        with os.fdopen(read) as told:
            display = told.readline().strip()
        environment = {
            **{key: value for key, value in os.environ.items() if key not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")},
            "DISPLAY": f":{display}", "BACKTIMER_HOME": home, "QT_QPA_PLATFORM": "xcb", "QT_LOGGING_RULES": "*=false",
        }  # fmt: skip
        manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
        stack.callback(end, manager)
        yield environment


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()


def editor() -> int:
    """Somebody's other work: an editor that tells on each line what stands in it and whether it has the focus."""
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    app = QApplication(["editor"])
    text = QPlainTextEdit()
    text.setWindowTitle("Somebody's work")
    text.setGeometry(100, 100, 900, 600)
    text.show()
    text.activateWindow()

    def heard() -> None:
        word = sys.stdin.readline().strip()
        if word == "full":
            text.showFullScreen()
        elif word == "normal":
            text.showNormal()
        elif not word:
            app.quit()
        print(json.dumps([text.isActiveWindow(), text.toPlainText(), text.isFullScreen()]), flush=True)

    reader = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    reader.activated.connect(heard)
    return app.exec()


class Day:
    """A clock whose pace can be changed while it runs. Milliseconds."""

    def __init__(self) -> None:
        self.pace, self._at, self._real = 1.0, 0.0, time.monotonic()

    def __call__(self) -> int:
        now = time.monotonic()
        self._at, self._real = self._at + (now - self._real) * 1000 * self.pace, now
        return int(self._at)

    def run(self, pace: float) -> None:
        self()
        self.pace = pace


class Desk:
    """The program's windows, somebody who works, and what was seen."""

    def __init__(self, folder: Path | None) -> None:
        self.folder, self.failed, self.shots = folder, 0, 0
        self.stack = ExitStack()

    def work(self) -> int:
        from backtimer.app import Workshop, application
        from backtimer.core.journal_entry import Stamp
        from backtimer.desktop.senses import Machine
        from backtimer.wings.breaktime import Outside

        self.app, self.day = application(), Day()
        day = self.day

        class Senses(Machine):
            """This machine's, by our clock."""

            def idle(self):
                found = super().idle()
                return None if found is None else int(found * day.pace)

        outside = Outside()
        outside.senses.close()
        outside.senses = Senses()
        outside.up = day
        outside.wall = lambda: Stamp(NOON + day() // 100, 60)  # hours are of no matter here
        self.workshop = Workshop(speed=30)
        self.window, self.quiet, self.resting = self.workshop.window, self.workshop.breaktime, self.workshop.resting
        self.quiet.__dict__["outside"] = outside
        self.workshop.read_library()
        self.window.show()
        self.spin(600)
        self.window.settings = replace(self.window.settings, theme="evening")
        self.choose(on=True, every=5, minutes=2, rest=2, days=tuple(range(7)), silent=True)
        self.editor = subprocess.Popen(
            [sys.executable, "-m", "tests.desk", "--editor"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.stack.callback(self.editor.terminate)
        try:
            self.window.showMinimized()
            self.until(lambda: self.ask("")[0] or self.front(), "the editor has the focus")
            for part in (self.comes, self.answers, self.held_back, self.rests, self.plays, self.tray):
                part()
        finally:
            self.workshop.close()
            self.stack.close()
        print("all as it should be" if not self.failed else f"{self.failed} otherwise than it should be")
        return int(bool(self.failed))

    # What happens

    def comes(self) -> None:
        """Work, then a rest of the hands: the notice comes, and takes neither the focus nor a key."""
        self.wait_for_notice()
        before = self.ask("look")[1]
        self.key("x", "y", "z")
        self.spin(200)
        active, text, _ = self.ask("look")
        self.see(active and text == before + "xyz", f"typing goes on in the editor: {text[-3:]!r}")
        at, size = self.resting.notice.pos(), self.resting.notice.size()
        self.see(at.x() + size.width() > 1800 and at.y() + size.height() > 980, f"at the bottom right: {at.toTuple()}")
        self.shot("notice")

    def answers(self) -> None:
        """Each answer does what it says."""
        never = self.quiet.memory.never
        first = self.resting.notice.accessibleName()
        self.click("another")
        self.see(self.resting.notice.accessibleName() != first, "another one is shown by a click")
        self.click("never")
        self.see(len(self.quiet.memory.never) == len(never) + 1, f"never again: {set(self.quiet.memory.never)}")
        self.see(self.resting.notice.isVisible(), "the next one is offered in its place")
        self.click("later")
        self.see(self.kind() == "later" and not self.shown(), f"in ten minutes: {self.quiet.sentence()}")
        self.wait_for_notice()
        self.click("not_today")
        self.see(self.kind() == "free" and not self.shown(), f"not today: {self.quiet.sentence()}")
        self.quiet.pause(0)
        self.wait_for_notice()
        self.click("done")
        self.see(self.kind() == "working" and not self.shown(), f"already did: {self.quiet.sentence()}")
        self.wait_for_notice()
        self.day.run(40)
        self.until(lambda: not self.shown(), "nobody answers: it goes by itself", typing=True)
        self.day.run(1)

    def held_back(self) -> None:
        """A window that fills the screen holds the notice back."""
        self.see(self.ask("full")[2], "the editor fills the screen")
        self.day.run(150)
        self.until(lambda: self.kind() == "full_screen", "a break is due, and held back", typing=True)
        self.spin(1500, looks=True)
        self.see(not self.shown(), f"no notice over it: {self.quiet.sentence()}")
        self.shot("full-screen")
        self.ask("normal")
        self.wait_for_notice()
        self.click("later")

    def rests(self) -> None:
        """Who rests for the length of a break has had one."""
        self.day.run(60)
        self.until(lambda: self.quiet.worked == 0, "two minutes without a touch: the work begins anew")
        self.see(self.kind() == "working", self.quiet.sentence())
        self.day.run(1)

    def plays(self) -> None:
        """One key leads to the first instruction; the break ends by itself, and all is where it was."""
        self.wait_for_notice()
        self.click("now")
        self.until(lambda: self.resting.break_window is not None, "the first of a day asks about safety")
        self.shot("safety")
        check = self.resting.break_window.check
        self.until(check.begin.isEnabled, "it can be answered when it has been seen")
        pressed = time.monotonic()
        self.key("Return")
        self.until(self.playing, "Enter: none of these")
        took = self.painted(self.playing()) - pressed
        self.see(took < 1, f"from that key to the first instruction, for the first time: {took * 1000:.0f} ms")
        self.resting.leave()
        self.quiet.answer("done")
        self.wait_for_notice()
        notice = self.resting.notice
        self.pointer(notice.x() + 300, notice.y() + 20)
        self.spin(300)
        self.see(notice.isActiveWindow(), "a click on the notice: its keys count")
        self.key("Tab", "7")
        self.spin(200)
        self.see(notice.tension.rating == 7 and notice._at == 1, "Tab shows another one, 7 is the tension")
        pressed = time.monotonic()
        self.key("Return")
        self.until(self.playing, "Enter begins")
        took = self.painted(self.playing()) - pressed
        self.see(took < 1, f"from the key to the first instruction: {took * 1000:.0f} ms")
        self.spin(1500)
        self.see(self.resting.break_window.isActiveWindow(), "the break has the focus")
        self.shot("break")
        self.until(lambda: self.resting.break_window.end is not None, "it ends by itself", patience=30)
        self.key("3")
        self.spin(300)
        self.shot("end")
        self.until(lambda: self.resting.break_window is None, "its window goes by itself")
        self.spin(300)
        self.see(self.ask("look")[0], "the editor has the focus again")
        self.see(self.window.isMinimized(), "the main window is minimised as before")
        self.fills_the_screen()
        found = []
        self.workshop._kept().tell("desk", lambda journal: found.extend(journal.sessions()))
        self.until(lambda: bool(found), "the journal is read")
        last = max((entry for entry in found if entry.finished), key=lambda entry: entry.started.utc)
        self.see((last.before, last.after) == (7, 3), f"tension {last.before} before, {last.after} after")

    def fills_the_screen(self) -> None:
        """A break on the whole screen, and back."""
        self.choose(full_screen=True)
        self.resting.now()
        self.until(self.playing, "a break without a notice, on the full screen")
        self.spin(800)
        self.see(self.resting.break_window.size().toTuple() == (1920, 1080), "it fills the screen")
        self.shot("full-screen-break")
        self.key("Escape")
        self.until(lambda: self.resting.break_window is None and self.front(), "Escape leads back to the editor")
        self.choose(full_screen=False)

    def tray(self) -> None:
        """With a tray a closed window waits there, and comes back when the tray goes."""
        from backtimer.desktop.tray import is_there

        self.see(not is_there(), "there is no tray: the page says so")
        if shutil.which("trayer") is None:
            print("  –  trayer is not here: the tray was not looked at")
            return
        tray = subprocess.Popen(["trayer"], stderr=subprocess.DEVNULL)
        self.stack.callback(end, tray)
        self.until(lambda: self.quiet.tray.there, "a tray comes: the icon is in it")
        self.window.showNormal()
        self.spin(400)
        self.window.close()
        self.spin(300)
        self.see(not self.window.isVisible(), "a closed window waits in the tray")
        self.shot("tray")
        self.quiet.tray.asked.emit("now")
        self.until(lambda: self.playing() is not None, "a break begins from the tray")
        self.see(not self.window.isVisible(), "the main window stays there")
        self.key("Escape")
        self.until(lambda: self.resting.break_window is None, "Escape ends it")
        self.wait_for_notice()
        self.click("done")
        end(tray)
        self.until(lambda: not is_there(), "the tray goes")
        self.quiet.tray.look()
        self.spin(300)
        self.see(self.window.isVisible(), "the window is back")

    # With hands and eyes

    def choose(self, **wishes) -> None:
        """Have something about breaks chosen."""
        breaks = replace(self.window.settings.breaks, **wishes)
        settings = replace(self.window.settings, breaks=breaks)
        self.window.show_settings(settings)
        self.window.settings_changed.emit(settings)

    def wait_for_notice(self) -> None:
        """Work until a break is due; then let the hands rest for a moment."""
        if not self.front():
            self.ask("normal")
        self.day.run(150)
        self.until(lambda: self.kind() not in ("working", "waking", "later"), "work", typing=True, quiet=True)
        self.day.run(1)
        self.spin(2200)
        self.until(self.shown, "the hands rest: the notice comes")
        self.spin(900)

    def until(
        self, true: Callable[[], object], what: str, *, typing: bool = False, quiet: bool = False, patience: float = 20
    ) -> None:
        """Wait until something is true, as long as one can be expected to; say whether it was."""
        last = time.monotonic() + patience
        while not true() and time.monotonic() < last:
            if typing:
                self.key("a")
            self.quiet.look()
            self.spin(100)
        if not quiet or not true():
            self.see(bool(true()), what)

    def spin(self, milliseconds: int, *, looks: bool = False) -> None:
        """Let the program run for so long."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        if looks:
            self.quiet.look()

    def see(self, true: object, what: str) -> None:
        self.failed += not true
        print(f" {'ok' if true else 'NOT'}  {what}", flush=True)

    def shown(self) -> bool:
        return "notice" in self.resting.__dict__ and self.resting.notice.isVisible()

    def kind(self) -> str:
        return self.quiet.outlook.kind if self.quiet.outlook is not None else ""

    def playing(self):
        window = self.resting.break_window
        return window.page if window is not None and window.isVisible() else None

    def painted(self, page) -> float:
        """When a page has been painted."""
        page.repaint()
        self.app.processEvents()
        return time.monotonic()

    def front(self) -> bool:
        return bool(self.ask("look")[0])

    def ask(self, word: str) -> tuple[bool, str, bool]:
        """Tell the editor something; gives whether it has the focus, its text, and whether it fills the screen."""
        self.editor.stdin.write(f"{word or 'look'}\n")
        self.editor.stdin.flush()
        found = json.loads(self.editor.stdout.readline())
        if word in ("full", "normal"):
            self.spin(600)
            return self.ask("look")
        return tuple(found)

    def key(self, *names: str) -> None:
        subprocess.run(["xdotool", "key", *names], check=True)
        self.app.processEvents()

    def click(self, said: str) -> None:
        """Click on an answer, with the pointer."""
        button = self.resting.notice.buttons[said]
        at = button.mapToGlobal(button.rect().center())
        self.pointer(at.x(), at.y())
        self.spin(300)
        self.quiet.look()
        self.spin(300)

    def pointer(self, x: int, y: int) -> None:
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)

    def shot(self, name: str) -> None:
        """Keep a picture of the whole screen."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shots += 1
        self.app.primaryScreen().grabWindow(0).save(str(self.folder / f"{self.shots}-{name}.png"))


def measure(minutes: float) -> int:
    """Let the program wait, with nobody touching anything; print what that costs, by the hour."""
    chosen = {"breaks": {"on": True, "days": list(range(7)), "begin": 0, "end": 0}}
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(chosen), encoding="utf-8")
    program = subprocess.Popen([sys.executable, "-m", "backtimer", "open", "--minimised"], cwd=ROOT)
    try:
        with suppress(subprocess.TimeoutExpired):
            program.wait(SETTLE)
        if program.poll() is not None:
            print(f"the program did not start: {program.returncode}")
            return 1
        found = descendants(program.pid)
        before, begun = spent(found), time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            program.wait(minutes * 60)
        after, took = spent(found), time.monotonic() - begun
    finally:
        end(program)
    hourly = 3600 / took
    print(f"measured for {took / 60:.1f} minutes, {SETTLE} s after the start, in {len(found)} processes")
    print(f"processor time   {after[0] - before[0]:8.2f} s  = {(after[0] - before[0]) * hourly:8.1f} s an hour"
          f" = {(after[0] - before[0]) / took:.3%}")  # fmt: skip
    print(f"wake-ups         {after[1] - before[1]:8d}    = {(after[1] - before[1]) * hourly:8.0f} an hour"
          f" = {(after[1] - before[1]) / took:.2f} a second")  # fmt: skip
    print(f"memory           {before[2]:8.1f} MB, then {after[2]:.1f} MB (its own and its share of what is shared)")
    return 0


def descendants(pid: int) -> list[int]:
    """A process and all that it has begun."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [each for child in children.read_text().split() for each in descendants(int(child))]
    return found


def spent(pids: list[int]) -> tuple[float, int, float]:
    """Seconds of processor time, how often a thread woke up, and megabytes, of some processes together."""
    ticks, wakes, kilobytes = 0, 0, 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
        for status in Path(f"/proc/{pid}/task").glob("*/status"):
            wakes += next(int(line.split()[1]) for line in status.open() if line.startswith("voluntary"))
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        kilobytes += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return ticks / os.sysconf("SC_CLK_TCK"), wakes, kilobytes / 1024


if __name__ == "__main__":
    sys.exit(main())
