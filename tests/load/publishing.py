"""`make load WORDS=publish`: while students practise and save answers, an instructor publishes a deck of two
thousand items, and then a changed one with a regrade. What do their requests cost meanwhile?"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.benchmarks.servers import free_port, stop, wait_for
from tests.benchmarks.table import percentile
from tests.load import large
from tests.load.plan import ITEMS, PASSWORD, PUBLISHING, name_of
from tests.load.prepared import KEY, TEACHER, add_quiz, locust, prepare, settings_of
from tests.reliability.taking import OverHttp, Reply, Taker, edit
from webapp import clock
from webapp.__main__ import WORKERS
from webapp.db import db
from webapp.models import User
from webapp.publishing.edits import Edits
from webapp.publishing.publish import publish

TAKERS = 8  # who have taken a quiz of the items whose answers are corrected
LONGEST = 60  # seconds until every process serves it
SAVE, SLOWEST = 150, 1000  # ms: p95 of the answers saved while something is published, and any request
OF_QUIZ = "large-quiz"
Request = tuple[str, float, int, float]  # kind, ms, status, when it began
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the run, and whether an instructor was at work."""

    name: str
    begins: float
    ends: float
    is_measured: bool = True


class Instructor:
    """A browser that writes a deck, looks at what publishing it does, and publishes it."""

    def __init__(self, port: int, events: Path) -> None:
        self.browser = Taker(OverHttp(port, timeout=120)).sign_in(TEACHER, PASSWORD)
        self.events = events
        self.notes: list[str] = []

    def publish(self, name: str, text: str) -> Iterator[Phase]:
        """The phases of it, as they end."""
        path, begun = f"/teaching/decks/{large.DECK}", time.time()
        if 'name="rev"' in (page := self._get(path, may_miss=True)):
            fields = {key: field(page, key) for key in ("rev", "base", "base_hash")}
        else:
            fields = {"rev": "0", "base": "0", "base_hash": ""}
        self._post(f"{path}/check", {**fields, "text": text})
        checked = time.time()
        review = self._get(f"{path}/review")
        asked = re.findall(r'name="asked" value="([^"]+)"', review)
        form = {**{f"regrade-{id}": "yes" for id in asked}, "asked": asked, "hash": field(review, "hash")}
        reviewed = time.time()
        yield Phase(f"{name}: checked, looked at", begun, reviewed)
        self._post(f"{path}/publish", form)
        done = time.time()
        served = self._served_by_all(reviewed)
        time.sleep(PUBLISHING.settles)
        yield Phase(f"{name}: published, and {PUBLISHING.settles:g} s more", reviewed, time.time())
        self.notes.append(
            f"{name}: check {checked - begun:.2f} s, review {reviewed - checked:.2f} s, publish "
            f"{done - reviewed:.2f} s ({len(asked)} answers regraded); {self._cost(reviewed)}; "
            f"served by every process {max(served - done, 0):.2f} s after the answer"
        )

    def _served_by_all(self, since: float) -> float:
        """When the last of the workers took over what was published."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            served: dict[int, float] = {one["process"]: one["at"] for one in self._taken_over(since)}
            if len(served) >= WORKERS:
                return max(served.values())
            time.sleep(0.05)
        raise RuntimeError("not every process serves what was published")

    def _taken_over(self, since: float) -> list[Event]:
        """By the workers, which serve the students."""
        found = [one for one in events_of(self.events) if one["kind"] == "taken over" and one["at"] >= since]
        return [one for one in found if not one["apart"]]

    def _cost(self, since: float) -> str:
        """Of the transaction, and of each process that took the version over."""
        events = [one for one in events_of(self.events) if one["at"] >= since and one["kind"] == "written"]
        written = [f"{one['ms']:.0f} ms" for one in events]
        taken = [f"{one['ms']:.0f} ms in {one['path'] or 'no request'}" for one in self._taken_over(since)]
        return f"locks held {', '.join(written)}; taken over {', '.join(taken)}"

    def _get(self, path: str, may_miss: bool = False) -> str:
        self.browser.line.close()  # the server does not keep an idle one
        return sound(self.browser.get(path), may_miss).text

    def _post(self, path: str, fields: dict[str, Any]) -> str:
        self.browser.line.close()
        return sound(self.browser.post(path, fields, in_place=False)).text


def sound(reply: Reply, may_miss: bool = False) -> Reply:
    if reply.status not in (200, 303) and not (may_miss and reply.status == 404):
        raise RuntimeError(f"{reply.status}: {reply.text[:1000]}")
    return reply


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def events_of(path: Path) -> list[Event]:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def run(kind: str, url: str, folder: Path) -> int:
    """One run on one database. Gives the number of promises broken."""
    app = prepare(settings_of(folder, url), PUBLISHING.students + TAKERS)
    with app.app_context():
        publish(None, Edits(documents=(large.document(),)), "", clock.now())
        db.session.remove()
        db.engine.dispose()
    with server(url, folder) as port, practising(port, folder) as ledger:
        phases, notes = instruct(app, port, folder)
    said = json.loads(ledger.read_text("utf-8"))
    print(report(kind, said["requests"], phases, notes), flush=True)
    broken = promises(said, phases)
    print("\n".join(f"BROKEN: {one}" for one in broken) or "Nothing that was promised is broken.", flush=True)
    return len(broken)


@contextmanager
def server(url: str, folder: Path) -> Iterator[int]:
    """The watched server on the database; its port."""
    port = free_port()
    environment = {
        **os.environ,
        **{"INSTANCE": str(folder), "DATABASE_URL": url, "PORT": str(port), "HOST": "127.0.0.1"},
        "EVENTS": str(folder / "events"),
    }
    with open(folder / "log", "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.load.watched"],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(port, process, folder / "log", "/accounts/sign-in")
        yield port
    finally:
        stop(process)


@contextmanager
def practising(port: int, folder: Path) -> Iterator[Path]:
    """The students at work; at the end the ledger of their requests is written."""
    ledger, ready, end = folder / "ledger.json", folder / "ready", folder / "stop"
    files = {"LEDGER": str(ledger), "READY": str(ready), "STOP": str(end)}
    people = locust("practising.py", port, PUBLISHING.students, 300, QUIZ=KEY, **files)
    try:
        until = time.monotonic() + LONGEST
        while not ready.exists():
            if time.monotonic() > until:
                raise RuntimeError("the students could not begin")
            time.sleep(0.1)
        yield ledger
    finally:
        end.touch()
        try:
            people.wait(30)
        except subprocess.TimeoutExpired:
            people.kill()
            print(Path(f"{ledger}.log").read_text("utf-8")[-2000:], file=sys.stderr)


def instruct(app: Flask, port: int, folder: Path) -> tuple[list[Phase], list[str]]:
    """The instructor's part, with quiet before each publication."""
    instructor = Instructor(port, folder / "events")
    phases = [quiet()]
    phases += instructor.publish("2,000 items", large.text(large.items()))
    take_quizzes(app, port)
    phases.append(quiet())
    phases += instructor.publish("the changed deck", large.text(large.changed()))
    return phases, instructor.notes


