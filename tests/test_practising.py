"""Practising in the real window: a level that is chosen is played and kept in the journal, and keys change it."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from backtimer import playing
from backtimer.app import Workshop, application
from backtimer.core.journal_entry import SessionEntry, Stamp, StepEntry
from backtimer.core.player import Player
from backtimer.core.timing import Ms
from backtimer.files import paths
from backtimer.files.journal import open_journal, read_journal
from backtimer.files.library import read_entry
from tests.clock import FakeClock

STUDENT = Path(__file__).parents[1] / "routines" / "swedish-student-30.yaml"


class FakeEar:
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def guide(self, guidance) -> None:
        self.told.append(guidance)

    def keep_beat(self, beat) -> None:
        self.told.append(f"beat {beat}")


class Class:
    """The window of a student, silent, by a clock of ours."""

    def __init__(self) -> None:
        application()
        self.clock, self.ear = FakeClock(), FakeEar()
        self.workshop = Workshop(wall=lambda: datetime(2026, 3, 1, 21, 36, tzinfo=UTC))
        self.window = self.workshop.window
        self.window.conducted.disconnect()
        self.window.conducted.connect(self.workshop.practising._attend)
        self.workshop.practising._attendants = lambda: SimpleNamespace(ear=self.ear)
        self.window.resize(1280, 800)
        self.entry = read_entry(STUDENT, "shipped", self.workshop.handbook)

    def open(self) -> None:
        self.workshop.play(self.entry)
        if self.workshop._archive is not None:
            assert self.workshop._archive.writer.flush()
        QCoreApplication.processEvents()

    def begin(self) -> None:
        self.workshop.begin(self.entry, self.window.routine.plan)
        self.conductor._timer.stop()

    def do(self, *commands) -> None:
        for command in commands:
            self.window.command(command)
            self.conductor._timer.stop()

    def wait(self, seconds) -> None:
        self.clock.advance(round(seconds * 1000))
        self.conductor.tell(self.conductor.player.tick)
        self.conductor._timer.stop()

    def kept(self) -> list[SessionEntry]:
        assert self.workshop._archive.writer.flush()
        return read_journal(paths.journal_file())[0]

    @property
    def conductor(self):
        return self.window._conductor

    @property
    def guide(self):
        return self.window.routine.guide


@pytest.fixture
def lesson(qtbot, tmp_path, monkeypatch):  # noqa: ARG001  # Qt must be there
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    made = Class()
    monkeypatch.setattr(playing, "player_of", lambda plan, _: Player(plan, made.clock, gap=Ms(10**9)))
    yield made
    made.window.player.hide()
    made.window.player.word.hide()
    made.workshop.close()
    made.window.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def a_run(key, guidance, day) -> SessionEntry:
    step = StepEntry(1, "Brush", "brush", ("whole_back",), "both", Ms(60_000), Ms(60_000))
    at = Stamp(1_700_000_000_000 + day * 86_400_000)
    return SessionEntry(
        key, "swedish-student-30", "Swedish", "h", at, at, finished=True, worked=Ms(60_000), steps=(step,),
        guidance=guidance,
    )  # fmt: skip


def test_a_level_chosen_on_the_page_of_the_routine_is_played_and_kept(qtbot, lesson):
    lesson.open()
    qtbot.mouseClick(lesson.guide.levels["names"], Qt.MouseButton.LeftButton)
    lesson.begin()
    assert (lesson.window.player.guidance, lesson.ear.told[-2:]) == ("names", ["names", "beat none"])
    lesson.wait(100)
    lesson.do("finish")
    assert [entry.guidance for entry in lesson.kept()] == ["names"]


def test_who_chooses_nothing_has_the_whole_guide(lesson):
    lesson.open()
    lesson.begin()
    assert lesson.window.player.guidance == "full"


def test_one_key_guides_less_another_more_and_neither_goes_round(lesson):
    lesson.open()
    lesson.begin()
    seen = []
    for command in ("guide",) * 4 + ("guide_more",) * 5:
        lesson.do(command)
        seen.append(lesson.window.player.guidance)
    assert seen == ["names", "bells", "exam", "exam", "bells", "names", "full", "watch", "watch"]
    assert [told for told in lesson.ear.told if not told.startswith("beat")][-9:] == seen


def test_what_a_key_has_done_is_said_in_passing_and_the_blank_page_tells_the_way_back(lesson):
    lesson.open()
    lesson.begin()
    lesson.do("guide")
    assert lesson.window.player.word.text == "Names and sides only"
    lesson.do("guide", "guide")
    assert lesson.window.player.word.text.endswith("Shift+G guides more")


def test_where_all_is_silent_bells_alone_say_how_they_can_be_heard(lesson):
    lesson.open()
    lesson.begin()
    lesson.do("guide", "guide")
    assert lesson.window.player.word.text == "Bells and a clock only"
    settings = lesson.window.settings
    lesson.window.settings = replace(settings, sound=replace(settings.sound, hearing="silent"))
    lesson.do("guide_more", "guide")
    assert lesson.window.player.word.text.endswith("all is silent, M changes that")


def test_to_look_first_takes_a_quarter_longer_and_no_level_else(lesson):
    lesson.open()
    lesson.begin()
    lesson.do("slower", "guide_more")
    assert lesson.conductor.player.pace.percent == 156
    lesson.do("guide")
    assert lesson.conductor.player.pace.percent == 125


def test_the_journal_keeps_what_was_guided_by_for_the_longest(lesson):
    lesson.open()
    lesson.begin()
    lesson.wait(100)
    lesson.do("guide")
    lesson.wait(300)
    lesson.do("guide_more")
    lesson.wait(20)
    lesson.do("finish")
    assert [(entry.guidance, entry.worked) for entry in lesson.kept()] == [("names", 420_000)]


def test_two_clean_runs_suggest_less(lesson):
    with closing(open_journal(paths.journal_file())) as journal:
        for day in range(2):
            journal.save(a_run(f"k{day}", "names", day))
    lesson.open()
    assert lesson.guide.line == "Suggested: Bells – two clean runs in a row"
    assert lesson.guide.guidance == "full"


def test_what_was_done_meanwhile_changes_what_is_suggested(lesson):
    lesson.open()
    lesson.window.show()
    assert lesson.guide.line.startswith("Suggested: Watch")
    with closing(open_journal(paths.journal_file())) as journal:
        journal.save(a_run("k", "full", 0))
    lesson.window.show_page(lesson.window.library)
    lesson.window.show_page(lesson.window.routine)
    assert lesson.workshop._archive.writer.flush()
    QCoreApplication.processEvents()
    assert lesson.guide.line == "Suggested: Full – once more as cleanly"


def test_who_wants_no_journal_is_suggested_nothing(lesson):
    lesson.workshop.window.settings = lesson.window.settings.__class__(journal=False)
    lesson.open()
    assert "Suggested" not in lesson.guide.line
    assert not paths.journal_file().exists()


def test_a_beat_is_kept_for_what_plays_and_said_in_a_line(lesson):
    lesson.open()
    lesson.begin()
    for beat, word in (("steady", "Beat"), ("gaps", "Beat with silent bars"), ("none", "No beat")):
        lesson.do("beat")
        assert lesson.ear.told[-1] == f"beat {beat}"
        assert lesson.window.player.word.text == word
    lesson.do("guide", "guide", "guide", "beat")
    assert lesson.window.player.word.text == "Beat  ·  not to be heard now: all is silent"


def test_what_was_left_is_guided_as_before_when_one_comes_back(lesson):
    lesson.open()
    lesson.begin()
    first = lesson.conductor
    lesson.do("guide", "guide", "beat")
    lesson.open()
    lesson.begin()
    assert lesson.window.player.guidance == "full"
    lesson.window.conduct(first, lesson.entry)
    assert (lesson.window.player.guidance, lesson.ear.told[-2:]) == ("bells", ["bells", "beat steady"])


def test_nothing_plays_and_the_keys_do_nothing(lesson):
    for command in ("guide", "guide_more", "beat"):
        lesson.window.command(command)
    assert lesson.ear.told == []
