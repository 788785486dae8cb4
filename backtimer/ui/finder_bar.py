"""The row in which one says what one looks for: words, and a handful of conditions. Knows wishes; finds nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from backtimer import words
from backtimer.core.finder import ANYTHING, Wish
from backtimer.core.places import PLACES, regions_of
from backtimer.ui.answer_button import AnswerButton
from backtimer.ui.lettering import face
from backtimer.ui.look import Look

MINUTES: Final = (3, 5, 8, 10, 12, 15, 20, 25, 30, 45, 60)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that can be asked for: its field of a wish, what its button says when it is open, and its answers."""

    field: str
    open: str
    answers: tuple[tuple[object, str], ...]


def _capital(names: Mapping[Any, str]) -> list[tuple[Any, str]]:
    return [(key, text.capitalize()) for key, text in names.items()]


CONDITIONS: Final = (
    Condition("minutes", "How long?", ((None, "Any length"), *((count, f"{count} min") for count in MINUTES))),
    Condition("who", "With whom?", ((None, "Anybody"), *_capital(words.AUDIENCES))),
    Condition(
        "positions",
        "Lying or sitting?",
        ((frozenset(), "Any position"), *((frozenset({at}), text) for at, text in _capital(words.POSITIONS))),
    ),
    Condition("goal", "What for?", ((None, "Anything"), *((goal, text) for goal, text in words.GOALS.items()))),
    Condition("clothed", "Clothed?", ((None, "Either"), (True, "Clothed"), (False, "Bare skin"))),
)  # fmt: skip


class FinderBar(QWidget):
    """The field of words and the buttons of conditions. `wished` carries the whole wish whenever it changes."""

    wished = Signal(object)
    left = Signal()
    """The keyboard wants to go on to what was found."""
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wish: Wish = ANYTHING
        self._unit = 1.0
        self._look: Look | None = None
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Search title, stroke, place …   ( / )")
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName("Search")
        self.field.textChanged.connect(lambda text: self._wish(replace(self.wish, text=text)))
        self.field.installEventFilter(self)
        self.buttons: dict[str, AnswerButton] = {}
        self._menus: dict[str, QMenu] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.field, 1)
        self._sore: frozenset[str] = frozenset()
        for field in (*(condition.field for condition in CONDITIONS), "sore"):
            self._add(field)
        self.all = AnswerButton("Show all", parent=self)
        self.all.setCheckable(False)
        self.all.clicked.connect(self.clear)
        self._row.addWidget(self.all)
        self._show()

    @property
    def sore(self) -> frozenset[str]:
        """The ids of the places that are sore."""
        return self._sore

    def clear(self) -> None:
        """Look for nothing in particular."""
        self._sore = frozenset()
        self._menus.clear()  # whose marks would still show the old answers
        self.field.clear()
        self._wish(ANYTHING)

    def set_look(self, look: Look, unit: float) -> None:
        """Show it in another look; `unit` is one pixel of the 800-pixel sketch."""
        theme = look.theme
        high = round(46 * unit)
        self.field.setFont(face(16 * unit))
        self.field.setFixedHeight(high)
        self.field.setStyleSheet(
            f"QLineEdit {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};"
            f" border-radius: {round(14 * unit)}px; padding: 0 {round(14 * unit)}px; }}"
            f"QLineEdit:focus {{ border: 2px solid {theme.accent}; }}"
        )
        for button in (*self.buttons.values(), self.all):
            button.set_look(look)
            button.setFont(face(15.5 * unit))
            wide = button.fontMetrics().horizontalAdvance(button.text()) + round(40 * unit)
            button.setFixedSize(QSize(wide, high))
        for menu in self._menus.values():
            menu.setFont(face(16 * unit))
        self._row.setSpacing(round(7 * unit))
        self._unit, self._look = unit, look

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, the arrows lead down to what was found, Return opens it, and Escape clears the words."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.field and escapes and event.type() == QEvent.Type.ShortcutOverride:
            self.field.clear()
            self.left.emit()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _add(self, field: str) -> None:
        button = AnswerButton("", parent=self)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._open(field))
        self.buttons[field] = button
        self._row.addWidget(button)

    def _open(self, field: str) -> None:
        """Show the answers below the button, with the keyboard on the one that is chosen."""
        button = self.buttons[field]
        if field not in self._menus:  # made when it is first asked for: the library is there at once
            made = next((self._menu_of(condition) for condition in CONDITIONS if condition.field == field), None)
            self._menus[field] = made or self._menu_of_places()
            self._menus[field].setFont(face(16 * self._unit))
        menu = self._menus[field]
        self._show()
        chosen = next((action for action in menu.actions() if action.isChecked()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _menu_of(self, condition: Condition) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for value, text in condition.answers:
            action = _choice(menu, text, partial(self._answer, condition.field, value))
            action.setChecked(value == getattr(ANYTHING, condition.field))
            group.addAction(action)
        return menu

    def _menu_of_places(self) -> QMenu:
        menu = QMenu(self)
        for place in PLACES:
            _choice(menu, place.name.capitalize(), partial(self._switch_sore, place.id))
        return menu

    def _switch_sore(self, place: str) -> None:
        self._sore ^= {place}
        self._wish(replace(self.wish, sore=regions_of(self._sore)))

    def _answer(self, field: str, value: object) -> None:
        changed: dict[str, Any] = {field: value}
        self._wish(replace(self.wish, **changed))

    def _wish(self, wish: Wish) -> None:
        if wish != self.wish:
            self.wish = wish
            self._show()
            self.wished.emit(wish)

    def _show(self) -> None:
        """Let every button say what is asked for."""
        for condition in CONDITIONS:
            value = getattr(self.wish, condition.field)
            is_open = value == getattr(ANYTHING, condition.field)
            text = condition.open if is_open else dict(condition.answers)[value]
            self._say(condition.field, text, is_open=is_open)
        sore = [place.name for place in PLACES if place.id in self._sore]
        text = "Sore?" if not sore else f"Sore: {sore[0]}" + (f" +{len(sore) - 1}" if len(sore) > 1 else "")
        self._say("sore", text, is_open=not sore)
        self.all.setVisible(self.wish != ANYTHING)

    def _say(self, field: str, text: str, *, is_open: bool) -> None:
        button = self.buttons[field]
        button.setChecked(not is_open)
        if button.text() != text:
            button.setText(text)
            button.setAccessibleName(text)
            if self._look is not None:
                self.set_look(self._look, self._unit)


def _choice(menu: QMenu, text: str, chosen: Callable[[], None]) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.triggered.connect(lambda _=False: chosen())
    return action
