"""Kills a playing program at random moments, and looks at what is left: `python -m tests.kills 200`.

A child plays a routine with the machine's clock, records it as the window does, and presses keys at random; its parent
ends it with SIGKILL. Then the journal must open clean, hold every session and every finished step, and the offer must
be at most a second behind. Every other child goes on with what the one before it left.
"""

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from backtimer.core.plan import make_plan
from backtimer.core.player import Command, Player
from backtimer.core.session import Session, after, seen
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.journal import open_journal
from backtimer.files.resume_file import Source, read_offer
from backtimer.files.routine_file import read_routine
from backtimer.playing import player_of
from backtimer.recording import Archive, Recording, wall_now

ROOT: Final = Path(__file__).parents[1]

STEPS: Final = 40
ROUTINE: Final = "backtimer: 1\ntitle: Short steps\nsteps:\n" + "".join(
    f"- {{stroke: {stroke}, region: whole_back, time: 1}}\n" for stroke in ("hold", "effleurage_long") * (STEPS // 2)
)

BEHIND: Final = 1_000
"""Milliseconds that a crash may cost."""

TICK: Final = 0.016
KEYS: Final[tuple[Command, ...]] = ("hold", "more", "next", "previous", "toggle")


# --- the child ---


def play_and_tell(home: Path, seed: int, *, go_on: bool) -> None:
    """Play until killed, telling after each look at the clock what must not be lost by more than a second."""
    os.environ["BACKTIMER_HOME"] = str(home)
    random = Random(seed)  # noqa: S311  # chance, no secret
    handbook = read_handbook(ROOT / "assets")
    file = home / "short.yaml"
    source = Source(file, file.read_text(encoding="utf-8"))
    archive = Archive(lambda words: tell({"trouble": words}))
    recording = Recording(archive, source)
    offer = read_offer(paths.resume_file(), handbook, wall_now().utc) if go_on else None
    if offer is None:
        routine = read_routine(file, handbook).routine
        if routine is None:
            raise SystemExit("the routine of this test cannot be played")
        player = without_leads(player_of(make_plan(routine, Wishes(ready=Ms(0), change=Ms(0)))))
    else:
        player = without_leads(player_of(offer.plan))
        player.seek(offer.position)
        with closing(open_journal(paths.journal_file())) as journal:
            recording.go_on(offer, journal.session(offer.key))
    mine = recording.session
    events = player.play()
    while True:
        for event in events:
            recording.on_event(event, player.plan)
            mine = after(mine, event, player.plan)
        moment = player.moment()
        recording.on_moment(moment)
        mine = seen(mine, moment)
        tell(told(recording.key, player, mine))
        select.select([], [], [], TICK)
        standing = player.state in ("paused", "holding")
        pressed = random.random() < TICK * (4 if standing else 1)
        events = player.obey("toggle" if standing else random.choice(KEYS)) if pressed else player.tick()
        if player.state == "finished":
            return


def without_leads(player: Player) -> Player:
    """The player, going on at once after a pause: there is nobody whose hands must come back."""
    player._lead = Ms(0)
    return player


def told(key: str, player: Player, session: Session) -> dict[str, Any]:
    """What the parent must find again: where it stands, and all steps that have come to their end."""
    ended = {span.number for span in player.plan.spans if span.kind == "step" and span.end <= player.position}
    return {
        "key": key,
        "at": player.position,
        "over": player.state == "finished",
        "time": time.monotonic_ns() // 1_000_000,
        "done": {number: done.actual for number, done in session.done.items() if number in ended and done.actual},
    }


def tell(fact: dict[str, Any]) -> None:
    """One line, in one write: a kill leaves it whole or not at all."""
    os.write(1, json.dumps(fact).encode() + b"\n")


# --- the parent ---


@dataclass
class Tally:
    """What the kills have shown so far. Times in milliseconds."""

    kills: int = 0
    offers: int = 0
    went_on: int = 0
    steps: int = 0
    furthest: int = 0
    """How far an offer was behind, at most."""
    least: int = 0
    """By how much the time of a finished step was short, at most."""


def kill_once(home: Path, seed: int, seconds: float, tally: Tally) -> None:
    """Let a child play for so long, kill it, and look at what is left. Raises AssertionError."""
    go_on = bool(seed % 2)
    call = [sys.executable, "-m", "tests.kills", "--child", str(home), str(seed), str(int(go_on))]
    child = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    first = child.stdout.readline()
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
    rest, _ = child.communicate()
    facts = [json.loads(line) for line in (first + rest).splitlines(keepends=True) if line.endswith(b"\n")]
    assert facts, "the child did not play"
    assert not [fact for fact in facts if "trouble" in fact]
    tally.kills += 1
    look(home, facts, tally)


def look(home: Path, facts: list[dict[str, Any]], tally: Tally) -> None:
    """Look at journal and offer after a child has told this."""
    last, lasted = facts[-1], facts[-1]["time"] - facts[0]["time"]
    with closing(open_journal(home / "data" / "journal.sqlite")) as journal:
        assert journal.notice == "", journal.notice
        sessions = {entry.key: entry for entry in journal.sessions()}
    if lasted > BEHIND:
        assert last["key"] in sessions, "the session is not there"
    if last["key"] in sessions:
        kept = {step.number: step.actual for step in sessions[last["key"]].steps}
        for number, actual in last["done"].items():
            short = actual - kept[int(number)]
            assert short <= BEHIND, f"step {number} lacks {short} ms"
            tally.steps += 1
            tally.least = max(tally.least, short)
    late_ones = [fact for fact in facts if last["time"] - fact["time"] <= BEHIND]
    if lasted > BEHIND and not last["over"] and all(fact["at"] for fact in late_ones):
        place = home / "state" / "resume.json"
        offer = read_offer(place, read_handbook(ROOT / "assets"), wall_now().utc)
        assert offer is not None, f"nothing is offered: {place.read_text(encoding='utf-8')[:200]}; last {last}"
        assert offer.key == last["key"]
        near, late = min((abs(fact["at"] - offer.position), last["time"] - fact["time"]) for fact in facts)
        assert near <= 1, f"{offer.position} is no place where it stood; last {last['at']}"
        assert late <= BEHIND, f"{late} ms behind"
        tally.furthest = max(tally.furthest, late)
        tally.offers += 1


def kill_often(times: int, seed: int = 1, longest: float = 4.0) -> Tally:
    """Kill so many children one after the other, in one personal folder. Raises AssertionError."""
    random = Random(seed)  # noqa: S311
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "short.yaml").write_text(ROUTINE, encoding="utf-8")
        for number in range(times):
            kill_once(home, seed * 10_000 + number, random.uniform(0, longest), tally)
        with closing(open_journal(home / "data" / "journal.sqlite")) as journal:
            tally.went_on = tally.kills - len(journal.sessions())
        left = [file.name for file in (home / "state").iterdir() if file.name != "resume.json"]
        assert len(left) <= times // 10 + 1, f"kills leave litter: {left}"
    return tally


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        play_and_tell(Path(sys.argv[2]), int(sys.argv[3]), go_on=sys.argv[4] == "1")
    else:
        print(kill_often(int(sys.argv[1]) if sys.argv[1:] else 200))  # noqa: T201
