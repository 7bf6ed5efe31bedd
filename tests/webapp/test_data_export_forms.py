"""The forms of reports, notices and one's data change what they are for, whatever else is sent along."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.webapp.conftest import PASSWORD, sign_in
from tests.webapp.rows import fill
from webapp.db import Base, db
from webapp.models import Notice, Report, User

FIELDS = sorted({column for table in Base.metadata.tables.values() for column in table.c.keys()})
NEW = "a new row"
# What each form may change, by table: columns, or a new row.
FORMS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "/teaching/reports/{report}/answer": (
        {"answer": "Thank you.", "close": "yes"},
        {"report": "answer closed_by state", "notice": NEW},
    ),
    "/teaching/reports/{report}/close": ({}, {"report": "closed_by state"}),
    "/teaching/reports/{report}/reopen": ({}, {"report": "closed_by state"}),
    "/accounts/notices/read": ({"id": "{notice}"}, {"notice": "read_at"}),
    "/accounts/data": ({"password": PASSWORD}, {"audit": NEW}),
    "/accounts/delete": ({"name": "ines", "password": PASSWORD}, {"user": "delete_at fs_uniquifier"}),
    "/accounts/keep": ({"token": "made up"}, {}),
}


@pytest.fixture
def rows(app: Flask, ada: User, ines: User, bob: User) -> None:
    """What the forms are about, of Ines; and somebody else's."""
    fill(app, ines, "words of ines")
    fill(app, bob, "words of bob")


def everything(app: Flask) -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every table, by its primary key."""
    with app.app_context():
        return {
            name: {
                tuple(row[column.name] for column in table.primary_key): dict(row)
                for row in db.session.execute(select(table)).mappings()
            }
            for name, table in Base.metadata.tables.items()
        }


def changes(before: Any, after: Any) -> Iterator[tuple[str, str]]:
    """Which column of which table is another, or that there is a new row or one less."""
    for name in before.keys() - {"sign_in_failure"}:  # a password was tried
        for key in before[name].keys() | after[name].keys():
            old, new = before[name].get(key), after[name].get(key)
            if old is None or new is None:
                yield name, NEW if old is None else "a row less"
            else:
                yield from ((name, column) for column in old if old[column] != new[column])


@pytest.mark.parametrize("path", FORMS)
def test_fields_that_are_not_the_forms_change_nothing(
    app: Flask, client: FlaskClient, ines: User, rows: None, path: str
) -> None:
    with app.app_context():
        mine = Report.user_id == ines.id
        report = db.session.scalar(select(Report.id).where(mine))
        notice = db.session.scalar(select(Notice.id).where(Notice.user_id == ines.id))
    data, allowed = FORMS[path]
    own = {name: value.format(notice=notice) for name, value in data.items()}
    planted = dict.fromkeys(FIELDS, "1") | {"role": "administrator", "roles": "3", "closed_by": "99"}
    before = everything(app)
    sign_in(client, ines).post(path.format(report=report), data=planted | own)
    may = {
        (name, column)
        for name, text in allowed.items()
        for column in ([NEW] if text == NEW else text.split())
    }
    assert set(changes(before, everything(app))) <= may


def test_control_what_a_form_is_for_is_seen(app: Flask, client: FlaskClient, ines: User, rows: None) -> None:
    before = everything(app)
    sign_in(client, ines).post("/accounts/data", data={"password": PASSWORD})
    assert ("audit", NEW) in set(changes(before, everything(app)))
