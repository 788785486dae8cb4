"""A playing is recorded as it goes: into the journal, and where to go on. With the real player, files and thread."""

from contextlib import closing
from dataclasses import replace

import pytest

from backtimer.core.journal_entry import Stamp
from backtimer.core.plan import make_plan
from backtimer.core.player import Player
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.journal import open_journal, read_journal
from backtimer.files.resume_file import Source, read_offer
from backtimer.files.routine_file import parse_routine
from backtimer.recording import Archive, Recording, wall_now
from tests.clock import FakeClock

TEXT = """\
backtimer: 1
title: Evening
steps:
- {stroke: hold, region: whole_back, side: middle, time: 20}
- {stroke: effleurage_long, region: whole_back, time: 60}
- {stroke: hold, region: sacrum, side: middle, time: 20, advance: wait}
- {stroke: hold, region: whole_back, side: middle, time: 20}
"""


class Evening:
    """One start of the program: a player, its recording, and a wall clock that can be set."""

    def __init__(self, folder, handbook, *, keeps_journal=True, offer=None, entry=None):
        self.handbook, self.told, self.clock = handbook, [], FakeClock()
        self.utc, self.offset = 1_700_000_000_000, 60
        self.file = folder / "evening.yaml"
        self.archive = Archive(self.told.append, keeps_journal=keeps_journal)
        plan = self.plan() if offer is None else offer.plan
        self.player = Player(plan, self.clock, lead=Ms(0))
        self.recording = Recording(
            self.archive, Source(self.file, TEXT), "Ada", wall=lambda: Stamp(self.utc, self.offset), clock=self.clock
        )
        if offer is not None:
            self.recording.go_on(offer, entry)
            self.player.seek(offer.position)

    def plan(self):
        routine = parse_routine(TEXT, "evening.yaml", "evening", self.handbook).routine
        return make_plan(routine, Wishes(ready=Ms(0), change=Ms(0)))

    def do(self, command="tick", *arguments):
        for event in getattr(self.player, command)(*arguments):
            self.recording.on_event(event, self.player.plan)
        self.recording.on_moment(self.player.moment())
        return self

    def wait(self, seconds, command="tick", *arguments):
        for _ in range(round(seconds * 4)):
            self.clock.advance(250)
            self.utc += 250
            self.do()
        return self.do(command, *arguments)

    def kept(self):
        """What a start after a crash would find now."""
        assert self.archive.writer.flush()
        entries, notice = read_journal(paths.journal_file())
        assert notice == ""
        return entries

    def offer(self):
        assert self.archive.writer.flush()
        return read_offer(paths.resume_file(), self.handbook, self.utc)


@pytest.fixture
def start(tmp_path, handbook, monkeypatch):
    monkeypatch.setenv("BACKTIMER_HOME", str(tmp_path / "home"))
    (tmp_path / "evening.yaml").write_text(TEXT)
    started = []

    def start(**how):
        started.append(Evening(tmp_path, handbook, **how))
        return started[-1]

    yield start
    for evening in started:
        evening.archive.close()


def test_a_session_stands_in_the_journal_from_its_first_second(start):
    evening = start().do("play")
    (entry,) = evening.kept()
    assert (entry.routine, entry.title, entry.person, entry.finished) == ("evening", "Evening", "Ada", False)
    assert [step.planned for step in entry.steps] == [20_000, 60_000, 20_000, 20_000]
    assert [step.actual for step in entry.steps] == [0, 0, 0, 0]
    assert entry.started == Stamp(1_700_000_000_000, 60)


def test_what_is_only_looked_at_is_not_recorded(start):
    assert start().wait(30).kept() == []


