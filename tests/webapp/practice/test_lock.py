"""On SQLite there is one writer at a time: who only looks does not wait for it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from tests.webapp.conftest import sign_in
from tests.webapp.practice.practising import IN_PLACE, PLANNING, Practising
from webapp import driver
from webapp.db import db, engine_options, sqlite_library
from webapp.memory import plans
from webapp.models import User

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """As for people, but for the ten seconds of patience with whoever writes."""
    options = engine_options(settings["SQLALCHEMY_DATABASE_URI"])
    options["connect_args"]["timeout"] = 0.5
    return settings | {"SQLALCHEMY_ENGINE_OPTIONS": options}


def test_pages_and_answers_are_shown_while_somebody_writes(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    learner = Practising(sign_in(client, alice)).open("/practice/card?deck=milestones")
    with app.app_context(), db.engine.connect() as writer:
        writer.exec_driver_sql("SELECT 1")  # begins with the write lock, and keeps it
        assert learner.send("show", typed=["1950"]).status_code == 200
        assert client.get("/practice/card").status_code == 200


@contextmanager
def tried_to_write(app: Flask, within: str) -> Iterator[list[bool]]:
    """Whether somebody else could begin to write, at each statement that has this in it."""
    with app.app_context():
        path, execute = db.engine.url.database, driver.execute
    library = sqlite_library()  # another one in this process would not see the lock
    free: list[bool] = []

    def note(statement: str) -> None:
        if within in statement:
            with closing(library.connect(path, timeout=0, isolation_level=None)) as other:
                free.append(False)
                with suppress(library.OperationalError):
                    other.execute("BEGIN IMMEDIATE")
                    free[-1] = True

    def execute_and_note(cursor: Any, text: str, values: Any) -> None:
        note(text)
        execute(cursor, text, values)

    def by_sqlalchemy(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        note(statement)

    with app.app_context(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(driver, "execute", execute_and_note)
        event.listen(db.engine, "before_cursor_execute", by_sqlalchemy)
        try:
            yield free
        finally:
            event.remove(db.engine, "before_cursor_execute", by_sqlalchemy)


@pytest.mark.parametrize("sealed", [False, True])  # whether a quiz may keep something from the learner
@pytest.mark.parametrize("action", ["rate", "bury", "undo"])
def test_nobody_waits_while_a_row_is_planned(
    app: Flask, client: FlaskClient, alice: User, action: str, sealed: bool
) -> None:
    """A process that has just begun, or knows nothing of this learner, plans after it has written."""
    learner = Practising(sign_in(client, alice)).open("/practice/card?deck=milestones").answer(3).show("1950")
    with app.app_context():
        db.session.execute(update(User).values(sealed=sealed))
        db.session.commit()
    app.extensions[plans.EXTENSION].plans.clear()
    with tried_to_write(app, PLANNING) as free:
        assert learner.send(action, headers=IN_PLACE, rating="3").status_code == 200
    assert free and all(free)


def test_control_one_waits_while_an_answer_is_written(app: Flask, client: FlaskClient, alice: User) -> None:
    learner = Practising(sign_in(client, alice)).open("/practice/card?deck=milestones").show("1950")
    with tried_to_write(app, "INSERT INTO review") as free:
        assert learner.send("rate", headers=IN_PLACE, rating="3").status_code == 200
    assert free == [False]


def test_control_a_rating_has_to_wait_and_is_not_lost(app: Flask, client: FlaskClient, alice: User) -> None:
    learner = Practising(sign_in(client, alice)).open("/practice/card?deck=milestones").show("1950")
    with app.app_context(), db.engine.connect() as writer:
        writer.exec_driver_sql("SELECT 1")
        refused = learner.send("rate", rating="3")
    assert refused.status_code == 503
    assert "It was not saved" in refused.text
    assert learner.send("rate", rating="3").status_code == 200  # the same line, once the lock is free
