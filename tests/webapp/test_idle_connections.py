"""PostgreSQL may end a connection that lies in the pool: whoever comes next does not feel it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from webapp import db as database
from webapp.db import db

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@contextmanager
def ended_while_idle(app: Flask) -> Iterator[None]:
    """All connections of the pool are ended by the server."""
    with app.app_context(), db.engine.connect() as one:
        with db.engine.connect() as other:
            number = other.scalar(text("SELECT pg_backend_pid()"))
        one.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})
        yield


def test_one_that_lay_idle_is_asked_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "FRESH", 0.0)
    with ended_while_idle(app), db.engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_control_one_that_served_just_now_is_not_and_the_next_try_succeeds(app: Flask) -> None:
    with ended_while_idle(app):
        with pytest.raises(OperationalError), db.engine.connect() as connection:
            connection.scalar(text("SELECT 1"))
        with db.engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
