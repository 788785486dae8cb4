"""The page of an exam's report: plan and done one above the other, what was wrong in words, and two things to do.

Somebody who was there may say what was done in a part; the examiner gives points. Both are seen at once. Knows an exam
and paints its report; leaves keeping and writing files to whoever listens.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QToolTip, QWidget

from backtimer.core.exam.reading import Piece
from backtimer.core.exam.report import Report, report_of
from backtimer.core.exam.run import ELSE, Exam, Task
from backtimer.core.exam.words import Naming, ending_line, sentence, sided, whole
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.exam.claim_list import ClaimList
from backtimer.ui.exam.paint_report import paint_timelines, paint_words, rows_in, time_of_piece, words_height
from backtimer.ui.exam.rubric_list import RubricList
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, draw_line, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.palette import scrolling
from backtimer.ui.round_button import RoundButton
from backtimer.ui.theme import Theme

Kind = Literal["pdf", "csv", "json"]

View = Literal["claims", "rubric"]

TIMELINE: Final = 228
"""Height of the two timelines, in pixels of the 800-pixel sketch."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an exam besides what it shows: its session's key, the routine's title, when, and for whom."""

    key: str
    title: str
    when: str = ""
    person: str = ""

    @property
    def line(self) -> str:
        """All of it but the key and the title."""
        return "  ·  ".join(filter(None, (self.when, self.person)))


