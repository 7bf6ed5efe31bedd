"""F1: everything that is held of a person, in one file: theirs, whole, and nobody else's."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from uuid_utils.compat import uuid7

from tests.webapp.conftest import PASSWORD, sign_in
from tests.webapp.hostile_cells import CELLS
from tests.webapp.rows import fill
from webapp import models
from webapp.accounts.data_map import TABLES, Person, personal
from webapp.db import db
from webapp.domain.spreadsheet import STARTS, text_of
from webapp.models import User

URL = "/accounts/data"


def download(client: FlaskClient, user: User) -> zipfile.ZipFile:
    answer = sign_in(client, user).post(URL, data={"password": PASSWORD})
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def table(zipped: zipfile.ZipFile, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zipped.read(f"{name}.json"))
    return found


def whole(zipped: zipfile.ZipFile) -> str:
    return "\n".join(zipped.read(name).decode() for name in zipped.namelist())


@pytest.fixture
def filled(app: Flask, alice: User, bob: User) -> None:
    """A row in every table for each of the two."""
    fill(app, alice, "words of alice")
    fill(app, bob, "words of bob")


def test_the_page_counts_what_is_held(client: FlaskClient, alice: User, filled: None) -> None:
    page = sign_in(client, alice).get(URL).text
    assert "What is held" in page
    for words in ("Lines of the cards’ log", "Attempt at a quiz", "Report", "Upload"):
        assert words in page


@pytest.mark.parametrize("password", ["", "not the password"])
def test_without_the_password_there_is_no_file(client: FlaskClient, alice: User, password: str) -> None:
    answer = sign_in(client, alice).post(URL, data={"password": password})
    assert answer.status_code == 422 and answer.mimetype == "text/html"
    assert "password" in answer.text


def test_nobody_keeps_a_copy_of_the_file(client: FlaskClient, alice: User) -> None:
    answer = sign_in(client, alice).post(URL, data={"password": PASSWORD})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="footnote-alice-')


def test_f1_it_has_every_row_of_all_tables(
    app: Flask, client: FlaskClient, alice: User, filled: None
) -> None:
    zipped = download(client, alice)
    with app.app_context():
        person = Person.of(alice)
        for name, held in personal():
            assert held.rows is not None
            rows = db.session.scalar(select(func.count()).select_from(TABLES[name]).where(held.rows(person)))
            assert len(table(zipped, name)["rows"]) == rows, name
            assert rows or name == "sign_in_failure", name  # the right password has cleared it


def test_f1_it_has_every_column_but_the_secrets(client: FlaskClient, alice: User, filled: None) -> None:
    zipped = download(client, alice)
    for name, held in personal():
        for row in table(zipped, name)["rows"]:
            assert row.keys() >= set(held.owner.split()) - set(held.secret.split()), name
            assert not row.keys() & set(held.secret.split()), name


def test_f1_nothing_of_others_is_in_it(client: FlaskClient, alice: User, bob: User, filled: None) -> None:
    text = whole(download(client, alice))
    assert "words of alice" in text
    assert "words of bob" not in text and "bob" not in text


def test_neither_hash_nor_session_key_is_in_it(client: FlaskClient, alice: User) -> None:
    text = whole(download(client, alice))
    assert alice.password not in text and alice.fs_uniquifier not in text


def test_f1_control_both_are_in_the_database(alice: User) -> None:
    assert alice.password.startswith("$argon2") and len(alice.fs_uniquifier) == 32


def test_what_an_instructor_did_for_others_is_told_without_them(
    app: Flask, client: FlaskClient, ines: User, alice: User
) -> None:
    fill(app, alice, "words of alice")
    with app.app_context():
        for changed in (
            update(models.Report).values(closed_by=ines.id, answer="words of ines"),
            update(models.Audit).values(by=ines.id),
        ):
            db.session.execute(changed)
        db.session.commit()
    zipped = download(client, ines)
    assert table(zipped, "report")["rows"] == []
    assert [row["answer"] for row in table(zipped, "report")["done"]["closed_by"]] == ["words of ines"]
    assert set(table(zipped, "audit")["done"]["by"][0]) == {"id", "at", "act"}
    assert "words of alice" not in whole(zipped)


def test_e10_the_sheets_hold_what_was_typed_and_no_formula(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    fill(app, alice)
    type_all(app, CELLS)
    zipped = download(client, alice)
    for name, column in (("reviews", "typed"), ("quiz_answers", "given")):
        text = zipped.read(f"{name}.csv").decode("utf-8-sig")
        cells = [row[column] for row in csv.DictReader(io.StringIO(text, newline=""))]
        assert [cell for cell in cells if cell.lstrip(" ").startswith(STARTS)] == []
        assert set(CELLS) - {"\0=1+1"} <= {text_of(cell) for cell in cells}  # no NUL is ever kept


def type_all(app: Flask, texts: Sequence[str]) -> None:
    """Each of them typed at the one card, and given in the one attempt."""
    with app.app_context():
        line = db.session.execute(select(TABLES["review"]).limit(1)).mappings().one()
        event = db.session.execute(select(TABLES["answer_event"])).mappings().one()
        for number, text in enumerate(texts, start=10):
            text = text.replace("\0", "")
            new = {"id": uuid7(), "base_rev": number, "undoes": None, "typed": text}
            db.session.execute(TABLES["review"].insert(), {**line, **new})
            given = {"seq": number, "client_key": uuid7(), "body": {"given": [text]}}
            db.session.execute(TABLES["answer_event"].insert(), {**event, **given})
        db.session.commit()


def test_a_readme_tells_what_each_file_is(client: FlaskClient, alice: User) -> None:
    zipped = download(client, alice)
    readme = zipped.read("README.txt").decode()
    assert all(name in readme for name in zipped.namelist() if name.endswith(".json"))
    assert "alice" in readme


def test_that_it_was_asked_for_stands_in_the_audit(client: FlaskClient, alice: User) -> None:
    assert [row["act"] for row in table(download(client, alice), "audit")["rows"]] == ["export"]


def test_a_minute_lies_between_one_file_and_the_next(client: FlaskClient, alice: User) -> None:
    download(client, alice)
    again = client.post(URL, data={"password": PASSWORD})
    assert again.status_code == 429 and "a moment ago" in again.text
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61)):
        download(client, alice)


def test_it_may_hold_many_reviews(app: Flask, client: FlaskClient, alice: User) -> None:
    fill(app, alice)
    many(app, 20_000)
    zipped = download(client, alice)
    assert len(table(zipped, "review")["rows"]) == 20_002


def many(app: Flask, count: int) -> None:
    """More lines in the log of the one card."""
    with app.app_context():
        like = db.session.execute(select(TABLES["review"]).limit(1)).mappings().one()
        rows = [{**like, "id": uuid7(), "base_rev": 10 + n, "undoes": None} for n in range(count)]
        rows = [{**row, "at": like["at"] + timedelta(seconds=n)} for n, row in enumerate(rows)]
        db.session.execute(TABLES["review"].insert(), rows)
        db.session.commit()
