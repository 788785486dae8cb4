"""The table of faults names only tests that there are, and all of those that stand in this folder."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = (TESTS.parent / "docs" / "faults.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)`", TABLE)


def those_in(file: Path) -> set[str]:
    """The names of all tests in a file."""
    functions = (
        node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
    )
    return {function.name for function in functions if function.name.startswith("test_")}


def test_every_test_that_is_named_is_there():
    missing = [f"{file}::{test}" for file, test in NAMED if test not in those_in(TESTS / file)]
    assert len(NAMED) > 60
    assert missing == []


def test_every_fault_is_shown_by_something():
    rows = [
        line.split("|")
        for line in TABLE.splitlines()
        if line.startswith("|") and not line.startswith(("|---", "| What h"))
    ]
    assert all("::" in row[3] for row in rows)


def test_every_test_of_this_folder_is_named():
    named = {test for _, test in NAMED}
    here = {
        test
        for file in Path(__file__).parent.glob("test_*.py")
        if file.name != "test_table.py"
        for test in those_in(file)
    }
    assert here - named == {"test_the_signals_are_given_back"}
