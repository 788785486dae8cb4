"""After a crash a routine can go on where it stood, whatever became of its file; and never where it should not."""

import os
import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.moment import moment_at
from backtimer.core.plan import extended, make_plan, refitted
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files.paths import shipped
from backtimer.files.resume_file import Source, forget_resume, read_offer, resume_body, sweep, write_resume
from backtimer.files.routine_file import parse_routine, read_routine
from backtimer.files.text_file import read_text

NOW = 1_700_000_000_000
DAY = 86_400_000
ROUTINES = sorted(shipped("routines").glob("*.yaml"))


class Saved:
    """A routine of a person, and where it stands."""

    def __init__(self, folder, handbook, text=None):
        self.handbook = handbook
        self.routine_file = folder / "evening.yaml"
        self.file = folder / "state" / "resume.json"
        self.text = text or read_text(shipped("routines") / "first-back-10.yaml")
        self.routine_file.write_text(self.text, encoding="utf-8")
        self.source = Source(self.routine_file, self.text)

    def plan(self, wishes=Wishes()):  # noqa: B008  # it is frozen
        return make_plan(parse_routine(self.text, "evening.yaml", "evening", self.handbook).routine, wishes)

    def save(self, plan, position, utc=NOW):
        write_resume(self.file, Ms(position), utc, resume_body(plan, self.source, "key", "Ada"))

    def offer(self, utc=NOW):
        return read_offer(self.file, self.handbook, utc)


@pytest.fixture
def saved(tmp_path, handbook):
    return Saved(tmp_path, handbook)


def test_the_offer_gives_the_step_and_the_time_left(saved):
    plan = saved.plan()
    saved.save(plan, 200_000)
    offer = saved.offer()
    now = moment_at(plan, Ms(200_000))
    assert (offer.position, offer.moment.span.number, offer.moment.left) == (200_000, now.span.number, now.left)
    assert (offer.plan, offer.key, offer.person, offer.now) == (plan, "key", "Ada", "same")


@pytest.mark.parametrize("routine", ROUTINES, ids=lambda file: file.stem)
def test_every_shipped_routine_is_offered_as_it_was_planned(routine, tmp_path, handbook):
    saved, reading = Saved(tmp_path, handbook, read_text(routine)), read_routine(routine, handbook)
    saved.source = Source(saved.routine_file, reading.text, reading.bases)
    plan = make_plan(replace(reading.routine, id="evening"), Wishes(pressure=-1))
    saved.save(plan, plan.total // 2)
    assert saved.offer().plan == plan


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(pressure=1, ready=Ms(0), change=Ms(0)),
        Wishes(leave_out=frozenset({"low_back", "upper_trap"})),
        Wishes(more_here=frozenset({"upper_trap"}), cap=2, without=frozenset({"petrissage"})),
    ],
)
def test_wishes_are_kept(saved, wishes):
    plan = saved.plan(wishes)
    saved.save(plan, 60_000)
    assert saved.offer().plan == plan


def test_another_length_is_kept(saved):
    plan = saved.plan(Wishes(length=Ms(8 * 60_000)))
    saved.save(plan, 60_000)
    offer = saved.offer()
    assert [(span.kind, span.start, span.end, span.number) for span in offer.plan.spans] == [
        (span.kind, span.start, span.end, span.number) for span in plan.spans
    ]
    assert offer.plan.marks == plan.marks
    assert [span.step.pressure for span in offer.plan.spans] == [span.step.pressure for span in plan.spans]


def test_more_time_and_what_was_fitted_to_it_are_kept(saved):
    plan = saved.plan()
    longer = extended(plan, 3, Ms(60_000))
    plan = refitted(longer, 3, Ms(60_000)).plan
    saved.save(plan, 100_000)
    offer = saved.offer()
    assert [(span.start, span.end) for span in offer.plan.spans] == [(span.start, span.end) for span in plan.spans]
    assert [span.step.stroke.id for span in offer.plan.spans] == [span.step.stroke.id for span in plan.spans]


@pytest.mark.parametrize(("age", "offered"), [(0, True), (DAY, True), (DAY + 1, False), (-400 * DAY, True)])
def test_after_a_day_nothing_is_offered_and_a_clock_set_back_changes_nothing(saved, age, offered):
    saved.save(saved.plan(), 100_000)
    assert (saved.offer(NOW + age) is not None) == offered


