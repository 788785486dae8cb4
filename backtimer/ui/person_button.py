"""For whom a routine is: a button whose menu knows the people. Knows names; leaves what a person likes to the page."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from backtimer.core.person import LONGEST_NAME, Person, PersonError, named, put, without
from backtimer.ui.answer_button import AnswerButton

WHY_NOT = {
    "nameless": "A person needs a name.",
    "taken": "Somebody of that name is there already.",
    "too_many": "No more people can be kept.",
}


class PersonButton(AnswerButton):
    """Shows who was chosen. `chosen` carries a person or None, `changed` all people when one came, changed or went.

    `remember_asked` carries the name of a person for whom the wishes of now are to be kept.
    """

    chosen = Signal(object)
    changed = Signal(object)
    remember_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._people: tuple[Person, ...] = ()
        self._person: Person | None = None
        self.clicked.connect(self._open)
        self.choose(None)

    @property
    def name_chosen(self) -> str:
        """The name of the person who was chosen; empty for anybody."""
        return self._person.name if self._person else ""

    def know(self, people: tuple[Person, ...]) -> None:
        """Offer these people."""
        self._people = people

    def choose(self, person: Person | None) -> None:
        """Show that this person was chosen."""
        self._person = person
        self.setText(f"For {person.name}" if person else "For anybody")
        self.setAccessibleName(self.text())
        self.setChecked(person is not None)

    def remember(self, person: Person) -> None:
        """Keep a person, new or changed, and choose them."""
        try:
            self._people = put(self._people, person)
        except PersonError as error:
            self.setToolTip(WHY_NOT[error.why])
            return
        self.choose(named(self._people, person.name))
        self.changed.emit(self._people)

    def menu_now(self) -> QMenu:
        """The menu as it is now: everybody, and what can be kept or forgotten."""
        menu = QMenu(self)
        menu.setFont(self.font())
        for person in (None, *self._people):
            action = menu.addAction((person.name if person else "Anybody").replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(person == self._person)
            action.triggered.connect(lambda _=False, person=person: self._choose(person))
        menu.addSeparator()
        menu.addAction("Remember these wishes for somebody new …").triggered.connect(self._ask_name)
        if self._person is not None:
            name = self._person.name
            shown = name.replace("&", "&&")
            menu.addAction(f"Remember these wishes for {shown}").triggered.connect(
                lambda: self.remember_asked.emit(name)
            )
            menu.addAction(f"Forget {shown}").triggered.connect(lambda: self._forget(name))
        return menu

    def _open(self) -> None:
        self.setChecked(self._person is not None)
        self.menu_now().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _choose(self, person: Person | None) -> None:
        self.choose(person)
        self.chosen.emit(person)

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Somebody new")
        dialog.setLabelText("Whose wishes are these? The name stays on this machine.")
        dialog.textValueSelected.connect(lambda name: self.remember_asked.emit(name[:LONGEST_NAME]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _forget(self, name: str) -> None:
        self._people = without(self._people, name)
        self._choose(None)
        self.changed.emit(self._people)
