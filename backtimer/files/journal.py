"""The journal on disk: an SQLite database in which a session stands from its first second on.

Knows the file, its copies, and what may be wrong with either. Every save is a whole transaction: a crash at any
instant leaves the one before. Nothing is ever thrown away but what a person deletes, and that is really gone.

A damaged journal is set aside and the last good copy taken; one of a newer version is only read; one that is locked or
lies on a full disk raises JournalError, and the next save brings all that was missed.
"""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from backtimer.core.exam.run import Exam
from backtimer.core.journal_entry import RATINGS, SessionEntry, Stamp, StepEntry
from backtimer.files.exam_text import exam_from_row, exam_row
from backtimer.files.journal_schema import APPLICATION, LADDER
from backtimer.files.whole_file import make_folder
from backtimer.files.wishes_text import wishes_as_json, wishes_from_json

PATIENCE: Final = 3.0
"""Seconds to wait for another program that holds the journal."""

LONGEST_NOTE: Final = 10_000
_LONGEST_NAME: Final = 200

_DAMAGE: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_REASONS: Final[dict[int, str]] = {
    sqlite3.SQLITE_BUSY: "another program holds it",
    sqlite3.SQLITE_LOCKED: "another program holds it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk does not take it",
    sqlite3.SQLITE_READONLY: "it may not be written here",
    sqlite3.SQLITE_PERM: "it may not be written here",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened here",
}

_SESSION: Final = (
    *("key", "routine", "title", "text_hash", "person", "wishes", "started", "started_offset", "ended", "ended_offset"),
    *("finished", "position", "total", "worked", "pauses", "rating_before", "rating_after", "note", "guidance"),
)
_PROGRESS: Final = ("ended", "ended_offset", "finished", "position", "total", "worked", "pauses", "guidance")
"""What a save changes of a session that is there already; what a person wrote about it meanwhile stays."""

_STEP: Final = (
    *("number", "name", "stroke", "regions", "side", "planned", "actual", "held", "more", "pauses", "check_ins"),
    *("answers", "skipped"),
)

_EXAM: Final = ("paper", "marks", "asked", "gaps", "until", "ending", "claims", "points", "remarks")

_WITH_EXAMS: Final = 2
"""The first version that keeps exams, and how much the program guided."""

# The names of columns come from this module, never from data.
_INSERT: Final = f"INSERT INTO session ({', '.join(_SESSION)}) VALUES ({', '.join(f':{name}' for name in _SESSION)})"  # noqa: S608
_UPDATE: Final = f"UPDATE session SET {', '.join(f'{name} = :{name}' for name in _PROGRESS)} WHERE key = :key"  # noqa: S608
_STEPS: Final = f"INSERT OR REPLACE INTO step (session, {', '.join(_STEP)}) VALUES (?{', ?' * len(_STEP)})"  # noqa: S608
_EXAMINED: Final = f"INSERT OR REPLACE INTO exam (session, {', '.join(_EXAM)}) VALUES (?{', ?' * len(_EXAM)})"  # noqa: S608


