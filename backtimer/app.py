"""The workshop: makes every part of the window's program and joins them; nothing else sees both disk and eye."""

import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from backtimer.core.problem import Problem
from backtimer.core.settings import Settings
from backtimer.core.shelf import Entry
from backtimer.desktop.folder_watch import FolderWatch
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.library import entries, read_entry
from backtimer.files.settings_file import read_settings, write_settings
from backtimer.ui.lettering import face, load_faces
from backtimer.ui.window import Window

if TYPE_CHECKING:
    from backtimer.core.wishes import Wishes


class Workshop:
    """Holds the parts of one run of the program, and does what the window asks for."""

    def __init__(
        self,
        *,
        speed: float = 1.0,
        wishes: "Wishes | None" = None,
        wall: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.handbook = read_handbook(paths.shipped("assets"))
        self._speed = speed
        self._wishes = wishes
        self._shipped = paths.shipped("routines")
        self._own = paths.own_routines()
        settings = read_settings(paths.settings_file())
        self.window = Window(paths.shipped("assets"), self.handbook, settings, wall)
        self.window.play_asked.connect(self.play)
        self.window.file_asked.connect(lambda file: self.open_file(Path(file)))
        self.window.folder_asked.connect(self._show_folder)
        self.window.edit_asked.connect(lambda file: QDesktopServices.openUrl(QUrl.fromLocalFile(file)))
        self.window.settings_changed.connect(self._keep)
        self._watch = FolderWatch(self.window)
        self._watch.changed.connect(self.read_library)

    def read_library(self) -> None:
        """Read all routine files, show them, and watch them from now on."""
        found = entries(self._shipped, self._own, self.handbook, paths.index_file(), paths.edition())
        self.window.show_entries(found)
        self._watch.watch([self._shipped, self._own], [Path(entry.file) for entry in found])

    def open_file(self, file: Path) -> None:
        """Open a file from anywhere, ready to play; or show what is wrong with it."""
        self.play(read_entry(file.resolve(), "own", self.handbook))

    def play(self, entry: Entry) -> None:
        """Make a plan and a player of an entry and show them, ready to begin; or show what is wrong with its file."""
        from backtimer.core.plan import NothingLeftError, make_plan  # noqa: PLC0415  # the library needs none of these
        from backtimer.core.routine import unrolled  # noqa: PLC0415
        from backtimer.core.wishes import AS_WRITTEN  # noqa: PLC0415
        from backtimer.files.routine_file import read_routine  # noqa: PLC0415
        from backtimer.playing import player_of  # noqa: PLC0415
        from backtimer.ui.conductor import Conductor  # noqa: PLC0415

        reading = read_routine(Path(entry.file), self.handbook)
        if reading.routine is None:
            self.window.show_problems(replace(entry, card=None, problems=reading.problems))
            return
        try:
            plan = make_plan(reading.routine, self._wishes or AS_WRITTEN)
        except NothingLeftError:
            words = "every step works on a place that is to be left out today"
            problem = Problem(entry.file, *next(unrolled(reading.routine.steps)).place("region"), "error", words)
            self.window.show_problems(replace(entry, card=None, problems=(problem,)))
            return
        self.window.conduct(Conductor(player_of(plan, self._speed), self.window), entry)

    def _keep(self, settings: Settings) -> None:
        try:
            write_settings(settings, paths.settings_file())
        except OSError as error:
            print(f"backtimer: the settings could not be saved: {error.strerror}", file=sys.stderr)  # noqa: T201

    def _show_folder(self) -> None:
        try:
            self._own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            print(f"backtimer: {self._own}: {error.strerror}", file=sys.stderr)  # noqa: T201
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._own)))
        self.read_library()


def application() -> QApplication:
    """The one QApplication, in a style that looks the same everywhere."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    QGuiApplication.setDesktopFileName("backtimer")
    app = QApplication(["backtimer", "-style", "Fusion"])  # setStyle would load all of QStyle's enums: 8 ms
    app.setApplicationName("backtimer")
    load_faces(paths.shipped("assets"))
    app.setFont(face(15))
    return app


def run_window(file: Path | None = None, *, speed: float = 1.0, wishes: "Wishes | None" = None) -> int:
    """Open the window, with a file ready to play where one is given, and stay until it is closed."""
    app = application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python would hear it only when Qt next calls it
    workshop = Workshop(speed=speed, wishes=wishes)
    workshop.window.resize(1280, 800)
    workshop.read_library()
    if file is not None:
        workshop.open_file(file)
    workshop.window.show()
    return app.exec()
