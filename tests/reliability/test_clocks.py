"""C1 and C4: clocks are set back and ahead, servers stop for hours; each attempt ends once and in time."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, insert, select, text

from tests.reliability import sound
from tests.reliability.conftest import Figures
from tests.reliability.effort import OVERDUE
from tests.reliability.offering import PASSWORD, add_people, offer, quiz_of, typed_items
from tests.reliability.serving import Server, bank_of, wait_until
from tests.reliability.taking import InProcess, OverHttp, Taker, edit
from tests.webapp.conftest import sign_in
from webapp.__main__ import WORKERS
from webapp.attempts import saving, sweeper
from webapp.db import db
from webapp.domain.attempts import is_late
from webapp.models import AnswerEvent, Attempt

HOUR = timedelta(hours=1)


class Exam:
    """One learner at a quiz of ten minutes. The learner signs in anew whenever the clock was set: a session
    from the future is none."""

    def __init__(self, app: Flask, set_clock: Callable[[timedelta], None]) -> None:
        self.app, self.set_to = app, set_clock
        (self.user,) = add_people(app, [f"learner-{uuid4().hex[:8]}"])
        items = typed_items(app.extensions["bank"], 3)
        self.quiz = offer(app, quiz_of(3, items, minutes=10, ways=("typed",)))
        self.taker = self.sign_in()

    def sign_in(self) -> Taker:
        return Taker(InProcess(sign_in(self.app.test_client(), self.user)))

    def set_clock(self, off_by: timedelta) -> None:
        self.set_to(off_by)
        self.taker.line.close()
        self.taker = self.sign_in()

    def attempt(self, attempt: str) -> Any:
        with self.app.app_context():
            return db.session.execute(select(Attempt.__table__).filter_by(id=UUID(attempt))).one()

    def moments(self, attempt: str) -> list[datetime]:
        """When its answers were received, in the order of their seq."""
        found = select(AnswerEvent.received_at).filter_by(attempt_id=UUID(attempt)).order_by(AnswerEvent.seq)
        with self.app.app_context():
            return list(db.session.scalars(found))

    def states(self) -> dict[str, int]:
        """How many attempts are in each."""
        with self.app.app_context():
            rows = db.session.execute(select(Attempt.state, func.count()).group_by(Attempt.state))
            return {state: number for state, number in rows}


class Served(Exam):
    """At a real server."""

    def __init__(self, app: Flask, server: Server, dial: Path) -> None:
        self.server, self.dial = server, dial
        super().__init__(app, self.turn)

    def sign_in(self) -> Taker:
        return Taker(OverHttp(self.server.port)).sign_in(self.user.username, PASSWORD)

    def turn(self, off_by: timedelta) -> None:
        """Set the clock and wait until every process of the server goes by it."""
        shown = str(off_by.total_seconds())
        self.dial.write_text(shown)
        known = partial(self.dial.parent.glob, f"{self.dial.name}-*")
        wait_until(
            lambda: [note.read_text() for note in known()].count(shown) == WORKERS, "the clock is seen"
        )


@pytest.fixture
def served(app: Flask, settings: dict[str, Any], database: str, tmp_path: Path) -> Iterator[Served]:
    dial = tmp_path / "clock"
    dial.write_text("0")
    environ = bank_of(settings) | {"CLOCK": str(dial)}
    with Server(Path(settings["INSTANCE"]), database, "tests.reliability.stepped", environ) as server:
        served = Served(app, server, dial)
        yield served
        served.taker.line.close()


@pytest.fixture
def exam(app: Flask) -> Iterator[Exam]:
    """Without a server, for the controls."""
    with time_machine.travel(began := datetime.now(UTC), tick=False) as traveller:
        yield Exam(app, lambda off_by: traveller.move_to(began + off_by))


def wrongs(exam: Exam) -> set[str]:
    """What an attempt should not do while the clock goes back, ahead by more than a day, and back again."""
    exam.set_clock(timedelta())
    attempt, wrong = exam.taker.begin(exam.quiz), set()
    for base, off_by in enumerate([timedelta(), -HOUR, timedelta(minutes=1)]):
        exam.set_clock(off_by)
        assert exam.taker.save(attempt, edit(1, f"answer {base}", base=base)).status == 200
    if (received := exam.moments(attempt)) != sorted(received):
        wrong.add("time ran backwards")
    exam.set_clock(25 * HOUR)
    if exam.taker.save(attempt, edit(2, "too late")).result not in ("late", "closed"):
        wrong.add("a late answer was taken")
    closed = exam.attempt(attempt)
    if (closed.state, closed.submitted_at) != ("graded", closed.deadline_at):
        wrong.add("not closed at its deadline")
    for off_by in (timedelta(), -HOUR):
        exam.set_clock(off_by)
        if exam.taker.save(attempt, edit(2, "now again")).result != "closed":
            wrong.add("opened again")
        if exam.taker.submit(attempt, [edit(3, "and now")]).json["answered"] != 1:
            wrong.add("answered after its end")
        if exam.taker.begin(exam.quiz) == attempt:
            wrong.add("resumed after its end")
    return wrong if exam.attempt(attempt) == closed else wrong | {"changed after its end"}


def test_c1_a_late_attempt_stays_closed_and_time_never_runs_backwards(
    served: Served, figures: Figures
) -> None:
    assert wrongs(served) == set()
    assert sound.faults(served.app) == []
    figures("C1", steps="-1 h, +25 h, back", reopened=0, ran_backwards=0)


def test_c1_control_by_the_clock_alone_time_runs_backwards(
    exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a look at what happened last in the attempt."""
    known = saving._locked
    long_ago = {"last_event_at": datetime.min.replace(tzinfo=UTC)}
    monkeypatch.setattr(saving, "_locked", lambda *which: (row := known(*which)) and {**row, **long_ago})
    assert "time ran backwards" in wrongs(exam)