def test_a_session_is_kept_as_it_was_done(start):
    evening = start().do("play").wait(25, "pause").wait(100, "play").wait(5, "next").wait(30, "go_on").wait(20)
    (entry,) = evening.kept()
    assert (entry.finished, entry.position, entry.pauses) == (True, 120_000, 1)
    assert [(step.actual, step.held, step.skipped, step.pauses) for step in entry.steps] == [
        (20_000, 0, False, 0),
        (10_000, 0, True, 1),
        (30_000, 10_000, False, 0),
        (20_000, 0, False, 0),
    ]
    assert entry.ended.utc - entry.started.utc == 180_000


def test_a_session_that_was_stopped_counts(start):
    (entry,) = start().do("play").wait(25, "stop").kept()
    assert (entry.finished, entry.position, sum(step.actual for step in entry.steps)) == (False, 25_000, 25_000)


@pytest.mark.parametrize("seconds", [0.5, 1, 7.25, 21, 63.75])
def test_at_any_instant_at_most_a_second_is_lost(start, seconds):
    evening = start().do("play").wait(seconds)
    assert 0 <= evening.player.position - evening.kept()[0].position < 1_000
    if seconds >= 1:
        assert 0 <= evening.player.position - evening.offer().position < 1_000


def test_every_event_is_saved_at_once(start):
    evening = start().do("play").wait(10.25, "extend")
    offer = evening.offer()
    assert (offer.position, offer.moment.left) == (10_250, 39_750)
    evening.wait(0.25, "jump", 2)
    assert evening.offer().moment.span.number == 2


def test_time_that_stands_is_written_once(start):
    evening = start().do("play").wait(10, "pause")
    evening.archive.writer.flush()
    saved = paths.resume_file().stat().st_ino
    evening.wait(60)
    evening.archive.writer.flush()
    assert paths.resume_file().stat().st_ino == saved


def test_a_step_that_waits_waits_again(start):
    offer = start().do("play").wait(110).offer()
    assert (offer.moment.span.number, offer.moment.left) == (3, 1)


@pytest.mark.parametrize("end", ["stop", "finish"])
def test_what_is_over_is_not_offered(start, end):
    evening = start().do("play").wait(90)
    evening.do("stop") if end == "stop" else evening.wait(31, "go_on").wait(20)
    assert evening.player.state in ("stopped", "finished")
    assert evening.offer() is None


def test_the_next_start_goes_on_with_the_same_session(start):
    first = start().do("play").wait(30, "pause")
    offer, (entry,) = first.offer(), first.kept()
    second = start(offer=offer, entry=entry).do("play").wait(10, "pause")
    (entry,) = second.kept()
    assert [step.actual for step in entry.steps] == [20_000, 20_000, 0, 0]
    assert (entry.position, entry.worked, entry.pauses) == (40_000, 40_000, 2)
    assert not any(step.skipped for step in entry.steps)
    assert entry.key == first.recording.key == second.recording.key


def test_the_next_start_is_guided_as_the_last_one_was_for_the_longest(start):
    first = start()
    first.recording.guide("names")
    first.do("play").wait(20)
    first.recording.guide("full")
    first.wait(5, "pause")
    offer, (entry,) = first.offer(), first.kept()
    assert entry.guidance == "names"
    second = start(offer=offer, entry=entry)
    assert second.recording.go_on(offer, entry) == "names"
    second.recording.guide("bells")
    (entry,) = second.do("play").wait(30, "pause").kept()
    assert entry.guidance == "bells"


def test_without_its_entry_it_goes_on_too(start):
    first = start().do("play").wait(30, "pause")
    offer = first.offer()
    with closing(open_journal(paths.journal_file())) as journal:
        journal.delete_all()
    (entry,) = start(offer=offer).do("play").wait(10, "pause").kept()
    assert [step.actual for step in entry.steps] == [0, 10_000, 0, 0]


def test_ratings_and_notes_find_their_session(start):
    evening = start()
    evening.recording.before = 3
    evening.do("play").wait(5, "stop")
    key = evening.recording.key
    evening.archive.tell("rate", lambda journal: journal.rate(key, None, 8))
    evening.archive.tell("note", lambda journal: journal.annotate(key, "Warm hands."))
    (entry,) = evening.kept()
    assert (entry.before, entry.after, entry.note) == (3, 8, "Warm hands.")


