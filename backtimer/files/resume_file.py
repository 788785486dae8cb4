"""Where the routine in play stands, so that the next start can go on there after a crash or a power cut.

One small file, replaced whole every second: a line with the position, and a line from which the plan in hand is made
again. The routine's text is in it, so the offer stands also when its file was changed or deleted meanwhile. Knows that
file; leaves to the recording when it is written.
"""

import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from backtimer.core.handbook import Handbook
from backtimer.core.journal_entry import DAY
from backtimer.core.moment import Moment, moment_at
from backtimer.core.plan import Plan, Span, extended
from backtimer.core.routine import Step
from backtimer.core.sequence import played_steps
from backtimer.core.timing import MINUTE, SECOND, Ms
from backtimer.files.bases import Beside
from backtimer.files.routine_file import parse_routine
from backtimer.files.text_file import UnreadableError, read_text
from backtimer.files.whole_file import write_whole
from backtimer.files.wishes_text import wishes_as_json, wishes_from_json

FORMAT: Final = 1

LARGEST: Final = 4 * 1_048_576
"""Bytes. A file of ours is a few thousand; the largest routine of all has a million."""


_OWN: Final = ("time", "least", "most", "pressure", "check_in")
"""What fitting and playing change of a step; by all else it is found again in its routine."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which file a routine was read from, and what stood in it then; and in those that it extends, by their names."""

    file: Path
    text: str
    bases: tuple[tuple[str, str], ...] = ()

    @property
    def text_hash(self) -> str:
        """The sum by which another text is told from this one."""
        texts = "\0".join((self.text, *(text for _, text in self.bases)))
        return sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Offer:
    """A routine that was not played to its end, and where it can go on.

    `now` says what has become of its file meanwhile; the plan is the one that was in hand, whatever that is. `key` is
    the session's in the journal.
    """

    plan: Plan
    position: Ms
    source: Source
    key: str
    person: str
    now: Literal["same", "changed", "gone"]

    @property
    def moment(self) -> Moment:
        """The instant to go on at: its span's number is the step, its `left` the time that the step still has."""
        return moment_at(self.plan, self.position)


def resume_body(plan: Plan, source: Source, key: str, person: str = "") -> str:
    """What is written of a plan in hand, on one line: all but the position."""
    steps = played_steps(plan.routine, plan.wishes)
    places = _places([span.step for span in plan.spans if span.kind == "step"], steps)
    return json.dumps(
        {
            "file": str(source.file),
            "text": source.text,
            "bases": source.bases,
            "key": key,
            "person": person,
            "wishes": wishes_as_json(plan.wishes),
            "steps": [
                [places[span.number - 1], *(getattr(span.step, name) for name in _OWN)]
                for span in plan.spans
                if span.kind == "step"
            ],
            "spans": [[span.kind, span.start, span.end, span.number] for span in plan.spans],
        }
    )


def write_resume(file: Path, position: Ms, utc: int, body: str) -> None:
    """Save the position. Raises OSError."""
    head = json.dumps({"backtimer": FORMAT, "position": position, "saved": utc, "sum": _sum(body)})
    write_whole(file, f"{head}\n{body}\n")


def forget_resume(file: Path) -> None:
    """Offer nothing any more. Raises OSError."""
    file.unlink(missing_ok=True)


def sweep(file: Path, now: float) -> None:
    """Remove what crashes left half written: nobody writes for a minute. `now` is in seconds since 1970."""
    for left in file.parent.glob(f".{file.name}-*"):
        with suppress(OSError):
            if now - left.stat().st_mtime > MINUTE / SECOND:
                left.unlink()


