"""The pages to learn from agree with the handbook: everything has one, all that is named exists, no number is twice."""

import json
import re
from pathlib import Path

import pytest

from backtimer.core.learning import meets, plans_of
from backtimer.core.lint import NECK_LONGEST, THUMBS_LONGEST, step_findings
from backtimer.core.routine import Step
from backtimer.core.timing import MINUTE, SECOND, Ms
from backtimer.files.learning_file import read_book
from backtimer.ui.paint_learning import LANDMARKS

ASSETS = Path(__file__).parents[2] / "assets"

STROKE_KEYS = {"hands", "direction", "tempo", "where", "suits", "never", "muscles", "shown", "source"}
REGION_KEYS = {"group", "find", "beneath", "care", "landmarks", "muscles", "source"}
TEXTS = {"hands", "direction", "tempo", "suits", "never", "find", "beneath", "care"}

AVOIDED = re.compile(
    r"toxin|lactic|knots|adhesion|scar tissue|realign|emotion|detox|energy|\bcure|\bheal|circulation|\bflush",
    re.IGNORECASE,
)
"""What the facts ask never to say."""

LONGEST = 620
"""So many characters of a page are read in a minute, and slowly."""


@pytest.fixture(scope="module")
def book():
    return read_book(ASSETS)


@pytest.fixture(scope="module")
def written():
    return json.loads((ASSETS / "learning.json").read_text("utf-8"))


def texts(written):
    """Every sentence of the file, with the place where it stands."""
    for kind in ("families", "strokes", "regions"):
        for id_, entry in written[kind].items():
            for key in TEXTS & set(entry):
                yield f"{kind}.{id_}.{key}", entry[key]


def test_every_stroke_and_every_region_has_its_page(book, handbook):
    assert set(book.strokes) == set(handbook.strokes)
    assert set(book.regions) == set(handbook.regions)
    assert set(book.families) == {stroke.family for stroke in handbook.strokes.values()}
    assert set(book.groups) == {lesson.group for lesson in book.regions.values()}


def test_everything_named_exists(book, handbook):
    muscles = {muscle.id for muscle in handbook.muscles}
    for lesson in book.strokes.values():
        assert {*lesson.where, *lesson.shown.regions} <= set(handbook.regions), lesson.id
        assert set(lesson.muscles) <= muscles, lesson.id
    for lesson in book.regions.values():
        assert set(lesson.landmarks) <= set(book.landmarks), lesson.id
        assert set(lesson.muscles) <= muscles, lesson.id
    assert set(book.landmarks) <= set(handbook.landmarks)


def test_the_file_says_nothing_that_is_not_read(written):
    for kind, keys in (("strokes", STROKE_KEYS), ("regions", REGION_KEYS)):
        for id_, entry in written[kind].items():
            assert set(entry) <= keys, id_


def test_everything_has_a_source(written):
    for kind in ("families", "strokes", "regions", "landmarks"):
        for id_, entry in written[kind].items():
            assert entry["source"], id_
            assert all(re.fullmatch(r"\[[\w-]+\]|GK|D", source) for source in entry["source"]), id_


def test_no_number_stands_in_a_sentence(written):
    with_digits = [place for place, text in texts(written) if re.search(r"\d", text)]
    assert with_digits == []
    rates = [place for place, text in texts(written) if re.search(r"\blevel\b|times a minute|\ba second\b", text)]
    assert rates == []


def test_the_few_spans_that_are_said_in_words_are_those_of_the_rules(book, handbook):
    assert "thirty at the very most" in book.strokes["trigger_hold"].tempo
    assert handbook.strokes["trigger_hold"].longest_hold == 30 * SECOND
    assert "two minutes in one go" in book.strokes["thumb_circles"].tempo
    assert THUMBS_LONGEST == 2 * MINUTE
    assert book.strokes["neck_squeeze"].tempo == "A minute is enough."
    assert NECK_LONGEST >= MINUTE


def test_nothing_is_promised(written):
    assert [place for place, text in texts(written) if AVOIDED.search(text)] == []


def test_every_text_is_a_row_of_sentences(written):
    wrong = [place for place, text in texts(written) if text and (text != text.strip() or text[-1] not in ".!")]
    assert wrong == []


def test_a_page_is_read_in_a_minute(book, handbook):
    for id_, lesson in book.strokes.items():
        stroke = handbook.strokes[id_]
        said = (stroke.line, stroke.direction, lesson.hands, lesson.direction, lesson.tempo, lesson.suits, lesson.never)
        assert sum(map(len, said)) + len(book.families[stroke.family].never) <= LONGEST, id_
    for id_, place in book.regions.items():
        assert len(place.find) + len(place.beneath) + len(place.care) <= LONGEST, id_


def test_where_a_stroke_suits_it_breaks_no_rule(book, handbook):
    for id_, lesson in book.strokes.items():
        stroke = handbook.strokes[id_]
        for region in (*lesson.where, *lesson.shown.regions):
            step = Step(
                stroke, Ms(30 * SECOND), (handbook.regions[region],), pressure=(stroke.pressure,), tempo=stroke.tempo
            )
            assert [finding.rule for finding in step_findings((step,), firm=True)] == [], (id_, region)


def test_nothing_suits_where_nobody_presses(book, handbook):
    bears_none = {region.id for region in handbook.regions.values() if region.cap == 0}
    assert bears_none
    for id_, lesson in book.strokes.items():
        assert not bears_none & set(lesson.where), id_
    for region in bears_none:
        assert book.regions[region].group == "care", region


def test_zones_have_the_cap_of_their_region(handbook):
    for zone in handbook.zones:
        if zone.id in handbook.regions:
            assert zone.cap == handbook.regions[zone.id].cap, zone.id


def test_every_muscle_that_is_named_lies_there(book, handbook):
    muscles = {muscle.id: muscle for muscle in handbook.muscles}
    for id_, lesson in book.strokes.items():
        places = [handbook.regions[region] for region in (*lesson.where, *lesson.shown.regions)]
        for muscle in lesson.muscles:
            assert any(meets(muscles[muscle], place) for place in places), (id_, muscle)
    for id_, page in book.regions.items():
        for muscle in page.muscles:
            assert meets(muscles[muscle], handbook.regions[id_]), (id_, muscle)


def test_a_stroke_is_shown_where_it_suits(book):
    for id_, lesson in book.strokes.items():
        if lesson.where:
            assert set(lesson.shown.regions) <= set(lesson.where), id_


def test_every_stroke_can_be_shown(book, handbook):
    for lesson in book.strokes.values():
        for plan, index in plans_of(lesson, handbook):
            assert plan.spans[index].kind == "step"
            assert plan.spans[index].step.stroke.id == lesson.id


def test_landmarks_are_at_the_heights_that_the_layer_of_learning_says(book):
    for id_, (term, place) in LANDMARKS.items():
        levels = set(re.findall(r"\b[TLS]\d+\b", f"{term} {place}"))
        assert levels <= set(re.findall(r"\b[TLS]\d+\b", book.landmarks[id_][1])), id_


def test_a_damaged_file_is_an_error(tmp_path):
    with pytest.raises(OSError, match=r"learning\.json"):
        read_book(tmp_path)
    (tmp_path / "learning.json").write_text("{}", encoding="utf-8")
    with pytest.raises(KeyError):
        read_book(tmp_path)
    (tmp_path / "learning.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_book(tmp_path)
