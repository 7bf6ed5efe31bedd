"""`make load`: the class takes the quiz on each database; then what was promised is looked up.

`make load WORDS=publish`: an instructor publishes a large deck while others study (publishing.py).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from tests import postgres
from tests.benchmarks.servers import free_port, stop, wait_for
from tests.benchmarks.table import percentile
from tests.load import publishing
from tests.load.plan import PLAN, STUDENTS
from tests.load.prepared import KEY, locust, prepare, settings_of
from webapp import create_app, models
from webapp.db import db

KINDS_OF_DATABASE = ["sqlite", "postgresql"]
GOALS = {"sign in": (1000, None), "start": (1000, None), "save": (150, 500), "submit": (1000, None)}  # ms
KINDS = ("sign-in page", "sign in", "start page", "start", "question", "state", "save", "submit")


def main() -> None:
    words = sys.argv[1:]
    kinds = [word for word in words if word in KINDS_OF_DATABASE] or KINDS_OF_DATABASE
    measure = publishing.run if "publish" in words else run
    lost = 0
    for kind in kinds:
        with ExitStack() as stack:
            folder = Path(tempfile.mkdtemp(prefix="footnote-load-"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            lost += measure(kind, stack.enter_context(database(kind, folder)), folder)
    sys.exit(1 if lost else 0)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database that keeps what it says it keeps: every commit reaches the disk."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'footnote.sqlite'}"
    else:
        with postgres.own_server(postgres.DURABLE) as admin, postgres.new_database(admin) as url:
            yield url.render_as_string(hide_password=False)


def run(kind: str, url: str, folder: Path) -> int:
    """One class on one database. Gives the number of promises broken."""
    environment = {**os.environ, "INSTANCE": str(folder), "DATABASE_URL": url}
    settings = settings_of(folder, url)
    prepare(settings, STUDENTS)
    port = free_port()
    environment |= {"PORT": str(port), "HOST": "127.0.0.1"}
    with open(folder / "log", "ab") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "webapp"], env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_for(port, server, folder / "log", "/accounts/sign-in")
        said = let_the_class_in(port, folder)
    finally:
        stop(server)
    broken = compare(settings, said)
    print(report(kind, said, broken), flush=True)
    return len(broken)


def let_the_class_in(port: int, folder: Path) -> dict[str, Any]:
    ledger = folder / "ledger.json"
    seconds = int(PLAN.ends + PLAN.hands_in + 30)
    locust("students.py", port, STUDENTS, seconds, QUIZ=KEY, LEDGER=str(ledger)).wait()
    said: dict[str, Any] = json.loads(ledger.read_text("utf-8"))
    return said


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as the database holds it."""

    seq: int
    given: list[str]


def compare(settings: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """What was said to be saved beside what is; every student handed in, and was graded, once."""
    app = create_app(settings)
    events, attempts = models.AnswerEvent, models.Attempt
    with app.app_context():
        rows = db.session.execute(
            select(events.attempt_id, events.slot, events.client_key, events.seq, events.body)
        )
        kept = {(a, slot + 1, key): Kept(seq, body["given"]) for a, slot, key, seq, body in rows}
        states = Counter(db.session.scalars(select(attempts.state)))
        takers = db.session.scalar(select(func.count(attempts.user_id.distinct())))
        db.session.remove()
        db.engine.dispose()
    broken = [f"{count} × {fault}" for fault, count in Counter(said["faults"]).items()]
    acked = {
        (UUID(a["attempt"]), a["slot"], UUID(a["key"])): Kept(a["seq"], a["given"]) for a in said["ledger"]
    }
    lost = [name for name, answer in acked.items() if kept.get(name) != answer]
    broken += [f"{len(lost)} answers lost or changed"] if lost else []
    broken += (
        [f"{len(kept.keys() - acked.keys())} answers nobody was told of"]
        if kept.keys() - acked.keys()
        else []
    )
    if states != {"graded": STUDENTS} or takers != STUDENTS:
        broken.append(f"attempts: {dict(states)} of {takers} students")
    return broken


def report(kind: str, said: dict[str, Any], broken: list[str]) -> str:
    """A table of times by kind of request, in milliseconds, and what was kept."""
    failed = sum(status >= 500 for _, _, status, _ in said["requests"])
    lines = [
        f"\n{kind}: {STUDENTS} students, {len(said['requests'])} requests, {failed} of them answered by 5xx; "
        f"{len(said['ledger'])} answers said to be saved; "
        + ("nothing lost, everybody graded once" if not broken else "BROKEN: " + "; ".join(broken)),
        "| request | number | p50 ms | p95 ms | p99 ms | slowest | goal |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(row(name, said["requests"]) for name in KINDS)])


def row(name: str, requests: list[tuple[str, float, int, float]]) -> str:
    times = [time for kind, time, *_ in requests if kind == name]
    if not times:
        return f"| {name} | 0 | | | | | |"
    shares = [percentile(times, share) for share in (0.5, 0.95, 0.99)]
    return (
        f"| {name} | {len(times)} | "
        + " | ".join([*(f"{share:.0f}" for share in shares), f"{max(times):.0f}", goal(name, shares)])
        + " |"
    )


def goal(name: str, shares: list[float]) -> str:
    if name not in GOALS:
        return ""
    most, slowest = GOALS[name]
    met = shares[1] <= most and (slowest is None or shares[2] <= slowest)
    words = f"p95 ≤ {most}" + (f", p99 ≤ {slowest}" if slowest else "")
    return f"{words}: {'met' if met else 'NOT MET'}"


if __name__ == "__main__":
    main()
