"""Type that fits its box: digits in equal cells, lines cut with an ellipsis, text wrapped and never lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from backtimer.ui.lettering import (
    LIGHT,
    SEMIBOLD,
    digits_width,
    draw_digits,
    draw_line,
    draw_lines,
    face,
    fitted,
    lines_in,
    load_faces,
)

ASSETS = Path(__file__).parents[2] / "assets"

TEXT = "Glide slowly from the hips to the shoulders, and come back along the sides with hardly any weight at all."


@pytest.fixture(scope="module", autouse=True)
def faces(qapp):  # noqa: ARG001  # fonts need the application
    load_faces(ASSETS)


class Sheet:
    """Notes what is written on it, and where, instead of drawing it."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self.words: list[str] = []
        self.places: list[QPointF] = []

    def font(self) -> QFont:
        return self._font

    def drawText(self, place, *rest) -> None:
        self.places.append(place)
        self.words.append(rest[-1])


def wrapped(text: str, width: float = 260, lines: int = 9, pixels: float = 20) -> list[str]:
    """The lines in which a text is written."""
    sheet = Sheet(face(pixels))
    draw_lines(sheet, QRectF(10, 10, width, 1000), text, lines)
    return sheet.words


def test_the_face_is_our_own_in_three_weights():
    shown = {QFontMetricsF(face(40, weight)).horizontalAdvance(TEXT) for weight in (LIGHT, face(9).weight(), SEMIBOLD)}
    assert (len(shown), face(20).family(), face(0.2).pixelSize()) == (3, "Inter", 8)


@pytest.mark.parametrize("weight", [LIGHT, SEMIBOLD], ids=["light", "semibold"])
@pytest.mark.parametrize("pixels", [17, 72, 188])
def test_all_digits_stand_in_equal_cells(pixels, weight):
    font = face(pixels, weight)
    assert len({digits_width(font, text) for text in ("0:00", "1:11", "4:44", "8:59", "7:07")}) == 1
    assert digits_width(font, "11:11") > digits_width(font, "1:11")


def test_the_colon_does_not_move_when_the_digits_change():
    places = []
    for text in ("1:11", "0:00", "4:38"):
        sheet = Sheet(face(100, LIGHT))
        width = draw_digits(sheet, QRectF(5, 5, 500, 120), text)
        assert (sheet.words, width) == (list(text), digits_width(face(100, LIGHT), text))
        places.append((sheet.places[1].x(), sheet.places[1].y()))
    assert len(set(places)) == 1


def test_a_short_text_is_one_line_as_it_is():
    assert wrapped("Glide slowly.") == ["Glide slowly."]


def test_a_long_text_is_wrapped_at_its_spaces_and_nothing_is_lost():
    lines = wrapped(TEXT)
    assert len(lines) > 2
    assert " ".join(lines) == TEXT
    assert max(QFontMetricsF(face(20)).horizontalAdvance(line) for line in lines) <= 260


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_more_lines_than_there_is_room_for_end_in_an_ellipsis(lines):
    shown = wrapped(TEXT, lines=lines)
    assert (len(shown), shown[-1][-1]) == (lines, "…")
    assert " ".join(shown)[:-1].rstrip() == TEXT[: len(" ".join(shown)) - 1].rstrip()
    assert QFontMetricsF(face(20)).horizontalAdvance(shown[-1]) <= 260


def test_no_lines_are_no_lines():
    assert wrapped(TEXT, lines=0) == []


def test_the_height_is_that_of_the_lines():
    font = face(20)
    heights = [draw_lines(Sheet(font), QRectF(0, 0, 260, 100), text, 2, 1.5) for text in ("One", TEXT)]
    assert heights == [30, 60]


def test_signs_beyond_the_first_plane_shift_nothing():
    text = "😀😀😀😀 " + TEXT
    assert " ".join(wrapped(text)) == text
    assert wrapped(text, lines=2)[1].startswith(wrapped(text)[1][:5])


def test_a_line_break_of_the_author_is_one():
    assert wrapped("First this.\nThen that.", width=2_000) == ["First this.", "Then that."]


def test_markup_is_text_like_any_other():
    text = "<b>bold</b> &amp; <img src=x> & more"
    sheet = Sheet(face(20))
    draw_line(sheet, QRectF(0, 0, 2_000, 30), text)
    assert (sheet.words, wrapped(text, width=2_000)) == ([text], [text])


def test_a_line_that_is_too_long_ends_in_an_ellipsis_within_its_box():
    sheet = Sheet(face(20))
    draw_line(sheet, QRectF(0, 0, 200, 30), TEXT)
    (shown,) = sheet.words
    assert shown[-1] == "…"
    assert TEXT.startswith(shown[:-1].rstrip())
    assert QFontMetricsF(face(20)).horizontalAdvance(shown) <= 200


def test_a_line_that_fits_is_left_as_it_is():
    sheet = Sheet(face(20))
    draw_line(sheet, QRectF(0, 0, 2_000, 30), TEXT)
    assert sheet.words == [TEXT]


def test_a_name_shrinks_to_its_box_but_not_below_its_least():
    wide = QFontMetricsF(face(46, SEMIBOLD)).horizontalAdvance(TEXT)
    sizes = [fitted(TEXT, 46, width, SEMIBOLD, least=0.6).pixelSize() for width in (wide + 1, wide * 0.8, wide * 0.1)]
    assert sizes == [46, pytest.approx(46 * 0.8, abs=1), int(46 * 0.6)]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80), width=st.floats(1, 500), lines=st.integers(0, 4))
def test_any_text_is_drawn_without_a_complaint(text, width, lines):
    picture = QImage(300, 200, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(picture) as painter:
        painter.setFont(face(18))
        assert draw_lines(painter, QRectF(0, 0, width, 200), text, lines) >= 0
        draw_line(painter, QRectF(0, 0, width, 30), text)
        assert draw_digits(painter, QRectF(0, 0, width, 30), text) == pytest.approx(digits_width(face(18), text))


@pytest.mark.usefixtures("qapp")
def test_a_word_that_is_longer_than_a_line_is_broken_and_leaves_no_column():
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setFont(face(16))
        height = draw_lines(painter, QRectF(0, 0, 100, 0), "W" * 30, 9)
    beyond = {image.pixel(x, y) for x in range(104, 400) for y in range(200)}
    assert beyond == {0xFFFFFFFF}
    assert lines_in("W" * 30, face(16), 100) * 16 * 1.3 == pytest.approx(height)
    assert lines_in("W W", face(16), 100) == 1
