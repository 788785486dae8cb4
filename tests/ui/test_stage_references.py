"""The real stage gives back what it takes: a thousand paintings of moving hands lose no reference to None."""

import os
import subprocess
import sys

REPAINTS = """
import gc, sys
from backtimer.app import application
from backtimer.commands.asking import the_handbook, the_routine
from backtimer.core.moment import moment_at
from backtimer.core.plan import make_plan
from backtimer.core.timing import Ms
from backtimer.files import paths
from backtimer.ui.look import Look
from backtimer.ui.stage import Stage
from backtimer.ui.theme import EVENING

app = application()
handbook = the_handbook()
plan = make_plan(the_routine("first-back-10", handbook)[1])
stage = Stage(Look(paths.shipped("assets"), handbook, EVENING))
stage.resize(360, 400)
stage.show()


def repaint(times):
    for number in range(times):
        stage.show_moment(moment_at(plan, Ms(40_000 + number * 16)))
        stage.repaint()


repaint(1000)
gc.collect()
before = sys.getrefcount(None)
repaint(1000)
gc.collect()
print(sys.getrefcount(None) - before)
stage.close()
"""

TOLERANCE = 50
"""Caches may fill up a little; a lost reference for each call would be thousands."""


def test_a_thousand_paintings_of_moving_hands_lose_no_reference_to_none():
    done = subprocess.run(
        [sys.executable, "-c", REPAINTS],
        capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    change = int(done.stdout)
    if sys.version_info >= (3, 12):  # None is immortal
        assert change >= 0
    else:
        assert abs(change) <= TOLERANCE
