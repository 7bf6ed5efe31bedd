"""Time is the server's: what is in time counts to the millisecond, what is late never does."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text

from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import OVERDUE, ROUNDS
from tests.reliability.offering import PASSWORD, add_people, offer, quiz_of, typed_items
from tests.reliability.racing import Race
from tests.reliability.serving import Server, bank_of, wait_until
from tests.reliability.taking import OverHttp, Taker, edit
from webapp import clock
from webapp.__main__ import WORKERS
from webapp.attempts import queries, sweeper
from webapp.db import db
from webapp.domain.attempts import GRACE
from webapp.models import AnswerEvent, Attempt

MILLISECOND = timedelta(milliseconds=1)
EDGES = (-50, 0, 1, 4999, 5000, 5001, 5050)  # milliseconds after the deadline
LEARNERS = 7


@pytest.fixture
def race(app: Flask) -> Iterator[Race]:
    with Race(app) as race:
        yield race


@pytest.fixture
def arrives(monkeypatch: pytest.MonkeyPatch) -> threading.local:
    """Each thread's own moment of arrival: `arrives.at`."""
    local = threading.local()
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: getattr(local, "at", None) or real())
    return local


class AtTheBell:
    """Learners whose last answers arrive around their deadlines, while the sweeper comes by."""

    def __init__(self, app: Flask, race: Race, arrives: threading.local) -> None:
        self.app, self.race, self.arrives = app, race, arrives
        people = add_people(app, [f"learner-{number}" for number in range(LEARNERS)])
        self.takers = [race.devices(user, 1)[0] for user in people]
        self.quiz = offer(app, quiz_of(1, minutes=10, ways=("typed",)))
        self.chance = Random(7)

    def wrong(self, rounds: int) -> int:
        """How many answers were taken too late, or refused in time."""
        return sum(self.round() for _ in range(rounds))

    def round(self) -> int:
        attempts = [taker.begin(self.quiz) for taker in self.takers]
        deadlines = [self.deadline(attempt) for attempt in attempts]
        late = [self.chance.choice([*EDGES, self.chance.randint(-50, 5050)]) for _ in attempts]
        sweep = partial(self.sweep, max(deadlines) + timedelta(seconds=10))
        saves = [
            partial(self.save, taker, attempt, deadline + by * MILLISECOND)
            for taker, attempt, deadline, by in zip(self.takers, attempts, deadlines, late, strict=True)
        ]
        acts: list[Callable[[], int]] = [*saves, sweep, self.hold]
        statuses = self.race.at_once(acts)[:LEARNERS]
        self.sweep(max(deadlines) + timedelta(seconds=21))
        in_time = [200 if by * MILLISECOND <= GRACE else 409 for by in late]
        return sum(map(int.__ne__, statuses, in_time))

    def save(self, taker: Taker, attempt: str, at: datetime) -> int:
        self.arrives.at = at
        try:
            return taker.save(attempt, edit(1, "at the bell")).status
        finally:
            self.arrives.at = None

    def sweep(self, at: datetime) -> int:
        with self.app.app_context():
            sweeper.sweep(at)
        return 0

    def hold(self) -> int:
        """Somebody who keeps all the locks for a while: waiting costs no learner their answer."""
        with self.app.app_context(), db.engine.begin() as connection:
            connection.execute(queries.LOCK.where(text("true")), {"attempt": uuid4()})
            connection.execute(select(Attempt.id).with_for_update(key_share=True)).all()
            time.sleep(0.02)
        return 0

    def deadline(self, attempt: str) -> datetime:
        with self.app.app_context():
            found = db.session.scalars(select(Attempt.deadline_at).filter_by(id=UUID(attempt))).one()
        assert found is not None
        return found


