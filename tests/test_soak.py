"""What the soak calls growth: figures that stay up are found, those that only go up and down are not."""

import sys
from dataclasses import replace

import pytest

from tests import soak
from tests.soak import MAY_FALL, MAY_GROW, NAMES, Measure, faults_of, growth_of

QUIET = Measure(
    rss=200_000, peak=210_000, used=100_000, handles=13, threads=5, timers=5, running=0, objects=194, things=60_000,
    blocks=300_000, none=30_000,
)  # fmt: skip


OTHER = replace(QUIET, used=120_000, handles=15, things=64_000, blocks=330_000, none=35_000, objects=210)
"""After another routine."""


def with_more(name, more):
    return replace(QUIET, **{name: getattr(QUIET, name) + more})


def names_of(faults):
    return [fault.split()[0] for fault in faults]


def test_what_the_first_round_loads_is_the_programs_own():
    small = replace(QUIET, used=10_000, things=20_000, objects=100)
    assert faults_of(growth_of([small, small, QUIET, OTHER, QUIET, OTHER], 2)) == []


@pytest.mark.parametrize("name", sorted(MAY_GROW))
def test_what_grows_from_round_to_round_is_found(name):
    more = MAY_GROW[name] + 1
    late = [replace(one, **{name: getattr(one, name) + more}) for one in (QUIET, OTHER)]
    assert names_of(faults_of(growth_of([QUIET, OTHER, QUIET, OTHER, *late], 2))) == [name]


@pytest.mark.parametrize("name", sorted(MAY_GROW))
def test_what_is_high_once_has_not_grown(name):
    high = with_more(name, 10_000)
    assert faults_of(growth_of([QUIET, OTHER, QUIET, OTHER, high, OTHER, QUIET, OTHER], 2)) == []
    assert faults_of(growth_of([QUIET, QUIET, high, QUIET, high, QUIET], 16)) == []


def test_a_short_run_is_judged_by_what_may_not_grow_at_all():
    later = Measure(*(getattr(QUIET, name) + 50_000 for name in NAMES))
    growth = growth_of([QUIET, QUIET, QUIET, later, later, later], 16)
    assert set(names_of(faults_of(growth, whole=False))) == {name for name, most in MAY_GROW.items() if most == 0}


def test_references_to_none_may_come_but_not_go():
    def after(none):
        late = replace(QUIET, none=none)
        return faults_of(growth_of([QUIET, QUIET, late], 1))

    assert after(10**9) == after(QUIET.none - MAY_FALL) == []
    assert after(QUIET.none - MAY_FALL - 1) == [f"{MAY_FALL + 1} references to None were lost"]


@pytest.mark.skipif(sys.platform != "linux", reason="the figures come from /proc")
def test_a_measure_sees_a_timer_an_object_and_a_handle(qtbot, tmp_path):  # noqa: ARG001  # Qt must run
    from PySide6.QtCore import QObject, QTimer  # noqa: PLC0415  # only here

    top = QObject()
    before = soak.measure(top)
    assert all(getattr(before, name) > 0 for name in NAMES if name not in ("running", "timers", "objects"))
    timer = QTimer(top)
    timer.start(10_000)
    with (tmp_path / "a").open("w"):
        after = soak.measure(top)
    timer.stop()
    grown = growth_of([before, before, after], 1)
    assert {name: grown[name] for name in ("timers", "running", "objects", "handles", "threads")} == {
        "timers": 1, "running": 1, "objects": 1, "handles": 1, "threads": 0,
    }  # fmt: skip
