"""The drill in the real window: from the library or the page of a routine, answered, kept, and there again tomorrow."""

from datetime import UTC, datetime
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from backtimer.app import Workshop, application
from backtimer.core.drill.question import Measure, Order, Where, middle_of
from backtimer.core.drill.today import FRESH_A_DAY
from backtimer.core.journal_entry import DAY, Stamp
from backtimer.files import paths
from backtimer.files.drill_file import NEWER, open_drill
from tests.clock import FakeClock

MONDAY = 1_790_000_000_000


def right_of(question):
    match question:
        case Order():
            return tuple(range(len(question.steps)))
        case Measure():
            return tuple(part.right for part in question.parts)
        case Where():
            return middle_of(question)
        case _:
            return question.right


class Bench:
    """The window, with a clock and a calendar of our own."""

    def __init__(self, qtbot) -> None:
        application()
        self.qtbot = qtbot
        self.clock = FakeClock()
        self.now = MONDAY
        self.workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        self.window, self.drilling = self.workshop.window, self.workshop.drilling
        self.drilling._clock, self.drilling._wall = self.clock, lambda: Stamp(self.now, 60)
        self.drilling._random = Random(3)  # noqa: S311
        self.window.resize(1280, 800)
        self.workshop.read_library()
        with qtbot.waitActive(self.window, timeout=3_000):
            self.window.show()
            self.window.activateWindow()

    def close(self) -> None:
        self.workshop.close()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def press(self, *keys) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)
            QCoreApplication.processEvents()

    def answer_all(self, *, wrong: int = 0) -> int:
        """Answer a whole go, so many of it wrong at first; gives how many answers that took."""
        asking = self.page.asking
        for number in range(99):
            if not asking.isVisible():
                return number
            self.clock.advance(14_500)  # right, and neither at once nor after long thought
            self.now += 15_000
            answer = right_of(asking.question)
            asking._settle(answer if number >= wrong else _not(asking.question, answer))
            asking.next_asked.emit()
        raise AssertionError("it never ended")

    def open(self, name: str) -> None:
        self.workshop.play(next(entry for entry in self.window.library.shelf.entries if entry.id == name))

    @property
    def page(self):
        return self.drilling.page

    @property
    def shown(self) -> str:
        return self.window.page.name


def _not(question, answer):
    if isinstance(question, Where):
        return 1.3, -0.5
    if isinstance(answer, tuple):
        return tuple(reversed(answer)) if isinstance(question, Order) else ((answer[0] + 1) % 4, *answer[1:])
    return (answer + 1) % len(question.choices)


