"""The fixtures themselves: each test has its own migrated database, on both engines."""

from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import check
from sqlalchemy import URL, make_url, text

from tests import postgres
from webapp.db import db

ADD_ROLE = text("INSERT INTO role (id, name) VALUES (77, 'left behind')")
COUNT = text("SELECT count(*) FROM role WHERE id = 77")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_sees_nothing_of_the_one_before(app: Flask, turn: int) -> None:
    with app.app_context():
        assert db.session.scalar(COUNT) == 0
        db.session.execute(ADD_ROLE)
        db.session.commit()
        assert db.session.scalar(COUNT) == 1


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        check()


def test_the_app_answers_on_a_database_of_the_named_kind(app: Flask, client: FlaskClient) -> None:
    kind = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).get_backend_name()
    with app.app_context():
        assert db.engine.dialect.name == kind
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
def test_the_server_is_a_real_postgresql(empty_database: str) -> None:
    with postgres.connect(make_url(empty_database)) as connection:
        assert connection.info.server_version >= 140000


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_is_dropped_after_its_test(database: str, postgres_server: URL) -> None:
    with postgres.new_database(postgres_server) as url:
        postgres.connect(url).close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        postgres.connect(url)


@pytest.mark.parametrize("change", ["DROP INDEX uq_attempt_open", "CREATE TABLE more (word TEXT)"])
def test_a_database_that_was_changed_is_not_used_again(postgres_copies: postgres.Copies, change: str) -> None:
    with postgres_copies.one() as first, postgres.connect(first) as connection:
        connection.execute(change.encode())
    with postgres_copies.one() as second, postgres_copies.one() as third:
        assert first not in (second, third)


def test_a_database_is_used_again_without_rows_and_counts_from_one(postgres_copies: postgres.Copies) -> None:
    add = b"INSERT INTO role (name) VALUES ('left behind') RETURNING id"
    with postgres_copies.one() as first, postgres.connect(first) as connection:
        assert connection.execute(add).fetchone() == (1,)
    with postgres_copies.one() as second, postgres.connect(second) as connection:
        assert second == first
        assert connection.execute(add).fetchone() == (1,)


def test_a_binary_folder_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("initdb", "postgres"):
        (tmp_path / program).touch()
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    assert postgres.binaries() == tmp_path