class JournalError(Exception):
    """Says in one plain sentence what is wrong with the journal. `damaged`: opening it anew sets it aside."""

    def __init__(self, words: str, *, damaged: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.damaged = damaged


class Journal:
    """An open journal, for one thread at a time. All methods raise JournalError.

    `notice` is what should be told about its opening, or empty. A journal that is `read_only` takes no entries.
    """

    def __init__(
        self, file: Path, connection: sqlite3.Connection, notice: str = "", *, read_only: bool = False
    ) -> None:
        self.file = file
        self.notice = notice
        self.read_only = read_only
        self._connection = connection
        self._knows_exams = connection.execute("PRAGMA user_version").fetchone() >= (_WITH_EXAMS,)
        connection.text_factory = _decoded
        self._known: set[str] = set()
        self._saved: tuple[str, tuple[StepEntry, ...]] = ("", ())  # of the last session only: many are played in a day

    def save(self, entry: SessionEntry) -> None:
        """Write a session as it stands by now: first with all, later what has changed. What was deleted stays so."""
        row = _row(entry)
        before = set(self._saved[1]) if self._saved[0] == entry.key else set()
        with self._writing() as connection:
            if connection.execute(_UPDATE, row).rowcount == 0:
                if entry.key in self._known:
                    return
                connection.execute(_INSERT, row)
            (session,) = connection.execute("SELECT id FROM session WHERE key = ?", (entry.key,)).fetchone()
            changed = [step for step in entry.steps if step not in before]
            connection.executemany(_STEPS, [(session, *_step_row(step)) for step in changed])
            last = max((step.number for step in entry.steps), default=0)
            connection.execute("DELETE FROM step WHERE session = ? AND number > ?", (session, last))
        self._known.add(entry.key)
        self._saved = entry.key, entry.steps

    def rate(self, key: str, before: int | None, after: int | None) -> None:
        """Note how the receiver felt, each from 0 to 10; None leaves what was noted. Raises ValueError for others."""
        if any(rating is not None and rating not in RATINGS for rating in (before, after)):
            raise ValueError("a rating goes from 0 to 10")
        with self._writing() as connection:
            connection.execute(
                "UPDATE session SET rating_before = coalesce(?, rating_before), "
                "rating_after = coalesce(?, rating_after) WHERE key = ?",
                (before, after, key),
            )

    def annotate(self, key: str, note: str) -> None:
        """Keep a note, at most LONGEST_NOTE characters of it."""
        with self._writing() as connection:
            connection.execute("UPDATE session SET note = ? WHERE key = ?", (_text(note, LONGEST_NOTE), key))

    def save_exam(self, key: str, exam: Exam) -> None:
        """Keep what is known of a session's exam. One that was deleted stays so."""
        with self._writing() as connection:
            found = connection.execute("SELECT id FROM session WHERE key = ?", (key,)).fetchone()
            if found is not None:
                row = exam_row(exam)
                row["remarks"] = _text(exam.remarks, LONGEST_NOTE)
                connection.execute(_EXAMINED, (*found, *(row[name] for name in _EXAM)))

    def exam(self, key: str) -> Exam | None:
        """The exam of the session with that key; None where it was none."""
        return self._exams("WHERE key = :key", key=key).get(key)

    def exams(self) -> dict[str, Exam]:
        """All exams by the keys of their sessions."""
        return self._exams("")

    def _exams(self, where: str, **values: str) -> dict[str, Exam]:
        if not self._knows_exams:
            return {}
        with _plainly():
            rows = self._connection.execute(
                f"SELECT key, {', '.join(_EXAM)} FROM exam JOIN session ON session.id = exam.session {where}",  # noqa: S608
                values,
            )
            found = {key: exam_from_row(dict(zip(_EXAM, row, strict=True))) for key, *row in rows}
        return {key: exam for key, exam in found.items() if exam is not None}

    def sessions(self) -> list[SessionEntry]:
        """All sessions, the last one first."""
        return self._read("")

    def session(self, key: str) -> SessionEntry | None:
        """The session with that key; None where it was deleted, or never written."""
        return next(iter(self._read("WHERE key = :key", key=key)), None)

    def _read(self, where: str, **values: str) -> list[SessionEntry]:
        with _plainly():
            steps: dict[int, list[StepEntry]] = defaultdict(list)
            of_these = f"WHERE session IN (SELECT id FROM session {where})" if where else ""  # noqa: S608
            for session, *row in self._connection.execute(
                f"SELECT session, {', '.join(_STEP)} FROM step {of_these} ORDER BY session, number",  # noqa: S608
                values,
            ):
                steps[session].append(_step(row))
            columns = [name if name != "guidance" or self._knows_exams else "'full'" for name in _SESSION]
            found = self._connection.execute(
                f"SELECT id, {', '.join(columns)} FROM session {where} ORDER BY id DESC",  # noqa: S608
                values,
            )
            return [_session(dict(zip(_SESSION, row, strict=True)), steps[id_]) for id_, *row in found]

    def delete(self, key: str) -> list[Path]:
        """Delete one session for good, also from the copies. Gives damaged files set aside, which may hold it still."""
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE key = ?", (key,))
        self._leave_no_trace()
        return _damaged(self.file)

    def delete_all(self) -> None:
        """Delete every session for good, with all copies and all that was set aside."""
        with self._writing() as connection:
            connection.execute("DELETE FROM session")
        self._leave_no_trace()
        for file in _damaged(self.file):
            _remove(file)

    def close(self) -> None:
        """Close the file. Never raises."""
        with suppress(sqlite3.Error):
            self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is there afterwards, or not at all."""
        if self.read_only:
            raise JournalError(self.notice or "The journal can only be read here.")
        with _plainly():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def _leave_no_trace(self) -> None:
        """Write the file anew without what was deleted, empty its log, and remove the copies, which hold it still."""
        with _plainly():
            self._connection.execute("VACUUM")
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            before, unfinished = f"{self.file.stem}-before-version-*.sqlite", f".{self.file.stem}-*-unfinished*"
            folder = self.file.parent
            for file in (_copy(self.file), *folder.glob(before), *folder.glob(unfinished)):
                _remove(file)
        if busy:
            raise JournalError("The journal is in use by another program: delete once more when that has ended.")


def open_journal(file: Path) -> Journal:
    """Open the journal, making, mending or renewing it where that is needed. Raises JournalError."""
    with _plainly():
        try:
            return _opened(file)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not _is_damage(error):
                raise
        aside = _set_aside(file)
        words = f"The journal was damaged and is kept as {aside.name}"
        if _is_good(_copy(file)):
            _copied(_copy(file), file)
            return _opened(file, f"{words}; its last copy is in use.")
        return _opened(file, f"{words}; a new one was begun.")


def read_journal(file: Path) -> tuple[list[SessionEntry], str]:
    """All sessions, the last one first, and what should be told about the journal. Raises JournalError."""
    entries, _, notice = read_all(file)
    return entries, notice


def read_all(file: Path) -> tuple[list[SessionEntry], dict[str, Exam], str]:
    """The same with all exams, by the keys of their sessions. Raises JournalError."""
    if not file.exists():
        return [], {}, ""
    with closing(open_journal(file)) as journal:
        return journal.sessions(), journal.exams(), journal.notice


def find_session(file: Path, key: str) -> SessionEntry | None:
    """Look a session up without waiting for anybody, and without writing anything. Raises JournalError."""
    if not file.exists():
        return None
    with _plainly():
        address = f"file:{quote(os.fsencode(file.resolve()))}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=0, check_same_thread=False)
        with closing(Journal(file, connection, read_only=True)) as journal:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version >= len(LADDER):
                return journal.session(key)
    with closing(open_journal(file)) as journal:  # an older one must be renewed first
        return journal.session(key)


def _opened(file: Path, notice: str = "") -> Journal:
    """Open what is there or begin a new one. Raises sqlite3.Error and OSError."""
    try:
        make_folder(file.parent)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
    except OSError:
        if not file.is_file():
            raise
        return _only_read(file)
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        if _version(connection) > len(LADDER):
            words = "The journal was written by a newer backtimer: it can be read here, and nothing is added to it."
            connection.execute("PRAGMA query_only = ON")
            return Journal(file, connection, words, read_only=True)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        _keep_copy(connection, file)
        _climb(connection, file)
    except BaseException:
        connection.close()
        raise
    return Journal(file, connection, notice)


def _only_read(file: Path) -> Journal:
    """Open a journal that may not be written. Raises sqlite3.Error and JournalError."""
    for way in (
        "mode=ro",
        "immutable=1",
    ):  # where no file can be made beside it, SQLite must be told that all stands still
        address = f"file:{quote(os.fsencode(file.resolve()))}?{way}"
        connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, check_same_thread=False)
        try:
            _version(connection)
        except sqlite3.OperationalError:
            connection.close()
        else:
            return Journal(
                file, connection, "The journal may not be written here: it can only be read.", read_only=True
            )
    raise JournalError("The journal cannot be opened: it may not be read here.")


def _version(connection: sqlite3.Connection) -> int:
    """The version of the journal, looked through once; 0 of an empty file. Raises sqlite3.Error where it is none."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if (application != APPLICATION and (application or version or tables)) or version < 0:
        raise _NoJournalError("no journal")
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise _NoJournalError(found)
    return int(version)


class _NoJournalError(sqlite3.DatabaseError):
    """A database that can be opened, and is no journal or a broken one."""


def _climb(connection: sqlite3.Connection, file: Path) -> None:
    """Make the newest version of an older one, after a copy of that. Each version is made whole or not at all."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if 0 < version < len(LADDER):
        _backup(connection, file.with_name(f"{file.stem}-before-version-{version + 1}.sqlite"))
    for number in range(version, len(LADDER)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            (now,) = connection.execute("PRAGMA user_version").fetchone()
            if now == number:  # another start may have been quicker
                for statement in LADDER[number].split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


# --- copies ---


def _copy(file: Path) -> Path:
    """Where the last good copy lies."""
    return file.with_name(f"{file.stem}-copy.sqlite")


def _damaged(file: Path) -> list[Path]:
    """The damaged journals that were set aside."""
    return sorted(file.parent.glob(f"{file.stem}-damaged-*.sqlite"))


def _keep_copy(connection: sqlite3.Connection, file: Path) -> None:
    """Copy a journal that has just been looked through, where it changed since the last copy. No room is no fault."""
    copy = _copy(file)
    with suppress(OSError, sqlite3.Error):
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            return
        if not copy.exists() or copy.stat().st_mtime_ns < file.stat().st_mtime_ns:
            _backup(connection, copy)


def _backup(connection: sqlite3.Connection, copy: Path) -> None:
    """Write a whole copy, or none. Raises OSError and sqlite3.Error."""
    unfinished = copy.with_name(f".{copy.name}-unfinished")
    _remove(unfinished)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as other:
            connection.backup(other)
            other.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
        unfinished.replace(copy)
    finally:
        _remove(unfinished)


def _copied(copy: Path, file: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        _backup(connection, file)


def _is_good(copy: Path) -> bool:
    """Whether a copy is there and whole."""
    if not copy.is_file():
        return False
    try:
        with closing(sqlite3.connect(copy)) as connection:
            return 0 < _version(connection) <= len(LADDER)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _set_aside(file: Path) -> Path:
    """Give a damaged journal, with what SQLite laid beside it, another name."""
    number = 1
    while (aside := file.with_name(f"{file.stem}-damaged-{number}.sqlite")).exists():
        number += 1
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{file}{ending}").replace(f"{aside}{ending}")
    return file.replace(aside)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


# --- faults in plain words ---


def _is_damage(error: Exception) -> bool:
    """Whether the file is broken. Where SQLite quotes from a broken one, Python cannot read its message."""
    if isinstance(error, _NoJournalError | UnicodeDecodeError):
        return True
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


@contextmanager
def _plainly() -> Iterator[None]:
    """Whatever goes wrong inside becomes a JournalError with a sentence."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if _is_damage(error):
            raise JournalError("The journal is damaged.", damaged=True) from error
        reason = _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error))
        raise JournalError(f"The journal cannot be written: {reason}.") from error
    except OSError as error:
        raise JournalError(f"The journal cannot be opened: {error.strerror or error}.") from error


