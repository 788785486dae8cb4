"""Noting: one's own notes on a routine, written over its page, and shown there and while it plays.

A routine that its teacher locked is not edited: notes are what somebody can write who learns it. Knows
the window and the file of notes.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backtimer import words
from backtimer.core.notes import Notes, with_note
from backtimer.core.shelf import Entry
from backtimer.ui.window import Window
from backtimer.wings.librarian import Librarian, Write

if TYPE_CHECKING:
    from backtimer.core.plan import Plan, Span
    from backtimer.core.routine import Routine


class Noting(QObject):
    """Keeps the notes, and lays the sheet over the page of a routine."""

    def __init__(self, window: Window, librarian: Librarian, write: Write) -> None:
        """`write` has a job done soon in another thread: its name, the job, and what is said where it fails."""
        super().__init__(window)
        self._window, self._write = window, write
        self._routine: Routine | None = None
        self._joined = False
        librarian.locked.connect(self.open_locked)
        window.offer("notes", self.open)

    @cached_property
    def notes(self) -> Notes:
        """All notes; read when they are first needed."""
        from backtimer.files import paths  # noqa: PLC0415  # the library needs none of these
        from backtimer.files.notes_file import read_notes  # noqa: PLC0415
        from backtimer.files.private_file import trouble_words  # noqa: PLC0415

        notes, trouble = read_notes(paths.notes_file())
        if trouble is not None:
            self._window.say(trouble_words("Your notes", trouble))
        return notes

    def look_at(self, routine: "Routine") -> None:
        """Show what was noted on a routine whose page is shown."""
        self._routine = routine
        self._window.routine.show_notes(self.notes.of(routine.id))

    def open(self) -> None:
        """Take notes on the routine whose page is shown."""
        routine = self._routine
        if routine is None:
            return
        names = [words.name_of(step) for step in routine.in_order()]
        sheet = self._window.routine.notes_sheet
        if not self._joined:
            sheet.noted.connect(self._keep)
            self._joined = True
        sheet.show_notes(routine.title, names, self.notes.of(routine.id), locked=routine.locked)

    def open_locked(self, entry: Entry) -> None:
        """Say that a routine is locked, and take notes on it instead."""
        self._window.play_asked.emit(entry)
        if self._window.page.name == "routine":
            self.open()
            self._window.say(f"Its teacher has locked {entry.title}: write your own notes instead")

    def annotated(self, plan: "Plan") -> "Plan":
        """The plan with one's own notes under those of the author."""
        notes = self.notes.of(plan.routine.id)
        return replace(plan, spans=tuple(_annotated(span, notes.get) for span in plan.spans)) if notes else plan

    def _keep(self, step: str, text: str) -> None:
        from backtimer.files import paths  # noqa: PLC0415
        from backtimer.files.notes_file import write_notes  # noqa: PLC0415

        if self._routine is None:
            return
        notes = self.__dict__["notes"] = with_note(self.notes, self._routine.id, step, text)
        self._window.routine.show_notes(notes.of(self._routine.id))
        file = paths.notes_file()
        self._write("notes", lambda: write_notes(notes, file), "Your notes could not be saved")


def _annotated(span: "Span", note_on: Callable[[str], str | None]) -> "Span":
    note = note_on(words.name_of(span.step))
    if note is None:
        return span
    whole = "\n".join(filter(None, (span.step.note, f"Your note: {note}")))
    return replace(span, step=replace(span.step, note=whole))
