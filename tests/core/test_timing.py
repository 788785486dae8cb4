"""Durations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtimer.core.timing import Ms, clock_text, parse_duration


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90", 90),
        ("90 s", 90),
        ("90s", 90),
        ("90 sec", 90),
        ("1:30", 90),
        ("0:45", 45),
        ("01:30", 90),
        ("120:00", 7200),
        ("2 min", 120),
        ("2m", 120),
        ("1.5 min", 90),
        ("1 min 30 s", 90),
        ("1 min 30", 90),
        (" 12.5 s ", 12.5),
    ],
)
def test_durations_in_every_notation(written, seconds):
    assert parse_duration(written) == seconds * 1000


@pytest.mark.parametrize(
    "written",
    ["", " ", "s", "min", "a minute", "1:75", "1:5", ":30", "1:30:00", "-30", "+30", "1e3", "nan", "30 s 1 min"],
)
def test_what_is_no_duration(written):
    assert parse_duration(written) is None


@given(st.integers(0, 599), st.integers(0, 59))
def test_minutes_and_seconds_mean_the_same_in_every_notation(minutes, seconds):
    whole = (minutes * 60 + seconds) * 1000
    assert parse_duration(f"{minutes}:{seconds:02}") == whole
    assert parse_duration(f"{minutes} min {seconds} s") == whole
    assert parse_duration(str(whole // 1000)) == whole
    if minutes < 60:
        assert parse_duration(clock_text(Ms(whole))) == whole


@given(st.text(max_size=40))
def test_any_text_is_a_duration_or_none(text):
    time = parse_duration(text)
    assert time is None or time >= 0


@pytest.mark.parametrize(
    ("ms", "shown"),
    [(0, "0:00"), (-5, "0:00"), (1, "0:01"), (1000, "0:01"), (1001, "0:02"), (65_000, "1:05"), (3_723_000, "1:02:03")],
)
def test_a_clock_ends_at_zero_and_not_before(ms, shown):
    assert clock_text(Ms(ms)) == shown
