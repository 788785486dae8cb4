"""What all tests share: the real handbook, Qt without a screen, and nothing left behind."""

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("patient", deadline=None)  # a busy machine is no failure
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def leftovers(request):
    """A test that uses Qt leaves no timer running and no window open."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    uses_qt = {"qtbot", "qapp"} & set(request.fixturenames) or "ui" in request.path.parts
    if not uses_qt or widgets is None or widgets.QApplication.instance() is None:
        return
    windows = [window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()]
    assert windows == [], "windows left open"
    timers = [thing for thing in gc.get_objects() if type(thing) is sys.modules["PySide6.QtCore"].QTimer]
    running = [timer for timer in timers if sys.modules["shiboken6"].isValid(timer) and timer.isActive()]
    assert running == [], "timers left running"


@pytest.fixture(scope="session")
def handbook():
    from backtimer.files.handbook_file import read_handbook  # noqa: PLC0415  # only the tests that need it pay

    return read_handbook(Path(__file__).parents[1] / "assets")
