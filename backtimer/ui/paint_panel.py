"""The words and figures of one moment, in the order in which the eye wants them. Pure painting.

Countdown, name, place and side, pressure, one line of cue. Knows a moment; leaves the figure to the stage and the
whole routine to the timeline. `box` is the panel; `unit` is one pixel of the 800-pixel sketch.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from backtimer import words
from backtimer.core.moment import Moment
from backtimer.core.timing import Ms, clock_text
from backtimer.ui.lettering import (
    LIGHT,
    REGULAR,
    SEMIBOLD,
    digits_width,
    draw_digits,
    draw_line,
    draw_lines,
    face,
    fitted,
    fitting,
    lines_in,
)
from backtimer.ui.paint_pressure import paint_gauge
from backtimer.ui.theme import Theme


def head_box(box: QRectF, unit: float) -> QRectF:
    """Where the routine's title, the step's name and its place stand."""
    return QRectF(box.left(), box.top() + 44 * unit, box.width(), 150 * unit)


def countdown_box(box: QRectF, unit: float) -> QRectF:
    """Where the digits stand."""
    return QRectF(box.left(), box.top() + 202 * unit, box.width(), 196 * unit)


def pressure_box(box: QRectF, unit: float) -> QRectF:
    """Where the gauge, the level's number and the tempo stand."""
    return QRectF(box.left(), box.top() + 414 * unit, box.width(), 80 * unit)


def cue_box(box: QRectF, unit: float) -> QRectF:
    """Where the one line of cue stands, in up to three rows."""
    return QRectF(box.left(), box.top() + 514 * unit, box.width(), 130 * unit)


def paint_head(painter: QPainter, box: QRectF, unit: float, moment: Moment, theme: Theme, *, terms: bool) -> None:
    """Which routine and step, what it is called, and where."""
    span = moment.span
    above = f"{moment.plan.routine.title}  ·  step {span.number} of {moment.plan.steps}"
    part = words.heading(span)
    state = STATES.get(moment.state, "") or part
    painter.setFont(face(17 * unit))
    painter.setPen(QColor(theme.quiet))
    top = QRectF(box.left(), box.top(), box.width(), 26 * unit)
    if state:
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(17 * unit, SEMIBOLD))
        draw_line(painter, top, state)
    else:
        draw_line(painter, top, above)
    name = words.name_of(span.step, terms=terms)
    painter.setFont(fitted(name, 46 * unit, box.width(), SEMIBOLD))
    painter.setPen(QColor(theme.ink))
    draw_line(painter, QRectF(box.left(), box.top() + 32 * unit, box.width(), 62 * unit), name)
    left = box.left()
    row = QRectF(left, box.top() + 98 * unit, box.width(), 32 * unit)
    if span.step.side in ("left", "right"):
        side = words.SIDES[span.step.side].capitalize()
        painter.setFont(face(23 * unit, SEMIBOLD))
        draw_line(painter, row, side)
        left += painter.fontMetrics().horizontalAdvance(side) + 14 * unit
    place = words.places_of(span.step, terms=terms)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(fitted(place, 22 * unit, box.right() - left, least=0.8))
    draw_lines(painter, QRectF(left, row.top() + 2 * unit, box.right() - left, 60 * unit), place, 2, 1.2)


STATES = {
    "paused": "Paused – click anywhere or press Space",
    "leading": "Hands back on …",
    "holding": "Staying here – Space goes on",
    "waiting": "Take your time – Space goes on",
    "ready": "Click anywhere or press Space to begin",
}
"""What is said above the name where time does not simply run."""