def quiet() -> Phase:
    begins = time.time()
    time.sleep(PUBLISHING.quiet)
    return Phase(f"{PUBLISHING.quiet:g} s before", begins, time.time(), is_measured=False)


def take_quizzes(app: Flask, port: int) -> None:
    """Some are asked the items whose answers will be corrected, and hand in."""
    with app.app_context():
        owner = db.session.scalars(select(User.id).where(User.username == TEACHER)).one()
        add_quiz(owner, OF_QUIZ, tuple(f"{large.DECK}/{id}" for id in large.corrected()))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    for number in range(TAKERS):
        taker = Taker(OverHttp(port)).sign_in(name_of(PUBLISHING.students + number), PASSWORD)
        attempt = taker.begin(OF_QUIZ)
        for slot in range(1, ITEMS + 1, 7):
            sound(taker.save(attempt, edit(slot, "Anna Berg")))
        sound(taker.submit(attempt))
        taker.line.close()


# --- what came of it ---


def within(requests: Sequence[Request], phase: Phase) -> list[Request]:
    """The students' requests that were under way in a part of the run."""
    return [
        one
        for one in requests
        if one[3] < phase.ends
        and one[3] + one[1] / 1000 > phase.begins
        and one[0] in ("save", "card", "rate")
    ]


def report(kind: str, requests: Sequence[Request], phases: Sequence[Phase], notes: Sequence[str]) -> str:
    """A table of the students' times, in milliseconds, and what publishing took."""
    together = ", instructors served by the workers" if os.environ.get("TOGETHER") else ""
    lines = [
        f"\n{kind}: {PUBLISHING.students} students, {WORKERS} server processes{together}; "
        f"load of the machine {os.getloadavg()[0]:.1f}",
        "| students' requests | number | p50 ms | p95 ms | p99 ms | slowest | p95 of saves |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(row(phase, within(requests, phase)) for phase in phases), *notes])


def row(phase: Phase, requests: Sequence[Request]) -> str:
    times = [time for _, time, *_ in requests]
    saves = [time for kind, time, *_ in requests if kind == "save"]
    shares = [*(percentile(times, share) for share in (0.5, 0.95, 0.99)), max(times), percentile(saves, 0.95)]
    return f"| {phase.name} | {len(times)} | " + " | ".join(f"{share:.0f}" for share in shares) + " |"


def promises(said: dict[str, Any], phases: Sequence[Phase]) -> list[str]:
    """What was promised and does not hold."""
    measured = [one for phase in phases if phase.is_measured for one in within(said["requests"], phase)]
    saves = percentile([time for kind, time, *_ in measured if kind == "save"], 0.95)
    slowest = max(time for _, time, *_ in measured)
    failed = sum(status >= 500 or not status for _, _, status, _ in said["requests"])
    broken = [f"p95 of saves {saves:.0f} ms > {SAVE}"] if saves > SAVE else []
    broken += [f"slowest request {slowest:.0f} ms > {SLOWEST}"] if slowest > SLOWEST else []
    broken += [f"{failed} requests failed"] if failed else []
    return broken + [f"fault: {one}" for one in said["faults"][:5]]
