"""B7: time is the server's: what is in time counts to the millisecond, what is late never does."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import ROUNDS
from tests.reliability.offering import add_people, offer, quiz_of
from tests.reliability.racing import MANY, Race
from tests.reliability.taking import Taker, edit
from webapp import clock
from webapp.attempts import queries, sweeper
from webapp.db import db
from webapp.domain.attempts import GRACE
from webapp.models import Attempt

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
    bell = AtTheBell(app, race, arrives)
    assert any(bell.round() for _ in range(MANY))
