"""The command line: what was asked, and which command answers. Knows words and options; does nothing itself.

Commands are imported when they are asked for, so that `list` needs no Qt and `--version` nothing at all.
"""

import argparse
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from backtimer import __version__
from backtimer.core.one_line import one_line

THEMES: Final = ("day", "evening", "candle")
SKINS: Final = ("fair", "warm", "tan", "brown", "deep", "dark")
BUILDS: Final = ("slender", "sturdy")
SHEETS: Final = ("card", "exam", "poster")
PAPERS: Final = ("A4", "A5", "letter")
LAYERS: Final = ("none", "care", "learn")
"""Written out here, so that `list` need not load what knows them; a test holds them together."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one plain line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and end with 2."""
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code: 0 well, 1 not well, 2 for a wrong call."""
    given = sys.argv[1:] if arguments is None else arguments
    _mend_streams()
    if given and not given[0].startswith("-") and given[0] not in COMMANDS:
        given = ["open", *given]
    options = _parser().parse_args(given or ["open"])
    try:
        return _run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; keep Python from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  # nobody shall have to read a traceback
        print(f"backtimer: {one_line(_words_on(error))}", file=sys.stderr)  # noqa: T201
        return 1


def _words_on(error: Exception) -> str:
    """One line on what went wrong. A fault of ours is written into the log."""
    if isinstance(error, ImportError) and ("PySide6" in f"{error.name} {error}" or ".so" in str(error)):
        return f"Qt does not start here: {error}. `backtimer doctor` says what to install."
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    from backtimer.desktop.fault_file import now, told_fault, write_fault  # noqa: PLC0415  # seldom needed
    from backtimer.files.paths import fault_file  # noqa: PLC0415

    file = fault_file()
    details = told_fault(f"{now()}  backtimer {__version__}", type(error), error, error.__traceback__)
    where = f"; {file} tells what" if write_fault(file, details) else f": {type(error).__name__}: {error}"
    return f"something went wrong inside{where}"


def _run(options: argparse.Namespace) -> int:
    """Run the command that was asked for, and see its words on their way."""
    code = int(import_module(f"backtimer.commands.{options.command}_command").run(options))
    sys.stdout.flush()  # here, where a reader who has gone is no fault
    return code


def _mend_streams() -> None:
    """See to it that there is something to write to, and that no sign of a file's name is too strange for it."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed by who started us
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> Parser:
    parser = Parser(prog="backtimer", description="Plays a back-massage routine step by step.")
    parser.add_argument("--version", action="version", version=f"backtimer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    command = commands.add_parser("open", help="open the window (also: no command at all, or just a file)")
    command.add_argument("file", nargs="?", type=Path, help="a routine file to open ready to play")
    command.add_argument("--minimised", action="store_true", help="as a small window, or in the tray: for the login")

    command = commands.add_parser("list", help="the library, one line each")
    command.add_argument("--json", action="store_true", help="as JSON, for programs")

    command = commands.add_parser("check", help="problems of files or folders")
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    command.add_argument("--json", action="store_true", help="as JSON, for programs")

    command = commands.add_parser("plan", help="the timeline that would be played")
    command.add_argument("routine", metavar="ROUTINE", help="an id of the library, or a path")
    _add_wishes(command)
    command.add_argument("--json", action="store_true", help="as JSON, for programs")

    command = commands.add_parser("play", help="play a routine in the window, or in the terminal")
    command.add_argument(
        "routine", nargs="?", metavar="ROUTINE", help="an id of the library, or a path; none: go on where one stopped"
    )
    command.add_argument("--terminal", action="store_true", help="play in the terminal even where there is a display")
    command.add_argument("--speed", type=_speed, default=1.0, metavar="N", help="N times as fast (0.1 to 100)")
    _add_wishes(command)

    command = commands.add_parser(
        "draw", help="one instant of a step as a PNG, or a round of its hands as an animation"
    )
    command.add_argument("routine", metavar="ROUTINE", help="an id of the library, or a path")
    command.add_argument("--step", type=int, required=True, metavar="N", help="which step, from 1")
    command.add_argument("--at", type=float, default=2.0, metavar="SECONDS", help="how long after its start")
    command.add_argument("--loop", action="store_true", help="a whole round of the hands, as an animation")
    command.add_argument("--size", type=_size, default=None, metavar="WxH", help="1280x800; of a loop 640x640")
    command.add_argument("--theme", choices=THEMES, default="evening")
    command.add_argument("--skin", choices=SKINS, default="warm")
    command.add_argument("--build", choices=BUILDS, default="slender")
    command.add_argument("--layer", choices=LAYERS, default="none", help="what lies over the back")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="a PNG; of a loop WebP or GIF"
    )

    command = commands.add_parser("sheet", help="a routine on paper, as a PDF")
    command.add_argument("routine", metavar="ROUTINE", help="an id of the library, or a path")
    command.add_argument("--kind", choices=SHEETS, default="card", help="cue card, exam sheet, or poster")
    command.add_argument("--paper", choices=PAPERS, default="A4")
    _add_wishes(command)
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="a PDF")

    command = commands.add_parser("journal", help="what was done, one line for each session")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON, for programs")
    form.add_argument("--csv", action="store_true", help="as CSV, for spreadsheets: one line for each step")

    command = commands.add_parser("break", help="a break at the desk, in the program that runs")
    word = command.add_mutually_exclusive_group()
    word.add_argument("--now", action="store_true", help="begin one (also: no option at all)")
    word.add_argument("--status", action="store_true", help="when the next one is due")
    word.add_argument("--pause", metavar="TIME", help="no reminders for 1h, for 90m, or until `tomorrow`")
    word.add_argument("--resume", action="store_true", help="reminders again")

    commands.add_parser("schema", help="JSON Schema of the routine file")
    command = commands.add_parser("doctor", help="what works on this machine, and what to install")
    command.add_argument("--sound", action="store_true", help="ring a bell and speak a sentence")
    return parser


COMMANDS: Final = ("open", "list", "check", "plan", "play", "draw", "sheet", "journal", "break", "schema", "doctor")


def _add_wishes(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--length", type=_length, metavar="TIME", help="how long it takes in all: 15m, 12:30, or seconds"
    )
    command.add_argument(
        "--pressure", type=int, choices=(-1, 0, 1), default=0, help="softer or firmer, for this receiver"
    )
    command.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="REGION",
        help="leave out steps on a region; may be repeated",
    )


def _length(text: str) -> int:
    from backtimer.core.timing import parse_duration  # noqa: PLC0415  # `--version` loads nothing

    length = parse_duration(text)
    if length is None:
        raise argparse.ArgumentTypeError(f"{text} is no time; write 15m, 12:30 or 900")
    return length


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no number") from None
    if not 0.1 <= speed <= 100:  # noqa: PLR2004  # slower stands still, faster cannot be followed
        raise argparse.ArgumentTypeError(f"{text} is not between 0.1 and 100")
    return speed


def _size(text: str) -> tuple[int, int]:
    wide, sign, high = text.partition("x")
    if not (sign and wide.isdecimal() and high.isdecimal() and text.isascii()):
        raise argparse.ArgumentTypeError(f"{text} is not of the form 1280x800")
    size = int(wide), int(high)
    if not (200 <= size[0] <= 8000 and 200 <= size[1] <= 8000):  # noqa: PLR2004  # what a page can fill
        raise argparse.ArgumentTypeError(f"{text}: each side from 200 to 8000 pixels")
    return size


if __name__ == "__main__":
    sys.exit(main())
