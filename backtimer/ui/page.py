"""What all pages of the window have in common: a name, and a look that may change. Knows nothing of what they show."""

from typing import ClassVar, Literal

from PySide6.QtWidgets import QWidget

from backtimer.core.settings import Settings
from backtimer.ui.theme import Theme

PageName = Literal["library", "player", "end", "problems"]


class Page(QWidget):
    """One of the pages that the window shows one at a time."""

    name: ClassVar[PageName]

    def set_look(self, theme: Theme, settings: Settings) -> None:
        """Show everything in these colours and as the settings say."""
        raise NotImplementedError