def paint_welcome(painter: QPainter, box: QRectF, unit: float, moment: Moment, theme: Theme) -> None:
    """What a routine is, before it begins: its title, for whom, how long, what to have ready, what to mind."""
    routine = moment.plan.routine
    painter.setPen(QColor(theme.accent))
    painter.setFont(face(22 * unit, SEMIBOLD))
    top = box.top() + 40 * unit
    draw_line(painter, QRectF(box.left(), top, box.width(), 30 * unit), STATES["ready"])
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(routine.title, 46 * unit, box.width(), SEMIBOLD, least=0.5))
    top += 38 * unit
    draw_line(painter, QRectF(box.left(), top, box.width(), 60 * unit), routine.title)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(20 * unit))
    top += 62 * unit
    top += draw_lines(painter, QRectF(box.left(), top, box.width(), 60 * unit), words.audience_line(routine), 2, 1.3)
    painter.setPen(QColor(theme.ink))
    painter.setFont(face(64 * unit, LIGHT))
    top += 8 * unit
    total = clock_text(moment.plan.total)
    wide = draw_digits(painter, QRectF(box.left() - 3 * unit, top, box.width(), 70 * unit), total)
    painter.setPen(QColor(theme.quiet))
    painter.setFont(face(18 * unit))
    beside = QRectF(box.left() + wide + 18 * unit, top + 14 * unit, box.width() - wide - 18 * unit, 50 * unit)
    massage = f"{words.minutes_text(routine.time)} min of massage  ·  {words.counted(moment.plan.steps, 'step')}"
    draw_line(painter, beside, massage)
    top += 84 * unit
    lists = [
        (heading, lines)
        for heading, lines in (
            ("Have ready", routine.needs),
            ("Before you begin", routine.prepare),
            ("Take care", routine.cautions),
        )
        if lines
    ]
    rest = box.bottom() - top
    size = next(
        (size for size in (18, 17, 16, 15, 14, 13) if _lists_height(lists, size * unit, box.width()) <= rest), 12
    )
    for heading, lines in lists:
        painter.setPen(QColor(theme.accent))
        painter.setFont(face(size * 0.88 * unit, SEMIBOLD))
        draw_line(painter, QRectF(box.left(), top, box.width(), size * HEADING * unit), heading)
        top += size * HEADING * unit
        painter.setPen(QColor(theme.ink))
        painter.setFont(face(size * unit))
        for text in lines:
            top += draw_lines(painter, QRectF(box.left(), top, box.width(), 0), text, 6, 1.28) + size * BETWEEN * unit
        top += size * AFTER * unit


HEADING, BETWEEN, AFTER = 1.3, 0.16, 0.5
"""Heights in a list of the welcome page, in sizes of its letters: a heading, between lines, after the list."""


def _lists_height(lists: list[tuple[str, tuple[str, ...]]], size: float, width: float) -> float:
    """How high the lists of the welcome page become in letters of so many pixels."""
    font = face(size)
    rows = sum(lines_in(text, font, width) for _, lines in lists for text in lines)
    texts = sum(len(lines) for _, lines in lists)
    return size * (rows * 1.28 + texts * BETWEEN + len(lists) * (HEADING + AFTER))


