"""The thread that ends attempts when nobody is there to."""

import logging
import threading
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.webapp.attempts.trying import MINUTE, NOW, SECOND, Trying, at_once, offer, rows, set_columns
from tests.webapp.conftest import AddUser
from tests.webapp.statements import statements
from webapp.attempts import closing, queries, sweeper
from webapp.attempts.sweeper import Swept
from webapp.db import db
from webapp.memory import evidence
from webapp.models import Attempt, GradingRun, Review, User

END = NOW + 10 * MINUTE
OVERDUE = END + 21 * SECOND


@pytest.fixture
def trying(trying: Trying) -> Trying:
    trying.start()
    return trying


def sweep(app: Flask, at: datetime) -> Swept:
    with app.app_context():
        return sweeper.sweep(at)


def test_what_is_overdue_is_closed_graded_and_stamped_with_its_deadline(app: Flask, trying: Trying) -> None:
    trying.save_right(0)
    assert sweep(app, OVERDUE).closed == 1
    paper = trying.paper
    assert (paper.state, paper.close_reason, paper.submitted_at) == ("graded", "deadline", END)
    assert (paper.score, len(rows(app, Review))) == (1000, 4)


def test_it_takes_no_time_from_anyone(app: Flask, trying: Trying) -> None:
    assert sweep(app, END + 20 * SECOND).closed == 0
    assert trying.paper.state == "in_progress"


def test_it_leaves_what_has_no_end(app: Flask, alice: User) -> None:
    Trying(app, alice, offer(app, alice, minutes=None)).start()
    assert sweep(app, NOW + timedelta(days=400)).closed == 0


def test_it_grades_what_was_closed_and_not_graded(
    app: Flask, trying: Trying, monkeypatch: pytest.MonkeyPatch
) -> None:
    trying.save_right(0)
    with monkeypatch.context() as broken:
        broken.setattr(closing, "record_evidence", fail)
        trying.submit(at=NOW + MINUTE)
    assert sweep(app, NOW + 2 * MINUTE).graded == 1
    paper = trying.paper
    assert (paper.state, paper.score, paper.submitted_at) == ("graded", 1000, NOW + MINUTE)


def fail(*_args: Any, **_named: Any) -> None:
    raise ValueError("poison")


