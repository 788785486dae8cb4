"""Throws mangled routine files at the parser and the lint: `python -m tests.fuzz [--files 100000] [--seed 1]`.

Starts from the shipped routines, the broken files of the tests, and its corpus; keeps every file that makes the
parser say something new, and mangles it further. The files are read in a process of its own with little memory, so
that a crash of the C parser, an endless loop or a flood of memory is found too, and laid into `--found` to become a
test.
"""

import argparse
import mmap
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from backtimer.core.fit import LengthError
from backtimer.core.handbook import Handbook
from backtimer.core.plan import NothingLeftError, make_plan
from backtimer.core.routine import card_of
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import Reading, parse_routine
from backtimer.files.steps import total_steps
from backtimer.files.text_file import MAX_BYTES, UnreadableError, decoded

ROOT: Final = Path(__file__).parents[1]
CORPUS: Final = ROOT / "tests" / "fuzz_corpus"

SECONDS: Final = 2.0
"""No file may take more of the processor than this."""

MEMORY: Final = 300 * 2**20
"""Nor more bytes than this, beside what the program itself has."""

SILENCE: Final = 20.0
"""Seconds without a file done, after which the reader counts as hung."""

LARGEST_MANGLED: Final = 20_000
"""Larger files are read as well, but not mangled further."""

MOST: Final = 3_000
"""So many files are at hand to be mangled: the memory is for the parser."""

LARGEST_KEPT: Final = 1_500
"""Only small files are kept in the corpus: they are mangled faster, and are read by people."""

WORDS: Final[tuple[bytes, ...]] = tuple(
    word.encode()
    for word in (
        *"[]{}:-?,&*!|>'\"%@`#~=+/\\\t\r\n",
        *("- ", ": ", " #", "---\n", "...\n", "<<: ", "&a ", "*a", "!!python/object:os.system ", "!!binary "),
        *("? ", "|+\n", ">-\n", "%YAML 1.1\n"),
        *("no", "yes", "true", "null", "~", "0", "-1", "1", "5", "6", "1e9", "0x10", "010", ".inf", ".nan", "²", "٣"),
        *("90", "1:30", "0:00", "999:59", "2 min", "1 min 30 s", "0.05 min", "86400", "86401", "9" * 400),
        *("6/min", "900/min", "5/s", "3 cm/s", "0 cm/s", "still", "both", "left", "right", "each", "middle", "wait"),
        *("stroke: hold", "region: sacrum", "time: 20", "repeat: 2", "steps:", "side: each", "pressure: [1, 3, 2]"),
        *("optional: true", "least: 10", "most: 99", "check_in: true", "advance: wait", "path: [[0, 0], [1, 1]]"),
        *("upper_trap+neck_back", "+", "++", "level: student", "for: [self]", "position: [prone, seated]", "title: "),
        *("tolerance: 20 %", "101 %", "locked: true", "points: 100"),
        *("rubric:\n- item: Calm\n  points: 3\n  step: hold\n",),
        *("extend: evening", "extend: below", "extend: fuzz", "extend: ../evening", "extend: stack-4", "\n# below\n"),
        *("changes:\n- drop: Greeting\n", "- replace: heel_circles\n  pressure: 2\n", "- drop: Rest the hands (2)\n"),
        *("- add: {stroke: hold, region: sacrum, time: 20}\n  after: Open fans\n", " (1)", "(0)", "before: hold"),
        *("\u202e", "\u200b", "\ufeff", "\u2028", "\x85", "\x00", "\x1b[2J", "\U0001f600", "e\u0301"),
        *("\ud7ff", "\uffff", "1" + " " * 99),
        *('"\\x00"', '"\\ud800"', '"\\U00110000"', '"\\N"', '"\\', "a: " * 30, "[" * 30, "- " * 30, "{a: " * 25),
    )
)  # fmt: skip