class ReportPage(Page):
    """One report. `changed` carries the key and the exam, as somebody has claimed or judged; `export_asked` a Kind."""

    name = "report"
    back_asked = Signal()
    changed = Signal(str, object)
    export_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._about = About("", "")
        self._report: Report | None = None
        self._chosen = 0
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.timelines = Timelines(look.theme, self)
        self._words = _Words(look)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._words)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName("What was wrong")
        self.views: dict[View, AnswerButton] = {
            "claims": AnswerButton("What was done", parent=self),
            "rubric": AnswerButton("Rubric", parent=self),
        }
        self._group = QButtonGroup(self)
        for view, button in self.views.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, view=view: self.show_view(view))
        self.claims = ClaimList(look, self)
        self.rubric = RubricList(look, self)
        self.exports: dict[Kind, FlatButton] = {
            kind: FlatButton(f"Save as {kind.upper()}", parent=self) for kind in ("pdf", "csv", "json")
        }
        for kind, flat in self.exports.items():
            flat.clicked.connect(lambda _=False, kind=kind: self.export_asked.emit(kind))
        self.back.clicked.connect(self.back_asked)
        self.timelines.chosen.connect(self.choose)
        self.claims.chosen.connect(self._claim)
        self.claims.moved.connect(lambda by: self.choose(self._chosen + by))
        self.rubric.given.connect(self._give)
        self.rubric.remarked.connect(self._remark)

    @property
    def report(self) -> Report | None:
        """What is shown."""
        return self._report

    @property
    def about(self) -> About:
        """Whose exam is shown."""
        return self._about

    def show_exam(self, exam: Exam, about: About, *, examined: bool = False) -> None:
        """Show a report; `examined`: the rubric first."""
        self._about = about
        self._chosen = 0
        self.rubric.show_exam(exam)
        self.views["rubric"].setText("Rubric" if exam.paper.rubric else "Remarks")
        self._show(exam)
        wrong = next((place for place, piece in enumerate(self._pieces()) if self._is_wrong(piece)), 0)
        self.choose(wrong)
        self.show_view("rubric" if examined else "claims")

    def show_view(self, view: View) -> None:
        """Show this at the right."""
        self.views[view].setChecked(True)
        self.claims.setVisible(view == "claims")
        self.rubric.setVisible(view == "rubric")
        self.setFocusProxy(self.claims if view == "claims" else self.rubric)
        self.update()

    def choose(self, place: int) -> None:
        """Look at that piece of what was done."""
        pieces = self._pieces()
        if not pieces or self._report is None:
            return
        self._chosen = max(0, min(place, len(pieces) - 1))
        self.timelines.show_report(self._report, pieces[self._chosen])
        self.claims.show_piece(self._report.exam.paper, pieces[self._chosen], self.named)
        self.update()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self.back.set_theme(look.theme)
        self.timelines.set_theme(look.theme)
        for answer in self.views.values():
            answer.set_look(look)
        for flat in self.exports.values():
            flat.set_theme(look.theme)
        self._lay_out()
        if self._report is not None:
            self._show(self._report.exam)
            self.choose(self._chosen)
        self.update()

    def go_back(self) -> bool:
        """Back to where the report was asked for."""
        self.back_asked.emit()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page means what was written on it."""
        super().hideEvent(event)
        if self._report is not None:
            self.rubric.take()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title, and which piece is looked at."""
        unit, theme, report = self._unit(), self._look.theme, self._report
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            left, wide = 96 * unit, self.width() - 96 * unit - 56 * unit
            painter.setPen(QColor(theme.ink))
            title = f"Exam: {self._about.title}"
            painter.setFont(fitted(title, 34 * unit, wide, SEMIBOLD, least=0.6))
            draw_line(painter, QRectF(left, 22 * unit, wide, 46 * unit), title)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(17 * unit))
            draw_line(painter, QRectF(left, 68 * unit, wide, 26 * unit), self._about.line)
            if report is None or not report.pieces or not self.claims.isVisibleTo(self):
                return
            piece = report.pieces[self._chosen]
            box = QRectF(self.claims.x() + 10 * unit, self.claims.y() - 32 * unit, self.claims.width(), 26 * unit)
            painter.setFont(face(16 * unit))
            draw_line(painter, box, f"What did you do from {time_of_piece(piece)}?  ·  ← →  other parts")

    def _pieces(self) -> tuple[Piece, ...]:
        return self._report.pieces if self._report is not None else ()

    def _is_wrong(self, piece: Piece) -> bool:
        report = self._report
        return report is not None and (
            piece.number == ELSE or any(piece.number in finding.numbers for finding in report.findings)
        )

    def named(self, task: Task) -> str:
        """What a task is called: by its author, at home, or in class."""
        stroke = self._look.handbook.strokes.get(task.stroke)
        return stroke.term if self._look.terms and stroke is not None and task.name == stroke.name else task.name

    def _show(self, exam: Exam) -> None:
        report = self._report = report_of(exam)
        pieces = report.pieces
        self._chosen = max(0, min(self._chosen, len(pieces) - 1))
        self.timelines.show_report(report, pieces[self._chosen] if pieces else None)
        self._words.show_report(report, self.named)
        said = [sentence(finding, exam.paper, self.named) for finding in report.findings]
        self.setAccessibleName(f"Report: {self._about.title}. {ending_line(report)}")
        self._scroll.setAccessibleDescription(" ".join([ending_line(report), *said]))
        self.timelines.tell(report, self.named)
        self.update()

    def _keep(self, exam: Exam) -> None:
        """Show a changed exam, and have it kept."""
        self._show(exam)
        self.changed.emit(self._about.key, exam)

    def _claim(self, claim: int | None) -> None:
        """Take somebody's word on the piece that is looked at, and go on to the next."""
        if self._report is None or not self._report.pieces:
            return
        exam, piece = self._report.exam, self._report.pieces[self._chosen]
        for segment in range(piece.first, piece.last + 1):
            exam = exam.claimed(segment, claim)
        if exam.claims != self._report.exam.claims:
            self._keep(exam)
        pieces = self._pieces()
        at = next((place for place, each in enumerate(pieces) if each.first <= piece.first <= each.last), self._chosen)
        self.choose(at + (claim is not None))

    def _give(self, place: int, points: int | None) -> None:
        if self._report is not None:
            self._keep(self._report.exam.judged(place, points))

    def _remark(self, text: str) -> None:
        if self._report is not None and text != self._report.exam.remarks:
            self._keep(replace(self._report.exam, remarks=text))

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)

    def _lay_out(self) -> None:
        unit, wide, high = self._unit(), self.width(), self.height()
        margin, size = round(56 * unit), round(58 * unit)
        self.back.setGeometry(round(18 * unit), round(18 * unit), size, size)
        top = round(112 * unit)
        tall = round(TIMELINE * unit + max(0, high - 800 * unit) * 0.3)
        self.timelines.setGeometry(margin - 8, top, wide - 2 * margin + 16, tall)
        self.timelines.set_unit(unit)
        top += tall + round(20 * unit)
        foot, right = high - round(78 * unit), round(wide * 0.55)
        self._scroll.setGeometry(margin, top, right - margin - round(36 * unit), high - top - round(24 * unit))
        self._scroll.setStyleSheet(scrolling(self._look.theme, "QScrollArea"))
        self._words.set_look(self._look, unit, self._scroll.width() - 12)
        for place, answer in enumerate(self.views.values()):
            answer.setFont(face(16 * unit))
            answer.setGeometry(right - 3 + round(place * 176 * unit), top, round(172 * unit), round(50 * unit))
        content = QRect(right - 3, top + round(62 * unit), wide - right - margin + 6, foot - top - round(72 * unit))
        self.rubric.setGeometry(content)
        self.rubric.set_look(self._look, unit)
        self.claims.set_look(self._look, unit)
        row = max(self.claims.sizeHintForRow(0), 1)
        lines = content.adjusted(0, round(28 * unit), 0, 0)
        lines.setHeight(lines.height() // row * row)  # no line is cut
        self.claims.setGeometry(lines)
        edge = wide - margin + 3
        for flat in reversed(self.exports.values()):
            flat.setFont(face(16 * unit))
            long = round(flat.fontMetrics().horizontalAdvance(flat.text()) + 36 * unit)
            flat.setGeometry(edge - long, foot + round(8 * unit), long, round(52 * unit))
            edge -= long + round(6 * unit)


class Timelines(QWidget):
    """Both timelines. `chosen` carries the place of a piece that was clicked, or that the arrows lead to."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._unit = theme, 1.0
        self._report: Report | None = None
        self._piece: Piece | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Plan and done, one above the other")

    def show_report(self, report: Report, piece: Piece | None) -> None:
        """Show these timelines, with that piece in a frame."""
        self._report, self._piece = report, piece
        self.update()

    def tell(self, report: Report, naming: Naming) -> None:
        """Let a screen reader say what was done one after the other."""
        names = [_name_of(piece, report, naming) for piece in report.pieces]
        self.setAccessibleDescription("; ".join(names))

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def set_unit(self, unit: float) -> None:
        """Paint in another size."""
        self._unit = unit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.ground))
            if self._report is not None:
                paint_timelines(painter, self._box(), self._report, self._theme, self._unit, self._piece)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the piece under the pointer."""
        piece = self._at(event.position())
        if piece is not None and self._report is not None:
            self.chosen.emit(self._report.pieces.index(piece))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from piece to piece."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._report is not None and self._piece is not None:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            self.chosen.emit(self._report.pieces.index(self._piece) + by)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell by a tool tip what was done there."""
        if isinstance(event, QHelpEvent) and self._report is not None:
            piece = self._at(QPointF(event.pos()))
            if piece is not None:
                QToolTip.showText(event.globalPos(), _name_of(piece, self._report, None).replace("<", "‹"), self)
            return True
        return super().event(event)

    def _at(self, at: QPointF) -> Piece | None:
        return rows_in(self._box(), self._report, self._unit).piece_at(at, self._report) if self._report else None

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(8, 2, -8, -2)


class _Words(QWidget):
    """What was wrong, in sentences."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._unit = look, 1.0
        self._report: Report | None = None
        self._naming: Naming | None = None

    def show_report(self, report: Report, naming: Naming) -> None:
        """Show what this report says."""
        self._report, self._naming = report, naming
        self._fit()

    def set_look(self, look: Look, unit: float, width: int) -> None:
        """Show it in another look and width."""
        self._look, self._unit = look, unit
        self.resize(width, self.height())
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._look.theme.ground))
            if self._report is not None and self._naming is not None:
                box = QRectF(0, 4 * self._unit, self.width(), self.height())
                paint_words(painter, box, self._report, self._look.theme, self._unit, self._naming)

    def _fit(self) -> None:
        if self._report is not None and self._naming is not None:
            high = words_height(self._report, self.width(), self._unit, self._naming)
            self.resize(self.width(), round(high + 24 * self._unit))
        self.update()


def _name_of(piece: Piece, report: Report, naming: Naming | None) -> str:
    """What was done in a piece, and from when to when."""
    if piece.number > ELSE:
        task = report.exam.paper.task(piece.number)
        name = f"{piece.number}  {sided(task, naming) if naming else sided(task)}"
    else:
        name = "something else" if piece.number == ELSE else "rest"
    return f"{name}, {whole(piece.start)} to {whole(piece.end)}"
