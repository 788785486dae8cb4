"""An exam in the real window, by real keys: from the page of a routine to the report, the journal and the tutor.

Only the clock is ours.
"""

import csv
import io
import json
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from backtimer.app import Workshop, application
from backtimer.core.exam.report import report_of
from backtimer.core.exam.run import ELSE
from backtimer.core.timing import Ms
from backtimer.files import paths
from backtimer.files.journal import open_journal
from tests.clock import FakeClock

ROOT = Path(__file__).parents[2]

TIMES = (40, 90, 60, 120, 75, 50, 100, 30)
STROKES = ("hold", "effleurage_long")

ROUTINE = (
    "backtimer: 1\ntitle: Eight steps\ntolerance: 20\nrubric:\n"
    "- {item: Calm hands, points: 4}\n- {item: Slow enough, points: 2, step: Third}\nsteps:\n"
    + "".join(
        f"- {{stroke: {STROKES[at % 2]}, region: whole_back, time: {time}, name: {name}}}\n"
        for at, (time, name) in enumerate(
            zip(TIMES, ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth"), strict=True)
        )
    )
)


class Screen:
    """Keeps no screen on."""

    active, trouble = False, ""

    def __init__(self) -> None:
        self.kept: list[bool] = []

    def keep(self, on) -> None:
        self.kept.append(on)


class Bench:
    """The window of one routine, with a student in front of it."""

    def __init__(self, qtbot, home) -> None:
        application()
        self.qtbot, self.clock, self.screen = qtbot, FakeClock(), Screen()
        file = home / "data" / "routines" / "eight.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(ROUTINE, encoding="utf-8")
        self.workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        self.examining = self.workshop.examining
        self.examining._clock, self.examining.screen = self.clock, self.screen
        self.window = self.workshop.window
        self.window.resize(1280, 800)
        self.workshop.read_library()
        self.workshop.play(next(each for each in self.window.library.shelf.entries if each.id == "eight"))

    @property
    def exam(self):
        return self.examining.page

    @property
    def report(self):
        return self.examining.report

    @property
    def page(self) -> str:
        return self.window.page.name

    @property
    def named(self):
        return [(finding.kind, finding.numbers) for finding in self.report.report.findings]

    def show(self) -> None:
        with self.qtbot.waitActive(self.window, timeout=3_000):
            self.window.show()
            self.window.activateWindow()

    def agree(self) -> None:
        """Answer the questions about safety: nothing of all that applies."""
        assert self.page == "safety"
        for group in self.window.safety.groups.values():
            self.qtbot.mouseClick(group.none, Qt.MouseButton.LeftButton)
        self.qtbot.mouseClick(self.window.safety.begin, Qt.MouseButton.LeftButton)

    def press(self, *keys) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)
            QCoreApplication.processEvents()

    def wait(self, milliseconds) -> None:
        for _ in range(round(milliseconds) // 200):
            self.clock.advance(200)
            self.exam.tick()
        self.clock.advance(round(milliseconds) % 200)

    def hold(self, key) -> None:
        self.qtbot.keyPress(QApplication.focusWidget(), key)
        self.wait(2_200)
        self.exam.tick()

    def begin(self) -> None:
        """By keys alone, up to the first touch."""
        self.press(Qt.Key.Key_E)
        if self.page == "safety":
            self.agree()
        assert self.page == "exam"
        self.press(Qt.Key.Key_Return)

    def do(self, *doing, keys=(Qt.Key.Key_Space, Qt.Key.Key_T, Qt.Key.Key_Tab, Qt.Key.Key_PageDown, Qt.Key.Key_Q)):
        """A student who does this, and presses whatever comes to hand."""
        paper = self.exam._paper
        self.press(Qt.Key.Key_Space)
        for place, what in enumerate(doing):
            number, factor = what if isinstance(what, tuple) else (what, 1)
            if place:
                self.wait(paper.lead(number))
                self.press(keys[place % len(keys)])
            self.wait(paper.task(number).time * factor)

    def kept(self):
        """What the journal holds."""
        assert self.workshop._archive.writer.flush()
        with closing(open_journal(paths.journal_file())) as journal:
            return journal.sessions(), journal.exams()

    def close(self) -> None:
        self.window.close()
        self.workshop.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def bench(qtbot, home):
    made = Bench(qtbot, home)
    made.show()
    yield made
    made.close()


# --- the acceptance ---


def test_a_student_at_the_keys_gets_a_report_that_names_exactly_what_was_wrong(bench):
    bench.begin()
    bench.do(1, 3, 2, 4, 5, (7, 1.4), 8)
    bench.hold(Qt.Key.Key_Space)
    assert bench.page == "report"
    assert bench.named == [("omitted", (6,)), ("swapped", (2, 3)), ("long", (7,))]
    assert "Step 6, Sixth, was left out." in bench.report._scroll.accessibleDescription()


def test_a_perfect_student_reads_that_nothing_is_wrong(bench):
    bench.begin()
    bench.do(*range(1, 9))
    bench.hold(Qt.Key.Key_B)
    assert bench.named == []
    assert bench.report.accessibleName().endswith("Every step in its place and in its time.")


# --- keys ---


def test_the_questions_about_safety_come_first(bench):
    bench.press(Qt.Key.Key_E)
    assert bench.page == "safety"
    bench.agree()
    assert bench.page == "exam"
    bench.press(Qt.Key.Key_Escape)
    assert bench.page == "routine"
    bench.press(Qt.Key.Key_E)
    assert bench.page == "exam"


def test_no_key_is_a_shortcut_while_it_runs(bench):
    bench.begin()
    theme = bench.window.settings.theme
    keys = (Qt.Key.Key_T, Qt.Key.Key_W, Qt.Key.Key_F, Qt.Key.Key_Question, Qt.Key.Key_F1, Qt.Key.Key_Tab, Qt.Key.Key_I)
    for key in keys:
        bench.press(key)
        bench.wait(5_000)
    assert (bench.page, bench.window.settings.theme, bench.window.isFullScreen()) == ("exam", theme, False)
    assert len(bench.exam.run.exam.marks) == len(keys) - 1  # the first one started the clock


def test_keys_that_are_held_and_keys_that_belong_to_others_are_no_marks(bench):
    bench.begin()
    bench.press(Qt.Key.Key_Space)
    bench.wait(5_000)
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
        bench.press(key)
    bench.qtbot.keyClick(bench.exam, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x", True)  # noqa: FBT003
    QApplication.sendEvent(bench.exam, again)
    assert bench.exam.run.exam.marks == ()


def test_a_click_is_a_press_and_two_are_a_question(bench):
    bench.begin()
    middle = QPoint(400, 300)
    for pause in (30_000, 400, 30_000, 100, 30_000):
        bench.qtbot.mouseClick(bench.exam, Qt.MouseButton.LeftButton, pos=middle)
        bench.wait(pause)
    exam = bench.exam.run.exam
    assert (exam.marks, exam.asked) == ((Ms(60_400),), (Ms(30_000),))


def test_p_says_that_the_student_asked(bench):
    bench.begin()
    bench.press(Qt.Key.Key_Space)
    bench.wait(20_000)
    bench.press(Qt.Key.Key_P)
    assert bench.exam.run.exam.asked == (Ms(20_000),)
    assert bench.exam.run.exam.marks == ()


def test_a_press_is_seen_and_fades(bench):
    bench.begin()
    bench.press(Qt.Key.Key_Space)
    bench.wait(20_000)
    before = bench.exam.grab().toImage()
    bench.press(Qt.Key.Key_Space)
    assert bench.exam.grab().toImage() != before
    bench.exam.nothing.setChecked(True)
    bench.wait(5_000)
    picture = bench.exam.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, 1280, 4) for y in range(0, 800, 4)}) == 1, "not blank"


