"""The page on which a routine is put on paper: which sheet, which paper, and how it will look.

Knows sheets and shows them as they are printed. Leaves files and printers to whoever listens.
"""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from backtimer.core.plan import Plan
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.page import Page
from backtimer.ui.paper.paint_sheet import KINDS, Kind
from backtimer.ui.paper.pdf import PAPERS, PaperName, size_of
from backtimer.ui.paper.sheets import NAMES, Sheet, on_paper, sheet_of
from backtimer.ui.round_button import RoundButton

ABOUT: Final[dict[Kind, str]] = {
    "card": "The whole routine on one page, to lie beside you. For students, in the words of class.",
    "exam": "All steps in the words of the class with room for times and remarks, and what the examiner looks for.",
    "poster": "The sequence in large pictures, for the wall. Its lines stay sharp at any size.",
}

PAPER_NAMES: Final[dict[PaperName, str]] = {"A4": "A4", "A5": "A5", "letter": "Letter"}


class PrintPage(Page):
    """Shows the sheets of one plan. `pdf_asked` and `print_asked` carry the sheet as it is shown."""

    name = "print"
    pdf_asked = Signal(object)
    print_asked = Signal(object)
    back_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._plan: Plan | None = None
        self.kind: Kind = "card"
        self.paper: PaperName = "A4"
        self._sheet: Sheet | None = None
        self._shown: QPixmap | None = None
        self.back = RoundButton("back", "Back", "Esc", look.theme, self)
        self.back.clicked.connect(self.back_asked)
        self.kinds = {kind: AnswerButton(NAMES[kind], parent=self) for kind in KINDS}
        self.papers = {paper: AnswerButton(PAPER_NAMES[paper], parent=self) for paper in PAPERS}
        self._groups = [self._grouped(self.kinds), self._grouped(self.papers)]
        for kind, button in self.kinds.items():
            button.clicked.connect(lambda _=False, kind=kind: self.choose(kind, self.paper))
        for paper, button in self.papers.items():
            button.setAccessibleName(f"Paper: {button.text()}")
            button.clicked.connect(lambda _=False, paper=paper: self.choose(self.kind, paper))
        self.save = FlatButton("Save as PDF …", first=True, parent=self)
        self.print = FlatButton("Print …", parent=self)
        self.save.clicked.connect(lambda: self.pdf_asked.emit(self._sheet))
        self.print.clicked.connect(lambda: self.print_asked.emit(self._sheet))
        self.setFocusProxy(self.save)

    def show_plan(self, plan: Plan) -> None:
        """Put this plan on paper."""
        self._plan = plan
        self.choose(self.kind, self.paper)

    def choose(self, kind: Kind, paper: PaperName) -> None:
        """Show this sheet, on this paper."""
        self.kind, self.paper = kind, paper
        self.kinds[kind].setChecked(True)
        self.papers[paper].setChecked(True)
        self._shown = None
        if self._plan is not None:
            self._sheet = sheet_of(kind, self._plan, on_paper(self._look, self._plan), paper)
            pages = len(self._sheet.pages)
            self.setAccessibleName(f"{self._sheet.title}, {'1 page' if pages == 1 else f'{pages} pages'}")
        self.update()

    def go_back(self) -> bool:
        """Back to the routine that is on the paper."""
        self.back_asked.emit()
        return True

    def set_look(self, look: Look) -> None:
        """Show it in another look; paper stays white."""
        self._look = look
        self.back.set_theme(look.theme)
        for answer in (*self.kinds.values(), *self.papers.values()):
            answer.set_look(look)
        for button in (self.save, self.print):
            button.set_theme(look.theme)
        self.choose(self.kind, self.paper)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choices at the left, the sheet at the right."""
        super().resizeEvent(event)
        self._shown = None
        unit = self._unit()

        def box(x: float, y: float, wide: float, high: float) -> QRect:
            return QRectF(x * unit, y * unit, wide * unit, high * unit).toRect()

        self.back.setGeometry(box(18, 18, 58, 58))
        for number, button in enumerate(self.kinds.values()):
            button.setFont(face(17 * unit))
            button.setGeometry(box(92, 176 + 62 * number, 330, 54))
        for number, button in enumerate(self.papers.values()):
            button.setFont(face(17 * unit))
            button.setGeometry(box(92 + 112 * number, 482, 106, 54))
        for number, action in enumerate((self.save, self.print)):
            action.setFont(face(19 * unit, SEMIBOLD))
            action.setGeometry(box(92, 580 + 74 * number, 330, 64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words at the left, and the pages as they leave the printer."""
        unit, theme = self._unit(), self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.ground))
            left, wide = 92 * unit, 330 * unit
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(34 * unit, SEMIBOLD))
            draw_line(painter, QRectF(left, 26 * unit, wide, 46 * unit), "On paper")
            painter.setPen(QColor(theme.quiet))
            title = self._plan.routine.title if self._plan is not None else ""
            painter.setFont(fitted(title, 18 * unit, wide))
            draw_line(painter, QRectF(left, 74 * unit, wide, 28 * unit), title)
            painter.setPen(QColor(theme.accent))
            painter.setFont(face(16 * unit, SEMIBOLD))
            draw_line(painter, QRectF(left, 138 * unit, wide, 28 * unit), "Sheet")
            draw_line(painter, QRectF(left, 446 * unit, wide, 28 * unit), "Paper")
            painter.setPen(QColor(theme.ink))
            painter.setFont(face(15 * unit))
            draw_lines(painter, QRectF(left + 4 * unit, 370 * unit, wide - 8 * unit, 0), ABOUT[self.kind], 3, 1.35)
            room = QRectF(480 * unit, 40 * unit, self.width() - 530 * unit, self.height() - 80 * unit)
            if self._sheet is not None:
                if self._shown is None:
                    self._shown = self._preview(self._sheet, room)
                size = self._shown.deviceIndependentSize()
                painter.drawPixmap(room.center() - QRectF(0, 0, size.width(), size.height()).center(), self._shown)

    def _preview(self, sheet: Sheet, room: QRectF) -> QPixmap:
        """All pages side by side, as large as the room allows; in rows, where they are larger so."""
        ratio, gap, size = self.devicePixelRatioF(), 20.0, size_of(sheet.layout)
        count = len(sheet.pages)

        def scale_of(columns: int) -> float:
            wide, high = room.width() + gap, room.height() + gap
            return min((wide / columns - gap) / size.width(), (high / -(-count // columns) - gap) / size.height())

        columns = max(range(1, count + 1), key=scale_of)
        scale = max(scale_of(columns), 1.0 / min(size.width(), size.height()))
        wide, high = size.width() * scale, size.height() * scale
        across, down = (wide + gap) * columns - gap, (high + gap) * -(-count // columns) - gap
        picture = QPixmap(round(across * ratio), round(down * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            for number, page in enumerate(sheet.pages):
                painter.save()
                place = QPointF(number % columns * (wide + gap), number // columns * (high + gap))
                painter.translate(place)
                painter.scale(scale, scale)
                box = QRectF(0, 0, size.width(), size.height())
                painter.setClipRect(box)
                painter.fillRect(box, QColor("#ffffff"))
                page(painter, box)
                painter.restore()
                painter.setPen(QPen(QColor(self._look.theme.line), 1))
                painter.drawRect(QRectF(place, QSizeF(wide, high)).adjusted(0.5, 0.5, -0.5, -0.5))
        return picture

    def _grouped(self, buttons: Mapping[Any, AnswerButton]) -> QButtonGroup:
        group = QButtonGroup(self)
        for button in buttons.values():
            group.addButton(button)
        return group

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)