# --- rows ---


def _decoded(data: bytes) -> str:
    """A text of the database, also where a bit of it has fallen over."""
    return data.decode("utf-8", "replace")


def _text(text: str, longest: int = _LONGEST_NAME) -> str:
    """A text that the database takes: not too long, and nothing in it that UTF-8 cannot write."""
    return text[:longest].replace("\0", "").encode("utf-8", "backslashreplace").decode("utf-8")


def _row(entry: SessionEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "routine": _text(entry.routine),
        "title": _text(entry.title),
        "text_hash": entry.text_hash,
        "person": _text(entry.person),
        "wishes": json.dumps(wishes_as_json(entry.wishes)),
        "started": entry.started.utc,
        "started_offset": entry.started.offset,
        "ended": entry.ended.utc,
        "ended_offset": entry.ended.offset,
        "finished": int(entry.finished),
        "position": entry.position,
        "total": entry.total,
        "worked": entry.worked,
        "pauses": entry.pauses,
        "rating_before": entry.before,
        "rating_after": entry.after,
        "note": _text(entry.note, LONGEST_NOTE),
        "guidance": _text(entry.guidance),
    }


def _step_row(step: StepEntry) -> tuple[Any, ...]:
    regions, texts = "+".join(step.regions), (_text(step.name), step.stroke)
    times = (step.planned, step.actual, step.held, step.more, step.pauses, step.check_ins)
    return (step.number, *texts, regions, step.side, *times, json.dumps(step.answers), int(step.skipped))


