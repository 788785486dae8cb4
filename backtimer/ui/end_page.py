"""The quiet page after a routine: what was done. Knows a session's figures; plays nothing."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from backtimer import words
from backtimer.core.plan import Plan
from backtimer.core.routine import card_of
from backtimer.core.session import Session
from backtimer.core.timing import Ms, clock_text
from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import LIGHT, SEMIBOLD, draw_digits, draw_line, draw_lines, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.on_screen import still_fits
from backtimer.ui.page import Page
from backtimer.ui.paint_card import paint_thumbnail
from backtimer.ui.paint_stage import paint_glow


class EndPage(Page):
    """Shows what was done, and offers the way home or once more."""

    name = "end"
    home_asked = Signal()
    again_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._plan: Plan | None = None
        self._session = Session()
        self._picture = QPixmap()
        self.home = FlatButton("Done", first=True, parent=self)
        self.again = FlatButton("Once more", parent=self)
        self.setFocusProxy(self.home)
        self.home.clicked.connect(self.home_asked)
        self.again.clicked.connect(self.again_asked)

    def show_session(self, plan: Plan, session: Session) -> None:
        """Show what was done of this plan."""
        self._plan, self._session = plan, session
        self._picture = QPixmap()
        self.setAccessibleName(f"Finished. {self._summary()}")
        self.update()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self._picture = QPixmap()
        for button in (self.home, self.again):
            button.set_theme(look.theme)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the buttons out anew."""
        super().resizeEvent(event)
        self._picture = QPixmap()
        unit = self._unit()
        left, top = round(self.width() * 0.569), round(self.height() * 0.5 + 150 * unit)
        for button in (self.home, self.again):
            button.setFont(face(20 * unit, SEMIBOLD))
            button.setFixedSize(QSize(round(170 * unit), round(62 * unit)))
            button.move(left, top)
            left += round(190 * unit)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # a still page is painted whole
        """Paint the back as it was worked, and the figures beside it."""
        unit, theme, plan = self._unit(), self._look.theme, self._plan
        half = QRectF(0, 0, self.width() * 0.55, self.height() - 40 * unit)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.ground))
            if plan is None:
                return
            if not still_fits(self._picture, self):
                self._picture = self._painted(half, plan)
            painter.drawPixmap(0, 0, self._picture)
            left = self.width() * 0.569
            box = QRectF(left, self.height() * 0.5 - 220 * unit, self.width() - left - 56 * unit, 360 * unit)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(20 * unit))
            draw_line(painter, QRectF(box.left(), box.top(), box.width(), 30 * unit), plan.routine.title)
            painter.setPen(QColor(theme.ink))
            line = "Let the hands rest" if self._whole() else "Enough for now"
            painter.setFont(fitted(line, 46 * unit, box.width(), SEMIBOLD))
            draw_line(painter, QRectF(box.left(), box.top() + 34 * unit, box.width(), 64 * unit), line)
            painter.setFont(face(110 * unit, LIGHT))
            digits = QRectF(box.left() - 4 * unit, box.top() + 116 * unit, box.width(), 110 * unit)
            wide = draw_digits(painter, digits, clock_text(Ms(self._session.worked // 1000 * 1000)))
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(22 * unit))
            beside = digits.adjusted(wide + 22 * unit, 46 * unit, 0, 0)
            draw_line(painter, beside, "of massage")
            rows = QRectF(box.left(), box.top() + 246 * unit, box.width(), 90 * unit)
            draw_lines(painter, rows, f"{self._summary()}\nRise slowly, and keep warm.", 3, 1.5)

    def _painted(self, half: QRectF, plan: Plan) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(half.size().toSize() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            paint_glow(painter, half, self._look.theme)
            painter.setOpacity(0.85)
            paint_thumbnail(painter, half, card_of(plan.routine), self._look)
        return picture

    def _summary(self) -> str:
        """What was done, in one line."""
        if self._plan is None:
            return ""
        done, all_steps, pauses = len(self._session.steps), self._plan.steps, self._session.pauses
        steps = f"all {words.counted(all_steps, 'step')}" if self._whole() else f"{done} of {all_steps} steps"
        paused = f"  ·  {words.counted(pauses, 'pause')}" if pauses else ""
        return f"{steps}{paused}"

    def _whole(self) -> bool:
        return self._plan is not None and len(self._session.steps) >= self._plan.steps

    def _unit(self) -> float:
        return min(self.height() / 800, self.width() / 1180)
