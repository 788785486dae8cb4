"""A theme for Qt's own widgets: menus, buttons, lists, scroll bars. Knows the theme's roles and Qt's."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from backtimer.ui.theme import Theme, ThemeName

ROLES: Final = (
    (QPalette.ColorRole.Window, "ground"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "raised"),
    (QPalette.ColorRole.AlternateBase, "ground"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.Button, "raised"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.BrightText, "ink"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.PlaceholderText, "quiet"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Dark, "line"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Link, "accent"),
)


def palette_of(theme: Theme) -> QPalette:
    """The theme in Qt's roles."""
    palette = QPalette()
    for role, name in ROLES:
        palette.setColor(role, QColor(getattr(theme, name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    return palette


SCROLLING: Final = (
    "{kind} {{ background: {ground}; border: none; }}"
    "QScrollBar:vertical {{ width: 10px; background: transparent; border: none; margin: 0; }}"
    "QScrollBar::handle:vertical {{ background: {line}; border-radius: 5px; min-height: 48px; }}"
    "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; border: none; }}"
    "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}"
)


def scrolling(theme: Theme, kind: str) -> str:
    """The style sheet of something that scrolls: no frame, and a quiet bar. `kind` selects the widget."""
    return SCROLLING.format(kind=kind, ground=theme.ground, line=theme.line)


def desktop_theme() -> ThemeName:
    """Day or evening, as the desktop is light or dark; where it does not say, as its windows are."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme == Qt.ColorScheme.Unknown:
        light = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightnessF() > 0.5  # noqa: PLR2004
        return "day" if light else "evening"
    return "evening" if scheme == Qt.ColorScheme.Dark else "day"
