"""The journal's page shows what was done, forgets only what it was told to, and is led by keys alone."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from backtimer.core.history import Sides
from backtimer.core.journal_entry import DAY, SessionEntry, Stamp, StepEntry
from backtimer.core.timing import MINUTE, Ms
from backtimer.files import journal
from backtimer.ui.journal.bar_list import spoken as spoken_line
from backtimer.ui.journal.page import EMPTY, GRACE, VIEWS, JournalPage
from backtimer.ui.journal.paint_heat import paint_heat
from backtimer.ui.journal.paint_journal import Sheet, halves, strength
from backtimer.ui.journal.session_panel import LONGEST_NOTE
from backtimer.ui.journal.sums import (
    clock_of,
    date_of,
    day_of,
    day_text,
    done_text,
    felt_text,
    spoken,
    summary,
    sums_of,
    time_text,
)
from backtimer.ui.look import Look
from backtimer.ui.theme import THEMES, in_skin

ASSETS = Path(__file__).parents[2] / "assets"
TODAY = day_of(date(2026, 3, 1))  # a Sunday
HOUR = 3_600_000


def a_line(number=1, minutes=10, stroke="hold", regions=("sacrum",), side="both", share=1.0):
    time = Ms(minutes * MINUTE)
    return StepEntry(number, "A step", stroke, regions, side, time, Ms(round(time * share)))


def an_entry(key="a", *steps, ago=0, hour=20, **changes):
    stamp = Stamp((TODAY - ago) * DAY + hour * HOUR, 0)
    return SessionEntry(**{
        "key": key, "routine": "first-back-10", "title": "A first back", "text_hash": "", "started": stamp,
        "ended": stamp, "finished": True, "steps": steps or (a_line(),), **changes,
    })  # fmt: skip


SOME = (
    an_entry("old", a_line(1, 30, "effleurage_long", ("whole_back",)), ago=40, person="Ben", routine="x", title="X"),
    an_entry("new", a_line(1, 5), a_line(2, 15, "cupping", ("upper_trap",), "left"), person="Ada", before=3, after=7),
    an_entry("mid", a_line(1, 20), a_line(2, 5, share=0), ago=8, person="Ada", finished=False),
)


def looked(handbook, theme="evening", **changes):
    return Look(ASSETS, handbook, in_skin(THEMES[theme], "warm"), **changes)


@pytest.fixture
def page(qtbot, handbook):
    page = JournalPage(looked(handbook), lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
    qtbot.addWidget(page)
    page.set_look(looked(handbook))
    page.resize(1280, 800)
    page.show()
    yield page
    page.hide()


@pytest.fixture
def full(page):
    page.show_entries(SOME)
    return page


def told(signal):
    heard = []
    signal.connect(lambda *what: heard.append(what if len(what) > 1 else what[0] if what else None))
    return heard


def keys_of(page):
    return [entry.key for entry in page.sessions.entries]


def grab(widget):
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


# --- words ---


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 min"), (0.2, "under a minute"), (42, "42 min"), (60, "1 h"), (125, "2 h 5 min")]
)
def test_times_in_words(minutes, text):
    assert time_text(Ms(int(minutes * MINUTE))) == text


def test_days_are_called_alike_on_every_desktop():
    assert day_text(TODAY) == "Sun 1 Mar"
    assert day_text(TODAY, year=True) == "Sunday, 1 March 2026"
    assert clock_of(Stamp(TODAY * DAY + 23 * HOUR, 90)) == "00:30"


@pytest.mark.parametrize("far", [-(10**9), 10**9])
def test_a_clock_that_was_far_off_is_no_fault(full, far):
    entry = an_entry("far", ago=-far)
    assert date_of(entry.started.day) in (date.min, date.max)
    full.show_entries([*SOME, entry])
    assert spoken(entry)
    grab(full)


def test_a_session_in_words():
    assert spoken(SOME[1]) == "Sunday, 1 March 2026, A first back, Ada, 20 min, finished, felt 3 → 7"
    assert "ended early, 1 of 2 steps" in spoken(SOME[2])
    assert (done_text(SOME[1]), done_text(an_entry(steps=()))) == ("all 2 steps", "0 of 0 steps")
    assert [felt_text(an_entry(before=b, after=a)) for b, a in ((None, None), (0, None), (None, 10))] == [
        "", "0 → –", "– → 10",
    ]  # fmt: skip


def test_what_was_done_on_both_sides_counts_half_for_each():
    assert halves(Sides(Ms(10), Ms(0), Ms(6), Ms(4))) == (15, 5)


# --- sums ---


def test_sums_have_the_newest_first_and_lose_nothing(handbook):
    sums = sums_of(SOME)
    assert [entry.key for entry in sums.entries] == ["new", "mid", "old"]
    assert sums.time == 70 * MINUTE
    assert summary(sums) == "3 sessions  ·  1 h 10 min of massage  ·  since 20 Jan 2026"
    assert sums.weeks == {TODAY - 6 - 7: 20 * MINUTE, TODAY - 6: 20 * MINUTE, TODAY - 6 - 35: 30 * MINUTE}
    for by in ("person", "routine", "region", "stroke"):
        lines = sums.by(by, looked(handbook))
        assert sum(line.time for line in lines) == sums.time, by
        assert [line.time for line in lines] == sorted((line.time for line in lines), reverse=True)


def test_a_step_on_two_places_is_shared_and_keeps_its_side(handbook):
    sums = sums_of([an_entry("a", a_line(1, 10, regions=("upper_trap", "neck_back"), side="right"))])
    assert sums.regions == {"upper_trap": Sides(right=Ms(5 * MINUTE)), "neck_back": Sides(right=Ms(5 * MINUTE))}
    line = sums.by("region", looked(handbook))[0]
    assert spoken_line(line).endswith("5 min, left 0 min, right 5 min")


def test_students_see_the_terms_how_often_and_when_last(handbook):
    everyday, terms = (sums_of(SOME).by("stroke", looked(handbook, terms=terms)) for terms in (False, True))
    effleurage = handbook.strokes["effleurage_long"]
    assert (everyday[0].name, everyday[0].note) == (effleurage.name, "")
    assert terms[0].name == effleurage.term
    assert "1 time, last on Tue 20 Jan" in terms[0].note
    assert next(line for line in terms if line.key == "hold").note.endswith("2 times, last on Sun 1 Mar")


def test_words_that_no_handbook_knows_are_shown_as_they_are(full):
    full.show_entries([an_entry("a", a_line(stroke="moon_dance", regions=("left_wing",)))])
    for view, name in (("stroke", "Moon dance"), ("region", "Left wing")):
        full.show_view(view)
        assert [line.name for line in full.bars.lines] == [name]
        grab(full)


def test_how_it_felt_is_in_the_line_of_the_person(handbook):
    lines = {line.key: line.note for line in sums_of(SOME).by("person", looked(handbook))}
    assert lines == {"Ada": "2 sessions  ·  felt 3.0 before, 7.0 after", "Ben": "1 session"}


# --- the page ---


def test_an_empty_journal_says_one_friendly_sentence(page):
    page.show_entries([])
    assert page.accessibleName() == f"Journal. {EMPTY}"
    assert page.start.isVisible()
    assert not page.sessions.isVisible()
    assert not any(button.isVisible() for button in (page.foot.csv, page.foot.json, page.foot.all))
    page.setFocus()
    assert page.focusWidget() is page.start


def test_every_view_shows_its_own(qtbot, full):
    pictures = []
    for view, _ in VIEWS:
        qtbot.mouseClick(full.views[view], Qt.MouseButton.LeftButton)
        assert full.views[view].isChecked()
        assert full.panel.isVisible() == (view == "session")
        assert full.bars.isVisible() == (view != "session")
        assert full.heat.isVisible() == (view == "region")
        pictures.append(grab(full).copy(684, 170, 540, 540))
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])


@pytest.mark.parametrize("theme", ["day", "evening", "candle"])
@pytest.mark.parametrize("size", [(860, 540), (1280, 800), (1920, 1080)])
def test_nothing_lies_over_anything_else(full, handbook, theme, size):
    full.set_look(looked(handbook, theme))
    full.resize(*size)
    for view, _ in VIEWS:
        full.show_view(view)
        parts = [full.calendar, full.sessions, full.foot, *full.views.values()]
        parts += [part for part in (full.panel, full.heat, full.bars) if part.isVisible()]
        boxes = [part.geometry() for part in parts]
        assert all(full.rect().contains(box) for box in boxes)
        assert not [
            (a, b) for at, a in enumerate(boxes) for b in boxes[:at] if a.adjusted(12, 2, -12, -2).intersects(b)
        ]
        inner = [full.panel.before, full.panel.after, full.panel.note, full.panel.delete]
        assert view != "session" or all(full.panel.rect().adjusted(-3, 0, 3, 0).contains(p.geometry()) for p in inner)


def test_arrows_lead_from_view_to_view(qtbot, full):
    full.show_view("session")
    full.views["session"].setFocus()
    qtbot.keyClick(full.views["session"], Qt.Key.Key_Right)
    qtbot.keyClick(full.focusWidget(), Qt.Key.Key_Space)
    assert full.views["person"].isChecked()
    assert full.bars.isVisible()


def test_a_student_begins_with_strokes(qtbot, handbook):
    page = JournalPage(looked(handbook, terms=True), lambda: datetime(2026, 3, 1, tzinfo=UTC))
    qtbot.addWidget(page)
    page.show_entries(SOME)
    assert page.views["stroke"].isChecked()
    assert page.bars.lines[0].name == handbook.strokes["effleurage_long"].term


def test_the_calendar_and_the_list_follow_one_another(qtbot, full):
    assert full.calendar.day == TODAY
    qtbot.keyClick(full.sessions, Qt.Key.Key_Down)
    assert full.calendar.day == TODAY - 8
    qtbot.keyClick(full.calendar, Qt.Key.Key_Home)
    assert full.calendar.day == TODAY - 40
    assert full.sessions.current().key == "old"
    qtbot.keyClick(full.calendar, Qt.Key.Key_Down)
    assert full.calendar.day == TODAY - 39
    assert full.sessions.current().key == "old"  # nothing was done on that day
    qtbot.keyClick(full.calendar, Qt.Key.Key_End)
    qtbot.keyClick(full.calendar, Qt.Key.Key_Return)
    assert full.sessions.current().key == "new"
    assert full.panel.isVisible()


def test_a_click_on_a_day_looks_at_it(qtbot, full):
    sheet = full.calendar._sheet()
    at = sheet.cell(TODAY - 8).center().toPoint()
    qtbot.mouseClick(full.calendar, Qt.MouseButton.LeftButton, pos=at)
    assert full.sessions.current().key == "mid"
    assert "Saturday, 21 February 2026: 20 min" in full.calendar.accessibleName()


def test_every_day_of_the_sheet_is_found_where_it_is_painted():
    sheet = Sheet(QRectF(10, 5, 560, 270), TODAY - 6, 1.0)
    days = range(sheet.first, TODAY + 1)
    assert [sheet.day_at(sheet.cell(day).center()) for day in days] == list(days)
    assert sheet.day_at(QPointF(sheet.left - 2, sheet.top + 5)) is None


def test_the_calendar_can_be_paged_to_its_beginning_and_back(qtbot, full):
    full.show_entries([*SOME, an_entry("first", ago=900)])
    assert full.calendar._sheet().first > TODAY - 900
    qtbot.keyClick(full.calendar, Qt.Key.Key_Home)
    sheet = full.calendar._sheet()
    assert sheet.first <= TODAY - 900 < sheet.week + 7
    for _ in range(60):
        qtbot.keyClick(full.calendar, Qt.Key.Key_PageDown)
    assert full.calendar.day == TODAY
    assert full.calendar._sheet().week == TODAY - 6


def test_more_minutes_are_stronger():
    theme = THEMES["evening"]
    lights = [strength(Ms(m * MINUTE), Ms(60 * MINUTE), theme).lightnessF() for m in (0, 5, 20, 60)]
    assert lights == sorted(lights)
    assert strength(Ms(60 * MINUTE), Ms(60 * MINUTE), theme).name() == theme.accent


@pytest.mark.usefixtures("qapp")
def test_heat_lies_on_the_side_that_was_worked(handbook):
    box = QRectF(0, 0, 264, 380)

    def painted(regions):
        image = QImage(264, 380, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.black)
        with QPainter(image) as painter:
            paint_heat(painter, box, regions, looked(handbook))
        return image

    def change(image, half):
        spots = [(x, y) for x in range(half, half + 132, 4) for y in range(0, 380, 4)]
        return sum(image.pixel(x, y) != bare.pixel(x, y) for x, y in spots)

    bare, left = painted({}), painted({"scapula": Sides(left=Ms(MINUTE))})
    assert change(left, 0) > 50
    assert change(left, 132) < 5
    both = painted({"scapula": Sides(both=Ms(MINUTE))})
    assert abs(change(both, 0) - change(both, 132)) < 0.2 * change(both, 0)


def test_only_one_person_and_everybody_again(qtbot, full):
    full.show_view("person")
    full.bars.setFocus()
    full.bars.setCurrentIndex(full.bars.model().index(0, 0))
    qtbot.keyClick(full.bars, Qt.Key.Key_Return)
    assert keys_of(full) == ["new", "mid"]
    assert [line.name for line in full.bars.lines] == ["Ada", "Ben"]
    full.show_view("routine")
    assert [line.key for line in full.bars.lines] == ["first-back-10"]
    qtbot.mouseClick(full.everybody, Qt.MouseButton.LeftButton)
    assert len(keys_of(full)) == 3
    assert not full.everybody.isVisible()


def test_deleting_the_last_session_of_one_person_shows_all_again(full):
    full.show_person("Ben")
    full.delete(0)
    assert keys_of(full) == ["new", "mid"]


# --- rating ---


def test_a_rating_by_keys_is_told_and_shown(qtbot, full):
    heard = told(full.rate_asked)
    qtbot.keyClick(full.sessions, Qt.Key.Key_Down)
    qtbot.keyClick(full.sessions, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_4, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(full.panel.before, key)
    qtbot.keyClicks(full.panel.after, "10")
    assert heard[-1] == ("mid", 3, 10, "")
    assert felt_text(full.sessions.current()) == "3 → 10"
    qtbot.keyClick(full.panel.after, Qt.Key.Key_Delete)
    assert heard[-1] == ("mid", 3, None, "")
    full.show_view("person")
    assert "felt 3.0 before, 7.0 after" in full.bars.lines[0].note


def test_a_click_rates_and_the_same_once_more_takes_it_back(qtbot, full):
    full.show_view("session")
    scale = full.panel.after
    at = QPoint(round(scale.width() * 8.5 / 11), 10)
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=at)
    assert full.sessions.current().after == 8
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=at)
    assert full.sessions.current().after is None


def test_a_note_is_told_once_and_not_lost_by_leaving(qtbot, full):
    heard = told(full.rate_asked)
    full.show_view("session")
    full.panel.note.setFocus()
    qtbot.keyClicks(full.panel.note, "warm oil")
    full.sessions.look_at(1)
    assert heard == [("new", 3, 7, "warm oil")]
    qtbot.keyClicks(full.panel.note, "b")
    full.hide()
    assert heard[1:] == [("mid", None, None, "b")]


def test_a_note_that_the_field_cannot_hold_stays_what_it_is(full):
    assert LONGEST_NOTE == journal.LONGEST_NOTE
    heard, note = told(full.rate_asked), "one\ntwo" + "x" * LONGEST_NOTE
    full.show_entries([an_entry("a", note=note)])
    full.show_view("session")
    full.panel.before.put(5)
    full.panel.take()
    assert heard == [("a", 5, None, note)]


def test_names_and_notes_are_plain_text(full):
    hostile = "<b>&amp;x</b>\u202e\u200b\n<img src=x>" + "w" * 5_000
    full.show_entries([an_entry("a", person=hostile, title=hostile, routine=hostile, note=hostile)])
    for view, _ in VIEWS:
        full.show_view(view)
        grab(full)
    assert full.sessions.current().note == hostile
    assert not [part for part in full.findChildren(type(full.foot)) if "<b>" in part.toolTip()]


# --- deleting ---


def test_delete_hides_at_once_and_is_told_when_the_time_is_over(qtbot, full):
    heard = told(full.delete_asked)
    full.sessions.look_at(1)
    qtbot.keyClick(full.sessions, Qt.Key.Key_Delete)
    assert keys_of(full) == ["new", "old"]
    assert full.foot.undo.isVisible()
    assert (heard, full._grace.isActive(), full._grace.interval()) == ([], True, GRACE)
    full._grace.timeout.emit()
    assert heard == ["mid"]
    assert not full.foot.undo.isVisible()


def test_undo_by_key_and_by_button(qtbot, full):
    heard = told(full.delete_asked)
    full.delete(1)
    qtbot.keyClick(full.sessions, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert keys_of(full) == ["new", "mid", "old"]
    assert full.sessions.current().key == "mid"
    full.delete(0)
    qtbot.mouseClick(full.foot.undo, Qt.MouseButton.LeftButton)
    assert (len(keys_of(full)), heard, full._grace.isActive()) == (3, [], False)


def test_the_next_deletion_and_leaving_the_page_make_it_final(full):
    heard = told(full.delete_asked)
    full.delete(0)
    full.delete(0)
    assert heard == ["new"]
    full.hide()
    assert heard == ["new", "mid"]


def test_what_is_being_deleted_does_not_come_back_when_the_journal_is_read_again(full):
    full.delete(0)
    full.show_entries(SOME)
    assert keys_of(full) == ["mid", "old"]


def test_deleting_the_only_one_leaves_a_way_back(qtbot, page):
    page.show_entries([SOME[0]])
    page.delete(0)
    assert page.start.isVisible()
    qtbot.mouseClick(page.foot.undo, Qt.MouseButton.LeftButton)
    assert keys_of(page) == ["old"]


def test_deleting_all_asks_once(qtbot, full):
    heard = told(full.delete_all_asked)
    qtbot.mouseClick(full.foot.all, Qt.MouseButton.LeftButton)
    assert full.foot.keep.hasFocus()
    qtbot.keyClick(full.foot.keep, Qt.Key.Key_Space)
    assert (heard, len(keys_of(full))) == ([], 3)
    full.delete(0)
    full.foot.all.click()
    full.foot.surely.click()
    assert (len(heard), keys_of(full), full.start.isVisible()) == (1, [], True)
    assert not full.foot.undo.isVisible()


def test_leaving_takes_the_question_back(full):
    full.foot.all.click()
    full.hide()
    full.show()
    assert not full.foot.surely.isVisible()
    assert full.foot.all.isVisible()


# --- the rest ---


def test_export_and_back_are_asked_for(full):
    exported, back = told(full.export_asked), told(full.back_asked)
    full.foot.csv.click()
    full.foot.json.click()
    full.back.click()
    assert (exported, len(back)) == (["csv", "json"], 1)
    before = grab(full.foot)
    full.say("Saved as journal.csv")
    assert grab(full.foot) != before


def test_every_part_can_be_reached_by_tab(full):
    full.activateWindow()
    full.show_view("session")
    full.sessions.setFocus()
    seen = set()
    for _ in range(40):
        seen.add(full.focusWidget())
        full.focusNextChild()
    wanted = {full.calendar, full.sessions, full.panel.before, full.panel.after, full.panel.note, full.panel.delete}
    assert wanted | {full.foot.csv, full.foot.json, full.foot.all, full.back, full.views["session"]} <= seen


def test_what_is_looked_at_stays_when_the_journal_is_read_again(full):
    full.sessions.look_at(2)
    full.show_entries([*SOME, an_entry("newest", hour=21)])
    assert full.sessions.current().key == "old"


def test_thousands_of_sessions_are_given_to_the_view_in_lots(full):
    full.show_entries([an_entry(str(at), ago=at // 9) for at in range(5_000)])
    assert full.sessions.model().rowCount() < 1_000
    full.sessions.look_at(4_999)
    assert full.sessions.current() is full.sessions.entries[-1]
    assert full.sessions.model().rowCount() == 5_000


def test_sums_are_made_once_for_each_reading(full, monkeypatch, handbook):
    made = []
    monkeypatch.setattr("backtimer.ui.journal.sums.history.per_stroke", lambda _: made.append(1) or {})
    look = looked(handbook)
    full.set_look(look)
    for _ in range(3):
        full.show_view("stroke")
        full.show_view("person")
    assert len(made) == 1
