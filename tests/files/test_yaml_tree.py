"""YAML becomes a small tree in which everything keeps its place."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backtimer.files import yaml_tree
from backtimer.files.yaml_tree import MAX_DEPTH, MAX_EVENTS, Listing, Mapping, Scalar, read_tree, shortened


def told(text):
    return [str(problem) for problem in read_tree(text, "f").problems]


def texts(node):
    match node:
        case Mapping():
            return {key.text: texts(value) for key, value in node.entries}
        case Listing():
            return [texts(item) for item in node.items]
        case Scalar():
            return node.text


def test_scalars_stay_the_text_that_was_written():
    root = read_tree("a: 1:30\nb: no\nc: 010\nd: 2024-01-02\ne: ~\nf:\n", "f").root
    assert texts(root) == {"a": "1:30", "b": "no", "c": "010", "d": "2024-01-02", "e": "~", "f": ""}


def test_everything_keeps_its_place():
    root = read_tree("a: x\nsteps:\n- b: 'y'\n  c: [1, 2]\n", "f").root
    (a, x), (steps, items) = root.entries
    (b, y), (_, numbers) = items.items[0].entries
    assert [node.place for node in (root, a, x, steps, items, b, y)] == [
        (1, 1), (1, 1), (1, 4), (2, 1), (3, 1), (3, 3), (3, 6),
    ]  # fmt: skip
    assert [(item.place, item.quoted) for item in numbers.items] == [((4, 7), ""), ((4, 10), "")]
    assert y.quoted == "'"


def test_an_empty_text_has_no_root_and_no_problem():
    assert read_tree("", "f") == (None, [])
    assert read_tree("# a comment\n---\n...\n", "f").problems == []


@pytest.mark.parametrize("sign", ["&", "*", "!"])
def test_names_references_and_types_are_refused_and_reading_goes_on(sign):
    tree = read_tree(f"a: {sign}x y\nb: 1\n" if sign != "*" else "a: *x\nb: 1\n", "f")
    assert len(tree.problems) == 1
    assert str(tree.problems[0]).startswith("f:1:4: error: ")
    assert [key.text for key, _ in tree.root.entries] == ["a", "b"]


def test_collections_with_names_and_types_are_refused_too():
    assert len(told("a: &x [1]\nb: !y {c: d}\n? &k e\n: f\n")) == 3


def test_a_key_that_stands_twice_is_told_with_both_places():
    assert told("a: 1\nb: 2\na: 3\na: 4\n") == [
        "f:3:1: error: `a` stands on line 1 already: keep one of the two",
        "f:4:1: error: `a` stands on line 1 already: keep one of the two",
    ]


def test_depth_and_number_are_limited():
    assert "levels" in told("[" * 100_000)[0]
    assert told("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert "keys and values" in told("- 1\n" * MAX_EVENTS)[0]


def test_hidden_characters_are_refused_where_they_stand():
    assert told("a: b\nc: d\x00\u202e\n") == [
        "f:2:5: error: a hidden character (U+0000) stands here: delete it",
        "f:2:6: error: a hidden character (U+202E) stands here: delete it",
    ]
    assert told("a: \ud800") == ["f:1:4: error: a hidden character (U+D800) stands here: delete it"]


def test_other_scripts_and_signs_are_welcome():
    assert told("a: Rücken – “sanft” 背中 \u00a0 ظهر 💆\n") == []


def test_tabs_may_stand_between_words_but_not_before_them():
    assert told("a: b\tc\n") == []
    assert told("a:\n \t- b\n")[0].startswith("f:2:1: error: this line begins with a tab")


def test_without_libyaml_the_slow_loader_reads_the_same(monkeypatch):
    text = "a: 1:30\nb: [x, 'y']\nc:\n- d: |\n    long\n"
    fast = texts(read_tree(text, "f").root)
    monkeypatch.setattr(yaml_tree, "_Loader", yaml.SafeLoader)
    assert texts(read_tree(text, "f").root) == fast
    assert "levels" in told("[" * 5_000)[0]
    assert "quote" in told('a: "b\n')[0]
    assert len(told('a: "\\ud800"\n')) == 1


def test_a_long_word_is_shortened_for_a_message():
    assert shortened("a\nb") == "a b"
    assert len(shortened("x" * 1_000_000)) == 40


@given(st.text(alphabet=st.sampled_from("ab:-[]{}'\"&*!|>%@#?, \n\t\\x0"), max_size=60))
def test_any_text_is_a_tree_or_problems(text):
    tree = read_tree(text, "f")
    assert all(problem.line >= 1 and problem.column >= 1 for problem in tree.problems)
    assert "\n" not in "".join(map(str, tree.problems))
