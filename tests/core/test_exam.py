"""An exam: marks are taken as they were meant, and the report names exactly what was wrong and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtimer.core.exam.report import report_of
from backtimer.core.exam.run import ELSE, Exam, ExamRun, Gap, Paper, Task, paper_of
from backtimer.core.plan import make_plan
from backtimer.core.routine import Criterion, Group
from backtimer.core.timing import Ms
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import read_routine
from tests.clock import FakeClock
from tests.make import a_plan, a_routine, a_step, a_stroke

TIMES = (60, 90, 40, 120, 75, 50, 100, 30)
"""Seconds of a routine whose steps can be told from one another."""


def a_paper(*seconds, lead=0, tolerance=20, sides=()) -> Paper:
    tasks, now = [], 0
    for number, time in enumerate(seconds or TIMES, 1):
        now += lead * 1_000 if number > 1 else 0
        side = sides[number - 1] if sides else "both"
        tasks.append(Task(number, f"Stroke {number}", Ms(now), Ms(now + round(time * 1_000)), tolerance, side=side))
        now = tasks[-1].end
    return Paper(tuple(tasks))


def run_of(paper, *doing, said=False, told=True, late=1.0) -> Exam:
    """A student who does this: numbers of tasks, each in its time, or (number, factor), or (ELSE, milliseconds).

    Presses when the next one begins (`late` 1) or when the one before ends (0).
    """
    marks, claims, now = [], {}, 0
    for place, what in enumerate(doing):
        number, factor = what if isinstance(what, tuple) else (what, 1)
        if place:
            lead = paper.lead(number) if number else 0
            marks.append(Ms(round(now + lead * late)))
            now += lead
        now += factor if number == ELSE else round(paper.task(number).time * factor)
        claims[place] = number
    exam = Exam(paper, tuple(marks), until=Ms(now), ending="told" if told else "time")
    return replace(exam, claims=claims if said else {})


def named(exam) -> list[tuple[str, tuple[int, ...]]]:
    return [(finding.kind, finding.numbers) for finding in report_of(exam).findings]


def all_of(paper) -> list[int]:
    return [task.number for task in paper.tasks]


# --- the acceptance ---


@pytest.mark.parametrize("said", [False, True])
@pytest.mark.parametrize("lead", [0, 4])
def test_one_left_out_two_swapped_and_one_too_long_are_named_and_nothing_else(said, lead):
    exam = run_of(a_paper(lead=lead), 1, 3, 2, 4, 5, (7, 1.4), 8, said=said)
    assert named(exam) == [("omitted", (6,)), ("swapped", (2, 3)), ("long", (7,))]


def test_with_claims_they_are_named_even_where_all_steps_are_equally_long():
    exam = run_of(a_paper(*[60] * 8), 1, 4, 3, 2, (6, 1.4), 7, 8, said=True)
    assert named(exam) == [("omitted", (5,)), ("swapped", (2, 4)), ("long", (6,))]


# --- single faults ---


@st.composite
def papers(draw, least=2, leads=(0, 4_000, 10_000)):
    """Papers of all lengths of steps and change-overs."""
    paper, now, tasks = draw(st.lists(st.integers(30, 200), min_size=least, max_size=12)), 0, []
    for number, time in enumerate(paper, 1):
        now += draw(st.sampled_from(leads)) if number > 1 else 0
        tasks.append(Task(number, f"Stroke {number}", Ms(now), Ms(now + time * 1_000)))
        now = tasks[-1].end
    return Paper(tuple(tasks))


@given(papers(least=1), st.booleans(), st.booleans(), st.sampled_from([0.0, 0.5, 1.0]))
def test_a_perfect_run_has_nothing_to_report(paper, said, told, late):
    report = report_of(run_of(paper, *all_of(paper), said=said, told=told, late=late))
    assert report.findings == ()
    assert sum(report.planned) == sum(task.time for task in paper.tasks)


@given(papers(), st.data(), st.booleans())
def test_marks_within_the_tolerance_are_never_named(paper, data, said):
    factors = [data.draw(st.integers(80, 120)) / 100 for _ in paper.tasks]
    assert named(run_of(paper, *zip(all_of(paper), factors, strict=True), said=said)) == []


@given(papers(), st.booleans())
def test_who_needs_no_time_to_change_over_has_done_nothing_wrong(paper, said):
    exam = run_of(replace(paper, tasks=tuple(_closed_up(paper))), *all_of(paper), said=said)
    assert named(replace(exam, paper=paper)) == []


def _closed_up(paper):
    """The tasks without the time between them."""
    now = 0
    for task in paper.tasks:
        yield replace(task, start=Ms(now), end=Ms(now + task.time))
        now += task.time


@given(papers(), st.data())
def test_one_that_is_left_out_is_named(paper, data):
    gone = data.draw(st.sampled_from(all_of(paper)))
    assert named(run_of(paper, *[n for n in all_of(paper) if n != gone], said=True)) == [("omitted", (gone,))]


@given(papers(), st.data())
def test_two_that_are_swapped_are_named(paper, data):
    one, other = sorted(data.draw(st.permutations(all_of(paper)))[:2])
    order = [{one: other, other: one}.get(n, n) for n in all_of(paper)]
    assert named(run_of(paper, *order, said=True)) == [("swapped", (one, other))]


@given(papers(), st.data(), st.integers(141, 300), st.booleans())
def test_one_that_is_too_long_is_named(paper, data, percent, said):
    slow = data.draw(st.sampled_from(all_of(paper)))
    doing = [(n, percent / 100 if n == slow else 1) for n in all_of(paper)]
    assert named(run_of(paper, *doing, said=said)) == [("long", (slow,))]


@given(papers(leads=(0, 4_000)), st.data(), st.integers(35, 60))
def test_one_that_is_too_short_is_named(paper, data, percent):
    quick = data.draw(st.sampled_from(all_of(paper)))
    doing = [(n, percent / 100 if n == quick else 1) for n in all_of(paper)]
    assert named(run_of(paper, *doing, said=True)) == [("short", (quick,))]


@given(papers(), st.data(), st.integers(10_000, 90_000))
def test_something_else_is_named(paper, data, length):
    place = data.draw(st.integers(0, len(paper.tasks)))
    doing = [*all_of(paper)[:place], (ELSE, length), *all_of(paper)[place:]]
    assert named(run_of(paper, *doing, said=True)) == [("added", ())]


@given(st.data())
def test_without_claims_one_that_is_left_out_is_named_where_durations_tell(data):
    order = data.draw(st.permutations([30, 45, 68, 100, 150, 225]))
    paper = a_paper(*order)
    gone = data.draw(st.sampled_from(all_of(paper)))
    assert named(run_of(paper, *[n for n in all_of(paper) if n != gone])) == [("omitted", (gone,))]


@given(st.data())
def test_without_claims_two_that_are_swapped_are_named_where_durations_tell(data):
    paper = a_paper(*data.draw(st.permutations([30, 45, 68, 100, 150, 225])), lead=data.draw(st.sampled_from([0, 4])))
    one = data.draw(st.integers(1, 5))
    order = [{one: one + 1, one + 1: one}.get(n, n) for n in all_of(paper)]
    assert named(run_of(paper, *order)) == [("swapped", (one, one + 1))]


def test_without_claims_two_far_apart_that_are_swapped_are_named():
    assert named(run_of(a_paper(), 1, 2, 7, 4, 5, 6, 3, 8)) == [("swapped", (3, 7))]


@pytest.mark.parametrize("name", ["first-back-10", "swedish-student-30", "seated-neck-shoulders-8", "lomi-20"])
@pytest.mark.parametrize("late", [0.0, 1.0])
def test_shipped_routines_are_read_as_they_were_done(name, late):
    handbook = read_handbook(paths.shipped("assets"))
    paper = paper_of(make_plan(read_routine(paths.shipped("routines") / f"{name}.yaml", handbook).routine))
    count = len(paper.tasks)
    assert named(run_of(paper, *all_of(paper), late=late)) == []
    order = [n for n in all_of(paper) if n != count - 1]
    order[1], order[2] = order[2], order[1]
    order[4] = (order[4], 1.4)
    expected = [("omitted", (count - 1,)), ("swapped", (2, 3)), ("long", (5,))]
    assert named(run_of(paper, *order, said=True, late=late)) == expected


@given(papers(), st.data())
@settings(max_examples=300)
def test_any_marks_and_any_claims_can_be_read(paper, data):
    end = data.draw(st.integers(0, paper.limit))
    marks = sorted(data.draw(st.sets(st.integers(1, paper.limit), max_size=15)))
    claims = data.draw(st.dictionaries(st.integers(0, 20), st.integers(-3, 20), max_size=8))
    gaps = tuple(Gap(Ms(at), Ms(9_000)) for at in data.draw(st.lists(st.integers(0, paper.limit), max_size=2)))
    ending = data.draw(st.sampled_from(["", "told", "time", "left"]))
    report = report_of(Exam(paper, tuple(marks), gaps=gaps, until=Ms(end), ending=ending, claims=claims))
    placed = {piece.number for piece in report.pieces}
    missing = {n for finding in report.findings if finding.kind in ("omitted", "unreached") for n in finding.numbers}
    assert not placed & missing
    assert sum(piece.length for piece in report.pieces) == report.end
    assert all(piece.end == after.start for piece, after in zip(report.pieces, report.pieces[1:], strict=False))


# --- taking marks ---


class Student:
    """Presses by an injected clock; a look at the clock every quarter of a second, as the page does."""

    def __init__(self, paper) -> None:
        self.clock = FakeClock()
        self.run = ExamRun(paper, self.clock)

    def wait(self, milliseconds) -> None:
        for _ in range(round(milliseconds) // 250):
            self.clock.advance(250)
            self.run.tick()
        self.clock.advance(round(milliseconds) % 250)

    def do(self, *doing) -> Exam:
        """As `run_of`, from the first touch to the end."""
        self.run.press()
        for place, what in enumerate(doing):
            number, factor = what if isinstance(what, tuple) else (what, 1)
            paper = self.run.exam.paper
            if place:
                self.wait(paper.lead(number) if number else 0)
                self.run.press()
            self.wait(factor if number == ELSE else paper.task(number).time * factor)
        self.run.press()
        self.wait(2_000)
        self.run.hold()
        return self.run.exam


@pytest.fixture
def student():
    return Student(a_paper(lead=4))


def test_a_student_at_the_clock_gets_the_same_report(student):
    exam = student.do(1, 3, 2, 4, 5, (7, 1.4), 8)
    assert exam.ending == "told"
    assert named(exam) == [("omitted", (6,)), ("swapped", (2, 3)), ("long", (7,))]


def test_a_perfect_student_has_nothing_to_correct(student):
    exam = student.do(*all_of(student.run.exam.paper))
    assert named(exam) == []
    assert report_of(exam).end == exam.paper.total


def test_the_clock_starts_with_the_first_press(student):
    student.clock.advance(60_000)
    student.run.tick()
    assert not student.run.begun
    assert student.run.press() == "began"
    student.wait(5_000)
    student.run.tick()
    assert student.run.exam.until == 5_000


@pytest.mark.parametrize(("after", "marks", "asked"), [(249, 1, 0), (250, 0, 1), (999, 0, 1), (1_000, 2, 0)])
def test_two_presses_are_a_bounce_or_a_question_or_two_changes(student, after, marks, asked):
    student.run.press()
    student.wait(30_000)
    student.run.press()
    student.wait(after)
    student.run.press()
    assert (len(student.run.exam.marks), len(student.run.exam.asked)) == (marks, asked)


def test_a_question_belongs_to_the_step_in_which_it_was_asked(student):
    student.run.press()
    student.wait(20_000)
    student.run.press()
    student.wait(400)
    assert student.run.press() == "asked"
    student.wait(45_000)
    student.run.press()
    student.wait(30_000)
    student.run.ask()
    student.run.leave()
    report = report_of(student.run.exam)
    assert [(asked.at, asked.number) for asked in report.asked] == [(20_000, 1), (95_400, 2)]


def test_a_third_press_is_a_change_again(student):
    student.run.press()
    student.wait(20_000)
    assert [(student.run.press(), student.wait(400))[0] for _ in range(3)] == ["mark", "asked", "mark"]


def test_a_run_ends_by_itself_where_nobody_says_so(student):
    student.run.press()
    total, limit = student.run.exam.paper.total, student.run.exam.paper.limit
    student.wait(total)
    assert not student.run.over
    student.wait(limit - total + 250)
    assert student.run.exam.ending == "time"
    assert student.run.exam.end == total
    assert student.run.press() is None


def test_who_is_late_may_go_on_to_the_limit(student):
    student.run.press()
    student.wait(student.run.exam.paper.total + 5_000)
    student.run.press()
    student.wait(100_000)
    assert student.run.exam.end == student.run.exam.paper.limit


def test_a_machine_that_slept_is_told_and_blames_nobody(student):
    student.run.press()
    student.wait(60_000)
    student.run.press()
    student.wait(30_000)
    student.clock.advance(200_000)  # steps 3 and 4 would have begun meanwhile
    student.run.press()
    student.wait(50_000)
    student.run.leave()
    report = report_of(student.run.exam)
    assert [(gap.start, gap.length) for gap in report.gaps] == [(90_000, 200_000)]
    assert [finding.kind for finding in report.findings] == ["unreached"]
    assert set(report.unjudged) >= {2}


def test_what_broke_off_was_not_reached_and_the_last_step_not_judged(student):
    student.run.press()
    student.wait(60_000)
    student.run.press()
    student.wait(10_000)
    exam = student.run.exam
    assert exam.ending == ""
    assert named(exam) == [("unreached", (3, 4, 5, 6, 7, 8))]
    assert report_of(exam).unjudged == (2,)


def test_holding_before_anything_else_ends_nothing(student):
    student.run.hold()
    student.run.press()
    student.run.hold()
    assert not student.run.over


@given(st.lists(st.tuples(st.sampled_from(["press", "ask", "hold", "tick", "leave"]), st.integers(0, 60_000))))
def test_whatever_is_pressed_the_marks_are_in_order(doing):
    clock = FakeClock()
    run = ExamRun(a_paper(), clock)
    for what, after in doing:
        clock.advance(after)
        getattr(run, what)()
    exam = run.exam
    assert list(exam.marks) == sorted(set(exam.marks))
    assert all(mark <= exam.until <= exam.paper.limit for mark in exam.marks)
    assert len(exam.segments) <= len(exam.marks) + 1
    report_of(exam)


# --- the paper ---


def test_each_is_left_and_then_right_and_nobody_has_the_time_between():
    kneading = a_stroke(id="knead", name="Kneading")
    plan = make_plan(a_routine(a_step(30), a_step(60, stroke=kneading, side="each", tolerance=10), tolerance=30))
    tasks = paper_of(plan).tasks
    assert [(task.number, task.side, task.time, task.tolerance) for task in tasks] == [
        (1, "both", 30_000, 30), (2, "left", 30_000, 10), (3, "right", 30_000, 10),
    ]  # fmt: skip
    spans = [span for span in plan.spans if span.kind == "step"]
    assert tasks[0].start == 0
    assert [task.start + spans[0].start for task in tasks] == [span.start for span in spans]
    report = report_of(run_of(paper_of(plan), 1, 2, (3, 1.4)))
    assert [finding.kind for finding in report.findings] == ["long"]
    assert (report.done.left, report.done.right) == (30_000, 42_000)


def test_swapping_two_that_are_alike_is_nothing():
    one, other = a_step(30, name="Glide"), a_step(60, name="Wring")
    paper = paper_of(a_plan(Group(2, (one, other))))
    assert named(run_of(paper, 3, 2, 1, 4, said=True)) == []
    assert named(run_of(paper, 1, 4, 3, 2, said=True)) == []
    assert named(run_of(paper, 3, 2, 4, said=True)) == [("omitted", (3,))]
    assert named(run_of(paper, 2, 1, 3, 4, said=True)) == [("swapped", (1, 2))]


# --- words of somebody who was there ---


def test_a_step_done_in_two_pieces_is_one():
    paper = a_paper()
    exam = Exam(paper, (Ms(20_000), Ms(60_000)), until=Ms(150_000), ending="left", claims={0: 1, 1: 1, 2: 2})
    assert [(piece.number, piece.done) for piece in report_of(exam).pieces] == [(1, 60_000), (2, 90_000)]


def test_a_press_too_much_is_read_as_such():
    paper = a_paper()
    exam = run_of(paper, *all_of(paper))
    marks = tuple(sorted((*exam.marks, Ms(250_000))))
    assert named(replace(exam, marks=marks)) == []


def test_a_step_that_came_back_is_a_repeat():
    assert named(run_of(a_paper(60, 90, 40), 1, 2, (1, 0.3), 3, said=True)) == [("repeated", (1,))]


def test_one_that_moved_is_named_with_its_new_place():
    report = report_of(run_of(a_paper(60, 90, 40, 120), 2, 3, 4, 1, said=True))
    assert [(each.kind, each.numbers, each.after) for each in report.findings] == [("moved", (1,), 4)]


def test_hands_that_rest_after_the_last_step_did_nothing_wrong():
    paper = a_paper()
    exam = run_of(paper, *all_of(paper))
    exam = replace(exam, marks=(*exam.marks, exam.until), until=Ms(exam.until + 30_000))
    assert named(exam) == []


def test_where_the_marks_do_not_tell_which_was_left_out_the_report_says_so():
    paper = a_paper(60, 60, 60, 60)
    (finding,) = report_of(run_of(paper, 1, 2, 3)).findings
    assert (finding.kind, len(finding.numbers), finding.either) == ("omitted", 1, (1, 2, 3, 4))
    (said,) = report_of(run_of(paper, 1, 2, 4, said=True)).findings
    assert (said.numbers, said.either) == ((3,), ())


def test_one_claim_settles_what_the_marks_left_open():
    paper = a_paper(60, 60, 60, 60)
    exam = run_of(paper, 1, 2, 3).claimed(1, 3)
    assert [finding.numbers for finding in report_of(exam).findings] == [(2,)]
    assert report_of(exam.claimed(1, None)).findings[0].either


def test_points_are_held_to_what_there_is():
    exam = Exam(replace(a_paper(), rubric=(Criterion("Calm", 3), Criterion("Slow", 2))))
    assert report_of(exam).given is None
    exam = exam.judged(0, 9).judged(1, -4)
    assert (report_of(exam).given, report_of(exam).most) == (3, 5)
    assert exam.judged(0, None).points == (None, 0)


def test_somebody_who_leans_on_the_keys_gets_no_reading_but_an_answer():
    paper = a_paper(*[60] * 60)
    marks = tuple(Ms(at) for at in range(250, paper.total, 250))
    report = report_of(Exam(paper, marks, until=paper.total, ending="told"))
    assert [finding.kind for finding in report.findings].count("omitted") == 60
