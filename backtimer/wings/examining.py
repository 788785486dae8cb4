"""Exams in the window: from the routine that is shown to a run, from its marks to the journal, and to a report.

Joins the pages of an exam to the archive. What a press means and what was wrong with a run are the core's.
"""

import time
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from backtimer.core.timing import Clock, Ms
from backtimer.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from backtimer.core.exam.run import Exam
    from backtimer.core.journal_entry import SessionEntry
    from backtimer.core.plan import Plan
    from backtimer.desktop.keep_awake import Inhibitor
    from backtimer.files.journal import Journal
    from backtimer.recording import Archive
    from backtimer.ui.exam.page import ExamPage
    from backtimer.ui.exam.report_page import Kind, ReportPage

# What the library does not need is loaded when it is first asked for.

EVERY: Final = 5_000
"""Milliseconds after which a run is saved though nobody pressed anything."""


class Examining(QObject):
    """Offers exams to a window. `kept` gives the archive; what is read from it comes from another thread.

    `clock` goes on while the machine sleeps, so that a gap is seen.
    """

    _found = Signal(object, object)

    def __init__(
        self, window: Window, kept: "Callable[[], Archive]", speed: float = 1.0, clock: Clock | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._kept = window, kept
        self._speed = speed
        self._clock = clock or (lambda: Ms(int(_real_time() * speed)))
        self._plan: Plan | None = None
        self._entry: SessionEntry | None = None
        self._from_journal = False
        self._saving = QTimer(self)
        self._saving.setInterval(EVERY)
        self._saving.timeout.connect(self._save_again)
        self._found.connect(self._on_found)
        window.offer("exam", self.open)
        window.report_asked.connect(self.show_report)

    @cached_property
    def page(self) -> "ExamPage":
        """The page of a run."""
        from backtimer.core.exam.run import GAP  # noqa: PLC0415
        from backtimer.ui.exam.page import ExamPage  # noqa: PLC0415

        page = self._window.add_page(ExamPage(self._window.look, self._clock, Ms(round(GAP * max(self._speed, 1.0)))))
        page.back_asked.connect(lambda: self._window.show_page(self._window.routine))
        page.begun.connect(self._on_begun)
        page.changed.connect(lambda exam: self._save(exam))  # noqa: PLW0108  # Qt would look up its types
        page.ended.connect(lambda exam: self._on_ended(exam))  # noqa: PLW0108
        page.broken_off.connect(lambda exam: self._on_over(exam))  # noqa: PLW0108
        return page

    @cached_property
    def report(self) -> "ReportPage":
        """The page of a report."""
        from backtimer.ui.exam.report_page import ReportPage  # noqa: PLC0415

        page = self._window.add_page(ReportPage(self._window.look))
        page.back_asked.connect(self._go_back)
        page.changed.connect(lambda key, exam: self._on_judged(key, exam))  # noqa: PLW0108
        page.export_asked.connect(lambda kind: self._ask_for_file(kind))  # noqa: PLW0108
        return page

    @cached_property
    def screen(self) -> "Inhibitor":
        """Keeps the screen on: a dark one would not show that a mark was taken."""
        from backtimer.desktop.keep_awake import ScreenInhibitor  # noqa: PLC0415

        return ScreenInhibitor()

    @property
    def runs(self) -> bool:
        """Whether somebody is in the middle of a run."""
        run = self.page.run if "page" in self.__dict__ else None  # it was made
        return run is not None and run.begun

    def open(self) -> None:
        """Offer an exam on the routine that is shown, as it is bent for today."""
        plan = self._window.routine.plan
        if plan is not None:
            self._window.begin_safely(plan, self._show)

    def show_report(self, key: str) -> None:
        """Show the report of a session of the journal."""

        def read(journal: "Journal") -> None:
            self._found.emit(journal.session(key), journal.exam(key))

        self._kept().tell(f"report {key}", read)

    def _show(self, plan: "Plan") -> None:
        from backtimer.core.exam.run import paper_of  # noqa: PLC0415

        self._plan = plan
        self.page.show_paper(paper_of(plan), plan.routine.title)
        self._window.show_page(self.page)

    def _on_begun(self) -> None:
        from backtimer.core.journal_entry import SessionEntry  # noqa: PLC0415
        from backtimer.recording import wall_now  # noqa: PLC0415

        plan, now = self._plan, wall_now()
        if plan is None:
            return
        self._entry = SessionEntry(
            key=uuid4().hex,
            routine=plan.routine.id,
            title=plan.routine.title,
            text_hash="",
            started=now,
            ended=now,
            person=self._window.receiver,
            wishes=plan.wishes,
            guidance="exam",
        )
        self.screen.keep(True)  # noqa: FBT003  # a switch
        self._saving.start()

    def _on_ended(self, exam: "Exam") -> None:
        self._on_over(exam)
        if self._entry is not None:
            self._from_journal = False
            self._show_exam(self._entry, exam, examined=self.page.examined)

    def _on_over(self, exam: "Exam") -> None:
        """Nobody presses any more."""
        self._saving.stop()
        self.screen.keep(False)  # noqa: FBT003  # a switch
        self._save(exam)

    def _save_again(self) -> None:
        run = self.page.run
        if run is not None and run.begun:
            self._save(run.exam)

    def _save(self, exam: "Exam") -> None:
        """Have a run written into the journal as it stands by now."""
        from backtimer.recording import wall_now  # noqa: PLC0415

        if self._entry is not None:
            self._entry = replace(self._entry, ended=wall_now())
            self._keep(self._entry, exam)

    def _on_judged(self, key: str, exam: "Exam") -> None:
        """Keep what somebody claimed or gave."""
        if self._entry is not None and self._entry.key == key:
            self._keep(self._entry, exam)

    def _keep(self, entry: "SessionEntry", exam: "Exam") -> None:
        from backtimer.core.exam.session import entry_of  # noqa: PLC0415

        archive = self._kept()
        if exam.ending:
            entry = self._entry = entry_of(entry, exam)

        def written(journal: "Journal") -> None:
            # While somebody presses, the window has no time for the reading. The session is always saved here too: this
            # job may stand where an earlier one with its name waited, before the one that saves the session alone.
            journal.save(entry if exam.ending else entry_of(entry, exam))
            journal.save_exam(entry.key, exam)

        if archive.keeps_journal:
            if exam.ending:
                archive.save(entry)
            archive.tell(f"exam {entry.key}", written)

    def _on_found(self, entry: "SessionEntry | None", exam: "Exam | None") -> None:
        """Show a report that was read from the journal."""
        if entry is None or exam is None:
            self._window.say("There is no report of this session.")
            return
        self._entry = entry
        self._from_journal = True
        self._show_exam(entry, exam)

    def _go_back(self) -> None:
        """From a report to where it was asked for."""
        if self._from_journal:
            self._window.show_page(self._window.journal)
            self._window.journal_asked.emit()
        else:
            self._window.show_page(self._window.routine)

    def _show_exam(self, entry: "SessionEntry", exam: "Exam", *, examined: bool = False) -> None:
        from backtimer.ui.exam.report_page import About  # noqa: PLC0415
        from backtimer.ui.journal.sums import clock_of, day_text  # noqa: PLC0415

        when = f"{day_text(entry.started.day, year=True)}, {clock_of(entry.started)}"
        self.report.show_exam(exam, About(entry.key, entry.title, when, entry.person), examined=examined)
        self._window.show_page(self.report)

    # --- for a tutor ---

    def _ask_for_file(self, kind: "Kind") -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415  # seldom needed
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        dialog = QFileDialog(self._window, "Save the report", f"backtimer-exam.{kind}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.fileSelected.connect(lambda file: self.export(kind, Path(file)))
        dialog.open()

    def export(self, kind: "Kind", file: Path) -> None:
        """Write the report that is shown, whole or not at all; say which."""
        from backtimer.files.whole_file import write_whole_bytes  # noqa: PLC0415  # seldom needed

        try:
            write_whole_bytes(file, self._exported(kind), private=False)
        except OSError as error:
            self._window.say(f"{file.name} could not be written: {error.strerror}")
            return
        self._window.say(f"Written to {file}", here=True)

    def _exported(self, kind: "Kind") -> bytes:
        from backtimer.files.exam_text import report_as_csv, report_as_json  # noqa: PLC0415
        from backtimer.files.journal_text import session_as_data  # noqa: PLC0415
        from backtimer.ui.exam.report_paper import report_pdf  # noqa: PLC0415

        report = self.report.report
        if report is None or self._entry is None:
            return b""
        if kind == "pdf":
            return report_pdf(report, self.report.about, self.report.named)
        if kind == "csv":
            return report_as_csv(report).encode("utf-8")
        return report_as_json(report, session_as_data(self._entry)).encode("utf-8")


def _real_time() -> float:
    """Milliseconds that also pass while the machine sleeps, where it can tell."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock) / 1_000_000
