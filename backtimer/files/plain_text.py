"""Values as other programs may have them: seconds for times, and cells that no spreadsheet takes for a formula."""

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that begins so for a formula, and may do what it says."""


def seconds(milliseconds: int) -> float:
    """Whole seconds as a whole number."""
    return milliseconds // 1000 if milliseconds % 1000 == 0 else milliseconds / 1000


def cell(value: object) -> object:
    """A value as a spreadsheet may have it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
