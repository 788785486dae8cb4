"""What is chosen on the page of preferences is marked there, told to the window, and seen at once."""

from dataclasses import fields
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from backtimer.core.settings import Settings
from backtimer.core.sound import Sound
from backtimer.ui.keys import KEYS
from backtimer.ui.look import Look
from backtimer.ui.preferences.hearing_pane import CHANNELS, HEARD
from backtimer.ui.preferences.keys_pane import KeyRow
from backtimer.ui.preferences.page import QUESTIONS, PreferencesPage
from backtimer.ui.theme import SKINS, THEMES, in_skin

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture
def look(handbook):
    return Look(ASSETS, handbook, in_skin(THEMES["evening"], "warm"))


@pytest.fixture
def page(qtbot, look):
    page = PreferencesPage(look, Settings())
    qtbot.addWidget(page)
    page.set_look(look)
    page.resize(1280, 800)
    return page


def chosen(page: PreferencesPage) -> dict[str, object]:
    return {setting: value for (setting, value), answer in page.answers.items() if answer.isChecked()}


def test_every_question_is_a_setting_and_every_answer_a_value_of_it():
    default = Settings()
    for question in QUESTIONS:
        values = [value for value, _ in question.answers]
        assert getattr(default, question.setting) in values
        assert len(set(values)) == len(values) > 1


def test_every_skin_can_be_chosen():
    assert {value for q in QUESTIONS if q.setting == "skin" for value, _ in q.answers} == set(SKINS)


def test_what_holds_now_is_marked(page):
    page.show_settings(Settings(theme="day", skin="deep", build="sturdy", terms=True, still=True, journal=False))
    others = {"terms": True, "still": True, "journal": False}
    assert chosen(page) == {"theme": "day", "skin": "deep", "build": "sturdy", **others}


def test_a_click_tells_the_settings_with_that_one_changed(qtbot, page):
    told = []
    page.changed.connect(told.append)
    qtbot.mouseClick(page.answers["skin", "tan"], Qt.MouseButton.LeftButton)
    assert told == [Settings(skin="tan")]


def test_the_keyboard_chooses_too(qtbot, page):
    told = []
    page.changed.connect(told.append)
    qtbot.keyClick(page.answers["still", True], Qt.Key.Key_Space)
    assert told == [Settings(still=True)]


