"""The installed PySide6 gives back what it takes: 6.12.0 on Python 3.11 lost a reference to None with every call.

After enough calls None is freed and the process ends. Each test runs in its own process, which may die.
"""

import os
import subprocess
import sys

LABELS = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText(str(number))
assert label.text() == "19999"
"""

REPAINTS = """
import gc, sys
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QApplication, QWidget


class Plain(QWidget):
    def paintEvent(self, event):
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.fillRect(self.rect(), QColor("#203040"))
            p.translate(10, 10)
            path = QPainterPath(QPointF(0, 0))
            path.cubicTo(QPointF(10, 0), QPointF(20, 30), QPointF(40, 40))
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QLinearGradient(0, 0, 100, 100))
            p.drawPath(path)
            p.setOpacity(0.5)
            p.drawEllipse(QRectF(5, 5, 30, 20))
            p.drawPixmap(0, 0, QPixmap(8, 8))


def make():
    return Plain()


app = QApplication([])
widget = make()
image = QPixmap(100, 100)


def repaint(times):
    for _ in range(times):
        widget.update()
        widget.render(image)


repaint(50)
gc.collect()
before = sys.getrefcount(None)
repaint(1000)
gc.collect()
print(sys.getrefcount(None) - before)
"""
"""To look at another widget, let `make` give that one."""

TOLERANCE = 50
"""Caches may fill up a little; a lost reference for each call would be thousands."""


def run(script: str) -> subprocess.CompletedProcess[str]:
    """The script in a fresh process without a screen."""
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def test_twenty_thousand_calls_do_not_end_the_process():
    done = run(LABELS)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_thousand_repaints_lose_no_reference_to_none():
    done = run(REPAINTS)
    assert (done.returncode, done.stderr) == (0, "")
    change = int(done.stdout)
    if sys.version_info >= (3, 12):  # None is immortal
        assert change >= 0
    else:
        assert abs(change) <= TOLERANCE