def test_c1_control_what_is_only_refused_when_late_is_open_again(
    exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without closing the attempt at once, in the request that finds it late."""

    def only_refused(_connection: Any, row: Any, _fixed: Any, at: datetime) -> Any:
        return row if is_late(at, row["deadline_at"]) else None

    monkeypatch.setattr(saving, "close_late", only_refused)
    assert wrongs(exam) >= {"not closed at its deadline", "opened again", "changed after its end"}


def copies(app: Flask, attempt: str, count: int) -> None:
    """The same attempt for many other learners, running as it does."""
    people = add_people(app, [f"other-{number}" for number in range(count)])
    with app.app_context():
        row = dict(db.session.execute(select(Attempt.__table__).filter_by(id=UUID(attempt))).mappings().one())
        db.session.execute(insert(Attempt), [row | {"id": uuid4(), "user_id": user.id} for user in people])
        db.session.commit()


def poison(app: Flask, attempt: str, slots: str = "[{}]") -> str:
    """Break one attempt so that nothing can read what it asks; what it asked."""
    with app.app_context():
        id = UUID(attempt).hex if db.engine.dialect.name == "sqlite" else UUID(attempt)
        before = text("SELECT CAST(slots AS TEXT) FROM attempt WHERE id = :id").bindparams(id=id)
        asked = str(db.session.execute(before).scalar_one())
        broken = text("UPDATE attempt SET slots = CAST(:slots AS JSON) WHERE id = :id")
        if db.engine.dialect.name == "sqlite":
            broken = text("UPDATE attempt SET slots = :slots WHERE id = :id")
        db.session.execute(broken.bindparams(id=id, slots=slots))
        db.session.commit()
    return asked


def test_c4_after_two_hours_without_a_server_all_is_closed_but_what_cannot_be(
    served: Served, figures: Figures
) -> None:
    attempt = served.taker.begin(served.quiz)
    served.taker.save(attempt, edit(1, "an answer"))
    served.server.kill()
    copies(served.app, attempt, OVERDUE - 1)
    poison(served.app, attempt)
    served.dial.write_text(str(2 * HOUR.total_seconds()))
    served.server.start()
    began = time.monotonic()
    wait_until(lambda: served.states() == {"graded": OVERDUE - 1, "in_progress": 1}, "all are closed")
    took = time.monotonic() - began
    with served.app.app_context():
        graded = select(Attempt.id).where(Attempt.state == "graded")
        assert not db.session.scalars(graded.where(Attempt.submitted_at != Attempt.deadline_at)).all()
    wait_until(lambda: served.attempt(attempt).failures == 1, "the poisoned one was tried")
    served.dial.write_text(str((2 * HOUR + timedelta(minutes=5, seconds=5)).total_seconds()))
    wait_until(lambda: served.attempt(attempt).failures == 2, "it is tried again")
    figures("C4", overdue=OVERDUE, closed_but_the_poisoned_after=f"{took:.1f} s", tried_again_after="5 min")


def swept(app: Flask, at: datetime) -> None:
    """A round of the sweeper; what it wrote is kept unless it failed."""
    with app.app_context():
        try:
            sweeper.sweep(at)
            db.session.commit()
        except Exception:
            db.session.rollback()


def test_c4_control_a_sweeper_that_does_all_in_one_closes_nothing_for_the_sake_of_one(
    exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_one(attempt_id: UUID, now: datetime, work: sweeper.Work) -> sweeper.Outcome:
        return work(db.session.connection(), attempt_id, now)

    monkeypatch.setattr(sweeper, "_tried", in_one)
    attempt = exam.taker.begin(exam.quiz)
    overdue = exam.attempt(attempt).deadline_at + 2 * HOUR
    copies(exam.app, attempt, 4)
    asked = poison(exam.app, attempt)
    swept(exam.app, overdue)
    assert exam.states() == {"in_progress": 5}
    poison(exam.app, attempt, asked)
    swept(exam.app, overdue)
    assert exam.states() == {"graded": 5}  # it was the poisoned one alone that held up the others