def countdown_text(moment: Moment) -> str:
    """The digits of a moment: time left of the step; counting up while it stays."""
    if moment.state == "leading":
        return clock_text(moment.lead)
    if moment.state == "waiting":
        return "+" + clock_text(Ms(moment.stayed // 1000 * 1000))
    return clock_text(moment.left)


def paint_countdown(
    painter: QPainter, box: QRectF, unit: float, moment: Moment, theme: Theme, pixels: float = 188
) -> None:
    """The digits, as large as the sketch has them or as asked for; quieter while time stands."""
    text = countdown_text(moment)
    size = pixels * unit
    wide = digits_width(face(size, LIGHT), text)
    if wide > box.width():
        size *= box.width() / wide
    painter.setFont(face(size, LIGHT))
    quiet = moment.state in ("paused", "holding", "ready")
    lead = moment.state == "leading" or moment.span.kind != "step"
    painter.setPen(QColor(theme.quiet if quiet else theme.accent if lead else theme.ink))
    draw_digits(painter, box.translated(-size * 0.032, 0), text)


def paint_pressure(painter: QPainter, box: QRectF, unit: float, moment: Moment, theme: Theme) -> None:
    """Gauge, number, word and tempo; for a step that touches nobody, nothing."""
    step = moment.span.step
    if not step.pressure:
        return
    level = moment.pressure or float(step.pressure[0])
    paint_gauge(painter, QRectF(box.left(), box.top(), 202 * unit, 52 * unit), level, theme)
    left = box.left() + 232 * unit
    number = str(round(level))
    painter.setFont(face(26 * unit, SEMIBOLD))
    painter.setPen(QColor(theme.ink))
    row = QRectF(left, box.top() - 4 * unit, box.right() - left, 34 * unit)
    draw_line(painter, row, number)
    painter.setFont(face(26 * unit))
    painter.setPen(QColor(theme.quiet))
    draw_line(painter, row.adjusted(26 * unit, 0, 0, 0), words.pressure_word(level))
    painter.setFont(face(17 * unit))
    rows = (words.tempo_words(step), words.PARTS[step.hands])
    for line, text in enumerate(rows):
        draw_line(painter, QRectF(left, box.top() + (29 + 23 * line) * unit, box.right() - left, 24 * unit), text)


def paint_cue(
    painter: QPainter, box: QRectF, unit: float, moment: Moment, theme: Theme, *, notes: bool, rule: bool = False
) -> None:
    """The author's line; for who learns, below it the note, or (rule) the term and in which direction to work."""
    step = moment.span.step
    painter.setPen(QColor(theme.ink))
    note = f"{step.stroke.term}. {step.stroke.direction}" if rule else step.note if notes else ""
    learning = bool(note)
    painter.setFont(face((23 if learning else 27) * unit))
    height = draw_lines(painter, box, step.cue or step.stroke.line, 3, 1.36) + 4 * unit
    if learning:
        painter.setPen(QColor(theme.quiet))
        rest = box.adjusted(0, height, 0, 0)
        size = fitting(note, (16 * unit, 15 * unit, 14 * unit, 13 * unit), rest.width(), rest.height(), 1.3)
        painter.setFont(face(size))
        draw_lines(painter, rest, note, max(int(rest.height() / (size * 1.3)), 0), 1.3)


def study_boxes(box: QRectF, unit: float) -> tuple[QRectF, QRectF, QRectF]:
    """Where digits, pressure and text stand for who looks and reads first: the digits small, the text large."""
    digits = QRectF(box.left(), box.top() + 196 * unit, box.width(), 84 * unit)
    pressure = QRectF(box.left(), box.top() + 300 * unit, box.width(), 80 * unit)
    return digits, pressure, QRectF(box.left(), box.top() + 392 * unit, box.width(), 252 * unit)


def paint_study(painter: QPainter, box: QRectF, unit: float, moment: Moment, theme: Theme, *, terms: bool) -> None:
    """One moment for who learns: all words about the step, down to its note."""
    digits, pressure, text = study_boxes(box, unit)
    paint_head(painter, head_box(box, unit), unit, moment, theme, terms=terms)
    paint_countdown(painter, digits, unit, moment, theme, pixels=84)
    paint_pressure(painter, pressure, unit, moment, theme)
    step = moment.span.step
    lines = (step.cue or step.stroke.line, step.note, f"{step.stroke.term}. {step.stroke.direction}")
    shown = [line for line in lines if line]
    size = next((size for size in STUDY if _study_height(shown, size * unit, text.width()) <= text.height()), STUDY[-1])
    top = text.top()
    for line in shown:
        painter.setPen(QColor(theme.ink if line == lines[0] else theme.quiet))
        painter.setFont(_study_face(line == lines[0], size * unit))
        top += (
            draw_lines(painter, QRectF(text.left(), top, text.width(), 0), line, 12, STUDY_LEADING) + size * unit * 0.5
        )


STUDY = (20, 19, 18, 17, 16, 15, 14, 13)
"""Sizes of the letters of a note, the largest that fits."""

STUDY_LEADING = 1.32


def _study_face(first: bool, size: float) -> QFont:  # noqa: FBT001  # of two
    return face(size * 1.2) if first else face(size)


def _study_height(lines: list[str], size: float, width: float) -> float:
    """How high these lines become in letters of so many pixels; the first one is larger."""
    fonts = [_study_face(place == 0, size) for place in range(len(lines))]
    rows = sum(
        lines_in(line, font, width) * font.pixelSize() * STUDY_LEADING for line, font in zip(lines, fonts, strict=True)
    )
    return rows + len(lines) * size * 0.5


def paint_practice(painter: QPainter, box: QRectF, unit: float, text: str, theme: Theme) -> None:
    """One small line at the top, on the right: what helps to practise now."""
    painter.setPen(QColor(theme.accent))
    painter.setFont(fitted(text, 15 * unit, box.width(), least=0.7))
    draw_line(painter, practice_box(box, unit), text, Qt.AlignmentFlag.AlignRight)


def practice_box(box: QRectF, unit: float) -> QRectF:
    """Where that line stands."""
    return QRectF(box.left(), box.top() + 10 * unit, box.width(), 22 * unit)


def paint_footer(
    painter: QPainter, box: QRectF, unit: float, moment: Moment, theme: Theme, ends: str, *, terms: bool = False
) -> None:
    """What comes next on the left; what is left of the whole, and when it ends, on the right."""
    following = moment.following
    third = box.width() * 0.33
    left = QRectF(box.left(), box.top(), third, box.height())
    painter.setFont(face(18 * unit))
    painter.setPen(QColor(theme.quiet))
    lead = "Next" if following else "Last step"
    draw_line(painter, left, lead)
    if following:
        painter.setPen(QColor(theme.ink))
        draw_line(painter, left.adjusted(52 * unit, 0, 0, 0), words.sided(following.step, terms=terms))
    painter.setPen(QColor(theme.quiet))
    right = QRectF(box.right() - third, box.top(), third, box.height())
    text = f"{clock_text(moment.total_left)} left" + (f"  ·  ends {ends}" if ends else "")
    draw_line(painter, right, text, Qt.AlignmentFlag.AlignRight)


def paint_far(painter: QPainter, box: QRectF, moment: Moment, theme: Theme, *, terms: bool) -> None:
    """Four things as large as they go, to be read from three metres: name, side, countdown, pressure."""
    unit = min(box.width() / 1280, box.height() / 800)
    step = moment.span.step
    inner = box.adjusted(64 * unit, 48 * unit, -64 * unit, -48 * unit)
    side = {"left": "LEFT", "right": "RIGHT"}.get(step.side, "")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = inner.width() - (320 * unit if side else 0)
    name = words.name_of(step, terms=terms)
    painter.setPen(QColor(theme.ink))
    painter.setFont(fitted(name, 88 * unit, room, SEMIBOLD, least=0.5))
    draw_line(painter, QRectF(inner.left(), inner.top(), room, 116 * unit), name)
    painter.setPen(QColor(theme.quiet))
    part = STATES.get(moment.state, "") or words.heading(moment.span)
    line = f"{part}" if part else words.places_of(step, terms=terms)
    painter.setFont(fitted(line, 52 * unit, room, REGULAR, least=0.6))
    draw_line(painter, QRectF(inner.left(), inner.top() + 116 * unit, room, 70 * unit), line)
    if side:
        badge = QRectF(inner.right() - 290 * unit, inner.top() + 8 * unit, 290 * unit, 112 * unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(badge, 22 * unit, 22 * unit)
        painter.setPen(QColor(theme.on_accent))
        painter.setFont(fitted(side, 84 * unit, badge.width() - 40 * unit, SEMIBOLD))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), side)
    text = countdown_text(moment)
    digits = QRectF(inner.left(), inner.top() + 250 * unit, inner.width() - 250 * unit, 400 * unit)
    size = min(440 * unit, 440 * unit * digits.width() / digits_width(face(440 * unit, LIGHT), text))
    painter.setFont(face(size, LIGHT))
    painter.setPen(QColor(theme.ink))
    draw_digits(painter, digits.translated(-size * 0.03, 0), text)
    if step.pressure:
        level = moment.pressure or float(step.pressure[0])
        column = QRectF(inner.right() - 220 * unit, digits.top() + 20 * unit, 220 * unit, 300 * unit)
        painter.setPen(theme.level(level))
        painter.setFont(face(230 * unit, SEMIBOLD))
        painter.drawText(column, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(round(level)))
        painter.setPen(QColor(theme.quiet))
        word = words.pressure_word(level)
        painter.setFont(fitted(word, 46 * unit, column.width()))
        draw_line(
            painter, QRectF(column.left(), column.bottom(), 220 * unit, 60 * unit), word, Qt.AlignmentFlag.AlignRight
        )
    span = moment.span
    share = min((moment.position - span.start) / max(span.length, 1), 1.0)
    bar = QRectF(inner.left(), inner.bottom() - 12 * unit, inner.width(), 10 * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.off))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.setBrush(QColor(theme.quiet))
    bar.setWidth(bar.width() * share)
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
