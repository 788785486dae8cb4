"""What is wrong with a file, and where. Knows nothing of how it was found."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: an error keeps the routine from playing, a warning does not. Line and column count from 1."""

    file: str
    line: int
    column: int
    severity: Severity
    text: str

    def __str__(self) -> str:
        """One line, in the form that editors can jump to."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.text}"