@pytest.fixture
def make_bench(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    benches = []

    def make_bench():
        benches.append(Bench(qtbot))
        return benches[-1]

    yield make_bench
    for bench in benches:
        bench.close()


@pytest.fixture
def bench(make_bench):
    return make_bench()


def test_d_in_the_library_leads_to_the_drill_and_escape_back(bench):
    bench.press(Qt.Key.Key_D)
    assert bench.shown == "drill"
    assert next(iter(bench.page.start.rows)) == "vocabulary"
    bench.press(Qt.Key.Key_Escape)
    assert bench.shown == "library"


def test_nothing_of_it_is_made_or_read_before_it_is_asked_for(bench):
    assert not {"page", "_log", "_spacing"} & set(bench.drilling.__dict__)


def test_d_on_the_page_of_a_routine_drills_that_one_alone_and_leads_back_to_it(bench):
    bench.open("first-back-10")
    bench.press(Qt.Key.Key_D)
    assert (bench.shown, list(bench.page.start.rows)) == ("drill", ["first-back-10"])
    bench.press(Qt.Key.Key_Return)
    assert {question.deck for question in bench.page._questions} == {"first-back-10"}
    bench.press(Qt.Key.Key_Escape)
    assert bench.page.start.isVisible()
    bench.press(Qt.Key.Key_Escape)
    assert bench.shown == "routine"


def test_a_whole_go_by_keyboard_ends_with_what_was_learnt(bench):
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    assert bench.page.asking.isVisible()
    assert bench.answer_all(wrong=2) == FRESH_A_DAY + 2
    assert bench.page.end.isVisible()
    assert f"{FRESH_A_DAY - 2} of {FRESH_A_DAY}" in bench.page.end.accessibleName()
    bench.press(Qt.Key.Key_Return)
    assert bench.shown == "library"


def test_every_answer_is_on_the_disk_before_the_next_question(bench):
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    question = bench.page.asking.question
    bench.page.asking._settle(right_of(question))
    (reply,) = open_drill(paths.drill_file()).replies
    assert (reply.key, reply.grade, reply.at) == (question.key, 4, Stamp(MONDAY, 60))


def test_what_was_answered_is_due_again_another_day_and_known_after_a_restart(bench, make_bench):
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    bench.answer_all()
    bench.press(Qt.Key.Key_Return)
    again = make_bench()
    again.now = MONDAY + DAY
    again.press(Qt.Key.Key_D)
    decks = {deck.id: deck for deck in again.drilling._standing()}
    assert sum(deck.begun for deck in decks.values()) == FRESH_A_DAY
    assert sum(deck.due for deck in decks.values()) == FRESH_A_DAY
    assert again.page.start._count == (FRESH_A_DAY, 6)


def test_after_the_new_ones_of_a_day_one_practises_what_there_is(bench):
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    bench.answer_all()
    bench.press(Qt.Key.Key_Escape, Qt.Key.Key_D)
    assert bench.page.start.begin.text() == "Practise ahead"
    asked_before = set(bench.drilling._spacing.memories)
    bench.press(Qt.Key.Key_Return)
    assert {question.key for question in bench.page._questions} <= asked_before


def test_a_routine_that_was_begun_stays_among_the_decks(bench):
    bench.open("lomi-20")
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    bench.answer_all()
    bench.window.show_page(bench.window.library)
    bench.press(Qt.Key.Key_D)
    assert list(bench.page.start.rows) == ["vocabulary", "lomi-20"]


def test_favourites_are_drilled(bench):
    bench.window.library.choose(next(e.file for e in bench.window.library.shelf.entries if e.id == "slow-stroke-10"))
    bench.window.command("favourite")
    bench.press(Qt.Key.Key_D)
    assert list(bench.page.start.rows) == ["vocabulary", "slow-stroke-10"]


def test_all_answers_can_be_forgotten(bench):
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    bench.answer_all()
    bench.press(Qt.Key.Key_Escape, Qt.Key.Key_D)
    for _ in range(2):
        bench.qtbot.mouseClick(bench.page.start.forget, Qt.MouseButton.LeftButton)
    assert not paths.drill_file().exists()
    assert bench.page.start._count == (0, FRESH_A_DAY)
    assert sum(deck.begun for deck in bench.drilling._standing()) == 0


def test_a_file_of_a_newer_version_is_told_and_left(bench):
    file = paths.drill_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("backtimer drill 9\nwhatever\n")
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    assert bench.window.notice.text == NEWER
    bench.answer_all()
    assert file.read_text() == "backtimer drill 9\nwhatever\n"


def test_answers_that_cannot_be_saved_are_told(bench):
    data = paths.drill_file().parent
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    if data.exists():
        data.rename(data.with_name("away"))
    data.write_text("a file where the folder should be")
    bench.page.asking._settle(right_of(bench.page.asking.question))
    assert bench.window.notice.text.startswith("Your answers could not be saved: ")


def test_the_words_of_class_come_with_w_in_the_middle_of_a_question(bench):
    bench.press(Qt.Key.Key_D, Qt.Key.Key_Return)
    before = bench.page.asking.question
    bench.press(Qt.Key.Key_W)
    assert bench.page.asking._look.terms
    assert bench.page.asking.question is before
