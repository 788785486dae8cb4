"""What is said of a step: what, where, side, pressure when it changes, how long; its author's words win."""

import pytest

from backtimer import words
from backtimer.core.cuesheet import Line, lines_of
from backtimer.core.events import Answered, Extended, Finished, Held, Passed, Paused, Readied, Waited
from backtimer.core.plan import Mark
from backtimer.core.timing import Ms
from backtimer.cues.sentences import ANSWERS, announcement, answer_to, spoken_time, text_of
from tests.make import a_plan, a_step


def of(*steps, **changes) -> str:
    """The announcement of a step, after those before it."""
    plan = a_plan(*steps, a_step(60, **changes))
    return text_of(Line("announce", len(plan.spans) - 1), plan)


def test_what_where_side_pressure_and_time():
    assert of(pressure=(3,)) == "Long glide, whole back, both sides. Pressure 3, medium. 1 minute."
    assert of(side="left") == "Long glide, back, left side. Pressure 2, light. 1 minute."
    assert of(side="middle", name="Rest") == "Rest, whole back. Pressure 2, light. 1 minute."


def test_the_pressure_is_said_when_it_changes():
    assert "Pressure" not in of(a_step(60))
    assert "Pressure 3, medium." in of(a_step(60), pressure=(3,))
    assert "Pressure 2, light." in of(a_step(60, pressure=(3, 1)))
    assert "Pressure 2, light, then 3, then 2." in of(a_step(60), pressure=(2, 3, 3, 2))


def test_the_words_of_the_author_win_and_get_the_side_that_they_lack():
    assert of(say="Glide up") == "Glide up. Pressure 2, light. 1 minute."
    assert of(say="Scoop it.", side="right").startswith("Scoop it. Right side. Pressure")
    assert of(say="Scoop the left side.", side="left").startswith("Scoop the left side. Pressure")


def test_cut_twice_it_is_what_and_side():
    plan = a_plan(a_step(60, side="left", say="Scoop the muscle on top of the shoulder."))
    assert text_of(Line("announce", 0, 1), plan) == "Scoop the muscle on top of the shoulder. Left side."
    assert text_of(Line("announce", 0, 2), plan) == "Long glide, left side."


def test_each_cut_is_shorter():
    plan = a_plan(a_step(60, check_in=True, pressure=(3, 2)), a_step(60, say="Go.", side="left"), a_step(30))
    for line in lines_of(plan):
        if line.kind == "announce" and line.cut < 2 and not plan.spans[line.span].step.say:
            assert len(text_of(line, plan)) > len(text_of(Line("announce", line.span, line.cut + 1), plan))


def test_who_arrives_hears_the_pressure_too():
    plan = a_plan(a_step(60), a_step(60))
    assert text_of(Line("arrive", 1), plan) == announcement(plan.spans[1])
    assert "Pressure 2" in announcement(plan.spans[1])
    assert text_of(Line("check_in", 1), plan) == words.CHECK_IN


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (1000, "1 second"), (45_000, "45 seconds"), (60_000, "1 minute"), (80_000, "1 minute 20 seconds"),
        (90_000, "1 and a half minutes"), (150_000, "2 and a half minutes"), (180_000, "3 minutes"),
    ],
)  # fmt: skip
def test_times_as_one_says_them(time, text):
    assert spoken_time(Ms(time)) == text


def test_every_answer_is_among_those_made_ready():
    at = Ms(0)
    events = [Paused(at, "asked"), Readied(at, at), Held(at), Waited(at), Extended(at, Ms(30_000)), Answered(at, -1)]
    assert {answer_to(event) for event in events} <= set(ANSWERS)
    assert answer_to(Finished(at)) == answer_to(Passed(at, Mark(at, "begin", 0))) == ""