@pytest.mark.parametrize("change", ["another text", "not utf-8", "gone", "a folder"])
def test_the_plan_in_hand_is_offered_whatever_became_of_its_file(saved, change):
    plan = saved.plan()
    saved.save(plan, 100_000)
    saved.routine_file.unlink()
    match change:
        case "another text":
            saved.routine_file.write_text("backtimer: 1\ntitle: Something else\nsteps: []\n")
        case "not utf-8":
            saved.routine_file.write_bytes(b"\xff\xfe")
        case "a folder":
            saved.routine_file.mkdir()
    assert saved.offer().plan == plan
    assert saved.offer().now == ("gone" if change == "gone" else "changed")


def test_a_routine_that_extends_another_is_offered_whatever_became_of_both(tmp_path, handbook):
    base = read_text(shipped("routines") / "first-back-10.yaml")
    (tmp_path / "base.yaml").write_text(base)
    text = "backtimer: 1\nextend: base\ntitle: Mine\n"
    saved = Saved(tmp_path, handbook, text)
    reading = read_routine(saved.routine_file, handbook)
    saved.source = Source(saved.routine_file, reading.text, reading.bases)
    plan = make_plan(reading.routine)
    saved.save(plan, 100_000)
    assert (saved.offer().plan, saved.offer().now, saved.offer().source) == (plan, "same", saved.source)
    (tmp_path / "base.yaml").write_text(base + "\n")
    assert (saved.offer().plan, saved.offer().now) == (plan, "changed")
    (tmp_path / "base.yaml").unlink()
    assert (saved.offer().plan, saved.offer().now) == (plan, "changed")
    saved.routine_file.unlink()
    assert (saved.offer().plan, saved.offer().now) == (plan, "gone")


def test_another_text_below_is_another_text():
    one, other = (Source(Path("a.yaml"), "a", (("b", text),)) for text in ("b", "c"))
    assert one.text_hash != other.text_hash
    assert Source(Path("a.yaml"), "a").text_hash == sha256(b"a").hexdigest()


@pytest.mark.parametrize("position", [-1, 0, 10**9])
def test_before_the_start_and_after_the_end_nothing_is_offered(saved, position):
    saved.save(saved.plan(), position)
    assert saved.offer() is None


def test_what_is_forgotten_is_not_offered(saved):
    saved.save(saved.plan(), 100_000)
    forget_resume(saved.file)
    forget_resume(saved.file)
    assert (saved.offer(), list(saved.file.parent.iterdir())) == (None, [])


def test_litter_of_crashes_is_swept_and_what_is_being_written_is_not(saved):
    saved.save(saved.plan(), 100_000)
    litter = saved.file.parent / ".resume.json-x1y2"
    litter.write_text("half writ")
    sweep(saved.file, litter.stat().st_mtime + 59)
    assert litter.exists()
    sweep(saved.file, litter.stat().st_mtime + 61)
    assert list(saved.file.parent.iterdir()) == [saved.file]


def test_it_is_for_nobody_elses_eyes(saved):
    before = os.umask(0)
    try:
        saved.save(saved.plan(), 100_000)
    finally:
        os.umask(before)
    assert stat.S_IMODE(saved.file.stat().st_mode) == 0o600


def test_a_name_that_is_no_utf8_is_kept(saved, tmp_path):
    saved.source = Source(tmp_path / "caf\udce9.yaml", saved.text)
    saved.save(saved.plan(), 100_000)
    assert saved.offer().source.file == tmp_path / "caf\udce9.yaml"


anything = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@anything
@given(data=st.binary(max_size=6), at=st.integers(0, 6_000))
def test_a_damaged_file_offers_nothing_or_what_was_saved(saved, data, at):
    plan = saved.plan()
    saved.save(plan, 100_000)
    whole = saved.file.read_bytes()
    saved.file.write_bytes(whole[:at] + data + whole[at + len(data) :])
    offer = saved.offer()
    assert offer is None or offer.plan == plan


@anything
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_offer_nothing(saved, data):
    saved.file.parent.mkdir(exist_ok=True)
    saved.file.write_bytes(data)
    assert saved.offer() is None


def test_a_huge_file_is_not_read(saved):
    saved.file.parent.mkdir()
    with saved.file.open("wb") as huge:
        huge.truncate(10**12)
    assert saved.offer() is None
