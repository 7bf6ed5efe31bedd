"""`python -m webapp`: bring the database up to date, print the address, become the server.

The server runs in this process and forks its workers from it: what is imported and parsed once serves all.
"""

import gc
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from sqlalchemy import inspect, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from webapp import checkpoints, clock, create_app
from webapp.accounts import deletion, links, people
from webapp.apart import THREADS, WSGI, Apart, Worker, own_socket
from webapp.attempts import sweeper
from webapp.config import base_url_of
from webapp.db import db
from webapp.publishing import regrades
from webapp.publishing.deck_quizzes import follow_decks

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2  # and one apart
BACKLOG = 2_048  # connections that wait; one that finds no room tries again after a whole second
ALSO = (deletion.purge, follow_decks, regrades.regrade_pending)  # in the sweeper's rounds
VERSIONS = Path(__file__).with_name("migrations") / "versions"


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our app and our few settings. One more worker than WORKERS is the process apart."""

    def __init__(self, app: Flask, bound: socket.socket) -> None:
        apart = own_socket()
        self.app, self.apart = app, Apart(app, apart.getsockname())
        self.settings = {
            "bind": [f"fd://{bound.fileno()}", f"fd://{apart.detach()}"],
            "workers": WORKERS + 1,
            # Connections stay open, and while one thread serves, the others wait for slow lines and for the
            # process apart (webapp/apart.py). To hand a request to a thread costs little beside an answer.
            "worker_class": Worker,
            "threads": THREADS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # PROXIES says whom to believe
            "graceful_timeout": 10,
            "when_ready": keep_number,
            "on_reload": lose_side,
            "pre_fork": choose_side,
            "post_fork": take_side,
            "child_exit": forget,
            "worker_exit": forget,
            "post_worker_init": self.begin,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> WSGI:
        return self.apart.worker

    def begin(self, worker: Any) -> None:
        """Serve as what it is, and begin what runs beside the requests."""
        if worker.is_apart:
            worker.wsgi = self.apart.desk
        begin_beside(self.app, worker.is_apart)


def keep_number(_server: Any) -> None:
    """No signal changes the number of workers: the oldest, the first to be ended, is the one apart."""
    for number in (signal.SIGTTIN, signal.SIGTTOU):
        signal.signal(number, signal.SIG_IGN)


def lose_side(server: Any) -> None:
    """On SIGHUP all workers are followed by new ones, of which one is apart again."""
    for worker in server.WORKERS.values():
        worker.is_apart = False


def choose_side(server: Any, worker: Any) -> None:
    """In the process that forks: whoever ends, another one of its kind follows."""
    worker.is_apart = not any(other.is_apart for other in server.WORKERS.values())
    worker.nr_conns = 0  # told anew, now that its side is known


def forget(_server: Any, worker: Any) -> None:
    """Who has ended takes no lines; told by itself, or by the process that forks where it could not."""
    worker.tell(0)


def take_side(_server: Any, worker: Any) -> None:
    """In the new process: listen where its side is asked."""
    listening, apart = worker.sockets
    worker.sockets = [apart if worker.is_apart else listening]
    if worker.is_apart:
        worker.cfg.set("threads", 1)
        os.nice(5)  # where the processors are busy, learners come first


def begin_beside(app: Flask, is_apart: bool) -> None:
    """What runs beside the requests; what may take long, only where no learner waits."""
    checkpoints.start(app)
    sweeper.start(app, also=ALSO if is_apart else ())


def main() -> None:
    os.umask(0o077)  # what the instance holds is nobody else's to read
    os.environ.setdefault("INSTANCE", str(ROOT / "instance"))  # whatever the current folder is
    os.environ.setdefault("PGCONNECT_TIMEOUT", "10")
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    bound = bind(host, port)
    app = prepared_app()
    with app.app_context():
        print(f"Footnote is at {base_url_of(host, port)}", flush=True)
        if not people.administrators():
            print(f"Make the first administrator, within a day: {links.first_link()}", flush=True)
        # The bank with what was published is parsed once, for all workers.
        follow_decks(clock.now(), with_files=True)
        db.session.remove()
        db.engine.dispose()  # no worker may inherit an open connection
    gc.freeze()  # the bank's memory stays shared between the workers
    Server(app, bound).run()


def bind(host: str, port: str) -> socket.socket:
    """The socket to serve on, taken before anything is changed."""
    if not port.isdigit() or int(port) > 65535:
        sys.exit(f"PORT is {port!r}; it has to be a number up to 65535.")
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, int(port)))
        bound.listen(BACKLOG)  # of two servers that start at once, one is told here
    except OSError as error:
        reason = error.strerror or error
        sys.exit(f"Cannot serve on {host}, port {port} ({reason}). Choose another with PORT, e.g. PORT=8001.")
    return bound


def prepared_app() -> Flask:
    """The app on a database that answers and is up to date; else one sentence that says what is wrong."""
    try:
        app = create_app()
    except (ArgumentError, NoSuchModuleError):
        sys.exit("DATABASE_URL cannot be read; write it like postgresql://user:password@host/name.")
    try:
        with app.app_context():
            if not is_current():
                from flask_migrate import upgrade

                upgrade()
            people.add_roles()
            db.session.commit()
    except DBAPIError as error:
        sys.exit(f"The database {shown_url(app)} does not answer ({cause(error)}). Look at DATABASE_URL.")
    return app


def is_current() -> bool:
    """Whether the database is at the newest migration; a cheap look, for the start that has nothing to do."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return list(found) == [newest()]


def newest() -> str:
    """The newest migration; their files are named by their numbers."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def shown_url(app: Flask) -> str:
    with app.app_context():
        return db.engine.url.render_as_string(hide_password=True).split("?")[0]


def cause(error: DBAPIError) -> str:
    """The first line of what the database said, which holds no password."""
    said: Any = error.orig or error
    lines = str(said).strip().splitlines()
    return lines[0].removeprefix("connection failed: ") if lines else type(said).__name__


if __name__ == "__main__":
    main()
