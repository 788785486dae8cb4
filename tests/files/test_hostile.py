"""Hostile files change nothing and cost little: each is read in a process of its own that has little to spend."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = "backtimer: 1\ntitle: A try\nsteps:\n"
HOLD = "{stroke: hold, region: sacrum, time: 20}"
MIB = 1_048_576

READER = """
import os, re, resource, sys
from pathlib import Path
from backtimer.files.handbook_file import read_handbook
from backtimer.files.routine_file import read_routine
handbook = read_handbook(Path(sys.argv[2]))
own = int(re.search(r"VmSize:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
resource.setrlimit(resource.RLIMIT_AS, (own + 300 * 2**20,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + 2,) * 2)
if sys.argv[3:] and os.geteuid() == 0:
    os.seteuid(65534)
reading = read_routine(Path(sys.argv[1]), handbook)
assert reading.routine is None
for problem in reading.problems[:12]:
    print(f"{problem.line}:{problem.column}: {problem.severity}: {problem.text}")
"""


def told(path, *nobody):
    """Read the file under limits; give the first lines that were told about it."""
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path), str(ROOT / "assets"), *nobody],
        cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def steps(*lines):
    return (HEAD + "".join(f"{line}\n" for line in lines)).encode()


def hold(time):
    return steps(f"- {{stroke: hold, region: sacrum, time: {time}}}")


BOMB = [b"a0: &a0 [x]"] + [b"a%d: &a%d [%s]" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10)]
NESTED = [f"{'  ' * n}{line}" for n in range(8) for line in ("- repeat: 2000", "  steps:")]
WORDS = [f"- {{stroke: feathre{n}, region: nekc{n}, time: x{n}}}" for n in range(2_200)]

HUGE = {
    "twenty_megabytes": (b"a" * 20 * MIB, "larger than 1 MiB"),
    "brackets": (b"[" * 100_000, "more than 20 levels"),
    "dashes": (b"- " * 500_000, "more than 20 levels"),
    "deep_mappings": (b"".join(b" " * n + b"a:\n" for n in range(1_000)), "more than 20 levels"),
    "braces": (b"{a: " * 100_000, "more than 20 levels"),
    "alias_bomb": (b"\n".join(BOMB), "names with &"),
    "billion_repeats": (steps(*NESTED, f"{'  ' * 8}- {HOLD}"), "more than a billion steps"),
    "one_key": (b"a" * (MIB - 10), "a routine begins with"),
    "one_key_with_value": (b"a" * (MIB - 10) + b": b", "a colon and a space"),
    "one_long_key": (b"? " + b"a" * (MIB - 10) + b"\n: b", "unknown key `aaaa"),
    "one_long_text": (HEAD.replace("A try", f'"{"a" * (MIB - 100)}"').encode(), "characters: 200 at most"),
    "steps": (steps(*[f"- {HOLD}"] * 25_000)[:MIB], "more than 20,000 keys and values"),
    "many_unknown_words": (steps(*WORDS), "unknown stroke"),
    "many_keys": (b"".join(b"k%d: v\n" % n for n in range(9_900)), "missing"),
    "big_number": (steps(f"- repeat: {'9' * 500_000}", f"  steps: [{HOLD}]"), "whole number"),
    "big_version": (b"backtimer: " + b"9" * 500_000, "update backtimer"),
    "big_time": (hold("9" * 500_000), "is no time"),
    "spaces_in_a_time": (hold(f"'1{' ' * 500_000}x'"), "is no time"),
    "pluses": (steps(f"- {{stroke: hold, region: {'+' * 500_000}, time: 20}}"), "a + with no region"),
    "nothing_but_nul": (bytes(MIB), "hidden character (U+0000)"),
    "tabs": (b"\t\n" * 500_000, "begins with a tab"),
    "one_line_of_tabs": (b"\t" * (MIB - 1), "begins with a tab"),
    "spaces": (b" " * (MIB - 1), "the file is empty"),
    "not_utf8": (HEAD.encode() + b"- stroke: caf\xe9\n", "4:14: error: a character here is not UTF-8"),
    "utf16": (HEAD.encode("utf-16"), "UTF-16"),
}


@pytest.mark.parametrize("name", HUGE)
def test_hostile_files_cost_little(name, tmp_path):
    data, expected = HUGE[name]
    path = tmp_path / f"{name}.yaml"
    path.write_bytes(data)
    assert expected in told(path)


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "fifo.yaml", 0o666)
    assert "no ordinary file" in told(tmp_path / "fifo.yaml")
    assert "a folder" in told(tmp_path)
    assert "no ordinary file" in told("/dev/zero")
    assert "no such file" in told(tmp_path / "missing.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    assert "cannot be read" in told(tmp_path / "loop.yaml")


def test_a_file_without_permission_is_told(tmp_path):
    path = tmp_path / "secret.yaml"
    path.write_text(HEAD, encoding="utf-8")
    path.chmod(0)
    assert "may not be read" in told(path, "as nobody where we are root")


def test_a_name_with_nul_is_no_name(handbook):
    from backtimer.files.routine_file import read_routine  # noqa: PLC0415

    assert "no name of a file" in str(read_routine(Path("a\0b.yaml"), handbook).problems[0])
