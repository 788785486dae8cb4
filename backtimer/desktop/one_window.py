"""One window: a second start asks the first one to come to the front and to open its file, and ends.

Words of the command line come the same way, and are answered in words. Knows a lock and a local socket, both in a
folder that is nobody else's. Leaves to whoever listens how a window is raised, and what a word means. Where the folder
cannot be had, or the first window does not answer, each start simply gets its own.
"""

import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER: Final = b"yes\n"

PATIENCE: Final = 1_500
"""Milliseconds that a second start waits for the first to listen, and then to answer."""

BETWEEN: Final = 20
"""Milliseconds between two tries to reach it."""

LONGEST: Final = 65_536
"""Bytes of a question: one path and one token."""

AT_ONCE: Final = 8
"""So many questions may be open; who asks more is no second start."""

TOKEN: Final = "XDG_ACTIVATION_TOKEN"  # noqa: S105  # the name of a variable
"""A Wayland desktop lets only those come to the front who hand in what it gave them for that."""


Reply = tuple[int, str]
"""What a word is answered with: the exit code of whoever asked, and what it prints."""


class OneWindow(QObject):
    """The first of all starts, or one of the others.

    Ask `is_first`; when it is, `listen` as soon as there is time for it; when it is not, `hand_over`. `asked` comes to
    the first with the file (empty for none) and the desktop's token that a later start brought. `answers` gives the
    reply to a word that somebody has sent with `ask`.
    """

    asked = Signal(object, object)  # two str: as Qt's own a file's name that is no UTF-8 would not come through

    def __init__(self, place: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.answers: Callable[[str], Reply] | None = None
        self._place = place
        self._lock: QLockFile | None = None
        self._server: QLocalServer | None = None
        self._questions: dict[QLocalSocket, bytes] = {}

    def is_first(self) -> bool:
        """Become the first where there is none. True also where nobody can tell: better two windows than none."""
        if not _is_ours(self._place.parent):
            return True
        lock = QLockFile(f"{self._place}.lock")
        lock.setStaleLockTime(0)  # only the lock of a process that is gone is stale, however old
        if lock.tryLock(0):
            self._lock = lock
            return True
        return lock.error() != QLockFile.LockError.LockFailedError

    def listen(self) -> None:
        """Hear of later starts from now on."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  # 5 ms that the first frame need not wait for

        if self._lock is None or self._server is not None:
            return
        QLocalServer.removeServer(str(self._place))  # left by one that was killed
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(AT_ONCE)
        server.newConnection.connect(self._on_question)
        if server.listen(str(self._place)):
            self._server = server

    def hand_over(self, file: Path | None) -> bool:
        """Ask the first to come to the front, with this file; False where it does not answer."""
        path = "" if file is None else os.path.abspath(file)  # noqa: PTH100  # as it is named, through any link
        return self._told({"file": path, "token": os.environ.get(TOKEN, "")}) == ANSWER

    def ask(self, word: str) -> Reply | None:
        """Ask the first something in a word; None where it does not answer, or does not know any words."""
        try:
            code, text = json.loads(self._told({"ask": word}))
        except (ValueError, TypeError, RecursionError):
            return None
        return (code, text) if type(code) is int and isinstance(text, str) else None

    def _told(self, question: dict[str, str]) -> bytes:
        """What the first says to a question; nothing where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  # the first start needs none

        socket = QLocalSocket()
        patience = QDeadlineTimer(PATIENCE)
        socket.connectToServer(str(self._place))
        while not socket.waitForConnected(PATIENCE):  # the first may have begun a moment ago, and not listen yet
            if patience.hasExpired():
                return b""
            QThread.msleep(BETWEEN)
            socket.connectToServer(str(self._place))
        socket.write(json.dumps(question).encode("ascii") + b"\n")
        answer = b""
        while not answer.endswith(b"\n") and len(answer) < LONGEST and socket.waitForReadyRead(PATIENCE):
            answer += socket.readAll().data()
        socket.disconnectFromServer()
        return answer

    def close(self) -> None:
        """Listen no more: the next start is the first."""
        for socket in list(self._questions):
            socket.abort()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _on_question(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            if len(self._questions) >= AT_ONCE:
                socket.abort()
                socket.deleteLater()
                continue
            socket.setParent(self)
            self._questions[socket] = b""
            socket.readyRead.connect(lambda socket=socket: self._on_words(socket))
            socket.disconnected.connect(lambda socket=socket: self._on_end(socket))
            if socket.bytesAvailable():
                self._on_words(socket)

    def _on_words(self, socket: "QLocalSocket") -> None:
        words = self._questions.get(socket)
        if words is None:
            return
        words = self._questions[socket] = words + socket.readAll().data()
        if len(words) > LONGEST:
            socket.abort()
        elif words.endswith(b"\n"):
            self._questions[socket] = b""
            question, word = _question(words), _word(words)
            if question is not None:
                socket.write(ANSWER)
                self.asked.emit(*question)
            elif word is not None and self.answers is not None:
                socket.write(json.dumps(self.answers(word)).encode("ascii") + b"\n")

    def _on_end(self, socket: "QLocalSocket") -> None:
        self._questions.pop(socket, None)
        socket.deleteLater()


def _question(words: bytes) -> tuple[str, str] | None:
    """File and token of a question; None where it is none."""
    found = _read(words)
    file, token = found.get("file"), found.get("token")
    if not isinstance(file, str) or not isinstance(token, str) or "\0" in file + token:
        return None
    return file, token


def _word(words: bytes) -> str | None:
    """The word of a question that is answered in words; None where it is none."""
    word = _read(words).get("ask")
    return word if isinstance(word, str) else None


def _read(words: bytes) -> dict[str, object]:
    """What stands in a question; nothing where it is none."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_ours(folder: Path) -> bool:
    """Whether the folder is there, or can be made, and nobody else can reach into it."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
