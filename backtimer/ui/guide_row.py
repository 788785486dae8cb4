"""How much the program is to guide, and ways to practise: a row of levels, what is suggested, words that lead on.

Knows how it looks and what was chosen. Leaves the suggestion to others, and where a word leads to the window.
"""

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from backtimer import words
from backtimer.core.guidance import GUIDANCES, Guidance, Suggestion
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.lettering import draw_line, face, fitted
from backtimer.ui.look import Look
from backtimer.ui.word_link import WordLink

LINKS: Final = (
    ("exam", "Exam run"),
    ("drill", "Drill"),
    ("print", "Print"),
    ("compare", "Compare"),
    ("notes", "Notes"),
    ("about", "About the strokes"),
)
"""Commands of the table of keys, and their words."""


class GuideRow(QWidget):
    """Three lines: levels, a word about them, links. `command_asked` carries the command of a link.

    `changed` comes when a level was chosen, or it needs another height. `opened` is for the page: whether this is shown
    without being asked for.
    """

    changed = Signal()
    command_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._unit = 1.0
        self._suggestion: Suggestion | None = None
        self._chosen = False  # by the person
        self.opened = False
        self.levels = {level: _Level(words.GUIDES[level][0], self) for level in GUIDANCES}
        self._group = QButtonGroup(self)
        for level, button in self.levels.items():
            self._group.addButton(button)
            button.setAccessibleName(f"Guide: {words.GUIDES[level][1]}")
            button.looked.connect(self.update)
        self._group.buttonClicked.connect(lambda _: self._on_chosen())
        self.links = {command: WordLink(word, self) for command, word in LINKS}
        for command, link in self.links.items():
            link.clicked.connect(lambda _=False, command=command: self.command_asked.emit(command))
            link.hide()
        self.begin_anew(opened=False)
        self.set_look(look, 1.0)

    @property
    def guidance(self) -> Guidance:
        """The level that is chosen."""
        return next((level for level, button in self.levels.items() if button.isChecked()), "full")

    @property
    def line(self) -> str:
        """What the level is that is looked at or was chosen; before that, what is suggested, and why."""
        looked = next((level for level, button in self.levels.items() if button.is_looked_at), None)
        if looked is not None or self._chosen or self._suggestion is None:
            return words.GUIDES[looked or self.guidance][1]
        return self._suggested

    @property
    def _suggested(self) -> str:
        """What is suggested, and why."""
        if self._suggestion is None:
            return ""
        return f"Suggested: {words.GUIDES[self._suggestion.guidance][0]} – {words.GUIDES_WHY[self._suggestion.why]}"

    def begin_anew(self, *, opened: bool) -> None:
        """Be for another routine: with all of the guide, until something else is chosen."""
        self.opened = opened
        self._chosen = False
        self.levels["full"].setChecked(True)
        self.suggest(None)

    def suggest(self, suggestion: Suggestion | None) -> None:
        """Mark a level as the one that suits; choosing it is left to the person."""
        self._suggestion = suggestion
        for level, button in self.levels.items():
            marked = suggestion is not None and suggestion.guidance == level
            button.mark(marked=marked)
            button.setAccessibleDescription(self._suggested if marked else "")
        self.update()

    def offer(self, commands: Collection[str]) -> None:
        """Show the words that lead somewhere."""
        for command, link in self.links.items():
            link.setVisible(command in commands)
        self._lay_out()
        self.changed.emit()

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is a pixel of the page's sketch."""
        self._look, self._unit = look, unit
        for button in self.levels.values():
            button.set_look(look)
            button.setFont(face(15.5 * unit))
        for link in self.links.values():
            link.set_theme(look.theme)
            link.setFont(face(15 * unit))
        self._lay_out()

    def sizeHint(self) -> QSize:
        """High enough for the lines that there are."""
        there = any(not link.isHidden() for link in self.links.values())
        return QSize(round(539 * self._unit), round((80 + 32 * there) * self._unit))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # all of it is painted
        """Paint the word before the levels, and what is said of them below."""
        unit, theme = self._unit, self._look.theme
        with QPainter(self) as painter:
            painter.setPen(QColor(theme.quiet))
            painter.setFont(face(15.5 * unit))
            draw_line(painter, QRectF(3, 0, self._label(), 48 * unit), "Guide")
            painter.setPen(QColor(theme.accent if self.line == self._suggested else theme.quiet))
            painter.setFont(fitted(self.line, 15 * unit, self.width() - 6, least=0.8))
            draw_line(painter, QRectF(3, 52 * unit, self.width() - 6, 24 * unit), self.line)

    def _on_chosen(self) -> None:
        self._chosen = True
        self.update()
        self.changed.emit()

    def _label(self) -> float:
        """How wide the word before the levels is."""
        return 56 * self._unit

    def _lay_out(self) -> None:
        unit = self._unit
        left, gap = round(self._label()), round(2 * unit)
        wide = (self.width() - left - 4 * gap) // len(self.levels)
        for place, button in enumerate(self.levels.values()):
            button.setGeometry(left + place * (wide + gap), 0, wide, round(48 * unit))
        x = 1
        for link in self.links.values():
            if not link.isHidden():
                size = link.sizeHint()
                link.setGeometry(x, round(80 * unit), size.width(), round(30 * unit))
                x += size.width() + round(24 * unit)


class _Level(AnswerButton):
    """A level, with a point where it is suggested. `looked` says that somebody looks at it, or no longer."""

    looked = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent=parent)
        self._marked = False
        self._point = QColor()

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody points at it, or has come to it by keys."""
        return self.underMouse() or self.hasFocus()

    def event(self, event: QEvent) -> bool:
        """Tell when somebody comes or goes."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.looked.emit()
        return done

    def mark(self, *, marked: bool) -> None:
        """Say that this is the one which suits."""
        self._marked = marked
        self.update()

    def set_look(self, look: Look) -> None:
        """Paint in another look."""
        self._point = QColor(look.theme.accent)
        super().set_look(look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and the point."""
        super().paintEvent(event)
        if self._marked:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._point)
                size = self.height() * 0.16
                painter.drawEllipse(QRectF(self.width() / 2 - size / 2, self.height() - 3 - size / 2 - 1, size, size))