def test_each_skin_and_build_is_shown_by_a_back_of_its_own(page):
    page.show_settings(Settings(skin="fair", build="sturdy"))
    pictures = []
    for setting in ("skin", "build"):
        for (name, value), answer in page.answers.items():
            if name == setting and value not in ("fair", "slender"):
                image = answer.grab().toImage()
                upper = image.copy(8, 8, image.width() - 16, image.height() * 2 // 3)
                assert all(upper != other for other in pictures)
                pictures.append(upper)


def test_every_question_for_the_ear_is_a_choice_and_every_answer_a_value_of_it():
    default = Sound()
    for question in HEARD:
        values = [value for value, _ in question.answers]
        assert getattr(default, question.setting) in values
        assert len(set(values)) == len(values) > 1
    shown = {question.setting for question in HEARD} | {setting for setting, _ in CHANNELS}
    assert shown == {each.name for each in fields(Sound)} - {"lead"}


def test_what_is_chosen_for_the_ear_is_told_and_marked(qtbot, page):
    told = []
    page.changed.connect(told.append)
    page.show_part("heard")
    qtbot.mouseClick(page.heard.questions.answers["hearing", "bells"], Qt.MouseButton.LeftButton)
    assert told == [Settings(sound=Sound(hearing="bells"))]
    page.show_settings(told[0])
    marked = {name: value for (name, value), answer in page.heard.questions.answers.items() if answer.isChecked()}
    assert marked == {question.setting: getattr(told[0].sound, question.setting) for question in HEARD}


def test_voice_and_bells_can_be_tried(qtbot, page):
    told = []
    page.try_voice.connect(lambda: told.append("voice"))
    page.try_bell.connect(lambda: told.append("bells"))
    for what in ("voice", "bells"):
        qtbot.mouseClick(page.heard.questions.trials[what], Qt.MouseButton.LeftButton)
    assert told == ["voice", "bells"]


def test_a_device_is_chosen_by_its_name_and_one_that_is_away_stays_chosen(page):
    told = []
    page.changed.connect(told.append)
    page.show_settings(Settings(sound=Sound(bell_device="gone")))
    page.know_devices((("a", "Headphones"), ("b", "Built-in")))
    voice, bells = page.heard.devices["voice_device"], page.heard.devices["bell_device"]
    assert [voice.itemText(row) for row in range(voice.count())] == ["As the system", "Headphones", "Built-in"]
    assert (bells.currentData(), bells.currentText()) == ("gone", "Away now")
    voice.setCurrentIndex(1)
    voice.activated.emit(1)
    assert told == [Settings(sound=Sound(voice_device="a", bell_device="gone"))]


def test_devices_are_asked_for_when_the_ear_is_shown(page):
    told = []
    page.devices_asked.connect(lambda: told.append("asked"))
    page.show_part("keys")
    page.show_part("heard")
    assert told == ["asked"]


def test_a_key_is_caught_for_a_command(qtbot, page):
    told = []
    page.changed.connect(told.append)
    page.show_part("keys")
    row = page.keys.rows["far"]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_J)
    assert told == [Settings(keys={"far": ("J",)})]
    page.show_settings(told[0])
    assert row.row.keys == ("J",)
    qtbot.mouseClick(page.keys.reset, Qt.MouseButton.LeftButton)
    assert told[1:] == [Settings()]


def test_a_key_that_has_a_meaning_already_is_refused_and_whose_it_is_said(qtbot, page):
    told = []
    page.changed.connect(told.append)
    page.show_part("keys")
    row = page.keys.rows["far"]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_T)
    assert told == []
    assert page.keys.hint.text().startswith("T is already for: Day, evening, candle.")


def test_escape_leaves_a_key_as_it_was(qtbot, page):
    told = []
    page.changed.connect(told.append)
    page.show_part("keys")
    row = page.keys.rows["far"]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_Escape)
    assert (told, row.isChecked()) == ([], False)


@pytest.mark.parametrize("size", [(860, 540), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize("part", ["seen", "heard", "keys"])
def test_no_button_lies_over_another_one(qtbot, look, size, part):
    window = QWidget()  # which is as small as it likes, as the program's is
    qtbot.addWidget(window)
    window.resize(*size)
    page = PreferencesPage(look, Settings(), window)
    page.setGeometry(window.rect())
    page.show_part(part)
    with qtbot.waitExposed(window):
        window.show()
    QCoreApplication.processEvents()
    shown = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    boxes = [QRect(button.mapTo(page, QPoint()), button.size()) for button in shown if button not in inside(page, part)]
    for one, other in combinations(boxes, 2):
        assert not one.intersects(other)
    rows = [row.geometry() for row in inside(page, part)]
    for one, other in combinations(rows, 2):
        assert not one.intersects(other)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_keys_that_grow_unseen_find_their_places(qtbot, page):
    page.show_part("keys")
    with qtbot.waitExposed(page):
        page.show()
    page.show_part("seen")
    QCoreApplication.processEvents()
    page.resize(1920, 1080)
    QCoreApplication.processEvents()
    page.show_part("keys")
    QCoreApplication.processEvents()
    rows = [page.keys.rows["toggle"], page.keys.rows["next"]]
    assert rows[0].geometry().bottom() < rows[1].geometry().top()


def inside(page: PreferencesPage, part: str) -> list[KeyRow]:
    """What scrolls: it may lie under the foot."""
    return list(page.keys.rows.values()) if part == "keys" else []


def test_every_command_has_a_row_where_it_works(page):
    assert set(page.keys.rows) == {row.id for row in KEYS}
