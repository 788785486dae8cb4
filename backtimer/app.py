"""The workshop: makes every part of the window's program and joins them; nothing else sees both disk and eye."""

import platform
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from backtimer import __version__
from backtimer.core.settings import Settings
from backtimer.core.shelf import Entry
from backtimer.core.timing import MINUTE, Ms, clock_text
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.library import read_entry
from backtimer.files.settings_file import read_settings, write_settings
from backtimer.ui.lettering import face, load_faces
from backtimer.ui.window import Window
from backtimer.wings.breaktime import Breaktime
from backtimer.wings.comparing import Comparing
from backtimer.wings.drilling import Drilling
from backtimer.wings.examining import Examining
from backtimer.wings.librarian import Librarian
from backtimer.wings.noting import Noting
from backtimer.wings.practising import Practising
from backtimer.wings.printing import Printing
from backtimer.wings.resting import Resting
from backtimer.wings.teaching import Teacher

if TYPE_CHECKING:
    from backtimer.attending import Attendants
    from backtimer.core.person import Person
    from backtimer.core.plan import Plan
    from backtimer.core.wishes import Wishes
    from backtimer.files.journal import Journal
    from backtimer.files.people_file import People
    from backtimer.files.resume_file import Offer, Source
    from backtimer.recording import Archive