RUDE: Final = (b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xef\xbb\xbf", b"\xff\xfe")
"""No UTF-8, or only at the beginning of a file."""

BASES: Final = {file.stem: file.read_text(encoding="utf-8") for file in (ROOT / "tests" / "bases").glob("*.yaml")}
"""What a file may extend, besides what stands in it below `# below`, which is mangled with it."""

_BELOW: Final = "\n# below\n"

_KEY: Final = re.compile(rb"(?m)^([- ]*[a-z_]+:)[ ]?(.*)$")
_NUMBER: Final = re.compile(rb"[0-9]+(?:\.[0-9]+)?")


# --- mangling ---


def _cut(data: bytes, random: Random) -> tuple[int, int]:
    """Two places in the data, seldom far from each other."""
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + int(random.expovariate(1 / 24)))


def _insert_word(data: bytes, random: Random, _: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(WORDS) + data[at:]


def _insert_rudeness(data: bytes, random: Random, _: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(RUDE) + data[at:]


def _flip(data: bytes, random: Random, _: bytes) -> bytes:
    found = bytearray(data or b"a")
    found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def _take_away(data: bytes, random: Random, _: bytes) -> bytes:
    start, end = _cut(data, random)
    return data[:start] + data[end:]


def _repeat(data: bytes, random: Random, _: bytes) -> bytes:
    start, end = _cut(data, random)
    return data[:end] + data[start:end] * min(1 << random.randrange(1, 14), 40_000 // max(end - start, 1)) + data[end:]


def _splice(data: bytes, random: Random, other: bytes) -> bytes:
    return data[: _cut(data, random)[0]] + other[_cut(other, random)[0] :]


def _other_value(data: bytes, random: Random, _: bytes) -> bytes:
    """Another value behind a key that stands there."""
    keys = list(_KEY.finditer(data))
    if not keys:
        return _insert_word(data, random, b"")
    key = random.choice(keys)
    value: bytes = random.choice(WORDS) if random.random() < 0.5 else random.choice(keys)[2]
    return b"".join((data[: key.end(1)], b" ", value, data[key.end() :]))


def _other_number(data: bytes, random: Random, _: bytes) -> bytes:
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return _flip(data, random, b"")
    number = random.choice(numbers)
    value = random.choice([0, 1, 2, 3, 4, 5, 6, 9, 10, 30, 31, 59, 60, 90, 91, 240, 1_000, 2_000, 10**9, 10**30])
    return data[: number.start()] + b"%d" % value + data[number.end() :]


def _other_lines(data: bytes, random: Random, other: bytes) -> bytes:
    """A line more, less, twice, elsewhere, or further in."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(random.randrange(len(lines)), lines[at])
        case 2:
            lines.insert(at, random.choice(other.split(b"\n")))
        case 3:
            lines[at] = b" " * random.randrange(1, 5) + lines[at]
        case _:
            lines[at] = lines[at].lstrip()
    return b"\n".join(lines)


MANGLERS: Final[tuple[Callable[[bytes, Random, bytes], bytes], ...]] = (
    *(_insert_word, _insert_word, _other_value, _other_value, _other_value, _other_number, _other_number),
    *(_other_lines, _other_lines, _take_away, _flip, _splice, _repeat, _insert_rudeness),
)


def mangled(files: list[bytes], random: Random) -> bytes:
    """One of the files, with some of its bytes, words, values or lines changed; never larger than may be read."""
    data = random.choice(files)
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        data = random.choice(MANGLERS)(data, random, random.choice(files))
    return data[:MAX_BYTES]


# --- judging ---


class FoundError(Exception):
    """The parser did something that it must never do."""


class Verdict(NamedTuple):
    """What was said of a file, without its words and numbers, and how many seconds reading and planning it took.

    `size` tells roughly how many problems and steps it has: a file that is new only by that is mangled further too.
    """

    said: frozenset[str]
    reading: float
    planning: float = 0.0
    size: tuple[int, int] = (0, 0)


def judge(data: bytes, handbook: Handbook, random: Random) -> Verdict:
    """Read the data as a routine, and lay it out in time. Raises whatever was found."""
    started = time.process_time()
    try:
        text = decoded(data)
    except UnreadableError as reason:
        _look_at_place(*reason.place, _lines(data.decode("utf-8", "replace")))
        return Verdict(frozenset({_kind(reason.words)}), 0.0)
    text, _, below = text.partition(_BELOW)
    reading = parse_routine(text, "fuzz.yaml", "fuzz", handbook, lambda name: _base(name, below))
    spent = time.process_time() - started
    if spent > SECONDS:
        raise FoundError(f"took {spent:.1f} s")
    _look_at(reading, text)
    said = {_kind(problem.text) for problem in reading.problems}
    if reading.routine is None:
        return Verdict(frozenset(said), spent, size=(len(reading.problems).bit_length(), 0))
    card_of(reading.routine)
    length = None if random.random() < 0.9 else Ms(random.randrange(1, 3_600) * 1_000)
    started = time.process_time()
    try:
        make_plan(reading.routine, Wishes(length=length, pressure=random.choice((-1, 0, 1))))
    except (LengthError, NothingLeftError):
        said.add("no plan")
    spent_planning = time.process_time() - started
    steps = total_steps(reading.routine.steps)
    size = (len(reading.problems).bit_length(), steps.bit_length())
    return Verdict(frozenset({"a routine", *said}), spent, spent_planning, size)


def _base(name: str, below: str) -> str:
    if name == "below":
        return below
    if name not in BASES:
        words = "there is none"
        raise UnreadableError(words)
    return BASES[name]


def _look_at(reading: Reading, text: str) -> None:
    """Raise FoundError where an answer of the parser is no proper answer."""
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if (reading.routine is None) != bool(errors):
        raise FoundError(
            "neither a routine nor an error" if reading.routine is None else "a routine in spite of errors"
        )
    lines = _lines(text)
    for problem in reading.problems:
        _look_at_place(problem.line, problem.column, lines)
        if not problem.text.isprintable():
            raise FoundError(f"a message with hidden characters or line ends: {problem.text!r}")
        if len(problem.text) > 400:
            raise FoundError(f"a message of {len(problem.text)} characters")


def _lines(text: str) -> tuple[list[str], list[str]]:
    """The lines of a text as editors count them, and as YAML does, for which a lone CR ends one too."""
    return text.split("\n"), re.split("\r\n|\n|\r", text)


def _look_at_place(line: int, column: int, texts: tuple[list[str], list[str]]) -> None:
    """Raise FoundError where there is no such place, however lines are counted."""
    for lines in texts:
        long = len(lines[line - 1]) if 1 <= line <= len(lines) else 0
        if 1 <= line <= len(lines) + 1 and 1 <= column <= long + 2:
            return
    raise FoundError(f"there is no column {column} in line {line}")


def _kind(words: str) -> str:
    """A message without what stands in the file: two that differ only there are the same."""
    return re.sub(r"`.*`|[0-9][0-9.,:]*", "", words)


# --- the reader's process ---


def seeds() -> list[bytes]:
    """All files to start from."""
    folders = (ROOT / "routines", ROOT / "tests" / "broken", ROOT / "tests" / "bases", CORPUS)
    found = [file for folder in folders for file in folder.glob("*.yaml")]
    return [file.read_bytes() for file in sorted(found) if file.stat().st_size <= LARGEST_MANGLED]


def read_many(seed: int, count: int, board: mmap.mmap, keep: Path | None) -> Iterator[str]:
    """Mangle and read so many files. Each stands on the board while it is read; gives a line for each new answer."""
    handbook = read_handbook(ROOT / "assets")
    random = Random(seed)  # noqa: S311  # chance, no secret
    files = seeds()
    known: set[tuple[frozenset[str], tuple[int, int]]] = set()
    for data in files:
        _write(board, 0, data)
        verdict = judge(data, handbook, random)
        known.add((verdict.said, verdict.size))
    parts = {part for said, _ in known for part in said}
    reading = planning = 0.0
    for number in range(count):
        data = mangled(files, random)
        _write(board, number, data)
        verdict = judge(data, handbook, random)
        said, reading, planning = verdict.said, max(reading, verdict.reading), max(planning, verdict.planning)
        if (said, verdict.size) in known:
            continue
        known.add((said, verdict.size))
        if len(data) <= LARGEST_MANGLED:
            files.append(data)
            if len(files) > MOST:
                files.pop(random.randrange(len(files)))
        if (new := said - parts) and len(data) <= LARGEST_KEPT:
            parts |= said
            yield f"new: {min(new)[:100]}"
            if keep is not None:
                (keep / f"{seed}-{number}.yaml").write_bytes(data)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield f"slowest: {reading:.2f} s to read, {planning:.2f} s to plan; most memory: {most} MiB"


def _write(board: mmap.mmap, number: int, data: bytes) -> None:
    board[:16] = number.to_bytes(8, "big") + len(data).to_bytes(8, "big")
    board[16 : 16 + len(data)] = data


def _read(board: mmap.mmap) -> tuple[int, bytes]:
    size = int.from_bytes(board[8:16], "big")
    return int.from_bytes(board[:8], "big"), board[16 : 16 + size]


def _be_the_reader(seed: int, count: int, board_file: Path, keep: Path | None) -> None:
    with board_file.open("r+b") as file, mmap.mmap(file.fileno(), 0) as board:
        own = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (own + MEMORY,) * 2)
        for line in read_many(seed, count, board, keep):
            print(line, flush=True)  # noqa: T201


# --- the one who watches it ---


def watch(seed: int, count: int, found: Path, keep: Path | None) -> int:
    """Have so many files read; lay each that breaks the reader into `found`, and give their number."""
    done = breaks = 0
    with tempfile.TemporaryDirectory() as folder:
        board_file = Path(folder) / "board"
        board_file.write_bytes(bytes(16 + MAX_BYTES))
        with board_file.open("r+b") as file, mmap.mmap(file.fileno(), 0) as board:
            while done < count:
                _write(board, 0, b"")
                call = [sys.executable, "-m", "tests.fuzz", "--seed", str(seed), "--files", str(count - done)]
                call += ["--board", str(board_file)] + ([] if keep is None else ["--keep", str(keep)])
                errors = Path(folder) / "errors"
                with errors.open("wb") as out:
                    reader = subprocess.Popen(call, cwd=ROOT, stderr=out)
                    silent = _watched(reader, board)
                if reader.returncode == 0:
                    return breaks
                number, data = _read(board)
                done, seed, breaks = done + number + 1, seed + 1_000_003, breaks + 1
                name = found / f"{seed}-{number}.yaml"
                found.mkdir(parents=True, exist_ok=True)
                name.write_bytes(data)
                why = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
                print(f"FOUND {name}: {'hung' if silent else reader.returncode} {why}", flush=True)  # noqa: T201
    return breaks


def _watched(reader: "subprocess.Popen[bytes]", board: mmap.mmap) -> bool:
    """Wait for the reader's end; end it, and say True, where it is at one file for too long."""
    before = None
    while True:
        try:
            reader.wait(SILENCE)
        except subprocess.TimeoutExpired:
            now = board[:16]
            if now == before:
                reader.kill()
                reader.wait()
                return True
            before = now
        else:
            return False


def main() -> int:
    """Fuzz as the command line asks; 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="where files that break it are laid")
    parser.add_argument("--keep", type=Path, help="a folder for files with new answers: candidates for the corpus")
    parser.add_argument("--board", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.board is not None:
        _be_the_reader(options.seed, options.files, options.board, options.keep)
        return 0
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    breaks = watch(options.seed, options.files, options.found, options.keep)
    print(f"{options.files:,} files in {time.monotonic() - started:.0f} s, {breaks} broke the reader")  # noqa: T201
    return 1 if breaks else 0


if __name__ == "__main__":
    sys.exit(main())
