"""On the page of the drill one is asked, answers by key, click or pointing, and is shown what is right."""

from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from backtimer.core.drill.of_routine import routine_questions
from backtimer.core.drill.of_vocabulary import shown_steps, vocabulary_questions
from backtimer.core.drill.question import Measure, Name, Next, Order, Where, kind_of, middle_of
from backtimer.core.drill.today import AT_ONCE, SLOWLY, Deck
from backtimer.files.routine_file import read_routine
from backtimer.ui.drill.end import Result
from backtimer.ui.drill.page import DrillPage
from backtimer.ui.drill.question import FRAME, POSE
from backtimer.ui.drill.start import FORGET
from backtimer.ui.look import Look
from backtimer.ui.paint_figure import back_to_box
from backtimer.ui.theme import THEMES
from tests.clock import FakeClock

ROOT = Path(__file__).parents[2]
TITLES = {"first-back-10": "Your first back massage", "vocabulary": "Vocabulary"}
DECKS = (Deck("vocabulary", "Vocabulary", 80, 10, 30, 4), Deck("first-back-10", "Your first back massage", 20))


@pytest.fixture
def look(handbook):
    return Look(ROOT / "assets", handbook, THEMES["evening"])


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def page(qtbot, look, clock):
    page = DrillPage(look, clock)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.set_look(look)
    page.show()
    return page


@pytest.fixture(scope="module")
def questions(handbook):
    routine = read_routine(ROOT / "routines" / "first-back-10.yaml", handbook).routine
    chance = Random(4)  # noqa: S311
    return (
        *routine_questions(routine, chance),
        *vocabulary_questions(handbook, shown_steps(handbook, [routine]), chance),
    )


@pytest.fixture
def of_kind(questions):
    return lambda kind, number=0: [question for question in questions if kind_of(question) == kind][number]


@pytest.fixture
def told(page):
    """What the page told, in its order."""
    told = []
    page.answered.connect(lambda key, grade: told.append((key, grade)))
    page.ended.connect(lambda: told.append("ended"))
    page.begin_asked.connect(lambda deck: told.append(f"begin {deck}"))
    page.forget_asked.connect(lambda: told.append("forget"))
    page.start_asked.connect(lambda: told.append("start"))
    page.back_asked.connect(lambda: told.append("back"))
    return told


@pytest.fixture
def press(qtbot, page):
    """Press keys as they come to whoever has the focus."""

    def press(*keys):
        for key in keys:
            view = page.asking
            taker = view.where if isinstance(view.question, Where) and not view.over else view
            qtbot.keyClick(taker, key)

    return press


def marks(rows):
    return [row.mark for row in rows]


def digit(index):
    return Qt.Key(Qt.Key.Key_1 + index)


# --- a question and its answer ---


def test_a_digit_answers_and_what_is_right_is_shown(page, press, told, of_kind):
    question = of_kind("next")
    page.ask([question], TITLES)
    press(digit(question.right))
    assert told == [(question.key, 4)]
    assert marks(page.asking.rows).count("right") == 1
    assert page.asking.rows[question.right].mark == "right"
    assert "Right" in page.asking.accessibleName()
    assert page.asking.onward.isVisible()


def test_a_wrong_answer_is_marked_beside_the_right_one(qtbot, page, told, of_kind):
    question = of_kind("name")
    wrong = (question.right + 1) % 4
    page.ask([question], TITLES)
    qtbot.mouseClick(page.asking.rows[wrong], Qt.MouseButton.LeftButton)
    assert told == [(question.key, 1)]
    assert (page.asking.rows[wrong].mark, page.asking.rows[question.right].mark) == ("wrong", "right")
    assert "Not quite" in page.asking.accessibleName()


@pytest.mark.parametrize(("took", "grade"), [(0, 4), (AT_ONCE["next"] + 1, 3), (SLOWLY["next"] + 1, 2)])
def test_how_long_it_took_is_part_of_the_grade(page, press, told, clock, of_kind, took, grade):
    question = of_kind("next")
    page.ask([question], TITLES)
    clock.advance(took)
    press(digit(question.right))
    assert told == [(question.key, grade)]