def test_what_is_deleted_while_it_plays_stays_deleted(start):
    evening = start().do("play").wait(5)
    evening.archive.tell("delete", lambda journal: journal.delete(evening.recording.key))
    assert evening.kept() == []
    assert evening.wait(5, "pause").kept() == []
    assert evening.told == []


def test_who_wants_no_journal_gets_none_and_can_go_on_all_the_same(start):
    evening = start(keeps_journal=False).do("play").wait(30)
    assert evening.offer() is not None
    assert not paths.journal_file().exists()


@pytest.mark.parametrize("hours", [-24 * 365, -1, 1, 24 * 365])
def test_a_clock_that_is_set_changes_no_time(start, hours):
    evening = start().do("play").wait(25)
    evening.utc += hours * 3_600_000
    evening.wait(5, "pause")
    (entry,) = evening.kept()
    assert (entry.worked, entry.steps[1].actual, entry.position) == (30_000, 10_000, 30_000)
    assert evening.offer().position == 30_000
    assert (entry.started.utc, entry.ended.utc) == (1_700_000_000_000, evening.utc)


def test_a_traveller_keeps_both_zones(start):
    evening = start().do("play").wait(5)
    evening.offset = -480
    (entry,) = evening.wait(5).kept()
    assert (entry.started.offset, entry.ended.offset) == (60, -480)


def test_the_wall_is_read_in_the_zone_that_holds_now(monkeypatch):
    for zone, offset in (("UTC-3", 180), ("UTC+9:30", -570), ("UTC", 0)):
        monkeypatch.setenv("TZ", zone)
        assert wall_now().offset == offset


@pytest.mark.parametrize("what", ["changed", "broken", "gone"])
def test_a_file_that_changes_while_it_plays_changes_nothing(start, what):
    evening = start().do("play").wait(10)
    if what == "gone":
        evening.file.unlink()
    else:
        evening.file.write_text(TEXT.replace("20", "30") if what == "changed" else "[")
    (entry,) = evening.wait(15, "pause").kept()
    assert (entry.position, evening.offer().position, evening.told) == (25_000, 25_000, [])


def test_a_journal_damaged_meanwhile_is_set_aside_and_the_session_is_not_lost(start):
    evening = start().do("play").wait(25)
    evening.archive.writer.flush()
    connection = evening.archive._journal._connection
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA shrink_memory")
    paths.journal_file().write_bytes(b"Dear diary" * 4_000)
    (entry,) = evening.wait(5, "pause").kept()
    assert (entry.position, entry.steps[0].actual) == (30_000, 20_000)
    assert len(evening.told) == 1
    assert evening.told[0].startswith("The journal was damaged and is kept as journal-damaged-1.sqlite")


def test_a_full_disk_is_told_once_and_the_massage_goes_on(start, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    evening = start().do("play").wait(10)
    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        evening.wait(10)
        assert evening.archive.writer.flush()
        assert evening.told == ["What is done now cannot be kept: No space left on device."]
        assert evening.player.position == 20_000
    evening.wait(5, "pause")
    assert (evening.offer().position, len(evening.told)) == (25_000, 1)


def test_a_place_that_cannot_be_written_is_told_once_for_each_file(start, tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    evening = start().do("play").wait(10)
    evening.archive.writer.flush()
    assert evening.player.position == 10_000
    assert len(evening.told) == 2
    assert all(words.endswith(".") and "Error" not in words for words in evening.told)


def test_steps_that_were_left_out_on_the_way_are_left_out_of_the_journal(start):
    evening = start().do("play").wait(5)
    plan = evening.player.plan
    evening.player.plan = replace(plan, spans=plan.spans[:2])
    (entry,) = evening.wait(1).kept()
    assert [step.number for step in entry.steps] == [1, 2]
