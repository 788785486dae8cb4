"""Writes the tables of routines/README.md from the files in assets/, so that the page and the data agree.

`python -m tools.format_tables` rewrites them in place; with `--check` it changes nothing and exits 1 if they differ.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "routines" / "README.md"
ASSETS: Final = ROOT / "assets"


def with_tables(page: str, assets: Path = ASSETS) -> str:
    """Give the page with every table between its markers as the data have it. Raises ValueError for a lost marker."""
    tables = {
        "strokes": _strokes(_load(assets, "strokes")),
        "regions": _regions(_load(assets, "regions")),
        "landmarks": _landmarks(_load(assets, "landmarks")),
    }
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        if page.count(begin) != 1 or page.count(end) != 1:
            message = f"the page needs {begin.strip()} and {end}, once each"
            raise ValueError(message)
        before, rest = page.split(begin)
        page = f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}"
    return page


def up_to_date(page: Path = PAGE, assets: Path = ASSETS) -> bool:
    """Whether the tables of the page are those of the data."""
    text = page.read_text(encoding="utf-8")
    return text == with_tables(text, assets)


def main(arguments: list[str] | None = None) -> int:
    """Rewrite the tables, or only check them. Gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.format_tables", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the tables differ")
    if parser.parse_args(arguments).check:
        if up_to_date():
            return 0
        print(f"{PAGE}: the tables differ from assets/: run python -m tools.format_tables", file=sys.stderr)
        return 1
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return 0


def _load(assets: Path, name: str) -> Any:  # noqa: ANN401  # JSON has no other type
    return json.loads((assets / f"{name}.json").read_bytes())


def _strokes(strokes: dict[str, dict[str, Any]]) -> str:
    head = ("Stroke", "Name", "Term", "Usual tempo", "Usual pressure")
    rows = ((f"`{id_}`", s["name"], s["term"], s["tempo"], s["pressure"] or "–") for id_, s in strokes.items())
    return _table(head, rows)


def _regions(regions: dict[str, dict[str, Any]]) -> str:
    def highest(region: dict[str, Any]) -> str:
        cap, firmest = region["cap"], region["firmest"]
        return str(cap) if cap == firmest else f"{cap}, experienced {firmest}"

    head = ("Region", "Name", "Highest pressure")
    return _table(head, ((f"`{id_}`", region["name"], highest(region)) for id_, region in regions.items()))


def _landmarks(landmarks: dict[str, Any]) -> str:
    vertebrae = {name: (0, y) for name, y in landmarks["vertebral_tips_y"].items()}
    points = vertebrae | landmarks["landmarks_right"]
    return _table(("Landmark", "x", "y"), ((f"`{name}`", f"{x:g}", f"{y:g}") for name, (x, y) in points.items()))


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
