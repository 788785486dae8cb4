"""A screen that goes, or shows things larger; and a face whose digits are not equally wide."""

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QWidget

from backtimer.ui.lettering import digits_width, draw_digits
from backtimer.ui.on_screen import Reach, reachable

FIRST, SECOND = QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 1024)


@pytest.mark.parametrize(
    ("window", "screens", "found"),
    [
        (QRect(100, 100, 1280, 800), [FIRST, SECOND], QRect(100, 100, 1280, 800)),
        (QRect(2000, 60, 1000, 700), [FIRST, SECOND], QRect(2000, 60, 1000, 700)),
        (QRect(2000, 60, 1000, 700), [FIRST], QRect(460, 190, 1000, 700)),
        (QRect(-1100, 60, 1280, 800), [FIRST], QRect(-1100, 60, 1280, 800)),
        (QRect(-1200, 60, 1280, 800), [FIRST], QRect(320, 140, 1280, 800)),
        (QRect(100, -60, 1280, 800), [FIRST], QRect(320, 140, 1280, 800)),
        (QRect(100, 1060, 1280, 800), [FIRST], QRect(320, 140, 1280, 800)),
        (QRect(2000, 60, 2500, 1400), [SECOND.translated(-1920, 0)], QRect(0, 0, 1280, 1024)),
        (QRect(2000, 60, 1000, 700), [], QRect(2000, 60, 1000, 700)),
    ],
    ids=["seen", "on the second", "unplugged", "at the edge", "beyond it", "title above", "below", "smaller", "none"],
)
def test_a_window_lies_where_one_can_take_hold_of_it(window, screens, found):
    assert reachable(window, screens) == found


@pytest.mark.parametrize("what", ["unplugged", "smaller"])
def test_a_window_whose_screen_went_comes_back(qtbot, what):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.move(10_000, 10_000)
    window.show()
    Reach(window)
    screen = QGuiApplication.primaryScreen()
    qtbot.waitUntil(lambda: screen.geometry().contains(window.frameGeometry()))
    window.move(10_000, 10_000)
    if what == "unplugged":
        QGuiApplication.instance().screenRemoved.emit(screen)
    else:
        screen.availableGeometryChanged.emit(screen.availableGeometry())
    qtbot.waitUntil(lambda: screen.geometry().contains(window.frameGeometry()))
    assert (window.width(), window.height()) == (400, 300)


def test_a_window_that_fills_its_screen_is_left_to_the_desktop(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.showMaximized()
    place = window.frameGeometry()
    Reach(window)
    QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())
    qtbot.wait(0)
    assert window.frameGeometry() == place


def test_on_a_screen_of_another_scale_every_picture_is_painted_for_it(room, evening, monkeypatch):
    room.begin(evening).wait(5)
    stage = room.window.player.stage
    sizes = []
    for ratio in (1.0, 2.0, 1.25, 1.0):
        monkeypatch.setattr(QWidget, "devicePixelRatioF", lambda _, ratio=ratio: ratio)
        room.wait(1)
        stage.grab()
        assert {stage._figure.devicePixelRatio(), stage._still.devicePixelRatio()} == {ratio}
        sizes.append(stage._still.width())
    wide = stage.width()
    assert sizes == [wide, 2 * wide, round(1.25 * wide), wide]
    assert room.player.state == "running"


def test_at_the_end_page_too(room, evening, monkeypatch):
    room.begin(evening).wait(25)
    room.conductor.tell(room.player.stop)
    for ratio in (1.0, 2.0):
        monkeypatch.setattr(QWidget, "devicePixelRatioF", lambda _, ratio=ratio: ratio)
        room.window.end.grab()
        assert room.window.end._picture.devicePixelRatio() == ratio


class Sheet:
    """Notes where each sign is written."""

    def __init__(self, font):
        self._font, self.places = font, []

    def font(self):
        return self._font

    def drawText(self, place: QPointF, _):
        self.places.append(place)


def uneven() -> QFont:
    """A face in which 1 is narrower than 0."""
    for family in ("Inter", *QGuiApplication.font().families()):
        font = QFont(family)  # without the feature that makes them equal
        font.setPixelSize(100)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance("1") < metrics.horizontalAdvance("0") - 5:
            return font
    pytest.skip("this machine has no such face")


def test_a_countdown_in_a_face_with_uneven_digits_does_not_jitter(room):  # noqa: ARG001  # it has loaded the faces
    font = uneven()
    colons, widths = set(), set()
    for seconds in range(600):
        sheet = Sheet(font)
        text = f"{seconds // 60}:{seconds % 60:02}"
        widths.add(draw_digits(sheet, QRectF(0, 0, 500, 120), text))
        colons.add((sheet.places[1].x(), sheet.places[1].y()))
        assert digits_width(font, text) in widths
    assert (len(colons), len(widths)) == (1, 1)
