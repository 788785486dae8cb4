"""`backtimer check`: the problems of files and folders. Needs no Qt."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from backtimer.commands.asking import the_handbook
from backtimer.core.one_line import one_line
from backtimer.files.library import ENDINGS
from backtimer.files.routine_file import read_routine


def run(options: Namespace) -> int:
    """Print every problem; 0 when there is no error (warnings may be), 1 otherwise, 2 when a path does not exist."""
    missing = [path for path in options.paths if not path.exists() and not path.is_symlink()]
    for path in missing:
        print(f"backtimer: {one_line(str(path))}: no such file or folder", file=sys.stderr)
    if missing:
        return 2
    handbook = the_handbook()
    problems = [problem for file in _files(options.paths) for problem in read_routine(file, handbook).problems]
    if options.json:
        print(json.dumps([asdict(problem) for problem in problems], indent=2))
    else:
        for problem in problems:
            print(one_line(str(problem)))
    return int(any(problem.severity == "error" for problem in problems))


def _files(given: list[Path]) -> Iterator[Path]:
    """Every file that was named, and every routine file in the folders that were named."""
    for path in given:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix in ENDINGS and file.is_file())
            if not found:
                print(f"backtimer: {one_line(str(path))}: no routine files here", file=sys.stderr)
            yield from found
        else:
            yield path
