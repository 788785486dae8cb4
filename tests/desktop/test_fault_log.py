"""What goes wrong in a slot is written down and told once, in a plain sentence; the program goes on."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from backtimer.desktop.fault_file import LARGEST, LONGEST, SENTENCE
from backtimer.desktop.fault_log import FaultLog

ROOT = Path(__file__).parents[2]


@pytest.fixture
def log(tmp_path, qapp):  # noqa: ARG001  # signals need it
    log = FaultLog(tmp_path / "state" / "faults.log", lambda: "2026-11-23 20:15", "backtimer 1.2.3")
    log.heard = []
    log.told.connect(lambda words, details: log.heard.append((words, details)))
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    log.listen()
    yield log
    log.close()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == hooks


def do_wrong(error):
    raise error


def fault(log, error):
    """What Qt does with an exception that a slot did not catch."""
    with pytest.raises(type(error)) as caught:
        do_wrong(error)
    sys.excepthook(caught.type, caught.value, caught.tb)
    return log._file.read_text() if log._file.exists() else ""


def test_a_fault_is_told_in_one_sentence_with_details_to_copy(log):
    written = fault(log, ValueError("no such step"))
    ((words, details),) = log.heard
    assert words == SENTENCE
    assert details.startswith("2026-11-23 20:15  backtimer 1.2.3\nTraceback ")
    assert details.endswith("ValueError: no such step\n")
    assert written == details.rstrip() + "\n\n"


def test_a_painter_that_fails_again_and_again_is_one_fault(log):
    for number in range(1_000):
        written = fault(log, ValueError(f"frame {number}"))
    assert (len(log.heard), written.count("ValueError")) == (1, 1)


def test_two_faults_are_two(log):
    fault(log, ValueError("one"))
    fault(log, KeyError("two"))
    assert len(log.heard) == 2


def test_a_fault_in_a_thread_is_heard(log, qtbot):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(log.heard) == 1)
    assert "ZeroDivisionError" in log.heard[0][1]


def test_a_fault_where_python_cannot_raise_is_heard(log):
    class Careless:
        def __del__(self):
            raise ValueError("at the end")

    careless = Careless()
    del careless
    assert "at the end" in log.heard[0][1]


def test_the_log_has_a_bounded_size(log):
    log._file.parent.mkdir(exist_ok=True)
    for _ in range(3):
        log._file.write_text("x" * (LARGEST + 1))
        log._known.clear()
        fault(log, ValueError("new"))
    sizes = {file.name: file.stat().st_size for file in log._file.parent.iterdir()}
    assert set(sizes) == {"faults.log", "faults.older.log"}
    assert sizes["faults.log"] < LONGEST + 1_000
    assert sizes["faults.older.log"] == LARGEST + 1


def test_a_fault_without_end_is_shortened(log):
    def deeper():
        deeper()

    with pytest.raises(RecursionError) as found:
        deeper()
    assert len(fault(log, ValueError("x" * 100_000))) < LONGEST + 1_000
    assert len(fault(log, found.value)) < 3 * LONGEST


def test_the_log_is_for_nobody_elses_eyes(log):
    fault(log, ValueError("private"))
    assert stat.S_IMODE(log._file.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_is_no_second_fault(tmp_path, qapp):  # noqa: ARG001
    (tmp_path / "state").write_text("no folder")
    log = FaultLog(tmp_path / "state" / "faults.log", lambda: "", "")
    heard = []
    log.told.connect(lambda words, _: heard.append(words))
    log.listen()
    fault(log, ValueError("x"))
    log.close()
    assert heard == [SENTENCE]


def test_an_interruption_is_no_fault(log, capsys):
    fault(log, KeyboardInterrupt())
    assert log.heard == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


SLOTS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget
from backtimer.desktop.fault_log import FaultLog

class Page(QWidget):
    def paintEvent(self, event):
        with QPainter(self):
            raise ValueError("in a painter")

app = QApplication([])
log = FaultLog(Path(sys.argv[1]), lambda: "now", "here")
log.told.connect(lambda words, details: print(words, details.strip().splitlines()[-1], flush=True))
log.listen()
page = Page()
page.show()
steps = iter([lambda: 1 / 0, page.grab, page.grab, app.quit])
timer = QTimer()
timer.timeout.connect(lambda: next(steps)())
timer.start(0)
app.exec()
log.close()
print("went on")
"""


def test_slots_and_painters_of_a_real_window_go_on(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SLOTS, str(tmp_path / "faults.log")],
        cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    *told, last = done.stdout.splitlines()
    painter, slot = sorted(told, key=lambda line: "ZeroDivisionError" in line)
    assert last == "went on"
    assert slot == f"{SENTENCE} ZeroDivisionError: division by zero"
    assert painter.startswith(f"{SENTENCE} ValueError: ")
    assert painter.endswith("in a painter")
    assert "Traceback" not in done.stderr


CRASH = """
import ctypes, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from backtimer.desktop.fault_log import FaultLog
log = FaultLog(Path(sys.argv[1]), lambda: "now", "here")
log.listen()
ctypes.string_at(0)
"""


def test_a_crash_leaves_its_trace_in_the_log(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path / "faults.log")],
        cwd=ROOT,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode < 0
    assert "Fatal Python error: Segmentation fault" in (tmp_path / "faults.log").read_text()
