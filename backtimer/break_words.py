"""The program's own words about breaks: how things stand, and why a routine is offered. Knows no widget."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from backtimer.core.breaks.choice import Reason
from backtimer.core.breaks.schedule import Kind, Outlook
from backtimer.core.handbook import Handbook
from backtimer.core.timing import MINUTE, Ms

HOURS: Final = 60
"""Minutes."""

LONGEST: Final = 7 * 24 * HOURS
"""Minutes: for longer than a week nobody pauses reminders, but switches them off."""

NO_IDLE: Final = "Idle time cannot be read here: reminders go by the clock."

_STANDS: Final[Mapping[Kind, str]] = {
    "off": "Reminders are off.",
    "paused": "Reminders are paused for {left} more.",
    "free": "No more reminders today.",
    "outside": "It is outside the hours of your reminders.",
    "asking": "A break is offered right now.",
    "working": "Reminders are on: the next in {left} of work.",
    "later": "A break is due: you are asked again in {left}.",
    "waking": "A break is due: you are asked in {left}, when you have settled.",
    "playing": "A break is due, and a routine plays.",
    "full_screen": "A break is due, but a window fills the screen.",
    "meeting": "A break is due, but a camera or a microphone is in use.",
    "quiet": "A break is due, but do not disturb is on.",
    "typing": "A break is due as soon as your hands rest.",
    "away": "A break is due when you are back.",
    "due": "A break is due.",
}

_WHY: Final[Mapping[str, Callable[[str], str]]] = {
    "untouched": lambda place: f"Nothing for {place} this week",
    "least_touched": lambda place: f"The least of all this week: {place}",
    "less_left": lambda place: f"Less on the left this week: {place}",
    "less_right": lambda place: f"Less on the right this week: {place}",
}

_DURATION: Final = re.compile(r"\s*(?:(?P<hours>\d{1,3})\s*h)?\s*(?:(?P<minutes>\d{1,5})\s*(?:m|min))?\s*")


def outlook_line(outlook: Outlook) -> str:
    """How things stand, in one sentence."""
    return _STANDS[outlook.kind].format(left=minutes_text(outlook.left))


def minutes_text(time: Ms) -> str:
    """`23 min`, `1 h`, `1 h 5 min`; a started minute is a whole one."""
    hours, minutes = divmod(-(-time // MINUTE), HOURS)
    texts = ([f"{hours} h"] if hours else []) + ([f"{minutes} min"] if minutes or not hours else [])
    return " ".join(texts)


def pause_of(text: str) -> Ms | None:
    """How long `1h`, `90m`, `1h 30m` or `45 min` is; None for anything else, for nothing, and for over a week."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    minutes = int(found["hours"] or 0) * HOURS + int(found["minutes"] or 0)
    return Ms(minutes * MINUTE) if 0 < minutes <= LONGEST else None


def reason_line(reason: Reason, handbook: Handbook) -> str:
    """Why a routine is offered for a break, in a few words."""
    if reason.kind == "new":
        return "You have not tried it yet"
    if reason.kind == "not_since":
        return f"Not for {reason.value} days"
    region = handbook.regions.get(str(reason.value))
    return _WHY[reason.kind](region.name if region else str(reason.value).replace("_", " "))


def worked_text(time: Ms) -> str:
    """`an hour`, `an hour and a half`, `50 minutes`, `two hours`: work as one says it, to five minutes."""
    fives = max(round(time / (5 * MINUTE)), 1) * 5
    if fives in _SPANS:
        return _SPANS[fives]
    hours, minutes = divmod(fives, HOURS)
    return f"{hours} h {minutes} min" if hours else f"{minutes} minutes"


def notice_line(worked: Ms, count: int) -> str:
    """What a notice says first; another one each time, by how many have been answered."""
    if not worked:
        return TRY_LINE
    text = worked_text(worked)
    return NOTICES[count % len(NOTICES)].format(time=text, Time=text[0].upper() + text[1:])


def end_line(count: int) -> str:
    """What is said when a break is over."""
    return ENDS[count % len(ENDS)]


NOTICES: Final = (
    "{Time} at the desk: your shoulders may rest.",
    "Your hands have worked for {time}. A moment for your own back?",
    "{Time} has gone by. This may be a good moment to stop.",
    "You have been at it for {time}. Let the shoulders drop?",
)
"""What a notice says: what is known, and an offer."""

TRY_LINE: Final = "This is how a break is offered. Nothing is noted unless you begin."

NOTHING_FITS: Final = "No routine for oneself fits what you chose: more time, another place or a tool would help."

ENDS: Final = ("That was for you. Let the hands rest.", "Done. One slow breath, and on.", "That was all. Rise slowly.")

WHERE: Final[Mapping[str, str]] = {"desk": "on the chair", "standing": "standing up", "floor": "on the floor"}

_SPANS: Final = {
    60: "an hour", 90: "an hour and a half", 120: "two hours", 150: "two hours and a half", 180: "three hours",
}  # fmt: skip