def test_escape_breaks_off_and_nothing_is_lost(bench):
    bench.begin()
    bench.do(1, 2)
    bench.press(Qt.Key.Key_Escape)
    assert bench.page == "report"
    assert bench.named == [("unreached", (3, 4, 5, 6, 7, 8))]
    assert not bench.report.report.whole


def test_it_ends_by_itself(bench):
    bench.begin()
    bench.do(*range(1, 9))
    bench.wait(bench.exam._paper.total * 0.1 + 1_000)
    assert bench.page == "report"
    assert bench.named == []


def test_who_goes_elsewhere_breaks_off_and_keeps_the_marks(bench):
    bench.begin()
    bench.do(1, 2)
    bench.window.show_page(bench.window.library)
    assert bench.page == "library"
    sessions, exams = bench.kept()
    assert exams[sessions[0].key].ending == "left"
    assert bench.screen.kept == [True, False]


def test_a_disk_that_is_slow_loses_no_exam(bench):
    ready = Event()
    bench.workshop._kept().writer.write("slow", ready.wait)
    bench.begin()
    bench.do(1, 2)
    bench.window.show_page(bench.window.library)  # nothing has been written by now
    ready.set()
    sessions, exams = bench.kept()
    assert exams[sessions[0].key].ending == "left"


def test_nobody_is_reminded_of_a_break_in_the_middle_of_an_exam(bench):
    assert not bench.workshop.breaktime._plays
    bench.begin()
    bench.do(1, 2)
    assert bench.workshop.breaktime._plays
    bench.press(Qt.Key.Key_Escape)
    assert not bench.workshop.breaktime._plays


