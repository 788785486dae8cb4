"""The house holds: who may see whom, and that nothing happens on import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "backtimer").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

SEES = {
    "core": {"core"},
    "words": {"core"},
    "break_words": {"core"},
    "safety_words": {"core"},
    "files": {"core", "files", "yaml"},
    "cues": {"core", "cues", "words", "PySide6"},
    "ui": {"core", "ui", "words", "safety_words", "PySide6"},
    "desktop": {"core", "desktop", "PySide6"},
    "terminal": {"core", "terminal", "words"},
    "spacing": {"core", "fsrs"},
}
"""Whom the parts may see, besides the standard library. Who is not named here sees everything."""

NOT_IN_CORE = {
    "os", "pathlib", "io", "shutil", "tempfile", "time", "datetime", "socket", "subprocess", "threading", "logging",
}  # fmt: skip
NOT_ON_A_DESKTOP = {"PySide6.QtQuick", "PySide6.QtQml", "PySide6.QtWebEngineCore"}


def name_of(module: Path) -> str:
    """`core` of backtimer/core/motion/way.py, `words` of backtimer/words.py."""
    return module.relative_to(ROOT / "backtimer").parts[0].removesuffix(".py")


def imports(module: Path) -> set[str]:
    """All that a module imports, at its top or later, by full name."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def part(name: str) -> str:
    """`core` of backtimer.core.plan, else the package from outside."""
    names = name.split(".")
    return names[1] if names[0] == "backtimer" and len(names) > 1 else names[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_a_module_sees_only_whom_it_may(module):
    seen = {part(name) for name in imports(module)} - {"__version__"}
    allowed = SEES.get(name_of(module))
    if allowed is not None:
        assert seen - sys.stdlib_module_names <= allowed
    if name_of(module) == "core":
        assert not seen & NOT_IN_CORE
    if "yaml" in seen:
        assert module.name == "yaml_tree.py"
    if "fsrs" in seen:
        assert module.name == "spacing.py"
    assert not {name for name in imports(module) if name.startswith(tuple(NOT_ON_A_DESKTOP))}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_a_module_says_what_it_is(module):
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


ON_IMPORT = """
import importlib, os, sys, threading
names = sys.argv[1:]
for name in names:
    if name.split(".")[1:2] in (["core"], ["files"], ["terminal"], ["words"]):
        importlib.import_module(name)
assert "PySide6" not in sys.modules, "Qt came in where none is needed"
from PySide6.QtCore import QCoreApplication  # which changes the environment itself
before = dict(os.environ), set(threading.enumerate())
for name in names:
    importlib.import_module(name)
assert QCoreApplication.instance() is None, "an application was made"
assert (dict(os.environ), set(threading.enumerate())) == before, "the process was changed"
"""


def test_nothing_happens_on_import(tmp_path):
    names = [".".join(module.relative_to(ROOT).with_suffix("").parts) for module in MODULES]
    names = [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", ON_IMPORT, *names],
        capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", TESTS, ids=lambda module: str(module.relative_to(ROOT)))
def test_no_test_waits(module):
    waits = {"sleep", "qWait", "qSleep", "msleep"}
    called = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.Name)
    }
    assert not called & waits
