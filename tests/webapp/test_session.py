"""A request's session: plain statements and the ORM share one connection and one transaction."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from webapp.db import db, engine_options
from webapp.models import Role

ROLES = Role.metadata.tables["role"]


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """As for people, but for the ten seconds of patience with whoever writes."""
    options = engine_options(settings["SQLALCHEMY_DATABASE_URI"])
    if "timeout" in options["connect_args"]:
        options["connect_args"]["timeout"] = 0.5
    return settings | {"SQLALCHEMY_ENGINE_OPTIONS": options}


@pytest.fixture
def within(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


pytestmark = pytest.mark.usefixtures("within")


def plainly(name: str) -> None:
    db.session.connection().execute(insert(ROLES).values(name=name))


def by_the_orm(name: str) -> None:
    db.session.add(Role(name=name))
    db.session.flush()


def names() -> set[str]:
    """What another connection sees."""
    with db.engine.connect() as connection:
        return set(connection.execution_options(reads=True).scalars(select(ROLES.c.name)))


def lent_out() -> int:
    pool: Any = db.engine.pool
    found: int = pool.checkedout()
    return found


WRITERS = [(plainly,), (by_the_orm,), (plainly, by_the_orm), (by_the_orm, plainly, by_the_orm)]


@pytest.mark.parametrize("writers", WRITERS)
def test_all_is_committed_or_nothing(writers: tuple[Any, ...]) -> None:
    before = names()
    for end in (db.session.rollback, db.session.close, db.session.remove, db.session.commit):
        for place, write in enumerate(writers):
            write(f"{place}")
        assert lent_out() == 1 and names() == before
        end()
        assert lent_out() == 0
    assert names() - before == {f"{place}" for place in range(len(writers))}


def test_each_sees_what_the_other_wrote() -> None:
    plainly("one")
    assert db.session.scalar(select(func.count()).where(ROLES.c.name == "one")) == 1
    assert db.session.execute(select(Role).filter_by(name="one")).scalar_one()
    by_the_orm("two")
    assert db.session.connection().scalar(select(func.count()).where(ROLES.c.name == "two")) == 1


def test_what_was_added_is_written_at_the_commit_of_a_plain_transaction() -> None:
    plainly("one")
    db.session.add(Role(name="two"))
    db.session.commit()
    assert {"one", "two"} <= names()


def test_what_was_changed_is_written_at_the_commit_of_a_plain_transaction() -> None:
    role = Role(name="old")
    db.session.add(role)
    db.session.commit()
    plainly("one")
    role.name = "new"
    db.session.commit()
    assert {"one", "new"} <= names()


def test_after_a_refused_statement_one_begins_anew() -> None:
    plainly("one")
    with pytest.raises(IntegrityError):
        plainly("one")
    db.session.rollback()
    plainly("one")
    db.session.commit()
    assert "one" in names()


def test_after_a_refused_commit_nothing_is_left_open() -> None:
    before, connection = names(), db.session.connection()
    connection.execute(text("CREATE TEMPORARY TABLE parent (id INTEGER PRIMARY KEY)"))
    child = "CREATE TEMPORARY TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
    connection.execute(text(child))
    connection.execute(text("INSERT INTO child VALUES (1)"))
    plainly("one")
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    plainly("two")
    db.session.commit()
    assert names() - before == {"two"}


def test_what_follows_a_commit_is_another_transaction() -> None:
    plainly("one")
    db.session.commit()
    plainly("two")
    db.session.rollback()
    assert "one" in names() and "two" not in names()


def test_it_is_asked_how_before_it_lends(app: Flask) -> None:
    """Options are the ORM's to settle."""
    connection: Connection = db.session.connection(execution_options={"reads": True})
    assert connection.get_execution_options()["reads"] and lent_out() == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("end", ["rollback", "close", "remove"])
@pytest.mark.parametrize("writers", WRITERS)
def test_a_connection_that_was_lost_is_not_lent_again(writers: tuple[Any, ...], end: str) -> None:
    for place, write in enumerate(writers):
        write(f"{place}")
    number = db.session.connection().scalar(text("SELECT pg_backend_pid()"))
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})
    with suppress(DBAPIError):
        getattr(db.session, end)()
    assert db.session.connection().scalar(select(1)) == 1 and lent_out() == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_after_a_refused_lock_one_begins_anew() -> None:
    before = names()
    with db.engine.connect() as other:
        other.exec_driver_sql("SELECT 1")  # begins with the write lock
        with pytest.raises(OperationalError):
            db.session.connection()
    plainly("one")
    db.session.rollback()
    assert names() == before
