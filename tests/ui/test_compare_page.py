"""Two routines side by side: the base of a routine first, another one by a few letters, and all of it by keys."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication

from backtimer.app import Workshop, application
from backtimer.core.compare import Row, compared, differences
from backtimer.core.notes import WHOLE
from backtimer.files.paths import shipped
from backtimer.files.routine_file import read_routine
from backtimer.ui.compare.words import row_words, spoken, summary, total_words
from tests.make import a_step


class Bench:
    """The workshop with its window shown, and the keys of a person."""

    def __init__(self, qtbot) -> None:
        application()
        self.qtbot = qtbot
        self.workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        self.window = self.workshop.window
        self.window.conducted.disconnect()  # no test makes a sound
        self.window.resize(1280, 800)
        self.workshop.read_library()
        with qtbot.waitActive(self.window, timeout=3_000):
            self.window.show()
            self.window.activateWindow()

    def open(self, name: str) -> None:
        self.workshop.play(next(entry for entry in self.workshop.librarian.entries if entry.id == name))
        QCoreApplication.processEvents()

    def press(self, *keys) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)
            QCoreApplication.processEvents()

    @property
    def page(self):
        return self.workshop.comparing.page

    @property
    def titles(self) -> tuple[str, str]:
        return self.page._other.title, self.page._mine.title

    def close(self) -> None:
        self.workshop.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def bench(qtbot, home):  # noqa: ARG001  # it lives there
    made = Bench(qtbot)
    yield made
    made.close()


def test_c_lays_a_routine_beside_the_one_that_it_extends_and_escape_leads_back(bench):
    bench.open("swedish-student-20")
    bench.press(Qt.Key.Key_C)
    assert bench.window.page is bench.page
    assert bench.titles == ("Full Swedish back for students", "Short Swedish back for students")
    assert [row.kind for row in bench.page.rows.items].count("left") == 4
    assert bench.page.rows.hasFocus()
    bench.press(Qt.Key.Key_Escape)
    assert bench.window.page.name == "routine"


def test_another_routine_is_found_by_a_few_letters(bench):
    bench.open("first-back-10")
    bench.press(Qt.Key.Key_C)
    assert bench.page.chooser.field.hasFocus()
    offered = [entry.id for entry in bench.page.chooser.entries]
    assert "first-back-10" not in offered
    bench.qtbot.keyClicks(bench.page.chooser.field, "clam")  # one slip
    bench.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "a", "l", "m")
    assert [entry.id for entry in bench.page.chooser.entries][:1] == ["calm-touch-6"]
    bench.press(Qt.Key.Key_Return)
    assert bench.titles == ("Calm touch", "Your first back massage")
    bench.press("c", Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert bench.titles[0] == "Calm touch"
    assert bench.page.rows.hasFocus()
    bench.press("c", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert bench.titles[0] == bench.page.chooser.entries[1].title


def test_what_has_most_in_common_is_offered_first(bench):
    bench.open("swedish-student-30")
    bench.press(Qt.Key.Key_C)
    assert bench.page.chooser.entries[0].id == "swedish-student-20"


def test_escape_while_nothing_was_chosen_leads_back(bench):
    bench.open("first-back-10")
    bench.press(Qt.Key.Key_C, Qt.Key.Key_Escape)
    assert bench.window.page.name == "routine"


def test_left_and_right_go_through_the_views_and_each_row_speaks(bench):
    bench.open("swedish-student-20")
    bench.press(Qt.Key.Key_C)
    seen = []
    for _ in range(4):
        seen.append((bench.page._view, bench.page.rows.accessibleName().partition(".")[0]))
        model = bench.page.rows.model()
        assert all(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount()))
        bench.press(Qt.Key.Key_Right)
    assert seen == [("steps", "Steps"), ("regions", "Places"), ("sides", "Sides"), ("families", "Strokes")]
    assert bench.page._view == "steps"
    bench.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert bench.page._said == "2:00 instead of 2:30, at least 0:50 instead of 1:20"


def test_what_differs_is_said_in_words(handbook):
    files = (shipped("routines") / f"{name}.yaml" for name in ("swedish-back-20", "first-back-10"))
    left, right = (read_routine(file, handbook).routine for file in files)
    found = compared(left, right)
    for terms in (False, True):
        assert all(spoken(row, terms=terms) for row in found.rows)
        assert all(bool(row_words(row, terms=terms)) == (row.kind != "same") for row in found.rows)
    assert all(total_words(total) for total in (*found.regions, *found.sides, *found.families))
    assert summary(compared(left, left)) == "Every step is alike"


def test_every_key_of_a_step_has_words(handbook):
    stroke, other = handbook.strokes["hold"], handbook.strokes["effleurage_fan"]
    left = a_step(60, stroke=stroke, name="A")
    right = a_step(
        30, stroke=other, regions=(handbook.regions["sacrum"],), side="left", least=20_000, most=90_000, optional=True,
        pressure=(1, 2), tempo=other.tempo, hands="thumb", path=((0, 0), (1, 1)), name="B", cue="c", say="s", note="n",
        waits=True, check_in=True, tolerance=10, section="x",
    )  # fmt: skip
    row = Row(left, right, differences(left, right))
    said = row_words(row).split(", ")
    assert len(said) == len(row.differences) == 19
    assert "tolerance 10 % instead of as usual" in said


# One's own notes.


def test_n_takes_notes_that_are_kept_and_shown(bench, home, qtbot):
    bench.open("swedish-student-30")
    bench.press(Qt.Key.Key_N)
    sheet = bench.window.routine.notes_sheet
    assert sheet.text.hasFocus()
    qtbot.keyClicks(sheet.text, "Breathe. T, C and N are letters")
    sheet.steps.setFocus()
    bench.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    sheet.text.setFocus()
    qtbot.keyClicks(sheet.text, "Lean")
    bench.press(Qt.Key.Key_Escape)
    assert (sheet.isHidden(), bench.window.page.name) == (True, "routine")
    notes = bench.workshop.noting.notes.of("swedish-student-30")
    assert notes == {WHOLE: "Breathe. T, C and N are letters", "Long glide": "Lean"}
    assert bench.workshop._kept().writer.flush()
    assert "Lean" in (home / "data" / "notes.json").read_text()
    plan = bench.workshop.noting.annotated(bench.window.routine.plan)
    assert "Your note: Lean" in plan.spans[2].step.note
    assert plan.spans[2].step.note.startswith("Firm on the way to the head")


def test_tab_stays_within_the_sheet_and_return_begins_nothing(bench):
    bench.open("swedish-student-30")
    bench.press(Qt.Key.Key_N)
    sheet = bench.window.routine.notes_sheet
    order = []
    for _ in range(4):
        order.append(QApplication.focusWidget())
        bench.press(Qt.Key.Key_Tab)
    assert order == [sheet.text, sheet.done, sheet.steps, sheet.text]
    sheet.steps.setFocus()
    bench.press(Qt.Key.Key_Return)
    assert bench.window.page.name == "routine"
    bench.qtbot.mouseClick(sheet.done, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert sheet.isHidden()


LOCKED = "backtimer: 1\ntitle: <b>Class one</b>\nlocked: true\nsteps:\n- {stroke: hold, region: whole_back, time: 30}\n"


def test_a_locked_routine_is_noted_and_not_edited(bench, home, monkeypatch):
    opened = []
    monkeypatch.setattr("backtimer.wings.librarian.QDesktopServices.openUrl", opened.append)
    folder = home / "data" / "routines"
    folder.mkdir(parents=True)
    (folder / "class-one.yaml").write_text(LOCKED)
    bench.workshop.read_library()
    bench.window.library.choose(str(folder / "class-one.yaml"))
    bench.window.command("edit")
    assert opened == []
    assert not bench.window.routine.notes_sheet.isHidden()
    assert "locked" in bench.window.notice.text
    bench.press(Qt.Key.Key_Escape)
    (folder / "class-one.yaml").write_text(LOCKED.replace("true", "false"))
    bench.window.show_page(bench.window.library)
    bench.workshop.read_library()
    bench.window.command("edit")
    assert len(opened) == 1
