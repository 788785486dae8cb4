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


def test_what_goes_up_and_down_has_not_grown():
    high = replace(QUIET, rss=205_000, used=120_000, handles=15, things=64_000, blocks=330_000, none=35_000)
    assert faults_of(growth_of([high, QUIET, high], [high, high, QUIET])) == []


@pytest.mark.parametrize("name", sorted(MAY_GROW))
def test_what_stays_up_is_found(name):
    more = {name: getattr(QUIET, name) + MAY_GROW[name] + 1}
    late = replace(QUIET, **more)
    assert [fault.split()[0] for fault in faults_of(growth_of([QUIET, QUIET], [late, late]))] == [name]


def test_references_to_none_may_come_but_not_go():
    def after(none):
        late = replace(QUIET, none=none)
        return faults_of(growth_of([QUIET], [late]))

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
    grown = growth_of([before], [after])
    assert {name: grown[name] for name in ("timers", "running", "objects", "handles", "threads")} == {
        "timers": 1, "running": 1, "objects": 1, "handles": 1, "threads": 0,
    }  # fmt: skip