# --- the report ---


@pytest.fixture
def reported(bench):
    bench.begin()
    bench.do(1, 3, 2, 4, 5, (7, 1.4), 8)
    bench.hold(Qt.Key.Key_Space)
    return bench


def test_a_claim_by_keys_changes_the_report_at_once(reported):
    reported.report.choose(4)
    assert reported.report.claims.hasFocus()
    reported.press(Qt.Key.Key_Down, Qt.Key.Key_Return)  # it was the sixth, and not the fifth
    assert ("omitted", (5,)) in reported.named
    sessions, exams = reported.kept()
    assert dict(exams[sessions[0].key].claims) == {4: 6}
    reported.report.choose(4)
    reported.press(Qt.Key.Key_End, Qt.Key.Key_Return)  # as the marks are read
    assert ("omitted", (6,)) in reported.named


def test_something_else_is_named(reported):
    reported.report.choose(0)
    reported.press(Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert reported.report.report.exam.claims[0] == ELSE
    assert ("added", ()) in reported.named


def test_a_click_and_the_arrows_choose_a_part(reported):
    report = reported.report
    timelines = report.timelines
    reported.qtbot.mouseClick(timelines, Qt.MouseButton.LeftButton, pos=QPoint(timelines.width() - 30, 120))
    assert report._chosen == len(report.report.pieces) - 1
    reported.press(Qt.Key.Key_Left)
    assert report._chosen == len(report.report.pieces) - 2


def test_an_examiner_gives_points_by_keys_and_clicks(reported):
    reported.report.show_view("rubric")
    calm, slow = reported.report.rubric.rows
    calm.setFocus()
    reported.press(Qt.Key.Key_Space)
    assert calm.points == 4
    reported.press(Qt.Key.Key_Left, Qt.Key.Key_Down)
    assert slow.hasFocus()
    reported.press(Qt.Key.Key_2, Qt.Key.Key_9)
    assert (calm.points, slow.points) == (3, 2)
    reported.qtbot.mouseClick(slow, Qt.MouseButton.LeftButton, pos=slow._signs()[0].center().toPoint())
    reported.report.rubric.remarks.setPlainText("Calm.")
    reported.report.rubric.take()
    sessions, exams = reported.kept()
    exam = exams[sessions[0].key]
    assert (exam.points, exam.remarks) == ((3, 1), "Calm.")
    assert reported.report.report.given == 4


def test_an_examiner_sees_the_rubric_first(bench):
    bench.begin()
    bench.press(Qt.Key.Key_Escape)
    bench.exam.examiner.click()
    bench.exam.begin.click()
    bench.do(1, 2)
    bench.press(Qt.Key.Key_Escape)
    assert bench.report.rubric.isVisible()


# --- the journal ---


def test_marks_are_in_the_journal_while_it_runs(bench):
    bench.begin()
    bench.do(1, 2, 3)
    sessions, exams = bench.kept()
    (session,) = sessions
    assert (session.guidance, session.finished, session.title) == ("exam", False, "Eight steps")
    assert exams[session.key].marks == bench.exam.run.exam.marks
    assert exams[session.key].ending == ""


def test_the_session_tells_what_was_done(reported):
    (session,), _ = reported.kept()
    assert (session.finished, session.guidance) == (True, "exam")
    assert [step.number for step in session.steps if step.skipped] == [6]
    assert session.steps[6].actual == session.steps[6].planned * 1.4


def test_the_report_is_found_again_in_the_journal(reported):
    before = reported.report.report
    reported.press(Qt.Key.Key_Escape)
    assert reported.page == "routine"
    reported.window.show_page(reported.window.library)
    reported.window.command("journal")
    assert reported.workshop._archive.writer.flush()
    QCoreApplication.processEvents()
    journal = reported.window.journal
    journal.show_view("session")
    assert journal.panel.report.isVisible()
    journal.panel.report.click()
    assert reported.workshop._archive.writer.flush()
    QCoreApplication.processEvents()
    assert reported.page == "report"
    assert reported.report.report == before
    reported.press(Qt.Key.Key_Escape)
    assert reported.page == "journal"


def test_without_a_journal_nothing_is_kept_and_the_report_is_shown(bench):
    bench.window._settle(replace(bench.window.settings, journal=False))
    bench.begin()
    bench.do(1, 2)
    bench.press(Qt.Key.Key_Escape)
    assert bench.page == "report"
    assert bench.workshop._archive is None or bench.kept() == ([], {})


KILLED = """
import os, signal, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.ui.test_exam_page import Bench
class Bot: pass
bench = Bench(Bot(), Path(os.environ["BACKTIMER_HOME"]))
bench.examining._show(bench.window.routine.plan)
bench.exam._begin()
for wait in (60_000, 70_000, 50_000):
    bench.exam._press(65)
    bench.exam._down.clear()
    bench.wait(wait)
bench.workshop._archive.writer.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_leaves_an_unfinished_exam_with_its_marks(home):
    subprocess.run([sys.executable, "-c", KILLED, ROOT], timeout=120, check=False, capture_output=True)
    with closing(open_journal(home / "data" / "journal.sqlite")) as journal:
        (session,) = journal.sessions()
        exam = journal.exam(session.key)
    assert (session.finished, session.guidance) == (False, "exam")
    assert (exam.marks, exam.ending) == ((Ms(60_000), Ms(130_000)), "")
    report = report_of(exam)
    assert [finding.kind for finding in report.findings if finding.kind != "long"] == ["unreached"]


# --- for a tutor ---


def pages_of(data: bytes) -> list[str]:
    kept, buffer, document = QByteArray(data), QBuffer(), QPdfDocument(None)
    buffer.setData(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    text = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return text


def test_the_report_is_written_as_pdf_with_real_text(reported, tmp_path):
    reported.report._keep(replace(reported.report.report.exam, remarks="Slow down."))
    file = tmp_path / "report.pdf"
    reported.examining.export("pdf", file)
    text = "".join(" ".join(pages_of(file.read_bytes())).split())
    for said in ("Step 6, Sixth, was left out.", "40 % too long: 2:20 instead of 1:40", "Calm hands", "Slow down."):
        assert "".join(said.split()) in text
    assert b"/Subtype /Image" not in file.read_bytes()


def test_the_report_is_written_as_csv_and_json(reported, tmp_path):
    for kind in ("csv", "json"):
        reported.examining.export(kind, tmp_path / f"report.{kind}")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8"), newline="")))
    assert [row["percent"] for row in rows if row["kind"] == "step"] == ["0", "0", "0", "0", "0", "", "40", "0"]
    session = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert session["guidance"] == "exam"
    assert [finding["kind"] for finding in session["exam"]["findings"]] == ["omitted", "swapped", "long"]


def test_a_place_that_cannot_be_written_is_told(reported, tmp_path):
    (tmp_path / "folder").write_text("no folder")
    reported.examining.export("csv", tmp_path / "folder" / "report.csv")
    assert "could not be written" in reported.window.notice.accessibleName() or reported.window.notice.isVisible()


@pytest.mark.parametrize("size", [(860, 540), (1920, 1080)])
def test_nothing_lies_outside_the_page(reported, size):
    reported.window.resize(*size)
    QCoreApplication.processEvents()
    report = reported.report
    for part in (report.timelines, report._scroll, report.claims, report.rubric, *report.exports.values()):
        assert report.rect().contains(part.geometry()), part
