"""What all pages of the window have in common: a name, and a look that may change. Knows nothing of what they show."""

from typing import ClassVar, Literal

from PySide6.QtWidgets import QWidget

from backtimer.ui.look import Look

PageName = Literal[
    "library", "player", "end", "problems", "preferences", "routine", "safety", "stop", "journal",
    "exam", "report", "drill", "learning", "compare", "print", "breaks", "break",
]  # fmt: skip


class Page(QWidget):
    """One of the pages that the window shows one at a time."""

    name: ClassVar[PageName]

    def set_look(self, look: Look) -> None:
        """Show everything in this look."""
        raise NotImplementedError

    def go_back(self) -> bool:
        """Go one step back on the page itself; say whether there was one."""
        return False
