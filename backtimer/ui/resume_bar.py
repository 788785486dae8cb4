"""Offers to go on with a massage that was not finished: one key, or a click. Knows no plan and no file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backtimer.ui.flat_button import FlatButton
from backtimer.ui.lettering import SEMIBOLD, face
from backtimer.ui.theme import Theme


class ResumeBar(QWidget):
    """Two buttons, shown only while there is something to go on with."""

    accepted = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.go_on = FlatButton("", first=True)
        self.not_now = FlatButton("Not now")
        self.go_on.clicked.connect(self.accept)
        self.not_now.clicked.connect(self._refuse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.go_on, 1)
        row.addWidget(self.not_now)
        self.hide()

    def offer(self, text: str) -> None:
        """Offer this."""
        self.go_on.setText(f"{text}   ( G )")
        self.show()

    def accept(self) -> None:
        """Go on, where there is something to go on with."""
        if self.isVisible():
            self.hide()
            self.accepted.emit()

    def set_look(self, theme: Theme, unit: float) -> None:
        """Show it in other colours; `unit` is one pixel of the 800-pixel sketch."""
        for button in (self.go_on, self.not_now):
            button.set_theme(theme)
            button.setFont(face(19 * unit, SEMIBOLD))
            button.setFixedHeight(round(60 * unit))
            button.setMinimumWidth(round(150 * unit))

    def _refuse(self) -> None:
        self.hide()
        self.refused.emit()