def _step(row: list[Any]) -> StepEntry:
    number, name, stroke, regions, side, planned, actual, held, more, pauses, check_ins, answers, skipped = row
    return StepEntry(
        number=number,
        name=name,
        stroke=stroke,
        regions=tuple(regions.split("+")) if regions else (),
        side=side,
        planned=planned,
        actual=actual,
        held=held,
        more=more,
        pauses=pauses,
        check_ins=check_ins,
        answers=tuple(answer for answer in _json(answers, []) if answer in (-1, 0, 1)),
        skipped=bool(skipped),
    )


def _json(text: str, default: Any) -> Any:  # noqa: ANN401  # JSON is anything
    """What a column holds, where that is of the default's type."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return default
    return found if isinstance(found, type(default)) else default


def _session(row: dict[str, Any], steps: list[StepEntry]) -> SessionEntry:
    return SessionEntry(
        key=row["key"],
        routine=row["routine"],
        title=row["title"],
        text_hash=row["text_hash"],
        started=Stamp(row["started"], row["started_offset"]),
        ended=Stamp(row["ended"], row["ended_offset"]),
        person=row["person"],
        wishes=wishes_from_json(_json(row["wishes"], {})),
        finished=bool(row["finished"]),
        position=row["position"],
        total=row["total"],
        worked=row["worked"],
        pauses=row["pauses"],
        steps=tuple(steps),
        before=row["rating_before"],
        after=row["rating_after"],
        note=row["note"],
        guidance=row["guidance"],
    )
