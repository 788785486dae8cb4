"""The menus and the page about the program. Knows which command stands where; leaves doing it to the window."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenuBar, QWidget

from backtimer import __version__
from backtimer.core.settings import ThemeChoice

LIGHTS: Final[dict[ThemeChoice, str]] = {
    "desktop": "As the desktop",
    "day": "Day",
    "evening": "Evening",
    "candle": "Candle",
}

ABOUT: Final = (
    f"backtimer {__version__}\n\n"
    "Plays a back-massage routine step by step.\n\n"
    "It is a practice and comfort tool for healthy adults. It does not diagnose, treat or prevent anything. If you are "
    "pregnant, unwell, injured or under medical care, ask a professional first.\n\n"
    "The pressure levels follow the idea of Tracy Walton's massage pressure scale.\n"
    "Typeface: Inter, by The Inter Project Authors (SIL Open Font License).\n"
    "Program: MIT licence."
)


def fill_menus(
    bar: QMenuBar,
    actions: Mapping[str, QAction],
    show_folder: Callable[[], None],
    choose_light: Callable[[ThemeChoice], None],
) -> dict[ThemeChoice, QAction]:
    """Put the commands (by their ids in the table of keys) into menus; returns the actions that choose a theme."""
    file, view, learn, about = (bar.addMenu(name) for name in ("&File", "&View", "&Learn", "&Help"))
    file.addAction(actions["open"])
    file.addAction(actions["edit"])
    file.addAction("Show the folder of my routines").triggered.connect(show_folder)
    file.addSeparator()
    file.addAction(actions["journal"])
    file.addAction(actions["breaks"])
    file.addAction(actions["break_now"])
    file.addSeparator()
    file.addAction(actions["preferences"])
    file.addAction(actions["quit"])
    lights: dict[ThemeChoice, QAction] = {}
    group = QActionGroup(bar)
    for choice, name in LIGHTS.items():
        action = view.addAction(name)
        action.setCheckable(True)
        action.triggered.connect(lambda _=False, choice=choice: choose_light(choice))
        group.addAction(action)
        lights[choice] = action
    view.addSeparator()
    view.addAction(actions["terms"])
    view.addAction(actions["full"])
    learn.addAction(actions["about"])
    learn.addAction(actions["drill"])
    about.addAction(actions["keys"])
    about.addAction("About backtimer").triggered.connect(lambda: show_about(bar.window()))
    return lights


def show_about(parent: QWidget) -> None:
    """Say what the program is, by whose ideas, and under which licences."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  # seldom needed

    box = QMessageBox(QMessageBox.Icon.NoIcon, "About backtimer", ABOUT, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.open()
