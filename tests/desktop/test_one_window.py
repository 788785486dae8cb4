"""A second start brings the first to the front and hands over its file, whatever else lies in the way."""

import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from backtimer.desktop.one_window import AT_ONCE, LONGEST, OneWindow

ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from backtimer.desktop.one_window import OneWindow
app = QCoreApplication([])
print(OneWindow(Path(sys.argv[1])).ask(sys.argv[2]))
"""

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from backtimer.desktop.one_window import OneWindow
app = QCoreApplication([])
window = OneWindow(Path(sys.argv[1]))
if window.is_first():
    window.listen()
    print("first")
    if sys.argv[2:] == ["wait"]:
        sys.stdout.flush()
        sys.stdin.read()
else:
    print("handed over" if window.hand_over(Path(sys.argv[2]) if sys.argv[2:] else None) else "no answer")
"""


@pytest.fixture
def place():
    """A socket's path must be short: pytest's folders are too deep."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "backtimer-0" / "window"


@pytest.fixture
def first(place, qapp):  # noqa: ARG001  # Qt's events need it
    window = OneWindow(place)
    window.heard = []
    window.asked.connect(lambda file, token: window.heard.append((file, token)))
    assert window.is_first()
    window.listen()
    yield window
    window.close()


def another(place, *words, **environment):
    """Another start, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(place), *map(str, words)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment},
    )  # fmt: skip


def answered(qtbot, process):
    """Let the first window hear until the other start has ended; give what that said."""
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=10_000)
    return process.communicate()[0].strip()


def test_a_second_start_hands_over_its_file_and_ends(first, place, qtbot):
    second = another(place, "/media/my routine.yaml", XDG_ACTIVATION_TOKEN="let me")  # noqa: S106  # no secret
    assert answered(qtbot, second) == "handed over"
    assert first.heard == [("/media/my routine.yaml", "let me")]


def test_a_second_start_without_a_file_only_asks_for_the_window(first, place, qtbot):
    assert answered(qtbot, another(place, XDG_ACTIVATION_TOKEN="")) == "handed over"
    assert first.heard == [("", "")]


def test_a_relative_file_is_the_one_of_the_second_start(first, place, qtbot):
    answered(qtbot, another(place, "back.yaml", XDG_ACTIVATION_TOKEN=""))
    assert first.heard == [(f"{Path.cwd()}/back.yaml", "")]


def test_a_name_that_is_no_utf8_arrives(first, place, qtbot):
    answered(qtbot, another(place, b"/media/caf\xe9.yaml".decode("utf-8", "surrogateescape")))
    assert os.fsencode(first.heard[0][0]) == b"/media/caf\xe9.yaml"


def test_many_starts_at_once_are_all_heard(first, place, qtbot):
    starts = [another(place, f"/media/{number}.yaml") for number in range(5)]
    assert [answered(qtbot, start) for start in starts] == ["handed over"] * 5
    assert sorted(file for file, _ in first.heard) == [f"/media/{number}.yaml" for number in range(5)]


def test_after_a_kill_the_next_start_is_the_first(place, qtbot, qapp):  # noqa: ARG001
    killed = another(place, "wait")
    assert killed.stdout.readline() == "first\n"
    assert place.exists()
    killed.kill()
    killed.communicate()
    window = OneWindow(place)
    assert window.is_first()
    second = another(place)  # which may be there before the first listens
    window.listen()
    window.listen()
    assert answered(qtbot, second) == "handed over"
    window.close()


def test_a_first_that_does_not_answer_is_not_waited_for_long(place, monkeypatch):
    monkeypatch.setattr("backtimer.desktop.one_window.PATIENCE", 50)
    place.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(place))
        deaf.listen()
        assert not OneWindow(place).hand_over(None)
    assert not OneWindow(place.with_name("nobody")).hand_over(None)


def test_after_the_end_the_next_start_is_the_first(first, place):
    first.close()
    again = OneWindow(place)
    assert again.is_first()
    again.close()


def test_who_is_not_the_first_does_not_listen(first, place, qtbot):
    other = OneWindow(place)
    assert not other.is_first()
    other.listen()
    assert answered(qtbot, another(place, XDG_ACTIVATION_TOKEN="")) == "handed over"
    assert first.heard == [("", "")]


