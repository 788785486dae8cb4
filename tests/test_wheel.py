"""The wheel holds all that the program needs, and plays from wherever it lies."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.shipped import SHIPPED

ROOT = Path(__file__).parents[1]
PARTS = ("backtimer", "assets", "routines", "pyproject.toml", "README.md", "LICENSE", ".gitignore")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of a copy of the tree, built without a network."""
    pytest.importorskip("hatchling")
    place = tmp_path_factory.mktemp("build")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, place / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / part)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place / "out"],
        cwd=place, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (built,) = (place / "out").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tree(folder: str, *patterns: str) -> set[str]:
    """The files of a folder of the tree under their names in the wheel."""
    files = {file for pattern in patterns for file in (ROOT / folder).rglob(pattern)}
    return {f"backtimer/{file.relative_to(ROOT)}" for file in files if file.is_file()}


def test_all_modules_are_in_it(names):
    ours = {str(file.relative_to(ROOT)) for file in (ROOT / "backtimer").rglob("*.py")}
    assert ours == {name for name in names if name.endswith(".py")}


def test_the_fonts_the_figure_the_hands_and_the_craft_are_in_it(names):
    needed = tree("assets", "*.otf", "*.png", "*.jpg", "*.json")
    assert needed - names == set()
    assert {name.split("/")[2] for name in needed} >= {"fonts", "figure", "hands", "strokes.json", "regions.json"}


def test_the_routines_and_the_page_that_teaches_them_are_in_it(names):
    needed = tree("routines", "*.yaml", "*.md", "*.json")
    assert needed - names == set()
    assert {f"backtimer/routines/{name}.yaml" for name in SHIPPED} | {"backtimer/routines/README.md"} <= needed


def test_the_licences_are_in_it(names):
    licences = {name.split("/licenses/")[1] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "assets/fonts/OFL.txt"}


def test_nothing_else_is_in_it(names):
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"backtimer"}
    assert {name for name in names if "__pycache__" in name or "/tests/" in name} == set()


def test_unpacked_it_lists_the_sixteen_and_draws_a_step(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "site"),
        "BACKTIMER_HOME": str(tmp_path / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(*words: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "backtimer", *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    code, out, err = run("list")
    assert (code, err, tuple(line.split()[0] for line in out.splitlines())) == (0, "", SHIPPED)
    code, out, _ = run("list", "--json")
    assert (code, out.count(str(tmp_path / "site" / "backtimer" / "routines"))) == (0, len(SHIPPED))
    assert run("draw", "slow-stroke-3", "--step", "2", "--size", "400x300", "-o", "step.png") == (0, "", "")
    assert (tmp_path / "step.png").read_bytes().startswith(b"\x89PNG")
