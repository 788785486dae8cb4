"""A person's choices outlive the program; damage costs the choices, never the start."""

import json
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtimer.core.breaks.wishes import BreakWishes
from backtimer.core.settings import Settings, ThemeChoice
from backtimer.files.settings_file import read_settings, write_settings

CHOSEN = Settings(theme="candle", terms=True, skin="deep", still=True)

anyhow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def test_what_was_saved_is_read_again(tmp_path):
    file = tmp_path / "config" / "settings.json"
    write_settings(CHOSEN, file)
    assert read_settings(file) == CHOSEN


def test_without_a_file_all_is_as_it_comes(tmp_path):
    assert read_settings(tmp_path / "none.json") == Settings()
    assert read_settings(tmp_path) == Settings()


@anyhow
@given(data=st.binary(max_size=200))
def test_random_bytes_cost_only_the_choices(tmp_path, data):
    file = tmp_path / "settings.json"
    file.write_bytes(data)
    assert isinstance(read_settings(file), Settings)


@anyhow
@given(cut=st.integers(min_value=0, max_value=200))
def test_a_file_that_ends_too_early_costs_only_the_choices(tmp_path, cut):
    file = tmp_path / "settings.json"
    write_settings(CHOSEN, file)
    whole = file.read_bytes()
    file.write_bytes(whole[:cut])
    assert read_settings(file) == (CHOSEN if cut >= len(whole) else Settings())


@anyhow
@given(saved=ANY_JSON | st.dictionaries(st.sampled_from(["theme", "terms", "skin", "still", "colour"]), ANY_JSON))
def test_any_json_gives_settings_whose_values_are_of_their_types(tmp_path, saved):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(saved))
    found = read_settings(file)
    assert [type(value) for value in (found.theme, found.terms, found.skin, found.still)] == [str, bool, str, bool]


def test_what_is_unknown_or_of_another_type_is_as_it_comes_and_the_rest_stays(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "day", "terms": 1, "still": "yes", "skin": None, "volume": 11}))
    assert read_settings(file) == Settings(theme="day")


def test_a_theme_that_does_not_exist_is_as_it_comes(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "neon", "terms": True}))
    found = read_settings(file)
    assert found.theme in get_args(ThemeChoice)
    assert found == Settings(terms=True)


def test_a_file_nested_ever_so_deeply_costs_only_the_choices(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text("[" * 100_000)
    assert read_settings(file) == Settings()


def test_a_place_that_cannot_be_written_is_told_and_the_old_choices_stay(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match="file"):
        write_settings(CHOSEN, tmp_path / "file" / "settings.json")


def test_chosen_keys_are_read_again_and_what_are_no_keys_is_left_out(tmp_path):
    file = tmp_path / "settings.json"
    write_settings(Settings(keys={"toggle": ("J", "Media Play")}), file)
    saved = json.loads(file.read_text())
    assert read_settings(file) == Settings(keys={"toggle": ("J", "Media Play")})
    saved["keys"] |= {"far": "J", "next": [], "hold": [7], "lock": [""]}
    file.write_text(json.dumps(saved))
    assert read_settings(file) == Settings(keys={"toggle": ("J", "Media Play")})


BREAKS = BreakWishes(on=True, every=45, begin=1320, end=360, days=(0, 6), place="floor", tools=("ball", "wall"))


def test_what_was_chosen_about_breaks_is_read_again(tmp_path):
    file = tmp_path / "settings.json"
    write_settings(Settings(breaks=BREAKS), file)
    assert read_settings(file) == Settings(breaks=BREAKS)


@pytest.mark.parametrize(
    "strange",
    [
        {"days": [7]}, {"days": [True]}, {"days": "Monday"}, {"tools": ["hammer"]}, {"tools": [["ball"]]}, {"every": 0},
        {"begin": -1}, {"end": 1441}, {"rest": 0.5}, {"place": "ceiling"}, {"on": 1}, {"minutes": 10**20},
        {"colour": 1},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_strange_about_breaks_is_as_it_comes_and_the_rest_stays(tmp_path, strange):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "day", "breaks": {"silent": True, **strange}}))
    assert read_settings(file) == Settings(theme="day", breaks=BreakWishes(silent=True))


@anyhow
@given(saved=ANY_JSON | st.dictionaries(st.sampled_from(["on", "days", "tools", "every", "place"]), ANY_JSON))
def test_any_json_gives_breaks_that_can_be_kept(tmp_path, saved):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"breaks": saved}))
    found = read_settings(file)
    write_settings(found, file)
    assert read_settings(file) == found


def test_no_day_at_all_is_a_choice_too(tmp_path):
    file = tmp_path / "settings.json"
    write_settings(Settings(breaks=BreakWishes(days=())), file)
    assert read_settings(file).breaks.days == ()
