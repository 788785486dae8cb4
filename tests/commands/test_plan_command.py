"""`backtimer plan`: its JSON is a contract, kept by all shipped routines."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from backtimer import words
from backtimer.core.fit import bounds
from backtimer.core.timing import clock_text, parse_duration
from backtimer.core.wishes import AS_WRITTEN
from backtimer.files.paths import shipped
from backtimer.files.routine_file import read_routine
from tests.shipped import SHIPPED

each_of_them = pytest.mark.parametrize("routine", SHIPPED)


@pytest.fixture
def plan(call):
    """The plan as a program reads it."""

    def plan(routine: str, *options: str) -> dict:
        code, out, err = call("plan", routine, *options, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return plan


def of(routine: str, handbook):
    return read_routine(shipped("routines") / f"{routine}.yaml", handbook).routine


@each_of_them
def test_the_spans_cover_all_of_the_time_without_a_gap(plan, routine):
    found = plan(routine)
    spans = found["steps"]
    assert (spans[0]["start"], spans[-1]["end"]) == (0, found["total"])
    assert [one["end"] for one in spans[:-1]] == [other["start"] for other in spans[1:]]
    assert all(span["start"] < span["end"] for span in spans)


@each_of_them
def test_every_span_tells_the_same_things(plan, routine):
    found = plan(routine)
    assert list(found) == ["title", "total", "steps", "cues"]
    keys = ["number", "kind", "name", "stroke", "region", "side", "start", "end", "pressure", "tempo", "cue"]
    for span in found["steps"]:
        assert list(span) == keys
        assert span["name"]
        assert span["side"] in ("both", "left", "right", "middle")
        assert all(level in (1, 2, 3, 4, 5) for level in span["pressure"])


@each_of_them
def test_it_begins_with_getting_ready_and_numbers_its_steps_from_one(plan, routine):
    spans = plan(routine)["steps"]
    kinds = [span["kind"] for span in spans]
    assert (kinds[0], kinds.count("ready"), kinds[-1]) == ("ready", 1, "step")
    assert set(kinds[1:]) <= {"step", "change"}
    assert all("step" in pair for pair in pairwise(kinds))
    steps = [span["number"] for span in spans if span["kind"] == "step"]
    assert steps == list(range(1, len(steps) + 1))
    assert all(one["number"] == other["number"] for one, other in pairwise(spans) if one["kind"] != "step")


@each_of_them
def test_the_total_is_the_steps_and_the_time_between_them(plan, handbook, routine):
    found = plan(routine)
    between = sum(span["end"] - span["start"] for span in found["steps"] if span["kind"] != "step")
    assert found["total"] == of(routine, handbook).time / 1000 + between
    assert found["title"] == of(routine, handbook).title


@each_of_them
def test_left_and_right_get_the_same_time(plan, routine):
    time = Counter()
    for span in plan(routine)["steps"]:
        if span["kind"] == "step":
            time[span["stroke"], span["region"], span["side"]] += span["end"] - span["start"]
    sided = {(stroke, region) for stroke, region, side in time if side in ("left", "right")}
    assert {place for place in sided if time[*place, "left"] != time[*place, "right"]} == set()


def test_each_side_is_the_left_one_and_then_the_right_one_for_half_the_time(plan):
    spans = [span for span in plan("first-back-10")["steps"] if span["stroke"] == "effleurage_alternate"]
    steps = [(span["side"], span["end"] - span["start"]) for span in spans if span["kind"] == "step"]
    assert steps == [("left", 30), ("right", 30)]


@each_of_them
def test_every_step_is_announced_before_it_begins(plan, routine):
    found = plan(routine)
    begins = [span["start"] for span in found["steps"] if span["kind"] == "step"]
    told = [cue["at"] for cue in found["cues"] if cue["kind"] == "voice" and cue["text"] != words.CHECK_IN]
    assert len(told) == len(begins)
    assert all(0 < begin - at <= 10 for at, begin in zip(told, begins, strict=True))
    assert all(before <= at for before, at in zip(begins, told[1:], strict=False))


@each_of_them
def test_what_is_heard_comes_in_order_and_ends_with_the_end(plan, routine):
    found = plan(routine)
    cues = found["cues"]
    assert [cue["at"] for cue in cues] == sorted(cue["at"] for cue in cues)
    assert {tuple(cue) for cue in cues} == {("at", "kind", "text")}
    assert {cue["text"] for cue in cues if cue["kind"] == "bell"} <= {"begin", "half", "change", "end"}
    assert all(cue["text"] for cue in cues)
    assert cues[-1] == {"at": found["total"], "kind": "bell", "text": "end"}


@each_of_them
@pytest.mark.parametrize("more", [-1, 1])
def test_softer_and_firmer_change_every_level_and_keep_the_caps(plan, handbook, routine, more):
    practised = of(routine, handbook).level in ("experienced", "student")
    written, wished = plan(routine)["steps"], plan(routine, "--pressure", str(more))["steps"]
    assert [span | {"pressure": []} for span in written] == [span | {"pressure": []} for span in wished]
    for before, after in zip(written, wished, strict=True):
        regions = [handbook.regions[name] for name in before["region"].split("+") if name]
        cap = min((region.firmest if practised else region.cap for region in regions), default=5)
        assert after["pressure"] == [max(1, min(level + more, cap)) for level in before["pressure"]]
        assert max(after["pressure"], default=0) <= cap


def test_a_place_to_be_left_alone_is_left_alone(plan):
    written = plan("swedish-back-20")
    wished = plan("swedish-back-20", "--leave-out", "neck_back", "--leave-out", "sacrum")
    assert {"neck_back", "sacrum"} <= {span["region"] for span in written["steps"]}
    assert not {"neck_back", "sacrum"} & {span["region"] for span in wished["steps"]}
    assert len(wished["steps"]) < len(written["steps"])
    assert wished["steps"][-1]["end"] == wished["total"] < written["total"]


@each_of_them
def test_with_a_length_it_ends_exactly_then(plan, handbook, routine):
    least, most = bounds(of(routine, handbook), AS_WRITTEN)
    written = plan(routine)
    for seconds in (-(-least // 1000), most // 1000, round(written["total"] * 1.1), round(least * 1.2 / 1000)):
        found = plan(routine, "--length", str(seconds))
        assert found["total"] == found["steps"][-1]["end"] == found["cues"][-1]["at"] == seconds
        assert list(found) == list(written)
        assert list(found["steps"][0]) == list(written["steps"][0])
    assert plan(routine, "--length", str(written["total"])) == written


@pytest.mark.parametrize("text", ["12m", "12 min", "12:00", "720", "720 s"])
def test_a_length_is_written_as_people_write_it(plan, text):
    assert plan("first-back-10", "--length", text)["total"] == 720


@pytest.mark.parametrize("text", ["soon", "", "-5m", "12:60", "1:2:3"])
def test_what_is_no_time_is_a_wrong_call(call, text):
    said = f"backtimer plan: argument --length: {text} is no time; write 15m, 12:30 or 900\n"
    assert call("plan", "first-back-10", f"--length={text}") == (2, "", said)


@pytest.mark.parametrize("text", ["0", "1m", "300m"])
def test_a_length_out_of_reach_says_what_is_possible(call, handbook, text):
    least, most = bounds(of("first-back-10", handbook), AS_WRITTEN)
    code, out, err = call("plan", "first-back-10", "--length", text)
    low, high = clock_text(least), clock_text(most // 1000 * 1000)
    assert (code, out) == (1, "")
    assert err == f"backtimer: first-back-10 can last from {low} to {high}, not {clock_text(parse_duration(text))}\n"
    assert call("plan", "first-back-10", "--length", low)[0] == call("plan", "first-back-10", "--length", high)[0] == 0


def test_for_people_a_length_says_what_it_cost(call):
    code, out, err = call("plan", "first-back-10", "--length", "6m")
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [
        "Your first back massage: 6:00",
        "left out: Wring",
        "shorter than written: 13 of 13 steps",
    ]


def test_an_unknown_place_is_asked_back(call):
    said = "backtimer: no region is called nek_back; did you mean neck_back?\n"
    assert call("plan", "slow-stroke-3", "--leave-out", "nek_back") == (1, "", said)


def test_a_place_like_no_other_is_told_too(call):
    assert call("plan", "slow-stroke-3", "--leave-out", "xyz") == (1, "", "backtimer: no region is called xyz\n")


def test_a_routine_of_which_nothing_is_left_says_so(call, tmp_path):
    file = tmp_path / "only.yaml"
    file.write_text("backtimer: 1\ntitle: Only\nsteps:\n- {stroke: hold, region: sacrum, time: 30}\n")
    said = "backtimer: every step of only works on a place that is to be left out\n"
    assert call("plan", file, "--leave-out", "sacrum") == (1, "", said)


def test_an_unknown_routine_is_asked_back(call):
    said = "backtimer: no routine is called slow-stroke; did you mean slow-stroke-3?\n"
    assert call("plan", "slow-stroke") == (1, "", said)


def test_a_routine_like_no_other_points_to_the_list(call):
    assert call("plan", "xyz") == (1, "", "backtimer: no routine is called xyz; see `backtimer list`\n")


def test_a_path_that_is_not_there_is_told(call, tmp_path):
    file = tmp_path / "none.yaml"
    assert call("plan", file) == (1, "", f"{file}:1:1: error: there is no such file\n")


def test_a_broken_file_is_told_with_all_its_errors(call, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("backtimer: 1\ntitle: Bad\nsteps:\n- {stroke: hold, region: whole_bak, time: soon}\n")
    code, out, err = call("plan", file, "--json")
    assert (code, out, [line.split(": ")[1] for line in err.splitlines()]) == (1, "", ["error", "error"])


@each_of_them
def test_a_path_and_an_id_mean_the_same(call, routine):
    assert call("plan", routine, "--json") == call("plan", shipped("routines") / f"{routine}.yaml", "--json")


def test_for_people_it_is_a_table(call):
    code, out, err = call("plan", "slow-stroke-3")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Slow-stroke back rub: 3:16",
        "  0:00      get ready",
        "  0:08   1   0:15  P 1      Rest the hands: the whole back",
        "  0:23   2   1:00  P 2      Slow strips: crown to sacrum",
        "  1:23      change over",
        "  1:27   3   0:30  P 2      Small finger circles: back of the neck",
        "  1:57      change over",
        "  2:01   4   1:00  P 2→1    Slow strips: beside the spine",
        "  3:01   5   0:15  P 1      Rest the hands: the whole back",
    ]
