"""Goal 2: answers over HTTP beside the anchor's on the same server, for each server that could be chosen."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from tests.benchmarks import bare, generated, learners, served
from tests.benchmarks.learner import Learner
from tests.benchmarks.loader import Sample, Source, load
from tests.benchmarks.table import Row, percentile, table
from webapp.apart import THREADS

LEARNERS, CARDS = 8, 25_000
GUNICORN = (sys.executable, "-m", "gunicorn", "--log-level", "warning", "--no-control-socket", "-w", "2")
GRANIAN = (sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning", "--workers", "2")
SERVERS = {
    "make run: gunicorn gthread, 2 × 8 in turns": (
        *(*GUNICORN, "-k", "webapp.apart.Worker", "--threads", str(THREADS), "-b", "127.0.0.1:{port}"),
        "tests.benchmarks.served:in_turns('{view}')",
    ),
    "gunicorn sync, 2 × 1": (*GUNICORN, "-b", "127.0.0.1:{port}", "tests.benchmarks.served:{view}()"),
    "gunicorn gthread, 2 × 1": (
        *(*GUNICORN, "-k", "gthread", "--threads", "1", "-b", "127.0.0.1:{port}"),
        "tests.benchmarks.served:{view}()",
    ),
    "gunicorn gthread, 2 × 4": (
        *(*GUNICORN, "-k", "gthread", "--threads", "4", "-b", "127.0.0.1:{port}"),
        "tests.benchmarks.served:{view}()",
    ),
    "granian wsgi, 2 × 1": (
        *(*GRANIAN, "--blocking-threads", "1", "--host", "127.0.0.1", "--port", "{port}", "--factory"),
        "tests.benchmarks.served:{view}",
    ),
}


@dataclass
class Plain:
    """A source without a state: the same kind of request for ever."""

    head: str
    cards: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(2))

    def request(self) -> bytes:
        if not self.cards:
            return f"{self.head}\r\n\r\n".encode()
        body = urlencode({"card": self.chance.randrange(self.cards) + 1, "rating": 3})
        kind = "Content-Type: application/x-www-form-urlencoded"
        return f"{self.head}\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()

    def take(self, page: str) -> None:
        assert page in ("hello", "answered")


HELLO = "GET /hello HTTP/1.1\r\nHost: 127.0.0.1"
ANSWER = "POST /answer HTTP/1.1\r\nHost: 127.0.0.1"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], view: str, folder: Path) -> Iterator[int]:
    """The server on a port of its own; gone, with its workers, at the end."""
    port = free_port()
    environment = {**os.environ, served.FOLDER: str(folder), served.ITEMS: str(learners.items_for(CARDS))}
    words = [part.format(port=port, view=view) for part in command]
    with open(folder / "log", "ab") as log:
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(port, process, folder / "log", "/hello" if view == "anchor" else "/accounts/sign-in")
        yield port
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and end its workers with it should it not."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path, path: str) -> None:
    asked = Plain(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1")
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
                line.sendall(asked.request())
                if line.recv(15).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


@contextmanager
def databases(folder: Path) -> Iterator[list[Learner]]:
    """Both databases, fresh, and learners signed in."""
    bank = generated.bank(learners.items_for(CARDS))
    app = learners.app_on(folder, bank)
    learners.build(app, CARDS, LEARNERS)
    anchor = bare.bare_app(folder)
    bare.build(anchor, CARDS * LEARNERS)
    people = [Learner(app, learners.name_of(number)) for number in range(LEARNERS)]
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    with anchor.app_context():
        anchor.extensions["bare"].engine.dispose()
    yield people


@dataclass
class Served:
    """Runs of one server: the app's, the anchor's and those of the view that does nothing."""

    name: str
    connections: int
    app: list[Sample]
    anchor: list[Sample]
    hello: list[Sample]

    def ratios(self) -> list[float]:
        return [mine.rate / its.rate for mine, its in zip(self.app, self.anchor, strict=True)]


def measure(name: str, people: Sequence[Learner], folder: Path, runs: int, seconds: float) -> list[Served]:
    """Both apps served at once and asked in turn, so that each waits for nobody but its own clients."""
    command = SERVERS[name]
    with serving(command, "app", folder) as app, serving(command, "anchor", folder) as anchor:
        found = []
        for count in (8, 1):
            served_now = Served(name, count, [], [], [])
            hellos: list[Source] = [Plain(HELLO) for _ in range(count)]
            plain: list[Source] = [Plain(ANSWER, CARDS * LEARNERS) for _ in range(count)]
            load(app, people, seconds / 2)
            load(anchor, plain, seconds / 2)
            for run in range(runs):
                who = people if count > 1 else [people[run % LEARNERS]]
                served_now.anchor.append(load(anchor, plain, seconds))
                served_now.app.append(load(app, who, seconds))
                served_now.hello.append(load(anchor, hellos, seconds / 4))
            found.append(served_now)
        return found


def rows(names: Sequence[str], runs: int, seconds: float) -> list[Row]:
    found = []
    for name in names:
        folder = Path(tempfile.mkdtemp(prefix="footnote-bench-"))
        try:
            with databases(folder) as people:
                for one in measure(name, people, folder, runs, seconds):
                    found += rows_of(one)
        finally:
            shutil.rmtree(folder)
    return found


def rows_of(one: Served) -> list[Row]:
    where = f"{one.name}, {one.connections} connection{'s' if one.connections > 1 else ''}"
    ratios = one.ratios()
    words = f"{median(ratios):.2f}× ({min(ratios):.2f}–{max(ratios):.2f}) anchor"
    return [
        Row(f"{where}: hello", *rates(one.hello)),
        Row(f"{where}: bare ORM view (anchor)", *rates(one.anchor)),
        Row(f"{where}: answer", *rates(one.app), words, "≥ 0.6×", median(ratios) >= 0.6),
        Row(f"{where}: answer, p50 / p95 / p99", latencies(one.app)),
        Row(f"{where}: anchor, p50 / p95 / p99", latencies(one.anchor)),
    ]


def rates(samples: Sequence[Sample]) -> tuple[str, str]:
    found = [sample.rate for sample in samples]
    return f"{median(found):.0f}/s", f"{min(found):.0f}–{max(found):.0f}"


def latencies(samples: Sequence[Sample]) -> str:
    every = [latency for sample in samples for latency in sample.latencies]
    return " / ".join(f"{percentile(every, share) * 1000:.1f}" for share in (0.5, 0.95, 0.99)) + " ms"


def main() -> None:
    names = [name for name in SERVERS if all(word in name for word in sys.argv[1:])]
    for name in names:
        print(table(rows([name], 5, 1.0)), flush=True)


if __name__ == "__main__":
    main()
