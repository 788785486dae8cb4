"""The notice that offers a break: a small quiet window in the corner that never takes the focus by itself.

Knows what it shows, its answers and their keys. What is typed elsewhere is never an answer: the keys count only after
somebody has clicked on the notice. Leaves when it comes and goes, and what an answer means, to whoever listens.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QCursor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from backtimer.core.shelf import Card
from backtimer.ui.breaks.button import BreakButton
from backtimer.ui.breaks.paint_break import Offered, offered_picture, paint_notice
from backtimer.ui.lettering import draw_line, face
from backtimer.ui.look import Look
from backtimer.ui.rating_scale import RatingScale

WIDE: Final = 472
PICTURE: Final = QRectF(24, 76, 104, 122)
GAP: Final = 24
"""From the edges of the screen, in pixels."""

FADE: Final = 700
"""Milliseconds in which it comes."""

CLICK_FIRST: Final = "Click here, and these keys count"
KEYS_COUNT: Final = "The keys count"
TENSE: Final = "How tense now, if you like"


class Offer(NamedTuple):
    """A routine that is offered: what is said of it, and its card (None where no routine fits)."""

    offered: Offered
    card: Card | None = None


class _Answer(NamedTuple):
    said: str
    word: str
    sign: str
    keys: tuple[Qt.Key, ...]


ANSWERS: Final = (
    _Answer("now", "Now", "Enter", (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)),
    _Answer("later", "In 10 minutes", "L", (Qt.Key.Key_L, Qt.Key.Key_Escape)),
    _Answer("done", "Already did", "D", (Qt.Key.Key_D,)),
    _Answer("not_today", "Not today", "T", (Qt.Key.Key_T,)),
    _Answer("never", "Never this one", "N", (Qt.Key.Key_N,)),
    _Answer("another", "Another one", "Tab", (Qt.Key.Key_Tab, Qt.Key.Key_Right)),
)
"""What can be answered: the first three as buttons, the others as quiet words."""

FRAMED: Final = 3


class BreakNotice(QWidget):
    """Offers one routine at a time. `answered` carries what was said and the index of the offer; −1 where none is."""

    answered = Signal(str, int)

    def __init__(self, look: Look) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)  # which a tool is by itself, so far
        self.setWindowTitle("A break – backtimer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._offers: tuple[Offer, ...] = ()
        self._at = 0
        self._picture = QPixmap()
        self.buttons = {
            each.said: BreakButton(each.word, each.sign, look.theme, self, first=place == 0, plain=place >= FRAMED)
            for place, each in enumerate(ANSWERS)
        }
        for said, button in self.buttons.items():
            button.clicked.connect(lambda _=False, said=said: self._answer(said))
        self.tension = RatingScale("How tense now", self)
        self.tension.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fading = QPropertyAnimation(self, b"windowOpacity", self)
        self._fading.setDuration(FADE)
        self._fading.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fading.setStartValue(0.0)
        self._fading.setEndValue(1.0)
        self.set_look(look)

    def offer(self, offers: tuple[Offer, ...]) -> None:
        """Show the first of these, quietly, in the corner of the screen on which the pointer is."""
        fresh = self.isHidden()
        self._offers, self._at = offers, 0
        if fresh:
            self.tension.put(None)
        self._show_offer()
        if not fresh:
            return
        self._take_keys(takes=False)
        self.move(corner(self.size()))
        if not self._look.still:
            self.setWindowOpacity(0.0)
            self._fading.start()
        self.show()
        self.raise_()

    def withdraw(self) -> None:
        """Go, answered or not."""
        self._fading.stop()
        self.setWindowOpacity(1.0)
        self.hide()

    def set_look(self, look: Look) -> None:
        """Show it in another look."""
        self._look = look
        self._picture = QPixmap()
        self.tension.set_theme(look.theme)
        for button in self.buttons.values():
            button.set_theme(look.theme)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the answer of a key; a digit says how tense one is."""
        said = next((each.said for each in ANSWERS if event.key() in each.keys), None)
        if said is not None and not event.isAutoRepeat():
            self._answer(said)
        elif said is None and (event.text().isdigit() or event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)):
            self.tension.keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002, FBT001  # Qt's own names
        """Tab is an answer, and leads nowhere."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  # wherever it was
        """Who clicks beside the answers wants to use the keys."""
        self._take_keys(takes=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys count."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They count no longer."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the words and the picture."""
        if not self._offers:
            return
        offer, theme = self._offers[self._at], self._look.theme
        with QPainter(self) as painter:
            paint_notice(painter, QRectF(self.rect()), PICTURE, offer.offered, theme)
            if offer.card is None:
                return
            if self._picture.isNull():
                self._picture = offered_picture(offer.card, self._look, PICTURE, self.devicePixelRatioF())
            painter.drawPixmap(PICTURE.topLeft(), self._picture)
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(12.5))
            row = QRectF(24, PICTURE.bottom() + 10, self.width() - 44, 18)
            draw_line(painter, row, TENSE)
            foot = QRectF(PICTURE.right() + 16, PICTURE.bottom() - 19, self.width() - PICTURE.right() - 36, 18)
            draw_line(painter, foot, KEYS_COUNT if self.isActiveWindow() else CLICK_FIRST)
            draw_line(painter, foot, offer.offered.which, Qt.AlignmentFlag.AlignRight)

    def _show_offer(self) -> None:
        offer = self._offers[self._at]
        there = offer.card is not None
        self._picture = QPixmap()
        self.buttons["another"].setVisible(len(self._offers) > 1)
        for part in (self.buttons["now"], self.buttons["never"], self.tension):
            part.setVisible(there)
        self._lay_out(there=there)
        said = ". ".join(filter(None, (offer.offered.sentence, offer.offered.title, offer.offered.why)))
        self.setAccessibleName(said)
        self.update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _lay_out(self, *, there: bool) -> None:
        top = round(PICTURE.bottom()) + 32 if there else 124
        if there:
            self.tension.setGeometry(22, top, WIDE - 42, 28)
            top += 38
        rows = ([each.said for each in ANSWERS[:FRAMED]], [each.said for each in ANSWERS[FRAMED:]])
        for row in rows:
            shown = [self.buttons[said] for said in row if not self.buttons[said].isHidden()]
            left = 24
            wide = sum(button.sizeHint().width() for button in shown)
            gap = min(round((WIDE - 44 - wide) / max(len(shown) - 1, 1)), 18)
            for button in shown:
                size = button.sizeHint()
                button.setGeometry(QRect(QPoint(left, top), size))
                left += size.width() + gap
            top += max((button.height() for button in shown), default=0) + 8
        self.setFixedSize(WIDE, top + 6)

    def _answer(self, said: str) -> None:
        if self.buttons[said].isHidden():
            return
        if said == "another":
            self._at = (self._at + 1) % len(self._offers)
            self._show_offer()
        else:
            self.answered.emit(said, self._at if self._offers[self._at].card is not None else -1)

    def _take_keys(self, *, takes: bool) -> None:
        """Let the keys come here, or leave them where they are."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not takes)
        if takes:
            self.activateWindow()
            self.setFocus()


def room() -> QRect:
    """What is free of the screen on which the pointer is."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


def corner(size: QSize) -> QPoint:
    """Where a small window of that size lies: at the bottom right of the screen on which the pointer is."""
    free = room()
    return QPoint(free.right() - size.width() - GAP + 1, free.bottom() - size.height() - GAP + 1)