def test_one_that_fails_is_put_off_and_holds_up_no_other(
    app: Flask,
    trying: Trying,
    add_user: AddUser,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = Trying(app, add_user("bea"), trying.quiz)
    other.start()
    poison(monkeypatch, trying)
    with caplog.at_level(logging.ERROR):
        assert sweep(app, OVERDUE).failed == 1
    assert (trying.paper.state, other.paper.state) == ("submitted", "graded")
    assert f"the sweeper failed at attempt {trying.id}" in caplog.text
    assert [row["failures"] for row in rows(app, Attempt) if row["id"] == trying.id] == [1]


def poison(monkeypatch: pytest.MonkeyPatch, trying: Trying) -> None:
    """Let the grading of one attempt fail."""
    record = evidence.record_evidence

    def record_others(connection: Any, learner: Any, mode: Any, attempt_id: Any, *rest: Any) -> None:
        if attempt_id == trying.id:
            raise ValueError("poison")
        record(connection, learner, mode, attempt_id, *rest)

    monkeypatch.setattr(closing, "record_evidence", record_others)


def test_one_that_cannot_even_be_put_off_holds_up_no_other(
    app: Flask, alice: User, trying: Trying, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = Trying(app, alice, offer(app, alice))
    other.start()
    poison(monkeypatch, trying)
    monkeypatch.setattr(queries, "FAILED", text("UPDATE nowhere SET nothing = 1"))
    assert sweep(app, OVERDUE).failed == 1
    assert (trying.paper.state, other.paper.state) == ("submitted", "graded")
    assert "could not be put off" in caplog.text


def test_it_is_tried_again_after_five_minutes(
    app: Flask, trying: Trying, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        poison(broken, trying)
        sweep(app, OVERDUE)
        assert sweep(app, OVERDUE + 4 * MINUTE) == Swept()
        assert sweep(app, OVERDUE + 5 * MINUTE).failed == 1
    assert sweep(app, OVERDUE + 10 * MINUTE).graded == 1
    assert trying.paper.state == "graded"


def test_after_an_outage_everything_is_closed_at_once(app: Flask, alice: User, add_user: AddUser) -> None:
    quiz = offer(app, alice)
    for number in range(40):
        Trying(app, add_user(f"learner{number}"), quiz).start()
    began = time.monotonic()
    assert sweep(app, NOW + timedelta(hours=2)).closed == 40
    assert time.monotonic() - began < 20  # a thousand in a minute, on a machine as busy as this one
    assert {row["submitted_at"] for row in rows(app, Attempt)} == {END}


def test_two_at_once_grade_once(app: Flask, alice: User, add_user: AddUser) -> None:
    quiz = offer(app, alice)
    for number in range(5):
        Trying(app, add_user(f"learner{number}"), quiz).start()
    swept = at_once(app, [lambda: sweep(app, OVERDUE)] * 3)
    assert sum(one.closed for one in swept) == 5
    assert (len(rows(app, GradingRun)), sum(one.failed for one in swept)) == (5, 0)


def test_with_nothing_to_do_it_waits_for_no_writer(app: Flask, trying: Trying) -> None:
    with app.app_context(), db.engine.connect() as writer:
        writer.exec_driver_sql("SELECT 1")  # on SQLite with the write lock
        assert sweep(app, NOW) == Swept()


def test_with_nothing_to_do_it_asks_little(app: Flask) -> None:
    with statements(app) as sent:
        sweep(app, NOW)
    assert len(sent) <= 6, "\n".join(sent)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_one_process_sweeps_at_a_time(app: Flask, trying: Trying) -> None:
    with app.app_context(), db.engine.connect() as other:
        other.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": sweeper.LOCK})
        assert sweep(app, OVERDUE) == Swept(alone=False)
        other.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": sweeper.LOCK})
    assert sweep(app, OVERDUE).closed == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_attempt_that_somebody_is_at_is_left_for_the_next_round(app: Flask, trying: Trying) -> None:
    with app.app_context():
        with db.engine.begin() as learner:
            learner.execute(text("SELECT 1 FROM attempt FOR UPDATE"))
            assert sweep(app, OVERDUE).closed == 0
        assert sweep(app, OVERDUE).closed == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_one_whose_cards_are_locked_is_tried_in_the_next_round(
    app: Flask, trying: Trying, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        db.session.execute(text("SET lock_timeout = '50ms'"))
        with db.engine.begin() as learner:
            learner.execute(text("LOCK TABLE card"))
            assert sweep(app, OVERDUE).failed == 1
        assert sweep(app, OVERDUE).closed == 1
    assert "the sweeper failed" in caplog.text


def test_people_with_nothing_kept_from_them_are_told_so(app: Flask, trying: Trying) -> None:
    sweep(app, OVERDUE)
    assert [row["sealed"] for row in rows(app, User)] == [False]


def test_a_round_that_fails_is_for_the_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE answer_event")
        connection.exec_driver_sql("ALTER TABLE attempt RENAME TO elsewhere")
    with app.app_context(), caplog.at_level(logging.ERROR):
        sweeper.tried(sweeper.round_of)
    assert "a round of the sweeper failed" in caplog.text


def test_the_thread_sweeps_as_soon_as_it_begins(app: Flask, trying: Trying) -> None:
    set_columns(app, Attempt, deadline_at=NOW - timedelta(days=300))
    stop = threading.Event()
    thread = sweeper.start(app, stop=stop)
    for _ in range(300):
        if trying.paper.state == "graded":
            break
        time.sleep(0.1)
    stop.set()
    thread.join()
    assert (trying.paper.state, thread.daemon) == ("graded", True)