def test_b7_at_the_deadline_exactly_what_arrived_in_time_is_taken(
    app: Flask, race: Race, arrives: threading.local, figures: Figures
) -> None:
    rounds = max(ROUNDS // 4, 5)
    assert AtTheBell(app, race, arrives).wrong(rounds) == 0
    assert sound.faults(app) == []
    with app.app_context():
        assert not db.session.scalars(select(Attempt.id).where(Attempt.state != "graded")).all()
    figures("B7", rounds=rounds, answers=rounds * LEARNERS, wrong_either_way=0)


def test_b7_control_a_sweeper_in_a_hurry_takes_time_from_learners(
    app: Flask, race: Race, arrives: threading.local, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeper, "SWEEP_AFTER", timedelta())
    monkeypatch.setattr(sweeper, "is_overdue", lambda at, deadline: at > deadline)
    assert AtTheBell(app, race, arrives).wrong(5) > 0


class Stepping:
    """A server whose clock can be set, and one learner at it."""

    def __init__(self, app: Flask, server: Server, dial: Path) -> None:
        self.app, self.server, self.dial = app, server, dial
        self.name = add_people(app, [f"learner-{uuid4().hex[:8]}"])[0].username
        items = typed_items(app.extensions["bank"], 3)
        self.quiz = offer(app, quiz_of(3, items, minutes=10, ways=("typed",)))
        self.taker = Taker(OverHttp(server.port))

    def set_clock(self, off_by: timedelta) -> None:
        """Set it, wait until every process goes by it, and sign in: a session from the future is none."""
        shown = str(off_by.total_seconds())
        self.dial.write_text(shown)
        known = partial(self.dial.parent.glob, f"{self.dial.name}-*")
        wait_until(
            lambda: [note.read_text() for note in known()].count(shown) == WORKERS, "the clock is seen"
        )
        self.taker.line.close()
        self.taker = Taker(OverHttp(self.server.port)).sign_in(self.name, PASSWORD)

    def attempt(self, attempt: str) -> Any:
        with self.app.app_context():
            return db.session.execute(select(Attempt.__table__).filter_by(id=UUID(attempt))).one()

    def moments(self, attempt: str) -> list[datetime]:
        """When its answers were received, in the order of their seq."""
        found = select(AnswerEvent.received_at).filter_by(attempt_id=UUID(attempt)).order_by(AnswerEvent.seq)
        with self.app.app_context():
            return list(db.session.scalars(found))


@pytest.fixture
def stepping(app: Flask, settings: dict[str, Any], database: str, tmp_path: Path) -> Iterator[Stepping]:
    dial = tmp_path / "clock"
    dial.write_text("0")
    instance, environ = Path(settings["INSTANCE"]), bank_of(settings) | {"CLOCK": str(dial)}
    with Server(instance, database, "tests.reliability.stepped", environ) as server:
        stepping = Stepping(app, server, dial)
        yield stepping
        stepping.taker.line.close()


HOUR = timedelta(hours=1)


def test_c1_a_late_attempt_stays_closed_and_time_never_runs_backwards(
    stepping: Stepping, figures: Figures
) -> None:
    stepping.set_clock(timedelta())
    attempt = stepping.taker.begin(stepping.quiz)
    for base, off_by in enumerate([timedelta(), -HOUR, timedelta(minutes=1)]):
        stepping.set_clock(off_by)
        assert stepping.taker.save(attempt, edit(1, f"answer {base}", base=base)).status == 200
    received = stepping.moments(attempt)
    assert received == sorted(received)
    stepping.set_clock(25 * HOUR)
    assert stepping.taker.save(attempt, edit(2, "too late")).result in ("late", "closed")
    closed = stepping.attempt(attempt)
    assert (closed.state, closed.submitted_at) == ("graded", closed.deadline_at)
    for off_by in (timedelta(), -HOUR):
        stepping.set_clock(off_by)
        assert stepping.taker.save(attempt, edit(2, "now again")).result == "closed"
        assert stepping.taker.submit(attempt, [edit(3, "and now")]).json["answered"] == 1
        assert stepping.taker.begin(stepping.quiz) != attempt
    assert stepping.attempt(attempt) == closed
    assert sound.faults(stepping.app) == []
    figures("C1", steps="-1 h, +25 h, back", reopened=0, ran_backwards=0)


def copies(app: Flask, attempt: str, names: list[str]) -> None:
    """The same attempt for many other learners, running as it does."""
    people = add_people(app, names)
    with app.app_context():
        row = dict(db.session.execute(select(Attempt.__table__).filter_by(id=UUID(attempt))).mappings().one())
        db.session.execute(insert(Attempt), [row | {"id": uuid4(), "user_id": user.id} for user in people])
        db.session.commit()


def states(app: Flask) -> dict[str, int]:
    with app.app_context():
        rows = db.session.execute(select(Attempt.state, func.count()).group_by(Attempt.state))
        return {state: number for state, number in rows}


def test_c4_after_two_hours_without_a_server_all_is_closed_but_what_cannot_be(
    stepping: Stepping, figures: Figures
) -> None:
    stepping.set_clock(timedelta())
    attempt = stepping.taker.begin(stepping.quiz)
    stepping.taker.save(attempt, edit(1, "an answer"))
    stepping.server.kill()
    copies(stepping.app, attempt, [f"other-{number}" for number in range(OVERDUE - 1)])
    poison(stepping.app, attempt)
    stepping.dial.write_text(str(2 * HOUR.total_seconds()))
    stepping.server.start()
    began = time.monotonic()
    wait_until(lambda: states(stepping.app) == {"graded": OVERDUE - 1, "in_progress": 1}, "all are closed")
    took = time.monotonic() - began
    with stepping.app.app_context():
        late = select(Attempt.id).where(
            Attempt.state == "graded", Attempt.submitted_at != Attempt.deadline_at
        )
        assert not db.session.scalars(late).all()
    wait_until(lambda: stepping.attempt(attempt).failures == 1, "the poisoned one was tried")
    stepping.dial.write_text(str((2 * HOUR + timedelta(minutes=5, seconds=5)).total_seconds()))
    wait_until(lambda: stepping.attempt(attempt).failures == 2, "it is tried again")
    figures("C4", overdue=OVERDUE, closed_but_the_poisoned_after=f"{took:.1f} s", tried_again_after="5 min")


def poison(app: Flask, attempt: str) -> None:
    """Break one attempt so that nothing can read what it asks."""
    with app.app_context():
        db.session.execute(
            text("UPDATE attempt SET slots = '[{}]' WHERE id = :id").bindparams(id=as_kept(attempt))
        )
        db.session.commit()


def as_kept(attempt: str) -> Any:
    return UUID(attempt).hex if db.engine.dialect.name == "sqlite" else UUID(attempt)
