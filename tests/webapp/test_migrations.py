"""Migrations on both databases: up, down and up again; rows survive a rebuilt table; no gap to the models."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, select, text

import webapp
from tests.conftest import close, make_app, settings_for
from tests.webapp.rows import fill
from webapp.db import Base, db
from webapp.models import User

MIGRATIONS = Path(webapp.__file__).with_name("migrations")
HEAD = ScriptDirectory(str(MIGRATIONS)).get_current_head()
NEXT = '''"""a later one"""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"


def rebuilt():
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def upgrade():
{more}    with op.batch_alter_table("{table}", recreate=rebuilt()) as batch:
        batch.add_column(sa.Column("later", sa.Integer()))


def downgrade():
    with op.batch_alter_table("{table}", recreate=rebuilt()) as batch:
        batch.drop_column("later")
'''


@pytest.fixture
def empty_app(empty_database: str, tmp_path: Path) -> Iterator[Flask]:
    app = make_app(settings_for(empty_database, tmp_path))
    yield app
    close(app)


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def rows(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, without a column that the models do not know."""
    with app.app_context():
        return {
            name: sorted(map(tuple, db.session.execute(select(table)).all()), key=repr)
            for name, table in Base.metadata.tables.items()
        }


def schema(app: Flask) -> dict[str, Any]:
    """Columns, keys, checks and indexes as the database names them."""
    with app.app_context():
        seen = inspect(db.engine)
        return {
            name: {
                "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)],
                "foreign": sorted(map(repr, seen.get_foreign_keys(name))),
                "unique": sorted(map(repr, seen.get_unique_constraints(name))),
                "checks": sorted(str(found["name"]) for found in seen.get_check_constraints(name)),
                "indexes": sorted(str(found["name"]) for found in seen.get_indexes(name)),
            }
            for name in sorted(tables(app))
        }


def test_up_down_up(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        first = schema(empty_app)
        downgrade(revision="base")
        assert tables(empty_app) == set()
        upgrade()
    assert schema(empty_app) == first and set(first) == set(Base.metadata.tables)


def test_the_models_and_the_migrations_agree(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        check()


def test_control_a_difference_is_found(app: Flask) -> None:
    with app.app_context():
        db.session.execute(text("ALTER TABLE report DROP COLUMN typed"))
        db.session.commit()
        with pytest.raises(SystemExit):
            check()


def test_migrating_a_current_database_changes_nothing(app: Flask, alice: User) -> None:
    fill(app, alice)
    before = schema(app), rows(app)
    with app.app_context():
        upgrade()
    assert (schema(app), rows(app)) == before


def test_every_table_has_a_row_to_lose(app: Flask, alice: User) -> None:
    fill(app, alice)
    assert [name for name, found in rows(app).items() if not found] == []


@pytest.mark.parametrize("table", ["user", "card", "review"])
def test_rebuilding_a_parent_table_loses_no_row(app: Flask, alice: User, tmp_path: Path, table: str) -> None:
    fill(app, alice)
    before, as_made = rows(app), schema(app)
    folder = with_a_later_one(tmp_path / "migrations", table)
    with app.app_context():
        upgrade(directory=folder)
        assert "later" in [column["name"] for column in inspect(db.engine).get_columns(table)]
        assert rows(app) == before
        downgrade(directory=folder)
    assert rows(app) == before
    assert schema(app) == as_made


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_control_with_foreign_keys_on_the_rebuild_would_lose_rows(
    app: Flask, alice: User, tmp_path: Path
) -> None:
    fill(app, alice)
    before = rows(app)
    folder = with_a_later_one(tmp_path / "migrations", "user")
    script = (folder / "env.py").read_text()
    (folder / "env.py").write_text(script.replace("foreign_keys=OFF", "foreign_keys=ON"))
    with app.app_context():
        upgrade(directory=folder)
    assert rows(app) != before and rows(app)["card"] == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_migration_that_would_break_a_reference_is_taken_back(
    app: Flask, alice: User, tmp_path: Path
) -> None:
    fill(app, alice)
    before = rows(app)
    folder = with_a_later_one(tmp_path / "migrations", "user", "    op.execute('DELETE FROM card')\n")
    with app.app_context(), pytest.raises(SystemExit):
        upgrade(directory=folder)
    assert rows(app) == before
    with app.app_context():
        assert "later" not in [column["name"] for column in inspect(db.engine).get_columns("user")]


def with_a_later_one(folder: Path, table: str, more: str = "") -> Path:
    """A copy of our migrations with one after them that rebuilds a table."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = NEXT.format(head=HEAD, table=table, more=more)
    (folder / "versions" / "9999_later.py").write_text(script)
    return folder
