"""What ends attempts when nobody is there to: a thread of the server that closes what is overdue.

It waits somewhat longer than a learner's own request may take, so that it never takes time from one. On
PostgreSQL a lock lets one process of all sweep at a time; on SQLite its write lock does, and the second one
finds nothing left.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import Select, text
from sqlalchemy.engine import Connection

from webapp import clock
from webapp.attempts import queries
from webapp.attempts.closing import close, grade, mark_early
from webapp.attempts.papers import asked
from webapp.attempts.transactions import locked, transaction, waited_in_vain
from webapp.db import db
from webapp.domain.attempts import GRACE, SWEEP_AFTER, is_overdue
from webapp.memory.sealed import unseal

EVERY = 15.0  # seconds
AGAIN = timedelta(minutes=5)  # until an attempt that could not be closed or graded is tried again
LONGEST_PAUSE = 0.05  # seconds
Outcome = Literal["done", "nothing", "failed"]
Work = Callable[[Connection, UUID, datetime], Outcome]
LOCK = 4_603_091_547  # any number; all processes of Footnote on this database use the same


@dataclass(frozen=True, slots=True)
class Swept:
    """What a round did. `alone` is False where another process was at it."""

    closed: int = 0
    graded: int = 0
    failed: int = 0
    unsealed: int = 0
    alone: bool = True


def start(
    app: Flask,
    also: Sequence[Callable[[datetime], object]] = (),
    stop: threading.Event | None = None,
) -> threading.Thread:
    """Begin, once in each server process. `also` is what else is done in each round, told the time. It ends
    with the process, or after `stop` is set."""
    arguments = (app, also, stop or threading.Event())
    thread = threading.Thread(target=run, args=arguments, daemon=True, name="sweeper")
    thread.start()
    return thread


def run(app: Flask, also: Sequence[Callable[[datetime], object]], stop: threading.Event) -> None:
    """Sweep at once, for what ended while no server ran, and then every 15 seconds."""
    while True:
        with app.app_context():
            for work in (round_of, *also):
                tried(work)
        if stop.wait(EVERY):
            return


def tried(work: Callable[[datetime], object]) -> None:
    """Whatever goes wrong is for the log, and for the next round to try again."""
    try:
        work(clock.now())
    except Exception:
        current_app.logger.exception("a round of the sweeper failed")


def round_of(_now: datetime) -> Swept:
    """One round, by the clock that all servers share."""
    follow_clock()
    return sweep(clock.now())


def follow_clock() -> None:
    """On PostgreSQL, let this process go by the database's clock: several servers share that one."""
    if db.engine.dialect.name != "postgresql":
        return
    with db.engine.connect() as connection:
        clock.follow(lambda: connection.execute(text("SELECT clock_timestamp()")).scalar_one())


def sweep(now: datetime) -> Swept:
    """Close what is overdue and grade what was not graded: a transaction each, until nothing is left."""
    with alone() as first:
        if not first:
            return Swept(alone=False)
        closed = [_tried(attempt_id, now, _close) for attempt_id in _found(queries.OVERDUE, now)]
        graded = [_tried(attempt_id, now, _grade) for attempt_id in _found(queries.UNGRADED, now)]
        return Swept(
            closed.count("done"),
            graded.count("done"),
            (closed + graded).count("failed"),
            unseal(now),
        )


@contextmanager
def alone(lock: int = LOCK) -> Iterator[bool]:
    """Whether no other process is sweeping, and none will while this lasts."""
    if db.engine.dialect.name != "postgresql":
        yield True
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        first = connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": lock}).scalar_one()
        try:
            yield first
        finally:
            if first:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": lock})


def _found(statement: Select[Any], now: datetime) -> Sequence[UUID]:
    """Found without a write lock: most rounds have nothing to do."""
    with db.engine.connect() as connection:
        names = {"now": now, "before": now - GRACE - SWEEP_AFTER}
        return connection.execution_options(reads=True).execute(statement, names).scalars().all()


def _tried(attempt_id: UUID, now: datetime, work: Work) -> Outcome:
    """Do it to one attempt. One that fails is put off and holds up no other."""
    began = time.perf_counter()
    try:
        mark_early(None, attempt_id, {})
        return transaction(lambda connection: work(connection, attempt_id, now))
    except Exception as error:
        current_app.logger.exception("the sweeper failed at attempt %s", attempt_id)
        if waited_in_vain(error):
            return "failed"  # the next round finds it again
    finally:
        give_way(began)
    values = {"attempt": attempt_id, "now": now, "again": now + AGAIN}
    try:
        transaction(lambda connection: connection.execute(queries.FAILED, values))
    except Exception:  # then the next round finds it at once, and this one goes on with the others
        current_app.logger.exception("attempt %s could not be put off", attempt_id)
    return "failed"


def give_way(began: float) -> None:
    """After work upon one attempt: SQLite’s one lock goes to whoever asks at the right moment."""
    if db.engine.dialect.name == "sqlite":
        time.sleep(min((time.perf_counter() - began) / 2, LONGEST_PAUSE))


def _close(connection: Connection, attempt_id: UUID, now: datetime) -> Outcome:
    row = locked(connection, queries.LOCK_FREE, attempt=attempt_id)
    fixed = asked(connection, attempt_id)
    if row is None or fixed is None or row["state"] != "in_progress":
        return "nothing"  # somebody is at it, or was
    at = max(now, row["last_event_at"])
    if not is_overdue(at, row["deadline_at"]):
        return "nothing"  # extended meanwhile
    close(connection, row, fixed, at, "deadline")
    return "done"


def _grade(connection: Connection, attempt_id: UUID, now: datetime) -> Outcome:
    row = locked(connection, queries.LOCK_FREE, attempt=attempt_id)
    fixed = asked(connection, attempt_id)
    if row is None or fixed is None or row["state"] != "submitted":
        return "nothing"
    grade(connection, row, fixed, max(now, row["last_event_at"]), {})
    return "done"