def test_after_the_answer_any_key_goes_on_but_none_that_is_held_down(qtbot, page, press, told, of_kind):
    first, second = of_kind("next"), of_kind("name")
    page.ask([first, second], TITLES)
    press(digit(first.right), Qt.Key.Key_Shift, Qt.Key.Key_Control)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", autorep=True)
    page.asking.keyPressEvent(held)
    assert page.asking.question is first
    press(Qt.Key.Key_A)
    assert page.asking.question is second
    press(digit(second.right))
    qtbot.mouseClick(page.asking, Qt.MouseButton.LeftButton)
    assert told[-1] == "ended"


def test_one_digit_too_many_does_not_turn_the_page_over_what_is_right(page, press, told, of_kind):
    question = of_kind("order")
    page.ask([question], TITLES)
    press(*(digit(question.shown.index(step)) for step in range(4)))  # the fourth fell into its place by itself
    assert told == [(question.key, 4)]
    press(Qt.Key.Key_Space)
    assert told[-1] == "ended"


def test_arrows_go_through_the_choices_and_nowhere_else(page, press, of_kind):
    page.ask([of_kind("next")], TITLES)
    rows = page.asking.rows
    press(Qt.Key.Key_Up)
    assert rows[0].hasFocus()
    press(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert rows[2].hasFocus()
    press(*[Qt.Key.Key_Down] * 4)
    assert rows[3].hasFocus()


def test_up_and_down_go_from_line_to_line_of_a_measure(page, press, of_kind):
    page.ask([of_kind("measure")], TITLES)
    first, second = page.asking.groups[:2]
    press(Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert second[1].hasFocus()
    press(Qt.Key.Key_Up)
    assert first[1].hasFocus()


def test_an_answer_given_is_given(page, told, of_kind):
    question = of_kind("next")
    page.ask([question, of_kind("name")], TITLES)
    page.asking.choose(question.right)
    page.asking.choose((question.right + 1) % 4)
    assert told == [(question.key, 4)]


def test_what_was_not_right_comes_again_once_before_the_end(page, press, told, of_kind):
    hard, easy = of_kind("next"), of_kind("name")
    page.ask([hard, easy], TITLES)
    asked = []
    for number in range(3):
        asked.append(page.asking.question)
        press(digit((hard.right + 1) % 4 if page.asking.question is hard else easy.right))
        press(Qt.Key.Key_Space)
        assert ("ended" in told) is (number == 2)
    assert asked == [hard, easy, hard]
    assert (page.right, page.asked, page.again) == (1, 2, (hard,))


def test_steps_are_put_in_order_by_pressing_them_in_turn(page, press, told, of_kind):
    question = of_kind("order")
    page.ask([question], TITLES)
    turn = [question.shown.index(step) for step in range(4)]
    press(digit(turn[0]), digit(turn[2]), Qt.Key.Key_Backspace)
    assert marks(page.asking.rows).count("taken") == 1
    press(digit(turn[1]), digit(turn[1]), digit(turn[2]))  # the last one falls into its place by itself
    assert told == [(question.key, 4)]
    assert marks(page.asking.rows) == ["right"] * 4
    assert page.asking.rows[0].accessibleName().startswith("1: ")


def test_after_a_wrong_order_the_right_one_is_shown(page, told, of_kind):
    question = of_kind("order")
    page.ask([question], TITLES)
    for step in (1, 0, 2):
        page.asking.choose(question.shown.index(step))
    assert told == [(question.key, 1)]
    assert marks(page.asking.rows) == ["wrong", "wrong", "right", "right"]
    said = [row.accessibleName() for row in page.asking.rows]
    names = [step.name or step.stroke.name for step in question.steps]
    assert all(name in line for name, line in zip(names, said, strict=True))


def test_the_lines_of_a_measure_are_answered_one_after_the_other(page, press, told, of_kind):
    question = next(q for q in (of_kind("measure", n) for n in range(9)) if len(q.parts) == 3)
    page.ask([question], TITLES)
    first, *rest = question.parts
    press(digit((first.right + 1) % 4))
    page.asking.choose(first.right, 0)  # a click puts it right
    assert told == []
    press(*(digit(part.right) for part in rest))
    assert told == [(question.key, 4)]


def test_hands_that_would_give_a_measure_away_come_only_with_the_answer(page, of_kind):
    question = of_kind("measure")
    page.ask([question], TITLES)
    assert (page.asking.stage.isVisible(), page.asking.where.isVisible()) == (False, True)
    for part in question.parts:
        page.asking.choose(part.right)
    assert (page.asking.stage.isVisible(), page.asking.where.isVisible()) == (True, False)


# --- pointing ---


def test_a_click_on_the_place_is_right(qtbot, page, told, of_kind):
    question = of_kind("where")
    page.ask([question], TITLES)
    where = page.asking.where
    at = back_to_box(QRectF(where.rect()), question.posture).map(QPointF(*middle_of(question)))
    qtbot.mouseClick(where, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert told == [(question.key, 4)]


def test_a_click_elsewhere_is_not_and_the_place_is_shown(qtbot, page, told, of_kind):
    question = of_kind("where")
    page.ask([question], TITLES)
    before = page.asking.where.grab().toImage()
    at = back_to_box(QRectF(page.asking.where.rect()), question.posture).map(QPointF(1.2, 1.2))
    qtbot.mouseClick(page.asking.where, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert told == [(question.key, 1)]
    assert page.asking.where.grab().toImage() != before


def test_a_click_beside_the_picture_is_no_answer(qtbot, page, told, of_kind):
    page.ask([of_kind("where")], TITLES)
    qtbot.mouseClick(page.asking.where, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert told == []


def test_arrow_keys_and_enter_point_as_well(page, press, told, handbook):
    x, y = 0.25, 0.5
    square = (((x - 0.2, y - 0.05), (x + 0.2, y - 0.05), (x + 0.2, y + 0.05), (x - 0.2, y + 0.05)),)
    question = Where("where/vocabulary/k", "vocabulary", "region", next(iter(handbook.regions)), square, side="right")
    page.ask([question], TITLES)
    press(Qt.Key.Key_Return)  # nothing is pointed at yet
    assert told == []
    press(*[Qt.Key.Key_Right] * 6, Qt.Key.Key_Return)
    assert told == [(question.key, 4)]


# --- words, look, movement ---


def test_the_words_change_with_those_of_class(page, look, handbook, of_kind):
    question = of_kind("name")
    page.ask([question], TITLES)
    home = [row.accessibleName() for row in page.asking.rows]
    page.set_look(Look(look.assets, handbook, THEMES["day"], terms=True))
    terms = [row.accessibleName() for row in page.asking.rows]
    assert home == [f"{n + 1}: {stroke.name}" for n, stroke in enumerate(question.choices)]
    assert terms == [f"{n + 1}: {stroke.term}" for n, stroke in enumerate(question.choices)]


def test_hands_move_while_they_are_seen_and_only_then(page, of_kind):
    frames = page.asking._frames
    page.ask([of_kind("next"), of_kind("where")], TITLES)
    assert (frames.isActive(), frames.interval()) == (True, FRAME)
    page.asking.hide()
    assert not frames.isActive()
    page.asking.show()
    assert frames.isActive()
    page.show_end(Result(1, 1))
    assert not frames.isActive()


def test_who_wants_no_gliding_hands_gets_poses(page, look, handbook, clock, of_kind):
    page.set_look(Look(look.assets, handbook, look.theme, still=True))
    page.ask([of_kind("name")], TITLES)
    assert page.asking._frames.interval() == POSE
    first = page.asking.stage.grab().toImage()
    clock.advance(40)
    page.asking._show_hands()
    assert page.asking.stage.grab().toImage() == first


def test_hands_go_on_in_a_loop(page, clock, of_kind):
    page.ask([of_kind("name")], TITLES)
    first = page.asking.stage.grab().toImage()
    clock.advance(700)
    page.asking._show_hands()
    assert page.asking.stage.grab().toImage() != first


@pytest.mark.parametrize("kind", ["next", "order", "measure", "name", "where"])
@pytest.mark.parametrize("size", [(1280, 800), (860, 540)])
def test_everything_has_room_a_name_and_nothing_overlaps(page, of_kind, kind, size):
    page.resize(*size)
    page.ask([of_kind(kind)], TITLES)
    shown = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert all(button.accessibleName() or button.text() for button in shown)
    boxes = [button.geometry().translated(button.parentWidget().pos()) for button in shown]
    assert all(page.rect().contains(box) for box in boxes)
    rows = [row.geometry() for row in page.asking.rows] + [r.geometry() for g in page.asking.groups for r in g]
    assert not any(one.intersects(other) for at, one in enumerate(rows) for other in rows[at + 1 :])


# --- beginning, end, and the way back ---


def test_the_button_begins_all_and_a_deck_begins_itself(qtbot, page, told):
    page.show_start(DECKS, (4, 10))
    qtbot.mouseClick(page.start.begin, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.start.rows["first-back-10"], Qt.MouseButton.LeftButton)
    assert told == ["begin ", "begin first-back-10"]
    assert "about 4 minutes" in page.start.begin.text()


def test_return_begins_wherever_the_keys_are(qtbot, page, told):
    page.show_start(DECKS[1:], (0, 8))
    qtbot.keyClick(page.start, Qt.Key.Key_Return)
    assert told == ["begin first-back-10"]


def test_how_a_deck_stands_is_said(page):
    page.show_start(DECKS, (4, 10))
    assert page.start.rows["vocabulary"].accessibleName() == "Vocabulary. 4 due  ·  50 new. 10 of 80 known"
    assert "4 questions due, 10 new" in page.start.accessibleName()


def test_where_nothing_is_due_one_may_practise_ahead(page):
    page.show_start(DECKS, (0, 0))
    assert page.start.begin.text() == "Practise ahead"
    assert page.start.begin.isEnabled()


def test_forgetting_is_asked_twice_and_not_offered_before_there_is_anything(qtbot, page, told):
    page.show_start(DECKS, (4, 10))
    qtbot.mouseClick(page.start.forget, Qt.MouseButton.LeftButton)
    assert told == []
    page.show_start(DECKS, (4, 10))  # who leaves in between is asked anew
    assert page.start.forget.text() == FORGET
    for _ in range(2):
        qtbot.mouseClick(page.start.forget, Qt.MouseButton.LeftButton)
    assert told == ["forget"]
    page.show_start((DECKS[1],), (0, 10))
    assert not page.start.forget.isVisible()


def test_the_end_says_how_it_was_and_when_to_come_again(qtbot, page, told, of_kind):
    page.show_end(Result(16, 13, (of_kind("next"),), DECKS, tomorrow=5, more=0))
    assert page.end.accessibleName() == "13 of 16 questions right at first. Tomorrow 5 questions will be due."
    assert not page.end.more.isVisible()
    qtbot.mouseClick(page.end.home, Qt.MouseButton.LeftButton)
    assert told == ["back"]


def test_going_back_loses_no_answer(page, press, told, of_kind):
    question = of_kind("next")
    page.show_start(DECKS, (4, 10))
    page.ask([question, of_kind("name")], TITLES)
    assert page.go_back()
    press(digit(question.right))
    page.go_back()
    page.show_end(Result(1, 1))
    page.go_back()
    assert told == ["start", (question.key, 4), "ended", "back"]


def test_all_kinds_are_there_to_be_looked_at(questions):
    assert {type(question) for question in questions} == {Next, Order, Measure, Name, Where}