def test_two_first_ones_cannot_be(first, place):  # noqa: ARG001
    assert not OneWindow(place).is_first()


def test_it_is_for_nobody_else(first, place):  # noqa: ARG001
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("what", ["open to others", "a link", "a file", "no folder above"])
def test_where_others_could_reach_in_each_start_gets_its_own_window(place, what):
    match what:
        case "open to others":
            place.parent.mkdir()
            place.parent.chmod(0o777)
        case "a link":
            place.parent.with_name("elsewhere").mkdir(mode=0o700)
            place.parent.symlink_to(place.parent.with_name("elsewhere"))
        case "a file":
            place.parent.write_text("")
        case "no folder above":
            place = place.parent / "none" / "deeper" / "window"
    assert OneWindow(place).is_first()
    assert OneWindow(place).is_first()
    assert not place.exists()


def a_word(place, word):
    """Somebody who asks something in a word, in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", ASK, str(place), word], stdout=subprocess.PIPE, text=True)


def test_a_word_is_answered_in_words_and_raises_no_window(first, place, qtbot):
    first.answers = lambda word: (3, f"{word}: “yes”\n")
    assert answered(qtbot, a_word(place, "status")) == "(3, 'status: “yes”\\n')"
    assert first.heard == []


def test_a_word_is_not_answered_by_a_window_that_knows_none(first, place, qtbot, monkeypatch):
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    assert answered(qtbot, a_word(place, "status")) == "None"
    assert first.heard == []


@pytest.mark.parametrize("reply", ["yes", (1,), ("1", "text"), (1, 2), None, (1, "a", "b"), {"a": 1, "b": 2}])
def test_an_answer_that_is_none_is_none(first, place, qtbot, reply):
    first.answers = lambda _: reply
    assert answered(qtbot, a_word(place, "status")) == "None"


def test_a_word_where_nobody_listens_is_not_answered(place, monkeypatch):
    monkeypatch.setattr("backtimer.desktop.one_window.PATIENCE", 50)
    assert OneWindow(place).ask("status") is None


RUDE = [
    b"\n", b"hello\n", b"[]\n", b'{"file": 1, "token": ""}\n', b'{"file": "a"}\n',
    b'{"file": "a\\u0000", "token": ""}\n', b"[" * 50_000 + b"\n", b"\xff\xfe\n",
    b'{"ask": 1}\n', b'{"ask": null}\n', b'{"ask": "status"}\n',
]  # fmt: skip


@pytest.mark.parametrize("words", RUDE, ids=range(len(RUDE)))
def test_what_is_no_question_is_not_answered(first, place, qtbot, words):
    guest = QLocalSocket()
    guest.connectToServer(str(place))
    guest.write(words)
    with qtbot.waitSignal(first._server.newConnection, timeout=3_000, raising=False):
        pass
    qtbot.waitUntil(lambda: guest.bytesToWrite() == 0 and b"" in first._questions.values())
    assert first.heard == []
    assert not guest.bytesAvailable()
    guest.abort()
    qtbot.waitUntil(lambda: not first._questions)


def test_a_flood_is_cut_off(first, place, qtbot):
    guest = QLocalSocket()
    guest.connectToServer(str(place))
    with qtbot.waitSignal(guest.disconnected, timeout=3_000):
        guest.write(b"x" * (LONGEST + 1))
    assert first.heard == []


def test_a_crowd_is_sent_away(first, place, qtbot):
    guests = [QLocalSocket() for _ in range(3 * AT_ONCE)]
    for guest in guests:
        guest.connectToServer(str(place))
    qtbot.waitUntil(lambda: len(first._questions) == AT_ONCE)
    for guest in guests:
        guest.abort()
    qtbot.waitUntil(lambda: not first._questions)
    ask = QLocalSocket()
    ask.connectToServer(str(place))
    ask.write(json.dumps({"file": "/media/a.yaml", "token": ""}).encode() + b"\n")
    with qtbot.waitSignal(first.asked, timeout=3_000):
        pass
    ask.abort()
    qtbot.waitUntil(lambda: not first._questions)
