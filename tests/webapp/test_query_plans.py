"""The statements of an answer find their rows by index: their cost does not grow with the cards."""

from typing import Any

import pytest
from flask import Flask

from webapp.db import db
from webapp.memory import counts, queries
from webapp.models import Card

VALUES: dict[str, Any] = {
    "user": 1,
    "today": 20_000,
    **{f"{name}{n}": "x" for name in ("deck", "item") for n in range(queries.CANDIDATES)},
}


def plan_of(app: Flask, statement: Any) -> str:
    """SQLite's own words on how it will find the rows."""
    with app.app_context(), db.engine.connect() as connection:
        compiled = statement.compile(connection, compile_kwargs={"render_postcompile": True})
        ordered = tuple(VALUES.get(name, compiled.params[name]) for name in compiled.positiontup or ())
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", ordered).all()
        return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_comes_next_does_not_walk_all_that_is_due(app: Flask) -> None:
    plan = plan_of(app, queries.NEXT.statement)
    assert "ix_card_learning" in plan
    assert "ix_card_due" not in plan
    assert "SCAN card" not in plan


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_due_is_found_by_its_index(app: Flask) -> None:
    VALUES.update(until=20_000, limit=10, offset=0)
    assert "ix_card_due" in plan_of(app, queries.DUE)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_waits_is_counted_by_indexes(app: Flask) -> None:
    VALUES.update(until=20_000)
    plan = plan_of(app, counts.WAITING.statement)
    assert plan.count("ix_card_due") == 2 and "ix_card_learning" in plan and "ix_card_suspended" in plan
    assert "SCAN card" not in plan


def test_the_index_of_what_is_due_names_the_cards() -> None:
    """Else each is a look at a row, and those lie apart: 500 of them took longer than all else of a page."""
    [index] = [index for index in Card.metadata.tables["card"].indexes if index.name == "ix_card_due"]
    assert {column.name for column in index.columns} >= {"deck", "item", "direction", "buried_day"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_new_cards_with_a_row_are_found_by_the_index_of_days(app: Flask) -> None:
    assert "ix_card_due (user_id=? AND due_day=?)" in plan_of(app, queries.MET_NOT_ANSWERED)
