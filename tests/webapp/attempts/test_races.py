"""At the same moment, from several devices: one attempt, one answer, one grading, and no failure of ours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.webapp.attempts.trying import MINUTE, NOW, SECOND, Trying, at_once, offer, rows
from tests.webapp.conftest import AddUser
from webapp import attempts
from webapp.attempts import Refused, Sent, Started, saving, transactions
from webapp.attempts.transactions import Overtaken, transaction
from webapp.db import db
from webapp.models import AnswerEvent, Attempt, GradingRun, User

THREADS, ROUNDS = 8, 5
LATE = NOW + 11 * MINUTE
AFTER_THE_END = NOW + 10 * MINUTE + 6 * SECOND


def begin(trying: Trying, at: Any = NOW) -> Started | None:
    try:
        return trying.start(at)
    except Refused:
        return None


def test_of_many_starts_one_attempt(app: Flask, alice: User, add_user: AddUser) -> None:
    quiz = offer(app, alice)
    for number in range(ROUNDS):
        learner = add_user(f"learner{number}")
        devices = [Trying(app, learner, quiz) for _ in range(THREADS)]
        started = at_once(app, [device.start for device in devices])
        assert len({one.id for one in started}) == 1
        assert [one.resumed for one in started].count(False) == 1


def test_of_many_starts_after_an_overdue_one_attempt(app: Flask, alice: User) -> None:
    trying = Trying(app, alice, offer(app, alice))
    trying.start()
    started = at_once(app, [lambda: trying.start(LATE)] * THREADS)
    assert len({one.id for one in started}) == 1
    assert sorted(row["number"] for row in rows(app, Attempt)) == [1, 2]


def test_racing_past_the_limit_of_attempts(app: Flask, alice: User) -> None:
    quiz = offer(app, alice, attempts=3)
    devices = [Trying(app, alice, quiz) for _ in range(THREADS)]

    def start_and_submit(device: Trying) -> None:
        for _ in range(3):
            if begin(device):
                device.submit()

    at_once(app, [lambda device=device: start_and_submit(device) for device in devices])  # type: ignore[misc]
    assert sorted(row["number"] for row in rows(app, Attempt)) == [1, 2, 3]


def test_of_many_tabs_one_wins_and_the_others_see_its_answer(app: Flask, trying: Trying) -> None:
    trying.start()
    for slot in range(4):
        tabs = [trying.sent(slot, f"{tab}", base=0) for tab in range(THREADS)]
        saved = at_once(app, [lambda sent=sent: trying.send(sent) for sent in tabs])  # type: ignore[misc]
        results = [one.result for one in saved if one]
        assert (results.count("saved"), results.count("stale")) == (1, THREADS - 1)
        assert len({one.stored for one in saved if one}) == 1


def test_one_key_sent_often_is_one_answer(app: Flask, trying: Trying) -> None:
    trying.start()
    sent = trying.sent(0, "1950")
    saved = at_once(app, [lambda: trying.send(sent)] * THREADS)
    assert len(set(map(str, saved))) == 1
    assert len(rows(app, AnswerEvent)) == 1


def test_handed_in_by_many_it_is_graded_once(app: Flask, trying: Trying) -> None:
    for _ in range(ROUNDS):
        trying.start()
        trying.save_right(0)
        submitted = at_once(app, [trying.submit] * THREADS)
        assert len(set(map(str, submitted))) == 1
    assert len(rows(app, GradingRun)) == ROUNDS


def test_what_is_saved_while_another_hands_in_is_graded_or_refused(app: Flask, trying: Trying) -> None:
    for _ in range(ROUNDS):
        trying.start()
        tabs: list[Sent] = [trying.sent(slot, "1950", base=0) for slot in range(4)]
        works: list[Callable[[], Any]] = [lambda sent=sent: trying.send(sent) for sent in tabs]  # type: ignore[misc]
        saved = at_once(app, [trying.submit, *works])[1:]
        graded = {score.slot for score in trying.paper.scores if score.seq}
        assert {slot for slot, one in enumerate(saved) if one.result == "saved"} == graded
        assert {one.result for one in saved} <= {"saved", "closed"}


def test_an_extension_and_late_answers_agree_on_the_end(app: Flask, trying: Trying, ines: User) -> None:
    for _ in range(ROUNDS):
        trying.start()

        def extend() -> Any:
            with app.app_context():
                return attempts.extend(ines.id, trying.id, uuid4(), 5, "", NOW + 9 * MINUTE)

        timing, saved = at_once(app, [extend, lambda: trying.save(0, "1950", base=0, at=AFTER_THE_END)])
        assert (timing is None, saved.result) in {(True, "late"), (False, "saved")}
        trying.submit(at=AFTER_THE_END)


@dataclass
class Failing:
    """Work that fails some times before it is done."""

    error: Exception
    times: int

    def __call__(self, connection: Any) -> str:
        if self.times:
            self.times -= 1
            raise self.error
        return "done"


class Said(Exception):
    """What a database driver says."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


LOST = OperationalError("", {}, Said("57P01"), connection_invalidated=True)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("", {}, Said("40001")),
        OperationalError("", {}, Said("40P01")),
        LOST,
        IntegrityError("", {}, Said("23505")),
        Overtaken(),
    ],
)
def test_what_another_try_can_mend_is_tried_three_times(app: Flask, error: Exception) -> None:
    with app.app_context():
        assert transaction(Failing(error, transactions.TRIES - 1)) == "done"
        with pytest.raises(type(error)):
            transaction(Failing(error, transactions.TRIES))


@pytest.mark.parametrize("error", [OperationalError("", {}, Said("55P03")), ValueError()])
def test_what_it_cannot_mend_is_not_tried_again(app: Flask, error: Exception) -> None:
    with app.app_context(), pytest.raises(type(error)):
        transaction(Failing(error, 1))


def test_control_without_the_check_of_the_base_tabs_blank_each_other(
    app: Flask, trying: Trying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_refusal", lambda *_: None)
    trying.start()
    tabs = [trying.sent(0, f"{tab}", base=tab) for tab in range(3)]
    assert [trying.send(sent) is not None for sent in tabs] == [True] * 3
    assert trying.paper.seqs[0] == 3


def test_control_without_the_constraints_a_second_attempt_begins(app: Flask, trying: Trying) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX uq_attempt_open")
    trying.start()
    with app.app_context():
        copy = {**rows(app, Attempt)[0], "id": uuid4(), "number": 2}
        db.session.execute(Attempt.__table__.insert(), copy)  # type: ignore[attr-defined]
        db.session.commit()
    assert len(rows(app, Attempt)) == 2
