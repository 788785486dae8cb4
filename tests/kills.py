"""Kills a playing program at random moments, and looks at what is left: `python -m tests.kills 200 [--window]`.

A child plays a routine with the machine's clock, records it as the window does, and presses keys at random; with
`--window` it is the whole program, its window included (offscreen where there is no display). Its parent
ends it with SIGKILL. Then the journal must open clean, hold every session and every finished step, and the offer must
be at most a second behind. Every other child goes on with what the one before it left.
"""

import argparse
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
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from backtimer.core.events import Event
from backtimer.core.journal_entry import session_of
from backtimer.core.moment import Moment
from backtimer.core.plan import make_plan
from backtimer.core.player import Command, Player
from backtimer.core.session import Session, after, seen
from backtimer.core.timing import Ms
from backtimer.core.wishes import Wishes
from backtimer.files import paths
from backtimer.files.handbook_file import read_handbook
from backtimer.files.journal import open_journal
from backtimer.files.resume_file import Offer, Source, read_offer
from backtimer.files.routine_file import read_routine
from backtimer.playing import player_of
from backtimer.recording import Archive, Recording, wall_now

if TYPE_CHECKING:
    from backtimer.app import Workshop

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
        command = pressed(random, standing=standing)
        events = player.obey(command) if command else player.tick()
        if player.state == "finished":
            return


def play_in_window(home: Path, seed: int, *, go_on: bool) -> None:
    """The same in the program's own window, which finds the offer by itself."""
    os.environ["BACKTIMER_HOME"] = str(home)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer  # noqa: PLC0415  # the child without a window needs no Qt

    from backtimer import app, recording  # noqa: PLC0415

    class Driven(app.Workshop):
        """A workshop at whose window somebody sits."""

        def __init__(self, **given: Any) -> None:  # whatever a workshop is given
            super().__init__(**given)
            self._sitter = Sitter(self, home / "short.yaml", seed)
            self._ticks = QTimer(self.window)
            self._ticks.timeout.connect(self._sitter.look)
            self._ticks.start(round(TICK * 1_000))

    app.Workshop = Driven
    recording.uuid4 = lambda: UUID(int=seed)
    app.run_window(None if go_on else home / "short.yaml", wishes=Wishes(ready=Ms(0), change=Ms(0)))


class Sitter:
    """Somebody who begins the routine, or goes on with it, presses keys at random, and tells what is played."""

    def __init__(self, workshop: "Workshop", file: Path, seed: int) -> None:
        self._workshop, self._file = workshop, file
        self._random = Random(seed)  # noqa: S311  # chance, no secret
        self._session, self._key = Session(), UUID(int=seed).hex
        self._offer: Offer | None = None
        workshop.window.conducted.connect(lambda conductor: self._attend(conductor))  # noqa: PLW0108  # Qt asks for its types
        workshop._messenger.told.connect(lambda words: tell({"trouble": words}))

    def look(self) -> None:
        """Do what is to be done on the page that is shown."""
        window = self._workshop.window
        name = window.page.name
        if name == "library":
            if window.library.resume.isHidden():
                self._workshop.open_file(self._file)
            else:
                self._offer = read_offer(paths.resume_file(), self._workshop.handbook, wall_now().utc)
                window.command("resume")
        elif name == "routine":
            window.routine.begin.click()
        elif name == "safety":
            for group in window.safety.groups.values():
                group.none.click()
            window.safety.begin.click()
        elif name == "player":
            assert window._conductor is not None
            command = pressed(self._random, standing=window._conductor.player.state in ("paused", "holding"))
            if command:
                window.command(command)

    def _attend(self, conductor: Any) -> None:  # a Conductor, which needs Qt
        player = without_leads(conductor.player)
        if self._offer is not None:
            with closing(open_journal(paths.journal_file())) as journal:
                entry = journal.session(self._offer.key)
            assert entry is not None, "the session that is gone on with is not there"
            self._key, self._session = self._offer.key, session_of(entry, self._offer.moment)
        conductor.happened.connect(lambda event: self._happened(event, player))
        conductor.moved.connect(lambda moment: self._moved(moment, player))

    def _happened(self, event: Event, player: Player) -> None:
        self._session = after(self._session, event, player.plan)

    def _moved(self, moment: Moment, player: Player) -> None:
        self._session = seen(self._session, moment)
        tell(told(self._key, player, self._session))


def pressed(random: Random, *, standing: bool) -> Command | None:
    """The key that is pressed within one tick, if any; who stands goes on soon."""
    if random.random() >= TICK * (4 if standing else 1):
        return None
    return "toggle" if standing else random.choice(KEYS)


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


def kill_once(home: Path, seed: int, seconds: float, tally: Tally, child_option: str = "--child") -> None:
    """Let a child play for so long, kill it, and look at what is left. Raises AssertionError."""
    go_on = bool(seed % 2)
    call = [sys.executable, "-m", "tests.kills", child_option, str(home), str(seed), str(int(go_on))]
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


def kill_often(times: int, seed: int = 1, longest: float = 4.0, *, window: bool = False) -> Tally:
    """Kill so many children one after the other, in one personal folder. Raises AssertionError."""
    random = Random(seed)  # noqa: S311
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "short.yaml").write_text(ROUTINE, encoding="utf-8")
        settings = home / "config" / "settings.json"
        settings.parent.mkdir()
        settings.write_text('{"sound": {"hearing": "silent"}}', encoding="utf-8")
        for number in range(times):
            kill_once(
                home,
                seed * 10_000 + number,
                random.uniform(0, longest),
                tally,
                "--child-window" if window else "--child",
            )
        with closing(open_journal(home / "data" / "journal.sqlite")) as journal:
            tally.went_on = tally.kills - len(journal.sessions())
        faults = home / "state" / "faults.log"
        assert not faults.exists() or not faults.read_text(encoding="utf-8"), faults.read_text(encoding="utf-8")
        left = [file.name for file in (home / "state").iterdir() if file.name not in ("resume.json", "faults.log")]
        assert len(left) <= times // 10 + 1, f"kills leave litter: {left}"
    return tally


def main() -> int:
    if sys.argv[1:2] in (["--child"], ["--child-window"]):
        play = play_and_tell if sys.argv[1] == "--child" else play_in_window
        play(Path(sys.argv[2]), int(sys.argv[3]), go_on=sys.argv[4] == "1")
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=200, help="how many (200)")
    parser.add_argument("--window", action="store_true", help="kill the whole program, with its window")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(kill_often(options.kills, options.seed, window=options.window))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
