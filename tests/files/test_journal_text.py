"""The journal for other programs: nothing lost as JSON, nothing dangerous as CSV."""

import csv
import io
import json
from dataclasses import replace
from datetime import datetime

import pytest

from backtimer.core.exam.report import report_of
from backtimer.core.journal_entry import Stamp
from backtimer.core.wishes import AS_WRITTEN, Wishes
from backtimer.files.exam_text import report_as_csv
from backtimer.files.journal_text import journal_as_csv, journal_as_json, local
from backtimer.files.wishes_text import wishes_as_json, wishes_from_json
from tests.files.test_journal import ENTRY
from tests.files.test_journal_versions import EXAM


def rows(*entries):
    return list(csv.DictReader(io.StringIO(journal_as_csv(entries), newline="")))


def test_json_is_a_list_of_sessions():
    (session,) = json.loads(journal_as_json([ENTRY]))
    assert (session["routine"], session["finished"], session["position"]) == ("first-back-10", False, 120)
    assert (session["started"], session["ended"]) == ("2023-11-14T23:13:20+01:00", "2023-11-15T00:23:20+02:00")
    assert [(step["planned"], step["actual"], step["held"]) for step in session["steps"]] == [(60, 61, 1)] * 3
    assert session["steps"][0]["answers"] == ["softer", "good"]
    assert session["wishes"] == {"pressure": -1, "leave_out": ["sacrum"]}
    assert json.loads(journal_as_json([])) == []


def test_json_tells_how_much_was_guided_and_what_an_exam_showed():
    plain, exam = json.loads(journal_as_json([ENTRY, replace(ENTRY, key="two", guidance="exam")], {"two": EXAM}))
    assert (plain["guidance"], "exam" in plain) == ("full", False)
    report = exam["exam"]
    assert (report["total"], report["ended"], report["marks"]) == (124, 130, [64, 95])
    assert [finding["kind"] for finding in report["findings"]] == [each.kind for each in report_of(EXAM).findings]
    assert report["rubric"][0] == {"text": "Hands stay on", "step": "", "points": 2, "of": 3}
    assert {"planned", "done"} <= set(report["steps"][0])


def test_what_csv_tells_of_guidance_comes_last():
    assert next(iter(csv.reader(io.StringIO(journal_as_csv([])))))[-1] == "guidance"
    assert rows(replace(ENTRY, guidance="names"))[0]["guidance"] == "names"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_no_remark_of_an_examiner_becomes_a_formula(text):
    found = list(csv.DictReader(io.StringIO(report_as_csv(report_of(replace(EXAM, remarks=text))), newline="")))
    assert found[-1]["report"] == f"'{text}"


def test_json_is_safe_for_every_terminal():
    assert journal_as_json([replace(ENTRY, title="\u202e\x1b[2J\u200b", note="ü")]).isascii()


def test_csv_has_a_line_for_each_step():
    found = rows(ENTRY, replace(ENTRY, steps=()))
    assert [(row["routine"], row["number"], row["actual"]) for row in found] == [
        *(("first-back-10", str(number), "61") for number in (1, 2, 3)),
        ("first-back-10", "", ""),
    ]
    assert (found[0]["region"], found[0]["finished"]) == ("mid_back+low_back", "no")
    assert found[0]["answers"] == "softer, good"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(text):
    assert rows(replace(ENTRY, title=text))[0]["title"] == f"'{text}"


@pytest.mark.parametrize("text", ['a "quoted" one', "a, b; c", "two\r\nlines", "ü😀"])
def test_any_text_comes_through_csv(text):
    assert rows(replace(ENTRY, note=text))[0]["note"] == text


@pytest.mark.parametrize("utc", [-(2**62), 2**62])
def test_a_clock_far_off_has_a_date_all_the_same(utc):
    assert isinstance(local(Stamp(utc, 60)), datetime)
    assert json.loads(journal_as_json([replace(ENTRY, started=Stamp(utc, -9_999))]))[0]["started"]


@pytest.mark.parametrize(
    "wishes",
    [
        AS_WRITTEN,
        Wishes(pressure=1),
        Wishes(length=600_000, cap=2, more_here=frozenset("ab"), without=frozenset({"tool"})),
    ],
)
def test_wishes_come_through_json(wishes):
    assert wishes_from_json(json.loads(json.dumps(wishes_as_json(wishes)))) == wishes


@pytest.mark.parametrize(
    "saved",
    [
        None,
        [],
        "text",
        {"pressure": "soft"},
        {"pressure": True},
        {"leave_out": [1]},
        {"leave_out": "ab"},
        {"length": -1},
        {"x": 1},
    ],
)
def test_wishes_of_another_form_are_none(saved):
    assert wishes_from_json(saved) == AS_WRITTEN
