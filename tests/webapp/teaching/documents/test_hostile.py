"""Hostile files over HTTP: each is refused in words or safely read; nothing of them runs or is kept."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from question_bank.extraction import SUFFIXES
from tests.question_bank.hostile_documents import HOSTILE
from tests.question_bank.made_documents import a_pdf, a_word
from tests.webapp.conftest import sign_in
from tests.webapp.teaching.documents.bringing import errors_of, send
from webapp.db import db
from webapp.models import Upload, User

# One takes all the 20 seconds of processor that a file may have; test_extraction refuses it after 2.
NAMES = [name for name in HOSTILE if name != "two million accents on one letter"]
FIRST, SECOND = NAMES[::2], NAMES[1::2]  # each file once, half of them on each database
SAFE = {"a name with a NUL": "harbour.pdf .txt"}  # text by its ending, and text it is


@pytest.mark.parametrize(
    ("database", "names"), [("sqlite", FIRST), ("postgresql", SECOND)], indirect=["database"]
)
@pytest.mark.timeout(600)
def test_hostile_files_are_refused_in_words(
    app: Flask, client: FlaskClient, ines: User, names: list[str]
) -> None:
    sign_in(client, ines)
    before = files_of(app)
    for name in names:
        suffix, make, _ = HOSTILE[name]
        answer = send(client, make(), f"harbour{suffix}")
        if name in SAFE:
            assert SAFE[name] in client.get(answer.headers["Location"]).text
        else:
            assert (answer.status_code, len(errors_of(answer))) == (422, 1), name
            assert not kept(app), name
        forget(app)
    assert files_of(app) - before <= {"reading-0.lock", "reading-1.lock"}


def test_control_each_kind_of_file_that_is_none_is_read(client: FlaskClient, ines: User) -> None:
    sign_in(client, ines)
    plain = b"The Harbour Treaty"
    files = dict(zip(SUFFIXES, (plain, plain, a_word("Harbour"), a_pdf(["Harbour"])), strict=True))
    for suffix, data in files.items():
        assert send(client, data, f"harbour{suffix}").status_code == 303, suffix


def files_of(app: Flask) -> set[str]:
    """Every file of the instance but the database."""
    folder = Path(app.instance_path)
    return {path.name for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name}


def kept(app: Flask) -> bool:
    with app.app_context():
        return db.session.scalar(select(Upload.id).where(Upload.text != "")) is not None


def forget(app: Flask) -> None:
    """As if a minute had passed."""
    with app.app_context():
        db.session.execute(delete(Upload))
        db.session.commit()