class Messenger(QObject):
    """Carries a sentence from another thread to the window."""

    told = Signal(str)
    read = Signal(object)


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
        settings = read_settings(paths.settings_file())
        self.window = Window(paths.shipped("assets"), self.handbook, settings, wall)
        self.window.play_asked.connect(self.play)
        self.window.begin_asked.connect(self.begin)
        self.window.file_asked.connect(lambda file: self.open_file(Path(file)))
        self.window.settings_changed.connect(self._keep)
        self.window.conducted.connect(lambda conductor: self.attendants.attend(conductor, self._speed))
        self.window.voice_tried.connect(lambda: self.attendants.try_voice())  # noqa: PLW0108  # made late
        self.window.bell_tried.connect(lambda: self.attendants.try_bell())  # noqa: PLW0108
        self.window.devices_asked.connect(lambda: self.attendants.find_devices())  # noqa: PLW0108
        self.window.people_changed.connect(lambda people: self._keep_people(people))  # noqa: PLW0108  # Qt would look up its types
        self.window.library.resume.accepted.connect(self._go_on)
        self.window.library.resume.refused.connect(lambda: self._kept().forget_place())
        self.librarian = Librarian(self.window, self.handbook, self.write)
        self._people: People | None = None
        self._messenger = Messenger(self.window)
        self._messenger.told.connect(self.window.say)
        self._messenger.read.connect(lambda sessions: self.window.journal.show_entries(sessions))  # noqa: PLW0108
        self.window.journal_asked.connect(self._read_journal)
        self.window.journal_delete_asked.connect(self._delete_from_journal)
        self.window.journal_clear_asked.connect(self._clear_journal)
        self.window.journal_export_asked.connect(self._export_journal)
        self.window.journal_rate_asked.connect(self._rate)
        self.practising = Practising(self.window, self._kept, lambda: self.__dict__.get("attendants"))
        self.noting = Noting(self.window, self.librarian, self.write)
        self.comparing = Comparing(self.window, self.handbook, lambda: self.librarian.entries)
        self.teacher = Teacher(self.window, self.handbook)
        self.printing = Printing(self.window)
        self.drilling = Drilling(self.window, self.handbook)
        self.examining = Examining(self.window, self._kept, speed)
        self.breaktime = Breaktime(self)
        self.resting = Resting(self, self._kept, speed=speed, wall=wall)
        self._archive: Archive | None = None
        self._source: Source | None = None
        self._offer: Offer | None = None

    def read_library(self) -> None:
        """Look at all routine files now, and show them."""
        self.librarian.read_library()

    @cached_property
    def attendants(self) -> "Attendants":
        """Ear, screen and desktop: made, and all that they need loaded, when something first plays."""
        from backtimer.attending import Attendants  # noqa: PLC0415  # the library needs none of these

        cache, sound = paths.index_file().parent, self.window.settings.sound
        sounds = paths.shipped("assets") / "sounds"
        made = Attendants(sounds, cache, sound, self.window, paint=self.window.step_picture, write=self.write)
        made.devices_found.connect(self.window.know_devices)
        made.told.connect(self.window.say)
        made.raise_asked.connect(lambda: _come_forward(self, ""))
        made.quit_asked.connect(lambda: self.window.command("quit"))
        self.window.settings_changed.connect(lambda settings: made.take(settings.sound))
        self.window.asleep_asked.connect(lambda: made.ear.fall_asleep(not made.ear.caller.asleep))
        return made

    def open_file(self, file: Path) -> None:
        """Open a file from anywhere, ready to play; or show what is wrong with it."""
        self.play(read_entry(file.resolve(), "own", self.handbook))

    def play(self, entry: Entry) -> None:
        """Show an entry's routine, ready to begin; or what is wrong with its file."""
        from backtimer.files.resume_file import Source  # noqa: PLC0415  # the library needs none of these
        from backtimer.files.routine_file import read_routine  # noqa: PLC0415

        reading = read_routine(Path(entry.file), self.handbook)
        if reading.routine is None:
            self.window.show_problems(replace(entry, card=None, problems=reading.problems))
            return
        self._source = Source(Path(entry.file), reading.text, reading.bases)
        people = self._known_people().people
        self.window.show_routine(entry, reading.routine, self._wishes or self._wished(), people)
        self.practising.look_at(reading.routine)
        self.noting.look_at(reading.routine)

    def begin(self, entry: Entry, plan: "Plan", offer: "Offer | None" = None) -> None:
        """Make a player of a plan, show it, record it, and let it run; with an offer, from where that stopped."""
        from backtimer.playing import player_of  # noqa: PLC0415  # the library needs none of these
        from backtimer.recording import Recording, looked_up  # noqa: PLC0415
        from backtimer.ui.conductor import Conductor  # noqa: PLC0415

        conductor = Conductor(player_of(self.noting.annotated(plan), self._speed), self.window)
        self.window.conduct(conductor, entry)
        self.librarian.played(entry)
        recording, guidance = None, self.window.guidance
        if self._source is not None:
            recording = Recording(self._kept(), self._source, self.window.receiver)
            if offer is not None:
                guidance = recording.go_on(*looked_up(offer, self.window.say))
                self.window.player.carry_on(conductor, recording.session)
            conductor.happened.connect(lambda event: recording.on_event(event, conductor.player.plan))
            conductor.moved.connect(lambda moment: recording.on_moment(moment))  # noqa: PLW0108  # it keeps the recording alive
        if offer is not None:
            conductor.tell(lambda: conductor.player.seek(offer.position))
        self.practising.begin(conductor, recording, guidance)
        conductor.tell(conductor.player.play)

    def offer_to_go_on(self) -> None:
        """Where the last run ended in the middle of a routine, offer to go on with it."""
        if not paths.resume_file().exists():
            return
        from backtimer.files.resume_file import read_offer  # noqa: PLC0415  # seldom needed
        from backtimer.recording import wall_now  # noqa: PLC0415

        offer = self._offer = read_offer(paths.resume_file(), self.handbook, wall_now().utc, self.window.say)
        if offer is not None:
            moment = offer.moment
            left = clock_text(Ms(moment.left // 1000 * 1000))
            self.window.library.resume.offer(
                f"Go on with {offer.plan.routine.title}: step {moment.span.number}, {left} left"
            )

    def tell_trouble(self) -> None:
        """Say which of one's own files could not be read in full."""
        from backtimer.files.private_file import trouble_words  # noqa: PLC0415  # after the first frame
        from backtimer.files.settings_file import settings_trouble  # noqa: PLC0415

        people = self._known_people().trouble if paths.people_file().exists() else None
        troubles = {
            "The settings": settings_trouble(paths.settings_file()),
            "The favourites": self.librarian.likes_trouble,
            "The people": people,
        }
        told = [trouble_words(what, trouble) for what, trouble in troubles.items() if trouble is not None]
        if told:
            self.window.say("\n".join(told))

    def close(self) -> None:
        """Write what is left to be written."""
        self.resting.close()
        self.breaktime.close()
        if "attendants" in self.__dict__:  # they were made
            self.attendants.close()
        if self._archive is not None:
            self._archive.close()

    def _go_on(self) -> None:
        offer = self._offer
        if offer is not None:
            self._source, self._offer = offer.source, None
            self.begin(read_entry(offer.source.file, "own", self.handbook), offer.plan, offer)

    def _read_journal(self) -> None:
        """Have the journal read in the writer's thread, and shown."""
        self._kept().tell("read", lambda journal: self._messenger.read.emit(journal.sessions()))

    def _delete_from_journal(self, key: str) -> None:
        self._kept().tell(f"delete {key}", lambda journal: journal.delete(key))

    def _clear_journal(self) -> None:
        def cleared(journal: "Journal") -> None:
            try:
                journal.delete_all()
            finally:  # in the same job: a reading that already waited would come before it, and show what is gone
                self._messenger.read.emit(journal.sessions())

        self._kept().tell("delete all", cleared)

    def _rate(self, key: str, before: int | None, after: int | None, note: str) -> None:
        def written(journal: "Journal") -> None:
            journal.rate(key, before, after)
            journal.annotate(key, note)

        self._kept().tell(f"rate {key}", written)

    def _export_journal(self, kind: str) -> None:
        """Ask for a file, and write the journal into it."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  # seldom needed

        dialog = QFileDialog(self.window, "Export the journal", f"backtimer-journal.{kind}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda file: self._write_journal(Path(file), kind))
        dialog.open()

    def _write_journal(self, file: Path, kind: str) -> None:
        from backtimer.files.journal_text import journal_as_csv, journal_as_json  # noqa: PLC0415  # seldom needed
        from backtimer.files.whole_file import write_whole  # noqa: PLC0415

        def written(journal: "Journal") -> None:
            text = (journal_as_csv if kind == "csv" else journal_as_json)(journal.sessions())
            write_whole(file, text, private=False)
            self._messenger.told.emit(f"The journal was written to {file}")

        self._kept().tell(f"export {file}", written, "The journal could not be exported")

    def _kept(self) -> "Archive":
        """Where what is done is kept; made when something is first done."""
        from backtimer.recording import Archive  # noqa: PLC0415  # the library needs none of it

        if self._archive is None:
            self._archive = Archive(self._messenger.told.emit, keeps_journal=self.window.settings.journal)
        return self._archive

    def write(self, name: str, job: "Callable[[], object]", failed: str) -> None:
        """Have something written soon, and not by the window's thread; `failed` begins what is said where it fails."""
        self._kept().writer.write(name, job, failed)

    def _wished(self) -> "Wishes":
        """What was asked for in the library: how long, and which places are sore."""
        from backtimer.core.wishes import Wishes  # noqa: PLC0415  # the library needs none of these

        wish = self.window.library.finder.wish
        length = Ms(wish.minutes * MINUTE) if wish.minutes else None
        return Wishes(length=length, leave_out=wish.sore)

    def _keep(self, settings: Settings) -> None:
        if self._archive is not None:
            self._archive.keeps_journal = settings.journal
        file = paths.settings_file()
        self.write("settings", lambda: write_settings(settings, file), "The settings could not be saved")

    def _keep_people(self, people: "tuple[Person, ...]") -> None:
        from backtimer.files.people_file import write_people  # noqa: PLC0415  # the library needs none of these

        self._people, file = replace(self._known_people(), people=people), paths.people_file()
        self.write("people", lambda: write_people(people, file), "People could not be saved")

    def _known_people(self) -> "People":
        """Everybody who is kept on this machine; read when it is first needed."""
        from backtimer.files.people_file import read_people  # noqa: PLC0415  # the library needs none of these

        if self._people is None:
            self._people = read_people(paths.people_file())
        return self._people


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


def run_window(
    file: Path | None = None, *, speed: float = 1.0, wishes: "Wishes | None" = None, minimised: bool = False
) -> int:
    """Open the window, with a file ready to play where one is given, and stay until it is closed.

    A second start only asks the first one to come to the front; a minimised one not even that.
    """
    from backtimer.desktop.fault_log import FaultLog  # noqa: PLC0415  # tests have hooks of their own
    from backtimer.desktop.one_window import OneWindow  # noqa: PLC0415
    from backtimer.ui.on_screen import Reach  # noqa: PLC0415

    app = application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python would hear it only when Qt next calls it
    one = OneWindow(paths.meeting_point())
    if not one.is_first() and (minimised or one.hand_over(file)):
        return 0
    about = f"backtimer {__version__}, Python {platform.python_version()}, {platform.platform()}"
    faults = FaultLog(paths.fault_file(), lambda: datetime.now().astimezone().isoformat(timespec="seconds"), about)
    faults.listen()
    workshop = Workshop(speed=speed, wishes=wishes)
    window = workshop.window
    faults.told.connect(window.say_fault)
    one.asked.connect(lambda asked, _: _come_forward(workshop, asked))
    one.answers = workshop.breaktime.reply
    window.resize(1280, 800)
    Reach(window)
    workshop.librarian.open_library()
    if file is not None:
        workshop.open_file(file)
    workshop.breaktime.begin_quietly() if minimised else window.show()
    QTimer.singleShot(0, one.listen)
    QTimer.singleShot(0, workshop.tell_trouble)
    QTimer.singleShot(0, workshop.offer_to_go_on)
    try:
        return app.exec()
    finally:
        workshop.close()
        faults.close()
        one.close()


def _come_forward(workshop: Workshop, file: str) -> None:
    """A second start asks: come to the front, and open its file."""
    workshop.breaktime.come_forward()
    if file:
        workshop.open_file(Path(file))