def read_offer(
    file: Path, handbook: Handbook, utc: int, told: Callable[[str], object] = lambda _: None
) -> Offer | None:
    """What can be gone on with now; None where there is nothing, it is older than a day, or the file is damaged.

    `told` is called with one plain sentence where there is something that cannot be gone on with. A clock that was set
    back since makes no offer older.
    """
    try:
        if not file.exists():
            return None
        head, _, body = _text(file).partition("\n")
        top, body = json.loads(head), body.removesuffix("\n")
        if type(top["backtimer"]) is int and top["backtimer"] > FORMAT:
            told("Where the last massage stopped was saved by a newer backtimer, and cannot be read here.")
            return None
        if utc - top["saved"] > DAY:
            return None
        if top["backtimer"] == FORMAT and top["sum"] == _sum(body):
            return _offer(top["position"], json.loads(body), handbook)
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        pass
    told("Where the last massage stopped cannot be read: the file is damaged. What was done is in the journal.")
    return None


def _text(file: Path) -> str:
    """What stands in the file. Raises OSError, and ValueError where it cannot be one of ours."""
    if not file.is_file() or file.stat().st_size > LARGEST:
        raise ValueError("no file of ours")
    return file.read_text(encoding="utf-8")


def _offer(position: object, saved: dict[str, Any], handbook: Handbook) -> Offer | None:
    """The offer that a sound file makes. Raises what a damaged one leads to."""
    bases = tuple((name, text) for name, text in saved.get("bases", ()))
    source = Source(Path(saved["file"]), saved["text"], bases)
    reading = parse_routine(source.text, str(source.file), source.file.stem, handbook, dict(bases).__getitem__)
    if reading.routine is None:
        return None
    wishes = wishes_from_json(saved["wishes"])
    steps = played_steps(reading.routine, wishes)
    played = []
    for place, *own in saved["steps"]:
        values = dict(zip(_OWN, own, strict=True))
        played.append(replace(steps[place], **{**values, "pressure": tuple(values["pressure"])}))
    spans = tuple(_spans(saved["spans"], played))
    plan = extended(Plan(reading.routine, spans, (), wishes), 0, Ms(0))  # which gives it its marks
    if type(position) is not int or not 0 < position < plan.total:
        return None
    key, person = saved["key"], saved["person"]
    if type(key) is not str or type(person) is not str:
        return None
    return Offer(plan, Ms(position), source, key, person, _now(source))


def _sum(body: str) -> int:
    """A sum that tells when a byte has changed."""
    return zlib.crc32(body.encode("utf-8"))


def _spans(saved: list[tuple[Any, Any, Any, Any]], steps: list[Step]) -> list[Span]:
    """The spans, each beginning where the one before ends. Raises ValueError where they do not make a plan."""
    spans: list[Span] = []
    for kind, start, end, number in saved:
        begins = spans[-1].end if spans else 0
        follows = spans[-1].number if spans else 0
        sound = all(type(value) is int for value in (start, end, number)) and start == begins < end
        if not sound or kind not in ("ready", "change", "step") or not follows <= number <= follows + 1:
            raise ValueError("no plan")
        spans.append(Span(kind, start, end, number, steps[number - 1]))
    if not spans or [span.number for span in spans if span.kind == "step"] != list(range(1, len(steps) + 1)):
        raise ValueError("no plan")
    return spans


def _places(played: list[Step], steps: tuple[Step, ...]) -> list[int]:
    """Where the steps of a plan stand among all that could be played: in the same order, though some may be missing.

    One that is not among them gets a place that does not exist: nothing can be offered of such a plan.
    """
    found = []
    at = 0
    likes = [_like(step) for step in steps]
    for step in played:
        like = _like(step)
        at = next((place for place in range(at, len(steps)) if likes[place] == like), len(steps))
        found.append(at)
        at += 1
    return found


def _like(step: Step) -> Step:
    """The step without what is changed while it is fitted or played, and without its note, which takes in one's own."""
    return replace(step, time=Ms(0), least=None, most=None, pressure=(), check_in=False, note="")


def _now(source: Source) -> Literal["same", "changed", "gone"]:
    beside = Beside(source.file)
    try:
        same = read_text(source.file) == source.text and all(beside(name) == text for name, text in source.bases)
    except UnreadableError:
        return "changed" if source.file.exists() else "gone"
    return "same" if same else "changed"
