"""Statements run on the driver's cursor: the same rows, values and errors as by SQLAlchemy itself."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from tests.webapp import rows
from webapp.db import Base, db
from webapp.models import User
from webapp.prepared import Prepared, read_alone, together

SECRET = "what somebody wrote"
TABLES = Base.metadata.sorted_tables


@pytest.fixture
def filled(app: Flask, alice: User) -> Flask:
    rows.fill(app, alice)
    return app


def test_a_row_of_every_table_reads_as_it_does_by_sqlalchemy(filled: Flask) -> None:
    with filled.app_context(), db.engine.connect() as connection:
        for table in TABLES:
            expected = [dict(row) for row in connection.execute(select(table)).mappings()]
            assert Prepared(select(table)).all(connection, {}) == expected, table.name
            assert expected, f"nothing in {table.name}"


def test_a_row_written_reads_as_it_was_given(filled: Flask) -> None:
    review = Base.metadata.tables["review"]
    with filled.app_context(), db.engine.begin() as connection:
        given = dict(connection.execute(select(review).limit(1)).mappings().one())
        connection.execute(review.delete())
        assert Prepared(insert(review)).write(connection, given) == 1
        assert [dict(row) for row in connection.execute(select(review)).mappings()] == [given]


def test_no_row_is_none(filled: Flask) -> None:
    user = Base.metadata.tables["user"]
    nobody = Prepared(select(user.c.id).where(user.c.username == bindparam("name")))
    with filled.app_context(), db.engine.connect() as connection:
        assert nobody.first(connection, {"name": "nobody"}) is None
        assert read_alone(nobody, {"name": "alice"}) == [{"id": 1}]


def test_a_value_of_the_statement_itself_goes_along(filled: Flask) -> None:
    user = Base.metadata.tables["user"]
    with filled.app_context(), db.engine.connect() as connection:
        assert Prepared(select(user.c.id).where(user.c.username == "alice")).first(connection, {})


@pytest.mark.parametrize("column", ["username", "fs_uniquifier"])
def test_what_the_database_refuses_is_sqlalchemys_error(filled: Flask, column: str) -> None:
    user = Base.metadata.tables["user"]
    with filled.app_context(), db.engine.begin() as connection:
        row: dict[str, Any] = dict(connection.execute(select(user)).mappings().one())
        values = row | {
            "id": 2,
            "username": "bob",
            "fs_uniquifier": "b",
            "email": SECRET,
            column: row[column],
        }
        with pytest.raises(IntegrityError) as refused:
            Prepared(insert(user)).write(connection, values)
        connection.rollback()
    assert SECRET not in str(refused.value)


def test_a_missing_table_is_sqlalchemys_error_too(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE notice")
        with pytest.raises((OperationalError, ProgrammingError)):
            Prepared(select(Base.metadata.tables["notice"])).all(connection, {})
        connection.rollback()


def test_of_several_together_each_tells_what_came_of_it(filled: Flask) -> None:
    user = Base.metadata.tables["user"]
    found, renamed = Prepared(select(user.c.id)), Prepared(user.update().values(theme=bindparam("to")))
    with filled.app_context(), db.engine.connect() as connection:
        done = together(connection, (renamed, {"to": "dark"}), (found, {}))
        assert [written for written, _ in done][:1] == [1]
        assert [rows for _, rows in done] == [[], [{"id": 1}]]


def test_where_one_of_several_is_refused_none_is_done(filled: Flask) -> None:
    user = Base.metadata.tables["user"]
    renamed = Prepared(user.update().values(theme=bindparam("to")))
    with filled.app_context(), db.engine.connect() as connection:
        row = dict(connection.execute(select(user)).mappings().one())
        with pytest.raises(IntegrityError):
            together(
                connection, (renamed, {"to": "dark"}), (Prepared(insert(user)), row), (renamed, {"to": "x"})
            )
        connection.rollback()
        assert connection.execute(select(user.c.theme)).scalar() == "system"
