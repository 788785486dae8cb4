"""The questions before a massage: each group waits, what is ticked counts, and nobody gets past by hurrying."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from backtimer import safety_words
from backtimer.core.safety import GENTLE_CAP, QUESTIONS
from backtimer.ui.look import Look
from backtimer.ui.safety_page import KINDS, SafetyPage
from backtimer.ui.theme import THEMES, in_skin

ASSETS = Path(__file__).parents[2] / "assets"


class Asking:
    """The page, and the verdicts that it gave."""

    def __init__(self, qtbot, handbook) -> None:
        look = Look(ASSETS, handbook, in_skin(THEMES["day"], "warm"))
        self.qtbot = qtbot
        self.host = QWidget()
        self.page = SafetyPage(look, self.host)
        qtbot.addWidget(self.host)
        self.page.set_look(look)
        self.host.resize(1280, 800)
        self.page.setGeometry(0, 0, 1280, 800)
        self.page.ask("first_today", alone=False)
        self.host.show()
        self.verdicts = []
        self.page.answered.connect(self.verdicts.append)

    def click(self, button) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def none(self, *kinds) -> None:
        for kind in kinds:
            self.click(self.page.groups[kind].none)

    def tick(self, id_) -> None:
        kind = next(question.kind for question in QUESTIONS if question.id == id_)
        self.page._open(kind)
        self.page.groups[kind]._ticks[id_].set_ticked(ticked=True)


@pytest.fixture
def asking(qtbot, handbook):
    return Asking(qtbot, handbook)


def test_every_question_is_asked_in_its_words(asking):
    shown = {id_ for group in asking.page.groups.values() for id_ in group._ticks}
    assert shown == {question.id for question in QUESTIONS} == set(safety_words.QUESTIONS)


def test_who_has_answered_nothing_cannot_begin(asking):
    assert not asking.page.begin.isEnabled()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        asking.qtbot.keyClick(asking.page, key)
    assert asking.verdicts == []
    assert not asking.page.begin.hasFocus()


def test_each_group_must_be_answered(asking):
    for kind in KINDS:
        assert not asking.page.begin.isEnabled()
        asking.none(kind)
    asking.click(asking.page.begin)
    assert [verdict.passed for verdict in asking.verdicts] == [True]


def test_one_group_is_open_at_a_time(asking):
    def opened():
        return [kind for kind in KINDS if asking.page.groups[kind]._body.isVisible()]

    seen = [opened()]
    for kind in KINDS[:3]:
        asking.none(kind)
        seen.append(opened())
    assert seen == [["stop"], ["flag"], ["ask"], ["area"]]


def test_what_is_ticked_takes_the_answer_none_away(asking):
    asking.tick("ill")
    assert not asking.page.groups["stop"].none.isEnabled()


def test_a_stop_locks_and_says_whom_to_turn_to(asking):
    asking.tick("clot")
    asking.click(asking.page.groups["stop"].some)
    assert asking.page._outcome.text() == safety_words.LOCKED["emergency"]
    assert not asking.page.begin.isVisible()


def test_a_yes_of_a_professional_makes_it_gentle(asking):
    asking.none("stop", "flag")
    asking.tick("bleeding")
    asking.click(asking.page.groups["ask"].cleared)
    asking.none("area")
    asking.click(asking.page.begin)
    assert asking.verdicts[0].cap == GENTLE_CAP
    assert safety_words.GENTLE in asking.page._outcome.text()


def test_without_that_yes_it_is_locked(asking):
    asking.none("stop", "flag")
    asking.tick("bleeding")
    asking.click(asking.page.groups["ask"].some)
    assert asking.page._outcome.text() == safety_words.TO_ASK


def test_a_sore_place_must_be_shown_and_is_left_out(asking):
    asking.none("stop", "flag", "ask")
    asking.tick("fresh_injury")
    asking.click(asking.page.groups["area"].some)
    assert asking.page._outcome.text() == safety_words.UNMARKED
    assert asking.page.picker.isVisible()
    asking.page.picker._at = 1
    asking.qtbot.keyClick(asking.page.picker, Qt.Key.Key_Space)
    asking.click(asking.page.begin)
    assert "upper_trap" in asking.verdicts[0].leave_out


def test_asked_again_everything_is_open_again(asking):
    asking.tick("minor")
    asking.click(asking.page.groups["stop"].some)
    asking.page.ask("firm", alone=True)
    assert asking.page.verdict.open == tuple(question.id for question in QUESTIONS)
    assert not any(tick.ticked for group in asking.page.groups.values() for tick in group._ticks.values())
    assert asking.page.begin.text() == "I agree"
